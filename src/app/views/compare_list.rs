//! A comparison as a list: every passage with its kind in words and its wordings, and how much of each article stands in
//! the other. What the columns show by colour and line is said here in words.

use super::compare::Comparing;
use crate::app::components::article_text::{hue, kind_name};
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::strings::{Label, fill};
use crate::article::ArticleId;
use crate::compare::Kind;
use crate::engine::protocol::{CompareAnswer, Passage};
use crate::state::family_letter;
use leptos::ev;
use leptos::prelude::*;
use std::sync::Arc;

/// Passages lighter than this share of the heaviest one are drawn quietly.
const QUIET_SHARE: f32 = 1.0 / 3.0;

/// The letter of a column: A, B …
pub fn column_letter(column: usize) -> String {
    let letter = u8::try_from(column).ok().and_then(|column| b'A'.checked_add(column));
    letter.map(char::from).unwrap_or('?').to_string()
}

/// What a passage is, in words: "a · nguyên văn · đổi chỗ · 12 âm tiết".
pub fn label(locale: &Locale, passage: &Passage) -> String {
    let s = locale.strings;
    let kind = match passage.kind {
        Kind::Verbatim => s.kind_verbatim,
        Kind::Near => s.kind_near,
        Kind::Reordered => s.kind_reordered,
    };
    let mut parts = vec![family_letter(passage.family), kind.to_owned()];
    parts.extend(passage.moved.then(|| s.moved.to_owned()));
    parts.extend(passage.marks_differ.then(|| s.marks_differ.to_owned()));
    parts.push(locale.count(&s.tokens, passage.tokens));
    parts.extend(passage.minor.then(|| s.minor.to_owned()));
    parts.join(" · ")
}

/// Whether a passage matters little beside the heaviest of its layer, or stands in a title, a caption or a name.
pub fn is_quiet(answer: &CompareAnswer, passage: &Passage) -> bool {
    let layer = answer.passages.iter().filter(|one| one.layer == passage.layer && !one.minor);
    let heaviest =
        layer.map(|one| one.weight).fold(0.0, |heaviest, weight| if weight > heaviest { weight } else { heaviest });
    passage.minor || passage.weight < heaviest * QUIET_SHARE
}

fn letter_of(answer: &CompareAnswer, article: ArticleId) -> String {
    answer.articles.iter().position(|one| one.card.article == article).map(column_letter).unwrap_or_default()
}

/// "62 % của A có trong B", for every pair both ways, and what that does not mean.
pub fn overlaps(cx: Context, answer: &Arc<CompareAnswer>) -> AnyView {
    let answer = Arc::clone(answer);
    let content = move || {
        let locale = cx.locale();
        let lines: Vec<AnyView> = answer
            .overlaps
            .iter()
            .map(|overlap| {
                let share = f64::from(overlap.shared_tokens) / f64::from(overlap.all_tokens.max(1));
                let (a, b) = (letter_of(&answer, overlap.of), letter_of(&answer, overlap.within));
                let values = [("percent", locale.percent(share)), ("a", a), ("b", b)];
                let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
                html::p()
                    .class("overlap")
                    .attr("data-part", "overlap")
                    .child(fill(locale.strings.overlap, &values))
                    .into_any()
            })
            .collect();
        (lines, html::p().class("meta").child(locale.strings.overlap_help))
    };
    html::div().class("overlaps").child(content).into_any()
}

/// The wordings of a passage: one line where they agree, one for each article where they do not.
fn wordings(answer: &CompareAnswer, passage: &Passage) -> Vec<AnyView> {
    let texts: Vec<(String, String)> = passage
        .spans
        .iter()
        .filter_map(|span| {
            let article = answer.articles.iter().find(|one| one.card.article == span.article)?;
            let text = article.text.get(span.start as usize..span.end as usize)?;
            let words: Vec<&str> = text.split_whitespace().collect();
            Some((letter_of(answer, span.article), words.join(" ")))
        })
        .collect();
    let agree = texts.windows(2).all(|pair| pair[0].1.to_lowercase() == pair[1].1.to_lowercase());
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
pub fn passage_list(comparing: Comparing, answer: &Arc<CompareAnswer>) -> AnyView {
    let cx = comparing.cx;
    let answer = Arc::clone(answer);
    let content = move || {
        let locale = cx.locale();
        let listed = comparing.listed.get();
        if listed.is_empty() {
            let none = if answer.passages.is_empty() {
                locale.strings.passage_none
            } else {
                locale.strings.passage_none_layer
            };
            return html::p().class("empty").child(none).into_any();
        }
        let items: Vec<AnyView> = listed.iter().map(|place| item(comparing, &locale, &answer, *place)).collect();
        html::ol().class("passage-items").child(items).into_any()
    };
    html::div()
        .class("passage-list")
        .attr("data-part", "passage-list")
        .child((html::h2().child(cx.text(|s| s.passage_list)), content))
        .into_any()
}

/// What the lines under passages say.
pub fn legend(cx: Context) -> AnyView {
    let line = |kind: Kind, label: Label| {
        let sample = html::span().class("passage").attr("data-hue", "0").attr("data-kind", kind_name(kind));
        html::li().child(sample.child(cx.text(label))).into_any()
    };
    let lines = vec![
        line(Kind::Verbatim, |s| s.kind_verbatim),
        line(Kind::Near, |s| s.kind_near),
        line(Kind::Reordered, |s| s.kind_reordered),
        html::li().child((html::span().attr("aria-hidden", "true").child("↕ "), cx.text(|s| s.moved))).into_any(),
        html::li().class("meta").child(cx.text(|s| s.minor)).into_any(),
    ];
    html::details()
        .class("fold legend")
        .child((html::summary().child(cx.text(|s| s.legend)), html::ul().child(lines)))
        .into_any()
}

fn item(comparing: Comparing, locale: &Locale, answer: &CompareAnswer, place: usize) -> AnyView {
    let passage = &answer.passages[place];
    let current = move || (comparing.current.get() == Some(place)).then_some("true");
    let button = html::button()
        .class("passage-item")
        .attr("type", "button")
        .attr("data-hue", hue(passage.family))
        .attr("data-kind", kind_name(passage.kind))
        .attr("data-quiet", is_quiet(answer, passage).then_some(""))
        .attr("aria-current", current)
        .on(ev::click, move |_| comparing.select(place, None))
        .child((html::span().class("passage-label").child(label(locale, passage)), wordings(answer, passage)));
    html::li().child(button).into_any()
}
