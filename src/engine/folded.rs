//! Copies of one text as one: in a list the best placed of a group stands for the others, in a count the first of those
//! that match. It ranks nothing itself.

use super::cache::Access;
use crate::bundle::Section;
use crate::bundle::reprints::ReprintRow;
use std::collections::{HashMap, HashSet};

/// Which articles are copies.
pub struct Copies<'e> {
    chunks: Vec<&'e [ReprintRow]>,
}

impl<'e> Copies<'e> {
    /// Asks for them; `None` while they are missing.
    pub fn load(access: &Access<'e>) -> Option<Self> {
        let places = 0..access.count(Section::Reprints);
        let chunks: Vec<_> = places.map(|place| access.reprints(place).map(Vec::as_slice)).collect();
        Some(Self { chunks: chunks.into_iter().collect::<Option<_>>()? })
    }

    /// The group of an article that has copies.
    fn group(&self, article: u32) -> Option<u32> {
        let last = |chunk: &&[ReprintRow]| chunk.last().is_some_and(|row| row.article < article);
        let chunk = self.chunks.get(self.chunks.partition_point(last))?;
        let at = chunk.binary_search_by_key(&article, |row| row.article).ok()?;
        Some(chunk[at].group)
    }

    /// Whether two articles are copies of one another.
    pub fn are_copies(&self, a: u32, b: u32) -> bool {
        self.group(a).is_some_and(|group| self.group(b) == Some(group))
    }

    /// Whether two articles of these are copies of one another.
    pub fn any_in(&self, articles: &[u32]) -> bool {
        let mut seen = HashSet::new();
        let rows = self.chunks.iter().flat_map(|chunk| chunk.iter());
        rows.filter(|row| articles.binary_search(&row.article).is_ok()).any(|row| !seen.insert(row.group))
    }

    /// Which articles do not count where copies count once. Of each group one that matches counts: the first of the
    /// heading; where the heading has none, the first of those that merely hold all the words.
    pub fn surplus(&self, in_heading: &dyn Fn(u32) -> bool, in_words: &dyn Fn(u32) -> bool) -> Surplus {
        let (mut counts, mut surplus) = (HashMap::new(), Surplus::default());
        for matches in [in_heading, in_words] {
            for row in self.chunks.iter().flat_map(|chunk| chunk.iter()).filter(|row| matches(row.article)) {
                let counting = *counts.entry(row.group).or_insert(row.article);
                if counting != row.article {
                    surplus.left_out.insert(row.article);
                    *surplus.stands_for.entry(counting).or_default() += 1;
                }
            }
        }
        surplus
    }

    /// Leaves of ranked articles the first of each group, each with how many others it stands for.
    pub fn fold(&self, ranked: &[u32]) -> Vec<(u32, u32)> {
        let mut first: HashMap<u32, usize> = HashMap::new();
        let mut kept: Vec<(u32, u32)> = Vec::with_capacity(ranked.len());
        for &article in ranked {
            match self.group(article).map(|group| *first.entry(group).or_insert(kept.len())) {
                Some(at) if at < kept.len() => kept[at].1 += 1,
                _ => kept.push((article, 0)),
            }
        }
        kept
    }
}

/// What does not count where copies count once.
#[derive(Debug, Default)]
pub struct Surplus {
    /// The articles that do not count.
    pub left_out: HashSet<u32>,
    /// How many of them each article that counts stands for.
    pub stands_for: HashMap<u32, u32>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_matches_counts_the_heading_before_mere_words() {
        let row = |article, group| ReprintRow { article, group, share: 100, share_back: 100 };
        let rows = [row(2, 2), row(5, 2), row(7, 7), row(8, 2), row(9, 7)];
        let copies = Copies { chunks: vec![&rows] };
        let among = |heading: &[u32], words: &[u32]| {
            let surplus = copies.surplus(&|article| heading.contains(&article), &|article| words.contains(&article));
            let mut left_out: Vec<u32> = surplus.left_out.into_iter().collect();
            left_out.sort_unstable();
            let mut stands_for: Vec<(u32, u32)> = surplus.stands_for.into_iter().collect();
            stands_for.sort_unstable();
            (left_out, stands_for)
        };
        assert_eq!(among(&[1, 5, 8, 9], &[2, 7]), (vec![2, 7, 8], vec![(5, 2), (9, 1)]));
        assert_eq!(among(&[1, 2], &[3, 7]), (vec![], vec![]));
    }

    #[test]
    fn the_best_placed_copy_stands_for_the_others() {
        let row = |article, group| ReprintRow { article, group, share: 100, share_back: 100 };
        let (one, other) = ([row(2, 2), row(5, 2)], [row(7, 7), row(8, 2), row(9, 7)]);
        let copies = Copies { chunks: vec![&one, &other] };
        assert_eq!(copies.fold(&[8, 1, 2, 9, 5]), [(8, 2), (1, 0), (9, 0)]);
        assert!(copies.any_in(&[1, 2, 8]) && !copies.any_in(&[1, 2, 3, 7]));
    }
}
