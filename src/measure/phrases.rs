//! Wordings and terms found in a sample, counted in the whole corpus: finding needs all tokens at once, counting what was
//! found needs one article at a time.

use super::recurring::recurring;
use super::related_words::WordTable;
use super::sequence::Sequence;
use super::terms::key_terms;
use crate::article::{Article, Date};
use crate::bundle::{KeyTerm, Recurring};
use crate::compounds::{Compounds, Lexicon};
use crate::text::{exact_key, tokens};
use foldhash::HashMap;
use std::ops::Range;

/// Recurring wording and key terms, best first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Wording that recurs in most articles.
    pub recurring: Vec<Recurring>,
    /// Terms that mark the corpus.
    pub key_terms: Vec<KeyTerm>,
}

/// Finds the wordings of articles in date order and counts them there; what is a word of several syllables says the
/// lexicon, or else the articles teach it. Gives those words too, and the words that are heard. Holds all tokens of the articles: some 24 bytes each, and
/// tables over those that recur.
pub fn wordings(articles: &[Article], lexicon: Option<&Lexicon>) -> (Found, Compounds, WordTable) {
    let sequence = Sequence::of(articles);
    let (key_terms, compounds, table) = key_terms(articles, &sequence, lexicon);
    (Found { recurring: recurring(articles, &sequence), key_terms }, compounds, table)
}

/// A token in its article, as a counter needs it.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// Its word's number, see [`Phrases::word`]; 0 for a word of no phrase.
    pub word: u32,
    /// Its block.
    pub block: u32,
    /// First byte in the article's text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// The phrases to count.
#[derive(Clone, Debug, Default)]
pub struct Phrases {
    found: Found,
    words: HashMap<String, u32>,
    /// The words of each.
    phrases: Vec<Vec<u32>>,
    by_first: HashMap<u32, Vec<usize>>,
}

/// How often a phrase occurs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PhraseCount {
    articles: u32,
    hits: u32,
    /// The first article that has it, and its place there in bytes.
    first: Option<(u32, u32, u32)>,
}

impl PhraseCount {
    /// Adds what was counted in later articles.
    pub fn add(&mut self, later: &Self) {
        self.articles += later.articles;
        self.hits += later.hits;
        self.first = self.first.or(later.first);
    }
}

impl Phrases {
    /// The phrases of what was found in a sample.
    pub fn of(found: Found) -> Self {
        let mut out = Self::default();
        for text in found.recurring.iter().map(|r| &r.text).chain(found.key_terms.iter().map(|t| &t.text)) {
            let words: Vec<u32> = tokens(text)
                .iter()
                .map(|token| {
                    let next = out.words.len() as u32 + 1;
                    *out.words.entry(exact_key(token.of(text))).or_insert(next)
                })
                .collect();
            if let Some(first) = words.first() {
                out.by_first.entry(*first).or_default().push(out.phrases.len());
            }
            out.phrases.push(words);
        }
        Self { found, ..out }
    }

    /// Whether there is nothing to count.
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// The number of a word by its exact key; 0 when no phrase has it.
    pub fn word(&self, exact: &str) -> u32 {
        self.words.get(exact).copied().unwrap_or(0)
    }

    /// A counter for articles in their order.
    pub fn counts(&self) -> Vec<PhraseCount> {
        vec![PhraseCount::default(); self.phrases.len()]
    }

