//! Articles side by side: what they share is marked in every column, and one passage at a time is brought to the same
//! height. The columns, the bar and the list are in files of their own.

use super::compare_bar::compare_bar;
use super::compare_begin::empty;
use super::compare_columns::columns;
use super::compare_drawing::Drawing;
use super::compare_list::{follow_row, label, legend, passage_list};
use super::compare_scroll::Scrolling;
use super::compare_shown::{Asked, Shown, quote_of, usual_minimum};
use super::compare_summary::summary;
use super::compare_take::take_away;
use crate::app::components::notices::slot_state;
use crate::app::context::{Context, Notice};
use crate::app::element as html;
use crate::app::reactive::*;
use crate::app::slot::Answered;
use crate::app::state::Entry;
use crate::app::strings::fill;
use crate::compare::Layer;
use crate::protocol::{BlocksMode, CompareAnswer, CompareRequest, PASTED, Passage, QuerySpec, ReadRequest};
use crate::view_state::{COMPARED_LIMIT, View};
use gloo::timers::callback::Timeout;
use std::sync::Arc;
use web_sys::Element;

/// Byte ranges in one text.
pub type Spans = Vec<(u32, u32)>;

/// What the reader chose in one answer; in the next one it is forgotten.
#[derive(Clone, Default)]
struct Chosen {
    answer: Option<Answered<CompareRequest>>,
    /// The shortest passages shown, of a layer.
    minimum: Option<(Layer, u32)>,
    /// The passage in hand, by its place in the answer.
    passage: Option<usize>,
    /// The column shown where only one fits.
    column: usize,
    /// The sentence of one article alone that is pointed at, by its place in what is shown.
    own: Option<usize>,
}

impl Chosen {
    fn in_answer(&self, answer: &Answered<CompareRequest>) -> bool {
        self.answer.as_ref().is_some_and(|of| of.is_same(answer))
    }
}

/// What the parts of the view share.
#[derive(Clone, Copy)]
pub struct Comparing {
    /// The instance.
    pub cx: Context,
    /// Listed as they stand in the first article, not by weight.
    pub by_text: RwSignal<bool>,
    /// Of more than two articles, only what the first one shares with another.
    pub with_base: RwSignal<bool>,
    /// What is shown; nothing before the first answer.
    pub shown: Memo<Option<Arc<Shown>>>,
    /// The columns; only the first ones are drawn, see [`Comparing::drawn`].
    pub columns: [NodeRef<leptos::html::Div>; COMPARED_LIMIT],
    /// How they scroll.
    pub scrolling: Scrolling,
    /// What of them is still to be drawn.
    pub drawing: Drawing,
    /// The passage in hand where it is a short wording, which the columns mark only then.
    short: Memo<Option<usize>>,
    /// Where the query's hits are in the articles of an answer, in their order.
    pub hits: RwSignal<Option<(Answered<CompareRequest>, Vec<Spans>)>>,
    /// The list beside them.
    pub side: NodeRef<leptos::html::Aside>,
    chosen: RwSignal<Chosen>,
}

impl Comparing {
    fn new(cx: Context) -> Self {
        let by_text = RwSignal::new(false);
        let with_base = RwSignal::new(false);
        let chosen = RwSignal::new(Chosen::default());
        let wanted = Memo::new(move |_| cx.store.with(|state| (state.layer, state.kinds.clone(), state.differing)));
        let shown: Memo<Option<Arc<Shown>>> = Memo::new(move |_| {
            let answer = cx.comparison.get()?;
            let (layer, kinds, differing) = wanted.get();
            let asked = chosen.with(|chosen| chosen.minimum.filter(|_| chosen.in_answer(&answer)));
            let minimum = asked.filter(|asked| asked.0 == layer).map(|asked| asked.1);
            let minimum = minimum.unwrap_or_else(|| usual_minimum(&answer, layer));
            let asked = Asked { layer, minimum, by_text: by_text.get(), kinds, differing, with_base: with_base.get() };
            Some(Arc::new(Shown::of(answer, asked)))
        });
        let short = Memo::new(move |_| {
            let shown = shown.get()?;
            let passage = chosen.with(|chosen: &Chosen| chosen.passage.filter(|_| chosen.in_answer(&shown.answer)))?;
            shown.answer.passages.get(passage).filter(|one| one.layer == Layer::Short).map(|_| passage)
        });
        Self {
            cx,
            by_text,
            with_base,
            shown,
            columns: std::array::from_fn(|_| NodeRef::new()),
            scrolling: Scrolling::new(),
            drawing: Drawing::new(),
            short,
            hits: RwSignal::new(None),
            side: NodeRef::new(),
            chosen,
        }
    }

