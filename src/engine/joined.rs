//! Words that stand only in joined ones: `mère` in `grand'mère`, `책` in `책으로`. What an apostrophe or a particle joins by a
//! rule of its language is found by the index; for what no rule names there is this offer, never an answer.

use super::cache::Access;
use crate::bundle::Section;
use crate::query::edit::words;
use crate::query::parser::parse;
use crate::query::syntax::{Form, Word};

/// Blocks of the term map above which a word is looked for only where a joined one begins with it.
const BLOCKS_READ: usize = 16;
/// Letters of a word, at least; a syllable of Hangul is one.
const LEAST_LETTERS: usize = 2;

/// The pattern of the joined words that a plain word may stand in.
pub fn joined(access: &Access<'_>, word: &Word) -> Option<Word> {
    let letters = word.exact.chars().filter(|letter| letter.is_alphabetic()).count();
    let whole = letters == word.exact.chars().count();
    if word.form != Form::Plain || word.joined || !whole || letters == 0 {
        return None;
    }
    let surface = &word.surface;
    let is_hangul = surface.chars().all(|letter| ('\u{AC00}'..='\u{D7A3}').contains(&letter));
    let pattern = match access.count(Section::Terms) > BLOCKS_READ {
        _ if is_hangul => format!("{surface}*"),
        _ if letters < LEAST_LETTERS => return None,
        true => format!("/{surface}['’].*/"),
        false => format!("/.*['’]{surface}(['’].*)?|{surface}['’].*/"),
    };
    words(&parse(&pattern).node?).first().map(|&word| word.clone())
}
