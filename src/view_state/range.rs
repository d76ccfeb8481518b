//! Ranges of dates over the bars of a histogram: which bars a range covers, which range some bars make, and the first
//! and last day of a date that is not as precise as a day. It knows no pixels.

use super::Bar;
use crate::article::Date;

/// The days of a month of the Gregorian calendar.
fn days_in(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The first day of what a date names; `None` without a year.
pub fn first_day(date: Date) -> Option<Date> {
    date.year?;
    Some(Date { month: date.month.or(Some(1)), day: date.day.or(Some(1)), minute: None, ..date })
}

/// The last day of what a date names; `None` without a year.
pub fn last_day(date: Date) -> Option<Date> {
    let year = date.year?;
    let month = date.month.unwrap_or(12);
    Some(Date { month: Some(month), day: date.day.or(Some(days_in(year, month))), minute: None, ..date })
}

/// A range in the right order: the ends change places when the first lies after the last. Ends without a year are left
/// out.
pub fn valid_range(from: Option<Date>, to: Option<Date>) -> (Option<Date>, Option<Date>) {
    let (from, to) = (from.filter(|date| date.year.is_some()), to.filter(|date| date.year.is_some()));
    let first = from.and_then(first_day).and_then(|date| date.sort_key());
    let last = to.and_then(last_day).and_then(|date| date.sort_key());
    if first.is_some() && last.is_some() && first > last { (to, from) } else { (from, to) }
}

/// The bars that a range covers, whole or in part, as the first and the last; `None` when it covers none of them.
pub fn bars_of_range(bars: &[Bar], from: Option<Date>, to: Option<Date>) -> Option<(usize, usize)> {
    let key = |date: Option<Date>| date.and_then(|date| date.sort_key());
    let (from, to) = (key(from.and_then(first_day)), key(to.and_then(last_day)));
    let covered = |bar: &Bar| {
        let (first, last) = (key(first_day(bar.period)), key(last_day(bar.period)));
        from.is_none_or(|from| last.is_some_and(|last| last >= from))
            && to.is_none_or(|to| first.is_some_and(|first| first <= to))
    };
    let first = bars.iter().position(covered)?;
    let last = bars.iter().rposition(covered)?;
    Some((first, last))
}

/// The range that some bars make, whichever end was named first; no range at all when they are all the bars there are.
pub fn range_of_bars(bars: &[Bar], one: usize, other: usize) -> (Option<Date>, Option<Date>) {
    let (first, last) = (one.min(other), one.max(other));
    if first == 0 && last + 1 >= bars.len() {
        return (None, None);
    }
    (bars.get(first).map(|bar| bar.period), bars.get(last).map(|bar| bar.period))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().expect("a date")
    }

    fn months() -> Vec<Bar> {
        ["2020-11", "2020-12", "2021-01", "2021-02"].map(|text| Bar::of(date(text), 1)).to_vec()
    }

    #[test]
    fn dates_have_a_first_and_a_last_day() {
        let check = |text: &str, first: &str, last: &str| {
            assert_eq!((first_day(date(text)), last_day(date(text))), (Some(date(first)), Some(date(last))), "{text}");
        };
        check("2021", "2021-01-01", "2021-12-31");
        check("2020-02", "2020-02-01", "2020-02-29");
        check("1900-02", "1900-02-01", "1900-02-28");
        check("2021-04", "2021-04-01", "2021-04-30");
        check("2021-04-07", "2021-04-07", "2021-04-07");
        assert_eq!(first_day(date("--04-07")), None);
    }

    #[test]
    fn ranges_cover_bars() {
        let check = |from: &str, to: &str, expected| {
            assert_eq!(bars_of_range(&months(), from.parse().ok(), to.parse().ok()), expected, "{from}..{to}");
        };
        check("", "", Some((0, 3)));
        check("2020-12", "2021-01", Some((1, 2)));
        check("2021", "2021", Some((2, 3)));
        check("2020-12-31", "2021-01-01", Some((1, 2)));
        check("2021-02-10", "", Some((3, 3)));
        check("", "2019", None);
    }

    #[test]
    fn bars_make_ranges() {
        let check = |one, other, from: &str, to: &str| {
            assert_eq!(range_of_bars(&months(), one, other), (from.parse().ok(), to.parse().ok()), "{one}..{other}");
        };
        check(1, 2, "2020-12", "2021-01");
        check(2, 1, "2020-12", "2021-01");
        check(3, 3, "2021-02", "2021-02");
        check(0, 3, "", "");
    }

    #[test]
    fn ranges_are_put_in_order() {
        let range = |from: &str, to: &str| valid_range(from.parse().ok(), to.parse().ok());
        assert_eq!(range("2021", "2020"), (Some(date("2020")), Some(date("2021"))));
        assert_eq!(range("2021", "2021-06"), (Some(date("2021")), Some(date("2021-06"))));
        assert_eq!(range("2021-06", "2021"), (Some(date("2021-06")), Some(date("2021"))));
        assert_eq!(range("--06", "2021"), (None, Some(date("2021"))));
    }
}
