//! How much more a selection uses a word than another: the measures of keyness, each from the same four counts.
//!
//! A count of zero stands as [`ZERO`] in the ratios (log ratio, %DIFF, odds ratio), which would be infinite or nothing
//! without it; the tests (log-likelihood, χ²) and simple maths need no correction. It counts nothing.

use super::figure::{Figure, Undefined, chi_square, finite, log_likelihood, term};
use crate::named::named;
use serde::{Deserialize, Serialize};

/// What a count of zero stands as in a ratio.
pub const ZERO: f64 = 0.5;

/// What simple maths adds to both frequencies per million: the larger it is, the commoner are the words it favours.
pub const SIMPLE_MATHS_K: f64 = 1.0;

/// What is counted of a word in two selections.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Pair {
    /// Times it occurs in the target, *a*.
    pub target: u64,
    /// Tokens of the target, *c*.
    pub target_tokens: u64,
    /// Times it occurs in the reference, *b*.
    pub reference: u64,
    /// Tokens of the reference, *d*.
    pub reference_tokens: u64,
}

/// A measure of keyness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Keyness {
    /// Of the four cells *a*, *b*, *c − a*, *d − b* (T. Dunning, 1993).
    #[default]
    LogLikelihood,
    /// `2·(a·ln(a/E1) + b·ln(b/E2))`, the two cells of the word alone (P. Rayson, R. Garside, "Comparing corpora using
    /// frequency profiling", 2000).
    LogLikelihood2,
    /// Pearson's χ² of the four cells, without a correction for continuity; below zero where the reference has more.
    ChiSquare,
    /// `log2((a/c) / (b/d))` (A. Hardie, 2014): 1 is twice as often.
    LogRatio,
    /// `100·((a/c) − (b/d)) / (b/d)` (C. Gabrielatos, A. Marchi, 2011).
    PercentDiff,
    /// `(a/(c−a)) / (b/(d−b))`.
    OddsRatio,
    /// `(per million + k) / (per million + k)` (A. Kilgarriff, "Simple maths for keywords", 2009), with
    /// [`SIMPLE_MATHS_K`].
    SimpleMaths,
}

named!(Keyness {
    LogLikelihood = "log_likelihood_4",
    LogLikelihood2 = "log_likelihood_2",
    ChiSquare = "chi2_signed",
    LogRatio = "log_ratio",
    PercentDiff = "percent_diff",
    OddsRatio = "odds_ratio",
    SimpleMaths = "simple_maths",
});

/// Times in a million tokens; `None` of none.
pub fn per_million(hits: u64, tokens: u64) -> Option<f64> {
    (tokens > 0).then(|| hits as f64 * 1e6 / tokens as f64)
}

fn corrected(count: u64) -> f64 {
    if count == 0 { ZERO } else { count as f64 }
}

impl Pair {
    /// Where neither side can be measured against the other, why.
    fn check(&self) -> Result<(), Undefined> {
        if self.target_tokens == 0 || self.reference_tokens == 0 {
            Err(Undefined::NoTokens)
        } else if self.target + self.reference == 0 {
            Err(Undefined::NoHits)
        } else {
            Ok(())
        }
    }

    /// The table: the word in target and reference, then all else there.
    pub fn cells(&self) -> [f64; 4] {
        let rest = |tokens: u64, hits: u64| tokens.saturating_sub(hits) as f64;
        let rests = [rest(self.target_tokens, self.target), rest(self.reference_tokens, self.reference)];
        [self.target as f64, self.reference as f64, rests[0], rests[1]]
    }

    /// Whether the target uses it more than the reference does.
    pub fn is_more(&self) -> bool {
        u128::from(self.target) * u128::from(self.reference_tokens)
            > u128::from(self.reference) * u128::from(self.target_tokens)
    }

    /// The share of the target over that of the reference, a count of zero corrected.
    fn ratio(&self) -> f64 {
        let share = |hits: u64, tokens: u64| corrected(hits) / tokens as f64;
        share(self.target, self.target_tokens) / share(self.reference, self.reference_tokens)
    }

    /// The interval that holds the log ratio with 95 % confidence: `± 1.96 · √(1/a − 1/c + 1/b − 1/d) / ln 2` (D. Katz and
    /// others, 1978), a count of zero corrected.
    pub fn log_ratio_interval(&self) -> Result<(f64, f64), Undefined> {
        const TWO_SIDED_95: f64 = 1.959_963_984_540_054;
        let middle = Keyness::LogRatio.of(self)?;
        let [a, b] = [self.target, self.reference].map(|hits| 1.0 / corrected(hits));
        let [c, d] = [self.target_tokens, self.reference_tokens].map(|tokens| 1.0 / tokens as f64);
        let reach = TWO_SIDED_95 * finite((a - c + b - d).max(0.0).sqrt())? / std::f64::consts::LN_2;
        Ok((middle - reach, middle + reach))
    }
}

impl Keyness {
    /// Its formula, in the letters of docs/MEASURE.md.
    pub fn formula(self) -> &'static str {
        match self {
            Self::LogLikelihood => "2·Σ O·ln(O / E): a, b, c − a, d − b",
            Self::LogLikelihood2 => "2·(a·ln(a/E1) + b·ln(b/E2))",
            Self::ChiSquare => "N·(O11·O22 − O12·O21)² / (R1·R2·C1·C2)",
            Self::LogRatio => "log2((a/c) / (b/d))",
            Self::PercentDiff => "100·((a/c) − (b/d)) / (b/d)",
            Self::OddsRatio => "(a/(c−a)) / (b/(d−b))",
            Self::SimpleMaths => "(10⁶·a/c + 1) / (10⁶·b/d + 1)",
        }
    }

    /// The figure of this measure.
    pub fn of(self, pair: &Pair) -> Figure {
        pair.check()?;
        let (c, d) = (pair.target_tokens as f64, pair.reference_tokens as f64);
        let (a, b) = (pair.target as f64, pair.reference as f64);
        match self {
            Self::LogLikelihood => log_likelihood(pair.cells()),
            Self::LogLikelihood2 => {
                let share = (a + b) / (c + d);
                finite((2.0 * (term(a, c * share) + term(b, d * share))).max(0.0))
            }
            Self::ChiSquare => {
                let sign = if pair.is_more() { 1.0 } else { -1.0 };
                chi_square(pair.cells()).map(|chi_square| if chi_square > 0.0 { sign * chi_square } else { 0.0 })
            }
            Self::LogRatio => finite(pair.ratio().log2()),
            Self::PercentDiff => finite(100.0 * (pair.ratio() - 1.0)),
            Self::OddsRatio => {
                let odds = |hits: u64, tokens: u64| corrected(hits) / corrected(tokens.saturating_sub(hits));
                finite(odds(pair.target, pair.target_tokens) / odds(pair.reference, pair.reference_tokens))
            }
            Self::SimpleMaths => finite((1e6 * a / c + SIMPLE_MATHS_K) / (1e6 * b / d + SIMPLE_MATHS_K)),
        }
    }
}
