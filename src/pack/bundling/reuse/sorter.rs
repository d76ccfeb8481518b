//! Sorts what may not fit memory: runs on disk, merged when they are read. It knows nothing of what it sorts.

use crate::pack::bundling::error::BuildError;
use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

/// A number to sort by, and what comes with it.
pub type Item = (u64, u32);

/// Runs merged at a time: what stays far below the files a process may open.
const RUNS_AT_ONCE: usize = 64;
const BUFFER_BYTES: usize = 64 * 1024;

/// Hears a key and what comes with it.
pub type TellKey<'t> = dyn FnMut(u64, &[u32]) -> Result<(), BuildError> + 't;

/// What can be sorted: it is written to a run and read back.
pub trait Spill: Ord + Clone {
    /// Bytes it takes beside its own size.
    fn beside_bytes(&self) -> usize {
        0
    }

    /// Writes it.
    ///
    /// # Errors
    /// When it cannot be written.
    fn write(&self, out: &mut impl Write) -> io::Result<()>;

    /// Reads the next one; `None` at the end.
    ///
    /// # Errors
    /// When it cannot be read.
    fn read(input: &mut impl Read) -> io::Result<Option<Self>>;
}

impl Spill for Item {
    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let mut bytes = [0; 12];
        bytes[..8].copy_from_slice(&self.0.to_le_bytes());
        bytes[8..].copy_from_slice(&self.1.to_le_bytes());
        out.write_all(&bytes)
    }

    fn read(input: &mut impl Read) -> io::Result<Option<Self>> {
        let mut bytes = [0; 12];
        if !is_filled(input, &mut bytes)? {
            return Ok(None);
        }
        let (key, with) = bytes.split_at(8);
        let key = u64::from_le_bytes(key.try_into().expect("8 of 12 bytes"));
        Ok(Some((key, u32::from_le_bytes(with.try_into().expect("the other 4")))))
    }
}

/// Numbers that are sorted from the first to the last.
impl<const N: usize> Spill for [u32; N] {
    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        self.iter().try_for_each(|number| out.write_all(&number.to_le_bytes()))
    }

    fn read(input: &mut impl Read) -> io::Result<Option<Self>> {
        let mut bytes = [[0; 4]; N];
        if !is_filled(input, bytes.as_flattened_mut())? {
            return Ok(None);
        }
        Ok(Some(bytes.map(u32::from_le_bytes)))
    }
}

/// Bytes to sort by, and what comes with them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Keyed {
    /// What it is sorted by.
    pub key: Vec<u8>,
    /// What comes with it.
    pub with: Vec<u8>,
}

impl Spill for Keyed {
    fn beside_bytes(&self) -> usize {
        self.key.capacity() + self.with.capacity()
    }

    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        for bytes in [&self.key, &self.with] {
            let length = u32::try_from(bytes.len()).map_err(|_| io::ErrorKind::FileTooLarge)?;
            out.write_all(&length.to_le_bytes())?;
            out.write_all(bytes)?;
        }
        Ok(())
    }

    fn read(input: &mut impl Read) -> io::Result<Option<Self>> {
        let mut length = [0; 4];
        if !is_filled(input, &mut length)? {
            return Ok(None);
        }
        let key = bytes_of(input, length)?;
        input.read_exact(&mut length)?;
        let with = bytes_of(input, length)?;
        Ok(Some(Self { key, with }))
    }
}

fn bytes_of(input: &mut impl Read, length: [u8; 4]) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; u32::from_le_bytes(length) as usize];
    input.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// Fills a buffer; `false` at the end of the input.
///
/// # Errors
/// When it cannot be read.
pub fn is_filled(input: &mut impl Read, bytes: &mut [u8]) -> io::Result<bool> {
    match input.read_exact(bytes) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

/// Takes items in any order.
pub struct Sorter<'f, T> {
    space: &'f Space<'f>,
    items: Vec<T>,
    held_bytes: usize,
    runs: Vec<PathBuf>,
}

/// Where runs lie, and how much is held.
pub struct Space<'f> {
    /// The folder of runs; all is held without one.
    pub folder: Option<&'f Path>,
    /// Bytes held by one sorter.
    pub bytes: usize,
    /// Files made so far, which names them.
    pub files: Cell<u32>,
}

impl Space<'_> {
    fn file(&self) -> Option<PathBuf> {
        let number = self.files.get();
        self.files.set(number + 1);
        self.folder.map(|folder| folder.join(format!("s{number}")))
    }
}

impl<'f, T: Spill> Sorter<'f, T> {
    /// Starts empty.
    pub fn new(space: &'f Space<'f>) -> Self {
        Self { space, items: Vec::new(), held_bytes: 0, runs: Vec::new() }
    }

    /// Takes an item.
    ///
    /// # Errors
    /// When a run cannot be written.
    pub fn push(&mut self, item: T) -> Result<(), BuildError> {
        self.held_bytes += size_of::<T>() + item.beside_bytes();
        self.items.push(item);
        if self.held_bytes >= self.space.bytes { self.spill() } else { Ok(()) }
    }

    fn spill(&mut self) -> Result<(), BuildError> {
        let Some(path) = self.space.file() else { return Ok(()) };
        self.items.sort_unstable();
        let mut out = RunFile::new(&path)?;
        self.items.drain(..).try_for_each(|item| out.item(&item))?;
        self.held_bytes = 0;
        out.finish()?;
        self.runs.push(path);
        if self.runs.len() >= RUNS_AT_ONCE
            && let Some(path) = self.space.file()
        {
            let mut out = RunFile::new(&path)?;
            let joined = Sorted::<T> { items: Vec::new(), runs: std::mem::take(&mut self.runs) };
            joined.each(&mut |item| out.item(&item))?;
            out.finish()?;
            self.runs.push(path);
        }
        Ok(())
    }

