//! The one form of a chunk in a folder: a script that carries the bytes in a comment, so that both `fetch` and a
//! classic `<script>` on `file://` read the same file.
//!
//! ```text
//! r("NAME",N,[P,P,…],()=>{/*BYTES*/})
//! ```
//!
//! `NAME` is the chunk's name, `N` the number of bytes. The only bytes that cannot stand in a comment are `*/`; at each
//! of them the `/` is written as `.` and its index is listed in `P`. Overhead 0.01–0.15 % from 16 KB up. As a script
//! the file must be read with the charset `x-user-defined`. It knows nothing of what the bytes mean: whoever takes them
//! checks their hash.

/// Longest header that is read, in bytes. A chunk of 1 MiB that is all `*/` lists half a million indices of up to eight
/// characters; anything longer is not a chunk.
const HEADER_LIMIT_BYTES: usize = 8 << 20;

/// What stands between the list of indices and the bytes.
const OPEN: &[u8] = b",()=>{/*";

/// What follows the bytes.
const CLOSE: &[u8] = b"*/})";

/// A file that is not a chunk, or not the one asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CarrierError {
    /// It does not start as a chunk does. A host that answers with a web page looks like this.
    #[error("this is not a chunk: expected r(\"NAME\",N,[…],()=>{{/*…")]
    NotAChunk,
    /// The bytes end early, or something follows them.
    #[error("the chunk says {expected} bytes, the file has {found}")]
    Length {
        /// Bytes that the header announces.
        expected: usize,
        /// Bytes between the header and the end.
        found: usize,
    },
    /// An index of the list points outside the bytes, or at a byte that was not replaced.
    #[error("byte {index} of the chunk is listed as replaced and is not")]
    Index {
        /// The index.
        index: usize,
    },
}

/// What every chunk's file begins with, whatever became of the rest of it.
pub const BEGINNING: &[u8] = b"r(\"";

/// Writes a chunk in its file form. Costs one pass over the payload.
///
/// # Panics
///
/// When `name` holds anything but letters, digits, `-` and `.`, which would end the string it stands in.
pub fn wrap(name: &str, payload: &[u8]) -> Vec<u8> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    assert!(name.bytes().all(plain), "a chunk's name is a plain word, found {name:?}");
    let replaced: Vec<usize> = (1..payload.len()).filter(|&i| payload[i] == b'/' && payload[i - 1] == b'*').collect();
    let list = replaced.iter().map(usize::to_string).collect::<Vec<_>>().join(",");
    let mut file = format!("r(\"{name}\",{},[{list}]", payload.len()).into_bytes();
    file.extend_from_slice(OPEN);
    let start = file.len();
    file.extend_from_slice(payload);
    for index in replaced {
        file[start + index] = b'.';
    }
    file.extend_from_slice(CLOSE);
    file
}

/// Reads a chunk's bytes back out of its file. Costs one pass over the file.
///
/// # Errors
///
/// When the file is not in the form above. The payload's hash is not checked here.
/// ```
/// use recto::bundle::carrier::{unwrap, wrap};
///
/// // A comment's end in the bytes does not end the comment they travel in.
/// let payload = b"any bytes, */ too";
/// assert_eq!(unwrap(&wrap("example", payload))?, payload);
/// assert!(unwrap(b"something else").is_err());
/// # Ok::<(), recto::bundle::carrier::CarrierError>(())
/// ```
pub fn unwrap(file: &[u8]) -> Result<Vec<u8>, CarrierError> {
    let Head { start, expected, replaced, .. } = Head::read(file)?;
    let body = file[start..].strip_suffix(CLOSE).unwrap_or(&file[start..]);
    if body.len() != expected || file.len() != start + expected + CLOSE.len() {
        return Err(CarrierError::Length { expected, found: body.len() });
    }
    let mut payload = body.to_vec();
    for index in replaced {
        match payload.get_mut(index) {
            Some(byte) if *byte == b'.' => *byte = b'/',
            _ => return Err(CarrierError::Index { index }),
        }
    }
    Ok(payload)
}

/// The name of the chunk whose file some bytes begin with, and how long that file is said to be. Costs a pass over its header.
///
/// # Errors
/// When they begin with no such file.
pub fn measure(bytes: &[u8]) -> Result<(String, usize), CarrierError> {
    let head = Head::read(bytes)?;
    Ok((
        String::from_utf8_lossy(head.name).into_owned(),
        head.start.saturating_add(head.expected).saturating_add(CLOSE.len()),
    ))
}

