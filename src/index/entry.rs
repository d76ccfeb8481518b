//! Term entries: the exact forms of a fold key, their frequencies, and where their lists are.

use crate::bundle::codec::{Reader, Writer};
use crate::bundle::error::{BundleError, Result};
use std::ops::Range;

const WHAT: &str = "term entry";
/// Fields an article's tokens are indexed in.
pub const FIELDS: usize = 4;

/// Where the bytes of a list are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the entries chunk itself.
    Inline(Range<usize>),
    /// In a postings or positions chunk.
    Chunk {
        /// The chunk's place in its section.
        place: usize,
        /// In the chunk.
        range: Range<usize>,
    },
}

/// The lists of one exact form in one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRef {
    /// Articles.
    pub df: u32,
    /// Occurrences.
    pub occurrences: u64,
    /// Its postings.
    pub postings: Place,
    /// Its positions.
    pub positions: Place,
}

/// One exact form of a fold key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Its exact key.
    pub exact: String,
    /// Its lists by field.
    pub lists: [Option<ListRef>; FIELDS],
}

/// Writes the place of a list whose bytes stand right here.
pub fn write_inline(out: &mut Writer, bytes: &[u8]) {
    out.bytes(bytes);
}

/// Writes the place of a list that lies in another chunk.
pub fn write_pointer(out: &mut Writer, place: usize, range: &Range<usize>) {
    out.varint(0);
    out.varint(place as u64);
    out.varint(range.start as u64);
    out.varint(range.len() as u64);
}

fn read_place(reader: &mut Reader<'_>, base: usize) -> Result<Place> {
    let length = reader.count(1, WHAT)?;
    if length > 0 {
        let start = base + reader.at();
        reader.raw(length, WHAT)?;
        return Ok(Place::Inline(start..start + length));
    }
    let at = reader.at();
    let (place, start, length) = (reader.varint32(WHAT)?, reader.varint32(WHAT)?, reader.varint32(WHAT)?);
    let end = start.checked_add(length).ok_or(BundleError::Invalid { what: WHAT, at })?;
    Ok(Place::Chunk { place: place as usize, range: start as usize..end as usize })
}

fn read_form(reader: &mut Reader<'_>, base: usize, fold: &str) -> Result<Form> {
    let exact = match reader.text(WHAT)? {
        "" => fold.to_owned(),
        exact => exact.to_owned(),
    };
    let at = reader.at();
    let fields = reader.byte(WHAT)?;
    if usize::from(fields) >= 1 << FIELDS {
        return Err(BundleError::Invalid { what: WHAT, at });
    }
    let mut lists = [const { None }; FIELDS];
    for (field, list) in lists.iter_mut().enumerate() {
        if fields & 1 << field == 0 {
            continue;
        }
        let df = reader.varint32(WHAT)?;
        let more = reader.varint(WHAT)?;
        let occurrences = u64::from(df).checked_add(more).ok_or(BundleError::Invalid { what: WHAT, at })?;
        let (postings, positions) = (read_place(reader, base)?, read_place(reader, base)?);
        *list = Some(ListRef { df, occurrences, postings, positions });
    }
    Ok(Form { exact, lists })
}

/// An entries chunk with the byte range of each entry.
#[derive(Clone, Debug)]
pub struct Entries {
    payload: Vec<u8>,
    ranges: Vec<Range<usize>>,
}

impl Entries {
    /// Opens a chunk. Linear in its number of entries.
    ///
    /// # Errors
    /// When the entries do not fill it.
    pub fn open(payload: Vec<u8>) -> Result<Self> {
        let mut reader = Reader::new(&payload);
        let count = reader.count(1, WHAT)?;
        let mut ranges = Vec::with_capacity(count);
        for _ in 0..count {
            let length = reader.count(1, WHAT)?;
            let start = reader.at();
            reader.raw(length, WHAT)?;
            ranges.push(start..start + length);
        }
        reader.end(WHAT)?;
        Ok(Self { payload, ranges })
    }

    /// The chunk's bytes, which inline lists point into.
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// Its number of fold keys.
    pub fn len(&self) -> usize {
        self.ranges.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// The forms of the fold key at `place` in this chunk.
    ///
    /// # Errors
    /// When there is none or its bytes are damaged.
    pub fn forms(&self, place: usize, fold: &str) -> Result<Vec<Form>> {
        let range = self.ranges.get(place).cloned().ok_or(BundleError::Invalid { what: WHAT, at: place })?;
        let mut reader = Reader::new(&self.payload[range.clone()]);
        let count = reader.count(2, WHAT)?;
        let forms = (0..count).map(|_| read_form(&mut reader, range.start, fold)).collect::<Result<_>>()?;
        reader.end(WHAT)?;
        Ok(forms)
    }
}
