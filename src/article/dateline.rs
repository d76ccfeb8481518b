//! Lines that say when and where: the crawler's header, a timestamp, a dateline before an underscore.
//!
//! A line of the story that merely holds a date is none of these.

use super::date::Date;
use super::mention::dates_mentioned;
use super::word::{is_capitalised, is_space, next_word, write_key};

/// The longest timestamp line, in bytes.
const LONGEST_TIMESTAMP_BYTES: usize = 200;
/// The longest dateline before an underscore, in bytes.
const LONGEST_DATELINE_BYTES: usize = 120;
/// Words of a place before or after a date.
const PLACE_WORDS: usize = 5;

/// Weekdays, units of time and the words around a time of publication, in many languages.
#[rustfmt::skip]
const TIME_WORDS: &[&str] = &[
    "thứ", "hai", "ba", "tư", "năm", "sáu", "bảy", "chủ", "nhật", "ngày", "cn", "sáng", "trưa", "chiều", "tối",
    "đêm", "giờ", "phút", "h", "g", "m", "p", "s", "lúc", "vào", "cập", "đăng", "xuất", "bản", "am", "pm", "sa",
    "ch", "gmt", "utc", "ict", "est", "et", "edt", "pst", "cet", "cest", "t", "z", "giây", "published", "updated",
    "update", "posted", "on", "at", "last", "date", "dated", "the", "monday", "tuesday", "wednesday", "thursday",
    "friday", "saturday", "sunday", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "lundi", "mardi", "mercredi",
    "jeudi", "vendredi", "samedi", "dimanche", "publié", "le", "à", "mis", "jour", "montag", "dienstag",
    "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "uhr", "den", "vom", "lunes", "martes", "miércoles",
    "jueves", "viernes", "sábado", "domingo", "publicado", "actualizado", "el", "hora", "thời", "gian",
];

