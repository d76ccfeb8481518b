//! Completions of several words: names, key terms and recurring wording of the overview that begin as what was typed. It
//! reads no index.

use crate::query::lexer::is_operator;
use crate::sort;
use crate::text::{Token, exact_key, fold_key, tokens};

/// Words before the caret that a completion may begin with.
const WORDS_LIMIT: usize = 6;
/// Words of a completion: a longer wording is a sentence, not a query.
const PHRASE_LIMIT: usize = 8;

/// A completion and what it takes the place of: from this byte of the query on.
pub struct Phrase<'o> {
    /// The whole of it.
    pub text: &'o str,
    /// Where what was typed of it begins.
    pub start: usize,
    /// Articles that have it.
    pub articles: u32,
}

/// A word as it is compared: with marks where it was typed with marks.
fn key(word: &str, marked: bool) -> String {
    let exact = exact_key(word);
    if marked { exact } else { fold_key(&exact) }
}

/// Whether a phrase begins with these words, the last of which may be unfinished, and goes on.
fn begins(phrase: &str, typed: &[&str]) -> bool {
    let words = tokens(phrase);
    let Some((last, whole)) = typed.split_last() else { return false };
    let agrees = |word: &str, typed: &str, is_last: bool| {
        let exact = exact_key(typed);
        let marked = fold_key(&exact) != exact;
        let (word, typed) = (key(word, marked), key(typed, marked));
        if is_last { word.starts_with(&typed) } else { word == typed }
    };
    (2..=PHRASE_LIMIT).contains(&words.len())
        && words.len() >= typed.len()
        && whole.iter().zip(&words).all(|(typed, word)| agrees(word.of(phrase), typed, false))
        && agrees(words[whole.len()].of(phrase), last, true)
}

/// Completions of what ends with the token at the caret, most articles first; one that begins with more of what was typed
/// comes before one that begins with less.
pub fn phrases<'o>(
    known: impl Iterator<Item = (&'o str, u32)> + Clone,
    query: &str,
    found: &[Token],
    (at, caret): (usize, usize),
) -> Vec<Phrase<'o>> {
    let parted = |pair: &[Token]| {
        let gap = &query[pair[0].end as usize..pair[1].start as usize];
        gap.chars().all(char::is_whitespace) && !is_operator(pair[0].of(query))
    };
    let run = 1 + found[..=at].windows(2).rev().take(WORDS_LIMIT - 1).take_while(|pair| parted(pair)).count();
    let mut all: Vec<Phrase<'o>> = Vec::new();
    for first in at + 1 - run..=at {
        let ends = |place: usize| if place == at { caret } else { found[place].end as usize };
        let typed: Vec<&str> = (first..=at).map(|place| &query[found[place].start as usize..ends(place)]).collect();
        let start = found[first].start as usize;
        let new = |all: &[Phrase<'o>], text: &str| all.iter().all(|one| one.text != text);
        let mut fits: Vec<Phrase<'o>> = Vec::new();
        for (text, articles) in known.clone().filter(|(text, _)| begins(text, &typed)) {
            if new(&all, text) && new(&fits, text) {
                fits.push(Phrase { text, start, articles });
            }
        }
        sort::by_key(&mut fits, |one| u32::MAX - one.articles);
        all.append(&mut fits);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_begin_as_typed() {
        let known =
            [("Nguyễn Văn An", 9), ("an ninh trật tự", 5), ("an ninh mạng", 7), ("ăn nên làm ra", 3), ("An", 2)];
        let check = |query: &str, expected: &[&str]| {
            let found = tokens(query);
            let all = phrases(known.iter().copied(), query, &found, (found.len() - 1, query.len()));
            let completed: Vec<String> = all.iter().map(|one| [&query[..one.start], one.text].concat()).collect();
            assert_eq!(completed, expected, "{query}");
        };
        check("an", &["an ninh mạng", "an ninh trật tự", "ăn nên làm ra"]);
        check("ăn", &["ăn nên làm ra"]);
        check("an ninh t", &["an ninh trật tự"]);
        check("AN NINH TR", &["an ninh trật tự"]);
        check("bảo vệ an nin", &["bảo vệ an ninh mạng", "bảo vệ an ninh trật tự"]);
        check("bầu OR nguyen v", &["bầu OR Nguyễn Văn An"]);
        check("\"nguyen", &["\"Nguyễn Văn An"]);
        check("an, ninh", &[]);
        check("vùng", &[]);
    }
}
