//! Which two syllables are one word in a corpus, for whoever looks at one place at a time. It learns nothing itself.

use foldhash::{HashMap, HashSet};

/// Pairs of syllables that are one word, or begin one. Exact keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compounds {
    pairs: HashMap<String, HashSet<String>>,
    /// What follows a pair in words of three syllables and more, by the pair.
    thirds: HashMap<String, HashSet<String>>,
}

impl Compounds {
    /// Takes words whose syllables are parted by single spaces; of longer ones the first three count.
    pub fn of<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut known = Self::default();
        for word in words {
            let mut syllables = word.split(' ');
            let (Some(first), Some(second)) = (syllables.next(), syllables.next()) else { continue };
            known.pairs.entry(first.to_owned()).or_default().insert(second.to_owned());
            if let Some(third) = syllables.next() {
                known.thirds.entry(format!("{first} {second}")).or_default().insert(third.to_owned());
            }
        }
        known
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Whether two syllables side by side are one word.
    pub fn joins(&self, first: &str, second: &str) -> bool {
        self.pairs.get(first).is_some_and(|seconds| seconds.contains(second))
    }

    /// Whether three syllables side by side are one word, or begin one.
    pub fn joins_three(&self, first: &str, second: &str, third: &str) -> bool {
        !self.thirds.is_empty()
            && self.joins(first, second)
            && self.thirds.get(&format!("{first} {second}")).is_some_and(|thirds| thirds.contains(third))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_those_that_words_begin_with() {
        let compounds = Compounds::of(["ca khúc", "đại học", "chợ", "ban thường vụ"].into_iter());
        assert!(compounds.joins("ca", "khúc") && compounds.joins("ban", "thường"));
        assert!(!compounds.joins("khúc", "ca") && !compounds.joins("chợ", "") && !compounds.joins("thường", "vụ"));
        assert!(compounds.joins_three("ban", "thường", "vụ") && !compounds.joins_three("ca", "khúc", "vụ"));
        assert!(Compounds::default().is_empty() && !compounds.is_empty());
    }
}
