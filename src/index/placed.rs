//! An article's tokens with their positions: the one numbering that the index, the highlighter and the lines share.

use super::gloss::Glossing;
use super::{BLOCK_GAP, term_key};
use crate::article::{Block, Field, Glosses};
use crate::text::{Token, aliases, broken_keys, exact_key, fold_key, parts, tokens};
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
    let mut parts = PlacedParts::new(text, blocks);
    while parts.next(&mut placed) {}
    placed
}

/// Text of a part at least: the tokens of a few thousand words are held at a time.
const PART_BYTES: usize = 64 * 1024;

/// The tokens of an article part by part, for one that is too large to hold them all.
#[derive(Clone, Debug)]
pub struct PlacedParts<'t> {
    text: &'t str,
    blocks: &'t [Block],
    block: usize,
    /// Bytes of the block that are done.
    done: usize,
    position: u32,
}

impl<'t> PlacedParts<'t> {
    /// Begins at the beginning.
    pub fn new(text: &'t str, blocks: &'t [Block]) -> Self {
        Self { text, blocks, block: 0, done: 0, position: 0 }
    }

    /// Appends the tokens of the next part; false when there is none. A part ends where a block does, or in a long block at
    /// white space, where no token can be.
    pub fn next(&mut self, placed: &mut Vec<Placed>) -> bool {
        let (mut taken, more) = (0, self.block < self.blocks.len());
        while taken < PART_BYTES {
            let Some(block) = self.blocks.get(self.block) else { break };
            let rest = &block.of(self.text)[self.done..];
            let part = part_of(rest, PART_BYTES);
            let (from, number) = (block.start + self.done as u32, self.block as u32);
            for Token { start, end, .. } in tokens(part) {
                placed.push(Placed { start: from + start, end: from + end, position: self.position, block: number });
                self.position += 1;
            }
            taken += part.len().max(1);
            self.done += part.len();
            if part.len() == rest.len() {
                (self.block, self.done) = (self.block + 1, 0);
                self.position += BLOCK_GAP;
            }
        }
        more
    }
}

/// The beginning of a text up to the first white space past so many bytes.
fn part_of(text: &str, bytes: usize) -> &str {
    let all = text.as_bytes();
    // Not where a hyphen breaks a word, nor before the sign of a percentage.
    let parts = |at: usize| {
        let before = at.checked_sub(1).map_or(b' ', |before| all[before]);
        !matches!(before, b'-' | 0x90 | 0xAD) && !before.is_ascii_whitespace() && all.get(at + 1) != Some(&b'%')
    };
    let space = (bytes..all.len()).find(|&at| all[at].is_ascii_whitespace() && parts(at)).map(|at| at - bytes);
    // White space in ASCII is no part of another character.
    space.map_or(text, |at| &text[..bytes + at])
}

/// Tokens in the fields that count by default: title, lead and body.
pub fn length_tokens(placed: &[Placed], blocks: &[Block]) -> u32 {
    placed.iter().filter(|p| blocks[p.block as usize].field() != Field::Aside).count() as u32
}

/// The keys a token is found under: its exact key first, then the other keys of a number, and the parts of a joined word
/// and of one that a hyphen breaks at the end of a line.
pub fn keys_of(surface: &str) -> Vec<String> {
    let exact = term_key(exact_key(surface));
    let more = match surface.contains(['\n', '\r']) {
        true => broken_keys(surface),
        false => further_keys(&exact, surface.starts_with(char::is_uppercase)),
    };
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
    if let Some((before, after)) = exact.split_once('-') {
        return vec![format!("{before}{after}"), before.to_owned(), after.to_owned()];
    }
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
            let begins = |at: &usize| whole.exact[..*at].ends_with('\'') || *at + part.exact.len() == whole.exact.len();
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
    /// The numbers of the tokens of a text, in order. A surface with other glosses is another word.
    pub fn numbers_of(&mut self, text: &str, placed: &[Placed], glosses: &Glosses) -> Vec<u32> {
        let mut glossing = Glossing::of(glosses);
        let number = |token: &Placed| {
            let surface = &text[token.start as usize..token.end as usize];
            match glossing.keys(token).as_slice() {
                [] => self.number(surface, surface, &[]),
                keys => self.number(&format!("{surface}\n{}", keys.join("\n")), surface, keys),
            }
        };
        placed.iter().map(number).collect()
    }

    fn number(&mut self, whole: &str, surface: &str, glosses: &[&str]) -> u32 {
        if let Some(&known) = self.numbers.get(whole) {
            return known;
        }
        let number = self.all.len() as u32;
        self.numbers.insert(whole.to_owned(), number);
        let mut keys = Key::all_of(surface);
        keys.extend(glosses.iter().map(|key| Key::of((*key).to_owned())));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Role;
    use proptest::prelude::*;

    #[test]
    fn a_broken_word_is_found_whole_and_by_its_parts() {
        let check = |surface: &str, expected: &[&str]| assert_eq!(keys_of(surface), expected, "{surface}");
        check("time-\ntable", &["timetable", "time-table", "time", "table"]);
        check("Mon\u{ad}\r\n  day", &["monday", "mon-day", "mon", "day"]);
        check("timetable", &["timetable"]);
        let keys = Key::all_of("Mon-\nday");
        assert_eq!(keys.iter().map(|key| key.rest_of("Mon-\nday")).collect::<Vec<_>>()[3], "day");
        assert_eq!(may_also_be("time-table"), ["timetable", "time", "table"]);
    }

    proptest! {
        #[test]
        fn parts_are_the_whole(lines in prop::collection::vec("[a-cđ0-9.,'’% \\-\n\\u{4e00}\\u{301}\t]{0,60}", 0..12), repeat in 1usize..4000) {
            let (mut text, mut blocks) = (String::new(), Vec::new());
            for line in &lines {
                let start = text.len() as u32;
                text.push_str(&line.repeat(repeat));
                blocks.push(Block { role: Role::Body, start, end: text.len() as u32, repeats: false });
                text.push('\n');
            }
            let (mut whole, mut position) = (Vec::new(), 0);
            for (block, part) in (0..).zip(&blocks) {
                for Token { start, end, .. } in tokens(part.of(&text)) {
                    whole.push(Placed { start: part.start + start, end: part.start + end, position, block });
                    position += 1;
                }
                position += BLOCK_GAP;
            }
            prop_assert_eq!(placed_tokens(&text, &blocks), whole);
        }
    }
}
