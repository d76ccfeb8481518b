//! The formulas that say most: what ranks them is held, they themselves are sorted on disk. It judges none.

use super::sorter::{Sorted, Sorter, Space, Spill, is_filled};
use crate::bundle::codec::{Reader, Writer};
use crate::pack::bundling::error::BuildError;
use crate::reuse::Formula;
use std::io::{self, Read, Write};

const WHAT: &str = "formula";
/// What the system's allocator takes beside what it gives.
const BESIDE_BYTES: usize = 16;

/// What ranks a formula: how much it says, from the most to the least; its first place; its words. No two have the same.
type Rank = (u32, u32, u32);

/// Takes formulas, and keeps the best of them.
pub struct Kept<'s> {
    most: usize,
    ranks: Vec<Rank>,
    /// The last of those that were kept when there were too many.
    last: Option<Rank>,
    sorter: Sorter<'s, Packed>,
}

impl<'s> Kept<'s> {
    /// Keeps so many.
    pub fn new(most: usize, space: &'s Space<'s>) -> Self {
        Self { most, ranks: Vec::new(), last: None, sorter: Sorter::new(space) }
    }

    /// Takes a formula that says so much.
    ///
    /// # Errors
    /// When a run cannot be written.
    pub fn add(&mut self, said: f32, formula: &Formula) -> Result<(), BuildError> {
        let packed = Packed::of(said, formula);
        let rank = packed.rank();
        if self.last.is_some_and(|last| rank > last) {
            return Ok(());
        }
        self.ranks.push(rank);
        if self.ranks.len() >= self.most * 2 {
            self.prune();
        }
        self.sorter.push(packed)
    }

    fn prune(&mut self) {
        if self.ranks.len() > self.most {
            let (_, last, _) = self.ranks.select_nth_unstable(self.most - 1);
            self.last = Some(*last);
            self.ranks.truncate(self.most);
        }
    }

    /// Ends with what came.
    pub fn finish(mut self) -> Best {
        self.prune();
        Best { last: self.last, sorted: self.sorter.finish() }
    }
}

/// The formulas that were kept, in the order of [`Formula::order`].
pub struct Best {
    last: Option<Rank>,
    sorted: Sorted<Packed>,
}

impl Best {
    /// Tells each.
    ///
    /// # Errors
    /// When a run cannot be read.
    pub fn each(&self, tell: &mut dyn FnMut(&Formula)) -> Result<(), BuildError> {
        self.sorted.each(&mut |packed| {
            if self.last.is_none_or(|last| packed.rank() <= last) {
                tell(&packed.formula().ok_or_else(|| BuildError::Scratch(io::ErrorKind::InvalidData.into()))?);
            }
            Ok(())
        })
    }
}

/// A formula as it is sorted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Packed {
    order: u64,
    /// How much it says, from the most to the least.
    said: u32,
    /// Places and articles, as gaps.
    places: Box<[u8]>,
}

impl Packed {
    fn of(said: f32, formula: &Formula) -> Self {
        let mut places = Writer::new();
        let mut before = (0, 0);
        for &(place, article) in &formula.places {
            places.varint(u64::from(place - before.0));
            places.varint(u64::from(article - before.1));
            before = (place, article);
        }
        let bits = said.to_bits();
        let ascending = if bits >> 31 == 1 { !bits } else { bits | 1 << 31 };
        Self { order: formula.order(), said: !ascending, places: places.into_bytes().into() }
    }

    fn words(&self) -> u32 {
        u32::MAX - (self.order >> 32) as u32
    }

    fn rank(&self) -> Rank {
        (self.said, self.order as u32, self.words())
    }

    fn formula(&self) -> Option<Formula> {
        let (mut reader, mut places, mut before) = (Reader::new(&self.places), Vec::new(), (0u32, 0u32));
        while reader.at() < self.places.len() {
            let (place, article) = (reader.varint32(WHAT).ok()?, reader.varint32(WHAT).ok()?);
            before = (before.0.checked_add(place)?, before.1.checked_add(article)?);
            places.push(before);
        }
        Some(Formula { words: self.words(), places })
    }
}

impl Spill for Packed {
    fn beside_bytes(&self) -> usize {
        self.places.len() + BESIDE_BYTES
    }

    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let length = u32::try_from(self.places.len()).map_err(|_| io::ErrorKind::FileTooLarge)?;
        out.write_all(&self.order.to_le_bytes())?;
        [self.said, length].into_iter().try_for_each(|number| out.write_all(&number.to_le_bytes()))?;
        out.write_all(&self.places)
    }

    fn read(input: &mut impl Read) -> io::Result<Option<Self>> {
        let mut order = [0; 8];
        if !is_filled(input, &mut order)? {
            return Ok(None);
        }
        let mut numbers = [[0; 4]; 2];
        numbers.iter_mut().try_for_each(|number| input.read_exact(number))?;
        let [said, length] = numbers.map(u32::from_le_bytes);
        let mut places = vec![0; length as usize].into_boxed_slice();
        input.read_exact(&mut places)?;
        Ok(Some(Self { order: u64::from_le_bytes(order), said, places }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    fn formula(number: u32) -> Formula {
        let first = number.wrapping_mul(2_654_435_761) >> 12;
        let places = (0..2 + number % 5).map(|at| (first + at * 1000, number + at)).collect();
        Formula { words: 4 + number % 9, places }
    }

    #[test]
    fn the_best_are_kept_in_their_order_however_little_is_held() {
        let folder = tempfile::tempdir().unwrap();
        let said = |number: u32| (number * 7919 % 50) as f32 - 10.5;
        for (most, count) in [(10, 1000), (300, 200), (1, 50), (25, 26)] {
            let mut ranked: Vec<Formula> = (0..count).map(formula).collect();
            let said_of = |formula: &Formula| said(formula.places[0].1);
            ranked.sort_by(|x, y| {
                said_of(y).total_cmp(&said_of(x)).then(x.places[0].cmp(&y.places[0])).then(x.words.cmp(&y.words))
            });
            ranked.truncate(most);
            ranked.sort_by(|x, y| y.words.cmp(&x.words).then(x.places.cmp(&y.places)));
            for bytes in [1, 2000, 1 << 20] {
                let space = Space { folder: Some(folder.path()), bytes, files: Cell::new(0) };
                let mut kept = Kept::new(most, &space);
                (0..count).for_each(|number| kept.add(said(number), &formula(number)).unwrap());
                assert!(kept.ranks.len() < most * 2 + 1);
                let mut found = Vec::new();
                kept.finish().each(&mut |formula| found.push(formula.clone())).unwrap();
                assert_eq!(found, ranked, "{most} of {count}, {bytes} bytes held");
            }
        }
    }
}
