//! Raised and lowered figures as characters: how a reader of marked-up text writes `<sup>2</sup>`, and what of it is the
//! mark of a note and no part of the word before it. It cuts no text.
//!
//! The marks are kept in the text as Unicode has them (`1.400²`, `m²`, `CO₂`, `treatyᵃ`), so that they are shown, copied
//! and stored like any other character, whatever format they came from; the tokenizer alone decides what they belong to.

use super::variant::{lowered_digit, raised_digit};

/// Letters that mark notes, as they are raised. Others raised alone are part of how a language writes (`nᵒ`), or sounds.
const NOTE_LETTERS: [(char, char); 7] =
    [('a', 'ᵃ'), ('b', 'ᵇ'), ('c', 'ᶜ'), ('d', 'ᵈ'), ('e', 'ᵉ'), ('f', 'ᶠ'), ('g', 'ᵍ')];
/// Letters of a word at least that a raised letter marks a note on; shorter ones are abbreviated by it (`Mᵐᵉ`, `nᵒ`).
const SHORTEST_NOTED_LETTERS: usize = 3;
/// Raised digits of a note's mark at most; what is longer is a number of its own.
const LONGEST_MARK_CHARS: usize = 12;

/// A raised run of text as it is to be written after `before`. Digits and signs become raised ones. A letter or two are
/// written out where they end a number or an abbreviation (`1er`, `XXe`, `Mme`), a single one after a word is a note's
/// mark. What has no raised form is parted from the word by a space, never fused with it.
/// ```
/// use recto::text::raised;
///
/// let check = |before: &str, content: &str| format!("{before}{}", raised(content, before));
/// assert_eq!(check("1.400", "2"), "1.400²");
/// assert_eq!(check("treaty", "[3]"), "treaty⁽³⁾");
/// assert_eq!(check("treaty", "a"), "treatyᵃ");
/// assert_eq!(check("1", "er"), "1er");
/// ```
pub fn raised(content: &str, before: &str) -> String {
    let bare = content.trim();
    if bare.is_empty() {
        return content.to_owned();
    }
    let short = bare.chars().count() <= LONGEST_MARK_CHARS;
    if short && let Some(signs) = bare.chars().map(raised_sign).collect::<Option<String>>() {
        return signs;
    }
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let letters = word.chars().count();
    if word.is_empty() {
        return content.to_owned();
    }
    match bare {
        "TM" | "tm" => return "™".to_owned(),
        "SM" | "sm" => return "℠".to_owned(),
        _ => {}
    }
    let numeral = word.ends_with(|c: char| c.is_ascii_digit()) || word.chars().all(|c| "IVXLCDM".contains(c));
    if bare.chars().all(char::is_alphabetic) && (numeral || letters < SHORTEST_NOTED_LETTERS) {
        return bare.to_owned();
    }
    let mut alone = bare.chars();
    match (alone.next(), alone.next()) {
        (Some(letter), None) if note_letter(letter).is_some() => note_letter(letter).into_iter().collect(),
        _ if bare.starts_with(char::is_alphanumeric) => format!(" {bare}"),
        _ => bare.to_owned(),
    }
}

/// A lowered run of text: digits and signs become lowered ones, letters stay (`CO₂`, `Vmax`).
pub fn lowered(content: &str) -> String {
    let sign = |c: char| match c {
        '0'..='9' => char::from_u32(0x2080 + c as u32 - '0' as u32),
        '+' => Some('₊'),
        '-' | '−' | '–' => Some('₋'),
        _ => None,
    };
    content.chars().map(sign).collect::<Option<String>>().unwrap_or_else(|| content.to_owned())
}

/// The raised form of a digit, or of a sign that stands among such; signs that need none as they are.
fn raised_sign(c: char) -> Option<char> {
    match c {
        '1' => Some('¹'),
        '2' => Some('²'),
        '3' => Some('³'),
        '0' | '4'..='9' => char::from_u32(0x2070 + c as u32 - '0' as u32),
        '(' | '[' => Some('⁽'),
        ')' | ']' => Some('⁾'),
        '+' => Some('⁺'),
        '-' | '−' | '–' => Some('⁻'),
        ',' | '.' | ';' | '*' | '†' | '‡' | '§' | '¶' | '#' | ' ' | '\u{a0}' | '®' | '©' | '™' | '°' | '\'' | '′'
        | '″' => Some(c),
        _ => raised_digit(c).map(|_| c),
    }
}

fn note_letter(letter: char) -> Option<char> {
    NOTE_LETTERS.iter().find(|(plain, _)| *plain == letter).map(|&(_, raised)| raised)
}

