//! The `fst` maps of fold keys: exact look-ups and walks over one block.

use super::forged;
use crate::bundle::error::{BundleError, Result};
use fst::{Automaton, IntoStreamer, Map, Streamer};
use std::cell::OnceCell;

const WHAT: &str = "term map";

/// One block of the term map.
#[derive(Clone, Debug)]
pub struct Terms {
    map: Map<Vec<u8>>,
    /// Its keys as a list, made by the first walk over them.
    listed: OnceCell<Listed>,
}

impl Terms {
    /// Opens a block.
    ///
    /// # Errors
    /// When the bytes are not an `fst` map of the version this crate reads, or one that was forged ([`forged`]). Whether
    /// they are the packed ones is for the chunk's hash to say: the map's own checksum would say it again, for 15 kB of
    /// tables in the app (brotli).
    pub fn open(payload: Vec<u8>) -> Result<Self> {
        if !forged::is_sound(&payload) {
            return Err(BundleError::Invalid { what: WHAT, at: 0 });
        }
        let map = Map::new(payload).map_err(|_| BundleError::Invalid { what: WHAT, at: 0 })?;
        Ok(Self { map, listed: OnceCell::new() })
    }

    /// Its number of keys.
    pub fn len(&self) -> usize {
        self.map.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    /// What it takes in memory, about, its keys listed.
    pub fn size_bytes(&self) -> usize {
        self.map.as_fst().as_bytes().len() + self.map.len().min(LISTED_KEYS) * (size_of::<Row>() + 4)
    }

    /// The ordinal of a fold key within this block. Costs the key's length.
    pub fn get(&self, fold: &str) -> Option<u64> {
        self.map.get(fold)
    }

    /// Appends the keys that suit an automaton, in order, with their ordinals within this block; at most `limit`.
    /// Returns whether more were there. Costs what neighbouring keys do not share, as far as the automaton may pass.
    pub fn suiting<A: Automaton>(&self, automaton: A, limit: usize, into: &mut Vec<(String, u64)>) -> bool {
        if self.map.len() > LISTED_KEYS {
            return self.streamed(automaton, limit, into);
        }
        self.listed.get_or_init(|| Listed::of(&self.map)).suiting(&automaton, limit, into)
    }

    /// The same by walking the map itself: node after node is unpacked, a dozen times slower, but nothing is kept.
    fn streamed(&self, automaton: impl Automaton, limit: usize, into: &mut Vec<(String, u64)>) -> bool {
        let mut keys = self.map.search(automaton).into_stream();
        while let Some((key, ordinal)) = keys.next() {
            if into.len() >= limit {
                return true;
            }
            into.push((String::from_utf8_lossy(key).into_owned(), ordinal));
        }
        false
    }
}

/// Keys of a block that are listed for walks; a packed block has some two thousand, a forged one may claim any number.
const LISTED_KEYS: usize = 1 << 16;

/// The keys of a block, each as what it adds to the one before it.
#[derive(Clone, Debug, Default)]
struct Listed {
    rests: Vec<u8>,
    rows: Vec<Row>,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    /// Bytes of the key before that this one begins with.
    shared: u32,
    /// Where its other bytes end.
    end: u32,
    ordinal: u64,
}

impl Listed {
    fn of(map: &Map<Vec<u8>>) -> Self {
        let mut listed = Self::default();
        let mut before = Vec::new();
        let mut keys = map.stream();
        while let Some((key, ordinal)) = keys.next() {
            let shared = before.iter().zip(key).take_while(|(a, b)| a == b).count();
            listed.rests.extend_from_slice(&key[shared..]);
            listed.rows.push(Row { shared: shared as u32, end: listed.rests.len() as u32, ordinal });
            before.truncate(shared);
            before.extend_from_slice(&key[shared..]);
        }
        listed
    }

    fn suiting<A: Automaton>(&self, automaton: &A, limit: usize, into: &mut Vec<(String, u64)>) -> bool {
        // The state after each byte of the key, up to the one that leads nowhere.
        let mut states = vec![automaton.start()];
        let mut key = Vec::new();
        let (mut from, mut dead) = (0, !automaton.can_match(&states[0]));
        for row in &self.rows {
            let (shared, end) = (row.shared as usize, row.end as usize);
            let rest = from..end;
            from = end;
            if dead && shared >= key.len() {
                // It begins with all that led nowhere.
                continue;
            }
            key.truncate(shared);
            states.truncate(shared + 1);
            dead = false;
            for &byte in &self.rests[rest] {
                let next = automaton.accept(&states[key.len()], byte);
                dead = !automaton.can_match(&next);
                states.push(next);
                key.push(byte);
                if dead {
                    break;
                }
            }
            if !dead && automaton.is_match(&states[key.len()]) {
                if into.len() >= limit {
                    return true;
                }
                into.push((String::from_utf8_lossy(&key).into_owned(), row.ordinal));
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fst::automaton::{Str, Subsequence};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_list_is_walked_as_the_map_is(
            keys in prop::collection::btree_set("[aàbđ]{1,6}", 1..60),
            word in "[aàbđ]{1,4}",
            limit in 0usize..70,
            inside in any::<bool>(),
        ) {
            let mut map = fst::MapBuilder::memory();
            for (ordinal, key) in keys.iter().enumerate() {
                map.insert(key, ordinal as u64).unwrap();
            }
            let terms = Terms::open(map.into_inner().unwrap()).unwrap();
            let (mut listed, mut streamed) = (Vec::new(), Vec::new());
            let (more, as_streamed) = if inside {
                let automaton = Subsequence::new(&word);
                (terms.suiting(automaton.clone(), limit, &mut listed), terms.streamed(automaton, limit, &mut streamed))
            } else {
                let automaton = Str::new(&word).starts_with();
                (terms.suiting(automaton.clone(), limit, &mut listed), terms.streamed(automaton, limit, &mut streamed))
            };
            prop_assert_eq!(more, as_streamed);
            prop_assert_eq!(listed, streamed);
        }
    }
}
