//! A person named in a text, and what may turn out to be one once the whole article is known.

use super::run::Run;

/// A person named in a text: a half-open byte range and the full name it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonMention {
    /// Full name, composed, as the article first gives it.
    pub name: String,
    /// First byte of the name, after the title.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A run of words that may name a person, before the whole article is known.
pub(super) struct Candidate {
    /// First byte, in the article's text.
    pub start: u32,
    pub run: Run,
    pub kind: CandidateKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum CandidateKind {
    /// A full name: a title stands before it, or it leaves no doubt.
    Full,
    /// A full name without a title: counts unless the article has a street of that name.
    Certain,
    /// A street, a school or a company that is called like a person.
    Place,
    /// A title and a word or two, which a full name in the same article must end with.
    Short,
    /// The title of a player and one foreign word: the same, or a name by itself where nothing says that it is a club.
    Player,
    /// A title and one foreign word: a name by itself where no longer one ends with it.
    Lone,
    /// A surname and more, without a title: counts when the same name is certain elsewhere.
    Bare,
    /// Any other capital: counts where it is a known name, or the telling word of a foreign one. Its run is empty.
    Loose,
    /// The same right after a foreign word with a capital: counts where it is the whole of a known name.
    Inner,
}
