//! The particles that Korean writes together with a noun: `사람` is also found in `사람은` and `사람들에게`. It finds no noun
//! in a text, and takes no word apart: a query's word says what the noun is.
//!
//! Particles are a closed class, and which form of one stands depends on whether the noun ends in a consonant; both are
//! checked, so that `나무` is not found in `나무라다` nor `강` in `강아지`. Of a noun of one syllable only the particles are
//! taken that make no other common word with it (`도로`, `회의`, `국가` are no `도`, `회`, `국` with a particle).
//!
//! Sources: National Institute of Korean Language, "Korean Grammar for Foreigners" 1 (2005), ch. 4.2; I. Lee and
//! S. R. Ramsey, "The Korean Language" (2000), 5.3.

/// After a vowel, and after a consonant.
const PAIRS: [(&str, &str); 18] = [
    ("는", "은"),
    ("가", "이"),
    ("를", "을"),
    ("와", "과"),
    ("로", "으로"),
    ("로서", "으로서"),
    ("로써", "으로써"),
    ("로부터", "으로부터"),
    ("랑", "이랑"),
    ("나", "이나"),
    ("라도", "이라도"),
    ("든", "이든"),
    ("라는", "이라는"),
    ("라고", "이라고"),
    ("란", "이란"),
    ("며", "이며"),
    ("였다", "이었다"),
    ("지만", "이지만"),
];

/// After either.
const PLAIN: [&str; 25] = [
    "의",
    "에",
    "에서",
    "에게",
    "에게서",
    "께",
    "께서",
    "한테",
    "한테서",
    "도",
    "만",
    "까지",
    "부터",
    "조차",
    "마저",
    "처럼",
    "보다",
    "밖에",
    "대로",
    "만큼",
    "마다",
    "하고",
    "이다",
    "이고",
    "입니다",
];

/// What may follow a particle: those of a topic, and a few that limit or link.
const AFTER: [&str; 9] = ["는", "은", "도", "만", "의", "까지", "부터", "나", "서"];

/// Particles that another may follow.
const FOLLOWED: [&str; 20] = [
    "에",
    "에서",
    "에게",
    "에게서",
    "께서",
    "한테",
    "한테서",
    "로",
    "으로",
    "로서",
    "으로서",
    "로부터",
    "으로부터",
    "와",
    "과",
    "까지",
    "부터",
    "만",
    "보다",
    "처럼",
];

/// Those that make no other common word with a noun of one syllable.
const AFTER_ONE_SYLLABLE: [&str; 12] =
    ["는", "은", "를", "을", "에", "에서", "에게", "에는", "에도", "까지", "부터", "처럼"];

/// The syllable of the plural, after which any particle may stand.
const PLURAL: &str = "들";

/// The finals of a syllable without one, and with ㄹ, which takes the short form of `로`.
const NO_FINAL: u32 = 0;
const FINAL_L: u32 = 8;

/// The final consonant of a Hangul syllable, by its number; `None` for any other character. Source: The Unicode
/// Standard, 3.12.
fn final_of(letter: char) -> Option<u32> {
    ('가'..='힣').contains(&letter).then(|| (letter as u32 - '가' as u32) % 28)
}

/// Every ending that makes a word of this noun and particles, each once; empty for what is not written in Hangul alone.
/// Some 300 of them for a noun of two syllables.
pub fn particles(noun: &str) -> Vec<String> {
    let Some(last) = noun.chars().next_back().and_then(final_of) else { return Vec::new() };
    if !noun.chars().all(|letter| final_of(letter).is_some()) {
        return Vec::new();
    }
    let mut all = endings(last);
    if noun.chars().nth(1).is_none() {
        all.retain(|ending| AFTER_ONE_SYLLABLE.contains(&ending.as_str()));
    }
    let plural: Vec<String> = endings(FINAL_L).iter().map(|ending| format!("{PLURAL}{ending}")).collect();
    all.push(PLURAL.to_owned());
    all.extend(plural);
    all.sort_unstable();
    all.dedup();
    all
}

/// The particles and their sequences after a final consonant.
fn endings(last: u32) -> Vec<String> {
    let single = |last: u32| {
        let pair = move |&(vowel, consonant): &(&'static str, &'static str)| match last {
            NO_FINAL => vowel,
            FINAL_L if consonant.starts_with("으로") => vowel,
            _ => consonant,
        };
        PAIRS.iter().map(pair).chain(PLAIN)
    };
    let mut all: Vec<String> = Vec::new();
    for particle in single(last) {
        all.push(particle.to_owned());
        if FOLLOWED.contains(&particle) {
            let end = particle.chars().next_back().and_then(final_of).unwrap_or(NO_FINAL);
            let topic = if end == NO_FINAL { "은" } else { "는" };
            all.extend(AFTER.iter().filter(|&&after| after != topic).map(|after| format!("{particle}{after}")));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_take_the_particles_that_suit_them() {
        let check = |noun: &str, word: &str, expected: bool| {
            let found = word.strip_prefix(noun).is_some_and(|rest| particles(noun).iter().any(|one| one == rest));
            assert_eq!(found, expected, "{noun} {word}");
        };
        for word in
            ["사람은", "사람이", "사람을", "사람들", "사람들에게는", "사람에게도", "사람으로서", "사람의", "사람과는"]
        {
            check("사람", word, true);
        }
        for word in ["사람", "사람는", "사람가", "사람답게", "사람로"] {
            check("사람", word, false);
        }
        check("서울", "서울로", true);
        check("서울", "서울으로", false);
        check("정부", "정부는", true);
        check("정부", "정부에서는", true);
        check("정부", "정부은", false);
        check("물", "물을", true);
        check("회", "회의", false);
        check("나무", "나무라다", false);
        check("kbs", "kbs는", false);
    }
}
