//! Articles side by side: what they share is marked in every column, and one passage at a time is brought to the same
//! height. The columns, the bar and the list are in files of their own.

use super::compare_bar::compare_bar;
use super::compare_columns::columns;
use super::compare_list::{legend, overlaps, passage_list};
use crate::app::components::links::button;
use crate::app::components::notices::slot_state;
use crate::app::context::{Context, Notice};
use crate::app::element as html;
use crate::app::state::Entry;
use crate::compare::Layer;
use crate::engine::protocol::{CompareAnswer, CompareRequest, Passage, Request, Response};
use crate::state::{COMPARED_LIMIT, View, quote};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// More passages than this are too many to look through.
const MANY_PASSAGES: usize = 40;
/// However many there are, passages of so many tokens are shown.
const USUAL_MINIMUM_LIMIT: u32 = 6;

/// What the parts of the view share.
#[derive(Clone, Copy)]
pub struct Comparing {
    /// The instance.
    pub cx: Context,
    /// Passages with fewer tokens are not shown.
    pub minimum: RwSignal<u32>,
    /// Listed as they stand in the first article, not by weight.
    pub by_text: RwSignal<bool>,
    /// The passage in hand, by its place in the answer.
    pub current: RwSignal<Option<usize>>,
    /// The column shown where only one fits.
    pub shown: RwSignal<usize>,
    /// The columns.
    pub columns: [NodeRef<leptos::html::Div>; COMPARED_LIMIT],
    /// The layer of passages shown.
    pub layer: Memo<Layer>,
    /// The passages shown, in the order of the list, by their places in the answer.
    pub listed: Memo<Vec<usize>>,
}

impl Comparing {
    fn new(cx: Context) -> Self {
        let minimum = RwSignal::new(0);
        let by_text = RwSignal::new(false);
        let layer = Memo::new(move |_| cx.store.with(|state| state.layer));
        let listed = Memo::new(move |_| {
            let (minimum, by_text, layer) = (minimum.get(), by_text.get(), layer.get());
            cx.comparison.get().map(|answer| listed(&answer, layer, minimum, by_text)).unwrap_or_default()
        });
        Self {
            cx,
            minimum,
            by_text,
            current: RwSignal::new(None),
            shown: RwSignal::new(0),
            columns: std::array::from_fn(|_| NodeRef::new()),
            layer,
            listed,
        }
    }

    /// Takes a passage in hand. `from` is the column it was picked in; the others bring theirs to its height.
    pub fn select(self, passage: usize, from: Option<usize>) {
        let Some(answer) = self.cx.comparison.peek() else { return };
        let Some(found) = answer.passages.get(passage) else { return };
        self.current.set(Some(passage));
        let words = quote_of(&answer, found);
        self.cx.store.change(Entry::Replace, |state| state.passage = words);
        super::compare_columns::align(self, passage, from);
    }

    /// Goes on by some passages of the list, round its ends.
    pub fn step(self, step: isize) {
        let listed = self.listed.get_untracked();
        let Some(last) = listed.len().checked_sub(1) else { return };
        let at = self.current.get_untracked().and_then(|current| listed.iter().position(|one| *one == current));
        let next = match at {
            Some(at) => (at + listed.len()).saturating_add_signed(step) % listed.len(),
            None if step < 0 => last,
            None => 0,
        };
        self.select(listed[next], None);
    }
}

/// The passages of a layer that are long enough, those that matter before minor ones.
fn listed(answer: &CompareAnswer, layer: Layer, minimum: u32, by_text: bool) -> Vec<usize> {
    let fits = |passage: &Passage| passage.layer == layer && passage.tokens >= minimum;
    let mut places: Vec<usize> =
        answer.passages.iter().enumerate().filter(|(_, passage)| fits(passage)).map(|(place, _)| place).collect();
    if !by_text {
        let key = |place: &usize| &answer.passages[*place];
        crate::order::by(&mut places, |a, b| {
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
        let request = Request::Compare(CompareRequest { articles });
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
        comparing.current.set(None);
        comparing.shown.set(0);
        let (layer, words) = cx.store.peek(|state| (state.layer, state.passage.clone()));
        comparing.minimum.set(usual_minimum(&answer, layer));
        let Some(words) = words else { return };
        let named = |passage: &Passage| passage.layer == layer && quote_of(&answer, passage).as_ref() == Some(&words);
        match answer.passages.iter().position(named) {
            // The columns are drawn first.
            Some(place) => {
                let tokens = answer.passages[place].tokens;
                comparing.minimum.update(|minimum| *minimum = tokens.min(*minimum));
                Timeout::new(0, move || comparing.select(place, None)).forget();
            }
            None => cx.notice.set(Some(Notice::PassageGone(words))),
        }
    });
    Effect::new(move |before: Option<Layer>| {
        let layer = comparing.layer.get();
        if let (Some(answer), true) = (cx.comparison.peek(), before.is_some_and(|before| before != layer)) {
            comparing.minimum.set(usual_minimum(&answer, layer));
        }
        layer
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
    let content = move || {
        let answer = cx.comparison.get().filter(|_| cx.compared.with(|ids| ids.len() >= 2));
        match answer {
            Some(answer) => compared(comparing, &answer),
            None if cx.compared.with(|ids| ids.len() >= 2) => ().into_any(),
            None => empty(cx),
        }
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

fn compared(comparing: Comparing, answer: &Arc<CompareAnswer>) -> AnyView {
    html::div()
        .class("compare-grid")
        .child((
            compare_bar(comparing),
            columns(comparing, answer),
            html::aside().class("compare-side").attr("aria-label", comparing.cx.text(|s| s.passage_list)).child((
                overlaps(comparing.cx, answer),
                passage_list(comparing, answer),
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
