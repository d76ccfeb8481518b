//! Property tests of tokens and keys over arbitrary and over Vietnamese-looking strings. No table of cases here.

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use proptest::prelude::*;

use super::script::cut_run;
use super::token::spaced_percent;
use super::*;

/// Characters that meet each other's rules: letters and marks, joiners, quotes, figures, other scripts.
const ALPHABET: &str = "aeoiuynghqthđĐðÐHOÀáảậềờượÊÔ0123459 .,'’‘_-:;%·\u{AD}\u{200B}\u{FEFF}\u{300}\u{301}\u{302}\u{303}\u{306}\u{309}\u{31B}\u{323}\u{308}üßøñçΣςἀЁйאבּآلة大か\u{3099}カｶﾞ１Ａไม่ຂខ្ម한бー²×\n";

fn mixed() -> impl Strategy<Value = String> {
    let letters: Vec<char> = ALPHABET.chars().collect();
    prop_oneof![
        3 => proptest::collection::vec(proptest::sample::select(letters), 0..24).prop_map(String::from_iter),
        1 => any::<String>(),
    ]
}

fn latin() -> impl Strategy<Value = String> {
    let letters: Vec<char> = "aăĐhớ05 .,'’_-:;%·\u{AD}\u{301}\u{323}“”…–(".chars().collect();
    proptest::collection::vec(proptest::sample::select(letters), 0..24).prop_map(String::from_iter)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tokens_lie_in_order_on_character_boundaries(text in mixed()) {
        let mut end = 0;
        for token in tokens(&text) {
            prop_assert!(token.start >= end && token.start < token.end);
            let surface = text.get(token.start as usize..token.end as usize);
            prop_assert!(surface.is_some_and(|surface| surface.contains(char::is_alphanumeric)));
            end = token.end;
        }
    }

    #[test]
    fn the_latin_scanner_agrees_with_word_boundaries(text in latin()) {
        let mut slow = Vec::new();
        let mut start = 0;
        for run in text.split_inclusive(' ') {
            cut_run(&text, start, start + run.trim_end_matches(' ').len(), &mut slow);
            start += run.len();
        }
        for token in &mut slow {
            token.end = spaced_percent(text.as_bytes(), *token).map_or(token.end, |end| end as u32);
        }
        prop_assert_eq!(tokens(&text), slow);
    }

    #[test]
    fn keys_are_idempotent(text in mixed()) {
        let exact = exact_key(&text);
        prop_assert_eq!(&exact_key(&exact), &exact);
        let fold = fold_key(&exact);
        prop_assert_eq!(&fold_key(&fold), &fold);
        let toneless = toneless_key(&exact);
        prop_assert_eq!(&toneless_key(&toneless), &toneless);
        let spelling = spelling_key(&exact);
        prop_assert_eq!(&spelling_key(&spelling), &spelling);
    }

    #[test]
    fn keys_do_not_depend_on_composition_or_case(text in mixed()) {
        let composed = ComposingNormalizerBorrowed::new_nfc().normalize(&text).into_owned();
        let decomposed = DecomposingNormalizerBorrowed::new_nfd().normalize(&text).into_owned();
        prop_assert_eq!(exact_key(&composed), exact_key(&decomposed));
        prop_assert_eq!(exact_key(&composed), exact_key(&text));
    }

    #[test]
    fn a_key_without_marks_is_its_own_fold(text in "[a-zA-Z0-9]{0,12}") {
        let exact = exact_key(&text);
        prop_assert_eq!(marks_of(&exact), Marks { tone: false, letter: false });
        prop_assert_eq!(fold_key(&exact), toneless_key(&exact));
    }

    #[test]
    fn sentences_lie_in_order_and_lose_no_letter(text in mixed()) {
        let mut end = 0;
        let mut kept = 0;
        for (start, stop) in sentences(&text) {
            prop_assert!(start >= end && start < stop);
            kept += text[start as usize..stop as usize].chars().filter(|c| c.is_alphanumeric()).count();
            end = stop;
        }
        prop_assert_eq!(kept, text.chars().filter(|c| c.is_alphanumeric()).count());
    }

    #[test]
    fn sort_keys_tell_strings_apart(a in mixed(), b in mixed()) {
        prop_assert_eq!(sort_key(&a) == sort_key(&b), a == b);
    }
}
