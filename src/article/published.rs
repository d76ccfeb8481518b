//! When an article was published, as far as its own text tells.
//!
//! It never looks into related blocks, and never completes a date with the current year.

use super::calendar::months_apart;
use super::mention::dates_mentioned;
use super::structure::Labelled;
use super::{Date, Role};
use serde::{Deserialize, Serialize};

/// Blocks of the story whose opening may tell the date.
const FIRST_BLOCKS: usize = 4;
/// Bytes of such a block that are read.
const OPENING_BYTES: usize = 320;
/// Next to a crawler's header, a full date in the story further away than this is history, not news.
const HEADER_MONTHS: u32 = 2;

/// Where the date of an article comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum DateOrigin {
    /// The source's own metadata, or the maker's table.
    #[default]
    Given = 0,
    /// A line that says when it was published.
    Timestamp = 1,
    /// A full date in the first lines.
    FirstLines = 2,
    /// The crawler's header.
    Header = 3,
    /// The crawler's header, and a day in the first lines that agrees with its month.
    HeaderAndDay = 4,
    /// A day in the first lines whose year nothing tells.
    DayAlone = 5,
}

impl DateOrigin {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 6] =
        [Self::Given, Self::Timestamp, Self::FirstLines, Self::Header, Self::HeaderAndDay, Self::DayAlone];
}

/// The date of a labelled text and its origin: a timestamp line, else a full date in the first lines, else the crawler's
/// header, refined by a day without a year that agrees with its month, else such a day alone.
pub(super) fn published(text: &str, labelled: &Labelled<'_>) -> Option<(Date, DateOrigin)> {
    if let Some(timestamp) = labelled.timestamp {
        return Some((timestamp, DateOrigin::Timestamp));
    }
    let header = labelled.header;
    if let Some(header) = header.filter(|h| h.day.is_some()) {
        return Some((header, DateOrigin::Header));
    }
    let mut day = None;
    let story = |role| matches!(role, Role::Title | Role::Dateline | Role::Lead | Role::Body);
    for block in labelled.blocks.iter().filter(|b| story(b.role)).take(FIRST_BLOCKS) {
        let mentions = dates_mentioned(opening(block.of(text)), None);
        let full = mentions.iter().map(|m| m.date).find(|d| d.year.is_some() && d.day.is_some());
        let near = |d: &Date| header.and_then(|h| months_apart(h, *d)).is_none_or(|months| months <= HEADER_MONTHS);
        if let Some(full) = full.filter(near) {
            return Some((full, DateOrigin::FirstLines));
        }
        day = day.or_else(|| mentions.iter().map(|m| m.date).find(|d| d.year.is_none() && d.day.is_some()));
        // Below the first paragraph dates are part of the story.
        if matches!(block.role, Role::Lead | Role::Body) {
            break;
        }
    }
    match (header, day) {
        (Some(header), Some(day)) if header.month == day.month => {
            Some((Date { year: header.year, ..day }, DateOrigin::HeaderAndDay))
        }
        (Some(header), _) => Some((header, DateOrigin::Header)),
        (None, day) => day.map(|day| (day, DateOrigin::DayAlone)),
    }
}

fn opening(paragraph: &str) -> &str {
    let end = (0..=OPENING_BYTES.min(paragraph.len())).rev().find(|&at| paragraph.is_char_boundary(at)).unwrap_or(0);
    // Cut back to a word's end, so that no number is cut in two.
    let cut = if end < paragraph.len() { paragraph[..end].rfind(char::is_whitespace).unwrap_or(end) } else { end };
    &paragraph[..cut]
}
