//! Reads a table as spreadsheets save it: with or without a byte order mark, with commas, semicolons or tabs.

use super::cell::{plain, read_date};
use super::fingerprint::{FINGERPRINT, Fingerprint, Seal};
use super::{COLUMNS, Cell, DATE_ORIGIN, NONE, Problem, Row, Table};
use crate::article::Date;
use crate::pack::input::nfc;
use std::collections::{BTreeMap, BTreeSet};

/// Reads a table from decoded text. What cannot be used is noted, the rest is read.
///
/// # Errors
/// With a message and a hint when there is no column `id`, so that nothing can be applied.
pub fn read_table(text: &str) -> Result<Table, (String, String)> {
    let (delimiter, text, first_line) = delimiter_of(text);
    let mut records = records(text, delimiter);
    let header = records.next().and_then(Result::ok).unwrap_or_default();
    let mut reading = Reading::new(&header)?;
    reading.table.delimiter = delimiter;
    let mut last = csv::StringRecord::new();
    // The reader stands before the second sign of a line's end, `\r\n`, when a row begins.
    let line_at = |at: &csv::Position| {
        let is_before = text.as_bytes().get(at.byte() as usize) == Some(&b'\n');
        at.line() + first_line + u64::from(is_before)
    };
    for record in records {
        match record {
            Ok(record) => {
                let line = record.position().map_or(first_line, line_at);
                reading.row(line, &record);
                last = record;
            }
            Err(error) => reading.problem(
                error.position().map_or(first_line, line_at),
                format!("the row cannot be read: {error}"),
                "save the table as CSV in UTF-8",
            ),
        }
    }
    if text.matches('"').count() % 2 == 1 {
        let line = last.position().map_or(1, line_at);
        // What the last cells swallowed: cells of their own row, and rows after it.
        let parts = |cell: &str| {
            cell.split(['\n', '\r', char::from(delimiter)]).skip(1).any(|part| hide_of(part) == Some(true))
        };
        let hides = last.iter().any(parts);
        reading.unused(
            hides,
            line,
            "a quotation mark is without its partner, so that rows after it may be read as one cell".to_owned(),
            "write \"\" for a quotation mark inside a cell, or save the table from a spreadsheet",
        );
    }
    Ok(reading.table)
}

/// The delimiter, the text after a `sep=` line, and how many lines that took.
fn delimiter_of(text: &str) -> (u8, &str, u64) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    if let Some(&delimiter) = first.strip_prefix("sep=").and_then(|d| d.as_bytes().first()) {
        return (delimiter, rest, 1);
    }
    // An extra column may have more of another delimiter in its name than the row has of its own: names that are known decide.
    let rank = |delimiter: &u8| {
        let header = records(text, *delimiter).next().and_then(Result::ok).unwrap_or_default();
        let known: BTreeSet<usize> = header.iter().filter_map(column_of).collect();
        (known.contains(&0), known.len(), header.get(0).and_then(column_of) == Some(0), header.len())
    };
    (b",;\t".iter().rev().copied().max_by_key(rank).unwrap_or(b','), text, 0)
}

fn records(text: &str, delimiter: u8) -> csv::StringRecordsIntoIter<&[u8]> {
    let mut form = csv::ReaderBuilder::new();
    form.delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes()).into_records()
}

/// Which of our columns a name stands for.
fn column_of(name: &str) -> Option<usize> {
    let name = name.trim().to_lowercase();
    COLUMNS.iter().chain([&FINGERPRINT, &DATE_ORIGIN]).position(|column| *column == name)
}

struct Reading {
    /// For each column of the file: which of ours, or `None` for an extra one.
    columns: Vec<Option<usize>>,
    table: Table,
    /// Lines and places of the rows of each id.
    rows_of: BTreeMap<String, Vec<(u64, usize)>>,
}

