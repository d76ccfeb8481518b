//! The fold key: an exact key in the common spelling of its letters and digits (see [`super::variant`]), without its Latin,
//! Greek, Arabic and Hebrew marks. Scripts whose marks are vowels or letters of their own (Thai, Devanagari, Cyrillic й)
//! keep them.

use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCompositionBorrowed;

use super::key::narrowed;
use super::variant::{has_tonos, variant_key};
use super::vietnamese::Vowel;

/// Folds an exact key (`đảng` → `dang`). What is marks alone (a tatweel that fills a line) stands for itself, so that no
/// key is empty. Linear; one allocation for ASCII and Vietnamese.
/// ```
/// use recto::text::{exact_key, fold_key};
///
/// assert_eq!(fold_key(&exact_key("Đường")), "duong");
/// assert_eq!(fold_key(&exact_key("Café")), "cafe");
/// ```
pub fn fold_key(exact: &str) -> String {
    if exact.is_ascii() {
        return exact.to_owned();
    }
    let key = without_marks(&variant_key(exact, true), true);
    // Where a point of another script stood between a letter and its stress, only the key without the point shows both.
    if key.contains(is_combining) { without_marks(&variant_key(&key, true), true) } else { key }
}

/// A key without its marks; with `light`, also without those that [`variant_key`] calls light.
pub(super) fn without_marks(exact: &str, light: bool) -> String {
    let mut key = String::with_capacity(exact.len());
    let mut marks_fall = false;
    for letter in exact.chars() {
        if letter.is_ascii() {
            key.push(letter);
            marks_fall = true;
        } else if let Some(vowel) = Vowel::of(letter) {
            key.push(vowel.base());
            marks_fall = true;
        } else if letter == 'đ' {
            key.push('d');
            marks_fall = true;
        } else if is_combining(letter) {
            if !marks_fall {
                key.push(letter);
            }
        } else if !light && has_tonos(letter) {
            key.push(letter);
            marks_fall = true;
        } else if is_latin_or_greek(letter) {
            fold_european(letter, &mut key);
            marks_fall = true;
        } else {
            let before = key.len();
            fold_other(letter, &mut key);
            // A point that fell leaves the letter beneath it in charge of the marks that follow.
            marks_fall = if key.len() == before { marks_fall } else { key.ends_with(|last: char| last.is_ascii()) };
        }
    }
    if key.is_empty() { exact.to_owned() } else { key }
}

/// The general combining marks. Marks of one script only are dealt with in [`fold_other`].
fn is_combining(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

fn is_latin_or_greek(letter: char) -> bool {
    matches!(letter, '\u{C0}'..='\u{24F}' | '\u{250}'..='\u{2AF}' | '\u{370}'..='\u{3FF}' | '\u{1E00}'..='\u{1FFF}'
        | '\u{2C60}'..='\u{2C7F}' | '\u{A720}'..='\u{A7FF}' | '\u{FB00}'..='\u{FB06}')
}

/// Writes a Latin or Greek letter without its marks.
fn fold_european(letter: char, key: &mut String) {
    let decomposer = const { DecomposingNormalizerBorrowed::new_nfd() };
    let base = decomposer.normalize_iter(std::iter::once(letter)).next().unwrap_or(letter);
    if let Some(letters) = spelled_out(base) {
        key.push_str(letters);
        return;
    }
    match base {
        'þ' => key.push_str("th"),
        'ø' => key.push('o'),
        'ł' => key.push('l'),
        'ð' | 'ɖ' => key.push('d'),
        'ħ' => key.push('h'),
        'ŧ' => key.push('t'),
        _ => key.push(base),
    }
}

/// The plain letters that a ligature or an older form of a letter is written for.
pub(super) fn spelled_out(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ĳ' => "ij",
        'ı' => "i",
        'ſ' => "s",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => return None,
    })
}

/// Writes a letter of another script, or the mark that it takes.
fn fold_other(letter: char, key: &mut String) {
    match letter {
        // Arabic vowel signs, Quranic marks and the tatweel; Hebrew points and accents.
        '\u{610}'..='\u{61A}'
        | '\u{640}'
        | '\u{64B}'..='\u{65F}'
        | '\u{670}'
        | '\u{6D6}'..='\u{6DC}'
        | '\u{6DF}'..='\u{6E4}'
        | '\u{6E7}'
        | '\u{6E8}'
        | '\u{6EA}'..='\u{6ED}'
        | '\u{591}'..='\u{5BD}'
        | '\u{5BF}'
        | '\u{5C1}'
        | '\u{5C2}'
        | '\u{5C4}'
        | '\u{5C5}'
        | '\u{5C7}' => {}
        '\u{3099}' | '\u{309A}' => push_voice_mark(letter, key),
        _ => key.push(narrowed(letter).to_ascii_lowercase()),
    }
}

/// Writes the full-width kana of a half-width one, or adds its voice mark to the kana before it.
pub(super) fn push_wide_kana(half: char, key: &mut String) {
    match half {
        '\u{FF9E}' | '\u{FF9F}' => push_voice_mark(wide_kana(half), key),
        _ => key.push(wide_kana(half)),
    }
}

/// Composes a voice mark with the kana before it (カ and ゛ to ガ), as NFC does where that kana was wide from the start.
fn push_voice_mark(mark: char, key: &mut String) {
    let composer = const { CanonicalCompositionBorrowed::new() };
    match key.chars().next_back().and_then(|kana| composer.compose(kana, mark)) {
        Some(voiced) => {
            key.pop();
            key.push(voiced);
        }
        None => key.push(mark),
    }
}

/// The full-width kana of the half-width ones, from U+FF65 on; the last two are combining voice marks.
const WIDE_KANA: &str = "・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン\u{3099}\u{309A}";

fn wide_kana(half: char) -> char {
    WIDE_KANA.chars().nth(half as usize - 0xFF65).unwrap_or(half)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::exact_key;

    fn check(surface: &str, expected: &str) {
        assert_eq!(fold_key(&exact_key(surface)), expected, "{surface}");
    }

    #[test]
    fn latin_and_greek_lose_their_marks() {
        check("Đặng", "dang");
        check("Ǿre", "ore");
        check("ǼGIR", "aegir");
        check("ŐŰ", "ou");
        check("Ὀδυσσεύς", "οδυσσευσ");
        check("ᾳ", "α");
        check("İI", "ii");
        check("ẞ", "ss");
        check("eﬃcient", "efficient");
        check("x\u{323}\u{302}", "x");
    }

    #[test]
    fn other_scripts_keep_what_are_letters() {
        check("й", "й");
        check("й\u{301}", "й\u{301}");
        check("о\u{301}блако", "облако");
        check("ї", "ї");
        check("ไม่", "ไม่");
        check("한국어", "한국어");
        check("が", "が");
    }

    #[test]
    fn width_is_folded() {
        check("ＡＢＣ１％", "abc1%");
        check("ｶﾞｷﾞﾊﾟｰ", "ガギパー");
    }

    #[test]
    fn arabic_and_hebrew_points_fall() {
        check("آبٌ", "اب");
        check("کتابـی", "كتابي");
        check("בְּרֵאשִׁית", "בראשית");
    }

    #[test]
    fn no_key_is_empty() {
        check("\u{640}\u{640}", "\u{640}\u{640}");
        check("\u{6e8}", "\u{6e8}");
        for letter in (' '..='\u{1ffff}').filter(|c| c.is_alphanumeric()) {
            let exact = exact_key(letter.encode_utf8(&mut [0; 4]));
            assert!(!exact.is_empty() && !fold_key(&exact).is_empty(), "{letter:?}");
        }
    }
}
