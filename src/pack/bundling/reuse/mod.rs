//! Families while packing: the words of all articles become sorted grams, these formulas and passages, and those the sections
//! of families. It decides nothing of what is shown: [`crate::reuse`] does.
//!
//! What grows with the corpus lies in sorted runs on disk; the words themselves are held where a quarter of the memory is
//! enough for them. Same articles, same bytes, however much memory there is and however the shares were cut.

mod grams;
mod held;
mod kept;
mod sorter;
mod stream;
mod texts;
mod write;

pub use stream::{Stream, StreamWriter};

use super::error::BuildError;
use super::model::{Articles, BuildEnv};
use super::sink::Sections;
use crate::article::Article;
use crate::bundle::text_codes::Words as Dictionary;
use crate::compare::Text;
use crate::reuse::{
    Copied, Draft, Families, Measure, Meeting, PAIRS_TOKENS, PairFamily, Span, Words, copies, families_of_pairs,
    gapped_families, kin, may_be_copies, meetings, word_number,
};
use held::Held;
use sorter::{Sorter, Space};
use std::cell::Cell;
use std::collections::HashMap;
use texts::{Found, Place};

/// The part of the memory that each sorter takes, and its bytes at least and at most.
const SORT_PART: u64 = 16;
const SORT_BYTES: std::ops::Range<u64> = 1 << 20..1 << 26;
/// The part of the memory that the words may take.
const WORDS_PART: u64 = 4;
/// Words of all articles up to which each two are compared: they take some 300 bytes a word, and the least memory has room.
const PAIRS_WORDS: u64 = 400_000;
/// What a word says that is not among the commonest, beyond the rarest of these.
const RARER: f32 = 1.0;

/// How rare words are, by their numbers.
struct Rarity {
    known: HashMap<u32, f32>,
    other: f32,
}

impl Rarity {
    /// From the commonest fold keys with their articles.
    fn of(common: &[(String, u32)], articles: u32) -> Self {
        let rarity = |df: u32| ((f64::from(articles) + 1.0) / (f64::from(df.min(articles)) + 0.5)).ln() as f32;
        let known: HashMap<u32, f32> = common.iter().map(|(fold, df)| (word_number(fold), rarity(*df))).collect();
        let least = common.last().map_or(1, |(_, df)| *df);
        Self { known, other: (rarity(least) + RARER).min(rarity(1)) }
    }

    fn get(&self, word: u32) -> f32 {
        self.known.get(&word).copied().unwrap_or(self.other)
    }
}

/// Finds the families of a corpus and writes their sections; the texts with the dictionary of the articles.
///
/// About n log n for n words. Holds some bytes an article and a family beside what is sorted and the words.
///
/// # Errors
/// When something cannot be read or written, or the pack is to end.
pub fn write_families(
    articles: &dyn Articles,
    stream: &Stream,
    (common, dictionary): (&[(String, u32)], &Dictionary),
    env: &BuildEnv<'_>,
    sections: &mut Sections<'_>,
) -> Result<(), BuildError> {
    // Places are numbered in 32 bits.
    if stream.words() >= u64::from(u32::MAX) - 64 {
        return Ok(());
    }
    let rarity = Rarity::of(common, stream.articles());
    let bytes = (env.memory_bytes / SORT_PART).clamp(SORT_BYTES.start, SORT_BYTES.end) as usize;
    let space = Space { folder: env.folder, bytes, files: Cell::new(0) };
    let words = Held::of(stream, env.memory_bytes / WORDS_PART, env.folder)?;
    let measure = Measure { articles: stream.articles(), rarity: &|word| rarity.get(word) };
    let OfGrams { drafts, ends, copied } = of_grams(stream, &words, &measure, &space, env)?;
    let mut of_grams = drafts.into_iter().map(|draft| found(&draft, stream, &words, &measure, &ends));
    let mut ranked = write::Ranked::new(&space);
    let mut tell = |found: &mut dyn Iterator<Item = Found>| {
        texts::each_told(articles, found, stream.articles(), &space, &mut |told| ranked.add(&told))
    };
    match of_pairs(articles, stream, &rarity)? {
        Some(of_pairs) => tell(&mut beside(of_pairs, of_grams.collect()).into_iter())?,
        None => tell(&mut of_grams)?,
    }
    drop(ends);
    words.check()?;
    write::write(&ranked.finish(), dictionary, &space, sections)?;
    write::write_copies(&copied, sections)
}

/// Adds the families of grams to those of pairs, but what these hold already.
fn beside(of_pairs: Vec<Found>, of_grams: Vec<Found>) -> Vec<Found> {
    let places = of_pairs.iter().flat_map(|family| &family.places);
    let mut held: Vec<(u32, u32, u32)> = places.map(|place| (place.article, place.start, place.end)).collect();
    held.sort_unstable();
    // How far any place up to here reaches, so that one look tells.
    let mut reach = (0, 0);
    for (article, _, end) in &mut held {
        reach = (*article, if reach.0 == *article { reach.1.max(*end) } else { *end });
        *end = reach.1;
    }
    let is_held = |place: &Place| {
        let at = held.partition_point(|&(article, start, _)| (article, start) <= (place.article, place.start));
        at.checked_sub(1).is_some_and(|at| held[at].0 == place.article && held[at].2 >= place.end)
    };
    let more = of_grams.into_iter().filter(|family| !family.places.iter().all(is_held));
    of_pairs.into_iter().chain(more).collect()
}