    /// Ends with what came.
    pub fn finish(mut self) -> Sorted<T> {
        self.items.sort_unstable();
        Sorted { items: self.items, runs: self.runs }
    }
}

struct RunFile(BufWriter<File>);

impl RunFile {
    fn new(path: &Path) -> Result<Self, BuildError> {
        let file = File::create_new(path).map_err(BuildError::Scratch)?;
        Ok(Self(BufWriter::with_capacity(BUFFER_BYTES, file)))
    }

    fn item(&mut self, item: &impl Spill) -> Result<(), BuildError> {
        item.write(&mut self.0).map_err(BuildError::Scratch)
    }

    fn finish(mut self) -> Result<(), BuildError> {
        self.0.flush().map_err(BuildError::Scratch)
    }
}

/// Items that are sorted; they can be read more than once. Its files vanish with it.
pub struct Sorted<T> {
    items: Vec<T>,
    runs: Vec<PathBuf>,
}

impl<T> Drop for Sorted<T> {
    fn drop(&mut self) {
        for run in &self.runs {
            // What cannot be removed goes with the folder.
            let _ = std::fs::remove_file(run);
        }
    }
}

impl<T: Spill> Sorted<T> {
    /// Tells all items, ascending.
    ///
    /// # Errors
    /// When a run cannot be read, or `tell` fails.
    pub fn each(&self, tell: &mut dyn FnMut(T) -> Result<(), BuildError>) -> Result<(), BuildError> {
        if self.runs.is_empty() {
            return self.items.iter().try_for_each(|item| tell(item.clone()));
        }
        let mut inputs = self.runs.iter().map(|run| Input::open(run)).collect::<Result<Vec<_>, _>>()?;
        let mut heap = BinaryHeap::with_capacity(inputs.len() + 1);
        for (number, input) in inputs.iter_mut().enumerate() {
            heap.extend(input.next()?.map(|item| Reverse((item, number))));
        }
        let mut held = self.items.iter().cloned();
        heap.extend(held.next().map(|item| Reverse((item, inputs.len()))));
        while let Some(mut top) = heap.peek_mut() {
            let number = top.0.1;
            let next = match inputs.get_mut(number) {
                Some(input) => input.next()?,
                None => held.next(),
            };
            let item = match next {
                // Puts the next in the place of this one: one step through the heap.
                Some(next) => std::mem::replace(&mut *top, Reverse((next, number))).0.0,
                None => std::collections::binary_heap::PeekMut::pop(top).0.0,
            };
            tell(item)?;
        }
        Ok(())
    }
}

impl Sorted<Item> {
    /// Tells the items of each key, ascending.
    ///
    /// # Errors
    /// When a run cannot be read, or `tell` fails.
    pub fn each_key(&self, tell: &mut TellKey<'_>) -> Result<(), BuildError> {
        let (mut key, mut of_key) = (0, Vec::new());
        self.each(&mut |(next, with)| {
            if next != key && !of_key.is_empty() {
                tell(key, &of_key)?;
                of_key.clear();
            }
            key = next;
            of_key.push(with);
            Ok(())
        })?;
        if of_key.is_empty() { Ok(()) } else { tell(key, &of_key) }
    }
}

struct Input<T>(BufReader<File>, PhantomData<T>);

impl<T: Spill> Input<T> {
    fn open(path: &Path) -> Result<Self, BuildError> {
        let file = File::open(path).map_err(BuildError::Scratch)?;
        Ok(Self(BufReader::with_capacity(BUFFER_BYTES, file), PhantomData))
    }

    fn next(&mut self) -> Result<Option<T>, BuildError> {
        T::read(&mut self.0).map_err(BuildError::Scratch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_and_many_runs_tell_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let items: Vec<Item> = (0..3000u32).map(|n| (u64::from(n.wrapping_mul(2_654_435_761) >> 20), n)).collect();
        let mut expected = items.clone();
        expected.sort_unstable();
        for held in [1, 7, 100, 10_000] {
            let space = Space { folder: Some(folder.path()), bytes: held * 16, files: Cell::new(held as u32 * 10_000) };
            let mut sorter = Sorter::new(&space);
            items.iter().for_each(|&item| sorter.push(item).unwrap());
            let sorted = sorter.finish();
            for _ in 0..2 {
                let mut found = Vec::new();
                sorted
                    .each(&mut |item| {
                        found.push(item);
                        Ok(())
                    })
                    .unwrap();
                assert_eq!(found, expected, "{held} held");
            }
            let mut keys = Vec::new();
            sorted
                .each_key(&mut |key, with| {
                    keys.push((key, with.len()));
                    Ok(())
                })
                .unwrap();
            assert_eq!(keys.iter().map(|key| key.1).sum::<usize>(), items.len());
            assert!(keys.is_sorted_by(|x, y| x.0 < y.0));
        }
        for held in [1, 4000, 1 << 20] {
            let space = Space { folder: Some(folder.path()), bytes: held, files: Cell::new(0) };
            let mut sorter = Sorter::new(&space);
            let keyed = |&(key, with): &Item| Keyed {
                key: key.to_string().into_bytes(),
                with: vec![with as u8; (with % 40) as usize],
            };
            let mut expected: Vec<Keyed> = items[..500].iter().map(keyed).collect();
            expected.iter().for_each(|item| sorter.push(item.clone()).unwrap());
            expected.sort();
            let mut found = Vec::new();
            sorter
                .finish()
                .each(&mut |item| {
                    found.push(item);
                    Ok(())
                })
                .unwrap();
            assert_eq!(found, expected, "{held} bytes held");
        }
        assert!(std::fs::read_dir(folder.path()).unwrap().all(|file| file.is_err()), "nothing is left");
    }
}
