//! Small words inside the names of people (`van`, `de`), and syllables of Korean names. It reads no name.

use super::word::Word;

/// Whether a small word of names follows a word of one, and a capital that.
pub(super) fn opens_particle(after: &str) -> bool {
    const PARTICLES: [&str; 14] =
        ["van", "von", "de", "del", "della", "der", "da", "dos", "di", "du", "bin", "al", "ter", "ten"];
    let Some(rest) = after.strip_prefix(' ') else { return false };
    PARTICLES.iter().any(|particle| {
        let after = rest.strip_prefix(particle).and_then(|rest| rest.strip_prefix([' ', '-']));
        after.is_some_and(|after| after.starts_with(char::is_uppercase) || opens_particle(&rest[particle.len()..]))
    })
}

/// Whether a foreign word is followed by what stands in names of people alone: `Ludwig van Beethoven`.
pub(super) fn is_noble(text: &str, word: Word) -> bool {
    let after = &text[word.end..];
    [" van ", " von ", " bin "].iter().any(|particle| after.starts_with(particle)) && opens_particle(after)
}

/// Longest syllable of a Korean name, in bytes.
const LONGEST_SYLLABLE: usize = 6;

/// Whether a word may be a syllable of a Korean name in Latin letters: it has vowels at one place, and is no word that a
/// hyphen joins to a name in English (`Park-led`).
pub(super) fn is_korean_syllable(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let vowel = |byte: u8| matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    let first = lower.bytes().position(|byte| vowel(byte) && byte != b'y');
    let groups =
        lower.as_bytes().chunk_by(|one, other| vowel(*one) == vowel(*other)).filter(|group| vowel(group[0])).count();
    (2..=LONGEST_SYLLABLE).contains(&lower.len())
        && lower.bytes().all(|byte| byte.is_ascii_lowercase())
        && first.is_some()
        && groups == 1
        && !matches!(lower.as_str(), "led" | "born" | "run" | "long" | "bound" | "built" | "held" | "hit" | "made")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_of_names_have_a_capital_behind_them() {
        for (after, expected) in [
            (" van Sampler", true),
            (" van der Sampler", true),
            (" de Sampler", true),
            (" van hàng", false),
            (" vang Sampler", false),
            (", van Sampler", false),
            ("", false),
        ] {
            assert_eq!(opens_particle(after), expected, "{after:?}");
        }
    }

    #[test]
    fn korean_syllables_have_one_vowel() {
        assert!(["un", "Jae", "Heung", "hye", "Seo", "moon"].iter().all(|word| is_korean_syllable(word)));
        assert!(
            ["style", "based", "led", "Avenue", "Lane", "hàng", "x", ""].iter().all(|word| !is_korean_syllable(word))
        );
    }
}
