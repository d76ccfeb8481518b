//! JSON and JSON lines. Every record is parsed for itself, so that a bad one is reported and the next one read.

use super::Records;
use super::fields::Field;
use super::fields::Meanings;
use super::split::{Piece, Pieces, lists_in};
use super::value::{not_an_article, record_of};
use crate::pack::input::room::Room;
use crate::pack::input::skip::Reason;
use serde_json::Value;
use std::io::BufRead;

/// What a record was read into is kept for the next one up to this size.
const LARGE_BYTES: usize = 1 << 20;

/// Reads one record a line. Empty lines are passed over.
pub fn json_lines(reader: &mut dyn BufRead, records: &mut Records<'_>) {
    let mut meanings = Meanings::new(records.names);
    let (mut line, mut bytes) = (0, Vec::new());
    while !records.is_done() {
        line += 1;
        next_record(&mut bytes, records);
        match read_line(reader, &mut bytes, records.room) {
            Ok(0) => return,
            Ok(found_bytes) if found_bytes > records.room.text_bytes() => {
                let limit_bytes = records.room.text_bytes();
                records.skip(line, Reason::TooLarge { found_bytes, limit_bytes });
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

/// Empties what a record was read into; the memory and the room of a large one are given back.
fn next_record(bytes: &mut Vec<u8>, records: &Records<'_>) {
    bytes.clear();
    if bytes.capacity() > LARGE_BYTES {
        *bytes = Vec::new();
    }
    records.room.release();
}

/// Reads a line with its end, as much of it as a text may have; its size. At the end of the stream 0.
fn read_line(reader: &mut dyn BufRead, bytes: &mut Vec<u8>, room: &Room<'_>) -> Result<u64, std::io::Error> {
    let mut size = 0;
    loop {
        let buffer = reader.fill_buf()?;
        let end = buffer.iter().position(|&b| b == b'\n');
        let used = end.map_or(buffer.len(), |at| at + 1);
        size += used as u64;
        if size <= room.text_bytes() {
            room.claim(size);
            bytes.extend_from_slice(&buffer[..used]);
        } else {
            *bytes = Vec::new();
        }
        reader.consume(used);
        if end.is_some() || used == 0 {
            return Ok(size);
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
    // A list inside a record lies in the room of that record.
    let mut pieces = Pieces::new(reader, line, records.room.text_bytes());
    while !records.is_done() {
        if outermost {
            records.room.release();
        }
        match pieces.next(records.room) {
            Ok(None) => return,
            Ok(Some(Piece::Value(line, bytes))) => {
                if !(outermost && list_within(line, &bytes, records, meanings)) {
                    one(line, &bytes, records, meanings);
                }
            }
            Ok(Some(Piece::TooLarge(line, found_bytes))) => {
                let limit_bytes = records.room.text_bytes();
                records.skip(line, Reason::TooLarge { found_bytes, limit_bytes });
            }
            Ok(Some(Piece::CutOff(line))) => {
                records.skip(line, Reason::NotJson { detail: "the list has no end: the file was cut off".to_owned() });
            }
            Err(error) => return records.skip(line, Reason::unreadable(&error)),
        }
    }
}

/// Lists whose first record is looked at.
const MOST_TRIED: usize = 64;

/// Reads the list of records that an object holds, right in it or deeper: the one list right in it, else the first whose
/// first record has a text. False when the object is a record itself, or holds no such list.
fn list_within(line: u64, bytes: &[u8], records: &mut Records<'_>, meanings: &mut Meanings<'_>) -> bool {
    let lists = lists_in(bytes);
    if lists.is_empty() || is_crowded(bytes, records.room) {
        return false;
    }
    let is_record = serde_json::from_slice::<Value>(bytes)
        .is_ok_and(|value| value.as_object().is_some_and(|o| record_of(o, meanings).contains_key(&Field::Text)));
    if is_record {
        return false;
    }
    let mut has_text = |at: usize| {
        let first = serde_json::Deserializer::from_slice(&bytes[at + 1..]).into_iter::<Value>().next();
        let object = first.and_then(Result::ok);
        object.is_some_and(|value| value.as_object().is_some_and(|o| record_of(o, meanings).contains_key(&Field::Text)))
    };
    let right_in: Vec<usize> = lists.iter().filter(|(_, depth)| *depth == 1).map(|(at, _)| *at).collect();
    let with_text = lists.iter().take(MOST_TRIED).map(|(at, _)| *at).find(|&at| has_text(at));
    let Some(at) = with_text.or(if let &[only] = right_in.as_slice() { Some(only) } else { None }) else {
        return false;
    };
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
    if is_crowded(bytes, records.room) {
        return records.skip(line, Reason::Crowded);
    }
    let mut read = serde_json::from_slice::<Value>(bytes);
    // Wrong bytes are looked for only where reading failed: it is one more pass.
    if read.is_err()
        && std::str::from_utf8(bytes).is_err()
        && let Some(text) = records.mended(line, bytes)
    {
        read = serde_json::from_str(&text);
    }
    match read {
        Ok(Value::Object(object)) => {
            if let Some(reason) = not_an_article(&object) {
                return records.skip(line, reason);
            }
            let values = record_of(&object, meanings);
            drop(object);
            records.record(line, values);
        }
        Ok(_) => records.skip(line, Reason::NotRecord),
        Err(error) => records.skip(line, reason_of(&error, bytes)),
    }
}

/// What a value, a list and an object take in memory, about; of an object a node for its names.
const VALUE_BYTES: u64 = 64;
const LIST_BYTES: u64 = 128;
const OBJECT_BYTES: u64 = 720;

/// Whether a record holds so many values beside its text that reading it would take the memory. One pass over a large one.
fn is_crowded(bytes: &[u8], room: &Room<'_>) -> bool {
    if bytes.len() as u64 * OBJECT_BYTES <= room.around_bytes() {
        return false;
    }
    let (mut weight, mut string, mut escaped) = (0_u64, false, false);
    for &byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if string => escaped = true,
            b'"' => string = !string,
            _ if string => {}
            b',' | b':' => weight += VALUE_BYTES,
            b'[' => weight += LIST_BYTES,
            b'{' => weight += OBJECT_BYTES,
            _ => {}
        }
    }
    weight > room.around_bytes()
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
