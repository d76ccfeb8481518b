//! A comparison as a list: every passage with its kind in words and its wordings. What the columns show by colour and line
//! is said here in words.

use super::compare::Comparing;
use super::compare_columns::elements;
use super::compare_shown::Shown;
use super::compare_wording::{facts, wording};
use crate::app::components::article_text::hue;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::strings::{Label, Strings};
use crate::article::ArticleId;
use crate::compare::Kind;
use crate::protocol::{CompareAnswer, Noise, Passage, PassageKind};
use crate::view_state::family_letter;
use leptos::ev;
use send_wrapper::SendWrapper;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Rows of a fold that are drawn before it is opened.
pub const FOLDED_ROWS: usize = 40;

/// The letter of a column: A, B …
pub fn column_letter(column: usize) -> String {
    let letter = u8::try_from(column).ok().and_then(|column| b'A'.checked_add(column));
    letter.map(char::from).unwrap_or('?').to_string()
}

/// A kind of passage in words.
pub fn kind_label(s: &'static Strings, kind: PassageKind) -> &'static str {
    match kind {
        PassageKind::Verbatim => s.kind_verbatim,
        PassageKind::Reworded => s.kind_near,
        PassageKind::Reordered => s.kind_reordered,
        PassageKind::Marks => s.kind_marks,
        PassageKind::Typography => s.kind_typography,
        PassageKind::Moved => s.moved,
    }
}

/// What a passage is, in words: "a · ×3 · có sửa · đổi chỗ · 5 chữ khác · 12 âm tiết"; without its letter for the ear.
pub fn label(locale: &Locale, passage: &Passage, lettered: bool) -> String {
    let s = locale.strings;
    let mut parts: Vec<String> = lettered.then(|| family_letter(passage.family)).into_iter().collect();
    parts.extend((passage.times > 1).then(|| ["×", &locale.number(passage.times)].concat()));
    parts.push(kind_label(s, PassageKind::of(passage)).to_owned());
    parts.extend(passage.moved.then(|| s.moved.to_owned()));
    parts.extend((passage.marks_differ && passage.kind != Kind::Verbatim).then(|| s.marks_differ.to_owned()));
    parts.extend(passage.signs_differ.then(|| s.signs_differ.to_owned()));
    parts.extend((passage.words_differ > 0).then(|| locale.count(&s.words_differ, passage.words_differ)));
    parts.push(locale.count(&s.tokens, passage.tokens));
    parts.extend(passage.noise.map(|noise| noise_label(s, noise).to_owned()));
    parts.extend((passage.minor && passage.noise.is_none()).then(|| s.minor.to_owned()));
    parts.join(" · ")
}

fn noise_label(s: &'static Strings, noise: Noise) -> &'static str {
    match noise {
        Noise::Caption => s.noise_caption,
        Noise::Name => s.noise_name,
        Noise::Common => s.noise_common,
    }
}

/// The letter of an article's column.
pub fn letter_of(answer: &CompareAnswer, article: ArticleId) -> String {
    answer.articles.iter().position(|one| one.card.article == article).map(column_letter).unwrap_or_default()
}

/// The list of the passages shown; what says little is folded in one line.
pub fn passage_list(comparing: Comparing) -> AnyView {
    let cx = comparing.cx;
    let content = move || {
        let (locale, shown) = (cx.locale(), comparing.shown.get()?);
        let s = locale.strings;
        let rows = |places: &[usize], first: usize| -> Vec<AnyView> {
            let row = |(at, place): (usize, &usize)| item(comparing, &locale, &shown, *place, first + at == 0);
            places.iter().enumerate().map(row).collect()
        };
        let none = shown.listed.is_empty().then(|| {
            let none = match () {
                () if shown.answer.passages.is_empty() => s.passage_none,
                () if shown.noise.is_empty() => s.passage_none_layer,
                () => s.passage_noise_only,
            };
            html::p().class("empty").child(none)
        });
        let noise = (!shown.noise.is_empty()).then(|| {
            let count = locale.count(&s.noise, shown.noise.len() as u64);
            let first = shown.listed.len();
            let drawn = {
                let (locale, shown) = (Rc::clone(&locale), Arc::clone(&shown));
                move || {
                    let row = |(at, place): (usize, &usize)| item(comparing, &locale, &shown, *place, first + at == 0);
                    let rows: Vec<AnyView> = shown.noise.iter().enumerate().map(row).collect();
                    html::ol().class("passage-items").child(rows).into_any()
                }
            };
            fold("fold", "noise", count, shown.noise.len() <= FOLDED_ROWS, drawn)
        });
        Some((none, html::ol().class("passage-items").child(rows(&shown.listed, 0)), noise))
    };
    html::div()
        .class("passage-list")
        .attr("data-part", "passage-list")
        .on(ev::focusin, move |event: ev::FocusEvent| {
            if let Some(row) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
                rove(&row);
            }
        })
        .child((html::h2().child(cx.text(|s| s.passage_list)), content))
        .into_any()
}

/// A fold whose content is drawn when it is first opened, unless it is drawn at once.
pub fn fold(
    class: &'static str,
    part: &'static str,
    summary: String,
    at_once: bool,
    content: impl Fn() -> AnyView + 'static,
) -> AnyView {
    let opened = RwSignal::new(at_once);
    let content = SendWrapper::new(content);
    html::details()
        .class(class)
        .attr("data-part", part)
        .on(ev::toggle, move |_| {
            if !opened.get_untracked() {
                opened.set(true);
            }
        })
        .child((html::summary().child(summary), move || opened.get().then(&*content)))
        .into_any()
}

/// One row of the list is reached by Tab: the one that had focus last, or is in hand. Arrows lead to the others.
fn rove(row: &Element) {
    let Ok(Some(list)) = row.closest(".passage-list") else { return };
    if !row.matches(".passage-item").unwrap_or(false) {
        return;
    }
    for other in elements(&list, ".passage-item[tabindex='0']") {
        // An attribute of ours is set.
        let _ = other.set_attribute("tabindex", "-1");
    }
    let _ = row.set_attribute("tabindex", "0");
}

/// Brings the row of the passage in hand into sight where the list scrolls by itself, once it is drawn.
pub fn follow_row(comparing: Comparing) {
    request_animation_frame(move || {
        let Some(Some(current)) = comparing.shown.try_get_untracked().map(|_| untrack(|| comparing.current_row()))
        else {
            return;
        };
        let side = comparing.side.try_get_untracked().flatten();
        let Some(side) = side else { return };
        let Ok(Some(row)) = side.query_selector(&format!(".passage-item[data-row='{current}']")) else { return };
        rove(&row);
        if let Ok(Some(fold)) = row.closest("details:not([open])") {
            let _ = fold.set_attribute("open", "");
        }
        if side.scroll_height() > side.client_height() + 1 {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            row.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}

/// What the lines under passages say.
pub fn legend(cx: Context) -> AnyView {
    let line = |kind: PassageKind, label: Label| {
        let sample = html::span().class("passage").attr("data-hue", "0").attr("data-kind", kind.name());
        html::li().child(sample.child(cx.text(label))).into_any()
    };
    let lines = vec![
        line(PassageKind::Verbatim, |s| s.kind_verbatim),
        line(PassageKind::Typography, |s| s.kind_typography),
        line(PassageKind::Marks, |s| s.kind_marks),
        line(PassageKind::Reworded, |s| s.kind_near),
        line(PassageKind::Reordered, |s| s.kind_reordered),
        html::li().child((html::span().attr("aria-hidden", "true").child("↕ "), cx.text(|s| s.moved))).into_any(),
        html::li().class("meta").child(cx.text(|s| s.minor)).into_any(),
    ];
    html::details()
        .class("fold legend")
        .child((html::summary().child(cx.text(|s| s.legend)), html::ul().child(lines)))
        .into_any()
}

fn item(comparing: Comparing, locale: &Locale, shown: &Shown, place: usize, first: bool) -> AnyView {
    let (answer, passage) = (shown.answer.clone(), &shown.answer.passages[place]);
    let of = answer.clone();
    let button = html::button()
        .class("passage-item")
        .attr("type", "button")
        .attr("data-part", "passage-item")
        .attr("data-row", place.to_string())
        .attr("data-hue", hue(passage.family))
        .attr("data-kind", PassageKind::of(passage).name())
        .attr("data-quiet", shown.is_quiet(passage).then_some(""))
        .attr("tabindex", if first { "0" } else { "-1" })
        .attr("aria-current", move || comparing.is_current(&of, place).then_some("true"))
        .on(ev::click, move |_| comparing.select(&answer, place, None))
        .child((
            html::span().class("passage-label").child(label(locale, passage, true)),
            wording(locale.strings, &shown.answer, passage),
            facts(locale, &shown.answer, passage),
        ));
    html::li().child(button).into_any()
}
