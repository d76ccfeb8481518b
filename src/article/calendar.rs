//! Calendar arithmetic, the names of months, and the years in which a date that came without one may lie.
//!
//! The proleptic Gregorian calendar throughout. It reads no clock: what a text does not say stays unknown.

use super::date::Date;

/// A day without a year that comes within so many days is the one to come.
const LOOK_AHEAD_DAYS: i32 = 62;

/// Days of a month, 28–31.
pub(super) fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400) => 29,
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

/// The month so many months away; `None` without a year or a month.
pub(super) fn month_shifted(date: Date, months: i8) -> Option<Date> {
    let number = i32::from(date.year?) * 12 + i32::from(date.month?) - 1 + i32::from(months);
    let year = u16::try_from(number.div_euclid(12)).ok().filter(|year| *year <= 9999)?;
    Some(Date { year: Some(year), month: Some(number.rem_euclid(12) as u8 + 1), day: None, minute: None })
}

/// Where a month, or a day of one, that came without a year lies beside the date of its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Near {
    /// The latest year in which it is not after that date, and how many days before it.
    pub past: (u16, i32),
    /// The earliest year in which it is after that date, and how many days.
    pub future: (u16, i32),
}

/// Looks for it in both directions; `None` when the article's date is not at least a month. Of such a month the last day
/// counts.
pub(super) fn near(month: u8, day: Option<u8>, anchor: Date) -> Option<Near> {
    let (year, anchor_month) = (anchor.year?, anchor.month?);
    let today = day_number(year, anchor_month, anchor.day.unwrap_or_else(|| days_in_month(year, anchor_month)));
    let day = day.unwrap_or(1);
    let there = |year: u16| is_day(Some(year), month, day).then(|| (year, day_number(year, month, day) - today));
    // A 29 February may be eight years away, across a century that has none.
    let past = (0..=8u16).filter_map(|back| there(year.checked_sub(back)?)).find(|(_, days)| *days <= 0)?;
    let future = (0..=9u16).filter_map(|on| there(year.checked_add(on)?)).find(|(_, days)| *days > 0)?;
    Some(Near { past: (past.0, -past.1), future })
}

/// Gives it a year where that is sure enough: a day to come within 62 days is to come, for news looks back, but not from
/// so near; else it has been, unless the next such day is nearer and nothing says that it `has_been`.
///
/// A date that is only a year gives that year. Nothing is said without one.
pub(super) fn year_beside(month: u8, day: Option<u8>, anchor: Option<Date>, has_been: bool) -> Option<u16> {
    let anchor = anchor?;
    let Some(near) = near(month, day, anchor) else { return anchor.year.filter(|_| anchor.month.is_none()) };
    if near.future.1 <= LOOK_AHEAD_DAYS {
        return Some(near.future.0);
    }
    // A month has not been over for as long as its first day.
    let ago = near.past.1 - if day.is_none() { 30 } else { 0 };
    (has_been || ago <= near.future.1).then_some(near.past.0)
}

/// How far apart two dates are in months, at least; `None` when a year or a month is unknown.
pub(super) fn months_apart(one: Date, other: Date) -> Option<u32> {
    let months = |d: Date| Some(u32::from(d.year?) * 12 + u32::from(d.month?));
    Some(months(one)?.abs_diff(months(other)?))
}

/// The month a word names in many languages, in the form a date has. Takes a word key.
pub(super) fn month_named(key: &str) -> Option<u8> {
    // No name of a month is shorter or longer: most words are turned away here.
    if !(3..=22).contains(&key.len()) {
        return None;
    }
    Some(match key {
        "january" | "jan" | "janvier" | "januar" | "enero" | "janeiro" | "gennaio" | "januari" | "ianuarie"
        | "января" | "січня" | "stycznia" | "ocak" | "ledna" | "يناير" => 1,
        "february" | "feb" | "février" | "februar" | "febrero" | "fevereiro" | "febbraio" | "februari"
        | "februarie" | "февраля" | "лютого" | "lutego" | "şubat" | "února" | "فبراير" => 2,
        "march" | "mar" | "mars" | "märz" | "marzo" | "março" | "maart" | "maret" | "martie" | "марта" | "березня"
        | "marca" | "mart" | "března" | "مارس" => 3,
        "april" | "apr" | "avril" | "abril" | "aprile" | "aprilie" | "апреля" | "квітня" | "kwietnia" | "nisan"
        | "dubna" | "أبريل" | "ابريل" => 4,
        "may" | "mai" | "mayo" | "maio" | "maggio" | "mei" | "мая" | "травня" | "maja" | "mayıs" | "května"
        | "مايو" => 5,
        "june" | "jun" | "juin" | "juni" | "junio" | "junho" | "giugno" | "iunie" | "июня" | "червня" | "czerwca"
        | "haziran" | "června" | "يونيو" | "يونيه" => 6,
        "july" | "jul" | "juillet" | "juli" | "julio" | "julho" | "luglio" | "iulie" | "июля" | "липня" | "lipca"
        | "temmuz" | "července" | "يوليو" | "يوليه" => 7,
        "august" | "aug" | "août" | "agosto" | "augustus" | "augusti" | "agustus" | "августа" | "серпня"
        | "sierpnia" | "ağustos" | "srpna" | "أغسطس" | "اغسطس" => 8,
        "september" | "sept" | "sep" | "septembre" | "septiembre" | "setembro" | "settembre" | "septembrie"
        | "сентября" | "вересня" | "września" | "eylül" | "září" | "سبتمبر" => 9,
        "october" | "oct" | "octobre" | "oktober" | "octubre" | "outubro" | "ottobre" | "octombrie" | "октября"
        | "жовтня" | "października" | "ekim" | "října" | "أكتوبر" | "اكتوبر" => 10,
        "november" | "nov" | "novembre" | "noviembre" | "novembro" | "noiembrie" | "ноября" | "листопада"
        | "listopada" | "kasım" | "listopadu" | "نوفمبر" => 11,
        "december" | "dec" | "décembre" | "dezember" | "diciembre" | "dezembro" | "dicembre" | "desember"
        | "decembrie" | "декабря" | "грудня" | "grudnia" | "aralık" | "prosince" | "ديسمبر" => 12,
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
    fn a_year_is_said_where_it_is_sure() {
        for (month, day, anchor, has_been, expected) in [
            (8, Some(23), "2021-04-27", true, Some(2020)),
            (8, Some(23), "2021-04-27", false, None),
            (1, Some(2), "2020-12-20", false, Some(2021)),
            (11, Some(5), "2021-03-01", false, Some(2020)),
            (3, Some(5), "2026", false, Some(2026)),
            (2, Some(29), "2021-02-01", false, Some(2020)),
            (3, None, "2021-04", false, Some(2021)),
            (7, None, "2021-04-10", false, None),
            (1, Some(12), "--01-12", false, None),
        ] {
            assert_eq!(year_beside(month, day, Some(date(anchor)), has_been), expected, "{month} {day:?} {anchor}");
        }
        assert_eq!(year_beside(1, Some(12), None, true), None);
        for year in [0, u16::MAX] {
            let anchor = Date { year: Some(year), month: Some(12), day: None, minute: None };
            year_beside(2, Some(29), Some(anchor), false);
        }
    }

    #[test]
    fn months_are_counted_across_years() {
        for (from, months, to) in
            [("2021-01-15", -1, "2020-12"), ("2021-12", 1, "2022-01"), ("2021-05-31", 0, "2021-05")]
        {
            assert_eq!(month_shifted(date(from), months), Some(date(to)));
        }
    }
}
