//! Small alignments: the ends of a chain carried on, and the gaps inside it filled.
//!
//! Recipe of docs/COMPARE.md, step 4: an X-drop extension in a band of a few diagonals on either side.

use super::chain::{Chain, GAP_COST, PARAGRAPH_COST, SKEW_COST};
use super::seed::{Grams, Run, Words, Work};

/// Diagonals an extension may leave its own by. Three lose the longer of the reworded formulas in the seeds' ground truth,
/// six find them at no cost in precision, eight merge what should stay apart.
const BAND: usize = 6;
/// An extension stops where its score lies this far below its best.
const DROP: f32 = 2.5;
/// Tokens an extension reaches at most.
const MAX_REACH_TOKENS: usize = 48;
/// Where two equal tokens in a row are looked for before an end is carried on: most ends have none near, and are done.
const NEAR_TOKENS: usize = 12;
/// A replaced token costs what a gap of one token costs.
const REPLACE_COST: f32 = GAP_COST;
/// A token only one side has.
const SKIP_COST: f32 = GAP_COST + SKEW_COST;

/// One direction of an extension: `at(k)` is the token `k` steps beyond the end of the chain.
struct Arm<'w> {
    words: &'w Words<'w>,
    grams: &'w Grams,
    /// The last tokens of the chain on this end.
    end: (u32, u32),
    forward: bool,
}

impl Arm<'_> {
    /// Tokens on either side beyond the end.
    fn reach(&self) -> (usize, usize) {
        let (a, b) = (self.end.0 as usize, self.end.1 as usize);
        let (a, b) = if self.forward { (self.words.a.len() - 1 - a, self.words.b.len() - 1 - b) } else { (a, b) };
        (a.min(MAX_REACH_TOKENS), b.min(MAX_REACH_TOKENS))
    }

    fn step(&self, from: u32, steps: usize) -> u32 {
        if self.forward { from + steps as u32 } else { from - steps as u32 }
    }

    /// Whether the `i`-th token beyond the end in the first text equals the `j`-th in the second. Counts from 1.
    fn equal(&self, i: usize, j: usize) -> bool {
        let (a, b) = (self.step(self.end.0, i), self.step(self.end.1, j));
        self.words.a[a as usize] == self.words.b[b as usize]
    }

    /// Whether two equal tokens in a row stand near the end, on diagonals within the band.
    fn goes_on(&self) -> bool {
        let (reach_a, reach_b) = self.reach();
        let [pairs_a, pairs_b] = &self.grams.pairs;
        let (end_a, end_b) = (self.end.0 as usize, self.end.1 as usize);
        (1..reach_a.min(NEAR_TOKENS)).any(|i| {
            let (from, to) = (i.saturating_sub(BAND).max(1), reach_b.min(i + BAND + 1));
            if from >= to {
                return false;
            }
            let (pair, near) = if self.forward {
                (pairs_a[end_a + i], end_b + from..end_b + to)
            } else {
                (pairs_a[end_a - i - 1], end_b - to..end_b - from)
            };
            pairs_b[near].contains(&pair)
        })
    }

    /// What going on to the `i`-th token beyond the end costs on one side: a paragraph crossed.
    fn enters(&self, paragraphs: &[u32], end: u32, i: usize) -> f32 {
        let (from, to) = (self.step(end, i - 1), self.step(end, i));
        PARAGRAPH_COST * paragraphs[from as usize].abs_diff(paragraphs[to as usize]) as f32
    }
}

/// How a cell of the table was reached.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    Start,
    Pair,
    SkipA,
    SkipB,
}

/// Carries a chain on from one end; the pairs of equal tokens found, outward, and what they add to the score.
fn outward(arm: &Arm, work: &mut Work) -> (Vec<(u32, u32)>, f32) {
    const WIDTH: usize = 2 * BAND + 1;
    let (reach_a, reach_b) = arm.reach();
    if !arm.goes_on() {
        return (Vec::new(), 0.0);
    }
    // Column c of row i is the cell (i, i + c - BAND).
    let mut steps: Vec<[Step; WIDTH]> = vec![[Step::SkipB; WIDTH]];
    let mut row = [f32::NEG_INFINITY; WIDTH];
    row[BAND] = 0.0;
    steps[0][BAND] = Step::Start;
    for c in BAND + 1..WIDTH {
        if c - BAND <= reach_b {
            row[c] = row[c - 1] - SKIP_COST - arm.enters(&arm.words.paragraphs_b, arm.end.1, c - BAND);
        }
    }
    let mut crosses_b = [0.0; MAX_REACH_TOKENS + 1];
    for (j, cross) in crosses_b.iter_mut().enumerate().take(reach_b + 1).skip(1) {
        *cross = arm.enters(&arm.words.paragraphs_b, arm.end.1, j);
    }
    let (mut best, mut best_cell) = (0.0, (0, 0));
    for i in 1..=reach_a {
        let mut next = [f32::NEG_INFINITY; WIDTH];
        let mut taken = [Step::Pair; WIDTH];
        let cross_a = arm.enters(&arm.words.paragraphs_a, arm.end.0, i);
        for c in 0..WIDTH {
            let Some(j) = (i + c).checked_sub(BAND).filter(|&j| j <= reach_b) else { continue };
            work.cells += 1;
            let cross_b = crosses_b[j];
            let equal = j > 0 && arm.equal(i, j);
            let pair = if j == 0 {
                f32::NEG_INFINITY
            } else {
                row[c] + if equal { 1.0 } else { -REPLACE_COST } - cross_a.max(cross_b)
            };
            let skip_a = if c + 1 < WIDTH { row[c + 1] - SKIP_COST - cross_a } else { f32::NEG_INFINITY };
            let skip_b = if c > 0 && j > 0 { next[c - 1] - SKIP_COST - cross_b } else { f32::NEG_INFINITY };
            (next[c], taken[c]) = [(skip_a, Step::SkipA), (skip_b, Step::SkipB)]
                .into_iter()
                .fold((pair, Step::Pair), |held, other| if other.0 > held.0 { other } else { held });
            // Ends on two pairs of equal tokens in a row: one word alone is chance more often than wording.
            let ends = equal && taken[c] == Step::Pair && i > 1 && j > 1 && arm.equal(i - 1, j - 1);
            if ends && next[c] >= best {
                (best, best_cell) = (next[c], (i, c));
            }
        }
        steps.push(taken);
        row = next;
        if row.iter().all(|&score| score < best - DROP) {
            break;
        }
    }
    (traced(arm, &steps, best_cell), best)
}

