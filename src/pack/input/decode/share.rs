//! How Vietnamese a text looks: the share of its words that are syllables. It knows no encoding.

use crate::pack::input::walk::nfc;
use crate::text::is_syllable;
use std::collections::HashMap;

/// Words of a text, and those of them that are Vietnamese syllables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Share {
    pub words: usize,
    pub syllables: usize,
    /// The syllables that have a letter beyond ASCII: what only Vietnamese has.
    pub marked: usize,
}

impl Share {
    /// Counts the words of a text. Linear in its length.
    pub fn of(text: &str) -> Self {
        let mut share = Self::default();
        let mut known: HashMap<&str, bool> = HashMap::new();
        let inside = |c: char| c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}') || is_odd(c);
        for word in text.split(|c: char| !inside(c)) {
            if !word.contains(char::is_alphabetic) && !word.contains(is_odd) {
                continue;
            }
            let syllable = *known.entry(word).or_insert_with(|| is_syllable(&nfc(&word.to_lowercase())));
            share.words += 1;
            share.syllables += usize::from(syllable);
            share.marked += usize::from(syllable && !word.is_ascii());
        }
        share
    }

    /// In thousandths; 0 of nothing.
    pub fn per_mille(self) -> usize {
        (self.syllables * 1000).checked_div(self.words).unwrap_or(0)
    }

    /// In hundredths, rounded.
    pub fn percent(self) -> u8 {
        ((self.per_mille() + 5) / 10) as u8
    }
}

/// Signs of the Latin-1 block that stand inside words only where a text was decoded wrongly; control characters too.
fn is_odd(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9f}' | '¡'..='¨' | 'ª' | '¬'..='¶' | '¸'..='º' | '¼'..='¿' | '×' | '÷' | '\u{fffd}')
}
