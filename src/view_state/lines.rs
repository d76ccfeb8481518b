//! The sort keys, samples and widths of concordance lines that the page offers, their names in a link, and which words of a
//! line its keys stand for. It sorts nothing and chooses nothing.

use crate::protocol::{LineBy, LineSort, Sample};
use crate::text::tokens;

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

/// Sizes of a sample on offer.
pub const SAMPLES: [u32; 6] = [20, 50, 100, 200, 500, 1000];

/// The most lines of a sample that a link may ask for.
const SAMPLE_LIMIT: u32 = 100_000;

/// How lines are chosen and shown, beside their order and width.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Bench {
    /// What they are grouped by.
    pub group: Option<LineBy>,
    /// A random choice of them.
    pub sample: Option<Sample>,
    /// The hits are blanked, to be guessed.
    pub blanked: bool,
    /// Lines before the first one shown.
    pub skipped: u32,
}

impl Bench {
    /// Takes one part of a link; `None` when it is none of these, or cannot be read.
    pub(super) fn set(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "group" => self.group = Some(LineBy::parse(value)?),
            "sample" => {
                let (lines, seed) = value.split_once(',')?;
                let (lines, seed) = (lines.parse().ok()?, seed.parse().ok()?);
                self.sample = Some(Sample { lines, seed }).filter(|one| (1..=SAMPLE_LIMIT).contains(&one.lines));
                self.sample?;
            }
            "blank" => self.blanked = (value == "1").then_some(true)?,
            "line" => self.skipped = value.parse::<u32>().ok()?.checked_sub(1)?,
            _ => return None,
        }
        Some(())
    }

    /// The parts of a link; what has its default value is left out. Lines are counted from 1 there.
    pub(super) fn parts(&self) -> Vec<(&'static str, String)> {
        let mut parts = Vec::new();
        parts.extend(self.group.map(|by| ("group", by.name().to_owned())));
        let sample = |one: Sample| ("sample", [&*one.lines.to_string(), ",", &one.seed.to_string()].concat());
        parts.extend(self.sample.map(sample));
        parts.extend(self.blanked.then(|| ("blank", "1".to_owned())));
        parts.extend((self.skipped > 0).then(|| ("line", (u64::from(self.skipped) + 1).to_string())));
        parts
    }
}

/// The words of a line's context that stand for sort keys: the byte range of each, and the place of its key, from 0. `left`
/// tells the text before the hit, whose words are counted from its end.
pub fn key_words(text: &str, keys: &[LineSort], left: bool) -> Vec<(usize, usize, usize)> {
    let words = tokens(text);
    let of = |(place, key): (usize, &LineSort)| {
        let at = match *key {
            LineSort::Left(n) if left => words.len().checked_sub(usize::from(n))?,
            LineSort::Right(n) if !left => usize::from(n).checked_sub(1)?,
            _ => return None,
        };
        words.get(at).map(|word| (word.start as usize, word.end as usize, place))
    };
    let mut found: Vec<(usize, usize, usize)> = keys.iter().enumerate().filter_map(of).collect();
    crate::sort::by_key(&mut found, |word| *word);
    found
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
    fn words_of_keys_are_counted_from_the_hit() {
        let check = |text: &str, keys: &str, left, expected: &[(&str, usize)]| {
            let keys: Vec<LineSort> = keys.split_whitespace().filter_map(line_key_of).collect();
            let found = key_words(text, &keys, left);
            let found: Vec<_> = found.iter().map(|&(start, end, place)| (&text[start..end], place)).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("giữ gìn trật tự, ", "L1 R1 L3", true, &[("gìn", 2), ("tự", 0)]);
        check(" và trật tự", "date R2 R1", false, &[("và", 2), ("trật", 1)]);
        check(" và", "R5 L1 node", false, &[]);
        check("", "L1", true, &[]);
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
