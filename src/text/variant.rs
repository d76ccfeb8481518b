//! What a language writes in more than one way: letters, signs and digits that people type for each other, and light
//! marks, which everyday writing leaves out. It ranks nothing and takes no other mark away.
//!
//! Each rule is that of the languages that have the letters: German ß is ss, Turkish ı and İ stand beside i, Romanian ș
//! beside the older ş, Russian ё beside е; final ى and ي, ة and ه, Arabic and Persian ك and ک, any tatweel; Hebrew ״ and ";
//! the nasals of Devanagari and its neighbours, by a dot or by a letter; digits of every script, raised and lowered ones
//! in a formula; full and half width. Light marks are the hamza over alef, the nukta, the stress over Cyrillic, and the
//! Greek tonos, which capitals do without.

use std::borrow::Cow;

use super::fold::spelled_out;
use super::key::narrowed;
use super::vietnamese::Vowel;

/// An exact key in the common spelling of its letters (`straße` → `strasse`); with `light`, also without its light marks
/// (`за́мок` → `замок`). What is a tatweel alone stands for itself, so that no key is empty. Linear; borrows what has one
/// spelling only.
pub fn variant_key(exact: &str, light: bool) -> Cow<'_, str> {
    if exact.is_ascii() || !exact.chars().any(may_vary) {
        return Cow::Borrowed(exact);
    }
    let mut key = String::with_capacity(exact.len());
    // A raised figure by itself is the power of a ten.
    let in_formula = exact.chars().any(char::is_alphabetic) || exact.chars().all(|c| raised_digit(c).is_some());
    for letter in exact.chars() {
        if let Some(base) = light_base(letter, key.chars().next_back()) {
            match base {
                Base::Letter(base) if light => key.push(base),
                Base::None if light => {}
                _ => key.push(letter),
            }
        } else {
            spell(letter, in_formula, &mut key);
        }
    }
    if let Some(spelled) = with_nasal_letters(&key) {
        key = spelled;
    }
    if key.is_empty() || key == exact { Cow::Borrowed(exact) } else { Cow::Owned(key) }
}

/// Whether an exact key bears light marks.
pub fn has_light_marks(exact: &str) -> bool {
    let mut before = None;
    exact.chars().any(|letter| light_base(letter, before.replace(letter)).is_some())
}

/// Whether a letter is one of the Greek vowels with a tonos.
pub(super) fn has_tonos(letter: char) -> bool {
    ('\u{370}'..='\u{3FF}').contains(&letter) && light_base(letter, None).is_some()
}

/// The value of a decimal digit of any script.
pub fn digit_value(letter: char) -> Option<u8> {
    if letter.is_ascii() {
        return letter.is_ascii_digit().then(|| letter as u8 - b'0');
    }
    let point = letter as u32;
    if (0x1D7CE..0x1D800).contains(&point) {
        return Some(((point - 0x1D7CE) % 10) as u8);
    }
    let zero = *ZEROS.get(ZEROS.partition_point(|&zero| zero <= point).checked_sub(1)?)?;
    (point - zero < 10).then(|| (point - zero) as u8)
}

/// The zero of each script with decimal digits (Unicode's general category Nd), ascending; the mathematical ones apart.
const ZEROS: &[u32] = &[
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20,
    0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0,
    0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x104A0, 0x10D30, 0x10D40, 0x11066, 0x110F0, 0x11136, 0x111D0,
    0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x116D0, 0x116DA, 0x11730, 0x118E0, 0x11950, 0x11BF0, 0x11C50,
    0x11D50, 0x11DA0, 0x11F50, 0x16130, 0x16A60, 0x16AC0, 0x16B50, 0x16D70, 0x1CCF0, 0x1E140, 0x1E2F0, 0x1E4F0,
    0x1E5F1, 0x1E950, 0x1FBF0,
];

/// The digit of a raised one.
pub(super) fn raised_digit(letter: char) -> Option<char> {
    match letter {
        '\u{B9}' => Some('1'),
        '\u{B2}' => Some('2'),
        '\u{B3}' => Some('3'),
        '\u{2070}' | '\u{2074}'..='\u{2079}' => char::from_digit(letter as u32 - 0x2070, 10),
        _ => None,
    }
}

/// The digit of a lowered one.
pub(super) fn lowered_digit(letter: char) -> Option<char> {
    matches!(letter, '\u{2080}'..='\u{2089}').then(|| char::from_digit(letter as u32 - 0x2080, 10)).flatten()
}

