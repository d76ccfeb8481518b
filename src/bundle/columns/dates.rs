//! The dates of all articles as runs: articles are in date order, so a day is a range of their numbers.
//!
//! Payload (inflated, see [`crate::bundle::group::inflate`]): the number of runs, then for each run the difference of
//! its day code from the one before, the first counted from −1 (varint, at least 1), and its articles (varint, at least 1).
//! A day code is `(year · 13 + month) · 32 + day`, with 0 for a month or day that is not known. Minutes are left out:
//! nothing filters by them. Undated articles, and those whose date has no year, come after the last run.

use crate::article::Date;
use crate::bundle::codec::{Reader, Writer};
use crate::bundle::error::{BundleError, Result};
use crate::bundle::group::{deflate, inflate};
use std::ops::Range;

const WHAT: &str = "dates";
const CODES_A_MONTH: u32 = 32;
const MONTHS: u32 = 13;
const YEAR_AT_MOST: u32 = 9999;

/// The dates of a corpus: which articles each day has.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Dates {
    /// Day codes, ascending.
    codes: Vec<u32>,
    /// The first article of each run, and the number of dated articles at the end.
    starts: Vec<u32>,
}

/// The day code of a date; `None` without a year.
fn code(date: &Date) -> Option<u32> {
    let part = |part: Option<u8>| u32::from(part.unwrap_or(0));
    Some((u32::from(date.year?) * MONTHS + part(date.month)) * CODES_A_MONTH + part(date.day))
}

fn date(code: u32) -> Date {
    let known = |part: u32| u8::try_from(part).ok().filter(|&part| part > 0);
    let months = code / CODES_A_MONTH;
    Date {
        year: u16::try_from(months / MONTHS).ok(),
        month: known(months % MONTHS),
        day: known(code % CODES_A_MONTH),
        minute: None,
    }
}

/// The least and the greatest code within a range whose ends are as precise as given. What is dated by year or month
/// alone stands on its first day, so a range from a first day starts before it. An end without a year is no limit.
fn bounds(from: Option<&Date>, to: Option<&Date>) -> (u32, u32) {
    let low = from.and_then(|from| {
        let day = from.day.filter(|&day| day > 1);
        let month = from.month.filter(|&month| month > 1 || day.is_some());
        code(&Date { month, day, ..*from })
    });
    let high = to.and_then(|to| code(&Date { month: to.month.or(Some(12)), day: to.day.or(Some(31)), ..*to }));
    (low.unwrap_or(0), high.unwrap_or(u32::MAX))
}

impl Dates {
    /// Reads them; `dated` is the number of articles that the root says are dated.
    ///
    /// # Errors
    /// When the bytes are not dates, or are those of another number of articles.
    pub fn read(payload: &[u8], dated: u32) -> Result<Self> {
        let inner = inflate(payload, WHAT)?;
        let mut reader = Reader::new(&inner);
        let count = reader.count(2, WHAT)?;
        let mut dates = Self { codes: Vec::with_capacity(count), starts: Vec::with_capacity(count + 1) };
        let (mut next, mut start) = (0u32, 0u32);
        for _ in 0..count {
            let at = reader.at();
            let step = reader.varint32(WHAT)?.checked_sub(1);
            let code = step.and_then(|step| next.checked_add(step)).ok_or(BundleError::Invalid { what: WHAT, at })?;
            let articles = reader.varint32(WHAT)?;
            let end = start.checked_add(articles).filter(|&end| articles > 0 && end <= dated);
            if code / CODES_A_MONTH / MONTHS > YEAR_AT_MOST {
                return Err(BundleError::Invalid { what: WHAT, at });
            }
            dates.codes.push(code);
            dates.starts.push(start);
            (next, start) = (code + 1, end.ok_or(BundleError::Invalid { what: WHAT, at })?);
        }
        reader.end(WHAT)?;
        dates.starts.push(start);
        if start == dated { Ok(dates) } else { Err(BundleError::Truncated { what: WHAT, at: inner.len() }) }
    }

    /// The articles dated from one day to another, both included. Two binary searches over the runs.
    ///
    /// What is dated by year or month alone stands on its first day; an end covers all it names (`2021` reaches to the
    /// end of that year); an end without a year is no limit.
    pub fn range(&self, from: Option<&Date>, to: Option<&Date>) -> Range<u32> {
        let (low, high) = bounds(from, to);
        let start = self.start(self.codes.partition_point(|&code| code < low));
        start..self.start(self.codes.partition_point(|&code| code <= high)).max(start)
    }

    /// The runs in order: a day, as precise as it is known, and its articles.
    pub fn runs(&self) -> impl Iterator<Item = (Date, Range<u32>)> {
        let ends = self.starts.iter().skip(1);
        self.codes.iter().zip(self.starts.iter().zip(ends)).map(|(&code, (&start, &end))| (date(code), start..end))
    }