/// Walks back from the best cell and collects the pairs of equal tokens, outward.
fn traced(arm: &Arm, steps: &[[Step; 2 * BAND + 1]], (mut i, mut c): (usize, usize)) -> Vec<(u32, u32)> {
    let mut pairs = Vec::new();
    while i > 0 {
        let j = i + c - BAND;
        match steps[i][c] {
            Step::Pair => {
                if arm.equal(i, j) {
                    pairs.push((arm.step(arm.end.0, i), arm.step(arm.end.1, j)));
                }
                i -= 1;
            }
            Step::SkipA => (i, c) = (i - 1, c + 1),
            Step::SkipB => c -= 1,
            Step::Start => break,
        }
    }
    pairs.reverse();
    pairs
}

/// Carries both ends of a chain on and fills its gaps. The pairs of equal tokens in order, and the score.
pub(super) fn extended(words: &Words, grams: &Grams, chain: &Chain, work: &mut Work) -> (Vec<Run>, f32) {
    let (Some(&first), Some(&last)) = (chain.runs.first(), chain.runs.last()) else { return (Vec::new(), 0.0) };
    let (left, gain_left) = outward(&Arm { words, grams, end: (first.a, first.b), forward: false }, work);
    let end = (last.a + last.len - 1, last.b + last.len - 1);
    let (right, gain_right) = outward(&Arm { words, grams, end, forward: true }, work);
    let mut runs = Vec::with_capacity(chain.runs.len() + 4);
    left.iter().rev().for_each(|&(a, b)| push(&mut runs, Run { a, b, len: 1 }));
    for &run in &chain.runs {
        fill(words, &mut runs, run, work);
        push(&mut runs, run);
    }
    right.iter().for_each(|&(a, b)| push(&mut runs, Run { a, b, len: 1 }));
    (runs, chain.score + gain_left + gain_right)
}

/// Finds the equal tokens between the last of `runs` and `next`.
fn fill(words: &Words, runs: &mut Vec<Run>, next: Run, work: &mut Work) {
    let Some(&last) = runs.last() else { return };
    let (a, b) = ((last.a + last.len) as usize..next.a as usize, (last.b + last.len) as usize..next.b as usize);
    if a.start >= a.end || b.start >= b.end {
        return;
    }
    for (i, j) in common(&words.a[a.clone()], &words.b[b.clone()], work) {
        push(runs, Run { a: (a.start + i) as u32, b: (b.start + j) as u32, len: 1 });
    }
}

/// Appends a run, joined to the last one where they touch on both sides.
pub(super) fn push(runs: &mut Vec<Run>, run: Run) {
    match runs.last_mut() {
        Some(last) if last.a + last.len == run.a && last.b + last.len == run.b => last.len += run.len,
        _ => runs.push(run),
    }
}

/// A longest common subsequence that prefers unbroken runs, as pairs of positions in order.
///
/// Fills a table of `a.len() × b.len()` cells: the caller bounds it. The classic recurrence with a second state for "the
/// tokens before were equal too", which earns a little more.
pub(super) fn common(a: &[u32], b: &[u32], work: &mut Work) -> Vec<(usize, usize)> {
    const EQUAL: u32 = 8;
    const UNBROKEN: u32 = 1;
    let width = b.len() + 1;
    work.cells += (a.len() * b.len()) as u64;
    // By rows, over the first i and j tokens: the best, and the best that ends on a pair.
    let mut cells = vec![(0u32, 0u32); (a.len() + 1) * width];
    for (i, &word) in a.iter().enumerate() {
        let (above, here) = cells[i * width..(i + 2) * width].split_at_mut(width);
        let mut left = 0;
        for (j, &other) in b.iter().enumerate() {
            let corner = above[j];
            let unbroken = if corner.1 > 0 { corner.1 + UNBROKEN } else { 0 };
            let equal = if word == other { EQUAL + corner.0.max(unbroken) } else { 0 };
            left = equal.max(left).max(above[j + 1].0);
            here[j + 1] = (left, equal);
        }
    }
    let (mut i, mut j) = (a.len(), b.len());
    let mut inside = false;
    let mut pairs = Vec::new();
    while i > 0 && j > 0 {
        let at = i * width + j;
        let (best, equal) = cells[at];
        if inside || (equal > 0 && best == equal) {
            pairs.push((i - 1, j - 1));
            let before = cells[at - width - 1].1;
            inside = before > 0 && equal == EQUAL + UNBROKEN + before;
            (i, j) = (i - 1, j - 1);
        } else if best == cells[at - 1].0 {
            j -= 1;
        } else {
            i -= 1;
        }
    }
    pairs.reverse();
    pairs
}