/// A quick look: false for all of Vietnamese, and for whatever has one spelling.
fn may_vary(letter: char) -> bool {
    if letter.is_ascii() || Vowel::of(letter).is_some() {
        return false;
    }
    match letter as u32 {
        0xB2 | 0xB3 | 0xB9 | 0xDF | 0xE6 => true,
        0x80..=0x12F | 0x180..=0x217 | 0x21C..=0x2FF => false,
        0x130..=0x17F => matches!(letter, 'ı' | 'ĳ' | 'ŀ' | 'œ' | 'ſ'),
        // The scripts of India, Thai, Lao and Tibetan to their digits; what stays in the middle is cheap to copy.
        _ => !matches!(letter as u32, 0x1E00..=0x1EFF | 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xAC00..=0xD7A3),
    }
}

/// What is beneath a light mark.
enum Base {
    Letter(char),
    None,
}

/// What is left of a letter without its light mark, or of a mark that stands after `before`.
fn light_base(letter: char, before: Option<char>) -> Option<Base> {
    const GREEK: [(char, char); 9] =
        [('ά', 'α'), ('έ', 'ε'), ('ή', 'η'), ('ί', 'ι'), ('ό', 'ο'), ('ύ', 'υ'), ('ώ', 'ω'), ('ΐ', 'ϊ'), ('ΰ', 'ϋ')];
    match letter {
        '\u{300}' | '\u{301}' => before.filter(|&before| is_cyrillic_vowel(before)).map(|_| Base::None),
        'ѐ' => Some(Base::Letter('е')),
        'ѝ' => Some(Base::Letter('и')),
        '\u{390}'..='\u{3CE}' => GREEK.iter().find(|(with, _)| *with == letter).map(|&(_, base)| Base::Letter(base)),
        // Alef with hamza, madda or wasla.
        '\u{622}' | '\u{623}' | '\u{625}' | '\u{671}' => Some(Base::Letter('\u{627}')),
        // The nukta of Devanagari, Gurmukhi, Gujarati and Kannada, and the letters that NFC composes with it.
        '\u{93C}' | '\u{A3C}' | '\u{ABC}' | '\u{CBC}' => before.map(|_| Base::None),
        '\u{929}' => Some(Base::Letter('\u{928}')),
        '\u{931}' => Some(Base::Letter('\u{930}')),
        '\u{934}' => Some(Base::Letter('\u{933}')),
        _ => None,
    }
}

fn is_cyrillic_vowel(letter: char) -> bool {
    matches!(
        letter,
        'а' | 'е'
            | 'ё'
            | 'и'
            | 'о'
            | 'у'
            | 'ы'
            | 'э'
            | 'ю'
            | 'я'
            | 'і'
            | 'ї'
            | 'є'
            | 'ѣ'
            | 'ѵ'
            | 'ә'
            | 'ө'
            | 'ү'
            | 'ұ'
            | 'ӣ'
            | 'ӯ'
            | 'ӕ'
    )
}

/// Writes the common spelling of a letter.
fn spell(letter: char, in_formula: bool, key: &mut String) {
    if let Some(letters) = spelled_out(letter) {
        key.push_str(letters);
        return;
    }
    match letter {
        'ŀ' => key.push_str("l·"),
        // The dot of İ, which lower case leaves over.
        '\u{307}' if key.ends_with('i') => {}
        // Romanian: a comma below, for which a cedilla was typed while no keyboard had it.
        'ș' => key.push('ş'),
        'ț' => key.push('ţ'),
        'ё' => key.push('е'),
        '\u{5F3}' => key.push('\''),
        '\u{5F4}' => key.push('"'),
        '\u{640}' => {}
        // Alef maksura and Persian yeh; teh marbuta, Urdu's heh and its teh marbuta; Persian kaf; the Arabic percent sign.
        '\u{649}' | '\u{6CC}' => key.push('\u{64A}'),
        '\u{629}' | '\u{6C1}' | '\u{6C3}' => key.push('\u{647}'),
        '\u{6A9}' => key.push('\u{643}'),
        '\u{66A}' => key.push('%'),
        '\u{FF65}'..='\u{FF9F}' => super::fold::push_wide_kana(letter, key),
        _ => {
            let formula = || raised_digit(letter).or_else(|| lowered_digit(letter)).filter(|_| in_formula);
            let digit = digit_value(letter).map(|value| char::from(b'0' + value));
            key.push(digit.or_else(formula).unwrap_or_else(|| narrowed(letter)));
        }
    }
}

/// Blocks of Indian scripts, laid out alike from ISCII on, whose nasals are written by a dot or by a letter of the row of
/// the consonant that follows: Devanagari, Gujarati, Telugu, Kannada.
const NASAL_BLOCKS: [u32; 4] = [0x900, 0xA80, 0xC00, 0xC80];

