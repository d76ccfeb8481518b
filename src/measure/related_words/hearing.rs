//! An article as a row of words: its tokens cut into the words of the table, sentence by sentence, and which words it has. It
//! learns nothing.

use super::learn::{FIRST, OTHER, STOP};
use super::table::WordTable;

/// Tokens of a sentence at most; a longer one is cut.
const SENTENCE_TOKENS: usize = 256;

/// What stands before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    Space,
    Sign,
}

/// What is heard, article after article.
#[derive(Clone, Debug)]
pub struct Hearing<'t> {
    table: &'t WordTable,
    sentence: Vec<(u32, Before)>,
    /// Whether the words of this article are kept.
    is_kept: bool,
    heard: Vec<u16>,
    /// Articles that have each word, and the last of them, from 1.
    articles: Vec<u32>,
    last: Vec<u32>,
    article: u32,
}

impl<'t> Hearing<'t> {
    /// Nothing yet.
    pub fn new(table: &'t WordTable) -> Self {
        let none = vec![0; table.len()];
        let (sentence, heard) = (Vec::new(), Vec::new());
        Self { table, sentence, is_kept: false, heard, articles: none.clone(), last: none, article: 0 }
    }

    /// Begins an article; of one that is not kept it is only heard which words it has.
    pub fn begin(&mut self, is_kept: bool) {
        self.article += 1;
        self.is_kept = is_kept;
    }

    /// The next token by its number in the table, with what stands between it and the token before it; `None` where a block
    /// begins.
    pub fn token(&mut self, token: u32, between: Option<&str>) {
        let stops = |c| matches!(c, '.' | '!' | '?' | ';' | ':' | '…' | '。' | '؟' | '।');
        let before = match between {
            Some(" ") => Before::Space,
            Some(between) if !between.contains(stops) => {
                if between.chars().all(char::is_whitespace) {
                    Before::Space
                } else {
                    Before::Sign
                }
            }
            _ => {
                self.end();
                Before::Space
            }
        };
        if self.sentence.len() == SENTENCE_TOKENS {
            self.end();
        }
        self.sentence.push((token, before));
    }

    /// Ends a sentence, and with the last of them an article.
    pub fn end(&mut self) {
        let length = self.sentence.len();
        if length == 0 {
            return;
        }
        // The best cut of what stands before each place: its worth, and the word that ends there with its tokens.
        let mut best: Vec<(u32, Option<(u16, usize)>)> = vec![(0, None); length + 1];
        for at in 0..length {
            if best[at + 1].1.is_none() && best[at + 1].0 <= best[at].0 {
                best[at + 1].0 = best[at].0;
            }
            let token = self.sentence[at].0;
            if let Some(word) = self.table.single(token) {
                self.has(word);
            }
            let Some(&(next, Before::Space)) = self.sentence.get(at + 1) else { continue };
            let table = self.table;
            for &word in table.beginning(token, next) {
                let of = &table.words[usize::from(word)];
                let end = at + of.tokens.len();
                let stands = self.sentence.get(at + 1..end).is_some_and(|rest| {
                    rest.iter().zip(&of.tokens[1..]).all(|(here, of)| *here == (*of, Before::Space))
                });
                if !stands {
                    continue;
                }
                self.has(word);
                let worth = best[at].0 + of.cohesion;
                if worth > best[end].0 {
                    best[end] = (worth, Some((word, of.tokens.len())));
                }
            }
        }
        if self.is_kept {
            self.keep(&best);
        }
        self.sentence.clear();
    }

    /// Notes that this article has a word.
    fn has(&mut self, word: u16) {
        let last = &mut self.last[usize::from(word)];
        if *last != self.article {
            *last = self.article;
            self.articles[usize::from(word)] += 1;
        }
    }

    /// Keeps the words of a sentence by its best cut.
    fn keep(&mut self, best: &[(u32, Option<(u16, usize)>)]) {
        let from = self.heard.len();
        let mut at = self.sentence.len();
        while at > 0 {
            let (word, tokens) = match best[at].1 {
                Some((word, tokens)) => (word + FIRST, tokens),
                None => (self.table.single(self.sentence[at - 1].0).map_or(OTHER, |word| word + FIRST), 1),
            };
            self.heard.push(word);
            at -= tokens;
            if at > 0 && self.sentence[at].1 == Before::Sign {
                self.heard.push(OTHER);
            }
        }
        self.heard[from..].reverse();
        self.heard.push(STOP);
    }

    /// The words that were kept, and how many articles have each word of the table.
    pub fn finish(self) -> (Vec<u16>, Vec<u32>) {
        (self.heard, self.articles)
    }
}
