//! Where a comparison begins: another article, a text of the reader's own, pairs that share most, or wording that many
//! articles share. It compares nothing, and what is pasted or dropped stays in the page.

use super::compare_alike::{alike_list, asked, pairs, versions};
use super::own_text::{TextForm, dropped, text_form};
use crate::app::components::links::{button, query_link};
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::reactive::*;
use crate::view_state::{View, phrase_query};
use leptos::ev;
use std::rc::Rc;
use wasm_bindgen_futures::JsFuture;

/// Shared wordings that are offered.
const RECURRING_ROWS: usize = 6;

/// Fewer than two articles are chosen: says so, and offers ways on.
pub fn empty(cx: Context) -> AnyView {
    let line = move || {
        let one = cx.compared.with(|ids| ids.len() == 1);
        if one { cx.strings().compare_one } else { cx.strings().compare_empty }
    };
    html::div()
        .class("empty")
        .attr("data-part", "empty")
        .child((
            html::p().class("empty-line").child(line),
            button(cx, "compare-pick", "plain", |s| s.compare_pick, move || cx.show(View::Results)),
            move || one(cx).map(|id| like_one(cx, id)),
            own_text(cx),
            move || one(cx).is_none().then(|| of_corpus(cx)),
        ))
        .into_any()
}

/// The one article that is chosen.
fn one(cx: Context) -> Option<String> {
    cx.compared.with(|ids| ids.first().filter(|_| ids.len() == 1).cloned())
}

/// Other versions of an article, and what is like it.
fn like_one(cx: Context, id: String) -> AnyView {
    let found = asked(cx, Some(id.clone()));
    (versions(cx, id.clone(), found), alike_list(cx, id, found)).into_any()
}

/// The pairs that share most, and below them recurring wording: both at once, so that nothing is pushed away.
fn of_corpus(cx: Context) -> AnyView {
    let found = asked(cx, None);
    (move || found.with(|found| found.as_ref().map(|found| (pairs(cx, found), recurring(cx))))).into_any()
}

fn take(cx: Context, text: String) {
    if !text.trim().is_empty() {
        cx.pasted.set(Some(text));
    }
}

/// A file that is dropped is read as a text of the reader's own; on a column of several, it takes that article's place.
pub fn drop_file(cx: Context, event: &ev::DragEvent, column: Option<usize>) {
    let Some(file) = dropped(event) else { return };
    spawn_local(async move {
        let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string()).unwrap_or_default();
        if text.trim().is_empty() {
            return;
        }
        let id = column.and_then(|column| cx.compared_at(column));
        if cx.compared.with_untracked(|ids| ids.len() > 1) {
            cx.pasted_first.set(column == Some(0));
            id.iter().for_each(|id| cx.toggle_compared(id));
        }
        take(cx, text);
    });
}

/// A text of the reader's own against the one article that is chosen: pasted, or a file.
fn own_text(cx: Context) -> AnyView {
    let form = TextForm {
        parts: ["own-text", "own-file", "own-text-go"],
        words: [|s| s.own_text, |s| s.own_file, |s| s.compare_go],
        begins: String::new(),
        take: Rc::new(move |text| take(cx, text)),
    };
    html::div().attr("hidden", move || cx.compared.with(|ids| ids.len() != 1)).child(text_form(cx, form)).into_any()
}

/// Wordings that several articles share: each leads to these articles, to be ticked and compared.
fn recurring(cx: Context) -> AnyView {
    let content = move || {
        let (locale, overview) = (cx.locale(), cx.overview.get()?);
        let row = |one: &crate::protocol::Recurring| {
            let spec = cx.spec_of(phrase_query(&one.text));
            let link = query_link(cx, "compare-recurring", "", spec, one.text.clone());
            let count = html::span().class("figure").child(locale.count(&locale.strings.articles, one.articles));
            html::li().child((link, " ", count)).into_any()
        };
        let rows: Vec<AnyView> = overview.recurring.iter().take(RECURRING_ROWS).map(row).collect();
        (!rows.is_empty()).then(|| (html::h2().child(locale.strings.likeness.recurring), html::ul().child(rows)))
    };
    html::div().class("compare-offers").child(content).into_any()
}
