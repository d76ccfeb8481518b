//! Where wording that other articles have too stands in each article: what the reader marks at its margin, and by which a text
//! of the reader's own is traced.
//!
//! A chunk of [`crate::bundle::Section::Shared`] has articles in their order; `first` is its first article. In blocks
//! ([`super::rice`], behind the length of these): the first byte of each place (of one article as the gap from the place before),
//! the lengths in bytes, and the ranks of the families in their lists shifted left by one (the lowest bit is set where that list is
//! of what is set apart). Deflated; inflated: the number of places, then for each the gap from the article before, and then
//! for each the articles of its family. Of what is set apart those of eight words and more are here.

use super::codec::{Reader, Writer};
use super::error::{BundleError, Result};
use super::group::{deflate, inflate};
use super::rice::{read_blocks, write_blocks};

/// A place of a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SharedPlace {
    /// The article.
    pub article: u32,
    /// First byte.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The rank of the family in its list.
    pub rank: u32,
    /// Articles that have it.
    pub articles: u32,
    /// Whether that is the list of what is set apart.
    pub is_apart: bool,
}

impl SharedPlace {
    /// Whether it is a place of an article, and of what is worth a row.
    pub fn is_telling_of(&self, article: u32) -> bool {
        self.article == article && !self.is_apart
    }
}

/// Packs places, by article and first byte.
pub fn write_shared(places: &[SharedPlace]) -> Vec<u8> {
    let (mut inner, mut blocks, mut out) = (Writer::new(), Writer::new(), Writer::new());
    inner.varint(places.len() as u64);
    let (mut article, mut start) = (0, 0);
    let mut starts = Vec::with_capacity(places.len());
    for place in places {
        let gap = place.article - article;
        inner.varint(u64::from(gap));
        starts.push(place.start - if gap == 0 { start } else { 0 });
        (article, start) = (place.article, place.start);
    }
    places.iter().for_each(|place| inner.varint(u64::from(place.articles)));
    let lengths: Vec<u32> = places.iter().map(|place| place.end - place.start).collect();
    let listed: Vec<u32> = places.iter().map(|place| place.rank << 1 | u32::from(place.is_apart)).collect();
    [starts, lengths, listed].iter().for_each(|numbers| write_blocks(&mut blocks, numbers));
    out.bytes(&blocks.into_bytes());
    out.raw(&deflate(&inner.into_bytes()));
    out.into_bytes()
}

/// Reads what [`write_shared`] wrote; no article is numbered `articles` or higher.
///
/// # Errors
/// When the bytes are no such places.
pub fn read_shared(payload: &[u8], articles: u32) -> Result<Vec<SharedPlace>> {
    const WHAT: &str = "shared wording of articles";
    let mut payload = Reader::new(payload);
    let mut blocks = Reader::new(payload.bytes(WHAT)?);
    let inner = inflate(payload.rest(), WHAT)?;
    let mut reader = Reader::new(&inner);
    let count = reader.count(2, WHAT)?;
    let invalid = BundleError::Invalid { what: WHAT, at: reader.at() };
    let mut column = || (0..count).map(|_| reader.varint32(WHAT)).collect::<Result<Vec<u32>>>();
    let (gaps, families) = (column()?, column()?);
    reader.end(WHAT)?;
    let mut block = || read_blocks(&mut blocks, count);
    let (starts, lengths, listed) = (block()?, block()?, block()?);
    blocks.end(WHAT)?;
    let mut places = Vec::with_capacity(count);
    let (mut article, mut start) = (0u32, 0u32);
    for (at, gap) in gaps.into_iter().enumerate() {
        article = article.checked_add(gap).filter(|&article| article < articles).ok_or(invalid.clone())?;
        start = if gap == 0 { start } else { 0 }.checked_add(starts[at]).ok_or(invalid.clone())?;
        let end = start.checked_add(lengths[at]).ok_or(invalid.clone())?;
        let (rank, is_apart) = (listed[at] >> 1, listed[at] & 1 == 1);
        places.push(SharedPlace { article, start, end, rank, articles: families[at], is_apart });
    }
    Ok(places)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn places_come_back_and_name_no_article_that_is_not_there() {
        let place =
            |article, start, end, rank| SharedPlace { article, start, end, rank, articles: 3, is_apart: rank == 7 };
        let places = [place(0, 4, 90, 7), place(0, 4, 20, 900), place(3, 0, 12, 0), place(7, 66_000, 66_100, 5)];
        let payload = write_shared(&places);
        assert_eq!(read_shared(&payload, 8).unwrap(), places);
        assert!(read_shared(&payload, 7).is_err());
        assert_eq!(read_shared(&write_shared(&[]), 0).unwrap(), []);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let _ = read_shared(&[&[0], &deflate(&bytes)[..]].concat(), 100);
            let _ = read_shared(&bytes, 100);
        }
    }
}
