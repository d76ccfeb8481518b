//! How languages are told apart and their words are put together. It holds no words.

use super::Language;

impl Language {
    /// The language of a tag such as `en-GB`; `None` for one that the interface does not speak.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|one| one.strings().tag.eq_ignore_ascii_case(primary))
    }
}

/// A counted noun, with `{n}` for the number. The category comes from `Intl.PluralRules`.
#[derive(Debug)]
pub struct Plural {
    /// The category `one`.
    pub one: &'static str,
    /// Every other category.
    pub other: &'static str,
}

/// Puts values into the places of a text.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}
