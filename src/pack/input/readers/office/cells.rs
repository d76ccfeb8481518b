//! The rows of a sheet, one at a time, and rows as lines of CSV. It knows no archive.

use crate::pack::input::readers::elements::{Elements, Fault, Node, Step};
use crate::pack::input::room::Room;
use crate::pack::input::skip::Reason;
use std::io::{Read, Result};

/// Columns of a row at most.
const MOST_COLUMNS: usize = 1024;

/// How cells are written in a sheet.
pub(super) enum Form<'f> {
    /// Excel: texts by number, and which formats are dates.
    Excel { texts: &'f [String], dates: &'f [bool], from_1904: bool },
    /// LibreOffice.
    Open,
}

/// A sheet as CSV, made as it is read.
pub(super) struct Csv<'c, 's> {
    elements: &'c mut Elements<'s>,
    room: &'c Room<'c>,
    form: Form<'c>,
    made: Vec<u8>,
    at: usize,
    ended: bool,
    /// Columns of the first row: the others have as many.
    columns: usize,
    /// Rows so far.
    rows: u64,
    /// Rows that are not there, by their numbers counted from 1.
    passed: &'c mut Vec<(u64, Reason)>,
}

impl<'c, 's> Csv<'c, 's> {
    /// Rows that cannot be had are told in `passed`.
    pub fn new(
        elements: &'c mut Elements<'s>,
        room: &'c Room<'c>,
        form: Form<'c>,
        passed: &'c mut Vec<(u64, Reason)>,
    ) -> Self {
        Self { elements, room, form, made: Vec::new(), at: 0, ended: false, columns: 0, rows: 0, passed }
    }

    /// The next row as it stands in the sheet; `None` at its end.
    fn next_row(&mut self) -> Option<Node> {
        loop {
            let whole = match self.elements.next() {
                Ok(None) => return None,
                Ok(Some(Step::Open(node))) if matches!(node.name.as_str(), "row" | "table-row") => {
                    self.rows += 1;
                    self.elements.whole(node, self.room)
                }
                Ok(Some(_)) => continue,
                Err(fault) => Err(fault),
            };
            match whole {
                Ok(row) => return Some(row),
                Err(Fault::Passed(_, reason)) => self.passed.push((self.rows, reason)),
                Err(Fault::Ends(_, reason)) => {
                    self.passed.push((self.rows, reason));
                    return None;
                }
            }
        }
    }

    /// Makes the next row.
    fn row(&mut self) {
        loop {
            let Some(row) = self.next_row() else {
                self.ended = true;
                return;
            };
            let mut cells = match &self.form {
                Form::Excel { texts, dates, from_1904 } => excel_row(&row, texts, dates, *from_1904),
                Form::Open => open_row(&row),
            };
            while cells.last().is_some_and(String::is_empty) && (self.columns == 0 || cells.len() > self.columns) {
                cells.pop();
            }
            if cells.iter().all(String::is_empty) {
                continue;
            }
            if self.columns == 0 {
                self.columns = cells.len();
            }
            if cells.len() < self.columns {
                cells.resize(self.columns, String::new());
            }
            let quoted: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            self.made = quoted.join(",").into_bytes();
            self.made.push(b'\n');
            self.at = 0;
            return;
        }
    }
}

impl Read for Csv<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if self.at >= self.made.len() && !self.ended {
            self.row();
        }
        let mut rest = self.made.get(self.at..).unwrap_or(&[]);
        let read = rest.read(buffer)?;
        self.at += read;
        Ok(read)
    }
}

