//! Volumes: the files of many chunks in one, for a corpus whose chunks would be more files than hosts take.
//!
//! A volume is the files of its chunks (see [`carrier`]) in their order, a `;` between two. So it is a script as well: a page
//! from a disk loads it whole, and one over http asks for the part that is one chunk's file. It is named by the digest
//! of its bytes. A directory says which part of which volume a chunk is ([`Part`](super::chunk::Part)).
//!
//! The digests of chunks decide where a volume ends, so that a changed chunk changes its own volume alone, seldom the
//! next one too. It opens no file.

use super::carrier::{self, CarrierError};
use super::chunk::{Digest, name_of};

/// What stands between the files of two chunks.
pub const BETWEEN: &[u8] = b";";
/// How the name of a volume's file ends, before the ending that chunks have too.
pub const SUFFIX: &str = ".vol";

/// What volumes have at least on average. A host that gives no parts sends so much for a chunk.
const LEAST_TARGET_BYTES: u64 = 512 << 10;
/// Volumes become twice as large where they would be more than this.
const VOLUMES_AT_MOST: u64 = 1_500;
/// Chunks that a site may have as files of their own.
const FILES_AT_MOST: usize = 10_000;

/// Whether chunks are joined to volumes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Volumes {
    /// Where there are more chunks than hosts take files.
    #[default]
    Auto,
    /// Always.
    Yes,
    /// Never.
    No,
}

impl Volumes {
    /// What volumes of so many chunks have on average; `None` where chunks stay in files of their own. It changes in steps, so
    /// that a corpus may grow for long without another cut of its volumes.
    pub fn target_bytes(self, chunks: usize, bytes: u64) -> Option<u64> {
        let joins = match self {
            Self::Auto => chunks > FILES_AT_MOST,
            Self::Yes => true,
            Self::No => false,
        };
        let mut target = LEAST_TARGET_BYTES;
        while bytes / target > VOLUMES_AT_MOST {
            target *= 2;
        }
        joins.then_some(target)
    }
}

/// Whether a volume ends after a chunk: it then has `held_bytes`, of which the chunk's file took `file_bytes`. A volume has half
/// the target at least, the target on average, and hardly more than twice of it.
pub fn ends_after(chunk: &Digest, file_bytes: u64, held_bytes: u64, target_bytes: u64) -> bool {
    let least = target_bytes / 2;
    // One chance in as many bytes as are missing on average, for each byte of the file.
    let [a, b, c, d, ..] = *chunk;
    let lot = u64::from(u32::from_le_bytes([a, b, c, d]));
    let is_drawn = lot < (file_bytes << 32) / (target_bytes - least).max(1);
    held_bytes >= least && is_drawn || held_bytes >= 2 * target_bytes
}

/// The name of a volume's file, without the ending that chunks have too.
pub fn file_of(volume: &Digest) -> String {
    name_of(volume) + SUFFIX
}

/// The chunks in a volume, or in the file of one chunk: their names and their bytes.
///
/// # Errors
/// When the bytes are not one chunk's file after another.
pub fn chunks(file: &[u8]) -> Result<Vec<(String, Vec<u8>)>, CarrierError> {
    let (mut chunks, mut rest) = (Vec::new(), file);
    loop {
        let (name, length) = carrier::measure(rest)?;
        let (one, after) = rest.split_at_checked(length).ok_or(CarrierError::NotAChunk)?;
        chunks.push((name, carrier::unwrap(one)?));
        if after.is_empty() {
            return Ok(chunks);
        }
        rest = after.strip_prefix(BETWEEN).ok_or(CarrierError::NotAChunk)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::chunk::digest;
    use proptest::prelude::*;

    /// The volumes of chunks of these sizes, as lists of numbers.
    fn cut(chunks: &[(u32, u64)], target: u64) -> Vec<Vec<u32>> {
        let (mut volumes, mut held) = (vec![Vec::new()], 0);
        for &(number, bytes) in chunks {
            held += bytes;
            volumes.last_mut().unwrap().push(number);
            if ends_after(&digest(&number.to_le_bytes()), bytes, held, target) {
                volumes.push(Vec::new());
                held = 0;
            }
        }
        volumes.retain(|volume| !volume.is_empty());
        volumes
    }

    #[test]
    fn a_volume_is_as_large_as_it_should_be() {
        let target = LEAST_TARGET_BYTES;
        for bytes in [2_000, 9_000, 33_000, 70_000] {
            let chunks: Vec<(u32, u64)> = (0..200 * target.div_ceil(bytes) as u32).map(|n| (n, bytes)).collect();
            let volumes = cut(&chunks, target);
            assert!((150..260).contains(&volumes.len()), "{} volumes of chunks of {bytes}", volumes.len());
            let largest = volumes.iter().map(|volume| volume.len() as u64 * bytes).max().unwrap();
            assert!(largest <= 2 * target + bytes, "{largest}");
        }
    }

    #[test]
    fn what_a_million_articles_take_is_few_files() {
        let volumes = |chunks, bytes: u64| Volumes::Auto.target_bytes(chunks, bytes).map(|target| bytes / target);
        assert_eq!(volumes(4_700, 21 << 20), None);
        for megabytes in [200, 750, 1_000, 2_070, 3_000, 20_000] {
            let found = volumes(20_000, megabytes << 20).unwrap();
            assert!(found <= VOLUMES_AT_MOST, "{found} volumes of {megabytes} MB");
        }
    }

    proptest! {
        #[test]
        fn a_changed_chunk_changes_its_volume_and_seldom_the_next(
            sizes in prop::collection::vec(1_000u64..40_000, 300..600),
            changed in any::<prop::sample::Index>(),
        ) {
            let target = 128 << 10;
            let chunks: Vec<(u32, u64)> = (0..).zip(sizes).collect();
            let mut other = chunks.clone();
            other[changed.index(chunks.len())].0 = u32::MAX;
            let (before, after) = (cut(&chunks, target), cut(&other, target));
            let new = after.iter().filter(|volume| !before.contains(volume)).count();
            prop_assert!((1..=12).contains(&new), "{} of {} volumes changed", new, after.len());
        }

        #[test]
        fn a_volume_is_read_back(chunks in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 1..9)) {
            let named: Vec<(String, Vec<u8>)> = chunks.into_iter().map(|c| (name_of(&digest(&c)), c)).collect();
            let files: Vec<Vec<u8>> = named.iter().map(|(name, chunk)| carrier::wrap(name, chunk)).collect();
            let volume = files.join(BETWEEN);
            prop_assert_eq!(super::chunks(&volume), Ok(named));
            prop_assert!(super::chunks(&volume[..volume.len() - 1]).is_err());
            prop_assert!(super::chunks(&[&volume[..], b";"].concat()).is_err());
        }
    }
}
