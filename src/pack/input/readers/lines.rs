//! Lines of a stream, each within the room there is for a text. It reads no format.

use crate::pack::input::room::Room;
use crate::pack::input::skip::Reason;
use std::io::{BufRead, Read};

/// Reads the next line with its end; false at the end of the stream. Wrong bytes become U+FFFD.
///
/// # Errors
/// When the stream cannot be read, or a line is larger than a text may be.
pub(super) fn next(reader: &mut dyn BufRead, line: &mut String, room: &Room<'_>) -> Result<bool, Reason> {
    let mut bytes = Vec::new();
    let read =
        reader.take(room.text_bytes() + 1).read_until(b'\n', &mut bytes).map_err(|error| Reason::unreadable(&error))?;
    room.fits(read as u64)?;
    line.push_str(&String::from_utf8_lossy(&bytes));
    Ok(read > 0)
}
