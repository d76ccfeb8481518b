//! Every hit in its context, line by line (KWIC): the hits stand in one column, sorted by up to three keys. A line opens
//! its article at that hit. It sorts nothing: the engine does.

use crate::app::components::article_list::{further, reach};
use crate::app::components::cuts::cuts;
use crate::app::components::export_button::export_button;
use crate::app::components::filter_chips::filter_chips;
use crate::app::components::links::button;
use crate::app::components::notices::slot_state;
use crate::app::components::query_notes::{ask_offers, nothing_found, problems};
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::export::Exported;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::slot::Answered;
use crate::app::speaking::Speaking;
use crate::app::state::Entry;
use crate::app::strings::{Label, fill};
use crate::article::ArticleId;
use crate::protocol::{Card, ConcordanceAnswer, ConcordanceRequest, Line, LineSort, QuerySpec, TierCounts};
use crate::view_state::{CONTEXT_TOKENS, LINE_KEYS, View, line_key_name, set_line_key};
use gloo::timers::callback::Timeout;
use leptos::ev;

/// Lines of one batch.
const BATCH: u32 = 100;

/// Lines on one page: past it, the next ones take their place. Printing takes a page as a whole.
const PAGE_LINES: u32 = 2000;

/// The request for lines as the page shows them.
pub fn lines_request(cx: Context, offset: u32, limit: u32) -> ConcordanceRequest {
    cx.store.peek(|state| ConcordanceRequest {
        spec: state.spec(),
        context_tokens: u32::from(state.context_tokens),
        sort: state.line_sort.clone(),
        offset,
        limit,
    })
}

/// Fetches the first lines of a page.
fn fetch(cx: Context, page: u32) {
    cx.lines.fetch(cx, Some("lines"), lines_request(cx, page * PAGE_LINES, BATCH));
}

/// How many lines there are.
fn shown(answer: &ConcordanceAnswer) -> u32 {
    u32::try_from(answer.lines.len()).unwrap_or(u32::MAX)
}

/// Fetches lines and puts them behind the ones that are there, up to `limit` or the end of the page. `then` is called
/// when that brought more of them.
fn fetch_more(cx: Context, limit: u32, then: impl FnOnce() + 'static) {
    let next = move |asked: &ConcordanceRequest, answer: &ConcordanceAnswer| {
        let limit = limit.min(PAGE_LINES.saturating_sub(shown(answer)));
        let offset = asked.offset + shown(answer);
        (limit > 0).then(|| ConcordanceRequest { offset, limit, ..asked.clone() })
    };
    cx.lines.go_on(cx, Some("lines"), next, move |before, mut answer| {
        let mut joined = before.clone();
        // An answer that brings nothing more ends it.
        if !answer.lines.is_empty() {
            Timeout::new(0, then).forget();
        }
        joined.lines.append(&mut answer.lines);
        joined.cards.retain(|card| answer.cards.iter().all(|other| other.article != card.article));
        joined.cards.append(&mut answer.cards);
        ConcordanceAnswer { lines: joined.lines, cards: joined.cards, ..answer }
    });
}

/// Keeps the lines in step with the query, the sort keys and the width.
fn follow(cx: Context, page: RwSignal<u32>) {
    type Asked = (QuerySpec, Vec<LineSort>, u8, u32);
    let shape = Memo::new(move |_| cx.store.with(|state| (state.line_sort.clone(), state.context_tokens)));
    let asked = StoredValue::new(None::<Asked>);
    Effect::new(move |_| {
        let (spec, (sort, width)) = (cx.spec.get(), shape.get());
        if cx.view.get() != View::Context {
            return;
        }
        if spec.query.trim().is_empty() {
            asked.set_value(None);
            cx.lines.clear();
            return;
        }
        let same = asked
            .with_value(|asked| asked.as_ref().is_some_and(|one| (&one.0, &one.1, one.2) == (&spec, &sort, width)));
        if !same {
            page.set(0);
        }
        let ask = (spec, sort, width, page.get());
        if asked.with_value(|asked| asked.as_ref() != Some(&ask)) {
            let page = ask.3;
            asked.set_value(Some(ask));
            fetch(cx, page);
        }
    });
    let speaking = Speaking::new();
    Effect::new(move |_| {
        let Some(answer) = cx.lines.get() else { return };
        if answer.total == 0 {
            ask_offers(cx, answer.question().spec.clone());
        }
        let head = Head::of(&answer);
        speaking.say(cx, Box::new(move |locale| head.told(locale)));
    });
}

/// What stands over the lines.
#[derive(Clone, Copy)]
struct Head {
    lines: u64,
    tiers: TierCounts,
    articles: u32,
}

impl Head {
    fn of(answer: &ConcordanceAnswer) -> Self {
        Self { lines: answer.total, tiers: answer.tiers, articles: answer.articles }
    }

