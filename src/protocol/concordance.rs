//! Concordance lines, asked and answered.

use crate::article::ArticleId;
use crate::bundle::Card;
use crate::named::named;
use crate::query::spec::{Cut, Problem, QuerySpec};
use crate::query::tier::{Tier, TierCounts};
use serde::{Deserialize, Serialize};

/// Asks for concordance lines: the hits of the phrase group, filters obeyed; the words group has none.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct ConcordanceRequest {
    /// What to look for.
    pub spec: QuerySpec,
    /// Context on either side, in tokens.
    pub context_tokens: u32,
    /// Up to three sort keys; equal lines stand by article and place. Keys from the context sort at most 20,000 lines in 8 MiB
    /// of packed articles, eight times as much with each of two steps of effort; a [`Cut`] of kind `Lines` says when that is not all of them.
    pub sort: Vec<LineSort>,
    /// A random choice of lines instead of all of them.
    pub sample: Option<Sample>,
    /// Lines stand by groups first, and within them by the sort keys.
    pub group: Option<LineBy>,
    /// Lines to skip.
    pub offset: u32,
    /// Lines to return at most; no answer has more than 1,000.
    pub limit: u32,
}

/// A random choice of lines: the same number and seed choose the same lines of the same corpus, whatever their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// Lines, or all there are where that is fewer.
    pub lines: u32,
    /// What the choice begins with.
    pub seed: u32,
}

/// What lines are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LineBy {
    /// A group an article, in their order.
    Article,
    /// A group a year, the earliest first, undated articles last.
    Year,
    /// A group a source, most lines first, articles without one last.
    Source,
}

named!(LineBy { Article = "article", Year = "year", Source = "source" });

/// A group of lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineGroup {
    /// The year or source; empty where none is known, and of an article.
    pub value: String,
    /// The article.
    pub article: Option<ArticleId>,
    /// The place of its first line among all that are listed.
    pub first: u64,
    /// Its lines.
    pub lines: u64,
    /// The articles they stand in.
    pub articles: u32,
}

/// A sort key of concordance lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LineSort {
    /// The n-th token to the left, in Vietnamese order; none at the edge of a block comes first.
    Left(u8),
    /// The n-th token to the right.
    Right(u8),
    /// The hit itself.
    Node,
    /// The article's number.
    Article,
    /// The day of the article's date, oldest first, undated last.
    Date,
}

impl LineSort {
    /// The key of a name, in small letters or capitals: `L1` to `L20`, `R1` to `R20`, `node`, `article`, `date`.
    pub fn parse(name: &str) -> Option<Self> {
        let lower = name.to_ascii_lowercase();
        let nth = || lower.get(1..)?.parse::<u8>().ok().filter(|nth| (1..=20).contains(nth));
        match lower.as_str() {
            "node" => Some(Self::Node),
            "article" => Some(Self::Article),
            "date" => Some(Self::Date),
            key if key.starts_with('l') => nth().map(Self::Left),
            key if key.starts_with('r') => nth().map(Self::Right),
            _ => None,
        }
    }
}

/// A hit with its context.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Where it stands.
    pub article: ArticleId,
    /// First byte of the hit.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
    /// Text before, within the block.
    pub left: String,
    /// The hit.
    pub node: String,
    /// Text after, within the block.
    pub right: String,
    /// How it agrees with what was typed.
    pub tier: Tier,
}

/// Concordance lines.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct ConcordanceAnswer {
    /// All lines there are.
    pub total: u64,
    /// The lines by the tier of their hit; their sum is `total`.
    pub tiers: TierCounts,
    /// Articles they stand in.
    pub articles: u32,
    /// Lines that are listed: fewer than `total` where a sample was asked for.
    pub listed: u64,
    /// The groups: every year or source, the articles of this window.
    pub groups: Vec<LineGroup>,
    /// The requested window.
    pub lines: Vec<Line>,
    /// The articles of these lines, by number, each once.
    pub cards: Vec<Card>,
    /// What the reader should know of the query.
    pub problems: Vec<Problem>,
    /// Limits that cut it short; empty when every count is exact.
    pub cuts: Vec<Cut>,
}
