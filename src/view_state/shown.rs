//! Which blocks of an article are shown and which are folded away behind a line that says what they are.

use crate::article::{Block, Role};

/// Why blocks are folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FoldedKind {
    /// Teasers of other stories.
    Related,
    /// Share buttons and other left-overs.
    Residue,
    /// Comments, and readings set aside.
    Remark,
    /// The crawler's header.
    Header,
    /// Repeats an earlier block.
    Repeat,
}

/// A stretch of consecutive blocks, by their numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A block that is shown.
    Shown(usize),
    /// Blocks that are folded, with how many there are of each kind.
    Folded {
        /// Their numbers, in order.
        blocks: Vec<usize>,
        /// Kinds in a fixed order, without zeros.
        kinds: Vec<(FoldedKind, usize)>,
    },
}

fn folded(block: &Block) -> Option<FoldedKind> {
    match block.role {
        Role::Related => Some(FoldedKind::Related),
        Role::Residue => Some(FoldedKind::Residue),
        Role::Remark => Some(FoldedKind::Remark),
        Role::Header => Some(FoldedKind::Header),
        _ if block.repeats => Some(FoldedKind::Repeat),
        _ => None,
    }
}

/// Groups the blocks of an article; every block is in one part, in order.
pub fn parts(blocks: &[Block]) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    for (number, block) in blocks.iter().enumerate() {
        let Some(kind) = folded(block) else {
            out.push(Part::Shown(number));
            continue;
        };
        if !matches!(out.last(), Some(Part::Folded { .. })) {
            out.push(Part::Folded { blocks: Vec::new(), kinds: Vec::new() });
        }
        if let Some(Part::Folded { blocks, kinds }) = out.last_mut() {
            blocks.push(number);
            match kinds.binary_search_by_key(&kind, |one| one.0) {
                Ok(at) => kinds[at].1 += 1,
                Err(at) => kinds.insert(at, (kind, 1)),
            }
        }
    }
    out
}

/// Where bytes of an article stand among what is shown of it, as shares of its length in reading order; folded blocks
/// take no room. Cost: blocks + places × log blocks.
pub fn shares(blocks: &[Block], places: impl IntoIterator<Item = u32>) -> Vec<f32> {
    let mut before = 0u32;
    let starts: Vec<(u32, u32, u32)> = blocks
        .iter()
        .map(|block| {
            let here = before;
            let length = if folded(block).is_some() { 0 } else { block.end.saturating_sub(block.start) };
            before = before.saturating_add(length);
            (block.start, here, length)
        })
        .collect();
    let whole = before.max(1) as f32;
    let share = |at: u32| {
        let block = starts.partition_point(|one| one.0 <= at).saturating_sub(1);
        starts
            .get(block)
            .map_or(0.0, |&(start, here, length)| (here + at.saturating_sub(start).min(length)) as f32 / whole)
    };
    places.into_iter().map(share).collect()
}

/// The language a text is marked with for screen readers and hyphenation: `vi` when at least one letter in a hundred is
/// one that Vietnamese alone uses among the Latin alphabets, unknown otherwise. Reads the first 2,000 characters.
pub fn language_of(text: &str) -> Option<&'static str> {
    let letters = || text.chars().take(2000).filter(|c| c.is_alphabetic());
    let vietnamese = |c: &char| matches!(c, 'đ' | 'Đ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{1EA0}'..='\u{1EF9}');
    let found = letters().filter(vietnamese).count();
    (found > 0 && found * 100 >= letters().count()).then_some("vi")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_blocks_take_no_room() {
        let block = |role, start, end| Block { role, start, end, repeats: false };
        let blocks = [block(Role::Header, 0, 10), block(Role::Body, 11, 61), block(Role::Body, 62, 112)];
        assert_eq!(shares(&blocks, [5, 11, 36, 62, 112, 500]), [0.0, 0.0, 0.25, 0.5, 1.0, 1.0]);
        assert_eq!(shares(&[], [5]), [0.0]);
    }

    #[test]
    fn vietnamese_is_told_by_its_letters() {
        assert_eq!(language_of("Đại hội thông qua nghị quyết"), Some("vi"));
        assert_eq!(language_of("The congress adopted a resolution"), None);
        assert_eq!(language_of(""), None);
    }

    #[test]
    fn folded_neighbours_share_a_line() {
        let block = |role, repeats| Block { role, start: 0, end: 0, repeats };
        let blocks = [
            block(Role::Header, false),
            block(Role::Title, false),
            block(Role::Caption, false),
            block(Role::Caption, true),
            block(Role::Related, false),
            block(Role::Related, true),
            block(Role::Body, false),
            block(Role::Note, false),
            block(Role::Remark, false),
        ];
        assert_eq!(
            parts(&blocks),
            [
                Part::Folded { blocks: vec![0], kinds: vec![(FoldedKind::Header, 1)] },
                Part::Shown(1),
                Part::Shown(2),
                Part::Folded { blocks: vec![3, 4, 5], kinds: vec![(FoldedKind::Related, 2), (FoldedKind::Repeat, 1)] },
                Part::Shown(6),
                Part::Shown(7),
                Part::Folded { blocks: vec![8], kinds: vec![(FoldedKind::Remark, 1)] },
            ]
        );
    }
}
