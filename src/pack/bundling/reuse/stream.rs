//! The words of a corpus as numbers with their bytes: written share by share while articles are mapped, read in order
//! afterwards, and by place in [`super::held`]. It finds nothing in them.
//!
//! A file has twelve bytes a word, little-endian: its number, its first byte and one past its last in the article's text. A wall
//! has zeros. Every article ends with a wall.

use crate::article::{Article, Field};
use crate::index::placed::Placed;
use crate::pack::bundling::error::BuildError;
use crate::pack::bundling::run::Run;
use crate::reuse::WALL;
use std::fs::File;
use std::io::{BufReader, BufWriter, Cursor, Read, Write};
use std::path::Path;

const RECORD_BYTES: usize = 12;
const BUFFER_BYTES: usize = 64 * 1024;
/// Words read at a time.
const READ_WORDS: usize = 1024;

/// Takes the words of a share.
pub struct StreamWriter {
    out: Out,
    block: Option<u32>,
    words: u32,
    /// Words and walls of each article that ended.
    pub lengths: Vec<u32>,
}

enum Out {
    Memory(Vec<u8>),
    File(BufWriter<File>, std::path::PathBuf),
}

impl StreamWriter {
    /// Writes into a file, or into memory.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn new(path: Option<&Path>) -> Result<Self, BuildError> {
        let out = match path {
            Some(path) => {
                let file = File::create_new(path).map_err(BuildError::Scratch)?;
                Out::File(BufWriter::with_capacity(BUFFER_BYTES, file), path.to_owned())
            }
            None => Out::Memory(Vec::new()),
        };
        Ok(Self { out, block: None, words: 0, lengths: Vec::new() })
    }

    fn write(&mut self, word: u32, start: u32, end: u32) -> Result<(), BuildError> {
        self.words += 1;
        let mut record = [0; RECORD_BYTES];
        for (bytes, number) in record.chunks_mut(4).zip([word, start, end]) {
            bytes.copy_from_slice(&number.to_le_bytes());
        }
        match &mut self.out {
            Out::Memory(bytes) => bytes.extend_from_slice(&record),
            Out::File(file, _) => file.write_all(&record).map_err(BuildError::Scratch)?,
        }
        Ok(())
    }

    /// Takes a word of the current article, unless it stands aside.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn word(&mut self, article: &Article, token: &Placed, word: u32) -> Result<(), BuildError> {
        if article.blocks[token.block as usize].field() == Field::Aside {
            return Ok(());
        }
        if self.block.replace(token.block).is_some_and(|block| block != token.block) {
            self.write(WALL, 0, 0)?;
        }
        self.write(word, token.start, token.end)
    }

    /// Ends the current article.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn end_article(&mut self) -> Result<(), BuildError> {
        self.block = None;
        self.write(WALL, 0, 0)?;
        self.lengths.push(std::mem::take(&mut self.words));
        Ok(())
    }

    /// Ends the share.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(self) -> Result<(Run, Vec<u32>), BuildError> {
        let run = match self.out {
            Out::Memory(bytes) => Run::Memory(bytes),
            Out::File(mut file, path) => {
                file.flush().map_err(BuildError::Scratch)?;
                Run::File(path)
            }
        };
        Ok((run, self.lengths))
    }
}

/// The words of all shares.
#[derive(Default)]
pub struct Stream {
    parts: Vec<(Run, u32)>,
    /// The place of each article's first word.
    starts: Vec<u32>,
    words: u64,
}

impl Stream {
    /// Adds the next share.
    pub fn add(&mut self, run: Run, lengths: &[u32]) {
        self.parts.push((run, self.words as u32));
        for &length in lengths {
            self.starts.push(self.words as u32);
            self.words += u64::from(length);
        }
    }

    /// Words and walls; more than can be numbered are not looked at.
    pub fn words(&self) -> u64 {
        self.words
    }

    /// Articles.
    pub fn articles(&self) -> u32 {
        self.starts.len() as u32
    }

    /// The article that has a place.
    pub fn article_of(&self, place: u32) -> u32 {
        (self.starts.partition_point(|&start| start <= place) as u32).saturating_sub(1)
    }

    /// The places of an article, its last wall among them.
    pub fn places_of(&self, article: u32) -> std::ops::Range<u32> {
        let at = article as usize;
        let end = self.starts.get(at + 1).map_or(self.words as u32, |&next| next);
        self.starts.get(at).map_or(end, |&start| start)..end
    }

