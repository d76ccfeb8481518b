//! Runs of equal tokens: the seeds everything else grows from.
//!
//! Recipe of docs/COMPARE.md, step 2. It judges nothing: a run of three common words is a run.

use super::numbering::{Pairs, Strings};
use super::{Keys, Side};
use crate::sort;
use serde::{Deserialize, Serialize};

/// Tokens in a seed.
const SEED_TOKENS: usize = 3;
/// A seed that occurs more often than this in one of the texts is no evidence and is skipped.
const MAX_SEED_OCCURRENCES: usize = 64;
/// Seed pairs looked at in one comparison at most, or four for each token where that is more. Beyond it the most
/// repetitive seeds are left out first.
const MAX_SEED_PAIRS: u64 = 200_000;
const SEED_PAIRS_PER_TOKEN: u64 = 4;

/// Steps taken by one comparison. Tests bound it, so that no input makes the page hang.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Work {
    /// Seed pairs looked at.
    pub seeds: u64,
    /// Links between runs tried.
    pub links: u64,
    /// Cells of alignment tables filled.
    pub cells: u64,
    /// Pairs held against each other.
    pub covers: u64,
}

/// The words of two articles as numbers: equal numbers, equal fold keys.
#[derive(Debug)]
pub(super) struct Words<'s> {
    pub a: Vec<u32>,
    pub b: Vec<u32>,
    /// Paragraph of each token, counted without those left out of the comparison.
    pub paragraphs_a: Vec<u32>,
    pub paragraphs_b: Vec<u32>,
    pub side_a: &'s Side,
    pub side_b: &'s Side,
}

/// Numbers the blocks that are there from 0, so that a caption or sidebar left out parts nothing.
fn paragraphs(blocks: &[u32]) -> Vec<u32> {
    blocks.chunk_by(|x, y| x == y).zip(0..).flat_map(|(block, number)| vec![number; block.len()]).collect()
}

/// Numbers the keys of a side among those of others: equal numbers, equal keys.
pub(super) fn numbered(strings: &mut Strings, keys: &Keys) -> Vec<u32> {
    let distinct: Vec<u32> = keys.distinct.iter().map(|key| strings.number(key).0).collect();
    keys.numbers.iter().map(|&number| distinct[number as usize]).collect()
}

impl<'s> Words<'s> {
    /// Numbers the fold keys of both articles in order of first appearance.
    pub fn new(side_a: &'s Side, side_b: &'s Side) -> Self {
        let mut strings = Strings::default();
        let [a, b] = [side_a, side_b].map(|side| numbered(&mut strings, &side.folds));
        let (paragraphs_a, paragraphs_b) = (paragraphs(&side_a.blocks), paragraphs(&side_b.blocks));
        Words { a, b, paragraphs_a, paragraphs_b, side_a, side_b }
    }

    /// The same with the sides exchanged.
    pub fn turned(self) -> Self {
        let Words { a, b, paragraphs_a, paragraphs_b, side_a, side_b } = self;
        Words { a: b, b: a, paragraphs_a: paragraphs_b, paragraphs_b: paragraphs_a, side_a: side_b, side_b: side_a }
    }

    /// Paragraphs crossed on the way from one pair of tokens to a later one, on the side that crosses more.
    pub fn crossed(&self, from: (u32, u32), to: (u32, u32)) -> u32 {
        let crossed = |paragraphs: &[u32], from: u32, to: u32| paragraphs[to as usize] - paragraphs[from as usize];
        crossed(&self.paragraphs_a, from.0, to.0).max(crossed(&self.paragraphs_b, from.1, to.1))
    }
}

/// Equal tokens in a row: `a..a+len` in the first text, `b..b+len` in the second, counted in tokens of the sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Run {
    /// The first token in the first text.
    pub a: u32,
    /// The first token in the second text.
    pub b: u32,
    /// How many tokens.
    pub len: u32,
}

/// Stretches of two and of three words in a row, numbered: equal numbers, equal words. A stretch has the place of its first
/// word.
#[derive(Debug)]
pub(super) struct Grams {
    /// The stretches of two words of the first text, and of the second.
    pub pairs: [Vec<u32>; 2],
    /// The two words of each different stretch of two.
    pub words_of: Vec<(u32, u32)>,
    /// The stretches of three words.
    triples: [Vec<u32>; 2],
    /// The two stretches of two words that make each different one of three.
    pub pairs_of: Vec<(u32, u32)>,
}

impl Grams {
    /// Numbers the stretches of both texts. Linear in their lengths.
    pub fn of(a: &[u32], b: &[u32]) -> Self {
        let numbered = |a: &[u32], b: &[u32]| {
            let mut table = Pairs::of(a.len() + b.len());
            let numbers = [a, b].map(|text| text.windows(2).map(|two| table.number(two[0], two[1])).collect());
            (numbers, table.keys)
        };
        let (pairs, words_of): ([Vec<u32>; 2], _) = numbered(a, b);
        let (triples, pairs_of) = numbered(&pairs[0], &pairs[1]);
        Grams { pairs, words_of, triples, pairs_of }
    }
}

