//! The articles ticked to compare, at the foot of the page. It compares nothing.

use super::links::button;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::reactive::*;
use crate::app::strings::fill;
use crate::view_state::View;

/// The name an article goes by in lists that were loaded, or its id.
fn title_of(cx: Context, id: &str) -> String {
    let of_list = |id: &str| {
        let list = cx.articles.get()?;
        list.articles.iter().find(|card| card.id == id).map(|card| card.title.clone())
    };
    let of_results = |id: &str| {
        let answer = cx.results.get()?;
        let mut results = answer.groups.iter().flat_map(|group| &group.results);
        results.find(|result| result.card.id == id).map(|result| result.card.title.clone())
    };
    let of_comparison = |id: &str| {
        let answer = cx.comparison.get()?;
        answer.articles.iter().find(|article| article.card.id == id).map(|article| article.card.title.clone())
    };
    let of_reading = |id: &str| {
        let answer = cx.reading.get()?;
        (answer.article.card.id == id).then(|| answer.article.card.title.clone())
    };
    of_list(id)
        .or_else(|| of_results(id))
        .or_else(|| of_comparison(id))
        .or_else(|| of_reading(id))
        .unwrap_or_else(|| id.to_owned())
}

/// The tray; nothing when no article is ticked.
pub fn tray(cx: Context) -> AnyView {
    (move || {
        let compared = cx.compared.get();
        (!compared.is_empty()).then(|| {
            let s = cx.strings();
            let enough = compared.len() >= 2;
            let items: Vec<AnyView> = compared
                .iter()
                .map(|id| {
                    let (title, id) = (title_of(cx, id), id.clone());
                    let label = fill(s.tray_remove, &[("title", &title)]);
                    html::li()
                        .class("tray-item")
                        .child((
                            html::span().class("tray-title").attr("dir", "auto").child(title),
                            html::button()
                                .class("sign")
                                .attr("data-part", "tray-remove")
                                .attr("type", "button")
                                .attr("aria-label", label)
                                .on(leptos::ev::click, move |_| cx.toggle_compared(&id))
                                .child(html::span().attr("aria-hidden", "true").child("×")),
                        ))
                        .into_any()
                })
                .collect();
            html::section().class("tray").attr("data-part", "compare-tray").attr("aria-label", s.tray).child((
                html::ol().class("tray-list").child(items),
                (!enough).then(|| html::span().class("meta").child(s.tray_one)),
                html::span().class("tray-acts").child((
                    button(
                        cx,
                        "tray-clear",
                        "plain",
                        |s| s.tray_clear,
                        move || {
                            cx.store.change(crate::app::state::Entry::Replace, |state| state.compared.clear());
                        },
                    ),
                    enough
                        .then(|| button(cx, "compare-go", "accent", |s| s.compare_go, move || cx.show(View::Compare))),
                )),
            ))
        })
    })
    .into_any()
}
