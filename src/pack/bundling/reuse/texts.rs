//! Families get their texts: labels and wordings, read article by article. It finds no family.

use super::sorter::{Keyed, Sorter, Space};
use super::stream::Stream;
use crate::article::Article;
use crate::bundle::families::{RecordPlace, WORDINGS_MOST};
use crate::pack::bundling::error::BuildError;
use crate::pack::bundling::model::Articles;
use crate::reuse::{Draft, FamilyKind, Standing, kind_of, rank, with_word};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Bytes of a wording that are kept; the first is the label.
const WORDING_BYTES: usize = 200;

/// A family as it was found, in bytes.
pub struct Found {
    /// Words of its longest place.
    pub words: u32,
    /// What its words say on average.
    pub mean: f32,
    /// Its places at the edges of articles.
    pub at_edges: u32,
    /// Its places, by article and byte.
    pub places: Vec<Place>,
}

/// A place of a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The article.
    pub article: u32,
    /// First byte.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The hash of its words.
    pub wording: u64,
}

/// The hash of a wording, by the numbers of its words.
pub fn wording(words: &[u32]) -> u64 {
    words.iter().fold(0, |hash: u64, &word| with_word(hash, word))
}

/// The bytes of the first and last words of spans.
pub struct Ends {
    places: Vec<u32>,
    bytes: Vec<(u32, u32)>,
}

impl Ends {
    /// Reads them.
    ///
    /// # Errors
    /// When the words cannot be read.
    pub fn of(stream: &Stream, drafts: &[Draft]) -> Result<Self, BuildError> {
        let mut places = Vec::with_capacity(drafts.iter().map(|draft| draft.spans.len() * 2).sum());
        places.extend(drafts.iter().flat_map(|draft| &draft.spans).flat_map(|span| [span.start, span.end - 1]));
        places.sort_unstable();
        places.dedup();
        places.shrink_to_fit();
        let bytes = stream.bytes_of(&places)?;
        Ok(Self { places, bytes })
    }

    /// The bytes from the first word of a span to its last.
    pub fn bytes(&self, start: u32, end: u32) -> (u32, u32) {
        let of = |place: u32| {
            let at = self.places.binary_search(&place).expect("both ends of every span were read");
            self.bytes[at]
        };
        (of(start).0, of(end - 1).1)
    }
}

/// A family with its texts.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// How high it ranks.
    pub rank: f32,
    /// What it is.
    pub kind: FamilyKind,
    /// Words of its longest place.
    pub words: u32,
    /// Its different wordings, those among them that are not kept.
    pub wordings: u32,
    /// The wordings that are kept, by their first place.
    pub texts: Vec<String>,
    /// Its places, by article and byte.
    pub places: Vec<RecordPlace>,
}

impl Told {
    /// The articles that have it, ascending.
    pub fn articles(&self) -> Vec<u32> {
        self.places.chunk_by(|x, y| x.article == y.article).map(|of| of[0].article).collect()
    }

    /// The wording at its first place.
    pub fn label(&self) -> &str {
        self.texts.first().map_or("", String::as_str)
    }
}

/// A family before its texts are read.
#[derive(Serialize, Deserialize)]
struct Untold {
    mean: f32,
    at_edges: u32,
    told: Told,
}

impl Untold {
    /// Numbers the wordings, and asks for the first place of each that is kept.
    fn of(found: &Found, ask: &mut dyn FnMut(u32, &Place) -> Result<(), BuildError>) -> Result<Self, BuildError> {
        let mut numbers: HashMap<u64, u32> = HashMap::new();
        let mut places = Vec::with_capacity(found.places.len());
        for place in &found.places {
            let next = numbers.len() as u32;
            let number = *numbers.entry(place.wording).or_insert(next);
            if number == next && (number as usize) < WORDINGS_MOST {
                ask(number, place)?;
            }
            let Place { article, start, end, .. } = *place;
            places.push(RecordPlace { article, start, end, wording: number.min(WORDINGS_MOST as u32) });
        }
        let (words, wordings) = (found.words, numbers.len() as u32);
        let told = Told { rank: 0.0, kind: FamilyKind::Passage, words, wordings, texts: Vec::new(), places };
        Ok(Self { mean: found.mean, at_edges: found.at_edges, told })
    }

