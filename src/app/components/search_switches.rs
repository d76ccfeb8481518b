//! How the query is read: the order of results, marks, what must always agree, which blocks count.

use super::links::choices;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::reactive::*;
use crate::app::state::Entry;
use crate::app::strings::Label;
use crate::protocol::{BlocksMode, MarksMode, Sort, Strict};
use leptos::ev;

/// Picks a switch.
type Switch = fn(&mut Strict) -> &mut bool;

/// The order of results.
pub fn sort_choice(cx: Context) -> AnyView {
    choices(
        cx,
        "sort",
        |s| s.sort,
        &[(Sort::Relevance, |s| s.sort_relevance), (Sort::Date, |s| s.sort_date), (Sort::Oldest, |s| s.sort_oldest)],
        move || cx.store.with(|state| state.sort),
        move |sort| cx.store.change(Entry::Push, |state| state.sort = sort),
    )
}

/// Marks, and what must agree whatever the marks say.
pub fn marks_switches(cx: Context) -> AnyView {
    let help = move || {
        let s = cx.strings();
        match cx.spec.with(|spec| spec.marks) {
            MarksMode::Smart => s.marks_smart_help,
            MarksMode::Loose => s.marks_loose_help,
            MarksMode::Exact => s.marks_exact_help,
            MarksMode::Fold => s.marks_fold_help,
        }
    };
    let marks = choices(
        cx,
        "marks",
        |s| s.marks,
        &[
            (MarksMode::Smart, |s| s.marks_smart),
            (MarksMode::Loose, |s| s.marks_loose),
            (MarksMode::Exact, |s| s.marks_exact),
            (MarksMode::Fold, |s| s.marks_fold),
        ],
        move || cx.spec.with(|spec| spec.marks),
        move |marks| cx.store.change(Entry::Push, |state| (state.marks, state.effort) = (marks, 0)),
    );
    const SWITCHES: [(&str, Label, Switch); 4] = [
        ("strict-case", |s| s.strict_case, |strict| &mut strict.case),
        ("strict-tone", |s| s.strict_tone, |strict| &mut strict.tone),
        ("strict-letters", |s| s.strict_letters, |strict| &mut strict.letters),
        ("strict-stroke", |s| s.strict_stroke, |strict| &mut strict.stroke),
    ];
    let boxes: Vec<AnyView> =
        SWITCHES.into_iter().map(|(part, label, switch)| strict(cx, part, label, switch)).collect();
    let strict = html::details()
        .class("fold")
        .attr("data-part", "strict")
        .attr("open", cx.spec.with_untracked(|spec| spec.strict != Strict::default()))
        .child((
            html::summary().child(cx.text(|s| s.strict)),
            html::fieldset()
                .class("strict")
                .child((html::legend().class("meta").child(cx.text(|s| s.strict_help)), boxes)),
        ));
    html::div().class("marks").child((marks, html::p().class("meta filter-help").child(help), strict)).into_any()
}

/// One of the four switches. In the mode "exact" all but case hold anyway.
fn strict(cx: Context, part: &'static str, label: Label, switch: Switch) -> AnyView {
    let given = move || part != "strict-case" && cx.spec.with(|spec| spec.marks == MarksMode::Exact);
    let on = move || given() || cx.spec.with(|spec| *switch(&mut spec.strict.clone()));
    let tick =
        html::input().attr("type", "checkbox").attr("data-part", part).attr("disabled", given).prop("checked", on).on(
            ev::change,
            move |event| {
                let on = event_target::<web_sys::HtmlInputElement>(&event).checked();
                cx.store.change(Entry::Push, |state| {
                    *switch(&mut state.strict) = on;
                    state.effort = 0;
                });
            },
        );
    html::label().class("check").child((tick, html::span().child(cx.text(label)))).into_any()
}

/// Whether related stories and residue count.
pub fn blocks_switch(cx: Context) -> AnyView {
    let tick = html::input()
        .attr("type", "checkbox")
        .attr("data-part", "blocks")
        .prop("checked", move || cx.spec.with(|spec| spec.blocks == BlocksMode::All))
        .on(ev::change, move |event| {
            let all = event_target::<web_sys::HtmlInputElement>(&event).checked();
            let blocks = if all { BlocksMode::All } else { BlocksMode::Text };
            cx.store.change(Entry::Push, |state| (state.blocks, state.effort) = (blocks, 0));
        });
    html::label().class("check").child((tick, html::span().child(cx.text(|s| s.all_blocks)))).into_any()
}
