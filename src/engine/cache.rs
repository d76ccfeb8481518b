//! Decoded chunks, and how an answer reaches them: what is not there is noted as missing.

use super::decoded::{Decoded, decode, is_of_words};
use super::memo::Memo;
use crate::article::ArticleId;
use crate::bundle::chunk::{Entry, name_of};
use crate::bundle::columns::dates::Dates;
use crate::bundle::columns::values::Dictionary;
use crate::bundle::error::{BundleError, Result};
use crate::bundle::families::{FamilyRecord, FamilyRow, Listed};
use crate::bundle::frequent_terms::FrequentTerms;
use crate::bundle::group::StoredArticle;
use crate::bundle::ids::Ids;
use crate::bundle::mentions::{Leader, NameRow};
use crate::bundle::related_words::RelatedRow;
use crate::bundle::reprints::ReprintRow;
use crate::bundle::root::{SECTIONS, Section, chunk_ref};
use crate::bundle::shared::SharedPlace;
use crate::bundle::text_codes::Words;
use crate::bundle::{ChunkId, ChunkRef, Root};
use crate::index::entry::Entries;
use crate::index::terms::Terms;
use crate::mentions::Mention;
use crate::password::Key;
use crate::protocol::Overview;
use crate::sort;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

/// Bytes of decoded chunks that are kept; wasm memory never shrinks.
const KEPT_BYTES: usize = 64 * 1024 * 1024;

#[derive(Debug)]
struct Held {
    decoded: Decoded,
    size_bytes: usize,
    used: Cell<u64>,
}

/// The chunks an engine holds.
#[derive(Debug, Default)]
pub struct Cache {
    held: HashMap<ChunkId, Held>,
    bytes: usize,
    poll: u64,
    memo: Memo,
    /// The dictionary of the texts, once it is here; it stays.
    words: Option<Words>,
    /// Groups that came before the dictionary, which decodes them.
    waiting: Vec<(ChunkId, Vec<u8>)>,
    /// What chunks are decrypted with, where they are encrypted.
    key: Option<Key>,
}

impl Cache {
    /// Decrypts every chunk from now on.
    pub fn unlock(&mut self, key: Key) {
        self.key = Some(key);
    }

    /// Marks the beginning of a poll: what it touches is not dropped by it.
    pub fn begin(&mut self) {
        self.poll += 1;
    }

    /// Whether a chunk is there.
    pub fn holds(&self, id: ChunkId) -> bool {
        self.held.contains_key(&id)
    }

    /// Checks, decodes and keeps a chunk; drops the least recently used ones when there are too many bytes.
    pub fn supply(&mut self, root: &Root, id: ChunkId, payload: Vec<u8>) -> Result<()> {
        if self.held.contains_key(&id) || self.is_waiting(id) {
            return Ok(());
        }
        let unknown = BundleError::UnknownChunk(id.0);
        let (section, place) = Section::of(id).ok_or(unknown.clone())?;
        let access = Access::new(root, self);
        let entry = access.entry(section, place).ok_or(unknown)?.clone();
        entry.verify(&payload)?;
        // The engine of the JavaScript API is given no key, and has no cipher in it.
        let has_cipher = !cfg!(all(target_arch = "wasm32", not(feature = "app")));
        let payload = match self.key.as_ref().filter(|_| has_cipher) {
            Some(key) => key.chunk(&payload).ok_or_else(|| BundleError::Checksum { name: name_of(&entry.hash) })?,
            None => payload,
        };
        let needs_words = access.needs_words();
        match section {
            Section::Words => {
                self.words = Some(Words::read(&payload)?);
                std::mem::take(&mut self.waiting).into_iter().try_for_each(|(id, group)| self.hold(root, id, group))
            }
            _ if needs_words && is_of_words(section) => {
                self.waiting.push((id, payload));
                Ok(())
            }
            _ => self.hold(root, id, payload),
        }
    }

