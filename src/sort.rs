//! One sort for everything the browser runs: a generic sort is compiled anew for each type and comparison, about 3 kB of
//! the app each time. It keeps no state and knows no type of its own; native code may use the standard library's.

use std::cmp::Ordering;

/// Sorts by a comparison; equal items keep their order.
///
/// A merge of ascending runs: O(n log r) comparisons for n items in r runs, so that lists laid end to end cost little.
/// Takes 8 bytes an item besides.
///
/// # Panics
///
/// With more than 2^32 items.
pub fn by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut order = sorted(items.len(), &|x, y| compare(&items[x], &items[y]));
    arrange(&mut order, &mut |x, y| items.swap(x, y));
}

/// Sorts by a key that costs little; equal items keep their order. See [`by`].
///
/// # Panics
///
/// With more than 2^32 items.
pub fn by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    by(items, |x, y| key(x).cmp(&key(y)));
}

/// Sorts keys with their places: the one list that is long and without order, so that the standard sort pays.
pub fn seeds(items: &mut [(u64, u32)]) {
    items.sort_unstable();
}

/// Sorts plain numbers: many short lists, where places beside them would cost more than the sort.
pub fn numbers(items: &mut [u32]) {
    items.sort_unstable();
}

/// Moves the `count` least numbers to the front, sorted; the others follow in any order. Linear, plus the sort of those.
pub fn least(items: &mut [u64], count: usize) -> &[u64] {
    if count > 0 && count < items.len() {
        items.select_nth_unstable(count - 1);
    }
    let front = items.len().min(count);
    let front = &mut items[..front];
    front.sort_unstable();
    front
}

/// Returns the places of items in ascending order, equal ones as they stand.
fn sorted(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<u32> {
    let mut order: Vec<u32> = (0..u32::try_from(len).expect("fewer than 2^32 items")).collect();
    let mut ends: Vec<usize> = (1..len).filter(|&at| compare(at - 1, at).is_gt()).collect();
    ends.push(len);
    let mut merged = Vec::with_capacity(if ends.len() > 1 { len } else { 0 });
    while ends.len() > 1 {
        let mut from = 0;
        let mut kept = Vec::with_capacity(ends.len().div_ceil(2));
        for pair in ends.chunks(2) {
            let (middle, end) = (pair[0], pair[pair.len() - 1]);
            let (mut x, mut y) = (from, middle);
            while x < middle && y < end {
                let first = if compare(order[x] as usize, order[y] as usize).is_gt() { &mut y } else { &mut x };
                merged.push(order[*first]);
                *first += 1;
            }
            merged.extend_from_slice(&order[x..middle]);
            merged.extend_from_slice(&order[y..end]);
            kept.push(end);
            from = end;
        }
        std::mem::swap(&mut order, &mut merged);
        merged.clear();
        ends = kept;
    }
    order
}

/// Brings each item to its place, cycle by cycle: `order` says which item comes where, and is used up.
fn arrange(order: &mut [u32], swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..order.len() {
        let mut at = start;
        loop {
            let from = std::mem::replace(&mut order[at], at as u32) as usize;
            if from == start || from == at {
                break;
            }
            swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_key_decides_and_equals_stay() {
        let check = |input: &[&str], expected: &[&str]| {
            let mut words = input.to_vec();
            by_key(&mut words, |word| word.len());
            assert_eq!(words, expected);
        };
        check(&[], &[]);
        check(&["a"], &["a"]);
        check(&["ccc", "bb", "b", "aa", "a"], &["b", "a", "bb", "aa", "ccc"]);
        check(&["b", "a", "bb", "d", "c", "ddd"], &["b", "a", "d", "c", "bb", "ddd"]);
    }

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_library(items in prop::collection::vec((0u8..20, any::<u16>()), 0..300)) {
            let (mut ours, mut theirs) = (items.clone(), items);
            by(&mut ours, |x, y| y.0.cmp(&x.0));
            theirs.sort_by_key(|item| std::cmp::Reverse(item.0));
            prop_assert_eq!(ours, theirs);
        }
    }
}
