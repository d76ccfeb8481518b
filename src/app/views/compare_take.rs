//! Taking a comparison away: as a file, on paper, or one passage in both wordings with their sources. It asks nothing:
//! what is there is what is shown.

use super::compare::Comparing;
use super::compare_list::{label, letter_of};
use super::compare_summary::overlap_lines;
use crate::app::components::links::button;
use crate::app::element as html;
use crate::app::export::save;
use crate::app::reactive::*;
use crate::app::strings::fill;
use crate::app::travel::{copy_text, copy_view_link, view_link};
use crate::export::{FragmentWords, citation, comparison, comparison_html, comparison_json};
use crate::protocol::{Passage, Summary};
use gloo::utils::window;

/// The buttons.
pub fn take_away(comparing: Comparing) -> AnyView {
    let cx = comparing.cx;
    let file = move |write: fn(&crate::protocol::CompareAnswer, &str) -> String, kind: &str, name: &str| {
        let Some(Some(shown)) = comparing.shown.try_get_untracked() else { return };
        let corpus = cx.overview.peek().map(|overview| overview.corpus.clone()).unwrap_or_default();
        save(&write(&shown.answer, &corpus), kind, name);
    };
    let print = || {
        // A frame that may not print stays as it is.
        let _ = window().print();
    };
    html::div()
        .class("acts compare-acts")
        .child((
            html::div().attr("hidden", move || comparing.current().is_none()).child(button(
                cx,
                "copy-passage",
                "plain",
                |s| s.copy_passage,
                move || copy_passage(comparing),
            )),
            button(cx, "comparison-link", "plain", |s| s.travel.copy_link, move || copy_view_link(cx)),
            button(
                cx,
                "export-comparison",
                "plain",
                |s| s.as_csv,
                move || {
                    file(comparison, "text/csv;charset=utf-8", "recto-doi-chieu.csv");
                },
            ),
            button(
                cx,
                "export-comparison-json",
                "plain",
                |s| s.as_json,
                move || {
                    file(comparison_json, "application/json", "recto-doi-chieu.json");
                },
            ),
            button(cx, "export-comparison-html", "plain", |s| s.as_html, move || save_html(comparing)),
            button(cx, "print-comparison", "plain", |s| s.print, print),
        ))
        .into_any()
}

/// Saves what is listed, and what each article says alone, as a piece of HTML.
fn save_html(comparing: Comparing) {
    let Some(Some(shown)) = comparing.shown.try_get_untracked() else { return };
    let locale = untrack(|| comparing.cx.locale());
    let (s, answer) = (locale.strings, &shown.answer);
    let label = |passage: &Passage| label(&locale, passage, false);
    let only = |article, other| {
        let (a, b) = (letter_of(answer, article), letter_of(answer, other));
        let pair = |one: &&Summary| one.articles == (article, other) || one.articles == (other, article);
        let own = answer
            .summaries
            .iter()
            .find(pair)
            .map_or(0, |one| if one.articles.0 == article { one.only_a.len() } else { one.only_b.len() });
        fill(s.only_in_of, &[("a", &a), ("b", &b), ("n", &locale.number(own as u64))])
    };
    let words = FragmentWords {
        language: s.tag,
        title: s.compare,
        notes: overlap_lines(&locale, answer),
        shared: s.passage_list,
        label: &label,
        only: &only,
    };
    save(&comparison_html(answer, &shown.listed, &words), "text/html;charset=utf-8", "recto-doi-chieu.html");
}

/// Copies the passage in hand: each wording, where it is from, and the link that reopens it.
fn copy_passage(comparing: Comparing) {
    let cx = comparing.cx;
    let Some(Some(shown)) = comparing.shown.try_get_untracked() else { return };
    let current = comparing.current_now().flatten();
    let Some(passage) = current.and_then(|current| shown.answer.passages.get(current)) else { return };
    let mut lines = Vec::new();
    for span in &passage.spans {
        let article = shown.answer.articles.iter().find(|one| one.card.article == span.article);
        let Some(article) = article else { continue };
        let words = article.text.get(span.start as usize..span.end as usize).unwrap_or("");
        lines.push(["“", words, "”"].concat());
        lines.push(citation(&article.card));
    }
    lines.push(view_link(cx));
    copy_text(cx, lines.join("\n"), |s| s.cited);
}
