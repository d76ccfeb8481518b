//! Counts articles by source, category, year and over time, for the results of a query and its filters.
//!
//! The two groups of a query are counted side by side and never summed: the articles of the heading, and those that merely
//! hold all its words. Each facet is counted with all filters but its own. It ranks nothing and reads no article.

use super::article_set::{ArticleSet, Parts};
use super::cache::Access;
use super::columns::{Values, dates, dictionary};
use super::evaluate::evaluate;
use super::folded::Copies;
use super::notes::Notes;
use crate::article::Date;
use crate::bundle::Section;
use crate::bundle::columns::CODED;
use crate::bundle::columns::dates::Dates;
use crate::bundle::columns::values::Dictionary;
use crate::protocol::{Facet, FacetValue, FacetsAnswer, FacetsRequest, Filters, Period, QuerySpec, Refusal};
use crate::sort;
use crate::text::facet_value;
use std::ops::Range;

/// Months listed apart; a longer span is counted by year.
const MONTHS_AT_MOST: u32 = 120;

/// A number for each group: the articles of the heading, then those that merely hold all the words.
type Counts = [u32; 2];

/// Counts by facet and over time; `None` while chunks are missing.
///
/// Costs the evaluation of the query, and for each facet a pass over the articles counted. Facets of all articles are
/// told from the dictionaries, without codes.
///
/// # Errors
/// When the bundle is damaged.
pub fn facets(access: &Access<'_>, request: &FacetsRequest) -> Result<Option<FacetsAnswer>, Refusal> {
    let counts = &access.root().counts;
    let filters = &request.spec.filters;
    let mut notes = Notes::default();
    let (groups, parts) = (Groups::find(access, &request.spec, &mut notes)?, Parts::load(access, filters)?);
    let copies = if request.spec.filters.once { Copies::load(access).map(Some) } else { Some(None) };
    let dates = dates(access)?;
    let dictionaries = CODED.map(|facet| dictionary(access, facet));
    let (Some(groups), Some(parts), Some(copies)) = (groups, parts, copies) else { return Ok(None) };
    let selection = |passing| {
        let selected = groups.passing(passing);
        copies.as_ref().map(|copies| selected.once(copies, counts.articles)).unwrap_or(selected)
    };
    // Copies of what is chosen may count for it elsewhere: what is chosen counts what the list has.
    let chosen = |facet| filters.once && filters.values.iter().any(|(of, values)| *of == facet && !values.is_empty());
    let whole = Facet::ALL.into_iter().any(chosen).then(|| selection(parts.all()));
    let list = |facet, counted: Vec<(String, Counts)>, of_list: Option<Vec<Counts>>| {
        listed(counted, of_list, filters, facet, request.limit)
    };
    let mut answer = FacetsAnswer { copies: access.count(Section::Reprints) > 0, ..FacetsAnswer::default() };
    for (facet, dictionary) in CODED.into_iter().zip(dictionaries) {
        let Some(dictionary) = dictionary? else { continue };
        if dictionary.is_empty() {
            continue;
        }
        let selected = selection(parts.without_facet(facet));
        let Some(counted) = by_code(access, facet, dictionary, &selected)? else { continue };
        let of_list = match whole.as_ref().filter(|_| chosen(facet)) {
            Some(whole) => by_code(access, facet, dictionary, whole)?,
            None => None,
        };
        let names = std::iter::once("").chain(dictionary.iter().map(|(value, _)| value.as_str()));
        answer.facets.push((facet, list(facet, names.map(str::to_owned).zip(counted).collect(), of_list)));
    }
    let Some(dates) = dates.filter(|_| !access.is_missing()) else { return Ok(None) };
    let undated = counts.dated..counts.articles;
    if counts.dated > 0 {
        let of_list = whole.as_ref().filter(|_| chosen(Facet::Year)).map(|whole| years(dates, whole, undated.clone()));
        let of_list = of_list.map(|years| years.into_iter().map(|(_, counts)| counts).collect());
        let years = years(dates, &selection(parts.without_facet(Facet::Year)), undated.clone());
        answer.facets.push((Facet::Year, list(Facet::Year, years, of_list)));
    }
    let selected = selection(parts.without_period());
    (answer.periods, answer.words_elsewhere) = periods(dates, &selected);
    [answer.undated, answer.words_undated] = selected.count(undated);
    (answer.problems, answer.cuts) = (notes.problems, notes.cuts);
    Ok(Some(answer))
}

