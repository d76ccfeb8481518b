//! Words of more than one syllable: a layer over Vietnamese tokens for word lists and key terms. Search never uses it.
//!
//! Words are learned from the corpus itself by how strongly neighbouring syllables keep together, or looked up in a
//! lexicon the maker passes; runs of capitalised syllables are names either way. No lexicon is shipped. docs/LANGUAGE.md
//! has the measured agreement with segmented text.

mod count;
mod learned;
mod lexicon;
mod name;
mod pairs;
mod piece;

#[cfg(test)]
mod tests;

pub use count::Counts;
pub use learned::Learned;
pub use lexicon::Lexicon;
pub use pairs::Compounds;

use piece::{Piece, pieces};

/// How a text is cut into words.
#[derive(Clone, Debug)]
pub enum Words {
    /// By what a corpus taught.
    Learned(Learned),
    /// By longest match.
    Lexicon(Lexicon),
}

/// A word, or a mark of punctuation: a half-open byte range, and how many pieces it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Syllables, numbers or marks in it.
    pub pieces: usize,
}

impl Words {
    /// Cuts a text into words, numbers and marks of punctuation, in order; nothing but white space is left between them.
    /// Linear in the text.
    pub fn cut(&self, text: &str) -> Vec<Word> {
        let pieces = pieces(text);
        let mut starts = vec![true; pieces.len()];
        match self {
            Self::Learned(learned) => learned.join(&pieces, &mut starts),
            Self::Lexicon(lexicon) => lexicon.join(&pieces, &mut starts),
        }
        let mut found: Vec<Word> = Vec::new();
        for (piece, start) in pieces.iter().zip(starts) {
            match found.last_mut().filter(|_| !start) {
                Some(word) => {
                    word.end = piece.end;
                    word.pieces += 1;
                }
                None => found.push(Word { start: piece.start, end: piece.end, pieces: 1 }),
            }
        }
        found
    }
}

/// Whether a piece and the one before it may be one word: letters, parted by white space alone, none an abbreviation.
fn may_join(pieces: &[Piece<'_>], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &pieces[before]) else { return false };
    let piece = &pieces[at];
    piece.spaced && before.is_syllable_like() && piece.is_syllable_like()
}
