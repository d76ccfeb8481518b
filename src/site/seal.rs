//! The seal of a page: the last line of its HTML, which holds a checksum of every byte before it, and one for each
//! piece of 4 KiB, so that a check can say where a page is damaged.
//!
//! ```text
//! <!-- recto seal 1 LENGTH SHA-256 PIECES -->
//! ```
//!
//! `LENGTH` counts the bytes before the line; `PIECES` is base64 of the first four bytes of each piece's SHA-256;
//! `SHA-256` is taken over the whole hashes of the pieces. It protects from accidents, not from who may write a new
//! seal. A page that is sealed says so in its first tag as well, so that a seal that was cut off is missed.

use crate::bundle::chunk::{hex, sha256};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::io::{self, Write};
use std::ops::Range;

/// Bytes in a piece: how closely a check can tell where the damage is.
pub const PIECE_BYTES: usize = 4 << 10;
/// Bytes kept of the hash of a piece.
const KEPT_BYTES: usize = 4;
/// How the line begins.
const OPENING: &str = "<!-- recto seal ";
/// How it ends.
const CLOSING: &str = " -->\n";
/// What a sealed page says in its first tag, and how far into the page that may stand.
const MARK: (&[u8], usize) = (b"data-sealed", 300);

/// Passes a page on, and adds its seal.
#[derive(Debug)]
pub struct Sealing<W> {
    out: W,
    piece: Vec<u8>,
    hashes: Hashes,
}

#[derive(Debug, Default)]
struct Hashes {
    length_bytes: u64,
    whole: Vec<u8>,
    kept: Vec<u8>,
}

impl Hashes {
    fn take(&mut self, piece: &[u8]) {
        let hash = sha256(piece);
        self.length_bytes += piece.len() as u64;
        self.whole.extend(hash);
        self.kept.extend(&hash[..KEPT_BYTES]);
    }

    fn line(&self) -> String {
        let (hash, pieces) = (hex(&sha256(&self.whole)), STANDARD.encode(&self.kept));
        format!("{OPENING}1 {} {hash} {pieces}{CLOSING}", self.length_bytes)
    }
}

impl<W: Write> Sealing<W> {
    /// A page that goes to `out`.
    pub fn new(out: W) -> Self {
        Self { out, piece: Vec::with_capacity(PIECE_BYTES), hashes: Hashes::default() }
    }

    /// Writes the seal.
    ///
    /// # Errors
    /// When `out` takes no more.
    pub fn finish(mut self) -> io::Result<W> {
        if !self.piece.is_empty() {
            self.hashes.take(&self.piece);
        }
        self.out.write_all(self.hashes.line().as_bytes())?;
        Ok(self.out)
    }
}

impl<W: Write> Write for Sealing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        let mut rest = &bytes[..written];
        while !rest.is_empty() {
            let (now, later) = rest.split_at(rest.len().min(PIECE_BYTES - self.piece.len()));
            self.piece.extend_from_slice(now);
            if self.piece.len() == PIECE_BYTES {
                self.hashes.take(&self.piece);
                self.piece.clear();
            }
            rest = later;
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A page that is held whole, with its seal. Costs two hashes of it.
pub fn sealed(page: Vec<u8>) -> Vec<u8> {
    let mut out = page;
    let line = line_of(&out);
    out.extend_from_slice(line.as_bytes());
    out
}

fn line_of(page: &[u8]) -> String {
    let mut hashes = Hashes::default();
    page.chunks(PIECE_BYTES).for_each(|piece| hashes.take(piece));
    hashes.line()
}

/// What a page's seal says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seal {
    /// Every byte is as it was written.
    Whole,
    /// There is none, and none was: the page is of an earlier version, or another program's.
    None,
    /// The page lost it: it is cut short, or the seal itself is damaged.
    Lost,
    /// The bytes before the seal are right, the seal or what follows it is not.
    OutsideThePage,
    /// Some bytes are not as they were written.
    Broken {
        /// Bytes before the seal, as written and as found.
        length_bytes: [u64; 2],
        /// The places, in order. Of a page of another length only the first can be told.
        places: Vec<Range<usize>>,
    },
}

