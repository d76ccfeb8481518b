//! The second layer: long passages, made of phrases that stand close to each other in both texts, in any order.
//!
//! Recipe of docs/COMPARE.md, step 6. A passage is given only where it says more than its longest phrase.

use super::Kind;
use super::seed::{Run, Words, Work};
use super::select::Candidate;
use crate::sort;

/// Tokens that may stand between two parts of a passage, on either side; the closest are joined first.
const GAPS_TOKENS: [u32; 4] = [12, 30, 60, 100];
/// The share of its longer side that a passage matches at least.
const MIN_DENSITY: f32 = 0.2;
/// The share of what a part adds to a larger one, the words between them with it, that it matches at least: three words
/// that agree by accident a hundred words away are no part of a passage.
const MIN_ADDED_DENSITY: f32 = 0.1;
/// Tokens a passage matches at least.
const MIN_TOKENS: u32 = 8;
/// Tokens a part matches at least to be joined to one in another paragraph: a few words that agree by accident in what was
/// put in would bridge it.
const MIN_ACROSS_TOKENS: u32 = 5;
/// Parts looked at for each part.
const MAX_LINKS: usize = 64;
/// A passage in another order that matches so much of its longer side has the same words, reordered.
const REORDERED_DENSITY: f32 = 0.9;

/// Phrases that make one passage.
#[derive(Clone, Debug)]
struct Part {
    a: (u32, u32),
    b: (u32, u32),
    tokens: u32,
    /// By their places among the phrases.
    members: Vec<u32>,
}

/// Tokens between two spans; nothing where they meet.
fn apart(x: (u32, u32), y: (u32, u32)) -> u32 {
    y.0.saturating_sub(x.1).max(x.0.saturating_sub(y.1))
}

/// Paragraphs crossed from one span to the other.
fn crossed(paragraphs: &[u32], x: (u32, u32), y: (u32, u32)) -> u32 {
    let (first, second) = if x <= y { (x, y) } else { (y, x) };
    paragraphs[second.0 as usize].saturating_sub(paragraphs[first.1 as usize - 1])
}

fn hull(x: (u32, u32), y: (u32, u32)) -> (u32, u32) {
    (x.0.min(y.0), x.1.max(y.1))
}

/// Whether two parts may be one, with at most so many tokens between them.
fn joins(words: &Words, x: &Part, y: &Part, gap: u32) -> bool {
    let (a, b) = (hull(x.a, y.a), hull(x.b, y.b));
    let longer = (a.1 - a.0).max(b.1 - b.0);
    if apart(x.a, y.a).max(apart(x.b, y.b)) > gap || ((x.tokens + y.tokens) as f32) < MIN_DENSITY * longer as f32 {
        return false;
    }
    let length = |part: &Part| (part.a.1 - part.a.0).max(part.b.1 - part.b.0);
    let (small, large) = if x.tokens <= y.tokens { (x, y) } else { (y, x) };
    if (small.tokens as f32) < MIN_ADDED_DENSITY * longer.saturating_sub(length(large)) as f32 {
        return false;
    }
    // What was put in between as a paragraph of its own is not shared, however close its neighbours are.
    match crossed(&words.paragraphs_a, x.a, y.a).max(crossed(&words.paragraphs_b, x.b, y.b)) {
        0 => true,
        1 => x.tokens.min(y.tokens) >= MIN_ACROSS_TOKENS,
        _ => false,
    }
}

/// Joins parts that stand close to each other, until none does.
fn merged(words: &Words, mut parts: Vec<Part>, gap: u32, work: &mut Work) -> Vec<Part> {
    sort::by_key(&mut parts, |part| (part.a, part.b));
    let mut done: Vec<Part> = Vec::with_capacity(parts.len());
    for part in parts {
        let mut part = part;
        // A part that has grown may reach what it did not before.
        let mut looked = 0;
        while looked < MAX_LINKS {
            let from = done.len().saturating_sub(MAX_LINKS);
            let found = done[from..].iter().rposition(|other| {
                work.links += 1;
                joins(words, other, &part, gap)
            });
            let Some(at) = found else { break };
            let mut other = done.remove(from + at);
            other.members.extend(part.members);
            (other.a, other.b) = (hull(other.a, part.a), hull(other.b, part.b));
            other.tokens += part.tokens;
            part = other;
            looked += 1;
        }
        done.push(part);
    }
    done
}

/// The phrases of a part as one candidate: every token once.
fn whole(phrases: &[&Candidate], part: &Part) -> Candidate {
    let length = |span: (u32, u32)| (span.1 - span.0) as usize;
    let (mut taken_a, mut taken_b) = (vec![false; length(part.a)], vec![false; length(part.b)]);
    let mut runs = Vec::new();
    let mut members = part.members.clone();
    // The phrases come best first: what two of them have is the better one's.
    sort::numbers(&mut members);
    for run in members.iter().flat_map(|&at| &phrases[at as usize].runs) {
        for step in 0..run.len {
            let (i, j) = ((run.a + step - part.a.0) as usize, (run.b + step - part.b.0) as usize);
            if !taken_a[i] && !taken_b[j] {
                (taken_a[i], taken_b[j]) = (true, true);
                super::extend::push(&mut runs, Run { a: run.a + step, b: run.b + step, len: 1 });
            }
        }
    }
    sort::by_key(&mut runs, |run| *run);
    let tokens = runs.iter().map(|run| run.len).sum();
    let mut candidate = Candidate { kind: Kind::Near, a: part.a, b: part.b, tokens, score: tokens as f32, runs };
    let ordered = candidate.runs.is_sorted_by_key(|run| run.b);
    if !ordered && tokens as f32 >= REORDERED_DENSITY * candidate.longer() as f32 {
        candidate.kind = Kind::Reordered;
    }
    candidate
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

/// Joins phrases to long passages. Phrases come best first.
pub(super) fn passages(words: &Words, phrases: &[Candidate], work: &mut Work) -> Vec<Candidate> {
    let phrases = primary(phrases);
    let mut parts: Vec<Part> = phrases
        .iter()
        .zip(0..)
        .map(|(phrase, at)| Part { a: phrase.a, b: phrase.b, tokens: phrase.tokens, members: vec![at] })
        .collect();
    for gap in GAPS_TOKENS {
        parts = merged(words, parts, gap, work);
    }
    parts.retain(|part| part.members.len() > 1 && part.tokens >= MIN_TOKENS);
    let says_it_all = |part: &Part| part.members.iter().any(|&at| says_it_all(phrases[at as usize], part));
    parts.retain(|part| !says_it_all(part));
    let mut passages: Vec<Candidate> = parts.iter().map(|part| whole(&phrases, part)).collect();
    sort::by(&mut passages, |x, y| y.score.total_cmp(&x.score).then(x.a.cmp(&y.a)).then(x.b.cmp(&y.b)));
    passages
}

/// Whether a phrase already spans nearly the whole passage.
fn says_it_all(phrase: &Candidate, part: &Part) -> bool {
    let length = |span: (u32, u32)| span.1 - span.0;
    length(phrase.a) * 10 >= length(part.a) * 9 && length(phrase.b) * 10 >= length(part.b) * 9
}
