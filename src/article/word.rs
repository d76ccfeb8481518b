//! Words and line keys for the tables of this module: lower-cased, composed, white space collapsed.
//!
//! These keys never reach the index or a reader; the index has its own tokens and keys in `text`.

use icu_normalizer::ComposingNormalizerBorrowed;

/// No word of any table here is longer, in bytes of its composed or decomposed form.
const LONGEST_WORD_BYTES: usize = 48;

/// A run of letters with their marks, or a run of decimal digits: a half-open byte range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// ASCII digits only.
    pub number: bool,
}

impl Word {
    /// Its text.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.end]
    }

    /// Its value, when it is a number of at most four digits.
    pub fn value(&self, text: &str) -> Option<u16> {
        if self.number && self.end - self.start <= 4 { self.of(text).parse().ok() } else { None }
    }
}

/// Combining marks of the Latin scripts, which a decomposed text writes after their letter.
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// Finds the next word at or after the byte `from`, which lies on a char boundary. Linear in the bytes passed over.
pub(super) fn next_word(text: &str, from: usize) -> Option<Word> {
    let bytes = text.as_bytes();
    let mut start = from;
    // Most bytes are ASCII: only the others are decoded.
    loop {
        match *bytes.get(start)? {
            byte if byte.is_ascii_alphanumeric() => break,
            byte if byte.is_ascii() => start += 1,
            _ => {
                let c = text[start..].chars().next()?;
                // Of what is_letter takes, a mark alone opens no word.
                if is_letter(c) && !is_mark(c) {
                    break;
                }
                start += c.len_utf8();
            }
        }
    }
    let number = bytes[start].is_ascii_digit();
    let mut end = start;
    while let Some(&byte) = bytes.get(end) {
        if byte.is_ascii() {
            if !(if number { byte.is_ascii_digit() } else { byte.is_ascii_alphabetic() }) {
                break;
            }
            end += 1;
        } else {
            let Some(c) = text[end..].chars().next().filter(|&c| !number && is_letter(c)) else { break };
            end += c.len_utf8();
        }
    }
    Some(Word { start, end, number })
}

/// A letter, a mark on one, or a numeral that is not an ASCII digit.
fn is_letter(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' => true,
        '\0'..='\x7f' => false,
        '\u{c0}'..='\u{24f}' => c != '×' && c != '÷',
        '\u{1ea0}'..='\u{1ef9}' => true,
        // Raised digits mark notes; ², ³ and ¹ stand before what is above.
        '²' | '³' | '¹' | '\u{2070}' | '\u{2074}'..='\u{2079}' => false,
        _ => c.is_alphanumeric() || is_mark(c),
    }
}

/// Adds a letter in lower case. Those of Vietnamese need no look into the tables of Unicode.
fn push_lower(letter: char, key: &mut String) {
    match letter {
        '\0'..='\x7f' => key.push(letter.to_ascii_lowercase()),
        'ă' | 'đ' | 'ĩ' | 'ũ' | 'ơ' | 'ư' | 'à'..='ý' | '\u{300}'..='\u{36f}' => key.push(letter),
        // Capitals and small letters stand side by side, capitals first.
        '\u{1ea0}'..='\u{1ef9}' => key.extend(char::from_u32(letter as u32 | 1)),
        _ => key.extend(letter.to_lowercase()),
    }
}

/// Whether a letter is small and composed: of what is written in Vietnamese nearly all are.
fn is_small(letter: char) -> bool {
    match letter {
        'a'..='z' | 'ă' | 'đ' | 'ĩ' | 'ũ' | 'ơ' | 'ư' | 'à'..='ý' => true,
        '\u{1ea0}'..='\u{1ef9}' => letter as u32 & 1 == 1,
        _ => false,
    }
}

/// Writes the key of a word: lower-cased and composed. Empty for a word longer than any in a table.
pub(super) fn write_key(word: &str, key: &mut String) {
    key.clear();
    if word.len() > LONGEST_WORD_BYTES {
        return;
    }
    if word.is_ascii() {
        key.push_str(word);
        key.make_ascii_lowercase();
        return;
    }
    if word.chars().all(is_small) {
        return key.push_str(word);
    }
    word.chars().for_each(|letter| push_lower(letter, key));
    if key.chars().any(is_mark) {
        *key = ComposingNormalizerBorrowed::new_nfc().normalize(key).into_owned();
    }
}

