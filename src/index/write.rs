//! Writes the term index: fed fold keys in order, it cuts chunks and hands each to a sink. It keeps none of them.

use super::entry::{FIELDS, write_far, write_inline};
use super::key::{GOES_ON, ListsKey};
use super::list::{Pieces, write_lists};
use crate::bundle::codec::Writer;
use crate::bundle::group::deflate;
use crate::bundle::root::Section;

// Unit tests cut small, so that a few articles have lists over several chunks and directories over several pages.
const TERMS_TARGET_BYTES: usize = if cfg!(test) { 128 } else { 8 * 1024 };
const ENTRIES_TARGET_BYTES: usize = if cfg!(test) { 256 } else { 8 * 1024 };
const INLINE_POSTINGS_BYTES: usize = 48;
const INLINE_POSITIONS_BYTES: usize = 24;
/// Chunks of lists aim at this many bytes, in a large corpus at up to eight times as many; those of frequent forms, and
/// those before them, may be smaller.
const LISTS_LEAST_BYTES: usize = if cfg!(test) { 128 } else { 8 * 1024 };
/// What a token takes in postings and in positions, in sixteenths of a byte, as measured on news.
const TOKEN_SIXTEENTHS: [u64; 2] = [6, 19];
/// Chunks of postings and of positions that a large corpus is to have: their directory entries are kept by every page.
const LISTS_CHUNKS: [u64; 2] = [1200, 2000];

/// An exact form with its occurrences (article, position) by field, sorted.
#[derive(Debug)]
pub struct FormOccurrences<'o> {
    /// Its exact key.
    pub exact: &'o str,
    /// Title, lead, body, aside.
    pub fields: [&'o [(u32, u32)]; FIELDS],
}

/// Keys of an `fst` that were not in order.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("fold key {0:?} is not after the one before it")]
pub struct OrderError(pub String);

/// Why an index could not be written: a key out of order, or what the sink says.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WriteError<E> {
    /// A key was not after the one before it.
    #[error(transparent)]
    Order(#[from] OrderError),
    /// The sink did not take a chunk.
    #[error("a chunk of the index could not be kept: {0}")]
    Sink(E),
}

/// Takes fold keys in byte order and lays out the index. Every chunk goes to the sink as soon as it is full: its
/// section, its payload, and `first` and `first_key` of its directory entry; those of one section come in order.
///
/// Holds one open chunk a section, and what the lists of one fold key take when written.
#[derive(Debug)]
pub struct IndexWriter<S> {
    sink: S,
    folds: u32,
    keys: Vec<(String, u64)>,
    keys_bytes: usize,
    keys_first: u64,
    entries: Vec<Vec<u8>>,
    entries_bytes: usize,
    entries_first: (u64, String),
    postings: Lists,
    positions: Lists,
}

/// The open chunk of a section of lists.
#[derive(Debug)]
struct Lists {
    section: Section,
    target_bytes: usize,
    /// What the open chunk is to hold; of a form with many bytes all its chunks hold about the same.
    chunk_bytes: usize,
    held: Vec<u8>,
    /// The byte of the section that `held` starts with.
    first: u64,
    first_key: Vec<u8>,
    /// The key of the form whose lists are being written, whether any of them was, and whether its chunks are its own.
    key: Vec<u8>,
    begun: bool,
    alone: bool,
}

impl<E, S: FnMut(Section, Vec<u8>, u64, &[u8]) -> Result<(), E>> IndexWriter<S> {
    /// Starts an index of a small corpus. A large one says its size by [`Self::of_tokens`].
    pub fn new(sink: S) -> Self {
        Self {
            sink,
            folds: 0,
            keys: Vec::new(),
            keys_bytes: 0,
            keys_first: 0,
            entries: Vec::new(),
            entries_bytes: 0,
            entries_first: (0, String::new()),
            postings: Lists::new(Section::Postings, 0, 0),
            positions: Lists::new(Section::Positions, 1, 0),
        }
    }

    /// Chooses the size of chunks for a corpus of so many tokens, before the first key. It need not be exact.
    #[must_use]
    pub fn of_tokens(mut self, tokens: u64) -> Self {
        self.postings = Lists::new(Section::Postings, 0, tokens);
        self.positions = Lists::new(Section::Positions, 1, tokens);
        self
    }

