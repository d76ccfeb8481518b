//! Where finished chunks go, and the directory entries they leave behind.

use super::error::BuildError;
use crate::bundle::PackedChunk;
use crate::bundle::chunk::{Entry, digest, name_of};
use crate::bundle::root::Section;
use std::collections::BTreeMap;
use std::io;
use std::sync::{Mutex, PoisonError};

/// Takes the bytes of chunks, from several threads at once.
pub trait Keep: Sync {
    /// Keeps a chunk under its name. The same chunk may come twice.
    ///
    /// # Errors
    /// When it cannot be written.
    fn keep(&self, name: &str, payload: Vec<u8>) -> io::Result<()>;

    /// Joins the chunks of all sections to volumes, in their order, where that is wanted, and notes in the entries which part of
    /// which volume each is.
    ///
    /// # Errors
    /// When a volume cannot be written.
    fn join(&self, _sections: &mut [Vec<Entry>]) -> io::Result<()> {
        Ok(())
    }

    /// What is to be kept of a chunk, and gives it its name: its bytes as they are, or encrypted.
    fn kept(&self, payload: Vec<u8>) -> Vec<u8> {
        payload
    }
}

/// Keeps chunks in memory, each once, by name: for tests and small corpora.
#[derive(Debug, Default)]
pub struct InMemory(Mutex<BTreeMap<String, Vec<u8>>>);

impl Keep for InMemory {
    fn keep(&self, name: &str, payload: Vec<u8>) -> io::Result<()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), payload);
        Ok(())
    }
}

impl InMemory {
    /// The chunks by name.
    pub fn into_chunks(self) -> Vec<PackedChunk> {
        let chunks = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        chunks.into_iter().map(|(name, payload)| PackedChunk { name, payload }).collect()
    }
}

/// Keeps a chunk and returns its directory entry.
///
/// # Errors
/// When it cannot be written.
pub fn keep_chunk(keep: &dyn Keep, payload: Vec<u8>, first: u64, first_key: &[u8]) -> Result<Entry, BuildError> {
    let payload = keep.kept(payload);
    let hash = digest(&payload);
    let size_bytes = u32::try_from(payload.len()).map_err(|_| BuildError::LargeChunk(payload.len()))?;
    keep.keep(&name_of(&hash), payload).map_err(BuildError::Keep)?;
    Ok(Entry { hash, size_bytes, first, first_key: first_key.to_vec(), part: None })
}

/// The sections of a bundle as they grow.
pub struct Sections<'k> {
    /// Takes the chunks.
    pub keep: &'k dyn Keep,
    entries: BTreeMap<Section, Vec<Entry>>,
}

impl<'k> Sections<'k> {
    /// Starts empty.
    pub fn new(keep: &'k dyn Keep) -> Self {
        Self { keep, entries: BTreeMap::new() }
    }

    /// Keeps the next chunk of a section.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn put(&mut self, section: Section, payload: Vec<u8>, first: u64, first_key: &[u8]) -> Result<(), BuildError> {
        let entry = keep_chunk(self.keep, payload, first, first_key)?;
        self.entries.entry(section).or_default().push(entry);
        Ok(())
    }

    /// Adds entries of chunks already kept.
    pub fn extend(&mut self, section: Section, entries: Vec<Entry>) {
        self.entries.entry(section).or_default().extend(entries);
    }

    /// Takes the entries of a section.
    pub fn take(&mut self, section: Section) -> Vec<Entry> {
        self.entries.remove(&section).unwrap_or_default()
    }
}
