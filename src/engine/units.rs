//! What is counted, as numbers: exact keys, and rows of them that are one word or are counted as one. It counts nothing.

use crate::index::placed::Words;
use std::collections::HashMap;

/// Rows of several keys that are held at most; past them new ones are not counted, which an answer says.
const MOST_ROWS: usize = if cfg!(target_arch = "wasm32") { 1_000_000 } else { 6_000_000 };

#[derive(Debug)]
enum Made {
    Key(String),
    /// Of another unit and one more key or word.
    Row(u32, u32),
}

/// Units, numbered as they come.
#[derive(Debug, Default)]
pub struct Units {
    keys: HashMap<String, u32>,
    rows: HashMap<(u32, u32), u32>,
    made: Vec<Made>,
    /// The key of each surface, plus one; 0 while it is not known.
    of_surface: Vec<u32>,
}

impl Units {
    /// The unit of a surface's exact key.
    pub fn of_surface(&mut self, surface: u32, words: &Words) -> u32 {
        let at = surface as usize;
        if at >= self.of_surface.len() {
            self.of_surface.resize(words.len().max(at + 1), 0);
        }
        if self.of_surface[at] == 0 {
            let (_, keys) = words.get(surface);
            let exact = keys.first().map_or("", |key| key.exact.as_str());
            let unit = match self.keys.get(exact) {
                Some(&known) => known,
                None => {
                    let new = self.made.len() as u32;
                    self.keys.insert(exact.to_owned(), new);
                    self.made.push(Made::Key(exact.to_owned()));
                    new
                }
            };
            self.of_surface[at] = unit + 1;
        }
        self.of_surface[at] - 1
    }

    /// A unit and one more as one; `None` for a new one when there are too many.
    pub fn row(&mut self, first: u32, next: u32) -> Option<u32> {
        if let Some(&known) = self.rows.get(&(first, next)) {
            return Some(known);
        }
        let new = self.made.len() as u32;
        (self.rows.len() < MOST_ROWS).then(|| {
            self.rows.insert((first, next), new);
            self.made.push(Made::Row(first, next));
            new
        })
    }

    /// Its keys, parted by blanks.
    pub fn text(&self, unit: u32) -> String {
        match self.made.get(unit as usize) {
            Some(Made::Key(key)) => key.clone(),
            Some(Made::Row(first, next)) => format!("{} {}", self.text(*first), self.text(*next)),
            None => String::new(),
        }
    }

    /// Whether it is no mere number: one of its keys has a letter.
    pub fn is_worded(&self, unit: u32) -> bool {
        match self.made.get(unit as usize) {
            Some(Made::Key(key)) => key.contains(char::is_alphabetic),
            Some(Made::Row(first, next)) => self.is_worded(*first) || self.is_worded(*next),
            None => false,
        }
    }

    /// Whether one of some units, which ascend, is all it is made of.
    pub fn is_made_of(&self, unit: u32, units: &[u32]) -> bool {
        units.binary_search(&unit).is_ok()
            || matches!(self.made.get(unit as usize), Some(Made::Row(first, next))
                if self.is_made_of(*first, units) && self.is_made_of(*next, units))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.made.len()
    }

    /// Whether it is worth beginning anew.
    pub fn is_crowded(&self) -> bool {
        self.rows.len() > MOST_ROWS / 4
    }
}
