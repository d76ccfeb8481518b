//! The written forms of a date: `24/01/2021`, `2021-01-24`, `ngày 24 tháng 1 năm 2021`, `January 24, 2021` and so on.
//!
//! Each reader looks at one place and no further than a few words. It decides nothing about years that are not written.

use super::calendar::{is_day, month_named, month_numbered};
use super::date::Date;
use super::word::{Word, is_capitalised, is_space, next_word, write_key};

/// A date as written: what is not written is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub year: Option<u16>,
    pub month: u8,
    pub day: Option<u8>,
    /// One past the last byte of the form.
    pub end: usize,
}

/// What stands before a number and lets it be read as a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cue {
    /// A word of time right before it: the day, a part of the day, a weekday.
    pub time: bool,
    /// The same, and nothing but a space between.
    pub near: bool,
    /// A word that goes with dates and with other numbers too (`từ`, `đến`).
    pub soft: bool,
    /// The same, and with shares as well (`đến`, `và`).
    pub up_to: bool,
    /// A word that goes with a fraction or another number (`hơn`, `khoảng`).
    pub amount: bool,
    /// A word that opens a name with a day in it, or a number of its own (`đường`, `số`).
    pub place: bool,
    /// The first day of a range, with words of time before it (`ngày 5-8 tháng 5`).
    pub range: bool,
}

/// Reads the form that opens with the number `word`.
pub(super) fn from_number(text: &str, word: Word, cue: Cue) -> Option<Written> {
    let joined = joined_before(text, word.start)?;
    let value = word.value(text)?;
    let digits = word.end - word.start;
    let rest = &text[word.end..];
    let written = if digits == 4 {
        year_first(text, word, value)
    } else if digits > 2 {
        None
    } else if rest.starts_with(['/', '-', '.']) && rest[1..].starts_with(|c: char| c.is_ascii_digit()) {
        day_first(text, word, value as u8, cue, joined)
    } else {
        None
    };
    written.or_else(|| {
        if digits <= 2 && (!joined || cue.range) { day_and_name(text, word, value as u8, cue) } else { None }
    })
}

/// Whether a range's dash joins the number to one before it; `None` when it is part of a longer number.
fn joined_before(text: &str, start: usize) -> Option<bool> {
    let mut before = text[..start].chars().rev();
    let Some(last) = before.next() else { return Some(false) };
    if last.is_alphanumeric() && last.is_ascii() {
        return None;
    }
    let after_digit = before.next().is_some_and(|c| c.is_ascii_digit());
    match last {
        '/' | '.' | ',' | ':' if after_digit => None,
        '-' | '–' => Some(after_digit),
        _ => Some(false),
    }
}

/// Whether a number may end here: no digit, letter, percent or further part follows.
fn ends_here(text: &str, end: usize, dash_ends: bool) -> bool {
    let mut after = text[end..].chars();
    match after.next() {
        None => true,
        Some(c) if (c.is_alphanumeric() && c < '\u{2e80}') || c == '%' || c == '/' => false,
        Some('-') if dash_ends => true,
        Some('.' | ',' | '-' | ':') => !after.next().is_some_and(|c| c.is_ascii_digit()),
        Some(_) => true,
    }
}

/// `2021-01-24`, `2021/01/24`, `2021年1月24日`.
fn year_first(text: &str, word: Word, year: u16) -> Option<Written> {
    let separator = text[word.end..].chars().next().filter(|c| matches!(c, '-' | '/' | '.' | '年'))?;
    let month = number_at(text, word.end + separator.len_utf8())?;
    let (between, last) = match separator {
        '年' => ('月', Some('日')),
        other => (other, None),
    };
    let rest = text[month.end..].strip_prefix(between)?;
    let day = number_at(text, text.len() - rest.len())?;
    let end = match last {
        Some(last) => text.len() - text[day.end..].strip_prefix(last)?.len(),
        None => day.end,
    };
    // A time may follow without a space, as in 2021-01-24T10:25.
    let timed = last.is_some() || text[end..].starts_with('T') || ends_here(text, end, false);
    let (month, day) = (short_value(text, month)?, short_value(text, day)?);
    (timed && (1000..3000).contains(&year) && is_day(Some(year), month, day)).then_some(Written {
        year: Some(year),
        month,
        day: Some(day),
        end,
    })
}

