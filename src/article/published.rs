//! When an article was published, as far as its own text tells.
//!
//! It never looks into related blocks, and never completes a date with the current year. A date in running prose is what
//! the story speaks of: alone it dates nothing.

use super::calendar::months_apart;
use super::date::Date;
use super::date_mention::DateMention;
use super::dateline::opening_dateline;
use super::labelled::Labelled;
use super::mention::dates_mentioned;
use super::model::Role;
use super::origin::DateOrigin;

/// Blocks of the story whose opening may tell the date.
const FIRST_BLOCKS: usize = 4;
/// Bytes of such a block that are read.
const OPENING_BYTES: usize = 320;
/// Next to a crawler's header, a full date in the story further away than this is history, not news.
const HEADER_MONTHS: u32 = 2;

/// A date of a text with its origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Published {
    pub date: Date,
    pub origin: DateOrigin,
    /// It says when the story was published; else it only makes more precise what is known.
    pub sure: bool,
}

/// The date of a labelled text and its origin: a date line, else the dateline of its first paragraph, else a full date in
/// the first lines that agrees with the crawler's header, else that header, refined by a day without a year that agrees
/// with its month, else such a day alone. A full date in the prose of a text without a header is not sure.
pub(super) fn published(text: &str, labelled: &Labelled<'_>) -> Option<Published> {
    let sure = |date, origin| Some(Published { date, origin, sure: true });
    if let Some(timestamp) = labelled.timestamp {
        return sure(timestamp, DateOrigin::DateLine);
    }
    let header = labelled.header;
    if let Some(header) = header.filter(|h| h.day.is_some()) {
        return sure(header, DateOrigin::Header);
    }
    let (mut day, mut prose) = (None, None);
    let story = |role| matches!(role, Role::Title | Role::Dateline | Role::Lead | Role::Body);
    for block in labelled.blocks.iter().filter(|b| story(b.role)).take(FIRST_BLOCKS) {
        let opening = opening(block.of(text));
        if let Some(date) = opening_dateline(opening).filter(|_| block.role != Role::Title) {
            return sure(date, DateOrigin::DateLine);
        }
        let mentions = dates_mentioned(opening, None);
        let told = || mentions.iter().filter(|m| m.date.day.is_some() && may_be_of_the_day(opening, m)).map(|m| m.date);
        let full = told().find(|d| d.year.is_some());
        if let (Some(full), Some(header)) = (full, header)
            && months_apart(header, full).is_none_or(|months| months <= HEADER_MONTHS)
            && (full.year, full.month) <= (header.year, header.month)
        {
            return sure(full, DateOrigin::Text);
        }
        prose = prose.or(full);
        day = day.or_else(|| told().find(|d| d.year.is_none()));
        // Below the first paragraph dates are part of the story.
        if matches!(block.role, Role::Lead | Role::Body) {
            break;
        }
    }
    match (header, day) {
        (Some(header), Some(day)) if header.month == day.month => {
            sure(Date { year: header.year, ..day }, DateOrigin::HeaderAndDay)
        }
        (Some(header), _) => sure(header, DateOrigin::Header),
        (None, _) if prose.is_some() => prose.map(|date| Published { date, origin: DateOrigin::Text, sure: false }),
        (None, day) => day.and_then(|day| sure(day, DateOrigin::DayAlone)),
    }
}

/// Words of anniversaries, laws, births and foundings: what stands after them in a sentence is long gone.
#[rustfmt::skip]
const OF_THE_PAST: &[&str] = &[
    "kỷ niệm", "kỉ niệm", "chào mừng", "mừng ngày", "sinh ngày", "sinh năm", "mất ngày", "luật", "nghị định", "quyết định số",
    "nghị quyết", "thông tư", "thành lập", "giải phóng", "từ ngày", "anniversary", "born", "died", "law", "act", "since", "built",
    "founded", "treaty", "war", "anniversaire", "né", "née", "loi",
];
/// Words of what is to come.
#[rustfmt::skip]
const TO_COME: &[&str] = &[
    "sẽ", "sắp", "dự kiến", "dự định", "thời hạn", "đến ngày", "will", "shall", "would", "until", "by", "deadline", "scheduled",
    "due", "sera", "seront", "jusqu",
];

/// Whether a day in the first lines may be the day the story is of: no anniversary, nothing to come.
fn may_be_of_the_day(opening: &str, mention: &DateMention) -> bool {
    let stop = |at: &usize| opening[*at..].starts_with(['.', '!', '?', '\n', '…']);
    let ends: Vec<usize> = opening.char_indices().map(|(at, _)| at).filter(stop).collect();
    // A full stop inside a number or a form of a date ends no sentence.
    let real = |at: &&usize| opening[**at..].chars().nth(1).is_none_or(|c| !c.is_alphanumeric());
    let start = ends.iter().filter(real).rfind(|at| **at < mention.start).copied().unwrap_or(0);
    let end = ends.iter().filter(real).find(|at| **at >= mention.end).copied().unwrap_or(opening.len());
    let plain = |part: &str| -> String {
        let letter = |c: char| if c.is_alphanumeric() { c } else { ' ' };
        let words: String = part.to_lowercase().chars().map(letter).collect();
        words.split_whitespace().fold(String::from(" "), |text, word| text + word + " ")
    };
    let holds = |part: &str, phrases: &[&str]| {
        let part = plain(part);
        phrases.iter().any(|phrase| part.contains(&format!(" {phrase} ")))
    };
    // What comes before the day is said of it; `sẽ` further on may be of anything.
    let before = &opening[start..mention.end];
    let after = opening[mention.end..end].split_whitespace().take(4).collect::<Vec<_>>().join(" ");
    let is_coming = after.split_whitespace().next().is_some_and(|word| word.trim_end_matches(',') == "tới");
    !holds(before, OF_THE_PAST) && !holds(before, TO_COME) && !holds(&after, TO_COME) && !is_coming
}

fn opening(paragraph: &str) -> &str {
    let end = (0..=OPENING_BYTES.min(paragraph.len())).rev().find(|&at| paragraph.is_char_boundary(at)).unwrap_or(0);
    // Cut back to a word's end, so that no number is cut in two.
    let cut = if end < paragraph.len() { paragraph[..end].rfind(char::is_whitespace).unwrap_or(end) } else { end };
    &paragraph[..cut]
}
