//! What a query says, as a tree. It knows nothing of an index.

use super::near::Apart;
use super::pattern::ast::Ast;
use crate::article::Date;
use crate::article::Facet;
use crate::index::gloss::is_gloss;
use crate::query::spec::Problem;

/// A word of a query, or a pattern that stands for one token.
#[derive(Clone, Debug)]
pub struct Word {
    /// As typed, with its signs.
    pub surface: String,
    /// The exact key of what was typed without its signs; what asks for a gloss has its key's first character.
    pub exact: String,
    /// What it stands for.
    pub form: Form,
    /// Typed without a space after the word before it (`học-công`, Han): never parted from it.
    pub joined: bool,
    /// Joined to the word before it by a hyphen alone (`time-table`).
    pub hyphenated: bool,
}

impl Word {
    /// Whether it asks for what a corpus says of its words: `lemma:go`.
    pub fn is_gloss(&self) -> bool {
        is_gloss(&self.exact)
    }
}

/// The sign that joins two words is chosen anew when a tree is printed, so that it makes no other word.
impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        (&self.surface, &self.exact, &self.form, self.joined)
            == (&other.surface, &other.exact, &other.form, other.joined)
    }
}

impl Eq for Word {}

/// What a word stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// Itself.
    Plain,
    /// Every word of these pieces: `bảo*`, `*ninh`, `tr?t`.
    Glob(Vec<Piece>),
    /// Every word that suits a regular expression as a whole: `/tr[aâ]t/`.
    Regex(Ast),
    /// Every word at most so many edits away: `ninh~1`.
    Near(u8),
}

/// A piece of a pattern with wildcards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// As typed.
    Text(String),
    /// `?`: one character.
    One,
    /// `*`: any characters, or none.
    Run,
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
    /// Two expressions near each other.
    Near(Box<Node>, Box<Node>, Apart),
    /// Only in titles.
    Title(Box<Node>),
    /// Articles whose source or category contains this, marks ignored.
    Value(Facet, String),
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
