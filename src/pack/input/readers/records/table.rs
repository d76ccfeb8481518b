//! CSV and its kin: the first row names the columns. A row of another length is reported; its article is not packed,
//! because its cells may have slipped under the wrong names.

use super::fields::{Meanings, Names};
use super::when::Evidence;
use super::{Records, Values};
use crate::pack::input::room::Room;
use crate::pack::input::skip::Reason;
use csv_core::ReadRecordResult;
use std::borrow::Cow;
use std::io::{BufRead, BufReader, Cursor, Read};

/// Memory of a row is kept for the next one up to this size.
const LARGE_BYTES: usize = 1 << 20;

/// The header is looked for in this many bytes.
const HEADER_BYTES: u64 = 64 * 1024;

/// Reads a table. The separator is the one the first row has most of, outside quotation marks; `sep=;` in a line of its
/// own names it.
pub fn table(reader: &mut dyn BufRead, records: &mut Records<'_>) {
    match rows_of(reader) {
        Ok((rows, line)) => read(rows, line, records),
        Err(error) => records.skip(1, Reason::unreadable(&error)),
    }
}

/// Rows without a date such as `2/3/2021` after which a column is taken to have none.
const ROWS_WITHOUT: usize = 1000;

/// Which number is the day in the dates of a table, as far as they prove it.
pub fn day_order(reader: &mut dyn BufRead, names: &Names, room: &Room<'_>) -> Evidence {
    let (mut meanings, mut columns, mut evidence) = (Meanings::new(names), None, Evidence::default());
    let Ok((mut rows, _)) = rows_of(reader) else { return evidence };
    while let Ok(Some((_, found_bytes))) = rows.next(room) {
        room.release();
        if room.fits(found_bytes).is_err() || rows.cells().all(|cell| cell.trim_ascii().is_empty()) {
            continue;
        }
        let Some(columns) = &columns else {
            let header: Vec<_> = rows.cells().map(|cell| meanings.of(String::from_utf8_lossy(cell).trim())).collect();
            columns = Some(header);
            continue;
        };
        let mended = |cell: &[u8]| Some(String::from_utf8_lossy(cell).into_owned());
        let values = values_of(rows.cells(), columns, mended).unwrap_or_default();
        if evidence.note(values.get(&super::Field::Date).map(String::as_str), ROWS_WITHOUT) {
            break;
        }
    }
    evidence
}

/// The rows of a stream, and the line of the first one.
fn rows_of(reader: &mut dyn BufRead) -> std::io::Result<(Rows<impl BufRead>, u64)> {
    let mut first = Vec::new();
    (&mut *reader).take(HEADER_BYTES).read_until(b'\n', &mut first)?;
    let mut first = first.strip_prefix(b"\xef\xbb\xbf").map(<[u8]>::to_vec).unwrap_or(first);
    let mut line = 1;
    let told = match first.trim_ascii_end() {
        [b's', b'e', b'p', b'=', separator] => Some(*separator),
        _ => None,
    };
    if told.is_some() {
        line = 2;
        first.clear();
    }
    let separator = told.unwrap_or_else(|| separator_of(&first));
    let core = csv_core::ReaderBuilder::new().delimiter(separator).build();
    let reader = BufReader::new(Cursor::new(first).chain(reader));
    Ok((Rows { core, reader, cells: Vec::new(), ends: Vec::new(), count: 0 }, line))
}

/// The rows of a table, one at a time. The `csv` crate would take a row of any size.
struct Rows<R> {
    core: csv_core::Reader,
    reader: R,
    cells: Vec<u8>,
    ends: Vec<usize>,
    /// Cells of the row.
    count: usize,
}

/// A cell's room to begin with, and the ends of so many.
const LEAST_BYTES: usize = 4096;
const LEAST_CELLS: usize = 64;

