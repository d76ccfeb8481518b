//! What a query found in the whole corpus, as it is kept between polls.

use super::notes::Notes;
use crate::protocol::Total;
use crate::query::evaluate::LeafHits;
use crate::query::plan::Plan;
use crate::query::row::gallop;
use std::collections::HashMap;
use std::rc::Rc;

/// A query evaluated over the whole corpus.
#[derive(Debug)]
pub struct Found {
    /// What was compiled.
    pub plan: Plan,
    /// The articles of each leaf with its hits.
    pub leaves: Vec<Rc<LeafHits>>,
    /// The hits that are shown and counted for `main`, a leaf each; no token twice.
    pub main_hits: Vec<(usize, Rc<LeafHits>)>,
    /// The same for `words`.
    pub words_hits: Vec<(usize, Rc<LeafHits>)>,
    /// Articles of the query as one expression, ascending.
    pub main: Vec<u32>,
    /// Articles that merely hold all the words, ascending; none of `main`.
    pub words: Vec<u32>,
    /// How many copies, which do not count, an article stands for. Empty where copies count each.
    pub stands_for: HashMap<u32, u32>,
    /// What the reader should know of it.
    pub notes: Notes,
}

impl Found {
    /// What it takes in memory, about.
    pub fn size_bytes(&self) -> usize {
        let hits = self.main_hits.iter().chain(&self.words_hits).map(|(_, hits)| hits);
        let lists: usize = self.leaves.iter().chain(hits).map(|hits| hits.size_bytes()).sum();
        lists + (self.main.len() + self.words.len()) * size_of::<u32>()
    }

    /// What a query finds as one expression.
    pub fn total(&self) -> Total {
        total(&self.main, &self.main_hits)
    }

    /// Whether words that another query has not, or not so, have a place in what is found. With `OR` the words that both
    /// have may be all that is found.
    pub fn has_what_differs(&self, other: &Self) -> bool {
        let mut new = self.plan.leaves.iter().zip(&self.leaves).filter(|(leaf, _)| !other.plan.leaves.contains(leaf));
        let found = |article: &u32| self.main.binary_search(article).or(self.words.binary_search(article)).is_ok();
        new.any(|(_, hits)| hits.articles.iter().any(found))
    }

    /// What its words find where they are not one expression: apart from each other.
    pub fn words_total(&self) -> Total {
        total(&self.words, &self.words_hits)
    }
}

/// The hits in some articles.
fn total(articles: &[u32], hits: &[(usize, Rc<LeafHits>)]) -> Total {
    let mut sum = 0;
    for (_, of_leaf) in hits {
        let mut at = 0;
        for article in articles {
            at = gallop(&of_leaf.articles, at, *article);
            if of_leaf.articles.get(at) == Some(article) {
                sum += u64::from(of_leaf.counts[at].hits());
            }
        }
    }
    Total { articles: articles.len() as u32, hits: sum }
}
