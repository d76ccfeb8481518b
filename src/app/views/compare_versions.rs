//! Other versions of an article: the same headline and another text, offered to be compared with it. It finds no families:
//! what shares most with an article is another question.

use crate::app::components::links::pair_link;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::reactive::*;
use crate::protocol::{Card, ReadRequest, SearchRequest, Sort};
use crate::view_state::phrase_query;
use gloo::timers::callback::Timeout;

/// Results looked through for the same headline.
const LOOKED_AT: u32 = 24;
/// Milliseconds that an article is read before its versions are looked for.
const PATIENCE_MILLIS: u32 = 400;

/// The other versions of an article that is read.
pub fn versions(cx: Context, card: &Card) -> AnyView {
    let found = RwSignal::new(Vec::new());
    let card = card.clone();
    let id = card.id.clone();
    Timeout::new(PATIENCE_MILLIS, move || {
        spawn_local(async move {
            if let Some(cards) = same_headline(cx, &card).await {
                // The reader may be gone by then.
                let _ = found.try_set(cards);
            }
        });
    })
    .forget();
    offers(cx, id, found)
}

/// The other versions of an article that is chosen to be compared.
pub fn versions_of(cx: Context, id: String) -> AnyView {
    let found = RwSignal::new(Vec::new());
    let asked = id.clone();
    spawn_local(async move {
        if let Some(cards) = of_id(cx, asked).await {
            let _ = found.try_set(cards);
        }
    });
    offers(cx, id, found)
}

async fn of_id(cx: Context, id: String) -> Option<Vec<Card>> {
    let read = cx.ask(None, ReadRequest { article: id, spec: cx.spec_of(String::new()) }).await.ok()?;
    same_headline(cx, &read.article.card).await
}

async fn same_headline(cx: Context, card: &Card) -> Option<Vec<Card>> {
    if card.untitled {
        return None;
    }
    let query = ["title:", &phrase_query(&card.title)].concat();
    let request = SearchRequest { spec: cx.spec_of(query), sort: Sort::Date, fold: false, offset: 0, limit: LOOKED_AT };
    let answer = cx.ask(None, request).await.ok()?;
    let results = answer.groups.into_iter().flat_map(|group| group.results).map(|result| result.card);
    let same = |one: &Card| {
        let url = card.url.is_some() && one.url == card.url;
        one.id != card.id && (url || one.title.trim().to_lowercase() == card.title.trim().to_lowercase())
    };
    Some(results.filter(same).collect())
}

fn offers(cx: Context, id: String, found: RwSignal<Vec<Card>>) -> AnyView {
    let content = move || {
        let cards = found.get();
        if cards.is_empty() {
            return None;
        }
        let locale = cx.locale();
        let row = |card: &Card| {
            let date = locale.date_or_unknown(card.date.as_ref());
            let told: Vec<String> = [Some(date), card.source.clone()].into_iter().flatten().collect();
            pair_link(cx, "version", "", [id.clone(), card.id.clone()], told.join(" · "))
        };
        let rows: Vec<AnyView> = cards.iter().map(row).collect();
        Some((html::span().class("choices-label").child(locale.strings.versions), rows))
    };
    html::div().class("acts versions").attr("data-part", "versions").child(content).into_any()
}
