//! What an answer says about its query: problems as sentences, other queries as buttons with what they would find. It
//! changes no query by itself.

use super::links::{button, query_link};
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::strings::fill;
use crate::protocol::{Culprit, CulpritKind, Offer, OfferKind, OffersRequest, Problem, QuerySpec};
use crate::view_state::phrase_query;

/// Characters of a query that a line about it repeats.
const SHOWN_CHARS: usize = 80;

/// A part of a query as a line names it: a very long one by its beginning.
pub fn clipped(part: &str) -> String {
    match part.char_indices().nth(SHOWN_CHARS) {
        Some((at, _)) => format!("{}…", &part[..at]),
        None => part.to_owned(),
    }
}

fn sentence(locale: &Locale, problem: &Problem) -> String {
    let s = locale.strings;
    match problem {
        Problem::UnclosedQuote { .. } => s.problem_quote.to_owned(),
        Problem::UnbalancedParenthesis { .. } => s.problem_parenthesis.to_owned(),
        Problem::DanglingOperator { operator, .. } => fill(s.problem_operator, &[("operator", operator)]),
        Problem::OnlyExclusions => s.problem_exclusions.to_owned(),
        Problem::TooLong { limit } => fill(s.problem_long, &[("n", &locale.number(*limit))]),
        Problem::TooLarge { part, limit } => {
            fill(s.problem_large, &[("n", &locale.number(*limit)), ("part", &clipped(part))])
        }
        Problem::UnknownTerm { term } => fill(s.problem_unknown, &[("term", &clipped(term))]),
        Problem::OnlyJoined { term } => fill(s.problem_joined, &[("term", &clipped(term))]),
        Problem::NoGlosses { term } => fill(s.problem_glosses, &[("term", &clipped(term))]),
        Problem::SignsLeftOut { part, read } => {
            fill(s.problem_signs, &[("part", &clipped(part)), ("read", &clipped(read))])
        }
        Problem::OnlySigns { part } => fill(s.problem_only_signs, &[("part", &clipped(part))]),
        Problem::NotUnderstood { part, .. } => fill(s.problem_not_understood, &[("part", &clipped(part))]),
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

/// Asks what else a query may mean, once for each query. On a channel of its own: results never wait for it.
pub fn ask_offers(cx: Context, spec: QuerySpec) {
    if spec.query.trim().is_empty() && spec.filters.is_empty() {
        cx.offered.set_value(None);
        cx.offers.clear();
        return;
    }
    if cx.offered.with_value(|offered| offered.as_ref() == Some(&spec)) {
        return;
    }
    cx.offered.set_value(Some(spec.clone()));
    cx.offers.clear();
    cx.offers.fetch(cx, Some("offers"), OffersRequest { spec });
}

fn offer_text(locale: &Locale, offer: &Offer) -> String {
    let s = locale.strings;
    let text = match offer.kind {
        OfferKind::Spelling | OfferKind::DidYouMean => s.offer_spelling,
        OfferKind::HiddenBlocks => s.offer_hidden,
        OfferKind::LooseMarks => s.offer_loose,
        OfferKind::IgnoringMarks => s.offer_fold,
        OfferKind::Typed => s.offer_typed,
        OfferKind::Abbreviation | OfferKind::Numeral | OfferKind::Written => s.offer_also,
        OfferKind::Prefixed => s.offer_prefixed,
        OfferKind::Joined => s.offer_joined,
        OfferKind::WithoutFilters => s.offer_without_filters,
    };
    fill(text, &[("count", &found(locale, offer)), ("query", &clipped(&offer.spec.query))])
}

/// What an offer finds, in words.
fn found(locale: &Locale, offer: &Offer) -> String {
    let total = locale.total(offer.total);
    if offer.apart { fill(locale.strings.offer_apart, &[("count", &total)]) } else { total }
}

fn offer_items<'o>(cx: Context, locale: &Locale, offers: impl Iterator<Item = &'o Offer>) -> Vec<AnyView> {
    let link = |offer: &Offer| query_link(cx, "offer", "offer", offer.spec.clone(), offer_text(locale, offer));
    offers.map(|offer| html::li().child(link(offer)).into_any()).collect()
}

/// The queries that may be meant instead, in a line whose room is there before they are; further ones are folded.
pub fn offers_line(cx: Context) -> AnyView {
    let content = move || {
        let answer = cx.offers.get()?;
        let locale = cx.locale();
        let mut items = offer_items(cx, &locale, answer.others());
        let rest = items.split_off(items.len().min(1));
        let more = (!rest.is_empty()).then(|| {
            let line = locale.count(&locale.strings.offers_more, rest.len() as u64);
            html::details().class("fold").child((html::summary().child(line), html::ul().class("offers").child(rest)))
        });
        let list = (!items.is_empty())
            .then(|| html::ul().class("offers").attr("aria-label", locale.strings.offer_other).child(items));
        let related = related_words(cx, &locale, &answer.related);
        Some(html::div().child((list, more, related)).into_any())
    };
    html::div().class("offers-line").attr("data-part", "offers").child(content).into_any()
}

/// The words that are used like the one searched for: named in a line, and below it offered with their counts.
fn related_words(cx: Context, locale: &Locale, related: &[(String, u32)]) -> Option<AnyView> {
    let words: Vec<&str> = related.iter().map(|(word, _)| word.as_str()).collect();
    let line = fill(locale.strings.repeats.related_terms, &[("words", &words.join(", "))]);
    let item = |(word, articles): &(String, u32)| {
        let text = ["“", word, "”: ", &locale.count(&locale.strings.articles, *articles)].concat();
        html::li().child(query_link(cx, "related-word", "offer", cx.spec_of(phrase_query(word)), text)).into_any()
    };
    let items: Vec<AnyView> = related.iter().map(item).collect();
    let summary = html::summary().attr("data-part", "related-words").child(line);
    let all = (summary, html::ul().class("offers").child(items));
    (!words.is_empty()).then(|| html::details().class("fold related-words").child(all).into_any())
}

fn culprit_text(locale: &Locale, culprit: &Culprit) -> String {
    let s = locale.strings;
    let text = match culprit.kind {
        CulpritKind::Term if culprit.alone.articles == 0 => s.culprit_term,
        CulpritKind::Joined => s.culprit_joined,
        CulpritKind::Phrase if culprit.alone.articles == 0 => s.culprit_phrase,
        CulpritKind::Exclusion => s.culprit_exclusion,
        CulpritKind::Filter => s.culprit_filter,
        CulpritKind::Term | CulpritKind::Phrase => s.culprit_together,
    };
    let articles = locale.count(&s.articles, culprit.alone.articles);
    fill(text, &[("articles", &articles), ("part", &clipped(&culprit.part))])
}

fn culprit_item(cx: Context, locale: &Locale, culprit: &Culprit) -> AnyView {
    let s = locale.strings;
    let way_out = culprit.without.as_ref().filter(|offer| offer.total.articles > 0).map(|offer| {
        // A phrase is taken apart, a field searched outside its titles: then the query itself says what it is.
        let text = match culprit.kind {
            CulpritKind::Phrase => s.instead,
            CulpritKind::Filter if culprit.part.starts_with("title:") => s.instead,
            CulpritKind::Filter => s.without_filter,
            CulpritKind::Joined => s.offer_joined,
            CulpritKind::Term | CulpritKind::Exclusion => s.without_part,
        };
        let (part, query) = (clipped(&culprit.part), clipped(&offer.spec.query));
        let text = fill(text, &[("count", &found(locale, offer)), ("part", &part), ("query", &query)]);
        query_link(cx, "without", "offer", offer.spec.clone(), text)
    });
    html::li().attr("data-part", "culprit").child((html::p().child(culprit_text(locale, culprit)), way_out)).into_any()
}

/// Why nothing was found, each cause with a way out, and what else may be meant.
pub fn diagnosis(cx: Context) -> AnyView {
    (move || {
        let answer = cx.offers.get()?;
        let (locale, s) = (cx.locale(), cx.strings());
        let culprits: Vec<AnyView> = answer.diagnosis.iter().map(|one| culprit_item(cx, &locale, one)).collect();
        let culprits = (!culprits.is_empty())
            .then(|| html::ul().class("culprits").attr("aria-label", s.diagnosis).child(culprits));
        let help = culprits.is_none().then(|| html::p().class("meta").child(s.nothing_found_help));
        let offers = offer_items(cx, &locale, answer.others());
        let offers =
            (!offers.is_empty()).then(|| html::ul().class("offers").attr("aria-label", s.offer_other).child(offers));
        Some(html::div().attr("data-part", "diagnosis").child((culprits, offers, help)).into_any())
    })
    .into_any()
}

/// Nothing was found: what is wrong with the query, why, and the ways out. Words that no article has are named by the
/// diagnosis alone, each with its way out.
pub fn nothing_found(cx: Context, locale: &Locale, line: &'static str, noted: &[Problem]) -> AnyView {
    let diagnosed = |one: &&Problem| matches!(one, Problem::UnknownTerm { .. } | Problem::OnlyJoined { .. });
    let noted: Vec<Problem> = noted.iter().filter(|one| !diagnosed(one)).cloned().collect();
    html::div()
        .class("empty")
        .attr("data-part", "empty")
        .child((
            html::p().class("empty-line").attr("data-part", "count").child(line),
            problems(locale, &noted),
            diagnosis(cx),
            button(cx, "clear", "plain", |s| s.clear_search, move || cx.search_for(QuerySpec::default())),
        ))
        .into_any()
}

/// The query language by example; every example runs.
pub fn query_examples(cx: Context, locale: &Locale) -> AnyView {
    let lines: Vec<AnyView> = locale
        .strings
        .how_to_search_lines
        .iter()
        .map(|(query, meaning)| {
            let link = query_link(cx, "how-to", "how-to", cx.spec_of((*query).to_owned()), (*query).to_owned());
            html::div().child((html::dt().child(link), html::dd().child(*meaning))).into_any()
        })
        .collect();
    html::dl().class("how-to-list").attr("data-part", "how-to-list").child(lines).into_any()
}

/// How a query is written, behind a line that says so.
pub fn how_to_search(cx: Context, locale: &Locale) -> AnyView {
    html::details()
        .class("fold")
        .child((html::summary().child(locale.strings.how_to_search), query_examples(cx, locale)))
        .into_any()
}
