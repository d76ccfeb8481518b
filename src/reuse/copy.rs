//! Copies: articles of which most stands in one another.
//!
//! Passages tell which articles may be copies: an article is held against the first few that have a passage and the one
//! before it, never against all, so that ten thousand copies of one text are one group after ten thousand steps. What two
//! articles share is then counted from their own words: a passage also joins places that only a third has in common.

use super::family::{Draft, Span};
use super::gram::Words;
use super::overlap::{Rows, covered};
use std::collections::BTreeMap;
use std::ops::Range;

/// Hundredths of each of two articles that stand in the other one when they are copies.
pub const COPY_SHARE: u32 = 50;
/// Hundredths of each that stand in passages of the other where the two are worth counting: passages leave out what a third
/// article words otherwise, and short rows.
const LIKELY_SHARE: u32 = 12;
/// Words of such passages.
const LIKELY_WORDS: u32 = 16;
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

/// Two articles, the first first, and first and last word of a stretch of one of them that stands in the other.
pub type Meeting = [u32; 4];

/// The articles that have copies, ascending, from the pairs that may be such, ascending. `places_of` tells where the words of
/// an article are. Costs the words of an article for each that it is held against and is not in its group yet.
pub fn copies<W: Words + ?Sized>(
    may_be: &[(u32, u32)],
    words: &W,
    places_of: &dyn Fn(u32) -> Range<u32>,
) -> Vec<Copied> {
    let mut above: BTreeMap<u32, u32> = BTreeMap::new();
    let mut told: BTreeMap<(u32, u32), (u32, u32)> = BTreeMap::new();
    let mut rows: Option<(u32, Rows)> = None;
    let mut shares = |one: u32, other: u32| {
        if rows.as_ref().is_none_or(|(of, _)| *of != one) {
            rows = Some((one, Rows::of(words, places_of(one))));
        }
        let (_, rows) = rows.as_ref().expect("it was just set");
        let places = places_of(other);
        // Each side for itself: one of them may say a thing twice.
        let theirs = rows.cover(words, places.clone());
        let ours = Rows::of(words, places.clone()).cover(words, places_of(one));
        (ours, theirs, hundredths(ours, rows.words()), hundredths(theirs, places.len() as u32))
    };
    for &(one, other) in may_be {
        if top(&mut above, one) == top(&mut above, other) {
            continue;
        }
        let (ours, theirs, share, share_back) = shares(one, other);
        if ours.min(theirs) >= COPY_WORDS && share.min(share_back) >= COPY_SHARE {
            told.insert((one, other), (share, share_back));
            let (one, other) = (top(&mut above, one), top(&mut above, other));
            above.insert(one.max(other), one.min(other));
        }
    }
    let all: Vec<u32> = above.keys().copied().collect();
    let mut pairs: Vec<(u32, u32)> = all.into_iter().map(|article| (top(&mut above, article), article)).collect();
    pairs.sort_unstable();
    // One that was held against others and is like none of them is alone.
    let groups = pairs.chunk_by(|x, y| x.0 == y.0).filter(|group| group.len() > 1).flatten();
    let mut copied: Vec<Copied> = groups
        .map(|&(group, article)| {
            let known = told.get(&(group, article)).copied();
            let (first, own) = if group == article {
                (100, 100)
            } else {
                known.unwrap_or_else(|| {
                    let (_, _, first, own) = shares(group, article);
                    (first, own)
                })
            };
            Copied { article, group, share: own as u8, share_back: first as u8 }
        })
        .collect();
    copied.sort_unstable_by_key(|one| one.article);
    copied
}

fn hundredths(part: u32, all: u32) -> u32 {
    (u64::from(part) * 100 / u64::from(all.max(1))).min(100) as u32
}

/// Tells each time that an article is held against another: a meeting for each of the two. Whoever asks sorts them.
///
/// # Errors
/// When `tell` fails.
pub fn meetings<E>(passages: &[Draft], tell: &mut dyn FnMut(Meeting) -> Result<(), E>) -> Result<(), E> {
    let mut firsts: Vec<Span> = Vec::new();
    for passage in passages {
        firsts.clear();
        firsts.extend(passage.spans.chunk_by(|x, y| x.article == y.article).map(|of| of[0]));
        for (at, one) in firsts.iter().enumerate() {
            let before = at.checked_sub(1).filter(|&before| before >= FIRST_ARTICLES);
            for other in firsts[..at.min(FIRST_ARTICLES)].iter().chain(before.map(|before| &firsts[before])) {
                let (low, high) = (one.article.min(other.article), one.article.max(other.article));
                [one, other].into_iter().try_for_each(|of| tell([low, high, of.start, of.end]))?;
            }
        }
    }
    Ok(())
}

