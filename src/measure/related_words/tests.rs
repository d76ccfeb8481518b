//! What is heard, and what is learned of it, held against the plainest computation of the same.

use super::learn::{
    COMMON_THAT_PROVE, Class, FIRST, LEAST_COMMON, LEAST_COSINE, LEAST_HITS, NEAREST, OTHER, STOP, learn,
};
use super::{Candidate, Hearing, WordTable};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashSet};

fn table() -> WordTable {
    let word = |text: &str, hits: u32, cohesion: u32| Candidate {
        keys: text.split(' ').map(str::to_owned).collect(),
        text: text.to_owned(),
        hits,
        cohesion,
        is_name: false,
        says: true,
    };
    // In the order of their numbers.
    let words = [("a", 9, 1), ("b", 8, 1), ("c", 7, 1), ("a b", 6, 500), ("b c", 5, 700), ("c d e", 4, 900)];
    WordTable::of(words.map(|(text, hits, cohesion)| word(text, hits, cohesion)).to_vec())
}

/// Hears one article: tokens, each with what stands before it (`None` where a block begins).
fn heard(table: &WordTable, tokens: &[(&str, Option<&str>)]) -> (Vec<u16>, Vec<u32>) {
    let mut hearing = Hearing::new(table);
    hearing.begin(true);
    tokens.iter().for_each(|(token, before)| hearing.token(table.token(token), *before));
    hearing.end();
    hearing.finish()
}

#[test]
fn a_sentence_is_cut_into_the_words_that_keep_together_most() {
    let check = |text: &str, expected: &[u16]| {
        let tokens: Vec<_> = text.split(' ').map(|token| (token, Some(" "))).collect();
        let shown: Vec<u16> = expected.iter().copied().chain([STOP]).collect();
        assert_eq!(heard(&table(), &tokens).0, shown, "{text}");
    };
    let [a, b, c, ab, bc, cde] = [0, 1, 2, 3, 4, 5].map(|word| word + FIRST);
    check("a b", &[ab]);
    check("a b c", &[a, bc]);
    check("b a", &[b, a]);
    check("b c d e", &[b, cde]);
    check("a b c d e", &[ab, cde]);
    check("c d", &[c, OTHER]);
    check("x a", &[OTHER, a]);
}

#[test]
fn signs_part_words_and_stops_part_sentences() {
    let tokens = [("a", None), ("b", Some(", ")), ("c", Some("\n")), ("a", Some(". ")), ("b", None), ("", Some("  "))];
    let [a, b, bc] = [0, 1, 4].map(|word| word + FIRST);
    let (words, articles) = heard(&table(), &tokens);
    assert_eq!(words, [a, OTHER, bc, STOP, a, STOP, b, OTHER, STOP]);
    assert_eq!(articles, [1, 1, 1, 0, 1, 0]);
    let table = table();
    let mut hearing = Hearing::new(&table);
    hearing.begin(false);
    hearing.token(1, None);
    hearing.end();
    assert_eq!(hearing.finish(), (Vec::new(), vec![1, 0, 0, 0, 0, 0]), "of what is not kept the articles are counted");
}

/// How alike two words are by the formula itself, and how many neighbours they have in common; of all heads.
fn naive(heard: &[u16], words: usize) -> BTreeMap<(usize, usize), (f64, usize)> {
    let (mut seen, mut sentences) = (HashSet::new(), Vec::new());
    for sentence in heard.split_inclusive(|&word| word == STOP) {
        if sentence.len() <= 6 || seen.insert(sentence) {
            sentences.push(sentence.strip_suffix(&[STOP]).unwrap_or(sentence));
        }
    }
    let times = |word: usize| sentences.iter().flat_map(|s| s.iter()).filter(|&&w| w == word as u16 + FIRST).count();
    let heads: Vec<usize> = (0..words).filter(|&word| times(word) >= LEAST_HITS as usize).collect();
    let mut pairs: BTreeMap<(usize, (u16, isize)), f64> = BTreeMap::new();
    for sentence in &sentences {
        for at in 0..sentence.len() {
            for step in [-2isize, -1, 1, 2] {
                let other = at.checked_add_signed(step).and_then(|there| sentence.get(there));
                let Some(&other) = other.filter(|&&other| other >= FIRST && other != sentence[at]) else { continue };
                if let Some(head) = heads.iter().position(|&head| head as u16 + FIRST == sentence[at]) {
                    *pairs.entry((head, (other, step))).or_default() += 1.0;
                }
            }
        }
    }
    let mut by_slot: BTreeMap<(u16, isize), f64> = BTreeMap::new();
    pairs.iter().for_each(|(&(_, slot), count)| *by_slot.entry(slot).or_default() += count);
    let all: f64 = by_slot.values().map(|count| count.powf(0.75)).sum();
    let vector = |head: usize| {
        let own: f64 = pairs.iter().filter(|((of, _), _)| *of == head).map(|(_, count)| count).sum();
        let told = pairs
            .iter()
            .filter(|((of, _), count)| *of == head && **count >= 2.0)
            .map(|((_, slot), count)| (*slot, (count / own / (by_slot[slot].powf(0.75) / all)).ln()));
        told.filter(|(_, information)| *information > 0.0).collect::<BTreeMap<_, _>>()
    };
    let vectors: Vec<_> = (0..heads.len()).map(vector).collect();
    let length = |of: &BTreeMap<_, f64>| of.values().map(|x| x * x).sum::<f64>().sqrt();
    let mut scores = BTreeMap::new();
    for (x, a) in vectors.iter().enumerate() {
        for (y, b) in vectors.iter().enumerate().filter(|(y, _)| *y != x) {
            let common: Vec<f64> = a.iter().filter_map(|(slot, told)| Some(told * b.get(slot)?)).collect();
            let proven = common.len() as f64 / (common.len() as f64 + f64::from(COMMON_THAT_PROVE));
            let cosine = common.iter().sum::<f64>() / (length(a) * length(b)).max(1e-9);
            scores.insert((heads[x], heads[y]), (cosine * proven, common.len()));
        }
    }
    scores
}

