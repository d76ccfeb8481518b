//! Calendar arithmetic, the names of months, and the year of a date that came without one.
//!
//! The proleptic Gregorian calendar throughout. It reads no clock: what a text does not say stays unknown.

use super::Date;

/// News looks back: a day without a year is at most this many days after the date it is read against.
const LOOK_AHEAD_DAYS: i32 = 62;

/// Days of a month, 28–31.
pub(super) fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 => 29,
        2 => 28,
        _ => 31,
    }
}

/// Whether the month has that day, in that year or, with an unknown one, in some year.
pub(super) fn is_day(year: Option<u16>, month: u8, day: u8) -> bool {
    (1..=12).contains(&month) && day >= 1 && day <= days_in_month(year.unwrap_or(2000), month)
}

/// Days since 1970-01-01. Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
fn day_number(year: u16, month: u8, day: u8) -> i32 {
    let (month, day) = (i32::from(month), i32::from(day));
    let year = i32::from(year) - i32::from(month <= 2);
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Moves a full day by at most 28 days; anything less precise stays as it is.
pub(super) fn shifted(date: Date, days: i8) -> Date {
    let (Some(year), Some(month), Some(day)) = (date.year, date.month, date.day) else { return date };
    let moved = i16::from(day) + i16::from(days);
    let length = i16::from(days_in_month(year, month));
    let (year, month, day) = if moved < 1 {
        let (year, month) = if month == 1 { (year.saturating_sub(1), 12) } else { (year, month - 1) };
        (year, month, moved + i16::from(days_in_month(year, month)))
    } else if moved > length {
        let (year, month) = if month == 12 { (year.saturating_add(1), 1) } else { (year, month + 1) };
        (year, month, moved - length)
    } else {
        (year, month, moved)
    };
    Date { year: Some(year), month: Some(month), day: u8::try_from(day).ok(), minute: None }
}

/// Gives a month, or a day of one, its year: the latest one that lies at most 62 days after `anchor`.
///
/// An anchor that is only a year gives that year; no anchor, or one without a year, leaves the year unknown.
pub(super) fn resolve(month: u8, day: Option<u8>, anchor: Option<Date>) -> Date {
    let unknown = Date { year: None, month: Some(month), day, minute: None };
    let Some((anchor, anchor_year)) = anchor.and_then(|a| Some((a, a.year?))) else { return unknown };
    let Some(anchor_month) = anchor.month else { return Date { year: Some(anchor_year), ..unknown } };
    let anchor_day = anchor.day.unwrap_or_else(|| days_in_month(anchor_year, anchor_month));
    let limit = day_number(anchor_year, anchor_month, anchor_day) + LOOK_AHEAD_DAYS;
    // A 29 February may have to go back eight years, across a century that has none.
    (0..=9u16)
        .filter_map(|back| anchor_year.checked_add(1)?.checked_sub(back))
        .find(|&year| is_day(Some(year), month, day.unwrap_or(1)) && day_number(year, month, day.unwrap_or(1)) <= limit)
        .map_or(unknown, |year| Date { year: Some(year), ..unknown })
}

/// How far apart two dates are in months, at least; `None` when a year or a month is unknown.
pub(super) fn months_apart(one: Date, other: Date) -> Option<u32> {
    let months = |d: Date| Some(u32::from(d.year?) * 12 + u32::from(d.month?));
    Some(months(one)?.abs_diff(months(other)?))
}

/// The month a word names in English, French, German, Spanish, Portuguese, Italian or Dutch. Takes a word key.
pub(super) fn month_named(key: &str) -> Option<u8> {
    Some(match key {
        "january" | "jan" | "janvier" | "januar" | "enero" | "janeiro" | "gennaio" | "januari" => 1,
        "february" | "feb" | "février" | "februar" | "febrero" | "fevereiro" | "febbraio" | "februari" => 2,
        "march" | "mar" | "mars" | "märz" | "marzo" | "março" | "maart" => 3,
        "april" | "apr" | "avril" | "abril" | "aprile" => 4,
        "may" | "mai" | "mayo" | "maio" | "maggio" | "mei" => 5,
        "june" | "jun" | "juin" | "juni" | "junio" | "junho" | "giugno" => 6,
        "july" | "jul" | "juillet" | "juli" | "julio" | "julho" | "luglio" => 7,
        "august" | "aug" | "août" | "agosto" | "augustus" => 8,
        "september" | "sept" | "sep" | "septembre" | "septiembre" | "setembro" | "settembre" => 9,
        "october" | "oct" | "octobre" | "oktober" | "octubre" | "outubro" | "ottobre" => 10,
        "november" | "nov" | "novembre" | "noviembre" | "novembro" => 11,
        "december" | "dec" | "décembre" | "dezember" | "diciembre" | "dezembro" | "dicembre" => 12,
        _ => return None,
    })
}

/// The month a Vietnamese number word names after `tháng`. Takes a word key.
pub(super) fn month_numbered(key: &str) -> Option<u8> {
    const NAMES: [&str; 10] = ["một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"];
    NAMES.iter().position(|name| *name == key).map(|at| at as u8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().expect("a date")
    }

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(day_number(1970, 1, 1), 0);
        assert_eq!(day_number(2000, 3, 1), 11_017);
        assert_eq!(day_number(1969, 12, 31), -1);
    }

    #[test]
    fn a_shift_crosses_months_and_years() {
        for (from, days, to) in
            [("2021-01-01", -1, "2020-12-31"), ("2020-02-28", 1, "2020-02-29"), ("2021-12-31", 1, "2022-01-01")]
        {
            assert_eq!(shifted(date(from), days), date(to));
        }
        assert_eq!(shifted(date("2021-01"), 1), date("2021-01"));
    }

    #[test]
    fn a_year_is_found_by_looking_back() {
        for (month, day, anchor, expected) in [
            (8, Some(23), "2021-04-27", "2020-08-23"),
            (1, Some(2), "2020-12-20", "2021-01-02"),
            (3, Some(5), "2026", "2026-03-05"),
            (2, Some(29), "2021-02-01", "2020-02-29"),
            (3, None, "2021-04", "2021-03"),
            (1, Some(12), "--01-12", "--01-12"),
        ] {
            assert_eq!(resolve(month, day, Some(date(anchor))), date(expected));
        }
        assert_eq!(resolve(1, Some(12), None), date("--01-12"));
        for year in [0, u16::MAX] {
            resolve(2, Some(29), Some(Date { year: Some(year), month: Some(12), day: None, minute: None }));
        }
    }
}
