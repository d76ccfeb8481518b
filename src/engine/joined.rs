//! Words that stand only in joined ones: `mère` in `grand'mère`, `책` in `책으로`, `נמל` in `הנמל`. What an apostrophe or a
//! particle joins by a rule of its language is found by the index; for what no rule names there is this offer, never an
//! answer. No word that stands so is called absent.

use super::cache::Access;
use super::prefixed::{Reach, with_prefixes};
use super::resolve::knows;
use crate::bundle::Section;
use crate::bundle::error::Result;
use crate::protocol::QuerySpec;
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
    if let Some(prefixed) = with_prefixes(word, Reach::Any) {
        return Some(prefixed);
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

/// Whether the corpus has a word in joined ones, as far as [`joined`] looks; taken for granted while chunks are missing.
pub fn stands_joined(access: &Access<'_>, word: &Word, spec: &QuerySpec) -> Result<bool> {
    joined(access, word).map_or(Ok(false), |joined| knows(access, &joined, spec))
}
