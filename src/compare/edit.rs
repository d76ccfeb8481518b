//! Word-level edits inside one selected passage: what both have, what only one has, where only the marks differ.
//!
//! Recipe of DESIGN.md "Compare", step 7. It looks at one pair, never at whole articles; what lies outside is not read.

use super::extend::{common, push};
use super::seed::{self, Run, Words, Work};
use super::select::{self, Candidate};
use super::{Pair, Side};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Cells of one alignment table at most; larger stretches are first cut at long equal runs.
const MAX_CELLS: usize = 1 << 18;

/// How a run of words in one wording stands to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EditKind {
    /// The same words, marks included.
    Kept,
    /// The same words but for their marks (`bảo đảm` / `bao đảm`).
    Marks,
    /// Words only the first wording has.
    OnlyA,
    /// Words only the second wording has.
    OnlyB,
}

/// A run of words of one kind, as half-open byte ranges in the two stored texts, from the first word's start to the last
/// word's end. On the side that lacks the words the range is empty and stands where they would.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What it is.
    pub kind: EditKind,
    /// In the first article.
    pub a: (u32, u32),
    /// In the second.
    pub b: (u32, u32),
}

/// Tells two wordings of a passage apart word by word, in reading order; replaced words come as only-A, then only-B.
///
/// A longest common subsequence that prefers unbroken runs. Quadratic up to 2^18 cells; longer passages are first cut at
/// their heaviest chain of equal runs, and a stretch that stays too large is given as replaced.
pub fn edits(a: &Side, b: &Side, pair: &Pair) -> Vec<Edit> {
    edits_counted(a, b, pair, &mut Work::default())
}

/// [`edits`], counting its steps.
pub(super) fn edits_counted(a: &Side, b: &Side, pair: &Pair, work: &mut Work) -> Vec<Edit> {
    let (range_a, range_b) = (a.tokens_in(pair.a), b.tokens_in(pair.b));
    let words = Words::new(a, b);
    let mut runs = Vec::new();
    align(&words.a[range_a.clone()], &words.b[range_b.clone()], &mut runs, work);
    let mut out = Writer { a, b, at: (range_a.start, range_b.start), from: (pair.a.0, pair.b.0), edits: Vec::new() };
    for run in runs {
        let (from_a, from_b) = (range_a.start + run.a as usize, range_b.start + run.b as usize);
        out.gap(from_a, from_b);
        out.equal(run.len as usize);
    }
    out.gap(range_a.end, range_b.end);
    out.edits
}

/// Finds the equal tokens of two stretches, as runs in order.
fn align(a: &[u32], b: &[u32], runs: &mut Vec<Run>, work: &mut Work) {
    if a.len() * b.len() <= MAX_CELLS {
        return fill(a, b, 0..a.len(), 0..b.len(), runs, work);
    }
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(x, y)| x == y).count();
    if head > 0 {
        push(runs, Run { a: 0, b: 0, len: head as u32 });
    }
    let (inner_a, inner_b) = (head..a.len() - tail, head..b.len() - tail);
    if inner_a.len() * inner_b.len() <= MAX_CELLS {
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
    let runs = seed::runs(a, b, work);
    let candidates: Vec<Candidate> = runs.iter().filter_map(|&run| Candidate::new(vec![run], run.len as f32)).collect();
    let inside = select::backbone(&candidates);
    runs.into_iter().zip(inside).filter_map(|(run, inside)| inside.then_some(run)).collect()
}

/// Aligns a stretch word by word, when it is small enough.
fn fill(a: &[u32], b: &[u32], of_a: Range<usize>, of_b: Range<usize>, runs: &mut Vec<Run>, work: &mut Work) {
    if of_a.is_empty() || of_b.is_empty() || of_a.len() * of_b.len() > MAX_CELLS {
        return;
    }
    for (i, j) in common(&a[of_a.clone()], &b[of_b.clone()], work) {
        push(runs, Run { a: (of_a.start + i) as u32, b: (of_b.start + j) as u32, len: 1 });
    }
}

/// Writes edits in order, turning tokens into bytes.
struct Writer<'s> {
    a: &'s Side,
    b: &'s Side,
    /// The next tokens.
    at: (usize, usize),
    /// Where an empty range stands: the end of what was written.
    from: (u32, u32),
    edits: Vec<Edit>,
}

impl Writer<'_> {
    fn write(&mut self, kind: EditKind, end: (usize, usize)) {
        let bytes = |side: &Side, at: usize, end: usize, from: u32| {
            if at < end { (side.spans[at].0, side.spans[end - 1].1) } else { (from, from) }
        };
        let a = bytes(self.a, self.at.0, end.0, self.from.0);
        let b = bytes(self.b, self.at.1, end.1, self.from.1);
        self.edits.push(Edit { kind, a, b });
        (self.at, self.from) = (end, (a.1, b.1));
    }

    /// Writes what stands before two equal tokens on either side.
    fn gap(&mut self, to_a: usize, to_b: usize) {
        if self.at.0 < to_a {
            self.write(EditKind::OnlyA, (to_a, self.at.1));
        }
        if self.at.1 < to_b {
            self.write(EditKind::OnlyB, (to_a, to_b));
        }
    }

    /// Writes equal tokens, cut where their marks begin or cease to agree.
    fn equal(&mut self, mut len: usize) {
        while len > 0 {
            let same = |step: usize| self.a.exacts[self.at.0 + step] == self.b.exacts[self.at.1 + step];
            let first = same(0);
            let run = (0..len).take_while(|&step| same(step) == first).count();
            let kind = if first { EditKind::Kept } else { EditKind::Marks };
            self.write(kind, (self.at.0 + run, self.at.1 + run));
            len -= run;
        }
    }
}
