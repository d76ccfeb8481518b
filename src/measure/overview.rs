//! The overview of a corpus: counts, time, sources, people, recurring wording, key terms, example queries.

use super::recurring::recurring;
use super::sequence::Sequence;
use super::terms::key_terms;
use crate::article::{Article, Date};
use crate::engine::protocol::Overview;
use crate::text::{exact_key, fold_key};
use std::collections::BTreeMap;

const LISTED: usize = 40;
const MONTHS_AT_MOST: usize = 36;
const EXAMPLES: usize = 3;

/// Measures a corpus whose articles are in date order. What the maker says of it, the corpus hash and the counts of
/// the index are left empty.
pub fn overview(articles: &[Article]) -> Overview {
    let sequence = Sequence::of(articles);
    let dated: Vec<Date> = articles.iter().filter_map(|a| a.date).filter(|d| d.sort_key().is_some()).collect();
    let mut overview = Overview {
        span: dated.first().copied().zip(dated.last().copied()),
        undated: (articles.len() - dated.len()) as u32,
        periods: periods(&dated),
        sources: most(articles.iter().filter_map(|a| a.source.as_deref())),
        people: most(articles.iter().flat_map(|a| a.people.iter().map(String::as_str))),
        recurring: recurring(articles, &sequence),
        key_terms: key_terms(articles, &sequence),
        ..Overview::default()
    };
    overview.examples = examples(&overview);
    overview
}

/// Articles per month, or per year when there would be too many months or a date knows no month.
fn periods(dated: &[Date]) -> Vec<(Date, u32)> {
    let count = |by_month: bool| {
        let mut periods: BTreeMap<(u16, u8), u32> = BTreeMap::new();
        for date in dated {
            let month = if by_month { date.month.unwrap_or(0) } else { 0 };
            *periods.entry((date.year.unwrap_or(0), month)).or_default() += 1;
        }
        periods
    };
    let months = count(true);
    let periods = if months.len() > MONTHS_AT_MOST || months.keys().any(|k| k.1 == 0) { count(false) } else { months };
    periods
        .into_iter()
        .map(|((year, month), articles)| {
            (Date { year: Some(year), month: (month > 0).then_some(month), day: None, minute: None }, articles)
        })
        .collect()
}

fn most<'n>(names: impl Iterator<Item = &'n str>) -> Vec<(String, u32)> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    names.for_each(|name| *counts.entry(name).or_default() += 1);
    let mut list: Vec<(String, u32)> = counts.into_iter().map(|(name, n)| (name.to_owned(), n)).collect();
    list.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    list.truncate(LISTED);
    list
}

/// A set phrase, a term typed without its marks, a person: one query of each kind the reader may try.
fn examples(overview: &Overview) -> Vec<String> {
    let unmarked = |text: &str| fold_key(&exact_key(text));
    let phrase = overview.recurring.first().map(|r| r.text.to_lowercase());
    let term = overview.key_terms.iter().map(|t| unmarked(&t.text)).find(|text| !text.is_empty());
    let person = overview.people.first().map(|(name, _)| name.clone());
    let more = overview.key_terms.iter().skip(1).map(|t| t.text.clone());
    let mut examples: Vec<String> = Vec::new();
    for example in phrase.into_iter().chain(term).chain(person).chain(more) {
        if examples.len() < EXAMPLES && !examples.contains(&example) {
            examples.push(example);
        }
    }
    examples
}
