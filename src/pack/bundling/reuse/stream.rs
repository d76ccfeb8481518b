//! The words of a corpus as numbers with their bytes: written share by share while articles are mapped, read in order
//! afterwards, and by place in [`super::held`]. It finds nothing in them.
//!
//! A file has six bytes a word: its number, little-endian; the bytes between it and the word before it; and its own bytes. Where
//! 255 or more bytes lie between, or the word begins before that one ends, a byte of 255 and its first byte in the article's text
//! stand there; likewise for a word of 255 bytes or more. A wall has its number and a byte, which is 1 at the end of an article.

use crate::article::{Article, Field};
use crate::index::placed::Placed;
use crate::pack::bundling::error::BuildError;
use crate::pack::bundling::run::Run;
use crate::reuse::WALL;
use std::fs::File;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

/// Bytes of a record at most.
const RECORD_BYTES: usize = 14;
const BUFFER_BYTES: usize = 64 * 1024;
/// Says that a number of four bytes follows.
const IS_LARGE: u8 = u8::MAX;
const ENDS_BLOCK: u8 = 0;
const ENDS_ARTICLE: u8 = 1;

/// Takes the words of a share.
pub struct StreamWriter {
    /// Without one all is held.
    file: Option<(File, PathBuf)>,
    held: Vec<u8>,
    /// The block of the last word, and its end.
    block: Option<u32>,
    end: u32,
    words: u32,
    /// Words and walls of each article that ended.
    pub lengths: Vec<u32>,
}

