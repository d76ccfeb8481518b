//! Articles, asked and answered.

use crate::article::{Block, DateOrigin};
use crate::bundle::Card;
use crate::query::spec::{Hit, QuerySpec};
use serde::{Deserialize, Serialize};

/// Asks what the corpus is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OverviewRequest;

/// Asks for cards of articles: newest first, undated last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticlesRequest {
    /// Articles to skip.
    pub offset: u32,
    /// Articles to return at most.
    pub limit: u32,
}

/// Asks which articles are called so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FindRequest {
    /// Ids or, where no article has that id, article numbers in digits; in any order.
    pub names: Vec<String>,
}

/// Asks for one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadRequest {
    /// Its id.
    pub article: String,
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
    /// The name of the chunk that holds the article, which is the start of its hash.
    pub chunk: String,
}

/// Cards of articles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArticleList {
    /// All articles there are.
    pub total: u32,
    /// The requested window.
    pub articles: Vec<Card>,
}
