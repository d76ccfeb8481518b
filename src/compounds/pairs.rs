//! Which two syllables are one word in a corpus, for whoever looks at one place at a time. It learns nothing itself.

use std::collections::{HashMap, HashSet};

/// Pairs of syllables that are one word. Exact keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compounds(HashMap<String, HashSet<String>>);

impl Compounds {
    /// Takes words whose syllables are parted by single spaces; of longer ones the first two count.
    pub fn of<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut pairs: HashMap<String, HashSet<String>> = HashMap::new();
        for word in words {
            let mut syllables = word.split(' ');
            if let (Some(first), Some(second)) = (syllables.next(), syllables.next()) {
                pairs.entry(first.to_owned()).or_default().insert(second.to_owned());
            }
        }
        Self(pairs)
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether two syllables side by side are one word.
    pub fn joins(&self, first: &str, second: &str) -> bool {
        self.0.get(first).is_some_and(|seconds| seconds.contains(second))
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
        assert!(Compounds::default().is_empty() && !compounds.is_empty());
    }
}