    /// What the reader chose in the answer that is shown. Follows both.
    fn chosen<T: Default>(self, read: impl FnOnce(&Chosen) -> T) -> T {
        let Some(shown) = self.shown.get() else { return T::default() };
        self.chosen.with(|chosen| if chosen.in_answer(&shown.answer) { read(chosen) } else { T::default() })
    }

    /// Changes what is chosen in an answer; nothing when another one is there by now.
    fn choose(self, answer: &Answered<CompareRequest>, change: impl FnOnce(&mut Chosen)) {
        if !self.cx.comparison.peek().is_some_and(|here| here.is_same(answer)) {
            return;
        }
        self.chosen.update(|chosen| {
            if !chosen.in_answer(answer) {
                *chosen = Chosen { answer: Some(answer.clone()), ..Chosen::default() };
            }
            change(chosen);
        });
    }

    /// The passage in hand, by its place in the answer that is shown. Follows both.
    pub fn current(self) -> Option<usize> {
        self.chosen(|chosen| chosen.passage)
    }

    /// The passage in hand at this moment; `None` when the view is gone.
    pub fn current_now(self) -> Option<Option<usize>> {
        let shown = self.shown.try_get_untracked()?;
        let here = |chosen: &Chosen| chosen.passage.filter(|_| shown.is_some_and(|one| chosen.in_answer(&one.answer)));
        self.chosen.try_with_untracked(here)
    }

    /// Whether a row of an answer is that of the passage in hand. Follows what is.
    pub fn is_current(self, answer: &Answered<CompareRequest>, row: usize) -> bool {
        self.current_row() == Some(row) && self.cx.comparison.peek().is_some_and(|here| here.is_same(answer))
    }

    /// The short wording in hand. Follows it.
    pub fn short(self) -> Option<usize> {
        self.short.get()
    }

    /// The column shown where only one fits. Follows it.
    pub fn column(self) -> usize {
        self.chosen(|chosen| chosen.column)
    }

    /// Shows a column where only one fits.
    pub fn show_column(self, column: usize) {
        if let Some(answer) = self.cx.comparison.peek() {
            self.choose(&answer, |chosen| chosen.column = column);
        }
    }

    /// Shows passages of so many tokens and more.
    pub fn set_minimum(self, minimum: u32) {
        let Some(shown) = self.shown.get_untracked() else { return };
        self.choose(&shown.answer, |chosen| chosen.minimum = Some((shown.asked.layer, minimum)));
    }

    /// Takes no passage in hand.
    pub fn let_go(self) {
        self.chosen.update(|chosen| chosen.passage = None);
    }

    /// The columns that are on the page: one that an earlier comparison had more is known, but gone.
    pub fn drawn(self) -> Vec<Element> {
        let columns = self.columns.iter().filter_map(|column| column.try_get_untracked().flatten());
        columns.filter(|column| column.is_connected()).map(Element::from).collect()
    }

    /// Takes a passage of an answer in hand, if that is still the one that is there. `from` is the column it was picked
    /// in; the others bring theirs to its height.
    pub fn select(self, answer: &Answered<CompareRequest>, passage: usize, from: Option<usize>) {
        let Some(found) = answer.passages.get(passage) else { return };
        if !self.cx.comparison.peek().is_some_and(|here| here.is_same(answer)) || !self.is_asked(answer) {
            return;
        }
        self.choose(answer, |chosen| (chosen.passage, chosen.own) = (Some(passage), None));
        let words = quote_of(answer, found);
        self.cx.store.change(Entry::Replace, |state| state.passage = words);
        if found.layer == Layer::Short {
            // The columns are drawn anew, with its mark.
            request_animation_frame(move || super::compare_columns::align(self, passage, from));
        } else {
            super::compare_columns::align(self, passage, from);
        }
        self.speak(found, passage);
        follow_row(self);
    }

