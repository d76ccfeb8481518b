//! What articles mention, asked and answered.

use crate::article::ArticleId;
use crate::bundle::Card;
pub use crate::mentions::{Claim, Detail, Kind, Mention};
use crate::query::spec::{Cut, Problem, QuerySpec};
use serde::{Deserialize, Serialize};

/// Asks for everything one article mentions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MentionsRequest {
    /// Its id.
    pub article: String,
}

/// Everything one article mentions.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct MentionsAnswer {
    /// In order of place, then of kind.
    pub mentions: Vec<Mention>,
    /// Of its abbreviations, each once, those whose long form is known: (short, the long form most articles give).
    pub expansions: Vec<(String, String)>,
}

/// Asks for the things of one kind that a corpus mentions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NamesRequest {
    /// Which kind.
    pub kind: Kind,
    /// Rows to skip.
    pub offset: u32,
    /// Rows to return at most.
    pub limit: u32,
}

/// A thing that articles mention.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Name {
    /// Its normal form: a full name, a unit, a month or year, an abbreviation.
    pub key: String,
    /// Articles that mention it.
    pub articles: u32,
    /// Mentions.
    pub hits: u64,
}

/// Things that a corpus mentions, most articles first; of dates, the months and years spoken of in their order.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct NamesAnswer {
    /// Rows there are. The least mentioned of a large corpus are left out, but can be asked for by name.
    pub total: u32,
    /// Articles that mention anything of the kind.
    pub articles: u32,
    /// Mentions of the kind in all.
    pub hits: u64,
    /// The requested window.
    pub names: Vec<Name>,
}

/// Asks where a kind of thing, or one thing, is mentioned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LayerRequest {
    /// Which kind.
    pub kind: Kind,
    /// Which thing, by its normal form; all of the kind without one. A date may be shorter than those it stands for: `2021`
    /// for every day and month of 2021.
    pub name: Option<String>,
    /// Only articles that this query and its filters let pass; an empty one lets all pass.
    pub spec: QuerySpec,
    /// Rows to skip.
    pub offset: u32,
    /// Rows to return at most.
    pub limit: u32,
}

/// A mention in its sentence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LayerRow {
    /// The article.
    pub article: ArticleId,
    /// The mention, with its place in the article's stored text.
    pub mention: Mention,
    /// The sentence as it stands, from `mention.sentence_start` on.
    pub sentence: String,
}

impl LayerRow {
    /// A part of the sentence by its place in the article; empty when it is not in it.
    pub fn part(&self, (start, end): (u32, u32)) -> &str {
        let from = self.mention.sentence_start;
        self.sentence.get(start.saturating_sub(from) as usize..end.saturating_sub(from) as usize).unwrap_or("")
    }
}

/// Where things are mentioned: in article order, then in order of place.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct LayerAnswer {
    /// Articles with such a mention.
    pub articles: u32,
    /// Such mentions in them.
    pub total: u64,
    /// Long forms of the abbreviation asked for, with the articles that give them, most first.
    pub expansions: Vec<(String, u32)>,
    /// The requested window.
    pub rows: Vec<LayerRow>,
    /// The articles of the rows, by number.
    pub cards: Vec<Card>,
    /// What the reader should know of the query.
    pub problems: Vec<Problem>,
    /// Limits that cut it short.
    pub cuts: Vec<Cut>,
}
