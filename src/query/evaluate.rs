//! Evaluates the leaves of a plan over postings and positions: which articles, how many hits, of which tier.
//!
//! It reads bytes that are there, and asks for none itself.

use super::near::Span;
use super::plan::Leaf;
use super::rank::FIELD_WEIGHTS;
use super::row::{Rows, row_in_field};
use super::slot::{Slot, place_of, unpacked};
use crate::article::Field;
use crate::bundle::error::Result;
use crate::index::entry::ListRef;
use crate::index::list::Postings;
use crate::query::spec::BlocksMode;
use crate::query::tier::Tier;
use crate::sort;
use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

/// The fields of the index in the order of their numbers.
pub const FIELDS: [Field; 4] = [Field::Title, Field::Lead, Field::Body, Field::Aside];
/// Of so many articles one must have a posting for a table of all of them to pay.
const TABLE_SHARE: u64 = 16;

/// A term that suits a place of a leaf.
#[derive(Clone, Debug)]
pub struct ResolvedForm {
    /// Its exact key.
    pub exact: String,
    /// How it agrees with what was typed.
    pub tier: Tier,
    /// Its lists by field.
    pub lists: [Option<ListRef>; 4],
    /// The entries chunk its inline lists lie in.
    pub entries_place: usize,
    /// A token may be found under it and under another term of its place, see [`super::coincide`].
    pub coincides: bool,
}

/// The terms that suit each place of a leaf.
pub type ResolvedLeaf = Vec<Vec<ResolvedForm>>;

/// Hits in one article.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Count {
    /// By tier, in their order.
    pub tiers: [u32; Tier::COUNT],
    /// The hits by field, weighted for ranking.
    pub weight: f32,
}

impl Count {
    /// Adds hits in a field.
    pub fn add(&mut self, field: usize, tier: Tier, hits: u32) {
        self.tiers[tier as usize] = self.tiers[tier as usize].saturating_add(hits);
        self.weight += FIELD_WEIGHTS[field] * hits as f32;
    }

    fn merge(&mut self, other: &Self) {
        self.tiers.iter_mut().zip(other.tiers).for_each(|(sum, n)| *sum = sum.saturating_add(n));
        self.weight += other.weight;
    }

    /// All hits.
    pub fn hits(&self) -> u32 {
        self.tiers.iter().fold(0, |sum: u32, &n| sum.saturating_add(n))
    }

    /// The best tier among them.
    pub fn best(&self) -> Tier {
        Tier::of_number(self.tiers.iter().position(|&hits| hits > 0).unwrap_or(Tier::COUNT))
    }
}

/// The articles of a leaf with their hits.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct LeafHits {
    /// Articles, ascending.
    pub articles: Vec<u32>,
    /// The hits in each.
    pub counts: Vec<Count>,
    /// Of a row of words whose closeness was asked for: how near they are, 0 to 1, in the articles that have them all.
    pub closeness: Vec<(u32, f32)>,
}

impl LeafHits {
    /// Adds an article after the last one.
    pub fn push(&mut self, article: u32, count: Count) {
        self.articles.push(article);
        self.counts.push(count);
    }

    /// The hits in an article.
    pub fn get(&self, article: u32) -> Option<&Count> {
        self.counts.get(self.articles.binary_search(&article).ok()?)
    }

    /// Articles.
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// What it takes in memory.
    pub fn size_bytes(&self) -> usize {
        self.len() * (size_of::<u32>() + size_of::<Count>()) + self.closeness.len() * size_of::<(u32, f32)>()
    }
}

/// Gives lists: postings are loaded, positions may not be.
pub trait ListBytes {
    /// A postings list.
    ///
    /// # Errors
    /// When the place does not exist, or the bytes are damaged.
    fn postings(&self, form: &ResolvedForm, list: &ListRef) -> Result<Rc<Postings>>;
    /// Some bytes of a positions list; `None` when they are missing, which is noted.
    ///
    /// # Errors
    /// When the place does not exist.
    fn positions(&self, form: &ResolvedForm, list: &ListRef, range: Range<usize>) -> Result<Option<Cow<'_, [u8]>>>;
    /// Articles in the bundle.
    fn articles(&self) -> u32;
}

/// Adds up hits by article: in a table of all articles when there are many, else in rows that are sorted.
struct Sums {
    table: Vec<Count>,
    /// Which of them were added to, 64 to a word: reading it is cheaper than reading the table.
    filled: Vec<u64>,
    rows: Vec<(u32, Count)>,
}

