//! The dates that a passage speaks of, as places in the whole text. It reads no form of a date itself.

use super::{Kind, Mention, Words, years};
use crate::article::{Date, DatesRead, dates_read};
use crate::text::sentences;

/// The dates of a passage as byte ranges of the whole text, resolved against the article's date. Where that has no year, a
/// day that opens a sentence has the only year the sentence names: `Sáng 05/3, … năm 2026`.
pub fn dates_in(text: &str, words: &Words<'_>, start: usize, end: usize, anchor: Option<Date>) -> DatesRead {
    let passage = text.get(start..end).unwrap_or("");
    let mut read = dates_read(passage, anchor);
    let open = read.mentions.iter().any(|one| one.date.year.is_none() && one.date.day.is_some());
    if open && anchor.is_none_or(|date| date.year.is_none()) {
        complete(passage, words, start, &mut read);
    }
    for one in &mut read.mentions {
        (one.start, one.end) = (one.start + start, one.end + start);
    }
    for span in &mut read.lunar {
        *span = (span.0 + start, span.1 + start);
    }
    read
}

/// Days with a year long gone that make an article one of history.
const HISTORY_DAYS: usize = 3;
/// Years that are long gone.
const LONG_AGO_YEARS: u16 = 2;

/// Takes the year from days of an article that tells history and did not write one: they may be of either time.
pub fn doubt_years(text: &str, anchor: Option<Date>, mentions: &mut [Mention]) {
    let Some(own) = anchor.and_then(|date| date.year) else { return };
    let written = |one: &Mention| {
        let surface = text.get(one.start as usize..one.end as usize).unwrap_or("");
        surface.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit))
    };
    let dates = |one: &&Mention| one.kind == Kind::Dates && one.key.len() == 10 && !one.key.starts_with('-');
    let year = |one: &Mention| one.key.get(..4).and_then(|year| year.parse::<u16>().ok()).unwrap_or(own);
    let (mut long_ago, mut lately) = (0, 0);
    for one in mentions.iter().filter(dates).filter(|one| written(one)) {
        if year(one) + LONG_AGO_YEARS <= own { long_ago += 1 } else { lately += 1 }
    }
    if long_ago < HISTORY_DAYS || long_ago <= lately {
        return;
    }
    for one in mentions.iter_mut().filter(|one| dates(&&**one) && !written(one)) {
        let surface = text.get(one.start as usize..one.end as usize).unwrap_or("");
        // Words such as `hôm qua` and `năm nay` are counted from the article's own date.
        let counted =
            !surface.contains(|c: char| c.is_ascii_digit()) || surface.contains("năm") || surface.contains(" t");
        if !counted {
            one.key.replace_range(..4, "-");
        }
    }
}

/// Reads the sentences again that open with a day and name one year. One pass over the mentions and the years.
fn complete(passage: &str, words: &Words<'_>, start: usize, read: &mut DatesRead) {
    let named = years(words);
    if named.is_empty() {
        return;
    }
    let mut mentions = std::mem::take(&mut read.mentions).into_iter().peekable();
    let mut named = named.as_slice();
    for (from, to) in sentences(passage).into_iter().map(|(from, to)| (from as usize, to as usize)) {
        let before = named.partition_point(|(span, ..)| span.0 < start + from);
        let (inside, after) =
            named[before..].split_at(named[before..].partition_point(|(span, ..)| span.0 < start + to));
        named = after;
        read.mentions.extend(std::iter::from_fn(|| mentions.next_if(|one| one.start < from)));
        let opens = |at: usize| passage[from..at].chars().all(|c| !c.is_alphanumeric());
        let first = mentions.peek().filter(|one| one.start < to);
        if !first.is_some_and(|one| one.date.year.is_none() && one.date.day.is_some() && opens(one.start)) {
            continue;
        }
        let Some(year) = year_of(&passage[from..to], inside, start + from) else { continue };
        while mentions.next_if(|one| one.start < to).is_some() {}
        let anchor = Date { year: Some(year), month: None, day: None, minute: None };
        read.mentions.extend(dates_read(&passage[from..to], Some(anchor)).mentions.into_iter().map(|mut one| {
            (one.start, one.end) = (one.start + from, one.end + from);
            one
        }));
    }
    read.mentions.extend(mentions);
}

/// The only year of a sentence, when it says which one its event is of and not since when, until when or compared to what.
/// `named` are the years in it, by their places in the whole text, in which it begins at `start`.
fn year_of(sentence: &str, named: &[((usize, usize), u16, Option<u16>)], start: usize) -> Option<u16> {
    const ELSEWHEN: [&str; 22] = [
        "vào", "từ", "trong", "đến", "tới", "cuối", "đầu", "giữa", "trước", "sau", "kể", "sinh", "lập", "với", "hồi",
        "qua", "là", "hết", "in", "since", "by", "until",
    ];
    let &[((at, _), year, None)] = named else { return None };
    let before = sentence[..at - start].split_whitespace().next_back().unwrap_or("").to_lowercase();
    (!ELSEWHEN.contains(&before.as_str())).then_some(year)
}
