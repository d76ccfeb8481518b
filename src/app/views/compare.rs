//! Articles side by side: what they share is marked in every column, and one passage at a time is brought to the same
//! height. The columns, the bar and the list are in files of their own.

use super::compare_bar::compare_bar;
use super::compare_columns::columns;
use super::compare_list::{legend, overlaps, passage_list};
use crate::app::components::links::button;
use crate::app::components::notices::slot_state;
use crate::app::context::{Context, Notice};
use crate::app::element as html;
use crate::app::reactive::*;
use crate::app::state::Entry;
use crate::compare::Layer;
use crate::protocol::{BlocksMode, CompareAnswer, CompareRequest, Passage, Request, Response};
use crate::view_state::{COMPARED_LIMIT, View, quote};
use gloo::timers::callback::Timeout;
use std::sync::Arc;
use web_sys::Element;

/// More passages than this are too many to look through.
const MANY_PASSAGES: usize = 40;
/// However many there are, passages of so many tokens are shown.
const USUAL_MINIMUM_LIMIT: u32 = 6;

/// Passages lighter than this share of the heaviest one are drawn quietly.
const QUIET_SHARE: f32 = 1.0 / 3.0;

/// A comparison as it is shown: the answer and what is listed of it, in one value. Every part of the view reads this
/// and nothing beside it, so that a place among the passages is never looked up in another answer.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The answer.
    pub answer: Arc<CompareAnswer>,
    /// The layer of passages shown.
    pub layer: Layer,
    /// Passages with fewer tokens are not shown.
    pub minimum: u32,
    /// The passages shown, in the order of the list, by their places in the answer.
    pub listed: Vec<usize>,
    /// The weight of the heaviest passage of the layer.
    pub heaviest: f32,
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.answer, &other.answer)
            && (self.layer, self.minimum, &self.listed) == (other.layer, other.minimum, &other.listed)
    }
}

impl Shown {
    fn of(answer: Arc<CompareAnswer>, layer: Layer, minimum: u32, by_text: bool) -> Self {
        let listed = listed(&answer, layer, minimum, by_text);
        let heavy = answer.passages.iter().filter(|one| one.layer == layer && !one.minor).map(|one| one.weight);
        let heaviest = heavy.fold(0.0, |heaviest, weight| if weight > heaviest { weight } else { heaviest });
        Self { answer, layer, minimum, listed, heaviest }
    }

    /// Whether a passage matters little beside the heaviest of its layer, or stands in a title, a caption or a name.
    pub fn is_quiet(&self, passage: &Passage) -> bool {
        passage.minor || passage.weight < self.heaviest * QUIET_SHARE
    }
}

/// What the reader chose in one answer; in the next one it is forgotten.
#[derive(Clone, Default)]
struct Chosen {
    answer: Option<Arc<CompareAnswer>>,
    /// The shortest passages shown, of a layer.
    minimum: Option<(Layer, u32)>,
    /// The passage in hand, by its place in the answer.
    passage: Option<usize>,
    /// The column shown where only one fits.
    column: usize,
}

impl Chosen {
    fn in_answer(&self, answer: &Arc<CompareAnswer>) -> bool {
        self.answer.as_ref().is_some_and(|of| Arc::ptr_eq(of, answer))
    }
}

/// What the parts of the view share.
#[derive(Clone, Copy)]
pub struct Comparing {
    /// The instance.
    pub cx: Context,
    /// Listed as they stand in the first article, not by weight.
    pub by_text: RwSignal<bool>,
    /// What is shown; nothing before the first answer.
    pub shown: Memo<Option<Arc<Shown>>>,
    /// The columns; only the first ones are drawn, see [`Comparing::drawn`].
    pub columns: [NodeRef<leptos::html::Div>; COMPARED_LIMIT],
    chosen: RwSignal<Chosen>,
}

impl Comparing {
    fn new(cx: Context) -> Self {
        let by_text = RwSignal::new(false);
        let chosen = RwSignal::new(Chosen::default());
        let layer = Memo::new(move |_| cx.store.with(|state| state.layer));
        let shown = Memo::new(move |_| {
            let answer = cx.comparison.get()?;
            let layer = layer.get();
            let asked = chosen.with(|chosen| chosen.minimum.filter(|_| chosen.in_answer(&answer)));
            let minimum = asked.filter(|asked| asked.0 == layer).map(|asked| asked.1);
            let minimum = minimum.unwrap_or_else(|| usual_minimum(&answer, layer));
            Some(Arc::new(Shown::of(answer, layer, minimum, by_text.get())))
        });
        Self { cx, by_text, shown, columns: std::array::from_fn(|_| NodeRef::new()), chosen }
    }

    /// What the reader chose in the answer that is shown. Follows both.
    fn chosen<T: Default>(self, read: impl FnOnce(&Chosen) -> T) -> T {
        let Some(shown) = self.shown.get() else { return T::default() };
        self.chosen.with(|chosen| if chosen.in_answer(&shown.answer) { read(chosen) } else { T::default() })
    }

