//! Chains of runs: the same words with words put in, left out or replaced between them.
//!
//! Recipe of docs/COMPARE.md, step 3. Chains are local: a passage that moved is simply another chain.

use super::seed::{Run, Words, Work};
use crate::sort;

/// Tokens that may stand between two runs of a chain, on either side.
pub(super) const MAX_GAP_TOKENS: u32 = 8;
/// What each token of the longer gap costs, in matched tokens.
pub(super) const GAP_COST: f32 = 0.35;
/// What each token of difference between the two gaps costs.
pub(super) const SKEW_COST: f32 = 0.15;
/// What each paragraph crossed costs.
pub(super) const PARAGRAPH_COST: f32 = 1.5;
/// Earlier runs looked at on each diagonal.
const LINKS_PER_DIAGONAL: usize = 2;

/// Runs that make one passage, in order in both texts, without overlap.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Chain {
    pub runs: Vec<Run>,
    /// Matched tokens less what gaps and paragraphs cost.
    pub score: f32,
}

impl Chain {
    /// Tokens matched.
    pub fn tokens(&self) -> u32 {
        self.runs.iter().map(|run| run.len).sum()
    }
}

/// The best way to reach a run.
#[derive(Clone, Copy)]
struct Link {
    score: f32,
    from: Option<u32>,
    /// Tokens of this run that overlap the one before it.
    overlap: u32,
}

/// What it adds to a chain that ends in `before` to go on with `run`, and the tokens of `run` that overlap it.
fn link(words: &Words, before: Run, run: Run) -> Option<(f32, u32)> {
    if before.a >= run.a || before.b >= run.b {
        return None;
    }
    let (end_a, end_b) = (before.a + before.len, before.b + before.len);
    let overlap = end_a.saturating_sub(run.a).max(end_b.saturating_sub(run.b));
    if overlap >= run.len {
        return None;
    }
    let (gap_a, gap_b) = (run.a + overlap - end_a, run.b + overlap - end_b);
    if gap_a.max(gap_b) > MAX_GAP_TOKENS {
        return None;
    }
    let crossed = words.crossed((end_a - 1, end_b - 1), (run.a + overlap, run.b + overlap));
    let cost =
        GAP_COST * gap_a.max(gap_b) as f32 + SKEW_COST * gap_a.abs_diff(gap_b) as f32 + PARAGRAPH_COST * crossed as f32;
    Some((own_score(words, run) - overlap as f32 - cost, overlap))
}

/// The score of a run by itself.
fn own_score(words: &Words, run: Run) -> f32 {
    let last = run.len - 1;
    run.len as f32 - PARAGRAPH_COST * words.crossed((run.a, run.b), (run.a + last, run.b + last)) as f32
}

/// Links every run to the best chain that can go on with it. Runs come ordered by place in the first text.
///
/// Two linked runs lie at most [`MAX_GAP_TOKENS`] diagonals apart, and runs of one diagonal never overlap, so only the
/// last few runs of the diagonals nearby are looked at: O(runs × 17).
fn links(words: &Words, runs: &[Run], work: &mut Work) -> Vec<Link> {
    let shift = words.b.len() as u32;
    let diagonals = words.a.len() + words.b.len() + 1;
    let mut last: Vec<Option<u32>> = vec![None; diagonals];
    let mut below: Vec<Option<u32>> = vec![None; runs.len()];
    let mut links: Vec<Link> = Vec::with_capacity(runs.len());
    for (at, &run) in runs.iter().enumerate() {
        let diagonal = (run.a + shift - run.b) as usize;
        let mut best = Link { score: own_score(words, run), from: None, overlap: 0 };
        let near = diagonal.saturating_sub(MAX_GAP_TOKENS as usize)..=(diagonal + MAX_GAP_TOKENS as usize);
        for &newest in last.get(*near.start()..diagonals.min(near.end() + 1)).into_iter().flatten() {
            let mut earlier = newest;
            for _ in 0..LINKS_PER_DIAGONAL {
                let Some(before) = earlier else { break };
                work.links += 1;
                if let Some((gain, overlap)) = link(words, runs[before as usize], run) {
                    let score = links[before as usize].score + gain;
                    if score > best.score {
                        best = Link { score, from: Some(before), overlap };
                    }
                }
                earlier = below[before as usize];
            }
        }
        links.push(best);
        below[at] = last[diagonal].replace(at as u32);
    }
    links
}

/// Takes the best chain, then the best of what is left, until every run is used.
pub(super) fn chains(words: &Words, runs: &[Run], work: &mut Work) -> Vec<Chain> {
    let links = links(words, runs, work);
    let mut order: Vec<u32> = (0..runs.len() as u32).collect();
    sort::by(&mut order, |&x, &y| links[y as usize].score.total_cmp(&links[x as usize].score).then(x.cmp(&y)));
    let mut used = vec![false; runs.len()];
    let mut chains = Vec::new();
    for end in order {
        let mut taken = Vec::new();
        let mut at = Some(end);
        let mut cut = false;
        while let Some(run) = at {
            if used[run as usize] {
                cut = true;
                break;
            }
            used[run as usize] = true;
            let Run { a, b, len } = runs[run as usize];
            let Link { from, overlap, .. } = links[run as usize];
            // Cut off by a better chain, the run stands at the start of its own and keeps all its tokens.
            let overlap = if from.is_some_and(|before| !used[before as usize]) { overlap } else { 0 };
            taken.push(Run { a: a + overlap, b: b + overlap, len: len - overlap });
            at = from;
        }
        if !taken.is_empty() {
            taken.reverse();
            let score = if cut { rescored(words, &taken) } else { links[end as usize].score };
            chains.push(Chain { runs: taken, score });
        }
    }
    chains
}

/// The score of a chain cut off from its beginning.
fn rescored(words: &Words, runs: &[Run]) -> f32 {
    let steps = runs.windows(2).filter_map(|pair| link(words, pair[0], pair[1])).map(|(gain, _)| gain).sum::<f32>();
    runs.first().map_or(0.0, |&first| own_score(words, first)) + steps
}
