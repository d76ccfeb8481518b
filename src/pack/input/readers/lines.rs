//! Lines of a stream, each within the room there is for a text. It reads no format.

use super::pieces::Pieces;
use crate::pack::input::skip::Reason;
use std::io::{BufRead, Read};

/// Gives `take` each line with its end and its number, counted from 1. Wrong bytes become U+FFFD. Where the stream cannot be
/// read, or a line is larger than a text may be, that is told and nothing more is read.
pub(super) fn each<'p>(
    reader: &mut dyn BufRead,
    pieces: &mut Pieces<'p>,
    mut take: impl FnMut(&str, u64, &mut Pieces<'p>),
) {
    let mut bytes = Vec::new();
    for number in 1.. {
        bytes.clear();
        let read = reader.take(pieces.room.text_bytes() + 1).read_until(b'\n', &mut bytes);
        let read = read.map_err(|error| Reason::unreadable(&error));
        match read.and_then(|read| pieces.room.fits(read as u64).map(|()| read)) {
            Ok(0) => return,
            Ok(_) => take(&String::from_utf8_lossy(&bytes), number, pieces),
            Err(reason) => return pieces.fault(number, reason),
        }
    }
}
