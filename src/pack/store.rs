//! Articles on disk between the two passes of a pack: written once by the threads that read, read back by place.
//!
//! The files are private to one pack and never outlive it, or lie in shares that were made elsewhere. An entry is the article's head, its blocks, its glosses and its text, in
//! the encoding of [`crate::bundle::group`], so that a head can be read without the text behind it.

use crate::article::Article;
use crate::bundle::BundleError;
use crate::bundle::codec::{Reader, Writer};
use crate::bundle::glosses::{read_glosses, write_glosses};
use crate::bundle::group::{read_blocks, read_head, within, write_blocks, write_head};
use crate::bundle::text_codes::{Coder, Words};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

const WHAT: &str = "article on disk";
const BUFFER_BYTES: usize = 256 * 1024;

/// Where an article lies in a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    file: u32,
    start: u64,
    head_bytes: u32,
    bytes: u32,
}

impl Place {
    /// A place in a file: where an entry starts, its bytes, and how many of these are its head.
    pub fn new(file: u32, start: u64, head_bytes: u32, bytes: u32) -> Self {
        Self { file, start, head_bytes, bytes }
    }

    /// Bytes of the head.
    pub fn head_bytes(self) -> u32 {
        self.head_bytes
    }

    /// Bytes of the entry.
    pub fn bytes(self) -> u32 {
        self.bytes
    }
}

/// An article that cannot be read back.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The system's fault.
    #[error("the temporary file cannot be read or written: {0}")]
    Io(#[from] io::Error),
    /// The bytes were changed behind our back.
    #[error("the temporary file was changed: {0}")]
    Damaged(#[from] BundleError),
}

/// Appends articles to one file of a store.
#[derive(Debug)]
pub struct StoreWriter {
    file: BufWriter<File>,
    number: u32,
    at: u64,
}

impl StoreWriter {
    /// Starts the file with this number in a folder.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn new(folder: &Path, number: u32) -> io::Result<Self> {
        let file = File::options().read(true).write(true).create_new(true).open(folder.join(format!("a{number}")))?;
        Ok(Self { file: BufWriter::with_capacity(BUFFER_BYTES, file), number, at: 0 })
    }

    /// Appends an article.
    ///
    /// # Errors
    /// When it cannot be written, or is larger than 4 GiB.
    pub fn append(&mut self, article: &Article) -> io::Result<Place> {
        let mut head = Writer::new();
        write_head(&mut head, article, &mut Coder::new(&Words::default()));
        let head_bytes = head.len();
        write_blocks(&mut head, &article.blocks);
        write_glosses(&mut head, &article.glosses);
        let head = head.into_bytes();
        let bytes = u32::try_from(head.len() + article.text.len()).map_err(io::Error::other)?;
        self.file.write_all(&head)?;
        self.file.write_all(article.text.as_bytes())?;
        let place = Place { file: self.number, start: self.at, head_bytes: head_bytes as u32, bytes };
        self.at += u64::from(bytes);
        Ok(place)
    }

    /// Ends the file.
    ///
    /// # Errors
    /// When what was buffered cannot be written.
    pub fn finish(self) -> io::Result<File> {
        self.file.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

/// Articles by place.
#[derive(Debug, Default)]
pub struct Store {
    files: Vec<File>,
}

impl Store {
    /// A store of the files that writers with the numbers 0, 1, 2 … finished.
    pub fn new(files: Vec<File>) -> Self {
        Self { files }
    }

    fn read(&self, place: Place, count: u32) -> Result<Vec<u8>, StoreError> {
        let mut bytes = vec![0; count as usize];
        let file = self.files.get(place.file as usize).ok_or(BundleError::Truncated { what: WHAT, at: 0 })?;
        read_at(file, &mut bytes, place.start)?;
        Ok(bytes)
    }

    /// An entry as it lies on disk.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn entry(&self, place: Place) -> Result<Vec<u8>, StoreError> {
        self.read(place, place.bytes)
    }

    /// An article without its text and blocks.
    ///
    /// # Errors
    /// When the file cannot be read or was changed.
    pub fn head(&self, place: Place) -> Result<Article, StoreError> {
        Ok(read_head(&mut Reader::new(&self.read(place, place.head_bytes)?), &Words::default())?)
    }

    /// An article.
    ///
    /// # Errors
    /// When the file cannot be read or was changed.
    pub fn article(&self, place: Place) -> Result<Article, StoreError> {
        let bytes = self.read(place, place.bytes)?;
        let mut reader = Reader::new(&bytes);
        let head = read_head(&mut reader, &Words::default())?;
        let blocks = read_blocks(&mut reader)?;
        let glosses = read_glosses(&mut reader)?;
        let at = reader.at();
        let text = bytes.get(at..).and_then(|text| simdutf8::basic::from_utf8(text).ok());
        let text = text.ok_or(BundleError::Invalid { what: WHAT, at })?.to_owned();
        if !within(&blocks, &text) {
            return Err(BundleError::Invalid { what: WHAT, at }.into());
        }
        Ok(Article { text, blocks, glosses, ..head })
    }
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], start: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, start)
}

#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut start: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, bytes, start)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes = &mut bytes[read..];
        start += read as u64;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Gloss, Glosses, extract};

    #[test]
    fn articles_come_back_whole_and_as_heads() {
        let folder = tempfile::tempdir().unwrap();
        let mut articles: Vec<Article> =
            [("a", "Tiêu đề\n\nNgày 12/03/2021, thư viện mở cửa.\n"), ("b", ""), ("c", "x")]
                .map(|(id, text)| extract(id, text.to_owned()))
                .into();
        articles[0].glosses =
            Glosses { sets: vec!["<tiêu đề".into()], words: vec![Gloss { start: 0, end: 12, set: 0 }] };
        let mut writers = [StoreWriter::new(folder.path(), 0).unwrap(), StoreWriter::new(folder.path(), 1).unwrap()];
        let places: Vec<Place> = articles.iter().enumerate().map(|(n, a)| writers[n % 2].append(a).unwrap()).collect();
        let store = Store::new(writers.into_iter().map(|w| w.finish().unwrap()).collect());
        for (article, place) in articles.iter().zip(places) {
            assert_eq!(store.article(place).unwrap(), *article);
            let head =
                Article { text: String::new(), blocks: Vec::new(), glosses: Glosses::default(), ..article.clone() };
            assert_eq!(store.head(place).unwrap(), head);
        }
    }
}
