//! Which articles a text is most likely from, by the rarest of its words: where long parts of it come from a few look-ups tell.
//! It reads no article.

use super::candidates::{FIELDS, asked_for, resolved};
use super::windows::SURE;
use crate::bundle::Section;
use crate::bundle::error::Result;
use crate::compare::Side;
use crate::engine::cache::Access;
use crate::engine::lists::Lists;
use crate::index::term_key;
use crate::query::slot::Slot;
use crate::sort;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Words of a stretch that are looked up.
const RAREST: usize = 3;
/// Of these an article has two at least.
const LEAST: u32 = 2;
/// Articles at most.
const ARTICLES: usize = 24;
/// A word that more than one of so many articles have tells little.
const TELLING_OF: u32 = 8;
/// Whatever the corpus, one that so many have may be looked up.
const TELLING_ARTICLES: u32 = 64;

/// Which eight words in a row of a text stand as they are in an article that was read.
#[derive(Debug)]
pub struct Explained {
    /// For each word whether the eight from it on do.
    from: Vec<bool>,
}

impl Explained {
    /// None of so many words.
    pub fn none(words: usize) -> Self {
        Self { from: vec![false; words] }
    }

    /// Adds a run of words that an article has.
    pub fn add(&mut self, run: Range<usize>) {
        let end = (run.end + 1).saturating_sub(SURE).min(self.from.len());
        if let Some(from) = self.from.get_mut(run.start..end.max(run.start)) {
            from.fill(true);
        }
    }

    /// Whether every eight words in a row of these do; not where there are fewer.
    pub fn holds(&self, words: Range<usize>) -> bool {
        let ends = (words.end + 1).saturating_sub(SURE);
        words.start < ends && self.from.get(words.start..ends).is_some_and(|from| from.iter().all(|one| *one))
    }

    /// Which words are in no such eight.
    fn open(&self) -> Vec<bool> {
        let mut since = SURE;
        let open = |&from: &bool| {
            since = if from { 0 } else { since + 1 };
            since >= SURE
        };
        self.from.iter().map(open).collect()
    }
}

/// The articles that have most of the rarest words of a text which are not explained, these first; `None` while chunks are
/// missing. The text is cut into stretches of so many words, and of each a few are looked up.
///
/// # Errors
/// When the bundle is damaged.
pub fn likely(access: &Access<'_>, side: &Side, explained: &Explained, stretch: usize) -> Result<Option<Vec<u32>>> {
    let Some(common) = access.common() else { return Ok(None) };
    let most = (access.root().counts.articles / TELLING_OF).max(TELLING_ARTICLES);
    let df = |word: usize| common.get(&side.folds[word]).copied().unwrap_or(0);
    // Where each word is looked up: of words as rare as each other those cost least that stand together.
    let terms = side.folds.distinct.iter().map(|key| access.place_of_key(Section::Entries, &term_key(key.clone())));
    let terms: Vec<Option<usize>> = terms.collect();
    if access.is_missing() {
        return Ok(None);
    }
    let of = |word: usize| Some((df(word), terms[side.folds.numbers[word] as usize])).filter(|(df, _)| *df <= most);
    let stretches = stretches(side, &explained.open(), stretch, &of);
    let Some(terms) = resolved(access, side, stretches.concat().into_iter())? else { return Ok(None) };
    let exacts = |words: &[usize]| words.iter().map(|&word| &side.exacts[word]).collect::<Vec<_>>();
    if !asked_for(access, &terms, exacts(&stretches.concat()).into_iter())? {
        return Ok(None);
    }
    let lists = Lists::bare(access);
    let mut votes: HashMap<u32, u32> = HashMap::new();
    for words in &stretches {
        let mut having: HashMap<u32, u32> = HashMap::new();
        for word in exacts(words) {
            let mut articles = HashSet::new();
            for field in 0..FIELDS {
                let slot = Slot::open(terms.get(word).into_iter().flatten(), field, &lists)?;
                articles.extend(slot.articles().iter().copied());
            }
            articles.into_iter().for_each(|article| *having.entry(article).or_default() += 1);
        }
        having.retain(|_, count| *count >= LEAST);
        having.into_iter().for_each(|(article, count)| *votes.entry(article).or_default() += count);
    }
    let mut votes: Vec<(u32, u32)> = votes.into_iter().collect();
    sort::by_key(&mut votes, |&(article, count)| (Reverse(count), article));
    Ok(Some(votes.into_iter().take(ARTICLES).map(|(article, _)| article).collect()))
}

