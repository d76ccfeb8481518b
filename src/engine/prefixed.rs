//! The letters that Arabic and Hebrew write together before a word: the article, "and", one-letter prepositions. A query
//! with them is an offer, never the answer: the same letters also begin words of their own (`وزير`, `בית`).

use crate::query::edit::with_words;
use crate::query::syntax::{Form, Node, Word};
use crate::query::word_lexer::regex_at;

/// Arabic: and, so; in, like, for, the future; the article, with its own form after "for".
const ARABIC: &str = "[وف]?([بكلس]?(ال)?|لل)";
/// The Arabic article, which a query may have typed.
const ARTICLE: &str = "ال";
/// Hebrew: and; that, when; in, like, for, from; the article.
const HEBREW: &str = "ו?(כש|ש)?[בכלמ]?ה?";
/// Letters of a word that such letters are offered for, at least.
const LEAST_LETTERS: usize = 3;

/// A query's tree in which each Arabic or Hebrew word may have such letters before it; `None` when it has no such word.
pub fn prefixed(node: &Node) -> Option<Node> {
    let mut any = false;
    let other = with_words(node, &mut |run| {
        let word = |word: &Word| match with_prefixes(word, LEAST_LETTERS) {
            Some(pattern) => {
                any = true;
                pattern
            }
            None => word.clone(),
        };
        run.iter().map(word).collect()
    })?;
    any.then_some(other)
}

/// An Arabic or Hebrew word of so many letters as it may stand with such letters before it; `None` for any other.
pub fn with_prefixes(word: &Word, least_letters: usize) -> Option<Word> {
    let is = |from: char, to: char| word.exact.chars().all(|letter| (from..=to).contains(&letter));
    let (prefixes, stem) = if is('\u{621}', '\u{6D3}') {
        let bare = word.surface.strip_prefix(ARTICLE).filter(|bare| bare.chars().count() >= least_letters);
        (ARABIC, bare.unwrap_or(&word.surface))
    } else if is('\u{591}', '\u{5EA}') {
        (HEBREW, word.surface.as_str())
    } else {
        return None;
    };
    if word.form != Form::Plain || word.joined || stem.chars().filter(|c| c.is_alphabetic()).count() < least_letters {
        return None;
    }
    regex_at(&format!("/{prefixes}{stem}/"), 0, &mut Vec::new()).map(|(word, _)| word)
}
