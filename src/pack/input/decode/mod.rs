//! From bytes to text: UTF-8 and UTF-16, the encodings of the web, those of Vietnamese before Unicode, and texts that
//! were decoded wrongly once. It changes no character beyond what decoding needs; a few wrong bytes in a sound text become
//! U+FFFD and are counted.
//!
//! Where the bytes do not say, the reading with the largest share of Vietnamese syllables is taken, if it is clearly
//! ahead; else what `chardetng` finds for the other languages.

mod choose;
mod damage;
mod decoded;
mod encoding;
mod mojibake;
mod share;
mod vietnamese;

#[cfg(test)]
mod tests;

pub use damage::Damage;
pub use decoded::{Certainty, Decoded};
pub use encoding::{Encoding, encoding_names};

use super::skip::Reason;

/// A decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The text, without its byte order mark.
    pub text: String,
    /// How it was decoded, when not as UTF-8, or damaged.
    pub reading: Option<(Encoding, Certainty)>,
    /// What of it could not be read.
    pub damage: Option<Damage>,
}

impl Text {
    fn plain(text: String) -> Self {
        Self { text, reading: None, damage: None }
    }

    fn told(text: String, encoding: Encoding) -> Self {
        Self { text, reading: Some((encoding, Certainty::Told)), damage: None }
    }

    /// A text in UTF-8 that could not all be read.
    fn damaged(text: String, damage: Damage, certainty: Certainty) -> Self {
        Self { text, reading: Some((Encoding::UTF_8, certainty)), damage: Some(damage) }
    }
}

/// Decodes a file of the maker's own, in UTF-8, or UTF-16 with a byte order mark: nothing is guessed.
///
/// # Errors
/// When the bytes are not text in it.
pub fn decode(bytes: Vec<u8>) -> Result<String, Reason> {
    let marked = matches!(bytes.as_slice(), [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
    if let Some(error) = std::str::from_utf8(&bytes).err().filter(|_| !marked) {
        let at = error.valid_up_to();
        return Err(Reason::NotUtf8 { at, byte: bytes[at] });
    }
    let text = decode_as(bytes, Some(Encoding::UTF_8))?;
    text.damage.map_or(Ok(text.text), |damage| Err(Reason::NotUtf16 { at: damage.first_at }))
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

/// Reads a record that is not UTF-8 in a file that is: a few wrong bytes become U+FFFD. `None` when too much is wrong.
pub fn mended_record(bytes: &[u8], line: u64) -> Option<(String, Damage)> {
    let (text, damage) = damage::mended(bytes, true)?;
    Some((text, Damage { line: Some(line), ..damage }))
}

/// Looks for a text that was decoded wrongly before it was saved as UTF-8, and reads it again. `None` for all others,
/// quickly: what has no letters of the Latin-1 block where Vietnamese has others is not looked at twice.
pub fn reread(text: &str) -> Option<Text> {
    choose::misread(text)
}

fn decode_bytes(bytes: Vec<u8>, told: Option<Encoding>) -> Result<Text, Reason> {
    match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => {
            return utf16(rest, 2, u16::from_le_bytes, Encoding::UTF_16LE);
        }
        [0xfe, 0xff, rest @ ..] => {
            return utf16(rest, 2, u16::from_be_bytes, Encoding::UTF_16BE);
        }
        [0xef, 0xbb, 0xbf, ..] => return utf8(bytes, 3),
        _ => {}
    }
    if let Some(encoding) = told {
        return if encoding.is_utf8() { utf8(bytes, 0) } else { choose::as_told(&bytes, encoding) };
    }
    if let Some(at) = bytes.iter().position(|&b| b == 0) {
        return unmarked_utf16(&bytes).ok_or(Reason::Binary { at });
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(choose::misread(&text).unwrap_or_else(|| Text::plain(text))),
        Err(error) => choose::unmarked(error),
    }
}

fn utf8(mut bytes: Vec<u8>, mark_bytes: usize) -> Result<Text, Reason> {
    if let Some(at) = bytes.iter().position(|&b| b == 0) {
        return Err(Reason::Binary { at });
    }
    bytes.drain(..mark_bytes);
    let error = match String::from_utf8(bytes) {
        Ok(text) => return Ok(Text::plain(text)),
        Err(error) => error,
    };
    let at = error.utf8_error().valid_up_to();
    let fault = Reason::NotUtf8 { at: at + mark_bytes, byte: error.as_bytes()[at] };
    let (text, damage) = damage::mended(error.as_bytes(), true).ok_or(fault)?;
    let damage = Damage { first_at: damage.first_at + mark_bytes, ..damage };
    Ok(Text::damaged(text, damage, Certainty::Told))
}

/// Decodes UTF-16 that begins at byte `at` of its file.
fn utf16(bytes: &[u8], mut at: usize, unit: fn([u8; 2]) -> u16, encoding: Encoding) -> Result<Text, Reason> {
    let mut text = String::with_capacity(bytes.len());
    let (mut places, mut first_at) = (0, 0);
    let mut wrong = |at: usize| {
        first_at = if places == 0 { at } else { first_at };
        places += 1;
    };
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    for c in char::decode_utf16(units) {
        match c {
            Ok('\0') => return Err(Reason::Binary { at }),
            Ok(c) => {
                text.push(c);
                at += 2 * c.len_utf16();
            }
            Err(_) => {
                wrong(at);
                text.push('\u{fffd}');
                at += 2;
            }
        }
    }
    if bytes.len() % 2 == 1 {
        wrong(at);
        text.push('\u{fffd}');
    }
    let read = Text::told(text, encoding);
    if places == 0 {
        return Ok(read);
    }
    // As much as a text may have; half a character at the end of a short one too.
    let sound = places == 1 || damage::in_decoded(&read.text).is_some();
    if !sound || damage::is_binary(&read.text) || read.text.chars().all(|c| c == '\u{fffd}') {
        return Err(Reason::NotUtf16 { at: first_at });
    }
    Ok(Text { damage: Some(Damage { places, first_at, line: None }), ..read })
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
    let text = utf16(bytes, 0, unit, encoding).ok()?;
    let control = |c: &char| c.is_control() && !c.is_whitespace();
    let controls = text.text.chars().filter(control).count();
    (controls == 0 && text.text.chars().any(char::is_alphabetic)).then_some(text)
}