impl StreamWriter {
    /// Writes into a file, or into memory.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn new(path: Option<&Path>) -> Result<Self, BuildError> {
        let create = |path: &Path| Ok((File::create_new(path)?, path.to_owned()));
        let file = path.map(create).transpose().map_err(BuildError::Scratch)?;
        Ok(Self { file, held: Vec::new(), block: None, end: 0, words: 0, lengths: Vec::new() })
    }

    /// Takes words of the current article with their numbers, but those that stand aside.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn words(
        &mut self,
        article: &Article,
        placed: &[Placed],
        numbers: impl Iterator<Item = u32>,
    ) -> Result<(), BuildError> {
        let (mut block, mut is_aside) = (None, false);
        for (token, number) in placed.iter().zip(numbers) {
            if block != Some(token.block) {
                block = Some(token.block);
                is_aside = article.blocks[token.block as usize].field() == Field::Aside;
                if !is_aside && self.block.replace(token.block).is_some_and(|before| before != token.block) {
                    self.wall(ENDS_BLOCK);
                }
            }
            if !is_aside {
                self.word(number, (token.start, token.end));
            }
        }
        self.write()
    }

    fn word(&mut self, number: u32, (start, end): (u32, u32)) {
        self.words += 1;
        self.held.extend_from_slice(&number.to_le_bytes());
        let gap = start.checked_sub(self.end).and_then(|gap| u8::try_from(gap).ok());
        for (small, large) in [(gap, start), (u8::try_from(end - start).ok(), end - start)] {
            match small.filter(|&small| small != IS_LARGE) {
                Some(small) => self.held.push(small),
                None => {
                    self.held.push(IS_LARGE);
                    self.held.extend_from_slice(&large.to_le_bytes());
                }
            }
        }
        self.end = end;
    }

    fn wall(&mut self, ends: u8) {
        self.words += 1;
        self.held.extend_from_slice(&WALL.to_le_bytes());
        self.held.push(ends);
    }

    /// Writes what is held where that is much.
    fn write(&mut self) -> Result<(), BuildError> {
        if let Some((file, _)) = &mut self.file
            && self.held.len() >= BUFFER_BYTES
        {
            file.write_all(&self.held).map_err(BuildError::Scratch)?;
            self.held.clear();
        }
        Ok(())
    }

    /// Ends the current article.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn end_article(&mut self) -> Result<(), BuildError> {
        (self.block, self.end) = (None, 0);
        self.wall(ENDS_ARTICLE);
        self.lengths.push(std::mem::take(&mut self.words));
        self.write()
    }

    /// Ends the share.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(self) -> Result<(Run, Vec<u32>), BuildError> {
        let run = match self.file {
            None => Run::Memory(self.held),
            Some((mut file, path)) => {
                file.write_all(&self.held).map_err(BuildError::Scratch)?;
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

    /// Tells every word and wall in order, each with its bytes.
    fn each_record(&self, tell: &mut dyn FnMut([u32; 3]) -> Result<(), BuildError>) -> Result<(), BuildError> {
        for (run, _) in &self.parts {
            let mut input: Box<dyn Read> = match run {
                Run::Memory(bytes) => Box::new(Cursor::new(bytes)),
                Run::File(path) => {
                    let file = File::open(path).map_err(BuildError::Scratch)?;
                    Box::new(file)
                }
            };
            let mut buffer = vec![0; BUFFER_BYTES];
            let (mut held, mut end) = (0, 0);
            loop {
                let filled = held + fill(&mut input, &mut buffer[held..]).map_err(BuildError::Scratch)?;
                let is_last = filled < buffer.len();
                let mut rest = &buffer[..filled];
                while rest.len() >= RECORD_BYTES || is_last && !rest.is_empty() {
                    tell(record(&mut rest, &mut end).ok_or_else(damaged)?)?;
                }
                if is_last {
                    break;
                }
                held = rest.len();
                buffer.copy_within(filled - held..filled, 0);
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

/// The next word or wall, after a word that ended there; `None` where the bytes are no record.
fn record(rest: &mut &[u8], end: &mut u32) -> Option<[u32; 3]> {
    let word = u32::from_le_bytes(*rest.split_off(..4)?.first_chunk()?);
    let mut small = || {
        let small = *rest.split_off_first()?;
        let is_large = small == IS_LARGE && word != WALL;
        Some(if is_large {
            Err(u32::from_le_bytes(*rest.split_off(..4)?.first_chunk()?))
        } else {
            Ok(u32::from(small))
        })
    };
    let gap = small()?;
    if word == WALL {
        *end = if gap == Ok(u32::from(ENDS_ARTICLE)) { 0 } else { *end };
        return Some([WALL, 0, 0]);
    }
    let start = gap.map_or_else(Some, |gap| end.checked_add(gap))?;
    let length = small()?.unwrap_or_else(|large| large);
    *end = start.checked_add(length)?;
    Some([word, start, *end])
}

fn damaged() -> BuildError {
    BuildError::Scratch(std::io::ErrorKind::InvalidData.into())
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
                writer.words(&article, &placed_tokens(&article.text, &article.blocks), 1..).unwrap();
                writer.end_article().unwrap();
            }
            let (run, lengths) = writer.finish().unwrap();
            stream.add(run, &lengths);
        }
        stream
    }

    /// Long words, wide gaps, and more records than are read at a time.
    #[test]
    fn every_word_has_its_bytes() {
        let long = "x".repeat(300);
        let texts = [
            format!("Một{}hai {long} ba{}bốn\n\nnăm {long}", " ".repeat(254), " ".repeat(256)),
            format!("{long}y\n\nsáu{}bảy", " ".repeat(255)),
            "tám chín ".repeat(9000),
            "mười".to_owned(),
        ];
        let folder = tempfile::tempdir().unwrap();
        for path in [None, Some(folder.path().join("w"))] {
            let mut writer = StreamWriter::new(path.as_deref()).unwrap();
            let mut expected = Vec::new();
            for text in &texts {
                let article = extract("a", text.clone());
                let placed = placed_tokens(text, &article.blocks);
                writer.words(&article, &placed, 7..).unwrap();
                writer.end_article().unwrap();
                for of_block in placed.chunk_by(|x, y| x.block == y.block) {
                    expected.extend(of_block.iter().map(|token| (token.start, token.end)));
                    expected.push((0, 0));
                }
            }
            let (run, lengths) = writer.finish().unwrap();
            let mut stream = Stream::default();
            stream.add(run, &lengths);
            assert_eq!(stream.words(), expected.len() as u64);
            let all: Vec<u32> = (0..expected.len() as u32).collect();
            assert_eq!(stream.bytes_of(&all).unwrap(), expected);
        }
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
