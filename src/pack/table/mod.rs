//! `articles.csv`: the table in which the maker corrects what was detected. Reads it, applies it, writes it.
//!
//! Columns: id, title, date, source, url, category, author, hide. An empty cell corrects nothing; `none` clears a date, a
//! source, an address, a category or an author. It knows nothing of where the file lies.

mod apply;
mod cell;
mod read;
mod write;

pub use apply::{Corrections, correct, row_of};
pub use cell::{neutral, plain};
pub use read::read_table;
pub use write::TableWriter;

use crate::article::Date;

/// The columns, in the order they are written.
pub const COLUMNS: [&str; 8] = ["id", "title", "date", "source", "url", "category", "author", "hide"];

/// The word that clears a value.
pub const NONE: &str = "none";

/// What a cell says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cell<T> {
    /// Nothing: what is detected stands.
    #[default]
    Keep,
    /// There is no such value, whatever is detected.
    Clear,
    /// This.
    Set(T),
}

/// One row: the corrections of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Line in the file, counted from 1; 0 in a row that was not read.
    pub line: u64,
    /// The article's id.
    pub id: String,
    /// Its title; never cleared.
    pub title: Cell<String>,
    /// Its date.
    pub date: Cell<Date>,
    /// Its source.
    pub source: Cell<String>,
    /// Its address.
    pub url: Cell<String>,
    /// The publisher's section it stood in.
    pub category: Cell<String>,
    /// Who wrote it.
    pub author: Cell<String>,
    /// Leave it out entirely.
    pub hide: bool,
    /// Cells of the columns Recto does not know, in order.
    pub extra: Vec<String>,
}

/// A table as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its rows, in order, each id once.
    pub rows: Vec<Row>,
    /// Names of the columns Recto does not know; they are carried over.
    pub extra_columns: Vec<String>,
    /// What separates its cells; kept when it is written again.
    pub delimiter: u8,
    /// What could not be used, in order of lines.
    pub problems: Vec<Problem>,
}

impl Default for Table {
    fn default() -> Self {
        Self { rows: Vec::new(), extra_columns: Vec::new(), delimiter: b',', problems: Vec::new() }
    }
}

/// A place in a table that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Line, counted from 1.
    pub line: u64,
    /// What is wrong and what was expected.
    pub message: String,
    /// What the maker can do.
    pub hint: &'static str,
}