/// `24/01/2021`, `24-1-21`, `24.1.2021`, and without a year `24/1`, `24-1`.
fn day_first(text: &str, word: Word, day: u8, cue: Cue, joined: bool) -> Option<Written> {
    let separator = text[word.end..].chars().next()?;
    let month_word = number_at(text, word.end + 1)?;
    let month = short_value(text, month_word)?;
    let more =
        text[month_word.end..].strip_prefix(separator).is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()));
    if more {
        let year_word = number_at(text, month_word.end + 1)?;
        let value = year_word.value(text)?;
        let year = match year_word.end - year_word.start {
            4 if (1000..3000).contains(&value) => value,
            2 if separator == '/' || cue.time => value + if value < 50 { 2000 } else { 1900 },
            _ => return None,
        };
        // Only a month above twelve shows that the month came first.
        let (day, month) = if month > 12 && day <= 12 { (month, day) } else { (day, month) };
        let whole = ends_here(text, year_word.end, true) && is_day(Some(year), month, day);
        return whole.then_some(Written { year: Some(year), month, day: Some(day), end: year_word.end });
    }
    if !ends_here(text, month_word.end, separator == '/') || !is_day(None, month, day) {
        return None;
    }
    // `ngày 5-8 tháng 5`: two days, and their month after them.
    if separator != '/' && month_follows(text, month_word.end) {
        return None;
    }
    let (year, end) = year_in_words(text, month_word.end);
    if year.is_some() && is_day(year, month, day) {
        return Some(Written { year, month, day: Some(day), end });
    }
    let padded = text[word.start..].starts_with('0') || text[month_word.start..].starts_with('0');
    let credible = match separator {
        '/' => cue.time || padded || joined || !cue.amount && (cue.soft || !is_fraction(day, month)) && !cue.place,
        // A decimal looks the same.
        '.' => cue.near && !joined,
        _ => cue.time && !joined,
    };
    credible.then_some(Written { year: None, month, day: Some(day), end: month_word.end })
}

/// Whether an unmarked `day/month` is more likely a share (`2/3`, `10/10`), or the set phrase `24/7`.
fn is_fraction(day: u8, month: u8) -> bool {
    day <= month || (day, month) == (24, 7)
}

/// `24 tháng 1 năm 2021`, `24 January 2021`, `24. Januar`, `24 de enero de 2021`.
fn day_and_name(text: &str, word: Word, day: u8, cue: Cue) -> Option<Written> {
    let mut key = String::new();
    let mut name = next_word(text, word.end)?;
    write_key(name.of(text), &mut key);
    if name.start == word.end && matches!(key.as_str(), "st" | "nd" | "rd" | "th") {
        name = next_word(text, name.end)?;
        write_key(name.of(text), &mut key);
    }
    let gap = &text[word.end..name.start];
    if gap.len() > 8 || !gap.trim_start_matches(['.', 's', 't', 'n', 'd', 'r', 'h']).chars().all(char::is_whitespace) {
        return None;
    }
    if matches!(key.as_str(), "de" | "of") {
        name = next_word(text, name.end)?;
        write_key(name.of(text), &mut key);
    }
    if key == "tháng" {
        let after = month_after(text, name)?;
        // `sau 6 tháng 2 ngày` is a length of time.
        let counted = next_word(text, after.end).is_some_and(|w| {
            write_key(w.of(text), &mut key);
            matches!(key.as_str(), "ngày" | "tuần")
        });
        let credible = after.year.is_some() || cue.time || cue.range || cue.soft && !counted;
        return (credible && is_day(after.year, after.month, day)).then_some(Written { day: Some(day), ..after });
    }
    if let Some((month, end)) = short_month(text, name, &key) {
        let (year, end) = year_after(text, end);
        return (year.is_some() && is_day(year, month, day)).then_some(Written { year, month, day: Some(day), end });
    }
    let month = month_named(&key)?;
    let (year, end) = year_after(text, name.end);
    // Small, they are words as well.
    if year.is_none() && matches!(key.as_str(), "may" | "mar" | "march") && !is_capitalised(name.of(text)) {
        return None;
    }
    is_day(year, month, day).then_some(Written { year, month, day: Some(day), end })
}

