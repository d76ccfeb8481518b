//! Rows of words in two texts laid end to end: which rows are repeated, how often in either, and what the same words around
//! a place hold in each. It knows words as numbers, ranks nothing and reads nothing.

use crate::sort;
use std::collections::{HashMap, HashSet};

/// Stands between paragraphs: no row reaches over it.
pub const WALL: u32 = u32::MAX;
/// Words of a row at most: a row of so many may go on.
pub const LONGEST: usize = 12;
/// Words that a frame has around the place that differs.
const AROUND: usize = 4;
/// Words of a place that differs, at most.
const LONGEST_FILLING: usize = 6;
/// Words beside a slot that may differ with it.
const BESIDE: usize = 2;

/// Words of two texts: the first `split` of them are the first text's.
#[derive(Clone, Copy, Debug)]
pub struct Texts<'w> {
    /// Both, with walls.
    pub words: &'w [u32],
    /// Where the second begins.
    pub split: usize,
}

impl<'w> Texts<'w> {
    /// Words from a place on, up to `most` or a wall.
    pub fn from(&self, at: usize, most: usize) -> &'w [u32] {
        let row = &self.words[at.min(self.words.len())..(at + most).min(self.words.len())];
        row.iter().position(|&word| word == WALL).map_or(row, |wall| &row[..wall])
    }

    /// Words before a place, `count` of them.
    fn before(&self, at: usize, count: usize) -> Option<&'w [u32]> {
        let row = self.words.get(at.checked_sub(count)?..at)?;
        (!row.contains(&WALL)).then_some(row)
    }

    /// Words after a place, `count` of them.
    fn after(&self, at: usize, count: usize) -> Option<&'w [u32]> {
        Some(self.from(at, count)).filter(|row| row.len() == count)
    }

    /// Which text a place is in: 0 or 1.
    pub fn side(&self, at: usize) -> usize {
        usize::from(at >= self.split)
    }
}

/// A row that is repeated, and whose places do not all go on with the same word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its places: a range of [`Rows::order`].
    pub places: (u32, u32),
    /// How many words.
    pub words: u32,
    /// Times either text has it.
    pub hits: [u32; 2],
    /// Not all its places have the same word before them.
    pub is_open_before: bool,
    /// The longest row it begins with that other words follow too: how many words, and times either text has it.
    pub stem: Option<(u32, [u32; 2])>,
}

/// Repeated rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// Places, by the words that stand there.
    pub order: Vec<u32>,
    /// The rows.
    pub rows: Vec<Row>,
}

impl Rows {
    /// The places of the words that stand somewhere; of more words than a row may have, the places of the first of them. Two
    /// binary searches.
    pub fn places_of(&self, texts: Texts<'_>, at: usize, count: usize) -> &[u32] {
        let wanted = texts.from(at, count.min(LONGEST));
        let row = |&place: &u32| texts.from(place as usize, LONGEST);
        let start = self.order.partition_point(|place| row(place) < wanted);
        let rest = &self.order[start..];
        &rest[..rest.partition_point(|place| row(place).starts_with(wanted))]
    }
}

#[derive(Clone, Copy, Default)]
struct Seen {
    left: usize,
    depth: usize,
    hits: [u32; 2],
    before: Option<u32>,
    varies: bool,
    number: usize,
}

impl Seen {
    fn take(&mut self, other: &Self) {
        self.hits = [self.hits[0] + other.hits[0], self.hits[1] + other.hits[1]];
        self.varies |= other.varies || self.before != other.before;
    }
}