/// The families of a corpus that is small enough to hold every two articles against each other.
fn of_pairs(articles: &dyn Articles, stream: &Stream, rarity: &Rarity) -> Result<Option<Vec<Found>>, BuildError> {
    let count = stream.articles();
    let is_too_much = stream.words().saturating_mul(u64::from(count.saturating_sub(1))) > PAIRS_TOKENS;
    if count < 2 || stream.words() > PAIRS_WORDS || is_too_much {
        return Ok(None);
    }
    let read: Vec<Article> = (0..count).map(|number| articles.article(number)).collect::<Result<_, _>>()?;
    let texts: Vec<Text> = read.iter().map(Text::of).collect();
    let Some(families) = families_of_pairs(&texts) else { return Ok(None) };
    let words_of = |&(article, span): &(u32, (u32, u32))| -> Vec<u32> {
        let side = &texts[article as usize].side;
        side.folds.of(side.tokens_in(span)).map(word_number).collect()
    };
    let found = |places: Vec<(u32, (u32, u32))>| {
        let mut most = (0, 0.0);
        let places = places.iter().map(|place| {
            let (words, &(article, (start, end))) = (words_of(place), place);
            let of_place = Measure { articles: count, rarity: &|word| rarity.get(word) };
            let (said, different) = of_place.said(words.as_slice(), (0, words.len() as u32), 1);
            if words.len() as u32 > most.0 {
                most = (words.len() as u32, said / different.max(1) as f32);
            }
            Place { article, start, end, wording: texts::wording(&words) }
        });
        let places: Vec<Place> = places.collect();
        let (words, mean) = most;
        let spread = places.chunk_by(|x, y| x.article == y.article).count();
        (spread >= 2).then_some(Found { words, mean, at_edges: 0, places })
    };
    let parted = |families: Vec<PairFamily>| {
        families.into_iter().flat_map(|family| kin(family.places, words_of)).filter_map(found).collect()
    };
    let (of_pairs, gapped) = (parted(families), parted(gapped_families(&texts)));
    Ok(Some(beside(of_pairs, gapped)))
}

/// What sorted grams tell.
struct OfGrams {
    /// Families.
    drafts: Vec<Draft>,
    /// The bytes of their places.
    ends: texts::Ends,
    copied: Vec<Copied>,
}

/// The families of any corpus and its copies, from sorted grams.
fn of_grams(
    stream: &Stream,
    words: &Held,
    measure: &Measure<'_>,
    space: &Space<'_>,
    env: &BuildEnv<'_>,
) -> Result<OfGrams, BuildError> {
    let repeated = grams::repeated(stream, words, measure, space, env)?;
    let copied = copies(&likely_copies(&repeated.passages, stream, space)?, words, &|one| stream.places_of(one));
    let mut families = Families::of(repeated.passages);
    repeated.formulas.each(&mut |formula| families.add(formula, measure))?;
    drop(repeated.formulas);
    let of_span = |span: &Span| words_of(words, *span);
    let drafts = families.finish().into_iter();
    let drafts: Vec<Draft> = drafts.flat_map(|draft| kin(draft.spans, of_span)).filter_map(Draft::of).collect();
    let ends = texts::Ends::of(stream, &drafts)?;
    Ok(OfGrams { drafts, ends, copied })
}

/// Pairs of articles, ascending, that may be copies.
fn likely_copies(passages: &[Draft], stream: &Stream, space: &Space<'_>) -> Result<Vec<(u32, u32)>, BuildError> {
    let mut met = Sorter::new(space);
    meetings(passages, &mut |meeting| met.push(meeting))?;
    let (mut likely, mut of_pair) = (Vec::new(), Vec::new());
    let mut end = |of_pair: &mut Vec<Meeting>| {
        if may_be_copies(of_pair, &|article| stream.places_of(article)) {
            likely.push((of_pair[0][0], of_pair[0][1]));
        }
        of_pair.clear();
    };
    met.finish().each(&mut |meeting| {
        if of_pair.first().is_some_and(|first: &Meeting| first[..2] != meeting[..2]) {
            end(&mut of_pair);
        }
        of_pair.push(meeting);
        Ok(())
    })?;
    end(&mut of_pair);
    Ok(likely)
}

fn words_of(words: &Held, span: Span) -> Vec<u32> {
    (span.start..span.end).map(|place| words.word(place)).collect()
}

/// A family of sorted grams, in bytes.
fn found(draft: &Draft, stream: &Stream, words: &Held, measure: &Measure<'_>, ends: &texts::Ends) -> Found {
    let longest = draft.spans.iter().max_by_key(|span| (span.end - span.start, std::cmp::Reverse(span.start)));
    let (said, different) =
        longest.map_or((0.0, 1), |span| measure.said(words, (span.start, span.end), draft.articles()));
    let edge = |span: &&Span| is_at_edge(stream.places_of(span.article), (span.start, span.end));
    let at_edges = draft.spans.iter().filter(edge).count() as u32;
    let places = draft.spans.iter().map(|&span| {
        let (start, end) = ends.bytes(span.start, span.end);
        Place { article: span.article, start, end, wording: texts::wording(&words_of(words, span)) }
    });
    let words = longest.map_or(0, |span| span.end - span.start);
    Found { words, mean: said / different.max(1) as f32, at_edges, places: places.collect() }
}

/// Words that may stand between a place and the end of its article, when it is still at its edge.
const EDGE_WORDS: u32 = 4;

/// Whether a place stands at the beginning or the end of an article of which it is a small part.
fn is_at_edge(article: std::ops::Range<u32>, (start, end): (u32, u32)) -> bool {
    let before = start.saturating_sub(article.start);
    let after = article.end.saturating_sub(end);
    (before <= EDGE_WORDS || after <= EDGE_WORDS + 1) && (end - start) * 3 < article.end - article.start
}
