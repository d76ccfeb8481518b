//! Dates as records, meta tags and front matter write them. It reads no clock and guesses no year.

use super::months;
use crate::article::{Date, dates_mentioned};

/// Which number of `2/3/2021` is the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DayOrder {
    /// The first, as in most of the world.
    #[default]
    DayFirst,
    /// The second, as in America.
    MonthFirst,
}

/// What the dates of a column prove of the order of their numbers, seen one by one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// The order that the first date proves in which one number is above twelve.
    pub order: Option<DayOrder>,
    /// Dates that can be read both ways, before that one.
    pub seen: usize,
    without: usize,
}

impl Evidence {
    /// Takes the date of a record, or that it has none of such a form. Says whether no more need be looked at: an order is
    /// proved, or the first `most_without` records had none.
    pub fn note(&mut self, date: Option<&str>, most_without: usize) -> bool {
        match date.and_then(numbers_of) {
            None => self.without += 1,
            Some([first, second, _]) => match (first > 12, second > 12) {
                (true, false) => self.order = Some(DayOrder::DayFirst),
                (false, true) => self.order = Some(DayOrder::MonthFirst),
                _ => self.seen += usize::from(first != second),
            },
        }
        self.order.is_some() || self.without >= most_without && self.seen == 0
    }
}

/// Reads a date in which `order` says what the numbers of `2/3/2021` are.
pub fn read_when_in(text: &str, time: Option<&str>, order: DayOrder) -> Option<Date> {
    let numbers = if order == DayOrder::MonthFirst { numbers_of(text) } else { None };
    match numbers.filter(|numbers| (1..=12).contains(&numbers[0]) && numbers[1] <= 12) {
        Some([month, day, year]) => {
            let rest = text.trim_start().split_once([' ', 'T']).map_or("", |(_, rest)| rest);
            read_when(&format!("{year:04}-{month:02}-{day:02} {rest}"), time)
        }
        None => read_when(text, time),
    }
}

/// The three numbers of a date such as `2/3/2021 10:25`, with the year last.
pub fn numbers_of(text: &str) -> Option<[u16; 3]> {
    let day = text.trim_start().split([' ', 'T', ',']).next()?;
    let mark = day.chars().find(|c| matches!(c, '/' | '-'))?;
    let mut parts = day.split(mark);
    let mut next = |longest: usize| {
        let part = parts.next()?;
        let fits = (1..=longest).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        part.parse::<u16>().ok().filter(|_| fits)
    };
    let numbers = [next(2)?, next(2)?, next(4)?];
    (parts.next().is_none() && numbers[2] >= 1000).then_some(numbers)
}

/// Reads a date: ISO 8601 with its time as it stands (the local one), seconds or milliseconds since 1970 (UTC), day-first
/// forms, names of months; `time` is a time of day that stands apart. `None` when it is no date.
pub fn read_when(text: &str, time: Option<&str>) -> Option<Date> {
    let text = text.trim();
    if text.len() > 200 {
        return None;
    }
    let date = iso(text).or_else(|| since_1970(text)).or_else(|| asctime(text)).or_else(|| written(text))?;
    let minute = date.minute.or_else(|| time.and_then(clock));
    Some(Date { minute: minute.filter(|_| date.day.is_some()), ..date })
}

/// `2021`, `2021-01`, `2021-01-24`, `2021-01-24T10:25:00+07:00`, `20210124`.
fn iso(text: &str) -> Option<Date> {
    let (day, rest) = text.split_at(text.find(['T', ' ']).unwrap_or(text.len()));
    let day = match day.as_bytes() {
        [_, _, _, _, _, _, _, _] if day.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..])
        }
        _ => day.replace('/', "-"),
    };
    let date: Date = day.parse().ok()?;
    let real = match (date.month, date.day) {
        (Some(month), Some(day)) => day <= days_of(date.year, month),
        _ => true,
    };
    // A bare number is a year only within reason.
    let year = date.year.is_none_or(|year| (1000..3000).contains(&year));
    (real && year).then(|| Date { minute: clock(rest.trim_start_matches(['T', ' '])), ..date })
}

pub(super) fn days_of(year: Option<u16>, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 => match year {
            Some(y) if y % 4 != 0 || (y % 100 == 0 && y % 400 != 0) => 28,
            _ => 29,
        },
        _ => 31,
    }
}

/// Seconds or milliseconds since 1970, between 1973 and 2286 for a number of that many digits.
fn since_1970(text: &str) -> Option<Date> {
    let whole = text.split('.').next()?;
    let digits = whole.len();
    if !whole.bytes().all(|b| b.is_ascii_digit()) || !matches!(digits, 9 | 10 | 12 | 13) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let seconds = if digits > 10 { number / 1000 } else { number };
    let (year, month, day) = civil(seconds.div_euclid(86_400));
    let minute = seconds.rem_euclid(86_400) / 60;
    Some(Date { year: u16::try_from(year).ok(), month: Some(month), day: Some(day), minute: Some(minute as u16) })
}

/// The calendar day so many days after 1 January 1970 (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
pub fn civil(days: i64) -> (i64, u8, u8) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month as u8, day as u8)
}

/// `Thu Mar 04 10:00:00 +0000 2021`, as C, mail folders and Twitter write it, with and without the day of the week: the year
/// stands last.
fn asctime(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let (month, day, time, year) = match words[..] {
        [month, day, time, year] | [_, month, day, time, year] | [_, month, day, time, _, year] => {
            (month, day, time, year)
        }
        _ => return None,
    };
    let minute = clock(time).filter(|_| time.contains(':'))?;
    let date = read_year_last(month, day, year)?;
    Some(Date { minute: Some(minute), ..date })
}

