//! A run of capitalised words that may be a person's name.
//!
//! It does not know whether it is one: that takes a title, a surname, or the same name elsewhere.

use super::names::is_no_person;
use super::particle::is_korean_syllable;
use super::titles::{is_no_name, is_vietnamese, opens_sentence};
use super::word::{Word, hyphened, is_space, next_word, write_key};

/// Words that are read; a longer run of capitals holds more than a name.
const LONGEST_RUN: usize = 5;
/// The same of a foreign name.
const LONGEST_FOREIGN: usize = 4;
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
        let whole = |word: Word| if english { hyphened(text, word) } else { word };
        let mut word = whole(first);
        while run.words() < LONGEST_RUN && is_name_shaped(word.of(text)) && word.end - first.start <= LONGEST_RUN_BYTES
        {
            write_key(word.of(text), key);
            if english && is_no_name(key) || !english && run.words() >= 3 && opens_sentence(key) {
                break;
            }
            run.ends[run.words()] = (word.end - first.start) as u16;
            run.initial = english && word.end - word.start == 1;
            let Some(next) = next_word(text, word.end) else {
                run.words += 1;
                break;
            };
            let gap = &text[word.end..next.start];
            word = whole(next);
            // `O'Hara` is one word.
            if run.initial && matches!(gap, "'" | "’") {
                run.initial = false;
                continue;
            }
            run.words += 1;
            // The stop after an initial (`John B. Smith`) goes on with the name.
            if !(is_space(gap) || run.initial && gap.strip_prefix('.').is_some_and(is_space)) {
                break;
            }
        }
        run
    }

    /// Reads a foreign name that starts with the word `first`: two to four words with capitals and without the letters that
    /// only Vietnamese has, small words of names (`van`, `bin`) and initials between them. It ends before a club, a company
    /// and what no name has; a first word of that kind reads nothing.
    pub fn read_foreign(text: &str, first: Word, key: &mut String) -> Self {
        let mut run = Self::default();
        let mut word = hyphened(text, first);
        while run.words() < LONGEST_FOREIGN && word.end - first.start <= LONGEST_RUN_BYTES {
            let surface = word.of(text);
            let particle = matches!(
                surface,
                "van"
                    | "von"
                    | "de"
                    | "der"
                    | "den"
                    | "al"
                    | "bin"
                    | "bint"
                    | "ibn"
                    | "da"
                    | "das"
                    | "dos"
                    | "do"
                    | "del"
                    | "della"
                    | "di"
                    | "du"
                    | "el"
                    | "la"
                    | "le"
                    | "ter"
                    | "ten"
                    | "zu"
                    | "af"
                    | "y"
            );
            write_key(surface, key);
            let initial = surface.len() == 1 && surface.chars().all(char::is_uppercase);
            let named = (is_name_shaped(surface) || is_scottish(surface)) && !is_vietnamese(surface);
            let stops = is_no_person(key) || is_no_name(key) || run.words() > 0 && opens_sentence(key);
            if !(particle && run.words() > 0) && (!named || stops && !initial) {
                break;
            }
            // A small word ends no name: it counts with the capital after it.
            let end = (word.end - first.start) as u16;
            if !particle {
                run.ends[run.words()] = end;
                run.words += 1;
                run.initial = initial;
            }
            let Some(next) = next_word(text, word.end) else { break };
            let gap = &text[word.end..next.start];
            let joined =
                is_space(gap) || matches!(gap, "'" | "’") || initial && gap.strip_prefix('.').is_some_and(is_space);
            if !joined || next.number {
                break;
            }
            word = hyphened(text, next);
        }
        run.drop_initial();
        run
    }

    /// Reads a Korean name that starts with the word `first`, a family name of Korea. Two syllables follow it that a hyphen
    /// joins, the second of them small as well (`Kim Jong-un`); where `titled` also two syllables apart (`Park Hang Seo`).
    pub fn read_korean(text: &str, first: Word, titled: bool) -> Self {
        let mut run = Self::default();
        let syllable = |word: &Word| is_korean_syllable(word.of(text));
        let next = next_word(text, first.end).filter(|next| is_space(&text[first.end..next.start]) && syllable(next));
        let Some(second) = next.filter(|next| is_name_shaped(next.of(text))) else { return run };
        let Some(third) = next_word(text, second.end).filter(syllable) else { return run };
        let gap = &text[second.end..third.start];
        let capital = is_name_shaped(third.of(text));
        let hyphened =
            matches!(gap, "-" | "‑") && (capital || third.of(text).bytes().all(|byte| byte.is_ascii_lowercase()));
        let ends = |end: usize| (end - first.start) as u16;
        if hyphened && !text[third.end..].starts_with('-') {
            (run.ends[0], run.ends[1], run.words) = (ends(first.end), ends(third.end), 2);
        } else if titled && capital && is_space(gap) {
            (run.ends[0], run.ends[1], run.ends[2], run.words) =
                (ends(first.end), ends(second.end), ends(third.end), 3);
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

/// `McNally`, `O'Hara` in one word.
fn is_scottish(word: &str) -> bool {
    word.strip_prefix("Mc").or_else(|| word.strip_prefix("Mac")).is_some_and(is_name_shaped)
}

/// A capital and then none, in each part that a hyphen joins: a syllable of a name, not an abbreviation.
fn is_name_shaped(word: &str) -> bool {
    word.split(['-', '\u{2010}', '\u{2011}']).all(is_syllable_shaped)
}

fn is_syllable_shaped(word: &str) -> bool {
    let mut chars = word.chars();
    word.len() <= LONGEST_WORD_BYTES
        && chars.next().is_some_and(char::is_uppercase)
        && !chars.any(|c| c.is_uppercase() || c.is_ascii_digit())
}
