//! Words of a corpus that are used alike: they stand among the same words, so that who looks for one may mean the other too.
//!
//! A sample tells which words there are (`table`); every article is heard as a row of these (`hearing`); words that have the
//! same neighbours are found (`learn`). It claims no meaning: opposites are used alike too. docs/MEASURE.md has the recipe.

mod hearing;
mod learn;
mod table;
#[cfg(test)]
mod tests;

pub use hearing::Hearing;
pub use table::{Candidate, WordTable};

use crate::bundle::related_words::RelatedRow;
use learn::{Class, learn};

/// Words that are listed of one, at most.
const LISTED: usize = 6;

impl WordTable {
    /// The words that are used like others, each with these, nearest first; by key. `heard` are the words as they were heard,
    /// in the order of the articles, and `articles` how many have each word.
    pub fn related(&self, heard: Vec<u16>, articles: &[u32]) -> Vec<RelatedRow> {
        let class = |word: &table::Word| match (word.says, word.is_name) {
            (false, _) => Class::Context,
            (true, false) => Class::Word,
            (true, true) => Class::Name,
        };
        let classes: Vec<Class> = self.words.iter().map(class).collect();
        let mut rows = Vec::new();
        for (word, near) in learn(heard, &classes, articles) {
            let of = &self.words[word];
            // `mưa to` is found by a search for `mưa`.
            let others = near.into_iter().filter(|&other| !of.shares_tokens(&self.words[other]));
            let listed = others.map(|other| (self.words[other].text.clone(), articles[other]));
            let words: Vec<_> = listed.take(LISTED).collect();
            if !words.is_empty() {
                rows.push(RelatedRow { key: of.key.clone(), words });
            }
        }
        rows.sort_by(|a, b| a.key.cmp(&b.key));
        rows
    }
}
