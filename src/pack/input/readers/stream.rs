//! Streams of bytes: read to their end, or decoded to UTF-8 as they are read. It holds no more than it must.

use super::HEAD_BYTES;
use crate::pack::input::decode::{Certainty, Damage, Encoding, decode_as};
use crate::pack::input::room::Room;
use crate::pack::input::skip::Reason;
use std::io::{BufRead, BufReader, Cursor, Error, Read};

/// So much of a stream is read between two looks at its size.
const STEP_BYTES: u64 = 1 << 20;

/// Reads a stream to its end.
///
/// # Errors
/// When it cannot be read or is larger than a text may be; then no more than that was read.
pub(super) fn all(source: &mut dyn Read, room: &Room<'_>) -> Result<Vec<u8>, Reason> {
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
) -> Result<Decoding<'s>, Reason> {
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
