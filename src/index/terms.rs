//! The `fst` maps of fold keys: exact look-ups and walks over one block.

use super::forged;
use crate::bundle::error::{BundleError, Result};
use fst::{Automaton, IntoStreamer, Map, Streamer};

const WHAT: &str = "term map";

/// One block of the term map.
#[derive(Clone, Debug)]
pub struct Terms {
    map: Map<Vec<u8>>,
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
        Ok(Self { map })
    }

    /// Its number of keys.
    pub fn len(&self) -> usize {
        self.map.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    /// The ordinal of a fold key within this block. Costs the key's length.
    pub fn get(&self, fold: &str) -> Option<u64> {
        self.map.get(fold)
    }

    /// Appends the keys that suit an automaton, in order, with their ordinals within this block; at most `limit`.
    /// Returns whether more were there. Costs the nodes of the map that the automaton may pass.
    pub fn suiting(&self, automaton: impl Automaton, limit: usize, into: &mut Vec<(String, u64)>) -> bool {
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
