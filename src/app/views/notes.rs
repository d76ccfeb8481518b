//! All notes of the reader: searched, filtered by colour, saved to a file and brought in from one. The same place takes a
//! quotation that is to be checked. It asks the engine nothing.

use super::own_text::{TextForm, text_form};
use crate::app::components::links::button;
use crate::app::components::note::{colour_choice, note_card, note_form};
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::reactive::*;
use crate::app::travel::verify;
use leptos::ev;
use std::rc::Rc;

/// Notes that are drawn at once.
const SHOWN: usize = 200;

/// The view.
pub fn notes_view(cx: Context) -> AnyView {
    let book = cx.notes;
    let search = html::input()
        .class("note-search")
        .attr("type", "search")
        .attr("data-part", "notes-search")
        .attr("aria-label", cx.text(|s| s.notes.search))
        .attr("placeholder", cx.text(|s| s.notes.search))
        .on(ev::input, move |event| book.query.set(event_target::<web_sys::HtmlInputElement>(&event).value()));
    let toggle = move |colour| {
        book.colours.update(|colours| match colours.iter().position(|one| *one == colour) {
            Some(at) => {
                colours.remove(at);
            }
            None => colours.push(colour),
        });
    };
    let colours = colour_choice(cx, "checkbox", move |colour| book.colours.with(|all| all.contains(&colour)), toggle);
    let bring = TextForm {
        parts: ["notes-paste", "notes-file", "notes-go"],
        words: [|s| s.notes.bring_text, |s| s.notes.bring_file, |s| s.notes.bring_go],
        begins: String::new(),
        take: Rc::new(move |text| {
            if text.contains("\"quotation\"") && !text.contains("\"notes\"") {
                verify(cx, &text)
            } else {
                book.take_in(cx, &text)
            }
        }),
    };
    let list = move || {
        let locale = cx.locale();
        let (query, colours) = (book.query.get(), book.colours.get());
        book.all.with(|all| {
            let found = all.matching(&query, &colours);
            let none = if all.shown().is_empty() { locale.strings.notes.none } else { locale.strings.notes.none_match };
            let count = locale.count(&locale.strings.notes.count, found.len() as u64);
            let cards: Vec<AnyView> =
                found.iter().take(SHOWN).filter_map(|one| note_card(cx, one.0, true, false)).collect();
            let line = if cards.is_empty() { none.to_owned() } else { count };
            (html::p().class("count").attr("data-part", "notes-count").attr("role", "status").child(line), cards)
        })
    };
    html::div()
        .class("pane notes-view")
        .attr("data-part", "notes")
        .attr("role", "region")
        .attr("tabindex", "0")
        .attr("aria-label", cx.text(|s| s.notes.notes))
        .node_ref(cx.places.notes)
        .child((
            html::h1().class("unseen").child(cx.text(|s| s.notes.notes)),
            html::p().class("meta").child(cx.text(|s| s.notes.about)),
            html::div().class("notes-bar").child((
                search,
                colours,
                button(cx, "notes-save", "plain", |s| s.notes.save, move || book.save()),
            )),
            html::details()
                .class("fold")
                .child((html::summary().child(cx.text(|s| s.notes.bring)), text_form(cx, bring))),
            move || (cx.view.get() == crate::view_state::View::Notes).then(|| note_form(cx)),
            list,
        ))
        .into_any()
}
