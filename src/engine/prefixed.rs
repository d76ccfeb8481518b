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
/// The article with what stands before it: all that is read before a word of two letters, which any other letter would
/// make another word of (`بيد`, `שלי`).
const ARABIC_ARTICLE: &str = "([وف]?([بك]?ال|لل))?";
/// The same in Hebrew.
const HEBREW_ARTICLE: &str = "(ו?ה)?";
/// Words of two letters that what looks like the article makes others of: `الله` and `إلي` are no forms of "to him", "to me".
const NEVER_WITH_ARTICLE: [&str; 2] = ["له", "لي"];

/// What is read before a word.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Every such letter; before a word of two letters the article alone, since an offer must not mislead.
    Offered,
    /// Every such letter, for a word that stands nowhere by itself.
    Any,
}

/// A query's tree in which each Arabic or Hebrew word may have such letters before it; `None` when it has no such word.
pub fn prefixed(node: &Node) -> Option<Node> {
    let mut any = false;
    let other = with_words(node, &mut |run| {
        let word = |word: &Word| match with_prefixes(word, Reach::Offered) {
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

/// An Arabic or Hebrew word of two letters or more as it may stand with such letters before it; `None` for any other.
pub fn with_prefixes(word: &Word, reach: Reach) -> Option<Word> {
    let is = |from: char, to: char| word.exact.chars().all(|letter| (from..=to).contains(&letter));
    let letters = |stem: &str| stem.chars().filter(|c| c.is_alphabetic()).count();
    let (stem, all, article) = if is('\u{621}', '\u{6D3}') {
        let bare = word.surface.strip_prefix(ARTICLE).filter(|bare| letters(bare) >= 2);
        (bare.unwrap_or(&word.surface), ARABIC, ARABIC_ARTICLE)
    } else if is('\u{591}', '\u{5EA}') {
        (word.surface.as_str(), HEBREW, HEBREW_ARTICLE)
    } else {
        return None;
    };
    let prefixes = match letters(stem) {
        0 | 1 => return None,
        2 if reach == Reach::Offered && NEVER_WITH_ARTICLE.contains(&stem) => return None,
        2 if reach == Reach::Offered => article,
        _ => all,
    };
    if word.form != Form::Plain || word.joined {
        return None;
    }
    regex_at(&format!("/{prefixes}{stem}/"), 0, &mut Vec::new()).map(|(word, _)| word)
}
