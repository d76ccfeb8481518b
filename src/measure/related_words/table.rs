//! The words that are heard: those that a sample has often enough, with the tokens they are made of. It counts nothing.

use foldhash::HashMap;

/// Words at most, the commonest of the sample.
const WORDS: usize = 8_192;

/// A word that a sample has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The exact keys of its tokens.
    pub keys: Vec<String>,
    /// As it is shown.
    pub text: String,
    /// Times the sample has it.
    pub hits: u32,
    /// How closely its tokens keep together, in thousandths; of two words that overlap the closer one is heard.
    pub cohesion: u32,
    /// It is written with capitals.
    pub is_name: bool,
    /// It is no function word.
    pub says: bool,
}

/// A word that is heard.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub key: String,
    pub text: String,
    pub tokens: Vec<u32>,
    pub cohesion: u32,
    pub is_name: bool,
    pub says: bool,
}

impl Word {
    /// Whether one of two words has all tokens of the other.
    pub fn shares_tokens(&self, other: &Self) -> bool {
        let all_in = |a: &Self, b: &Self| a.tokens.iter().all(|token| b.tokens.contains(token));
        all_in(self, other) || all_in(other, self)
    }
}

/// The words that are heard, the commonest first.
#[derive(Clone, Debug, Default)]
pub struct WordTable {
    pub(super) words: Vec<Word>,
    /// The number of an exact key, from 1.
    numbers: HashMap<String, u32>,
    /// The word of a token alone, by its number.
    single: Vec<Option<u16>>,
    /// The words of several tokens, by the first two.
    runs: HashMap<(u32, u32), Vec<u16>>,
}

impl WordTable {
    /// The table of what a sample has.
    pub fn of(mut candidates: Vec<Candidate>) -> Self {
        candidates.sort_by(|a, b| b.hits.cmp(&a.hits).then_with(|| a.keys.cmp(&b.keys)));
        candidates.truncate(WORDS);
        let mut table = Self { single: vec![None], ..Self::default() };
        for (number, candidate) in (0u16..).zip(candidates) {
            let tokens: Vec<u32> = candidate.keys.iter().map(|key| table.numbered(key)).collect();
            match tokens[..] {
                [token] => table.single[token as usize] = Some(number),
                [first, second, ..] => table.runs.entry((first, second)).or_default().push(number),
                [] => {}
            }
            let Candidate { keys, text, cohesion, is_name, says, .. } = candidate;
            table.words.push(Word { key: keys.join(" "), text, tokens, cohesion, is_name, says });
        }
        table
    }

    fn numbered(&mut self, key: &str) -> u32 {
        if let Some(number) = self.numbers.get(key) {
            return *number;
        }
        let next = self.single.len() as u32;
        self.numbers.insert(key.to_owned(), next);
        self.single.push(None);
        next
    }

    /// Whether no word is heard.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Words that are heard.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// The number of a token by its exact key; 0 for one of no word.
    pub fn token(&self, exact: &str) -> u32 {
        self.numbers.get(exact).copied().unwrap_or(0)
    }

    pub(super) fn single(&self, token: u32) -> Option<u16> {
        self.single.get(token as usize).copied().flatten()
    }

    /// The words of several tokens that may begin with two.
    pub(super) fn beginning(&self, first: u32, second: u32) -> &[u16] {
        self.runs.get(&(first, second)).map_or(&[], Vec::as_slice)
    }
}
