//! A small corpus: every two articles are held against each other, so that reworded and reordered passages are found too.
//!
//! It joins what [`crate::compare`] finds, and finds nothing itself.

use crate::compare::{Layer, Pair, Text, align, families};
use std::collections::BTreeMap;

/// Tokens that are compared at most, over all pairs of articles: about a second.
pub const PAIRS_TOKENS: u64 = 1_000_000;

/// An article and bytes of it.
pub type Spot = (u32, (u32, u32));

/// A family as the pairs tell it: byte ranges by article, ascending, in one article without overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairFamily {
    /// Article and bytes.
    pub places: Vec<Spot>,
}

/// The families of all pairs of articles; `None` when that is too much to compare. Quadratic in the number of articles, within
/// [`PAIRS_TOKENS`].
pub fn families_of_pairs(texts: &[Text<'_>]) -> Option<Vec<PairFamily>> {
    let tokens: u64 = texts.iter().map(|text| text.side.spans.len() as u64).sum();
    if tokens.saturating_mul((texts.len() as u64).saturating_sub(1)) > PAIRS_TOKENS {
        return None;
    }
    let mut found: Vec<(usize, usize, Pair)> = Vec::new();
    for first in 0..texts.len() {
        for second in first + 1..texts.len() {
            let pairs = align(&texts[first].side, &texts[second].side);
            // Long passages are told by their phrases: what lies between these is not shared.
            let phrases = pairs.into_iter().filter(|pair| pair.layer == Layer::Phrase);
            found.extend(phrases.map(|pair| (first, second, pair)));
        }
    }
    let sides: Vec<_> = texts.iter().map(|text| text.side.clone()).collect();
    let mut joined: BTreeMap<u32, Vec<Spot>> = BTreeMap::new();
    for (family, (first, second, pair)) in families(&sides, &found).into_iter().zip(&found) {
        joined.entry(family).or_default().extend([(*first as u32, pair.a), (*second as u32, pair.b)]);
    }
    Some(joined.into_values().map(|places| PairFamily { places: apart(places) }).collect())
}

/// Words that are looked through for formulas with a word put in.
const GAPPED_TOKENS: u64 = 100_000;
/// Words put in at most.
const GAP_WORDS: usize = 2;
/// What four words say at least beyond the logarithm of all pairs of places: each as the logarithm of how rare it is.
const GAPPED_MARGIN: f32 = 2.0;

/// Formulas of four words that some places have in a row and others with a word or two put in the middle (`ở mức cao nhất`,
/// `ở mức độ cao nhất`): too short for a comparison of two texts to be sure of, but told by a third place. Linear in the
/// words; a corpus of more than `GAPPED_TOKENS` has none.
pub fn gapped_families(texts: &[Text<'_>]) -> Vec<PairFamily> {
    let all: u64 = texts.iter().map(|text| text.side.spans.len() as u64).sum();
    if all > GAPPED_TOKENS {
        return Vec::new();
    }
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    texts.iter().flat_map(|text| text.side.folds.iter()).for_each(|fold| *counts.entry(fold).or_default() += 1);
    let mut found: BTreeMap<[&str; 4], Vec<(Spot, usize)>> = BTreeMap::new();
    for (article, text) in (0..).zip(texts) {
        let side = &text.side;
        for first in 0..side.spans.len() {
            for gap in 0..=GAP_WORDS {
                let last = first + 3 + gap;
                if side.blocks.get(last) != Some(&side.blocks[first]) {
                    break;
                }
                let words = [first, first + 1, last - 1, last].map(|at| &side.folds[at]);
                let span = (side.spans[first].0, side.spans[last].1);
                found.entry(words).or_default().push(((article, span), gap));
            }
        }
    }
    let enough = 2.0 * (all.max(2) as f32).ln() + GAPPED_MARGIN;
    let says = |words: &[&str; 4]| -> f32 { words.iter().map(|word| (all as f32 / counts[word] as f32).ln()).sum() };
    let families = found.into_iter().filter_map(|(words, places)| {
        let gaps = places.iter().any(|place| place.1 != places[0].1);
        let spread = places.iter().any(|place| place.0.0 != places[0].0.0);
        let places = places.into_iter().map(|(spot, _)| spot).collect();
        (gaps && spread && says(&words) >= enough).then(|| PairFamily { places: apart(places) })
    });
    families.collect()
}

/// Sorts places and joins those that overlap, as two pairs tell one place a little differently.
fn apart(mut places: Vec<Spot>) -> Vec<Spot> {
    places.sort_unstable();
    let mut kept: Vec<Spot> = Vec::new();
    for (article, (start, end)) in places {
        match kept.last_mut().filter(|last| last.0 == article && last.1.1 > start) {
            Some(last) => last.1.1 = last.1.1.max(end),
            None => kept.push((article, (start, end))),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::extract;

    #[test]
    fn one_family_has_the_places_of_all_pairs() {
        let articles = [
            "Sáng nay đoàn thuyền chở gạo nếp rời bến sông từ lúc trời còn tối.",
            "Theo lời kể, đoàn thuyền chở gạo nếp rời bến sông từ hôm trước.",
            "Ở chợ không ai biết đoàn thuyền chở gạo nếp rời bến sông từ bao giờ.",
        ];
        let articles: Vec<_> = articles.iter().map(|text| extract("a", (*text).to_owned())).collect();
        let texts: Vec<Text> = articles.iter().map(Text::of).collect();
        let found = families_of_pairs(&texts).unwrap();
        assert_eq!(found.len(), 1, "{found:?}");
        let said: Vec<&str> = found[0]
            .places
            .iter()
            .map(|&(article, (start, end))| &articles[article as usize].text[start as usize..end as usize])
            .collect();
        assert_eq!(said, ["đoàn thuyền chở gạo nếp rời bến sông từ"; 3]);
    }

    #[test]
    fn a_word_put_in_is_a_variant() {
        let own = |number: usize| (0..60).map(|at| format!("chữ{} ", number * 60 + at)).collect::<String>();
        let said = ["mức cảnh giác cao", "mức độ cảnh giác cao", "mức tuyệt đối cảnh giác cao"];
        let articles: Vec<_> =
            (0..).zip(said).map(|(number, said)| extract("a", [&own(number), said].concat())).collect();
        let texts: Vec<Text> = articles.iter().map(Text::of).collect();
        assert_eq!(gapped_families(&texts), [], "no four words stand at both ends of all");
        let said = ["ở mức cao nhất", "ở mức độ cao nhất", "ở mức gần như cao nhất"];
        let articles: Vec<_> =
            (0..).zip(said).map(|(number, said)| extract("a", [&own(number), said].concat())).collect();
        let texts: Vec<Text> = articles.iter().map(Text::of).collect();
        let found = gapped_families(&texts);
        assert_eq!(found.iter().map(|family| family.places.len()).collect::<Vec<_>>(), [3]);
    }

    #[test]
    fn places_that_overlap_are_one() {
        assert_eq!(
            apart(vec![(1, (5, 9)), (0, (0, 4)), (1, (7, 12)), (1, (12, 13))]),
            [(0, (0, 4)), (1, (5, 12)), (1, (12, 13))]
        );
    }

    #[test]
    fn too_many_words_are_not_compared() {
        let article = extract("a", "chợ ".repeat(60_000));
        let texts: Vec<Text> = (0..20).map(|_| Text::of(&article)).collect();
        assert_eq!(families_of_pairs(&texts), None);
        assert_eq!(families_of_pairs(&texts[..1]), Some(Vec::new()));
    }
}
