//! What a corpus speaks of as bars over time: years, and the months of one year. It draws nothing.

use super::bars::{Bar, bars};
use crate::article::Date;

/// Years drawn side by side. Texts also name years far from what they speak of.
const YEARS_LIMIT: usize = 60;

/// The years spoken of, gaps filled, and how many years lie outside: at most 60 years in a row are drawn, those that most
/// articles speak of. Takes months and years; months are left out. Cost is years².
pub fn year_bars(spoken: &[(Date, u32)]) -> (Vec<Bar>, usize) {
    let years: Vec<&(Date, u32)> =
        spoken.iter().filter(|(date, _)| date.year.is_some() && date.month.is_none()).collect();
    let drawn_from = |first: Option<u16>| {
        let last = first.map(|first| usize::from(first) + YEARS_LIMIT);
        let inside = years.iter().filter(|one| one.0.year >= first && one.0.year.map(usize::from) < last);
        inside.map(|one| **one).collect::<Vec<_>>()
    };
    let weight = |rows: &[(Date, u32)]| rows.iter().map(|row| u64::from(row.1)).sum::<u64>();
    let mut best: Vec<(Date, u32)> = Vec::new();
    for (first, _) in &years {
        let rows = drawn_from(first.year);
        if weight(&rows) > weight(&best) {
            best = rows;
        }
    }
    (bars(&best), years.len() - best.len())
}

/// The twelve months of a year; nothing when no month of it is spoken of.
pub fn month_bars(spoken: &[(Date, u32)], year: u16) -> Vec<Bar> {
    let month = |month: u8| Date { year: Some(year), month: Some(month), day: None, minute: None };
    let articles = |date: &Date| spoken.iter().find(|one| one.0 == *date).map_or(0, |one| one.1);
    let all: Vec<Bar> = (1..=12).map(month).map(|period| Bar::of(period, articles(&period))).collect();
    if all.iter().any(|bar| bar.articles > 0) { all } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoken(rows: &[(&str, u32)]) -> Vec<(Date, u32)> {
        rows.iter().map(|(text, n)| (text.parse().expect("a date"), *n)).collect()
    }

    fn drawn(bars: &[Bar]) -> Vec<(String, u32)> {
        bars.iter().filter(|bar| bar.articles > 0).map(|bar| (bar.period.to_string(), bar.articles)).collect()
    }

    #[test]
    fn years_are_drawn_once_and_gaps_are_filled() {
        let (bars, outside) = year_bars(&spoken(&[("2019", 2), ("2019-03", 2), ("2021", 1), ("2021-01", 1)]));
        assert_eq!((drawn(&bars), bars.len(), outside), (vec![("2019".into(), 2), ("2021".into(), 1)], 3, 0));
        assert_eq!(year_bars(&[]), (Vec::new(), 0));
    }

    #[test]
    fn far_years_lie_outside() {
        let (bars, outside) = year_bars(&spoken(&[("1010", 1), ("1945", 2), ("1975", 3), ("2021", 9), ("2045", 1)]));
        assert_eq!(outside, 3);
        assert_eq!(drawn(&bars), [("1975".into(), 3), ("2021".into(), 9)]);
        let wide = spoken(&[("1975", 1), ("2034", 1)]);
        assert_eq!((year_bars(&wide).0.len(), year_bars(&wide).1), (60, 0));
    }

    #[test]
    fn a_year_has_twelve_months_or_none() {
        let rows = spoken(&[("2020", 9), ("2021", 3), ("2021-03", 2), ("2022-03", 1)]);
        assert_eq!((month_bars(&rows, 2021).len(), drawn(&month_bars(&rows, 2021))), (12, vec![("2021-03".into(), 2)]));
        assert!(month_bars(&rows, 2020).is_empty());
    }
}
