//! Taking a comparison away: as a file, on paper, or one passage in both wordings with their sources. It asks nothing:
//! what is there is what is shown.

use super::compare::Comparing;
use super::reader_bar::copy_text;
use crate::app::components::links::button;
use crate::app::element as html;
use crate::app::export::save;
use crate::app::reactive::*;
use crate::export::{citation, comparison, comparison_json};
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
            button(cx, "print-comparison", "plain", |s| s.print, print),
        ))
        .into_any()
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
    let address = window().location().href().unwrap_or_default();
    lines.push([address.split('#').next().unwrap_or_default(), &cx.store.link(|_| ())].concat());
    copy_text(cx, lines.join("\n"), |s| s.cited);
}
