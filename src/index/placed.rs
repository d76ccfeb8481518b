//! An article's tokens with their positions: the one numbering that the index, the highlighter and the lines share.

use super::{BLOCK_GAP, term_key};
use crate::article::{Block, Field};
use crate::text::{Token, aliases, exact_key, fold_key, parts, tokens};
use std::collections::HashMap;

/// A token in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// First byte in the article's text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Its number in the article, see [`BLOCK_GAP`].
    pub position: u32,
    /// Its block, as an index into the article's blocks.
    pub block: u32,
}

/// The tokens of an article, in reading order. Linear in the length of the text.
pub fn placed_tokens(text: &str, blocks: &[Block]) -> Vec<Placed> {
    let mut placed = Vec::with_capacity(text.len() / 5);
    let mut position = 0;
    for (number, block) in blocks.iter().enumerate() {
        for token in tokens(block.of(text)) {
            let Token { start, end, .. } = token;
            placed.push(Placed { start: block.start + start, end: block.start + end, position, block: number as u32 });
            position += 1;
        }
        position += BLOCK_GAP;
    }
    placed
}

/// Tokens in the fields that count by default: title, lead and body.
pub fn length_tokens(placed: &[Placed], blocks: &[Block]) -> u32 {
    placed.iter().filter(|p| blocks[p.block as usize].field() != Field::Aside).count() as u32
}

/// The keys a token is found under: its exact key first, then the other keys of a number, and the parts of a joined word.
pub fn keys_of(surface: &str) -> Vec<String> {
    let exact = term_key(exact_key(surface));
    let more = further_keys(&exact, surface.starts_with(char::is_uppercase));
    let mut keys = vec![exact];
    for key in more.into_iter().map(term_key) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

/// The keys of an exact key beside itself. `capital` tells that the token begins with a capital letter.
fn further_keys(exact: &str, capital: bool) -> Vec<String> {
    let numbers = aliases(exact);
    if !numbers.is_empty() || !exact.contains('\'') {
        return numbers;
    }
    parts(exact, capital).into_iter().map(str::to_owned).collect()
}

/// The keys beside itself under which a token of this exact key may be found, whatever its case: of two keys of a token
/// one is always among those of the other.
pub fn may_also_be(exact: &str) -> Vec<String> {
    further_keys(exact, true).into_iter().map(term_key).collect()
}

/// A key that a token is found under, with the fold key whose entry has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The exact key.
    pub exact: String,
    /// The fold key where it is another.
    folded: Option<Box<str>>,
    /// Letters of the token before those of the key, which is a part of it.
    letters_before: usize,
}

impl Key {
    /// Takes an exact key.
    pub fn of(exact: String) -> Self {
        let folded = (!exact.is_ascii()).then(|| term_key(fold_key(&exact)).into_boxed_str());
        Self { exact, folded, letters_before: 0 }
    }

    /// The keys that a token is found under, as [`keys_of`] has them.
    pub fn all_of(surface: &str) -> Vec<Self> {
        let mut keys: Vec<Self> = keys_of(surface).into_iter().map(Self::of).collect();
        let [whole, parts @ ..] = keys.as_mut_slice() else { return keys };
        for part in parts {
            let begins = |at: &usize| whole.exact[..*at].ends_with('\'');
            let at = whole.exact.match_indices(part.exact.as_str()).map(|(at, _)| at).find(begins);
            let at = if whole.exact.starts_with(&part.exact) { 0 } else { at.unwrap_or(0) };
            part.letters_before = whole.exact[..at].chars().filter(|letter| letter.is_alphabetic()).count();
        }
        keys
    }

    /// The rest of the token's surface from the key's first letter on.
    pub fn rest_of<'s>(&self, surface: &'s str) -> &'s str {
        let first = surface.char_indices().filter(|(_, letter)| letter.is_alphabetic()).nth(self.letters_before);
        if self.letters_before == 0 { surface } else { first.map_or("", |(at, _)| &surface[at..]) }
    }

    /// The fold key.
    pub fn fold(&self) -> &str {
        self.folded.as_deref().unwrap_or(&self.exact)
    }
}

/// Distinct surfaces of texts, numbered as they come, each with the keys it is found under, worked out once.
#[derive(Debug, Default)]
pub struct Words {
    numbers: HashMap<String, u32>,
    all: Vec<(String, Vec<Key>)>,
    /// The mark of its fold key; of a surface with several keys [`ANY_FOLD`].
    marks: Vec<u32>,
}

/// What a word is marked with that may have any fold key.
const ANY_FOLD: u32 = 0;

/// A number for a fold key, hardly ever another's: FNV-1a (G. Fowler, L. Noll, K.-P. Vo, 1991). Never 0, which stands for
/// any key.
pub fn fold_mark(fold: &str) -> u32 {
    let hash = fold.bytes().fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash | 1
}

impl Words {
    /// The numbers of the tokens of a text, in order.
    pub fn numbers_of(&mut self, text: &str, placed: &[Placed]) -> Vec<u32> {
        placed.iter().map(|token| self.number(&text[token.start as usize..token.end as usize])).collect()
    }

    fn number(&mut self, surface: &str) -> u32 {
        if let Some(&known) = self.numbers.get(surface) {
            return known;
        }
        let number = self.all.len() as u32;
        self.numbers.insert(surface.to_owned(), number);
        let keys = Key::all_of(surface);
        self.marks.push(if let [key] = keys.as_slice() { fold_mark(key.fold()) } else { ANY_FOLD });
        self.all.push((surface.to_owned(), keys));
        number
    }

    /// A surface with its keys.
    pub fn get(&self, number: u32) -> (&str, &[Key]) {
        self.all.get(number as usize).map_or(("", &[]), |(surface, keys)| (surface, keys))
    }

    /// Whether one of its fold keys may have this mark, without looking at them.
    pub fn may_fold_to(&self, number: u32, mark: u32) -> bool {
        self.marks.get(number as usize).is_some_and(|&known| known == mark || known == ANY_FOLD)
    }

    /// Distinct surfaces.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}
