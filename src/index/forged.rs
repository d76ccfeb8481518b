//! Tells a term map that was built from one that was forged, before `fst` trusts it: its reader follows addresses
//! wherever they point and lists as many keys as they lead to.
//!
//! The layout is that of `fst` 0.4 (version 3): 16 bytes of version and type; nodes end to end, each read backwards from
//! its last byte; then the number of keys, the root's address and a checksum. Source: the crate's `raw::node`.

use super::KEY_LIMIT_BYTES;

const VERSION: u64 = 3;
/// Version and type.
const HEADER_BYTES: usize = 16;
/// Number of keys, address of the root, checksum.
const FOOTER_BYTES: usize = 20;
/// Transitions of a node above which it has an index of 256 bytes.
const INDEXED_ABOVE: usize = 32;
const INDEX_BYTES: usize = 256;

/// A node as it lies in the bytes; transitions last to first.
struct Node<'b> {
    /// Its first byte.
    start: usize,
    ends_key: bool,
    end_output: u64,
    /// Of transitions to a node other than the one before this: how far before `start` it ends, 0 for the empty node.
    deltas: &'b [u8],
    delta_bytes: usize,
    outputs: &'b [u8],
    output_bytes: usize,
    inputs: &'b [u8],
    index: &'b [u8],
    /// Its one transition is to the node before it.
    goes_before: bool,
}

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

/// Cuts `length` bytes off below `end`.
fn below<'b>(bytes: &'b [u8], end: &mut usize, length: usize) -> Option<&'b [u8]> {
    let start = end.checked_sub(length).filter(|&start| start >= HEADER_BYTES)?;
    let cut = bytes.get(start..*end)?;
    *end = start;
    Some(cut)
}

/// Reads the node whose last byte is at `at`.
fn node(bytes: &[u8], at: usize) -> Option<Node<'_>> {
    const NONE: &[u8] = &[];
    let mut end = at.checked_add(1)?;
    let state = below(bytes, &mut end, 1)?[0];
    let low = state & 0b11_1111;
    let mut read = Node {
        start: 0,
        ends_key: false,
        end_output: 0,
        deltas: NONE,
        delta_bytes: 0,
        outputs: NONE,
        output_bytes: 0,
        inputs: NONE,
        index: NONE,
        goes_before: false,
    };
    if state >> 6 == 0b11 {
        below(bytes, &mut end, usize::from(low == 0))?;
        return Some(Node { start: end, goes_before: true, ..read });
    }
    let one = state >> 6 == 0b10;
    let transitions = match (one, low) {
        (true, _) => {
            below(bytes, &mut end, usize::from(low == 0))?;
            1
        }
        (false, 0) => match below(bytes, &mut end, 1)?[0] {
            1 => 256,
            count => usize::from(count),
        },
        (false, count) => usize::from(count),
    };
    let sizes = below(bytes, &mut end, 1)?[0];
    (read.delta_bytes, read.output_bytes) = (usize::from(sizes >> 4), usize::from(sizes & 15));
    if read.delta_bytes > 8 || read.output_bytes > 8 || (transitions > 0 && read.delta_bytes == 0) {
        return None;
    }
    if !one {
        read.ends_key = state & 0b100_0000 != 0;
        read.index = below(bytes, &mut end, if transitions > INDEXED_ABOVE { INDEX_BYTES } else { 0 })?;
        read.inputs = below(bytes, &mut end, transitions)?;
    }
    read.deltas = below(bytes, &mut end, transitions * read.delta_bytes)?;
    read.outputs = below(bytes, &mut end, transitions * read.output_bytes)?;
    read.end_output = number(below(bytes, &mut end, if read.ends_key { read.output_bytes } else { 0 })?);
    Some(Node { start: end, ..read })
}

impl Node<'_> {
    /// Whether inputs ascend and the index says where they are.
    fn is_ordered(&self) -> bool {
        let ascending = self.inputs.windows(2).all(|pair| pair[0] > pair[1]);
        let place = |input: u8| self.inputs.iter().rev().position(|known| *known == input);
        let says = |(input, said): (usize, &u8)| match place(input as u8) {
            Some(place) => place == usize::from(*said),
            None => usize::from(*said) >= self.inputs.len(),
        };
        ascending && self.index.iter().enumerate().all(says)
    }

    /// Its transitions: the last byte of the node each goes to (`None` for the empty one), and its output.
    fn transitions(&self) -> impl Iterator<Item = Option<(Option<usize>, u64)>> + '_ {
        let before = self.goes_before.then(|| self.start.checked_sub(1).map(|at| (Some(at), 0)));
        let count = self.deltas.len().checked_div(self.delta_bytes).unwrap_or(0);
        let listed = (0..count).map(|n| {
            let delta = number(&self.deltas[n * self.delta_bytes..(n + 1) * self.delta_bytes]);
            let output = number(&self.outputs[n * self.output_bytes..(n + 1) * self.output_bytes]);
            let target = match delta {
                0 => None,
                _ => Some(self.start.checked_sub(usize::try_from(delta).ok()?)?),
            };
            Some((target, output))
        });
        before.into_iter().chain(listed)
    }
}

