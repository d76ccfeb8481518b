//! From bytes to text: UTF-8, with or without a byte order mark, and UTF-16 with one. It changes no character.

mod decoded;

pub use decoded::{Certainty, Decoded};

use super::Reason;

/// Decodes a file. The byte order mark is dropped; everything else is kept as it is. Offsets in the errors count from
/// the start of the file. Linear in its size.
///
/// # Errors
/// When the bytes are binary, damaged, in another encoding, or hold nothing but white space.
pub fn decode(bytes: Vec<u8>) -> Result<String, Reason> {
    let text = match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        _ => utf8(bytes)?,
    };
    if text.trim().is_empty() { Err(Reason::Empty) } else { Ok(text) }
}

fn utf8(mut bytes: Vec<u8>) -> Result<String, Reason> {
    if let Some(at) = bytes.iter().position(|&b| b == 0) {
        return Err(Reason::Binary { at });
    }
    let mark_bytes = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    bytes.drain(..mark_bytes);
    String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        Reason::NotUtf8 { at: at + mark_bytes, byte: e.as_bytes()[at] }
    })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Reason> {
    let mut text = String::with_capacity(bytes.len());
    let mut at = 2;
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(bytes: &[u8], expected: Result<&str, Reason>) {
        assert_eq!(decode(bytes.to_vec()), expected.map(str::to_owned), "{bytes:x?}");
    }

    #[test]
    fn reads_utf8_and_utf16() {
        check("Đại hội\r\n".as_bytes(), Ok("Đại hội\r\n"));
        check(b"\xef\xbb\xbfa", Ok("a"));
        check(b"\xff\xfea\0\x11\x01", Ok("a\u{111}"));
        check(b"\xfe\xff\0a\x01\x11", Ok("a\u{111}"));
        check(b"\xff\xfe\x3d\xd8\x00\xde", Ok("\u{1f600}"));
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        check(b"", Err(Reason::Empty));
        check(b"\xef\xbb\xbf \n", Err(Reason::Empty));
        check(b"ab\0", Err(Reason::Binary { at: 2 }));
        check(b"ab\xd0", Err(Reason::NotUtf8 { at: 2, byte: 0xd0 }));
        check(b"\xef\xbb\xbfab\xff", Err(Reason::NotUtf8 { at: 5, byte: 0xff }));
        check(b"\xff\xfea\0\0\xd8", Err(Reason::NotUtf16 { at: 4 }));
        check(b"\xff\xfea\0b", Err(Reason::NotUtf16 { at: 4 }));
        check(b"\xff\xfe\0\0a\0\0\0", Err(Reason::Binary { at: 2 }));
    }

    proptest! {
        #[test]
        fn any_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            let _ = decode(bytes);
        }

        #[test]
        fn utf16_comes_back(text in "[^\u{0}\\s][^\u{0}]{0,20}") {
            let mut bytes = vec![0xff, 0xfe];
            bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
            prop_assert_eq!(decode(bytes), Ok(text));
        }
    }
}
