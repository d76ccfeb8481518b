//! Term entries: the exact forms of a fold key, their frequencies, and where their lists are.

use crate::bundle::codec::{Reader, Writer};
use crate::bundle::error::{BundleError, Result};
use crate::index::list::Expected;
use std::ops::Range;

const WHAT: &str = "term entry";
/// Fields an article's tokens are indexed in.
pub const FIELDS: usize = 4;

/// Where the bytes of a list are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the entries chunk itself.
    Inline(Range<usize>),
    /// In the bytes of the postings or positions section, counted over all its chunks.
    Far(Range<u64>),
}

impl Place {
    /// Its length in bytes.
    pub fn len(&self) -> usize {
        match self {
            Self::Inline(range) => range.len(),
            Self::Far(range) => (range.end - range.start) as usize,
        }
    }

    /// Whether it has no bytes.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
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

impl ListRef {
    /// What its postings must come to.
    pub fn expected(&self) -> Expected {
        Expected { df: self.df, occurrences: self.occurrences, positions_bytes: self.positions.len() }
    }
}

/// Writes a list that stands right here.
pub fn write_inline(out: &mut Writer, bytes: &[u8]) {
    out.varint((bytes.len() as u64) << 1);
    out.raw(bytes);
}

/// Writes that a list of so many bytes lies in its section, after the one written before.
pub fn write_far(out: &mut Writer, length_bytes: usize) {
    out.varint((length_bytes as u64) << 1 | 1);
}

fn read_place(reader: &mut Reader<'_>, base: usize, next: &mut u64) -> Result<Place> {
    let at = reader.at();
    let length = reader.varint32(WHAT)?;
    let bytes = length >> 1;
    if length & 1 == 0 {
        let start = base + reader.at();
        reader.raw(bytes as usize, WHAT)?;
        return Ok(Place::Inline(start..start + bytes as usize));
    }
    let start = *next;
    *next = start.checked_add(u64::from(bytes)).ok_or(BundleError::Invalid { what: WHAT, at })?;
    Ok(Place::Far(start..*next))
}

fn read_form(reader: &mut Reader<'_>, base: usize, fold: &str, next: &mut [u64; 2]) -> Result<Form> {
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
        let (postings, positions) = (read_place(reader, base, &mut next[0])?, read_place(reader, base, &mut next[1])?);
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
        let at = reader.at();
        let head = reader.varint32(WHAT)? as usize;
        let (count, far) = (head >> 1, head & 1 == 1);
        if count.saturating_mul(2) > reader.left() {
            return Err(BundleError::Truncated { what: WHAT, at });
        }
        let mut next = if far { [reader.varint(WHAT)?, reader.varint(WHAT)?] } else { [0, 0] };
        let forms = (0..count).map(|_| read_form(&mut reader, range.start, fold, &mut next)).collect::<Result<_>>()?;
        reader.end(WHAT)?;
        Ok(forms)
    }
}
