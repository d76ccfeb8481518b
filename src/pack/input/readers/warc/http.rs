//! The answers of web servers as they were sent: their head, and their body without what it was sent in. It knows no page.

use super::super::packing::allowed_bytes;
use super::super::stream;
use super::record::Records;
use crate::pack::input::room::Room;
use crate::pack::input::skip::Reason;
use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::{Read, Result};

/// The head of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Answer {
    pub status: u16,
    /// In lower case.
    pub content_type: String,
    /// How the body is packed, in lower case.
    encoding: String,
    chunked: bool,
}

impl Answer {
    /// The encoding of its letters, where it is told.
    pub fn charset(&self) -> Option<&str> {
        let (_, rest) = self.content_type.split_once("charset=")?;
        rest.split([';', ' ', ',']).next().map(|name| name.trim_matches(['"', '\'']))
    }
}

/// Whether what has this type is a page.
pub(super) fn is_page(content_type: &str) -> bool {
    let of = content_type.split(';').next().unwrap_or("").trim();
    of.eq_ignore_ascii_case("text/html") || of.eq_ignore_ascii_case("application/xhtml+xml")
}

/// Reads the head of an answer; `None` where it is none.
///
/// # Errors
/// When the stream cannot be read.
pub(super) fn answer(records: &mut Records<'_>) -> Result<Option<Answer>> {
    let mut line = Vec::new();
    records.block_line(&mut line)?;
    let status = String::from_utf8_lossy(&line);
    let mut words = status.split_whitespace();
    if !words.next().is_some_and(|word| word.starts_with("HTTP/")) {
        return Ok(None);
    }
    let Some(status) = words.next().and_then(|status| status.parse().ok()) else { return Ok(None) };
    let mut answer = Answer { status, ..Answer::default() };
    while records.block_line(&mut line)? && !line.trim_ascii().is_empty() {
        let text = String::from_utf8_lossy(&line);
        let Some((name, value)) = text.split_once(':') else { continue };
        let value = value.trim().to_ascii_lowercase();
        match name.trim().to_ascii_lowercase().as_str() {
            "content-type" => answer.content_type = value,
            "content-encoding" => answer.encoding = value,
            "transfer-encoding" => answer.chunked = value.contains("chunked"),
            _ => {}
        }
    }
    Ok(Some(answer))
}

/// Reads the body of an answer, in one piece and unpacked. Crawlers that took it apart already left the head as it was: what
/// does not look as the head says is taken as it stands.
///
/// # Errors
/// When it cannot be read, or is larger than a text may be.
pub(super) fn body(
    answer: &Answer,
    records: &mut Records<'_>,
    room: &Room<'_>,
) -> std::result::Result<Vec<u8>, Reason> {
    let mut bytes = stream::all(records, room)?;
    if answer.chunked
        && let Some(whole) = joined(&bytes)
    {
        bytes = whole;
    }
    let unpack = |inner: &mut dyn Read| stream::all(&mut inner.take(allowed_bytes(bytes.len() as u64)), room);
    match (answer.encoding.as_str(), bytes.as_slice()) {
        ("gzip" | "x-gzip", [0x1f, 0x8b, ..]) => unpack(&mut MultiGzDecoder::new(bytes.as_slice())),
        // Servers mean either by it.
        ("deflate", [0x78, ..]) => unpack(&mut ZlibDecoder::new(bytes.as_slice())),
        ("deflate", _) if !begins_as_text(&bytes) => unpack(&mut DeflateDecoder::new(bytes.as_slice())),
        ("" | "identity" | "gzip" | "x-gzip" | "deflate" | "none" | "utf-8", _) => Ok(bytes),
        (_, _) if begins_as_text(&bytes) => Ok(bytes),
        (encoding, _) => Err(Reason::UnreadEncoding { encoding: encoding.to_owned() }),
    }
}

/// Whether the bytes begin as markup does.
fn begins_as_text(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    bytes.is_empty() || bytes.starts_with(b"<")
}

/// A body that was sent in chunks (RFC 9112, 7.1) in one piece; `None` where it is not in chunks. One that is cut off is joined
/// as far as it goes.
fn joined(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    loop {
        let end = rest.iter().take(64).position(|&b| b == b'\n');
        let line = match end {
            Some(end) => &rest[..end],
            None if whole.is_empty() => return None,
            None => return Some(whole),
        };
        let size = line.split(|&b| b == b';').next().unwrap_or(line).trim_ascii();
        let size = std::str::from_utf8(size).ok().and_then(|size| usize::from_str_radix(size, 16).ok());
        let Some(size) = size else { return if whole.is_empty() { None } else { Some(whole) } };
        rest = &rest[line.len() + 1..];
        if size == 0 {
            return Some(whole);
        }
        let chunk = &rest[..size.min(rest.len())];
        whole.extend_from_slice(chunk);
        rest = &rest[chunk.len()..];
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        if rest.is_empty() {
            return Some(whole);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined_and_what_is_none_is_left() {
        for (bytes, expected) in [
            (&b"4\r\nCh\xe1\xbb\r\n3;a=b\r\n\xa3 m\r\n0\r\n\r\n"[..], Some("Chợ m")),
            (b"5\r\nabcde\r\n7\r\nxy", Some("abcdexy")),
            (b"<html>", None),
            (b"<html>\n", None),
            (b"0\r\n\r\n", Some("")),
        ] {
            assert_eq!(joined(bytes).as_deref(), expected.map(str::as_bytes), "{bytes:?}");
        }
    }
}
