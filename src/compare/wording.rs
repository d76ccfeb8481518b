//! Which words of two wordings belong together: those in the same order, and those that moved.
//!
//! Step 7 of the recipe in docs/COMPARE.md. It knows tokens alone; `edit` writes them down in bytes.

use super::extend::{common, push};
use super::seed::{self, Run, Words, Work};
use super::select::{self, Candidate};
use crate::sort;
use std::ops::Range;

/// Cells of one alignment table at most: what stays larger between equal runs is replaced as a whole.
const MAX_CELLS: usize = 1 << 18;
/// From so many cells a stretch is first cut at its heaviest chain of equal runs, which costs less.
const WHOLE_CELLS: usize = 1 << 14;
/// Tokens that make a move. Fewer are as likely to be chance.
const MIN_MOVED_TOKENS: u32 = 4;
/// Tokens that make a move where a whole clause of both wordings agrees.
const MIN_MOVED_CLAUSE: u32 = 2;

/// Equal tokens of two wordings, in the tokens of the sides.
#[derive(Debug, Default)]
pub(super) struct Wording {
    /// In the same order.
    pub kept: Vec<Run>,
    /// Out of order, by place in the first wording.
    pub away: Vec<Run>,
    /// The same, by place in the second.
    pub here: Vec<Run>,
}

/// Pairs the words of two ranges. `known` are runs found earlier, which may be shorter than a seed.
///
/// Moves come first: the runs off the heaviest chain of equal runs. The rest is a longest common subsequence that prefers
/// unbroken runs: quadratic up to 2^14 cells; longer passages are first cut at their heaviest chain, and a stretch that
/// stays too large is replaced as a whole.
pub(super) fn wording(
    words: &Words,
    range_a: Range<usize>,
    range_b: Range<usize>,
    known: &[Run],
    work: &mut Work,
) -> Wording {
    let (mut a, mut b) = (words.a[range_a.clone()].to_vec(), words.b[range_b.clone()].to_vec());
    let (from_a, from_b) = (range_a.start as u32, range_b.start as u32);
    let mut away = moved(words, (&a, &b), (from_a, from_b), known, work);
    // Words that moved agree with nothing else.
    for (run, number) in away.iter().zip(0..) {
        let own = u32::MAX - 2 * number;
        a[run.a as usize..(run.a + run.len) as usize].fill(own);
        b[run.b as usize..(run.b + run.len) as usize].fill(own - 1);
    }
    let mut kept = Vec::new();
    align(&a, &b, &mut kept, work);
    for run in kept.iter_mut().chain(&mut away) {
        (run.a, run.b) = (run.a + from_a, run.b + from_b);
    }
    let mut here = away.clone();
    sort::by_key(&mut here, |run| run.b);
    Wording { kept, away, here }
}

/// The runs of equal words that stand out of the common order, by place in the first wording, without overlap.
fn moved(
    words: &Words,
    (a, b): (&[u32], &[u32]),
    (from_a, from_b): (u32, u32),
    known: &[Run],
    work: &mut Work,
) -> Vec<Run> {
    let inside = |run: &Run| {
        let inside = run.a >= from_a && run.b >= from_b;
        let run = Run { a: run.a.wrapping_sub(from_a), b: run.b.wrapping_sub(from_b), len: run.len };
        (inside && (run.a + run.len) as usize <= a.len() && (run.b + run.len) as usize <= b.len()).then_some(run)
    };
    let known: Vec<Run> = known.iter().filter_map(inside).collect();
    if !may_move((a, b), &known) {
        return Vec::new();
    }
    let mut runs = seed::runs(a, b, work).0;
    runs.extend(known);
    sort::by_key(&mut runs, |run| *run);
    runs.dedup();
    if runs.len() < 2 {
        return Vec::new();
    }
    let candidates: Vec<Candidate> = runs.iter().filter_map(|&run| Candidate::new(vec![run], run.len as f32)).collect();
    let inside = select::backbone(&candidates);
    let (mut taken_a, mut taken_b) = (vec![false; a.len()], vec![false; b.len()]);
    let mut off = Vec::new();
    for (run, inside) in runs.into_iter().zip(inside) {
        if inside {
            taken_a[run.a as usize..(run.a + run.len) as usize].fill(true);
            taken_b[run.b as usize..(run.b + run.len) as usize].fill(true);
        } else {
            off.push(run);
        }
    }
    sort::by_key(&mut off, |run| (std::cmp::Reverse(run.len), *run));
    let clause = |run: &Run| {
        let whole = |clauses: &[u32], at: u32| {
            let (at, end) = (at as usize, (at + run.len) as usize);
            (at == 0 || clauses[at - 1] != clauses[at]) && clauses.get(end).is_none_or(|next| *next != clauses[end - 1])
        };
        whole(&words.side_a.clauses, run.a + from_a) && whole(&words.side_b.clauses, run.b + from_b)
    };
    let mut moved = Vec::new();
    for run in off {
        let Some(run) = free(run, &taken_a, &taken_b) else { continue };
        if run.len >= MIN_MOVED_TOKENS || (run.len >= MIN_MOVED_CLAUSE && clause(&run)) {
            taken_a[run.a as usize..(run.a + run.len) as usize].fill(true);
            taken_b[run.b as usize..(run.b + run.len) as usize].fill(true);
            moved.push(run);
        }
    }
    sort::by_key(&mut moved, |run| run.a);
    moved
}

