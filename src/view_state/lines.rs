//! The sort keys and widths of concordance lines that the page offers, and their names in a link. It sorts nothing.

use crate::protocol::LineSort;

/// Sort keys at once.
pub const LINE_KEYS_LIMIT: usize = 3;

/// Widths of context on offer, in tokens on either side; the second is what a page starts with.
pub const CONTEXT_TOKENS: [u8; 4] = [6, 12, 20, 40];

/// Every key on offer, in the order it is offered.
pub const LINE_KEYS: [LineSort; 13] = [
    LineSort::Left(1),
    LineSort::Left(2),
    LineSort::Left(3),
    LineSort::Left(4),
    LineSort::Left(5),
    LineSort::Right(1),
    LineSort::Right(2),
    LineSort::Right(3),
    LineSort::Right(4),
    LineSort::Right(5),
    LineSort::Node,
    LineSort::Article,
    LineSort::Date,
];

const NAMES: [&str; 13] = ["L1", "L2", "L3", "L4", "L5", "R1", "R2", "R3", "R4", "R5", "node", "article", "date"];

/// The name of a key in a link; empty for one that is not on offer.
pub fn line_key_name(key: LineSort) -> &'static str {
    LINE_KEYS.iter().position(|one| *one == key).map_or("", |at| NAMES[at])
}

/// The key of a name.
pub fn line_key_of(name: &str) -> Option<LineSort> {
    NAMES.iter().position(|one| *one == name).map(|at| LINE_KEYS[at])
}

/// Puts a key, or none, into a place of the order. A key that stands in another place leaves it, and no place before a
/// key stays empty.
pub fn set_line_key(keys: &mut Vec<LineSort>, place: usize, key: Option<LineSort>) {
    let mut places: Vec<Option<LineSort>> = keys.iter().copied().map(Some).collect();
    places.resize(LINE_KEYS_LIMIT, None);
    for one in &mut places {
        if *one == key {
            *one = None;
        }
    }
    if let Some(one) = places.get_mut(place) {
        *one = key;
    }
    *keys = places.into_iter().flatten().collect();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_to_their_keys() {
        for key in LINE_KEYS {
            assert_eq!(line_key_of(line_key_name(key)), Some(key));
        }
        assert_eq!(line_key_of(""), None);
        assert_eq!(line_key_name(LineSort::Left(9)), "");
    }

    #[test]
    fn keys_move_up_and_never_repeat() {
        let check = |before: &str, place, key: &str, expected: &str| {
            let names = |text: &str| -> Vec<LineSort> { text.split_whitespace().filter_map(line_key_of).collect() };
            let mut keys = names(before);
            set_line_key(&mut keys, place, line_key_of(key));
            assert_eq!(keys, names(expected), "{before} [{place}] = {key}");
        };
        check("", 0, "R1", "R1");
        check("", 2, "R1", "R1");
        check("R1 L1", 0, "date", "date L1");
        check("R1 L1", 1, "R1", "R1");
        check("R1 L1 node", 0, "", "L1 node");
        check("R1 L1 node", 7, "date", "R1 L1 node");
    }
}
