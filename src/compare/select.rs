//! Chooses among candidates: what is long and dense enough, what another covers, what keeps the common order.
//!
//! Recipe of docs/COMPARE.md, the end of step 4 and step 6. It never alters a candidate.

use super::Kind;
use super::chain::{GAP_COST, SKEW_COST};
use super::evidence::Evidence;
use super::seed::{Grams, Run, Words, Work};
use crate::sort;

/// Tokens a passage matches at least.
pub(super) const MIN_TOKENS: u32 = 4;
/// The share of its longer side a passage matches at least.
const MIN_DENSITY: f32 = 0.5;
/// The share of both its sides that lies in a better candidate, from which a candidate says nothing new.
const COVERED_SHARE: f32 = 0.8;
/// An echo: each of its two places lies in a passage this many times longer, so that the reader already sees both words
/// beside their true counterparts.
const ECHO_TIMES: u32 = 4;
/// Short wordings of two texts that are handed out: those that say the most.
const MAX_SHORT: usize = 512;
/// Tokens in one cell of the grid that finds neighbours.
const CELL_TOKENS: u32 = 16;

/// A passage that may be shown, in half-open token ranges.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Candidate {
    pub kind: Kind,
    pub a: (u32, u32),
    pub b: (u32, u32),
    /// Tokens matched.
    pub tokens: u32,
    /// Tokens matched less what gaps and paragraphs cost.
    pub score: f32,
    /// The equal tokens; in order unless the kind is reordered.
    pub runs: Vec<Run>,
}

impl Candidate {
    /// A candidate from runs in order.
    pub fn new(runs: Vec<Run>, score: f32) -> Option<Self> {
        let (first, last) = (runs.first()?, runs.last()?);
        let (a, b) = ((first.a, last.a + last.len), (first.b, last.b + last.len));
        let tokens = runs.iter().map(|run| run.len).sum();
        let kind = if runs.len() == 1 { Kind::Verbatim } else { Kind::Near };
        Some(Candidate { kind, a, b, tokens, score, runs })
    }

    /// Tokens on the longer side.
    pub fn longer(&self) -> u32 {
        (self.a.1 - self.a.0).max(self.b.1 - self.b.0)
    }

    /// Whether it is long and dense enough to be a passage.
    pub fn holds(&self) -> bool {
        let long = match self.kind {
            Kind::Verbatim => self.tokens >= MIN_TOKENS,
            _ => self.tokens > MIN_TOKENS && self.score >= MIN_TOKENS as f32,
        };
        long && self.tokens as f32 >= MIN_DENSITY * self.longer() as f32
    }

    /// Whether `self` covers another.
    fn covers(&self, other: &Candidate) -> bool {
        let most = |whole: (u32, u32), part: (u32, u32)| {
            let common = whole.1.min(part.1).saturating_sub(whole.0.max(part.0));
            common as f32 >= COVERED_SHARE * (part.1 - part.0) as f32
        };
        most(self.a, other.a) && most(self.b, other.b)
    }
}

/// What the gaps between runs cost in the score of a chain.
pub(super) fn cost(runs: &[Run]) -> f32 {
    let gap = |pair: &[Run]| {
        let (a, b) = (pair[1].a - pair[0].a - pair[0].len, pair[1].b - pair[0].b - pair[0].len);
        GAP_COST * a.max(b) as f32 + SKEW_COST * a.abs_diff(b) as f32
    };
    runs.windows(2).map(gap).sum()
}

/// The longest passage each token of one text lies in, in matched tokens.
struct Longest(Vec<u32>);

impl Longest {
    fn add(&mut self, span: (u32, u32), tokens: u32) {
        for longest in &mut self.0[span.0 as usize..span.1 as usize] {
            *longest = tokens.max(*longest);
        }
    }

    /// Whether most of a span lies in passages of at least so many tokens.
    fn within(&self, span: (u32, u32), tokens: u32) -> bool {
        let held = self.0[span.0 as usize..span.1 as usize].iter().filter(|&&longest| longest >= tokens).count();
        held as f32 >= COVERED_SHARE * (span.1 - span.0) as f32
    }
}

/// The candidates that say enough, and short wordings that do not, each best first; how many short ones were left out.
pub(super) fn chosen(
    words: &Words,
    grams: &Grams,
    mut candidates: Vec<Candidate>,
    work: &mut Work,
) -> (Vec<Candidate>, Vec<Candidate>, usize) {
    let evidence = Evidence::new(words, grams);
    candidates.retain(Candidate::holds);
    let trimmed = |candidate: &Candidate| evidence.trimmed(words, candidate).filter(Candidate::holds);
    let candidates = candidates.into_iter().map(|candidate| (trimmed(&candidate), candidate)).collect();
    let (sure, mut short) = evidence.parted(words, candidates);
    sort::by(&mut short, |x, y| y.0.total_cmp(&x.0).then(x.1.a.cmp(&y.1.a)).then(x.1.b.cmp(&y.1.b)));
    let phrases = uncovered(sure, work);
    let covered = |short: &Candidate| phrases.iter().any(|phrase| phrase.covers(short));
    let mut kept = Vec::new();
    let mut left_out = 0;
    for (_, short) in short {
        if kept.len() == MAX_SHORT {
            left_out += 1;
        } else if !covered(&short) {
            kept.push(short);
        }
    }
    (phrases, kept, left_out)
}

