//! The last cell of a row: what tells whether the row still fits its article, and which of its cells merely repeat what
//! was found. Letters alone, none of them a vowel: a spreadsheet makes no number, date or word of it.

use crate::article::{Article, Date};
use crate::pack::content::ContentDigest;

/// The column's name. It stands last, after the maker's own columns.
pub const FINGERPRINT: &str = "fingerprint";

/// Sixteen letters, one for each half of a byte.
const LETTERS: &[u8; 16] = b"bcdfghjklmnprstv";
/// Bytes kept of the digest of a cell.
const CELL_BYTES: usize = 3;
/// Cells: title, date, source, url, category, author.
const CELLS: usize = 6;

/// What an article and its row were when the table was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fingerprint {
    /// Of the text, with the headline that stands in it.
    pub text: ContentDigest,
    cells: [[u8; CELL_BYTES]; CELLS],
}

/// What stands under `fingerprint` in a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Seal {
    /// Nothing: the row is the maker's own, or from a version that wrote none. Its id is all there is to go by.
    #[default]
    None,
    /// A fingerprint.
    Of(Fingerprint),
    /// Something else: what the row was written for cannot be told.
    Broken,
}

/// The start of the digest of a cell.
fn cell_digest(value: &str) -> [u8; CELL_BYTES] {
    let [a, b, c, ..] = ContentDigest::of(&[value]).0;
    [a, b, c]
}

impl Fingerprint {
    /// Of an article as found, before any correction; its text may be away.
    pub fn of(head: &Article, text: ContentDigest) -> Self {
        let date = head.date.map(|date| Date { minute: None, ..date }.to_string()).unwrap_or_default();
        let of = |value: &Option<String>| cell_digest(value.as_deref().unwrap_or(""));
        let cells = [
            cell_digest(if head.untitled { "" } else { &head.title }),
            cell_digest(&date),
            of(&head.source),
            of(&head.url),
            of(&head.category),
            of(&head.author),
        ];
        Self { text, cells }
    }

    /// Whether a cell, counted from the title, is what was found. One in 16 million others passes.
    pub fn repeats(&self, cell: usize, value: &str) -> bool {
        self.cells.get(cell).is_some_and(|found| *found == cell_digest(value))
    }

    /// As a cell: 52 letters.
    pub fn letters(&self) -> String {
        let bytes = self.text.0.iter().chain(self.cells.iter().flatten());
        let letter = |half: u8| char::from(LETTERS[usize::from(half)]);
        bytes.flat_map(|byte| [letter(byte >> 4), letter(byte & 15)]).collect()
    }

    /// Reads a cell; `None` when no version of Recto wrote it.
    pub fn read(cell: &str) -> Option<Self> {
        let half = |letter: u8| LETTERS.iter().position(|l| *l == letter.to_ascii_lowercase()).map(|at| at as u8);
        let halves = cell.bytes().map(half).collect::<Option<Vec<u8>>>()?;
        let (pairs, []) = halves.as_chunks::<2>() else { return None };
        let bytes: Vec<u8> = pairs.iter().map(|[high, low]| high << 4 | low).collect();
        let (text, cells) = bytes.split_first_chunk::<8>()?;
        let (cells, []) = cells.as_chunks::<CELL_BYTES>() else { return None };
        Some(Self { text: ContentDigest(*text), cells: cells.try_into().ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_come_back_and_know_what_was_found() {
        let article = Article {
            title: "Chợ  phiên".into(),
            date: "2021-01-24".parse().ok().map(|date| Date { minute: Some(625), ..date }),
            source: Some("Báo".into()),
            ..Article::default()
        };
        let text = ContentDigest::of(&["Chợ phiên"]);
        let print = Fingerprint::of(&article, text);
        let letters = print.letters();
        assert_eq!(letters.len(), 52);
        assert!(letters.bytes().all(|letter| LETTERS.contains(&letter)), "{letters}");
        assert_eq!(Fingerprint::read(&letters), Some(print));
        assert_eq!(Fingerprint::read(&letters.to_uppercase()), Some(print));
        for (cell, value) in ["Chợ phiên", "2021-01-24", "Báo", "", "", ""].into_iter().enumerate() {
            assert!(print.repeats(cell, value), "{cell}");
            assert!(!print.repeats(cell, "khác"), "{cell}");
        }
        assert_ne!(Fingerprint::of(&Article { untitled: true, ..article.clone() }, text), print);
        for broken in ["", "b", &letters[1..], &letters[2..], &format!("{letters}bb"), &format!("a{}", &letters[1..])] {
            assert_eq!(Fingerprint::read(broken), None, "{broken}");
        }
    }
}
