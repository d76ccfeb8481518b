//! What the reader has looked at since the page opened: queries, where they were seen, what they found. It lives as long as the page
//! and is kept nowhere.

use super::components::filter_chips::chip_name;
use super::components::links::place_link;
use super::context::Context;
use super::keys::focus_fold;
use super::locale::Locale;
use super::tabs::tab;
use crate::app::element as html;
use crate::app::reactive::*;
use crate::protocol::{QuerySpec, Total};
use crate::view_state::{ViewState, chips};
use leptos::ev;

/// Visits that are listed.
const VISITS: usize = 12;

/// A query that was looked at in a tab.
#[derive(Clone)]
pub struct Visit {
    state: ViewState,
    total: Total,
    /// The entry of the history it was seen in: what is typed letter by letter is one visit.
    entry: u32,
}

/// Notes what a query found in the tab that is shown, unless another is asked by now.
pub fn note_visit(cx: Context, spec: &QuerySpec, total: Total) {
    let mut state = cx.store.peek(ViewState::clone);
    if state.query != spec.query || state.filters != spec.filters || !untrack(|| cx.is_searched()) {
        return;
    }
    state.close();
    let (entry, view) = (cx.store.entry(), state.view);
    cx.trail.update(|trail| {
        trail.retain(|one| one.entry != entry && (one.state.view != view || one.state.spec() != state.spec()));
        trail.insert(0, Visit { state, total, entry });
        trail.truncate(VISITS);
    });
}

fn visit(cx: Context, locale: &Locale, visit: Visit) -> AnyView {
    let Visit { state, total, .. } = visit;
    let words = (!state.query.is_empty()).then(|| state.query.clone());
    let named = state.set_shown().map(|set| set.name.clone());
    let names = match named {
        Some(name) => vec![name],
        None => chips(&state.filters).iter().map(|chip| chip_name(locale, chip)).collect(),
    };
    let text = words.into_iter().chain(names).collect::<Vec<_>>().join(" · ");
    let told = [(tab(state.view).label)(locale.strings), " · ", &locale.total(total)].concat();
    let show = move |now: &mut ViewState| *now = state.clone();
    html::li()
        .child((place_link(cx, "visit", show, text), html::span().class("meta").child(told)))
        // The list is drawn anew.
        .on(ev::click, move |_| focus_fold(cx))
        .into_any()
}

/// The list, folded; nothing before the first query.
pub fn trail(cx: Context) -> AnyView {
    let list = move || {
        let locale = cx.locale();
        cx.trail.get().into_iter().map(|one| visit(cx, &locale, one)).collect::<Vec<_>>()
    };
    html::details()
        .class("fold trail")
        .attr("data-part", "trail")
        .attr("hidden", move || cx.trail.with(Vec::is_empty))
        .child((html::summary().child(cx.text(|s| s.sets.trail)), html::ol().child(list)))
        .into_any()
}
