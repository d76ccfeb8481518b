//! When an article was published, as far as its own text tells.
//!
//! It never looks into related blocks, and never completes a date with the current year.

use super::calendar::months_apart;
use super::mention::dates_mentioned;
use super::structure::Labelled;
use super::{Date, Role};

/// Blocks of the story whose opening may tell the date.
const FIRST_BLOCKS: usize = 4;
/// Bytes of such a block that are read.
const OPENING_BYTES: usize = 320;
/// Next to a crawler's header, a full date in the story further away than this is history, not news.
const HEADER_MONTHS: u32 = 2;

/// The date of a labelled text: a timestamp line, else a full date in the first lines, else the crawler's header,
/// refined by a day without a year that agrees with its month, else such a day alone.
pub(super) fn published(text: &str, labelled: &Labelled<'_>) -> Option<Date> {
    if labelled.timestamp.is_some() {
        return labelled.timestamp;
    }
    let header = labelled.header;
    if header.is_some_and(|h| h.day.is_some()) {
        return header;
    }
    let mut day = None;
    let story = |role| matches!(role, Role::Title | Role::Dateline | Role::Lead | Role::Body);
    for block in labelled.blocks.iter().filter(|b| story(b.role)).take(FIRST_BLOCKS) {
        let mentions = dates_mentioned(opening(block.of(text)), None);
        let full = mentions.iter().map(|m| m.date).find(|d| d.year.is_some() && d.day.is_some());
        let near = |d: &Date| header.and_then(|h| months_apart(h, *d)).is_none_or(|months| months <= HEADER_MONTHS);
        if let Some(full) = full.filter(near) {
            return Some(full);
        }
        day = day.or_else(|| mentions.iter().map(|m| m.date).find(|d| d.year.is_none() && d.day.is_some()));
        // Below the first paragraph dates are part of the story.
        if matches!(block.role, Role::Lead | Role::Body) {
            break;
        }
    }
    match (header, day) {
        (Some(header), Some(day)) if header.month == day.month => Some(Date { year: header.year, ..day }),
        (Some(header), _) => Some(header),
        (None, day) => day,
    }
}

fn opening(paragraph: &str) -> &str {
    let end = (0..=OPENING_BYTES.min(paragraph.len())).rev().find(|&at| paragraph.is_char_boundary(at)).unwrap_or(0);
    // Cut back to a word's end, so that no number is cut in two.
    let cut = if end < paragraph.len() { paragraph[..end].rfind(char::is_whitespace).unwrap_or(end) } else { end };
    &paragraph[..cut]
}
