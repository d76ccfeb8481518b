//! Which words of a corpus are its function words: found from how common and how evenly scattered they are, by no list.
//!
//! What a text is about comes in clusters; what merely holds sentences together stands everywhere, as if strewn at random
//! (K. W. Church, W. A. Gale, "Poisson mixtures", 1995). So a corpus is cut into parts of a hundred words, and of each word
//! the parts that have it are held against those that would have it by chance. It counts nothing.

use crate::sort;

/// Words of a part.
pub const PART_TOKENS: usize = 100;
/// Fewer parts tell nothing: some 20,000 words. In a few articles on one subject its words are as even as `and`.
const LEAST_PARTS: u32 = 200;
/// The share of all tokens that function words are looked for in, the commonest words first.
const COVERED: f64 = 0.45;
/// The share of the parts expected by chance from which a word is scattered like one that says little. Measured on news
/// and speeches: `của` 0.93, `the` 0.99, `but` 1.01; `trường` 0.74, `bệnh` 0.56, `congress` 0.72.
const LEAST_EVEN: f64 = 0.86;

/// What is counted of a word to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scatter {
    /// The word's number.
    pub word: u32,
    /// Times it occurs.
    pub hits: u32,
    /// Parts that have it.
    pub parts: u32,
}

/// The share of the parts expected by chance that have a word: 1 is strewn at random, less is in clusters.
pub fn evenness(hits: u32, parts: u32, all_parts: u32) -> f64 {
    let all = f64::from(all_parts);
    let by_chance = all * (1.0 - (-f64::from(hits) / all).exp());
    if by_chance > 0.0 { f64::from(parts) / by_chance } else { 0.0 }
}

/// The numbers of the function words, ascending: the even ones among the commonest words, which make up `COVERED` of all
/// tokens. A corpus too small to tell has none. Costs a sort of the words.
pub fn function_words(mut words: Vec<Scatter>, tokens: u64, all_parts: u32) -> Vec<u32> {
    if all_parts < LEAST_PARTS {
        return Vec::new();
    }
    sort::by_key(&mut words, |word| (u32::MAX - word.hits, word.word));
    let most = COVERED * tokens as f64;
    let mut covered = 0.0;
    let common = words.iter().take_while(|word| {
        let before = covered;
        covered += f64::from(word.hits);
        before < most
    });
    let even = common.filter(|word| evenness(word.hits, word.parts, all_parts) >= LEAST_EVEN);
    let mut found: Vec<u32> = even.map(|word| word.word).collect();
    sort::numbers(&mut found);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_common_and_everywhere_is_a_function_word() {
        // Of 1,000 parts: everywhere; as often but in clusters; everywhere but rare.
        let words = [(0, 3000, 950), (1, 3000, 400), (2, 40, 40)];
        let words = words.map(|(word, hits, parts)| Scatter { word, hits, parts }).to_vec();
        assert_eq!(function_words(words.clone(), 10_000, 1_000), [0]);
        assert!(function_words(words, 10_000, 199).is_empty(), "too little text to tell");
        assert!((evenness(40, 40, 1_000) - 1.0202).abs() < 1e-3);
        assert!(evenness(0, 0, 0).abs() < f64::EPSILON);
    }
}
