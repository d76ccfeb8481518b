//! A run: the term occurrences of one segment, sorted, as a file that says what it is. The map step writes runs and the
//! reduce step reads them; nothing else passes between the two.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `rectorun` |
//! | 1 | version, 1 |
//! | varints | first article; articles; tokens in title, lead, body, aside |
//! | records | length in bytes (varint) and the record; a length of 0 ends the file |
//!
//! A record is a term: fold key, exact key (length and bytes each; the exact key empty when equal), a byte with one bit
//! per field that has occurrences, and for each such field the number of articles and for each of them its gap from the
//! one before (the first from the run's first article), the number of occurrences, and their positions as gaps, all
//! varints. Records ascend by fold key, then exact key, in byte order.

use crate::bundle::BundleError;
use crate::bundle::codec::{Reader, Writer};
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Write};
use std::path::PathBuf;

const MAGIC: &[u8; 8] = b"rectorun";
const VERSION: u8 = 1;
const WHAT: &str = "run";
const BUFFER_BYTES: usize = 64 * 1024;

/// Occurrences (article, position) by field: title, lead, body, aside.
pub type Occurrences = [Vec<(u32, u32)>; 4];

/// What a run says of itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RunHead {
    /// Its first article.
    pub first: u32,
    /// Articles it covers.
    pub articles: u32,
    /// Their tokens by field.
    pub tokens: [u64; 4],
}

/// A run, wherever it lies.
#[derive(Clone, Debug)]
pub enum Run {
    /// In memory.
    Memory(Vec<u8>),
    /// In a file.
    File(PathBuf),
}

/// A run that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The system's fault.
    #[error("a temporary file cannot be read or written: {0}")]
    Io(#[from] io::Error),
    /// Not a run, or damaged.
    #[error("a temporary file is damaged: {0}")]
    Damaged(#[from] BundleError),
}

/// Writes a run.
pub struct RunWriter<W> {
    out: W,
    first: u32,
}

impl<W: Write> RunWriter<W> {
    /// Writes the head.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn new(mut out: W, head: &RunHead) -> io::Result<Self> {
        let mut bytes = Writer::new();
        bytes.raw(MAGIC);
        bytes.byte(VERSION);
        bytes.varint(u64::from(head.first));
        bytes.varint(u64::from(head.articles));
        head.tokens.iter().for_each(|&n| bytes.varint(n));
        out.write_all(&bytes.into_bytes())?;
        Ok(Self { out, first: head.first })
    }

    /// Writes a term; they come in order. The occurrences of each field are sorted.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn term(&mut self, fold: &str, exact: &str, fields: [&[(u32, u32)]; 4]) -> io::Result<()> {
        let mut record = Writer::new();
        record.text(fold);
        record.text(if exact == fold { "" } else { exact });
        record.byte((0..4).filter(|&f| !fields[f].is_empty()).fold(0, |bits, f| bits | 1 << f));
        for occurrences in fields.into_iter().filter(|o| !o.is_empty()) {
            let articles = occurrences.chunk_by(|a, b| a.0 == b.0);
            record.varint(articles.clone().count() as u64);
            let mut article = self.first;
            for places in articles {
                record.varint(u64::from(places[0].0 - article));
                article = places[0].0;
                record.varint(places.len() as u64);
                let mut before = 0;
                for &(_, position) in places {
                    record.varint(u64::from(position - before));
                    before = position;
                }
            }
        }
        let record = record.into_bytes();
        let mut length = Writer::new();
        length.varint(record.len() as u64);
        self.out.write_all(&length.into_bytes())?;
        self.out.write_all(&record)
    }

    /// Ends the run.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.write_all(&[0])?;
        self.out.flush()?;
        Ok(self.out)
    }
}

/// Reads a run, term by term.
pub struct RunReader<'r> {
    input: BufReader<Box<dyn Read + Send + 'r>>,
    head: RunHead,
    record: Vec<u8>,
    at: usize,
    /// The fold key of the current term.
    pub fold: String,
    /// Its exact key.
    pub exact: String,
}

