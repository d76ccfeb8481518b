//! Which words stand among the same words: positive pointwise mutual information with the common words two places before and
//! after (these smoothed, so that rare ones tell less), cosines of these vectors, which little evidence makes smaller, and of
//! the nearest those that are near one another in both directions. It knows no text.
//!
//! Source: O. Levy, Y. Goldberg, I. Dagan, "Improving distributional similarity with lessons learned from word embeddings",
//! TACL 2015.

use foldhash::HashSet;

/// What stands for a token of no word.
pub const OTHER: u16 = 0;
/// What stands between sentences.
pub const STOP: u16 = 1;
/// The first word's number.
pub const FIRST: u16 = 2;

/// Words that others are told by: the commonest.
const CONTEXTS: usize = 2_048;
/// Places before and after that are looked at.
const WINDOW: usize = 2;
const PLACES: usize = WINDOW * 2;
/// Times a word is heard, and articles that have it, at least.
pub(super) const LEAST_HITS: u32 = 50;
const LEAST_ARTICLES: u32 = 10;
/// Times a neighbour stands at its place, at least.
const LEAST_PAIRS: u32 = 2;
/// Neighbours that a word is told by, at most.
const TOLD_BY: usize = 200;
/// So many neighbours that two words have in common prove half of their cosine; fewer than the least prove nothing.
pub(super) const COMMON_THAT_PROVE: f32 = 6.0;
pub(super) const LEAST_COMMON: u16 = 5;
/// The proven cosine of two words, at least: read on news and speeches (docs/MEASURE.md).
pub(super) const LEAST_COSINE: f32 = 0.22;
/// Words among whose nearest another must be, in both directions.
pub(super) const NEAREST: usize = 8;
/// A longer sentence that was heard before is a copy, and tells nothing new.
const COPY_WORDS: usize = 6;

/// What a word may be told to be like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Nothing: others are told by it.
    Context,
    /// Other words.
    Word,
    /// Other names.
    Name,
}

/// The words that are used like others with these, nearest first; in the order of their numbers.
///
/// Linear in what was heard, and in the pairs of words that have a neighbour in common; holds six bytes for each word heard.
pub fn learn(mut heard: Vec<u16>, classes: &[Class], articles: &[u32]) -> Vec<(usize, Vec<usize>)> {
    without_copies(&mut heard);
    let mut hits = vec![0u32; classes.len()];
    heard.iter().filter_map(|word| word.checked_sub(FIRST)).for_each(|word| hits[usize::from(word)] += 1);
    let is_head = |word: &usize| {
        classes[*word] != Class::Context && hits[*word] >= LEAST_HITS && articles[*word] >= LEAST_ARTICLES
    };
    let heads: Vec<usize> = (0..classes.len()).filter(is_head).collect();
    let vectors = vectors(&heard, &heads, &hits);
    drop(heard);
    let near = nearest(&vectors, &|a, b| classes[heads[a]] == classes[heads[b]]);
    let told = near.iter().enumerate().map(|(a, list)| {
        let both = list.iter().filter(|&&b| near[b].contains(&a));
        (heads[a], both.map(|&b| heads[b]).collect::<Vec<_>>())
    });
    told.filter(|(_, list)| !list.is_empty()).collect()
}

/// Takes out sentences that were heard before.
fn without_copies(heard: &mut Vec<u16>) {
    let (mut seen, mut kept) = (HashSet::default(), Vec::with_capacity(heard.len()));
    for sentence in heard.split_inclusive(|&word| word == STOP) {
        // FNV-1a over the words' numbers (public domain, Fowler–Noll–Vo).
        let hash = sentence
            .iter()
            .fold(0xcbf2_9ce4_8422_2325, |hash: u64, &word| (hash ^ u64::from(word)).wrapping_mul(0x0100_0000_01b3));
        if sentence.len() <= COPY_WORDS || seen.insert(hash) {
            kept.extend_from_slice(sentence);
        }
    }
    *heard = kept;
}

/// A word's neighbours at their places, ascending, with what each tells of it; the vector has length 1.
type Vector = Vec<(u32, f32)>;

/// The neighbours of a place: each word's number and where it stands.
fn neighbours(heard: &[u16], at: usize) -> impl Iterator<Item = usize> + '_ {
    let own = heard[at];
    let slot = move |(place, word): (usize, u16)| {
        let number = usize::from(word.checked_sub(FIRST)?);
        (number < CONTEXTS && word != own).then_some(number * PLACES + place)
    };
    let before = heard[..at].iter().rev().take_while(|&&word| word != STOP).take(WINDOW);
    let after = heard[at + 1..].iter().take_while(|&&word| word != STOP).take(WINDOW);
    (0..).zip(before.copied()).chain((WINDOW..).zip(after.copied())).filter_map(slot)
}

