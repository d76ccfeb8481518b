//! Which lines of a query are listed, and in which groups they stand: a random sample of them, and lines by article, year or
//! source. It reads no article and knows no sort key.

use super::cache::Access;
use super::columns::{Values, dates};
use crate::article::ArticleId;
use crate::protocol::{ConcordanceRequest, Facet, LineBy, LineGroup, Refusal, Sample};
use crate::sort;
use std::ops::Range;

/// An article with lines that are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Its number.
    pub article: u32,
    /// How many of its lines are listed.
    pub lines: u64,
    /// The place of its group.
    pub group: u32,
    /// Which of its hits they are, as a range of the sample.
    nths: Range<usize>,
}

/// The lines that are listed, by articles in the order of their groups.
#[derive(Debug, Default)]
pub struct Chosen {
    /// The articles.
    pub articles: Vec<Told>,
    /// The groups; none where nothing is grouped.
    pub groups: Vec<LineGroup>,
    /// The hits of a sample, article by article in the order of their numbers.
    sample: Option<Vec<u32>>,
}

impl Chosen {
    /// Chooses among the lines of articles, which ascend; `None` while chunks are missing.
    ///
    /// # Errors
    /// When the bundle is damaged.
    pub fn of(
        access: &Access<'_>,
        counted: &[(u32, u64)],
        request: &ConcordanceRequest,
    ) -> Result<Option<Self>, Refusal> {
        let mut chosen = Self::default();
        match request.sample {
            Some(sample) => chosen.choose(counted, sample),
            None => {
                let told = |&(article, lines): &(u32, u64)| Told { article, lines, group: 0, nths: 0..0 };
                chosen.articles = counted.iter().map(told).collect();
            }
        }
        let Some(by) = request.group else { return Ok(Some(chosen)) };
        Ok(chosen.group(access, by)?.map(|()| chosen))
    }

    /// All lines.
    pub fn lines(&self) -> u64 {
        self.articles.iter().map(|told| told.lines).sum()
    }

    /// The number of the `at`-th listed hit of an article among all of its hits.
    pub fn nth(&self, told: &Told, at: u64) -> u32 {
        let of_sample = self.sample.as_ref().and_then(|nths| nths.get(told.nths.start + at as usize));
        of_sample.copied().unwrap_or(at as u32)
    }

    /// Whether a hit of an article is listed.
    pub fn has(&self, told: &Told, nth: u32) -> bool {
        let of_sample = self.sample.as_ref().and_then(|nths| nths.get(told.nths.clone()));
        of_sample.is_none_or(|nths| nths.binary_search(&nth).is_ok())
    }

    fn choose(&mut self, counted: &[(u32, u64)], sample: Sample) {
        let total: u64 = counted.iter().map(|(_, lines)| lines).sum();
        let mut nths: Vec<u32> = Vec::new();
        let (mut articles, mut before) = (counted.iter(), 0);
        let mut here = articles.next();
        pick(total, sample, &mut |line| {
            while let Some((_, lines)) = here.filter(|(_, lines)| before + lines <= line) {
                before += lines;
                here = articles.next();
            }
            let Some(&(article, _)) = here else { return };
            let at = nths.len();
            nths.push((line - before) as u32);
            match self.articles.last_mut().filter(|told| told.article == article) {
                Some(told) => (told.lines, told.nths.end) = (told.lines + 1, at + 1),
                None => self.articles.push(Told { article, lines: 1, group: 0, nths: at..at + 1 }),
            }
        });
        self.sample = Some(nths);
    }

