//! What a corpus says of its words, as terms of the index: lemmas and word classes, each kind under a sign that no token
//! begins with. They stand at the tokens of their words, and in no list of words.

use super::placed::Placed;
use super::term_key;
use crate::article::Glosses;
use crate::text::exact_key;

/// A kind of gloss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GlossKind {
    /// The form of a word that a dictionary has.
    Lemma,
    /// The class of a word.
    Class,
}

/// The first characters of glosses.
pub const SIGNS: [char; 2] = ['<', '='];

impl GlossKind {
    /// The first character of its keys.
    pub fn sign(self) -> char {
        SIGNS[self as usize]
    }
}

/// Whether a term is a gloss.
pub fn is_gloss(key: &str) -> bool {
    key.starts_with(SIGNS)
}

/// The exact key of a gloss; nothing of one that says nothing. Blanks and underscores are the same: a lemma of several
/// words is written with either.
pub fn gloss_key(kind: GlossKind, value: &str) -> Option<String> {
    let blank = |letter: char| letter.is_whitespace() || letter == '_';
    let words: Vec<String> = value.split(blank).filter(|word| !word.is_empty()).map(exact_key).collect();
    (!words.is_empty()).then(|| term_key(format!("{}{}", kind.sign(), words.join(" "))))
}

/// The glosses of tokens, which are asked for in their order. Those of a word stand at the first token that it takes part in.
#[derive(Clone, Debug)]
pub struct Glossing<'g> {
    glosses: &'g Glosses,
    next: usize,
}

impl<'g> Glossing<'g> {
    /// Begins at the beginning.
    pub fn of(glosses: &'g Glosses) -> Self {
        Self { glosses, next: 0 }
    }

    /// The keys at a token, each once.
    pub fn keys(&mut self, token: &Placed) -> Vec<&'g str> {
        let mut keys = Vec::new();
        while let Some(word) = self.glosses.words.get(self.next).filter(|word| word.start < token.end) {
            if word.end > token.start {
                for key in self.glosses.keys(word.set) {
                    if !keys.contains(&key) {
                        keys.push(key);
                    }
                }
            }
            self.next += 1;
        }
        keys
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Gloss, extract};
    use crate::index::placed::placed_tokens;

    #[test]
    fn keys_have_one_form() {
        let check = |value: &str, expected: Option<&str>| {
            assert_eq!(gloss_key(GlossKind::Lemma, value).as_deref(), expected, "{value}");
        };
        check("Gehen", Some("<gehen"));
        check(" hoà_bình ", Some("<hòa bình"));
        check("_", None);
        assert_eq!(gloss_key(GlossKind::Class, "NOUN").as_deref(), Some("=noun"));
        assert!(is_gloss("<a") && is_gloss("=a") && !is_gloss("a"));
    }

    #[test]
    fn glosses_stand_at_the_first_token_of_their_words() {
        let text = "Don't (an ninh) now";
        let blocks = extract("a", text.to_owned()).blocks;
        let sets = ["<do", "<not", "=punct", "<an ninh", "<now\n=adv"].map(str::to_owned).to_vec();
        let word = |start: u32, end: u32, set: u32| Gloss { start, end, set };
        let words = vec![word(0, 2, 0), word(2, 5, 1), word(6, 7, 2), word(7, 14, 3), word(16, 19, 4)];
        let glosses = Glosses { sets, words };
        let mut glossing = Glossing::of(&glosses);
        let found: Vec<_> = placed_tokens(text, &blocks)
            .iter()
            .map(|token| (&text[token.start as usize..token.end as usize], glossing.keys(token)))
            .collect();
        let expected =
            [("Don't", vec!["<do", "<not"]), ("an", vec!["<an ninh"]), ("ninh", vec![]), ("now", vec!["<now", "=adv"])];
        assert_eq!(found, expected);
    }
}
