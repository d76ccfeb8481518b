//! What a source says of the words of a text: glosses, which are keys of lemmas and word classes, and where these words
//! stand. It reads no format and knows no key.

use std::collections::HashMap;

/// Bytes of a text in which a listed word is looked for past the one before it.
const WITHIN_BYTES: usize = 160;

/// A word of a text that has glosses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gloss {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Its keys, by their place in [`Glosses::sets`].
    pub set: u32,
}

/// The words of a text that have glosses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glosses {
    /// Keys that one word has, parted by line breaks; each such set once.
    pub sets: Vec<String>,
    /// In order, without overlap.
    pub words: Vec<Gloss>,
}

/// No word has any.
pub static NO_GLOSSES: Glosses = Glosses { sets: Vec::new(), words: Vec::new() };

impl Glosses {
    /// The keys of a set.
    pub fn keys(&self, set: u32) -> impl Iterator<Item = &str> {
        self.sets.get(set as usize).into_iter().flat_map(|keys| keys.split('\n'))
    }

    /// The same after so many bytes were put before the text.
    pub fn shift(&mut self, bytes: u32) {
        for word in &mut self.words {
            (word.start, word.end) = (word.start + bytes, word.end + bytes);
        }
    }
}

/// Words with their glosses as a source lists them, in the order of its text. Where they stand is not known yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// The words end to end.
    forms: String,
    /// Where each ends in `forms`, and its set.
    words: Vec<(u32, u32)>,
    sets: Vec<String>,
    numbers: HashMap<String, u32>,
    /// How many of them are the headline's, which is told apart from the text.
    titled: usize,
}

impl Listed {
    /// Takes a word with its keys, parted by line breaks.
    pub fn push(&mut self, form: &str, keys: String) {
        self.forms.push_str(form.trim());
        let next = self.sets.len() as u32;
        let set = *self.numbers.entry(keys).or_insert_with_key(|keys| {
            self.sets.push(keys.clone());
            next
        });
        self.words.push((self.forms.len() as u32, set));
    }

    /// Says that the words so far are those of the headline.
    pub fn end_title(&mut self) {
        self.titled = self.words.len();
    }

    /// Forgets all words.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The same words with other keys.
    pub fn map(mut self, keys: impl Fn(&str) -> String) -> Self {
        self.sets = self.sets.iter().map(|set| keys(set)).collect();
        self.numbers.clear();
        self
    }

    /// Finds the words in a text, in which `headed` bytes are a headline that was put before it: each at the next place
    /// where it stands. One that does not stand near there has none. Linear in the text.
    pub(super) fn placed(self, text: &str, headed: usize) -> Glosses {
        let mut words = Vec::with_capacity(self.words.len());
        let (mut from, mut at) = (0, 0);
        for (number, &(end, set)) in self.words.iter().enumerate() {
            if number == self.titled {
                at = at.max(headed);
            }
            let form = &self.forms[from..end as usize];
            from = end as usize;
            let until = if number < self.titled && headed > 0 { headed } else { text.len() };
            let reach = text.floor_char_boundary((at + WITHIN_BYTES + form.len()).min(until));
            let Some(found) = text.get(at..reach).filter(|_| !form.is_empty()).and_then(|near| near.find(form)) else {
                continue;
            };
            let start = at + found;
            at = start + form.len();
            if !self.sets[set as usize].is_empty() {
                words.push(Gloss { start: start as u32, end: at as u32, set });
            }
        }
        let sets = if words.is_empty() { Vec::new() } else { self.sets };
        Glosses { sets, words }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Known, extract_known, retitle};

    fn listed(words: &[(&str, &str)], titled: usize) -> Listed {
        let mut listed = Listed::default();
        for (number, (form, keys)) in words.iter().enumerate() {
            if number == titled {
                listed.end_title();
            }
            listed.push(form, (*keys).to_owned());
        }
        listed
    }

    fn check(words: Listed, title: Option<&str>, text: &str, expected: &[(&str, &str)]) {
        let known = Known { title: title.map(str::to_owned), words, ..Known::default() };
        let mut article = extract_known("a", text.to_owned(), known);
        let found = |article: &crate::article::Article| {
            let of = |word: &Gloss| {
                let form = article.text[word.start as usize..word.end as usize].to_owned();
                (form, article.glosses.keys(word.set).collect::<Vec<_>>().join("+"))
            };
            article.glosses.words.iter().map(of).collect::<Vec<_>>()
        };
        let own: Vec<(String, String)> = expected.iter().map(|&(form, keys)| (form.into(), keys.into())).collect();
        assert_eq!(found(&article), own, "{text:?}");
        retitle(&mut article, "Another headline");
        assert_eq!(found(&article), own, "{text:?} under another headline");
    }

    #[test]
    fn words_are_found_in_their_order() {
        let go = [("Boats", "<boat\n=n"), ("go", "<go\n=v"), ("go", "<go\n=n"), ("!", "")];
        check(listed(&go, 0), None, "Boats go, go!\n", &[("Boats", "<boat+=n"), ("go", "<go+=v"), ("go", "<go+=n")]);
        // A word that is not there loses no other.
        check(
            listed(&[("Boats", "<boat"), ("gone", "<go"), ("now", "<now")], 0),
            None,
            "Boats go now.\n",
            &[("Boats", "<boat"), ("now", "<now")],
        );
        // Where the headline stands before the text, its own words are its.
        check(listed(&go[..2], 0), Some("Boats go"), "Boats must go.\n", &[("Boats", "<boat+=n"), ("go", "<go+=v")]);
        let twice = [("Boats", "<boat"), ("Boats", "<boats"), ("rest", "<rest")];
        check(
            listed(&twice, 1),
            Some("Boats"),
            "Boats rest.\n",
            &[("Boats", "<boat"), ("Boats", "<boats"), ("rest", "<rest")],
        );
    }
}
