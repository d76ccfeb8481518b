//! One note as it is shown, and the form that writes one. What is noted is hostile like an article: text nodes alone.

use super::links::{article_link, button, place_link};
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::reactive::*;
use crate::app::travel::place;
use crate::article::{Block, Role};
use crate::notes::{Colour, NOTE_CHARS, Note, Version};
use crate::protocol::ReadAnswer;
use crate::quote::{Quote, find};
use leptos::ev;

/// Begins a note on what is selected or pointed at in the open article, or on all of it.
pub fn begin_note(cx: Context) {
    let Some(answer) = cx.reading.peek() else { return };
    let card = &answer.article.card;
    let place = place(cx).and_then(|(start, end)| Some((start, end, Quote::of(&answer.article.text, (start, end))?)));
    let note = Note { article: card.id.clone(), title: card.title.clone(), place, ..Note::default() };
    cx.notes.begin(None, note);
}

/// The notes of the open article, each with the byte it stands at now.
pub type Noted = Memo<Vec<(Option<u32>, Version)>>;

/// The notes of an article with the byte each stands at now; `None` where its place is gone, or it has none.
pub fn placed(cx: Context, answer: &ReadAnswer) -> Vec<(Option<u32>, Version)> {
    let (id, text) = (&answer.article.card.id, &answer.article.text);
    cx.notes.all.with(|all| {
        let own = all.shown().into_iter().filter(|(_, note)| note.article == *id);
        own.map(|(version, note)| {
            let found =
                note.place.as_ref().and_then(|(start, end, quote)| find(text, quote, Some((*start, *end))).place());
            (found.map(|found| found.0), version.clone())
        })
        .collect()
    })
}

/// A note: its words, and what can be done with it. `around` says which article it is on, in a list of several; of one whose
/// place is gone the quoted words stay.
pub fn note_card(cx: Context, version: &Version, around: bool, is_gone: bool) -> Option<AnyView> {
    let note = version.note.clone()?;
    let name = move || cx.strings().notes.colours[note.colour as usize];
    let title = around.then(|| {
        html::h2().class("result-heading").child(article_link(
            cx,
            "note-article",
            "result-title",
            &note.article,
            note.title.clone(),
        ))
    });
    let words = note.place.as_ref().filter(|_| around || is_gone).map(|place| {
        let (id, spot, quote) = (note.article.clone(), (place.0, place.1), place.2.clone());
        let go = move |state: &mut crate::view_state::ViewState| {
            state.open_at(&id, None);
            state.point_at(Some(spot), Some(quote.clone()));
        };
        html::p().class("note-words").child(place_link(cx, "note-place", go, ["“", &place.2.shown(), "”"].concat()))
    });
    let (old, colour) = (version.clone(), note.colour.name());
    let edit = {
        let note = note.clone();
        move || cx.notes.begin(Some(old.clone()), note.clone())
    };
    Some(
        html::article()
            .class("note-card")
            .attr("data-part", "note")
            .attr("data-colour", colour)
            .child((
                title,
                words,
                is_gone.then(|| html::p().class("meta").child(cx.text(|s| s.notes.place_gone))),
                html::p().class("note-colour meta").child(name),
                html::p().class("note-text").attr("dir", "auto").child(note.text),
                button(cx, "note-edit", "plain", |s| s.notes.edit, edit),
            ))
            .into_any(),
    )
}

/// The notes of an article that stand at no paragraph: those on all of it, on a headline, on words that are gone.
pub fn head_notes(cx: Context, blocks: &[Block], noted: Noted) -> AnyView {
    let is_heading = |role| matches!(role, Role::Title | Role::Subheading);
    let paragraphs: Vec<(u32, u32)> =
        blocks.iter().filter(|block| !is_heading(block.role)).map(|block| (block.start, block.end)).collect();
    let cards = move || {
        noted.with(|all| {
            let elsewhere = |at: u32| !paragraphs.iter().any(|block| (block.0..block.1).contains(&at));
            let here = all.iter().filter(|one| one.0.is_none_or(elsewhere));
            here.filter_map(|(at, version)| {
                let is_gone = at.is_none() && version.note.as_ref().is_some_and(|note| note.place.is_some());
                note_card(cx, version, false, is_gone)
            })
            .collect::<Vec<_>>()
        })
    };
    cards.into_any()
}

