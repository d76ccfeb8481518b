//! Where article groups begin and end, and which share of them one segment takes. It looks at sizes and ids alone, so
//! that all cuts are known before any text is read.
//!
//! A cut is decided by the article it stands before: one whose id hashes low begins a new group once the group before
//! has half its target size; at twice the target a cut is forced. So a changed, new or removed article changes its own
//! group and at most the few up to the next such cut, and the groups after it keep their bytes and names
//! (content-defined chunking; A. Muthitacharoen, B. Chen, D. Mazières, "A low-bandwidth network file system", SOSP 2001).

use std::ops::Range;

/// The size a group aims at, in bytes of text.
const TARGET_BYTES: u64 = 16 * 1024;
/// Groups at most; a larger corpus has larger groups.
const GROUPS_AT_MOST: u64 = 10_000;
/// What an article takes beside its text.
const HEAD_BYTES: u64 = 96;
/// Groups whose mentions share a chunk: at least, and at most.
const SHELF_GROUPS: Range<usize> = 4..16;
/// A segment is worth its file from this size up.
const SHARE_LEAST_BYTES: u64 = 1 << 20;

/// What a cut looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// The hash of the article's id.
    pub id_hash: u64,
    /// Its text.
    pub text_bytes: u32,
}

impl Size {
    /// Bytes it adds to a group, about.
    pub fn bytes(&self) -> u64 {
        u64::from(self.text_bytes) + HEAD_BYTES
    }
}

/// How articles are cut: into groups, these joined to shelves, and those to shares with their bytes of text.
#[derive(Debug)]
pub struct Cuts {
    /// Articles of each group.
    pub groups: Vec<Range<u32>>,
    /// Groups of each shelf.
    pub shelves: Vec<Range<usize>>,
    /// Shelves of each share, and its size in bytes.
    pub shares: Vec<(Range<usize>, u64)>,
}

impl Cuts {
    /// Cuts articles with these sizes, in article order, into shares of about `share_bytes`. Linear in their number.
    pub fn of(sizes: &[Size], share_bytes: u64) -> Self {
        let groups = groups(sizes);
        let shelves = shelves(&groups, sizes);
        let shelved: Vec<Range<u32>> = shelves.iter().map(|shelf| articles_of(&groups[shelf.clone()])).collect();
        let bytes = |share: &Range<usize>| -> u64 {
            let Range { start, end } = articles_of(&shelved[share.clone()]);
            sizes[start as usize..end as usize].iter().map(Size::bytes).sum()
        };
        let shares = shares(&shelved, sizes, share_bytes);
        let shares = shares.into_iter().map(|share| (share.clone(), bytes(&share))).collect();
        Self { groups, shelves, shares }
    }
}

/// The groups of articles with these sizes, in article order. Linear in their number.
fn groups(sizes: &[Size]) -> Vec<Range<u32>> {
    let whole: u64 = sizes.iter().map(Size::bytes).sum();
    let target = target_bytes(whole);
    let limit = cut_limit(whole / sizes.len().max(1) as u64, target);
    let mut groups = Vec::new();
    let (mut first, mut held) = (0, 0);
    for (at, size) in (0u32..).zip(sizes) {
        let over = held + size.bytes() > target * 2;
        if at > first && (over || held >= target / 2 && size.id_hash <= limit) {
            groups.push(first..at);
            (first, held) = (at, 0);
        }
        held += size.bytes();
    }
    if (first as usize) < sizes.len() {
        groups.push(first..sizes.len() as u32);
    }
    groups
}

/// Grows by halves, so that a corpus that grows a little keeps its target.
fn target_bytes(whole: u64) -> u64 {
    let mut target = TARGET_BYTES;
    while whole / target > GROUPS_AT_MOST {
        target += if target.is_power_of_two() { target / 2 } else { target / 3 };
    }
    target
}

/// Hashes up to this begin a group: one of so many articles that a group reaches its target on average. A power of two,
/// so that it stays when the average changes a little.
fn cut_limit(average_bytes: u64, target: u64) -> u64 {
    let articles = (target / 2 / average_bytes.max(1)).clamp(1, 1 << 20);
    // The nearest power of two: the logarithm rounded.
    u64::MAX >> ((articles * articles * 2).ilog2() / 2)
}