impl Sums {
    fn of(postings: u64, articles: u32) -> Self {
        let table = postings.saturating_mul(TABLE_SHARE) > u64::from(articles);
        let articles = if table { articles as usize } else { 0 };
        Self { table: vec![Count::default(); articles], filled: vec![0; articles.div_ceil(64)], rows: Vec::new() }
    }

    fn add(&mut self, article: u32, field: usize, tier: Tier, hits: u32) {
        if let Some(count) = self.table.get_mut(article as usize) {
            count.add(field, tier, hits);
            self.filled[article as usize / 64] |= u64::from(hits > 0) << (article % 64);
        } else {
            let mut count = Count::default();
            count.add(field, tier, hits);
            self.rows.push((article, count));
        }
    }

    fn into_hits(mut self) -> LeafHits {
        let filled: usize = self.filled.iter().map(|word| word.count_ones() as usize).sum();
        let room = filled + self.rows.len();
        let mut all =
            LeafHits { articles: Vec::with_capacity(room), counts: Vec::with_capacity(room), ..<_>::default() };
        for (first, mut word) in (0_u32..).step_by(64).zip(self.filled) {
            while word != 0 {
                let article = first + word.trailing_zeros();
                all.push(article, self.table[article as usize]);
                word &= word - 1;
            }
        }
        sort::by_key(&mut self.rows, |row| row.0);
        for (article, count) in self.rows {
            match all.counts.last_mut().filter(|_| all.articles.last() == Some(&article)) {
                Some(sum) => sum.merge(&count),
                None => all.push(article, count),
            }
        }
        all
    }
}

/// Of which terms the positions are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Positions {
    /// Of none: each token has one of the terms.
    None,
    /// Of those that a token may have two of: a number is also found by its digits, a joined word by its parts.
    Aliases,
    /// Of all: a phrase.
    All,
}

impl Positions {
    /// What a leaf's hits can only be counted from.
    pub fn needed(leaf: &Leaf, forms: &ResolvedLeaf) -> Self {
        if leaf.slots.len() > 1 {
            Self::All
        } else if forms[0].iter().any(|form| form.coincides) {
            Self::Aliases
        } else {
            Self::None
        }
    }

    /// Whether those of a term are among them.
    pub fn include(self, form: &ResolvedForm) -> bool {
        match self {
            Self::None => false,
            Self::Aliases => form.coincides,
            Self::All => true,
        }
    }
}

/// The fields a leaf looks into, by number.
fn fields(leaf: &Leaf, blocks: BlocksMode) -> impl Iterator<Item = usize> {
    FIELDS.iter().enumerate().filter(move |(_, field)| leaf.covers(**field, blocks)).map(|(number, _)| number)
}

/// Evaluates a leaf; `None` while positions are missing, all of which are noted. With `closeness`, a row of words also
/// tells how near they are to each other.
///
/// # Errors
/// When a list is damaged. Costs the decoding of its lists; positions only of blocks with articles that have all places.
pub fn leaf_hits(
    leaf: &Leaf,
    forms: &ResolvedLeaf,
    blocks: BlocksMode,
    lists: &impl ListBytes,
    closeness: bool,
) -> Result<Option<LeafHits>> {
    let postings = |slot: &Vec<ResolvedForm>| {
        slot.iter().flat_map(|form| form.lists.iter().flatten()).map(|list| u64::from(list.df)).sum::<u64>()
    };
    let least = forms.iter().map(postings).min().unwrap_or(0);
    let (mut sums, mut whole, mut near) = (Sums::of(least, lists.articles()), true, Vec::new());
    let positions = Positions::needed(leaf, forms);
    for field in fields(leaf, blocks) {
        if !leaf.is_row() {
            whole &= near_in_field(leaf, forms, field, lists, &mut sums)?;
        } else if positions == Positions::All {
            match row_in_field(forms, field, lists, closeness)? {
                Some(mut rows) => {
                    add_rows(&rows, field, &mut sums);
                    near.append(&mut rows.closeness);
                }
                None => whole = false,
            }
        } else {
            let (aliases, alone): (Vec<&ResolvedForm>, Vec<_>) =
                forms[0].iter().partition(|form| positions.include(form));
            whole &= add_together(&aliases, field, lists, &mut sums)?;
            for form in alone {
                let Some(list) = &form.lists[field] else { continue };
                let postings = lists.postings(form, list)?;
                for (&article, &frequency) in postings.articles.iter().zip(&postings.frequencies) {
                    sums.add(article, field, form.tier, frequency);
                }
            }
        }
    }
    sort::by_key(&mut near, |row: &(u32, f32)| row.0);
    near.dedup_by(|next, kept| {
        kept.1 = if next.0 == kept.0 { kept.1.max(next.1) } else { kept.1 };
        next.0 == kept.0
    });
    Ok(whole.then(|| LeafHits { closeness: near, ..sums.into_hits() }))
}

