//! The parts of words that an apostrophe joins: `l'homme` is also found as `homme`, `NASA's` as `nasa`. It cuts no text,
//! and takes nothing apart that is one word: `п'ять`, `aujourd'hui`, `o'clock`, `don't`.
//!
//! A word is parted by what its language writes so, never by a list of words seen in a corpus:
//!
//! - *Elision*: an article, pronoun, preposition or linking word that lost its last vowel before the next word (French,
//!   Italian, Catalan, Occitan, Romansh, Corsican, Maltese, Luxembourgish, Albanian, Irish, Malagasy, Greek, and the
//!   linking words of Bantu and Akan languages). The lists are closed, and say what may follow, so that the consonants
//!   of Maya, Quechua and Breton (`k'aslemal`, `ch'unka`, `c'hoant`) stay whole.
//! - *Clitics* after a word: the English `'s 'd 'll 're 've`, the Welsh article, the Tagalog `'y` and `'t`; and the case
//!   endings that Turkish writes behind a name. `n't` is left: what is denied is not what it denies.
//!
//! Sources: M. Grevisse and A. Goosse, "Le bon usage", 16th ed., § 45; L. Serianni, "Grammatica italiana", I.73–84;
//! Institut d'Estudis Catalans, "Ortografia catalana", 2017, 4.1; G. Thorne, "A Comprehensive Welsh Grammar", § 41;
//! Türk Dil Kurumu, "Yazım Kılavuzu", apostrophe.

use super::fold::fold_key;

/// Elided before a vowel or a silent h: French, Occitan and Catalan; Italian and its neighbours; Bantu and Akan, a linking
/// word before the vowel of a noun's class; Malagasy.
const BEFORE_VOWEL: &[&str] = &[
    // French, Occitan, Catalan.
    "l", "d", "j", "m", "t", "s", "n", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "un", "dell", "all", "dall", "nell",
    "sull", "coll", "dagl", "degl", "agl", "negl", "sugl", "gl", "quest", "quell", "bell", "sant", "tutt", "mezz",
    "buon", "nessun", "ciascun", "qualcun", "alcun", "com", "dov", "cos", "quand", "quant", "tant", "senz", "anch",
    "neanch", "ogn", "grand", "pover", "vent", "trent", "ell", "ill", "v", "ind", "cun", "y", "w", "g", "z", "bw",
    "ky", "by", "ly", "ry", "mw", "vy", "cy", "rw", "lw", "tw", "gw", "kw", "sw", "zw", "ny", "my", "ty", "ey", "eky",
    "ez", "eby", "obw", "okw", "aba", "omw", "zon", "fon", "ain", "olon",
];

/// Elided before any letter: Luxembourgish and Alemannic articles, Walloon, Albanian and Maltese particles, Gaelic dh'.
const BEFORE_ANY: [&str; 8] = ["d", "l", "s", "z", "f", "x", "ç", "dh"];

/// Malagasy prepositions, before any letter.
const MALAGASY: &[&str] = &[
    "amin",
    "tamin",
    "hamin",
    "an",
    "isan",
    "anatin",
    "tanatin",
    "alohan",
    "aorian",
    "alalan",
    "hatramin",
    "ankoatran",
    "anatrehan",
];

/// Greek and Cyrillic: Greek prepositions and pronouns, and the French d' and l' of names.
const OTHER_SCRIPTS: &[&str] = &[
    "απ", "γι", "σ", "μ", "τ", "θ", "ν", "κι", "κατ", "μετ", "παρ", "αλλ", "ουδ", "δι", "επ", "υπ", "αντ", "εφ", "αφ",
    "καθ", "ξ", "д", "л",
];

/// Written together and one word since.
const WHOLE: [&str; 5] = ["y'all", "d'oh", "s'more", "s'mores", "l'chaim"];

/// Clitics after any word.
const CLITICS: [&str; 5] = ["s", "d", "ll", "re", "ve"];

/// Function words that the Welsh pronouns 'i, 'u, 'w and the particle 'n follow, and the Dutch zo'n.
const BEFORE_WELSH: &[&str] = &[
    "a", "â", "o", "i", "gyda", "na", "neu", "efo", "trwy", "drwy", "sy", "mae", "ma", "yw", "dy", "fe", "nid", "zo",
    "so",
];

/// The endings that Turkish writes behind a name after a vowel or a consonant.
const TURKISH: &str = " da de ta te dan den tan ten daki deki taki teki la le yla yle ya ye yı yi yu yü nın nin nun nün \
    na ne nda nde ndan nden lar ler ları leri lara lere ların lerin larda lerde ca ce dır dir dur dür tır tir \
    ındaki indeki ından inden ında inde ego emu ";
/// Those that follow a consonant alone.
const TURKISH_AFTER_CONSONANT: &str = " a e ı i u ü ın in un ün ";

/// The parts of an exact key, longest first, each a part of the one before: `d'obama's` → `obama's`, `obama`. Empty for a
/// word that is whole. `capital` tells that the word began with a capital letter. Linear in the key; costs one look for an apostrophe
/// where there is none.
pub fn parts(exact: &str, capital: bool) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = exact;
    while let Some(part) = part(rest, capital) {
        found.push(part);
        rest = part;
    }
    found
}