impl Reading {
    fn new(header: &csv::StringRecord) -> Result<Self, (String, String)> {
        let mut table = Table::default();
        let mut columns = Vec::new();
        for name in header {
            let known = column_of(name).filter(|k| !columns.contains(&Some(*k)));
            if known.is_none() {
                table.extra_columns.push(name.to_owned());
            }
            columns.push(known);
        }
        if !columns.contains(&Some(0)) {
            let found: Vec<&str> = header.iter().take(8).collect();
            return Err((
                format!("line 1: expected a column named id, found {}", found.join(" | ")),
                format!("the first row names the columns: {}", COLUMNS.join(", ")),
            ));
        }
        Ok(Self { columns, table, rows_of: BTreeMap::new() })
    }

    fn problem(&mut self, line: u64, message: String, hint: &'static str) {
        self.table.problems.push(Problem { line, message, hint: hint.to_owned() });
    }

    /// Notes what is not used; apart, if it seems to hide something.
    fn unused(&mut self, hides: bool, line: u64, message: String, hint: &'static str) {
        let problem = Problem { line, message, hint: hint.to_owned() };
        let to = if hides { &mut self.table.unread_hides } else { &mut self.table.problems };
        to.push(problem);
    }

    fn row(&mut self, line: u64, record: &csv::StringRecord) {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        let expected = self.columns.len();
        if record.iter().skip(expected).any(|cell| !cell.trim().is_empty()) {
            return self.unused(
                record.iter().any(|cell| hide_of(cell) == Some(true)),
                line,
                format!("expected {expected} cells, found {}: the row is not used", record.len()),
                "put quotation marks around a cell that holds the separator",
            );
        }
        if record.len() < expected {
            self.problem(
                line,
                format!("expected {expected} cells, found {}: the missing ones are read as empty", record.len()),
                "add the missing separators",
            );
        }
        let mut cells = [""; COLUMNS.len() + 2];
        let mut row = Row { line, ..Row::default() };
        for (at, column) in self.columns.iter().enumerate() {
            let cell = record.get(at).unwrap_or("");
            match column {
                Some(known) => cells[*known] = plain(cell),
                None => row.extra.push(plain(cell).to_owned()),
            }
        }
        let [id, title, date, source, url, category, author, hide, seal, _] = cells;
        row.id = nfc(id);
        if row.id.is_empty() {
            let hides = hide_of(hide) != Some(false);
            return self.unused(hides, line, "no id: the row is not used".to_owned(), "copy the id of the article");
        }
        row.title = if title.trim().is_empty() { Cell::Keep } else { Cell::Set(title.to_owned()) };
        row.date = self.date(line, date);
        row.source = text_cell(source);
        row.url = text_cell(url);
        row.category = text_cell(category);
        row.author = text_cell(author);
        row.hide = self.hide(line, hide);
        row.seal = self.seal(line, seal);
        if let Seal::Of(fingerprint) = row.seal {
            row.set_apart(&fingerprint);
        }
        self.keep(row);
    }

    fn keep(&mut self, row: Row) {
        let rows = self.rows_of.entry(row.id.clone()).or_default();
        // Two fingerprints are two articles that had the same id at different times: each row is looked at for itself.
        let apart = |one: Seal, other: Seal| matches!((one, other), (Seal::Of(a), Seal::Of(b)) if a.text != b.text);
        let Some(&(first, at)) = rows.iter().find(|(_, at)| !apart(self.table.rows[*at].seal, row.seal)) else {
            rows.push((row.line, self.table.rows.len()));
            return self.table.rows.push(row);
        };
        // Hiding is the one wish that must not get lost in a duplicate.
        self.table.rows[at].hide |= row.hide;
        let message = format!("the id {} stands in line {first} already: that row is used", row.id);
        self.problem(row.line, message, "keep one row for each id");
    }

