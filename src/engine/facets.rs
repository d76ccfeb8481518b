//! Counts articles by source, category, year and over time, for the results of a query and its filters.
//!
//! Each facet is counted with all filters but its own. It ranks nothing and reads no article.

use super::EngineError;
use super::cache::Access;
use super::columns::{Values, dates, dictionary};
use super::found::evaluate;
use super::passing::{Parts, Passing};
use super::protocol::{Facet, FacetValue, FacetsAnswer, FacetsRequest, Filters, QuerySpec};
use super::resolve::Notes;
use crate::article::Date;
use crate::bundle::columns::CODED;
use crate::bundle::columns::dates::Dates;
use crate::order;

/// Months listed apart; a longer span is counted by year.
const MONTHS_AT_MOST: u32 = 120;

/// Counts by facet and over time; `None` while chunks are missing.
///
/// Costs the evaluation of the query, and for each facet a pass over the articles counted. Facets of all articles are
/// told from the dictionaries, without codes.
///
/// # Errors
/// When the bundle is damaged.
pub fn facets(access: &Access<'_>, request: &FacetsRequest) -> Result<Option<FacetsAnswer>, EngineError> {
    let counts = &access.root().counts;
    let (found, parts) = (found(access, &request.spec)?, Parts::load(access, &request.spec.filters)?);
    let dates = dates(access)?;
    let dictionaries = CODED.map(|facet| dictionary(access, facet));
    let (Some(found), Some(parts)) = (found, parts) else { return Ok(None) };
    let mut answer = FacetsAnswer::default();
    for (facet, dictionary) in CODED.into_iter().zip(dictionaries) {
        let Some(dictionary) = dictionary? else { continue };
        if dictionary.is_empty() {
            continue;
        }
        let mut articles: Vec<u32> = vec![0; dictionary.len() + 1];
        match both(&found, parts.without_facet(facet)) {
            None => {
                articles.iter_mut().skip(1).zip(dictionary).for_each(|(sum, (_, n))| *sum = *n);
                articles[0] = counts.articles.saturating_sub(articles.iter().fold(0, |sum, n| sum.saturating_add(*n)));
            }
            Some(selected) => {
                let Some(values) = Values::load(access, facet)? else { continue };
                values.each(selected.iter(), |_, code| {
                    // A code without a value is no value.
                    let at = if (code as usize) < articles.len() { code as usize } else { 0 };
                    articles[at] += 1;
                });
            }
        }
        let names = std::iter::once("").chain(dictionary.iter().map(|(value, _)| value.as_str()));
        let counted: Vec<(String, u32)> = names.zip(articles).map(|(name, n)| (name.to_owned(), n)).collect();
        answer.facets.push((facet, listed(counted, &request.spec.filters, facet, request.limit)));
    }
    let Some(dates) = dates.filter(|_| !access.is_missing()) else { return Ok(None) };
    if counts.dated > 0 {
        let years = years(dates, &both(&found, parts.without_facet(Facet::Year)), counts.dated..counts.articles);
        answer.facets.push((Facet::Year, listed(years, &request.spec.filters, Facet::Year, request.limit)));
    }
    let selected = both(&found, parts.without_period());
    answer.periods = periods(dates, &selected);
    answer.undated = count(&selected, counts.dated..counts.articles);
    Ok(Some(answer))
}

/// The articles of both groups of a query, its filters aside: the outer `None` while chunks are missing, the inner one
/// when nothing is asked and so all are meant.
fn found(access: &Access<'_>, spec: &QuerySpec) -> Result<Option<Option<Passing>>, EngineError> {
    if spec.query.trim().is_empty() {
        return Ok(Some(None));
    }
    let spec = QuerySpec { filters: Filters::default(), ..spec.clone() };
    let found = evaluate(access, &spec, &mut Notes::default())?;
    let articles = access.root().counts.articles;
    Ok(found.map(|found| Some(Passing::of(articles, found.main.iter().chain(&found.words).copied()))))
}

