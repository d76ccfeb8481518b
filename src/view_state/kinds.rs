//! The kinds of passages that a reader may ask for alone. It judges no passage: the comparison does.

use crate::compare::Kind;
use crate::protocol::Passage;

/// A kind of passage, as the reader tells them apart. A passage is of one of the first five, and of the last as well where
/// it stands elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassageKind {
    /// The same to the letter.
    Verbatim,
    /// Other words.
    Reworded,
    /// The same clauses in another order.
    Reordered,
    /// The same words with other marks.
    Marks,
    /// The same words, written otherwise.
    Typography,
    /// Stands elsewhere in the other article.
    Moved,
}

impl PassageKind {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 6] =
        [Self::Verbatim, Self::Reworded, Self::Reordered, Self::Moved, Self::Marks, Self::Typography];

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

    /// Its name on the page and in a link.
    pub fn name(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Reworded => "near",
            Self::Reordered => "reordered",
            Self::Marks => "marks",
            Self::Typography => "typography",
            Self::Moved => "moved",
        }
    }

    /// The kind of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Adds a kind to those asked for, or takes it away; they stay in the order they are shown.
pub fn toggle_kind(kinds: &mut Vec<PassageKind>, kind: PassageKind) {
    let chosen = |one: &PassageKind| kinds.contains(one) != (*one == kind);
    *kinds = PassageKind::ALL.into_iter().filter(chosen).collect();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_toggled_in_their_order() {
        let mut kinds = Vec::new();
        toggle_kind(&mut kinds, PassageKind::Moved);
        toggle_kind(&mut kinds, PassageKind::Verbatim);
        assert_eq!(kinds, [PassageKind::Verbatim, PassageKind::Moved]);
        toggle_kind(&mut kinds, PassageKind::Verbatim);
        assert_eq!(kinds, [PassageKind::Moved]);
    }

    #[test]
    fn every_kind_has_a_name_of_its_own() {
        for kind in PassageKind::ALL {
            assert_eq!(PassageKind::named(kind.name()), Some(kind));
        }
        assert_eq!(PassageKind::named("hue"), None);
    }
}
