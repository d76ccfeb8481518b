//! The new site as it grows in the temporary folder: chunks go there as they are made, in the form they are published in.

use super::bundling::Keep;
use super::page::StagedChunk;
use super::sync::Syncer;
use crate::bundle::carrier;
use crate::password::Key;
use crate::site::{Hashed, SiteFile, chunk_path, sha256_hex};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Where the files of a site are staged, below a temporary folder.
pub fn site_folder(scratch: &Path) -> PathBuf {
    scratch.join("site")
}

/// Puts chunks in the staging folder. Keeps their names, sizes and hashes.
#[derive(Debug)]
pub struct StagedChunks {
    site: PathBuf,
    /// The site they will go to: chunks that are there already stay as they are.
    published: PathBuf,
    chunks: Mutex<BTreeMap<String, StagedChunk>>,
    syncer: Syncer,
    /// What they are encrypted with, where the site has a password.
    key: Option<Key>,
}

impl StagedChunks {
    /// Stages below a temporary folder what will go to the site in `published`, encrypted where there is a key.
    ///
    /// # Errors
    /// When the folder of chunks cannot be made.
    pub fn new(scratch: &Path, published: &Path, key: Option<Key>) -> io::Result<Self> {
        let site = site_folder(scratch);
        let folder = site.join(chunk_path("x"));
        fs::create_dir_all(folder.parent().unwrap_or(&site))?;
        Ok(Self { site, published: published.to_owned(), chunks: Mutex::default(), syncer: Syncer::new()?, key })
    }

    /// The chunks, by name, once the new ones are on the disk itself.
    ///
    /// # Errors
    /// When one cannot be brought there.
    pub fn finish(self) -> io::Result<Vec<StagedChunk>> {
        self.syncer.finish()?;
        Ok(self.chunks.into_inner().unwrap_or_else(PoisonError::into_inner).into_values().collect())
    }
}

impl Keep for StagedChunks {
    fn kept(&self, payload: Vec<u8>) -> Vec<u8> {
        match &self.key {
            Some(key) => key.encrypt_chunk(&payload),
            None => payload,
        }
    }

    fn keep(&self, name: &str, payload: Vec<u8>) -> io::Result<()> {
        let bytes = carrier::wrap(name, &payload);
        drop(payload);
        let file = self.site.join(chunk_path(name));
        let staged =
            StagedChunk { name: name.to_owned(), size_bytes: bytes.len() as u64, sha256: sha256_hex(&bytes), file };
        let path = staged.file.clone();
        if self.chunks.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), staged).is_none() {
            File::create_new(&path)?.write_all(&bytes)?;
            if !self.published.join(chunk_path(name)).exists() {
                self.syncer.file(path);
            }
        }
        Ok(())
    }
}

/// Stages a file that is written piece by piece.
///
/// # Errors
/// When it cannot be written.
pub fn stage_file(
    scratch: &Path,
    path: &str,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<SiteFile> {
    let file = site_folder(scratch).join(path);
    fs::create_dir_all(file.parent().unwrap_or(scratch))?;
    let mut out = Hashed::new(io::BufWriter::new(File::create_new(&file)?));
    write(&mut out)?;
    let (size_bytes, sha256) = out.finish()?;
    Ok(SiteFile::staged(path, size_bytes, sha256))
}
