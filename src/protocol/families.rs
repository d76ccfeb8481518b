//! Families of wording, asked and answered.

use crate::article::{ArticleId, Date};
use crate::bundle::Card;
use crate::compare::Edit;
use crate::query::spec::{Cut, Problem, QuerySpec};
pub use crate::reuse::FamilyKind;
use serde::{Deserialize, Serialize};

/// Asks which wordings a corpus repeats, best first.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct FamiliesRequest {
    /// What is set apart, instead of what is worth a row.
    pub apart: bool,
    /// Only families that stand in articles which this query and its filters let pass; an empty one lets all pass.
    pub spec: QuerySpec,
    /// Articles that let pass which a family must stand in; 0 is as 1.
    pub least_articles: u32,
    /// Rows to skip.
    pub offset: u32,
    /// Rows to return at most.
    pub limit: u32,
}

/// A family in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FamilyEntry {
    /// Its rank in its list, from 0.
    pub rank: u32,
    /// What it is.
    pub kind: FamilyKind,
    /// Its wording at its earliest place, or the beginning of it.
    pub label: String,
    /// Which family with this label it is; most are the first, 0.
    pub nth: u32,
    /// Words of its longest place.
    pub words: u32,
    /// Its places.
    pub places: u32,
    /// Its different wordings.
    pub wordings: u32,
    /// Articles that have it.
    pub articles: u32,
    /// Those of them that the query lets pass.
    pub passing: u32,
    /// Those of them that are undated: nothing is said of when they have it.
    pub undated: u32,
    /// The earliest dated article that has it.
    pub earliest: Option<(ArticleId, Date)>,
    /// The date of the latest.
    pub latest: Option<Date>,
}

/// Families, best first.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct FamiliesAnswer {
    /// Families that pass, of those looked at.
    pub total: u32,
    /// Families looked at, the best first.
    pub looked_at: u32,
    /// Families of the list.
    pub all: u32,
    /// The requested window.
    pub rows: Vec<FamilyEntry>,
    /// What the reader should know of the query.
    pub problems: Vec<Problem>,
    /// Limits that cut it short.
    pub cuts: Vec<Cut>,
}

/// Asks for one family.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct FamilyRequest {
    /// Its label. The words that make its key are enough.
    pub label: String,
    /// Which family with this label.
    pub nth: u32,
    /// Places to skip.
    pub offset: u32,
    /// Places to return at most.
    pub limit: u32,
}

/// A wording of a family.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Wording {
    /// As it stands at its first place, on one line; of a long one the beginning.
    pub text: String,
    /// From the first wording to this one, word by word; none for the first.
    pub edits: Vec<Edit>,
    /// Words of the first wording that it leaves out, and words it puts in.
    pub left_out: u32,
    /// See `left_out`.
    pub put_in: u32,
}

/// A place of a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FamilyPlace {
    /// The article.
    pub article: ArticleId,
    /// Its date; `None` for one that stands apart, unranked.
    pub date: Option<Date>,
    /// First byte.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Which wording it has; a number past the last for one whose text is not kept.
    pub wording: u32,
}

/// A family with its places in date order, undated ones last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FamilyAnswer {
    /// What it is.
    pub kind: FamilyKind,
    /// Words of its longest place.
    pub words: u32,
    /// All its places.
    pub total: u32,
    /// Articles that have it.
    pub articles: u32,
    /// Its wordings, by their first places.
    pub wordings: Vec<Wording>,
    /// The requested window.
    pub places: Vec<FamilyPlace>,
}

/// Asks for articles as lists show them.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CardsRequest {
    /// Which, in any order.
    pub articles: Vec<ArticleId>,
}

/// Articles as lists show them.
pub type Cards = Vec<Card>;

/// Asks for groups of copies.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReprintsRequest {
    /// Groups to skip.
    pub offset: u32,
    /// Groups to return at most.
    pub limit: u32,
}

/// An article of a group of copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reprint {
    /// The article.
    pub article: ArticleId,
    /// Hundredths of it that stand in the first of the group.
    pub share: u8,
    /// Hundredths of the first that stand in it.
    pub share_back: u8,
}

/// Groups of copies, the largest first.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReprintsAnswer {
    /// Groups there are.
    pub total: u32,
    /// Articles in them.
    pub articles: u32,
    /// The requested window: each in date order.
    pub groups: Vec<Vec<Reprint>>,
}

/// Asks what of an article stands in other articles too.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SharedRequest {
    /// Its id.
    pub article: String,
}

/// A place of an article whose wording others have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedSpan {
    /// First byte.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The rank of the family among those that are worth a row.
    pub rank: u32,
    /// Articles that have it, this one too.
    pub articles: u32,
}

/// What of an article stands in others, by first byte.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SharedAnswer {
    /// The places; none lies in another that as many articles have.
    pub spans: Vec<SharedSpan>,
}