impl<R: BufRead> Rows<R> {
    /// Goes to the next row: the line it begins in, and its size, which is more than a text may have when the row was passed
    /// over. `None` at the end.
    fn next(&mut self, room: &Room<'_>) -> std::io::Result<Option<(u64, u64)>> {
        let limit = usize::try_from(room.text_bytes()).unwrap_or(usize::MAX);
        let line = self.core.line();
        let (mut at, mut passed) = (0, 0);
        self.count = 0;
        if self.cells.len() > LARGE_BYTES || self.cells.is_empty() {
            (self.cells, self.ends) = (vec![0; LEAST_BYTES], vec![0; LEAST_CELLS]);
        }
        loop {
            let input = self.reader.fill_buf()?;
            let (result, read, wrote, ended) =
                self.core.read_record(input, &mut self.cells[at..], &mut self.ends[self.count..]);
            self.reader.consume(read);
            at += wrote;
            self.count += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if at < limit && passed == 0 => {
                    room.claim(at as u64 * 2);
                    self.cells.resize((at * 2).min(limit), 0);
                }
                // Read on, but keep nothing of it.
                ReadRecordResult::OutputFull => {
                    passed += at as u64;
                    at = 0;
                }
                ReadRecordResult::OutputEndsFull if passed > 0 => self.count = 0,
                // As many empty cells as would take the memory.
                ReadRecordResult::OutputEndsFull if self.ends.len() * 8 > limit => passed = limit as u64 + 1,
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => return Ok(Some((line, passed + at as u64))),
                ReadRecordResult::End => return Ok(None),
            }
        }
    }

    fn cells(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends[..self.count]).map(|(start, &end)| &self.cells[start..end])
    }
}

fn separator_of(row: &[u8]) -> u8 {
    let count = |separator: u8| {
        let mut quoted = false;
        row.iter()
            .filter(|&&b| {
                quoted ^= b == b'"';
                b == separator && !quoted
            })
            .count()
    };
    *b",;\t|".iter().rev().max_by_key(|&&separator| count(separator)).unwrap_or(&b',')
}

fn read(mut rows: Rows<impl BufRead>, from_line: u64, records: &mut Records<'_>) {
    let mut meanings = Meanings::new(records.names);
    let mut columns: Option<Vec<_>> = None;
    loop {
        records.room.release();
        let (line, found_bytes) = match rows.next(records.room) {
            Ok(Some((line, size))) => (line + from_line - 1, size),
            Ok(None) => return,
            Err(error) => return records.skip((rows.core.line() + from_line - 1).max(1), Reason::unreadable(&error)),
        };
        if let Err(reason) = records.room.fits(found_bytes) {
            records.skip(line, reason);
            continue;
        }
        if rows.cells().all(|cell| cell.trim_ascii().is_empty()) {
            continue;
        }
        let Some(columns) = &columns else {
            let header: Vec<_> = rows.cells().map(|cell| meanings.of(String::from_utf8_lossy(cell).trim())).collect();
            if !header.iter().flatten().any(|(field, _)| *field == super::Field::Text) {
                let names = rows.cells().map(|cell| String::from_utf8_lossy(cell).trim().to_owned());
                let found = names.take(20).collect::<Vec<_>>().join(", ");
                return records.skip(line, Reason::NoTextColumn { found });
            }
            columns = Some(header);
            continue;
        };
        if rows.count != columns.len() {
            records.skip(line, Reason::Ragged { expected: columns.len(), found: rows.count });
            continue;
        }
        match values_of(rows.cells(), columns, |cell| records.mended(line, cell)) {
            Ok(values) => records.record(line, values),
            Err(reason) => records.skip(line, reason),
        }
    }
}

/// Whether a cell holds nothing, or what R and pandas write for nothing.
fn is_missing(field: super::Field, cell: &str) -> bool {
    let word = matches!(cell.trim(), "NA" | "N/A" | "nan" | "NaN" | "NaT" | "NULL" | "null" | "None" | "<NA>");
    cell.trim().is_empty() || word && !matches!(field, super::Field::Text | super::Field::Title)
}

fn values_of<'c>(
    row: impl Iterator<Item = &'c [u8]>,
    columns: &[Option<(super::Field, usize)>],
    mut mended: impl FnMut(&[u8]) -> Option<String>,
) -> Result<Values, Reason> {
    let mut best: std::collections::BTreeMap<super::Field, (usize, Cow<'_, str>)> = std::collections::BTreeMap::new();
    for (cell, column) in row.zip(columns) {
        let Some((field, rank)) = *column else { continue };
        let text = match std::str::from_utf8(cell) {
            Ok(text) => Cow::Borrowed(text),
            Err(error) => {
                let at = error.valid_up_to();
                Cow::Owned(mended(cell).ok_or(Reason::NotUtf8 { at, byte: cell[at] })?)
            }
        };
        if !is_missing(field, &text) && best.get(&field).is_none_or(|(other, _)| rank < *other) {
            best.insert(field, (rank, text));
        }
    }
    Ok(best.into_iter().map(|(field, (_, text))| (field, text.into_owned())).collect())
}