/// Whether two articles may be copies, by all their meetings, ascending: a part of each stands in passages that both have.
pub fn may_be_copies(of_pair: &[Meeting], places_of: &dyn Fn(u32) -> Range<u32>) -> bool {
    let is_enough = |of: u32, stretches: &[Meeting]| {
        let sum = covered(stretches.iter().map(|&[_, _, start, end]| (start, end)).collect());
        sum >= LIKELY_WORDS && hundredths(sum, places_of(of).len() as u32) >= LIKELY_SHARE
    };
    let Some(&[low, high, ..]) = of_pair.first() else { return false };
    // Words are numbered through all articles, in their order: those of the first come first.
    let (ours, theirs) = of_pair.split_at(of_pair.partition_point(|one| one[2] < places_of(low).end));
    is_enough(low, ours) && is_enough(high, theirs)
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
    use super::*;

    fn passage(spans: &[(u32, u32, u32)]) -> Draft {
        let spans: Vec<Span> = spans.iter().map(|&(article, start, end)| Span { start, end, article }).collect();
        Draft { words: spans[0].end - spans[0].start, spans }
    }

    /// Articles of so many words, each at a multiple of 200.
    fn groups(passages: &[Draft], words: &[u32], each_words: u32) -> Vec<(u32, u32, u8, u8)> {
        let places_of = |article| article * 200..article * 200 + each_words;
        let mut met: Vec<Meeting> = Vec::new();
        let kept = meetings(passages, &mut |meeting| {
            met.push(meeting);
            Ok::<(), ()>(())
        });
        assert_eq!(kept, Ok(()));
        met.sort_unstable();
        let pairs = met.chunk_by(|x, y| x[..2] == y[..2]).filter(|of_pair| may_be_copies(of_pair, &places_of));
        copies(&pairs.map(|of_pair| (of_pair[0][0], of_pair[0][1])).collect::<Vec<_>>(), words, &places_of)
            .into_iter()
            .map(|one| (one.article, one.group, one.share, one.share_back))
            .collect()
    }

    /// The words of articles: each begins with a stretch of numbers and goes on with what it alone has.
    fn articles(begin: &[Range<u32>]) -> Vec<u32> {
        let mut words = Vec::new();
        for (range, own) in begin.iter().zip(1u32..) {
            let rest = 200 - range.len() as u32;
            words.extend(range.clone());
            words.extend((0..rest).map(|n| 100_000 * own + n));
        }
        words
    }

    #[test]
    fn articles_that_share_half_of_both_are_copies_and_what_overlaps_counts_once() {
        let long = passage(&[(0, 0, 80), (1, 200, 280)]);
        let inside = passage(&[(0, 10, 60), (1, 210, 260), (2, 400, 450)]);
        let words = articles(&[1..81, 1..81, 11..61]);
        let found = groups(&[long, inside.clone()], &words, 100);
        assert_eq!(found, [(0, 0, 100, 100), (1, 0, 80, 80), (2, 0, 50, 50)]);
        assert_eq!(groups(&[inside.clone(), inside.clone(), inside], &words, 170), []);
    }

    #[test]
    fn passages_that_tell_a_part_are_enough_to_count_the_words() {
        let part = passage(&[(0, 10, 30), (1, 210, 230), (2, 410, 430)]);
        let words = articles(&[1..71, 1..71, 11..31]);
        assert_eq!(groups(&[part], &words, 100), [(0, 0, 100, 100), (1, 0, 70, 70)]);
    }

    #[test]
    fn a_line_that_two_texts_end_with_joins_no_copies_of_them() {
        // Two texts, each twice, with one line of nine words: one passage, as the line joins them.
        let text = |from: u32| (from..from + 91).chain(500..509);
        let words: Vec<u32> = [1, 1, 200, 200].into_iter().flat_map(|from| text(from).chain(900..1000)).collect();
        let joined = passage(&[(0, 0, 100), (1, 200, 300), (2, 400, 500), (3, 600, 700)]);
        let found = groups(&[joined], &words, 100);
        assert_eq!(found, [(0, 0, 100, 100), (1, 0, 100, 100), (2, 2, 100, 100), (3, 2, 100, 100)]);
    }

    #[test]
    fn a_text_that_repeats_itself_has_copies() {
        // One sentence of eight words, six times, in two articles that have twenty words of their own.
        let words: Vec<u32> =
            [1000, 2000].into_iter().flat_map(|own| (0..48).map(|n| 1 + n % 8).chain(own..own + 152)).collect();
        let found = groups(&[passage(&[(0, 0, 48), (1, 200, 248)])], &words, 68);
        assert_eq!(found, [(0, 0, 100, 100), (1, 0, 70, 70)]);
    }

    #[test]
    fn ten_thousand_copies_are_one_group_after_as_many_steps() {
        let spans: Vec<(u32, u32, u32)> =
            (0..10_000).map(|article| (article, article * 200, article * 200 + 90)).collect();
        let words = articles(&vec![1..91; 10_000]);
        let found = groups(&[passage(&spans)], &words, 100);
        assert_eq!((found.len(), found[9999]), (10_000, (9999, 0, 90, 90)));
        assert!(found.iter().all(|one| one.1 == 0));
    }
}