/// `Th9`, `thg 9`, as programs shorten `tháng 9`: the month, and where it ends.
fn short_month(text: &str, word: Word, key: &str) -> Option<(u8, usize)> {
    if !matches!(key, "th" | "thg") {
        return None;
    }
    let number = next_word(text, word.end).filter(|next| next.number)?;
    let gap = &text[word.end..number.start];
    let near = gap.is_empty() || key == "thg" && matches!(gap, " " | "\u{a0}" | ".");
    let month = short_value(text, number).filter(|month| (1..=12).contains(month))?;
    near.then_some((month, number.end))
}

/// `Th9 20, 2020`: reads on from the shortened word.
pub(super) fn from_short_month(text: &str, word: Word, key: &str) -> Option<Written> {
    let (month, end) = short_month(text, word, key)?;
    let number = next_word(text, end).filter(|next| next.number && is_space(&text[end..next.start]))?;
    if number.end - number.start == 4 {
        let year = number.value(text).filter(|year| (1000..3000).contains(year))?;
        return Some(Written { year: Some(year), month, day: None, end: number.end });
    }
    let day = short_value(text, number)?;
    let (year, end) = year_after(text, number.end);
    (year.is_some() && is_day(year, month, day)).then_some(Written { year, month, day: Some(day), end })
}

/// `March` in `in March`, `March and April`: a month's name alone, where the words beside it say that it is one. `before` is
/// the key of the word before it, `listed` says that another month stands before that.
pub(super) fn month_alone(text: &str, word: Word, key: &str, before: &str, listed: bool) -> Option<Written> {
    #[rustfmt::skip]
    let cued = matches!(
        before,
        "in" | "since" | "until" | "till" | "from" | "last" | "next" | "this" | "early" | "late" | "mid" | "between" | "during"
            | "of" | "by"
    ) || listed && matches!(before, "and" | "to" | "or" | "through");
    let month = english_month(key)?;
    let next = next_word(text, word.end).filter(|next| is_space(&text[word.end..next.start]));
    // `April Smith` is someone.
    if next.is_some_and(|next| is_capitalised(next.of(text)) || next.number) {
        return None;
    }
    let joint = next.filter(|next| matches!(next.of(text), "and" | "to" | "or" | "through"));
    let pair = joint.and_then(|joint| next_word(text, joint.end)).is_some_and(|other| {
        let mut other_key = String::new();
        write_key(other.of(text), &mut other_key);
        is_capitalised(other.of(text)) && english_month(&other_key).is_some()
    });
    (cued || pair).then_some(Written { year: None, month, day: None, end: word.end })
}

fn english_month(key: &str) -> Option<u8> {
    #[rustfmt::skip]
    const NAMES: [&str; 12] = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ];
    NAMES.iter().position(|name| *name == key).map(|at| at as u8 + 1)
}

/// `tháng 7/2021`, `tháng 1 năm 2021`, `tháng Ba`: reads on from the word `tháng`.
pub(super) fn month_after(text: &str, word: Word) -> Option<Written> {
    let next = next_word(text, word.end)?;
    if !is_space(&text[word.end..next.start]) {
        return None;
    }
    let mut end = next.end;
    let month = if next.number {
        short_value(text, next)?
    } else {
        let mut key = String::new();
        write_key(next.of(text), &mut key);
        let first = month_numbered(&key).filter(|_| is_capitalised(next.of(text)))?;
        let second = next_word(text, end).filter(|w| first == 10 && is_space(&text[end..w.start]));
        let more = second.and_then(|w| {
            write_key(w.of(text), &mut key);
            month_numbered(&key).filter(|&n| n <= 2).map(|n| (n, w.end))
        });
        end = more.map_or(end, |(_, end)| end);
        first + more.map_or(0, |(n, _)| n)
    };
    if !(1..=12).contains(&month) {
        return None;
    }
    let (year, year_end) = year_after(text, end);
    (year.is_some() || ends_here(text, end, false)).then_some(Written { year, month, day: None, end: year_end })
}

