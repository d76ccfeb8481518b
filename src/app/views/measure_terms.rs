//! A list of names or phrases at once: how often each occurs, in how many articles, since when, each leading to its lines; and the
//! table of articles by terms as a file. The list stays in the page, and out of its links. It counts nothing.

use super::measure_panels::paragraph;
use super::own_text::{TextForm, text_form};
use crate::app::components::figures::{figures, files};
use crate::app::components::links::button;
use crate::app::components::notices::slot_state;
use crate::app::components::query_notes::clipped;
use crate::app::context::{Context, Notice};
use crate::app::element as html;
use crate::app::export::{file_name, save};
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::slot::Answered;
use crate::app::strings::fill;
use crate::article::ArticleId;
use crate::export::{Cell, measure};
use crate::measure::{TERMS_AT_MOST, TermList};
use crate::protocol::{BlocksMode, CardsRequest, QuerySpec, SpreadRequest};
use std::rc::Rc;

/// Cards asked for at once: each lies in a group of texts.
const CARDS_AT_ONCE: usize = 500;
/// Letters of the list that name its file.
const NAMED_TERMS: usize = 3;

/// The request of the list, with the articles of each term up to a limit.
fn request(cx: Context, limit: u32) -> Option<SpreadRequest> {
    let queries = cx.measuring.term_list.with_untracked(TermList::queries);
    // As over time, of the text alone; the query of the search box is not asked.
    let spec = cx.store.peek(|state| QuerySpec { query: String::new(), blocks: BlocksMode::Text, ..state.spec() });
    let few = (1..=TERMS_AT_MOST).contains(&queries.len());
    few.then(|| SpreadRequest { spec, queries, limit, ..SpreadRequest::default() })
}

/// Counts the list, if there is one.
pub fn count_terms(cx: Context, limit: u32) {
    match request(cx, limit) {
        Some(request) => cx.measuring.terms.fetch(cx, Some("terms"), request),
        None => cx.measuring.terms.clear(),
    }
}

/// The panel.
pub fn terms(cx: Context) -> AnyView {
    let begins = cx.measuring.term_list.with_untracked(|list| list.terms.join("\n"));
    let form = TextForm {
        parts: ["terms-text", "terms-file", "terms-go"],
        words: [|s| s.measures.terms_paste, |s| s.own_file, |s| s.measures.terms_go],
        begins,
        take: Rc::new(move |text: String| {
            cx.measuring.term_list.set(TermList::read(&text));
            count_terms(cx, 0);
        }),
    };
    let note = move || cx.measuring.term_list.with(|list| told(&cx.locale(), list));
    let content = move || cx.measuring.terms.get().map(|answer| table(cx, &cx.locale(), &answer));
    html::div()
        .child((text_form(cx, form), note, slot_state(cx, cx.measuring.terms, move || count_terms(cx, 0)), content))
        .into_any()
}

/// What of the list was left out, or why it is not counted.
fn told(locale: &Locale, list: &TermList) -> Vec<AnyView> {
    let s = &locale.strings.measures;
    let mut lines = Vec::new();
    if list.terms.len() > TERMS_AT_MOST {
        let names = [("n", locale.number(list.terms.len() as u64)), ("most", locale.number(TERMS_AT_MOST as u64))];
        lines.push(fill(s.terms_many, &names.each_ref().map(|(name, value)| (*name, value.as_str()))));
    }
    if list.blank > 0 {
        lines.push(locale.count(&s.terms_blank, list.blank));
    }
    if !list.repeated.is_empty() {
        lines.push(fill(s.terms_repeated, &[("terms", &list.repeated.join(", "))]));
    }
    lines.into_iter().map(|line| paragraph("terms-told", line)).collect()
}

fn table(cx: Context, locale: &Locale, answer: &Answered<SpreadRequest>) -> AnyView {
    let asked = answer.question();
    // Of the list that was counted: another may stand in the area by now.
    let terms: Vec<String> = asked.queries.iter().map(|query| query.trim_matches('"').to_owned()).collect();
    let taken = measure::terms(&terms, &answer.queries);
    // A line that is no term may be as long as a book.
    let terms: Vec<String> = terms.iter().map(|term| clipped(term)).collect();
    let mut table = measure::terms(&terms, &answer.queries);
    for (row, spread) in table.rows.iter_mut().zip(&answer.queries) {
        row[3] = spread.earliest.map_or(Cell::None, |(_, date)| Cell::Text(locale.date(&date)));
    }
    let lines = |row: usize| {
        let found = answer.queries[row].hits > 0;
        found.then(|| QuerySpec { query: asked.queries[row].clone(), ..asked.spec.clone() })
    };
    let name = ["terms ", &terms[..terms.len().min(NAMED_TERMS)].join(" ")].concat();
    let whole = {
        let name = file_name(&[&name, " x"].concat(), "csv");
        button(cx, "terms-whole", "plain", |s| s.measures.terms_whole, move || take_whole(cx, name.clone()))
    };
    let drawn = figures(cx, locale, &table, &["term", "hits", "articles", "earliest"], &lines);
    (drawn, files(cx, taken, name), html::p().class("figure-files").child(whole)).into_any()
}

/// Hands out the table of articles by terms, with every article that has one of them.
fn take_whole(cx: Context, name: String) {
    let Some(request) = request(cx, u32::MAX) else { return };
    let terms = cx.measuring.term_list.with_untracked(|list| list.terms.clone());
    spawn_local(async move {
        let made = async {
            let answer = cx.ask(None, request).await?;
            let rows = answer.queries.iter().flat_map(|spread| &spread.rows);
            let mut numbers: Vec<ArticleId> = rows.map(|(article, _)| *article).collect();
            crate::sort::by_key(&mut numbers, |number| *number);
            numbers.dedup();
            let mut cards = Vec::with_capacity(numbers.len());
            for part in numbers.chunks(CARDS_AT_ONCE) {
                cards.extend(cx.ask(None, CardsRequest { articles: part.to_vec() }).await?);
            }
            Ok::<_, crate::app::handle::AskError>(measure::articles_by_terms(&terms, &answer.queries, &cards))
        };
        match made.await {
            Ok(text) => save(&text, "text/csv;charset=utf-8", &name),
            Err(_) => cx.notice.set(Some(Notice::ExportFailed)),
        }
    });
}
