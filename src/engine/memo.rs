//! What an engine keeps between polls beside chunks: evaluated queries, for the polls of one request and for "show more",
//! and the tokens of articles shown lately. All of it can be made again; nothing here is needed for an answer.

use super::found::Found;
use super::protocol::QuerySpec;
use crate::bundle::group::StoredArticle;
use crate::index::placed::{Placed, placed_tokens};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Evaluated queries that are kept.
const QUERIES_KEPT: usize = 8;
/// What they may take together; the latest is kept whatever it takes.
const QUERIES_BYTES: usize = 24 * 1024 * 1024;
/// Tokens of articles that are kept, 16 bytes each.
const TOKENS_KEPT: usize = 512 * 1024;

/// What is kept.
#[derive(Debug, Default)]
pub struct Memo {
    /// The latest last.
    queries: RefCell<Vec<(QuerySpec, Rc<Found>)>>,
    tokens: RefCell<Tokens>,
}

#[derive(Debug, Default)]
struct Tokens {
    count: usize,
    articles: HashMap<u32, Rc<[Placed]>>,
}

impl Memo {
    /// A query that was evaluated lately.
    pub fn found(&self, spec: &QuerySpec) -> Option<Rc<Found>> {
        let mut queries = self.queries.borrow_mut();
        let at = queries.iter().position(|(known, _)| known == spec)?;
        let last = queries.remove(at);
        let found = Rc::clone(&last.1);
        queries.push(last);
        Some(found)
    }

    /// Keeps an evaluated query.
    pub fn keep(&self, spec: &QuerySpec, found: &Rc<Found>) {
        let mut queries = self.queries.borrow_mut();
        queries.push((spec.clone(), Rc::clone(found)));
        let size = |queries: &[(QuerySpec, Rc<Found>)]| queries.iter().map(|(_, found)| found.size_bytes()).sum::<usize>();
        while queries.len() > 1 && (queries.len() > QUERIES_KEPT || size(&queries) > QUERIES_BYTES) {
            queries.remove(0);
        }
    }

    /// The tokens of an article.
    pub fn tokens(&self, number: u32, stored: &StoredArticle) -> Rc<[Placed]> {
        let mut tokens = self.tokens.borrow_mut();
        if let Some(known) = tokens.articles.get(&number) {
            return Rc::clone(known);
        }
        let made: Rc<[Placed]> = placed_tokens(&stored.article.text, &stored.article.blocks).into();
        if tokens.count + made.len() > TOKENS_KEPT {
            *tokens = Tokens::default();
        }
        tokens.count += made.len();
        tokens.articles.insert(number, Rc::clone(&made));
        made
    }
}
