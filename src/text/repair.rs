//! Repair and normalisation of what is not plain precomposed Vietnamese: invisible characters, marks in the wrong
//! order, look-alikes of đ, case. It moves no tone between letters and drops no mark.

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

use super::vietnamese::Vowel;

/// A character that shows nothing: soft hyphen, zero-width space and joiners, direction marks, byte order mark.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(character, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// Lower-cases a word in NFC, without its invisible characters, with Vietnamese marks and đ repaired.
///
/// Lower-casing looks at one character at a time, so that ς and σ, which only their place tells apart, share a key.
pub(super) fn repair(surface: &str) -> String {
    let mut lowered = String::with_capacity(surface.len() + 2);
    for character in surface.chars().filter(|&character| !is_invisible(character)) {
        lowered.extend(character.to_lowercase().map(unified));
    }
    if lowered.contains(MODIFIERS) {
        lowered = modifiers_first(&lowered);
    }
    let composer = const { ComposingNormalizerBorrowed::new_nfc() };
    if !composer.is_normalized(&lowered) {
        lowered = composer.normalize(&lowered).into_owned();
    }
    if lowered.contains(['ð', 'ɖ']) && stands_for_d_with_stroke(&lowered) {
        lowered = lowered.replace(['ð', 'ɖ'], "đ");
    }
    lowered
}

/// Characters that keyboards and software exchange freely.
fn unified(character: char) -> char {
    match character {
        'ς' => 'σ',
        '\u{2018}' | '\u{2019}' | '\u{2BB}' | '\u{2BC}' | '\u{FF07}' => '\'',
        _ => character,
    }
}

const MODIFIERS: [char; 2] = ['\u{302}', '\u{306}'];
/// Grave, acute, tilde, hook above. The dot below has another combining class and sorts itself.
const TONES: [char; 4] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}'];

/// Puts a circumflex or breve before the tone marks that were typed ahead of it: both have combining class 230, so that
/// no normalisation form reorders them, and NFC would compose the wrong letter. Linear in any pile of marks.
fn modifiers_first(lowered: &str) -> String {
    let decomposer = const { DecomposingNormalizerBorrowed::new_nfd() };
    let mut ordered = String::with_capacity(lowered.len() + 8);
    let mut tones = String::new();
    let mut base = ' ';
    for character in decomposer.normalize(lowered).chars() {
        if TONES.contains(&character) {
            tones.push(character);
            continue;
        }
        if takes(base, character) {
            ordered.push(character);
            continue;
        }
        ordered.push_str(&tones);
        tones.clear();
        ordered.push(character);
        if !('\u{300}'..='\u{36F}').contains(&character) {
            base = character;
        }
    }
    ordered + &tones
}

fn takes(base: char, modifier: char) -> bool {
    matches!((base, modifier), ('a' | 'e' | 'o', '\u{302}') | ('a', '\u{306}'))
}

/// Tells the eth of broken Vietnamese (Ðảng, HÐND) from that of Icelandic (það, VIÐ): no Icelandic word starts with it
/// or has no vowel.
fn stands_for_d_with_stroke(word: &str) -> bool {
    let is_eth = |letter: char| matches!(letter, 'ð' | 'ɖ');
    let vietnamese = |letter: char| letter.is_ascii() || letter == 'đ' || is_eth(letter) || Vowel::of(letter).is_some();
    word.chars().all(vietnamese)
        && (word.starts_with(is_eth) || !word.chars().any(|letter| Vowel::of(letter).is_some()))
}
