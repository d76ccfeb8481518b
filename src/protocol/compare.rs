//! Comparisons, asked and answered.

use super::articles::FullArticle;
use crate::article::ArticleId;
use crate::compare::{Kind, Layer};
use serde::{Deserialize, Serialize};

/// Asks for a comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CompareRequest {
    /// Two or more.
    pub articles: Vec<ArticleId>,
}

/// One side of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassageSpan {
    /// Where.
    pub article: ArticleId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A passage that articles share.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Passage {
    /// How the wordings relate.
    pub kind: Kind,
    /// Which layer found it.
    pub layer: Layer,
    /// Stands out of the common order.
    pub moved: bool,
    /// The words agree, their marks do not.
    pub marks_differ: bool,
    /// A verbatim passage that is written differently: case, quotation marks, dashes, spaces, line breaks.
    pub typography: bool,
    /// Among words that agree a sign that changes the meaning does not: a currency, a minus, a question or quotation mark.
    pub signs_differ: bool,
    /// Passages with the same number have the same wording at heart; one letter and one colour. Counts from 0.
    pub family: u32,
    /// Tokens that agree.
    pub tokens: u32,
    /// Length × rarity in the corpus; the order of the list.
    pub weight: f32,
    /// Lies wholly in a title, caption or credit, or is made of a name: shown greyed.
    pub minor: bool,
    /// One per article, in the order of the request.
    pub spans: Vec<PassageSpan>,
}

/// How much of one article stands in another.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Overlap {
    /// The article measured.
    pub of: ArticleId,
    /// The article it is measured against.
    pub within: ArticleId,
    /// Tokens of `of` that are matched in a passage shared with `within`; what was put in or replaced is not.
    pub shared_tokens: u32,
    /// All tokens of `of` that were compared.
    pub all_tokens: u32,
}

impl Overlap {
    /// The share of `of` that stands in `within`, from 0 to 1.
    pub fn share(&self) -> f64 {
        f64::from(self.shared_tokens) / f64::from(self.all_tokens.max(1))
    }
}

/// The answer to a comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CompareAnswer {
    /// In the order of the request.
    pub articles: Vec<FullArticle>,
    /// In the reading order of the first article; both layers.
    pub passages: Vec<Passage>,
    /// Both directions of every pair.
    pub overlaps: Vec<Overlap>,
}
