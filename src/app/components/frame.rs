//! What stands around every view: the corpus's name, the search box, the tabs, the switches. It knows no view from the
//! inside.

use super::links::sign_button;
use super::search_box::search_box;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::reactive::*;
use crate::app::strings::{Language, fill};
use crate::app::tabs::tab;
use crate::view_state::View;
use leptos::ev;

/// The bar at the top.
pub fn header(cx: Context) -> AnyView {
    let title = move || cx.corpus_title();
    let line = move || {
        let locale = cx.locale();
        cx.overview.get().map(|overview| {
            let articles = locale.count(&locale.strings.articles, overview.articles);
            let years = overview.span.map(|(from, to)| years(from.year, to.year));
            [Some(articles), years].into_iter().flatten().collect::<Vec<_>>().join(" · ")
        })
    };
    html::header()
        .class("bar-top")
        .child((
            html::button().class("brand").attr("type", "button").on(ev::click, move |_| cx.show(View::Overview)).child(
                (
                    html::span().class("brand-title").attr("dir", "auto").child(title),
                    html::span().class("brand-line").child(line),
                ),
            ),
            search_box(cx),
            html::div().class("switches").child((language_switch(cx), theme_switch(cx), keys_button(cx))),
        ))
        .into_any()
}

/// "2020–2026", or "2021".
pub fn years(from: Option<u16>, to: Option<u16>) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from != to => format!("{from}–{to}"),
        (Some(year), _) | (_, Some(year)) => year.to_string(),
        _ => String::new(),
    }
}

fn language_switch(cx: Context) -> AnyView {
    let buttons: Vec<AnyView> = Language::ALL
        .into_iter()
        .map(|language| {
            let strings = language.strings();
            html::button()
                .class("choice")
                .attr("type", "button")
                .attr("lang", strings.tag)
                .attr("title", strings.name)
                .attr("aria-label", [strings.short, ", ", strings.name].concat())
                .attr("data-language", strings.tag)
                .attr("aria-pressed", move || if cx.settings.language.get() == language { "true" } else { "false" })
                .on(ev::click, move |_| cx.settings.choose_language(language))
                .child(strings.short)
                .into_any()
        })
        .collect();
    html::div()
        .class("choices")
        .attr("data-part", "language")
        .attr("role", "group")
        .attr("aria-label", cx.text(|s| s.language))
        .child(buttons)
        .into_any()
}

fn theme_switch(cx: Context) -> AnyView {
    let label = move || {
        let s = cx.strings();
        fill(s.theme, &[("name", cx.settings.theme.get().label(s))])
    };
    html::button()
        .class("sign")
        .attr("data-part", "theme")
        .attr("type", "button")
        .attr("aria-label", label)
        .attr("title", label)
        .on(ev::click, move |_| cx.settings.choose_theme(cx.settings.theme.get_untracked().next()))
        .child(html::span().class("theme-sign").attr("aria-hidden", "true"))
        .into_any()
}

fn keys_button(cx: Context) -> AnyView {
    sign_button(cx, "keys", "?", |s| s.keys, move || crate::app::keys::show_keys(cx))
}

/// The tabs; only views that work are there.
pub fn tabs(cx: Context) -> AnyView {
    let tabs: Vec<AnyView> = View::ALL
        .into_iter()
        .map(|view| {
            let href = move || {
                cx.spec.track();
                cx.store.link(|state| state.view = view)
            };
            html::a()
                .class("tab")
                .attr("href", href)
                .attr("data-view", view.name())
                .attr("aria-current", move || (cx.view.get() == view).then_some("page"))
                .on(ev::click, move |event: ev::MouseEvent| {
                    if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                        event.prevent_default();
                        cx.show(view);
                    }
                })
                .child(cx.text(tab(view).label))
                .into_any()
        })
        .collect();
    html::nav().class("tabs").attr("data-part", "tabs").attr("aria-label", cx.text(|s| s.views)).child(tabs).into_any()
}