    /// Decodes and keeps a chunk that was checked.
    fn hold(&mut self, root: &Root, id: ChunkId, payload: Vec<u8>) -> Result<()> {
        let (section, _) = Section::of(id).ok_or(BundleError::UnknownChunk(id.0))?;
        let packed_bytes = payload.len();
        let decoded = decode(root, section, payload, self.words.as_ref())?;
        let size_bytes = packed_bytes + decoded.more_bytes();
        self.bytes += size_bytes;
        self.held.insert(id, Held { decoded, size_bytes, used: Cell::new(self.poll) });
        self.drop_least_used();
        Ok(())
    }

    fn is_waiting(&self, id: ChunkId) -> bool {
        self.waiting.iter().any(|(waiting, _)| *waiting == id)
    }

    fn drop_least_used(&mut self) {
        if self.bytes <= KEPT_BYTES {
            return;
        }
        let mut by_use: Vec<(u64, ChunkId)> = self.held.iter().map(|(id, held)| (held.used.get(), *id)).collect();
        sort::by_key(&mut by_use, |held| *held);
        for (used, id) in by_use {
            if self.bytes <= KEPT_BYTES || used >= self.poll {
                break;
            }
            self.bytes -= self.held.remove(&id).map_or(0, |held| held.size_bytes);
        }
    }
}

/// Read access for one poll; remembers what was asked for and not there.
#[derive(Debug)]
pub struct Access<'e> {
    pub(super) root: &'e Root,
    pub(super) cache: &'e Cache,
    /// Ascending by number.
    pub(super) missing: RefCell<Vec<ChunkRef>>,
    /// Bytes of text that were counted.
    counted_bytes: Cell<usize>,
}

/// Bytes of text that one poll counts: a fraction of a second in a browser, where a worker that is silent for long is taken
/// to hang, and a newer question waits for the end of a poll.
const COUNTED_BYTES: usize = 1 << 20;

