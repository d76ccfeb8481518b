//! How much two articles share, by rows of four words that both have. What several texts have in common joins no others:
//! nothing is looked at but the two.
//!
//! It knows words as numbers, not texts.

use super::gram::{GRAM_WORDS, WALL, Words, with_word};
use std::collections::HashMap;
use std::ops::Range;

/// Words between two rows in both articles up to which they are one passage.
const GAP_WORDS: u32 = 16;

/// The rows of four words of an article, by their first places.
pub struct Rows {
    article: Range<u32>,
    places: HashMap<u64, u32>,
}

impl Rows {
    /// Those of the article at some places. Time and memory grow with its words.
    pub fn of<W: Words + ?Sized>(words: &W, article: Range<u32>) -> Self {
        let mut places = HashMap::with_capacity(article.len());
        each_row(words, article.clone(), |place, row| {
            places.entry(row).or_insert(place);
        });
        Self { article, places }
    }

    /// How many words of another article stand in passages that this one has.
    pub fn cover<W: Words + ?Sized>(&self, words: &W, other: Range<u32>) -> u32 {
        let mut stretches = Vec::new();
        let mut last: Option<(u32, u32, u32)> = None;
        each_row(words, other, |place, row| {
            let Some(&here) = self.places.get(&row) else { return };
            // Rows near one another in both articles are one passage, with the words between them.
            let follows = |(_, there, before): &(u32, u32, u32)| {
                place - there <= GAP_WORDS && here > *before && here - before <= GAP_WORDS
            };
            let start = last.filter(follows).map_or(place, |(start, ..)| start);
            stretches.push((start, place + GRAM_WORDS as u32));
            last = Some((start, place, here));
        });
        covered(stretches)
    }

    /// Words of the article.
    pub fn words(&self) -> u32 {
        self.article.len() as u32
    }
}

/// Tells each row of four words that no wall parts.
fn each_row<W: Words + ?Sized>(words: &W, article: Range<u32>, mut tell: impl FnMut(u32, u64)) {
    let mut row = [WALL; GRAM_WORDS];
    for place in article {
        row.rotate_left(1);
        row[GRAM_WORDS - 1] = words.word(place);
        if !row.contains(&WALL) {
            let hash = row.iter().fold(0, |hash, &word| with_word(hash, word));
            tell(place + 1 - GRAM_WORDS as u32, hash);
        }
    }
}

/// Words that some stretches cover, each once.
pub fn covered(mut stretches: Vec<(u32, u32)>) -> u32 {
    stretches.sort_unstable();
    let (mut reach, mut sum) = (0, 0);
    for (start, end) in stretches {
        sum += end.saturating_sub(start.max(reach));
        reach = reach.max(end);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_both_have_is_counted_in_both() {
        // Ten words, of which the second article has all but the fifth; then what it alone has.
        let words: Vec<u32> = [
            &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, WALL][..],
            &[1, 2, 3, 4, 50, 6, 7, 8, 9, 10, 20, 21, 22, 23, 24, WALL],
            &[30, 31, 9, 10, WALL, 7, 8],
        ]
        .concat();
        let rows = Rows::of(words.as_slice(), 0..10);
        assert_eq!((rows.words(), rows.cover(words.as_slice(), 11..26)), (10, 10));
        assert_eq!(rows.cover(words.as_slice(), 27..34), 0);
        assert_eq!(Rows::of(words.as_slice(), 11..26).cover(words.as_slice(), 0..10), 10);
    }

    #[test]
    fn a_passage_that_comes_again_covers_what_it_covers() {
        let words: Vec<u32> = [&[1, 2, 3, 4, WALL][..], &[1, 2, 3, 4, 9, 1, 2, 3, 4, WALL]].concat();
        assert_eq!(Rows::of(words.as_slice(), 0..4).cover(words.as_slice(), 5..14), 8);
        assert_eq!(Rows::of(words.as_slice(), 5..14).cover(words.as_slice(), 0..4), 4);
    }
}
