//! The languages of the interface, and how their words are put together. It holds no words.

use super::{Strings, en, vi};

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Tiếng Việt.
    Vietnamese,
    /// English.
    English,
}

impl Language {
    /// Both, in the order of the switch.
    pub const ALL: [Self; 2] = [Self::Vietnamese, Self::English];

    /// The language of a tag such as `en-GB`; `None` for one that the interface does not speak.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|one| one.strings().tag.eq_ignore_ascii_case(primary))
    }

    /// Its words.
    pub fn strings(self) -> &'static Strings {
        match self {
            Self::Vietnamese => &vi::STRINGS,
            Self::English => &en::STRINGS,
        }
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
