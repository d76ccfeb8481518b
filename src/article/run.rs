//! A run of capitalised words that may be a person's name.
//!
//! It does not know whether it is one: that takes a title, a surname, or the same name elsewhere.

use super::titles::{is_no_name, opens_sentence};
use super::word::{Word, is_space, next_word, write_key};

/// Words that are read; a longer run of capitals holds more than a name.
const LONGEST_RUN: usize = 5;
/// Longest word of a name, in bytes of a decomposed text.
const LONGEST_WORD_BYTES: usize = 40;
/// Longest run, in bytes.
const LONGEST_RUN_BYTES: usize = 400;

/// Where the words of a run end, in bytes from its start.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Run {
    ends: [u16; LONGEST_RUN],
    words: u8,
    /// The last word is an English initial.
    initial: bool,
}

impl Run {
    /// Reads the run that starts with the word `first`: in English with initials, up to a word that no name has; in
    /// Vietnamese up to one that opens a sentence. Looks at a bounded number of words.
    pub fn read(text: &str, first: Word, english: bool, key: &mut String) -> Self {
        let mut run = Self::default();
        let mut word = first;
        while run.words() < LONGEST_RUN && is_name_shaped(word.of(text)) && word.end - first.start <= LONGEST_RUN_BYTES
        {
            write_key(word.of(text), key);
            if english && is_no_name(key) || !english && run.words() >= 3 && opens_sentence(key) {
                break;
            }
            run.ends[run.words()] = (word.end - first.start) as u16;
            let Some(next) = next_word(text, word.end) else {
                run.words += 1;
                break;
            };
            let gap = &text[word.end..next.start];
            run.initial = english && word.end - word.start == 1;
            word = next;
            // `O'Hara` is one word.
            if run.initial && matches!(gap, "'" | "’") {
                run.initial = false;
                continue;
            }
            run.words += 1;
            // The stop after an initial (`John B. Smith`) goes on with the name.
            if !is_space(gap) && !(run.initial && gap.strip_prefix('.').is_some_and(is_space)) {
                break;
            }
        }
        run
    }

    /// Number of words.
    pub fn words(&self) -> usize {
        usize::from(self.words)
    }

    /// Bytes of the whole run.
    pub fn bytes(&self) -> usize {
        self.bytes_of(self.words())
    }

    /// Bytes of its first `words` words.
    pub fn bytes_of(&self, words: usize) -> usize {
        words.min(self.words()).checked_sub(1).map_or(0, |last| usize::from(self.ends[last]))
    }

    /// Keeps the syllables of a Vietnamese name: all of two to four, three of a longer run.
    pub fn keep_name(&mut self) {
        if self.words > 4 {
            self.words = 3;
        }
    }

    /// Drops an initial at the end, which belongs to a part of the name that was not read.
    pub fn drop_initial(&mut self) {
        if self.initial {
            self.words = self.words.saturating_sub(1);
            self.initial = false;
        }
    }
}

/// A capital and then none: a syllable of a name, not an abbreviation.
fn is_name_shaped(word: &str) -> bool {
    let mut chars = word.chars();
    word.len() <= LONGEST_WORD_BYTES
        && chars.next().is_some_and(char::is_uppercase)
        && !chars.any(|c| c.is_uppercase() || c.is_ascii_digit())
}
