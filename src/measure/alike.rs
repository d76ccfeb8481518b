//! Words that a corpus uses alike: those beside which the same words stand. Each word is a vector of how much more often than
//! chance another stands one or two words before it, or after it (positive pointwise mutual information with smoothed contexts,
//! O. Levy, Y. Goldberg, I. Dagan, "Improving distributional similarity with lessons learned from word embeddings", 2015); words
//! whose vectors point the same way are used alike. It knows no meaning: opposites are used alike too.

use super::sequence::{Sequence, is_function_word};
use crate::article::Article;
use crate::compounds::Compounds;
use std::collections::HashMap;

/// A word seen less often in the sample tells too little of how it is used.
const LEAST_HITS: u32 = 40;
/// The commonest words are looked at, and the commonest of these are what they are told by.
const WORDS: usize = 6_000;
const CONTEXTS: usize = 2_500;
/// Words on either side.
const SPAN: usize = 2;
/// Once beside a word is chance.
const LEAST_TOGETHER: u32 = 3;
/// What a word is told by at most: what stands beside it most tellingly.
const TELLING: usize = 120;
/// From this cosine on two words are used alike.
const LEAST_COSINE: f32 = 0.3;
/// A word is told where it is among so many nearest of the other, and the other among its own.
const MUTUAL: usize = 8;
/// Words that are told of one at most.
const TOLD: usize = 6;
/// How much the commonest contexts are held back.
const SMOOTHED: f64 = 0.75;

/// A word, and those used like it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alike {
    /// Its exact key, syllables parted by single spaces.
    pub key: String,
    /// As it is written most often inside sentences.
    pub text: String,
    /// Places in the list of the words used like it, the nearest first.
    pub like: Vec<u32>,
}

/// The tokens of a word: one to three keys.
type Unit = [u32; 3];
const NONE: u32 = u32::MAX;

/// The words of a sample that have others used like them, by their keys. Linear in the tokens, and a sort of what stands beside what;
/// 8 bytes for each such pair are held.
pub fn alike(articles: &[Article], sequence: &Sequence, compounds: &Compounds) -> Vec<Alike> {
    let (units, stream) = cut(sequence, compounds);
    let mut hits = vec![0u32; units.len()];
    stream.iter().for_each(|&(unit, ..)| hits[unit as usize] += 1);
    let text = |unit: u32| -> Vec<&str> {
        units[unit as usize].iter().filter(|&&key| key != NONE).map(|&key| sequence.keys[key as usize].as_str()).collect()
    };
    let is_worded = |unit: u32| text(unit).iter().all(|key| key.chars().all(char::is_alphabetic));
    let mut common: Vec<u32> = (0..units.len() as u32).filter(|&unit| hits[unit as usize] >= LEAST_HITS && is_worded(unit)).collect();
    common.sort_by_key(|&unit| (std::cmp::Reverse(hits[unit as usize]), unit));
    let mut context = vec![NONE; units.len()];
    (0..).zip(common.iter().take(CONTEXTS)).for_each(|(at, &unit)| context[unit as usize] = at);
    let says = |unit: &u32| {
        let keys = text(*unit);
        keys.iter().any(|key| !is_function_word(key)) && (keys.len() > 1 || keys[0].chars().count() > 1)
    };
    common.retain(says);
    common.truncate(WORDS);
    let mut word = vec![NONE; units.len()];
    (0..).zip(&common).for_each(|(at, &unit)| word[unit as usize] = at);
    let vectors = vectors(&together(&stream, &word, &context), common.len());
    let nearest = nearest(&vectors);
    let has = |at: u32, other: u32| nearest[at as usize].contains(&other);
    let keys: Vec<String> = common.iter().map(|&unit| text(unit).join(" ")).collect();
    let apart = |at: u32, other: u32| {
        let (one, two) = (&keys[at as usize], &keys[other as usize]);
        !one.split(' ').all(|key| two.split(' ').any(|k| k == key)) && !two.split(' ').all(|key| one.split(' ').any(|k| k == key))
    };
    let like = |at: u32| -> Vec<u32> {
        nearest[at as usize].iter().copied().filter(|&other| has(other, at) && apart(at, other)).take(TOLD).collect()
    };
    let likes: Vec<Vec<u32>> = (0..common.len() as u32).map(like).collect();
    let mut told: Vec<u32> = (0..common.len() as u32).filter(|&at| !likes[at as usize].is_empty()).collect();
    told.sort_by(|&x, &y| keys[x as usize].cmp(&keys[y as usize]));
    let mut place = vec![NONE; common.len()];
    (0..).zip(&told).for_each(|(at, &old)| place[old as usize] = at);
    let written = written(articles, sequence, &stream, &word, &place, told.len());
    let one = |(&old, text): (&u32, String)| Alike {
        key: keys[old as usize].clone(),
        text,
        // Of words that are told each other, some may have more room than others.
        like: likes[old as usize].iter().map(|&other| place[other as usize]).filter(|&at| at != NONE).collect(),
    };
    told.iter().zip(written).map(one).collect()
}

