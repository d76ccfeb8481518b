//! Which articles share wording with which, each held against each, asked and answered. It finds nothing.

use crate::bundle::Card;
use crate::named::named;
use crate::query::spec::{Cut, Problem, QuerySpec};
use serde::{Deserialize, Serialize};

/// What is held against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Axis {
    /// Articles.
    #[default]
    Articles,
    /// All articles of one source with those of another.
    Sources,
    /// All articles of one year with those of another.
    Years,
}

named!(Axis { Articles = "articles", Sources = "sources", Years = "years" });

/// Asks which articles share most wording, and how much each has of each; or the same of sources or years.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct PairsRequest {
    /// What is held against each other.
    pub axis: Axis,
    /// Only articles that this query and its filters let pass; an empty one lets all pass.
    pub spec: QuerySpec,
    /// Of two sources or years the pairs of articles that share most, instead; the two may be the same.
    pub between: Option<[String; 2]>,
    /// Articles, sources or years on an axis at most; or pairs.
    pub limit: u32,
}

/// What stands on the axes.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Sharer {
    /// The id of the article, the source, the year.
    pub name: String,
    /// The article.
    pub card: Option<Card>,
    /// Copies of the article that it stands for.
    pub copies: u32,
}

/// Two articles that share wording.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SharingPair {
    /// Both; of two sources or years first the one of the first.
    pub cards: [Card; 2],
    /// Hundredths of each that stand in the other.
    pub shares: [u32; 2],
}

/// Which articles, sources or years share wording.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct PairsAnswer {
    /// What stands on both axes: articles in date order, undated ones last; sources by the wordings they share; years.
    pub axis: Vec<Sharer>,
    /// Row by row: of two articles the hundredths of the row's that stand in the column's; of two sources or years the wordings
    /// that articles of both have, of one with itself those that two of its articles have.
    pub cells: Vec<u32>,
    /// The pairs asked for, those that share most first.
    pub pairs: Vec<SharingPair>,
    /// Wordings looked at, the best first, and how many there are.
    pub looked_at: (u32, u32),
    /// What the reader should know of the query.
    pub problems: Vec<Problem>,
    /// Limits that cut it short.
    pub cuts: Vec<Cut>,
}

impl PairsAnswer {
    /// The cell of a row and a column.
    pub fn cell(&self, row: usize, column: usize) -> u32 {
        self.cells.get(row * self.axis.len() + column).copied().unwrap_or(0)
    }
}
