//! Copies: articles of which most stands in one another, by the passages they share.
//!
//! It compares no texts: what passages tell is enough. An article is held against the first few that have a passage and the
//! one before it, never against all: ten thousand copies of one text are one group after ten thousand steps.

use super::family::Draft;
use std::collections::BTreeMap;

/// Hundredths of each of two articles that stand in the other one when they are copies.
pub const COPY_SHARE: u32 = 50;
/// Words that copies share at least.
const COPY_WORDS: u32 = 30;
/// First articles of a passage that the others are held against.
const FIRST_ARTICLES: usize = 4;

/// An article with copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Copied {
    /// The article.
    pub article: u32,
    /// The first article of its group, which names the group.
    pub group: u32,
    /// Hundredths of this article that stand in the first, and of the first that stand in it.
    pub share: u8,
    /// See `share`.
    pub share_back: u8,
}

/// A stretch of one article that stands in another.
type Shared = (u32, u32, u32, u32);

/// The articles that have copies, ascending. `words` tells how many an article has. About n log n for n places.
pub fn copies(passages: &[Draft], words: &dyn Fn(u32) -> u32) -> Vec<Copied> {
    let mut shared: Vec<Shared> = Vec::new();
    for passage in passages {
        let firsts: Vec<_> = passage.spans.chunk_by(|x, y| x.article == y.article).map(|of| of[0]).collect();
        for (at, one) in firsts.iter().enumerate() {
            let before = at.checked_sub(1).filter(|&before| before >= FIRST_ARTICLES);
            for other in firsts[..at.min(FIRST_ARTICLES)].iter().chain(before.map(|before| &firsts[before])) {
                shared.push((one.article, other.article, one.start, one.end));
                shared.push((other.article, one.article, other.start, other.end));
            }
        }
    }
    shared.sort_unstable();
    let mut covered: BTreeMap<(u32, u32), u32> = BTreeMap::new();
    for of_pair in shared.chunk_by(|x, y| (x.0, x.1) == (y.0, y.1)) {
        let (mut reach, mut sum) = (0, 0);
        for &(_, _, start, end) in of_pair {
            sum += end.saturating_sub(start.max(reach));
            reach = reach.max(end);
        }
        covered.insert((of_pair[0].0, of_pair[0].1), sum);
    }
    let share = |of: u32, within: u32| {
        let sum = covered.get(&(of, within)).copied().unwrap_or(0);
        (u64::from(sum) * 100 / u64::from(words(of).max(1))).min(100) as u32
    };
    let mut above: BTreeMap<u32, u32> = BTreeMap::new();
    let is_copy = |one: u32, other: u32, sum: u32| {
        sum >= COPY_WORDS && share(one, other) >= COPY_SHARE && share(other, one) >= COPY_SHARE
    };
    for (&(one, other), &sum) in covered.iter().filter(|((one, other), _)| one < other) {
        if is_copy(one, other, sum) {
            let (one, other) = (top(&mut above, one), top(&mut above, other));
            above.insert(one.max(other), one.min(other));
        }
    }
    let all: Vec<u32> = above.keys().copied().collect();
    let told = all.into_iter().map(|article| {
        let group = top(&mut above, article);
        let (share, share_back) =
            if article == group { (100, 100) } else { (share(article, group), share(group, article)) };
        Copied { article, group, share: share as u8, share_back: share_back as u8 }
    });
    told.collect()
}

/// The first article of a group.
fn top(above: &mut BTreeMap<u32, u32>, article: u32) -> u32 {
    let mut at = article;
    while let Some(&next) = above.get(&at).filter(|&&next| next != at) {
        at = next;
    }
    above.insert(article, at);
    at
}

#[cfg(test)]
mod tests {
    use super::super::family::Span;
    use super::*;

    fn passage(spans: &[(u32, u32, u32)]) -> Draft {
        let spans: Vec<Span> = spans.iter().map(|&(article, start, end)| Span { start, end, article }).collect();
        Draft { words: spans[0].end - spans[0].start, spans }
    }

    fn groups(passages: &[Draft], words: u32) -> Vec<(u32, u32, u8, u8)> {
        copies(passages, &|_| words)
            .into_iter()
            .map(|one| (one.article, one.group, one.share, one.share_back))
            .collect()
    }

    #[test]
    fn articles_that_share_half_of_both_are_copies_and_what_overlaps_counts_once() {
        let long = passage(&[(0, 0, 80), (1, 200, 280)]);
        let inside = passage(&[(0, 10, 60), (1, 210, 260), (2, 400, 450)]);
        assert_eq!(groups(&[long, inside.clone()], 100), [(0, 0, 100, 100), (1, 0, 80, 80), (2, 0, 50, 50)]);
        assert_eq!(groups(&[inside.clone(), inside.clone(), inside], 120), []);
    }

    #[test]
    fn ten_thousand_copies_are_one_group_after_as_many_steps() {
        let spans: Vec<(u32, u32, u32)> =
            (0..10_000).map(|article| (article, article * 100, article * 100 + 90)).collect();
        let found = groups(&[passage(&spans)], 100);
        assert_eq!((found.len(), found[9999]), (10_000, (9999, 0, 90, 90)));
        assert!(found.iter().all(|one| one.1 == 0));
    }
}
