//! Decoded chunks, and how an answer reaches them: what is not there is noted as missing.

use super::memo::Memo;
use crate::article::ArticleId;
use crate::bundle::chunk::Entry;
use crate::bundle::codec::Reader;
use crate::bundle::columns::values::{Dictionary, read_codes, read_dictionary};
use crate::bundle::columns::{dates::Dates, read_lengths};
use crate::bundle::error::{BundleError, Result};
use crate::bundle::families::{FamilyRecord, FamilyRow, read_records, read_rows};
use crate::bundle::frequent_terms::{FrequentTerms, read_frequent_terms};
use crate::bundle::group::{StoredArticle, inflate_within, read_group};
use crate::bundle::ids::{Ids, read_ids};
use crate::bundle::mentions::{Leader, NameRow, read_leaders, read_mentions, read_names};
use crate::bundle::overview::read_overview;
use crate::bundle::reprints::{ReprintRow, read_reprints};
use crate::bundle::root::{SECTIONS, Section, chunk_ref, read_entries};
use crate::bundle::shared::{SharedPlace, read_shared};
use crate::bundle::text_codes::Words;
use crate::bundle::{ChunkId, ChunkRef, Root};
use crate::index::entry::Entries;
use crate::index::terms::Terms;
use crate::mentions::Mention;
use crate::protocol::Overview;
use crate::sort;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

/// Bytes of decoded chunks that are kept; wasm memory never shrinks.
const KEPT_BYTES: usize = 64 * 1024 * 1024;

/// What a block of terms or of entries inflates to, at most: a packed one has some 8 KB and the entry of one fold key.
const INDEX_CHUNK_LIMIT_BYTES: usize = 1 << 20;

/// A chunk, decoded.
#[derive(Debug)]
pub(super) enum Decoded {
    Directory(Vec<Entry>),
    Terms(Terms),
    Entries(Entries),
    Lists(Vec<u8>),
    Group(Vec<StoredArticle>),
    Lengths(Vec<u8>),
    Dates(Dates),
    Values(Dictionary),
    Codes(Vec<u32>),
    Overview(Box<Overview>),
    Ids(Ids),
    Common(FrequentTerms),
    Mentions(Vec<Vec<Mention>>),
    Names(Vec<NameRow>),
    Leaders(Vec<Leader>),
    Families(Vec<FamilyRecord>),
    FamilyRows(Vec<FamilyRow>),
    Reprints(Vec<ReprintRow>),
    Shared(Vec<SharedPlace>),
}

impl Decoded {
    /// What it takes beside its payload, about.
    fn more_bytes(&self) -> usize {
        match self {
            Self::Group(articles) => articles.iter().map(|a| a.article.text.len() + 512).sum(),
            Self::Directory(entries) => entries.len() * 64,
            Self::Ids(ids) => ids.len() * 8,
            Self::Lengths(lengths) => lengths.len(),
            Self::Entries(entries) => entries.payload().len(),
            Self::Terms(terms) => terms.size_bytes(),
            Self::Mentions(articles) => {
                articles.iter().flatten().map(|mention| size_of::<Mention>() + mention.key.len()).sum()
            }
            Self::Names(rows) => rows.iter().map(NameRow::size_bytes).sum(),
            Self::Leaders(leaders) => leaders.iter().map(|leader| size_of::<Leader>() + leader.key.len()).sum(),
            Self::Codes(codes) => codes.len() * 4,
            Self::Families(records) => records.iter().map(FamilyRecord::size_bytes).sum(),
            Self::FamilyRows(rows) => rows.iter().map(FamilyRow::size_bytes).sum(),
            Self::Reprints(rows) => size_of_val(rows.as_slice()),
            Self::Shared(places) => size_of_val(places.as_slice()),
            _ => 0,
        }
    }
}

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
}

impl Cache {
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
        let needs_words = access.needs_words();
        match section {
            Section::Words => {
                self.words = Some(Words::read(&payload)?);
                std::mem::take(&mut self.waiting).into_iter().try_for_each(|(id, group)| self.hold(root, id, group))
            }
            Section::Groups if needs_words => {
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

fn decode(root: &Root, section: Section, payload: Vec<u8>, words: Option<&Words>) -> Result<Decoded> {
    Ok(match section {
        Section::Directory => {
            let mut reader = Reader::new(&payload);
            reader.byte("directory page")?;
            let entries = read_entries(&mut reader)?;
            reader.end("directory page")?;
            Decoded::Directory(entries)
        }
        Section::Terms => {
            Decoded::Terms(Terms::open(inflate_within(&payload, INDEX_CHUNK_LIMIT_BYTES, "block of terms")?)?)
        }
        Section::Entries => {
            Decoded::Entries(Entries::open(inflate_within(&payload, INDEX_CHUNK_LIMIT_BYTES, "term entries")?)?)
        }
        Section::Postings | Section::Positions | Section::Pairs => Decoded::Lists(payload),
        Section::Groups => Decoded::Group(read_group(&payload, words.unwrap_or(&Words::default()))?),
        Section::Columns => Decoded::Lengths(read_lengths(&payload)?),
        Section::Dates => Decoded::Dates(Dates::read(&payload, root.counts.dated)?),
        Section::Values => Decoded::Values(read_dictionary(&payload)?),
        Section::Codes => Decoded::Codes(read_codes(&payload)?),
        Section::Overview => Decoded::Overview(Box::new(read_overview(&payload)?)),
        Section::Ids => Decoded::Ids(read_ids(&payload)?),
        Section::Common => Decoded::Common(read_frequent_terms(&payload)?),
        // It is not held with the others: see `Cache::supply`.
        Section::Words => return Err(BundleError::UnknownChunk(Section::Words.chunk(0).0)),
        Section::Mentions => Decoded::Mentions(read_mentions(&payload)?),
        Section::Names => Decoded::Names(read_names(&payload, root.counts.articles)?),
        Section::Leaders => Decoded::Leaders(read_leaders(&payload)?),
        Section::Families => Decoded::Families(read_records(&payload, root.counts.articles)?),
        Section::FamilyRows => Decoded::FamilyRows(read_rows(&payload, root.counts.articles)?),
        Section::Reprints => Decoded::Reprints(read_reprints(&payload, root.counts.articles)?),
        Section::Shared => Decoded::Shared(read_shared(&payload, root.counts.articles)?),
    })
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
        if section == Section::Groups {
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

    /// Asks for the dictionary of the texts, which every group needs.
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
        /// A chunk of articles that have copies.
        reprints, Reprints, Reprints, Vec<ReprintRow>
    );
    typed!(
        /// Where articles share wording with others.
        shared, Shared, Shared, Vec<SharedPlace>
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
