//! Strings and pairs of numbers, numbered in the order they are first met, each different one once. What is numbered is
//! hashed once and held against others as a number from then on. It knows no text.

/// No number.
const FREE: u32 = u32::MAX;
/// The golden ratio in 64 bits: multiples of it spread.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
/// Slots of a table that holds nothing yet.
const FEWEST_SLOTS: usize = 64;

/// Strings by number.
#[derive(Debug, Default)]
pub(super) struct Strings {
    /// By number.
    pub keys: Vec<String>,
    hashes: Vec<u32>,
    slots: Vec<u32>,
}

fn hash_of(key: &str) -> u32 {
    let mut hash = key.len() as u64;
    for part in key.as_bytes().chunks(8) {
        let word = part.iter().fold(0, |word, &byte| word << 8 | u64::from(byte));
        hash = (hash.rotate_left(5) ^ word).wrapping_mul(SPREAD);
    }
    (hash >> 32) as u32
}

impl Strings {
    /// The number of a string, and whether it is a new one.
    pub fn number(&mut self, key: &str) -> (u32, bool) {
        if self.keys.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let hash = hash_of(key);
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            match self.slots[at] {
                FREE => break,
                number if self.hashes[number as usize] == hash && self.keys[number as usize] == key => {
                    return (number, false);
                }
                _ => at = (at + 1) & mask,
            }
        }
        let number = self.keys.len() as u32;
        self.slots[at] = number;
        self.keys.push(key.to_owned());
        self.hashes.push(hash);
        (number, true)
    }

    fn grow(&mut self) {
        let mask = (self.slots.len() * 2).max(FEWEST_SLOTS) - 1;
        self.slots.clear();
        self.slots.resize(mask + 1, FREE);
        for (number, &hash) in (0..).zip(&self.hashes) {
            let mut at = hash as usize & mask;
            while self.slots[at] != FREE {
                at = (at + 1) & mask;
            }
            self.slots[at] = number;
        }
    }
}

/// Pairs of numbers by number.
#[derive(Debug)]
pub(super) struct Pairs {
    /// By number.
    pub keys: Vec<(u32, u32)>,
    slots: Vec<u32>,
    shift: u32,
}

impl Pairs {
    /// Room for so many different pairs, and no more.
    pub fn of(count: usize) -> Self {
        let slots = (count * 2).next_power_of_two().max(2);
        Pairs { keys: Vec::new(), slots: vec![FREE; slots], shift: 64 - slots.trailing_zeros() }
    }

    /// The number of a pair.
    pub fn number(&mut self, first: u32, second: u32) -> u32 {
        let mask = self.slots.len() - 1;
        let mixed = (u64::from(first) << 32 | u64::from(second)).wrapping_mul(SPREAD);
        let mut at = (mixed >> self.shift) as usize;
        loop {
            match self.slots[at] {
                FREE => break,
                number if self.keys[number as usize] == (first, second) => return number,
                _ => at = (at + 1) & mask,
            }
        }
        let number = self.keys.len() as u32;
        self.slots[at] = number;
        self.keys.push((first, second));
        number
    }
}

#[cfg(test)]
mod tests {
    use super::{Pairs, Strings};

    #[test]
    fn strings_are_numbered_as_they_come() {
        let mut strings = Strings::default();
        let many: Vec<String> = (0..1_000).map(|n| format!("word {n}")).collect();
        for (number, word) in (0..).zip(&many) {
            assert_eq!(strings.number(word), (number, true));
            assert_eq!(strings.number(&many[number as usize / 2]), (number / 2, false));
        }
        assert_eq!(strings.number(""), (1_000, true));
        assert_eq!(strings.keys[999], "word 999");
    }

    #[test]
    fn pairs_are_numbered_as_they_come() {
        let mut pairs = Pairs::of(3);
        assert_eq!([pairs.number(5, 6), pairs.number(6, 5), pairs.number(5, 6)], [0, 1, 0]);
        assert_eq!([pairs.number(u32::MAX, 0), pairs.number(6, 5)], [2, 1]);
        assert_eq!(pairs.keys, [(5, 6), (6, 5), (u32::MAX, 0)]);
    }
}
