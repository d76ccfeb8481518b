//! Sets of articles, and the articles that pass filters. It counts nothing.

use super::cache::Access;
use super::columns::{Values, dates};
use crate::article::Date;
use crate::bundle::columns::dates::Dates;
use crate::bundle::error::Result;
use crate::protocol::{Facet, Filters};
use crate::text::facet_value;
use std::ops::Range;

const BITS: u32 = u64::BITS;

/// A set of articles, a bit each: 12 KB for 100,000.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleSet {
    words: Vec<u64>,
}

impl ArticleSet {
    /// The empty set over so many articles.
    pub fn none(articles: u32) -> Self {
        Self { words: vec![0; articles.div_ceil(BITS) as usize] }
    }

    /// The set of these articles; those past the end are left out.
    pub fn of(articles: u32, members: impl IntoIterator<Item = u32>) -> Self {
        let mut set = Self::none(articles);
        members.into_iter().filter(|&member| member < articles).for_each(|member| set.add(member));
        set
    }

    fn add(&mut self, article: u32) {
        self.words[(article / BITS) as usize] |= 1 << (article % BITS);
    }

    /// Takes an article out.
    pub fn remove(&mut self, article: u32) {
        self.words.get_mut((article / BITS) as usize).into_iter().for_each(|word| *word &= !(1 << (article % BITS)));
    }

    /// Adds a range, cut at the last word.
    fn add_range(&mut self, range: Range<u32>) {
        for (at, mask) in words_of(range) {
            self.words.get_mut(at).into_iter().for_each(|word| *word |= mask);
        }
    }

    /// Keeps what is in the other set, too.
    pub fn keep(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
    }

    /// Whether an article is in the set.
    pub fn contains(&self, article: u32) -> bool {
        self.words.get((article / BITS) as usize).is_some_and(|word| word >> (article % BITS) & 1 == 1)
    }

    /// The articles, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        (0u32..).zip(&self.words).flat_map(|(at, &word)| {
            let mut left = word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros())?;
                left &= left - 1;
                Some(at * BITS + bit)
            })
        })
    }

    /// How many of a range are in the set.
    pub fn count_in(&self, range: Range<u32>) -> u32 {
        words_of(range).map(|(at, mask)| self.words.get(at).map_or(0, |word| (word & mask).count_ones())).sum()
    }
}

/// The words that a range touches, each with the bits of it.
fn words_of(range: Range<u32>) -> impl Iterator<Item = (usize, u64)> {
    let Range { start, end } = range;
    let touched = if start < end { start / BITS..end.div_ceil(BITS) } else { 0..0 };
    touched.map(move |at| {
        let low = start.saturating_sub(at * BITS);
        let high = (end - at * BITS).min(BITS);
        (at as usize, (u64::MAX >> (BITS - high)) & (u64::MAX << low))
    })
}

/// What filters restrict, each part by itself; `None` where it lets every article pass.
#[derive(Debug, Default)]
pub struct Parts {
    /// By the chosen values of each facet.
    facets: Vec<(Facet, ArticleSet)>,
    /// By the range of dates and whether undated articles pass.
    period: Option<ArticleSet>,
}

impl Parts {
    /// Works out what filters restrict; `None` while chunks are missing, all of which are asked for.
    ///
    /// # Errors
    /// When the bundle has no such columns.
    pub fn load(access: &Access<'_>, filters: &Filters) -> Result<Option<Self>> {
        let counts = &access.root().counts;
        let (mut parts, mut whole) = (Self::default(), true);
        for (facet, chosen) in filters.values.iter().filter(|(_, chosen)| !chosen.is_empty()) {
            let passing = match facet {
                Facet::Year => dates(access)?.map(|dates| in_years(dates, chosen, counts.articles, counts.dated)),
                Facet::Source | Facet::Category => {
                    Values::load(access, *facet)?.map(|values| with_values(&values, chosen, counts.articles))
                }
            };
            whole &= passing.is_some();
            parts.facets.extend(passing.map(|passing| (*facet, passing)));
        }
        let (from, to) = (filters.from.as_ref(), filters.to.as_ref());
        let ranged = from.is_some() || to.is_some();
        if ranged || filters.undated {
            let mut period = ArticleSet::none(counts.articles);
            if filters.undated {
                period.add_range(counts.dated..counts.articles);
            }
            if ranged {
                match dates(access)? {
                    Some(dates) => period.add_range(dates.range(from, to)),
                    None => whole = false,
                }
            }
            parts.period = Some(period);
        }
        Ok(whole.then_some(parts))
    }

