//! The bars of a histogram over time, empty periods included. It draws nothing.

use crate::article::Date;

/// Months shown apart; a longer span is drawn by year.
const MONTHS_LIMIT: usize = 120;

/// One period and its articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// A month or a year.
    pub period: Date,
    /// Articles in it; where a query has two groups, those of the heading.
    pub articles: u32,
    /// Articles in it that merely hold all the words of a query.
    pub words_articles: u32,
}

impl Bar {
    /// A bar of one number.
    pub fn of(period: Date, articles: u32) -> Self {
        Self { period, articles, words_articles: 0 }
    }
}

/// Fills the gaps between periods: by month when every period has one and the span is at most 120 months,
/// by year otherwise. Periods without a year are left out.
pub fn bars(periods: &[(Date, u32)]) -> Vec<Bar> {
    let by_month = periods.iter().all(|(date, _)| date.month.is_some());
    let month = |date: &Date| Some(u32::from(date.year?) * 12 + u32::from(date.month?) - 1);
    let year = |date: &Date| Some(u32::from(date.year?));
    let months = filled(periods, month);
    if by_month && months.as_ref().is_some_and(|bars| bars.len() <= MONTHS_LIMIT) {
        let date = |n: u32| Date {
            year: u16::try_from(n / 12).ok(),
            month: u8::try_from(n % 12 + 1).ok(),
            day: None,
            minute: None,
        };
        return months.into_iter().flatten().map(|(n, articles)| Bar::of(date(n), articles)).collect();
    }
    let date = |n: u32| Date { year: u16::try_from(n).ok(), month: None, day: None, minute: None };
    filled(periods, year).into_iter().flatten().map(|(n, articles)| Bar::of(date(n), articles)).collect()
}

fn filled(periods: &[(Date, u32)], number: impl Fn(&Date) -> Option<u32>) -> Option<Vec<(u32, u32)>> {
    let numbered: Vec<(u32, u32)> = periods.iter().filter_map(|(date, n)| Some((number(date)?, *n))).collect();
    let first = numbered.iter().map(|one| one.0).min()?;
    let last = numbered.iter().map(|one| one.0).max()?;
    let mut out: Vec<(u32, u32)> = (first..=last).map(|n| (n, 0)).collect();
    for (n, articles) in numbered {
        out[(n - first) as usize].1 += articles;
    }
    Some(out)
}

/// Marks of an axis from nothing up to a value and no less: five to eight of them, at whole steps of 1, 2, 2.5 or 5 times a power of ten.
pub fn ticks(most: f64) -> Vec<f64> {
    const STEPS: [f64; 4] = [1.0, 2.0, 2.5, 5.0];
    const MARKS: f64 = 7.0;
    if !(most.is_finite() && most > 0.0) {
        return vec![0.0];
    }
    let mut power = 1.0;
    while power * 10.0 * MARKS < most {
        power *= 10.0;
    }
    while power * MARKS >= most && power > f64::MIN_POSITIVE {
        power /= 10.0;
    }
    let steps = [power, power * 10.0].into_iter().flat_map(|power| STEPS.map(|step| step * power));
    let step = steps.into_iter().find(|step| most / step <= MARKS).unwrap_or(most);
    let marks = (most / step).ceil() as u32;
    (0..=marks).map(|mark| f64::from(mark) * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(periods: &[(&str, u32)], expected: &[(&str, u32)]) {
        let date = |text: &str| text.parse::<Date>().expect("a date");
        let periods: Vec<_> = periods.iter().map(|(text, n)| (date(text), *n)).collect();
        let found: Vec<_> = bars(&periods).iter().map(|bar| (bar.period, bar.articles)).collect();
        let expected: Vec<_> = expected.iter().map(|(text, n)| (date(text), *n)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn marks_of_an_axis_reach_its_top() {
        let check = |most: f64, expected: &[f64]| assert_eq!(ticks(most), expected, "{most}");
        check(0.0, &[0.0]);
        check(f64::NAN, &[0.0]);
        check(7.0, &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]);
        check(7.5, &[0.0, 2.0, 4.0, 6.0, 8.0]);
        check(1234.0, &[0.0, 200.0, 400.0, 600.0, 800.0, 1000.0, 1200.0, 1400.0]);
        check(15.0, &[0.0, 2.5, 5.0, 7.5, 10.0, 12.5, 15.0]);
        for exponent in -9..12 {
            for lead in 1..1000 {
                let most = f64::from(lead) / 100.0 * 10f64.powi(exponent);
                let marks = ticks(most);
                assert!(
                    (5..=8).contains(&marks.len()) && marks[marks.len() - 1] >= most * (1.0 - 1e-12),
                    "{most}: {marks:?}"
                );
            }
        }
    }

    #[test]
    fn gaps_are_filled() {
        check(&[], &[]);
        check(&[("2020-12", 2), ("2021-02", 1)], &[("2020-12", 2), ("2021-01", 0), ("2021-02", 1)]);
        check(&[("2020", 2), ("2022", 1)], &[("2020", 2), ("2021", 0), ("2022", 1)]);
    }

    #[test]
    fn long_or_mixed_spans_go_by_year() {
        check(&[("2020", 2), ("2021-03", 1), ("2021-04", 1)], &[("2020", 2), ("2021", 2)]);
        let long = [("1990-01", 1), ("2003-01", 1)];
        let date = |text: &str| text.parse::<Date>().expect("a date");
        assert_eq!(bars(&long.map(|(text, n)| (date(text), n))).len(), 14);
    }
}
