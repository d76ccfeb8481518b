//! The values of one facet: a dictionary for the whole corpus, and for each article a code.
//!
//! Both are deflated ([`crate::bundle::group::inflate`]). The dictionary: the number of values, then for each its text
//! and its articles (varint, at least 1), most articles first, equal ones by their bytes. Codes: one varint an article,
//! 0 for none, otherwise the value's place in the dictionary plus one; so frequent values have short codes, and counts
//! of the whole corpus need no codes at all.

use super::ARTICLES_PER_CHUNK;
use crate::bundle::codec::{Reader, Writer};
use crate::bundle::error::{BundleError, Result};
use crate::bundle::group::{deflate, inflate};
use std::collections::HashMap;

/// The values of a facet with their articles; a value's code is its place plus one.
pub type Dictionary = Vec<(String, u32)>;

/// Reads a dictionary.
///
/// # Errors
/// When the bytes are not a dictionary.
pub fn read_dictionary(payload: &[u8]) -> Result<Dictionary> {
    const WHAT: &str = "facet values";
    let inner = inflate(payload, WHAT)?;
    let mut reader = Reader::new(&inner);
    let count = reader.count(2, WHAT)?;
    let mut values = Vec::with_capacity(count);
    for _ in 0..count {
        values.push((reader.text(WHAT)?.to_owned(), reader.varint32(WHAT)?));
    }
    reader.end(WHAT)?;
    Ok(values)
}

/// Reads a chunk of codes.
///
/// # Errors
/// When the bytes are not codes, or are more than a chunk's.
pub fn read_codes(payload: &[u8]) -> Result<Vec<u32>> {
    const WHAT: &str = "facet codes";
    let inner = inflate(payload, WHAT)?;
    let mut reader = Reader::new(&inner);
    let mut codes = Vec::with_capacity(inner.len().min(ARTICLES_PER_CHUNK));
    while reader.left() > 0 {
        if codes.len() == ARTICLES_PER_CHUNK {
            return Err(BundleError::Invalid { what: WHAT, at: reader.at() });
        }
        codes.push(reader.varint32(WHAT)?);
    }
    Ok(codes)
}

/// Writes a chunk of codes.
pub fn write_codes(codes: impl Iterator<Item = u32>) -> Vec<u8> {
    let mut inner = Writer::new();
    codes.for_each(|code| inner.varint(u64::from(code)));
    deflate(&inner.into_bytes())
}

/// Takes the values of articles in order of their numbers. Holds 4 bytes an article, and each value once.
#[derive(Debug, Default)]
pub struct ValuesWriter {
    /// The number of each value, in order of its first article.
    numbers: HashMap<String, u32>,
    /// Articles by number.
    counts: Vec<u32>,
    /// The number plus one of each article's value.
    codes: Vec<u32>,
}

impl ValuesWriter {
    /// Adds the next article's value. An empty one is none.
    pub fn push(&mut self, value: Option<&str>) {
        let Some(value) = value.filter(|value| !value.is_empty()) else { return self.codes.push(0) };
        let number = match self.numbers.get(value) {
            Some(&number) => number,
            None => {
                let number = self.counts.len() as u32;
                self.numbers.insert(value.to_owned(), number);
                self.counts.push(0);
                number
            }
        };
        self.counts[number as usize] += 1;
        self.codes.push(number + 1);
    }

    /// The dictionary, and the chunks of codes with their first article. No codes where no article has a value.
    pub fn finish(self) -> (Vec<u8>, Vec<(u64, Vec<u8>)>) {
        let mut values: Vec<(String, u32)> = self.numbers.into_iter().collect();
        let articles = |number: u32| self.counts[number as usize];
        values.sort_unstable_by(|a, b| articles(b.1).cmp(&articles(a.1)).then(a.0.cmp(&b.0)));
        let mut places = vec![0; self.counts.len() + 1];
        let mut dictionary = Writer::new();
        dictionary.varint(values.len() as u64);
        for ((value, number), place) in values.iter().zip(1u32..) {
            dictionary.text(value);
            dictionary.varint(u64::from(articles(*number)));
            places[*number as usize + 1] = place;
        }
        let mut chunks = Vec::new();
        if !values.is_empty() {
            for (part, codes) in self.codes.chunks(ARTICLES_PER_CHUNK).enumerate() {
                let payload = write_codes(codes.iter().map(|&code| places[code as usize]));
                chunks.push(((part * ARTICLES_PER_CHUNK) as u64, payload));
            }
        }
        (deflate(&dictionary.into_bytes()), chunks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn packed(values: &[&str]) -> (Vec<u8>, Vec<(u64, Vec<u8>)>) {
        let mut writer = ValuesWriter::default();
        values.iter().for_each(|value| writer.push(Some(*value)));
        writer.finish()
    }

    #[test]
    fn frequent_values_come_first() {
        let (dictionary, codes) = packed(&["b", "", "c", "c", "a"]);
        let expected: Dictionary = [("c", 2), ("a", 1), ("b", 1)].map(|(value, n)| (value.to_owned(), n)).into();
        assert_eq!(read_dictionary(&dictionary).unwrap(), expected);
        assert_eq!(read_codes(&codes[0].1).unwrap(), [3, 0, 1, 1, 2]);
        let (dictionary, codes) = packed(&["", ""]);
        assert_eq!((read_dictionary(&dictionary).unwrap(), codes), (Dictionary::new(), Vec::new()));
    }

    #[test]
    fn more_codes_than_a_chunk_holds_are_refused() {
        assert!(read_codes(&deflate(&vec![0; ARTICLES_PER_CHUNK])).is_ok());
        assert!(read_codes(&deflate(&vec![0; ARTICLES_PER_CHUNK + 1])).is_err());
    }

    proptest! {
        #[test]
        fn values_come_back(values in prop::collection::vec(prop::option::of("[a-c]{0,2}"), 0..50)) {
            let mut writer = ValuesWriter::default();
            values.iter().for_each(|value| writer.push(value.as_deref()));
            let (dictionary, codes) = writer.finish();
            let dictionary = read_dictionary(&dictionary).unwrap();
            let codes: Vec<u32> = codes.iter().flat_map(|(_, payload)| read_codes(payload).unwrap()).collect();
            let given: Vec<&str> = values.iter().map(|value| value.as_deref().unwrap_or("")).collect();
            let none = given.iter().all(|value| value.is_empty());
            let back: Vec<&str> =
                codes.iter().map(|&code| code.checked_sub(1).map_or("", |at| &dictionary[at as usize].0)).collect();
            prop_assert_eq!(back, if none { Vec::new() } else { given.clone() });
            for (value, articles) in &dictionary {
                prop_assert_eq!(given.iter().filter(|one| *one == value).count() as u32, *articles);
            }
        }

        #[test]
        fn altered_values_are_read_or_refused(at in any::<prop::sample::Index>(), with in any::<u8>()) {
            let (dictionary, codes) = packed(&["Báo A", "Báo B", "Báo A"]);
            for payload in [&dictionary, &codes[0].1] {
                let mut inner = inflate(payload, "test").unwrap();
                let at = at.index(inner.len());
                inner[at] = with;
                for bytes in [&inner[..], &inner[..at]] {
                    let _ = read_dictionary(&deflate(bytes));
                    let _ = read_codes(&deflate(bytes));
                }
                let mut outer = payload.clone();
                let last = outer.len() - 1;
                outer[at.min(last)] = with;
                let _ = (read_dictionary(&outer), read_codes(&outer));
            }
        }
    }
}
