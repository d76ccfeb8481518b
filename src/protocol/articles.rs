//! Articles, asked and answered.

use crate::article::{ArticleId, Block, DateOrigin};
use crate::bundle::Card;
use crate::query::spec::{Hit, QuerySpec};
use serde::{Deserialize, Serialize};

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