/// What the keys from a node on are.
#[derive(Clone, Copy)]
struct Below {
    /// Their number.
    keys: u64,
    /// The longest, in bytes.
    longest: usize,
    /// The largest output.
    largest: u64,
}

/// Whether bytes are a term map that can be walked: nodes end to end, transitions to earlier nodes only, as many keys as
/// it says, each of at most [`KEY_LIMIT_BYTES`], outputs below their number.
///
/// Two passes over the bytes; costs four bytes of memory a byte and some 24 a node.
pub fn is_sound(bytes: &[u8]) -> bool {
    walk(bytes).is_some()
}

fn walk(bytes: &[u8]) -> Option<()> {
    let nodes_end = bytes.len().checked_sub(FOOTER_BYTES).filter(|&end| end > HEADER_BYTES)?;
    let word = |at: usize| Some(number(bytes.get(at..at + 8)?));
    let (version, len, root) = (word(0)?, word(nodes_end)?, word(nodes_end + 8)?);
    if version != VERSION || root.checked_add(1) != Some(nodes_end as u64) {
        return None;
    }
    let mut starts_below = Vec::new();
    let mut at = nodes_end - 1;
    loop {
        starts_below.push(u32::try_from(at).ok()?);
        let start = node(bytes, at)?.start;
        if start == HEADER_BYTES {
            break;
        }
        at = start - 1;
    }
    // For the last byte of a node, its number plus one.
    let mut numbers: Vec<u32> = vec![0; nodes_end];
    let mut known: Vec<Below> = Vec::with_capacity(starts_below.len());
    for at in starts_below.into_iter().rev() {
        let node = node(bytes, at as usize)?;
        if !node.is_ordered() {
            return None;
        }
        let listed = node.transitions().map(|transition| {
            let (target, output) = transition?;
            let place = |target: usize| (*numbers.get(target)? as usize).checked_sub(1);
            Some((target.map(place), output))
        });
        known.push(add_up(&known, node.ends_key.then_some(node.end_output), listed)?);
        numbers[at as usize] = known.len() as u32;
    }
    let root = known.last()?;
    (root.keys == len && (root.largest < len || len == 0)).then_some(())
}

/// What the keys from a node on are, by what they are from the nodes before it. A transition is to one of those (its
/// place among them, `None` when it is none of them) or, outermost `None`, to the empty node; with its output.
fn add_up(
    known: &[Below],
    end_output: Option<u64>,
    transitions: impl Iterator<Item = Option<(Option<Option<usize>>, u64)>>,
) -> Option<Below> {
    let mut here = Below { keys: u64::from(end_output.is_some()), longest: 0, largest: end_output.unwrap_or(0) };
    for transition in transitions {
        let (target, output) = transition?;
        let next = match target {
            None => Below { keys: 1, longest: 0, largest: 0 },
            Some(place) => *known.get(place?)?,
        };
        here.keys = here.keys.checked_add(next.keys)?;
        here.longest = here.longest.max(next.longest + 1);
        here.largest = here.largest.max(output.checked_add(next.largest)?);
    }
    (here.longest <= KEY_LIMIT_BYTES).then_some(here)
}

#[cfg(test)]
mod tests {
    use super::*;
    use fst::{Map, MapBuilder, Streamer};
    use proptest::prelude::*;

    fn map(keys: &[String]) -> Vec<u8> {
        let mut builder = MapBuilder::memory();
        for (key, n) in keys.iter().zip(0..) {
            builder.insert(key, n).unwrap();
        }
        builder.into_inner().unwrap()
    }

    /// Reads a map that is said to be sound in every way it is read; a panic or an endless walk fails the test.
    fn read(bytes: Vec<u8>) {
        let map = Map::new(bytes).unwrap();
        let mut keys = map.stream();
        let mut count = 0;
        while let Some((key, _)) = keys.next() {
            assert!(key.len() <= KEY_LIMIT_BYTES);
            count += 1;
        }
        assert_eq!(count, map.len());
        map.get("an");
    }