fn part(word: &str, capital: bool) -> Option<&str> {
    let at = word.bytes().position(|byte| byte == b'\'')?;
    if WHOLE.contains(&word) {
        return None;
    }
    let (before, after) = (&word[..at], &word[at + 1..]);
    if is_elided(before, after) {
        return Some(after);
    }
    let (stem, ending) = word.rsplit_once('\'')?;
    is_clitic(stem, ending, capital).then_some(stem)
}

fn is_vowel(letter: char) -> bool {
    let mut buffer = [0; 4];
    fold_key(letter.encode_utf8(&mut buffer)).starts_with(['a', 'e', 'i', 'o', 'u', 'y', 'ɛ', 'ɔ'])
}

fn is_elided(before: &str, after: &str) -> bool {
    let Some(first) = after.chars().next().filter(|first| first.is_alphabetic()) else { return false };
    let several = after.chars().nth(1).is_some();
    let vowel = is_vowel(first);
    match before {
        // French and Italian before a form of être and essere alone: elsewhere c' is a letter (Breton, Tzotzil).
        "c" => fold_key(first.encode_utf8(&mut [0; 4])) == "e",
        // Maltese; before a vowel b' is a letter of Mayan languages.
        "b" => several && !vowel,
        "m" if after.starts_with("għ") => true,
        _ if BEFORE_ANY.contains(&before) && several => true,
        _ if BEFORE_VOWEL.contains(&before) => vowel || (first == 'h' && several),
        _ if MALAGASY.contains(&before) || OTHER_SCRIPTS.contains(&before) => several,
        // A Malagasy noun linked to the next: fananan'asa.
        _ => before.len() >= 5 && before.ends_with('n') && vowel && after.chars().count() >= 3,
    }
}

fn is_clitic(stem: &str, ending: &str, capital: bool) -> bool {
    let Some(last) = stem.chars().next_back() else { return false };
    let listed = |list: &str| list.split_ascii_whitespace().any(|known| known == ending);
    let name = || capital && stem.chars().nth(1).is_some() && stem != "o";
    match ending {
        _ if CLITICS.contains(&ending) => true,
        "m" => stem == "i",
        // Not of don't.
        "t" => last != 'n' && stem.chars().nth(1).is_some(),
        "y" => is_vowel(last),
        "r" => is_vowel(last) || last == 'w',
        "n" | "i" | "u" | "w" if BEFORE_WELSH.contains(&stem) => true,
        _ => name() && (listed(TURKISH) || (!is_vowel(last) && listed(TURKISH_AFTER_CONSONANT))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::exact_key;

    fn check(surface: &str, expected: &[&str]) {
        let exact = exact_key(surface);
        assert_eq!(parts(&exact, surface.starts_with(char::is_uppercase)), expected, "{surface}");
    }

    #[test]
    fn elided_words_stand_before_the_word() {
        check("l'homme", &["homme"]);
        check("L\u{2019}\u{C9}cole", &["école"]);
        check("d'Artagnan", &["artagnan"]);
        check("qu'aujourd'hui", &["aujourd'hui"]);
        check("jusqu\u{2BC}ici", &["ici"]);
        check("c'était", &["était"]);
        check("dell'acqua", &["acqua"]);
        check("un'altra", &["altra"]);
        check("d'Lëtzebuerg", &["lëtzebuerg"]);
        check("b'xejn", &["xejn"]);
        check("m'għandux", &["għandux"]);
        check("n'abantu", &["abantu"]);
        check("bw'omuntu", &["omuntu"]);
        check("zon'olombelona", &["olombelona"]);
        check("amin'ny", &["ny"]);
        check("σ'αυτό", &["αυτό"]);
        check("д\u{2019}Артаньян", &["артаньян"]);
    }

    #[test]
    fn clitics_stand_after_it() {
        check("FDA's", &["fda"]);
        check("NASA\u{2019}S", &["nasa"]);
        check("d'Obama's", &["obama's", "obama"]);
        check("O'Brien's", &["o'brien"]);
        check("they'll", &["they"]);
        check("I'm", &["i"]);
        check("foto's", &["foto"]);
        check("mae'r", &["mae"]);
        check("sy'n", &["sy"]);
        check("tao'y", &["tao"]);
        check("Ankara'da", &["ankara"]);
        check("İstanbul'un", &["i\u{307}stanbul"]);
    }

    #[test]
    fn whole_words_stay_whole() {
        for whole in [
            "aujourd'hui",
            "o'clock",
            "don't",
            "can't",
            "п'ять",
            "об'єкт",
            "presqu'île",
            "quelqu'un",
            "prud'homme",
            "c'hoant",
            "lec'h",
            "k'aslemal",
            "ch'unka",
            "b'anik",
            "qur'on",
            "san'at",
            "sana'a",
            "Xi'an",
            "Hawai'i",
            "ng'ombe",
            "y'all",
            "O'Brien",
            "rock'n'roll",
            "ta'ata",
            "'",
            "a'",
            "'a",
            "l'",
            "m'bappé",
            "ma'am",
            "qal'a",
        ] {
            check(whole, &[]);
        }
    }
}
