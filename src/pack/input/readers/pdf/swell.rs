//! How large a PDF's packed parts are unpacked, found out before a library unpacks them whole. Nothing is kept of them.
//!
//! Pictures are not measured, for nobody unpacks them here.

use crate::pack::input::skip::Reason;
use flate2::read::ZlibDecoder;
use std::io::{Read, sink};

/// A part that is packed in another way than by zlib alone may take so many bytes in the file.
const UNMEASURED_BYTES: usize = 2 << 20;
/// What describes a part stands at most so far before it.
const DICTIONARY_BYTES: usize = 1024;
/// Parts of one file at most.
const MOST_PARTS: usize = 200_000;

/// Measures every part of a file. Unpacks at most what is allowed.
///
/// # Errors
/// When they unpack to more than `limit_bytes` together.
pub fn measured(file: &[u8], limit_bytes: u64) -> Result<(), Reason> {
    let swells = || {
        let limit = limit_bytes >> 20;
        Reason::Swells(format!("its text and fonts unpack to more than {limit} MiB, as only made-up files do"))
    };
    let (mut left, mut at, mut parts) = (limit_bytes, 0, 0);
    while let Some(found) = find(&file[at..], b"stream") {
        let keyword = at + found;
        at = keyword + b"stream".len();
        let before = &file[keyword.saturating_sub(DICTIONARY_BYTES)..keyword];
        if before.ends_with(b"end") {
            continue;
        }
        parts += 1;
        if parts > MOST_PARTS {
            return Err(Reason::Laborious);
        }
        let dictionary = &before[before.windows(4).rposition(|part| part == b" obj").unwrap_or(0)..];
        if find(dictionary, b"/Image").is_some() {
            continue;
        }
        let data = &file[at..];
        let data = data.strip_prefix(b"\r\n").or(data.strip_prefix(b"\n")).unwrap_or(data);
        if is_zlib(data) && filters(dictionary) < 2 {
            let mut unpacked = ZlibDecoder::new(data).take(left + 1);
            // Damage ends a part; what came before it counts.
            let _ = std::io::copy(&mut unpacked, &mut sink());
            left = unpacked.limit().checked_sub(1).ok_or_else(swells)?;
        } else if filters(dictionary) > 0 && find(&data[..data.len().min(UNMEASURED_BYTES)], b"endstream").is_none() {
            return Err(swells());
        }
    }
    Ok(())
}

/// Whether bytes begin as zlib's do.
fn is_zlib(data: &[u8]) -> bool {
    matches!(data, [first, second, ..] if first & 15 == 8 && u16::from_be_bytes([*first, *second]).is_multiple_of(31))
}

/// How many filters a dictionary names.
fn filters(dictionary: &[u8]) -> usize {
    let names = [&b"/Flate"[..], b"/Fl", b"/LZW", b"/RunLength", b"/RL", b"/ASCII", b"/A85", b"/AHx"];
    let at = |from: usize| names.iter().any(|name| dictionary[from..].starts_with(name));
    (0..dictionary.len()).filter(|&from| at(from)).count()
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write;

    fn check(dictionary: &str, bytes: usize, limit_bytes: u64, fits: bool) {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
        packed.write_all(&vec![b' '; bytes]).unwrap();
        let packed = packed.finish().unwrap();
        let part = [format!("1 0 obj <<{dictionary}>> stream\n").as_bytes(), &packed, b"\nendstream endobj\n"].concat();
        assert_eq!(measured(&part.repeat(3), limit_bytes).is_ok(), fits, "{dictionary} {bytes} {limit_bytes}");
    }

    #[test]
    fn parts_are_measured_together_and_pictures_are_not() {
        check("/Filter /FlateDecode", 1000, 3000, true);
        check("/Filter /FlateDecode", 1000, 2999, false);
        check("/Filter /FlateDecode /Subtype /Image", 1000, 10, true);
        check("/Filter [/ASCII85Decode /FlateDecode]", 1000, 10, true);
    }

    #[test]
    fn what_cannot_be_measured_may_not_be_large() {
        let file = [b"1 0 obj <</Filter [/LZWDecode]>> stream\n".to_vec(), vec![1; UNMEASURED_BYTES]].concat();
        assert!(measured(&file, u64::MAX - 1).is_err());
        assert!(measured(b"1 0 obj <</Filter /LZWDecode>> stream\nabc\nendstream", 10).is_ok());
    }
}
