//! Lists of what a corpus mentions: the things of a kind with their counts, and the sentences that mention them. They
//! count nothing: the engine does.

use super::links::{is_plain, mention_link};
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::strings::Strings;
use crate::article::Date;
use crate::protocol::{Card, Detail, Kind, LayerAnswer, LayerRow, Name};
use crate::view_state::place_of;
use leptos::ev;

/// The name of a kind.
pub fn kind_label(strings: &'static Strings, kind: Kind) -> &'static str {
    match kind {
        Kind::People => strings.people,
        Kind::Figures => strings.kind_figures,
        Kind::Attributions => strings.kind_attributions,
        Kind::Dates => strings.kind_dates,
        Kind::Abbreviations | Kind::LongForms => strings.kind_abbreviations,
    }
}

/// A thing by its normal form, as it is shown.
pub fn name_label(locale: &Locale, kind: Kind, key: &str) -> String {
    match kind {
        Kind::Dates => key.parse::<Date>().map_or_else(|_| key.to_owned(), |date| locale.date(&date)),
        Kind::Figures if key.is_empty() => locale.strings.no_unit.to_owned(),
        _ => key.to_owned(),
    }
}

/// The things of a kind, each with the articles that mention it; the one asked for is marked.
pub fn name_list(cx: Context, locale: &Locale, kind: Kind, names: &[Name]) -> AnyView {
    let chosen = cx.store.peek(|state| state.mention.clone());
    let items: Vec<AnyView> = names
        .iter()
        .map(|name| {
            let label = name_label(locale, kind, &name.key);
            let link = mention_link(cx, "mention-name", "", (kind, Some(name.key.clone())), label);
            let count =
                html::span().class("figure").attr("title", locale.count(&locale.strings.articles, name.articles));
            html::li()
                .attr("data-chosen", (chosen.as_ref() == Some(&name.key)).then_some(""))
                .child((link, count.child(locale.number(name.articles))))
                .into_any()
        })
        .collect();
    html::ul().class("counted names").child(items).into_any()
}

/// The sentences of an answer, in order.
pub fn sentence_list(cx: Context, locale: &Locale, answer: &LayerAnswer) -> AnyView {
    let card = |row: &LayerRow| answer.cards.iter().find(|card| card.article == row.article);
    let rows: Vec<AnyView> = answer.rows.iter().map(|one| row(cx, locale, one, card(one))).collect();
    html::ol().class("sentences").child(rows).into_any()
}

/// What a row is about, before its sentence.
fn lead(locale: &Locale, row: &LayerRow) -> String {
    let mention = &row.mention;
    match &mention.detail {
        Detail::Figure { .. } => row.part((mention.start, mention.end)).to_owned(),
        Detail::Attribution { verb, .. } => [&mention.key, " – ", row.part(*verb)].concat(),
        Detail::None => name_label(locale, mention.kind, &mention.key),
    }
}

fn row(cx: Context, locale: &Locale, row: &LayerRow, card: Option<&Card>) -> AnyView {
    let mention = &row.mention;
    let (from, spot) = (mention.sentence_start, place_of(mention));
    let end = from.saturating_add(u32::try_from(row.sentence.len()).unwrap_or(u32::MAX));
    let id = card.map(|card| card.id.clone()).unwrap_or_default();
    let open = id.clone();
    let sentence = html::a()
        .class("sentence")
        .attr("data-part", "mention-link")
        .attr("dir", "auto")
        .attr("href", cx.store.link(|state| state.open_at(&id, Some(spot))))
        .on(ev::click, move |event| {
            if is_plain(&event) {
                event.prevent_default();
                cx.open_mention(&open, spot);
            }
        })
        .child((
            row.part((from, spot.0)).to_owned(),
            html::mark().child(row.part(spot).to_owned()),
            row.part((spot.1, end)).to_owned(),
        ));
    let date = card.map(|card| html::span().class("line-date").child(locale.date_or_unknown(card.date.as_ref())));
    let title = card.map(|card| {
        html::span().class("line-title").attr("dir", "auto").attr("title", card.title.clone()).child(card.title.clone())
    });
    html::li()
        .class("mention")
        .attr("data-part", "mention")
        .attr("data-article", id)
        .attr("data-start", spot.0.to_string())
        .child((
            html::p().class("mention-lead").child(html::bdi().child(lead(locale, row))),
            html::div().class("mention-text").child((sentence, html::p().class("line-meta meta").child((date, title)))),
        ))
        .into_any()
}
