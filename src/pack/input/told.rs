//! What reading tells beside the articles, as bytes: what was skipped and why, encodings, notes, counts. A share carries it
//! from the machine that read to the one that reports. It decides nothing.

use super::decode::{Certainty, Damage, Decoded, Encoding};
use super::kinds::OfKind;
use super::read::Drafts;
use super::skip::{Reason, Skipped};
use crate::bundle::BundleError;
use crate::bundle::codec::{Reader, Writer};

const WHAT: &str = "what a share tells";
/// Bytes of something told of a file, at least.
const LEAST_BYTES: usize = 2;

/// A reason as it was told where the file was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldReason {
    /// What is wrong.
    pub message: String,
    /// What the maker can do.
    pub hint: String,
    /// `--strict` does not allow it.
    pub is_fault: bool,
}

impl Reason {
    /// Whether `--strict` does not allow it: all but our own output, second ways to one file, pages of books that are no
    /// chapters, and what the maker or a site leaves out.
    pub fn is_fault(&self) -> bool {
        match self {
            Self::Told(told) => told.is_fault,
            Self::Output | Self::Same(_) | Self::LeftOut | Self::NotChapter { .. } | Self::NotPublished { .. } => false,
            _ => true,
        }
    }
}

/// Writes what drafts tell, but for the articles themselves.
pub fn write_told(out: &mut Writer, drafts: &Drafts) {
    list(out, &drafts.skipped, write_skipped);
    list(out, &drafts.decoded, write_decoded);
    list(out, &drafts.notes, |out, note| out.text(note));
    list(out, &drafts.notices, |out, notice| out.text(notice));
    for tally in drafts.account.tallies() {
        out.varint(tally.count);
        out.varint(tally.bytes);
    }
    let kinds = drafts.kinds.kinds();
    out.varint(kinds.len() as u64);
    for (kind, OfKind { files, articles, skipped }) in kinds {
        out.text(kind);
        [files, articles, skipped].into_iter().for_each(|count| out.varint(count));
    }
    let dates = drafts.kinds.dates();
    out.varint(dates.len() as u64);
    for (origin, count) in dates {
        out.text(origin);
        out.varint(count);
    }
}

/// Reads what [`write_told`] wrote: drafts without articles and without a store.
///
/// # Errors
/// When the bytes are something else.
pub fn read_told(reader: &mut Reader<'_>) -> Result<Drafts, BundleError> {
    let mut drafts = Drafts {
        skipped: read_list(reader, read_skipped)?,
        decoded: read_list(reader, read_decoded)?,
        notes: read_list(reader, |reader| Ok(reader.text(WHAT)?.to_owned()))?,
        notices: read_list(reader, |reader| Ok(reader.text(WHAT)?.to_owned()))?,
        ..Drafts::default()
    };
    for tally in drafts.account.tallies_mut() {
        (tally.count, tally.bytes) = (reader.varint(WHAT)?, reader.varint(WHAT)?);
    }
    for _ in 0..reader.count(LEAST_BYTES, WHAT)? {
        let kind = reader.text(WHAT)?;
        let (files, articles, skipped) = (reader.varint(WHAT)?, reader.varint(WHAT)?, reader.varint(WHAT)?);
        drafts.kinds.add_kind(kind, OfKind { files, articles, skipped });
    }
    for _ in 0..reader.count(LEAST_BYTES, WHAT)? {
        let origin = reader.text(WHAT)?;
        drafts.kinds.add_dates(origin, reader.varint(WHAT)?);
    }
    Ok(drafts)
}

/// Things told of files, each after the number of its file.
fn list<T>(out: &mut Writer, items: &[(usize, T)], mut write: impl FnMut(&mut Writer, &T)) {
    out.varint(items.len() as u64);
    for (file, item) in items {
        out.varint(*file as u64);
        write(out, item);
    }
}

fn read_list<'b, T>(
    reader: &mut Reader<'b>,
    mut read: impl FnMut(&mut Reader<'b>) -> Result<T, BundleError>,
) -> Result<Vec<(usize, T)>, BundleError> {
    let count = reader.count(LEAST_BYTES, WHAT)?;
    // A thing in memory is larger than its bytes: it is not the count that says how much memory there must be.
    let mut items = Vec::new();
    for _ in 0..count {
        items.push((reader.varint32(WHAT)? as usize, read(reader)?));
    }
    Ok(items)
}

/// Writes a skipped file.
pub fn write_skipped(out: &mut Writer, skipped: &Skipped) {
    out.text(&skipped.path);
    // Lines are counted from 1.
    out.varint(skipped.line.unwrap_or(0));
    out.text(&skipped.reason.to_string());
    out.text(skipped.reason.hint());
    out.byte(skipped.reason.is_fault().into());
}