fn read_year_last(month: &str, day: &str, year: &str) -> Option<Date> {
    let number = |text: &str, longest: usize| text.len() <= longest && text.bytes().all(|b| b.is_ascii_digit());
    let numbers = number(day, 2) && number(year, 4) && year.len() == 4;
    if !numbers || number(month, 9) {
        return None;
    }
    let written = format!("{month} {day}, {year}");
    dates_mentioned(&written, None).into_iter().map(|found| found.date).find(|date| date.day.is_some())
}

/// Any form an article may write, the first one with a year; a time of day after it.
fn written(text: &str) -> Option<Date> {
    let found = dates_mentioned(text, None).into_iter().find(|mention| mention.date.year.is_some());
    let found = found.map(|mention| mention.date);
    // Of a month with another name no more than the year was seen.
    let date = found.filter(|date| date.month.is_some()).or_else(|| months::read(text)).or(found)?;
    Some(Date { minute: date.minute.or_else(|| clock_in(text)), ..date })
}

/// The first time of day in a text.
fn clock_in(text: &str) -> Option<u16> {
    let mut words = text.split([' ', ',', '|', '(']).peekable();
    while let Some(word) = words.next() {
        let Some(minute) = clock(word).filter(|_| word.contains([':', 'h'])) else { continue };
        let afternoon = minute < 720 && words.peek().is_some_and(|half| half.eq_ignore_ascii_case("pm"));
        return Some(minute + if afternoon { 720 } else { 0 });
    }
    None
}

/// `10:25`, `10:25:00`, `10h25`, as the minute of the day.
fn clock(text: &str) -> Option<u16> {
    let text = text.trim();
    let at = text.find([':', 'h'])?;
    let hour: u16 = text[..at].parse().ok().filter(|hour| *hour < 24)?;
    let digits = text[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
    let minute: u16 = text[at + 1..at + 1 + digits].parse().ok().filter(|minute| *minute < 60)?;
    let rest = text[at + 1 + digits..].trim_start_matches([':', '.']).trim_start_matches(|c: char| c.is_ascii_digit());
    let afternoon = hour < 12 && rest.trim_start().get(..2).is_some_and(|half| half.eq_ignore_ascii_case("pm"));
    Some((hour + if afternoon { 12 } else { 0 }) * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, time: Option<&str>, expected: Option<(&str, Option<u16>)>) {
        let found = read_when(text, time).map(|date| (date.to_string(), date.minute));
        assert_eq!(found, expected.map(|(date, minute)| (date.to_owned(), minute)), "{text:?}");
    }

    #[test]
    fn dates_of_records() {
        check("2021-01-24", None, Some(("2021-01-24", None)));
        check("2013-10-23", Some("11:39"), Some(("2013-10-23", Some(699))));
        check("2021-01-24T10:25:00+07:00", None, Some(("2021-01-24", Some(625))));
        check("2021-01-24 22:05", None, Some(("2021-01-24", Some(1325))));
        check("2021/1/4", None, Some(("2021-01-04", None)));
        check("20210124", None, Some(("2021-01-24", None)));
        check("2021", None, Some(("2021", None)));
        check("2021-01", Some("10:00"), Some(("2021-01", None)));
        check("1611458700", None, Some(("2021-01-24", Some(205))));
        check("1611458700000", None, Some(("2021-01-24", Some(205))));
        check("24/01/2021 10:25", None, Some(("2021-01-24", Some(625))));
        check("Chủ Nhật, ngày 24/01/2021 10:25 AM (GMT+7)", None, Some(("2021-01-24", Some(625))));
        check("Sun, 24 Jan 2021 10:25:00 +0700", None, Some(("2021-01-24", Some(625))));
        check("January 24, 2021 3:05 PM", None, Some(("2021-01-24", Some(905))));
        check("Thu Mar 04 10:00:00 +0000 2021", None, Some(("2021-03-04", Some(600))));
        check("Thu Mar  4 10:05:00 2021", None, Some(("2021-03-04", Some(605))));
        check("Mar 04 10:05 2021", None, Some(("2021-03-04", Some(605))));
        for form in ["4 марта 2021", "4 marca 2021", "4 Mart 2021", "4 Maret 2021", "4 مارس 2021", "4 березня 2021"]
        {
            check(form, None, Some(("2021-03-04", None)));
        }
        check("4. března 2021", None, Some(("2021-03-04", None)));
        check("2021-02-30", None, None);
        check("0007", None, None);
        check("soon", None, None);
        check("", None, None);
    }

    #[test]
    fn the_order_of_a_column_decides() {
        for (text, day_first, month_first) in [
            ("2/3/2021", "2021-03-02", "2021-02-03"),
            ("02-03-2021 10:25", "2021-03-02", "2021-02-03"),
            ("24/1/2021", "2021-01-24", "2021-01-24"),
            ("1/24/2021", "2021-01-24", "2021-01-24"),
            ("2021-02-03", "2021-02-03", "2021-02-03"),
        ] {
            for (order, expected) in [(DayOrder::DayFirst, day_first), (DayOrder::MonthFirst, month_first)] {
                let found = read_when_in(text, None, order).map(|date| date.to_string());
                assert_eq!(found.as_deref(), Some(expected), "{text} {order:?}");
            }
        }
        assert_eq!(read_when_in("2/3/2021 10:25", None, DayOrder::MonthFirst).and_then(|date| date.minute), Some(625));
        assert_eq!([numbers_of("2/3/21"), numbers_of("1/2/3/2021"), numbers_of("hôm nay")], [None; 3]);
    }

    #[test]
    fn days_since_1970() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(11_017), (2000, 3, 1));
        assert_eq!(civil(-1), (1969, 12, 31));
    }
}
