//! JSON and JSON lines. Every record is parsed for itself, so that a bad one is reported and the next one read.

use super::fields::Meanings;
use super::split::{Piece, Pieces, lists_in};
use super::value::values_of;
use super::{Field, RECORD_LIMIT_BYTES, Records};
use crate::pack::input::Reason;
use serde_json::Value;
use std::io::{BufRead, Read};

/// Reads one record a line. Empty lines are passed over.
pub fn json_lines(reader: &mut dyn BufRead, records: &mut Records<'_>) {
    let mut meanings = Meanings::new(records.names);
    let (mut line, mut bytes) = (0, Vec::new());
    loop {
        line += 1;
        bytes.clear();
        match (&mut *reader).take(RECORD_LIMIT_BYTES + 1).read_until(b'\n', &mut bytes) {
            Ok(0) => return,
            Ok(read) if read as u64 > RECORD_LIMIT_BYTES => {
                let found_bytes = read as u64 + rest_of_line(reader);
                records.skip(line, Reason::TooLarge { found_bytes, limit_bytes: RECORD_LIMIT_BYTES });
            }
            Ok(_) => {
                let record = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes).trim_ascii();
                if !record.is_empty() {
                    one(line, record, records, &mut meanings);
                }
            }
            Err(error) => return records.skip(line, Reason::unreadable(&error)),
        }
    }
}

/// Passes over the rest of a line; its size.
fn rest_of_line(reader: &mut dyn BufRead) -> u64 {
    let mut passed = 0;
    loop {
        let Ok(buffer) = reader.fill_buf() else { return passed };
        let end = buffer.iter().position(|&b| b == b'\n');
        let used = end.map_or(buffer.len(), |at| at + 1);
        passed += used as u64;
        reader.consume(used);
        if end.is_some() || used == 0 {
            return passed;
        }
    }
}

/// Reads a list of records, records one after the other, or an object that holds one list of them.
pub fn json(reader: &mut dyn BufRead, records: &mut Records<'_>) {
    pieces(reader, 1, true, records, &mut Meanings::new(records.names));
}

fn pieces(
    reader: &mut dyn BufRead,
    line: u64,
    outermost: bool,
    records: &mut Records<'_>,
    meanings: &mut Meanings<'_>,
) {
    let mut pieces = Pieces::new(reader, line, RECORD_LIMIT_BYTES);
    loop {
        match pieces.next() {
            Ok(None) => return,
            Ok(Some(Piece::Value(line, bytes))) => {
                if !(outermost && list_within(line, &bytes, records, meanings)) {
                    one(line, &bytes, records, meanings);
                }
            }
            Ok(Some(Piece::TooLarge(line, found_bytes))) => {
                records.skip(line, Reason::TooLarge { found_bytes, limit_bytes: RECORD_LIMIT_BYTES });
            }
            Err(error) => return records.skip(line, Reason::unreadable(&error)),
        }
    }
}

/// Reads the one list of records that an object holds; false when the object is a record itself.
fn list_within(line: u64, bytes: &[u8], records: &mut Records<'_>, meanings: &mut Meanings<'_>) -> bool {
    let &[at] = lists_in(bytes).as_slice() else { return false };
    let is_record = serde_json::from_slice::<Value>(bytes)
        .is_ok_and(|value| value.as_object().is_some_and(|o| values_of(o, meanings).contains_key(&Field::Text)));
    if is_record {
        return false;
    }
    let line = line + bytes[..at].iter().filter(|&&b| b == b'\n').count() as u64;
    let end = end_of_list(&bytes[at..]);
    pieces(&mut &bytes[at..at + end], line, false, records, meanings);
    true
}

/// One past the bracket that closes the list at the start of the bytes.
fn end_of_list(bytes: &[u8]) -> usize {
    let (mut depth, mut string, mut escaped) = (0_u32, false, false);
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if string => escaped = true,
            b'"' => string = !string,
            b'[' | b'{' if !string => depth += 1,
            b']' | b'}' if !string => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    bytes.len()
}

fn one(line: u64, bytes: &[u8], records: &mut Records<'_>, meanings: &mut Meanings<'_>) {
    match serde_json::from_slice::<Value>(bytes) {
        Ok(Value::Object(object)) => records.record(line, values_of(&object, meanings)),
        Ok(_) => records.skip(line, Reason::NotRecord),
        Err(error) => records.skip(line, reason_of(&error, bytes)),
    }
}

fn reason_of(error: &serde_json::Error, bytes: &[u8]) -> Reason {
    if let Err(utf8) = std::str::from_utf8(bytes) {
        let at = utf8.valid_up_to();
        return Reason::NotUtf8 { at, byte: bytes[at] };
    }
    if let Some(column) = lone_surrogate(bytes) {
        return Reason::LoneSurrogate { column };
    }
    let told = error.to_string();
    let detail = told.rsplit_once(" at line ").map_or(told.as_str(), |(detail, _)| detail);
    Reason::NotJson { detail: format!("{detail} at column {}", error.column()) }
}

/// The column of the first `\uD800`–`\uDFFF` that is not half of a pair, counted from 1.
fn lone_surrogate(bytes: &[u8]) -> Option<usize> {
    let unit = |at: usize| {
        let digits = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
        u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    };
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != b'\\' {
            at += 1;
            continue;
        }
        match unit(at) {
            Some(0xd800..=0xdbff) if matches!(unit(at + 6), Some(0xdc00..=0xdfff)) => at += 12,
            Some(0xd800..=0xdfff) => return Some(at + 1),
            Some(_) => at += 6,
            None => at += 2,
        }
    }
    None
}