/// Every row of words, up to the longest that are counted, that occurs twice and more. A sort of the places by their words,
/// then one pass: neighbours that begin alike make the rows (J. Abouelhoda and others, "Replacing suffix trees with enhanced suffix
/// arrays", 2004). O(n log n) for n words, whatever they are.
pub fn rows(texts: Texts<'_>) -> Rows {
    let mut order: Vec<u32> = (0..texts.words.len() as u32).filter(|&at| texts.words[at as usize] != WALL).collect();
    let row = |at: u32| texts.from(at as usize, LONGEST);
    sort::by(&mut order, |&x, &y| row(x).cmp(row(y)));
    let mut found: Vec<(Row, Option<usize>)> = Vec::new();
    let mut open: Vec<Seen> = Vec::new();
    for at in 0..order.len() {
        let common = order
            .get(at + 1)
            .map_or(0, |&next| row(order[at]).iter().zip(row(next)).take_while(|(x, y)| x == y).count());
        let place = order[at] as usize;
        let before = place.checked_sub(1).map(|before| texts.words[before]).filter(|&word| word != WALL);
        let mut hits = [0; 2];
        hits[texts.side(place)] = 1;
        let mut seen = Seen { left: at, depth: usize::MAX, hits, before, varies: before.is_none(), number: usize::MAX };
        while let Some(mut top) = open.pop_if(|top| top.depth > common) {
            top.take(&seen);
            close(&mut found, &seen, Some(top.number));
            let (left, right) = (top.left as u32, at as u32 + 1);
            (found[top.number].0.places, found[top.number].0.hits) = ((left, right), top.hits);
            found[top.number].0.is_open_before = top.varies;
            seen = top;
        }
        match open.last_mut() {
            Some(top) if top.depth == common => {
                top.take(&seen);
                close(&mut found, &seen, Some(top.number));
            }
            _ if common > 0 => {
                let number = found.len();
                let new = Row { places: (0, 0), words: common as u32, hits: [0; 2], is_open_before: false, stem: None };
                found.push((new, None));
                close(&mut found, &seen, Some(number));
                open.push(Seen { depth: common, number, ..seen });
            }
            _ => {}
        }
    }
    let stems: Vec<_> = found.iter().map(|(row, _)| (row.words, row.hits)).collect();
    let rows = found.into_iter().map(|(row, stem)| Row { stem: stem.map(|number| stems[number]), ..row }).collect();
    Rows { order, rows }
}

/// Says which row a finished one begins with.
fn close(found: &mut [(Row, Option<usize>)], seen: &Seen, stem: Option<usize>) {
    found.get_mut(seen.number).into_iter().for_each(|(_, of)| *of = stem);
}

/// A stretch of words.
pub type Stretch = (u32, u32);

/// The same words around what differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Framed {
    /// What the texts have there: first word and number of words, at the earliest place of the commonest in each.
    pub fillings: [Stretch; 2],
    /// Times each has that.
    pub places: [u32; 2],
    /// Words of the frame before and after.
    pub around: (usize, usize),
}

/// The words of a frame, with how many of them stand before what differs, and its length where the frame alone does not
/// bound it.
type Key = (u8, u8, [u32; AROUND]);

/// Frames around slots, which are stretches of words: four words that both texts have around something else. Two stand on
/// either side of the slot or of up to two words more to its sides; or all four stand on one side, and then as many words
/// differ as the slot has. One pass over the words, with a look-up for each.
pub fn frames(texts: Texts<'_>, slots: &[Stretch]) -> Vec<Framed> {
    let wanted = slots.iter().flat_map(|&slot| keys(texts, slot));
    let mut places: HashMap<Key, Vec<Stretch>> = wanted.map(|key| (key, Vec::new())).collect();
    let begins = |of: u8| -> HashSet<[u32; 2]> {
        places.keys().filter(|key| key.0 == of).map(|key| [key.2[0], key.2[1]]).collect()
    };
    let begins = [0, 2, 4].map(begins);
    for at in 0..texts.words.len() {
        let Some(&[first, second]) = texts.after(at, 2) else { continue };
        let [one, around, other] = [0, 1, 2].map(|of: usize| begins[of].contains(&[first, second]));
        for length in 1..=LONGEST_FILLING * usize::from(around) {
            let after = |from: usize| texts.after(from, length + 2).map(|row| &row[length..]);
            if let Some(&[third, fourth]) = after(at + 2) {
                let stretch = (at as u32 + 2, length as u32);
                places.entry((2, 0, [first, second, third, fourth])).and_modify(|list| list.push(stretch));
            }
        }
        let Some(&four) = texts.after(at, AROUND).and_then(|four| four.first_chunk::<AROUND>()) else { continue };
        for length in 1..=LONGEST_FILLING {
            if one && texts.before(at, length).is_some() {
                let stretch = ((at - length) as u32, length as u32);
                places.entry((0, length as u8, four)).and_modify(|list| list.push(stretch));
            }
            if other && texts.after(at + AROUND, length).is_some() {
                let stretch = ((at + AROUND) as u32, length as u32);
                places.entry((4, length as u8, four)).and_modify(|list| list.push(stretch));
            }
        }
    }
    let framed = places.iter().filter_map(|(key, list)| framed(texts, key, list));
    let mut found: Vec<Framed> = framed.collect();
    sort::by_key(&mut found, |one| (one.fillings, one.around));
    found
}