/// The seeds of two texts.
struct Seeds {
    /// By number of the seed: where its places in the second text begin among all of them, and one past their end.
    starts: Vec<u32>,
    /// The places in the second text, seed by seed, in order.
    places: Vec<u32>,
    /// By number of the seed: whether it is looked at.
    live: Vec<bool>,
    /// Places of the first text whose seeds were left out.
    left_out: usize,
}

impl Seeds {
    /// The seeds that both texts have, without those that are too frequent.
    fn shared(grams: &Grams) -> Self {
        let count = grams.pairs_of.len();
        let counted = |text: &[u32]| {
            let mut counts = vec![0u32; count];
            text.iter().for_each(|&seed| counts[seed as usize] += 1);
            counts
        };
        let [a, b] = &grams.triples;
        let (counts_a, counts_b) = (counted(a), counted(b));
        let mut starts = Vec::with_capacity(count + 1);
        let mut start = 0;
        for &places in &counts_b {
            starts.push(start);
            start += places;
        }
        starts.push(start);
        let mut places = vec![0u32; b.len()];
        let mut next = starts.clone();
        for (at, &seed) in (0..).zip(b) {
            places[next[seed as usize] as usize] = at;
            next[seed as usize] += 1;
        }
        let most = MAX_SEED_OCCURRENCES as u32;
        let mut left_out = 0;
        let of = |(a, b): (&u32, &u32)| {
            let few = *a <= most && *b <= most;
            left_out += if *b > 0 && !few { *a as usize } else { 0 };
            *a > 0 && *b > 0 && few
        };
        let live = counts_a.iter().zip(&counts_b).map(of).collect();
        let mut seeds = Seeds { starts, places, live, left_out };
        seeds.within(&counts_a, MAX_SEED_PAIRS.max(SEED_PAIRS_PER_TOKEN * (a.len() + b.len()) as u64));
        seeds
    }

    /// The places of a seed in the second text.
    fn places_of(&self, seed: u32) -> &[u32] {
        &self.places[self.starts[seed as usize] as usize..self.starts[seed as usize + 1] as usize]
    }

    /// Leaves out the most repetitive seeds until the rest can be looked at in bounded time.
    fn within(&mut self, counts_a: &[u32], budget: u64) {
        let pairs = |seed: u32| u64::from(counts_a[seed as usize]) * self.places_of(seed).len() as u64;
        let shared = || (0..self.live.len() as u32).filter(|&seed| self.live[seed as usize]);
        if shared().map(pairs).sum::<u64>() <= budget {
            return;
        }
        let mut by_cost: Vec<(u64, u32)> = shared().map(|seed| (pairs(seed), seed)).collect();
        sort::seeds(&mut by_cost);
        let mut total = 0;
        for (cost, seed) in by_cost {
            total += cost;
            if total > budget {
                self.live[seed as usize] = false;
                self.left_out += counts_a[seed as usize] as usize;
            }
        }
    }
}

/// Finds the runs of two texts whose stretches are not numbered yet; see [`runs_of`].
pub(super) fn runs(a: &[u32], b: &[u32], work: &mut Work) -> (Vec<Run>, u32) {
    runs_of(a, b, &Grams::of(a, b), work)
}

/// Finds the maximal runs of equal tokens that hold a seed, ordered by place in the first text; and the places of the
/// first text whose seeds were too frequent to be looked at.
///
/// O(n log n) for n tokens, plus the pairs of places of each seed (at most 64 × 64 each, 200,000 or 4n together).
pub(super) fn runs_of(a: &[u32], b: &[u32], grams: &Grams, work: &mut Work) -> (Vec<Run>, u32) {
    let seeds = Seeds::shared(grams);
    let live = |at: usize| seeds.live[grams.triples[0][at] as usize];
    let mut found = Vec::new();
    for (i, &seed) in grams.triples[0].iter().enumerate() {
        if !seeds.live[seed as usize] {
            continue;
        }
        for &j in seeds.places_of(seed) {
            work.seeds += 1;
            let j = j as usize;
            // The seed one token earlier finds the same run: leave it to that one.
            if i > 0 && j > 0 && a[i - 1] == b[j - 1] && live(i - 1) {
                continue;
            }
            let back = a[..i].iter().rev().zip(b[..j].iter().rev()).take_while(|(x, y)| x == y).count();
            let (i, j) = (i - back, j - back);
            let len = a[i..].iter().zip(&b[j..]).take_while(|(x, y)| x == y).count();
            work.seeds += (back + len) as u64;
            if len >= SEED_TOKENS {
                found.push(Run { a: i as u32, b: j as u32, len: len as u32 });
            }
        }
    }
    // The common beginning and end count however repetitive they are.
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    for (a, b, len) in [(0, 0, head), (a.len() - tail, b.len() - tail, tail)] {
        if len >= SEED_TOKENS {
            found.push(Run { a: a as u32, b: b as u32, len: len as u32 });
        }
    }
    sort::by_key(&mut found, |run| *run);
    found.dedup();
    (found, seeds.left_out as u32)
}