/// The vectors of words.
fn vectors(heard: &[u16], heads: &[usize], hits: &[u32]) -> Vec<Vector> {
    let slots = CONTEXTS.min(hits.len()) * PLACES;
    let mut head_of = vec![None; hits.len()];
    heads.iter().enumerate().for_each(|(head, &word)| head_of[word] = Some(head));
    // Where each head stands: one list for all of them.
    let mut ends: Vec<usize> = heads
        .iter()
        .scan(0, |sum, &word| {
            let start = *sum;
            *sum += hits[word] as usize;
            Some(start)
        })
        .collect();
    let mut places = vec![0u32; heads.iter().map(|&word| hits[word] as usize).sum()];
    let mut by_slot = vec![0u32; slots];
    for (at, word) in heard.iter().enumerate() {
        let Some(head) = word.checked_sub(FIRST).and_then(|word| head_of[usize::from(word)]) else { continue };
        places[ends[head]] = at as u32;
        ends[head] += 1;
        neighbours(heard, at).for_each(|slot| by_slot[slot] += 1);
    }
    // To the power of 3/4, in roots that every machine takes alike.
    let smooth = |count: &u32| f64::from(*count).sqrt() * f64::from(*count).sqrt().sqrt();
    let by_slot: Vec<f64> = by_slot.iter().map(smooth).collect();
    let all: f64 = by_slot.iter().sum();
    let (mut counts, mut touched) = (vec![0u32; slots], Vec::new());
    let vector = |(head, &word): (usize, &usize)| {
        for &at in &places[ends[head] - hits[word] as usize..ends[head]] {
            for slot in neighbours(heard, at as usize) {
                if counts[slot] == 0 {
                    touched.push(slot);
                }
                counts[slot] += 1;
            }
        }
        let own: f64 = touched.iter().map(|&slot| f64::from(counts[slot])).sum();
        let mut told: Vec<(f32, f32, u32)> = Vec::new();
        for slot in touched.drain(..) {
            let count = std::mem::take(&mut counts[slot]);
            let information = (f64::from(count) * all / (own * by_slot[slot])).ln() as f32;
            if count >= LEAST_PAIRS && information > 0.0 {
                told.push((information * f64::from(count).ln_1p() as f32, information, slot as u32));
            }
        }
        told.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(&b.2)));
        told.truncate(TOLD_BY);
        let length = told.iter().map(|(_, information, _)| information * information).sum::<f32>().sqrt();
        let mut vector: Vector = told.into_iter().map(|(_, information, slot)| (slot, information / length)).collect();
        vector.sort_by_key(|(slot, _)| *slot);
        vector
    };
    heads.iter().enumerate().map(vector).collect()
}

/// The nearest of each vector, nearest first.
fn nearest(vectors: &[Vector], may: &dyn Fn(usize, usize) -> bool) -> Vec<Vec<usize>> {
    let slots = vectors.iter().filter_map(|vector| vector.last()).map(|last| last.0 as usize + 1).max().unwrap_or(0);
    let mut having: Vec<Vec<(u32, f32)>> = vec![Vec::new(); slots];
    for (head, vector) in vectors.iter().enumerate() {
        vector.iter().for_each(|&(slot, told)| having[slot as usize].push((head as u32, told)));
    }
    let (mut cosines, mut common) = (vec![0f32; vectors.len()], vec![0u16; vectors.len()]);
    let near = |(head, vector): (usize, &Vector)| {
        cosines.fill(0.0);
        common.fill(0);
        for &(slot, told) in vector {
            for &(other, also) in &having[slot as usize] {
                cosines[other as usize] += told * also;
                common[other as usize] += 1;
            }
        }
        for (cosine, &common) in cosines.iter_mut().zip(&common) {
            *cosine *= f32::from(common) / (f32::from(common) + COMMON_THAT_PROVE);
        }
        let is_near = |other: &usize| {
            cosines[*other] >= LEAST_COSINE && common[*other] >= LEAST_COMMON && *other != head && may(head, *other)
        };
        let mut near: Vec<usize> = (0..vectors.len()).filter(is_near).collect();
        near.sort_by(|&a, &b| cosines[b].total_cmp(&cosines[a]).then(a.cmp(&b)));
        near.truncate(NEAREST);
        near
    };
    vectors.iter().enumerate().map(near).collect()
}
