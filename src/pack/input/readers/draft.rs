//! What readers hand over: an article before its text is read, what is left out, and how a file was decoded.
//!
//! It is data alone.

use crate::article::{Article, Known, extract_known};
use crate::pack::input::decode::Decoded;
use crate::pack::input::left_out::Omitted;
use crate::pack::input::skip::Skipped;
use std::io::{Read, Seek};

/// Bytes to read articles from: a file, or memory.
pub trait Source: Read + Seek {}

impl<T: Read + Seek> Source for T {}

/// An article before its text is read. Making one is cheap; [`Draft::article`] is where the work is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The id it would like: the record's own, the file's, or the file's with `#` and a name in it, else a digest of its
    /// content; never its place among others.
    pub id: String,
    /// Its text, decoded.
    pub text: String,
    /// What its source says of it.
    pub known: Known,
}

impl Draft {
    /// Extracts the article. Linear in the length of its text.
    pub fn article(self) -> Article {
        extract_known(&self.id, self.text, self.known)
    }
}

/// One thing that reading a file gave.
#[derive(Clone, Debug, PartialEq)]
pub enum Item<T = Draft> {
    /// An article, or its draft.
    One(T),
    /// Something in the file that is not packed.
    Skipped(Skipped),
    /// The file, or a part of it, was not in UTF-8, or damaged.
    Decoded(Decoded),
    /// What the maker should know of how the file was read: a sentence that names it.
    Noted(String),
    /// What of the file is in no article.
    LeftOut(Omitted),
    /// What the maker should look at before publishing: a sentence that begins with the file's path.
    Notice(String),
}

impl<T> Item<T> {
    /// Turns the draft into something else.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Item<U> {
        match self {
            Self::One(one) => Item::One(make(one)),
            Self::Skipped(skipped) => Item::Skipped(skipped),
            Self::Decoded(decoded) => Item::Decoded(decoded),
            Self::Noted(note) => Item::Noted(note),
            Self::LeftOut(omitted) => Item::LeftOut(omitted),
            Self::Notice(sentence) => Item::Notice(sentence),
        }
    }
}
