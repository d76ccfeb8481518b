//! The tokens of a passage with their keys, as the layers read them. It judges nothing.

use crate::text::{exact_key, raised_bytes, tokens};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::rc::Rc;

/// The tokens of a byte range of a text, with their exact keys. Offsets are in the whole text.
#[derive(Debug)]
pub struct Words<'t> {
    text: &'t str,
    spans: Vec<(usize, usize)>,
    keys: Vec<Rc<str>>,
    start: usize,
    end: usize,
}

/// Exact keys by how a word is written, so that each is made once for many articles. A word has one place, which the word
/// that was asked for last holds: whatever a text is made of, no question takes longer than making a key.
#[derive(Debug, Default)]
pub struct Keys {
    places: Vec<Place>,
    held: usize,
}

/// A word in one number, and its key; 0 is no word's number. What is compared at every word of a corpus lies beside the key.
type Place = (u128, Option<Rc<str>>);

/// Places at first, and at most; a table that is half full is left for one of four times as many.
const FEWEST_PLACES: usize = 1 << 8;
const MOST_PLACES: usize = 1 << 16;
/// Longer words are not held.
const LONGEST_HELD_BYTES: usize = 15;

impl Keys {
    fn key(&mut self, surface: &str) -> Rc<str> {
        if surface.len() > LONGEST_HELD_BYTES {
            return exact_key(surface).into();
        }
        if self.held * 2 >= self.places.len() && self.places.len() < MOST_PLACES {
            let places = (self.places.len() * 4).max(FEWEST_PLACES);
            self.places = vec![(0, None); places];
            self.held = 0;
        }
        let word = numbered(surface);
        let folded = (word ^ (word >> 64)) as u64;
        let at = (folded.wrapping_mul(SPREAD) >> 32) as usize & (self.places.len() - 1);
        if let (held, Some(key)) = &self.places[at]
            && *held == word
        {
            return Rc::clone(key);
        }
        let key: Rc<str> = exact_key(surface).into();
        self.held += usize::from(self.places[at].1.is_none());
        self.places[at] = (word, Some(Rc::clone(&key)));
        key
    }
}

/// The bytes of a short word as one number, behind a bit that tells how many they are.
fn numbered(word: &str) -> u128 {
    word.bytes().fold(1, |number, byte| number << 8 | u128::from(byte))
}

/// An odd number whose bits are spread evenly: what is multiplied by it differs in its upper half.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// A quick hash, eight bytes at a time: for tables that are written in this program. Words of others must not choose where
/// they lie in a table of lists.
#[derive(Clone, Copy, Debug, Default)]
struct Quick(u64);

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        for eight in bytes.chunks(8) {
            let number = eight.iter().fold(0, |number, &byte| number << 8 | u64::from(byte));
            self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(SPREAD);
        }
    }

    // The mark behind a text, which parts it from what follows: a key here is one text.
    fn write_u8(&mut self, _: u8) {}

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}

impl<'t> Words<'t> {
    /// Cuts `text[start..end]`; a range that is not on character boundaries has no words. Linear in the range.
    pub fn of(text: &'t str, start: usize, end: usize) -> Self {
        Self::cut(text, (start, end), &mut Keys::default())
    }

    /// The same, with keys that are made already.
    pub fn cut(text: &'t str, (start, end): (usize, usize), keys: &mut Keys) -> Self {
        let found = tokens(text.get(start..end).unwrap_or(""));
        let spans = found.iter().map(|token| (start + token.start as usize, start + token.end as usize)).collect();
        Self::known(text, (start, end), spans, keys)
    }

    /// The words of a range that was cut before: `spans` are those of its tokens in the whole text.
    pub fn known(text: &'t str, (start, end): (usize, usize), spans: Vec<(usize, usize)>, keys: &mut Keys) -> Self {
        let keys = spans.iter().map(|span| keys.key(&text[span.0..span.1])).collect();
        Self { text, spans, keys, start, end: start + text.get(start..end).unwrap_or("").len() }
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The byte range of a word; of one past the last, the end of the range.
    pub fn span(&self, at: usize) -> (usize, usize) {
        self.spans.get(at).copied().unwrap_or((self.end, self.end))
    }

    /// A word as it stands; empty past the end.
    pub fn surface(&self, at: usize) -> &'t str {
        let (start, end) = self.span(at);
        &self.text[start..end]
    }

