//! The second layer: long passages, made of phrases that follow each other in both texts.
//!
//! Recipe of docs/COMPARE.md, step 6. A passage is given only where it says more than its longest phrase.

use super::Kind;
use super::seed::Work;
use super::select::Candidate;
use crate::sort;

/// Tokens that may stand between two phrases of a passage, on either side.
const MAX_GAP_TOKENS: u32 = 20;
/// What each token of the longer gap costs, in matched tokens: below the density asked for.
const GAP_COST: f32 = 0.15;
/// Tokens that may stand between two passages that are merged.
const MERGE_TOKENS: u32 = 60;
/// The share of its longer side a passage matches at least.
const MIN_DENSITY: f32 = 0.2;
/// Tokens a passage matches at least.
const MIN_TOKENS: u32 = 20;
/// Earlier phrases looked at for each phrase.
const MAX_LINKS: usize = 128;

/// Tokens between the end of `x` and the start of `y` on the side with more; `None` when `y` does not follow `x` on both.
fn gap(x: &Candidate, y: &Candidate) -> Option<u32> {
    // Neighbours may share a few tokens at the seam.
    let seam = (y.longer().min(x.longer()) / 2).min(3);
    let follows = y.a.0 + seam >= x.a.1 && y.b.0 + seam >= x.b.1 && y.a.1 > x.a.1 && y.b.1 > x.b.1;
    follows.then(|| y.a.0.saturating_sub(x.a.1).max(y.b.0.saturating_sub(x.b.1)))
}

/// Two candidates as one.
fn joined(x: &Candidate, y: &Candidate) -> Candidate {
    let mut runs = x.runs.clone();
    for &run in &y.runs {
        let overlap = runs
            .last()
            .map_or(0, |last| (last.a + last.len).saturating_sub(run.a).max((last.b + last.len).saturating_sub(run.b)));
        if overlap < run.len {
            runs.push(super::seed::Run { a: run.a + overlap, b: run.b + overlap, len: run.len - overlap });
        }
    }
    let tokens = runs.iter().map(|run| run.len).sum();
    Candidate { kind: Kind::Near, a: (x.a.0, y.a.1), b: (x.b.0, y.b.1), tokens, score: x.score + y.score, runs }
}

/// Chains phrases, best chain first, each phrase in one chain.
fn chained(phrases: &[&Candidate], work: &mut Work) -> Vec<Vec<usize>> {
    let mut best: Vec<(f32, Option<usize>)> = Vec::with_capacity(phrases.len());
    for (at, phrase) in phrases.iter().enumerate() {
        let mut link = (phrase.tokens as f32, None);
        for before in (at.saturating_sub(MAX_LINKS)..at).rev() {
            work.links += 1;
            if let Some(gap) = gap(phrases[before], phrase).filter(|&gap| gap <= MAX_GAP_TOKENS) {
                let score = best[before].0 + phrase.tokens as f32 - GAP_COST * gap as f32;
                if score > link.0 {
                    link = (score, Some(before));
                }
            }
        }
        best.push(link);
    }
    let mut order: Vec<usize> = (0..phrases.len()).collect();
    sort::by(&mut order, |&x, &y| best[y].0.total_cmp(&best[x].0).then(x.cmp(&y)));
    let mut used = vec![false; phrases.len()];
    let mut chains = Vec::new();
    for end in order {
        let mut chain = Vec::new();
        let mut at = Some(end).filter(|&end| !used[end]);
        while let Some(phrase) = at {
            used[phrase] = true;
            chain.push(phrase);
            at = best[phrase].1.filter(|&before| !used[before]);
        }
        chain.reverse();
        if !chain.is_empty() {
            chains.push(chain);
        }
    }
    chains
}

/// Merges passages that follow each other closely, until none does.
fn merged(mut passages: Vec<Candidate>, work: &mut Work) -> Vec<Candidate> {
    sort::by_key(&mut passages, |passage| (passage.a, passage.b));
    let mut at = 0;
    while at < passages.len() {
        let next = (at + 1..passages.len().min(at + 1 + MAX_LINKS)).find(|&next| {
            work.links += 1;
            let close = gap(&passages[at], &passages[next]).is_some_and(|gap| gap <= MERGE_TOKENS);
            close && dense_together(&passages[at], &passages[next])
        });
        match next {
            Some(next) => {
                let whole = joined(&passages[at], &passages[next]);
                passages.remove(next);
                passages[at] = whole;
            }
            None => at += 1,
        }
    }
    passages
}

fn dense(passage: &Candidate) -> bool {
    passage.tokens as f32 >= MIN_DENSITY * passage.longer() as f32
}

/// Whether two passages, the second after the first, stay dense as one.
fn dense_together(x: &Candidate, y: &Candidate) -> bool {
    let longer = (y.a.1 - x.a.0).max(y.b.1 - x.b.0);
    (x.tokens + y.tokens) as f32 >= MIN_DENSITY * longer as f32
}

/// The phrases whose words are not already paired with others, on both sides, by better phrases. Phrases come best first.
///
/// A formula that both articles repeat pairs every place with every other; only the pairs that explain a place
/// best can be part of a long passage.
fn primary(phrases: &[Candidate]) -> Vec<&Candidate> {
    let length = |side: fn(&Candidate) -> u32| phrases.iter().map(side).max().unwrap_or(0) as usize;
    let (mut taken_a, mut taken_b) = (vec![false; length(|x| x.a.1)], vec![false; length(|x| x.b.1)]);
    let mut primary = Vec::new();
    for phrase in phrases {
        let (a, b) = (phrase.a.0 as usize..phrase.a.1 as usize, phrase.b.0 as usize..phrase.b.1 as usize);
        let mostly = |taken: &[bool]| taken.iter().filter(|&&taken| taken).count() * 2 >= taken.len();
        if !(mostly(&taken_a[a.clone()]) && mostly(&taken_b[b.clone()])) {
            taken_a[a].fill(true);
            taken_b[b].fill(true);
            primary.push(phrase);
        }
    }
    primary
}

/// Joins phrases to long passages. Phrases come best first; those in another order inside are left to their own layer.
pub(super) fn passages(phrases: &[Candidate], work: &mut Work) -> Vec<Candidate> {
    let mut ordered = primary(phrases);
    ordered.retain(|phrase| phrase.kind != Kind::Reordered);
    sort::by_key(&mut ordered, |phrase| (phrase.a, phrase.b));
    let chains = chained(&ordered, work);
    let joined = chains.iter().filter_map(|chain| {
        let mut members = chain.iter().map(|&at| ordered[at]);
        let first = members.next()?.clone();
        Some(members.fold(first, |whole, member| joined(&whole, member)))
    });
    // Only what already has some weight is merged: scattered phrases would bridge anything.
    let long = joined.filter(|passage| dense(passage) && passage.tokens >= MIN_TOKENS / 2).collect();
    let mut passages = merged(long, work);
    passages
        .retain(|passage| passage.tokens >= MIN_TOKENS && !ordered.iter().any(|phrase| says_it_all(phrase, passage)));
    passages
}

/// Whether a phrase already spans nearly the whole passage.
fn says_it_all(phrase: &Candidate, passage: &Candidate) -> bool {
    let length = |span: (u32, u32)| span.1 - span.0;
    let inside = |part: (u32, u32), whole: (u32, u32)| part.0 >= whole.0 && part.1 <= whole.1;
    inside(phrase.a, passage.a)
        && inside(phrase.b, passage.b)
        && length(phrase.a) * 10 >= length(passage.a) * 9
        && length(phrase.b) * 10 >= length(passage.b) * 9
}
