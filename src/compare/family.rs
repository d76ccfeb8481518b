//! Families: all places of one wording and its variants among the articles compared, and how much a passage weighs.
//!
//! It joins what `align` found and finds nothing itself.

use super::numbering::Strings;
use super::seed::numbered;
use super::{Pair, Side};
use crate::sort;
use std::collections::HashMap;

/// The share of the longer of two spans that they must have in common to be the same place.
const SAME_PLACE: f32 = 0.6;
/// The share of words a wording must have in common with the one its family began with, so that a family does not
/// drift from one formula to the next.
const SAME_WORDING: f32 = 0.6;
/// Tokens in one cell of the grid that finds neighbours.
const CELL_TOKENS: usize = 16;

/// A place: article (by position in the comparison) and half-open token range.
type Place = (usize, usize, usize);

/// Gives each pair of a comparison its family number.
///
/// `found` holds pairs with the positions in `sides` of their first and second article. Pairs share a family when a place of
/// one is a place of the other, or their words are the same, as long as the wording stays near the one the family began
/// with, its longest. Families are numbered from 0 in reading order of the first article, then of the second, and so on.
/// About linear in the tokens of all pairs.
pub fn families(sides: &[Side], found: &[(usize, usize, Pair)]) -> Vec<u32> {
    let mut strings = Strings::default();
    let words: Vec<Vec<u32>> = sides.iter().map(|side| numbered(&mut strings, &side.folds)).collect();
    let places: Vec<[Place; 2]> = found
        .iter()
        .map(|(left, right, pair)| {
            [(*left, pair.a), (*right, pair.b)].map(|(side, span)| {
                let range = sides[side].tokens_in(span);
                (side, range.start, range.end)
            })
        })
        .collect();
    let mut order: Vec<usize> = (0..found.len()).collect();
    sort::by_key(&mut order, |&at| (std::cmp::Reverse(found[at].2.tokens), places[at]));
    let cells = words.iter().map(|words| vec![Vec::new(); words.len() / CELL_TOKENS + 1]).collect();
    let mut homes = Homes { words: &words, leaders: Vec::new(), cells, wordings: HashMap::new() };
    let mut family = vec![0; found.len()];
    for at in order {
        family[at] = homes.settle(&places[at]);
    }
    renumbered(&family, &places)
}

/// Families found so far.
struct Homes<'w> {
    words: &'w [Vec<u32>],
    /// The words each family began with, sorted.
    leaders: Vec<Vec<u32>>,
    /// Places by article and cell.
    cells: Vec<Vec<Vec<(Place, u32)>>>,
    /// Families by exact wording.
    wordings: HashMap<&'w [u32], u32>,
}

impl<'w> Homes<'w> {
    /// Finds the family of a pair or begins one; registers its places there.
    fn settle(&mut self, places: &[Place; 2]) -> u32 {
        let sorted = places.map(|place| self.sorted(place));
        let home = places.iter().zip(&sorted).find_map(|(&place, words)| self.home(place, words));
        let family = home.unwrap_or_else(|| {
            self.leaders.push(sorted[0].clone());
            self.leaders.len() as u32 - 1
        });
        for (&place, sorted) in places.iter().zip(&sorted) {
            if self.resembles(sorted, family) {
                let (side, from, to) = place;
                let words: &'w [Vec<u32>] = self.words;
                self.wordings.entry(&words[side][from..to]).or_insert(family);
                for cell in from / CELL_TOKENS..=to.saturating_sub(1) / CELL_TOKENS {
                    let places = &mut self.cells[side][cell];
                    if !places.contains(&(place, family)) {
                        places.push((place, family));
                    }
                }
            }
        }
        family
    }

    /// The family that has this place or its wording; `sorted` are its words.
    fn home(&self, place: Place, sorted: &[u32]) -> Option<u32> {
        let (side, from, to) = place;
        if let Some(&family) = self.wordings.get(&self.words[side][from..to]) {
            return Some(family);
        }
        let middle = (from + to) / 2 / CELL_TOKENS;
        let near = self.cells[side][middle].iter();
        near.filter(|&&(known, _)| same_place(known, place))
            .map(|&(_, family)| family)
            .find(|&family| self.resembles(sorted, family))
    }

    fn sorted(&self, (side, from, to): Place) -> Vec<u32> {
        let mut words = self.words[side][from..to].to_vec();
        sort::numbers(&mut words);
        words
    }

    /// Whether a place of these words, sorted, has most words of the wording a family began with, and few others.
    fn resembles(&self, words: &[u32], family: u32) -> bool {
        let leader = &self.leaders[family as usize];
        if words == leader {
            return true;
        }
        let (mut i, mut j, mut common) = (0, 0, 0);
        while i < words.len() && j < leader.len() {
            match words[i].cmp(&leader[j]) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => (i, j, common) = (i + 1, j + 1, common + 1),
            }
        }
        common as f32 >= SAME_WORDING * words.len().max(leader.len()) as f32
    }
}

/// Whether two places are the same one, give or take a few tokens at their ends.
fn same_place(x: Place, y: Place) -> bool {
    let common = x.2.min(y.2).saturating_sub(x.1.max(y.1));
    common as f32 >= SAME_PLACE * (x.2 - x.1).max(y.2 - y.1) as f32
}

/// Numbers families by their first place in reading order.
fn renumbered(family: &[u32], places: &[[Place; 2]]) -> Vec<u32> {
    let mut first: Vec<Option<Place>> = vec![None; family.iter().max().map_or(0, |&last| last as usize + 1)];
    for (&family, places) in family.iter().zip(places) {
        let entry = &mut first[family as usize];
        *entry = places.iter().copied().chain(*entry).min();
    }
    let mut order: Vec<usize> = (0..first.len()).collect();
    sort::by_key(&mut order, |&family| first[family]);
    let mut numbers = vec![0; first.len()];
    order.iter().zip(0..).for_each(|(&family, number)| numbers[family] = number);
    family.iter().map(|&family| numbers[family as usize]).collect()
}

/// How much a passage weighs in the list: tokens matched × the mean rarity of its words in the first article.
///
/// `rarity` takes a fold key; an inverse document frequency serves, and 1.0 where nothing is known. `side` is the first
/// article of the pair.
pub fn weight(side: &Side, pair: &Pair, rarity: impl Fn(&str) -> f32) -> f32 {
    let range = side.tokens_in(pair.a);
    let tokens = range.len().max(1) as f32;
    let sum: f32 = side.folds.of(range).map(rarity).sum();
    pair.tokens as f32 * sum / tokens
}