/// The frames that a slot may stand in.
fn keys(texts: Texts<'_>, (start, length): Stretch) -> Vec<Key> {
    let (start, end) = (start as usize, (start + length) as usize);
    let mut found = Vec::new();
    for from in start.saturating_sub(BESIDE)..=start {
        for to in end..=end + BESIDE {
            let inside = to <= texts.words.len() && !texts.words[from..to].contains(&WALL);
            if let (true, Some(&[one, two]), Some(&[three, four])) = (inside, texts.before(from, 2), texts.after(to, 2))
            {
                found.push((2, 0, [one, two, three, four]));
            }
        }
    }
    let four = |row: Option<&[u32]>| row.and_then(|row| row.first_chunk::<AROUND>().copied());
    let length = length.min(LONGEST_FILLING as u32) as u8;
    found.extend(four(texts.after(end, AROUND)).map(|four| (0, length, four)));
    found.extend(four(texts.before(start, AROUND)).map(|four| (4, length, four)));
    found
}

/// What stands in a frame in either text, where neither has what is commonest in the other.
fn framed(texts: Texts<'_>, key: &Key, list: &[Stretch]) -> Option<Framed> {
    let words = |&(start, length): &Stretch| &texts.words[start as usize..(start + length) as usize];
    let mut counts: HashMap<&[u32], ([u32; 2], Stretch)> = HashMap::new();
    for stretch in list {
        let (hits, first) = counts.entry(words(stretch)).or_insert(([0; 2], *stretch));
        hits[texts.side(stretch.0 as usize)] += 1;
        *first = (*first).min(*stretch);
    }
    let best = |side: usize| {
        let own = counts.values().filter(|(hits, _)| hits[side] > 0 && hits[1 - side] == 0);
        own.map(|(hits, first)| (hits[side], *first)).max_by_key(|(hits, first)| (*hits, std::cmp::Reverse(*first)))
    };
    let ((a, first), (b, second)) = (best(0)?, best(1)?);
    let before = usize::from(key.0);
    Some(Framed { fillings: [first, second], places: [a, b], around: (before, AROUND - before) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Words as numbers: each letter is one, `|` is a wall.
    fn text(a: &str, b: &str) -> (Vec<u32>, usize) {
        let number = |c: char| if c == '|' { WALL } else { c as u32 };
        (a.chars().chain(b.chars()).map(number).collect(), a.chars().count())
    }

    fn letters(words: &[u32], from: u32, count: u32) -> String {
        words[from as usize..(from + count) as usize].iter().filter_map(|&n| char::from_u32(n)).collect()
    }

    #[test]
    fn rows_are_counted_in_either_text_with_what_they_begin_with() {
        let (words, split) = text("abcx|abcy|", "abde|xbde|abd|");
        let found = rows(Texts { words: &words, split });
        let row = |name: &str| {
            let row =
                found.rows.iter().find(|row| letters(&words, found.order[row.places.0 as usize], row.words) == name);
            row.map(|row| (row.hits, row.stem)).unwrap()
        };
        assert_eq!(row("ab"), ([2, 2], None));
        assert_eq!(row("abc"), ([2, 0], Some((2, [2, 2]))));
        assert_eq!(row("abd"), ([0, 2], Some((2, [2, 2]))));
        assert_eq!(row("bd"), ([0, 3], Some((1, [2, 3]))));
        assert_eq!(row("bde"), ([0, 2], Some((2, [0, 3]))));
    }

    #[test]
    fn what_stands_around_something_else_is_a_frame() {
        // In the first text `n` between `ab` and `cd`; in the second `mno`, and another pair elsewhere.
        let (words, split) = text("abncd|zabncd|", "abmpocd|qqrr|");
        let found = frames(Texts { words: &words, split }, &[(2, 1)]);
        let told: Vec<_> = found
            .iter()
            .map(|one| (one.fillings.map(|(from, count)| letters(&words, from, count)), one.places, one.around))
            .collect();
        assert_eq!(told, [(["n".to_owned(), "mpo".to_owned()], [2, 1], (2, 2))]);
        // The same filling in both says nothing, and no frame reaches over a wall.
        let (words, split) = text("abncd|", "abncd|ab|ncd|");
        assert_eq!(frames(Texts { words: &words, split }, &[(2, 1)]), []);
        // Four words on one side hold what is as long.
        let (words, split) = text("znabcd|", "ymabcd|");
        let found = frames(Texts { words: &words, split }, &[(1, 1)]);
        assert_eq!((found.len(), found[0].fillings, found[0].around), (1, [(1, 1), (8, 1)], (0, 4)));
    }

    #[test]
    fn a_word_without_end_is_bounded() {
        let words = vec![7; 50_000];
        let found = rows(Texts { words: &words, split: 20_000 });
        assert_eq!(found.rows.len(), LONGEST);
        let frames = frames(Texts { words: &words, split: 20_000 }, &[(100, 1)]);
        assert_eq!(frames, []);
    }

    proptest! {
        #[test]
        fn rows_are_those_of_a_count(words in prop::collection::vec(prop::sample::select(vec![1u32, 2, 3, WALL]), 0..60), split in 0usize..60) {
            let split = split.min(words.len());
            let texts = Texts { words: &words, split };
            let found = rows(texts);
            for row in &found.rows {
                let place = found.order[row.places.0 as usize] as usize;
                let wanted = &words[place..place + row.words as usize];
                let mut hits = [0u32; 2];
                let mut before = HashSet::new();
                for at in 0..words.len() {
                    if words[at..].starts_with(wanted) {
                        hits[usize::from(at >= split)] += 1;
                        before.insert(at.checked_sub(1).map(|at| words[at]).filter(|&word| word != WALL));
                    }
                }
                prop_assert!(!wanted.contains(&WALL));
                prop_assert_eq!(row.hits, hits);
                prop_assert_eq!(row.is_open_before, before.len() > 1 || before.contains(&None));
                prop_assert_eq!(row.places.1 - row.places.0, hits[0] + hits[1]);
                let mut places = found.order[row.places.0 as usize..row.places.1 as usize].to_vec();
                let mut again = found.places_of(texts, place, row.words as usize).to_vec();
                sort::numbers(&mut places);
                sort::numbers(&mut again);
                prop_assert_eq!(places, again);
            }
            // None is missed: every pair that occurs twice has a row that begins with it, as often.
            for pair in words.windows(2).filter(|pair| !pair.contains(&WALL)) {
                let times = words.windows(2).filter(|other| *other == pair).count();
                let rows = found.rows.iter().filter(|row| row.words >= 2 && words[found.order[row.places.0 as usize] as usize..].starts_with(pair));
                let most = rows.map(|row| row.places.1 - row.places.0).max();
                prop_assert_eq!(most.unwrap_or(1) as usize, times);
            }
        }
    }
}
