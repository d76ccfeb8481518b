//! The bars of the reader: back to the list, from hit to hit, compare, cite, print, text size.

use crate::app::components::links::{button, sign_button};
use crate::app::context::{Context, Notice};
use crate::app::element as html;
use crate::app::hits::step_hit;
use crate::app::reactive::*;
use crate::app::strings::{Label, fill};
use crate::protocol::ReadAnswer;
use crate::view_state::View;
use gloo::utils::window;
use leptos::ev;
use wasm_bindgen_futures::JsFuture;

/// Back to the list, and the place among the hits.
pub fn find_bar(cx: Context) -> AnyView {
    let total = move || cx.reading.get().map_or(0, |answer| answer.hits.len() as u64);
    let place = move || {
        let locale = cx.locale();
        let total = total();
        let n = locale.number(total.min(cx.hit.get() as u64 + 1));
        fill(locale.strings.hit_of, &[("n", &n), ("total", &locale.number(total))])
    };
    let searched = move || cx.spec.with(|spec| !spec.query.trim().is_empty());
    let count = html::button()
        .class("find-count")
        .attr("data-part", "find-count")
        .attr("type", "button")
        .attr("title", cx.text(|s| s.key_hit_enter))
        .on(ev::click, move |_| step_hit(cx, 1))
        .on(ev::keydown, move |event: ev::KeyboardEvent| {
            if event.key() == "Enter" {
                event.prevent_default();
                step_hit(cx, if event.shift_key() { -1 } else { 1 });
            }
        })
        .child(place);
    let finding = html::div()
        .class("finding")
        .attr("role", "group")
        .attr("aria-label", cx.text(|s| s.search))
        .attr("hidden", move || !searched() || total() == 0)
        .child((
            sign_button(cx, "find-previous", "↑", |s| s.hit_previous, move || step_hit(cx, -1)),
            count,
            sign_button(cx, "find-next", "↓", |s| s.hit_next, move || step_hit(cx, 1)),
        ));
    html::div()
        .class("find-bar")
        .attr("hidden", move || cx.open.with(Option::is_none))
        .child((
            close_button(cx),
            finding,
            html::div().class("size-switch").attr("role", "group").attr("aria-label", cx.text(|s| s.text_size)).child(
                (
                    sign_button(
                        cx,
                        "text-smaller",
                        "A−",
                        |s| s.text_smaller,
                        move || cx.settings.step_text_size(false),
                    ),
                    sign_button(cx, "text-larger", "A+", |s| s.text_larger, move || cx.settings.step_text_size(true)),
                ),
            ),
        ))
        .into_any()
}

/// Where the list stands beside the reader it is closed; where the list makes room for it, the way leads back.
fn close_button(cx: Context) -> AnyView {
    html::button()
        .class("plain")
        .attr("data-part", "reader-close")
        .attr("type", "button")
        .on(ev::click, move |_| crate::app::keys::close_reader(cx, cx.open.get_untracked()))
        .child((
            html::span().class("when-alone").child(cx.text(|s| s.back_to_list)),
            html::span().class("when-beside").child(cx.text(|s| s.close_reader)),
        ))
        .into_any()
}

/// What can be done with the article.
pub fn article_acts(cx: Context, answer: &ReadAnswer) -> AnyView {
    let id = answer.article.card.id.clone();
    let ticked = {
        let id = id.clone();
        move || cx.compared.with(|compared| compared.contains(&id))
    };
    let label = {
        let ticked = ticked.clone();
        move || if ticked() { cx.strings().in_compare } else { cx.strings().add_to_compare }
    };
    let tick = html::button()
        .class("plain")
        .attr("data-part", "reader-tick")
        .attr("type", "button")
        .attr("aria-pressed", move || if ticked() { "true" } else { "false" })
        .on(ev::click, {
            let id = id.clone();
            move |_| cx.toggle_compared(&id)
        })
        .child(label);
    let open_in_compare = {
        let other = {
            let id = id.clone();
            move || cx.compared.with(|compared| compared.iter().any(|one| *one != id))
        };
        move || {
            let id = id.clone();
            other().then(|| {
                button(
                    cx,
                    "reader-compare",
                    "plain",
                    |s| s.compare_with,
                    move || {
                        if !cx.compared.with_untracked(|compared| compared.contains(&id)) {
                            cx.toggle_compared(&id);
                        }
                        cx.show(View::Compare);
                    },
                )
            })
        }
    };
    html::div()
        .class("acts")
        .child((
            tick,
            open_in_compare,
            button(cx, "cite", "plain", |s| s.cite, move || cite(cx)),
            button(
                cx,
                "print",
                "plain",
                |s| s.print,
                || {
                    // A frame that may not print stays as it is.
                    let _ = window().print();
                },
            ),
        ))
        .into_any()
}

/// The words selected in the reader, if any.
fn selected_words(cx: Context) -> Option<String> {
    let selection = window().get_selection().ok().flatten()?;
    let pane = cx.places.reader.get_untracked()?;
    let inside = selection.anchor_node().is_some_and(|node| pane.contains(Some(&node)));
    let words: String = selection.to_string().into();
    (inside && !words.trim().is_empty()).then(|| words.trim().to_owned())
}

/// Copies the selected words, or none, with title, source, date and link.
pub fn cite(cx: Context) {
    let Some(answer) = cx.reading.peek() else { return };
    let locale = cx.locale();
    let card = &answer.article.card;
    let mut source = vec![card.title.clone()];
    source.extend(card.source.clone());
    source.push(locale.date_or_unknown(card.date.as_ref()));
    let hash = cx.store.link(|_| ());
    let address = window().location().href().unwrap_or_default();
    let address = address.split('#').next().unwrap_or_default();
    let mut lines: Vec<String> = selected_words(cx).map(|words| format!("“{words}”")).into_iter().collect();
    lines.push(source.join(", "));
    lines.extend(card.url.clone());
    lines.push(format!("{address}{hash}"));
    copy_text(cx, lines.join("\n"), |s| s.cited);
}

/// Copies a text, and says so, or that the browser would not.
pub fn copy_text(cx: Context, text: String, said: Label) {
    let said = said(untrack(|| cx.strings()));
    spawn_local(async move {
        let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into());
        let copied = match clipboard {
            Ok(clipboard) if !clipboard.is_undefined() => {
                JsFuture::from(window().navigator().clipboard().write_text(&text)).await.is_ok()
            }
            _ => false,
        };
        if copied {
            cx.spoken.set(said.to_owned());
        } else {
            cx.notice.set(Some(Notice::CiteFailed));
        }
    });
}
