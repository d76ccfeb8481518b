//! The pieces that words are made of: syllables, numbers with their separators, marks of punctuation. It joins none.

use crate::text::exact_key;

/// A piece of a text.
#[derive(Clone, Debug)]
pub struct Piece<'t> {
    /// As it stands.
    pub surface: &'t str,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The exact key of a syllable or word; empty for numbers and marks.
    pub key: String,
    /// Opens with a capital.
    pub capital: bool,
    /// Nothing but white space parts it from the piece before, and at least some.
    pub spaced: bool,
    /// Opens a sentence or a line.
    pub opens: bool,
}

impl Piece<'_> {
    /// Letters, and not all of them capitals: what a word of several syllables may be made of.
    pub fn is_syllable_like(&self) -> bool {
        !self.key.is_empty() && !self.is_abbreviation()
    }

    /// Two letters and more, all capitals.
    pub fn is_abbreviation(&self) -> bool {
        self.capital && self.surface.chars().count() > 1 && !self.surface.chars().any(char::is_lowercase)
    }
}

/// A mark that belongs to the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Whether a character is a letter. Those of Latin scripts, Vietnamese among them, need no look into the tables of Unicode:
/// this is asked of every character of a corpus.
pub(super) fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphabetic(),
        '\u{c0}'..='\u{24f}' => c != '×' && c != '÷',
        '\u{1e00}'..='\u{1eff}' => true,
        _ => c.is_alphabetic(),
    }
}

/// Cuts a text into pieces. Linear.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found: Vec<Piece<'_>> = Vec::with_capacity(text.len() / 5);
    let (mut at, mut opens) = (0, true);
    while let Some(first) = text[at..].chars().next() {
        if first.is_whitespace() {
            opens |= matches!(first, '\n' | '\u{2028}' | '\u{2029}');
            at += first.len_utf8();
            continue;
        }
        let end = at + length(&text[at..], first);
        let surface = &text[at..end];
        let letters = is_letter(first);
        let before = found.last().map_or(at, |piece| piece.end);
        found.push(Piece {
            surface,
            start: at,
            end,
            key: if letters { exact_key(surface) } else { String::new() },
            capital: first.is_uppercase(),
            spaced: before < at,
            opens,
        });
        // Quotation marks and brackets do not end the opening.
        opens = match first {
            '.' | '!' | '?' | '…' | ':' => surface != "." || !shortens(&found),
            _ => opens && !first.is_alphanumeric(),
        };
        at = end;
    }
    found
}

/// A full stop right after a short word with a capital shortens it more often than it ends a sentence (`TP. Hà Nội`).
fn shortens(found: &[Piece<'_>]) -> bool {
    found.len().checked_sub(2).is_some_and(|before| found[before].is_abbreviation() && found[before].surface.len() <= 4)
}

/// Bytes of the piece that a text opens with.
fn length(rest: &str, first: char) -> usize {
    let run = |mut goes_on: Box<dyn FnMut(char, Option<char>) -> bool>| {
        let mut letters = rest.char_indices().peekable();
        let mut end = 0;
        while let Some((at, letter)) = letters.next() {
            if !goes_on(letter, letters.peek().map(|&(_, next)| next)) {
                break;
            }
            end = at + letter.len_utf8();
        }
        end
    };
    if first.is_ascii_digit() {
        let joins = |c: char| matches!(c, '.' | ',' | ':' | '/' | '-');
        return run(Box::new(move |c, next| {
            c.is_ascii_digit() || joins(c) && next.is_some_and(|n| n.is_ascii_digit())
        }));
    }
    if is_letter(first) {
        return run(Box::new(|c, next| {
            is_letter(c) || c.is_numeric() || is_mark(c) || c == '-' && next.is_some_and(|n| n.is_ascii_digit())
        }));
    }
    if rest.starts_with("...") { 3 } else { first.len_utf8() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_those_of_unicode() {
        for c in '\0'..='\u{ffff}' {
            assert_eq!(is_letter(c), c.is_alphabetic(), "{c:?}");
        }
    }
}
