//! The map of who shares wording with whom, as a link keeps it, and the steps its cells are shaded by. It finds nothing.

use crate::protocol::Axis;

/// The steps of a cell's shade above none.
pub const STEPS: usize = 5;

/// What the map shows.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Mapped {
    /// What is held against each other.
    pub axis: Axis,
    /// The pairs of articles of two of its values are listed, instead.
    pub between: Option<[String; 2]>,
}

impl Mapped {
    /// Takes one part of a link; `None` when it is none of these, or cannot be read.
    pub(super) fn set(of: &mut Option<Self>, name: &str, value: &str) -> Option<()> {
        let side = match name {
            "map" => {
                of.get_or_insert_default().axis = Axis::parse(value)?;
                return Some(());
            }
            "map-row" => 0,
            "map-column" => 1,
            _ => return None,
        };
        value.clone_into(&mut of.get_or_insert_default().between.get_or_insert_default()[side]);
        Some(())
    }

    /// The parts of a link.
    pub(super) fn parts(&self) -> Vec<(&'static str, String)> {
        let mut parts = vec![("map", self.axis.name().to_owned())];
        let between = self.between.iter().flatten().cloned();
        parts.extend(["map-row", "map-column"].into_iter().zip(between));
        parts
    }
}

/// From which value on a cell has each shade: fixed hundredths for shares, for counts halves of halves of the largest. Fewer
/// steps where the largest is small.
pub fn shades(axis: Axis, largest: u32) -> Vec<u32> {
    if axis == Axis::Articles {
        return vec![1, 10, 25, 50, 75];
    }
    let mut from: Vec<u32> = (0..STEPS as u32).rev().map(|step| (largest >> step).max(1)).collect();
    // Whatever is there at all has a shade.
    from[0] = 1;
    from.dedup();
    if largest > 0 { from } else { Vec::new() }
}

/// The shade of a value, 0 for none.
pub fn shade(from: &[u32], value: u32) -> usize {
    from.partition_point(|&least| least <= value)
}

/// The place that a key leads to from a row and a column of a square map; `None` for other keys.
pub fn moved(key: &str, (row, column): (usize, usize), size: usize) -> Option<(usize, usize)> {
    let last = size.checked_sub(1)?;
    Some(match key {
        "ArrowUp" => (row.saturating_sub(1), column),
        "ArrowDown" => ((row + 1).min(last), column),
        "ArrowLeft" => (row, column.saturating_sub(1)),
        "ArrowRight" => (row, (column + 1).min(last)),
        "Home" => (row, 0),
        "End" => (row, last),
        "PageUp" => (0, column),
        "PageDown" => (last, column),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_keeps_the_map() {
        let check = |mapped: Mapped| {
            let mut read = None;
            mapped.parts().iter().for_each(|(name, value)| Mapped::set(&mut read, name, value).unwrap());
            assert_eq!(read, Some(mapped));
        };
        check(Mapped::default());
        check(Mapped { axis: Axis::Years, between: None });
        check(Mapped { axis: Axis::Sources, between: Some(["Báo A".to_owned(), "Báo B".to_owned()]) });
        assert_eq!(Mapped::set(&mut None, "map", "colours"), None);
        assert_eq!(Mapped::set(&mut None, "colour", "red"), None);
    }

    #[test]
    fn every_value_has_a_shade() {
        let check = |axis, largest, expected: &[u32]| assert_eq!(shades(axis, largest), expected, "{largest}");
        check(Axis::Sources, 0, &[]);
        check(Axis::Sources, 1, &[1]);
        check(Axis::Sources, 3, &[1, 3]);
        check(Axis::Years, 160, &[1, 20, 40, 80, 160]);
        assert_eq!(shade(&shades(Axis::Years, 660), 2), 1);
        let from = shades(Axis::Articles, 100);
        let shades = [0, 1, 9, 10, 74, 75, 100].map(|value| shade(&from, value));
        assert_eq!(shades, [0, 1, 1, 2, 4, 5, 5]);
    }

    #[test]
    fn keys_move_within_the_map() {
        let check = |key, expected| assert_eq!(moved(key, (1, 1), 3), expected, "{key}");
        check("ArrowUp", Some((0, 1)));
        check("ArrowRight", Some((1, 2)));
        check("End", Some((1, 2)));
        check("PageDown", Some((2, 1)));
        check("x", None);
        assert_eq!(moved("ArrowDown", (2, 0), 3), Some((2, 0)));
        assert_eq!(moved("ArrowDown", (0, 0), 0), None);
    }
}