/// Holds a page against its seal. Costs one hash of it.
pub fn check(page: &[u8]) -> Seal {
    let Some(at) = find_last(page, OPENING.as_bytes()) else {
        let start = &page[..page.len().min(MARK.1)];
        return if find_last(start, MARK.0).is_some() { Seal::Lost } else { Seal::None };
    };
    let (body, found) = page.split_at(at);
    let expected = line_of(body);
    if found == expected.as_bytes() {
        return Seal::Whole;
    }
    let Some((length_bytes, hash, kept)) = fields(found) else { return Seal::Lost };
    let mut hashes = Hashes::default();
    body.chunks(PIECE_BYTES).for_each(|piece| hashes.take(piece));
    let is_same_length = length_bytes == body.len() as u64;
    if is_same_length && (hashes.kept == kept || hash == hex(&sha256(&hashes.whole))) {
        return Seal::OutsideThePage;
    }
    let pieces = hashes.kept.chunks(KEPT_BYTES).zip(kept.chunks(KEPT_BYTES)).enumerate();
    let differing = pieces.filter(|(_, (a, b))| a != b).map(|(number, _)| number);
    let mut places: Vec<Range<usize>> = Vec::new();
    for number in differing.take(if is_same_length { usize::MAX } else { 1 }) {
        let place = number * PIECE_BYTES..((number + 1) * PIECE_BYTES).min(body.len());
        match places.last_mut() {
            Some(last) if last.end == place.start => last.end = place.end,
            _ => places.push(place),
        }
    }
    if places.is_empty() {
        let end = body.len().min(usize::try_from(length_bytes).unwrap_or(usize::MAX));
        places.push(end / PIECE_BYTES * PIECE_BYTES..end);
    }
    Seal::Broken { length_bytes: [length_bytes, body.len() as u64], places }
}

/// Length, hash and pieces of a seal's line.
fn fields(line: &[u8]) -> Option<(u64, String, Vec<u8>)> {
    let line = String::from_utf8_lossy(line);
    let mut fields = line.strip_prefix(OPENING)?.split_whitespace().skip(1);
    let length_bytes = fields.next()?.parse().ok()?;
    let hash = fields.next()?.to_owned();
    Some((length_bytes, hash, STANDARD.decode(fields.next()?).ok()?))
}

fn find_last(bytes: &[u8], what: &[u8]) -> Option<usize> {
    (0..=bytes.len().checked_sub(what.len())?).rev().find(|&at| bytes[at] == what[0] && bytes[at..].starts_with(what))
}

/// What changed a page that is whole but for its form, as programs that send or save texts do; empty when this is not
/// what happened. Costs a few hashes of the page.
pub fn changes_of_form(page: &[u8]) -> Vec<&'static str> {
    let mut bytes = page.to_vec();
    let mut changes = Vec::new();
    let wide = match &bytes[..bytes.len().min(2)] {
        [0xff, 0xfe] => Some(encoding_rs::UTF_16LE),
        [0xfe, 0xff] => Some(encoding_rs::UTF_16BE),
        _ => None,
    };
    if let Some(encoding) = wide {
        bytes = encoding.decode_with_bom_removal(&bytes).0.into_owned().into_bytes();
        changes.push("it was saved as UTF-16");
    }
    if let Some(rest) = bytes.strip_prefix("\u{feff}".as_bytes()) {
        bytes = rest.to_vec();
        changes.push("a byte order mark was put before it");
    }
    if find_last(&bytes, b"\r").is_some() {
        bytes = String::from_utf8_lossy(&bytes).replace("\r\n", "\n").replace('\r', "\n").into_bytes();
        changes.push("its line endings were changed");
    }
    for (encoding, change) in [
        (encoding_rs::WINDOWS_1252, "it was read as windows-1252 and saved as UTF-8"),
        (encoding_rs::WINDOWS_1258, "it was read as windows-1258 and saved as UTF-8"),
    ] {
        if check(&bytes) == Seal::Whole {
            return changes;
        }
        let Ok(text) = std::str::from_utf8(&bytes) else { break };
        let (once, _, lost) = encoding.encode(text);
        if !lost && check(&once) == Seal::Whole {
            changes.push(change);
            return changes;
        }
    }
    if check(&bytes) == Seal::Whole { changes } else { Vec::new() }
}

#[cfg(test)]
#[path = "seal_tests.rs"]
mod tests;
