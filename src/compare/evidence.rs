//! How much it says that two texts have the same words in a row: little for common words, and less the longer the texts.
//!
//! Words that are drawn by chance agree somewhere in two texts of m and n tokens about m × n × p times, where p is the
//! chance of the words. A passage is shown when that is far below one; beside a passage that is sure, where only its
//! surroundings are looked through, less will do. Frequencies are those of the two texts themselves, so that no list of
//! function words is needed and every language is treated alike. It knows nothing of grammar.

use super::seed::{Run, WORD_BITS, Words};
use super::select::Candidate;
use crate::sort;
use crate::text::is_unspaced;

/// What a word says at least, however common: so that a long run of common words counts in the end.
const LEAST: f32 = 0.5;
/// What each token costs that is not matched: it could have stood in other ways too.
const GAP_COST: f32 = 1.4;
/// What a passage says at least beyond the logarithm of all pairs of places.
const MARGIN: f32 = 1.5;
/// What a passage near a sure one says at least: the logarithm of the pairs of places in its surroundings, and a little.
const NEAR: f32 = 10.0;
/// Tokens around a sure passage, on either side, that are its surroundings.
const NEAR_TOKENS: u32 = 60;
/// Tokens of an unbroken run that is no accident in a language, whose words are not drawn by chance; and what that says.
const LONG_TOKENS: u32 = 6;
const LONG: f32 = 5.0;
/// What a passage must say besides where a token is a letter: words of two letters make one of four by accident.
const UNSPACED: f32 = 3.0;
/// Tokens in one cell of the grid that finds neighbours.
const CELL_TOKENS: u32 = 64;

/// What the words of two texts say.
pub(super) struct Evidence {
    /// By number of the word.
    says: Vec<f32>,
    /// Pairs of words in a row, sorted, with how many different words stand before them.
    pairs: Vec<(u64, u32)>,
    /// By number of the word: how many different words stand before it.
    before: Vec<u32>,
    /// By number of the word: it is a letter of a script without blanks, and says less than a word.
    unspaced: Vec<bool>,
    /// What a passage says at least.
    enough: f32,
}

impl Evidence {
    /// Counts the words of both texts.
    pub fn new(words: &Words) -> Self {
        let kinds = words.a.iter().chain(&words.b).max().map_or(0, |&most| most as usize + 1);
        let mut counts = vec![0u32; kinds];
        words.a.iter().chain(&words.b).for_each(|&word| counts[word as usize] += 1);
        let mut unspaced = vec![false; kinds];
        for (words, side) in [(&words.a, words.side_a), (&words.b, words.side_b)] {
            for (&word, fold) in words.iter().zip(&side.folds) {
                unspaced[word as usize] = fold.starts_with(is_unspaced);
            }
        }
        let all = (words.a.len() + words.b.len()) as f32;
        let says = counts.iter().map(|&count| (all / count.max(1) as f32).ln().max(LEAST)).collect();
        let places = words.a.len().max(1) as f32 * words.b.len().max(1) as f32;
        let pairs = contexts(&[&words.a, &words.b], 3);
        let mut before = vec![0; kinds];
        contexts(&[&words.a, &words.b], 2).iter().for_each(|&(word, count)| before[word as usize] = count);
        Self { says, pairs, before, unspaced, enough: places.ln() + MARGIN }
    }

    /// What a word says after another: little where the two are found together in other surroundings too, as the
    /// syllables of one word or the words of one term are. A formula is not, however often it is repeated: its words have
    /// the same words before them every time.
    fn after(&self, before: u32, word: u32) -> f32 {
        let key = u64::from(before) << WORD_BITS | u64::from(word);
        let elsewhere = match self.pairs.binary_search_by_key(&key, |pair| pair.0) {
            Ok(at) => self.pairs[at].1.saturating_sub(1),
            Err(_) => 0,
        };
        let bound = (self.before[before as usize].max(1) as f32 / elsewhere.max(1) as f32).ln().max(LEAST);
        let alone = self.says[word as usize];
        if elsewhere > 0 { alone.min(bound) } else { alone }
    }

