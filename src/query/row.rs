//! Words in a row, in one field: which articles have them, and where.

use super::evaluate::{ListBytes, ResolvedForm};
use super::slot::{Packed, Slot, joined, place_of};
use crate::bundle::error::Result;

/// Where a row of words stands, by article.
#[derive(Debug, Default)]
pub struct Rows {
    /// Articles, ascending.
    pub articles: Vec<u32>,
    starts: Vec<usize>,
    ends: Vec<Packed>,
    /// How near its words are in the articles that have them all, ascending by article; only when asked for.
    pub closeness: Vec<(u32, f32)>,
}

impl Rows {
    /// The last position of each place in the article at `index` of `articles`, ascending.
    pub fn ends(&self, index: usize) -> &[Packed] {
        let end = self.starts.get(index + 1).copied().unwrap_or(self.ends.len());
        self.starts.get(index).map_or(&[], |&start| &self.ends[start..end])
    }

    /// The same by the article's number.
    pub fn ends_in(&self, article: u32) -> &[Packed] {
        self.articles.binary_search(&article).map_or(&[], |index| self.ends(index))
    }
}

/// The first place from `from` on whose number is not below `wanted`, in an ascending list. Costs the logarithm of the
/// distance. Source: J. Bentley and A. Yao, "An Almost Optimal Algorithm for Unbounded Searching", 1976.
pub fn gallop(list: &[u32], from: usize, wanted: u32) -> usize {
    let rest = &list[from.min(list.len())..];
    let mut reach = 1;
    while rest.get(reach - 1).is_some_and(|&number| number < wanted) {
        reach *= 2;
    }
    let low = reach / 2;
    from + low + rest[low..rest.len().min(reach)].partition_point(|&number| number < wanted)
}

/// Finds the row of these words in a field. `None` when positions are missing; all that are known to be are noted.
///
/// # Errors
/// When a list is damaged. Costs the postings of all words, and the positions of the blocks in which all occur.
pub fn row_in_field(
    forms: &[Vec<ResolvedForm>],
    field: usize,
    lists: &impl ListBytes,
    closeness: bool,
) -> Result<Option<Rows>> {
    let mut found = Rows::default();
    if forms.iter().any(|slot| slot.iter().all(|form| form.lists[field].is_none())) {
        return Ok(Some(found));
    }
    let mut slots = forms.iter().map(|slot| Slot::open(slot, field, lists)).collect::<Result<Vec<_>>>()?;
    let Some(lead) = (0..slots.len()).min_by_key(|&slot| slots[slot].articles().len()) else {
        return Ok(Some(found));
    };
    let mut at = vec![0usize; slots.len()];
    let (mut row, mut whole) = (Row::default(), true);
    while let Some(&article) = slots[lead].articles().get(at[lead]) {
        let mut next = article;
        for (slot, at) in slots.iter().zip(&mut at) {
            *at = gallop(slot.articles(), *at, article);
            next = next.max(slot.articles().get(*at).copied().unwrap_or(u32::MAX));
        }
        if next != article {
            // Some word is not there: on to the first article where it may be.
            at[lead] = gallop(slots[lead].articles(), at[lead], next);
            continue;
        }
        if row.read(&mut slots, &at, lists, closeness)? {
            if !row.ends.is_empty() {
                found.articles.push(article);
                found.starts.push(found.ends.len());
                found.ends.extend_from_slice(&row.ends);
            }
            if closeness {
                found.closeness.push((article, row.closeness / (slots.len() - 1).max(1) as f32));
            }
        } else {
            whole = false;
        }
        at[lead] += 1;
    }
    Ok(whole.then_some(found))
}

/// The places of one article, and what is used to find them.
#[derive(Debug, Default)]
struct Row {
    ends: Vec<Packed>,
    closeness: f32,
    before: Vec<Packed>,
    here: Vec<Packed>,
    next: Vec<Packed>,
}

impl Row {
    /// Reads an article that has all the words; `at` is its index in each slot. Returns whether all bytes were there.
    fn read(&mut self, slots: &mut [Slot<'_>], at: &[usize], lists: &impl ListBytes, closeness: bool) -> Result<bool> {
        self.ends.clear();
        self.closeness = 0.0;
        let mut whole = true;
        for (number, (slot, &at)) in slots.iter_mut().zip(at).enumerate() {
            self.here.clear();
            whole &= slot.places(at, lists, &mut self.here)?;
            if number == 0 {
                self.ends.extend_from_slice(&self.here);
            } else {
                follow(&self.ends, &self.here, &mut self.next);
                std::mem::swap(&mut self.ends, &mut self.next);
            }
            if closeness {
                if number > 0 {
                    self.closeness += nearness(&self.before, &self.here);
                }
                std::mem::swap(&mut self.before, &mut self.here);
            } else if whole && self.ends.is_empty() {
                break;
            }
        }
        Ok(whole)
    }
}

/// The places that go on: those right after one of `ends`, with the worse of the two tiers.
fn follow(ends: &[Packed], here: &[Packed], into: &mut Vec<Packed>) {
    into.clear();
    let mut here = here.iter().copied().peekable();
    for &end in ends {
        let wanted = place_of(end) + 1;
        while here.next_if(|place| place_of(*place) < wanted).is_some() {}
        if let Some(place) = here.peek().filter(|place| place_of(**place) == wanted) {
            into.push(joined(end, *place));
        }
    }
}

/// How near one of `before` and one of `here` come: 1 when they follow each other, 1/d at a distance of d tokens, as if one
/// further when the order is reversed; 0 beyond a block's gap.
fn nearness(before: &[Packed], here: &[Packed]) -> f32 {
    let mut best = crate::index::BLOCK_GAP;
    let (mut x, mut y) = (0, 0);
    while let (Some(&first), Some(&second)) = (before.get(x), here.get(y)) {
        let (first, second) = (place_of(first), place_of(second));
        if first < second {
            best = best.min(second - first);
            x += 1;
        } else {
            best = best.min((first - second).saturating_add(1));
            y += 1;
        }
    }
    if best < crate::index::BLOCK_GAP { 1.0 / best as f32 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::super::slot::packed;
    use super::*;
    use crate::query::tier::Tier;

    #[test]
    fn gallop_finds_the_first_not_below() {
        let list = [2, 4, 4, 9, 30, 31, 32, 80];
        for from in 0..=list.len() {
            for wanted in 0..90 {
                let expected = from + list[from..].partition_point(|&n| n < wanted);
                assert_eq!(gallop(&list, from, wanted), expected, "{from} {wanted}");
            }
        }
    }

    #[test]
    fn nearness_minds_order_and_distance() {
        let at = |places: &[u32]| places.iter().map(|&p| packed(p, Tier::Tone)).collect::<Vec<_>>();
        let check = |a: &[u32], b: &[u32], expected: f32| assert_eq!(nearness(&at(a), &at(b)), expected, "{a:?} {b:?}");
        check(&[3], &[4], 1.0);
        check(&[4], &[3], 0.5);
        check(&[1, 40], &[5, 60], 0.25);
        check(&[1], &[40], 0.0);
        check(&[40, 90], &[41, 50], 1.0);
    }
}