/// The keys of the two words before the one at hand: each is asked for up to twice, and written once.
#[derive(Default)]
pub(super) struct Keys {
    pub previous: Key,
    pub last: Key,
}

impl Keys {
    /// Goes on by a word.
    pub fn step(&mut self) {
        std::mem::swap(&mut self.previous, &mut self.last);
    }
}

/// The key of the word that ends at a byte; of none at first.
#[derive(Default)]
pub(super) struct Key {
    end: usize,
    pub key: String,
}

impl Key {
    /// Writes the key of a word, unless it has it.
    pub fn write(&mut self, text: &str, word: Word) -> &str {
        if self.end != word.end {
            write_key(word.of(text), &mut self.key);
            self.end = word.end;
        }
        &self.key
    }
}

/// The key of a short line or phrase: lower-cased, composed, white space collapsed, without the marks around it
/// (bullets, arrows, colons, quotes).
pub(super) fn line_key(line: &str) -> String {
    let trimmed = line.trim_matches(|c: char| !c.is_alphanumeric() && !is_mark(c));
    let mut key = String::with_capacity(trimmed.len());
    for part in trimmed.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        let shown = |c: &char| !matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}');
        part.chars().filter(shown).for_each(|letter| push_lower(letter, &mut key));
    }
    if key.chars().any(is_mark) {
        key = ComposingNormalizerBorrowed::new_nfc().normalize(&key).into_owned();
    }
    key
}

/// A word with the words that hyphens join to it, all with capitals: `Jean-Luc`.
pub(super) fn hyphened(text: &str, word: Word) -> Word {
    let mut whole = word;
    // `V-League` is no name.
    while word.end - word.start > 1
        && is_capitalised(whole.of(text))
        && text[whole.end..].starts_with(['-', '\u{2010}', '\u{2011}'])
    {
        let mark = text[whole.end..].chars().next().map_or(0, char::len_utf8);
        let next = next_word(text, whole.end).filter(|next| next.start == whole.end + mark);
        match next.filter(|next| is_capitalised(next.of(text)) && next.end - next.start > 1) {
            Some(next) => whole.end = next.end,
            None => break,
        }
    }
    whole
}

/// Whether the gap between two words is white space alone, at least one and few characters of it. A tab parts two cells of a
/// row.
pub(super) fn is_space(gap: &str) -> bool {
    !gap.is_empty() && gap.len() <= 8 && gap.chars().all(|c| c.is_whitespace() && c != '\t')
}

/// Whether a word opens with a capital.
pub(super) fn is_capitalised(word: &str) -> bool {
    match word.as_bytes() {
        [byte, ..] if byte.is_ascii() => byte.is_ascii_uppercase(),
        _ => word.chars().next().is_some_and(char::is_uppercase),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(word) = next_word(text, at) {
            found.push(word.of(text));
            at = word.end;
        }
        found
    }

    #[test]
    fn letters_are_lowered_as_unicode_says() {
        for letter in '\0'..='\u{2fff}' {
            let mut key = String::new();
            push_lower(letter, &mut key);
            assert_eq!(key, letter.to_lowercase().to_string(), "{letter:?}");
            assert!(!is_small(letter) || key == letter.to_string(), "{letter:?}");
        }
    }

    #[test]
    fn words_split_digits_from_letters_and_keep_marks() {
        assert_eq!(words("Sáng 12/1, lúc 10h25"), ["Sáng", "12", "1", "lúc", "10", "h", "25"]);
        assert_eq!(words("nga\u{300}y mai"), ["nga\u{300}y", "mai"]);
        assert_eq!(words("Nam¹ và 2021² hộ"), ["Nam", "và", "2021", "hộ"]);
        assert_eq!(words(" … "), [""; 0]);
    }

    #[test]
    fn keys_agree_across_case_and_composition() {
        let mut key = String::new();
        write_key("Nga\u{300}y", &mut key);
        assert_eq!(key, "ngày");
        write_key("ĐẠI", &mut key);
        assert_eq!(key, "đại");
        write_key(&"a".repeat(100), &mut key);
        assert_eq!(key, "");
        assert_eq!(line_key(">> Xem\u{a0} thêm: "), "xem thêm");
    }
}
