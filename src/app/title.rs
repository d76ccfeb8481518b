//! The title of the page follows what is shown: the query, the article, the view. It touches nothing else of the page,
//! and not even that where the app is a part of another page.

use super::context::Context;
use super::tabs::tab;
use crate::app::reactive::*;

/// Keeps the title of the page in step with the view.
pub fn follow_title(cx: Context) {
    let shown = Memo::new(move |_| (tab(cx.view.get()).title)(cx));
    Effect::new(move |_| {
        let corpus = cx.corpus_title();
        let title = shown.get().map_or(corpus.clone(), |shown| format!("{shown} – {corpus}"));
        gloo::utils::document().set_title(&title);
    });
}
