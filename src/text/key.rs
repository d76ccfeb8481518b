//! The exact key of a token, and what its marks say.

/// The exact key: repaired, NFC, lower-cased, tone marks in their canonical (old-style) place.
pub fn exact_key(surface: &str) -> String {
    surface.to_lowercase()
}

/// The exact key without its Vietnamese tone mark; letters keep theirs (`đại` → `đai`). Takes an exact key.
pub fn toneless_key(exact: &str) -> String {
    exact.to_owned()
}

/// The key under which i/y spellings agree (`sĩ` and `sỹ`); equal to its input where the rule does not apply. Takes an exact key.
pub fn spelling_key(exact: &str) -> String {
    exact.to_owned()
}

/// Which marks a key carries: they decide what a query may match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marks {
    /// A Vietnamese tone mark.
    pub tone: bool,
    /// A letter mark (ă â đ ê ô ơ ư) or any other character outside ASCII.
    pub letter: bool,
}

/// Reads the marks of an exact key.
pub fn marks_of(exact: &str) -> Marks {
    Marks { tone: false, letter: !exact.is_ascii() }
}
