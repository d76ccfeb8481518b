//! Records of families: their wordings and places. One chunk opens a family.
//!
//! A chunk of [`crate::bundle::Section::Families`] has records in the order of their keys; `first_key` is the key of its first.
//! A family with more than [`PLACES_PER_RECORD`] places goes on in records whose keys follow its own. Deflated; inflated: the
//! number of records, then each: its number in its family, which family of its key it is, the kind (byte), words, all places and articles of the family, the number of wordings and each as text, the number of places, and each: the
//! article as the gap from the one before, the number of its wording, the first byte, and the length in bytes.

use crate::bundle::codec::{Reader, Writer};
use crate::bundle::error::{BundleError, Result};
use crate::bundle::group::{deflate, inflate};
use crate::reuse::{FamilyKind, family_key};
use serde::{Deserialize, Serialize};

/// Places in one record.
pub const PLACES_PER_RECORD: usize = 256;
/// Wordings that are kept of a family, those of its earliest places; other places have the number past them.
pub const WORDINGS_MOST: usize = 16;
/// Bytes of a wording at most: wordings are held against each other.
const WORDING_MOST_BYTES: usize = 1024;
/// Parts a key from the number of a record that goes on.
const GOES_ON: char = '\u{2}';

/// A part of a family: its first record has its wordings, the others the first of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FamilyRecord {
    /// Its number in its family.
    pub number: u32,
    /// Which family of the same key: most are the first, 0.
    pub nth: u32,
    /// What it is.
    pub kind: FamilyKind,
    /// Words of its longest place.
    pub words: u32,
    /// Places of the whole family.
    pub all_places: u32,
    /// Articles of the whole family.
    pub all_articles: u32,
    /// Different wordings, by their first place, of a long passage the beginning. The first is the family's label.
    pub wordings: Vec<String>,
    /// Places, by article and byte.
    pub places: Vec<RecordPlace>,
}

/// A place of a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RecordPlace {
    /// The article.
    pub article: u32,
    /// First byte.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The number of its wording.
    pub wording: u32,
}

impl FamilyRecord {
    /// What it is looked up by.
    pub fn key(&self) -> String {
        record_key(&family_key(self.wordings.first().map_or("", String::as_str), self.nth), self.number)
    }

    /// What it takes in memory, about.
    pub fn size_bytes(&self) -> usize {
        let wordings: usize = self.wordings.iter().map(|wording| wording.len() + size_of::<String>()).sum();
        size_of::<Self>() + wordings + size_of_val(self.places.as_slice())
    }
}

/// The key of a family's record with this number.
pub fn record_key(family: &str, record: u32) -> String {
    if record == 0 { family.to_owned() } else { format!("{family}{GOES_ON}{record:06}") }
}

/// Packs records, in the order of their keys.
pub fn write_records(records: &[FamilyRecord]) -> Vec<u8> {
    let mut out = Writer::new();
    out.varint(records.len() as u64);
    for record in records {
        out.varint(u64::from(record.number));
        out.varint(u64::from(record.nth));
        out.byte(record.kind as u8);
        out.varint(u64::from(record.words));
        out.varint(u64::from(record.all_places));
        out.varint(u64::from(record.all_articles));
        out.varint(record.wordings.len() as u64);
        record.wordings.iter().for_each(|wording| out.text(wording));
        out.varint(record.places.len() as u64);
        let mut article = 0;
        for place in &record.places {
            for number in [place.article - article, place.wording, place.start, place.end - place.start] {
                out.varint(u64::from(number));
            }
            article = place.article;
        }
    }
    deflate(&out.into_bytes())
}

/// Reads what [`write_records`] wrote; no article is numbered `articles` or higher.
///
/// # Errors
/// When the bytes are not a chunk of records.
pub fn read_records(payload: &[u8], articles: u32) -> Result<Vec<FamilyRecord>> {
    const WHAT: &str = "places of families";
    let inner = inflate(payload, WHAT)?;
    let mut reader = Reader::new(&inner);
    let count = reader.count(8, WHAT)?;
    let mut records: Vec<FamilyRecord> = Vec::with_capacity(count);
    for _ in 0..count {
        let (record, nth) = (reader.varint32(WHAT)?, reader.varint32(WHAT)?);
        let at = reader.at();
        let kind = super::kind_of(reader.byte(WHAT)?, WHAT, at)?;
        let mut number = || reader.varint32(WHAT);
        let (words, all_places, all_articles) = (number()?, number()?, number()?);
        let wordings = reader.count(1, WHAT)?;
        let at = reader.at();
        let wordings = (0..wordings).map(|_| Ok(reader.text(WHAT)?.to_owned())).collect::<Result<Vec<String>>>()?;
        let is_long = |wording: &String| wording.len() > WORDING_MOST_BYTES;
        if wordings.len() > WORDINGS_MOST || wordings.iter().any(is_long) {
            return Err(BundleError::Invalid { what: WHAT, at });
        }
        let listed = reader.count(4, WHAT)?;
        let mut places: Vec<RecordPlace> = Vec::with_capacity(listed);
        for _ in 0..listed {
            let invalid = BundleError::Invalid { what: WHAT, at: reader.at() };
            let (gap, wording) = (reader.varint32(WHAT)?, reader.varint32(WHAT)?);
            let (start, length) = (reader.varint32(WHAT)?, reader.varint32(WHAT)?);
            let article = places.last().map_or(0, |place| place.article).checked_add(gap).filter(|&n| n < articles);
            let (Some(article), Some(end)) = (article, start.checked_add(length)) else { return Err(invalid) };
            places.push(RecordPlace { article, start, end, wording });
        }
        records.push(FamilyRecord { number: record, nth, kind, words, all_places, all_articles, wordings, places });
    }
    reader.end(WHAT)?;
    Ok(records)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn record(label: &str, articles: &[u32]) -> FamilyRecord {
        let place =
            |&article: &u32| RecordPlace { article, start: article * 7, end: article * 7 + 30, wording: article % 2 };
        FamilyRecord {
            number: 0,
            nth: 1,
            kind: FamilyKind::Passage,
            words: 20,
            all_places: 3,
            all_articles: 2,
            wordings: vec![label.to_owned(), "hai".to_owned()],
            places: articles.iter().map(place).collect(),
        }
    }

    #[test]
    fn records_come_back_and_name_no_article_that_is_not_there() {
        let records: Vec<FamilyRecord> = ["Đảm bảo", "ê"].iter().map(|label| record(label, &[0, 3, 3, 8])).collect();
        let payload = write_records(&records);
        assert_eq!(read_records(&payload, 9).unwrap(), records);
        assert!(read_records(&payload, 8).is_err());
        assert_eq!(records[0].key(), "dam bao\u{1}1");
    }

    #[test]
    fn a_record_that_goes_on_follows_its_family() {
        let mut keys =
            [record_key("a", 0), record_key("a", 2), record_key("a", 11), "a b".to_owned(), "a\u{1}1".to_owned()];
        keys.sort();
        assert_eq!(keys[0], "a");
        let at = |key: String| keys.iter().position(|one| *one == key).unwrap();
        assert!(at(record_key("a", 2)) < at(record_key("a", 11)));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = read_records(&deflate(&bytes), 100);
            let _ = read_records(&bytes, 100);
        }
    }
}
