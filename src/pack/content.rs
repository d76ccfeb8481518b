//! Digests of what an article says: they name a record that has no id of its own, and tell whether a correction still
//! fits its article. How a text is broken into lines does not show in them. Nothing here reads or keeps a text.

use crate::bundle::chunk::hex;
use sha2::{Digest as _, Sha256};

/// Words are hashed in pieces of so many bytes.
const PIECE_BYTES: usize = 16 * 1024;
/// Bytes of a digest that stand in the id of a record: 48 bits, so that of a million records two meet by chance in one
/// corpus of five hundred.
const ID_BYTES: usize = 6;

/// The first 64 bits of the SHA-256 of a text's words, a space after each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentDigest(pub [u8; 8]);

impl ContentDigest {
    /// The digest of parts that stand one after the other: where one ends shows. Linear in their length.
    pub fn of(parts: &[&str]) -> Self {
        let (mut hash, mut piece) = (Sha256::new(), Vec::with_capacity(PIECE_BYTES));
        for part in parts {
            for word in part.split_ascii_whitespace() {
                if piece.len() + word.len() >= PIECE_BYTES {
                    hash.update(&piece);
                    piece.clear();
                }
                if word.len() >= PIECE_BYTES {
                    hash.update(word);
                } else {
                    piece.extend_from_slice(word.as_bytes());
                }
                piece.push(b' ');
            }
            piece.push(0);
        }
        hash.update(&piece);
        let whole: [u8; 32] = hash.finalize().into();
        let mut start = [0; 8];
        start.copy_from_slice(&whole[..8]);
        Self(start)
    }

    /// The id of a part of a file that has none of its own: `news.jsonl#0c9f1a2b3d4e`.
    pub fn id_in(self, file: &str) -> String {
        format!("{file}#{}", hex(&self.0[..ID_BYTES]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_does_not_show_and_everything_else_does() {
        let one = ContentDigest::of(&["Tiêu đề", "Hai  dòng.\r\n\r\nHết.\n"]);
        assert_eq!(one, ContentDigest::of(&["Tiêu đề\n", "Hai dòng.\nHết."]));
        for other in [["Tiêu đề", "Hai dòng. Hết"], ["Tiêu", "đề Hai dòng. Hết."], ["", "Tiêu đề Hai dòng. Hết."]]
        {
            assert_ne!(one, ContentDigest::of(&other), "{other:?}");
        }
        // "a " and a zero byte.
        let known = ContentDigest::of(&["a"]);
        assert_eq!(known.0[..], crate::bundle::chunk::sha256(b"a \0")[..8]);
        assert_eq!(known.id_in("x.csv"), format!("x.csv#{}", hex(&known.0[..6])));
    }

    #[test]
    fn pieces_do_not_show() {
        for length in [PIECE_BYTES - 2, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES] {
            let text = format!("{} b", "a".repeat(length));
            let mut bytes = format!("{text} ").into_bytes();
            bytes.push(0);
            assert_eq!(ContentDigest::of(&[&text]).0[..], crate::bundle::chunk::sha256(&bytes)[..8], "{length}");
            let words = "ab ".repeat(length);
            let bytes = [words.as_bytes(), b"\0"].concat();
            assert_eq!(ContentDigest::of(&[&words]).0[..], crate::bundle::chunk::sha256(&bytes)[..8], "{length}");
        }
    }
}
