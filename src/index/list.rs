//! Postings and positions of one exact form in one field, in blocks of 128 articles.
//!
//! *Postings* of at most 128 articles are one block: the gaps between article numbers minus one (the first from −1),
//! then the frequencies minus one, each a Rice block. Of more articles, a table stands before the blocks, and for each
//! block it has three varints: the last article minus the last one of the block before, minus one (the first from −1);
//! the block's length in bytes; and the length in bytes of its positions. The gaps of a block start from the last article of
//! the one before.
//!
//! *Positions* are one unit for each block of postings, end to end: the positions of its articles in turn, the first of
//! an article as it is, each further one as the gap minus one, in Rice blocks of 128. So the positions of an article are
//! found, loaded and decoded with those of at most 127 others.

use crate::bundle::codec::{Reader, Writer};
use crate::bundle::error::{BundleError, Result};
use crate::bundle::rice::{BLOCK, read_block, write_block};
use std::ops::Range;

const POSTINGS: &str = "postings list";
const POSITIONS: &str = "positions list";
/// Positions stay below this, so that a position and a tier fit one number.
pub const POSITION_LIMIT: u32 = 1 << 29;

/// The bytes of a list, and where a chunk may be cut between them.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Pieces {
    /// All of it.
    pub bytes: Vec<u8>,
    /// Where each piece ends.
    pub ends: Vec<usize>,
}

impl Pieces {
    fn push(&mut self, piece: &[u8]) {
        self.bytes.extend_from_slice(piece);
        self.ends.push(self.bytes.len());
    }
}

/// Encodes occurrences (article, position), sorted. Returns the postings and the positions.
pub fn write_lists(occurrences: &[(u32, u32)]) -> (Pieces, Pieces) {
    let articles: Vec<&[(u32, u32)]> = occurrences.chunk_by(|a, b| a.0 == b.0).collect();
    let (mut table, mut blocks, mut positions) = (Writer::new(), Vec::new(), Pieces::default());
    let mut next = 0;
    for block in articles.chunks(BLOCK) {
        let before = next;
        let (mut gaps, mut frequencies, mut values) = (Vec::new(), Vec::new(), Vec::new());
        for &row in block {
            gaps.push(row[0].0 - next);
            next = row[0].0 + 1;
            frequencies.push(row.len() as u32 - 1);
            values.push(row[0].1);
            values.extend(row.windows(2).map(|pair| pair[1].1 - pair[0].1 - 1));
        }
        let (mut postings, mut unit) = (Writer::new(), Writer::new());
        write_block(&mut postings, &gaps);
        write_block(&mut postings, &frequencies);
        values.chunks(BLOCK).for_each(|values| write_block(&mut unit, values));
        table.varint(u64::from(next - 1 - before));
        table.varint(postings.len() as u64);
        table.varint(unit.len() as u64);
        blocks.push(postings.into_bytes());
        positions.push(&unit.into_bytes());
    }
    let mut postings = Pieces::default();
    if blocks.len() > 1 {
        postings.push(&table.into_bytes());
    }
    blocks.iter().for_each(|block| postings.push(block));
    (postings, positions)
}

/// A postings list, decoded.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Postings {
    /// Article numbers, ascending.
    pub articles: Vec<u32>,
    /// Occurrences in each.
    pub frequencies: Vec<u32>,
    /// For each block of 128 articles where its positions are in the positions list.
    units: Vec<Range<usize>>,
}

impl Postings {
    /// The block that an article of the list is in, by its index in `articles`.
    pub fn block_of(index: usize) -> usize {
        index / BLOCK
    }

    /// Where the positions of a block are in the positions list.
    pub fn unit(&self, block: usize) -> Range<usize> {
        self.units.get(block).cloned().unwrap_or(0..0)
    }

    /// The occurrences in each article of a block.
    pub fn frequencies_of(&self, block: usize) -> &[u32] {
        let from = (block * BLOCK).min(self.frequencies.len());
        &self.frequencies[from..self.frequencies.len().min(from + BLOCK)]
    }
}

