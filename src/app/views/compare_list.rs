//! A comparison as a list: every passage with its kind in words and its wordings, and how much of each article stands in
//! the other. What the columns show by colour and line is said here in words.

use super::compare::{Comparing, Shown};
use crate::app::components::article_text::hue;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::strings::{Label, Strings, fill};
use crate::article::ArticleId;
use crate::compare::Kind;
use crate::protocol::{CompareAnswer, Passage, PassageSpan};
use crate::view_state::family_letter;
use leptos::ev;
use std::sync::Arc;

/// The letter of a column: A, B …
pub fn column_letter(column: usize) -> String {
    let letter = u8::try_from(column).ok().and_then(|column| b'A'.checked_add(column));
    letter.map(char::from).unwrap_or('?').to_string()
}

/// What a passage is, as the parts of the page name it: its kind, or in what alone its wordings differ.
pub fn kind_name(passage: &Passage) -> &'static str {
    match passage.kind {
        Kind::Verbatim if passage.marks_differ => "marks",
        Kind::Verbatim if passage.typography => "typography",
        Kind::Verbatim => "verbatim",
        Kind::Near => "near",
        Kind::Reordered => "reordered",
    }
}

/// The same in words.
fn kind_label(s: &'static Strings, passage: &Passage) -> &'static str {
    match passage.kind {
        Kind::Verbatim if passage.marks_differ => s.kind_marks,
        Kind::Verbatim if passage.typography => s.kind_typography,
        Kind::Verbatim => s.kind_verbatim,
        Kind::Near => s.kind_near,
        Kind::Reordered => s.kind_reordered,
    }
}

/// What a passage is, in words: "a · nguyên văn · đổi chỗ · 12 âm tiết".
pub fn label(locale: &Locale, passage: &Passage) -> String {
    let s = locale.strings;
    let mut parts = vec![family_letter(passage.family), kind_label(s, passage).to_owned()];
    parts.extend(passage.moved.then(|| s.moved.to_owned()));
    parts.extend((passage.marks_differ && passage.kind != Kind::Verbatim).then(|| s.marks_differ.to_owned()));
    parts.extend(passage.signs_differ.then(|| s.signs_differ.to_owned()));
    parts.push(locale.count(&s.tokens, passage.tokens));
    parts.extend(passage.minor.then(|| s.minor.to_owned()));
    parts.join(" · ")
}

fn letter_of(answer: &CompareAnswer, article: ArticleId) -> String {
    answer.articles.iter().position(|one| one.card.article == article).map(column_letter).unwrap_or_default()
}

/// "62 % của A có trong B", for every pair both ways, and what that does not mean.
pub fn overlaps(comparing: Comparing) -> AnyView {
    let cx = comparing.cx;
    let content = move || {
        let (locale, shown) = (cx.locale(), comparing.shown.get()?);
        let answer = &shown.answer;
        let lines: Vec<AnyView> = answer
            .overlaps
            .iter()
            .map(|overlap| {
                let (a, b) = (letter_of(answer, overlap.of), letter_of(answer, overlap.within));
                let values = [("percent", locale.percent(overlap.share())), ("a", a), ("b", b)];
                let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
                html::p()
                    .class("overlap")
                    .attr("data-part", "overlap")
                    .child(fill(locale.strings.overlap, &values))
                    .into_any()
            })
            .collect();
        Some((lines, html::p().class("meta").child(locale.strings.overlap_help)))
    };
    html::div().class("overlaps").child(content).into_any()
}

/// A wording with the signs that stand close to it, which may be what tells it from another.
fn with_signs(text: &str, span: &PassageSpan) -> Option<String> {
    let (from, to) = (span.start as usize, span.end as usize);
    let close = |c: char| !c.is_whitespace() && !c.is_alphanumeric();
    let before = text.get(..from)?.trim_end_matches(close).len();
    let after = text.get(to..)?.trim_start_matches(close).len();
    text.get(before..text.len() - after).map(str::to_owned)
}

/// The wordings of a passage: one line where they agree, one for each article where they do not.
fn wordings(answer: &CompareAnswer, passage: &Passage) -> Vec<AnyView> {
    let texts: Vec<(String, String)> = passage
        .spans
        .iter()
        .filter_map(|span| {
            let article = answer.articles.iter().find(|one| one.card.article == span.article)?;
            let text = article.text.get(span.start as usize..span.end as usize)?;
            let text = passage
                .signs_differ
                .then(|| with_signs(&article.text, span))
                .flatten()
                .unwrap_or_else(|| text.to_owned());
            let words: Vec<&str> = text.split_whitespace().collect();
            Some((letter_of(answer, span.article), words.join(" ")))
        })
        .collect();
    let agree = texts.windows(2).all(|pair| pair[0].1 == pair[1].1);
    let shown = if agree { texts.into_iter().take(1).map(|(_, text)| (String::new(), text)).collect() } else { texts };
    shown
        .into_iter()
        .map(|(letter, text)| {
            let letter = (!letter.is_empty()).then(|| html::span().class("wording-letter").child(letter));
            html::span().class("wording-line").child((letter, html::bdi().child(format!("“{text}”")))).into_any()
        })
        .collect()
}

/// The list of the passages shown.
pub fn passage_list(comparing: Comparing) -> AnyView {
    let cx = comparing.cx;
    let content = move || {
        let (locale, shown) = (cx.locale(), comparing.shown.get()?);
        if shown.listed.is_empty() {
            let none = if shown.answer.passages.is_empty() {
                locale.strings.passage_none
            } else {
                locale.strings.passage_none_layer
            };
            return Some(html::p().class("empty").child(none).into_any());
        }
        let items: Vec<AnyView> = shown.listed.iter().map(|place| item(comparing, &locale, &shown, *place)).collect();
        Some(html::ol().class("passage-items").child(items).into_any())
    };
    html::div()
        .class("passage-list")
        .attr("data-part", "passage-list")
        .child((html::h2().child(cx.text(|s| s.passage_list)), content))
        .into_any()
}

/// What the lines under passages say.
pub fn legend(cx: Context) -> AnyView {
    let line = |kind: &'static str, label: Label| {
        let sample = html::span().class("passage").attr("data-hue", "0").attr("data-kind", kind);
        html::li().child(sample.child(cx.text(label))).into_any()
    };
    let lines = vec![
        line("verbatim", |s| s.kind_verbatim),
        line("typography", |s| s.kind_typography),
        line("marks", |s| s.kind_marks),
        line("near", |s| s.kind_near),
        line("reordered", |s| s.kind_reordered),
        html::li().child((html::span().attr("aria-hidden", "true").child("↕ "), cx.text(|s| s.moved))).into_any(),
        html::li().class("meta").child(cx.text(|s| s.minor)).into_any(),
    ];
    html::details()
        .class("fold legend")
        .child((html::summary().child(cx.text(|s| s.legend)), html::ul().child(lines)))
        .into_any()
}

fn item(comparing: Comparing, locale: &Locale, shown: &Shown, place: usize) -> AnyView {
    let (answer, passage) = (Arc::clone(&shown.answer), &shown.answer.passages[place]);
    let picked = Arc::clone(&answer);
    let current = move || comparing.is_current(&answer, place).then_some("true");
    let button = html::button()
        .class("passage-item")
        .attr("type", "button")
        .attr("data-hue", hue(passage.family))
        .attr("data-kind", kind_name(passage))
        .attr("data-quiet", shown.is_quiet(passage).then_some(""))
        .attr("aria-current", current)
        .on(ev::click, move |_| comparing.select(&picked, place, None))
        .child((html::span().class("passage-label").child(label(locale, passage)), wordings(&shown.answer, passage)));
    html::li().child(button).into_any()
}