    fn seal(&mut self, line: u64, cell: &str) -> Seal {
        match cell.trim() {
            "" => Seal::None,
            cell => Fingerprint::read(cell).map_or_else(
                || {
                    let message = format!("expected the {FINGERPRINT} that recto wrote, found {cell:?}");
                    self.problem(line, message, "copy it from the table recto wrote, or empty the cell");
                    Seal::Broken
                },
                Seal::Of,
            ),
        }
    }

    fn date(&mut self, line: u64, cell: &str) -> Cell<Date> {
        let cell = cell.trim();
        if cell.is_empty() {
            return Cell::Keep;
        }
        if cell.eq_ignore_ascii_case(NONE) {
            return Cell::Clear;
        }
        match read_date(cell) {
            Some(date) => Cell::Set(date),
            None => {
                self.problem(
                    line,
                    format!("expected a date as YYYY-MM-DD, YYYY-MM or YYYY, found {cell:?}: the date is not used"),
                    "write the year first, as in 2021-01-24; `none` removes a date",
                );
                Cell::Keep
            }
        }
    }

    /// What is neither yes nor no hides, too: nothing is published on a guess.
    fn hide(&mut self, line: u64, cell: &str) -> bool {
        hide_of(cell).unwrap_or_else(|| {
            let message = format!("expected yes or no under hide, found {:?}: the article is hidden", cell.trim());
            self.problem(line, message, "write yes to leave the article out, no to publish it");
            true
        })
    }
}

/// What a cell under `hide` says; `None` when it is neither yes nor no.
fn hide_of(cell: &str) -> Option<bool> {
    match cell.trim().to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "x" | "có" => Some(true),
        "" | "no" | "n" | "false" | "0" | "không" => Some(false),
        _ => None,
    }
}

impl Row {
    /// Sets the cells apart that merely repeat what was found when the row was written.
    fn set_apart(&mut self, fingerprint: &Fingerprint) {
        if let Cell::Set(date) = &self.date
            && fingerprint.repeats(1, &date.to_string())
        {
            self.date = Cell::Found(*date);
        }
        let cells = [&mut self.source, &mut self.url, &mut self.category, &mut self.author];
        for (number, cell) in std::iter::once((0, &mut self.title)).chain((2..).zip(cells)) {
            match cell {
                Cell::Set(text) if fingerprint.repeats(number, text) => *cell = Cell::Found(std::mem::take(text)),
                _ => {}
            }
        }
    }
}

