//! Which files of the inputs a share takes: all, one of so many parts, or those of a list. It opens nothing but the list.

use super::error::ShareError;
use crate::pack::error::PackError;
use crate::pack::input::Found;
use std::collections::{BTreeSet, HashMap};
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Which files of the inputs a share takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// All of them.
    #[default]
    All,
    /// One of so many parts of about as many files each.
    OneOf {
        /// Which, counted from 1.
        number: NonZeroUsize,
        /// How many there are.
        of: NonZeroUsize,
    },
    /// Those that the lines of a file name: a JSON text each, or an object with an `id`.
    Listed(PathBuf),
}

impl Part {
    /// The numbers of its files in the order of files.
    ///
    /// # Errors
    /// When the list cannot be read, or names what is not there.
    pub fn choose(&self, files: &[Found]) -> Result<Vec<u32>, PackError> {
        let all = 0..files.len() as u32;
        match self {
            Self::All => Ok(all.collect()),
            // Neighbours in turn: large files often stand together.
            Self::OneOf { number, of } => Ok(all.skip(number.get() - 1).step_by(of.get()).collect()),
            Self::Listed(path) => {
                let shown = path.display().to_string();
                let text = std::fs::read_to_string(path);
                let text = text.map_err(|error| PackError::Read { path: shown.clone(), error })?;
                Ok(listed(&text, &shown, files)?)
            }
        }
    }
}

fn listed(text: &str, path: &str, files: &[Found]) -> Result<Vec<u32>, ShareError> {
    let numbers: HashMap<&str, u32> = files.iter().map(|file| file.id.as_str()).zip(0..).collect();
    let mut chosen = BTreeSet::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let failed = |message| ShareError::List { path: path.to_owned(), line: at + 1, message };
        let value: serde_json::Value = serde_json::from_str(line).map_err(|error| failed(error.to_string()))?;
        let id = value.as_str().or_else(|| value["id"].as_str());
        let id = id.ok_or_else(|| failed("expected a JSON text, or an object with an id".to_owned()))?;
        let number = numbers.get(id).ok_or_else(|| failed(format!("{id} is none of the {} files", files.len())))?;
        if !chosen.insert(*number) {
            return Err(failed(format!("{id} stands there twice")));
        }
    }
    Ok(chosen.into_iter().collect())
}

/// Reads `K/N`.
///
/// # Errors
/// When it is something else.
pub fn part_of(typed: &str) -> Result<Part, String> {
    let numbers = typed.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
    let part = numbers.filter(|(number, of): &(NonZeroUsize, NonZeroUsize)| number <= of);
    let (number, of) = part.ok_or_else(|| "expected K/N, as in 3/16: the third of sixteen parts".to_owned())?;
    Ok(Part::OneOf { number, of })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(count: usize) -> Vec<Found> {
        (0..count).map(|n| Found { path: format!("in/{n}.txt").into(), id: format!("{n}.txt") }).collect()
    }

    #[test]
    fn parts_take_every_file_once() {
        for (count, of) in [(0, 3), (2, 5), (7, 1), (10, 3)] {
            let files = files(count);
            let part = |number| part_of(&format!("{number}/{of}")).unwrap().choose(&files).unwrap();
            let mut all: Vec<u32> = (1..=of).flat_map(part).collect();
            all.sort();
            assert_eq!(all, (0..count as u32).collect::<Vec<_>>());
        }
        for wrong in ["", "3", "0/2", "3/2", "1/0", "a/b", "1/2/3", "-1/2"] {
            assert!(part_of(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_list_names_files_by_their_ids_in_any_order() {
        let check = |text: &str, expected: Result<&[u32], &str>| match (listed(text, "list", &files(4)), expected) {
            (Ok(found), Ok(expected)) => assert_eq!(found, expected),
            (Err(error), Err(part)) => assert!(error.to_string().contains(part), "{error}"),
            (found, expected) => panic!("{text:?}: expected {expected:?}, found {found:?}"),
        };
        check("", Ok(&[]));
        check("\"3.txt\"\n\n{\"id\":\"1.txt\",\"bytes\":7}\n", Ok(&[1, 3]));
        check("\"1.txt\"\n\"9.txt\"", Err("list, line 2: 9.txt is none of the 4 files"));
        check("\"1.txt\"\n\"1.txt\"", Err("line 2: 1.txt stands there twice"));
        check("1.txt", Err("line 1: "));
        check("7", Err("expected a JSON text"));
    }
}
