//! Words typed with a Vietnamese input method switched off: what Telex and VNI keystrokes were to become. It looks into
//! no vocabulary: a caller uses a reading only where the corpus has it and has not the word as typed.

use super::key::exact_key;
use super::vietnamese::{Vowel, syllable_key};

/// An input method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Letters for marks: `dd`, `aa`, `ow`, and `f r x s j` for tones.
    Telex,
    /// Figures for marks: `d9`, `a6`, `o7`, `a8`, and 1 to 5 for tones.
    Vni,
}

/// The longest word read: a syllable of seven letters with a mark on each of its vowels and a tone.
const LONGEST_BYTES: usize = 12;

/// What the keystrokes of a word spell as an exact key, Telex first; only Vietnamese syllables, and only where that is
/// another word than was typed. Empty for anything but ASCII letters and figures. Linear in the word.
///
/// Marks may follow their letter at once or later in the word, as input methods allow (`vieejt`, `vietje`, `viet65`).
pub fn typed(surface: &str) -> Vec<(Method, String)> {
    if surface.len() > LONGEST_BYTES || !surface.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Vec::new();
    }
    let lower = surface.to_ascii_lowercase();
    let mut found = Vec::new();
    for (method, reading) in [(Method::Telex, telex(&lower)), (Method::Vni, vni(&lower))] {
        let key = reading.and_then(|(letters, tone)| syllable_key(&letters, tone));
        found.extend(key.filter(|key| *key != exact_key(&lower)).map(|key| (method, key)));
    }
    found
}

/// Letters without tone, and the tone (0 to 5, the order of [`Vowel::tone`]).
type Reading = (Vec<char>, u8);

fn telex(word: &str) -> Option<Reading> {
    let (mut letters, mut tone, mut marked) = (Vec::new(), 0, false);
    for key in word.chars() {
        let after_vowel = letters.iter().any(|&letter| Vowel::of(letter).is_some());
        let sign = match key {
            'f' => Some(1),
            'r' => Some(2),
            'x' => Some(3),
            's' => Some(4),
            'j' => Some(5),
            'z' => Some(0),
            _ => None,
        };
        if let Some(sign) = sign.filter(|_| after_vowel) {
            (tone, marked) = (sign, true);
        } else if matches!(key, 'a' | 'e' | 'o') && replace_last(&mut letters, key, circumflex(key))
            || key == 'd' && letters.first() == Some(&'d') && replace_last(&mut letters, 'd', 'đ')
            || key == 'w' && horn_or_breve(&mut letters)
        {
            marked = true;
        } else if key == 'w' {
            letters.push('ư');
            marked = true;
        } else {
            letters.push(key);
        }
    }
    marked.then_some((letters, tone))
}

fn vni(word: &str) -> Option<Reading> {
    let (mut letters, mut tone, mut marked) = (Vec::new(), 0, false);
    for key in word.chars() {
        let Some(figure) = key.to_digit(10) else {
            letters.push(key);
            continue;
        };
        let taken = match figure {
            // Acute, grave, hook, tilde, dot.
            1..=5 if letters.iter().any(|&letter| Vowel::of(letter).is_some()) => {
                tone = [4, 1, 2, 3, 5][figure as usize - 1];
                true
            }
            6 => ['a', 'e', 'o'].into_iter().any(|plain| replace_last(&mut letters, plain, circumflex(plain))),
            7 => horn(&mut letters),
            8 => replace_last(&mut letters, 'a', 'ă'),
            9 => letters.first() == Some(&'d') && replace_last(&mut letters, 'd', 'đ'),
            _ => false,
        };
        // A figure that marks nothing was meant as a figure.
        if !taken {
            return None;
        }
        marked = true;
    }
    marked.then_some((letters, tone))
}

fn circumflex(letter: char) -> char {
    match letter {
        'a' => 'â',
        'e' => 'ê',
        _ => 'ô',
    }
}

/// Replaces the last `plain` letter; `false` when there is none.
fn replace_last(letters: &mut [char], plain: char, with: char) -> bool {
    let last = letters.iter_mut().rfind(|letter| **letter == plain);
    last.is_some_and(|letter| {
        *letter = with;
        true
    })
}

/// `uo` takes two horns (`thuow` → `thươ`), `ua` one on its first letter (`muaw` → `mưa`), `oa` a breve (`hoaw` → `hoă`).
fn horn_or_breve(letters: &mut [char]) -> bool {
    let glide = letters.first() == Some(&'q');
    let pair =
        letters.windows(2).position(|pair| matches!(pair, ['u' | 'ư', 'o' | 'ơ']) || !glide && pair == ['u', 'a']);
    match pair {
        Some(at) if letters[at + 1] == 'a' => letters[at] = 'ư',
        Some(at) if !glide => (letters[at], letters[at + 1]) = ('ư', 'ơ'),
        _ => {
            let last = letters.iter_mut().rfind(|letter| matches!(letter, 'a' | 'o' | 'u'));
            let Some(last) = last else { return false };
            *last = match *last {
                'a' => 'ă',
                'o' => 'ơ',
                _ => 'ư',
            };
        }
    }
    true
}

/// VNI's 7: the same without the breve.
fn horn(letters: &mut [char]) -> bool {
    if !letters.iter().any(|letter| matches!(letter, 'o' | 'u')) {
        return false;
    }
    if letters.windows(2).any(|pair| pair == ['o', 'a']) {
        return false;
    }
    horn_or_breve(letters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keystrokes_become_syllables() {
        let check = |typed_word: &str, expected: &[(Method, &str)]| {
            let found = typed(typed_word);
            let found: Vec<_> = found.iter().map(|(method, key)| (*method, key.as_str())).collect();
            assert_eq!(found, expected, "{typed_word}");
        };
        use Method::{Telex, Vni};
        check("vieejt", &[(Telex, "việt")]);
        check("vietje", &[(Telex, "việt")]);
        check("dduwowcj", &[(Telex, "được")]);
        check("dduocwj", &[(Telex, "được")]);
        check("Ddangr", &[(Telex, "đảng")]);
        check("muaw", &[(Telex, "mưa")]);
        check("hoawcj", &[(Telex, "hoặc")]);
        check("quys", &[(Telex, "quý")]);
        check("quows", &[(Telex, "quớ")]);
        check("tw", &[(Telex, "tư")]);
        check("hoas", &[(Telex, "hóa")]);
        check("viet65", &[(Vni, "việt")]);
        check("d9u7o7c5", &[(Vni, "được")]);
        check("mua7", &[(Vni, "mưa")]);
        check("ho6i5", &[(Vni, "hội")]);
        check("a1", &[(Vni, "á")]);
        for plain in
            ["a80", "a8", "windows", "software", "an", "hoa", "covid19", "b1", "2021", "", "mats4", "class", "Đại"]
        {
            check(plain, &[]);
        }
    }

    proptest! {
        #[test]
        fn any_word_is_read_or_left(word in "[a-zA-Z0-9]{0,14}") {
            for (_, key) in typed(&word) {
                prop_assert_eq!(exact_key(&key), key);
            }
        }
    }
}
