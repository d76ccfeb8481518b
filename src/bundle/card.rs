//! The card of an article: what a list shows of it, as its group stores it.

use crate::article::{ArticleId, Date};
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