    /// A range of the text; empty where it is none.
    pub fn text(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or("")
    }

    /// Its exact key; empty past the end.
    pub fn key(&self, at: usize) -> &str {
        self.keys.get(at).map_or("", |key| &**key)
    }

    /// The key of the word `back` places before `at`; empty before the first.
    pub fn key_before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |before| self.key(before))
    }

    /// What stands between a word and the one before it; empty at either end.
    pub fn gap(&self, at: usize) -> &'t str {
        match at.checked_sub(1) {
            Some(before) if at < self.len() => &self.text[self.spans[before].1..self.spans[at].0],
            _ => "",
        }
    }

    /// The same, and before the first word what the range begins with.
    pub fn before(&self, at: usize) -> &'t str {
        match (at, self.spans.first()) {
            (0, Some(first)) => self.text.get(self.start..first.0).unwrap_or(""),
            _ => self.gap(at),
        }
    }

    /// What stands after a word up to the next, or to the end.
    pub fn after(&self, at: usize) -> &'t str {
        let from = self.span(at).1;
        &self.text[from..self.span(at + 1).0.max(from)]
    }

    /// Whether nothing but white space parts a word from the one before it, and the mark of a note at that.
    pub fn is_spaced(&self, at: usize) -> bool {
        let gap = self.gap(at);
        let gap = if gap.is_ascii() { gap } else { &gap[raised_bytes(gap)..] };
        // A tab parts two cells of a row.
        !gap.is_empty() && gap.chars().all(|c| c.is_whitespace() && c != '\t')
    }

    /// Whether a word opens with a capital.
    pub fn is_capital(&self, at: usize) -> bool {
        self.surface(at).starts_with(char::is_uppercase)
    }

    /// Whether the keys from `at` on are these, parted by white space alone.
    pub fn reads(&self, at: usize, phrase: &str) -> bool {
        phrase.split(' ').enumerate().all(|(n, word)| self.key(at + n) == word && (n == 0 || self.is_spaced(at + n)))
    }

    /// The first word that starts at or after a byte.
    pub fn at_byte(&self, byte: usize) -> usize {
        self.spans.partition_point(|span| span.0 < byte)
    }

    /// The number of words of the longest of these phrases at `at`; `None` when none stands there. The layers ask this at
    /// every word: it costs one look-up where none begins.
    pub fn longest_of(&self, at: usize, phrases: &Phrases) -> Option<usize> {
        let begun = phrases.0.get(self.key(at))?;
        begun.iter().filter(|phrase| self.reads(at, phrase)).map(|phrase| phrase.split(' ').count()).max()
    }
}

/// Phrases of exact keys, by their first word.
#[derive(Debug)]
pub struct Phrases(HashMap<&'static str, Vec<&'static str>, BuildHasherDefault<Quick>>);

impl Phrases {
    /// Sorts phrases whose words are parted by single spaces.
    pub fn of(phrases: &[&'static str]) -> Self {
        let mut by_first: HashMap<&str, Vec<&str>, _> = HashMap::default();
        for phrase in phrases {
            let first = phrase.split(' ').next().unwrap_or(phrase);
            by_first.entry(first).or_default().push(phrase);
        }
        Self(by_first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn held_keys_are_the_keys_of_their_words() {
        let mut keys = Keys::default();
        // More words than places, so that they take one another's, and each of them twice.
        for turn in 0..2 {
            for number in 0..3 * MOST_PLACES {
                let word = format!("Từ{number}");
                assert_eq!(*keys.key(&word), *exact_key(&word), "{word} in turn {turn}");
            }
        }
        assert_eq!(keys.places.len(), MOST_PLACES);
        let long = "Ạ".repeat(LONGEST_HELD_BYTES);
        assert_eq!(*keys.key(&long), *exact_key(&long));
    }
}
