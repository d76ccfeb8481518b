//! A stream of XML that counts its lines, and leaves out what is too large of a text, so that what stands behind it can be
//! read. It reads no XML beyond what a piece begins with.

use crate::pack::input::skip::Reason;
use std::cell::Cell;
use std::io::{BufRead, Error, ErrorKind, Read, Result};
use std::rc::Rc;

/// How far a stream was read.
#[derive(Debug)]
pub(super) struct Meter {
    limit_bytes: u64,
    /// Bytes of the piece that is being read.
    piece_bytes: Cell<u64>,
    /// Line breaks passed.
    breaks: Cell<u64>,
}

impl Meter {
    /// A piece may have so many bytes.
    pub fn new(limit_bytes: u64) -> Self {
        Self { limit_bytes, piece_bytes: Cell::new(0), breaks: Cell::new(0) }
    }

    /// A piece begins.
    pub fn begin(&self) {
        self.piece_bytes.set(0);
    }

    /// The line, counted from 1.
    pub fn line(&self) -> u64 {
        self.breaks.get() + 1
    }

    /// Whether the piece is larger than one may be.
    pub fn is_too_large(&self) -> bool {
        self.piece_bytes.get() > self.limit_bytes
    }

    /// That it is.
    pub fn too_large(&self) -> Reason {
        Reason::TooLarge { found_bytes: self.piece_bytes.get(), limit_bytes: self.limit_bytes }
    }

    fn pass(&self, bytes: &[u8]) {
        let breaks = bytes.iter().filter(|&&byte| byte == b'\n').count() as u64;
        self.breaks.set(self.breaks.get() + breaks);
        self.piece_bytes.set(self.piece_bytes.get() + bytes.len() as u64);
    }
}

/// Bytes that tell what a piece is.
const HEAD_BYTES: usize = b"<![CDATA[".len();

/// The stream. Of a text, a CDATA section or a comment that is too large it hands out the beginning and the end; a tag
/// that is too large is an error.
pub(super) struct Metered<'s> {
    source: &'s mut dyn BufRead,
    meter: Rc<Meter>,
    /// What the piece begins with.
    head: Vec<u8>,
    /// The last two bytes of it.
    tail: [u8; 2],
    /// The end of what was left out, which comes next.
    end: &'static [u8],
}

impl<'s> Metered<'s> {
    pub fn new(source: &'s mut dyn BufRead, meter: Rc<Meter>) -> Self {
        Self { source, meter, head: Vec::new(), tail: [0; 2], end: b"" }
    }

    /// How the piece ends; empty for a text, which ends where markup or a reference begins.
    fn piece_end(&self) -> Result<&'static [u8]> {
        match self.head.as_slice() {
            b"<![CDATA[" => Ok(b"]]>"),
            head if head.starts_with(b"<!--") => Ok(b"-->"),
            [b'<', ..] => Err(Error::new(ErrorKind::FileTooLarge, "a piece of XML without an end")),
            _ => Ok(b""),
        }
    }

    /// Reads on to the end of the piece and forgets what was read.
    fn leave_out(&mut self) -> Result<()> {
        let end = self.piece_end()?;
        let Some(&sign) = end.first() else {
            return self.skip(|byte| matches!(byte, b'<' | b'&'));
        };
        // `]]>` may have begun in what was handed out.
        let mut signs = self.tail.iter().rev().take_while(|&&byte| byte == sign).count();
        let mut ended = false;
        self.skip(|byte| {
            let stops = ended;
            ended |= byte == b'>' && signs >= 2;
            signs = if byte == sign { signs + 1 } else { 0 };
            stops
        })?;
        if ended {
            self.end = end;
        }
        Ok(())
    }

    /// Passes bytes up to one that `stops`, or the end of the stream.
    fn skip(&mut self, mut stops: impl FnMut(u8) -> bool) -> Result<()> {
        loop {
            let buffer = self.source.fill_buf()?;
            if buffer.is_empty() {
                return Ok(());
            }
            let stop = buffer.iter().position(|&byte| stops(byte));
            let passed = stop.unwrap_or(buffer.len());
            self.meter.pass(&buffer[..passed]);
            self.source.consume(passed);
            if stop.is_some() {
                return Ok(());
            }
        }
    }
}

impl Read for Metered<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let mut inner = self.fill_buf()?;
        let read = inner.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Metered<'_> {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        if self.end.is_empty() && self.meter.is_too_large() {
            // A letter that has begun is finished first.
            let rest = self.source.fill_buf()?.iter().take_while(|&&byte| byte & 0xC0 == 0x80).count();
            if rest > 0 {
                return Ok(&self.source.fill_buf()?[..rest]);
            }
            self.leave_out()?;
        }
        if self.end.is_empty() { self.source.fill_buf() } else { Ok(self.end) }
    }

    fn consume(&mut self, used: usize) {
        if !self.end.is_empty() {
            self.end = &self.end[used.min(self.end.len())..];
            return;
        }
        if self.meter.piece_bytes.get() == 0 {
            self.head.clear();
        }
        if let Ok(buffer) = self.source.fill_buf() {
            let bytes = &buffer[..used.min(buffer.len())];
            let missing = HEAD_BYTES.saturating_sub(self.head.len());
            self.head.extend(bytes.iter().take(missing));
            for &byte in &bytes[bytes.len().saturating_sub(2)..] {
                self.tail = [self.tail[1], byte];
            }
            self.meter.pass(bytes);
        }
        self.source.consume(used);
    }
}
