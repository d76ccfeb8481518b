//! The bar of a comparison: from passage to passage, how they are ordered, how long they must be, which layer is shown.

use super::compare::Comparing;
use super::compare_shown::Shown;
use crate::app::components::links::{choices, sign_button};
use crate::app::components::tucked::tucked;
use crate::app::element as html;
use crate::app::reactive::*;
use crate::app::state::Entry;
use crate::app::strings::fill;
use crate::compare::Layer;
use leptos::ev;

/// The longest minimum that the slider offers, in tokens.
const MINIMUM_LIMIT: u32 = 40;

/// The bar.
pub fn compare_bar(comparing: Comparing, count: usize) -> AnyView {
    let cx = comparing.cx;
    let place = move || {
        let locale = cx.locale();
        let (shown, current) = (comparing.shown.get(), comparing.current_row());
        let listed = shown.as_ref().map(|shown| shown.listed.as_slice()).unwrap_or_default();
        let at = current.and_then(|current| listed.iter().position(|one| *one == current));
        let n = locale.number(at.map_or(0, |at| at as u64 + 1));
        fill(locale.strings.passage_of, &[("n", &n), ("total", &locale.number(listed.len() as u64))])
    };
    let stepping =
        html::div().class("finding").attr("role", "group").attr("aria-label", cx.text(|s| s.passage_list)).child((
            sign_button(cx, "passage-previous", "◀", |s| s.passage_previous, move || comparing.step(-1)),
            html::span().class("find-count").attr("data-part", "passage-count").child(place),
            sign_button(cx, "passage-next", "▶", |s| s.passage_next, move || comparing.step(1)),
        ));
    let order = choices(
        cx,
        "passage-order",
        |s| s.order,
        &[(false, |s| s.order_weight), (true, |s| s.order_text)],
        move || comparing.by_text.get(),
        move |by_text| comparing.by_text.set(by_text),
    );
    let layer = choices(
        cx,
        "layer",
        |s| s.layer,
        &[(Layer::Phrase, |s| s.layer_phrase), (Layer::Passage, |s| s.layer_passage)],
        move || cx.store.with(|state| state.layer),
        move |layer| {
            comparing.let_go();
            cx.store.change(Entry::Push, |state| {
                state.layer = layer;
                state.passage = None;
            });
        },
    );
    let base = (count > 2).then(|| {
        choices(
            cx,
            "base",
            |s| s.base,
            &[(false, |s| s.base_all), (true, |s| s.base_first)],
            move || comparing.with_base.get(),
            move |with_base| comparing.with_base.set(with_base),
        )
    });
    // Long passages are offered where there are any.
    let no_layer = move || {
        let long = |shown: &Shown| shown.answer.passages.iter().any(|one| one.layer == Layer::Passage);
        let any = comparing.shown.with(|shown| shown.as_ref().is_some_and(|shown| long(shown)));
        !any && cx.store.with(|state| state.layer == Layer::Phrase)
    };
    let layer = html::div().attr("hidden", no_layer).child(layer);
    let options = tucked(
        cx,
        "compare-options",
        |s| s.likeness.options,
        (together(comparing), order, minimum(comparing), layer, base).into_any(),
    );
    html::div()
        .class("compare-bar")
        .child((stepping, differing(comparing), options, column_switch(comparing, count)))
        .into_any()
}

/// Everything, or only what differs.
fn differing(comparing: Comparing) -> AnyView {
    let cx = comparing.cx;
    html::button()
        .class("plain")
        .attr("data-part", "differing")
        .attr("type", "button")
        .attr("aria-pressed", move || if cx.store.with(|state| state.differing) { "true" } else { "false" })
        .on(ev::click, move |_| {
            comparing.let_go();
            cx.store.change(Entry::Push, |state| {
                state.differing = !state.differing;
                state.passage = None;
            });
        })
        .child(cx.text(|s| s.only_differing))
        .into_any()
}

/// Whether the columns scroll together.
fn together(comparing: Comparing) -> AnyView {
    let together = comparing.scrolling.together;
    html::button()
        .class("plain together")
        .attr("data-part", "together")
        .attr("type", "button")
        .attr("aria-pressed", move || if together.get() { "true" } else { "false" })
        .on(ev::click, move |_| together.update(|on| *on = !*on))
        .child(comparing.cx.text(|s| s.scroll_together))
        .into_any()
}

fn minimum(comparing: Comparing) -> AnyView {
    let cx = comparing.cx;
    let ends = move || {
        let shown = comparing.shown.get()?;
        let tokens = || shown.answer.passages.iter().filter(|one| one.layer == shown.asked.layer).map(|one| one.tokens);
        Some((tokens().min()?, tokens().max()?.min(MINIMUM_LIMIT)))
    };
    let least = move || ends().map_or(0, |ends| ends.0).to_string();
    let most = move || ends().map_or(0, |ends| ends.1.max(ends.0)).to_string();
    let here = move || comparing.shown.with(|shown| shown.as_ref().map_or(0, |shown| shown.asked.minimum));
    let words = move || {
        let locale = cx.locale();
        locale.count(&locale.strings.tokens, here())
    };
    html::label()
        .class("minimum")
        .child((
            html::span().class("choices-label").child(cx.text(|s| s.minimum)),
            html::input()
                .attr("type", "range")
                .attr("data-part", "minimum")
                .attr("min", least)
                .attr("max", most)
                .attr("aria-valuetext", words)
                .prop("value", move || here().to_string())
                .on(ev::input, move |event| {
                    let value = event_target::<web_sys::HtmlInputElement>(&event).value();
                    comparing.set_minimum(value.parse().unwrap_or(0));
                }),
            html::span().class("figure").child(words),
        ))
        .into_any()
}

/// Which column is shown where only one fits.
fn column_switch(comparing: Comparing, count: usize) -> AnyView {
    let button = |column: usize| {
        html::button()
            .class("choice")
            .attr("type", "button")
            .attr("aria-pressed", move || if comparing.column() == column { "true" } else { "false" })
            .on(ev::click, move |_| comparing.show_column(column))
            .child(super::compare_list::column_letter(column))
            .into_any()
    };
    let buttons: Vec<AnyView> = (0..count).map(button).collect();
    html::div()
        .class("choices column-switch")
        .attr("data-part", "column-switch")
        .attr("role", "group")
        .attr("aria-label", comparing.cx.text(|s| s.which_column))
        .child(buttons)
        .into_any()
}