    /// Words of an article, without its walls.
    fn each_record(&self, tell: &mut dyn FnMut([u32; 3]) -> Result<(), BuildError>) -> Result<(), BuildError> {
        for (run, _) in &self.parts {
            let mut input: Box<dyn Read> = match run {
                Run::Memory(bytes) => Box::new(Cursor::new(bytes)),
                Run::File(path) => {
                    let file = File::open(path).map_err(BuildError::Scratch)?;
                    Box::new(BufReader::with_capacity(BUFFER_BYTES, file))
                }
            };
            let mut buffer = vec![0; RECORD_BYTES * READ_WORDS];
            loop {
                let read = read_full(&mut input, &mut buffer)?;
                buffer[..read].chunks_exact(RECORD_BYTES).try_for_each(|bytes| tell(record(bytes)))?;
                if read < buffer.len() {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Tells every word and wall in order.
    ///
    /// # Errors
    /// When a file cannot be read, or `tell` fails.
    pub fn each(&self, tell: &mut dyn FnMut(u32) -> Result<(), BuildError>) -> Result<(), BuildError> {
        self.each_record(&mut |record| tell(record[0]))
    }

    /// The bytes of the words at some places, ascending and each once. Reads everything once.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn bytes_of(&self, places: &[u32]) -> Result<Vec<(u32, u32)>, BuildError> {
        let (mut found, mut at) = (Vec::with_capacity(places.len()), 0);
        self.each_record(&mut |[_, start, end]| {
            if places.get(found.len()) == Some(&at) {
                found.push((start, end));
            }
            at += 1;
            Ok(())
        })?;
        Ok(found)
    }
}

fn record(bytes: &[u8]) -> [u32; 3] {
    let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
    [number(0), number(4), number(8)]
}

fn read_full(input: &mut dyn Read, buffer: &mut [u8]) -> Result<usize, BuildError> {
    fill(input, buffer).map_err(BuildError::Scratch)
}

/// Reads as much as fits or is there.
fn fill(input: &mut dyn Read, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut read = 0;
    while read < buffer.len() {
        match input.read(&mut buffer[read..]) {
            Ok(0) => break,
            Ok(more) => read += more,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(read)
}

#[cfg(test)]
mod tests {
    use super::super::held::Held;
    use super::*;
    use crate::article::extract;
    use crate::index::placed::placed_tokens;
    use crate::reuse::Words;

    fn stream(folder: Option<&Path>) -> Stream {
        let mut stream = Stream::default();
        for share in 0..3 {
            let path = folder.map(|folder| folder.join(format!("w{share}")));
            let mut writer = StreamWriter::new(path.as_deref()).unwrap();
            for number in 0..4 {
                let article = extract("a", format!("Một hai ba {number}.\n\n{}", "bốn năm ".repeat(300 * share)));
                for (word, token) in (1..).zip(placed_tokens(&article.text, &article.blocks)) {
                    writer.word(&article, &token, word).unwrap();
                }
                writer.end_article().unwrap();
            }
            let (run, lengths) = writer.finish().unwrap();
            stream.add(run, &lengths);
        }
        stream
    }

    #[test]
    fn words_are_the_same_in_memory_in_files_and_in_pages() {
        let folder = tempfile::tempdir().unwrap();
        let (memory, files) = (stream(None), stream(Some(folder.path())));
        let all = Held::of(&memory, 1 << 30, Some(folder.path())).unwrap();
        for stream in [&memory, &files] {
            let paged = Held::of(stream, 0, Some(folder.path())).unwrap();
            assert!(matches!((&all, &paged), (Held::Memory(_), Held::Paged(_))));
            // Some in order, then each of them far from the one before.
            let count = stream.words() as u32 + 2;
            for place in (0..count).chain((0..count).map(|n| n * 977 % count)) {
                assert_eq!(paged.word(place), all.word(place), "{place}");
            }
            paged.check().unwrap();
            assert_eq!(stream.article_of(stream.places_of(7).start), 7);
            assert_eq!(stream.article_of(stream.places_of(7).end - 1), 7);
        }
        assert_eq!(memory.bytes_of(&[0, 2]).unwrap(), [(0, 5), (10, 12)]);
    }
}
