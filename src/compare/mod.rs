//! What two articles share: passages kept, reworded, reordered and moved.
//!
//! Works on tokens and keys alone; it loads nothing and shows nothing.

use serde::{Deserialize, Serialize};

/// One article prepared for comparison. All three vectors run in parallel, one entry per token.
#[derive(Clone, Debug, Default)]
pub struct Side {
    /// Fold key of each token.
    pub folds: Vec<String>,
    /// Exact key of each token.
    pub exacts: Vec<String>,
    /// Byte span of each token in the article's stored text.
    pub spans: Vec<(u32, u32)>,
    /// Block (paragraph) number of each token.
    pub blocks: Vec<u32>,
    /// Clause number of each token: grows at `, ; : . ! ? …`, quotation marks, dashes and block ends.
    pub clauses: Vec<u32>,
}

/// How the two wordings of a passage relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The same words in the same order (case, punctuation and marks aside).
    Verbatim,
    /// Words inserted, left out or replaced.
    Near,
    /// The same clauses in another order.
    Reordered,
}

/// How far words may stand apart and still make one passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layer {
    /// Phrases and sentences: gaps of at most 8 tokens.
    Phrase,
    /// Long passages: phrases joined over gaps of up to 20 tokens.
    Passage,
}

/// A passage two articles share, as half-open byte ranges in their stored texts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// How the wordings relate.
    pub kind: Kind,
    /// Which layer found it.
    pub layer: Layer,
    /// Stands out of the common order of the two articles.
    pub moved: bool,
    /// The words agree but their marks do not somewhere (`bảo đảm` / `bao đảm`).
    pub marks_differ: bool,
    /// Tokens matched.
    pub tokens: u32,
    /// In the first article.
    pub a: (u32, u32),
    /// In the second.
    pub b: (u32, u32),
}

/// Finds what two articles share.
pub fn align(_a: &Side, _b: &Side) -> Vec<Pair> {
    Vec::new()
}