/// Keeps the candidates that no better one covers and that are no mere echoes, best first.
fn uncovered(mut candidates: Vec<Candidate>, work: &mut Work) -> Vec<Candidate> {
    sort::by(&mut candidates, |x, y| y.score.total_cmp(&x.score).then(x.a.cmp(&y.a)).then(x.b.cmp(&y.b)));
    let mut kept: Vec<Candidate> = Vec::new();
    // A coverer holds the middle token of what it covers: it is registered in every cell of the first text it touches.
    let length = candidates.iter().map(|candidate| candidate.a.1).max().unwrap_or(0);
    let length_b = candidates.iter().map(|candidate| candidate.b.1).max().unwrap_or(0);
    let mut longest = (Longest(vec![0; length as usize]), Longest(vec![0; length_b as usize]));
    let mut cells: Vec<Vec<u32>> = vec![Vec::new(); (length / CELL_TOKENS + 1) as usize];
    for candidate in candidates {
        let middle = (candidate.a.0 + candidate.a.1) / 2 / CELL_TOKENS;
        let rivals = &cells[middle as usize];
        work.covers += rivals.len() as u64;
        if rivals.iter().any(|&rival| kept[rival as usize].covers(&candidate)) {
            continue;
        }
        let much = ECHO_TIMES * candidate.tokens;
        if longest.0.within(candidate.a, much) && longest.1.within(candidate.b, much) {
            continue;
        }
        longest.0.add(candidate.a, candidate.tokens);
        longest.1.add(candidate.b, candidate.tokens);
        for cell in candidate.a.0 / CELL_TOKENS..=(candidate.a.1 - 1) / CELL_TOKENS {
            cells[cell as usize].push(kept.len() as u32);
        }
        kept.push(candidate);
    }
    kept
}

/// Tokens by which two neighbours in order may overlap.
fn slack(candidate: &Candidate) -> u32 {
    ((candidate.a.1 - candidate.a.0).min(candidate.b.1 - candidate.b.0) / 4).min(3)
}

/// Which candidates stand out of the common order of the two texts: those off the backbone, unless one of their places
/// is half told by the backbone already. A formula that one text repeats is a repetition, not a move.
pub(super) fn moved(candidates: &[Candidate]) -> Vec<bool> {
    let inside = backbone(candidates);
    let told = |place: fn(&Candidate) -> (u32, u32)| {
        let length = candidates.iter().map(|candidate| place(candidate).1).max().unwrap_or(0) as usize;
        let mut covered = vec![0u32; length + 1];
        for candidate in candidates.iter().zip(&inside).filter(|(_, inside)| **inside).map(|(candidate, _)| candidate) {
            let (from, to) = place(candidate);
            covered[from as usize + 1..=to as usize].fill(1);
        }
        (1..covered.len()).for_each(|at| covered[at] += covered[at - 1]);
        candidates
            .iter()
            .map(|candidate| {
                let (from, to) = place(candidate);
                2 * (covered[to as usize] - covered[from as usize]) >= to - from
            })
            .collect::<Vec<bool>>()
    };
    let (a, b) = (told(|candidate| candidate.a), told(|candidate| candidate.b));
    (0..candidates.len()).map(|at| !inside[at] && !a[at] && !b[at]).collect()
}

/// Says for each candidate whether it stands in the common order: the heaviest subsequence that increases in both texts.
///
/// O(n log n): candidates enter a Fenwick tree over the second text when their end in the first text is passed.
pub(super) fn backbone(candidates: &[Candidate]) -> Vec<bool> {
    let mut starts: Vec<usize> = (0..candidates.len()).collect();
    sort::by_key(&mut starts, |&at| (candidates[at].a.0, candidates[at].b.0, at));
    let ends_a = |at: usize| candidates[at].a.1 - slack(&candidates[at]);
    let mut ends: Vec<usize> = (0..candidates.len()).collect();
    sort::by_key(&mut ends, |&at| (ends_a(at), at));
    let length = candidates.iter().map(|candidate| candidate.b.1).max().unwrap_or(0) as usize;
    let mut tree: Vec<(u64, Option<usize>)> = vec![(0, None); length + 2];
    let mut best: Vec<(u64, Option<usize>)> = vec![(0, None); candidates.len()];
    let mut passed = ends.into_iter().peekable();
    for at in starts {
        while let Some(done) = passed.next_if(|&done| ends_a(done) <= candidates[at].a.0) {
            let entry = (best[done].0, Some(done));
            let mut node = (candidates[done].b.1 - slack(&candidates[done])) as usize + 1;
            while node < tree.len() {
                if entry.0 > tree[node].0 {
                    tree[node] = entry;
                }
                node += node & node.wrapping_neg();
            }
        }
        let mut before = (0, None);
        let mut node = candidates[at].b.0 as usize + 1;
        while node > 0 {
            if tree[node].0 > before.0 {
                before = tree[node];
            }
            node &= node - 1;
        }
        best[at] = (before.0 + u64::from(candidates[at].tokens), before.1);
    }
    let mut inside = vec![false; candidates.len()];
    let mut at = (0..candidates.len()).rev().max_by_key(|&at| best[at].0);
    while let Some(member) = at {
        inside[member] = true;
        at = best[member].1;
    }
    inside
}
