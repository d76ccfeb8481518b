//! Words as numbers, and runs of four of them as grams: what is sorted to find what an archive repeats.
//!
//! It knows no text and no article: a wall, which no gram reaches across, stands between two blocks and after an article.

use std::collections::VecDeque;

/// Words of a gram.
pub const GRAM_WORDS: usize = 4;
/// Grams in a row of which at least one is chosen, so that of every eight words that two places share one gram at least is
/// chosen in both (S. Schleimer, D. Wilkerson, A. Aiken, "Winnowing", SIGMOD 2003).
const WINDOW_GRAMS: usize = 5;
/// What stands for the end of a block.
pub const WALL: u32 = 0;

/// The number of a word, by its fold key: FNV-1a, mixed to 32 bits; never [`WALL`]. Different words may share a number; a
/// gram of four of them hardly ever does.
pub fn word_number(fold: &str) -> u32 {
    let hash = fold
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    (mixed(hash) as u32).max(1)
}

/// Spreads the bits of a number over all of it (the finisher of splitmix64).
pub fn mixed(mut bits: u64) -> u64 {
    bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ bits >> 31
}

/// Adds a word to the hash of those before it.
pub fn with_word(hash: u64, word: u32) -> u64 {
    mixed(hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ u64::from(word))
}

/// The words of a corpus, block by block and article by article, by their place.
pub trait Words {
    /// The word at a place; [`WALL`] outside.
    fn word(&self, place: u32) -> u32;
}

impl Words for [u32] {
    fn word(&self, place: u32) -> u32 {
        self.get(place as usize).copied().unwrap_or(WALL)
    }
}

/// Cuts words, which come one by one, into grams.
#[derive(Debug, Default)]
pub struct Grams {
    last: VecDeque<u32>,
    place: u32,
    /// Grams that may yet be chosen: hash and place, and whether they were.
    window: VecDeque<(u64, u32, bool)>,
}

impl Grams {
    /// Takes the next word and tells the grams that are decided: hash, place, whether it is chosen.
    pub fn push(&mut self, word: u32, tell: &mut dyn FnMut(u64, u32, bool)) {
        self.place += 1;
        if word == WALL {
            self.last.clear();
            return self.flush(tell);
        }
        self.last.push_back(word);
        if self.last.len() < GRAM_WORDS {
            return;
        }
        let hash = self.last.iter().fold(0, |hash, &word| with_word(hash, word));
        self.last.pop_front();
        self.window.push_back((hash, self.place - GRAM_WORDS as u32, false));
        if self.window.len() == WINDOW_GRAMS {
            self.choose();
            self.window.pop_front().into_iter().for_each(|(hash, place, chosen)| tell(hash, place, chosen));
        }
    }

    /// The least of the window, the last of equal ones.
    fn choose(&mut self) {
        if let Some(least) = self.window.iter_mut().min_by_key(|gram| (gram.0, std::cmp::Reverse(gram.1))) {
            least.2 = true;
        }
    }

    /// Tells what is left at the end of a block. A block too short for a window chooses too.
    fn flush(&mut self, tell: &mut dyn FnMut(u64, u32, bool)) {
        if !self.window.iter().any(|gram| gram.2) {
            self.choose();
        }
        self.window.drain(..).for_each(|(hash, place, chosen)| tell(hash, place, chosen));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn grams(words: &[u32]) -> Vec<(u64, u32, bool)> {
        let mut found = Vec::new();
        let mut grams = Grams::default();
        words
            .iter()
            .chain(&[WALL])
            .for_each(|&word| grams.push(word, &mut |hash, place, chosen| found.push((hash, place, chosen))));
        found
    }

    #[test]
    fn no_gram_reaches_across_a_wall() {
        let places: Vec<u32> =
            grams(&[1, 2, 3, 4, 5, WALL, 6, 7, 8, WALL, 1, 2, 3, 4]).iter().map(|gram| gram.1).collect();
        assert_eq!(places, [0, 1, 10]);
        let found = grams(&[1, 2, 3, 4, WALL, 1, 2, 3, 4]);
        assert_eq!(found[0].0, found[1].0);
        assert!(found.iter().all(|gram| gram.2), "a short block chooses its only gram");
    }

    proptest! {
        #[test]
        fn of_eight_shared_words_a_gram_is_chosen_in_both(
            shared in prop::collection::vec(1u32..9, 8..20),
            around in prop::collection::vec(prop::collection::vec(9u32..99, 0..12), 4),
        ) {
            let text = |before: &[u32], after: &[u32]| [before, &shared, after].concat();
            let chosen = |before: &[u32], after: &[u32]| -> Vec<(u64, u32)> {
                let inside = before.len() as u32..(before.len() + shared.len() - 3) as u32;
                grams(&text(before, after)).into_iter().filter(|gram| gram.2 && inside.contains(&gram.1))
                    .map(|gram| (gram.0, gram.1 - before.len() as u32)).collect()
            };
            let (one, other) = (chosen(&around[0], &around[1]), chosen(&around[2], &around[3]));
            prop_assert!(one.iter().any(|gram| other.contains(gram)), "{one:?} {other:?}");
        }
    }
}