/// Adds the hits of terms of which one token may have two. Returns whether all positions were there.
fn add_together(forms: &[&ResolvedForm], field: usize, lists: &impl ListBytes, sums: &mut Sums) -> Result<bool> {
    let mut slot = Slot::open(forms.iter().copied(), field, lists)?;
    let (mut whole, mut here) = (true, Vec::new());
    for index in 0..slot.articles().len() {
        let article = slot.articles()[index];
        here.clear();
        whole &= slot.places(index, lists, &mut here)?;
        here.iter().for_each(|&place| sums.add(article, field, unpacked(place).1, 1));
    }
    Ok(whole)
}

fn add_rows(rows: &Rows, field: usize, sums: &mut Sums) {
    for (index, &article) in rows.articles.iter().enumerate() {
        for &end in rows.ends(index) {
            sums.add(article, field, unpacked(end).1, 1);
        }
    }
}

/// The places of rows near each other in a field. Returns whether all positions were there.
fn near_in_field(
    leaf: &Leaf,
    forms: &ResolvedLeaf,
    field: usize,
    lists: &impl ListBytes,
    sums: &mut Sums,
) -> Result<bool> {
    let mut rows: Vec<(Range<usize>, Rows)> = Vec::new();
    let mut whole = true;
    for slots in leaf.spans.rows() {
        match row_in_field(&forms[slots.clone()], field, lists, false)? {
            Some(found) => rows.push((slots, found)),
            None => whole = false,
        }
    }
    if !whole {
        return Ok(false);
    }
    let mut articles: Vec<u32> = rows.iter().flat_map(|(_, found)| found.articles.iter().copied()).collect();
    sort::by_key(&mut articles, |article| *article);
    articles.dedup();
    for article in articles {
        let row = |slots: &Range<usize>| {
            let ends =
                rows.iter().find(|(known, _)| known == slots).map_or(&[][..], |(_, found)| found.ends_in(article));
            let before = slots.len() as u32 - 1;
            let span = |&end: &u32| {
                let (last, tier) = unpacked(end);
                Span { first: last.saturating_sub(before), last, tier }
            };
            ends.iter().map(span).collect()
        };
        leaf.spans.places(&row).iter().for_each(|span| sums.add(article, field, span.tier, 1));
    }
    Ok(true)
}

/// The hits of one-word leaves, where a token that suits several of them is the first one's alone. `None` while positions
/// are missing.
///
/// # Errors
/// When a list is damaged. Costs the decoding of all their positions.
pub fn claimed_hits(
    leaves: &[(&Leaf, &ResolvedLeaf)],
    blocks: BlocksMode,
    lists: &impl ListBytes,
) -> Result<Option<Vec<LeafHits>>> {
    let mut sums: Vec<Sums> = leaves.iter().map(|_| Sums::of(0, 0)).collect();
    let mut whole = true;
    for (field, kind) in FIELDS.into_iter().enumerate() {
        let mut slots = Vec::new();
        for (number, (leaf, forms)) in leaves.iter().enumerate() {
            if leaf.covers(kind, blocks) {
                slots.push((number, Slot::open(&forms[0], field, lists)?, 0usize));
            }
        }
        let mut taken: Vec<(u32, usize)> = Vec::new();
        let mut here = Vec::new();
        while let Some(&article) = slots.iter().filter_map(|(_, slot, at)| slot.articles().get(*at)).min() {
            taken.clear();
            for (number, slot, at) in &mut slots {
                if slot.articles().get(*at) != Some(&article) {
                    continue;
                }
                here.clear();
                whole &= slot.places(*at, lists, &mut here)?;
                *at += 1;
                taken.extend(here.iter().map(|&place| (place, *number)));
            }
            // By position, then by leaf: the first leaf keeps it.
            sort::by_key(&mut taken, |(place, number)| (place_of(*place), *number));
            taken.dedup_by_key(|(place, _)| place_of(*place));
            taken.iter().for_each(|&(place, number)| sums[number].add(article, field, unpacked(place).1, 1));
        }
    }
    Ok(whole.then(|| sums.into_iter().map(Sums::into_hits).collect()))
}
