//! Whether the page is kept on the device, and the switch for it: keep all, stop, take it off. Nothing where nothing can be
//! kept.

use super::links::button;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::keeping::Kept;
use crate::app::reactive::*;
use leptos::ev;

/// The line and its buttons; they stay the same ones while they change their words, so that focus stays.
pub fn keep(cx: Context) -> AnyView {
    let keeping = cx.keeping;
    keeping.look();
    let is_whole = move || keeping.kept.with(|kept| kept.as_ref().is_some_and(Kept::is_whole));
    let line = move || {
        let (locale, kept) = (cx.locale(), keeping.kept.get()?);
        Some(match keeping.coming.get() {
            Some(coming) => kept.fill(&locale, locale.strings.keeping.coming, coming),
            None => kept.told(&locale),
        })
    };
    let label = move || {
        let (locale, kept) = (cx.locale(), keeping.kept.get()?);
        let s = locale.strings;
        Some(match (keeping.coming.get(), kept.is_whole()) {
            (Some(_), _) => s.stop.to_owned(),
            (None, true) => s.keeping.remove.to_owned(),
            (None, false) => kept.fill(&locale, s.keeping.keep, (0, 1)),
        })
    };
    let press = move |_| match (keeping.coming.get_untracked().is_some(), untrack(is_whole)) {
        (true, _) => keeping.stop(),
        (false, true) => keeping.remove(),
        (false, false) => keeping.start(),
    };
    let is_part = move || {
        let begun = keeping.kept.with(|kept| kept.as_ref().is_some_and(Kept::is_begun));
        begun && !is_whole() && keeping.coming.with(Option::is_none)
    };
    let state = move || match (keeping.coming.with(Option::is_some), is_whole()) {
        (true, _) => "coming",
        (false, true) => "whole",
        (false, false) => "part",
    };
    html::div()
        .class("keep")
        .attr("data-part", "keep")
        .attr("data-state", state)
        .attr("hidden", move || keeping.kept.with(Option::is_none))
        .child((
            html::p().class("meta").attr("data-part", "keep-line").child(line),
            html::button()
                .class("plain")
                .attr("data-part", "keep-switch")
                .attr("type", "button")
                .on(ev::click, press)
                .child(label),
            html::span().attr("hidden", move || !is_part()).child(button(
                cx,
                "keep-remove",
                "plain",
                |s| s.keeping.remove,
                move || keeping.remove(),
            )),
        ))
        .into_any()
}
