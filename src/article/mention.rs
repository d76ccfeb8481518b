//! Dates that a running text speaks of, each with its place, resolved against the date of the article.
//!
//! It never guesses the current year, and a range of years or a score is not a date.

use super::calendar::{is_day, month_named};
use super::cue::{Before, Kind, Seen, cue_span, is_counting, kind_of, opens_a_noun, opens_a_whole};
use super::date::Date;
use super::date_mention::{DateMention, PartOfDay};
use super::dateform::{Cue, Written, day_on, from_month_name, from_number, from_short_month, month_after, month_alone};
use super::daysbefore::days_before;
use super::expected::{expected, is_set};
use super::qualifier::{Tense, after};
use super::relative::relative;
use super::settle::{Found, settle};
use super::word::{Word, is_capitalised, is_space, next_word, write_key};

/// What a text says of dates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DatesRead {
    /// In order, without overlap.
    pub mentions: Vec<DateMention>,
    /// Where days and months of the lunar calendar stand, which are no dates of ours, nor figures.
    pub lunar: Vec<(usize, usize)>,
}

/// Finds the dates in a text, in order and without overlap.
///
/// `anchor` is the date of the article. A day or month without a year has that of the group it stands in (`5-8/5/2021`,
/// `tháng 6 và tháng 7`), of the words after it (`năm ngoái`, `tới`), else the year in which it lies nearest to the
/// anchor, where that is sure; else it has none. Words such as `chiều nay` take the anchor's day, or only its month when
/// it has no day; without an anchor they are not found. The order of numbers is day, month, year. Linear in the text's
/// length.
pub fn dates_mentioned(text: &str, anchor: Option<Date>) -> Vec<DateMention> {
    dates_read(text, anchor).mentions
}

/// The same, with the places of lunar dates.
pub fn dates_read(text: &str, anchor: Option<Date>) -> DatesRead {
    let mut scan = Scan { text, anchor, found: Vec::new(), years: Vec::new(), before: [None; 3] };
    scan.run();
    if scan.found.is_empty() {
        return DatesRead::default();
    }
    let (mentions, lunar) = settle(text, scan.found, &scan.years, anchor);
    DatesRead { mentions, lunar }
}

struct Scan<'t> {
    text: &'t str,
    anchor: Option<Date>,
    found: Vec<Found>,
    /// Years that stand alone, by their places.
    years: Vec<(usize, u16)>,
    before: Before,
}