    fn told(self, of_articles: u32) -> Told {
        let Self { mean, at_edges, mut told } = self;
        let articles = told.places.chunk_by(|x, y| x.article == y.article).count() as u32;
        let places = told.places.len() as u32;
        told.rank = rank(articles, told.words, mean);
        told.kind =
            kind_of(told.label(), &Standing { words: told.words, articles, of_articles, places, at_edges, mean });
        told
    }
}

/// Reads the texts of families, and tells each when it has its own. An article that has any is read once; families and texts
/// lie on disk while others come.
///
/// # Errors
/// When an article or a run cannot be read, or `tell` fails.
pub fn each_told(
    articles: &dyn Articles,
    found: &mut dyn Iterator<Item = Found>,
    of_articles: u32,
    space: &Space<'_>,
    tell: &mut dyn FnMut(Told) -> Result<(), BuildError>,
) -> Result<(), BuildError> {
    // The parts of each family: itself, and its wordings after it.
    let mut parts = Sorter::new(space);
    let mut asked = Sorter::new(space);
    for (family, found) in (0..).zip(found) {
        let mut ask = |wording, place: &Place| asked.push([place.article, family, wording, place.start, place.end]);
        let untold = Untold::of(&found, &mut ask)?;
        parts.push(Keyed { key: part_key(family, 0), with: bytes_of(&untold) })?;
    }
    let mut open: Option<(u32, Article)> = None;
    asked.finish().each(&mut |[number, family, wording, start, end]| {
        let article = match open.take() {
            Some((held, article)) if held == number => article,
            _ => articles.article(number)?,
        };
        let text = article.text.get(start as usize..end as usize).unwrap_or("");
        let text = shortened(text, WORDING_BYTES);
        open = Some((number, article));
        parts.push(Keyed { key: part_key(family, wording + 1), with: text.into_bytes() })
    })?;
    let mut open: Option<Untold> = None;
    parts.finish().each(&mut |Keyed { key, with }| {
        if key.ends_with(&[0; 4]) {
            let before = open.replace(read(&with)?);
            return before.map_or(Ok(()), |before| tell(before.told(of_articles)));
        }
        let text = String::from_utf8(with).map_err(|_| damaged())?;
        open.as_mut().ok_or_else(damaged)?.told.texts.push(text);
        Ok(())
    })?;
    open.map_or(Ok(()), |last| tell(last.told(of_articles)))
}

/// What sorts the parts of a family together, itself first.
fn part_key(family: u32, part: u32) -> Vec<u8> {
    [family.to_be_bytes(), part.to_be_bytes()].concat()
}

/// What is written to a run.
pub fn bytes_of(value: &impl Serialize) -> Vec<u8> {
    postcard::to_allocvec(value).expect("memory takes what it holds")
}

/// Reads what [`bytes_of`] made.
///
/// # Errors
/// When it is something else: the file was changed.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, BuildError> {
    postcard::from_bytes(bytes).map_err(|_| damaged())
}

fn damaged() -> BuildError {
    BuildError::Scratch(std::io::ErrorKind::InvalidData.into())
}

/// A text on one line, or as many of its words as so many bytes hold.
fn shortened(text: &str, most_bytes: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.len() <= most_bytes {
        return line;
    }
    let cut = &line[..line.floor_char_boundary(most_bytes)];
    cut.rsplit_once(' ').map_or(cut, |(words, _)| words).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_words() {
        assert_eq!(shortened("một  hai\nba", 99), "một hai ba");
        assert_eq!(shortened("một hai ba", 11), "một hai");
        assert_eq!(shortened("mộộộộộộộ", 4), "m\u{1ed9}");
    }
}