    /// "23 dòng trong 7 bài: 6 đúng dấu, 17 không dấu"; a sentence when there are none.
    fn told(self, locale: &Locale) -> String {
        let s = locale.strings;
        if self.lines == 0 {
            return s.lines_none.to_owned();
        }
        let lines = locale.count(&s.lines, self.lines);
        let total = fill(s.total, &[("hits", &lines), ("articles", &locale.count(&s.articles, self.articles))]);
        locale.by_tier(total, self.lines, self.tiers)
    }
}

/// The view.
pub fn lines_view(cx: Context) -> AnyView {
    let page = RwSignal::new(0);
    follow(cx, page);
    let searched = Memo::new(move |_| cx.spec.with(|spec| !spec.query.trim().is_empty()));
    let content = move || {
        let locale = cx.locale();
        if !searched.get() {
            return html::p()
                .class("empty")
                .attr("data-part", "lines-hint")
                .child(locale.strings.lines_hint)
                .into_any();
        }
        cx.lines.get().map_or_else(|| ().into_any(), |answer| found(cx, &locale, &answer, page))
    };
    html::div()
        .class("lines-view")
        .child((
            html::h1().class("unseen").child(cx.text(|s| s.context)),
            bar(cx),
            html::div()
                .class("pane lines-pane")
                .attr("data-part", "lines")
                .attr("role", "region")
                .attr("tabindex", "0")
                .attr("aria-label", cx.text(|s| s.context))
                .node_ref(cx.places.lines)
                .child((filter_chips(cx), slot_state(cx, cx.lines, move || fetch(cx, page.get_untracked())), content)),
        ))
        .into_any()
}

/// The order, the width, and what can be done with the lines.
fn bar(cx: Context) -> AnyView {
    let sorts: Vec<AnyView> = (0..3).map(|place| sort_select(cx, place)).collect();
    let widths: Vec<AnyView> = CONTEXT_TOKENS
        .iter()
        .map(|&width| {
            let label = move || fill(cx.strings().context_width_tokens, &[("n", &width.to_string())]);
            html::option().attr("value", width.to_string()).child(label).into_any()
        })
        .collect();
    let width = select(
        cx,
        "context-width",
        |s| s.context_width,
        widths,
        move || cx.store.with(|state| state.context_tokens.to_string()),
        move |value| {
            if let Ok(width) = value.parse() {
                cx.store.change(Entry::Push, |state| state.context_tokens = width);
            }
        },
    );
    let print = button(cx, "lines-print", "plain", |s| s.print, move || print_page(cx));
    html::div()
        .class("lines-bar")
        .child((sorts, width, html::span().class("lines-acts").child((export_button(cx, Exported::Lines), print))))
        .into_any()
}

fn select(
    cx: Context,
    part: &'static str,
    label: Label,
    options: Vec<AnyView>,
    chosen: impl Fn() -> String + 'static,
    choose: impl Fn(String) + 'static,
) -> AnyView {
    let choose = Box::new(choose) as Box<dyn Fn(String)>;
    let field = html::select()
        .attr("data-part", part)
        .prop("value", chosen)
        .on(ev::change, move |event| choose(event_target::<web_sys::HtmlSelectElement>(&event).value()))
        .child(options);
    html::label().class("select").child((html::span().class("choices-label").child(cx.text(label)), field)).into_any()
}

fn sort_select(cx: Context, place: usize) -> AnyView {
    let key_at = move || cx.store.with(|state| state.line_sort.get(place).map_or("", |key| line_key_name(*key)));
    let none =
        html::option().attr("value", "").child(move || if place == 0 { cx.strings().line_sort_none } else { "—" });
    let mut options = vec![none.into_any()];
    options.extend(LINE_KEYS.into_iter().map(|key| {
        let label = move || key_label(cx, key);
        html::option().attr("value", line_key_name(key)).child(label).into_any()
    }));
    const PARTS: [&str; 3] = ["line-sort-1", "line-sort-2", "line-sort-3"];
    select(
        cx,
        PARTS[place],
        if place == 0 { |s| s.line_sort } else { |s| s.line_sort_then },
        options,
        move || key_at().to_owned(),
        move |value| {
            let key = LINE_KEYS.into_iter().find(|key| line_key_name(*key) == value);
            cx.store.change(Entry::Push, |state| set_line_key(&mut state.line_sort, place, key));
        },
    )
}

fn key_label(cx: Context, key: LineSort) -> String {
    let s = cx.strings();
    let nth = |text: &str, n: u8| fill(text, &[("n", &n.to_string())]);
    match key {
        LineSort::Left(1) => s.line_left_first.to_owned(),
        LineSort::Left(n) => nth(s.line_left, n),
        LineSort::Right(1) => s.line_right_first.to_owned(),
        LineSort::Right(n) => nth(s.line_right, n),
        LineSort::Node => s.line_node.to_owned(),
        LineSort::Article => s.line_article.to_owned(),
        LineSort::Date => s.line_date.to_owned(),
    }
}

