//! Runs of equal tokens: the seeds everything else grows from.
//!
//! Recipe of docs/COMPARE.md, step 2. It judges nothing: a run of three common words is a run.

use super::Side;
use crate::sort;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Tokens in a seed.
const SEED_TOKENS: usize = 3;
/// A seed that occurs more often than this in one of the texts is no evidence and is skipped.
const MAX_SEED_OCCURRENCES: usize = 64;
/// Seed pairs looked at in one comparison at most, or four for each token where that is more. Beyond it the most
/// repetitive seeds are left out first.
const MAX_SEED_PAIRS: u64 = 200_000;
const SEED_PAIRS_PER_TOKEN: u64 = 4;
/// Bits of a word number in a packed seed. Two seeds that collide beyond it are told apart by their tokens.
pub(super) const WORD_BITS: u32 = 21;

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

impl<'s> Words<'s> {
    /// Numbers the fold keys of both articles in order of first appearance.
    pub fn new(side_a: &'s Side, side_b: &'s Side) -> Self {
        let mut numbers: HashMap<&'s str, u32> = HashMap::new();
        let mut number = |fold: &'s String| {
            let next = numbers.len() as u32;
            *numbers.entry(fold.as_str()).or_insert(next)
        };
        let a = side_a.folds.iter().map(&mut number).collect();
        let b = side_b.folds.iter().map(&mut number).collect();
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

/// Packs each seed with its position, sorted.
fn packed(words: &[u32]) -> Vec<(u64, u32)> {
    let mask = (1u64 << WORD_BITS) - 1;
    let mut seeds: Vec<(u64, u32)> = words
        .windows(SEED_TOKENS)
        .enumerate()
        .map(|(at, seed)| {
            (seed.iter().fold(0, |packed, &word| packed << WORD_BITS | (u64::from(word) & mask)), at as u32)
        })
        .collect();
    sort::seeds(&mut seeds);
    seeds
}

/// A seed both texts have: its occurrences as ranges in the two sorted lists.
struct Shared {
    a: std::ops::Range<usize>,
    b: std::ops::Range<usize>,
}

/// Joins two sorted lists of seeds, leaving out what is too frequent; and how many places of the first text that was.
fn join(a: &[(u64, u32)], b: &[(u64, u32)]) -> (Vec<Shared>, u32) {
    let mut shared = Vec::new();
    let mut left_out = 0;
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        let (seed, other) = (a[i].0, b[j].0);
        if seed != other {
            if seed < other {
                i += 1
            } else {
                j += 1
            }
            continue;
        }
        let end_a = i + a[i..].iter().take_while(|entry| entry.0 == seed).count();
        let end_b = j + b[j..].iter().take_while(|entry| entry.0 == seed).count();
        if end_a - i <= MAX_SEED_OCCURRENCES && end_b - j <= MAX_SEED_OCCURRENCES {
            shared.push(Shared { a: i..end_a, b: j..end_b });
        } else {
            left_out += end_a - i;
        }
        (i, j) = (end_a, end_b);
    }
    left_out += within_budget(&mut shared, MAX_SEED_PAIRS.max(SEED_PAIRS_PER_TOKEN * (a.len() + b.len()) as u64));
    (shared, left_out as u32)
}

/// Drops the most repetitive seeds until the rest can be looked at in bounded time; how many places they had.
fn within_budget(shared: &mut Vec<Shared>, budget: u64) -> usize {
    let pairs = |seed: &Shared| seed.a.len() as u64 * seed.b.len() as u64;
    let mut left_out = 0;
    if shared.iter().map(pairs).sum::<u64>() > budget {
        sort::by_key(shared, pairs);
        let mut total = 0;
        shared.retain(|seed| {
            total += pairs(seed);
            let within = total <= budget;
            left_out += if within { 0 } else { seed.a.len() };
            within
        });
    }
    left_out
}

/// Finds the maximal runs of equal tokens that hold a seed, ordered by place in the first text; and the places of the
/// first text whose seeds were too frequent to be looked at.
///
/// O(n log n) for n tokens, plus the pairs of places of each seed (at most 64 × 64 each, 200,000 or 4n together).
pub(super) fn runs(a: &[u32], b: &[u32], work: &mut Work) -> (Vec<Run>, u32) {
    let (seeds_a, seeds_b) = (packed(a), packed(b));
    let (shared, left_out) = join(&seeds_a, &seeds_b);
    let mut live = vec![false; a.len()];
    for seed in &shared {
        seeds_a[seed.a.clone()].iter().for_each(|&(_, at)| live[at as usize] = true);
    }
    let mut found = Vec::new();
    for seed in &shared {
        for &(_, i) in &seeds_a[seed.a.clone()] {
            for &(_, j) in &seeds_b[seed.b.clone()] {
                work.seeds += 1;
                let (i, j) = (i as usize, j as usize);
                // The seed one token earlier finds the same run: leave it to that one.
                if i > 0 && j > 0 && a[i - 1] == b[j - 1] && live[i - 1] {
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
    (found, left_out)
}
