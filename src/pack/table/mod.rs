//! `articles.csv`: the table in which the maker corrects what was detected. Reads it, applies it, writes it.
//!
//! Columns: id, title, date, source, url, category, author, hide, the maker's own, date_origin, fingerprint. The origin of
//! the date is told and never read back. An empty cell corrects nothing, nor does one that repeats what was found when the table was written; `none` clears a date, a source, an
//! address, a category or an author. It knows nothing of where the file lies.

mod apply;
mod cell;
mod fingerprint;
mod fit;
mod read;
mod write;

pub use apply::{correct, origin_of, row_of};
pub use cell::{neutral, plain};
pub use fingerprint::{FINGERPRINT, Fingerprint, Seal};
pub use fit::{Fit, Fits, Listed, Told};
pub use read::read_table;
pub use write::TableWriter;

use crate::article::Date;

/// The columns, in the order they are written.
pub const COLUMNS: [&str; 8] = ["id", "title", "date", "source", "url", "category", "author", "hide"];

/// The column that tells where a date comes from. It stands before the last one; what is in it is never read.
pub const DATE_ORIGIN: &str = "date_origin";

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
    /// This, which is what was found when the table was written: it corrects nothing.
    Found(T),
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
    /// Which article it was written for.
    pub seal: Seal,
}

/// A table as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its rows, in order; an id twice only with two fingerprints.
    pub rows: Vec<Row>,
    /// Names of the columns Recto does not know; they are carried over.
    pub extra_columns: Vec<String>,
    /// What separates its cells; kept when it is written again.
    pub delimiter: u8,
    /// What could not be used, in order of lines.
    pub problems: Vec<Problem>,
    /// Rows that could not be used although they seem to wish to hide an article.
    pub unread_hides: Vec<Problem>,
}

impl Default for Table {
    fn default() -> Self {
        let (rows, extra_columns) = (Vec::new(), Vec::new());
        Self { rows, extra_columns, delimiter: b',', problems: Vec::new(), unread_hides: Vec::new() }
    }
}

impl Table {
    /// Whether every row and cell could be used.
    pub fn was_read_whole(&self) -> bool {
        self.problems.is_empty() && self.unread_hides.is_empty()
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
    pub hint: String,
}