/// The articles of both groups of a query.
#[derive(Clone, Debug)]
struct Groups {
    /// The articles of the heading; all there are when nothing is asked.
    heading: Option<ArticleSet>,
    /// Those that merely hold all the words; nothing where there are none.
    words: Option<ArticleSet>,
}

impl Groups {
    /// The groups of a query, its filters aside; `None` while chunks are missing.
    fn find(access: &Access<'_>, spec: &QuerySpec, notes: &mut Notes) -> Result<Option<Self>, Refusal> {
        if spec.query.trim().is_empty() {
            return Ok(Some(Self { heading: None, words: None }));
        }
        let spec = QuerySpec { filters: Filters::default(), ..spec.clone() };
        let found = evaluate(access, &spec, notes)?;
        let set = |of: &[u32]| ArticleSet::of(access.root().counts.articles, of.iter().copied());
        Ok(found.map(|found| Self {
            heading: Some(set(&found.main)),
            words: (!found.words.is_empty()).then(|| set(&found.words)),
        }))
    }

    /// What of each group passes filters; `None` lets every article pass.
    fn passing(&self, passing: Option<ArticleSet>) -> Self {
        let Some(passing) = passing else { return self.clone() };
        let both = |set: &ArticleSet| {
            let mut both = set.clone();
            both.keep(&passing);
            both
        };
        let words = self.words.as_ref().map(both);
        let heading = self.heading.as_ref().map(both);
        Self { heading: Some(heading.unwrap_or(passing)), words }
    }

    /// What of each group counts where copies count once.
    fn once(&self, copies: &Copies<'_>, articles: u32) -> Self {
        let mut heading = self.heading.clone().unwrap_or_else(|| ArticleSet::of(articles, 0..articles));
        let mut words = self.words.clone();
        let in_words = |article: u32| words.as_ref().is_some_and(|words| words.contains(article));
        let surplus = copies.surplus(&|article| heading.contains(article), &in_words);
        for article in surplus.left_out {
            heading.remove(article);
            words.iter_mut().for_each(|words| words.remove(article));
        }
        Self { heading: Some(heading), words }
    }

    /// How many articles of a range each group has.
    fn count(&self, range: Range<u32>) -> Counts {
        let words = self.words.as_ref().map_or(0, |words| words.count_in(range.clone()));
        let all = range.end - range.start;
        [self.heading.as_ref().map_or(all, |heading| heading.count_in(range)), words]
    }
}

/// Articles by code: without a value first, then those of each value of the dictionary. `None` while codes are missing.
fn by_code(
    access: &Access<'_>,
    facet: Facet,
    dictionary: &Dictionary,
    groups: &Groups,
) -> Result<Option<Vec<Counts>>, Refusal> {
    let mut counted: Vec<Counts> = vec![[0; 2]; dictionary.len() + 1];
    let Some(heading) = &groups.heading else {
        counted.iter_mut().skip(1).zip(dictionary).for_each(|(sum, (_, n))| sum[0] = *n);
        let valued = counted.iter().fold(0, |sum: u32, n| sum.saturating_add(n[0]));
        counted[0][0] = access.root().counts.articles.saturating_sub(valued);
        return Ok(Some(counted));
    };
    let Some(values) = Values::load(access, facet)? else { return Ok(None) };
    for (group, selected) in [Some(heading), groups.words.as_ref()].into_iter().enumerate() {
        let Some(selected) = selected else { continue };
        values.each(selected.iter(), |_, code| {
            // A code without a value is no value.
            let at = if (code as usize) < counted.len() { code as usize } else { 0 };
            counted[at][group] += 1;
        });
    }
    Ok(Some(counted))
}