/// What stands before a chunk's bytes.
struct Head<'f> {
    name: &'f [u8],
    /// Where the bytes begin.
    start: usize,
    /// How many there are.
    expected: usize,
    replaced: Vec<usize>,
}

impl<'f> Head<'f> {
    fn read(file: &'f [u8]) -> Result<Self, CarrierError> {
        let head = &file[..file.len().min(HEADER_LIMIT_BYTES)];
        let rest = head.strip_prefix(BEGINNING).ok_or(CarrierError::NotAChunk)?;
        let quote = rest.iter().take(80).position(|&byte| byte == b'"').ok_or(CarrierError::NotAChunk)?;
        let name = &rest[..quote];
        let rest = rest[quote + 1..].strip_prefix(b",").ok_or(CarrierError::NotAChunk)?;
        let (expected, rest) = number(rest)?;
        let mut rest = rest.strip_prefix(b",[").ok_or(CarrierError::NotAChunk)?;
        let mut replaced = Vec::new();
        while !rest.starts_with(b"]") {
            let (index, after) = number(rest)?;
            replaced.push(index);
            rest = after.strip_prefix(b",").unwrap_or(after);
        }
        let rest = rest[1..].strip_prefix(OPEN).ok_or(CarrierError::NotAChunk)?;
        Ok(Self { name, start: head.len() - rest.len(), expected, replaced })
    }
}

/// The decimal number at the start of `text`, and what follows it.
fn number(text: &[u8]) -> Result<(usize, &[u8]), CarrierError> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (number, rest) = text.split_at(digits);
    let number = std::str::from_utf8(number).ok().filter(|_| (1..=10).contains(&digits));
    Ok((number.and_then(|n| n.parse().ok()).ok_or(CarrierError::NotAChunk)?, rest))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(payload: &[u8]) {
        let file = wrap("0123456789abcdef0123456789abcdef", payload);
        assert_eq!(unwrap(&file).as_deref(), Ok(payload));
        let start = file.windows(OPEN.len()).position(|bytes| bytes == OPEN).expect("a header") + OPEN.len();
        let close = file[start..].windows(2).position(|pair| pair == b"*/");
        assert_eq!(close, Some(file.len() - start - CLOSE.len()), "the comment ends only at its end");
    }

    #[test]
    fn every_byte_pair_survives() {
        for first in 0..=255 {
            let row: Vec<u8> = (0..=255).flat_map(|second| [first, second]).collect();
            check(&row);
        }
        for payload in [&b""[..], b"/", b"*", b"*/", b"*/*/", b"/*/", b"**//", b"*./", b"\r\n\0\x1a\xef\xbb\xbf"] {
            check(payload);
        }
    }

    #[test]
    fn the_form_is_the_documented_one() {
        assert_eq!(wrap("ab", b"x*/y"), b"r(\"ab\",4,[2],()=>{/*x*.y*/})");
    }

    #[test]
    fn what_is_not_a_chunk_is_refused() {
        let check = |file: &[u8], expected| assert_eq!(unwrap(file), Err(expected));
        check(b"", CarrierError::NotAChunk);
        check(b"<!doctype html><title>404</title>", CarrierError::NotAChunk);
        check(b"r(\"ab\",4,[2],()=>{/*x*.y*/}", CarrierError::Length { expected: 4, found: 7 });
        check(b"r(\"ab\",4,[2],()=>{/*x*.", CarrierError::Length { expected: 4, found: 3 });
        check(b"r(\"ab\",4,[3],()=>{/*x*.y*/})", CarrierError::Index { index: 3 });
        check(b"r(\"ab\",4,[9],()=>{/*x*.y*/})", CarrierError::Index { index: 9 });
        check(b"r(\"ab\",99999999999,[],()=>{/*x*/})", CarrierError::NotAChunk);
    }

    proptest! {
        #[test]
        fn any_bytes_survive(payload in proptest::collection::vec(any::<u8>(), 0..3000)) {
            check(&payload);
        }

        #[test]
        fn comment_ends_survive(payload in proptest::collection::vec(prop::sample::select(b"*/.,]".to_vec()), 0..300)) {
            check(&payload);
        }

        #[test]
        fn any_file_is_read_or_refused(file in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = unwrap(&file);
        }

        #[test]
        fn any_cut_is_refused(payload in proptest::collection::vec(any::<u8>(), 1..200), cut in 1usize..100) {
            let file = wrap("ab", &payload);
            prop_assert!(unwrap(&file[..file.len().saturating_sub(cut)]).is_err());
        }
    }
}
