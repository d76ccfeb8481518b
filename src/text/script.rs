//! Words outside plain Latin text: UAX #29 words with Recto's own breaks, and the graphemes of scripts that write no
//! spaces. It never sees white space: its input is one run between spaces.

use unicode_segmentation::UnicodeSegmentation;

use super::number::PERCENT_SIGNS;
use super::raised::{is_lowered, is_raised, without_note_letter};
use super::repair::is_invisible;
use super::token::Token;
use super::variant::{lowered_digit, raised_digit};

/// Cuts the run `text[start..end]`, which holds no ASCII white space, and appends its tokens. Linear in the run.
pub(super) fn cut_run(text: &str, start: usize, end: usize, found: &mut Vec<Token>) {
    let first = found.len();
    let mut at = start;
    let mut unspaced = None;
    for (offset, letter) in text[start..end].char_indices() {
        let here = match unspaced {
            // A mark or a joiner belongs to whatever it follows.
            Some(before) if extends(letter) => before,
            _ => is_unspaced(letter),
        };
        if unspaced.is_some_and(|before| before != here) {
            cut_stretch(text, at, start + offset, !here, first, found);
            at = start + offset;
        }
        unspaced = Some(here);
    }
    cut_stretch(text, at, end, unspaced == Some(true), first, found);
}

fn cut_stretch(text: &str, start: usize, end: usize, unspaced: bool, first: usize, found: &mut Vec<Token>) {
    let stretch = &text[start..end];
    if !unspaced {
        for (at, word) in stretch.unicode_word_indices() {
            cut_word(text, start + at, start + at + word.len(), first, found);
        }
        return;
    }
    for (at, grapheme) in stretch.grapheme_indices(true) {
        if !grapheme.starts_with(char::is_alphanumeric) {
            continue;
        }
        let (start, end) = (start + at, start + at + grapheme.trim_end_matches(is_invisible).len());
        let follows = |before: &Token| {
            let before_unspaced = before.of(text).starts_with(is_unspaced);
            before_unspaced && text[before.end as usize..start].chars().all(is_invisible)
        };
        let joined = found.get(first..).and_then(<[Token]>::last).is_some_and(follows);
        found.push(Token { start: start as u32, end: end as u32, joined });
    }
}

/// Cuts a UAX #29 word further: at joining underscores and colons, and at a full stop that is not between digits.
fn cut_word(text: &str, start: usize, end: usize, first: usize, found: &mut Vec<Token>) {
    let word = &text[start..end];
    let mut piece = 0;
    let mut before = ' ';
    let mut letters = word.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let after = letters.peek().map_or(' ', |&(_, after)| after);
        let breaks = match letter {
            '_'
            | '\u{203F}'
            | '\u{2040}'
            | '\u{202F}'
            | '\u{FE33}'
            | '\u{FE34}'
            | '\u{FE4D}'..='\u{FE4F}'
            | '\u{FF3F}' => true,
            ':' | '\u{FE13}' | '\u{FE55}' | '\u{FF1A}' | ';' | '\u{37E}' | '\u{FE14}' | '\u{FE54}' | '\u{FF1B}' => true,
            '.' | '\u{2024}' | '\u{FE52}' | '\u{FF0E}' => !(before.is_numeric() && after.is_numeric()),
            _ => false,
        };
        if breaks {
            push_piece(text, start + piece, start + at, first, found);
            piece = at + letter.len_utf8();
        }
        if !extends(letter) {
            before = letter;
        }
    }
    push_piece(text, start + piece, end, first, found);
}

fn push_piece(text: &str, start: usize, end: usize, first: usize, found: &mut Vec<Token>) {
    let piece = &text[start..end];
    // After a break, marks that stood on the breaking character are left over.
    let trimmed = piece.trim_start_matches(extends);
    let start = start + piece.len() - trimmed.len();
    let trimmed = without_note_letter(without_invisible_end(trimmed));
    if !trimmed.starts_with(char::is_alphanumeric) {
        return;
    }
    let mut end = start + trimmed.len();
    let before = found.get(first..).and_then(<[Token]>::last).copied();
    if joins_formula(text, start, trimmed, before.as_ref())
        && let Some(before) = found.last_mut()
    {
        before.end = end as u32;
        return;
    }
    if is_raised(trimmed) && before.is_some_and(|before| !is_power(&text[before.start as usize..start])) {
        return;
    }
    let is_number =
        trimmed.starts_with(char::is_numeric) && !trimmed.contains(|c: char| c.is_alphabetic() || extends(c));
    if is_number && let Some(sign) = text[end..].chars().next().filter(|sign| PERCENT_SIGNS.contains(sign)) {
        end += sign.len_utf8();
    }
    // A zero-width space is not seen, so that it parts no word.
    if let Some(before) = found.get_mut(first..).and_then(<[Token]>::last_mut)
        && (before.end as usize) < start
        && text[before.end as usize..start].chars().all(is_invisible)
        && !before.of(text).starts_with(is_unspaced)
        && !before.of(text).ends_with(PERCENT_SIGNS)
    {
        before.end = end as u32;
        return;
    }
    found.push(Token { start: start as u32, end: end as u32, joined: false });
}