/// Reads the crawler's header `date 2021-01` at the start of a text: where it begins and ends, and its date.
pub(super) fn header(text: &str) -> Option<(usize, usize, Date)> {
    let body = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'));
    // A byte order mark stays with the header.
    let start = text.len() - text.trim_start().len();
    let word = body.get(..4).filter(|w| w.eq_ignore_ascii_case("date"))?;
    let rest = &body[word.len()..];
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    let value = rest.trim_start_matches([' ', '\t', '\u{a0}']);
    if value.len() == rest.len() {
        return None;
    }
    let length = value.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(value.len());
    let date: Date = value.get(..length).filter(|v| v.len() >= 7)?.parse().ok()?;
    let glued = value[length..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
    (!glued && date.year.is_some()).then(|| (start, text.len() - value.len() + length, date))
}

/// Reads a line that holds a full date, a time, a place, and nothing else. The date keeps its minute.
pub(super) fn timestamp(line: &str) -> Option<Date> {
    if line.len() > LONGEST_TIMESTAMP_BYTES || !line.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mention = dates_mentioned(line, None).into_iter().find(|m| m.date.year.is_some() && m.date.day.is_some())?;
    let (before, after) = (&line[..mention.start], &line[mention.end..]);
    let place = |part: &str| is_time_words(part) || is_place(part);
    // A place stands apart from the date, by a comma, a dash, a bar.
    (place(before) && is_time_words(after) || is_time_words(before) && place(after))
        .then(|| Date { minute: minute_of_day(after).or_else(|| minute_of_day(before)), ..mention.date })
}

/// The longest dateline before a dash, in bytes.
const LONGEST_OPENING_BYTES: usize = 90;

/// Reads the dateline that a dash sets off at the start of a paragraph: `Harbour, 2 March 2020 – …`.
pub(super) fn opening_dateline(paragraph: &str) -> Option<Date> {
    let limit = paragraph.floor_char_boundary(LONGEST_OPENING_BYTES);
    let head = &paragraph[..limit];
    let dash = [" – ", " — ", " - ", "– ", "— "].into_iter().filter_map(|dash| head.find(dash)).min()?;
    timestamp(&head[..dash]).filter(|_| dash > 0)
}

/// Whether nothing but weekdays, times and words around them is in a text.
fn is_time_words(text: &str) -> bool {
    let mut key = String::new();
    let mut at = 0;
    while let Some(word) = next_word(text, at) {
        at = word.end;
        write_key(word.of(text), &mut key);
        if !word.number && !is_time_word(&key) {
            return false;
        }
    }
    true
}

fn is_time_word(key: &str) -> bool {
    TIME_WORDS.contains(&key)
}

/// Whether a text is the name of a place beside a date: a few capitalised words, set off by punctuation.
fn is_place(text: &str) -> bool {
    let mut key = String::new();
    let (mut at, mut words) = (0, 0);
    while let Some(word) = next_word(text, at) {
        at = word.end;
        write_key(word.of(text), &mut key);
        if is_time_word(&key) {
            continue;
        }
        words += 1;
        if word.number || !is_capitalised(word.of(text)) {
            return false;
        }
    }
    let set_off = text.contains([',', '|', '–', '—', '·', '(']) || text.contains(" - ");
    (1..=PLACE_WORDS).contains(&words) && set_off
}

/// The first time of day in a text, in minutes: `10:25 AM`, `10h25`, `10 giờ 25`, `10h`.
fn minute_of_day(text: &str) -> Option<u16> {
    let mut key = String::new();
    let mut at = 0;
    loop {
        let hour = next_word(text, at)?;
        at = hour.end;
        // `GMT+7:00` is a zone, not a time.
        let Some(hours) = hour.value(text).filter(|&h| h < 24 && !text[..hour.start].ends_with(['+', '-'])) else {
            continue;
        };
        let next = next_word(text, hour.end);
        let (mut minutes, mut end, mut timed) = (0, hour.end, false);
        if let Some(next) = next {
            let gap = &text[hour.end..next.start];
            write_key(next.of(text), &mut key);
            let unit = !next.number && matches!(key.as_str(), "h" | "g" | "giờ") && (gap.is_empty() || is_space(gap));
            let minute = if unit { next_word(text, next.end) } else { Some(next).filter(|_| gap == ":") };
            let minute =
                minute.filter(|m| m.end - m.start == 2 && m.start - end <= 8).and_then(|m| Some((m, m.value(text)?)));
            timed = unit || minute.is_some();
            end = if unit { next.end } else { end };
            if let Some((word, value)) = minute.filter(|&(_, value)| value < 60) {
                (minutes, end) = (value, word.end);
            }
        }
        if timed {
            return Some(half_day(text, end, hours) * 60 + minutes);
        }
    }
}

/// The hour of the day, 0–23, after reading the AM or PM that may follow `end`.
fn half_day(text: &str, end: usize, hours: u16) -> u16 {
    let mut key = String::new();
    // Seconds may stand between.
    let marker = next_word(text, end).and_then(|w| if w.number { next_word(text, w.end) } else { Some(w) });
    if let Some(word) = marker {
        write_key(word.of(text), &mut key);
    }
    match key.as_str() {
        "pm" | "ch" if (1..12).contains(&hours) => hours + 12,
        "am" | "sa" if hours == 12 => 0,
        _ => hours,
    }
}

/// Where a dateline that an underscore closes ends in a paragraph (`Chiều nay, tại Hà Nội_`): the underscore's byte.
pub(super) fn before_underscore(paragraph: &str) -> Option<usize> {
    let limit = (0..=LONGEST_DATELINE_BYTES.min(paragraph.len())).rev().find(|&at| paragraph.is_char_boundary(at))?;
    let end = paragraph[..limit].find('_')?;
    let (head, rest) = (&paragraph[..end], &paragraph[end + 1..]);
    if rest.starts_with('_') || rest.trim().is_empty() || head.contains(['.', '?', '!', ';', '_']) {
        return None;
    }
    let mut key = String::new();
    let place = next_word(head, 0).and_then(|first| {
        write_key(first.of(head), &mut key);
        let next = next_word(head, first.end)?;
        (matches!(key.as_str(), "tại" | "ở" | "in" | "at") && is_capitalised(next.of(head))).then_some(())
    });
    // Any anchor lets words such as `chiều nay` count; its date is not used.
    let anchor = Date { year: Some(2000), month: Some(1), day: None, minute: None };
    (place.is_some() || !dates_mentioned(head, Some(anchor)).is_empty()).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_read_at_the_start_only() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(header(text).map(|(start, end, _)| &text[start..end]), expected, "{text}");
        };
        check(" date 2021-01 Hội nghị", Some("date 2021-01"));
        check("Date: 2021-01-24\nHội nghị", Some("Date: 2021-01-24"));
        check("date 2021-13 Hội nghị", None);
        check("date 2021 Hội nghị", None);
        check("dates 2021-01", None);
        check("Hội nghị date 2021-01", None);
    }

    #[test]
    fn timestamps_hold_nothing_else() {
        let check = |line: &str, expected: Option<(&str, Option<u16>)>| {
            let found = timestamp(line).map(|d| (d.to_string(), d.minute));
            assert_eq!(found, expected.map(|(d, m)| (d.to_owned(), m)), "{line}");
        };
        check("Thứ Ba, ngày 09/03/2021 08:05 PM (GMT+7)", Some(("2021-03-09", Some(20 * 60 + 5))));
        check("Cập nhật lúc 10h25, 24-1-2021", Some(("2021-01-24", Some(625))));
        check("Hà Nội, ngày 24 tháng 1 năm 2021", Some(("2021-01-24", None)));
        check("Published on March 9, 2021 at 12:30 AM", Some(("2021-03-09", Some(30))));
        check("2021-03-09T08:05:00+07:00", Some(("2021-03-09", Some(485))));
        check("Lịch thi đấu ngày 24/01/2021", None);
        check("Sáng 12/1, hội nghị khai mạc", None);
    }

    #[test]
    fn a_dash_closes_a_dateline() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(opening_dateline(text).map(|d| d.to_string()).as_deref(), expected, "{text}");
        };
        check("Harbour, 2 March 2020 – The boats sail again.", Some("2020-03-02"));
        check("HÀ NỘI (24/1/2021) - Chợ mở cửa.", Some("2021-01-24"));
        check("24/1/2021 — Chợ mở cửa.", Some("2021-01-24"));
        check("Ngày 30/4/1975 cả nước thống nhất - một ngày lớn.", None);
        check("On 2 March 2020 the boats sailed – again.", None);
    }

    #[test]
    fn an_underscore_closes_a_dateline() {
        let check =
            |text: &str, expected: Option<&str>| assert_eq!(before_underscore(text).map(|at| &text[..at]), expected);
        check("Sáng nay, tại Đà Nẵng_Hội nghị khai mạc.", Some("Sáng nay, tại Đà Nẵng"));
        check("Tại Huế_Hội nghị khai mạc.", Some("Tại Huế"));
        check("Tên tệp là mau_so_1 và không có ngày.", None);
    }
}