macro_rules! typed {
    ($(#[$doc:meta])* $name:ident, $section:ident, $variant:ident, $type:ty) => {
        $(#[$doc])*
        pub fn $name(&self, place: usize) -> Option<&'e $type> {
            match self.chunk(Section::$section, place)? {
                Decoded::$variant(decoded) => Some(decoded),
                _ => None,
            }
        }
    };
}

impl<'e> Access<'e> {
    /// Starts a poll.
    pub fn new(root: &'e Root, cache: &'e Cache) -> Self {
        Self { root, cache, missing: RefCell::default(), counted_bytes: Cell::new(0) }
    }

    /// The bundle's root.
    pub fn root(&self) -> &'e Root {
        self.root
    }

    /// What is kept between polls beside chunks.
    pub fn memo(&self) -> &'e Memo {
        &self.cache.memo
    }

    /// What was asked for and not there.
    pub fn missing(&self) -> Vec<ChunkRef> {
        self.missing.borrow().clone()
    }

    /// Notes that so many bytes of text were counted.
    pub fn count_bytes(&self, bytes: usize) {
        self.counted_bytes.set(self.counted_bytes.get() + bytes);
    }

    /// Whether this poll has counted as much as one may: the next one goes on.
    pub fn has_counted_enough(&self) -> bool {
        self.counted_bytes.get() >= COUNTED_BYTES
    }

    /// Whether anything asked for so far is missing: the answer cannot go on.
    pub fn is_missing(&self) -> bool {
        !self.missing.borrow().is_empty()
    }

    pub(super) fn chunk(&self, section: Section, place: usize) -> Option<&'e Decoded> {
        let id = section.chunk(place);
        if let Some(held) = self.cache.held.get(&id) {
            held.used.set(self.cache.poll);
            return Some(&held.decoded);
        }
        let entry = self.entry(section, place)?;
        if !self.cache.is_waiting(id) {
            self.note(id, entry);
        }
        if is_of_words(section) {
            self.ask_for_words();
        }
        None
    }

    fn note(&self, id: ChunkId, entry: &Entry) {
        let mut missing = self.missing.borrow_mut();
        if let Err(place) = missing.binary_search_by_key(&id, |chunk| chunk.id) {
            missing.insert(place, chunk_ref(id, entry));
        }
    }

    /// Asks for the dictionary of the texts, which what has texts needs.
    pub fn ask_for_words(&self) {
        if let Some(entry) = self.entry(Section::Words, 0).filter(|_| self.needs_words()) {
            self.note(Section::Words.chunk(0), entry);
        }
    }

    /// Whether there is a dictionary of the texts and it is not here.
    fn needs_words(&self) -> bool {
        self.cache.words.is_none() && self.count(Section::Words) > 0
    }

    pub(super) fn page(&self, place: usize) -> Option<&'e Vec<Entry>> {
        match self.chunk(Section::Directory, place)? {
            Decoded::Directory(entries) => Some(entries),
            _ => None,
        }
    }

    typed!(
        /// A block of the term map.
        terms, Terms, Terms, Terms
    );
    typed!(
        /// A chunk of term entries.
        entries, Entries, Entries, Entries
    );
    typed!(
        /// A group of articles.
        group, Groups, Group, Vec<StoredArticle>
    );
    typed!(
        /// A chunk of lengths.
        lengths, Columns, Lengths, Vec<u8>
    );
    typed!(
        /// The dictionary of a facet, by its place in [`crate::bundle::columns::CODED`].
        values, Values, Values, Dictionary
    );
    typed!(
        /// A chunk of facet codes.
        codes, Codes, Codes, Vec<u32>
    );
    typed!(
        /// What the articles of a group mention.
        mentions, Mentions, Mentions, Vec<Vec<Mention>>
    );
    typed!(
        /// A chunk of names.
        names, Names, Names, Vec<NameRow>
    );
    typed!(
        /// A chunk of leaders.
        leaders, Leaders, Leaders, Vec<Leader>
    );
    typed!(
        /// A chunk of families: their wordings and places.
        family_records, Families, Families, Vec<FamilyRecord>
    );
    typed!(
        /// A chunk of families as lists show them.
        family_rows, FamilyRows, FamilyRows, Vec<FamilyRow>
    );
    typed!(
        /// A chunk of the keys of families.
        family_keys, FamilyKeys, FamilyKeys, Vec<Listed>
    );
    typed!(
        /// A chunk of articles that have copies.
        reprints, Reprints, Reprints, Vec<ReprintRow>
    );
    typed!(
        /// Where articles share wording with others.
        shared, Shared, Shared, Vec<SharedPlace>
    );
    typed!(
        /// A chunk of words that are used alike.
        related_words, RelatedWords, RelatedWords, Vec<RelatedRow>
    );
    typed!(
        /// A part of the id table.
        ids, Ids, Ids, Ids
    );

    /// The dates of the articles.
    pub fn dates(&self) -> Option<&'e Dates> {
        match self.chunk(Section::Dates, 0)? {
            Decoded::Dates(dates) => Some(dates),
            _ => None,
        }
    }

    /// The overview.
    pub fn overview(&self) -> Option<&'e Overview> {
        match self.chunk(Section::Overview, 0)? {
            Decoded::Overview(overview) => Some(overview),
            _ => None,
        }
    }

    /// Articles by fold key, for the commonest ones.
    pub fn common(&self) -> Option<&'e FrequentTerms> {
        match self.chunk(Section::Common, 0)? {
            Decoded::Common(common) => Some(common),
            _ => None,
        }
    }

    /// An article.
    pub fn article(&self, number: ArticleId) -> Option<&'e StoredArticle> {
        let place = self.place_of(Section::Groups, u64::from(number.0))?;
        let group = self.group(place)?;
        let first = self.entry(Section::Groups, place)?.first;
        group.get(u64::from(number.0).checked_sub(first)? as usize)
    }

    /// Every chunk there is; notes directory pages that are missing.
    pub fn all_chunks(&self) -> Vec<ChunkRef> {
        let mut all = Vec::new();
        // The dictionary first: what is decoded with it need not wait then.
        let sections = std::iter::once(Section::Words).chain(SECTIONS.into_iter().filter(|s| *s != Section::Words));
        for section in sections {
            for place in 0..self.count(section) {
                let id = section.chunk(place);
                if section == Section::Directory {
                    self.page(place);
                }
                all.extend(self.entry(section, place).map(|entry| chunk_ref(id, entry)));
            }
        }
        all
    }
}
