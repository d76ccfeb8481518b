//! The bars of the reader: back to the list, from hit to hit, compare, cite, print, text size.

use super::compare_alike::{Found, alike_way};
use crate::app::components::links::{button, sign_button};
use crate::app::components::note::{begin_note, note_form};
use crate::app::components::tucked::tucked;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::hits::step_hit;
use crate::app::reactive::*;
use crate::app::strings::{Label, fill};
use crate::app::travel::{cite, copy_evidence, copy_link, search_picked};
use crate::protocol::ReadAnswer;
use crate::view_state::View;
use gloo::utils::window;
use leptos::ev;

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
            picking(cx),
            alone_button(cx),
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
            move || (cx.view.get() == View::Results).then(|| note_form(cx)),
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

/// Gives the article the room of the list beside it, or the list its room back.
fn alone_button(cx: Context) -> AnyView {
    let alone = cx.settings.alone;
    html::button()
        .class("plain when-beside")
        .attr("data-part", "reader-alone")
        .attr("type", "button")
        .attr("aria-pressed", move || if alone.get() { "true" } else { "false" })
        .on(ev::click, move |_| alone.update(|alone| *alone = !*alone))
        .child(cx.text(|s| s.travel.reading))
        .into_any()
}

/// What can be done with the selected words, where they are still in sight.
fn picking(cx: Context) -> AnyView {
    html::div()
        .class("picking")
        .attr("data-part", "picking")
        .attr("role", "group")
        .attr("aria-label", cx.text(|s| s.travel.picked))
        .attr("hidden", move || cx.picked.with(Option::is_none))
        .child((
            button(cx, "pick-search", "plain", |s| s.search, move || search_picked(cx)),
            button(cx, "pick-link", "plain", |s| s.travel.copy_link, move || copy_link(cx)),
            button(cx, "pick-cite", "plain", |s| s.cite, move || cite(cx)),
            button(cx, "pick-evidence", "plain", |s| s.travel.copy_evidence, move || copy_evidence(cx)),
            button(cx, "pick-note", "plain", |s| s.notes.note, move || begin_note(cx)),
        ))
        .into_any()
}

/// What of the article is taken along.
fn taking(cx: Context) -> AnyView {
    let link = helped(cx, "copy-link", |s| s.travel.copy_link, |s| s.travel.copy_link_help, move || copy_link(cx));
    let (label, help): (Label, Label) = (|s| s.travel.copy_evidence, |s| s.travel.copy_evidence_help);
    let evidence = helped(cx, "copy-evidence", label, help, move || copy_evidence(cx));
    (link, button(cx, "cite", "plain", |s| s.cite, move || cite(cx)), evidence).into_any()
}

/// A button whose words need more words.
fn helped(cx: Context, part: &'static str, label: Label, help: Label, act: impl Fn() + 'static) -> AnyView {
    let act = Box::new(act) as Box<dyn Fn()>;
    html::button()
        .class("plain")
        .attr("data-part", part)
        .attr("type", "button")
        .attr("title", cx.text(help))
        .on(ev::click, move |_| act())
        .child(cx.text(label))
        .into_any()
}

/// What can be done with the article; where there is little room, all but comparing it is tucked away.
pub fn article_acts(cx: Context, answer: &ReadAnswer, alike: Found) -> AnyView {
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
        let id = id.clone();
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
    let print = || {
        // A frame that may not print stays as it is.
        let _ = window().print();
    };
    let more = (
        taking(cx),
        button(cx, "note-begin", "plain", |s| s.notes.note, move || begin_note(cx)),
        button(cx, "print", "plain", |s| s.print, print),
    );
    let more = tucked(cx, "reader-more", |s| s.likeness.more_acts, more.into_any());
    html::div().class("acts").child((tick, open_in_compare, more, alike_way(cx, id, alike))).into_any()
}
