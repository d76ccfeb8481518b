//! Ranking: BM25 with field weights over the leaves of a query.
//!
//! score = Σ idf · tf·(k₁+1) / (tf + k₁·(1−b+b·len/avg)), tf = Σ weight of the field × hits in it; idf = ln(1 +
//! (N−df+½)/(df+½)). Source: S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond",
//! 2009 (BM25F with one length for the article). k₁ = 1.2, b = 0.75 as there; the field weights are ours.

use super::evaluate::Count;

const K1: f32 = 1.2;
const B: f32 = 0.75;
/// Title, lead, body, aside.
const FIELD_WEIGHTS: [f32; 4] = [4.0, 1.6, 1.0, 0.4];

/// What a leaf is worth: rarer is more.
pub fn idf(articles: u32, df: usize) -> f32 {
    let (n, df) = (articles as f32, df as f32);
    (1.0 + (n - df + 0.5) / (df + 0.5)).ln()
}

/// The score of one leaf in one article of `length` tokens, the average being `average`.
pub fn score(idf: f32, count: &Count, length: f32, average: f32) -> f32 {
    let tf: f32 = count.fields.iter().zip(FIELD_WEIGHTS).map(|(&hits, weight)| hits as f32 * weight).sum();
    idf * tf * (K1 + 1.0) / (tf + K1 * (1.0 - B + B * length / average.max(1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_rarity_and_brevity_win() {
        let count = |fields| Count { fields, tiers: [1, 0, 0] };
        let body = score(idf(100, 10), &count([0, 0, 1, 0]), 100.0, 100.0);
        assert!(score(idf(100, 10), &count([1, 0, 0, 0]), 100.0, 100.0) > body);
        assert!(score(idf(100, 2), &count([0, 0, 1, 0]), 100.0, 100.0) > body);
        assert!(score(idf(100, 10), &count([0, 0, 1, 0]), 50.0, 100.0) > body);
        assert!(score(idf(100, 100), &count([0, 0, 1, 0]), 100.0, 100.0) > 0.0);
    }
}