/// Sentences in which words of one kind follow those of another, by the hundred.
fn speech(seed: u64, kinds: u64, words: u64, sentences: usize) -> Vec<u16> {
    let mut state = seed | 1;
    let mut below = move |limit: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 20) % limit
    };
    let mut heard = Vec::new();
    for _ in 0..sentences {
        let mut kind = below(kinds);
        for _ in 0..2 + below(6) {
            let word = kind + kinds * below(words / kinds);
            heard.push(if below(12) == 0 { OTHER } else { word as u16 + FIRST });
            kind = if below(8) == 0 { below(kinds) } else { (kind + 1) % kinds };
        }
        heard.push(STOP);
    }
    heard
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_learned_is_what_the_formula_says(
        seed in any::<u64>(), kinds in 2u64..6, each in 2u64..8, sentences in 150usize..900,
    ) {
        const NEAR: f64 = 1e-4;
        let words = kinds * each;
        let heard = speech(seed, kinds, words, sentences);
        let scores = naive(&heard, words as usize);
        let classes: Vec<Class> =
            (0..words).map(|word| if word % 7 == 3 { Class::Name } else { Class::Word }).collect();
        let told: BTreeMap<usize, Vec<usize>> =
            learn(heard, &classes, &vec![20; words as usize]).into_iter().collect();
        let least = f64::from(LEAST_COSINE);
        let may = |a: usize, b: usize, common: usize| classes[a] == classes[b] && common >= usize::from(LEAST_COMMON);
        // Whether one is among the nearest of another, for sure.
        let surely = |a: usize, b: usize| {
            let rivals = scores.range((a, 0)..(a + 1, 0)).filter(|((_, other), (score, common))| {
                *other != b && may(a, *other, *common) && *score > scores[&(a, b)].0 - NEAR
            });
            rivals.count() < NEAREST
        };
        for (&(a, b), &(score, common)) in &scores {
            let listed = told.get(&a).is_some_and(|list| list.contains(&b));
            if listed {
                prop_assert!(score > least - NEAR && may(a, b, common), "{a} {b} {score} {common}");
            } else if score > least + NEAR && may(a, b, common) {
                prop_assert!(!(surely(a, b) && surely(b, a)), "{a} {b} {score} {common}");
            }
        }
        for (a, list) in &told {
            prop_assert!(list.windows(2).all(|two| scores[&(*a, two[0])].0 > scores[&(*a, two[1])].0 - NEAR));
            prop_assert!(list.iter().all(|b| told[b].contains(a)), "both ways");
        }
    }

    #[test]
    fn articles_are_counted_as_they_are_read(
        articles in prop::collection::vec(prop::collection::vec((0usize..6, 0usize..4), 0..40), 0..6),
    ) {
        let (table, mut hearing_of) = (table(), BTreeMap::<String, u32>::new());
        let mut hearing = Hearing::new(&table);
        for tokens in &articles {
            hearing.begin(true);
            let mut text = String::new();
            for &(token, before) in tokens {
                let (token, before) = (["a", "b", "c", "d", "e", "x"][token], [" ", ", ", ". ", "\n\n"][before]);
                hearing.token(table.token(token), (before != "\n\n").then_some(before));
                text = [text.as_str(), if before == " " { " " } else { "|" }, token].concat();
            }
            hearing.end();
            let words: BTreeSet<&str> = ["a", "b", "c", "a b", "b c", "c d e"].into();
            for word in words {
                let has = [" ", "|"].iter().any(|before| {
                    [" ", "|"].iter().any(|after| format!("{text}|").contains(&[before, word, after].concat()))
                });
                *hearing_of.entry(word.to_owned()).or_default() += u32::from(has);
            }
        }
        let (_, counted) = hearing.finish();
        for (word, count) in table.words.iter().zip(counted) {
            prop_assert_eq!(count, hearing_of.get(&word.text).copied().unwrap_or(0), "{}", &word.text);
        }
    }
}

#[test]
fn one_word_over_and_over_tells_nothing() {
    let classes = [Class::Word; 3];
    assert!(learn(vec![FIRST; 100_000], &classes, &[20; 3]).is_empty());
    assert!(learn(Vec::new(), &classes, &[20; 3]).is_empty());
    assert!(learn(Vec::new(), &[], &[]).is_empty());
    let copies = [FIRST, FIRST + 1, FIRST + 2, FIRST + 1, FIRST, FIRST + 2, STOP].repeat(500);
    assert!(learn(copies, &classes, &[20; 3]).is_empty(), "copies of a sentence count once");
}
