//! One line of the hits in context: its hit, or a blank to be guessed, the words it is sorted by marked, its paragraph unfolded in
//! place. It opens its article at that hit, and asks nothing but for that paragraph.

use crate::app::components::links::{is_plain, sign_opener};
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::slot::Answered;
use crate::app::strings::fill;
use crate::app::travel::BLANK;
use crate::article::ArticleId;
use crate::protocol::{Card, ConcordanceRequest, Line, LineBy, LineGroup, LineSort};
use crate::view_state::key_words;
use leptos::ev;

/// More words than any paragraph has on one side of a hit.
const PARAGRAPH_TOKENS: u32 = 100_000;

/// Where a line stands: its article and the first byte of its hit.
type Place = (ArticleId, u32);

/// What the reader opened of lines: it stays while more of them come.
#[derive(Clone, Copy)]
pub struct Opened {
    /// Lines with their paragraphs.
    wide: RwSignal<Vec<Line>>,
    /// Lines whose blanks are filled.
    revealed: RwSignal<Vec<Place>>,
}

impl Opened {
    /// Nothing is opened.
    pub fn new() -> Self {
        Self { wide: RwSignal::new(Vec::new()), revealed: RwSignal::new(Vec::new()) }
    }
}

/// What lines are drawn with.
pub struct Drawing<'d> {
    /// The instance.
    pub cx: Context,
    /// Words, numbers, dates.
    pub locale: &'d Locale,
    /// The lines.
    pub answer: &'d Answered<ConcordanceRequest>,
    /// What is opened of them.
    pub opened: Opened,
    /// Their hits are blanked.
    pub blanked: bool,
}

fn place_of(line: &Line) -> Place {
    (line.article, line.start)
}

/// A text with the words of sort keys marked.
fn marked(text: &str, keys: &[LineSort], left: bool) -> Vec<AnyView> {
    let (mut parts, mut done) = (Vec::new(), 0);
    for (start, end, place) in key_words(text, keys, left) {
        parts.push(text[done..start].to_owned().into_any());
        parts.push(
            html::span()
                .class("key-word")
                .attr("data-key", place.to_string())
                .child(text[start..end].to_owned())
                .into_any(),
        );
        done = end;
    }
    parts.push(text[done..].to_owned().into_any());
    parts
}

