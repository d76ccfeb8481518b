//! Vietnamese alphabetical order, without a collation library: a key whose bytes compare as the strings should. It
//! approximates other scripts by code point.

use super::fold::fold_key;
use super::key::exact_key;
use super::token::tokens;
use super::vietnamese::Vowel;

/// The letters of the Vietnamese order with the Latin ones it does not use; each is a primary difference.
const ALPHABET: [char; 33] = [
    'a', 'ă', 'â', 'b', 'c', 'd', 'đ', 'e', 'ê', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'ô', 'ơ', 'p', 'q',
    'r', 's', 't', 'u', 'ư', 'v', 'w', 'x', 'y', 'z',
];

/// First primary weights; what sorts below all of them separates the levels.
const SPACE: u8 = 0x02;
const SYMBOL: u8 = 0x03;
const FIGURE: u8 = 0x10;
const LETTER: u8 = 0x20;
const LEVEL_END: u8 = 0x00;
/// Secondary weight of a mark that is no Vietnamese tone, after the six tones.
const OTHER_MARK: u8 = 7;

/// Makes the sort key of a title or name, after CLDR's `vi`: letters (a ă â b … d đ e ê …) over the whole string, then
/// tones (level, grave, hook, tilde, acute, dot), then lower before upper case, then code points. A tone mark counts
/// where the old style puts it, so that `hoà` and `hòa` stand together.
///
/// Allocates some three times the text's bytes; meant for titles and names, at pack time.
pub fn sort_key(text: &str) -> Vec<u8> {
    let mut primary = Vec::with_capacity(text.len() * 3);
    let (mut secondary, mut tertiary) = (Vec::new(), Vec::new());
    let mut at = 0;
    for token in tokens(text) {
        weigh(&text[at..token.start as usize], &mut primary, &mut secondary);
        weigh(&exact_key(token.of(text)), &mut primary, &mut secondary);
        at = token.end as usize;
    }
    weigh(&text[at..], &mut primary, &mut secondary);
    tertiary
        .extend(text.chars().filter(|letter| letter.is_alphabetic()).map(|letter| 1 + u8::from(letter.is_uppercase())));

    let mut key = primary;
    for level in [&secondary[..], &tertiary[..], text.as_bytes()] {
        key.push(LEVEL_END);
        key.extend_from_slice(level);
    }
    key
}

/// Appends the primary and secondary weights of lower-case text.
fn weigh(text: &str, primary: &mut Vec<u8>, secondary: &mut Vec<u8>) {
    let mut buffer = [0; 4];
    for letter in text.chars() {
        let vowel = Vowel::of(letter);
        let tone = 1 + vowel.map_or(0, |vowel| vowel.tone);
        let plain = vowel.map_or(letter, |vowel| vowel.with_tone(0));
        if let Some(place) = place_of(plain) {
            primary.push(LETTER + place);
            secondary.push(tone);
        } else if letter.is_whitespace() {
            primary.push(SPACE);
            secondary.push(1);
        } else if letter.is_ascii_digit() {
            primary.push(FIGURE + (letter as u8 - b'0'));
            secondary.push(1);
        } else if !letter.is_alphanumeric() {
            primary.push(SYMBOL);
            primary.extend_from_slice(letter.encode_utf8(&mut buffer).as_bytes());
            secondary.push(1);
        } else {
            // ü as u with a mark, ø as o; what folds to no Latin letter sorts after them, by its bytes.
            for base in fold_key(letter.encode_utf8(&mut buffer)).chars() {
                match place_of(base) {
                    Some(place) => primary.push(LETTER + place),
                    None => primary.extend_from_slice(base.encode_utf8(&mut buffer).as_bytes()),
                }
                secondary.push(OTHER_MARK);
            }
        }
    }
}

fn place_of(letter: char) -> Option<u8> {
    ALPHABET.iter().position(|&known| known == letter).map(|place| place as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_order() {
        let check = |sorted: &[&str]| {
            for pair in sorted.windows(2) {
                assert!(sort_key(pair[0]) < sort_key(pair[1]), "{} < {}", pair[0], pair[1]);
            }
        };
        check(&[
            "", "7", "a", "A", "à", "ả", "ã", "á", "ạ", "ă", "â", "b", "d", "đ", "e", "ê", "muller", "müller", "muo",
        ]);
        check(&["cơ", "cớ", "cơ quan", "cơ sở", "cỡi", "дом", "中"]);
        check(&["hoà", "hòa", "hoà b", "hòa c"]);
    }
}
