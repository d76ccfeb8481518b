//! A small corpus: every two articles are held against each other, so that reworded and reordered passages are found too.
//!
//! It joins what [`crate::compare`] finds, and finds nothing itself.

use crate::compare::{Pair, Text, align, families};
use std::collections::BTreeMap;

/// Tokens that are compared at most, over all pairs of articles: about a second.
pub const PAIRS_TOKENS: u64 = 1_000_000;

/// A family as the pairs tell it: byte ranges by article, ascending, in one article without overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairFamily {
    /// Article and bytes.
    pub places: Vec<(u32, (u32, u32))>,
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
            found.extend(pairs.into_iter().map(|pair| (first, second, pair)));
        }
    }
    let sides: Vec<_> = texts.iter().map(|text| text.side.clone()).collect();
    let mut joined: BTreeMap<u32, Vec<(u32, (u32, u32))>> = BTreeMap::new();
    for (family, (first, second, pair)) in families(&sides, &found).into_iter().zip(&found) {
        joined.entry(family).or_default().extend([(*first as u32, pair.a), (*second as u32, pair.b)]);
    }
    Some(joined.into_values().map(|places| PairFamily { places: apart(places) }).collect())
}

/// Sorts places and joins those that overlap, as two pairs tell one place a little differently.
fn apart(mut places: Vec<(u32, (u32, u32))>) -> Vec<(u32, (u32, u32))> {
    places.sort_unstable();
    let mut kept: Vec<(u32, (u32, u32))> = Vec::new();
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
        let said: Vec<&str> = found[0].places.iter()
            .map(|&(article, (start, end))| &articles[article as usize].text[start as usize..end as usize]).collect();
        assert_eq!(said, ["đoàn thuyền chở gạo nếp rời bến sông từ"; 3]);
    }

    #[test]
    fn places_that_overlap_are_one() {
        assert_eq!(apart(vec![(1, (5, 9)), (0, (0, 4)), (1, (7, 12)), (1, (12, 13))]), [(0, (0, 4)), (1, (5, 12)), (1, (12, 13))]);
    }

    #[test]
    fn too_many_words_are_not_compared() {
        let article = extract("a", "chợ ".repeat(60_000));
        let texts: Vec<Text> = (0..20).map(|_| Text::of(&article)).collect();
        assert_eq!(families_of_pairs(&texts), None);
        assert_eq!(families_of_pairs(&texts[..1]), Some(Vec::new()));
    }
}
