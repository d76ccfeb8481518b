//! The value of a facet as it is kept, shown and chosen, so that two which look alike are one. It folds no case and no mark.

use icu_normalizer::ComposingNormalizerBorrowed;

/// A value in one form: NFC, one blank between words whatever stood there (several, a no-break or an ideographic one), none
/// at the ends, and no character that takes no room.
///
/// ```
/// use recto::text::facet_value;
///
/// assert_eq!(facet_value(" Báo\u{a0} Làng\u{200b} "), "Báo Làng");
/// assert_eq!(facet_value("Ba\u{301}o Làng"), facet_value("Báo Làng"));
/// ```
pub fn facet_value(value: &str) -> String {
    let takes_room = |character: &char| !matches!(character, '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}');
    let seen: String = value.chars().filter(takes_room).collect();
    let mut spaced = String::with_capacity(seen.len());
    for word in seen.split_whitespace() {
        if !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push_str(word);
    }
    let composer = const { ComposingNormalizerBorrowed::new_nfc() };
    if composer.is_normalized(&spaced) { spaced } else { composer.normalize(&spaced).into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn blanks_and_forms_of_letters_make_no_other_value() {
        let check = |value: &str, expected: &str| assert_eq!(facet_value(value), expected, "{value:?}");
        for same in [
            "Báo Một",
            " Báo Một",
            "Báo  Một ",
            "Báo\u{a0}Một",
            "Báo\u{202f}\tMột",
            "Báo\u{3000}Một\n",
            "Ba\u{301}o Mộ\u{ad}t",
        ] {
            check(same, "Báo Một");
        }
        check(" \u{feff}\u{a0}", "");
        check("Báo một", "Báo một");
        check("BáoMột", "BáoMột");
        // A joiner shapes what stands beside it.
        check("می\u{200c}رود", "می\u{200c}رود");
    }

    proptest! {
        #[test]
        fn a_value_in_its_form_stays(value in "[a ăậ\u{301}\u{a0}\u{200b}\t]{0,9}|.{0,20}") {
            let once = facet_value(&value);
            prop_assert_eq!(facet_value(&once), once);
        }
    }
}