    /// Adds a fold key with its exact forms.
    ///
    /// # Errors
    /// When the key is not after the one before it, or the sink fails.
    pub fn fold(&mut self, fold: &str, forms: &[FormOccurrences<'_>]) -> Result<(), WriteError<E>> {
        let ordinal = u64::from(self.folds);
        self.folds += 1;
        if self.keys.is_empty() {
            self.keys_first = ordinal;
        }
        self.keys.push((fold.to_owned(), ordinal - self.keys_first));
        self.keys_bytes += fold.len() + 3;
        if self.keys_bytes >= TERMS_TARGET_BYTES {
            self.cut_terms()?;
        }
        if self.entries.is_empty() {
            self.entries_first = (ordinal, fold.to_owned());
        }
        let entry = self.entry(fold, forms)?;
        self.entries_bytes += entry.len() + 2;
        self.entries.push(entry);
        if self.entries_bytes >= ENTRIES_TARGET_BYTES {
            self.cut_entries()?;
        }
        Ok(())
    }

    fn entry(&mut self, fold: &str, forms: &[FormOccurrences<'_>]) -> Result<Vec<u8>, WriteError<E>> {
        let mut out = Writer::new();
        let mut starts: Option<[u64; 2]> = None;
        for form in forms {
            let lists = form.fields.map(write_lists);
            let key = ListsKey { fold, exact: form.exact, leads: starts.is_none(), goes_on: false };
            let postings = lists.iter().map(|(list, _)| far_bytes(list, INLINE_POSTINGS_BYTES)).sum();
            let positions = lists.iter().map(|(_, list)| far_bytes(list, INLINE_POSITIONS_BYTES)).sum();
            self.postings.begin(&key, postings, &mut self.sink)?;
            self.positions.begin(&key, positions, &mut self.sink)?;
            out.text(if form.exact == fold { "" } else { form.exact });
            out.byte((0..FIELDS).filter(|&f| !form.fields[f].is_empty()).fold(0, |bits, f| bits | 1 << f));
            for (occurrences, (postings, positions)) in form.fields.iter().zip(&lists).filter(|(o, _)| !o.is_empty()) {
                let df = 1 + occurrences.windows(2).filter(|pair| pair[0].0 != pair[1].0).count();
                out.varint(df as u64);
                out.varint((occurrences.len() - df) as u64);
                let ends = starts.unwrap_or([self.postings.end(), self.positions.end()]);
                let far_postings = place(&mut out, postings, INLINE_POSTINGS_BYTES);
                let far_positions = place(&mut out, positions, INLINE_POSITIONS_BYTES);
                if far_postings {
                    self.postings.put(postings, &mut self.sink)?;
                }
                if far_positions {
                    self.positions.put(positions, &mut self.sink)?;
                }
                if far_postings || far_positions {
                    starts = Some(ends);
                }
            }
            self.postings.end_form(&mut self.sink)?;
            self.positions.end_form(&mut self.sink)?;
        }
        let mut entry = Writer::new();
        entry.varint((forms.len() as u64) << 1 | u64::from(starts.is_some()));
        starts.iter().flatten().for_each(|&start| entry.varint(start));
        entry.raw(&out.into_bytes());
        Ok(entry.into_bytes())
    }

    fn cut_terms(&mut self) -> Result<(), WriteError<E>> {
        let Some((first_key, _)) = self.keys.first().cloned() else { return Ok(()) };
        let mut map = fst::MapBuilder::memory();
        for (key, ordinal) in self.keys.drain(..) {
            map.insert(&key, ordinal).map_err(|_| OrderError(key))?;
        }
        let bytes = map.into_inner().map_err(|_| OrderError(first_key.clone()))?;
        self.keys_bytes = 0;
        (self.sink)(Section::Terms, deflate(&bytes), self.keys_first, first_key.as_bytes()).map_err(WriteError::Sink)
    }

    fn cut_entries(&mut self) -> Result<(), WriteError<E>> {
        if self.entries.is_empty() {
            return Ok(());
        }
        let mut out = Writer::new();
        out.varint(self.entries.len() as u64);
        self.entries.drain(..).for_each(|entry| out.bytes(&entry));
        self.entries_bytes = 0;
        let (first, first_key) = &self.entries_first;
        (self.sink)(Section::Entries, deflate(&out.into_bytes()), *first, first_key.as_bytes())
            .map_err(WriteError::Sink)
    }

    /// Cuts the last chunks. Returns the number of fold keys, and the sink.
    ///
    /// # Errors
    /// When a key was not in order, or the sink fails.
    pub fn finish(mut self) -> Result<(u32, S), WriteError<E>> {
        self.cut_terms()?;
        self.cut_entries()?;
        self.postings.cut(&mut self.sink)?;
        self.positions.cut(&mut self.sink)?;
        Ok((self.folds, self.sink))
    }
}

/// What a list takes in its section: nothing when it is short enough to stand in the entry.
fn far_bytes(list: &Pieces, inline_bytes: usize) -> usize {
    if list.bytes.len() > inline_bytes { list.bytes.len() } else { 0 }
}

/// Writes a list, or that it lies in its section. Returns whether it does.
fn place(out: &mut Writer, list: &Pieces, inline_bytes: usize) -> bool {
    let far = far_bytes(list, inline_bytes) > 0;
    if far {
        write_far(out, list.bytes.len());
    } else {
        write_inline(out, &list.bytes);
    }
    far
}

impl Lists {
    fn new(section: Section, kind: usize, tokens: u64) -> Self {
        let bytes = tokens.saturating_mul(TOKEN_SIXTEENTHS[kind]) / 16 / LISTS_CHUNKS[kind];
        let target_bytes = (bytes as usize).clamp(LISTS_LEAST_BYTES, 8 * LISTS_LEAST_BYTES);
        Self {
            section,
            target_bytes,
            chunk_bytes: target_bytes,
            held: Vec::new(),
            first: 0,
            first_key: Vec::new(),
            key: Vec::new(),
            begun: false,
            alone: false,
        }
    }

    /// The byte of the section that the next list starts at.
    fn end(&self) -> u64 {
        self.first + self.held.len() as u64
    }

    /// Begins the lists of a form, which will be so many bytes. Many have chunks of their own, of about one size: whoever
    /// asks for a frequent form loads nothing else.
    fn begin<E>(
        &mut self,
        key: &ListsKey<'_>,
        bytes: usize,
        sink: &mut impl FnMut(Section, Vec<u8>, u64, &[u8]) -> Result<(), E>,
    ) -> Result<(), WriteError<E>> {
        let alone = bytes > self.target_bytes / 2;
        if bytes > 0 && (alone || self.held.len() + bytes > self.target_bytes) {
            self.cut(sink)?;
        }
        self.chunk_bytes = if alone { bytes.div_ceil(bytes.div_ceil(self.target_bytes)) } else { self.target_bytes };
        (self.key, self.begun, self.alone) = (key.to_bytes(), false, alone);
        Ok(())
    }

    fn end_form<E>(
        &mut self,
        sink: &mut impl FnMut(Section, Vec<u8>, u64, &[u8]) -> Result<(), E>,
    ) -> Result<(), WriteError<E>> {
        // What is left of a form with chunks of its own is one, unless it is little: then others join it.
        if self.alone && self.held.len() > self.target_bytes / 2 { self.cut(sink) } else { Ok(()) }
    }

    /// Appends a list of the form. It is cut only between its pieces.
    fn put<E>(
        &mut self,
        list: &Pieces,
        sink: &mut impl FnMut(Section, Vec<u8>, u64, &[u8]) -> Result<(), E>,
    ) -> Result<(), WriteError<E>> {
        let mut from = 0;
        for &end in &list.ends {
            let piece = &list.bytes[from..end];
            // As near to the size as pieces allow.
            if self.held.len() + piece.len() / 2 > self.chunk_bytes {
                self.cut(sink)?;
            }
            if self.held.is_empty() {
                self.first_key.clone_from(&self.key);
                if self.begun {
                    self.first_key.push(GOES_ON);
                }
            }
            self.begun = true;
            self.held.extend_from_slice(piece);
            from = end;
        }
        Ok(())
    }

    fn cut<E>(
        &mut self,
        sink: &mut impl FnMut(Section, Vec<u8>, u64, &[u8]) -> Result<(), E>,
    ) -> Result<(), WriteError<E>> {
        if self.held.is_empty() {
            return Ok(());
        }
        let (first, payload) = (self.first, std::mem::take(&mut self.held));
        self.first += payload.len() as u64;
        sink(self.section, payload, first, &self.first_key).map_err(WriteError::Sink)
    }
}