/// What is known of a word that may be looked up: how many articles have it, and the chunk that tells where.
type Known = (u32, Option<usize>);

/// Of each stretch of a text its rarest words, each once; of those that are as rare the ones of chunks that are looked into
/// anyway, else the first.
fn stretches(side: &Side, open: &[bool], length: usize, known: &dyn Fn(usize) -> Option<Known>) -> Vec<Vec<usize>> {
    let mut stretches = Vec::new();
    let mut chunks = HashSet::new();
    for start in (0..open.len()).step_by(length) {
        let words = start..(start + length).min(open.len());
        if words.clone().filter(|&word| open[word]).count() < SURE {
            continue;
        }
        let mut rest: Vec<(Known, usize)> =
            words.filter(|&word| open[word]).filter_map(|word| Some((known(word)?, word))).collect();
        let mut rarest = Vec::new();
        while rarest.len() < RAREST {
            let next = rest.iter().min_by_key(|((df, chunk), word)| (*df, !chunks.contains(chunk), *word));
            let Some(&((_, chunk), word)) = next else { break };
            chunks.insert(chunk);
            rest.retain(|(_, other)| side.exacts.numbers[*other] != side.exacts.numbers[word]);
            rarest.push(word);
        }
        if rarest.len() >= LEAST as usize {
            stretches.push(rarest);
        }
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::plain;
    use crate::compare::Text;

    #[test]
    fn eight_words_in_a_row_are_explained_by_one_run() {
        let mut explained = Explained::none(30);
        explained.add(2..12);
        explained.add(12..20);
        explained.add(22..29);
        assert!(explained.holds(2..12) && explained.holds(3..11) && explained.holds(12..20));
        assert!(!explained.holds(1..9) && !explained.holds(2..20) && !explained.holds(5..13), "two runs are no one");
        assert!(!explained.holds(4..8) && !explained.holds(22..29) && !explained.holds(25..40));
        let open: Vec<usize> = (0..30).zip(explained.open()).filter(|(_, open)| *open).map(|(word, _)| word).collect();
        assert_eq!(open, [0, 1, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29]);
    }

    #[test]
    fn the_rarest_words_that_are_open_are_looked_up_once() {
        let article = plain("", (0..40).map(|word| format!("w{} ", word % 20)).collect());
        let text = Text::of(&article);
        let mut explained = Explained::none(40);
        explained.add(0..8);
        // The higher its number, the rarer a word; the rarest is not looked up, for the corpus has too many of it.
        let df = |word: usize| (word % 20 < 19).then_some((20 - word as u32 % 20, Some(word)));
        assert_eq!(stretches(&text.side, &explained.open(), 32, &df), [vec![18, 17, 16], vec![38, 37, 36]]);
        explained.add(0..30);
        assert_eq!(stretches(&text.side, &explained.open(), 32, &df), [vec![38, 37, 36]], "two words are too few");
    }

    #[test]
    fn of_words_as_rare_as_each_other_those_are_looked_up_that_stand_together() {
        let article = plain("", (0..20).map(|word| format!("w{word} ")).collect());
        let text = Text::of(&article);
        let known = |word: usize| Some((u32::from(word == 0) * 9, Some(word % 4)));
        assert_eq!(stretches(&text.side, &[true; 20], 20, &known), [[1, 5, 9]]);
        assert_eq!(stretches(&text.side, &[true; 20], 10, &known), [vec![1, 5, 9], vec![13, 17, 10]]);
    }
}