/// Whether words may have moved: they are left over on both sides when what is known to be in order is paired.
fn may_move((a, b): (&[u32], &[u32]), known: &[Run]) -> bool {
    let rises = known.windows(2).all(|two| two[0].a + two[0].len <= two[1].a && two[0].b + two[0].len <= two[1].b);
    if known.is_empty() || !rises {
        return true;
    }
    let left_over = |words: &[u32], start: fn(&Run) -> u32| {
        let mut left: Vec<u32> = Vec::new();
        let mut from = 0;
        for run in known {
            left.extend(&words[from..start(run) as usize]);
            from = (start(run) + run.len) as usize;
        }
        left.extend(&words[from..]);
        left
    };
    let (left_a, mut left_b) = (left_over(a, |run| run.a), left_over(b, |run| run.b));
    sort::numbers(&mut left_b);
    let common = left_a.iter().filter(|word| left_b.binary_search(word).is_ok());
    common.take(MIN_MOVED_CLAUSE as usize).count() >= MIN_MOVED_CLAUSE as usize
}

/// The longest part of a run that nothing has taken on either side.
fn free(run: Run, taken_a: &[bool], taken_b: &[bool]) -> Option<Run> {
    let open = |step: &u32| !taken_a[(run.a + step) as usize] && !taken_b[(run.b + step) as usize];
    let (mut best, mut from) = (0..0, 0);
    for step in 0..=run.len {
        if step == run.len || !open(&step) {
            if step - from > best.end - best.start {
                best = from..step;
            }
            from = step + 1;
        }
    }
    (!best.is_empty()).then(|| Run { a: run.a + best.start, b: run.b + best.start, len: best.end - best.start })
}

/// Whether a table of two stretches has at most so many cells. In a browser a number of things has 32 bits: two stretches
/// of 65,536 tokens would have none.
fn are_few(a: usize, b: usize, limit: usize) -> bool {
    a.checked_mul(b).is_some_and(|cells| cells <= limit)
}

/// Finds the equal tokens of two stretches, as runs in order.
fn align(a: &[u32], b: &[u32], runs: &mut Vec<Run>, work: &mut Work) {
    // What both begin or end with may belong elsewhere, beside its neighbours: a small table is filled as a whole.
    if are_few(a.len(), b.len(), WHOLE_CELLS) {
        return fill(a, b, 0..a.len(), 0..b.len(), runs, work);
    }
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(x, y)| x == y).count();
    if head > 0 {
        push(runs, Run { a: 0, b: 0, len: head as u32 });
    }
    let (inner_a, inner_b) = (head..a.len() - tail, head..b.len() - tail);
    if are_few(inner_a.len(), inner_b.len(), WHOLE_CELLS) {
        fill(a, b, inner_a, inner_b, runs, work);
    } else {
        let (mut at_a, mut at_b) = (head, head);
        for anchor in anchors(&a[inner_a.clone()], &b[inner_b.clone()], work) {
            let (from_a, from_b) = (head + anchor.a as usize, head + anchor.b as usize);
            // Anchors may overlap by a few tokens at their seam.
            let overlap = at_a.saturating_sub(from_a).max(at_b.saturating_sub(from_b));
            if overlap >= anchor.len as usize {
                continue;
            }
            let (from_a, from_b) = (from_a + overlap, from_b + overlap);
            fill(a, b, at_a..from_a, at_b..from_b, runs, work);
            let len = anchor.len as usize - overlap;
            push(runs, Run { a: from_a as u32, b: from_b as u32, len: len as u32 });
            (at_a, at_b) = (from_a + len, from_b + len);
        }
        fill(a, b, at_a..inner_a.end, at_b..inner_b.end, runs, work);
    }
    if tail > 0 {
        push(runs, Run { a: (a.len() - tail) as u32, b: (b.len() - tail) as u32, len: tail as u32 });
    }
}

/// The heaviest chain of equal runs of three words and more.
fn anchors(a: &[u32], b: &[u32], work: &mut Work) -> Vec<Run> {
    let runs = seed::runs(a, b, work).0;
    let candidates: Vec<Candidate> = runs.iter().filter_map(|&run| Candidate::new(vec![run], run.len as f32)).collect();
    let inside = select::backbone(&candidates);
    runs.into_iter().zip(inside).filter_map(|(run, inside)| inside.then_some(run)).collect()
}

/// Aligns a stretch word by word, when it is small enough.
fn fill(a: &[u32], b: &[u32], of_a: Range<usize>, of_b: Range<usize>, runs: &mut Vec<Run>, work: &mut Work) {
    if of_a.is_empty() || of_b.is_empty() || !are_few(of_a.len(), of_b.len(), MAX_CELLS) {
        return;
    }
    for (i, j) in common(&a[of_a.clone()], &b[of_b.clone()], work) {
        push(runs, Run { a: (of_a.start + i) as u32, b: (of_b.start + j) as u32, len: 1 });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_whose_cells_overflow_is_large() {
        assert!(are_few(512, 512, MAX_CELLS));
        assert!(!are_few(512, 513, MAX_CELLS));
        // The product of these is 0 in the numbers of any machine.
        let half = 1_usize << (usize::BITS / 2);
        assert!(!are_few(half, half, MAX_CELLS));
        assert!(are_few(0, usize::MAX, MAX_CELLS));
    }
}