    /// Changes what is chosen in an answer; nothing when another one is there by now.
    fn choose(self, answer: &Arc<CompareAnswer>, change: impl FnOnce(&mut Chosen)) {
        if !self.cx.comparison.peek().is_some_and(|here| Arc::ptr_eq(&here, answer)) {
            return;
        }
        self.chosen.update(|chosen| {
            if !chosen.in_answer(answer) {
                *chosen = Chosen { answer: Some(Arc::clone(answer)), ..Chosen::default() };
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

    /// Whether a passage of an answer is in hand. Follows what is.
    pub fn is_current(self, answer: &Arc<CompareAnswer>, passage: usize) -> bool {
        self.chosen.with(|chosen| chosen.passage == Some(passage) && chosen.in_answer(answer))
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
        self.choose(&shown.answer, |chosen| chosen.minimum = Some((shown.layer, minimum)));
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
    pub fn select(self, answer: &Arc<CompareAnswer>, passage: usize, from: Option<usize>) {
        let Some(found) = answer.passages.get(passage) else { return };
        if !self.cx.comparison.peek().is_some_and(|here| Arc::ptr_eq(&here, answer)) {
            return;
        }
        self.choose(answer, |chosen| chosen.passage = Some(passage));
        let words = quote_of(answer, found);
        self.cx.store.change(Entry::Replace, |state| state.passage = words);
        super::compare_columns::align(self, passage, from);
    }

    /// Goes on by some passages of the list, round its ends.
    pub fn step(self, step: isize) {
        let Some(shown) = self.shown.get_untracked() else { return };
        let listed = &shown.listed;
        let Some(last) = listed.len().checked_sub(1) else { return };
        let at = untrack(|| self.current()).and_then(|current| listed.iter().position(|one| *one == current));
        let next = match at {
            Some(at) => (at + listed.len()).saturating_add_signed(step) % listed.len(),
            None if step < 0 => last,
            None => 0,
        };
        self.select(&shown.answer, listed[next], None);
    }
}

/// The passages of a layer that are long enough, those that matter before minor ones.
fn listed(answer: &CompareAnswer, layer: Layer, minimum: u32, by_text: bool) -> Vec<usize> {
    let fits = |passage: &Passage| passage.layer == layer && passage.tokens >= minimum;
    let mut places: Vec<usize> =
        answer.passages.iter().enumerate().filter(|(_, passage)| fits(passage)).map(|(place, _)| place).collect();
    if !by_text {
        let key = |place: &usize| &answer.passages[*place];
        crate::sort::by(&mut places, |a, b| {
            let (a, b) = (key(a), key(b));
            a.minor.cmp(&b.minor).then(b.weight.total_cmp(&a.weight))
        });
    }
    places
}

/// The shortest passages of a layer, or somewhat longer ones where there are too many to look through.
fn usual_minimum(answer: &CompareAnswer, layer: Layer) -> u32 {
    let tokens: Vec<u32> = answer.passages.iter().filter(|one| one.layer == layer).map(|one| one.tokens).collect();
    let mut minimum = tokens.iter().copied().min().unwrap_or(0);
    while minimum < USUAL_MINIMUM_LIMIT && tokens.iter().filter(|one| **one >= minimum).count() > MANY_PASSAGES {
        minimum += 1;
    }
    minimum
}

/// How the wording of a passage in the first article begins, as links quote it.
fn quote_of(answer: &CompareAnswer, passage: &Passage) -> Option<String> {
    let first = answer.articles.first()?;
    let span = passage.spans.iter().find(|span| span.article == first.card.article)?;
    first.text.get(span.start as usize..span.end as usize).map(quote)
}

fn fetch(cx: Context) {
    let ids = cx.compared.get_untracked();
    if ids.len() < 2 {
        cx.comparison.clear();
        return;
    }
    let shown = |answer: &CompareAnswer| answer.articles.iter().map(|one| &one.card.id).eq(&ids);
    if cx.comparison.peek().is_some_and(|answer| shown(&answer)) {
        // Another comparison may be on its way still.
        cx.comparison.keep();
        return;
    }
    spawn_local(async move {
        let numbers = cx.numbers_of(ids.clone()).await;
        if cx.compared.try_get_untracked().as_ref() != Some(&ids) {
            return;
        }
        let Ok(numbers) = numbers else {
            // The same question again, through the slot, shows what is wrong.
            cx.comparison.fetch(cx, None, Request::Find { ids }, |_, _| None);
            return;
        };
        if let Some(gone) = numbers.iter().position(Option::is_none) {
            cx.notice.set(Some(Notice::ArticleGone(ids[gone].clone())));
            cx.store.change(Entry::Replace, |state| state.compared.retain(|id| *id != ids[gone]));
            return;
        }
        let articles = numbers.into_iter().flatten().collect();
        let request = Request::Compare(CompareRequest { articles, blocks: BlocksMode::Text });
        cx.comparison.fetch(cx, Some("compare"), request, |_, response| match response {
            Response::Compare(answer) => Some(answer),
            _ => None,
        });
    });
}

/// Keeps the comparison in step with the ticked articles, and the passage in hand with the link.
fn follow(comparing: Comparing) {
    let cx = comparing.cx;
    Effect::new(move |_| {
        cx.compared.track();
        if cx.view.get() == View::Compare {
            fetch(cx);
        }
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
    let enough = Memo::new(move |_| cx.compared.with(|ids| ids.len() >= 2));
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
            compare_bar(comparing, count),
            columns(comparing, count),
            html::aside().class("compare-side").attr("aria-label", comparing.cx.text(|s| s.passage_list)).child((
                overlaps(comparing),
                passage_list(comparing),
                legend(comparing.cx),
            )),
        ))
        .into_any()
}

fn empty(cx: Context) -> AnyView {
    html::div()
        .class("empty")
        .attr("data-part", "empty")
        .child((
            html::p().class("empty-line").child(cx.text(|s| s.compare_empty)),
            button(cx, "compare-pick", "plain", |s| s.compare_pick, move || cx.show(View::Results)),
        ))
        .into_any()
}
