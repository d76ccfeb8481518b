//! Formulas: runs of four to twelve words that recur as they are and cannot be made longer without losing a place.
//!
//! All places of one gram come together; longer runs grow from them word by word. It judges no meaning: how much a run must
//! say is told by whoever asks.

use super::gram::{GRAM_WORDS, WALL, Words};

/// Words of the longest formula; what goes on is a passage.
pub const LONGEST_WORDS: u32 = 12;
/// Places of a gram that are looked at, at most: the earliest. What is said more often is a common phrase in any case.
pub const MOST_PLACES: usize = 1 << 18;

/// A run of words and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    /// How many words.
    pub words: u32,
    /// Its first words' places with their articles, ascending; in one article without overlap.
    pub places: Vec<(u32, u32)>,
}

impl Formula {
    /// Articles that have it.
    pub fn articles(&self) -> u32 {
        articles(&self.places)
    }

    /// What puts the longest formulas first, and then those that begin first: no two have the same.
    pub fn order(&self) -> u64 {
        u64::from(u32::MAX - self.words) << 32 | u64::from(self.places.first().map_or(0, |place| place.0))
    }
}

/// Different articles of places in their order.
pub fn articles(places: &[(u32, u32)]) -> u32 {
    places.chunk_by(|x, y| x.1 == y.1).count() as u32
}

/// Grows the formulas that begin with one gram from all its places (place, article), ascending.
///
/// A run is told when it stands in two articles and more, and neither all its places go on with the same word nor all
/// have the same word before them. O(p log p) for p places and each of the nine lengths.
pub fn formulas<W: Words + ?Sized>(words: &W, places: &[(u32, u32)], tell: &mut dyn FnMut(Formula)) {
    let places = &places[..places.len().min(MOST_PLACES)];
    if articles(places) >= 2 {
        grow(words, GRAM_WORDS as u32, places.to_vec(), tell);
    }
}

fn grow<W: Words + ?Sized>(words: &W, length: u32, places: Vec<(u32, u32)>, tell: &mut dyn FnMut(Formula)) {
    // By the next word; stable, so that places stay in order.
    let mut next: Vec<(u32, u32, u32)> =
        places.iter().map(|&(place, article)| (words.word(place + length), place, article)).collect();
    next.sort_unstable();
    let goes_on = next[0].0 == next[next.len() - 1].0 && next[0].0 != WALL;
    if !goes_on && !is_inner(words, &places) {
        tell(Formula { words: length, places: apart(&places, length) });
    }
    if length == LONGEST_WORDS {
        return;
    }
    for same in next.chunk_by(|x, y| x.0 == y.0).filter(|same| same[0].0 != WALL) {
        let longer: Vec<(u32, u32)> = same.iter().map(|&(_, place, article)| (place, article)).collect();
        if articles(&longer) >= 2 {
            grow(words, length + 1, longer, tell);
        }
    }
}

/// Whether all places have the same word before them: then the longer run says it.
fn is_inner<W: Words + ?Sized>(words: &W, places: &[(u32, u32)]) -> bool {
    let before = |place: u32| place.checked_sub(1).map_or(WALL, |before| words.word(before));
    let first = before(places[0].0);
    first != WALL && places.iter().all(|&(place, _)| before(place) == first)
}

/// Drops places that overlap the one before.
fn apart(places: &[(u32, u32)], length: u32) -> Vec<(u32, u32)> {
    let mut kept: Vec<(u32, u32)> = Vec::with_capacity(places.len());
    for &(place, article) in places {
        if kept.last().is_none_or(|last| last.1 != article || last.0 + length <= place) {
            kept.push((place, article));
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::super::gram::Grams;
    use super::*;
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    /// The formulas of articles: words, and places as article and word of it.
    fn found(articles: &[Vec<u32>]) -> BTreeMap<Vec<u32>, BTreeSet<(u32, u32)>> {
        let (mut words, mut starts) = (Vec::new(), Vec::new());
        for article in articles {
            starts.push(words.len() as u32);
            words.extend_from_slice(article);
            words.push(WALL);
        }
        let mut by_gram: BTreeMap<u64, Vec<(u32, u32)>> = BTreeMap::new();
        let mut grams = Grams::default();
        for &word in &words {
            grams.push(word, &mut |hash, place, _| {
                let article = starts.partition_point(|&start| start <= place) as u32 - 1;
                by_gram.entry(hash).or_default().push((place, article));
            });
        }
        let mut all = BTreeMap::new();
        for places in by_gram.values() {
            formulas(words.as_slice(), places, &mut |formula| {
                let from = formula.places[0].0 as usize;
                let places = formula.places.iter().map(|&(place, article)| (article, place - starts[article as usize]));
                all.insert(words[from..from + formula.words as usize].to_vec(), places.collect());
            });
        }
        all
    }

    #[test]
    fn a_formula_is_as_long_as_all_its_places() {
        let articles = [vec![1, 2, 3, 4, 5, 6, 90], vec![80, 1, 2, 3, 4, 5, 6, 91], vec![81, 1, 2, 3, 4, 92]];
        let found: Vec<(Vec<u32>, usize)> =
            found(&articles).into_iter().map(|(run, places)| (run, places.len())).collect();
        assert_eq!(found, [(vec![1, 2, 3, 4], 3), (vec![1, 2, 3, 4, 5, 6], 2)]);
    }

    #[test]
    fn a_word_said_over_and_over_ends() {
        let found = found(&[vec![7; 50_000], vec![7; 50_000]]);
        assert!(found.len() <= 9, "{}", found.len());
    }

    proptest! {
        /// Against a scan: of every run of 4 to 12 words in two articles, closed or not, the closed one around it is found.
        #[test]
        fn every_repeated_run_stands_in_a_formula_or_a_longer_run(
            articles in prop::collection::vec(prop::collection::vec(1u32..4, 0..18), 2..5),
        ) {
            let found = found(&articles);
            let places_of = |run: &[u32]| -> BTreeSet<(u32, u32)> {
                let places = articles.iter().enumerate().flat_map(|(number, article)| {
                    article.windows(run.len()).enumerate().filter(|(_, window)| *window == run)
                        .map(move |(at, _)| (number as u32, at as u32))
                });
                places.collect()
            };
            for run in found.keys() {
                let places = places_of(run);
                prop_assert!(places.iter().map(|place| place.0).collect::<BTreeSet<_>>().len() >= 2);
                prop_assert!(found[run].is_subset(&places));
            }
            for article in &articles {
                for length in 4..=12usize {
                    for run in article.windows(length) {
                        let places = places_of(run);
                        if places.iter().map(|place| place.0).collect::<BTreeSet<_>>().len() < 2 {
                            continue;
                        }
                        let word = |&(number, at): &(u32, u32), step: i64| {
                            articles[number as usize].get((i64::from(at) + step) as usize).copied()
                        };
                        let same = |step: i64| {
                            let first = word(places.iter().next().unwrap(), step);
                            first.is_some() && places.iter().all(|place| word(place, step) == first)
                        };
                        prop_assert_eq!(found.contains_key(run), !same(length as i64) && !same(-1), "{:?}", run);
                    }
                }
            }
        }
    }
}