    /// The articles that pass every part; `None` when all do.
    pub fn all(&self) -> Option<ArticleSet> {
        joined(self.facets.iter().map(|(_, part)| part).chain(&self.period))
    }

    /// The articles that pass every part but that of a facet; `None` when all do.
    pub fn without_facet(&self, facet: Facet) -> Option<ArticleSet> {
        joined(self.facets.iter().filter(|(of, _)| *of != facet).map(|(_, part)| part).chain(&self.period))
    }

    /// The articles that pass every part but the range of dates; `None` when all do.
    pub fn without_period(&self) -> Option<ArticleSet> {
        joined(self.facets.iter().map(|(_, part)| part))
    }
}

fn joined<'p>(mut parts: impl Iterator<Item = &'p ArticleSet>) -> Option<ArticleSet> {
    let first = parts.next()?.clone();
    Some(parts.fold(first, |mut all, part| {
        all.keep(part);
        all
    }))
}

/// The year that a value of [`Facet::Year`] names; its form is that of [`Date`].
fn year_of(value: &str) -> Option<Date> {
    value.parse::<Date>().ok().filter(|date| date.year.is_some() && date.month.is_none())
}

fn in_years(dates: &Dates, chosen: &[String], articles: u32, dated: u32) -> ArticleSet {
    let mut passing = ArticleSet::none(articles);
    for value in chosen {
        if value.is_empty() {
            passing.add_range(dated..articles);
        }
        year_of(value).iter().for_each(|year| passing.add_range(dates.range(Some(year), Some(year))));
    }
    passing
}

fn with_values(values: &Values<'_>, chosen: &[String], articles: u32) -> ArticleSet {
    let chosen: Vec<String> = chosen.iter().map(|value| facet_value(value)).collect();
    let selected = values.select(articles, |code| {
        let value = code.checked_sub(1).and_then(|at| values.dictionary.get(at as usize));
        let value = value.map_or("", |(value, _)| value);
        chosen.iter().any(|chosen| chosen == value)
    });
    ArticleSet::of(articles, selected)
}

/// The articles that pass filters: the outer `None` while chunks are missing, the inner one when every article passes.
///
/// Loads the dates for a range or years, a facet's values and codes for its values. Costs a pass over the codes of each
/// facet that is filtered by.
///
/// # Errors
/// When the bundle has no such columns.
pub fn passing(access: &Access<'_>, filters: &Filters) -> Result<Option<Option<ArticleSet>>> {
    Ok(Parts::load(access, filters)?.map(|parts| parts.all()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn a_set_is_what_it_holds(
            members in prop::collection::btree_set(0u32..300, 0..80), (a, b) in (0u32..300, 0u32..300), (c, d) in (0u32..300, 0u32..300),
        ) {
            let mut set = ArticleSet::of(300, members.iter().copied());
            prop_assert_eq!(set.count_in(a..b), members.range(a.min(b)..b).count() as u32);
            set.add_range(c..d);
            let mut expected: BTreeSet<u32> = members;
            expected.extend(c..d);
            if expected.remove(&a) {
                set.remove(a);
            }
            set.remove(9_999);
            prop_assert_eq!(set.iter().collect::<Vec<_>>(), expected.iter().copied().collect::<Vec<_>>());
            prop_assert!((0..320).all(|n| set.contains(n) == expected.contains(&n)));
            set.keep(&ArticleSet::of(300, a..b));
            prop_assert_eq!(set.count_in(0..300) as usize, expected.iter().filter(|n| (a..b).contains(n)).count());
        }
    }
}
