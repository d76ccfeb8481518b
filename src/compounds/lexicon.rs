//! Words by longest match over a lexicon. It learns nothing: what the lexicon lacks stays syllables, names apart.

use super::may_join;
use super::name::{join_names, opens_names, run_end};
use super::piece::{Piece, pieces};
use crate::article::is_surname;
use std::collections::HashSet;

/// Syllables of the longest word that is looked for.
const LONGEST_SYLLABLES: usize = 9;

/// Words of two and more syllables.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    words: HashSet<String>,
    longest: usize,
}

impl Lexicon {
    /// Reads a lexicon: one word a line, its syllables parted by spaces or `_`; what follows a tab is left out, as are
    /// words of one syllable. Linear.
    pub fn read(text: &str) -> Self {
        Self::checked(text).0
    }

    /// The same, with the lines, counted from 1, that hold something other than a word of at most nine syllables.
    pub fn checked(text: &str) -> (Self, Vec<usize>) {
        let (mut lexicon, mut wrong) = (Self::default(), Vec::new());
        for (number, line) in (1..).zip(text.strip_prefix('\u{feff}').unwrap_or(text).lines()) {
            let word = line.split('\t').next().unwrap_or("").replace('_', " ");
            let syllables: Vec<String> = pieces(&word).into_iter().map(|piece| piece.key).collect();
            if syllables.len() > LONGEST_SYLLABLES || syllables.iter().any(String::is_empty) {
                wrong.push(number);
            } else if syllables.len() > 1 {
                lexicon.longest = lexicon.longest.max(syllables.len());
                lexicon.words.insert(syllables.join(" "));
            }
        }
        (lexicon, wrong)
    }

    /// Words of several syllables in it.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// One past the last piece of the longest word that begins at `at`.
    fn longest_at(&self, pieces: &[Piece<'_>], at: usize) -> usize {
        let mut key = String::new();
        let mut found = at + 1;
        for end in at..pieces.len().min(at + self.longest) {
            if !pieces[end].is_syllable_like() || end > at && !may_join(pieces, end) {
                break;
            }
            if end > at {
                key.push(' ');
            }
            key.push_str(&pieces[end].key);
            if end > at && self.words.contains(&key) {
                found = end + 1;
            }
        }
        found
    }

    /// Joins the longest words from left to right. A run of capitals that opens with a family name is a name whatever
    /// the lexicon has; any other where the lexicon has nothing that begins with it.
    pub(super) fn join(&self, pieces: &[Piece<'_>], starts: &mut [bool]) {
        let mut taken = vec![false; pieces.len()];
        let mut at = 0;
        while at < pieces.len() {
            let surname = run_end(pieces, at, &|piece| is_surname(&piece.key));
            let end = if (at + 2..=at + 4).contains(&surname) { surname } else { self.longest_at(pieces, at) };
            if end > at + 1 {
                starts[at + 1..end].fill(false);
                taken[at..end].fill(true);
            }
            at = end;
        }
        let mut at = 0;
        while at < pieces.len() {
            let end = (at..pieces.len()).find(|&n| taken[n]).unwrap_or(pieces.len());
            let open = |piece: &Piece<'_>| !opens_names(&piece.key) && !piece.opens;
            join_names(&pieces[at..end], &mut starts[at..end], open);
            at = (end..pieces.len()).find(|&n| !taken[n]).unwrap_or(pieces.len());
        }
    }
}