/// Reads what [`write_skipped`] wrote: its reason says the same, without being known for what it is.
///
/// # Errors
/// When the bytes are something else.
pub fn read_skipped(reader: &mut Reader<'_>) -> Result<Skipped, BundleError> {
    let path = reader.text(WHAT)?.to_owned();
    let line = Some(reader.varint(WHAT)?).filter(|&line| line > 0);
    let (message, hint) = (reader.text(WHAT)?.to_owned(), reader.text(WHAT)?.to_owned());
    let reason = Reason::Told(Box::new(ToldReason { message, hint, is_fault: reader.byte(WHAT)? != 0 }));
    Ok(Skipped { path, line, reason })
}

fn write_decoded(out: &mut Writer, decoded: &Decoded) {
    out.text(&decoded.path);
    out.text(decoded.encoding);
    let (kind, percent, next_percent) = match decoded.certainty {
        Certainty::Told => (0, 0, 0),
        Certainty::Share { percent, next_percent } => (1, percent, next_percent),
        Certainty::Guessed => (2, 0, 0),
    };
    [kind, percent, next_percent].into_iter().for_each(|byte| out.byte(byte));
    out.varint(decoded.records);
    out.byte(decoded.damage.is_some().into());
    if let Some(Damage { places, first_at, line }) = decoded.damage {
        out.varint(places);
        out.varint(first_at as u64);
        out.varint(line.unwrap_or(0));
    }
}

fn read_decoded(reader: &mut Reader<'_>) -> Result<Decoded, BundleError> {
    let path = reader.text(WHAT)?.to_owned();
    let at = reader.at();
    let invalid = || BundleError::Invalid { what: WHAT, at };
    let encoding = Encoding::named(reader.text(WHAT)?).ok_or_else(invalid)?.name();
    let [kind, percent, next_percent] = [reader.byte(WHAT)?, reader.byte(WHAT)?, reader.byte(WHAT)?];
    let certainty = match kind {
        0 => Certainty::Told,
        1 => Certainty::Share { percent, next_percent },
        2 => Certainty::Guessed,
        _ => return Err(invalid()),
    };
    let records = reader.varint(WHAT)?;
    let damage = match reader.byte(WHAT)? {
        0 => None,
        _ => Some(Damage {
            places: reader.varint(WHAT)?,
            first_at: usize::try_from(reader.varint(WHAT)?).map_err(|_| invalid())?,
            line: Some(reader.varint(WHAT)?).filter(|&line| line > 0),
        }),
    };
    Ok(Decoded { path, encoding, certainty, records, damage })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Block, Role};
    use crate::pack::input::encoding_names;
    use std::path::Path;

    #[test]
    fn what_is_told_comes_back_and_its_reasons_say_the_same() {
        let mut drafts = Drafts::default();
        let wrong = Reason::NotJson { detail: "column 3".to_owned() };
        drafts.skipped.push((4, Skipped::at_line(Path::new("a.jsonl"), 7, wrong)));
        drafts.skipped.push((9, Skipped::new(Path::new("b"), Reason::Same("a".to_owned()))));
        for (at, name) in encoding_names().iter().enumerate() {
            let encoding = Encoding::named(name).unwrap();
            let certainty = [Certainty::Told, Certainty::Guessed, Certainty::Share { percent: 98, next_percent: 3 }];
            let line = (at % 2 == 1).then_some(12);
            let damage = (at % 5 == 2).then_some(Damage { places: 3, first_at: 999, line });
            let decoded = Decoded::new(Path::new("c.txt"), encoding, certainty[at % 3]);
            drafts.decoded.push((at, Decoded { records: at as u64, damage, ..decoded }));
        }
        drafts.notes.push((0, "ghi chú".to_owned()));
        drafts.notices.push((1, "lưu ý".to_owned()));
        let blocks = vec![Block { role: Role::Residue, start: 0, end: 5, repeats: false }];
        drafts.account.article(&Article { blocks, ..Article::default() });
        drafts.kinds.file("HTML", 2);
        drafts.kinds.article("HTML", &Article::default());

        let mut out = Writer::new();
        write_told(&mut out, &drafts);
        let bytes = out.into_bytes();
        let mut reader = Reader::new(&bytes);
        let found = read_told(&mut reader).unwrap();
        reader.end(WHAT).unwrap();
        let said = |drafts: &Drafts| -> Vec<_> {
            let one = |(file, s): &(usize, Skipped)| {
                (*file, s.place(), s.reason.to_string(), s.reason.hint().to_owned(), s.reason.is_fault())
            };
            drafts.skipped.iter().map(one).collect()
        };
        assert_eq!(said(&found), said(&drafts));
        assert_eq!(said(&found).iter().map(|one| one.4).collect::<Vec<_>>(), [true, false]);
        assert_eq!(found.decoded, drafts.decoded);
        assert_eq!((&found.notes, &found.notices), (&drafts.notes, &drafts.notices));
        assert_eq!((found.account, &found.kinds), (drafts.account, &drafts.kinds));
        for end in 0..bytes.len() {
            assert!(read_told(&mut Reader::new(&bytes[..end])).is_err(), "{end}");
        }
    }
}
