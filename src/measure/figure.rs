//! A figure, or why there is none: what is not defined is said in words, never as infinity or "not a number".

use crate::named::named;
use serde::{Deserialize, Serialize};

/// Why a figure is not defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Undefined {
    /// What is measured does not occur.
    NoHits,
    /// The two never stand together.
    NeverTogether,
    /// Nothing to compare with: no tokens on one side.
    NoTokens,
    /// A sum of the table is zero, so that nothing would be expected by chance.
    NothingExpected,
    /// They stand together more often than one of them occurs, as windows that overlap count: the table has no such cell.
    MoreThanAll,
    /// All tokens stand in one part: there is nothing to spread over.
    OnePart,
}

named!(Undefined {
    NoHits = "no_hits",
    NeverTogether = "never_together",
    NoTokens = "no_tokens",
    NothingExpected = "nothing_expected",
    MoreThanAll = "more_than_all",
    OnePart = "one_part",
});

impl Undefined {
    /// The reason as a sentence's end: "not defined: …".
    pub fn reason(self) -> &'static str {
        match self {
            Self::NoHits => "it does not occur",
            Self::NeverTogether => "the two never stand together",
            Self::NoTokens => "one side has no words",
            Self::NothingExpected => "a sum of its table is zero",
            Self::MoreThanAll => "windows overlap: together more often than one of the two occurs",
            Self::OnePart => "one article alone: nothing to spread over",
        }
    }
}

/// A figure, or why there is none.
pub type Figure = Result<f64, Undefined>;

/// The figure where it is a number.
pub(super) fn finite(value: f64) -> Figure {
    if value.is_finite() { Ok(value) } else { Err(Undefined::NothingExpected) }
}

/// `x · ln(x / e)` as a term of a log-likelihood: nothing for what was not seen.
pub(super) fn term(observed: f64, expected: f64) -> f64 {
    if observed > 0.0 { observed * (observed / expected).ln() } else { 0.0 }
}

/// Twice the sum over the four cells of a table of `O · ln(O / E)` (T. Dunning, "Accurate methods for the statistics of
/// surprise and coincidence", 1993); the cells are the first row, then the second.
pub(super) fn log_likelihood(cells: [f64; 4]) -> Figure {
    let [a, b, c, d] = cells;
    let all = a + b + c + d;
    let sums = [(a + b, a + c), (a + b, b + d), (c + d, a + c), (c + d, b + d)];
    if all <= 0.0 || sums.iter().any(|(row, column)| row * column <= 0.0) {
        return Err(Undefined::NothingExpected);
    }
    // What is as expected comes out as a tiny number below zero.
    finite(
        (2.0 * cells.iter().zip(sums).map(|(&cell, (row, column))| term(cell, row * column / all)).sum::<f64>())
            .max(0.0),
    )
}

/// Pearson's χ² of a table of four cells, without a correction for continuity.
pub(super) fn chi_square(cells: [f64; 4]) -> Figure {
    let [a, b, c, d] = cells;
    let sums = (a + b) * (c + d) * (a + c) * (b + d);
    if sums <= 0.0 { Err(Undefined::NothingExpected) } else { finite((a + b + c + d) * (a * d - b * c).powi(2) / sums) }
}
