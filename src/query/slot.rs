//! One place of a phrase: the lists of all terms that may stand there, merged by article, with their positions on demand.
//!
//! It loads nothing: where the bytes of positions are not there it says so, and goes on.

use super::evaluate::{ListBytes, ResolvedForm};
use crate::bundle::error::Result;
use crate::bundle::rice::BLOCK;
use crate::index::entry::ListRef;
use crate::index::list::{POSITION_LIMIT, Postings, Unit};
use crate::query::tier::Tier;
use crate::sort;
use std::rc::Rc;

/// Postings from which on merging by a table of all articles is the cheaper way.
const TABLE_FROM: usize = 2048;

/// A position with the tier of the term that stands there, in the lowest bits, so that they sort by position first.
pub type Packed = u32;

/// Bits for the tier; a position has the others.
const TIER_BITS: u32 = 3;
const TIER_MASK: u32 = (1 << TIER_BITS) - 1;
const _: () = assert!(Tier::COUNT <= 1 << TIER_BITS && POSITION_LIMIT <= 1 << (u32::BITS - TIER_BITS));

/// Packs a position, which is below [`POSITION_LIMIT`].
pub fn packed(position: u32, tier: Tier) -> Packed {
    position << TIER_BITS | tier as u32
}

/// The position and tier of a packed one.
pub fn unpacked(packed: Packed) -> (u32, Tier) {
    (place_of(packed), Tier::of_number((packed & TIER_MASK) as usize))
}

/// The position of a packed one.
#[inline]
pub fn place_of(packed: Packed) -> u32 {
    packed >> TIER_BITS
}

/// The position of `next`, with the worse tier of the two.
#[inline]
pub fn joined(end: Packed, next: Packed) -> Packed {
    next & !TIER_MASK | (next & TIER_MASK).max(end & TIER_MASK)
}

/// A list that is read.
struct Open<'l> {
    form: &'l ResolvedForm,
    list: &'l ListRef,
    postings: Rc<Postings>,
    unit: Unit,
}

/// Which lists have an article, and where in them.
struct Stands {
    articles: Vec<u32>,
    /// For each article its first stand; one more at the end.
    starts: Vec<u32>,
    /// A list, and the index of the article in it.
    stands: Vec<(u32, u32)>,
}

/// The terms that may stand in one place, in one field.
pub struct Slot<'l> {
    open: Vec<Open<'l>>,
    /// `None` when there is one list.
    merged: Option<Stands>,
}

impl<'l> Slot<'l> {
    /// Opens the lists of a place in a field. Costs their postings.
    ///
    /// # Errors
    /// When a list is damaged.
    pub fn open(
        forms: impl IntoIterator<Item = &'l ResolvedForm>,
        field: usize,
        lists: &impl ListBytes,
    ) -> Result<Self> {
        let mut open = Vec::new();
        for form in forms {
            if let Some(list) = &form.lists[field] {
                open.push(Open { form, list, postings: lists.postings(form, list)?, unit: Unit::default() });
            }
        }
        let merged = if open.len() == 1 { None } else { Some(merged(&open, lists.articles())) };
        Ok(Self { open, merged })
    }

    /// The articles that have any of the terms, ascending.
    pub fn articles(&self) -> &[u32] {
        match (&self.merged, self.open.first()) {
            (Some(stands), _) => &stands.articles,
            (None, Some(one)) => &one.postings.articles,
            (None, None) => &[],
        }
    }

    /// Appends the places in the article at `index` of [`Self::articles`], ascending, each position once with its best
    /// tier. Returns whether the bytes were all there; what was not is noted.
    ///
    /// # Errors
    /// When positions are damaged. Articles in ascending order cost the decoding of each block once.
    pub fn places(&mut self, index: usize, lists: &impl ListBytes, into: &mut Vec<Packed>) -> Result<bool> {
        let Some(merged) = &self.merged else {
            return self.open.first_mut().map_or(Ok(true), |one| one.places(index, lists, into));
        };
        let stands = merged.starts[index] as usize..merged.starts[index + 1] as usize;
        let (mut whole, several) = (true, stands.len() > 1);
        for &(list, at) in &merged.stands[stands] {
            whole &= self.open[list as usize].places(at as usize, lists, into)?;
        }
        if several {
            sort::numbers(into);
            into.dedup_by_key(|place| place_of(*place));
        }
        Ok(whole)
    }
}

impl Open<'_> {
    fn places(&mut self, index: usize, lists: &impl ListBytes, into: &mut Vec<Packed>) -> Result<bool> {
        let block = Postings::block_of(index);
        if !self.unit.holds(block) {
            let Some(bytes) = lists.positions(self.form, self.list, self.postings.unit(block))? else {
                return Ok(false);
            };
            self.unit.load(block, &bytes, self.postings.frequencies_of(block))?;
        }
        let tier = self.form.tier;
        into.extend(self.unit.of(index % BLOCK).iter().map(|&position| packed(position, tier)));
        Ok(true)
    }
}

/// Merges lists by article.
fn merged(open: &[Open<'_>], articles: u32) -> Stands {
    let total: usize = open.iter().map(|one| one.postings.articles.len()).sum();
    let all = || {
        (0u32..).zip(open).flat_map(|(list, one)| {
            one.postings.articles.iter().zip(0u32..).map(move |(&article, at)| (article, (list, at)))
        })
    };
    let mut out = Stands { articles: Vec::new(), starts: Vec::new(), stands: vec![(0, 0); total] };
    if total < TABLE_FROM {
        let mut rows: Vec<(u32, (u32, u32))> = all().collect();
        sort::by_key(&mut rows, |row| row.0);
        for (at, (article, stand)) in rows.into_iter().enumerate() {
            if out.articles.last() != Some(&article) {
                out.articles.push(article);
                out.starts.push(at as u32);
            }
            out.stands[at] = stand;
        }
    } else {
        let mut next = vec![0u32; articles as usize];
        all().for_each(|(article, _)| next[article as usize] += 1);
        let mut start = 0;
        for (article, count) in (0u32..).zip(&mut next) {
            if *count > 0 {
                out.articles.push(article);
                out.starts.push(start);
            }
            start += std::mem::replace(count, start);
        }
        for (article, stand) in all() {
            out.stands[next[article as usize] as usize] = stand;
            next[article as usize] += 1;
        }
    }
    out.starts.push(total as u32);
    out
}
