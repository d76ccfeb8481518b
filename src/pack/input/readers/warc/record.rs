//! The records of a web archive, one after the other: the head of each, and its block as a stream. It looks into no block.

use crate::pack::input::skip::Reason;
use std::io::{BufRead, Read, Result};

/// Lines of a head have at most so many bytes together.
const LONGEST_HEAD_BYTES: u64 = 256 * 1024;

/// What the head of a record says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// `response`, `revisit` …
    pub kind: String,
    /// What was asked for.
    pub url: String,
    /// When, as it stands there.
    pub date: String,
    /// Of the block, in lower case.
    pub content_type: String,
}

/// Something that is no record.
#[derive(Debug)]
pub(super) struct Fault {
    /// Of the record, counted from 1.
    pub place: u64,
    pub reason: Reason,
    /// Nothing can be read after it.
    pub ends: bool,
}

/// A stream of records. It is read from as the block of the present one.
pub(super) struct Records<'r> {
    reader: &'r mut dyn BufRead,
    /// Of the block, bytes that were not read.
    left: u64,
    count: u64,
    /// The first line of the next record was read.
    begun: bool,
}

const CUT_OFF: &str = "it is cut off";
const STRANGE: &str = "something else stands where one should begin";

impl<'r> Records<'r> {
    pub fn new(reader: &'r mut dyn BufRead) -> Self {
        Self { reader, left: 0, count: 0, begun: false }
    }

    /// The head of the next record; what was not read of the block before it is passed over. `None` at the end.
    pub fn advance(&mut self) -> std::result::Result<Option<Head>, Fault> {
        let left = std::mem::take(&mut self.left);
        let passed = std::io::copy(&mut (&mut *self.reader).take(left), &mut std::io::sink());
        if passed.map_err(|error| self.unread(&error))? < left {
            return Err(self.fault(CUT_OFF, true));
        }
        if !std::mem::take(&mut self.begun) {
            self.count += 1;
            let mut strange = false;
            let mut line = Vec::new();
            // Two empty lines end a record.
            loop {
                if !self.line(&mut line).map_err(|error| self.unread(&error))? {
                    return if strange { Err(self.fault(STRANGE, true)) } else { Ok(None) };
                }
                if line.starts_with(b"WARC/") {
                    break;
                }
                strange |= !line.trim_ascii().is_empty();
            }
            if strange {
                self.begun = true;
                return Err(self.fault(STRANGE, false));
            }
        }
        self.head().map(Some)
    }

    /// Reads the head of a record that has begun.
    fn head(&mut self) -> std::result::Result<Head, Fault> {
        let (mut head, mut length, mut bytes, mut line) = (Head::default(), None, 0, Vec::new());
        loop {
            if !self.line(&mut line).map_err(|error| self.unread(&error))? {
                return Err(self.fault(CUT_OFF, true));
            }
            bytes += line.len() as u64;
            if line.trim_ascii().is_empty() || bytes > LONGEST_HEAD_BYTES {
                break;
            }
            let text = String::from_utf8_lossy(&line);
            let Some((name, value)) = text.split_once(':') else { continue };
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "warc-type" => head.kind = value.to_ascii_lowercase(),
                // Some write it between angle brackets.
                "warc-target-uri" => head.url = value.trim_matches(['<', '>']).to_owned(),
                "warc-date" => head.date = value.to_owned(),
                "content-type" => head.content_type = value.to_ascii_lowercase(),
                "content-length" => length = value.parse().ok(),
                _ => {}
            }
        }
        self.left = length.ok_or_else(|| self.fault("its head does not say how long it is", false))?;
        Ok(head)
    }

    fn fault(&self, detail: &'static str, ends: bool) -> Fault {
        Fault { place: self.count, reason: Reason::BrokenWarc { detail }, ends }
    }

    fn unread(&self, error: &std::io::Error) -> Fault {
        Fault { place: self.count, reason: Reason::unreadable(error), ends: true }
    }

    /// Reads a line of the stream, or as much of it as a head may have; false at the end.
    fn line(&mut self, line: &mut Vec<u8>) -> Result<bool> {
        line.clear();
        Ok((&mut *self.reader).take(LONGEST_HEAD_BYTES).read_until(b'\n', line)? > 0)
    }

    /// Reads a line of the block, likewise.
    pub fn block_line(&mut self, line: &mut Vec<u8>) -> Result<bool> {
        line.clear();
        let read = (&mut *self.reader).take(self.left.min(LONGEST_HEAD_BYTES)).read_until(b'\n', line)?;
        self.left -= read as u64;
        Ok(read > 0)
    }
}

impl Read for Records<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let read = (&mut *self.reader).take(self.left).read(buffer)?;
        if read == 0 && self.left > 0 && !buffer.is_empty() {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        self.left -= read as u64;
        Ok(read)
    }
}