/// Joins neighbouring groups to shelves, whose mentions are one chunk: what they come to is small, and a site should not
/// have a file for each. As with groups the ids decide, never the share or the memory.
fn shelves(groups: &[Range<u32>], sizes: &[Size]) -> Vec<Range<usize>> {
    let mut shelves = Vec::new();
    let mut first = 0;
    for (at, group) in groups.iter().enumerate() {
        let held = at - first;
        let begins = sizes[group.start as usize].id_hash.is_multiple_of(SHELF_GROUPS.start as u64);
        if held >= SHELF_GROUPS.end || held >= SHELF_GROUPS.start && begins {
            shelves.push(first..at);
            first = at;
        }
    }
    if first < groups.len() {
        shelves.push(first..groups.len());
    }
    shelves
}

/// The articles of a run of groups.
pub fn articles_of(groups: &[Range<u32>]) -> Range<u32> {
    groups.first().map_or(0, |group| group.start)..groups.last().map_or(0, |group| group.end)
}

/// Joins neighbouring groups, or shelves, to shares of about `share_bytes` of text: a segment each.
fn shares(groups: &[Range<u32>], sizes: &[Size], share_bytes: u64) -> Vec<Range<usize>> {
    let share_bytes = share_bytes.max(SHARE_LEAST_BYTES);
    let mut shares = Vec::new();
    let (mut first, mut held) = (0, 0);
    for (at, group) in groups.iter().enumerate() {
        let bytes: u64 = sizes[group.start as usize..group.end as usize].iter().map(Size::bytes).sum();
        if at > first && held + bytes > share_bytes {
            shares.push(first..at);
            (first, held) = (at, 0);
        }
        held += bytes;
    }
    if first < groups.len() {
        shares.push(first..groups.len());
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::group::id_hash;
    use proptest::prelude::*;

    fn sizes(count: u32, bytes: u32) -> Vec<Size> {
        let one = |n: u32| Size { id_hash: id_hash(&format!("{n}.txt")), text_bytes: bytes / 2 + n * 7919 % bytes };
        (0..count).map(one).collect()
    }

    #[test]
    fn groups_have_about_their_target() {
        for bytes in [300, 3000, 12_000] {
            let sizes = sizes(4000, bytes);
            let whole: u64 = sizes.iter().map(Size::bytes).sum();
            let mean = whole / groups(&sizes).len() as u64;
            assert!((TARGET_BYTES * 6 / 10..TARGET_BYTES * 15 / 10).contains(&mean), "{bytes}: {mean}");
        }
        assert_eq!(target_bytes(480 << 20), 64 * 1024);
        assert_eq!(target_bytes(360 << 20), 48 * 1024);
        assert_eq!(groups(&[]), []);
    }

    #[test]
    fn a_changed_article_leaves_most_groups_as_they_are() {
        let before = sizes(5000, 3000);
        let named = |sizes: &[Size]| -> std::collections::BTreeSet<Vec<(u64, u32)>> {
            let cut = groups(sizes);
            cut.iter()
                .map(|g| sizes[g.start as usize..g.end as usize].iter().map(|s| (s.id_hash, s.text_bytes)).collect())
                .collect()
        };
        let old = named(&before);
        for at in [0, 17, 2500, 4999] {
            let mut longer = before.clone();
            longer[at].text_bytes += 4000;
            let mut removed = before.clone();
            removed.remove(at);
            for (what, new) in [("longer", named(&longer)), ("removed", named(&removed))] {
                let changed = new.difference(&old).count();
                assert!(changed <= 6, "{what} at {at}: {changed} of {} groups are new", new.len());
            }
        }
    }

    proptest! {
        #[test]
        fn every_article_is_in_one_group_and_one_share(bytes in prop::collection::vec(0u32..80_000, 0..200), share in 0u64..4_000_000) {
            let sizes: Vec<Size> =
                bytes.iter().enumerate().map(|(n, &b)| Size { id_hash: id_hash(&n.to_string()), text_bytes: b }).collect();
            let groups = groups(&sizes);
            let all: Vec<u32> = groups.iter().cloned().flatten().collect();
            prop_assert_eq!(all, (0..sizes.len() as u32).collect::<Vec<_>>());
            let shelved: Vec<usize> = shelves(&groups, &sizes).into_iter().flatten().collect();
            prop_assert_eq!(shelved, (0..groups.len()).collect::<Vec<_>>());
            let shared: Vec<usize> = shares(&groups, &sizes, share).into_iter().flatten().collect();
            prop_assert_eq!(shared, (0..groups.len()).collect::<Vec<_>>());
        }
    }
}
