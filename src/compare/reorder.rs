//! Lists given in another order: `gọn việc, gọn người, gọn giấy` and `gọn giấy, gọn người, gọn việc`.
//!
//! Recipe of docs/COMPARE.md, step 5. It looks at whole clauses only and knows nothing of runs and chains.

use super::Kind;
use super::seed::{Run, Words, Work};
use super::select::Candidate;
use crate::sort;
use std::ops::RangeInclusive;

/// Tokens in a list item.
const ITEM_TOKENS: RangeInclusive<usize> = 2..=6;
/// Items two lists share at least.
const MIN_SHARED: usize = 3;
/// Tokens that may stand between two shared items of a list.
const MAX_GAP_TOKENS: u32 = 8;
/// An item found more often than this in one of the texts is left out.
const MAX_ITEM_OCCURRENCES: usize = 16;

/// A clause of list-item length, as a half-open token range.
#[derive(Clone, Copy, Debug)]
struct Item {
    start: u32,
    end: u32,
}

/// An item both texts have, once in each.
#[derive(Clone, Copy, Debug)]
struct SharedItem {
    a: Item,
    b: Item,
}

/// Clauses of list-item length, in order.
fn items(clauses: &[u32]) -> Vec<Item> {
    let mut items = Vec::new();
    let mut start = 0;
    for clause in clauses.chunk_by(|x, y| x == y) {
        let end = start + clause.len();
        if ITEM_TOKENS.contains(&clause.len()) {
            items.push(Item { start: start as u32, end: end as u32 });
        }
        start = end;
    }
    items
}

/// The words of an item.
fn words_of<'w>(words: &'w [u32], item: &Item) -> &'w [u32] {
    &words[item.start as usize..item.end as usize]
}

/// Every pairing of equal items, ordered by place in the first text.
fn shared_items(words: &Words) -> Vec<SharedItem> {
    let (mut items_a, mut items_b) = (items(&words.side_a.clauses), items(&words.side_b.clauses));
    sort::by_key(&mut items_a, |item| words_of(&words.a, item));
    sort::by_key(&mut items_b, |item| words_of(&words.b, item));
    let mut shared = Vec::new();
    for places_a in items_a.chunk_by(|x, y| words_of(&words.a, x) == words_of(&words.a, y)) {
        let key = words_of(&words.a, &places_a[0]);
        let from = items_b.partition_point(|item| words_of(&words.b, item) < key);
        let to = items_b.partition_point(|item| words_of(&words.b, item) <= key);
        let places_b = &items_b[from..to];
        if places_a.len().max(places_b.len()) <= MAX_ITEM_OCCURRENCES {
            shared.extend(places_a.iter().flat_map(|&a| places_b.iter().map(move |&b| SharedItem { a, b })));
        }
    }
    sort::by_key(&mut shared, |item| (item.a.start, item.b.start));
    shared
}

/// Whether two pairings of items may belong to one list.
fn near(x: SharedItem, y: SharedItem) -> bool {
    let apart = |x: Item, y: Item| y.start.saturating_sub(x.end).max(x.start.saturating_sub(y.end)) <= MAX_GAP_TOKENS;
    x.a.start != y.a.start && x.b.start != y.b.start && apart(x.a, y.a) && apart(x.b, y.b)
}

/// Groups pairings that stand near each other in both texts.
fn groups(shared: &[SharedItem], work: &mut Work) -> Vec<Vec<SharedItem>> {
    let mut open: Vec<Vec<SharedItem>> = Vec::new();
    let mut closed = Vec::new();
    for &item in shared {
        let (live, done): (Vec<_>, Vec<_>) = open.into_iter().partition(|group: &Vec<SharedItem>| {
            group.last().is_some_and(|last| item.a.start.saturating_sub(last.a.end) <= MAX_GAP_TOKENS)
        });
        closed.extend(done);
        open = live;
        let home = open.iter_mut().find(|group| {
            let recent = group.iter().rev().take(16);
            work.links += recent.len() as u64;
            recent.clone().any(|&member| near(member, item))
                && !group.iter().rev().take(64).any(|m| m.a.start == item.a.start || m.b.start == item.b.start)
        });
        match home {
            Some(group) => group.push(item),
            None => open.push(vec![item]),
        }
    }
    closed.extend(open);
    closed
}

/// The candidate a group makes, when it is long enough and really out of order.
fn candidate(words: &Words, group: &[SharedItem]) -> Option<Candidate> {
    if group.len() < MIN_SHARED || group.is_sorted_by_key(|item| item.b.start) {
        return None;
    }
    let mut runs: Vec<Run> =
        group.iter().map(|item| Run { a: item.a.start, b: item.b.start, len: item.a.end - item.a.start }).collect();
    let (mut a, mut b) = (span(group.iter().map(|item| item.a)), span(group.iter().map(|item| item.b)));
    // What leads up to the list or follows it in the same words belongs to it.
    let (start, end) = ((a.0, b.0), (a.1, b.1));
    while a.0 > 0 && b.0 > 0 && words.a[a.0 as usize - 1] == words.b[b.0 as usize - 1] {
        (a.0, b.0) = (a.0 - 1, b.0 - 1);
    }
    while words.a.get(a.1 as usize).is_some_and(|word| words.b.get(b.1 as usize) == Some(word)) {
        (a.1, b.1) = (a.1 + 1, b.1 + 1);
    }
    let around = [Run { a: a.0, b: b.0, len: start.0 - a.0 }, Run { a: end.0, b: end.1, len: a.1 - end.0 }];
    runs.extend(around.into_iter().filter(|run| run.len > 0));
    let tokens = runs.iter().map(|run| run.len).sum::<u32>();
    let score = tokens as f32 - 0.5 * ((a.1 - a.0).max(b.1 - b.0) - tokens) as f32;
    Some(Candidate { kind: Kind::Reordered, a, b, tokens, score, runs })
}

/// From the first start to the last end.
fn span(items: impl Iterator<Item = Item>) -> (u32, u32) {
    items.fold((u32::MAX, 0), |span, item| (span.0.min(item.start), span.1.max(item.end)))
}

/// Finds lists of at least three shared items that stand in another order.
pub(super) fn reordered(words: &Words, work: &mut Work) -> Vec<Candidate> {
    let shared = shared_items(words);
    groups(&shared, work).iter().filter_map(|group| candidate(words, group)).collect()
}
