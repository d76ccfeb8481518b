//! The title of the page follows what is shown: the query, the article, the view. It touches nothing else of the page,
//! and not even that where the app is a part of another page.

use super::context::Context;
use crate::app::reactive::*;
use crate::view_state::View;

/// Keeps the title of the page in step with the view.
pub fn follow_title(cx: Context) {
    let shown = Memo::new(move |_| {
        let query = || Some(cx.spec.with(|spec| spec.query.trim().to_owned())).filter(|query| !query.is_empty());
        let read = || {
            let (id, answer) = (cx.open.get()?, cx.reading.get()?);
            (answer.article.card.id == id).then(|| answer.article.card.title.clone())
        };
        match cx.view.get() {
            View::Overview => None,
            View::Results => read().or_else(query).or_else(|| Some(cx.strings().results.to_owned())),
            View::Context => query().or_else(|| Some(cx.strings().context.to_owned())),
            View::Mentions => {
                let mention = cx.store.with(|state| state.mention.clone());
                mention.or_else(|| Some(cx.strings().mentions.to_owned()))
            }
            View::Families => {
                let family = cx.store.with(|state| state.family.clone());
                family.map(|family| family.0).or_else(|| Some(cx.strings().repeats.families.to_owned()))
            }
            View::Compare => Some(cx.strings().compare.to_owned()),
        }
    });
    Effect::new(move |_| {
        let corpus = cx.corpus_title();
        let title = shown.get().map_or(corpus.clone(), |shown| format!("{shown} – {corpus}"));
        gloo::utils::document().set_title(&title);
    });
}