impl<'r> RunReader<'r> {
    /// Opens a run and reads its head.
    ///
    /// # Errors
    /// When it cannot be read or is no run of this version.
    pub fn open(run: &'r Run) -> Result<Self, RunError> {
        let inner: Box<dyn Read + Send + 'r> = match run {
            Run::Memory(bytes) => Box::new(Cursor::new(bytes)),
            Run::File(path) => Box::new(File::open(path)?),
        };
        let mut input = BufReader::with_capacity(BUFFER_BYTES, inner);
        let mut magic = [0; 9];
        input.read_exact(&mut magic)?;
        if &magic[..8] != MAGIC {
            return Err(BundleError::Magic { expected: MAGIC, found: magic[..8].to_vec() }.into());
        }
        if magic[8] != VERSION {
            let (found, supported) = (u16::from(magic[8]), u16::from(VERSION));
            return Err(BundleError::Version { found, supported }.into());
        }
        let mut number = || varint(&mut input);
        let (first, articles) = (number()? as u32, number()? as u32);
        let tokens = [number()?, number()?, number()?, number()?];
        let head = RunHead { first, articles, tokens };
        let (record, fold, exact) = (Vec::new(), String::new(), String::new());
        Ok(Self { input, head, record, at: 0, fold, exact })
    }

    /// What the run says of itself.
    pub fn head(&self) -> &RunHead {
        &self.head
    }

    /// Goes to the next term; false at the end.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn next(&mut self) -> Result<bool, RunError> {
        let length = varint(&mut self.input)?;
        if length == 0 {
            return Ok(false);
        }
        self.record.clear();
        // Grows with what is there, not with what is said.
        let read = self.input.by_ref().take(length).read_to_end(&mut self.record)?;
        if read as u64 != length {
            return Err(BundleError::Truncated { what: WHAT, at: read }.into());
        }
        let mut reader = Reader::new(&self.record);
        let (fold, exact) = (reader.text(WHAT)?, reader.text(WHAT)?);
        self.fold.clear();
        self.fold.push_str(fold);
        self.exact.clear();
        self.exact.push_str(if exact.is_empty() { fold } else { exact });
        self.at = reader.at();
        Ok(true)
    }

    /// Appends the occurrences of the current term.
    ///
    /// # Errors
    /// When the record is damaged.
    pub fn occurrences(&self, into: &mut Occurrences) -> Result<(), RunError> {
        let mut reader = Reader::new(&self.record[self.at..]);
        let bits = reader.byte(WHAT)?;
        for (_, list) in into.iter_mut().enumerate().filter(|(field, _)| bits & 1 << field != 0) {
            let articles = reader.count(3, WHAT)?;
            let mut article = self.head.first;
            for _ in 0..articles {
                let invalid = BundleError::Invalid { what: WHAT, at: reader.at() };
                article = article.checked_add(reader.varint32(WHAT)?).ok_or(invalid.clone())?;
                let mut position = 0u32;
                for _ in 0..reader.count(1, WHAT)? {
                    position = position.checked_add(reader.varint32(WHAT)?).ok_or(invalid.clone())?;
                    list.push((article, position));
                }
            }
        }
        Ok(reader.end(WHAT)?)
    }
}

fn varint(input: &mut impl Read) -> Result<u64, RunError> {
    let mut bytes = [0; 10];
    for at in 0..bytes.len() {
        input.read_exact(&mut bytes[at..=at])?;
        if bytes[at] < 0x80 {
            return Ok(Reader::new(&bytes[..=at]).varint(WHAT)?);
        }
    }
    Err(BundleError::Invalid { what: WHAT, at: 0 }.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> Vec<u8> {
        let head = RunHead { first: 7, articles: 5, tokens: [1, 2, 3, 4] };
        let mut writer = RunWriter::new(Vec::new(), &head).unwrap();
        writer.term("bao", "báo", [&[], &[(7, 0), (7, 300), (9, 2)], &[], &[(11, 1)]]).unwrap();
        writer.term("xe", "xe", [&[(8, 0)], &[], &[], &[]]).unwrap();
        writer.finish().unwrap()
    }

    #[test]
    fn a_run_comes_back() {
        let run = Run::Memory(written());
        let mut reader = RunReader::open(&run).unwrap();
        assert_eq!(*reader.head(), RunHead { first: 7, articles: 5, tokens: [1, 2, 3, 4] });
        let mut found = Vec::new();
        while reader.next().unwrap() {
            let mut fields = Occurrences::default();
            reader.occurrences(&mut fields).unwrap();
            found.push((reader.fold.clone(), reader.exact.clone(), fields));
        }
        let bao = [vec![], vec![(7, 0), (7, 300), (9, 2)], vec![], vec![(11, 1)]];
        let xe = [vec![(8, 0)], vec![], vec![], vec![]];
        assert_eq!(found, [("bao".into(), "báo".into(), bao), ("xe".into(), "xe".into(), xe)]);
    }

    #[test]
    fn cut_and_altered_runs_are_refused_or_read() {
        let whole = written();
        let read = |bytes: Vec<u8>| -> Result<(), RunError> {
            let run = Run::Memory(bytes);
            let mut reader = RunReader::open(&run)?;
            while reader.next()? {
                reader.occurrences(&mut Occurrences::default())?;
            }
            Ok(())
        };
        for cut in 0..whole.len() {
            assert!(read(whole[..cut].to_vec()).is_err(), "cut at {cut}");
            for with in [0, 1, 0x7f, 0xff] {
                let mut altered = whole.clone();
                altered[cut] = with;
                let _ = read(altered);
            }
        }
    }
}
