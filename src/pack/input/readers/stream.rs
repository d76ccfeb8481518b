//! Streams of bytes: unpacked from gzip within limits, decoded to UTF-8 when they are not. It holds no more than it must.

use super::HEAD_BYTES;
use crate::pack::input::decode::{Certainty, Damage, Encoding, decode_as};
use crate::pack::input::room::Room;
use crate::pack::input::skip::Reason;
use flate2::bufread::MultiGzDecoder;
use std::io::{BufRead, BufReader, Cursor, Error, ErrorKind, Read, Result};

/// What is packed may be at most so many times smaller than what comes out.
const MOST_RATIO: u64 = 100;
/// What comes out of small files is not measured against them.
const FREE_BYTES: u64 = 1 << 20;

/// What so many packed bytes may unpack to.
pub(super) fn allowed_bytes(packed_bytes: u64) -> u64 {
    packed_bytes.saturating_mul(MOST_RATIO).max(FREE_BYTES)
}

/// So much of a stream is read between two looks at its size.
const STEP_BYTES: u64 = 1 << 20;

/// A gzip stream, unpacked, up to [`MOST_RATIO`] times its size.
pub(super) struct Unpacked<R: Read> {
    inner: MultiGzDecoder<BufReader<R>>,
    left: u64,
}

impl<R: Read> Unpacked<R> {
    /// Unpacks a source of so many bytes.
    pub fn new(source: R, size_bytes: u64) -> Self {
        Self::within(source, allowed_bytes(size_bytes))
    }

    /// Unpacks a source up to so many bytes.
    fn within(source: R, left: u64) -> Self {
        Self { inner: MultiGzDecoder::new(BufReader::new(source)), left }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let read = self.inner.read(buffer)?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(|| {
            Error::new(
                ErrorKind::QuotaExceeded,
                format!("unpacks to more than {MOST_RATIO} times its size, as only made-up files do"),
            )
        })?;
        Ok(read)
    }
}

/// Reads a stream to its end.
///
/// # Errors
/// When it cannot be read or is larger than a text may be; then no more than that was read.
pub(super) fn all(source: &mut dyn Read, room: &Room<'_>) -> std::result::Result<Vec<u8>, Reason> {
    let mut bytes = Vec::new();
    loop {
        let before = bytes.len() as u64;
        let read =
            (&mut *source).take(STEP_BYTES).read_to_end(&mut bytes).map_err(|error| Reason::unreadable(&error))?;
        room.fits(bytes.len() as u64)?;
        if read == 0 {
            return Ok(bytes);
        }
        // Before it grows further.
        room.claim(before + 2 * STEP_BYTES);
    }
}

/// A text as UTF-8, and how it was decoded when it was not.
pub(super) type Decoding<'s> = (Box<dyn BufRead + 's>, Option<(Encoding, Certainty)>, Option<Damage>);

/// Makes a stream of UTF-8 of any text. What is UTF-8 by its first bytes is streamed, and what is wrong further on is
/// for the reader to report with its line; everything else is read whole, as one text is.
///
/// # Errors
/// When it is read whole, as decoding.
pub(super) fn text<'s>(
    source: &'s mut dyn Read,
    told: Option<Encoding>,
    room: &Room<'_>,
) -> std::result::Result<Decoding<'s>, Reason> {
    let mut head = Vec::new();
    let unreadable = |error: Error| Reason::unreadable(&error);
    (&mut *source).take(HEAD_BYTES as u64).read_to_end(&mut head).map_err(unreadable)?;
    let utf8 = match std::str::from_utf8(&head) {
        Ok(_) => true,
        // A character cut in two by the end of the part that was read.
        Err(error) => error.error_len().is_none(),
    };
    if utf8 && told.is_none_or(Encoding::is_utf8) && !looks_like_utf16(&head) {
        let reader = BufReader::with_capacity(HEAD_BYTES, Cursor::new(head).chain(source));
        return Ok((Box::new(reader), None, None));
    }
    let mut rest = all(source, room)?;
    head.append(&mut rest);
    let text = decode_as(head, told)?;
    Ok((Box::new(Cursor::new(text.text.into_bytes())), text.reading, text.damage))
}

/// Whether every second byte or so is zero: a NUL here and there is for the reader to report.
fn looks_like_utf16(head: &[u8]) -> bool {
    head.iter().filter(|&&b| b == 0).count() * 5 > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn what_comes_out_is_held_against_what_is_packed() {
        let allowed = [(0, 1 << 20), (10_000, 1 << 20), (20_000, 2_000_000), (u64::MAX, u64::MAX)];
        for (packed_bytes, expected) in allowed {
            assert_eq!(allowed_bytes(packed_bytes), expected, "{packed_bytes}");
            assert_eq!(Unpacked::new(Cursor::new([]), packed_bytes).left, expected);
        }
        let text: String = (0..200).map(|line| format!("dòng {line}\n")).collect();
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packed.write_all(text.as_bytes()).unwrap();
        let packed = packed.finish().unwrap();
        let read = |left: usize| all(&mut Unpacked::within(Cursor::new(&packed), left as u64), &Room::alone());
        assert_eq!(read(text.len()), Ok(text.clone().into_bytes()));
        let told = read(text.len() - 1).unwrap_err().to_string();
        assert!(told.contains("unpacks to more than 100 times its size"), "{told}");
    }
}
