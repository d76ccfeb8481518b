//! How evenly a word is spread over the parts of a corpus, and which words are so even that they say little.
//!
//! Parts are articles. The formulas and their reference values are those of docs/MEASURE.md. It counts nothing.

use super::figure::{Figure, Undefined, finite};
use crate::sort;
use serde::{Deserialize, Serialize};

/// How evenly something is spread. Each figure is from 0 to 1; DP counts unevenness, the others evenness.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dispersion {
    /// Parts with words in them.
    pub parts: u32,
    /// Those of them that have it.
    pub range: u32,
    /// `0.5 · Σ|v − s|` (S. Th. Gries, "Dispersions and adjusted frequencies in corpora", 2008): *v* is the part's share of the
    /// hits, *s* its share of the corpus. 0 is even.
    pub dp: Figure,
    /// DP over what it can be at most, `1 − min s` (J. Lijffijt, S. Th. Gries, 2012).
    pub dp_normalised: Figure,
    /// `1 − V / √(n − 1)`, *V* the standard deviation of the population over the mean of the frequencies of the parts
    /// (A. Juilland, 1964).
    pub juilland_d: Figure,
    /// The entropy of the parts' frequencies over what it can be at most (J. B. Carroll, 1970).
    pub carroll_d2: Figure,
    /// `(Σ √(s·f))² / Σ f` (I. Rosengren, 1971).
    pub rosengren_s: Figure,
    /// `1 −` the mean difference of two parts' frequencies, over twice their mean (B. Burch and others, 2017).
    pub da: Figure,
    /// `1 / (1 + Σ v · log2(v/s))` (S. Th. Gries, 2021): the divergence of Kullback and Leibler.
    pub dkl: Figure,
}

/// Measures how hits are spread over parts of the given sizes; a part without words is none. Costs a sort of the parts.
pub fn dispersion(parts: impl Iterator<Item = (u32, u32)>) -> Dispersion {
    let parts: Vec<(f64, f64)> =
        parts.filter(|(_, size)| *size > 0).map(|(hits, size)| (f64::from(hits), f64::from(size))).collect();
    let count = parts.len() as f64;
    let (hits, tokens) = parts.iter().fold((0.0, 0.0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
    let range = parts.iter().filter(|part| part.0 > 0.0).count() as u32;
    let check = match parts.len() {
        _ if hits <= 0.0 => Err(Undefined::NoHits),
        0 | 1 => Err(Undefined::OnePart),
        _ => Ok(()),
    };
    let figure = |value: &dyn Fn() -> f64| check.and_then(|()| finite(value()));
    let shares = || parts.iter().map(|part| (part.0 / hits, part.1 / tokens));
    let dp = || 0.5 * shares().map(|(v, s)| (v - s).abs()).sum::<f64>();
    let least = || parts.iter().map(|part| part.1 / tokens).fold(1.0, f64::min);
    let mut rates: Vec<f64> = parts.iter().map(|part| part.0 / part.1).collect();
    sort::by(&mut rates, f64::total_cmp);
    let sum: f64 = rates.iter().sum();
    let mean = sum / count;
    let deviation = || (rates.iter().map(|rate| (rate - mean).powi(2)).sum::<f64>() / count).sqrt();
    // Of sorted numbers, the sum of all differences is each number times how many are below it less those above.
    let differences =
        || rates.iter().zip(0u32..).map(|(rate, at)| rate * (2.0 * f64::from(at) - count + 1.0)).sum::<f64>();
    let entropy =
        || rates.iter().filter(|rate| **rate > 0.0).map(|rate| -rate / sum * (rate / sum).log2()).sum::<f64>();
    let divergence = || shares().filter(|(v, _)| *v > 0.0).map(|(v, s)| v * (v / s).log2()).sum::<f64>();
    Dispersion {
        parts: parts.len() as u32,
        range,
        dp: figure(&dp),
        dp_normalised: figure(&|| dp() / (1.0 - least())),
        juilland_d: figure(&|| 1.0 - deviation() / mean / (count - 1.0).sqrt()),
        carroll_d2: figure(&|| entropy() / count.log2()),
        rosengren_s: figure(&|| parts.iter().map(|part| (part.0 * part.1 / tokens).sqrt()).sum::<f64>().powi(2) / hits),
        da: figure(&|| 1.0 - differences() / (count * (count - 1.0) / 2.0) / (2.0 * mean)),
        dkl: figure(&|| 1.0 / (1.0 + divergence())),
    }
}
