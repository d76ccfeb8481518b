//! How the hits of an article are found, for concordance lines and their sort keys.

use super::memo::{Scanning, Tokenised};
use crate::bundle::group::StoredArticle;
use crate::index::placed::Placed;
use crate::protocol::ConcordanceRequest;
use crate::query::scan::{Scanned, TokenHit};
use std::cell::RefCell;
use std::rc::Rc;

/// How the hits of an article are found and shown.
#[derive(Debug)]
pub struct Reading<'r> {
    /// Finds them.
    pub scanning: RefCell<Scanning<'r>>,
    /// What is asked.
    pub request: &'r ConcordanceRequest,
}

impl Reading<'_> {
    /// The hits in an article, in reading order.
    pub fn hits(&self, article: u32, stored: &StoredArticle) -> (Rc<Tokenised>, Vec<TokenHit>) {
        self.scanning.borrow_mut().hits(article, stored)
    }
}

/// An article as the scan takes it.
pub fn scanned<'a>(stored: &'a StoredArticle, tokens: &'a [Placed]) -> Scanned<'a> {
    let article = &stored.article;
    Scanned { text: &article.text, blocks: &article.blocks, tokens, glosses: &article.glosses }
}