    /// Adds up a list of nodes, each with whether a key ends in it and the places that it goes to.
    fn sum(nodes: &[(bool, &[usize])]) -> Option<Below> {
        let mut known = Vec::new();
        for (ends_key, places) in nodes {
            let transitions = places.iter().map(|place| Some((Some(Some(*place)), 1)));
            known.push(add_up(&known, ends_key.then_some(0), transitions)?);
        }
        known.last().copied()
    }

    #[test]
    fn a_node_goes_to_nodes_before_it_alone() {
        let keys = |nodes: &[(bool, &[usize])]| sum(nodes).map(|here| (here.keys, here.longest, here.largest));
        assert_eq!(keys(&[(true, &[]), (true, &[0]), (false, &[0, 1])]), Some((3, 2, 2)));
        assert_eq!(keys(&[(true, &[]), (false, &[1])]), None, "to itself");
        assert_eq!(keys(&[(true, &[]), (false, &[0, 2]), (true, &[])]), None, "to a later one");
        let nowhere = || std::iter::once(Some((Some(None), 0)));
        assert!(add_up(&[], None, nowhere()).is_none(), "to what is no node");
        let empty = add_up(&[], Some(3), std::iter::once(Some((None, 7)))).unwrap();
        assert_eq!((empty.keys, empty.longest, empty.largest), (2, 1, 7), "to the empty node");
    }

    #[test]
    fn every_size_of_node_is_read() {
        // One node of 256 transitions, one above the threshold of an index, one below.
        for count in [1u32, 2, 32, 33, 63, 64, 200] {
            let keys: Vec<String> =
                (0..count).filter_map(|n| char::from_u32(0x100 + n * 64)).map(String::from).collect();
            let bytes = map(&keys);
            assert!(is_sound(&bytes), "{count}");
            read(bytes);
        }
        let mut builder = MapBuilder::memory();
        (0..=255u8).for_each(|byte| builder.insert([byte], u64::from(byte)).unwrap());
        assert!(is_sound(&builder.into_inner().unwrap()));
        assert!(is_sound(&map(&["a".repeat(KEY_LIMIT_BYTES)])));
        assert!(!is_sound(&map(&["a".repeat(KEY_LIMIT_BYTES + 1)])));
        // An output that is no ordinal.
        let mut builder = MapBuilder::memory();
        builder.insert("a", 1).unwrap();
        assert!(!is_sound(&builder.into_inner().unwrap()));
    }

    #[test]
    fn keys_are_counted_and_a_count_that_does_not_fit_is_refused() {
        // Each node doubles what the one before it has.
        let doubled = |times: usize| {
            let places: Vec<[usize; 2]> = (0..times).map(|place| [place; 2]).collect();
            let nodes = [(true, &[][..])].into_iter().chain(places.iter().map(|two| (false, &two[..])));
            sum(&nodes.collect::<Vec<_>>()).map(|here| here.keys)
        };
        assert_eq!(doubled(3), Some(8));
        assert_eq!(doubled(63), Some(1 << 63));
        assert_eq!(doubled(64), None);
        // A map of three keys that is said to have another number of them.
        let bytes = map(&["an".to_owned(), "ba".to_owned(), "bo".to_owned()]);
        let said = bytes.len() - FOOTER_BYTES;
        for (len, sound) in [(2u64, false), (3, true), (4, false)] {
            let told = [&bytes[..said], &len.to_le_bytes(), &bytes[said + 8..]].concat();
            assert_eq!(is_sound(&told), sound, "{len}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        #[test]
        fn what_is_built_is_sound_and_every_mutation_is_read_or_refused(
            keys in prop::collection::btree_set("[a-eđả]{1,6}", 1..60),
            flips in prop::collection::vec((any::<prop::sample::Index>(), 1u8..), 1..4),
        ) {
            let bytes = map(&keys.into_iter().collect::<Vec<_>>());
            prop_assert!(is_sound(&bytes));
            read(bytes.clone());
            for at in 0..bytes.len() {
                for bit in 0..8 {
                    let mut forged = bytes.clone();
                    forged[at] ^= 1 << bit;
                    if is_sound(&forged) {
                        read(forged);
                    }
                }
                prop_assert!(!is_sound(&bytes[..at]));
            }
            let mut forged = bytes;
            for (at, with) in flips {
                let at = at.index(forged.len());
                forged[at] ^= with;
            }
            if is_sound(&forged) {
                read(forged);
            }
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..120)) {
            let mut forged = vec![3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
            forged.extend_from_slice(&bytes);
            let root = forged.len() as u64 - 1;
            forged.extend_from_slice(&2u64.to_le_bytes());
            forged.extend_from_slice(&root.to_le_bytes());
            forged.extend_from_slice(&[0; 4]);
            if is_sound(&forged) {
                read(forged);
            }
        }
    }
}
