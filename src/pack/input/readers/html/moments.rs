//! Moments with their zones, as a page's data tell them, days of addresses, and how near two days are. It reads no page.

use crate::article::{Date, DateOrigin};
use crate::pack::input::readers::pathdate::path_date;
use crate::pack::input::readers::records::read_when;

/// Whether a moment is told in world time rather than in the time of its place.
pub(super) fn is_world_time(text: &str) -> bool {
    text.contains('T') && (text.ends_with('Z') || text.ends_with("+00:00") || text.ends_with("+0000"))
}

/// The date of a paragraph that begins with it in brackets (`(21. November 2022) Die Preise …`), or of a line that is a
/// place and a date (`Hofheim, 11. November 2021`).
pub(super) fn in_dateline(text: &str) -> Option<Date> {
    const PLACE_CHARS: usize = 50;
    let full = |told: &str| {
        let short = told.chars().count() <= 20 && told.split_whitespace().count() <= 4;
        let figures =
            told.trim_end().ends_with(|c: char| c.is_ascii_digit()) && told.starts_with(|c: char| c.is_ascii_digit());
        read_when(told, None).filter(|date| short && figures && date.day.is_some() && date.year.is_some())
    };
    if let Some((told, rest)) = text.strip_prefix('(').and_then(|text| text.split_once(')')) {
        return full(told.trim()).filter(|_| !rest.trim().is_empty());
    }
    let (place, told) = text.trim().rsplit_once(", ")?;
    let is_place = place.starts_with(char::is_uppercase) && place.chars().count() <= PLACE_CHARS;
    full(told)
        .filter(|_| is_place && !place.contains(|c: char| c.is_ascii_digit() || matches!(c, '.' | ':' | '?' | '!')))
}

/// The moment of publication in what a page hands to its own program: `"published_at":"2019-03-02T06:22:28"`.
pub(super) fn in_program(program: &str) -> Option<String> {
    const KEYS: [&str; 5] = ["published_at", "publishedDate", "datePublished", "publishDate", "publish_date"];
    let value = |key: &&str| {
        let (_, rest) = program.split_once(&format!("\"{key}\":"))?;
        let (value, _) = rest.trim_start().strip_prefix('"')?.split_once('"')?;
        (value.len() <= 40 && value.starts_with("20") && value.contains('-')).then(|| value.to_owned())
    };
    KEYS.iter().find_map(value)
}

/// The day that an address has in its path: `/2021/03/04/`, `/20210304-title`.
pub(super) fn in_address(url: &str) -> Option<Date> {
    let path = url.split("://").nth(1)?.split_once('/')?.1.split(['?', '#']).next()?;
    let path = path.trim_end_matches('/');
    let (date, origin) = path_date(path).or_else(|| path_date(&format!("{path}/x")))?;
    (date.day.is_some() && matches!(origin, DateOrigin::FileName | DateOrigin::Folder)).then_some(date)
}

/// The minute of world time that a moment with its zone names (`2021-03-04T10:00:00+07:00`).
pub(super) fn moment(text: &str) -> Option<i64> {
    let text = text.trim();
    let date = read_when(text, None)?;
    let time = text.split_once('T')?.1;
    let zone = time.find(['Z', '+', '-']).map(|at| &time[at..])?;
    let number = |from: usize, to: usize| zone.get(from..to)?.parse::<i64>().ok();
    let away = match zone.as_bytes() {
        [b'Z'] => 0,
        [sign, _, _, rest @ ..] => {
            let colon = usize::from(rest.first() == Some(&b':'));
            let minutes = number(1, 3)? * 60 + number(3 + colon, 5 + colon).unwrap_or(0);
            if *sign == b'-' { -minutes } else { minutes }
        }
        _ => return None,
    };
    // Days since a March, so that a leap day is the last of its year.
    let (month, year) = (i64::from(date.month?), i64::from(date.year?) - i64::from(date.month? < 3));
    let months = (month + 9) % 12;
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (months * 153 + 2) / 5 + i64::from(date.day?);
    Some(days * 1440 + i64::from(date.minute?) - away)
}

/// Whether two days are the same or follow one another.
pub(super) fn is_next_to(one: Date, other: Date) -> bool {
    let number = |date: Date| Some(i64::from(date.year?) * 372 + i64::from(date.month?) * 31 + i64::from(date.day?));
    let (Some(one), Some(other)) = (number(one), number(other)) else { return false };
    // The last of a month and the first of the next are up to four apart in this count.
    one.abs_diff(other) <= 1 || one.abs_diff(other) <= 4 && (one - 1).div_euclid(31) != (other - 1).div_euclid(31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_has_a_place_or_brackets() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(in_dateline(text).map(|date| date.to_string()).as_deref(), expected, "{text}");
        };
        check("(21. November 2022) Die Preise steigen weiter.", Some("2022-11-21"));
        check("Hofheim am Taunus | Wiesbaden, 11. November 2021", Some("2021-11-11"));
        check("(21. November 2022)", None);
        check("Er starb in Wiesbaden am Rhein, wie es heißt, 11. November 2021.", None);
        check("Die Frist endet, 11 Tage", None);
    }

    #[test]
    fn a_program_is_handed_the_moment() {
        let check = |text: &str, expected: Option<&str>| assert_eq!(in_program(text).as_deref(), expected, "{text}");
        check("x = {\"id\":1,\"published_at\":\"2019-03-02T06:22:28+01:00\"}", Some("2019-03-02T06:22:28+01:00"));
        check("{\"publishedDate\": \"2016-11-04T20:37:27Z\"}", Some("2016-11-04T20:37:27Z"));
        check("{\"published_at\":null,\"createdAt\":\"2019-03-02\"}", None);
    }

    #[test]
    fn a_moment_is_one_by_every_clock() {
        let same = [
            ("2020-02-18T18:53:40+00:00", "2020-02-19T01:53:00+07:00"),
            ("2021-04-30T23:30Z", "2021-05-01T06:30+0700"),
            ("2020-12-31T23:00:00Z", "2021-01-01T00:00:00+01:00"),
            ("2024-02-29T22:00:00-05:00", "2024-03-01T03:00:00Z"),
        ];
        for (one, other) in same {
            assert_eq!(moment(one).unwrap(), moment(other).unwrap(), "{one} {other}");
        }
        assert_eq!(moment("2020-02-19T00:00:00Z").unwrap() - moment("2020-02-18T18:00:00Z").unwrap(), 360);
        assert_eq!([moment("2020-02-18T18:53"), moment("2020-02-18"), moment("")], [None; 3]);
    }
}
