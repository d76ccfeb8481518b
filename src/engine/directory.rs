//! Where chunks are: by place, by number, by key, and lists by their bytes. What is not there is noted, not fetched.

use super::cache::{Access, Decoded};
use crate::article::ArticleId;
use crate::bundle::chunk::{Entry, name_of};
use crate::bundle::error::{BundleError, Result};
use crate::bundle::root::{Directory, Section};
use crate::index::key::{ListsKey, Sought};
use std::borrow::Cow;
use std::ops::Range;

impl<'e> Access<'e> {
    /// The directory entry of a chunk; `None` when there is none or its page is missing.
    pub fn entry(&self, section: Section, place: usize) -> Option<&'e Entry> {
        match self.root.directory(section) {
            Directory::Inline(entries) => entries.get(place),
            Directory::Paged { pages, .. } => {
                let page = pages.get(pages.partition_point(|page| page.before <= place).checked_sub(1)?)?;
                self.page(page.place)?.get(place - page.before)
            }
        }
    }

    /// Chunks in a section.
    pub fn count(&self, section: Section) -> usize {
        match self.root.directory(section) {
            Directory::Inline(entries) => entries.len(),
            Directory::Paged { entries, .. } => *entries,
        }
    }

    /// Chunks of a section that come before what is looked for; `None` while the page that tells is missing, which is noted.
    fn chunks_before(&self, section: Section, before: impl Fn(u64, &[u8]) -> bool) -> Option<usize> {
        match self.root.directory(section) {
            Directory::Inline(entries) => Some(entries.partition_point(|e| before(e.first, &e.first_key))),
            Directory::Paged { pages, .. } => {
                let pages_before = pages.partition_point(|p| before(p.first, &p.first_key));
                let Some(page) = pages_before.checked_sub(1).and_then(|last| pages.get(last)) else { return Some(0) };
                let entries = self.page(page.place)?;
                Some(page.before + entries.partition_point(|e| before(e.first, &e.first_key)))
            }
        }
    }

    /// The place of the last chunk of a section whose `first` and `first_key` are not past what is looked for.
    fn locate(&self, section: Section, before: impl Fn(u64, &[u8]) -> bool) -> Option<usize> {
        self.chunks_before(section, before)?.checked_sub(1)
    }

    /// The key of a chunk: of the first in a page without that page.
    fn first_key(&self, section: Section, place: usize) -> Option<&'e [u8]> {
        if let Directory::Paged { pages, .. } = self.root.directory(section)
            && let Ok(page) = pages.binary_search_by_key(&place, |page| page.before)
        {
            return Some(&pages[page].first_key);
        }
        self.entry(section, place).map(|entry| entry.first_key.as_slice())
    }

    /// The place of the chunk that may hold a number (an article, an ordinal, a hash).
    pub fn place_of(&self, section: Section, number: u64) -> Option<usize> {
        self.locate(section, |first, _| first <= number)
    }

    /// The name of the chunk that holds an article.
    pub fn chunk_of(&self, number: ArticleId) -> Option<String> {
        let place = self.place_of(Section::Groups, u64::from(number.0))?;
        self.entry(Section::Groups, place).map(|entry| name_of(&entry.hash))
    }

    /// The place of the chunk that may hold a key.
    pub fn place_of_key(&self, section: Section, key: &str) -> Option<usize> {
        self.locate(section, |_, first_key| first_key <= key.as_bytes())
    }

    /// The place to start from for all keys from a given one on; `None` while the page that tells is missing.
    pub fn start_for_key(&self, section: Section, key: &str) -> Option<usize> {
        let before = self.chunks_before(section, |_, first_key| first_key <= key.as_bytes())?;
        Some(before.saturating_sub(1))
    }

    /// Bytes of a section of lists, counted over all its chunks; `None` while chunks or directory pages are missing, all
    /// of which are noted.
    ///
    /// # Errors
    /// When the section has no such bytes.
    pub fn list(&self, section: Section, range: Range<u64>) -> Result<Option<Cow<'e, [u8]>>> {
        const DANGLING: BundleError = BundleError::Invalid { what: "place of a list", at: 0 };
        let (mut joined, mut at, mut whole): (Option<Cow<'e, [u8]>>, u64, bool) = (None, range.start, true);
        let Some(mut place) = self.place_of(section, range.start) else {
            return if self.lacks_pages(section) { Ok(None) } else { Err(DANGLING) };
        };
        while at < range.end {
            let Some(entry) = self.entry(section, place) else {
                return if self.lacks_pages(section) { Ok(None) } else { Err(DANGLING) };
            };
            let end = entry.first.saturating_add(u64::from(entry.size_bytes)).min(range.end);
            if end <= at || entry.first > at {
                return Err(DANGLING);
            }
            if let Some(Decoded::Lists(bytes)) = self.chunk(section, place) {
                let part = bytes.get((at - entry.first) as usize..(end - entry.first) as usize).ok_or(DANGLING)?;
                match &mut joined {
                    None => joined = Some(Cow::Borrowed(part)),
                    Some(joined) => joined.to_mut().extend_from_slice(part),
                }
            } else {
                whole = false;
            }
            (at, place) = (end, place + 1);
        }
        Ok(if whole { Some(joined.unwrap_or_default()) } else { None })
    }

    /// The chunks of a section that, by the keys of its directory, may hold what is sought: their places and sizes.
    fn places_for(&self, section: Section, sought: Sought<'_>) -> Vec<(usize, u64)> {
        let is_before = |_: u64, key: &[u8]| ListsKey::read(key).is_some_and(|key| sought.is_after(&key));
        let Some(before) = self.chunks_before(section, is_before) else { return Vec::new() };
        let first = before.saturating_sub(1);
        let mut places = Vec::new();
        for place in first..self.count(section) {
            let Some(entry) = self.entry(section, place) else { break };
            let Some(key) = ListsKey::read(&entry.first_key) else { break };
            if !sought.is_after(&key) && !sought.has(&key) {
                break;
            }
            // What comes before may reach into what is sought: the last such chunk does, unless the next begins with it.
            let reaches = || match self.first_key(section, place + 1).map(ListsKey::read) {
                Some(Some(next)) => !sought.is_after(&next) && !sought.begins_at(&next),
                _ => place + 1 == self.count(section),
            };
            if sought.has(&key) || reaches() {
                places.push((place, u64::from(entry.size_bytes)));
            }
        }
        places
    }

    /// The bytes of the chunks that may hold entries or lists of what is sought.
    pub fn bytes_for(&self, section: Section, sought: Sought<'_>) -> u64 {
        self.places_for(section, sought).iter().map(|(_, bytes)| bytes).sum()
    }

    /// Asks for those chunks, as many as fit `limit_bytes`.
    pub fn ask_for(&self, section: Section, sought: Sought<'_>, limit_bytes: u64) {
        let mut bytes = 0;
        for (place, size) in self.places_for(section, sought) {
            bytes += size;
            if bytes > limit_bytes {
                break;
            }
            self.chunk(section, place);
        }
    }

    /// Whether the block of terms and the entries that a key may be in are there: then nothing of it need be guessed.
    pub fn knows_terms(&self, key: &str) -> bool {
        [Section::Terms, Section::Entries].iter().all(|&section| {
            let place = self.place_of_key(section, key);
            place.is_some_and(|place| self.cache.holds(section.chunk(place)))
        })
    }

    fn lacks_pages(&self, section: Section) -> bool {
        match self.root.directory(section) {
            Directory::Inline(_) => false,
            Directory::Paged { pages, .. } => {
                pages.iter().any(|page| !self.cache.holds(Section::Directory.chunk(page.place)))
            }
        }
    }

    fn ask_for_pages(&self, section: Section) {
        if let Directory::Paged { pages, .. } = self.root.directory(section) {
            pages.iter().for_each(|page| {
                self.page(page.place);
            });
        }
    }

    /// Asks for the directory of groups: whichever results there will be, their groups are then known.
    pub fn ask_for_group_pages(&self) {
        self.ask_for_pages(Section::Groups);
    }

    /// Notes everything that searches need again and again: the pages of the directories of the index and of groups, and
    /// the columns.
    pub fn ask_for_resident(&self) {
        for section in [Section::Terms, Section::Entries, Section::Postings, Section::Positions, Section::Groups] {
            self.ask_for_pages(section);
        }
        self.ask_for_words();
        (0..self.count(Section::Columns)).for_each(|place| {
            self.lengths(place);
        });
    }
}