    fn group(&mut self, access: &Access<'_>, by: LineBy) -> Result<Option<()>, Refusal> {
        let mut groups: Vec<LineGroup> = Vec::new();
        let group = |value, article| LineGroup { value, article, first: 0, lines: 0, articles: 0 };
        match by {
            LineBy::Article => {
                for (told, at) in self.articles.iter_mut().zip(0..) {
                    told.group = at;
                    groups.push(group(String::new(), Some(ArticleId(told.article))));
                }
            }
            LineBy::Year => {
                let Some(dates) = dates(access)? else { return Ok(None) };
                let mut runs = dates.runs().peekable();
                let mut last = None;
                for told in &mut self.articles {
                    while runs.next_if(|(_, articles)| articles.end <= told.article).is_some() {}
                    let year = runs.peek().and_then(|(date, _)| date.year);
                    if last != Some(year) {
                        groups.push(group(year.map(|year| year.to_string()).unwrap_or_default(), None));
                        last = Some(year);
                    }
                    told.group = groups.len() as u32 - 1;
                }
            }
            LineBy::Source => {
                let Some(values) = Values::load(access, Facet::Source)? else { return Ok(None) };
                let mut codes = Vec::with_capacity(self.articles.len());
                values.each(self.articles.iter().map(|told| told.article), |_, code| codes.push(code));
                let mut lines = vec![0u64; 1 + values.dictionary.len()];
                for (told, &code) in self.articles.iter().zip(&codes) {
                    lines.get_mut(code as usize).into_iter().for_each(|lines| *lines += told.lines);
                }
                let found = (0u32..).zip(&lines).filter(|(_, lines)| **lines > 0);
                let mut found: Vec<(u32, u64)> = found.map(|(code, lines)| (code, *lines)).collect();
                sort::by_key(&mut found, |&(code, lines)| (code == 0, std::cmp::Reverse(lines), code));
                let mut ranks = vec![0; lines.len()];
                (0u32..).zip(&found).for_each(|(rank, (code, _))| ranks[*code as usize] = rank);
                for (told, &code) in self.articles.iter_mut().zip(&codes) {
                    told.group = ranks.get(code as usize).copied().unwrap_or(0);
                }
                groups.extend(found.iter().map(|(code, _)| {
                    let value = code.checked_sub(1).and_then(|at| values.dictionary.get(at as usize));
                    group(value.map(|(value, _)| value.clone()).unwrap_or_default(), None)
                }));
                sort::by_key(&mut self.articles, |told| (told.group, told.article));
            }
        }
        let mut first = 0;
        for told in &self.articles {
            let Some(group) = groups.get_mut(told.group as usize) else { continue };
            group.first = if group.lines == 0 { first } else { group.first };
            (group.lines, group.articles) = (group.lines + told.lines, group.articles + 1);
            first += told.lines;
        }
        self.groups = groups;
        Ok(Some(()))
    }
}

/// Tells a random choice of the numbers below `total`, ascending: each choice of that many is as likely as another (Knuth's
/// algorithm S). The numbers come from the seed alone.
fn pick(total: u64, sample: Sample, take: &mut dyn FnMut(u64)) {
    let mut wanted = u64::from(sample.lines).min(total);
    let mut state = u64::from(sample.seed);
    for line in 0..total {
        if wanted == 0 {
            break;
        }
        if next(&mut state) % (total - line) < wanted {
            take(line);
            wanted -= 1;
        }
    }
}

/// The next number of a row without order (splitmix64).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picked(total: u64, lines: u32, seed: u32) -> Vec<u64> {
        let mut picked = Vec::new();
        pick(total, Sample { lines, seed }, &mut |line| picked.push(line));
        picked
    }

    #[test]
    fn a_seed_chooses_the_same_lines() {
        let check = |total, lines: u32| {
            let one = picked(total, lines, 7);
            assert_eq!(one, picked(total, lines, 7));
            assert_eq!(one.len() as u64, u64::from(lines).min(total), "{lines} of {total}");
            assert!(one.windows(2).all(|pair| pair[0] < pair[1]) && one.iter().all(|&line| line < total));
        };
        for (total, lines) in [(0, 5), (1, 5), (5, 5), (1234, 50), (1234, 0), (20_000, 1)] {
            check(total, lines);
        }
        assert_ne!(picked(1234, 50, 7), picked(1234, 50, 8));
    }

    /// Every line is chosen about as often as another: within six deviations of the binomial.
    #[test]
    fn every_line_has_the_same_chance() {
        let mut times = [0u32; 40];
        for seed in 0..4000 {
            picked(40, 10, seed).into_iter().for_each(|line| times[line as usize] += 1);
        }
        assert!(times.iter().all(|&times| (836..=1164).contains(&times)), "{times:?}");
    }
}
