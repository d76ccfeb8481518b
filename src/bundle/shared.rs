//! Where wording that other articles have too stands in each article: what the reader marks at its margin, and by which a text
//! of the reader's own is traced.
//!
//! A chunk of [`crate::bundle::Section::Shared`] has articles in their order; `first` is its first article. Deflated; inflated:
//! the number of places, then each: the gap from the article before, the first byte (of one article as the gap from the place
//! before), the length in bytes, the rank of its family in its list shifted left by one (the lowest bit is set where that list is
//! of what is set apart), and the articles of that family. Of what is set apart those of eight words and more are here that few articles have.

use super::codec::{Reader, Writer};
use super::error::{BundleError, Result};
use super::group::{deflate, inflate};

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
    let mut out = Writer::new();
    out.varint(places.len() as u64);
    let (mut article, mut start) = (0, 0);
    for place in places {
        let gap = place.article - article;
        start = if gap == 0 { start } else { 0 };
        let listed = place.rank << 1 | u32::from(place.is_apart);
        [gap, place.start - start, place.end - place.start, listed, place.articles]
            .iter()
            .for_each(|&number| out.varint(u64::from(number)));
        (article, start) = (place.article, place.start);
    }
    deflate(&out.into_bytes())
}

/// Reads what [`write_shared`] wrote; no article is numbered `articles` or higher.
///
/// # Errors
/// When the bytes are no such places.
pub fn read_shared(payload: &[u8], articles: u32) -> Result<Vec<SharedPlace>> {
    const WHAT: &str = "shared wording of articles";
    let inner = inflate(payload, WHAT)?;
    let mut reader = Reader::new(&inner);
    let count = reader.count(5, WHAT)?;
    let mut places = Vec::with_capacity(count);
    let (mut article, mut start) = (0u32, 0u32);
    for _ in 0..count {
        let invalid = BundleError::Invalid { what: WHAT, at: reader.at() };
        let mut number = || reader.varint32(WHAT);
        let (gap, from, length, listed, family) = (number()?, number()?, number()?, number()?, number()?);
        article = article.checked_add(gap).filter(|&article| article < articles).ok_or(invalid.clone())?;
        start = if gap == 0 { start } else { 0 }.checked_add(from).ok_or(invalid.clone())?;
        let end = start.checked_add(length).ok_or(invalid)?;
        let (rank, is_apart) = (listed >> 1, listed & 1 == 1);
        places.push(SharedPlace { article, start, end, rank, articles: family, is_apart });
    }
    reader.end(WHAT)?;
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
            let _ = read_shared(&deflate(&bytes), 100);
            let _ = read_shared(&bytes, 100);
        }
    }
}
