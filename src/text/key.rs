//! The exact key of a token, what its marks say, and the weaker keys under which other spellings agree. It cuts no
//! text and folds no letters.

use super::fold::{fold_key, without_marks};
use super::repair::{is_invisible, repair};
use super::variant::variant_key;
use super::vietnamese::{Vowel, place_tone};
use std::borrow::Cow;

/// The exact key: repaired, NFC, lower-cased, tone marks in their canonical (old-style) place.
///
/// Linear in the surface. Allocates once for ASCII and for precomposed Vietnamese whose tone stands in place.
/// ```
/// use recto::text::exact_key;
///
/// assert_eq!(exact_key("Đường"), "đường");
/// // The tone stands in one place, whichever was typed; letters and their marks may be typed apart.
/// assert_eq!(exact_key("HOÀ"), exact_key("hòa"));
/// assert_eq!(exact_key("be\u{309}"), "bẻ");
/// ```
pub fn exact_key(surface: &str) -> String {
    if surface.trim_end_matches(is_invisible).ends_with('%') && surface.contains(char::is_whitespace) {
        return exact_key(&surface.replace(char::is_whitespace, ""));
    }
    if surface.contains(['\n', '\r'])
        && let Some(whole) = super::broken::on_one_line(surface)
    {
        return exact_key(&whole);
    }
    if surface.is_ascii() {
        return surface.to_ascii_lowercase();
    }
    match lower_precomposed(surface) {
        Some(Lowered { key, movable: false }) => key,
        Some(Lowered { key, movable: true }) => place_tone(&key).unwrap_or(key),
        None => {
            let key = repair(surface);
            place_tone(&key).unwrap_or(key)
        }
    }
}

struct Lowered {
    key: String,
    /// One tone mark and a second vowel, so that the mark may stand in the wrong place.
    movable: bool,
}

/// Lower-cases a word of ASCII and precomposed Vietnamese letters; `None` when it holds anything that [`repair`] must
/// see.
fn lower_precomposed(surface: &str) -> Option<Lowered> {
    let mut key = String::with_capacity(surface.len());
    let (mut vowels, mut tones) = (0, 0);
    for letter in surface.chars() {
        if let Some(vowel) = Vowel::of(letter) {
            vowels += 1;
            tones += u32::from(vowel.tone > 0);
            key.push(vowel.lower());
        } else if letter.is_ascii() {
            key.push(letter.to_ascii_lowercase());
        } else {
            key.push(match letter {
                'đ' | 'Đ' => 'đ',
                '\u{2019}' => '\'',
                _ => return None,
            });
        }
    }
    Some(Lowered { key, movable: tones == 1 && vowels > 1 })
}

/// The exact key without its Vietnamese tone mark; letters keep theirs (`đại` → `đai`). Takes an exact key.
pub fn toneless_key(exact: &str) -> String {
    if exact.is_ascii() {
        return exact.to_owned();
    }
    exact.chars().map(|letter| Vowel::of(letter).map_or(letter, |vowel| vowel.with_tone(0))).collect()
}

/// What a comparison overlooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Overlooked {
    /// Tone marks.
    pub tone: bool,
    /// Letter marks (ă â ê ô ơ ư), and whatever else folding takes away.
    pub letters: bool,
    /// The stroke of đ.
    pub stroke: bool,
    /// Every tone mark but the dot below, which other languages than Vietnamese have as a letter's own: Yoruba ọ and ọ̀.
    pub pitch: bool,
    /// Letters, signs and digits that are written for each other, see [`variant_key`].
    pub variants: bool,
    /// Beside variants, light marks: those that everyday writing leaves out.
    pub light: bool,
}

impl Overlooked {
    /// Nothing: what the exact key overlooks.
    pub const NOTHING: Self =
        Self { tone: false, letters: false, stroke: false, pitch: false, variants: false, light: false };
    /// Everything: what the fold key overlooks.
    pub const ALL: Self = Self { tone: true, letters: true, stroke: true, pitch: true, variants: true, light: true };
}

/// An exact key without what is overlooked: with nothing the key itself, with the tone alone its toneless key, with all
/// its fold key. Linear; allocates only where it may differ.
pub fn reduced_key(exact: &str, overlooked: Overlooked) -> Cow<'_, str> {
    let Overlooked { tone, letters, stroke, pitch, variants, light } = overlooked;
    if exact.is_ascii() || overlooked == Overlooked::default() {
        return Cow::Borrowed(exact);
    }
    if overlooked == Overlooked::ALL {
        return Cow::Owned(fold_key(exact));
    }
    let spelled = if variants { variant_key(exact, light) } else { Cow::Borrowed(exact) };
    if !(tone || letters || stroke || pitch) {
        return spelled;
    }
    if variants && tone && letters && stroke {
        return Cow::Owned(without_marks(&spelled, light));
    }
    let mut key = String::with_capacity(spelled.len());
    for letter in spelled.chars() {
        match Vowel::of(letter) {
            Some(vowel) => {
                let plain = if letters { Vowel::of(vowel.base()).unwrap_or(vowel) } else { vowel };
                let falls = tone || pitch && vowel.tone != DOT_BELOW;
                key.push(plain.with_tone(if falls { 0 } else { vowel.tone }));
            }
            None if letter == 'đ' => key.push(if stroke { 'd' } else { 'đ' }),
            None if (tone || pitch) && is_pitch(letter) && key.ends_with(is_latin) => {}
            None if letters => key.push_str(&without_marks(letter.encode_utf8(&mut [0; 4]), light)),
            None => key.push(level(letter, tone || pitch, pitch)),
        }
    }
    Cow::Owned(key)
}