/// What a list must come to: its articles, its occurrences, the length of its positions list in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Articles.
    pub df: u32,
    /// Occurrences in them.
    pub occurrences: u64,
    /// Length of its positions.
    pub positions_bytes: usize,
}

/// Decodes a postings list whose articles are all below `articles`.
///
/// # Errors
/// When the bytes are not what was expected of them, or name an article that does not exist. Linear in its articles.
pub fn read_postings(bytes: &[u8], expected: Expected, articles: u32) -> Result<Postings> {
    let mut reader = Reader::new(bytes);
    let df = expected.df as usize;
    // A value takes a bit at least, an article two values.
    if df > bytes.len().saturating_mul(4) {
        return Err(BundleError::Truncated { what: POSTINGS, at: 0 });
    }
    let blocks = df.div_ceil(BLOCK);
    let table = if blocks > 1 { read_table(&mut reader, blocks)? } else { Vec::new() };
    let mut out = Postings {
        articles: Vec::with_capacity(df),
        frequencies: Vec::with_capacity(df),
        units: Vec::with_capacity(blocks),
    };
    let (mut next, mut unit) = (0u64, 0usize);
    for block in 0..blocks {
        let (count, at) = ((df - block * BLOCK).min(BLOCK), reader.at());
        let from = out.articles.len();
        read_block(&mut reader, count, &mut out.articles)?;
        for article in &mut out.articles[from..] {
            next += u64::from(*article) + 1;
            *article = (next - 1) as u32;
        }
        read_block(&mut reader, count, &mut out.frequencies)?;
        for frequency in &mut out.frequencies[from..] {
            *frequency = frequency.checked_add(1).ok_or(BundleError::Invalid { what: POSTINGS, at })?;
        }
        let end = match table.get(block) {
            None => expected.positions_bytes,
            Some(row) => {
                if row.bytes != reader.at() - at || row.next != next {
                    return Err(BundleError::Invalid { what: POSTINGS, at });
                }
                unit.checked_add(row.unit_bytes).ok_or(BundleError::Invalid { what: POSTINGS, at })?
            }
        };
        out.units.push(unit..end);
        unit = end;
    }
    reader.end(POSTINGS)?;
    let occurrences: u64 = out.frequencies.iter().map(|&f| u64::from(f)).sum();
    if next > u64::from(articles) || unit != expected.positions_bytes || occurrences != expected.occurrences {
        return Err(BundleError::Invalid { what: POSTINGS, at: bytes.len() });
    }
    Ok(out)
}

/// What the table says of a block.
struct Row {
    /// One past its last article.
    next: u64,
    /// Its length.
    bytes: usize,
    /// Of its positions.
    unit_bytes: usize,
}

fn read_table(reader: &mut Reader<'_>, blocks: usize) -> Result<Vec<Row>> {
    if blocks.saturating_mul(3) > reader.left() {
        return Err(BundleError::Truncated { what: POSTINGS, at: 0 });
    }
    let mut next = 0u64;
    (0..blocks)
        .map(|_| {
            next += u64::from(reader.varint32(POSTINGS)?) + 1;
            let (bytes, unit_bytes) = (reader.varint32(POSTINGS)? as usize, reader.varint32(POSTINGS)? as usize);
            Ok(Row { next, bytes, unit_bytes })
        })
        .collect()
}

/// The positions of one block of a list, decoded.
#[derive(Debug, Default)]
pub struct Unit {
    held: Option<usize>,
    values: Vec<u32>,
    starts: Vec<usize>,
}

impl Unit {
    /// Whether it holds a block.
    pub fn holds(&self, block: usize) -> bool {
        self.held == Some(block)
    }

