//! Which kinds of passages a reader asks for alone.

use crate::protocol::PassageKind;

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
}