/// The cells of a row of Excel.
fn excel_row(row: &Node, texts: &[String], dates: &[bool], from_1904: bool) -> Vec<String> {
    let mut cells: Vec<String> = Vec::new();
    for cell in row.named("c") {
        let column = cell.attribute("r").and_then(column).unwrap_or(cells.len());
        if column >= MOST_COLUMNS {
            break;
        }
        if column >= cells.len() {
            cells.resize(column + 1, String::new());
        }
        let value = || cell.child("v").map(Node::raw).unwrap_or_default();
        cells[column] = match cell.attribute("t") {
            Some("s") => value().trim().parse::<usize>().ok().and_then(|at| texts.get(at)).cloned().unwrap_or_default(),
            Some("inlineStr") => rich(cell.child("is").unwrap_or(cell)),
            Some("e") => String::new(),
            Some("b") => value(),
            Some("str" | "d") => unescaped(&value()),
            _ => {
                let style = cell.attribute("s").and_then(|style| style.parse::<usize>().ok());
                let is_date = style.and_then(|style| dates.get(style)).copied().unwrap_or(false);
                let number = value();
                number
                    .trim()
                    .parse::<f64>()
                    .ok()
                    .filter(|_| is_date)
                    .and_then(|days| day(days, from_1904))
                    .unwrap_or(number)
            }
        };
    }
    cells
}

/// The text of a shared or inline string, without how it is read aloud.
pub(super) fn rich(node: &Node) -> String {
    let mut text = String::new();
    for child in node.children() {
        match child.name.as_str() {
            "t" => text.push_str(&child.raw()),
            "r" => child.named("t").for_each(|t| text.push_str(&t.raw())),
            _ => {}
        }
    }
    unescaped(&text)
}

/// `_x000D_` stands for a sign that XML does not allow.
fn unescaped(text: &str) -> String {
    if !text.contains("_x") {
        return text.to_owned();
    }
    text.replace("_x000D_", "").replace("_x000A_", "\n").replace("_x0009_", "\t").replace("_x005F_", "_")
}

/// `BC12` as the number of its column.
fn column(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_uppercase).take(4);
    let number = letters.fold(0_usize, |all, letter| all * 26 + usize::from(letter - b'A') + 1);
    number.checked_sub(1)
}

/// A day of Excel's calendar, with its time.
fn day(days: f64, from_1904: bool) -> Option<String> {
    if !(1.0..2_958_466.0).contains(&days) {
        return None;
    }
    let whole = days.floor();
    // Excel takes 1900 for a leap year.
    let since_1970 = whole as i64 + if from_1904 { 1462 } else { i64::from(whole < 60.0) } - 25_569;
    let (year, month, day) = super::super::records::civil(since_1970);
    let minutes = ((days - whole) * 1440.0).round() as i64;
    let time = if minutes > 0 { format!(" {:02}:{:02}", minutes / 60 % 24, minutes % 60) } else { String::new() };
    Some(format!("{year:04}-{month:02}-{day:02}{time}"))
}

/// The cells of a row of LibreOffice. A cell that stands for many empty ones ends the row.
fn open_row(row: &Node) -> Vec<String> {
    let mut cells = Vec::new();
    for cell in row.children().filter(|cell| matches!(cell.name.as_str(), "table-cell" | "covered-table-cell")) {
        let value = match cell.attribute("value-type") {
            Some("date") => cell.attribute("date-value").unwrap_or("").replace('T', " "),
            Some("float" | "percentage" | "currency") => cell.attribute("value").unwrap_or("").to_owned(),
            _ => cell.named("p").map(Node::raw).collect::<Vec<_>>().join("\n\n"),
        };
        let repeated = cell.attribute("number-columns-repeated").and_then(|n| n.parse::<usize>().ok()).unwrap_or(1);
        let count = repeated.min(MOST_COLUMNS.saturating_sub(cells.len()));
        cells.extend(std::iter::repeat_n(value, count));
        if cells.len() >= MOST_COLUMNS {
            break;
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_days_are_read() {
        assert_eq!([column("A1"), column("Z9"), column("AA2"), column("7")], [Some(0), Some(25), Some(26), None]);
        assert_eq!(day(44_259.416_666_666_664, false).as_deref(), Some("2021-03-04 10:00"));
        assert_eq!(day(1.0, false).as_deref(), Some("1900-01-01"));
        assert_eq!(day(42_797.0, true).as_deref(), Some("2021-03-04"));
        assert_eq!(day(-1.0, false), None);
    }
}
