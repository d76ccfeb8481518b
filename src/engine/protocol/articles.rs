//! Articles and the overview, asked and answered.

use super::{Hit, QuerySpec};
use crate::article::{ArticleId, Block, Date, DateOrigin};
use serde::{Deserialize, Serialize};

/// What is known of an article without its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Its number in this bundle.
    pub article: ArticleId,
    /// Its stable id; links use it.
    pub id: String,
    /// Its headline, or its first sentence.
    pub title: String,
    /// The title is its first sentence.
    pub untitled: bool,
    /// When it was published.
    pub date: Option<Date>,
    /// When its file was made, where nothing tells when it was published.
    pub file_date: Option<Date>,
    /// Who published it.
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The publisher's section it stood in.
    pub category: Option<String>,
    /// Who wrote it, as its source says.
    pub author: Option<String>,
    /// Its length in title, lead and body.
    pub length_tokens: u32,
}

/// Asks for one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadRequest {
    /// Which.
    pub article: ArticleId,
    /// Whose hits to mark; an empty query marks none.
    pub spec: QuerySpec,
}

/// An article in full.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FullArticle {
    /// What it is.
    pub card: Card,
    /// Its stored text.
    pub text: String,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// Where its date comes from; `None` without one.
    pub date_origin: Option<DateOrigin>,
    /// The people it names.
    pub people: Vec<String>,
}

/// One article with the hits of a query.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadAnswer {
    /// The article.
    pub article: FullArticle,
    /// In reading order. The same hits that were counted.
    pub hits: Vec<Hit>,
}

/// Cards of articles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArticleList {
    /// All articles there are.
    pub total: u32,
    /// The requested window.
    pub articles: Vec<Card>,
}

/// What the corpus is.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Overview {
    /// Its name.
    pub title: String,
    /// A sentence or two about it, by its maker.
    pub about: String,
    /// Whom to write to.
    pub contact: String,
    /// Hash of everything packed, 16 hex digits; keys of stored settings and links carry it.
    pub corpus: String,
    /// Articles.
    pub articles: u32,
    /// Tokens in title, lead and body.
    pub tokens: u64,
    /// Earliest and latest date of an article.
    pub span: Option<(Date, Date)>,
    /// Articles without a full date (none, or no year).
    pub undated: u32,
    /// Articles per month (`2021-01`) or year (`2021`), ascending, without empty periods.
    pub periods: Vec<(Date, u32)>,
    /// Articles per source, most first. Articles without one are not listed.
    pub sources: Vec<(String, u32)>,
    /// Wording that recurs in most articles.
    pub recurring: Vec<Recurring>,
    /// Terms that mark this corpus, as words to search.
    pub key_terms: Vec<KeyTerm>,
    /// People by number of articles, most first.
    pub people: Vec<(String, u32)>,
    /// Example queries made from this corpus.
    pub examples: Vec<String>,
}

/// A wording that recurs across articles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recurring {
    /// As it stands in its earliest article.
    pub text: String,
    /// Articles that have it.
    pub articles: u32,
    /// Times it occurs.
    pub hits: u32,
    /// The earliest dated article that has it.
    pub earliest: Option<Date>,
}

/// A word or phrase that marks a corpus.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeyTerm {
    /// As most often written.
    pub text: String,
    /// Articles that have it.
    pub articles: u32,
    /// Times it occurs.
    pub hits: u32,
}
