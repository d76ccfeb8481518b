//! What a query says, as a tree. It knows nothing of an index.

use crate::article::Date;
use crate::engine::protocol::Problem;

/// A word of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As typed.
    pub surface: String,
    /// Its exact key.
    pub exact: String,
    /// Stands for every word that begins with it.
    pub prefix: bool,
    /// Typed without a space after the word before it (`học-công`, Han): never parted from it.
    pub joined: bool,
}

/// A part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// An unquoted run of words.
    Words(Vec<Word>),
    /// Words in quotation marks.
    Phrase(Vec<Word>),
    /// All of these.
    And(Vec<Node>),
    /// Any of these.
    Or(Vec<Node>),
    /// None of this.
    Not(Box<Node>),
    /// Only in titles.
    Title(Box<Node>),
    /// Articles of a source whose name contains this, marks ignored.
    Source(String),
    /// Articles dated from the first to the second, both included, each as precise as typed.
    Dates(Date, Date),
}

/// A query, read.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Query {
    /// Its tree; `None` when nothing is asked.
    pub node: Option<Node>,
    /// What the reader should know.
    pub problems: Vec<Problem>,
}
