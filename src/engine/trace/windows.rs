//! Which rows of four words of a text are looked up. Of every eight words in a row one whole row of four is among them, so
//! that nothing of eight words that an article shares is passed over. It looks nothing up itself.

use crate::compare::Side;
use std::collections::HashSet;
use std::ops::Range;

/// Words of a row that is looked up.
pub const ROW: usize = 4;
/// Words in a row that are surely found where an article has them too.
pub const SURE: usize = 8;
/// Rows that begin one after another, of which one at least is looked up.
const APART: usize = SURE - ROW + 1;

/// A row of four words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// Its first word.
    pub first: usize,
    /// The words of its paragraph.
    pub block: Range<usize>,
}

impl Window {
    /// Its words.
    pub fn row(&self) -> Range<usize> {
        self.first..self.first + ROW
    }

    /// The words that tell whether eight in a row agree.
    pub fn around(&self) -> Range<usize> {
        let from = self.first.saturating_sub(SURE - ROW).max(self.block.start);
        from..(self.first + SURE).min(self.block.end)
    }
}

/// Chooses rows so that the sum of what they cost is least; `cost` is that of looking up a word. Rows that say the same in
/// the same surroundings are looked up once. Linear in the text.
pub fn windows(side: &Side, cost: &dyn Fn(usize) -> u64) -> Vec<Window> {
    let mut chosen = Vec::new();
    let mut known: HashSet<(usize, &[u32])> = HashSet::new();
    let mut start = 0;
    for block in side.blocks.chunk_by(|x, y| x == y) {
        let words = start..start + block.len();
        start = words.end;
        for first in rows_of(words.clone(), cost) {
            let window = Window { first, block: words.clone() };
            let around = window.around();
            if known.insert((first - around.start, &side.exacts.numbers[around])) {
                chosen.push(window);
            }
        }
    }
    chosen
}

/// The first words of the rows of a paragraph.
fn rows_of(words: Range<usize>, cost: &dyn Fn(usize) -> u64) -> Vec<usize> {
    let Some(rows) = (words.len() + 1).checked_sub(ROW).filter(|rows| *rows > 0) else { return Vec::new() };
    let costs: Vec<u64> = words.clone().map(cost).collect();
    // For each row what it and those before it cost at least where it is chosen, and which was chosen before.
    let mut least: Vec<(u64, Option<usize>)> = Vec::with_capacity(rows);
    for row in 0..rows {
        // What rarest word there is leads: its list is walked, the others are looked into.
        let own = costs[row..row + ROW].iter().min().copied().unwrap_or(0).saturating_add(1);
        let before = (row.saturating_sub(APART)..row).min_by_key(|&before| (least[before].0, before));
        let before = before.filter(|_| row >= APART);
        let sum = before.map_or(0, |before| least[before].0);
        least.push((sum.saturating_add(own), before));
    }
    let last = (rows.saturating_sub(APART)..rows).min_by_key(|&row| (least[row].0, row));
    let mut chosen: Vec<usize> =
        std::iter::successors(last, |&row| least[row].1).map(|row| words.start + row).collect();
    chosen.reverse();
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::plain;
    use crate::compare::Text;
    use proptest::prelude::*;

    #[test]
    fn a_text_that_repeats_one_word_is_looked_up_in_a_few_rows() {
        let article = plain("", "và ".repeat(100_000));
        let chosen = windows(&Text::of(&article).side, &|_| 5);
        assert!((1..=6).contains(&chosen.len()), "{}", chosen.len());
        let short = plain("", "ba chữ thôi".to_owned());
        assert_eq!(windows(&Text::of(&short).side, &|_| 1), []);
    }

    proptest! {
        #[test]
        fn of_eight_words_in_a_row_four_are_looked_up(costs in prop::collection::vec(0u64..9, 0..60)) {
            let chosen = rows_of(100..100 + costs.len(), &|word| costs[word - 100]);
            prop_assert!(chosen.is_sorted() && chosen.iter().all(|row| (100..100 + costs.len()).contains(row)));
            for start in 100..(100 + costs.len() + 1).saturating_sub(SURE) {
                let inside = chosen.iter().any(|&row| row >= start && row + ROW <= start + SURE);
                prop_assert!(inside, "{start} {chosen:?}");
            }
            prop_assert_eq!(chosen.is_empty(), costs.len() < ROW);
        }
    }
}