/// Whether a text is raised digits and the signs among them.
pub(super) fn is_raised(text: &str) -> bool {
    let mut digit = false;
    let all = text.chars().all(|c| {
        digit |= raised_digit(c).is_some();
        raised_digit(c).is_some() || is_raised_mark(c)
    });
    all && digit
}

/// Whether a character is a raised sign without a value.
fn is_raised_mark(c: char) -> bool {
    matches!(c, '⁺' | '⁻' | '⁼' | '⁽' | '⁾')
}

/// Whether a character is a raised or lowered one that stands for a figure, a letter or a sign of one byte.
pub fn is_shifted(c: char) -> bool {
    let letter = || NOTE_LETTERS.iter().any(|&(_, raised)| raised == c);
    !c.is_ascii() && (raised_digit(c).is_some() || lowered_digit(c).is_some() || letter())
        || is_raised_mark(c)
        || matches!(c, '₊' | '₋')
}

/// What is raised at the start of a text, with the commas between raised digits: `¹`, `⁽¹⁾`, `¹,²`. Gives its length in
/// bytes; 0 when nothing is.
pub fn raised_bytes(text: &str) -> usize {
    let mut end = 0;
    let mut digits = false;
    for (at, c) in text.char_indices() {
        if raised_digit(c).is_some() || is_raised_mark(c) {
            end = at + c.len_utf8();
            digits |= raised_digit(c).is_some();
        } else if !(matches!(c, ',' | '\u{2009}') && end == at) {
            break;
        }
    }
    if digits { end } else { 0 }
}

/// The value of a number in raised digits.
pub fn raised_value(text: &str) -> Option<u32> {
    let digits: String = text.chars().map(raised_digit).collect::<Option<_>>()?;
    digits.parse().ok()
}

/// The part of a word before the raised letter that marks a note on it: all of it when there is none. A letter of the
/// phonetic alphabet looks alike, so that words with other raised letters stay whole.
pub(super) fn without_note_letter(word: &str) -> &str {
    let Some(last) = word.chars().next_back().filter(|last| NOTE_LETTERS.iter().any(|(_, raised)| raised == last))
    else {
        return word;
    };
    let rest = &word[..word.len() - last.len_utf8()];
    let plain = |c: char| c.is_alphabetic() && !('\u{2b0}'..='\u{2ff}').contains(&c) && !is_modifier(c);
    if rest.chars().count() >= SHORTEST_NOTED_LETTERS && rest.chars().all(plain) { rest } else { word }
}

fn is_modifier(c: char) -> bool {
    matches!(c, '\u{1d2c}'..='\u{1d6a}' | '\u{1d78}' | '\u{1d9b}'..='\u{1dbf}')
}

/// Whether a piece is lowered digits.
pub(super) fn is_lowered(piece: &str) -> bool {
    piece.chars().all(|digit| lowered_digit(digit).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raised_runs_are_written_as_they_are_meant() {
        let check = |before: &str, content: &str, expected: &str| {
            assert_eq!(format!("{before}{}", raised(content, before)), expected, "{before} {content}");
        };
        check("35", " 3 ", "35³");
        check("m", "2", "m²");
        check("treaty", "1,2", "treaty¹,²");
        check("treaty", "*", "treaty*");
        check("treaty", "[n 1]", "treaty[n 1]");
        check("treaty", "x", "treaty x");
        check("treaty", "new", "treaty new");
        check("M", "me", "Mme");
        check("2", "nd", "2nd");
        check("XX", "e", "XXe");
        check("n", "o", "no");
        check("Recto", "TM", "Recto™");
        check("", "1", "¹");
        check("Câu. ", "chú", "Câu. chú");
        check("10", "-6", "10⁻⁶");
        assert_eq!([lowered("2"), lowered("max"), lowered("10")], ["₂", "max", "₁₀"]);
    }

    #[test]
    fn marks_are_told_from_words() {
        for (text, expected) in [("¹", 2), ("¹², hết", 4), ("¹,² hết", 5), ("⁽¹⁾.", 8), ("⁽", 0), (", ", 0), ("a", 0)]
        {
            assert_eq!(raised_bytes(text), expected, "{text}");
        }
        assert_eq!((raised_value("¹⁰"), raised_value("1")), (Some(10), None));
        for (word, expected) in [("treatyᵃ", "treaty"), ("Mᵉ", "Mᵉ"), ("tʰaiʰ", "tʰaiʰ"), ("treaty", "treaty")]
        {
            assert_eq!(without_note_letter(word), expected);
        }
    }
}
