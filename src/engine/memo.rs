//! What an engine keeps between polls beside chunks: evaluated queries, for the polls of one request and for "show more",
//! and the tokens of articles shown lately. All of it can be made again; nothing here is needed for an answer.

use super::found::Found;
use super::reading::scanned;
use crate::bundle::group::StoredArticle;
use crate::index::placed::{Placed, Words, placed_tokens};
use crate::protocol::{BlocksMode, QuerySpec};
use crate::query::plan::{Expr, Plan};
use crate::query::scan::{Scanner, TokenHit};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Evaluated queries that are kept.
const QUERIES_KEPT: usize = 8;
/// What they may take together; the latest is kept whatever it takes.
const QUERIES_BYTES: usize = 24 * 1024 * 1024;
/// Tokens of articles that are kept, 20 bytes each.
const TOKENS_KEPT: usize = 512 * 1024;
/// Distinct words of these articles that are kept with their keys.
const WORDS_KEPT: usize = 64 * 1024;

/// What is kept.
#[derive(Debug, Default)]
pub struct Memo {
    /// The latest last.
    queries: RefCell<Vec<(QuerySpec, Rc<Found>)>>,
    texts: RefCell<Texts>,
}

#[derive(Debug, Default)]
struct Texts {
    tokens: usize,
    words: Words,
    articles: HashMap<u32, Rc<Tokenised>>,
}

/// An article's tokens.
#[derive(Debug)]
pub struct Tokenised {
    /// In reading order.
    pub tokens: Vec<Placed>,
    numbers: Vec<u32>,
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
        let size =
            |queries: &[(QuerySpec, Rc<Found>)]| queries.iter().map(|(_, found)| found.size_bytes()).sum::<usize>();
        while queries.len() > 1 && (queries.len() > QUERIES_KEPT || size(&queries) > QUERIES_BYTES) {
            queries.remove(0);
        }
    }

    /// Starts to look for the hits of an expression in article after article.
    pub fn scanning<'p>(&'p self, plan: &'p Plan, expr: &Expr, blocks: BlocksMode) -> Scanning<'p> {
        Scanning { memo: self, scanner: Scanner::of(plan, &Plan::shown_leaves(expr), blocks), words: 0 }
    }
}

/// Looks for hits in article after article.
#[derive(Debug)]
pub struct Scanning<'p> {
    memo: &'p Memo,
    scanner: Scanner<'p>,
    /// Words known when the scanner last saw them: fewer mean that their numbers are others.
    words: usize,
}

impl Scanning<'_> {
    /// The tokens of an article, and the hits among them.
    pub fn hits(&mut self, number: u32, stored: &StoredArticle) -> (Rc<Tokenised>, Vec<TokenHit>) {
        let mut texts = self.memo.texts.borrow_mut();
        let tokenised = texts.tokenised(number, stored);
        if texts.words.len() < self.words {
            self.scanner.forget();
        }
        self.words = texts.words.len();
        let scanned = scanned(stored, &tokenised.tokens);
        let hits = self.scanner.hits(scanned, &tokenised.numbers, &texts.words);
        (tokenised, hits)
    }
}

impl Texts {
    fn tokenised(&mut self, number: u32, stored: &StoredArticle) -> Rc<Tokenised> {
        if let Some(known) = self.articles.get(&number) {
            return Rc::clone(known);
        }
        let article = &stored.article;
        let tokens = placed_tokens(&article.text, &article.blocks);
        if self.tokens + tokens.len() > TOKENS_KEPT || self.words.len() > WORDS_KEPT {
            *self = Self::default();
        }
        self.tokens += tokens.len();
        let numbers = self.words.numbers_of(&article.text, &tokens, &article.glosses);
        let made = Rc::new(Tokenised { tokens, numbers });
        self.articles.insert(number, Rc::clone(&made));
        made
    }
}