    /// The number of the run an article is in; `None` for an undated one. One binary search.
    pub fn run_of(&self, article: u32) -> Option<usize> {
        let run = self.starts.partition_point(|&start| start <= article).checked_sub(1)?;
        (run < self.codes.len()).then_some(run)
    }

    /// The articles of a run; empty for one there is not.
    pub fn run(&self, run: usize) -> Range<u32> {
        self.start(run)..self.start(run.saturating_add(1))
    }

    fn start(&self, run: usize) -> u32 {
        self.starts.get(run).or(self.starts.last()).copied().unwrap_or(0)
    }
}

/// Takes the dates of articles in order of their numbers.
#[derive(Debug, Default)]
pub struct DatesWriter {
    /// Day code and articles.
    runs: Vec<(u32, u32)>,
}

impl DatesWriter {
    /// Adds the next article's date. Dated articles come first, in date order.
    pub fn push(&mut self, date: Option<&Date>) {
        let Some(code) = date.and_then(code) else { return };
        match self.runs.last_mut() {
            Some((last, articles)) if *last == code => *articles += 1,
            _ => self.runs.push((code, 1)),
        }
    }

    /// The payload.
    pub fn finish(self) -> Vec<u8> {
        let mut inner = Writer::new();
        inner.varint(self.runs.len() as u64);
        let mut next = 0;
        for (code, articles) in self.runs {
            inner.varint(u64::from(code.saturating_sub(next)) + 1);
            inner.varint(u64::from(articles));
            next = code + 1;
        }
        deflate(&inner.into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parsed(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn packed(dates: &[&str]) -> Vec<u8> {
        let mut writer = DatesWriter::default();
        dates.iter().for_each(|date| writer.push(Some(&parsed(date))));
        writer.push(None);
        writer.finish()
    }

    #[test]
    fn a_range_is_as_precise_as_it_is_given() {
        let all = ["2019", "2020-11", "2020-11-05", "2020-11-05", "2021", "2021-01", "2021-01-01", "2021-01-24"];
        let dates = Dates::read(&packed(&all), all.len() as u32).unwrap();
        let check = |from: &str, to: &str, expected: Range<u32>| {
            let end = |text: &str| (!text.is_empty()).then(|| parsed(text));
            assert_eq!(dates.range(end(from).as_ref(), end(to).as_ref()), expected, "{from}..{to}");
        };
        check("", "", 0..8);
        check("2020", "2020", 1..4);
        check("2020-11-05", "", 2..8);
        check("2021", "2021", 4..8);
        check("2021-01", "2021-01", 4..8);
        check("2021-01-01", "2021-01-01", 4..7);
        check("2021-01-02", "", 7..8);
        check("", "2020-11-04", 0..2);
        check("2022", "", 8..8);
        check("2021", "2019", 4..4);
        check("--05", "", 0..8);
        let runs: Vec<_> = dates.runs().map(|(date, articles)| (date.to_string(), articles.len())).collect();
        assert_eq!(runs[..3], [("2019".into(), 1), ("2020-11".into(), 1), ("2020-11-05".into(), 2)]);
        let of = |article| dates.run_of(article);
        assert_eq!((of(0), of(2), of(3), of(7), of(8)), (Some(0), Some(2), Some(2), Some(6), None));
        assert_eq!(dates.run(2), 2..4);
    }

    #[test]
    fn another_number_of_articles_is_refused() {
        let payload = packed(&["2020", "2021"]);
        assert!(Dates::read(&payload, 2).is_ok());
        assert!(Dates::read(&payload, 1).is_err());
        assert!(Dates::read(&payload, 3).is_err());
    }

    proptest! {
        #[test]
        fn dates_come_back(mut days in prop::collection::vec((0u16..=9999, 0u8..=12, 0u8..=31), 0..60)) {
            days.sort_unstable();
            let known = |part: u8| (part > 0).then_some(part);
            let list: Vec<Date> =
                days.iter().map(|&(y, m, d)| Date { year: Some(y), month: known(m), day: known(d), minute: Some(5) }).collect();
            let mut writer = DatesWriter::default();
            list.iter().for_each(|date| writer.push(Some(date)));
            let dates = Dates::read(&writer.finish(), list.len() as u32).unwrap();
            let back: Vec<Date> = dates.runs().flat_map(|(date, articles)| articles.map(move |_| date)).collect();
            let plain: Vec<Date> = list.iter().map(|date| Date { minute: None, ..*date }).collect();
            prop_assert_eq!(back, plain);
        }

        #[test]
        fn altered_dates_are_read_or_refused(at in any::<prop::sample::Index>(), with in any::<u8>(), dated in 0u32..9) {
            // Altered inside the stream, so that the decoder and not the inflater is tried.
            let mut inner = inflate(&packed(&["2019", "2020-11", "2021-01-24"]), WHAT).unwrap();
            let at = at.index(inner.len());
            inner[at] = with;
            for bytes in [&inner[..], &inner[..at]] {
                if let Ok(dates) = Dates::read(&deflate(bytes), dated) {
                    prop_assert_eq!(dates.range(None, None), 0..dated);
                }
            }
        }
    }
}