/// Prints the lines of this page, once all of them are there.
fn print_page(cx: Context) {
    let whole = cx.lines.peek().is_none_or(|answer| {
        let shown = shown(&answer);
        shown >= PAGE_LINES || u64::from(answer.question().offset + shown) >= answer.total
    });
    if whole {
        // The lines are drawn first.
        Timeout::new(0, || {
            // A frame that may not print stays as it is.
            let _ = gloo::utils::window().print();
        })
        .forget();
        return;
    }
    fetch_more(cx, PAGE_LINES, move || print_page(cx));
}

fn found(cx: Context, locale: &Locale, answer: &Answered<ConcordanceRequest>, page: RwSignal<u32>) -> AnyView {
    let s = locale.strings;
    let cuts = cuts(cx, locale, &answer.cuts);
    if answer.total == 0 {
        return (nothing_found(cx, locale, s.lines_none, &answer.problems), cuts).into_any();
    }
    let card = |article: ArticleId| answer.cards.iter().find(|card| card.article == article);
    let lines: Vec<AnyView> = answer.lines.iter().map(|one| line(cx, locale, one, card(one.article))).collect();
    let heading = Head::of(answer).told(locale);
    html::div()
        .child((
            html::h2().class("count").attr("data-part", "line-count").child(heading),
            html::p().class("meta lines-help").child(s.lines_help),
            cuts,
            problems(locale, &answer.problems),
            html::ol().class("lines").child(lines),
            more(cx, locale, answer, page),
        ))
        .into_any()
}

fn line(cx: Context, locale: &Locale, line: &Line, card: Option<&Card>) -> AnyView {
    let (id, start) = (card.map(|card| card.id.clone()).unwrap_or_default(), line.start);
    let why = locale.why(line.tier);
    let href = cx.store.link(|state| state.open_at(&id, None));
    let text = html::a()
        .class("kwic")
        .attr("data-part", "line-link")
        .attr("dir", "auto")
        .attr("href", href)
        .on(ev::click, {
            let id = id.clone();
            move |event: ev::MouseEvent| {
                if event.button() == 0 && !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                    event.prevent_default();
                    cx.open_line(&id, start);
                }
            }
        })
        .child((
            html::span().class("line-left").attr("data-part", "line-left").child(html::bdi().child(line.left.clone())),
            html::span().class("line-rest").child((
                html::mark().class("hit").attr("data-part", "line-node").child(line.node.clone()),
                html::span().attr("data-part", "line-right").child(line.right.clone()),
            )),
        ));
    let date = card.map(|card| html::span().class("line-date").child(locale.date_or_unknown(card.date.as_ref())));
    let title = card.map(|card| {
        html::span().class("line-title").attr("dir", "auto").attr("title", card.title.clone()).child(card.title.clone())
    });
    let why = why.map(|why| html::span().class("why").attr("data-part", "why").child(why));
    html::li()
        .class("line")
        .attr("data-part", "line")
        .attr("data-article", id)
        .attr("data-start", start.to_string())
        .child((html::p().class("line-meta meta").child((date, title, why)), text))
        .into_any()
}

/// The next lines: behind these while the page has room, in their place when it is full. A page but the first leads back.
fn more(cx: Context, locale: &Locale, answer: &Answered<ConcordanceRequest>, page: RwSignal<u32>) -> Option<AnyView> {
    let s = locale.strings;
    let (first, shown) = (answer.question().offset, shown(answer));
    let reached = u64::from(first + shown);
    let left = answer.total.saturating_sub(reached);
    let names =
        [("from", locale.number(first + 1)), ("to", locale.number(reached)), ("total", locale.number(answer.total))];
    let of = fill(s.lines_page, &names.each_ref().map(|(name, value)| (*name, value.as_str())));
    let turn = move |to: u32| {
        page.set(to);
        if let Some(pane) = cx.places.lines.get_untracked() {
            pane.set_scroll_top(0);
            pane.scroll_into_view();
        }
    };
    let here = first / PAGE_LINES;
    let back =
        (here > 0).then(|| button(cx, "lines-previous", "plain", |s| s.lines_page_previous, move || turn(here - 1)));
    let has_room = shown < PAGE_LINES;
    let more = (left > 0 && has_room).then(|| {
        let label = fill(s.more, &[("n", &locale.number(left.min(u64::from(BATCH))))]);
        further(label, move || fetch_more(cx, BATCH, || ()))
    });
    let on = (left > 0 && !has_room)
        .then(|| button(cx, "lines-next", "plain", |s| s.lines_page_next, move || turn(here + 1)));
    (back.is_some() || left > 0).then(|| html::p().class("more").child((back, more, reach(of), on)).into_any())
}
