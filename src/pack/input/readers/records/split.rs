//! Cuts a stream of JSON into its values without understanding them: the elements of a list, or values one after the
//! other. So one bad record spoils no other, and only one is held.

use crate::pack::input::room::Room;
use std::io::{BufRead, Result};

/// A piece of the stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A value's bytes, whole if the stream was, and the line it begins in.
    Value(u64, Vec<u8>),
    /// A value larger than the limit, which was passed over.
    TooLarge(u64, u64),
    /// The stream ends in a list, in this line.
    CutOff(u64),
}

/// Cuts a stream. A comma, a bracket or white space between values is skipped.
pub(super) struct Pieces<R> {
    reader: R,
    line: u64,
    limit_bytes: u64,
    /// Lists that are open between values.
    open: u32,
}

impl<R: BufRead> Pieces<R> {
    /// Begins at a line; with the stream in front of a list or of a value.
    pub fn new(reader: R, line: u64, limit_bytes: u64) -> Self {
        Self { reader, line, limit_bytes, open: 0 }
    }

    /// The next value; `None` at the end. Linear in the bytes it passes over.
    pub fn next(&mut self, room: &Room<'_>) -> Result<Option<Piece>> {
        // What stands between values.
        loop {
            let buffer = self.reader.fill_buf()?;
            let Some(&first) = buffer.first() else {
                return Ok((std::mem::take(&mut self.open) > 0).then_some(Piece::CutOff(self.line)));
            };
            let between = first.is_ascii_whitespace() || matches!(first, b',' | b'[' | b']' | 0xef | 0xbb | 0xbf);
            if !between {
                break;
            }
            match first {
                b'[' => self.open = self.open.saturating_add(1),
                b']' => self.open = self.open.saturating_sub(1),
                b'\n' => self.line += 1,
                _ => {}
            }
            self.reader.consume(1);
        }
        let begins = self.line;
        let (mut state, mut bytes, mut size) = (State::default(), Vec::new(), 0_u64);
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                // A value without its end tells it.
                self.open = 0;
                break;
            }
            let mut used = 0;
            let mut ended = false;
            for &byte in buffer {
                if state.ends_before(byte) {
                    ended = true;
                    break;
                }
                used += 1;
                self.line += u64::from(byte == b'\n');
                if state.takes(byte) {
                    ended = true;
                    break;
                }
            }
            size += used as u64;
            if size <= self.limit_bytes {
                room.claim(size);
                bytes.extend_from_slice(&buffer[..used]);
            } else {
                bytes = Vec::new();
            }
            self.reader.consume(used);
            if ended {
                break;
            }
        }
        Ok(Some(if size > self.limit_bytes { Piece::TooLarge(begins, size) } else { Piece::Value(begins, bytes) }))
    }
}

/// Where in a value the stream is.
#[derive(Clone, Copy, Debug, Default)]
struct State {
    depth: u32,
    string: bool,
    escaped: bool,
}

impl State {
    /// Whether a value that is no list and no object ends before this byte.
    fn ends_before(self, byte: u8) -> bool {
        self.depth == 0 && !self.string && (byte.is_ascii_whitespace() || matches!(byte, b',' | b']'))
    }

    /// Takes a byte; true when it closes the value.
    fn takes(&mut self, byte: u8) -> bool {
        if self.string {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => {
                    self.string = false;
                    return self.depth == 0;
                }
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' => self.string = true,
            b'{' | b'[' => self.depth = self.depth.saturating_add(1),
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }
}

/// Where the lists of objects begin that are members of the object in `bytes` or of what is in it, as byte offsets, with how
/// many objects and lists each lies in. Those right in the object come first, then those deeper in.
pub(super) fn lists_in(bytes: &[u8]) -> Vec<(usize, u32)> {
    let (mut state, mut found) = (State::default(), Vec::new());
    for (at, &byte) in bytes.iter().enumerate() {
        if byte == b'[' && (1..=DEEPEST_LIST).contains(&state.depth) && !state.string && found.len() < MOST_LISTS {
            let inner = bytes[at + 1..].iter().find(|b| !b.is_ascii_whitespace());
            if inner == Some(&b'{') {
                found.push((at, state.depth));
            }
        }
        state.takes(byte);
    }
    found.sort_by_key(|&(at, depth)| (depth, at));
    found
}

/// How deep a list of records may lie, and how many lists are looked at.
const DEEPEST_LIST: u32 = 5;
const MOST_LISTS: usize = 4096;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::{BufReader, Cursor};

    fn pieces(text: &[u8], buffer_bytes: usize) -> Vec<Piece> {
        let mut pieces = Pieces::new(BufReader::with_capacity(buffer_bytes, Cursor::new(text)), 1, 40);
        std::iter::from_fn(|| pieces.next(&Room::alone()).unwrap()).collect()
    }

    fn check(text: &str, expected: &[(u64, &str)]) {
        for buffer_bytes in [1, 3, 4096] {
            let found: Vec<_> = pieces(text.as_bytes(), buffer_bytes)
                .into_iter()
                .map(|piece| match piece {
                    Piece::Value(line, bytes) => (line, String::from_utf8(bytes).unwrap()),
                    Piece::TooLarge(line, _) => (line, "too large".to_owned()),
                    Piece::CutOff(line) => (line, "cut off".to_owned()),
                })
                .collect();
            let expected: Vec<_> = expected.iter().map(|(line, text)| (*line, (*text).to_owned())).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn values_are_cut_apart() {
        check("[{\"a\": \"]},\"},\n {\"b\": [1, {}]}]", &[(1, "{\"a\": \"]},\"}"), (2, "{\"b\": [1, {}]}")]);
        check("\u{feff}{\"a\":1}\n{\"b\":2}\n", &[(1, "{\"a\":1}"), (2, "{\"b\":2}")]);
        check("[{\"a\":1},\n", &[(1, "{\"a\":1}"), (2, "cut off")]);
        check("[[", &[(1, "cut off")]);
        check("[{\"a\":1},{\"b", &[(1, "{\"a\":1}"), (1, "{\"b")]);
        check("[1, \"a\\\"b\", null]", &[(1, "1"), (1, "\"a\\\"b\""), (1, "null")]);
        check("[{\"a\": \n1", &[(1, "{\"a\": \n1")]);
        check(&format!("[{{\"a\":\"{}\"}},\n2]", "x".repeat(50)), &[(1, "too large"), (2, "2")]);
        check("  ", &[]);
    }

    #[test]
    fn lists_of_objects_are_found() {
        let text = b"{\"n\": [1], \"s\": \"[{\", \"items\": [ {\"a\": [{}]} ]}";
        let items = text.iter().rposition(|&b| b == b'i').unwrap() + 8;
        assert_eq!(lists_in(text), [(items, 1), (items + 8, 3)]);
        assert_eq!(lists_in(b"{\"a\": {\"b\": [{}]}}"), [(12, 2)]);
    }

    proptest! {
        #[test]
        fn any_bytes_come_to_an_end(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let whole: usize = pieces(&bytes, 7).iter().map(|piece| match piece {
                Piece::Value(_, bytes) => bytes.len(),
                Piece::TooLarge(_, size) => *size as usize,
                Piece::CutOff(_) => 0,
            }).sum();
            prop_assert!(whole <= bytes.len());
        }
    }
}
