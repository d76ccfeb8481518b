//! Writes the term index: fed fold keys in order, it cuts chunks and hands each to a sink. It keeps none of them.

use super::entry::{FIELDS, write_inline, write_pointer};
use super::list::write_lists;
use crate::bundle::codec::Writer;
use crate::bundle::root::Section;

const TERMS_TARGET_BYTES: usize = 24 * 1024;
const ENTRIES_TARGET_BYTES: usize = 24 * 1024;
const LISTS_TARGET_BYTES: usize = 24 * 1024;
const INLINE_POSTINGS_BYTES: usize = 24;
const INLINE_POSITIONS_BYTES: usize = 12;

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
#[derive(Debug, Default)]
struct Lists {
    held: Vec<u8>,
    chunks: usize,
}

impl<E, S: FnMut(Section, Vec<u8>, u64, &[u8]) -> Result<(), E>> IndexWriter<S> {
    /// Starts an index.
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
            postings: Lists::default(),
            positions: Lists::default(),
        }
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
        out.varint(forms.len() as u64);
        for form in forms {
            out.text(if form.exact == fold { "" } else { form.exact });
            out.byte((0..FIELDS).filter(|&f| !form.fields[f].is_empty()).fold(0, |bits, f| bits | 1 << f));
            for occurrences in form.fields.iter().filter(|o| !o.is_empty()) {
                let df = 1 + occurrences.windows(2).filter(|pair| pair[0].0 != pair[1].0).count();
                out.varint(df as u64);
                out.varint((occurrences.len() - df) as u64);
                let (postings, positions) = write_lists(occurrences);
                self.place(&mut out, &postings, Section::Postings)?;
                self.place(&mut out, &positions, Section::Positions)?;
            }
        }
        Ok(out.into_bytes())
    }

    fn cut_terms(&mut self) -> Result<(), WriteError<E>> {
        let Some((first_key, _)) = self.keys.first().cloned() else { return Ok(()) };
        let mut map = fst::MapBuilder::memory();
        for (key, ordinal) in self.keys.drain(..) {
            map.insert(&key, ordinal).map_err(|_| OrderError(key))?;
        }
        let bytes = map.into_inner().map_err(|_| OrderError(first_key.clone()))?;
        self.keys_bytes = 0;
        (self.sink)(Section::Terms, bytes, self.keys_first, first_key.as_bytes()).map_err(WriteError::Sink)
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
        (self.sink)(Section::Entries, out.into_bytes(), *first, first_key.as_bytes()).map_err(WriteError::Sink)
    }

    fn place(&mut self, out: &mut Writer, list: &[u8], section: Section) -> Result<(), WriteError<E>> {
        let (inline_bytes, lists) = match section {
            Section::Postings => (INLINE_POSTINGS_BYTES, &mut self.postings),
            _ => (INLINE_POSITIONS_BYTES, &mut self.positions),
        };
        if !list.is_empty() && list.len() <= inline_bytes {
            write_inline(out, list);
            return Ok(());
        }
        if lists.held.len() + list.len() > LISTS_TARGET_BYTES {
            lists.cut(section, &mut self.sink)?;
        }
        write_pointer(out, lists.chunks, &(lists.held.len()..lists.held.len() + list.len()));
        lists.held.extend_from_slice(list);
        Ok(())
    }

    /// Cuts the last chunks. Returns the number of fold keys, and the sink.
    ///
    /// # Errors
    /// When a key was not in order, or the sink fails.
    pub fn finish(mut self) -> Result<(u32, S), WriteError<E>> {
        self.cut_terms()?;
        self.cut_entries()?;
        self.postings.cut(Section::Postings, &mut self.sink)?;
        self.positions.cut(Section::Positions, &mut self.sink)?;
        Ok((self.folds, self.sink))
    }
}

impl Lists {
    fn cut<E>(
        &mut self,
        section: Section,
        sink: &mut impl FnMut(Section, Vec<u8>, u64, &[u8]) -> Result<(), E>,
    ) -> Result<(), WriteError<E>> {
        if self.held.is_empty() {
            return Ok(());
        }
        let place = self.chunks as u64;
        self.chunks += 1;
        sink(section, std::mem::take(&mut self.held), place, &[]).map_err(WriteError::Sink)
    }
}
