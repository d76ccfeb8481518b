//! Ranking: BM25 with field weights over the leaves of a query.
//!
//! score = Σ idf · tf·(k₁+1) / (tf + k₁·(1−b+b·len/avg)), tf = Σ weight of the field × hits in it; idf = ln(1 +
//! (N−df+½)/(df+½)). Source: S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond",
//! 2009 (BM25F with one length for the article). k₁ = 1.2, b = 0.75 as there; the field weights are ours.

use super::evaluate::Count;
use crate::bundle::columns::length_of;

const K1: f32 = 1.2;
const B: f32 = 0.75;
/// Title, lead, body, aside.
pub const FIELD_WEIGHTS: [f32; 4] = [4.0, 1.6, 1.0, 0.4];
/// How much more an article is worth whose words follow each other than one where they are far apart.
const CLOSENESS_WEIGHT: f32 = 1.0;

/// What a leaf is worth: rarer is more.
pub fn idf(articles: u32, df: usize) -> f32 {
    let (n, df) = (articles as f32, df as f32);
    (1.0 + (n - df + 0.5) / (df + 0.5)).ln()
}

/// What the length of an article counts for, by its length byte, the average being `average` tokens.
#[derive(Debug)]
pub struct Norms([f32; 256]);

impl Norms {
    /// Prepares the table.
    pub fn of(average: f32) -> Self {
        let norm = |byte: usize| K1 * (1.0 - B + B * length_of(byte as u8) / average.max(1.0));
        Self(std::array::from_fn(norm))
    }

    /// The score of one leaf in one article.
    pub fn score(&self, idf: f32, count: &Count, length_byte: u8) -> f32 {
        idf * count.weight * (K1 + 1.0) / (count.weight + self.0[usize::from(length_byte)])
    }
}

/// A score with the bonus for words near each other (`closeness`, 0 to 1): the mean over neighbouring words of a query of
/// one over their distance. After Y. Rasolofo and J. Savoy, "Term Proximity Scoring for Keyword-Based Retrieval Systems",
/// 2003, over the least distance instead of all.
pub fn with_closeness(score: f32, closeness: f32) -> f32 {
    score * (1.0 + CLOSENESS_WEIGHT * closeness)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::columns::length_byte;
    use crate::query::tier::Tier;

    #[test]
    fn titles_rarity_brevity_and_closeness_win() {
        let norms = Norms::of(100.0);
        let score = |df, field, length| {
            let mut count = Count::default();
            count.add(field, Tier::Exact, 1);
            norms.score(idf(100, df), &count, length_byte(length))
        };
        let body = score(10, 2, 100);
        assert!(score(10, 0, 100) > body);
        assert!(score(2, 2, 100) > body);
        assert!(score(10, 2, 50) > body);
        assert!(score(100, 2, 100) > 0.0);
        assert!(with_closeness(body, 0.5) > with_closeness(body, 0.1));
    }
}