impl Scan<'_> {
    fn run(&mut self) {
        let text = self.text;
        let mut key = String::new();
        let mut at = 0;
        while let Some(word) = next_word(text, at) {
            at = word.end;
            let (mut kind, mut alone) = (Kind::Number, false);
            let found = if word.number {
                self.numbered(word)
            } else {
                write_key(word.of(text), &mut key);
                kind = kind_of(&key, &self.before);
                alone = matches!(key.as_str(), "năm" | "in" | "since");
                // Few words open such a day: the others are not looked at twice.
                let opens = matches!(kind, Kind::Part(_) | Kind::Day { .. } | Kind::Each)
                    || matches!(key.as_str(), "tháng" | "today" | "yesterday" | "tomorrow");
                let counted = if opens { relative(text, word, &key, &self.before, self.anchor) } else { None };
                counted.map(Found::counted).or_else(|| self.named(word, &key))
            };
            if let Some(found) = found {
                at = self.keep(found);
                // `Sáng nay (04/3)`: the words of a relative date vouch for the number after them.
                kind = Kind::Beside;
            } else if alone {
                self.note_year(word);
            }
            self.before = [Some(Seen { word: Word { end: at, ..word }, kind }), self.before[0], self.before[1]];
        }
    }

    /// Notes the year after `năm`.
    fn note_year(&mut self, word: Word) {
        let Some(next) = next_word(self.text, word.end).filter(|next| next.number && next.end - next.start == 4) else {
            return;
        };
        let year = next.value(self.text).filter(|year| (1000..2200).contains(year));
        self.years.extend(year.filter(|_| is_space(&self.text[word.end..next.start])).map(|year| (next.start, year)));
    }

    /// Takes a date with what stands before and after it that belongs to it; gives where reading goes on.
    fn keep(&mut self, mut found: Found) -> usize {
        let text = self.text;
        if !found.counted {
            if found.date.year.is_none()
                && let Some((tense, end)) = after(text, found.end)
            {
                (found.tense, found.end) = (tense, end);
            } else if found.date.year.is_none() && found.tense == Tense::Open && !self.has_been_said() {
                found.tense = expected(text, found.start).unwrap_or_default();
            }
            let floor = self.found.last().map_or(0, |last| last.end);
            self.found.extend(days_before(text, floor, &found));
        }
        let end = found.end;
        self.found.push(found);
        // `May 5-8`: the second day has the month's name before it.
        let Some(on) = day_on(text, end, &found.date).filter(|_| !found.counted) else { return end };
        if let Some(first) = self.found.last_mut() {
            first.joins_next = true;
        }
        let date = Date { year: on.year, day: on.day, ..found.date };
        self.found.push(Found { start: on.start, end: on.end, date, joins_next: false, ..found });
        on.end
    }

    fn month_alone(&self, word: Word, key: &str) -> Option<Written> {
        let last = self.before[0].filter(|last| is_space(&self.text[last.word.end..word.start]));
        let mut before = String::new();
        last.into_iter().for_each(|last| write_key(last.word.of(self.text), &mut before));
        let listed = self.before[1].is_some_and(|seen| seen.kind == Kind::Beside);
        month_alone(self.text, word, key, &before, listed)
    }

    /// Whether a word before says that the day has been: `hôm 15/12`.
    fn has_been_said(&self) -> bool {
        self.before[..2].iter().flatten().any(|seen| matches!(seen.kind, Kind::Day { past: true } | Kind::Past))
    }

    /// Reads a date that opens with a number, with the words of time before it.
    fn numbered(&self, word: Word) -> Option<Found> {
        let text = self.text;
        let cue = self.cue(word);
        let (mut start, mut part) = (word.start, None);
        if cue.time && self.before[0].is_some_and(|last| is_space(&text[last.word.end..word.start])) {
            (start, part) = cue_span(text, word.start, &self.before);
        }
        let Written { year, month, day, end } = from_number(text, word, cue)?;
        let numeric = !text[word.start..end].chars().any(char::is_whitespace);
        let short = numeric && year.is_none();
        let set = short && !cue.time && is_set(text, word.start, end);
        if set || short && !self.is_day_alone(word, end, cue, day.unwrap_or(0) <= month) {
            return None;
        }
        let has = |wanted: Kind| self.before[..2].iter().flatten().any(|seen| seen.kind == wanted);
        let past = has(Kind::Day { past: true }) || has(Kind::Past) || part.is_some();
        // A full numeric date is a span by itself; words of time belong to one that needs them.
        let start = if year.is_some() && numeric { word.start } else { start };
        let tense = if has(Kind::Lunar) && year.is_none() { Tense::Lunar } else { Tense::Open };
        Some(Found { has_been: past, tense, ..Found::new((start, end), year, month, day, part) })
    }

    /// What stands before a number and lets it be read as a date.
    fn cue(&self, word: Word) -> Cue {
        let mut cue = Cue::default();
        let Some(last) = self.before[0] else { return cue };
        let gap = &self.text[last.word.end..word.start];
        let open = gap.len() <= 4 && gap.chars().all(|c| c.is_whitespace() || matches!(c, '(' | ','));
        let space = is_space(gap);
        match last.kind {
            Kind::Part(_) | Kind::Day { .. } => {
                cue.near = space;
                cue.time = space || open && gap.contains('(');
            }
            Kind::Beside if matches!(gap.trim(), "-" | "–" | "—") => cue.soft = true,
            Kind::Beside | Kind::Lunar => cue.time = open,
            Kind::Soft | Kind::Past => cue.soft = space,
            // The second day of a range, after the first: `28/2 đến 2/3`.
            Kind::UpTo if self.before[1].is_some_and(|seen| seen.kind == Kind::Beside) => cue.soft = space,
            // The second day of one that borrows its month: `ngày 26 đến 29-6`.
            Kind::UpTo if self.opens_range() => cue.time = space,
            Kind::UpTo => (cue.soft, cue.up_to) = (space, space),
            Kind::Amount => cue.amount = space,
            Kind::Place => cue.place = space,
            Kind::Number => {
                let opening = self.before[1].map(|seen| seen.kind);
                let dash = gap.len() <= 5 && matches!(gap.trim(), "-" | "–");
                cue.time = dash && matches!(opening, Some(Kind::Day { .. } | Kind::Part(_)));
                cue.range = cue.time || dash && matches!(opening, Some(Kind::Soft | Kind::UpTo));
            }
            _ => {}
        }
        cue
    }

    /// Whether a number with a word of time before it stands before the last word.
    fn opens_range(&self) -> bool {
        let kind = |at: usize| self.before[at].map(|seen| seen.kind);
        kind(1) == Some(Kind::Number) && matches!(kind(2), Some(Kind::Day { .. } | Kind::Part(_)))
    }

    /// Whether a short numeric form (`2/3`, `5-8`) is a day, and no share, score, dose or number of a house.
    fn is_day_alone(&self, word: Word, end: usize, cue: Cue, may_be_share: bool) -> bool {
        let text = self.text;
        if is_counting(text, end) || cue.place {
            return false;
        }
        let weak = !cue.time && text.as_bytes().get(word.end) == Some(&b'/');
        let padded = text[word.start..end].split('/').any(|part| part.starts_with('0'));
        if !weak || !may_be_share || padded {
            return !(weak && !padded && opens_a_whole(text, end));
        }
        !(opens_a_whole(text, end) || cue.up_to && opens_a_noun(text, end))
    }

    /// `tháng 7/2021`, `Tháng Ba`, `January 24, 2021`.
    fn named(&self, word: Word, key: &str) -> Option<Found> {
        let text = self.text;
        let last = self.before[0].filter(|last| is_space(&text[last.word.end..word.start])).map(|last| last.kind);
        let mut tense = Tense::Open;
        let written = if key == "tháng" {
            let written = month_after(text, word)?;
            if written.year.is_none() {
                // `6 tháng 2 ngày`, `mỗi tháng 2 triệu`, `Cách mạng Tháng Tám`.
                let stopped = matches!(last, Some(Kind::Number | Kind::Each | Kind::Event));
                if stopped || is_counting(text, written.end) {
                    return None;
                }
            }
            if last == Some(Kind::Lunar) {
                tense = Tense::Lunar;
            }
            written
        } else {
            if !is_capitalised(word.of(text)) && key != "thg" {
                return None;
            }
            let written = match month_named(key) {
                Some(month) => from_month_name(text, word, month).or_else(|| self.month_alone(word, key))?,
                None => from_short_month(text, word, key)?,
            };
            tense = match last.filter(|_| written.year.is_none()) {
                Some(Kind::Past) => Tense::Past,
                Some(Kind::Future) => Tense::Future,
                _ => Tense::Open,
            };
            written
        };
        let has_been = self.before[..2].iter().flatten().any(|seen| seen.kind == Kind::Past);
        let Written { year, month, day, end } = written;
        Some(Found { tense, has_been, ..Found::new((word.start, end), year, month, day, None) })
    }
}

impl Found {
    fn new(span: (usize, usize), year: Option<u16>, month: u8, day: Option<u8>, part: Option<PartOfDay>) -> Self {
        let date = Date { year, month: Some(month), day, minute: None };
        debug_assert!(day.is_none_or(|day| is_day(year, month, day)));
        Self {
            start: span.0,
            end: span.1,
            date,
            part_of_day: part,
            tense: Tense::Open,
            has_been: false,
            counted: false,
            joins_next: false,
        }
    }

    fn counted(mention: DateMention) -> Self {
        let DateMention { start, end, date, part_of_day } = mention;
        let (tense, has_been, joins_next) = (Tense::Open, true, false);
        Self { start, end, date, part_of_day, tense, has_been, counted: true, joins_next }
    }
}
