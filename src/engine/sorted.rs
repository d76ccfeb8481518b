//! Concordance lines in the order of their contexts. It keeps where each line stands and its keys, never its text, and
//! goes on where it stopped: from poll to poll while articles arrive, and from one request to the next.

use super::cache::Access;
use super::chosen::{Chosen, Told};
use super::reading::{Reading, scanned};
use crate::article::ArticleId;
use crate::bundle::columns::dates::Dates;
use crate::bundle::root::Section;
use crate::protocol::{ConcordanceRequest, LineSort, QuerySpec};
use crate::query::scan::{Scanned, TokenHit};
use crate::sort;
use crate::text::{exact_key, sort_key};
use std::collections::HashMap;
use std::ops::Range;

/// Steps of effort that still allow more: 1,280,000 lines, some 30 MB.
const EFFORT_AT_MOST: u8 = 2;
/// Groups of articles asked for at once: what they hold in memory can go when the next ones come.
const GROUPS_A_POLL: usize = 128;
const KEYS: usize = 3;

/// What may be read without more effort; each step of effort allows eight times as much.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// Lines.
    pub lines: u64,
    /// Packed bytes of the groups they stand in: a rare word has each of its lines in another.
    pub bytes: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self { lines: 20_000, bytes: 8 * 1024 * 1024 }
    }
}

impl Budget {
    fn with_effort(self, effort: u8) -> Self {
        let steps = 3 * effort.min(EFFORT_AT_MOST);
        Self { lines: self.lines << steps, bytes: self.bytes << steps }
    }

    fn allows(self, lines: u64, bytes: u64) -> bool {
        lines < self.lines && bytes < self.bytes
    }
}

/// Where a line stands: an article, and which of its hits it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The article's number.
    pub article: u32,
    /// The hit's number in it, in reading order.
    pub nth: u32,
}

/// The lines to be sorted: all those listed of some articles.
#[derive(Debug)]
pub struct Stretch<'s> {
    /// How their hits are found.
    pub reading: &'s Reading<'s>,
    /// The articles, by groups and then ascending.
    pub articles: &'s [Told],
    /// Which of their lines are listed.
    pub chosen: &'s Chosen,
    /// The dates of the corpus.
    pub dates: &'s Dates,
}

impl Stretch<'_> {
    /// All their lines.
    pub fn lines(&self) -> u64 {
        self.articles.iter().map(|told| told.lines).sum()
    }

    /// FNV-1a over the numbers of the articles and of their lines.
    fn hash(&self) -> u64 {
        let numbers = self.articles.iter().flat_map(|told| [u64::from(told.article), told.lines]);
        numbers.fold(0xcbf2_9ce4_8422_2325, |hash, number| (hash ^ number).wrapping_mul(0x0000_0100_0000_01b3))
    }
}

/// What lines were read for: the same query, keys, choice and articles go on with them. Effort and window are left out.
#[derive(Clone, Debug, PartialEq)]
struct Subject {
    asked: ConcordanceRequest,
    /// A hash of the articles with their lines, which more effort may change.
    articles: u64,
}

#[derive(Clone, Copy, Debug)]
struct Keyed {
    place: Place,
    /// The place of its group, then a word's number for left, right and node; the article's or day's for the others.
    keys: [u32; 1 + KEYS],
}

/// Lines read so far, with their keys: 24 bytes a line, and each distinct word of the keys once.
#[derive(Debug, Default)]
pub struct Sorted {
    /// What may be read.
    pub budget: Budget,
    subject: Option<Subject>,
    /// Articles read.
    read: usize,
    /// The group read last, and the packed bytes of all of them.
    group: Option<usize>,
    bytes: u64,
    words: HashMap<String, u32>,
    lines: Vec<Keyed>,
    in_order: bool,
}

impl Sorted {
    /// Reads lines until all of a stretch are there or the budget is reached, then sorts them. `None` while articles are
    /// missing, a batch of which is asked for; otherwise whether all lines were read.
    pub fn read(&mut self, access: &Access<'_>, stretch: &Stretch<'_>) -> Option<bool> {
        let request = stretch.reading.request;
        let subject = Subject {
            asked: ConcordanceRequest {
                spec: QuerySpec { effort: 0, ..request.spec.clone() },
                context_tokens: 0,
                offset: 0,
                limit: 0,
                ..request.clone()
            },
            articles: stretch.hash(),
        };
        if self.subject.as_ref() != Some(&subject) {
            *self = Self { budget: self.budget, subject: Some(subject), ..Self::default() };
        }
        let budget = self.budget.with_effort(request.spec.effort);
        while self.read < stretch.articles.len() && budget.allows(self.lines.len() as u64, self.bytes) {
            if !self.read_batch(access, stretch, budget) {
                return None;
            }
        }
        if !self.in_order {
            self.arrange(&request.sort);
        }
        Some(self.read == stretch.articles.len())
    }