/// The tokens as words: each its number, its first token and how many it has, and whether it follows the one before without a
/// sign between.
type Stream = Vec<(u32, u32, u32, bool)>;

fn cut(sequence: &Sequence, compounds: &Compounds) -> (Vec<Unit>, Stream) {
    let (mut units, mut numbers): (Vec<Unit>, HashMap<Unit, u32>) = Default::default();
    let mut stream = Stream::with_capacity(sequence.items.len());
    let mut joins: HashMap<(u32, u32), bool> = HashMap::new();
    let key = |at: usize| sequence.keys[sequence.items[at].key as usize].as_str();
    let mut at = 0;
    while at < sequence.items.len() {
        let follows = |at: usize| sequence.items.get(at).is_some_and(|item| item.follows && !item.begins_block);
        let number = |at: usize| sequence.items[at].key;
        let two = follows(at + 1)
            && *joins.entry((number(at), number(at + 1))).or_insert_with(|| compounds.joins(key(at), key(at + 1)));
        let three = two && follows(at + 2) && compounds.joins_three(key(at), key(at + 1), key(at + 2));
        let count = 1 + usize::from(two) + usize::from(three);
        let mut unit = [NONE; 3];
        (0..count).for_each(|n| unit[n] = number(at + n));
        let known = *numbers.entry(unit).or_insert_with(|| {
            units.push(unit);
            units.len() as u32 - 1
        });
        stream.push((known, at as u32, count as u32, follows(at)));
        at += count;
    }
    (units, stream)
}

/// How often each context stands beside each word: word, context with its side, times; ascending.
fn together(stream: &Stream, word: &[u32], context: &[u32]) -> Vec<(u32, u32, u32)> {
    let mut seen: Vec<u64> = Vec::new();
    for (at, &(unit, ..)) in stream.iter().enumerate() {
        let one = word[unit as usize];
        if one == NONE {
            continue;
        }
        let mut put = |other: u32, side: u32| {
            if context[other as usize] != NONE {
                seen.push(u64::from(one) << 32 | u64::from(context[other as usize] * 2 + side));
            }
        };
        for back in 1..=SPAN.min(at) {
            if !stream[at + 1 - back].3 {
                break;
            }
            put(stream[at - back].0, 0);
        }
        for &(other, _, _, follows) in stream[at + 1..].iter().take(SPAN) {
            if !follows {
                break;
            }
            put(other, 1);
        }
    }
    seen.sort_unstable();
    seen.chunk_by(|x, y| x == y).map(|same| ((same[0] >> 32) as u32, same[0] as u32, same.len() as u32)).collect()
}

/// A vector of unit length: contexts, ascending, with how telling they are.
type Vector = Vec<(u32, f32)>;

fn vectors(together: &[(u32, u32, u32)], words: usize) -> Vec<Vector> {
    let mut of_context: HashMap<u32, f64> = HashMap::new();
    together.iter().for_each(|&(_, context, times)| *of_context.entry(context).or_default() += f64::from(times));
    let mut smoothed: Vec<(u32, f64)> = of_context.into_iter().map(|(context, sum)| (context, sum.powf(SMOOTHED))).collect();
    smoothed.sort_unstable_by_key(|(context, _)| *context);
    let all: f64 = smoothed.iter().map(|(_, sum)| sum).sum();
    let smoothed: HashMap<u32, f64> = smoothed.into_iter().collect();
    let mut vectors = vec![Vector::new(); words];
    for row in together.chunk_by(|x, y| x.0 == y.0) {
        let sum: f64 = row.iter().map(|(_, _, times)| f64::from(*times)).sum();
        let telling = |&(_, context, times): &(u32, u32, u32)| {
            let value = (f64::from(times) * all / (sum * smoothed[&context])).ln();
            (times >= LEAST_TOGETHER && value > 0.0).then_some((context, value as f32))
        };
        let mut vector: Vector = row.iter().filter_map(telling).collect();
        vector.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        vector.truncate(TELLING);
        vector.sort_unstable_by_key(|(context, _)| *context);
        let length = vector.iter().map(|(_, value)| value * value).sum::<f32>().sqrt();
        vector.iter_mut().for_each(|(_, value)| *value /= length);
        vectors[row[0].0 as usize] = vector;
    }
    vectors
}

