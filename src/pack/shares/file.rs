//! A share as a file: written whole and moved into place, opened and checked to its last byte before anything in it counts.

use super::error::ShareError;
use super::head::{Head, read_head, write_head};
use super::{FORMAT, MAGIC, PREFACE_BYTES, SUM_BYTES};
use crate::bundle::chunk::hex;
use crate::pack::error::PackError;
use crate::pack::input::Drafted;
use crate::pack::store::Store;
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

/// Bytes that are hashed together.
const PIECE_BYTES: usize = 1 << 20;

/// A share that was checked.
#[derive(Debug)]
pub struct Opened {
    /// As given.
    pub path: String,
    /// What it says.
    pub head: Head,
    /// Holds its articles.
    pub file: File,
}

/// Writes a share whose articles lie in a store. Returns its size.
///
/// # Errors
/// When it cannot be written, or an article not be read back.
pub fn write_share(path: &Path, head: &Head, store: &Store, stop: &AtomicBool) -> Result<u64, PackError> {
    let failed = |error| PackError::Write { path: path.display().to_string(), error };
    let said = write_head(head);
    let articles = &head.drafts.articles;
    let articles_bytes: u64 = articles.iter().map(|drafted| u64::from(drafted.place.bytes())).sum();
    let mut preface = Vec::with_capacity(PREFACE_BYTES);
    preface.extend_from_slice(MAGIC);
    preface.extend_from_slice(&FORMAT.to_le_bytes());
    preface.extend_from_slice(&(said.len() as u64).to_le_bytes());
    preface.extend_from_slice(&articles_bytes.to_le_bytes());
    let mut out = BufWriter::with_capacity(PIECE_BYTES, File::create_new(path).map_err(failed)?);
    let mut sum = Sha256::new();
    let mut put = |bytes: &[u8]| {
        sum.update(bytes);
        out.write_all(bytes)
    };
    put(&preface).and_then(|()| put(&said)).map_err(failed)?;
    for Drafted { place, .. } in articles {
        if stop.load(Ordering::Relaxed) {
            return Err(PackError::Stopped);
        }
        put(&store.entry(*place)?).map_err(failed)?;
    }
    out.write_all(&sum.finalize()).map_err(failed)?;
    out.into_inner().map_err(io::IntoInnerError::into_error).and_then(|file| file.sync_all()).map_err(failed)?;
    Ok((PREFACE_BYTES + said.len() + SUM_BYTES) as u64 + articles_bytes)
}

/// Opens a share and checks all of it. Its articles get places in the store's file with this number.
///
/// # Errors
/// When it cannot be read, or is not what was written.
pub fn open_share(path: &Path, number: u32, stop: &AtomicBool) -> Result<Opened, PackError> {
    let shown = path.display().to_string();
    let failed = |error| PackError::Read { path: shown.clone(), error };
    let mut file = File::open(path).map_err(failed)?;
    let found_bytes = file.metadata().map_err(failed)?.len();
    let mut preface = Vec::with_capacity(PREFACE_BYTES);
    (&mut file).take(PREFACE_BYTES as u64).read_to_end(&mut preface).map_err(failed)?;
    let (head_bytes, articles_bytes) = read_preface(&preface, &shown, found_bytes)?;
    let (said, sum, expected) = hashed(&mut file, head_bytes, stop).map_err(|error| match error.kind() {
        io::ErrorKind::Interrupted => PackError::Stopped,
        _ => failed(error),
    })?;
    if sum != expected {
        return Err(ShareError::Altered { path: shown, expected: hex(&expected), found: hex(&sum) }.into());
    }
    let start = PREFACE_BYTES as u64 + head_bytes;
    match read_head(&said, number, start, articles_bytes) {
        Ok(head) => Ok(Opened { path: shown, head, file }),
        Err(error) => Err(ShareError::Broken { path: shown, error }.into()),
    }
}

/// The bytes of the head and of the articles, as they fit the size of the file.
fn read_preface(preface: &[u8], path: &str, found_bytes: u64) -> Result<(u64, u64), ShareError> {
    let path = || path.to_owned();
    let cut = |expected_bytes| ShareError::Size { path: path(), expected_bytes, found_bytes };
    if preface.get(..MAGIC.len()) != Some(MAGIC) {
        return Err(ShareError::NotShare { path: path() });
    }
    let mut numbers = preface[MAGIC.len()..].iter().copied();
    let mut number =
        |bytes: usize| numbers.by_ref().take(bytes).zip(0..).fold(0, |n, (b, at)| n | u64::from(b) << (8 * at));
    let format = number(2) as u16;
    if preface.len() < PREFACE_BYTES {
        return Err(cut(PREFACE_BYTES as u64));
    }
    if format != FORMAT {
        return Err(ShareError::Format { path: path(), found: format, expected: FORMAT });
    }
    let (head_bytes, articles_bytes) = (number(8), number(8));
    let whole = head_bytes.saturating_add(articles_bytes).saturating_add((PREFACE_BYTES + SUM_BYTES) as u64);
    if whole == found_bytes { Ok((head_bytes, articles_bytes)) } else { Err(cut(whole)) }
}

type Sum = [u8; SUM_BYTES];

/// Reads a share from its beginning: its head, the SHA-256 of all but its end, and that end.
fn hashed(file: &mut File, head_bytes: u64, stop: &AtomicBool) -> io::Result<(Vec<u8>, Sum, Sum)> {
    file.seek(SeekFrom::Start(0))?;
    let whole = file.metadata()?.len() - SUM_BYTES as u64;
    let mut reader = BufReader::with_capacity(PIECE_BYTES, file);
    let mut sum = Sha256::new();
    let (mut said, mut piece, mut at) = (Vec::new(), vec![0; PIECE_BYTES], 0);
    let head = PREFACE_BYTES as u64..PREFACE_BYTES as u64 + head_bytes;
    while at < whole {
        if stop.load(Ordering::Relaxed) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let bytes = &mut piece[..PIECE_BYTES.min((whole - at) as usize)];
        reader.read_exact(bytes)?;
        sum.update(&*bytes);
        let end = at + bytes.len() as u64;
        let (from, to) = (head.start.max(at), head.end.min(end));
        if from < to {
            said.extend_from_slice(&bytes[(from - at) as usize..(to - at) as usize]);
        }
        at = end;
    }
    let mut expected = [0; SUM_BYTES];
    reader.read_exact(&mut expected)?;
    Ok((said, sum.finalize().into(), expected))
}

/// Whether a file begins as a share.
///
/// # Errors
/// When it cannot be read.
pub fn is_share(path: &Path) -> io::Result<bool> {
    let mut begin = Vec::new();
    File::open(path)?.take(MAGIC.len() as u64).read_to_end(&mut begin)?;
    Ok(begin == MAGIC)
}