/// The colours of the notes on an article, in a list of articles.
pub fn note_marks(cx: Context, id: String) -> AnyView {
    let marks = move || {
        let colours = cx.notes.all.with(|all| all.colours_of(&id));
        let mark = |colour: Colour| {
            let name = move || [cx.strings().notes.note, ": ", cx.strings().notes.colours[colour as usize]].concat();
            html::span()
                .class("note-mark")
                .attr("data-colour", colour.name())
                .attr("role", "img")
                .attr("aria-label", name)
                .attr("title", name)
        };
        colours.into_iter().map(mark).collect::<Vec<_>>()
    };
    marks.into_any()
}

/// A choice of one colour, or of several.
pub fn colour_choice(
    cx: Context,
    kind: &'static str,
    chosen: impl Fn(Colour) -> bool + Copy + Send + Sync + 'static,
    choose: impl Fn(Colour) + Copy + 'static,
) -> AnyView {
    let one = |colour: Colour| {
        let input = html::input()
            .attr("type", kind)
            .attr("name", "recto-note-colour")
            .attr("data-colour", colour.name())
            .prop("checked", move || chosen(colour))
            .on(ev::change, move |_| choose(colour));
        let name = html::span().child(move || cx.strings().notes.colours[colour as usize]);
        html::label().class("check note-choice").attr("data-colour", colour.name()).child((input, name)).into_any()
    };
    html::div()
        .class("note-colours")
        .attr("role", "group")
        .attr("aria-label", cx.text(|s| s.notes.colour))
        .child(Colour::ALL.map(one).into_iter().collect::<Vec<_>>())
        .into_any()
}

/// The form, while a note is being written.
pub fn note_form(cx: Context) -> AnyView {
    let book = cx.notes;
    (move || book.draft.get().map(|draft| form(cx, draft.old.is_some(), draft.note))).into_any()
}

fn form(cx: Context, is_old: bool, note: Note) -> AnyView {
    let book = cx.notes;
    let colour = RwSignal::new(note.colour);
    let area = NodeRef::<leptos::html::Textarea>::new();
    let words = note.place.as_ref().map(|place| ["“", &place.2.shown(), "”"].concat());
    let words =
        html::p().class("note-words meta").attr("dir", "auto").child(words.unwrap_or_else(|| note.title.clone()));
    let text = html::textarea()
        .attr("data-part", "note-text")
        .attr("rows", "3")
        .attr("dir", "auto")
        .attr("maxlength", NOTE_CHARS.to_string())
        .attr("aria-label", cx.text(|s| s.notes.text))
        .node_ref(area)
        .child(note.text.clone());
    let keep = move || {
        let Some(area) = area.get_untracked() else { return };
        // The browser takes no more than a note holds: it counts in UTF-16, which has no fewer units than characters.
        let text = area.value().trim().to_owned();
        book.settle(cx, Some(Note { text, colour: colour.get_untracked(), ..note.clone() }));
    };
    request_animation_frame(move || {
        if let Some(area) = area.try_get_untracked().flatten() {
            // Focus is refused only to elements that are gone.
            let _ = area.focus();
        }
    });
    let delete = is_old.then(|| button(cx, "note-delete", "plain", |s| s.notes.delete, move || book.settle(cx, None)));
    html::div()
        .class("note-form")
        .attr("data-part", "note-form")
        .attr("role", "group")
        .attr("aria-label", cx.text(|s| s.notes.note))
        .on(ev::keydown, move |event: ev::KeyboardEvent| {
            if event.key() == "Escape" {
                event.prevent_default();
                book.draft.set(None);
            }
        })
        .child((
            words,
            text,
            colour_choice(cx, "radio", move |one| colour.get() == one, move |one| colour.set(one)),
            html::div().class("acts").child((
                button(cx, "note-keep", "accent", |s| s.notes.keep, keep),
                button(cx, "note-cancel", "plain", |s| s.notes.cancel, move || book.draft.set(None)),
                delete,
            )),
        ))
        .into_any()
}
