//! Writes a table that spreadsheets open as it is: UTF-8 with a byte order mark, formulas neutralised.

use super::cell::neutral;
use super::fingerprint::{FINGERPRINT, Seal};
use super::{COLUMNS, Cell, DATE_ORIGIN, NONE, Row, Table};
use std::io::{self, Write};

/// Writes rows one by one. The bytes depend on the arguments alone.
pub struct TableWriter<W: Write> {
    writer: csv::Writer<W>,
    extra_columns: usize,
}

impl<W: Write> TableWriter<W> {
    /// Writes the first row, in the form of the table that is carried over.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn new(mut out: W, form: &Table) -> io::Result<Self> {
        out.write_all(b"\xef\xbb\xbf")?;
        let writer = csv::WriterBuilder::new().delimiter(form.delimiter).flexible(true).from_writer(out);
        let mut table = Self { writer, extra_columns: form.extra_columns.len() };
        let extra = form.extra_columns.iter().map(|c| neutral(c));
        let last = [DATE_ORIGIN, FINGERPRINT].map(str::to_owned);
        table.put(COLUMNS.iter().map(|c| (*c).to_owned()).chain(extra).chain(last).collect())?;
        Ok(table)
    }

    /// Writes a row of which nothing more is known.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn row(&mut self, row: &Row) -> io::Result<()> {
        self.row_with(row, "")
    }

    /// Writes a row, with where its date comes from.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn row_with(&mut self, row: &Row, date_origin: &str) -> io::Result<()> {
        let date = match row.date {
            Cell::Set(date) | Cell::Found(date) => Cell::Set(date.to_string()),
            Cell::Clear => Cell::Clear,
            Cell::Keep => Cell::Keep,
        };
        let mut cells = vec![neutral(&row.id)];
        cells.extend([&row.title, &date, &row.source, &row.url, &row.category, &row.author].map(text));
        cells.push(if row.hide { "yes".to_owned() } else { String::new() });
        cells.extend((0..self.extra_columns).map(|at| neutral(row.extra.get(at).map_or("", String::as_str))));
        cells.push(date_origin.to_owned());
        cells.push(match row.seal {
            Seal::Of(fingerprint) => fingerprint.letters(),
            Seal::None | Seal::Broken => String::new(),
        });
        self.put(cells)
    }

    fn put(&mut self, cells: Vec<String>) -> io::Result<()> {
        self.writer.write_record(cells).map_err(io::Error::from)
    }

    /// Ends the table.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(self) -> io::Result<W> {
        self.writer.into_inner().map_err(|error| io::Error::from(error.error().kind()))
    }
}

fn text(cell: &Cell<String>) -> String {
    match cell {
        Cell::Keep => String::new(),
        Cell::Clear => NONE.to_owned(),
        Cell::Set(text) | Cell::Found(text) => neutral(text),
    }
}