/// Units and variables that a raised 2 or 3 belongs to, see [`joins_formula`].
const RAISED_UNITS: [&str; 11] = ["mm", "cm", "dm", "km", "hm", "nm", "µm", "μm", "ft", "yd", "mi"];

/// Whether raised digits after this are the power of a ten, and no note's mark.
fn is_power(before: &str) -> bool {
    before.trim_end_matches('⁻') == "10"
}

/// Whether a piece goes on the token right before it: lowered digits after a letter, and what follows these (H₂SO₄); a
/// raised 2 or 3 after a unit or a single letter (100m², km³). Raised digits after a ten are a power and stay by
/// themselves; all others are marks of notes, which are no words: what they stand on and what follows are neighbours.
fn joins_formula(text: &str, start: usize, piece: &str, before: Option<&Token>) -> bool {
    let Some(before) = before.filter(|before| before.end as usize == start).map(|before| before.of(text)) else {
        return false;
    };
    if is_lowered(piece) {
        return before.ends_with(char::is_alphabetic) && !before.ends_with(is_unspaced);
    }
    if piece.chars().all(|digit| matches!(raised_digit(digit), Some('2' | '3'))) {
        let unit = before.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ',');
        return RAISED_UNITS.contains(&unit) || unit.len() == 1 && unit.starts_with(|c: char| c.is_ascii_alphabetic());
    }
    before.ends_with(|digit| lowered_digit(digit).is_some()) && piece.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// A piece without the invisible characters at its end, but with a joiner after a virama: together they shape the letter
/// before them (Malayalam's chillus, half forms).
fn without_invisible_end(piece: &str) -> &str {
    let mut rest = piece;
    while let Some(last) = rest.chars().next_back().filter(|&last| is_invisible(last)) {
        let before = &rest[..rest.len() - last.len_utf8()];
        if matches!(last, '\u{200C}' | '\u{200D}') && before.ends_with(is_virama) {
            break;
        }
        rest = before;
    }
    rest
}

/// The sign of the scripts of India that takes a consonant's vowel.
fn is_virama(letter: char) -> bool {
    matches!(
        letter,
        '\u{94D}'
            | '\u{9CD}'
            | '\u{A4D}'
            | '\u{ACD}'
            | '\u{B4D}'
            | '\u{BCD}'
            | '\u{C4D}'
            | '\u{CCD}'
            | '\u{D4D}'
            | '\u{DCA}'
    )
}

/// A mark, variation selector or invisible character, which continues what stands before it.
fn extends(letter: char) -> bool {
    is_invisible(letter)
        || matches!(letter, '\u{300}'..='\u{36F}' | '\u{3099}' | '\u{309A}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{E0100}'..='\u{E01EF}')
}

/// A letter of a script that writes words without spaces: Han, kana, Thai, Lao, Khmer, Myanmar and the smaller
/// south-east Asian scripts of Unicode's line-breaking class SA. Their digits make ordinary numbers.
pub fn is_unspaced(letter: char) -> bool {
    match letter as u32 {
        ..0xE00 => false,
        // Thai, Lao
        0xE00..=0xEFF => !matches!(letter as u32, 0xE3F | 0xE4F..=0xE5B | 0xED0..=0xED9),
        // Myanmar
        0x1000..=0x109F => !matches!(letter as u32, 0x1040..=0x104F | 0x1090..=0x1099),
        0xA9E0..=0xA9FF => !matches!(letter as u32, 0xA9F0..=0xA9F9),
        0xAA60..=0xAA7F => true,
        // Khmer
        0x1780..=0x17DD => !matches!(letter as u32, 0x17D4..=0x17D6 | 0x17D8..=0x17DB),
        // Tai Le, New Tai Lue, Tai Tham, Tai Viet
        0x1950..=0x19CF | 0x1A20..=0x1A7F | 0xAA80..=0xAADF => true,
        // Ideographic marks, hiragana, katakana
        0x3005..=0x3007 | 0x3021..=0x302F | 0x3031..=0x3035 | 0x3038..=0x303B => true,
        0x3041..=0x30FF => !matches!(letter as u32, 0x309B | 0x309C | 0x30A0 | 0x30FB),
        0x31F0..=0x31FF | 0xFF66..=0xFF9F | 0x1AFF0..=0x1B16F => true,
        // Han
        0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFD => true,
        _ => false,
    }
}
