//! Counts of syllables and of neighbouring pairs, taken article by article in bounded memory. It draws no conclusion.

use super::may_join;
use super::piece::{is_letter, pieces};
use foldhash::HashMap;

/// Pairs held at most: past it those seen once are forgotten, as a stream that long repeats what matters.
const MOST_PAIRS: usize = 2_000_000;

/// One letter in so many is Vietnamese in a Vietnamese text, whatever else it quotes; it is one in six of the press.
const VIETNAMESE_OF: u64 = 25;

/// How often a syllable occurs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Syllable {
    /// Times in all.
    pub hits: u32,
    /// Times with a capital.
    pub capitals: u32,
}

/// Counts over a corpus. What is counted depends on the texts and their order alone.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    numbers: HashMap<String, u32>,
    syllables: Vec<Syllable>,
    pairs: HashMap<(u32, u32), u32>,
    total: u64,
    /// Letters that hardly any other language writes, and all letters.
    letters: (u64, u64),
}

impl Counts {
    /// Counts a text. Linear in it.
    pub fn add(&mut self, text: &str) {
        for letter in text.chars().filter(|&letter| is_letter(letter)) {
            self.letters.0 += u64::from(matches!(letter, 'ă' | 'đ' | 'ơ' | 'ư' | '\u{1ea0}'..='\u{1ef9}'));
            self.letters.1 += 1;
        }
        let pieces = pieces(text);
        let mut before: Option<u32> = None;
        for (at, piece) in pieces.iter().enumerate() {
            if !piece.is_syllable_like() {
                before = None;
                continue;
            }
            let number = self.number(&piece.key);
            let syllable = &mut self.syllables[number as usize];
            syllable.hits = syllable.hits.saturating_add(1);
            syllable.capitals = syllable.capitals.saturating_add(u32::from(piece.capital));
            self.total += 1;
            if let Some(before) = before.filter(|_| may_join(&pieces, at)) {
                let pair = self.pairs.entry((before, number)).or_default();
                *pair = pair.saturating_add(1);
            }
            before = Some(number);
        }
        if self.pairs.len() > MOST_PAIRS {
            self.pairs.retain(|_, hits| *hits > 1);
        }
    }

    fn number(&mut self, key: &str) -> u32 {
        if let Some(&number) = self.numbers.get(key) {
            return number;
        }
        let number = self.syllables.len() as u32;
        self.numbers.insert(key.to_owned(), number);
        self.syllables.push(Syllable::default());
        number
    }

    /// Whether the texts are written in syllables, so that what keeps together may be one word.
    pub fn is_syllabic(&self) -> bool {
        let (vietnamese, letters) = self.letters;
        letters > 0 && vietnamese * VIETNAMESE_OF >= letters
    }

    /// Syllables counted.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// What is known of a syllable. Takes an exact key.
    pub fn syllable(&self, key: &str) -> Syllable {
        self.numbers.get(key).map_or_else(Syllable::default, |&number| self.syllables[number as usize])
    }

    /// Times two syllables stand side by side. Takes exact keys.
    pub fn pair(&self, first: &str, second: &str) -> u32 {
        let numbers = self.numbers.get(first).zip(self.numbers.get(second));
        numbers.and_then(|(&first, &second)| self.pairs.get(&(first, second))).copied().unwrap_or(0)
    }
}