    /// Lines read.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// The places of a window of the lines read.
    pub fn window(&self, window: Range<u64>) -> Vec<Place> {
        let at = |line: u64| usize::try_from(line).unwrap_or(usize::MAX).min(self.lines.len());
        self.lines[at(window.start)..at(window.end)].iter().map(|line| line.place).collect()
    }

    /// Asks for the next groups, and reads the articles that are there up to the first that is not. Returns whether the
    /// whole batch was read.
    fn read_batch(&mut self, access: &Access<'_>, stretch: &Stretch<'_>, budget: Budget) -> bool {
        let (mut groups, mut last) = (0, self.group);
        let mut whole = true;
        let (mut lines, mut bytes) = (self.lines.len() as u64, self.bytes);
        for told in &stretch.articles[self.read..] {
            let article = told.article;
            let group = access.place_of(Section::Groups, u64::from(article));
            let entry = group.filter(|_| group != last).and_then(|place| access.entry(Section::Groups, place));
            groups += usize::from(group != last || group.is_none());
            if groups > GROUPS_A_POLL || !budget.allows(lines, bytes) {
                break;
            }
            last = group;
            lines += told.lines;
            bytes += entry.map_or(0, |entry| u64::from(entry.size_bytes));
            let stored = access.article(ArticleId(article));
            whole &= stored.is_some() || !access.is_missing();
            if !whole {
                continue;
            }
            self.read += 1;
            (self.group, self.bytes) = (group, bytes);
            self.in_order = false;
            // A bundle whose groups lack an article has no lines there.
            let Some(stored) = stored else { continue };
            let (tokenised, hits) = stretch.reading.hits(article, stored);
            for (hit, nth) in hits.iter().zip(0..).filter(|(_, nth)| stretch.chosen.has(told, *nth)) {
                let mut keys = [told.group, 0, 0, 0];
                for (key, sort) in keys[1..].iter_mut().zip(&stretch.reading.request.sort) {
                    *key = self.key(stretch.dates, article, scanned(stored, &tokenised.tokens), hit, *sort);
                }
                self.lines.push(Keyed { place: Place { article, nth }, keys });
            }
        }
        whole
    }

    fn key(&mut self, dates: &Dates, article: u32, text: Scanned<'_>, hit: &TokenHit, sort: LineSort) -> u32 {
        let tokens = text.tokens;
        let block = tokens[hit.first].block;
        let beside = |at: Option<usize>| at.filter(|&n| tokens.get(n).is_some_and(|t| t.block == block)).map(|n| n..=n);
        let span = match sort {
            LineSort::Left(n) => beside(hit.first.checked_sub(usize::from(n))),
            LineSort::Right(n) => beside(hit.last.checked_add(usize::from(n))),
            LineSort::Node => Some(hit.first..=hit.last),
            LineSort::Article => return article,
            LineSort::Date => return dates.run_of(article).map_or(u32::MAX, |run| run as u32),
        };
        let cut = |span: std::ops::RangeInclusive<usize>| {
            let (start, end) = (tokens[*span.start()].start, tokens[*span.end()].end);
            text.text.get(start as usize..end as usize)
        };
        let word = exact_key(span.and_then(cut).unwrap_or(""));
        let next = self.words.len() as u32;
        *self.words.entry(word).or_insert(next)
    }

    /// Sorts the lines by their keys, words in Vietnamese order, equal ones by place.
    fn arrange(&mut self, sort: &[LineSort]) {
        let mut words: Vec<(Vec<u8>, u32)> =
            self.words.iter().map(|(word, &number)| (sort_key(word), number)).collect();
        sort::by(&mut words, |a, b| a.cmp(b));
        let mut ranks = vec![0; words.len()];
        for ((_, number), rank) in words.iter().zip(0u32..) {
            ranks[*number as usize] = rank;
        }
        let of_word: Vec<bool> =
            sort.iter().take(KEYS).map(|sort| !matches!(sort, LineSort::Article | LineSort::Date)).collect();
        let rank = |line: &Keyed| {
            let mut keys = line.keys;
            keys[1..]
                .iter_mut()
                .zip(&of_word)
                .filter(|(_, of_word)| **of_word)
                .for_each(|(key, _)| *key = ranks[*key as usize]);
            (keys, line.place)
        };
        sort::by_key(&mut self.lines, rank);
        self.in_order = true;
    }
}
