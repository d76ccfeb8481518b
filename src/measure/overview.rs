//! The overview of a corpus: counts, time, sources, people, recurring wording, key terms, example queries.

use super::phrases::{Found, wordings};
use crate::article::{Article, Date};
use crate::bundle::Overview;
use crate::text::{exact_key, fold_key};
use std::collections::BTreeMap;

const LISTED: usize = 40;
const MONTHS_AT_MOST: usize = 36;
const EXAMPLES: usize = 3;
/// Names counted at a time; past it the rarest are forgotten.
const NAMES_AT_MOST: usize = 200_000;

/// Measures a corpus whose articles are in date order. What the maker says of it, the corpus hash and the counts of
/// the index are left empty. Holds all its tokens; a corpus too large for that is measured by a [`Tally`] and a sample.
pub fn overview(articles: &[Article]) -> Overview {
    let mut tally = Tally::default();
    articles.iter().for_each(|article| tally.add(article));
    tally.overview(wordings(articles, None).0)
}

/// What is counted article by article. It needs no text.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    span: Option<(Date, Date)>,
    undated: u32,
    months: BTreeMap<(u16, u8), u32>,
    sources: Names,
    people: Names,
}

impl Tally {
    /// Counts an article; they come in date order.
    pub fn add(&mut self, article: &Article) {
        match article.date.filter(|date| date.sort_key().is_some()) {
            Some(date) => {
                self.span = Some((self.span.map_or(date, |span| span.0), date));
                *self.months.entry((date.year.unwrap_or(0), date.month.unwrap_or(0))).or_default() += 1;
            }
            None => self.undated += 1,
        }
        article.source.iter().for_each(|source| self.sources.add(source));
        article.people.iter().for_each(|name| self.people.add(name));
    }

    /// The overview, with the wordings found.
    pub fn overview(&self, found: Found) -> Overview {
        let mut overview = Overview {
            span: self.span,
            undated: self.undated,
            periods: self.periods(),
            sources: self.sources.most(),
            people: self.people.most(),
            recurring: found.recurring,
            key_terms: found.key_terms,
            ..Overview::default()
        };
        overview.examples = examples(&overview);
        overview
    }

    /// Articles per month, or per year when there would be too many months or a date knows no month.
    fn periods(&self) -> Vec<(Date, u32)> {
        let by_year = self.months.len() > MONTHS_AT_MOST || self.months.keys().any(|k| k.1 == 0);
        let mut periods: BTreeMap<(u16, u8), u32> = BTreeMap::new();
        for ((year, month), articles) in &self.months {
            *periods.entry((*year, if by_year { 0 } else { *month })).or_default() += articles;
        }
        periods
            .into_iter()
            .map(|((year, month), articles)| {
                (Date { year: Some(year), month: (month > 0).then_some(month), day: None, minute: None }, articles)
            })
            .collect()
    }
}

/// Articles by name, in bounded memory: exact up to [`NAMES_AT_MOST`] names. Past that, names seen least are forgotten
/// as new ones come, and counts may be low by as much as was forgotten (lossy counting; G. S. Manku, R. Motwani,
/// "Approximate frequency counts over data streams", VLDB 2002).
#[derive(Clone, Debug, Default)]
struct Names {
    counts: BTreeMap<String, u32>,
}

impl Names {
    fn add(&mut self, name: &str) {
        match self.counts.get_mut(name) {
            Some(count) => *count += 1,
            None => {
                let mut least = 1;
                while self.counts.len() >= NAMES_AT_MOST {
                    self.counts.retain(|_, count| *count > least);
                    least += 1;
                }
                self.counts.insert(name.to_owned(), 1);
            }
        }
    }

    fn most(&self) -> Vec<(String, u32)> {
        let mut list: Vec<(&String, u32)> = self.counts.iter().map(|(name, n)| (name, *n)).collect();
        list.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        list.truncate(LISTED);
        list.into_iter().map(|(name, n)| (name.clone(), n)).collect()
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commonest_names_survive_a_flood() {
        let mut names = Names::default();
        for n in 0..NAMES_AT_MOST * 2 {
            names.add(&format!("name {n}"));
            if n % 1000 == 0 {
                names.add("everywhere");
            }
        }
        assert!(names.counts.len() <= NAMES_AT_MOST);
        assert_eq!(names.most()[0].0, "everywhere");
    }
}
