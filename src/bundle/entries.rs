//! Directory entries as bytes: of a section in the root, or of a directory page. It knows nothing of what the chunks hold.

use super::chunk::{Digest, Entry, Part};
use super::codec::{Reader, Writer};
use super::error::{BundleError, Result};

/// What an entry takes at least.
pub(super) const ENTRY_LEAST_BYTES: usize = size_of::<Digest>() + 2;
/// What a key shares with the one before it, at most: so a page of keys cannot unfold to more than a small multiple of it.
const SHARED_AT_MOST: usize = 255;
/// What comes before a list whose chunks lie in volumes: no list has keys and no entries.
const IN_VOLUMES: usize = 1;
const WHAT: &str = "directory entry";

/// Writes the entries of a directory page or of a section in the root.
pub(super) fn write_entries(out: &mut Writer, entries: &[Entry]) {
    let keyed = entries.iter().any(|entry| !entry.first_key.is_empty());
    let in_volumes = entries.iter().any(|entry| entry.part.is_some());
    if in_volumes {
        out.varint(IN_VOLUMES as u64);
    }
    out.varint((entries.len() as u64) << 1 | u64::from(keyed));
    let (mut before, mut key): (u64, &[u8]) = (0, &[]);
    let mut part = None;
    for entry in entries {
        out.raw(&entry.hash);
        out.varint(u64::from(entry.size_bytes));
        out.varint(entry.first.wrapping_sub(before));
        if keyed {
            let shared = key.iter().zip(&entry.first_key).take_while(|(a, b)| a == b).count().min(SHARED_AT_MOST);
            out.varint(shared as u64);
            out.bytes(&entry.first_key[shared..]);
            key = &entry.first_key;
        }
        before = entry.first;
        if in_volumes {
            write_part(out, entry, part);
            part = entry.part;
        }
    }
}

/// Writes where a chunk is: how much longer its file is than the chunk, twice, or 0 for a file of its own; plus one, and then
/// volume and start, when it does not follow the entry before.
fn write_part(out: &mut Writer, entry: &Entry, before: Option<Part>) {
    let Some(part) = entry.part else { return out.varint(0) };
    let follows = before.is_some_and(|before| part.follows(&before));
    let more = part.length.saturating_sub(entry.size_bytes);
    out.varint(u64::from(more) << 1 | u64::from(!follows));
    if !follows {
        out.raw(&part.volume);
        out.varint(u64::from(part.start));
    }
}

/// Reads the entries of a directory page or of a section in the root.
///
/// # Errors
/// When the bytes are not such a list.
pub fn read_entries(reader: &mut Reader<'_>) -> Result<Vec<Entry>> {
    let at = reader.at();
    let mut head = reader.varint32(WHAT)? as usize;
    let in_volumes = head == IN_VOLUMES;
    if in_volumes {
        head = reader.varint32(WHAT)? as usize;
    }
    let (count, keyed) = (head >> 1, head & 1 == 1);
    if count.saturating_mul(ENTRY_LEAST_BYTES) > reader.left() {
        return Err(BundleError::Truncated { what: WHAT, at });
    }
    let mut entries: Vec<Entry> = Vec::with_capacity(count);
    let mut first = 0u64;
    for _ in 0..count {
        let hash = read_digest(reader)?;
        let size_bytes = reader.varint32(WHAT)?;
        first = first.wrapping_add(reader.varint(WHAT)?);
        let first_key = if keyed { read_key(reader, entries.last())? } else { Vec::new() };
        let before = entries.last().and_then(|entry| entry.part);
        let part = if in_volumes { read_part(reader, size_bytes, before)? } else { None };
        entries.push(Entry { hash, size_bytes, first, first_key, part });
    }
    Ok(entries)
}

fn read_digest(reader: &mut Reader<'_>) -> Result<Digest> {
    let mut digest = Digest::default();
    digest.copy_from_slice(reader.raw(size_of::<Digest>(), WHAT)?);
    Ok(digest)
}

