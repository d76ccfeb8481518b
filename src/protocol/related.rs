//! Articles on the topic of another, asked and answered, each with its reasons. It finds nothing.

use crate::bundle::Card;
use serde::{Deserialize, Serialize};

/// Asks which articles are about what an article is about.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RelatedRequest {
    /// Its id.
    pub article: String,
    /// Articles at most.
    pub limit: u32,
}

/// An article on the same topic, with what it has in common with the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// The article.
    pub card: Card,
    /// Telling words of the other that it has, as the other writes them, those that tell most first.
    pub words: Vec<String>,
    /// People that both mention.
    pub people: Vec<String>,
    /// Repeated wordings that both have: the label of each, and which one of that label.
    pub wordings: Vec<(String, u32)>,
}

/// Articles on the topic of another, nearest first; copies of it are none.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RelatedAnswer {
    /// The articles.
    pub articles: Vec<Related>,
}