/// For each word those whose vectors are nearest, the nearest first.
fn nearest(vectors: &[Vector]) -> Vec<Vec<u32>> {
    let mut of_context: HashMap<u32, Vec<(u32, f32)>> = HashMap::new();
    for (word, vector) in (0..).zip(vectors) {
        vector.iter().for_each(|&(context, value)| of_context.entry(context).or_default().push((word, value)));
    }
    let mut sums = vec![0f32; vectors.len()];
    let near = |(word, vector): (u32, &Vector)| {
        let mut touched = Vec::new();
        for (context, value) in vector {
            for &(other, of_other) in &of_context[context] {
                if sums[other as usize] == 0.0 {
                    touched.push(other);
                }
                sums[other as usize] += value * of_other;
            }
        }
        let mut found: Vec<(u32, f32)> = Vec::new();
        for other in touched {
            let cosine = std::mem::take(&mut sums[other as usize]);
            if other != word && cosine >= LEAST_COSINE {
                found.push((other, cosine));
            }
        }
        found.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        found.truncate(MUTUAL);
        found.into_iter().map(|(other, _)| other).collect()
    };
    (0..).zip(vectors).map(near).collect()
}

/// How the words that are told are written most often where another word stands before them; where none does, anywhere.
fn written(
    articles: &[Article],
    sequence: &Sequence,
    stream: &Stream,
    word: &[u32],
    place: &[u32],
    told: usize,
) -> Vec<String> {
    let mut ways: Vec<HashMap<&str, (u32, u32)>> = vec![HashMap::new(); told];
    for &(unit, first, count, follows) in stream {
        let at = word.get(unit as usize).filter(|&&at| at != NONE).map_or(NONE, |&at| place[at as usize]);
        if at == NONE {
            continue;
        }
        let (from, to) = (&sequence.items[first as usize], &sequence.items[(first + count - 1) as usize]);
        let surface = articles[from.article as usize].text.get(from.start as usize..to.end as usize).unwrap_or("");
        let times = ways[at as usize].entry(surface).or_default();
        *times = (times.0 + u32::from(follows), times.1 + 1);
    }
    let most = |ways: HashMap<&str, (u32, u32)>| {
        let best = ways.into_iter().max_by(|x, y| x.1.cmp(&y.1).then(y.0.cmp(x.0)));
        best.map_or_else(String::new, |(surface, _)| surface.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    ways.into_iter().map(most).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sequence::Sequence;
    use super::*;
    use crate::article::extract;

    /// Texts in which two kinds of words stand in two kinds of places.
    fn articles(turns: usize) -> Vec<Article> {
        let (beasts, tools) = (["otter", "heron", "badger"], ["hammer", "chisel", "pliers"]);
        let line = |n: usize| {
            let (beast, tool) = (beasts[n % 3], tools[n / 3 % 3]);
            let (spot, way) = (["bank", "reeds", "burrow"][n % 2], ["firmly", "gently"][n % 2]);
            format!("A hungry {beast} crept along its {spot}. He gripped another {tool} quite {way} again.")
        };
        (0..turns).map(|n| extract(&format!("{n}.txt"), format!("Tin {n}\n\n{} {}\n", line(n), line(n + 7)))).collect()
    }

    fn told(articles: &[Article]) -> Vec<(String, Vec<String>)> {
        let found = alike(articles, &Sequence::of(articles), &Compounds::default());
        let text = |at: &u32| found[*at as usize].text.clone();
        found.iter().map(|one| (one.text.clone(), one.like.iter().map(text).collect())).collect()
    }

    #[test]
    fn words_in_the_same_places_are_used_alike() {
        let found = told(&articles(150));
        let of = |word: &str| {
            let mut like = found.iter().find(|one| one.0 == word).map(|one| one.1.clone()).unwrap_or_default();
            like.sort();
            like
        };
        assert_eq!(of("otter"), ["badger", "heron"]);
        assert_eq!(of("chisel"), ["hammer", "pliers"]);
        assert!(found.windows(2).all(|pair| pair[0].0 < pair[1].0), "{found:?}");
        assert!(found.iter().all(|(word, like)| like.iter().all(|other| found.iter().any(|one| one.0 == *other && one.1.contains(word)))));
        assert_eq!(told(&articles(150)), found);
    }

    #[test]
    fn few_words_teach_nothing() {
        assert_eq!(told(&articles(5)), []);
        assert_eq!(told(&[]), []);
    }
}