/// Reads a key: how much it shares with the one before it, and the rest.
fn read_key(reader: &mut Reader<'_>, before: Option<&Entry>) -> Result<Vec<u8>> {
    const WHAT: &str = "key of a directory entry";
    let at = reader.at();
    let shared = reader.varint32(WHAT)? as usize;
    let start = before.map_or(&[][..], |entry| &entry.first_key).get(..shared.min(SHARED_AT_MOST));
    let start = start.filter(|start| start.len() == shared).ok_or(BundleError::Invalid { what: WHAT, at })?;
    Ok([start, reader.bytes(WHAT)?].concat())
}

/// Reads where a chunk is. A part ends within what a volume may have, so that nobody is asked for a range that none has.
fn read_part(reader: &mut Reader<'_>, size_bytes: u32, before: Option<Part>) -> Result<Option<Part>> {
    const WHAT: &str = "part of a volume";
    let invalid = BundleError::Invalid { what: WHAT, at: reader.at() };
    let head = reader.varint32(WHAT)?;
    if head == 0 {
        return Ok(None);
    }
    let length = size_bytes.saturating_add(head >> 1);
    let part = match (head & 1 == 1, before) {
        (true, _) => Part { volume: read_digest(reader)?, start: reader.varint32(WHAT)?, length },
        (false, Some(before)) => before.next(length),
        (false, None) => return Err(invalid),
    };
    let is_whole = part.start.checked_add(part.length).is_some();
    is_whole.then_some(Some(part)).ok_or(invalid)
}

/// What entries take in the root, at most but for sizes and numbers that are very large.
pub(super) fn told_bytes(entries: &[Entry]) -> usize {
    let mut before = None;
    let told = entries.iter().map(|entry| {
        let part = match (entry.part, std::mem::replace(&mut before, entry.part)) {
            (None, _) => 0,
            (Some(part), Some(before)) if part.follows(&before) => 1,
            _ => 2 + size_of::<Digest>() + 4,
        };
        ENTRY_LEAST_BYTES + 4 + entry.first_key.len() + part
    });
    told.sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::chunk::digest;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn entries_with_parts_are_read_back(
            chunks in prop::collection::vec((0u32..70_000, 40u32..200, 0u8..8, any::<bool>()), 0..60)
        ) {
            let mut part: Option<Part> = None;
            let entries: Vec<Entry> = chunks.iter().enumerate().map(|(number, &(size_bytes, more, volume, keyed))| {
                let length = size_bytes + more;
                part = match (volume, part) {
                    (0, _) => None,
                    (1..6, Some(before)) => Some(before.next(length)),
                    _ => Some(Part { volume: digest(&[volume]), start: more * 1_000, length }),
                };
                let first_key = if keyed { vec![volume; 3] } else { Vec::new() };
                Entry { hash: digest(&number.to_le_bytes()), size_bytes, first: number as u64 * 9, first_key, part }
            }).collect();
            let mut out = Writer::new();
            write_entries(&mut out, &entries);
            let bytes = out.into_bytes();
            let mut reader = Reader::new(&bytes);
            prop_assert_eq!(read_entries(&mut reader), Ok(entries));
            reader.end("entries").unwrap();
            for cut in 0..bytes.len() {
                let read = read_entries(&mut Reader::new(&bytes[..cut]));
                prop_assert!(read.is_err() || read == Ok(Vec::new()));
            }
        }
    }

    #[test]
    fn a_part_that_reaches_past_every_volume_is_refused() {
        let part = Part { volume: Digest::default(), start: u32::MAX - 50, length: 60 };
        let entry =
            Entry { hash: Digest::default(), size_bytes: 10, first: 0, first_key: Vec::new(), part: Some(part) };
        let mut out = Writer::new();
        write_entries(&mut out, &[entry]);
        let read = read_entries(&mut Reader::new(&out.into_bytes()));
        assert!(matches!(read, Err(BundleError::Invalid { what: "part of a volume", .. })), "{read:?}");
    }
}