fn text_cell(cell: &str) -> Cell<String> {
    match cell {
        _ if cell.trim().is_empty() => Cell::Keep,
        _ if cell.eq_ignore_ascii_case(NONE) => Cell::Clear,
        _ => Cell::Set(cell.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, rows: &[(&str, Cell<&str>, Cell<&str>, bool)], problems: &[(u64, &str)]) {
        let table = read_table(text).unwrap();
        let found: Vec<_> =
            table.rows.iter().map(|r| (r.id.as_str(), r.title.clone(), r.date.clone(), r.hide)).collect();
        let expected: Vec<_> = rows
            .iter()
            .map(|(id, title, date, hide)| {
                let title = match title {
                    Cell::Set(t) => Cell::Set((*t).to_owned()),
                    Cell::Found(t) => Cell::Found((*t).to_owned()),
                    _ => Cell::Keep,
                };
                let date = match date {
                    Cell::Set(d) => Cell::Set(d.parse().unwrap()),
                    Cell::Found(d) => Cell::Found(d.parse().unwrap()),
                    Cell::Clear => Cell::Clear,
                    Cell::Keep => Cell::Keep,
                };
                (*id, title, date, *hide)
            })
            .collect();
        assert_eq!(found, expected, "{text}");
        assert_eq!(table.problems.len(), problems.len(), "{:?}", table.problems);
        for (found, (line, part)) in table.problems.iter().zip(problems) {
            assert_eq!(found.line, *line, "{found:?}");
            assert!(found.message.contains(part), "{found:?}");
        }
    }

    #[test]
    fn reads_what_spreadsheets_save() {
        let rows = [("a.txt", Cell::Set("T, u"), Cell::Set("2021-01-24"), true)];
        check("\u{feff}id,title,date,source,url,hide\na.txt,\"T, u\",2021-01-24,,,yes\n", &rows, &[]);
        check("id;title;date;source;url;hide\r\na.txt;T, u;24/01/2021;;;yes\r\n;;;;;\r\n", &rows, &[]);
        check("sep=;\nid;title;date;source;url;hide\na.txt;T, u;24/01/2021;;;x\n", &rows, &[]);
        check("ID\tTitle\tDate\tHide\na.txt\tT, u\t2021-01-24\tYES\n", &rows, &[]);
        check("id,date\na,none\n", &[("a", Cell::Keep, Cell::Clear, false)], &[]);
        check("id,date\n'-a,'--01-12\n", &[("-a", Cell::Keep, Cell::Set("--01-12"), false)], &[]);
    }

    #[test]
    fn the_origin_of_a_date_is_never_read_back() {
        let text = "id,date,hide,note,date_origin,fingerprint\na,2021-01-24,,x,file-name,\nb,,,,whatever,\n";
        let table = read_table(text).unwrap();
        assert_eq!((table.extra_columns, table.problems), (vec!["note".to_owned()], Vec::new()));
        assert_eq!(table.rows[0].date, Cell::Set("2021-01-24".parse().unwrap()));
        assert!(!table.rows[1].says_something());
    }

    #[test]
    fn notes_what_it_cannot_use() {
        let a = ("a", Cell::Keep, Cell::Keep, false);
        check("id,date\na,soon\n", std::slice::from_ref(&a), &[(2, "found \"soon\"")]);
        check("id,hide\na,maybe\n", &[("a", Cell::Keep, Cell::Keep, true)], &[(2, "yes or no")]);
        check("id,title,hide\na\n", std::slice::from_ref(&a), &[(2, "expected 3 cells, found 1")]);
        check("id,title\na,b,c\na\n", std::slice::from_ref(&a), &[(2, "not used"), (3, "expected 2")]);
        check("id,hide\na,\na,yes\n", &[("a", Cell::Keep, Cell::Keep, true)], &[(3, "line 2")]);
        check("id,title\n,x\n", &[], &[(2, "no id")]);
        check("id,title\na,\"T\n", &[("a", Cell::Set("T\n"), Cell::Keep, false)], &[(2, "quotation mark")]);
    }

    #[test]
    fn a_row_that_is_not_used_loses_no_wish_to_hide() {
        let unread = |text: &str| -> Vec<u64> {
            read_table(text).unwrap().unread_hides.iter().map(|problem| problem.line).collect()
        };
        assert_eq!(unread("id,title,hide\na,Chợ, và cầu,yes\nb,Chợ, và cầu,\n"), [2]);
        assert_eq!(unread("id,hide\n,yes\n,\n,no\n,maybe\n"), [2, 5]);
        assert_eq!(unread("id,title,hide\na,\"Chợ,\nb,Cầu,yes\n"), [2]);
        assert_eq!(unread("id,title,hide\na,\"Chợ,yes\nb,Cầu,\n"), [2]);
        assert_eq!(unread("id,title,hide\na,\"Chợ,\nb,Cầu,\n"), [0; 0]);
    }

    #[test]
    fn names_of_columns_decide_what_separates_them() {
        let a = [("a", Cell::Set("T"), Cell::Keep, false)];
        check("id,title,x\t\t\t\ty\na,T,\n", &a, &[]);
        check("id,title,id;title;date;hide\na,T,\n", &a, &[]);
        check("title;id;x,y,z,u\nT;a;\n", &a, &[]);
    }

    #[test]
    fn needs_the_column_id() {
        assert!(read_table("name,title\na,b\n").unwrap_err().0.contains("name | title"));
        assert!(read_table("").is_err());
    }
}
