//! Places that stand near each other, in positions of one field of one article. The index and the highlighter both use it,
//! so that what is counted is what is shown.
//!
//! A place of `a NEAR/5 b` reaches from one to the other, whichever comes first, one of `a PRE/5 b` from the first to the
//! second; of places within places only the inner
//! ones count (minimal intervals: C. Clarke, G. Cormack and F. Burkowski, "An Algebra for Structured Text Search", 1995).

use crate::query::tier::Tier;
use crate::sort;
use std::fmt;
use std::ops::Range;

/// How near two parts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Apart {
    /// Words from the end of one to the beginning of the other, at most.
    pub words: u32,
    /// The first stands before the second.
    pub in_order: bool,
}

impl Apart {
    /// The operator without its number.
    pub const fn name(self) -> &'static str {
        if self.in_order { "PRE" } else { "NEAR" }
    }
}

impl fmt::Display for Apart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.name(), self.words)
    }
}

/// What makes up the places of a leaf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spans {
    /// These slots of the leaf in a row.
    Row(Range<usize>),
    /// Any of these.
    Any(Vec<Spans>),
    /// Two near each other.
    Near(Box<Spans>, Box<Spans>, Apart),
}

/// A place: its first and last position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Position of its first token.
    pub first: u32,
    /// Position of its last token.
    pub last: u32,
    /// How it agrees with what was typed.
    pub tier: Tier,
}

impl Spans {
    /// The rows it is made of.
    pub fn rows(&self) -> Vec<Range<usize>> {
        match self {
            Self::Row(slots) => vec![slots.clone()],
            Self::Any(parts) => parts.iter().flat_map(Self::rows).collect(),
            Self::Near(left, right, _) => [left.rows(), right.rows()].concat(),
        }
    }

    /// Whether it can have places at all, given which rows can.
    pub fn is_possible(&self, row: &dyn Fn(&Range<usize>) -> bool) -> bool {
        match self {
            Self::Row(slots) => row(slots),
            Self::Any(parts) => parts.iter().any(|part| part.is_possible(row)),
            Self::Near(left, right, _) => left.is_possible(row) && right.is_possible(row),
        }
    }

    /// Its places, ascending, from those of its rows, ascending. Costs their number, times its logarithm for each `NEAR`.
    pub fn places(&self, row: &dyn Fn(&Range<usize>) -> Vec<Span>) -> Vec<Span> {
        match self {
            Self::Row(slots) => row(slots),
            Self::Any(parts) => {
                let mut all: Vec<Span> = parts.iter().flat_map(|part| part.places(row)).collect();
                sort::by_key(&mut all, |span| *span);
                all.dedup_by_key(|span| (span.first, span.last));
                all
            }
            Self::Near(left, right, apart) => near(&left.places(row), &right.places(row), *apart),
        }
    }
}

/// The least spans that hold one of each as near as asked.
fn near(left: &[Span], right: &[Span], apart: Apart) -> Vec<Span> {
    let mut all = Vec::new();
    let orders = [(left, right), (right, left)];
    for (before, after) in orders.into_iter().take(if apart.in_order { 1 } else { 2 }) {
        for one in before {
            let next = after.get(after.partition_point(|other| other.first <= one.last));
            all.extend(next.filter(|next| next.first - one.last <= apart.words).map(|next| Span {
                first: one.first,
                last: next.last,
                tier: one.tier.max(next.tier),
            }));
        }
    }
    // By their ends, the shorter first: one that begins no later than another before it holds that one.
    sort::by_key(&mut all, |span| (span.last, u32::MAX - span.first, span.tier));
    let mut begun: Option<u32> = None;
    all.retain(|span| {
        let inner = begun.is_none_or(|begun| span.first > begun);
        begun = begun.max(Some(span.first));
        inner
    });
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_spans_count() {
        let check = |left: &[u32], right: &[u32], apart: u32, expected: &[(u32, u32)], ordered: &[(u32, u32)]| {
            let at = |all: &[u32]| -> Vec<Span> {
                all.iter().map(|&at| Span { first: at, last: at, tier: Tier::Exact }).collect()
            };
            for in_order in [false, true] {
                let apart = Apart { words: apart, in_order };
                let found: Vec<_> = near(&at(left), &at(right), apart).iter().map(|s| (s.first, s.last)).collect();
                assert_eq!(found, if in_order { ordered } else { expected }, "{left:?} {right:?} {apart}");
            }
        };
        check(&[1], &[2], 1, &[(1, 2)], &[(1, 2)]);
        check(&[2], &[1], 1, &[(1, 2)], &[]);
        check(&[1], &[7], 5, &[], &[]);
        check(&[1], &[6], 5, &[(1, 6)], &[(1, 6)]);
        check(&[1, 3], &[2], 5, &[(1, 2), (2, 3)], &[(1, 2)]);
        check(&[1, 2], &[5], 5, &[(2, 5)], &[(2, 5)]);
        // One token is not near itself.
        check(&[4], &[4], 5, &[], &[]);
        check(&[4, 6], &[4, 6], 5, &[(4, 6)], &[(4, 6)]);
    }
}
