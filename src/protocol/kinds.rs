//! The kinds of passages, as a reader tells them apart. It judges no passage: the comparison does.

use super::Passage;
use crate::compare::Kind;
use crate::named::named;

/// A kind of passage. A passage is of one of these, and of `Moved` as well where it stands elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassageKind {
    /// The same to the letter.
    Verbatim,
    /// Other words.
    Reworded,
    /// The same clauses in another order.
    Reordered,
    /// Stands elsewhere in the other article.
    Moved,
    /// The same words with other marks.
    Marks,
    /// The same words, written otherwise.
    Typography,
}

named!(PassageKind {
    Verbatim = "verbatim",
    Reworded = "reworded",
    Reordered = "reordered",
    Moved = "moved",
    Marks = "marks",
    Typography = "typography",
});

impl PassageKind {
    /// How the wordings of a passage relate.
    pub fn of(passage: &Passage) -> Self {
        match passage.kind {
            Kind::Verbatim if passage.marks_differ => Self::Marks,
            Kind::Verbatim if passage.typography => Self::Typography,
            Kind::Verbatim => Self::Verbatim,
            Kind::Near => Self::Reworded,
            Kind::Reordered => Self::Reordered,
        }
    }

    /// Whether a passage is of this kind.
    pub fn is_of(self, passage: &Passage) -> bool {
        if self == Self::Moved { passage.moved } else { Self::of(passage) == self }
    }
}