    /// Tokens of the longest phrase.
    pub fn longest_tokens(&self) -> usize {
        self.phrases.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// Counts the phrases that begin at some of an article's tokens, of which those outside of title, lead and body are left
    /// out. `here` says which phrases the article is known to have. Linear in the tokens.
    pub fn count(
        &self,
        article: u32,
        (seen, starts): (&[Seen], Range<usize>),
        here: &mut [bool],
        counts: &mut [PhraseCount],
    ) {
        for at in starts.filter(|&at| seen[at].word > 0) {
            for &number in self.by_first.get(&seen[at].word).into_iter().flatten() {
                let phrase = &self.phrases[number];
                let Some(run) = seen.get(at..at + phrase.len()) else { continue };
                let same = run.iter().zip(phrase).all(|(a, b)| a.word == *b && a.block == run[0].block);
                if !same {
                    continue;
                }
                let count = &mut counts[number];
                count.hits += 1;
                count.articles += u32::from(!here[number]);
                here[number] = true;
                count.first = count.first.or(Some((article, run[0].start, run[run.len() - 1].end)));
            }
        }
    }

    /// What was found, with the counts of the whole corpus, best first again. `first` gives the date and the text of the
    /// first article that has a wording.
    ///
    /// # Errors
    /// When an article cannot be brought.
    pub fn counted<E>(
        mut self,
        counts: &[PhraseCount],
        mut first: impl FnMut(u32) -> Result<(Option<Date>, String), E>,
    ) -> Result<Found, E> {
        let (wordings, terms) = counts.split_at(self.found.recurring.len());
        for (wording, count) in self.found.recurring.iter_mut().zip(wordings) {
            (wording.articles, wording.hits) = (count.articles, count.hits);
            if let Some((article, start, end)) = count.first {
                let (date, text) = first(article)?;
                wording.earliest = date.filter(|date| date.sort_key().is_some());
                wording.text = text.get(start as usize..end as usize).unwrap_or(&wording.text).to_owned();
            }
        }
        for (term, count) in self.found.key_terms.iter_mut().zip(terms) {
            (term.articles, term.hits) = (count.articles, count.hits);
        }
        let lengths: Vec<usize> = self.phrases.iter().map(Vec::len).collect();
        let mut order: Vec<usize> = (0..self.found.recurring.len()).collect();
        let score = |at: &usize| {
            let articles = u64::from(self.found.recurring[*at].articles);
            std::cmp::Reverse(articles * articles * lengths[*at] as u64)
        };
        order.sort_by_key(score);
        let recurring = order.into_iter().map(|at| self.found.recurring[at].clone()).collect();
        Ok(Found { recurring, key_terms: self.found.key_terms })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Field, extract};

    /// Counting what was found gives what finding counted, when the sample is the whole corpus.
    #[test]
    fn counts_agree_with_those_of_the_finding() {
        let shared = "Kiểm tra kỹ từng hạng mục, không để xảy ra sai sót.";
        let articles: Vec<Article> = (0..5)
            .map(|n| {
                let text = format!("Hội chợ lần {n}\n\nThư viện mở cửa. Ông Trần Văn Nam tới Trung tâm Thư viện.\n\n{shared}\n\nThư viện {n}, thư viện.\n");
                extract(&format!("{n}.txt"), text)
            })
            .collect();
        let (found, ..) = wordings(&articles, None);
        assert!(!found.recurring.is_empty() && !found.key_terms.is_empty());
        // In a longer name too, as who searches finds it.
        let library = found.key_terms.iter().find(|term| term.text == "thư viện").expect("the term");
        assert_eq!((library.articles, library.hits), (5, 20));
        let phrases = Phrases::of(found.clone());
        let mut counts = phrases.counts();
        for (number, article) in articles.iter().enumerate() {
            let mut seen = Vec::new();
            for (n, block) in article.blocks.iter().enumerate().filter(|(_, b)| b.field() != Field::Aside) {
                let text = block.of(&article.text);
                seen.extend(tokens(text).iter().map(|token| Seen {
                    word: phrases.word(&exact_key(token.of(text))),
                    block: n as u32,
                    start: block.start + token.start,
                    end: block.start + token.end,
                }));
            }
            // As of a large article, in two goes.
            let (mut here, middle) = (vec![false; counts.len()], seen.len() / 2);
            for starts in [0..middle, middle..seen.len()] {
                phrases.count(number as u32, (&seen, starts), &mut here, &mut counts);
            }
        }
        let first = |number: u32| {
            let article = &articles[number as usize];
            Ok::<_, ()>((article.date, article.text.clone()))
        };
        assert_eq!(phrases.counted(&counts, first).unwrap(), found);
    }
}
