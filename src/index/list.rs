//! Postings and positions of one exact form in one field.
//!
//! *Postings*, in blocks of 128 articles: the gaps between article numbers minus one (the first from −1), then the
//! frequencies minus one, each a Rice block. *Positions*: when there are more than 128, the byte length of each
//! block (varints); then Rice blocks of the positions of all articles in turn, the first of an article as it is, each
//! further one as the gap minus one.

use crate::bundle::codec::{Reader, Writer};
use crate::bundle::error::{BundleError, Result};
use crate::bundle::rice::{BLOCK, read_block, write_block};

const POSTINGS: &str = "postings list";
const POSITIONS: &str = "positions list";

/// A postings list, decoded.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Postings {
    /// Article numbers, ascending.
    pub articles: Vec<u32>,
    /// Occurrences in each.
    pub frequencies: Vec<u32>,
}

/// Encodes occurrences (article, position), sorted. Returns the postings and the positions.
pub fn write_lists(occurrences: &[(u32, u32)]) -> (Vec<u8>, Vec<u8>) {
    let (mut gaps, mut frequencies, mut positions) = (Vec::new(), Vec::<u32>::new(), Vec::new());
    let mut before: Option<(u32, u32)> = None;
    for &(article, position) in occurrences {
        match before {
            Some((same, last)) if same == article => {
                positions.push(position - last - 1);
                frequencies.last_mut().into_iter().for_each(|f| *f += 1);
            }
            _ => {
                gaps.push(before.map_or(article, |(last, _)| article - last - 1));
                frequencies.push(0);
                positions.push(position);
            }
        }
        before = Some((article, position));
    }
    let mut postings = Writer::new();
    for (gaps, frequencies) in gaps.chunks(BLOCK).zip(frequencies.chunks(BLOCK)) {
        write_block(&mut postings, gaps);
        write_block(&mut postings, frequencies);
    }
    let (mut lengths, mut blocks) = (Writer::new(), Writer::new());
    for values in positions.chunks(BLOCK) {
        let start = blocks.len();
        write_block(&mut blocks, values);
        if positions.len() > BLOCK {
            lengths.varint((blocks.len() - start) as u64);
        }
    }
    lengths.raw(&blocks.into_bytes());
    (postings.into_bytes(), lengths.into_bytes())
}

/// Decodes a postings list of `df` articles, all below `articles`.
///
/// # Errors
/// When the bytes end early or name an article that does not exist.
pub fn read_postings(bytes: &[u8], df: u32, articles: u32) -> Result<Postings> {
    let mut reader = Reader::new(bytes);
    let mut out = Postings::default();
    let (mut left, mut next) = (df as usize, 0u64);
    let mut gaps = Vec::with_capacity(BLOCK);
    while left > 0 {
        let count = left.min(BLOCK);
        gaps.clear();
        let at = reader.at();
        read_block(&mut reader, count, &mut gaps)?;
        for &gap in &gaps {
            let article = next + u64::from(gap);
            if article >= u64::from(articles) {
                return Err(BundleError::Invalid { what: POSTINGS, at });
            }
            out.articles.push(article as u32);
            next = article + 1;
        }
        let from = out.frequencies.len();
        read_block(&mut reader, count, &mut out.frequencies)?;
        for frequency in &mut out.frequencies[from..] {
            *frequency = frequency.checked_add(1).ok_or(BundleError::Invalid { what: POSTINGS, at })?;
        }
        left -= count;
    }
    reader.end(POSTINGS)?;
    Ok(out)
}

/// A positions list, decoded block by block as it is asked.
#[derive(Debug)]
pub struct Positions<'b> {
    blocks: Vec<&'b [u8]>,
    count: usize,
    held: Option<usize>,
    values: Vec<u32>,
}

impl<'b> Positions<'b> {
    /// Opens a list of `count` positions.
    ///
    /// # Errors
    /// When its table of blocks does not fit the bytes.
    pub fn open(bytes: &'b [u8], count: usize) -> Result<Self> {
        let mut reader = Reader::new(bytes);
        let total = count.div_ceil(BLOCK);
        let mut blocks = Vec::new();
        if total > 1 {
            if total > reader.left() {
                return Err(BundleError::Truncated { what: POSITIONS, at: 0 });
            }
            let lengths = (0..total).map(|_| reader.varint32(POSITIONS)).collect::<Result<Vec<_>>>()?;
            for length in lengths {
                blocks.push(reader.raw(length as usize, POSITIONS)?);
            }
        } else {
            blocks.push(reader.raw(reader.left(), POSITIONS)?);
        }
        reader.end(POSITIONS)?;
        Ok(Self { blocks, count, held: None, values: Vec::new() })
    }

    /// Appends the positions of one article: `frequency` of them after `before` positions of earlier articles.
    ///
    /// # Errors
    /// When the list is damaged or does not hold so many. Costs the decoding of the blocks touched.
    pub fn read(&mut self, before: usize, frequency: usize, into: &mut Vec<u32>) -> Result<()> {
        let invalid = BundleError::Invalid { what: POSITIONS, at: before };
        if before.checked_add(frequency).is_none_or(|end| end > self.count) {
            return Err(invalid);
        }
        let mut position: Option<u32> = None;
        for at in before..before + frequency {
            if self.held != Some(at / BLOCK) {
                let block = self.blocks[at / BLOCK];
                self.values.clear();
                let values = (self.count - at / BLOCK * BLOCK).min(BLOCK);
                read_block(&mut Reader::new(block), values, &mut self.values)?;
                self.held = Some(at / BLOCK);
            }
            let value = self.values[at % BLOCK];
            let next = match position {
                None => Some(value),
                Some(last) => last.checked_add(value).and_then(|sum| sum.checked_add(1)),
            };
            position = Some(next.ok_or_else(|| invalid.clone())?);
            into.extend(position);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lists_come_back(set in prop::collection::btree_set((0u32..400, 0u32..3000), 1..900)) {
            let occurrences: Vec<_> = set.into_iter().collect();
            let (postings, positions) = write_lists(&occurrences);
            let mut articles: Vec<u32> = occurrences.iter().map(|o| o.0).collect();
            articles.dedup();
            let read = read_postings(&postings, articles.len() as u32, 400).unwrap();
            prop_assert_eq!(&read.articles, &articles);
            let mut list = Positions::open(&positions, occurrences.len()).unwrap();
            let (mut before, mut back) = (0, Vec::new());
            for (&article, &frequency) in read.articles.iter().zip(&read.frequencies) {
                let mut one = Vec::new();
                list.read(before, frequency as usize, &mut one).unwrap();
                before += frequency as usize;
                back.extend(one.into_iter().map(|p| (article, p)));
            }
            prop_assert_eq!(back, occurrences);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..80), count in 0usize..600) {
            let _ = read_postings(&bytes, count as u32, 50);
            if let Ok(mut list) = Positions::open(&bytes, count) {
                let _ = list.read(0, count, &mut Vec::new());
            }
        }
    }
}
