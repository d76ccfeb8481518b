//! CSV and its kin: the first row names the columns. A row of another length is reported; its article is not packed,
//! because its cells may have slipped under the wrong names.

use super::fields::Meanings;
use super::{Records, Values};
use crate::pack::input::Reason;
use csv::ByteRecord;
use std::io::{BufRead, Cursor, Read};

/// The header is looked for in this many bytes.
const HEADER_BYTES: u64 = 64 * 1024;

/// Reads a table. The separator is the one the first row has most of, outside quotation marks; `sep=;` in a line of its
/// own names it.
pub fn table(reader: &mut dyn BufRead, records: &mut Records<'_>) {
    let mut first = Vec::new();
    if let Err(error) = (&mut *reader).take(HEADER_BYTES).read_until(b'\n', &mut first) {
        return records.skip(1, Reason::unreadable(&error));
    }
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
    let rows = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(Cursor::new(first).chain(reader));
    read(rows, line, records);
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

fn read(mut rows: csv::Reader<impl Read>, from_line: u64, records: &mut Records<'_>) {
    let mut meanings = Meanings::new(records.names);
    let (mut columns, mut row): (Option<Vec<_>>, _) = (None, ByteRecord::new());
    loop {
        match rows.read_byte_record(&mut row) {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line) + from_line - 1;
                return records.skip(line.max(1), Reason::unreadable(&error.into()));
            }
        }
        let line = row.position().map_or(0, csv::Position::line) + from_line - 1;
        if row.iter().all(|cell| cell.trim_ascii().is_empty()) {
            continue;
        }
        let Some(columns) = &columns else {
            let header: Vec<_> = row.iter().map(|cell| meanings.of(String::from_utf8_lossy(cell).trim())).collect();
            if !header.iter().flatten().any(|(field, _)| *field == super::Field::Text) {
                let names = row.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned());
                let found = names.take(20).collect::<Vec<_>>().join(", ");
                return records.skip(line, Reason::NoTextColumn { found });
            }
            columns = Some(header);
            continue;
        };
        if row.len() != columns.len() {
            records.skip(line, Reason::Ragged { expected: columns.len(), found: row.len() });
            continue;
        }
        match values_of(&row, columns) {
            Ok(values) => records.record(line, values),
            Err(reason) => records.skip(line, reason),
        }
    }
}

fn values_of(row: &ByteRecord, columns: &[Option<(super::Field, usize)>]) -> Result<Values, Reason> {
    let mut best: std::collections::BTreeMap<super::Field, (usize, &str)> = std::collections::BTreeMap::new();
    for (cell, column) in row.iter().zip(columns) {
        let Some((field, rank)) = *column else { continue };
        let text = std::str::from_utf8(cell).map_err(|error| {
            let at = error.valid_up_to();
            Reason::NotUtf8 { at, byte: cell[at] }
        })?;
        if !text.trim().is_empty() && best.get(&field).is_none_or(|(other, _)| rank < *other) {
            best.insert(field, (rank, text));
        }
    }
    Ok(best.into_iter().map(|(field, (_, text))| (field, text.to_owned())).collect())
}