    /// Whether the articles of an answer are those asked for. They are not while the next comparison is on its way: a
    /// passage of the old one, put into the link, would be missed in the new one.
    fn is_asked(self, answer: &CompareAnswer) -> bool {
        let ids = answer.articles.iter().filter(|one| one.card.article != PASTED.0).map(|one| &one.card.id);
        self.cx.compared.try_with_untracked(|asked| ids.eq(asked)).unwrap_or(false)
    }

    /// Says which passage is in hand: "đoạn 3 trên 85, có sửa".
    fn speak(self, found: &Passage, passage: usize) {
        let Some(shown) = self.shown.get_untracked() else { return };
        let row = shown.row(passage);
        let locale = untrack(|| self.cx.locale());
        let label = label(&locale, found, false);
        self.cx.spoken.set(match shown.listed.iter().position(|one| *one == row) {
            Some(at) => {
                let (n, total) = (locale.number(at as u64 + 1), locale.number(shown.listed.len() as u64));
                fill(locale.strings.passage_spoken, &[("n", &n), ("total", &total), ("kind", &label)])
            }
            None => label,
        });
    }

    /// The row of the list that belongs to the passage in hand. Follows both.
    pub fn current_row(self) -> Option<usize> {
        let shown = self.shown.get()?;
        self.current().map(|current| shown.row(current))
    }

    /// The sentence that is pointed at. Follows it.
    pub fn own(self) -> Option<usize> {
        self.chosen(|chosen| chosen.own)
    }

    /// Points at a sentence that one article says alone.
    pub fn point_at(self, answer: &Answered<CompareRequest>, own: usize) {
        self.choose(answer, |chosen| (chosen.passage, chosen.own) = (None, Some(own)));
        super::compare_columns::bring_own(self, own);
    }

    /// Goes on by some passages of the list, round its ends.
    pub fn step(self, step: isize) {
        let Some(shown) = self.shown.get_untracked() else { return };
        let listed = &shown.listed;
        let Some(last) = listed.len().checked_sub(1) else { return };
        let at = untrack(|| self.current_row()).and_then(|current| listed.iter().position(|one| *one == current));
        let next = match at {
            Some(at) => (at + listed.len()).saturating_add_signed(step) % listed.len(),
            None if step < 0 => last,
            None => 0,
        };
        self.select(&shown.answer, listed[next], None);
    }
}

/// Two articles, or one and a text of the reader's own.
fn is_enough(ids: &[String], pasted: bool) -> bool {
    !ids.is_empty() && ids.len() + usize::from(pasted) >= 2
}

fn fetch(cx: Context) {
    let ids = cx.compared.get_untracked();
    let pasted = cx.pasted.get_untracked().filter(|_| ids.len() < COMPARED_LIMIT);
    if !is_enough(&ids, pasted.is_some()) {
        cx.comparison.clear();
        return;
    }
    let pasted_first = cx.pasted_first.get_untracked();
    let shown = |answer: &CompareAnswer| answer.articles.iter().map(|one| &one.card.id).eq(&ids);
    if pasted.is_none() && cx.comparison.peek().is_some_and(|answer| shown(&answer)) {
        // Another comparison may be on its way still.
        cx.comparison.keep();
        return;
    }
    let request = CompareRequest { articles: ids, blocks: BlocksMode::Text, pasted, pasted_first };
    cx.comparison.fetch(cx, Some("compare"), request);
}