/// `January 24, 2021`, `Jan. 24`, `January 2021`: reads on from the name of the month.
pub(super) fn from_month_name(text: &str, word: Word, month: u8) -> Option<Written> {
    let next = next_word(text, word.end).filter(|w| w.number)?;
    let gap = &text[word.end..next.start];
    if !is_space(gap.strip_prefix('.').unwrap_or(gap)) {
        let (year, end) = year_after(text, word.end);
        return year.map(|_| Written { year, month, day: None, end });
    }
    match next.end - next.start {
        4 => {
            let year = next.value(text).filter(|y| (1000..3000).contains(y))?;
            ends_here(text, next.end, false).then_some(Written { year: Some(year), month, day: None, end: next.end })
        }
        1 | 2 => {
            let day = short_value(text, next)?;
            let ordinal = ["st", "nd", "rd", "th"].into_iter().any(|s| text[next.end..].starts_with(s));
            let end = next.end + if ordinal { 2 } else { 0 };
            let (year, year_end) = year_after(text, end);
            let whole = year.is_some() || ends_here(text, end, true);
            (whole && is_day(year, month, day)).then_some(Written { year, month, day: Some(day), end: year_end })
        }
        _ => None,
    }
}

/// A year after a month: `, 2021`, ` năm 2021`, ` de 2021`, `/2021`. Gives the year and the end of the form.
fn year_after(text: &str, end: usize) -> (Option<u16>, usize) {
    let none = (None, end);
    let Some(mut word) = next_word(text, end) else { return none };
    let gap = &text[end..word.start];
    let glued = matches!(gap, "/" | "-");
    if !glued && !is_space(gap.strip_prefix([',', '.']).unwrap_or(gap)) {
        return none;
    }
    if !word.number && !glued {
        let mut key = String::new();
        write_key(word.of(text), &mut key);
        if !matches!(key.as_str(), "năm" | "de" | "del" | "of") {
            return none;
        }
        match next_word(text, word.end) {
            Some(next) if is_space(&text[word.end..next.start]) => word = next,
            _ => return none,
        }
    }
    match word.value(text) {
        Some(year) if word.end - word.start == 4 && (1000..3000).contains(&year) && ends_here(text, word.end, true) => {
            (Some(year), word.end)
        }
        _ => none,
    }
}

/// A year after a day and a month in numbers: ` năm 2021`, `, năm 2021`.
fn year_in_words(text: &str, end: usize) -> (Option<u16>, usize) {
    let gap = text[end..].strip_prefix(',').unwrap_or(&text[end..]).trim_start_matches([' ', '\u{a0}']);
    let opens = ["năm ", "Năm ", "năm\u{a0}"].into_iter().any(|word| gap.starts_with(word));
    if opens && gap.len() < text.len() - end { year_after(text, end) } else { (None, end) }
}

/// Whether the name of a month follows, or `tháng`.
fn month_follows(text: &str, end: usize) -> bool {
    next_word(text, end).filter(|word| is_space(&text[end..word.start])).is_some_and(|word| {
        let mut key = String::new();
        write_key(word.of(text), &mut key);
        key == "tháng" || month_named(&key).is_some() && is_capitalised(word.of(text))
    })
}

/// The second day after a month's name and a day: `May 5-8`, `May 5–8, 2021`.
pub(super) fn day_on(text: &str, end: usize, date: &Date) -> Option<DayOn> {
    let first = date.day.filter(|_| date.year.is_none())?;
    // Only after a name: of `24/1-2` the second number is no day of January.
    let rest = text[end..].strip_prefix(['-', '–'])?;
    let named = text[..end].trim_end_matches(|c: char| c.is_ascii_digit()).trim_end().ends_with(char::is_alphabetic);
    let start = text.len() - rest.len();
    let word = number_at(text, start).filter(|_| named)?;
    let (month, day) = (date.month?, short_value(text, word)?);
    let (year, year_end) = year_after(text, word.end);
    let whole = year.is_some() || ends_here(text, word.end, false);
    (whole && day > first && is_day(year, month, day)).then_some(DayOn { start, end: year_end, day: Some(day), year })
}

/// A day that has its month's name before it.
pub(super) struct DayOn {
    pub start: usize,
    pub end: usize,
    pub day: Option<u8>,
    pub year: Option<u16>,
}

/// The number that starts exactly at `at`.
fn number_at(text: &str, at: usize) -> Option<Word> {
    next_word(text, at).filter(|w| w.number && w.start == at)
}

/// A number of one or two digits.
fn short_value(text: &str, word: Word) -> Option<u8> {
    if word.end - word.start <= 2 { word.value(text).and_then(|v| u8::try_from(v).ok()) } else { None }
}
