//! Days that borrow their month from the date after them: `5-8/5`, `ngày 5 và 6/5`, `đêm 30 rạng sáng 1/5`.

use super::calendar::is_day;
use super::cue::{Kind, kind_of};
use super::date::Date;
use super::date_mention::PartOfDay;
use super::qualifier::Tense;
use super::settle::Found;
use super::word::{Word, is_space, next_word, write_key};

/// No such list reaches further back.
const LONGEST_BYTES: usize = 56;

/// A number before a date, and the words of time before it.
struct Day {
    start: usize,
    end: usize,
    day: u8,
    part: Option<PartOfDay>,
}

/// The days right before a date that share its month, or end the month before, in order; at or after `floor`. Only where
/// words of time stand before them, or a dash makes one form of them all.
pub(super) fn days_before(text: &str, floor: usize, found: &Found) -> Vec<Found> {
    let (Some(last_day), Some(_)) = (found.date.day, found.date.month) else { return Vec::new() };
    let words = words_before(text, floor, found.start);
    let (mut days, mut sure): (Vec<Day>, bool) = (Vec::new(), false);
    let (mut at, mut joined) = (found.start, false);
    let mut key = String::new();
    for word in words.iter().rev() {
        let gap = &text[word.end..at];
        if word.number {
            let dash = matches!(gap.trim(), "-" | "–") && gap.len() <= 5;
            let listed = gap == ", ";
            if !(dash || listed || joined && is_space(gap)) || is_part_of_more(text, word.start) {
                break;
            }
            let day = word.value(text).and_then(|day| u8::try_from(day).ok()).filter(|day| (1..=31).contains(day));
            let Some(day) = day.filter(|_| word.end - word.start <= 2) else { break };
            // `5-8/5` is one form; of two numbers with a space between them that is not sure.
            sure |= days.is_empty() && gap.len() <= 3 && dash && !gap.contains(' ') && day < last_day;
            days.push(Day { start: word.start, end: word.end, day, part: None });
            (at, joined) = (word.start, false);
            continue;
        }
        if !is_space(gap) {
            break;
        }
        write_key(word.of(text), &mut key);
        let first = days.is_empty();
        match (kind_of(&key, &[None; 3]), days.last_mut()) {
            (Kind::Day { .. }, Some(day)) if !joined => (day.start, sure) = (word.start, true),
            (Kind::Part(part), Some(day)) if !joined => {
                (day.start, sure) = (word.start, true);
                day.part = day.part.or(Some(part));
            }
            (Kind::Soft, Some(_)) if !joined && key == "từ" => {
                sure = true;
                break;
            }
            (Kind::Day { .. } | Kind::Part(_), None) => {}
            _ if matches!(key.as_str(), "rạng" | "hết") => {
                joined |= key == "rạng";
            }
            _ if matches!(
                key.as_str(),
                "và" | "đến" | "tới" | "hoặc" | "hay" | "sang" | "and" | "to" | "et" | "au"
            ) =>
            {
                joined = true;
            }
            _ if matches!(key.as_str(), "from" | "du") && !first => {
                sure = true;
                break;
            }
            _ => break,
        }
        at = word.start;
    }
    if sure { dated(&days, found) } else { Vec::new() }
}

/// The words of the text before a place, in order: of the last few bytes.
fn words_before(text: &str, floor: usize, end: usize) -> Vec<Word> {
    let mut at = text.ceil_char_boundary(floor.max(end.saturating_sub(LONGEST_BYTES)));
    // Not in the middle of a word.
    if at > floor {
        at += text[at..end].find(char::is_whitespace).unwrap_or(end - at);
    }
    let mut words = Vec::new();
    while let Some(word) = next_word(text, at).filter(|word| word.end <= end) {
        at = word.end;
        words.push(word);
    }
    words
}

/// Whether a number goes on before its first digit: `3,5`, `12/5`, `A80`.
fn is_part_of_more(text: &str, start: usize) -> bool {
    text[..start]
        .chars()
        .next_back()
        .is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '.' | ',' | ':' | '-' | '–'))
}

/// Gives the days, the last one first, the month of the date after them, and hands them over in order.
fn dated(days: &[Day], found: &Found) -> Vec<Found> {
    let (mut date, mut made) = (found.date, Vec::new());
    for day in days {
        if Some(day.day) > date.day {
            // `đêm 30 rạng sáng 1/5`.
            let month = date.month.unwrap_or(1);
            date.month = Some(if month == 1 { 12 } else { month - 1 });
            date.year = date.year.map(|year| if month == 1 { year.saturating_sub(1) } else { year });
        }
        date = Date { day: Some(day.day), ..date };
        if !is_day(date.year, date.month.unwrap_or(0), day.day) {
            break;
        }
        made.push(Found {
            start: day.start,
            end: day.end,
            date,
            part_of_day: day.part,
            tense: if found.tense == Tense::Lunar { Tense::Lunar } else { Tense::Open },
            has_been: found.has_been,
            counted: false,
            joins_next: true,
        });
    }
    made.reverse();
    made
}
