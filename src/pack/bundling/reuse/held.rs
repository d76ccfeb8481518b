//! The words of a corpus by place: all in memory, or in a file of which the last pages are. It finds nothing in them.

use super::stream::Stream;
use crate::pack::bundling::error::BuildError;
use crate::reuse::{WALL, Words};
use std::cell::RefCell;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Words read at a time where they are not all held: grams are looked up in no order, some words at each place.
const PAGE_WORDS: u32 = 64;
const WORD_BYTES: usize = 4;
/// Pages held at least.
const PAGES_LEAST: u64 = 16;
/// The page of an empty slot.
const NO_PAGE: u32 = u32::MAX;

/// Words by place.
pub enum Held {
    /// All of them.
    Memory(Vec<u32>),
    /// Some of them.
    Paged(RefCell<Paged>),
}

/// Words that are read as they are asked for. Its file vanishes with it.
pub struct Paged {
    file: File,
    path: PathBuf,
    /// The page in each slot: a page has one that it can be in.
    pages: Vec<u32>,
    words: Vec<u32>,
    error: Option<io::Error>,
}

impl Held {
    /// The words of a stream: all in memory where these bytes allow it or there is no folder, else in pages that take half of
    /// them, since passages and families grow beside them then.
    ///
    /// # Errors
    /// When a file cannot be read or written.
    pub fn of(stream: &Stream, memory_bytes: u64, folder: Option<&Path>) -> Result<Self, BuildError> {
        let folder = folder.filter(|_| stream.words() * WORD_BYTES as u64 > memory_bytes);
        let Some(folder) = folder else {
            let mut words = Vec::with_capacity(stream.words() as usize);
            stream.each(&mut |word| {
                words.push(word);
                Ok(())
            })?;
            return Ok(Self::Memory(words));
        };
        let path = folder.join("words");
        let file = File::create_new(&path).map_err(BuildError::Scratch)?;
        let mut out = BufWriter::with_capacity(1 << 16, file);
        stream.each(&mut |word| out.write_all(&word.to_le_bytes()).map_err(BuildError::Scratch))?;
        out.flush().map_err(BuildError::Scratch)?;
        drop(out);
        let file = File::open(&path).map_err(BuildError::Scratch)?;
        let page_bytes = u64::from(PAGE_WORDS) * WORD_BYTES as u64;
        let slots = (memory_bytes / 2 / page_bytes).max(PAGES_LEAST) as usize;
        let (pages, words) = (vec![NO_PAGE; slots], vec![WALL; slots * PAGE_WORDS as usize]);
        Ok(Self::Paged(RefCell::new(Paged { file, path, pages, words, error: None })))
    }

    /// Says what went wrong since the beginning: a word that cannot be read is given as a wall.
    ///
    /// # Errors
    /// When a word could not be read.
    pub fn check(&self) -> Result<(), BuildError> {
        let Self::Paged(paged) = self else { return Ok(()) };
        paged.borrow_mut().error.take().map_or(Ok(()), |error| Err(BuildError::Scratch(error)))
    }
}

impl Words for Held {
    fn word(&self, place: u32) -> u32 {
        match self {
            Self::Memory(words) => words.as_slice().word(place),
            Self::Paged(paged) => paged.borrow_mut().word(place),
        }
    }
}

impl Paged {
    fn word(&mut self, place: u32) -> u32 {
        let page = place / PAGE_WORDS;
        let slot = page as usize % self.pages.len();
        let from = slot * PAGE_WORDS as usize;
        if self.pages[slot] != page {
            match self.read(page) {
                Ok(words) => self.words[from..from + PAGE_WORDS as usize].copy_from_slice(&words),
                Err(error) => {
                    self.error = Some(error);
                    return WALL;
                }
            }
            self.pages[slot] = page;
        }
        self.words[from + (place % PAGE_WORDS) as usize]
    }

    /// The words of a page; walls past the end.
    fn read(&mut self, page: u32) -> io::Result<[u32; PAGE_WORDS as usize]> {
        let mut bytes = [0; PAGE_WORDS as usize * WORD_BYTES];
        self.file.seek(SeekFrom::Start(u64::from(page) * bytes.len() as u64))?;
        let mut read = 0;
        while read < bytes.len() {
            match self.file.read(&mut bytes[read..]) {
                Ok(0) => break,
                Ok(more) => read += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        let mut words = [WALL; PAGE_WORDS as usize];
        for (word, bytes) in words.iter_mut().zip(bytes[..read].chunks_exact(WORD_BYTES)) {
            *word = u32::from_le_bytes(bytes.try_into().expect("four bytes"));
        }
        Ok(words)
    }
}

impl Drop for Paged {
    fn drop(&mut self) {
        // What cannot be removed goes with the folder.
        let _ = std::fs::remove_file(&self.path);
    }
}
