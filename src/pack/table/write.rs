//! Writes a table that spreadsheets open as it is: UTF-8 with a byte order mark, formulas neutralised.

use super::{COLUMNS, Cell, NONE, Row, neutral};

/// Writes rows in their order. The bytes depend on the arguments alone.
///
/// # Panics
/// Never: nothing but memory is written to.
pub fn write_table(rows: &[Row], extra_columns: &[String], delimiter: u8) -> Vec<u8> {
    let mut writer =
        csv::WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(b"\xef\xbb\xbf".to_vec());
    let mut put = |cells: Vec<String>| writer.write_record(cells).expect("writing to memory cannot fail");
    put(COLUMNS.iter().map(|c| (*c).to_owned()).chain(extra_columns.iter().map(|c| neutral(c))).collect());
    for row in rows {
        let date = match row.date {
            Cell::Set(date) => Cell::Set(date.to_string()),
            Cell::Clear => Cell::Clear,
            Cell::Keep => Cell::Keep,
        };
        let mut cells = vec![neutral(&row.id), text(&row.title), text(&date), text(&row.source), text(&row.url)];
        cells.push(if row.hide { "yes".to_owned() } else { String::new() });
        cells.extend((0..extra_columns.len()).map(|at| neutral(row.extra.get(at).map_or("", String::as_str))));
        put(cells);
    }
    writer.into_inner().expect("writing to memory cannot fail")
}

fn text(cell: &Cell<String>) -> String {
    match cell {
        Cell::Keep => String::new(),
        Cell::Clear => NONE.to_owned(),
        Cell::Set(text) => neutral(text),
    }
}
