//! From bytes to text: UTF-8 and UTF-16, the encodings of the web, those of Vietnamese before Unicode, and texts that
//! were decoded wrongly once. It changes no character beyond what decoding needs.
//!
//! Where the bytes do not say, the reading with the largest share of Vietnamese syllables is taken, if it is clearly
//! ahead; else what `chardetng` finds for the other languages.

mod choose;
mod decoded;
mod encoding;
mod mojibake;
mod share;
mod vietnamese;

#[cfg(test)]
mod tests;

pub use decoded::{Certainty, Decoded};
pub use encoding::{Encoding, encoding_names};

use super::Reason;

/// A decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The text, without its byte order mark.
    pub text: String,
    /// How it was decoded, when not as UTF-8.
    pub reading: Option<(Encoding, Certainty)>,
}

impl Text {
    fn plain(text: String) -> Self {
        Self { text, reading: None }
    }

    fn told(text: String, encoding: Encoding) -> Self {
        Self { text, reading: Some((encoding, Certainty::Told)) }
    }
}

/// Decodes a file of the maker's own, in UTF-8, or UTF-16 with a byte order mark: nothing is guessed.
///
/// # Errors
/// When the bytes are not text in it.
pub fn decode(bytes: Vec<u8>) -> Result<String, Reason> {
    decode_as(bytes, Some(Encoding::UTF_8)).map(|text| text.text)
}

/// Decodes a file, in the encoding the maker named, if any, and says how it was decoded. A byte order mark wins over the
/// maker. Offsets in the errors count from the file's start. Linear in its size.
///
/// # Errors
/// When the bytes are binary, damaged, in no encoding that fits, or hold nothing but white space.
pub fn decode_as(bytes: Vec<u8>, told: Option<Encoding>) -> Result<Text, Reason> {
    let text = decode_bytes(bytes, told)?;
    if text.text.trim().is_empty() { Err(Reason::Empty) } else { Ok(text) }
}

/// Looks for a text that was decoded wrongly before it was saved as UTF-8, and reads it again. `None` for all others,
/// quickly: what has no letters of the Latin-1 block where Vietnamese has others is not looked at twice.
pub fn reread(text: &str) -> Option<Text> {
    choose::misread(text)
}

fn decode_bytes(bytes: Vec<u8>, told: Option<Encoding>) -> Result<Text, Reason> {
    let marked = |text| Text { text, reading: None };
    match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => {
            return Ok(Text::told(utf16(rest, 2, u16::from_le_bytes)?, Encoding::UTF_16LE));
        }
        [0xfe, 0xff, rest @ ..] => {
            return Ok(Text::told(utf16(rest, 2, u16::from_be_bytes)?, Encoding::UTF_16BE));
        }
        [0xef, 0xbb, 0xbf, ..] => return utf8(bytes, 3).map(marked),
        _ => {}
    }
    if let Some(encoding) = told {
        return if encoding.is_utf8() { utf8(bytes, 0).map(marked) } else { choose::as_told(&bytes, encoding) };
    }
    if let Some(at) = bytes.iter().position(|&b| b == 0) {
        return unmarked_utf16(&bytes).ok_or(Reason::Binary { at });
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(choose::misread(&text).unwrap_or_else(|| Text::plain(text))),
        Err(error) => choose::unmarked(error),
    }
}

fn utf8(mut bytes: Vec<u8>, mark_bytes: usize) -> Result<String, Reason> {
    if let Some(at) = bytes.iter().position(|&b| b == 0) {
        return Err(Reason::Binary { at });
    }
    bytes.drain(..mark_bytes);
    String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        Reason::NotUtf8 { at: at + mark_bytes, byte: e.as_bytes()[at] }
    })
}

/// Decodes UTF-16 that begins at byte `at` of its file.
fn utf16(bytes: &[u8], mut at: usize, unit: fn([u8; 2]) -> u16) -> Result<String, Reason> {
    let mut text = String::with_capacity(bytes.len());
    for c in char::decode_utf16(bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]))) {
        match c {
            Ok('\0') => return Err(Reason::Binary { at }),
            Ok(c) => {
                text.push(c);
                at += 2 * c.len_utf16();
            }
            Err(_) => return Err(Reason::NotUtf16 { at }),
        }
    }
    if bytes.len() % 2 == 1 { Err(Reason::NotUtf16 { at }) } else { Ok(text) }
}

/// Fewer units tell nothing.
const LEAST_UNITS: usize = 8;

/// UTF-16 without a byte order mark: text in an alphabet has a zero in every second byte or so, and only there.
fn unmarked_utf16(bytes: &[u8]) -> Option<Text> {
    let (mut even, mut odd) = (0_usize, 0_usize);
    for pair in bytes.chunks_exact(2) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    let units = bytes.len() / 2;
    if units < LEAST_UNITS {
        return None;
    }
    let clear = |many: usize, few: usize| many * 4 >= units && few * 50 <= many;
    let (encoding, unit): (_, fn([u8; 2]) -> u16) = if clear(odd, even) {
        (Encoding::UTF_16LE, u16::from_le_bytes)
    } else if clear(even, odd) {
        (Encoding::UTF_16BE, u16::from_be_bytes)
    } else {
        return None;
    };
    let text = utf16(bytes, 0, unit).ok()?;
    let control = |c: &char| c.is_control() && !c.is_whitespace();
    let controls = text.chars().filter(control).count();
    (controls == 0 && text.chars().any(char::is_alphabetic)).then(|| Text::told(text, encoding))
}