/// The values to return: most articles of the heading first, then most of the others; years in the order they are given.
/// Those that only the others have stand after the heading's, no value last. Those without articles are left out; chosen
/// ones are always there, and count `of_list` where that is known.
fn listed(
    mut counted: Vec<(String, Counts)>,
    of_list: Option<Vec<Counts>>,
    filters: &Filters,
    facet: Facet,
    limit: u32,
) -> Vec<FacetValue> {
    let values = filters.values.iter().filter(|(of, _)| *of == facet).flat_map(|(_, chosen)| chosen);
    let mut chosen: Vec<String> = values.map(|value| facet_value(value)).collect();
    sort::by(&mut chosen, |a, b| a.cmp(b));
    chosen.dedup();
    for ((value, counts), of_list) in counted.iter_mut().zip(of_list.into_iter().flatten()) {
        if chosen.contains(value) {
            *counts = of_list;
        }
    }
    let unknown = chosen.iter().filter(|chosen| counted.iter().all(|(value, _)| value != *chosen));
    let unknown: Vec<(String, Counts)> = unknown.map(|value| (value.clone(), [0; 2])).collect();
    let mut values: Vec<FacetValue> = counted
        .into_iter()
        .chain(unknown)
        .map(|(value, [articles, words_articles])| FacetValue {
            chosen: chosen.contains(&value),
            value,
            articles,
            words_articles,
        })
        .filter(|value| value.articles > 0 || value.words_articles > 0 || value.chosen)
        .collect();
    sort::by_key(&mut values, |value| {
        let frequency = if facet == Facet::Year { [0; 2] } else { [value.articles, value.words_articles] };
        (value.value.is_empty(), value.articles == 0, std::cmp::Reverse(frequency))
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
fn years(dates: &Dates, groups: &Groups, undated: Range<u32>) -> Vec<(String, Counts)> {
    let mut years: Vec<(Date, Counts)> = Vec::new();
    for (date, articles) in dates.runs() {
        add(&mut years, Date { month: None, day: None, ..date }, groups.count(articles));
    }
    let none = (String::new(), groups.count(undated));
    years.iter().rev().map(|(year, articles)| (year.to_string(), *articles)).chain([none]).collect()
}

fn add(periods: &mut Vec<(Date, Counts)>, period: Date, articles: Counts) {
    match periods.last_mut() {
        Some((last, sum)) if *last == period => sum.iter_mut().zip(articles).for_each(|(sum, n)| *sum += n),
        _ => periods.push((period, articles)),
    }
}

/// Articles by month where all of the heading know theirs and there are at most [`MONTHS_AT_MOST`], by year otherwise;
/// from the first period with articles of the heading to the last, those between them included. Also how many dated
/// articles that merely hold all the words stand in none of these periods. Where the heading has no dated article, the
/// others make the periods.
fn periods(dates: &Dates, groups: &Groups) -> (Vec<Period>, u32) {
    let mut months: Vec<(Date, Counts)> = Vec::new();
    for (date, articles) in dates.runs() {
        let counted = groups.count(articles);
        if counted != [0; 2] {
            add(&mut months, Date { day: None, ..date }, counted);
        }
    }
    let leading = usize::from(months.iter().all(|(_, counted)| counted[0] == 0));
    let mut spanned = months.iter().filter(|(_, counted)| counted[leading] > 0).map(|(month, _)| month);
    let Some(first) = spanned.clone().next() else { return (Vec::new(), 0) };
    let last = spanned.clone().next_back().unwrap_or(first);
    let by_month =
        spanned.all(|month| month.month.is_some()) && place(last, true) - place(first, true) < MONTHS_AT_MOST;
    let start = place(first, by_month);
    let mut periods: Vec<Period> = (start..=place(last, by_month))
        .map(|place| Period { period: period(place, by_month), articles: 0, words_articles: 0 })
        .collect();
    let mut elsewhere = 0;
    for (month, [articles, words_articles]) in &months {
        let at = place(month, by_month).checked_sub(start).filter(|_| !by_month || month.month.is_some());
        match at.and_then(|at| periods.get_mut(at as usize)) {
            Some(period) => {
                period.articles += articles;
                period.words_articles += words_articles;
            }
            None => elsewhere += words_articles,
        }
    }
    (periods, elsewhere)
}

/// The number of a month or of a year, counted from year 0.
pub fn place(date: &Date, by_month: bool) -> u32 {
    let year = u32::from(date.year.unwrap_or(0));
    if by_month { year * 12 + u32::from(date.month.unwrap_or(1)) - 1 } else { year }
}

/// The month or year of such a number.
pub fn period(place: u32, by_month: bool) -> Date {
    let (year, month) = if by_month { (place / 12, u8::try_from(place % 12 + 1).ok()) } else { (place, None) };
    Date { year: u16::try_from(year).ok(), month, day: None, minute: None }
}