impl Drawing<'_> {
    fn card(&self, article: ArticleId) -> Option<&Card> {
        self.answer.cards.iter().find(|card| card.article == article)
    }

    /// What a group is called.
    pub fn group_name(&self, group: &LineGroup) -> String {
        let s = &self.locale.strings.bench;
        match group.article {
            Some(article) => self.card(article).map(|card| card.title.clone()).unwrap_or_default(),
            None if !group.value.is_empty() => group.value.clone(),
            None if self.answer.question().group == Some(LineBy::Year) => s.no_year.to_owned(),
            None => s.no_source.to_owned(),
        }
    }

    /// "2021: 34 lines in 5 articles".
    pub fn group_told(&self, group: &LineGroup) -> String {
        let s = self.locale.strings;
        let lines = self.locale.count(&s.lines, group.lines);
        let articles = self.locale.count(&s.articles, group.articles);
        let of_articles = fill(s.total, &[("hits", &lines), ("articles", &articles)]);
        let told = if group.article.is_some() { lines } else { of_articles };
        [self.group_name(group), ": ".to_owned(), told].concat()
    }

    /// The place of a key among those that sort the lines.
    fn key(&self, key: LineSort) -> Option<String> {
        self.answer.question().sort.iter().position(|one| *one == key).map(|place| place.to_string())
    }

    /// One line, the `at`-th of all.
    pub fn line(&self, line: &Line, at: u32) -> AnyView {
        let Self { cx, locale, opened, blanked, .. } = *self;
        let (card, place) = (self.card(line.article), place_of(line));
        let (id, start) = (card.map(|card| card.id.clone()).unwrap_or_default(), line.start);
        let keys = &self.answer.question().sort;
        let href = cx.store.link(|state| state.open_at(&id, None));
        let node = line.node.clone();
        let is_blank = move || blanked && opened.revealed.with(|revealed| !revealed.contains(&place));
        let hit = move || if is_blank() { BLANK.to_owned() } else { node.clone() };
        let text = html::a()
            .class("kwic")
            .attr("data-part", "line-link")
            .attr("dir", "auto")
            .attr("href", href)
            .on(ev::click, {
                let id = id.clone();
                move |event: ev::MouseEvent| {
                    if is_plain(&event) {
                        event.prevent_default();
                        cx.open_line(&id, start);
                    }
                }
            })
            .child((
                html::span()
                    .class("line-left")
                    .attr("data-part", "line-left")
                    .child(html::bdi().child(marked(&line.left, keys, true))),
                html::span().class("line-rest").child((
                    html::mark()
                        .class("hit key-word")
                        .attr("data-key", self.key(LineSort::Node))
                        .attr("data-part", "line-node")
                        .child(hit),
                    html::span().attr("data-part", "line-right").child(marked(&line.right, keys, false)),
                )),
            ));
        let date = card.map(|card| {
            let date = locale.date_or_unknown(card.date.as_ref());
            html::span().class("line-date key-word").attr("data-key", self.key(LineSort::Date)).child(date)
        });
        let title = card.map(|card| {
            html::span()
                .class("line-title key-word")
                .attr("data-key", self.key(LineSort::Article))
                .attr("dir", "auto")
                .attr("title", card.title.clone())
                .child(card.title.clone())
        });
        let why = locale.why(line.tier).map(|why| html::span().class("why").attr("data-part", "why").child(why));
        html::li()
            .class("line")
            .attr("data-part", "line")
            .attr("data-article", id)
            .attr("data-start", start.to_string())
            .child((
                html::p().class("line-meta meta").child((date, title, why)),
                text,
                html::span().class("line-opens").child((self.reveal(place), self.widen(place, at))),
                wide(opened, place, is_blank),
            ))
            .into_any()
    }

    /// The button that fills the blank, or empties it again.
    fn reveal(&self, place: Place) -> Option<AnyView> {
        let revealed = self.opened.revealed;
        let act = move || {
            revealed.update(|all| match all.iter().position(|one| *one == place) {
                Some(at) => drop(all.remove(at)),
                None => all.push(place),
            });
        };
        let is_open = move || revealed.with(|all| all.contains(&place));
        self.blanked.then(|| sign_opener(self.cx, "line-reveal", "?", |s| s.bench.reveal, is_open, act))
    }

    /// The button that unfolds the paragraph of a line, or folds it.
    fn widen(&self, place: Place, at: u32) -> AnyView {
        let (cx, wide) = (self.cx, self.opened.wide);
        let request = ConcordanceRequest {
            context_tokens: PARAGRAPH_TOKENS,
            offset: at,
            limit: 1,
            ..self.answer.question().clone()
        };
        let is_open = move || wide.with(|all| all.iter().any(|one| place_of(one) == place));
        let act = move || {
            if untrack(is_open) {
                return wide.update(|all| all.retain(|one| place_of(one) != place));
            }
            let request = request.clone();
            spawn_local(async move {
                // What does not come can be asked for again.
                let Ok(answer) = cx.ask(None, request).await else { return };
                let found = answer.lines.into_iter().find(|line| place_of(line) == place);
                let _ = wide.try_update(|all| all.extend(found));
            });
        };
        sign_opener(cx, "line-widen", "¶", |s| s.bench.widen, is_open, act)
    }
}

/// The paragraph of a line, where it is unfolded.
fn wide(opened: Opened, place: Place, is_blank: impl Fn() -> bool + Copy + Send + 'static) -> AnyView {
    let text = move || {
        opened.wide.with(|all| {
            all.iter().find(|one| place_of(one) == place).map(|line| {
                let node = if is_blank() { BLANK.to_owned() } else { line.node.clone() };
                html::p()
                    .class("line-wide")
                    .attr("data-part", "line-wide")
                    .attr("dir", "auto")
                    .child((line.left.clone(), html::mark().class("hit").child(node), line.right.clone()))
                    .into_any()
            })
        })
    };
    text.into_any()
}
