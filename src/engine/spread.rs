//! Answers where and when queries occur: counts by month, year or periods of the reader's own, how evenly each is spread over the articles, and which
//! articles have it. It reads no article: postings and columns tell.

use super::article_set::{ArticleSet, passing};
use super::cache::Access;
use super::columns::{Sizes, dates};
use super::concordance::counted;
use super::evaluate::evaluate;
use super::facets::{period, place};
use super::notes::Notes;
use crate::article::{ArticleId, Date};
use crate::bundle::columns::dates::Dates;
use crate::measure::dispersion;
use crate::protocol::{QuerySpec, Refusal, Selection, Span, Spread, SpreadAnswer, SpreadRequest, Told, Worked};
use std::ops::Range;

/// Queries whose chunks are asked for side by side.
const QUERIES_A_POLL: usize = 32;

/// Queries measured in one poll.
const QUERIES_AT_ONCE: usize = 128;

/// Queries measured so far, from poll to poll.
#[derive(Debug, Default)]
pub struct Spreads {
    of: Option<SpreadRequest>,
    done: Vec<Option<Spread>>,
}

/// Where and when queries occur; `None` while chunks are missing.
///
/// # Errors
/// When the bundle is damaged, or has no lengths of articles.
pub fn spread(
    access: &Access<'_>,
    request: &SpreadRequest,
    spreads: &mut Spreads,
    told: Told<'_>,
) -> Result<Option<SpreadAnswer>, Refusal> {
    let all = access.root().counts.articles;
    let (dates, sizes) = (dates(access)?, Sizes::load(access)?);
    let passing = passing(access, &request.spec.filters)?;
    let (Some(dates), Some(sizes), Some(passing)) = (dates, sizes, passing) else { return Ok(None) };
    let passing = passing.unwrap_or_else(|| ArticleSet::of(all, 0..all));
    let corpus = Corpus::of(dates, &sizes, &passing, all, request);
    if spreads.of.as_ref() != Some(request) {
        *spreads = Spreads { of: Some(request.clone()), done: vec![None; request.queries.len()] };
    }
    let (mut waiting, mut measured) = (0, 0);
    for (query, done) in request.queries.iter().zip(&mut spreads.done).filter(|(_, done)| done.is_none()) {
        if waiting == QUERIES_A_POLL || measured == QUERIES_AT_ONCE {
            break;
        }
        let spec = QuerySpec { query: query.clone(), ..request.spec.clone() };
        *done = corpus.spread(access, &spec, request)?;
        waiting += usize::from(done.is_none());
        measured += usize::from(done.is_some());
    }
    if request.queries.len() > QUERIES_A_POLL {
        let done = spreads.done.iter().filter(|done| done.is_some()).count();
        told(Worked { done: done as u32, of: request.queries.len() as u32 });
    }
    if access.is_missing() || spreads.done.iter().any(Option::is_none) {
        return Ok(None);
    }
    let queries = std::mem::take(spreads).done.into_iter().flatten().collect();
    Ok(Some(SpreadAnswer { whole: corpus.whole, periods: corpus.periods, queries }))
}

/// The articles that pass the filters, with their sizes and periods.
struct Corpus<'c> {
    dates: &'c Dates,
    sizes: Vec<(u32, u32)>,
    whole: Selection,
    periods: Vec<Span>,
    /// Articles of each month or year, by ranges of their numbers; those of none are in no range.
    ranges: Vec<(Range<u32>, usize)>,
}

impl<'c> Corpus<'c> {
    fn of(dates: &'c Dates, sizes: &Sizes<'_>, passing: &ArticleSet, all: u32, request: &SpreadRequest) -> Self {
        let by_month = request.by_month;
        let sizes: Vec<(u32, u32)> = passing.iter().map(|article| (article, sizes.tokens(article))).collect();
        let mut corpus = Self { dates, sizes, whole: Selection::default(), periods: Vec::new(), ranges: Vec::new() };
        let known = |date: &Date| !by_month || date.month.is_some();
        let runs = || dates.runs().filter(|(date, articles)| known(date) && passing.count_in(articles.clone()) > 0);
        let places = || runs().map(|(date, _)| place(&date, by_month));
        let span = |period, until| Span { period, until, articles: 0, tokens: 0 };
        if !request.periods.is_empty() {
            for ([from, to], at) in request.periods.iter().zip(0..) {
                corpus.periods.push(span(Some(*from), Some(*to)));
                let last = corpus.ranges.last().map_or(0, |(range, _)| range.end);
                let range = dates.range(Some(from), Some(to));
                // What overlaps the one before it begins behind it.
                corpus.ranges.push((range.start.max(last)..range.end.max(last), at));
            }
        } else if let Some((from, to)) = places().next().zip(places().last()) {
            let span = |at| span(Some(period(at, by_month)), None);
            corpus.periods = (from..=to).map(span).collect();
            corpus.ranges = runs().map(|(date, range)| (range, (place(&date, by_month) - from) as usize)).collect();
        }
        let undated = passing.iter().any(|article| corpus.period_of(article).is_none());
        if undated && all > 0 {
            corpus.periods.push(span(None, None));
        }
        for at in 0..corpus.sizes.len() {
            let (article, tokens) = corpus.sizes[at];
            let period = corpus.period_of(article).unwrap_or(corpus.periods.len() - 1);
            let span = &mut corpus.periods[period];
            (span.articles, span.tokens) = (span.articles + 1, span.tokens + u64::from(tokens));
            corpus.whole.articles += 1;
            corpus.whole.tokens += u64::from(tokens);
        }
        corpus
    }

    fn period_of(&self, article: u32) -> Option<usize> {
        let at = self.ranges.partition_point(|(range, _)| range.end <= article);
        self.ranges.get(at).filter(|(range, _)| range.contains(&article)).map(|(_, period)| *period)
    }

    fn spread(
        &self,
        access: &Access<'_>,
        spec: &QuerySpec,
        request: &SpreadRequest,
    ) -> Result<Option<Spread>, Refusal> {
        let mut notes = Notes::default();
        let Some(found) = evaluate(access, spec, &mut notes)? else { return Ok(None) };
        let (rows, _) = counted(&found);
        let mut periods = vec![(0, 0); self.periods.len()];
        for &(article, hits) in &rows {
            let period = self.period_of(article).or(periods.len().checked_sub(1));
            let counts = period.and_then(|at| periods.get_mut(at));
            counts.into_iter().for_each(|(sum, articles)| (*sum, *articles) = (*sum + hits, *articles + 1));
        }
        let dated = rows.first().and_then(|&(article, _)| {
            let run = self.dates.run_of(article)?;
            let (date, _) = self.dates.runs().nth(run)?;
            Some((ArticleId(article), date))
        });
        let dispersion = request.dispersion.then(|| {
            let mut at = 0;
            dispersion(self.sizes.iter().map(|&(article, size)| {
                while rows.get(at).is_some_and(|row| row.0 < article) {
                    at += 1;
                }
                (rows.get(at).filter(|row| row.0 == article).map_or(0, |row| row.1 as u32), size)
            }))
        });
        let kept = rows.iter().take(request.limit as usize);
        Ok(Some(Spread {
            hits: rows.iter().map(|(_, hits)| hits).sum(),
            articles: rows.len() as u32,
            earliest: dated,
            periods,
            dispersion,
            rows: kept.map(|&(article, hits)| (ArticleId(article), hits as u32)).collect(),
            problems: notes.problems,
            cuts: notes.cuts,
        }))
    }
}
