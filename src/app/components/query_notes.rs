//! What an answer says about its query: problems as sentences, other queries as buttons with what they would find. It
//! changes no query by itself.

use super::links::query_link;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::strings::fill;
use crate::engine::protocol::{Offer, OfferKind, Problem};
use leptos::prelude::*;

fn sentence(locale: &Locale, problem: &Problem) -> String {
    let s = locale.strings;
    match problem {
        Problem::UnclosedQuote { .. } => s.problem_quote.to_owned(),
        Problem::UnbalancedParenthesis { .. } => s.problem_parenthesis.to_owned(),
        Problem::DanglingOperator { operator, .. } => fill(s.problem_operator, &[("operator", operator)]),
        Problem::OnlyExclusions => s.problem_exclusions.to_owned(),
        Problem::TooLong { limit } => fill(s.problem_long, &[("n", &locale.number(*limit))]),
        Problem::TooLarge { part, limit } => fill(s.problem_large, &[("n", &locale.number(*limit)), ("part", part)]),
        Problem::UnknownTerm { term } => fill(s.problem_unknown, &[("term", term)]),
        Problem::NotUnderstood { part, .. } => fill(s.problem_not_understood, &[("part", part)]),
    }
}

/// The problems of a query.
pub fn problems(locale: &Locale, problems: &[Problem]) -> Vec<AnyView> {
    problems
        .iter()
        .map(|problem| {
            html::p().class("problem").attr("data-part", "problem").child(sentence(locale, problem)).into_any()
        })
        .collect()
}

/// The queries that may be meant instead.
pub fn offers(cx: Context, locale: &Locale, offers: &[Offer]) -> Option<AnyView> {
    let s = locale.strings;
    let items: Vec<AnyView> = offers
        .iter()
        .map(|offer| {
            let text = match offer.kind {
                OfferKind::Spelling => s.offer_spelling,
                OfferKind::HiddenBlocks => s.offer_hidden,
                _ => s.offer_fold,
            };
            let count = locale.total(offer.total);
            let text = fill(text, &[("count", &count), ("query", &offer.spec.query)]);
            html::li().child(query_link(cx, "offer", "offer", offer.spec.clone(), text)).into_any()
        })
        .collect();
    (!items.is_empty()).then(|| html::ul().class("offers").attr("aria-label", s.offer_other).child(items).into_any())
}

/// How a query is written, by example.
pub fn how_to_search(cx: Context, locale: &Locale) -> AnyView {
    let lines: Vec<AnyView> = locale
        .strings
        .how_to_search_lines
        .iter()
        .map(|(query, meaning)| {
            let link = query_link(cx, "how-to", "how-to", cx.spec_of((*query).to_owned()), (*query).to_owned());
            html::div().child((html::dt().child(link), html::dd().child(*meaning))).into_any()
        })
        .collect();
    html::details()
        .class("fold")
        .child((html::summary().child(locale.strings.how_to_search), html::dl().class("how-to-list").child(lines)))
        .into_any()
}