/// What is in both sets; `None` stands for all articles.
fn both(found: &Option<Passing>, passing: Option<Passing>) -> Option<Passing> {
    match (found, passing) {
        (Some(found), Some(mut passing)) => {
            passing.keep(found);
            Some(passing)
        }
        (Some(found), None) => Some(found.clone()),
        (None, passing) => passing,
    }
}

fn count(selected: &Option<Passing>, range: std::ops::Range<u32>) -> u32 {
    match selected {
        Some(selected) => selected.count_in(range),
        None => range.end - range.start,
    }
}

/// The values to return, in the order they are given for years and most articles first otherwise; no value last. Those
/// without articles are left out; chosen ones are always there.
fn listed(counted: Vec<(String, u32)>, filters: &Filters, facet: Facet, limit: u32) -> Vec<FacetValue> {
    let chosen: Vec<&String> =
        filters.values.iter().filter(|(of, _)| *of == facet).flat_map(|(_, chosen)| chosen).collect();
    let unknown = chosen.iter().filter(|chosen| counted.iter().all(|(value, _)| value != **chosen));
    let unknown: Vec<(String, u32)> = unknown.map(|value| ((*value).clone(), 0)).collect();
    let mut values: Vec<FacetValue> = counted
        .into_iter()
        .chain(unknown)
        .map(|(value, articles)| FacetValue { chosen: chosen.contains(&&value), value, articles })
        .filter(|value| value.articles > 0 || value.chosen)
        .collect();
    order::by_key(&mut values, |value| {
        let frequency = if facet == Facet::Year { 0 } else { value.articles };
        (value.value.is_empty(), std::cmp::Reverse(frequency))
    });
    let mut room = limit;
    values.retain(|value| {
        let fits = room > 0;
        room = room.saturating_sub(1);
        fits || value.chosen
    });
    values
}

/// Articles by year, latest first, then the undated ones.
fn years(dates: &Dates, selected: &Option<Passing>, undated: std::ops::Range<u32>) -> Vec<(String, u32)> {
    let mut years: Vec<(Date, u32)> = Vec::new();
    for (date, articles) in dates.runs() {
        add(&mut years, Date { month: None, day: None, ..date }, count(selected, articles));
    }
    let none = (String::new(), count(selected, undated));
    years.iter().rev().map(|(year, articles)| (year.to_string(), *articles)).chain([none]).collect()
}

fn add(periods: &mut Vec<(Date, u32)>, period: Date, articles: u32) {
    match periods.last_mut() {
        Some((last, sum)) if *last == period => *sum += articles,
        _ => periods.push((period, articles)),
    }
}

/// Articles by month where all know theirs and there are at most [`MONTHS_AT_MOST`], by year otherwise; from the first
/// period with articles to the last, those between them included.
fn periods(dates: &Dates, selected: &Option<Passing>) -> Vec<(Date, u32)> {
    let mut months: Vec<(Date, u32)> = Vec::new();
    for (date, articles) in dates.runs() {
        let articles = count(selected, articles);
        if articles > 0 {
            add(&mut months, Date { day: None, ..date }, articles);
        }
    }
    let (Some((first, _)), Some((last, _))) = (months.first(), months.last()) else { return Vec::new() };
    let by_month = months.iter().all(|(month, _)| month.month.is_some())
        && place(last, true) - place(first, true) < MONTHS_AT_MOST;
    let mut periods: Vec<(Date, u32)> =
        (place(first, by_month)..=place(last, by_month)).map(|place| (period(place, by_month), 0)).collect();
    let start = place(first, by_month);
    for (month, articles) in &months {
        periods[(place(month, by_month) - start) as usize].1 += articles;
    }
    periods
}

/// The number of a month or of a year, counted from year 0.
fn place(date: &Date, by_month: bool) -> u32 {
    let year = u32::from(date.year.unwrap_or(0));
    if by_month { year * 12 + u32::from(date.month.unwrap_or(1)) - 1 } else { year }
}

fn period(place: u32, by_month: bool) -> Date {
    let (year, month) = if by_month { (place / 12, u8::try_from(place % 12 + 1).ok()) } else { (place, None) };
    Date { year: u16::try_from(year).ok(), month, day: None, minute: None }
}