    /// What a candidate says.
    fn of(&self, words: &Words, candidate: &Candidate) -> f32 {
        let run = |run: &Run| -> f32 {
            let run = &words.a[run.a as usize..(run.a + run.len) as usize];
            let first = run.first().map_or(0.0, |&word| self.says[word as usize]);
            first + run.windows(2).map(|pair| self.after(pair[0], pair[1])).sum::<f32>()
        };
        let matched: f32 = candidate.runs.iter().map(run).sum();
        let spaced = !self.unspaced[words.a[candidate.a.0 as usize] as usize];
        let long = match candidate.runs.iter().any(|run| run.len >= LONG_TOKENS) {
            _ if !spaced => -UNSPACED,
            true => LONG,
            false => 0.0,
        };
        let others = others(words, candidate);
        // A word that is another one was counted as one that agrees.
        let each = matched / candidate.tokens.max(1) as f32 + GAP_COST;
        long + matched - each * others as f32 - GAP_COST * candidate.longer().saturating_sub(candidate.tokens) as f32
    }

    /// Keeps the candidates that say enough: by themselves, or near one that does.
    pub fn keep(&self, words: &Words, candidates: &mut Vec<Candidate>) {
        // What is half of a text is no accident of it.
        let shorter = words.a.len().min(words.b.len()) as u32;
        let says = |candidate: &Candidate| {
            if 2 * candidate.tokens >= shorter { f32::INFINITY } else { self.of(words, candidate) }
        };
        let says: Vec<f32> = candidates.iter().map(says).collect();
        let mut cells: Vec<Vec<u32>> = vec![Vec::new(); words.a.len() / CELL_TOKENS as usize + 1];
        for (candidate, at) in candidates.iter().zip(0..).filter(|(_, at)| says[*at as usize] >= self.enough) {
            for cell in candidate.a.0 / CELL_TOKENS..=(candidate.a.1 - 1) / CELL_TOKENS {
                cells[cell as usize].push(at);
            }
        }
        let apart = |x: (u32, u32), y: (u32, u32)| y.0.saturating_sub(x.1).max(x.0.saturating_sub(y.1));
        let near = |candidate: &Candidate| {
            let first = candidate.a.0.saturating_sub(NEAR_TOKENS) / CELL_TOKENS;
            let last = ((candidate.a.1 + NEAR_TOKENS) / CELL_TOKENS).min(cells.len() as u32 - 1);
            cells[first as usize..=last as usize].iter().flatten().any(|&at| {
                let sure = &candidates[at as usize];
                apart(sure.a, candidate.a) <= NEAR_TOKENS && apart(sure.b, candidate.b) <= NEAR_TOKENS
            })
        };
        let kept: Vec<bool> = candidates
            .iter()
            .zip(&says)
            .map(|(candidate, &says)| says >= self.enough || (says >= NEAR && near(candidate)))
            .collect();
        let mut kept = kept.into_iter();
        candidates.retain(|_| kept.next().unwrap_or(true));
    }
}

/// Matched tokens that are two words rather than one: both have marks, and not the same ones (`đóng`, `động`). A text
/// without marks may mean either.
fn others(words: &Words, candidate: &Candidate) -> usize {
    let (a, b) = (words.side_a, words.side_b);
    let pairs = candidate.runs.iter().flat_map(|run| (run.a..run.a + run.len).zip(run.b..));
    pairs
        .filter(|&(i, j)| {
            let (x, y) = (&a.exacts[i as usize], &b.exacts[j as usize]);
            x != y && *x != a.folds[i as usize] && *y != b.folds[j as usize]
        })
        .count()
}

/// Stretches of words, by their last words, all but the first: how many different ones there are of each.
fn contexts(texts: &[&[u32]], length: usize) -> Vec<(u64, u32)> {
    let mask = (1u64 << WORD_BITS) - 1;
    let pack = |words: &[u32]| words.iter().fold(0, |packed, &word| packed << WORD_BITS | u64::from(word) & mask);
    let rest = (1u64 << (WORD_BITS * (length as u32 - 1))) - 1;
    // The first word comes last, so that stretches with the same rest stand together.
    let turned = |packed: u64| (packed & rest) << WORD_BITS | packed >> (WORD_BITS * (length as u32 - 1));
    let stretches = texts.iter().flat_map(|text| text.windows(length)).map(|words| (turned(pack(words)), 0));
    let mut stretches: Vec<(u64, u32)> = stretches.collect();
    sort::seeds(&mut stretches);
    stretches.dedup();
    let same_rest = |x: &(u64, u32), y: &(u64, u32)| x.0 >> WORD_BITS == y.0 >> WORD_BITS;
    stretches.chunk_by(same_rest).map(|chunk| (chunk[0].0 >> WORD_BITS, chunk.len() as u32)).collect()
}
