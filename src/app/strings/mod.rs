//! The words of the interface: one struct, one value per language, so that a missing string does not compile. To add a
//! language, write its file, and name it here as a module and in `languages!`. `{name}` is a place for a value. Words
//! about articles' contents do not belong here.

mod bench;
mod en;
mod keeping;
mod language;
mod likeness;
mod measure;
mod notes;
mod repeats;
mod sets;
mod travel;
mod vi;
mod words;

pub use bench::Bench;
pub use keeping::KeepWords;
pub use language::{Plural, fill};
pub use likeness::Likeness;
pub use measure::Measures;
pub use notes::NoteWords;
pub use repeats::Repeats;
pub use sets::SetWords;
pub use travel::Travel;
pub use words::Strings;

/// Declares the languages, each with the file of its words, in the order of the switch.
macro_rules! languages {
    ($($(#[$meta:meta])* $name:ident = $file:ident,)+) => {
        /// A language of the interface.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Language {
            $($(#[$meta])* $name,)+
        }

        impl Language {
            /// All of them, in the order of the switch.
            pub const ALL: [Self; [$(stringify!($name)),+].len()] = [$(Self::$name),+];

            /// Its words.
            pub fn strings(self) -> &'static Strings {
                match self {
                    $(Self::$name => &$file::STRINGS,)+
                }
            }
        }
    };
}

languages! {
    /// Tiếng Việt.
    Vietnamese = vi,
    /// English.
    English = en,
}

/// Picks a string.
pub type Label = fn(&'static Strings) -> &'static str;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_name_languages() {
        assert_eq!(Language::of_tag("en-GB"), Some(Language::English));
        assert_eq!(Language::of_tag("VI"), Some(Language::Vietnamese));
        assert_eq!(Language::of_tag("fr"), None);
    }
}
