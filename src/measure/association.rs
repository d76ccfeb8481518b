//! How closely two words keep together: the measures of collocation, each from the same four counts.
//!
//! The formulas and their reference values are those of docs/MEASURE.md. It counts nothing.

use super::figure::{Figure, Undefined, chi_square, finite, log_likelihood};
use crate::named::named;
use serde::{Deserialize, Serialize};

/// What is counted of a node and a word near it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Joint {
    /// Times the word stands near the node, *O*.
    pub together: u64,
    /// Times the node occurs, *fA*.
    pub node: u64,
    /// Times the word occurs, *fB*.
    pub word: u64,
    /// Tokens in all, *N*.
    pub tokens: u64,
}

/// A measure of collocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Association {
    /// `14 + log2(2·O / (fA + fB))` (P. Rychlý, "A lexicographer-friendly association score", 2008).
    #[default]
    LogDice,
    /// `log2(O / E)` (K. W. Church, P. Hanks, 1990).
    Mi,
    /// `log2(O³ / E)` (B. Daille, 1994).
    Mi3,
    /// `(O − E) / √O` (K. W. Church and others, 1991).
    TScore,
    /// Of the four cells, see `log_likelihood`.
    LogLikelihood,
    /// Pearson's, without a correction for continuity.
    ChiSquare,
    /// ΔP of the word given the node: `O/fA − (fB − O)/(N − fA)` (S. Th. Gries, "50-something years of work on collocations",
    /// 2013).
    DeltaP,
    /// ΔP of the node given the word: `O/fB − (fA − O)/(N − fB)`.
    DeltaPBack,
}

named!(Association {
    LogDice = "log_dice",
    Mi = "mi",
    Mi3 = "mi3",
    TScore = "t_score",
    LogLikelihood = "log_likelihood_4",
    ChiSquare = "chi2",
    DeltaP = "delta_p_b_given_a",
    DeltaPBack = "delta_p_a_given_b",
});

impl Joint {
    /// How often they would stand together by chance, *E* = `fA · fB / N`.
    pub fn expected(&self) -> Figure {
        let expected = self.node as f64 * self.word as f64 / self.tokens as f64;
        if self.tokens == 0 {
            Err(Undefined::NoTokens)
        } else if expected <= 0.0 {
            Err(Undefined::NothingExpected)
        } else {
            finite(expected)
        }
    }

    /// The table: both; the node alone; the word alone; neither.
    pub fn cells(&self) -> Result<[f64; 4], Undefined> {
        let node = self.node.checked_sub(self.together);
        let word = self.word.checked_sub(self.together);
        let cells = node.zip(word).and_then(|(node, word)| {
            let neither = self.tokens.checked_sub(self.node)?.checked_sub(word)?;
            Some([self.together, node, word, neither].map(|cell| cell as f64))
        });
        cells.ok_or(Undefined::MoreThanAll)
    }

    fn delta_p(self) -> Figure {
        let [both, node, word, neither] = self.cells()?;
        if both + node <= 0.0 || word + neither <= 0.0 {
            return Err(Undefined::NothingExpected);
        }
        finite(both / (both + node) - word / (word + neither))
    }
}

impl Association {
    /// Its formula, in the letters of docs/MEASURE.md.
    pub fn formula(self) -> &'static str {
        match self {
            Self::LogDice => "14 + log2(2·O / (fA + fB))",
            Self::Mi => "log2(O / E)",
            Self::Mi3 => "log2(O³ / E)",
            Self::TScore => "(O − E) / √O",
            Self::LogLikelihood => "2·Σ O·ln(O / E)",
            Self::ChiSquare => "N·(O11·O22 − O12·O21)² / (R1·R2·C1·C2)",
            Self::DeltaP => "O/fA − (fB − O)/(N − fA)",
            Self::DeltaPBack => "O/fB − (fA − O)/(N − fB)",
        }
    }

    /// The figure of this measure.
    pub fn of(self, joint: &Joint) -> Figure {
        let both = joint.together as f64;
        let seen = || if joint.together == 0 { Err(Undefined::NeverTogether) } else { Ok(()) };
        match self {
            Self::LogDice => {
                seen()?;
                finite(14.0 + (2.0 * both / (joint.node + joint.word) as f64).log2())
            }
            Self::Mi => {
                seen()?;
                finite((both / joint.expected()?).log2())
            }
            Self::Mi3 => {
                seen()?;
                finite((both.powi(3) / joint.expected()?).log2())
            }
            Self::TScore => {
                seen()?;
                finite((both - joint.expected()?) / both.sqrt())
            }
            Self::LogLikelihood => log_likelihood(joint.cells()?),
            Self::ChiSquare => chi_square(joint.cells()?),
            Self::DeltaP => joint.delta_p(),
            Self::DeltaPBack => Joint { node: joint.word, word: joint.node, ..*joint }.delta_p(),
        }
    }
}