    /// Decodes the positions of a block, whose articles have so many each.
    ///
    /// # Errors
    /// When the bytes do not hold as many, or they go past [`POSITION_LIMIT`]. Linear in their number.
    pub fn load(&mut self, block: usize, bytes: &[u8], frequencies: &[u32]) -> Result<()> {
        const INVALID: BundleError = BundleError::Invalid { what: POSITIONS, at: 0 };
        self.held = None;
        self.values.clear();
        self.starts.clear();
        let total: u64 = frequencies.iter().map(|&f| u64::from(f)).sum();
        if total > bytes.len() as u64 * 8 {
            return Err(BundleError::Truncated { what: POSITIONS, at: 0 });
        }
        let (mut reader, total) = (Reader::new(bytes), total as usize);
        while self.values.len() < total {
            let count = (total - self.values.len()).min(BLOCK);
            read_block(&mut reader, count, &mut self.values)?;
        }
        reader.end(POSITIONS)?;
        let mut start = 0;
        for &frequency in frequencies {
            self.starts.push(start);
            let end = start + frequency as usize;
            let mut next = 0u32;
            for value in &mut self.values[start..end] {
                next = next.checked_add(*value).filter(|&at| at < POSITION_LIMIT).ok_or(INVALID)?;
                *value = next;
                next += 1;
            }
            start = end;
        }
        self.starts.push(start);
        self.held = Some(block);
        Ok(())
    }

    /// The positions in the article at `index` of the block, ascending.
    pub fn of(&self, index: usize) -> &[u32] {
        match (self.starts.get(index), self.starts.get(index + 1)) {
            (Some(&start), Some(&end)) => &self.values[start..end],
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(occurrences: &[(u32, u32)], articles: u32) {
        let (postings, positions) = write_lists(occurrences);
        let mut numbers: Vec<u32> = occurrences.iter().map(|o| o.0).collect();
        numbers.dedup();
        let expected = Expected {
            df: numbers.len() as u32,
            occurrences: occurrences.len() as u64,
            positions_bytes: positions.bytes.len(),
        };
        let read = read_postings(&postings.bytes, expected, articles).unwrap();
        assert_eq!(read.articles, numbers);
        let (mut unit, mut back) = (Unit::default(), Vec::new());
        for (index, &article) in read.articles.iter().enumerate() {
            let block = Postings::block_of(index);
            if !unit.holds(block) {
                unit.load(block, &positions.bytes[read.unit(block)], read.frequencies_of(block)).unwrap();
            }
            assert_eq!(unit.of(index % BLOCK).len(), read.frequencies[index] as usize);
            back.extend(unit.of(index % BLOCK).iter().map(|&position| (article, position)));
        }
        assert_eq!(back, occurrences);
        for wrong in [
            Expected { df: expected.df + 1, ..expected },
            Expected { occurrences: expected.occurrences + 1, ..expected },
            Expected { positions_bytes: expected.positions_bytes + 1, ..expected },
        ] {
            // One block's positions have no length of their own: they are found out when decoded.
            assert!(read_postings(&postings.bytes, wrong, articles).is_err() || numbers.len() <= BLOCK);
        }
        assert!(read_postings(&postings.bytes, expected, numbers[numbers.len() - 1]).is_err());
    }

    #[test]
    fn long_lists_come_back() {
        let many: Vec<(u32, u32)> = (0..5000).flat_map(|n| (0..n % 7).map(move |p| (n * 3, p * p * 11 + n))).collect();
        check(&many, 15_000);
        let (postings, positions) = write_lists(&many);
        assert_eq!((postings.ends.len(), positions.ends.len()), (35, 34));
    }

    proptest! {
        #[test]
        fn lists_come_back(set in prop::collection::btree_set((0u32..400, 0u32..3000), 1..900)) {
            check(&set.into_iter().collect::<Vec<_>>(), 400);
        }

        #[test]
        fn any_bytes_are_read_or_refused(
            bytes in prop::collection::vec(any::<u8>(), 0..80),
            df in 0u32..600,
            occurrences in 0u64..700,
            positions_bytes in 0usize..90,
        ) {
            let _ = read_postings(&bytes, Expected { df, occurrences, positions_bytes }, 50);
            let frequencies: Vec<u32> = bytes.iter().map(|&b| u32::from(b)).collect();
            let mut unit = Unit::default();
            if unit.load(3, &bytes, &frequencies[..frequencies.len().min(4)]).is_ok() {
                let _ = (unit.of(0), unit.of(4), unit.of(9));
            }
        }
    }
}