/// Asks where the query's hits are in the articles compared.
fn fetch_hits(comparing: Comparing, answer: Answered<CompareRequest>, spec: QuerySpec) {
    spawn_local(async move {
        let mut hits = Vec::new();
        for article in &answer.articles {
            if article.card.article == PASTED.0 {
                hits.push(Vec::new());
                continue;
            }
            let request = ReadRequest { article: article.card.id.clone(), spec: spec.clone() };
            let Ok(read) = comparing.cx.ask(None, request).await else { return };
            hits.push(read.hits.iter().map(|hit| (hit.start, hit.end)).collect());
        }
        let newest = comparing.cx.comparison.peek().is_some_and(|here| here.is_same(&answer));
        if newest && comparing.cx.spec.try_get_untracked().as_ref() == Some(&spec) {
            comparing.hits.set(Some((answer, hits)));
        }
    });
}

/// Keeps the comparison in step with the ticked articles, and the passage in hand with the link.
fn follow(comparing: Comparing) {
    let cx = comparing.cx;
    Effect::new(move |_| {
        cx.compared.track();
        cx.pasted.track();
        cx.pasted_first.track();
        if cx.view.get() == View::Compare {
            fetch(cx);
        }
    });
    // Articles that the corpus has not leave the comparison, and the first is named.
    Effect::new(move |_| {
        let Some(gone) = cx.comparison.gone() else { return };
        cx.store.change(Entry::Replace, |state| state.compared.retain(|id| !gone.contains(id)));
        cx.notice.set(gone.into_iter().next().map(Notice::ArticleGone));
    });
    Effect::new(move |_| {
        let Some(answer) = cx.comparison.get() else { return };
        for column in comparing.drawn() {
            column.set_scroll_top(0);
        }
        let (layer, words) = cx.store.peek(|state| (state.layer, state.passage.clone()));
        let Some(words) = words else { return };
        let named = |passage: &Passage| passage.layer == layer && quote_of(&answer, passage).as_ref() == Some(&words);
        match answer.passages.iter().position(named) {
            // The columns are drawn first.
            Some(place) => {
                let minimum = answer.passages[place].tokens.min(usual_minimum(&answer, layer));
                comparing.choose(&answer, |chosen| chosen.minimum = Some((layer, minimum)));
                Timeout::new(0, move || comparing.select(&answer, place, None)).forget();
            }
            None => cx.notice.set(Some(Notice::PassageGone(words))),
        }
    });
    Effect::new(move |_| {
        let (answer, spec) = (cx.comparison.get(), cx.spec.get());
        comparing.hits.set(None);
        if let Some(answer) = answer.filter(|_| !spec.query.trim().is_empty()) {
            fetch_hits(comparing, answer, spec);
        }
    });
    Effect::new(move |before: Option<i32>| {
        let steps = cx.passage_step.get();
        if let Some(step) = before.map(|before| steps - before).filter(|step| *step != 0) {
            comparing.step(step as isize);
        }
        steps
    });
}

/// The view.
pub fn compare_view(cx: Context) -> AnyView {
    let comparing = Comparing::new(cx);
    follow(comparing);
    let enough = Memo::new(move |_| cx.compared.with(|ids| is_enough(ids, cx.pasted.with(Option::is_some))));
    // The columns are drawn anew when their number changes; what stands in them follows by itself.
    let columns = Memo::new(move |_| comparing.shown.with(|shown| shown.as_ref().map(|one| one.answer.articles.len())));
    let content = move || match columns.get() {
        _ if !enough.get() => empty(cx),
        Some(columns) => compared(comparing, columns),
        None => ().into_any(),
    };
    html::div()
        .class("compare-view")
        .attr("data-part", "compare")
        .child((
            html::h1().class("unseen").child(cx.text(|s| s.compare)),
            content,
            slot_state(cx, cx.comparison, move || fetch(cx)),
        ))
        .into_any()
}

fn compared(comparing: Comparing, count: usize) -> AnyView {
    html::div()
        .class("compare-grid")
        .child((
            summary(comparing),
            compare_bar(comparing, count),
            columns(comparing, count),
            html::aside()
                .class("compare-side")
                .attr("data-part", "compare-side")
                .node_ref(comparing.side)
                .attr("aria-label", comparing.cx.text(|s| s.passage_list))
                .child((passage_list(comparing), take_away(comparing), legend(comparing.cx))),
        ))
        .into_any()
}