/// The number of the dot below among tones.
const DOT_BELOW: u8 = 5;

/// A combining mark of pitch or stress: grave, acute, tilde, macron, hook, caron. NFC leaves it over a letter that bears
/// another mark, and over consonants.
fn is_pitch(letter: char) -> bool {
    matches!(letter, '\u{300}' | '\u{301}' | '\u{303}' | '\u{304}' | '\u{309}' | '\u{30C}')
}

fn is_latin(letter: char) -> bool {
    letter.is_ascii_alphabetic() || matches!(letter, '\u{C0}'..='\u{2AF}' | '\u{1E00}'..='\u{1EFF}')
}

/// A precomposed letter without its pitch, where NFC composes it from a letter with a mark of its own, or from a plain one
/// that only languages with dotted vowels write so.
fn level(letter: char, any: bool, dotted: bool) -> char {
    match letter {
        'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' if any => 'ü',
        'ā' | 'ǎ' if dotted => 'a',
        'ē' | 'ě' if dotted => 'e',
        'ī' | 'ǐ' if dotted => 'i',
        'ō' | 'ǒ' if dotted => 'o',
        'ū' | 'ǔ' if dotted => 'u',
        'ǹ' | 'ń' if dotted => 'n',
        'ḿ' if dotted => 'm',
        _ => letter,
    }
}

/// A key of a surface in the case its letters have there (`hà` and `HÀ` → `HÀ`): the n-th letter of the key takes the
/// case of the n-th letter of the surface.
pub fn cased_key(key: &str, surface: &str) -> String {
    let mut upper = surface.chars().filter(|letter| letter.is_alphabetic()).map(char::is_uppercase);
    let mut cased = String::with_capacity(key.len());
    for letter in key.chars() {
        if letter.is_alphabetic() && upper.next() == Some(true) {
            cased.extend(letter.to_uppercase());
        } else {
            cased.push(letter);
        }
    }
    cased
}

/// The exact key with its tone mark where it was typed: what the beginning or the middle of a longer word may look like.
pub fn unplaced_key(surface: &str) -> String {
    if surface.is_ascii() { surface.to_ascii_lowercase() } else { repair(surface) }
}

/// Onsets before which an open `y` and `i` sound alike and are both written.
const SPELLED_BOTH_WAYS: [&str; 12] = ["b", "h", "k", "l", "m", "n", "qu", "s", "t", "th", "v", "x"];

/// The key under which i/y spellings agree (`sĩ` and `sỹ`); equal to its input where the rule does not apply. Takes an exact key.
pub fn spelling_key(exact: &str) -> String {
    let Some(last) = exact.chars().next_back() else { return String::new() };
    let onset = exact.strip_suffix(last).unwrap_or("");
    match Vowel::of(last) {
        Some(vowel) if vowel.base() == 'y' && SPELLED_BOTH_WAYS.contains(&onset) => {
            let spelled_with_i = Vowel::of('i').expect("i is a vowel").with_tone(vowel.tone);
            format!("{onset}{spelled_with_i}")
        }
        _ => exact.to_owned(),
    }
}

/// Which marks a key carries: they decide what a query may match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marks {
    /// A Vietnamese tone mark.
    pub tone: bool,
    /// A letter mark (ă â đ ê ô ơ ư), or anything else that folding takes away.
    pub letter: bool,
}

/// Reads the marks of an exact key. A key without any may match whatever folds to it: an ASCII word always, and a word
/// of another script that is written without marks (`محمد`, `елка`). What a language writes in two ways is no mark (`ё`,
/// `ß`), and neither are light marks, see [`variant_key`].
pub fn marks_of(exact: &str) -> Marks {
    if exact.is_ascii() {
        return Marks { tone: false, letter: false };
    }
    let spelled = variant_key(exact, true);
    let tone = spelled.chars().any(|letter| Vowel::of(letter).is_some_and(|vowel| vowel.tone > 0));
    let toneless = toneless_key(&spelled);
    let letter = !toneless.is_ascii() && without_marks(&toneless, true) != toneless;
    Marks { tone, letter }
}

