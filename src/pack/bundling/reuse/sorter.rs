//! Sorts numbers that may not fit memory: runs on disk, merged when they are read. It knows nothing of what they mean.

use crate::pack::bundling::error::BuildError;
use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// A number to sort by, and what comes with it.
pub type Item = (u64, u32);

/// Bytes of an item on disk.
const ITEM_BYTES: usize = 12;
/// Runs merged at a time: what stays far below the files a process may open.
const RUNS_AT_ONCE: usize = 64;
const BUFFER_BYTES: usize = 64 * 1024;

/// Hears a key and what comes with it.
pub type TellKey<'t> = dyn FnMut(u64, &[u32]) -> Result<(), BuildError> + 't;

/// Takes items in any order.
pub struct Sorter<'f> {
    space: &'f Space<'f>,
    items: Vec<Item>,
    runs: Vec<PathBuf>,
}

/// Where runs lie, and how many items are held.
pub struct Space<'f> {
    /// The folder of runs; all is held without one.
    pub folder: Option<&'f Path>,
    /// Items held by one sorter.
    pub items: usize,
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

impl<'f> Sorter<'f> {
    /// Starts empty.
    pub fn new(space: &'f Space<'f>) -> Self {
        Self { space, items: Vec::new(), runs: Vec::new() }
    }

    /// Takes an item.
    ///
    /// # Errors
    /// When a run cannot be written.
    pub fn push(&mut self, item: Item) -> Result<(), BuildError> {
        self.items.push(item);
        if self.items.len() >= self.space.items { self.spill() } else { Ok(()) }
    }

    fn spill(&mut self) -> Result<(), BuildError> {
        let Some(path) = self.space.file() else { return Ok(()) };
        self.items.sort_unstable();
        let mut out = RunFile::new(&path)?;
        self.items.drain(..).try_for_each(|item| out.item(item))?;
        out.finish()?;
        self.runs.push(path);
        if self.runs.len() >= RUNS_AT_ONCE
            && let Some(path) = self.space.file()
        {
            let mut out = RunFile::new(&path)?;
            let joined = Sorted { items: Vec::new(), runs: std::mem::take(&mut self.runs) };
            joined.each(&mut |item| out.item(item))?;
            out.finish()?;
            self.runs.push(path);
        }
        Ok(())
    }

    /// Ends with what came.
    pub fn finish(mut self) -> Sorted {
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

    fn item(&mut self, (key, with): Item) -> Result<(), BuildError> {
        let mut bytes = [0; ITEM_BYTES];
        bytes[..8].copy_from_slice(&key.to_le_bytes());
        bytes[8..].copy_from_slice(&with.to_le_bytes());
        self.0.write_all(&bytes).map_err(BuildError::Scratch)
    }

    fn finish(mut self) -> Result<(), BuildError> {
        self.0.flush().map_err(BuildError::Scratch)
    }
}

/// Items that are sorted; they can be read more than once. Its files vanish with it.
pub struct Sorted {
    items: Vec<Item>,
    runs: Vec<PathBuf>,
}

impl Drop for Sorted {
    fn drop(&mut self) {
        for run in &self.runs {
            // What cannot be removed goes with the folder.
            let _ = std::fs::remove_file(run);
        }
    }
}

impl Sorted {
    /// Tells all items, ascending.
    ///
    /// # Errors
    /// When a run cannot be read, or `tell` fails.
    pub fn each(&self, tell: &mut dyn FnMut(Item) -> Result<(), BuildError>) -> Result<(), BuildError> {
        if self.runs.is_empty() {
            return self.items.iter().try_for_each(|&item| tell(item));
        }
        let mut inputs = self.runs.iter().map(|run| Input::open(run)).collect::<Result<Vec<_>, _>>()?;
        let mut heap = BinaryHeap::with_capacity(inputs.len() + 1);
        for (number, input) in inputs.iter_mut().enumerate() {
            heap.extend(input.next()?.map(|item| Reverse((item, number))));
        }
        let mut held = self.items.iter().copied();
        heap.extend(held.next().map(|item| Reverse((item, inputs.len()))));
        while let Some(mut top) = heap.peek_mut() {
            let Reverse((item, number)) = *top;
            let next = match inputs.get_mut(number) {
                Some(input) => input.next()?,
                None => held.next(),
            };
            match next {
                // Puts the next in the place of this one: one step through the heap.
                Some(next) => *top = Reverse((next, number)),
                None => _ = std::collections::binary_heap::PeekMut::pop(top),
            }
            tell(item)?;
        }
        Ok(())
    }

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

struct Input(BufReader<File>);

impl Input {
    fn open(path: &Path) -> Result<Self, BuildError> {
        Ok(Self(BufReader::with_capacity(BUFFER_BYTES, File::open(path).map_err(BuildError::Scratch)?)))
    }

    fn next(&mut self) -> Result<Option<Item>, BuildError> {
        let mut bytes = [0; ITEM_BYTES];
        match self.0.read_exact(&mut bytes) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(None),
            Err(error) => return Err(BuildError::Scratch(error)),
        }
        let (key, with) = bytes.split_at(8);
        let key = u64::from_le_bytes(key.try_into().expect("8 of 12 bytes"));
        Ok(Some((key, u32::from_le_bytes(with.try_into().expect("the other 4")))))
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
            let space = Space { folder: Some(folder.path()), items: held, files: Cell::new(held as u32 * 10_000) };
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
        assert!(std::fs::read_dir(folder.path()).unwrap().all(|file| file.is_err()), "nothing is left");
    }
}
