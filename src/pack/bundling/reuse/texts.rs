//! Families get their texts: labels and wordings, read article by article. It finds no family.

use super::stream::Stream;
use crate::bundle::families::{FamilyRecord, FamilyRow, RecordPlace, WORDINGS_MOST};
use crate::pack::bundling::error::BuildError;
use crate::pack::bundling::model::Articles;
use crate::reuse::{Draft, FamilyKind, Standing, kind_of, rank, with_word};
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
        let spans = drafts.iter().flat_map(|draft| &draft.spans);
        let mut places: Vec<u32> = spans.flat_map(|span| [span.start, span.end - 1]).collect();
        places.sort_unstable();
        places.dedup();
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

/// A family with its texts: its row, its record, how high it ranks.
pub struct Told {
    /// How high.
    pub rank: f32,
    /// What lists show.
    pub row: FamilyRow,
    /// All its places, under no key yet.
    pub record: FamilyRecord,
}

/// Reads the texts of families. An article that has any is read once.
///
/// # Errors
/// When an article cannot be read.
pub fn told(articles: &dyn Articles, found: Vec<Found>, of_articles: u32) -> Result<Vec<Told>, BuildError> {
    let mut told: Vec<Told> = Vec::with_capacity(found.len());
    // Article, family, wording, bytes.
    let mut asked: Vec<(u32, u32, u32, (u32, u32))> = Vec::new();
    let mut standings = Vec::with_capacity(found.len());
    for (family, found) in (0..).zip(found) {
        let mut numbers: HashMap<u64, u32> = HashMap::new();
        let places = found.places.iter().map(|place| {
            let next = numbers.len() as u32;
            let number = *numbers.entry(place.wording).or_insert(next);
            if number == next && (number as usize) < WORDINGS_MOST {
                asked.push((place.article, family, number, (place.start, place.end)));
            }
            RecordPlace {
                article: place.article,
                start: place.start,
                end: place.end,
                wording: number.min(WORDINGS_MOST as u32),
            }
        });
        let places: Vec<RecordPlace> = places.collect();
        let mut of: Vec<u32> = places.iter().map(|place| place.article).collect();
        of.dedup();
        standings.push(Standing {
            words: found.words,
            articles: of.len() as u32,
            of_articles,
            places: places.len() as u32,
            at_edges: found.at_edges,
            mean: found.mean,
        });
        let wordings = numbers.len();
        let kind = FamilyKind::Passage;
        let row = FamilyRow {
            kind,
            label: String::new(),
            nth: 0,
            words: found.words,
            places: places.len() as u32,
            wordings: wordings as u32,
            articles: of,
        };
        let record = FamilyRecord {
            number: 0,
            nth: 0,
            kind,
            words: found.words,
            all_places: places.len() as u32,
            all_articles: row.articles.len() as u32,
            wordings: vec![String::new(); wordings.min(WORDINGS_MOST)],
            places,
        };
        told.push(Told { rank: 0.0, row, record });
    }
    asked.sort_unstable();
    for of_article in asked.chunk_by(|x, y| x.0 == y.0) {
        let article = articles.article(of_article[0].0)?;
        for &(_, family, wording, (start, end)) in of_article {
            let text = article.text.get(start as usize..end as usize).unwrap_or("");
            told[family as usize].record.wordings[wording as usize] = shortened(text, WORDING_BYTES);
        }
    }
    for (told, standing) in told.iter_mut().zip(standings) {
        let label = told.record.wordings[0].clone();
        let kind = kind_of(&label, &standing);
        told.rank = rank(standing.articles, standing.words, standing.mean);
        (told.row.label, told.row.kind, told.record.kind) = (label, kind, kind);
    }
    Ok(told)
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