/// Whether all the tone marks of an exact key are dots below, and there is one: in other languages than Vietnamese those
/// are letter marks, beside which the pitch may be left out.
pub fn dots_alone(exact: &str) -> bool {
    let mut tones = exact.chars().filter_map(Vowel::of).map(|vowel| vowel.tone).filter(|&tone| tone > 0).peekable();
    tones.peek().is_some() && tones.all(|tone| tone == DOT_BELOW) && !exact.contains(is_pitch)
}

fn is_wide(letter: char) -> bool {
    ('\u{FF01}'..='\u{FF5E}').contains(&letter)
}

/// The ASCII character of a full-width form (U+FF01 to U+FF5E stand 0xFEE0 above it); any other as it is.
pub(super) fn narrowed(letter: char) -> char {
    if is_wide(letter) { char::from_u32(letter as u32 - 0xFEE0).unwrap_or(letter) } else { letter }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_keys() {
        let check = |surface: &str, expected: &str| assert_eq!(exact_key(surface), expected, "{surface}");
        check("HOÀ", "hòa");
        check("20\u{A0}%", "20%");
        check("20 %\u{AD}", "20%");
        check("Don\u{2019}t", "don't");
        check("nh\u{AD}ư", "như");
        // Marks without a letter, in either order, are no word that a line's end breaks.
        check("\u{300}\u{5bc}\u{AD}\na", "\u{5bc}\u{300}\na");
        check("\u{5bc}\u{300}\u{AD}\na", "\u{5bc}\u{300}\na");
        check("\u{FEFF}Đ\u{200B}ảng", "đảng");
        check("HÐND", "hđnd");
        check("Ðắk", "đắk");
        check("það", "það");
        check("VIÐ", "við");
        check("Σίσυφος", "σίσυφοσ");
        check("İstanbul", "i\u{307}stanbul");
        check("ho\u{300}a", "hòa");
        check("hoa\u{300}", "hòa");
        check("qu\u{301}a\u{302}", "quấ");
        check("\u{212A}\u{301}", "ḱ");
    }

    #[test]
    fn marks_decide_what_a_query_matches() {
        let check = |key: &str, tone, letter| assert_eq!(marks_of(key), Marks { tone, letter }, "{key}");
        check("bao", false, false);
        check("bảo", true, false);
        check("đai", false, true);
        check("đại", true, true);
        check("müller", false, true);
        check("елка", false, false);
        check("ёлка", false, false);
        check("straße", false, false);
        check("أحمد", false, false);
        check("ज\u{93C}मीन", false, false);
        check("ọ̀rọ̀", true, true);
        check("１９４８", false, false);
        check("大", false, false);
        check("مُحَمَّد", false, true);
        check("محمد", false, false);
    }

    #[test]
    fn reduced_keys_overlook_what_they_are_told() {
        let check = |key: &str, marks: &str, expected: &str| {
            let has = |mark| marks.contains(mark);
            let overlooked = Overlooked {
                tone: has('t'),
                letters: has('l'),
                stroke: has('s'),
                pitch: has('p'),
                variants: has('v'),
                light: has('o'),
            };
            assert_eq!(reduced_key(key, overlooked), expected, "{key} {marks}");
        };
        check("đậu", "", "đậu");
        check("đậu", "t", "đâu");
        check("đậu", "l", "đạu");
        check("đậu", "s", "dậu");
        check("đậu", "tl", "đau");
        check("đậu", "ls", "dạu");
        check("đậu", "tls", "dau");
        check("müñ", "l", "mun");
        check("straße", "v", "strasse");
        check("أَحمى", "v", "أَحمي");
        check("أَحمى", "vo", "اَحمي");
        check("أَحمى", "vtls", "أحمي");
        check("أَحمى", "votls", "احمي");
        check("σοφόσ", "vtls", "σοφόσ");
        check("ọ̀rọ̀", "p", "ọrọ");
        check("ẹ́gbẹ́", "p", "ẹgbẹ");
        check("ọdún", "p", "ọdun");
        check("họp hóp", "p", "họp hop");
        check("lǜ", "t", "lü");
        check("vyrų\u{303}", "t", "vyrų");
    }

    #[test]
    fn cases_are_those_of_the_surface() {
        let check = |surface: &str, expected: &str| assert_eq!(cased_key(&exact_key(surface), surface), expected);
        check("HOÀ", "HÒA");
        check("Hoà", "Hòa");
        check("hoa\u{300}", "hòa");
        check("Don\u{2019}T", "Don'T");
        check("A80b", "A80b");
        assert_eq!(unplaced_key("Hoà"), "hoà");
    }

    #[test]
    fn toneless_keys_keep_letters() {
        let check = |key: &str, expected: &str| assert_eq!(toneless_key(key), expected);
        check("đại", "đai");
        check("thuở", "thuơ");
        check("señor", "señor");
        check("abc", "abc");
    }
}
