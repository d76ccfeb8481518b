//! All articles of the corpus, newest first, in batches. It searches nothing.

use super::card::row;
use super::notices::slot_state;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::reactive::*;
use crate::app::strings::fill;
use crate::protocol::{ArticleList, ArticlesRequest};
use leptos::ev;

/// Articles of one batch.
pub const BATCH: u32 = 50;

/// Fetches the next batch of articles, the first where there is none.
pub fn fetch_articles(cx: Context) {
    if cx.articles.peek().is_none() {
        cx.articles.fetch(cx, None, ArticlesRequest { offset: 0, limit: BATCH });
        return;
    }
    let next = |_: &ArticlesRequest, list: &ArticleList| {
        let offset = u32::try_from(list.articles.len()).ok()?;
        Some(ArticlesRequest { offset, limit: BATCH })
    };
    cx.articles.go_on(cx, None, next, |before, batch| {
        let articles = before.articles.iter().cloned().chain(batch.articles).collect();
        ArticleList { total: batch.total, articles }
    });
}

/// The list, with "show more".
pub fn article_list(cx: Context) -> AnyView {
    let rows = move || {
        let locale = cx.locale();
        let list = cx.articles.get();
        let cards = list.iter().flat_map(|list| &list.articles);
        cards.map(|card| row(cx, &locale, card, Vec::new(), Vec::new())).collect::<Vec<_>>()
    };
    let more = move || {
        let locale = cx.locale();
        let list = cx.articles.get()?;
        let shown = u32::try_from(list.articles.len()).unwrap_or(u32::MAX);
        let left = list.total.saturating_sub(shown);
        (left > 0).then(|| {
            let label = fill(locale.strings.more, &[("n", &locale.number(left.min(BATCH)))]);
            let n = locale.number(shown);
            let of = fill(locale.strings.shown_of, &[("n", &n), ("total", &locale.number(list.total))]);
            more_button(label, of, move || fetch_articles(cx))
        })
    };
    html::div()
        .class("articles")
        .attr("data-part", "article-list")
        .child((
            html::ol().class("result-list").child(rows),
            more,
            slot_state(cx, cx.articles, move || fetch_articles(cx)),
        ))
        .into_any()
}

/// What stands under a list that is not complete: a button for more of it, and how far it reaches.
pub fn more_button(label: String, of: String, act: impl Fn() + 'static) -> AnyView {
    html::p().class("more").child((further(label, act), reach(of))).into_any()
}

/// The button alone.
pub fn further(label: String, act: impl Fn() + 'static) -> AnyView {
    let act = Box::new(act) as Box<dyn Fn()>;
    html::button()
        .class("plain")
        .attr("data-part", "more")
        .attr("type", "button")
        .on(ev::click, move |_| act())
        .child(label)
        .into_any()
}

/// How far a list reaches, alone.
pub fn reach(of: String) -> AnyView {
    html::span().class("meta").attr("data-part", "reach").child(of).into_any()
}