/// A key with the letter for every nasal dot before a consonant of a row of its own (`हिंदी` → `हिन्दी`), and the plain dot
/// for the moon and dot elsewhere; `None` for other scripts.
fn with_nasal_letters(key: &str) -> Option<String> {
    let in_block = |letter: char| {
        let block = letter as u32 & !0x7F;
        NASAL_BLOCKS.contains(&block).then_some((block, letter as u32 & 0x7F))
    };
    if !key.chars().any(|letter| in_block(letter).is_some()) {
        return None;
    }
    let mut spelled = String::with_capacity(key.len() + 8);
    let mut letters = key.chars().peekable();
    while let Some(letter) = letters.next() {
        let Some((block, 0x01 | 0x02)) = in_block(letter) else {
            spelled.push(letter);
            continue;
        };
        let next = letters.peek().and_then(|&next| in_block(next)).and_then(|(_, offset)| row_nasal(offset));
        let places = next.map_or([0x02, 0], |nasal| [nasal, VIRAMA]);
        spelled.extend(places.iter().filter(|&&place| place > 0).filter_map(|place| char::from_u32(block + place)));
    }
    Some(spelled)
}

/// The sign that takes a consonant's vowel, as a place in its block.
const VIRAMA: u32 = 0x4D;

/// The nasal of a stop's row, both as places in their block.
fn row_nasal(consonant: u32) -> Option<u32> {
    match consonant {
        0x15..=0x19 => Some(0x19),
        0x1A..=0x1E => Some(0x1E),
        0x1F..=0x23 => Some(0x23),
        0x24..=0x28 => Some(0x28),
        0x2A..=0x2E => Some(0x2E),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::exact_key;

    /// The key with its light marks, and without them.
    fn check(surface: &str, spelled: &str, without: &str) {
        let exact = exact_key(surface);
        assert_eq!((&*variant_key(&exact, false), &*variant_key(&exact, true)), (spelled, without), "{surface}");
        for light in [false, true] {
            let once = variant_key(&exact, light).into_owned();
            assert_eq!(variant_key(&once, light), once, "{surface} twice");
        }
    }

    #[test]
    fn letters_of_latin_script() {
        for word in ["đảng", "strasse", "Müller", "señor", "ọ̀rọ̀", "ń", "ký"] {
            let exact = exact_key(word);
            check(word, &exact, &exact);
        }
        check("STRAẞE", "strasse", "strasse");
        check("Işık", "işik", "işik");
        check("İzmir", "izmir", "izmir");
        check("cœur ﬁn", "coeur fin", "coeur fin");
        check("și ț", "şi ţ", "şi ţ");
    }

    #[test]
    fn cyrillic_and_greek() {
        check("Ёлка", "елка", "елка");
        check("Москва́", "москва\u{301}", "москва");
        check("й\u{301}", "й\u{301}", "й\u{301}");
        check("ѝ", "ѝ", "и");
        check("ΣΟΦΌΣ", "σοφόσ", "σοφοσ");
        check("Μαΐου", "μαΐου", "μαϊου");
    }

    #[test]
    fn arabic_and_hebrew() {
        check("إلى", "إلي", "الي");
        check("المدرســة", "المدرسه", "المدرسه");
        check("ایران", "ايران", "ايران");
        check("کَ", "ك\u{64E}", "ك\u{64E}");
        check("צה״ל", "צה\"ל", "צה\"ל");
        check("ג׳ירפה", "ג'ירפה", "ג'ירפה");
        check("וכו׳", "וכו'", "וכו'");
        check("\u{640}", "\u{640}", "\u{640}");
    }

    #[test]
    fn scripts_of_india() {
        check("हिंदी", "हिन्दी", "हिन्दी");
        check("हिन्दी", "हिन्दी", "हिन्दी");
        check("संमेलन", "सम्मेलन", "सम्मेलन");
        check("हँस", "हंस", "हंस");
        check("यहाँ", "यहां", "यहां");
        check("ज़मीन", "ज\u{93C}मीन", "जमीन");
        check("न्यूज", "न्यूज", "न्यूज");
        check("জন্ম", "জন্ম", "জন্ম");
    }

    #[test]
    fn digits_and_width() {
        check("१२३", "123", "123");
        check("۱۲۳٪", "123%", "123%");
        check("๒๕", "25", "25");
        check("ＡＢ１２％", "ab12%", "ab12%");
        check("ｶﾞｷﾞ", "ガギ", "ガギ");
        check("m²", "m2", "m2");
        check("H₂SO₄", "h2so4", "h2so4");
        check("⁶", "6", "6");
        check("₂", "₂", "₂");
        assert_eq!(
            (digit_value('٣'), digit_value('𝟘'), digit_value('½'), digit_value('a')),
            (Some(3), Some(0), None, None)
        );
        assert!(ZEROS.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(ZEROS.iter().all(|&zero| char::from_u32(zero).is_some_and(|c| c.is_numeric() || zero >= 0x10D40)));
    }
}
