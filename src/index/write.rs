//! Writes the term index: fed fold keys in order, it cuts chunks and keeps their directory entries.

use super::entry::{FIELDS, write_inline, write_pointer};
use super::list::write_lists;
use crate::bundle::chunk::{Entry, PackedChunk, name_of, sha256};
use crate::bundle::codec::Writer;

const TERMS_TARGET_BYTES: usize = 24 * 1024;
const ENTRIES_TARGET_BYTES: usize = 24 * 1024;
const LISTS_TARGET_BYTES: usize = 24 * 1024;
const INLINE_POSTINGS_BYTES: usize = 24;
const INLINE_POSITIONS_BYTES: usize = 12;

/// The chunks of one section and their directory entries, in order.
#[derive(Debug, Default)]
pub struct SectionChunks {
    /// What goes into the directory.
    pub entries: Vec<Entry>,
    /// The chunks.
    pub chunks: Vec<PackedChunk>,
}

impl SectionChunks {
    /// Adds a chunk.
    pub fn push(&mut self, payload: Vec<u8>, first: u64, first_key: &[u8]) {
        let hash = sha256(&payload);
        let size_bytes = u32::try_from(payload.len()).expect("a chunk is far below 4 GiB");
        self.entries.push(Entry { hash, size_bytes, first, first_key: first_key.to_vec() });
        self.chunks.push(PackedChunk { name: name_of(&hash), payload });
    }
}

/// An exact form with its occurrences (article, position) by field, sorted.
#[derive(Debug)]
pub struct FormOccurrences<'o> {
    /// Its exact key.
    pub exact: &'o str,
    /// Title, lead, body, aside.
    pub fields: [&'o [(u32, u32)]; FIELDS],
}

/// The sections of the index.
#[derive(Debug, Default)]
pub struct IndexChunks {
    /// `fst` maps.
    pub terms: SectionChunks,
    /// Term entries.
    pub entries: SectionChunks,
    /// Long postings lists.
    pub postings: SectionChunks,
    /// Long positions lists.
    pub positions: SectionChunks,
    /// Fold keys written.
    pub folds: u32,
}

/// Keys of an `fst` that were not in order.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("fold key {0:?} is not after the one before it")]
pub struct OrderError(pub String);

/// Takes fold keys in byte order and lays out the index.
#[derive(Debug, Default)]
pub struct IndexWriter {
    out: IndexChunks,
    keys: Vec<(String, u64)>,
    keys_bytes: usize,
    keys_first: u64,
    entries: Vec<Vec<u8>>,
    entries_bytes: usize,
    entries_first: (u64, String),
    postings: Vec<u8>,
    positions: Vec<u8>,
}

impl IndexWriter {
    /// Starts an index.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a fold key with its exact forms.
    ///
    /// # Errors
    /// When the key is not after the one before it.
    pub fn fold(&mut self, fold: &str, forms: &[FormOccurrences<'_>]) -> Result<(), OrderError> {
        let ordinal = u64::from(self.out.folds);
        self.out.folds += 1;
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
        let entry = self.entry(fold, forms);
        self.entries_bytes += entry.len() + 2;
        self.entries.push(entry);
        if self.entries_bytes >= ENTRIES_TARGET_BYTES {
            self.cut_entries();
        }
        Ok(())
    }

    fn entry(&mut self, fold: &str, forms: &[FormOccurrences<'_>]) -> Vec<u8> {
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
                place(&mut out, &postings, INLINE_POSTINGS_BYTES, &mut self.postings, &mut self.out.postings);
                place(&mut out, &positions, INLINE_POSITIONS_BYTES, &mut self.positions, &mut self.out.positions);
            }
        }
        out.into_bytes()
    }

    fn cut_terms(&mut self) -> Result<(), OrderError> {
        let Some((first_key, _)) = self.keys.first().cloned() else { return Ok(()) };
        let mut map = fst::MapBuilder::memory();
        for (key, ordinal) in self.keys.drain(..) {
            map.insert(&key, ordinal).map_err(|_| OrderError(key))?;
        }
        let bytes = map.into_inner().map_err(|_| OrderError(first_key.clone()))?;
        self.out.terms.push(bytes, self.keys_first, first_key.as_bytes());
        self.keys_bytes = 0;
        Ok(())
    }

    fn cut_entries(&mut self) {
        if self.entries.is_empty() {
            return;
        }
        let mut out = Writer::new();
        out.varint(self.entries.len() as u64);
        self.entries.drain(..).for_each(|entry| out.bytes(&entry));
        self.out.entries.push(out.into_bytes(), self.entries_first.0, self.entries_first.1.as_bytes());
        self.entries_bytes = 0;
    }

    /// Cuts the last chunks.
    ///
    /// # Errors
    /// When a key was not in order.
    pub fn finish(mut self) -> Result<IndexChunks, OrderError> {
        self.cut_terms()?;
        self.cut_entries();
        cut_lists(&mut self.postings, &mut self.out.postings);
        cut_lists(&mut self.positions, &mut self.out.positions);
        Ok(self.out)
    }
}

fn place(out: &mut Writer, list: &[u8], inline_bytes: usize, held: &mut Vec<u8>, section: &mut SectionChunks) {
    if !list.is_empty() && list.len() <= inline_bytes {
        return write_inline(out, list);
    }
    if !held.is_empty() && held.len() + list.len() > LISTS_TARGET_BYTES {
        cut_lists(held, section);
    }
    write_pointer(out, section.chunks.len(), &(held.len()..held.len() + list.len()));
    held.extend_from_slice(list);
}

fn cut_lists(held: &mut Vec<u8>, section: &mut SectionChunks) {
    if !held.is_empty() {
        let place = section.chunks.len() as u64;
        section.push(std::mem::take(held), place, &[]);
    }
}
