//! Evaluates a plan over postings and positions: which articles, how many hits, of which tier, in which field.

use super::near::Span;
use super::plan::{Expr, Leaf};
use crate::article::Field;
use crate::bundle::error::Result;
use crate::engine::protocol::{BlocksMode, Facet, Tier};
use crate::index::entry::ListRef;
use crate::index::list::{Positions, read_postings};
use crate::order;
use std::collections::HashSet;
use std::ops::Range;
use std::rc::Rc;

/// The fields of the index in the order of their numbers.
pub const FIELDS: [Field; 4] = [Field::Title, Field::Lead, Field::Body, Field::Aside];

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
}

/// The terms that suit each place of a leaf.
pub type ResolvedLeaf = Vec<Vec<ResolvedForm>>;

/// Hits in one article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Count {
    /// By field.
    pub fields: [u32; 4],
    /// By tier: exact, tone, fold.
    pub tiers: [u32; 3],
}

impl Count {
    fn add(&mut self, field: usize, tier: Tier, hits: u32) {
        self.fields[field] += hits;
        self.tiers[tier as usize] += hits;
    }

    /// All hits.
    pub fn hits(&self) -> u32 {
        self.tiers.iter().sum()
    }
}

/// The articles of a leaf, ascending, with their hits.
pub type LeafHits = Vec<(u32, Count)>;

/// Gives the bytes of lists: the chunks they lie in are loaded.
pub trait ListBytes {
    /// The bytes of a postings list.
    ///
    /// # Errors
    /// When the place does not exist.
    fn postings(&self, form: &ResolvedForm, list: &ListRef) -> Result<&[u8]>;
    /// The bytes of a positions list.
    ///
    /// # Errors
    /// When the place does not exist.
    fn positions(&self, form: &ResolvedForm, list: &ListRef) -> Result<&[u8]>;
    /// Articles in the bundle.
    fn articles(&self) -> u32;
}

/// Whether a leaf's hits can only be counted from positions: a phrase, or terms of which two may stand for one token
/// (a number is also found by its digits).
pub fn needs_positions(leaf: &Leaf, forms: &ResolvedLeaf) -> bool {
    let numbers = || forms[0].len() > 1 && forms[0].iter().any(|f| f.exact.bytes().any(|b| b.is_ascii_digit()));
    leaf.slots.len() > 1 || numbers()
}

/// Evaluates a leaf.
///
/// # Errors
/// When a list is damaged. Costs the decoding of its lists; positions are decoded only in articles that have all places.
pub fn leaf_hits(leaf: &Leaf, forms: &ResolvedLeaf, blocks: BlocksMode, lists: &impl ListBytes) -> Result<LeafHits> {
    let mut all: LeafHits = Vec::new();
    for (number, _) in FIELDS.iter().enumerate().filter(|(_, field)| leaf.covers(**field, blocks)) {
        if !leaf.is_row() {
            near_in_field(leaf, forms, number, lists, &mut all)?;
        } else if needs_positions(leaf, forms) {
            phrase_in_field(forms, number, lists, &mut all)?;
        } else {
            word_in_field(&forms[0], number, lists, &mut all)?;
        }
    }
    Ok(summed(all))
}

/// Adds up the hits of each article, ascending.
fn summed(mut all: LeafHits) -> LeafHits {
    order::by_key(&mut all, |(article, _)| *article);
    all.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1.fields.iter_mut().zip(next.1.fields).for_each(|(sum, n)| *sum += n);
            kept.1.tiers.iter_mut().zip(next.1.tiers).for_each(|(sum, n)| *sum += n);
        }
        same
    });
    all
}

/// Whether a token may be a hit of both: words (not phrases) that share a term, or that both name numbers, which are
/// also found by their digits.
pub fn may_coincide(a: &ResolvedLeaf, b: &ResolvedLeaf) -> bool {
    let number = |forms: &[ResolvedForm]| forms.iter().any(|f| f.exact.bytes().any(|b| b.is_ascii_digit()));
    let ([a], [b]) = (a.as_slice(), b.as_slice()) else { return false };
    (number(a) && number(b)) || a.iter().any(|form| b.iter().any(|other| other.exact == form.exact))
}

/// The hits of one-word leaves, where a token that suits several of them is the first one's alone.
///
/// # Errors
/// When a list is damaged. Costs the decoding of all their positions.
pub fn claimed_hits(
    leaves: &[(&Leaf, &ResolvedLeaf)],
    blocks: BlocksMode,
    lists: &impl ListBytes,
) -> Result<Vec<LeafHits>> {
    let mut claimed: HashSet<(u32, u32)> = HashSet::new();
    let mut all = Vec::with_capacity(leaves.len());
    for (leaf, forms) in leaves {
        let mut hits: LeafHits = Vec::new();
        for (field, _) in FIELDS.iter().enumerate().filter(|(_, field)| leaf.covers(**field, blocks)) {
            for (article, position, tier) in occurrences(&forms[0], field, lists)? {
                if claimed.insert((article, position)) {
                    let mut count = Count::default();
                    count.add(field, tier, 1);
                    hits.push((article, count));
                }
            }
        }
        all.push(summed(hits));
    }
    Ok(all)
}

/// Where any of the forms stands in a field: article, position and the best tier there.
fn occurrences(forms: &[ResolvedForm], field: usize, lists: &impl ListBytes) -> Result<Vec<(u32, u32, Tier)>> {
    let mut all = Vec::new();
    for form in forms {
        let Some(list) = &form.lists[field] else { continue };
        let postings = read_postings(lists.postings(form, list)?, list.df, lists.articles())?;
        let count = postings.frequencies.iter().map(|&f| f as usize).sum();
        let mut positions = Positions::open(lists.positions(form, list)?, count)?;
        let (mut before, mut read) = (0, Vec::new());
        for (&article, &frequency) in postings.articles.iter().zip(&postings.frequencies) {
            read.clear();
            positions.read(before, frequency as usize, &mut read)?;
            before += frequency as usize;
            all.extend(read.iter().map(|&position| (article, position, form.tier)));
        }
    }
    order::by_key(&mut all, |place| *place);
    all.dedup_by_key(|place| (place.0, place.1));
    Ok(all)
}

fn word_in_field(forms: &[ResolvedForm], field: usize, lists: &impl ListBytes, all: &mut LeafHits) -> Result<()> {
    for form in forms {
        let Some(list) = &form.lists[field] else { continue };
        let postings = read_postings(lists.postings(form, list)?, list.df, lists.articles())?;
        for (&article, &frequency) in postings.articles.iter().zip(&postings.frequencies) {
            let mut count = Count::default();
            count.add(field, form.tier, frequency);
            all.push((article, count));
        }
    }
    Ok(())
}

/// Where one form stands in one article: the form's number, occurrences before, occurrences here.
#[derive(Clone, Copy)]
struct Stand {
    article: u32,
    form: usize,
    before: usize,
    frequency: usize,
}

fn phrase_in_field(forms: &ResolvedLeaf, field: usize, lists: &impl ListBytes, all: &mut LeafHits) -> Result<()> {
    for (article, ends) in row_in_field(forms, field, lists)? {
        let mut count = Count::default();
        ends.iter().for_each(|&(_, tier)| count.add(field, tier, 1));
        all.push((article, count));
    }
    Ok(())
}

/// The places of rows near each other in a field.
fn near_in_field(
    leaf: &Leaf,
    forms: &ResolvedLeaf,
    field: usize,
    lists: &impl ListBytes,
    all: &mut LeafHits,
) -> Result<()> {
    let rows: Vec<(Range<usize>, RowPlaces)> = leaf
        .spans
        .rows()
        .into_iter()
        .map(|slots| Ok((slots.clone(), row_in_field(&forms[slots], field, lists)?)))
        .collect::<Result<_>>()?;
    let mut articles: Vec<u32> = rows.iter().flat_map(|(_, found)| found.iter().map(|row| row.0)).collect();
    order::by_key(&mut articles, |article| *article);
    articles.dedup();
    for article in articles {
        let row = |slots: &Range<usize>| {
            let found = rows.iter().find(|(known, _)| known == slots).map(|(_, found)| found);
            let ends =
                found.and_then(|found| found.binary_search_by_key(&article, |row| row.0).ok().map(|at| &found[at].1));
            let before = slots.len() as u32 - 1;
            ends.into_iter()
                .flatten()
                .map(|&(last, tier)| Span { first: last.saturating_sub(before), last, tier })
                .collect()
        };
        let mut count = Count::default();
        leaf.spans.places(&row).iter().for_each(|span| count.add(field, span.tier, 1));
        if count.hits() > 0 {
            all.push((article, count));
        }
    }
    Ok(())
}

/// Where the rows of an article end, ascending.
type Ends = Vec<(u32, Tier)>;
/// The articles of a row, ascending.
type RowPlaces = Vec<(u32, Ends)>;

/// Where words stand in a row, by article, ascending.
fn row_in_field(forms: &[Vec<ResolvedForm>], field: usize, lists: &impl ListBytes) -> Result<RowPlaces> {
    let mut stands: Vec<Vec<Stand>> = Vec::new();
    let mut positions: Vec<Vec<Option<Positions<'_>>>> = Vec::new();
    for slot in forms {
        let (mut here, mut open) = (Vec::new(), Vec::new());
        for (number, form) in slot.iter().enumerate() {
            let Some(list) = &form.lists[field] else {
                open.push(None);
                continue;
            };
            let postings = read_postings(lists.postings(form, list)?, list.df, lists.articles())?;
            let mut before = 0;
            for (&article, &frequency) in postings.articles.iter().zip(&postings.frequencies) {
                here.push(Stand { article, form: number, before, frequency: frequency as usize });
                before += frequency as usize;
            }
            open.push(Some(Positions::open(lists.positions(form, list)?, before)?));
        }
        order::by_key(&mut here, |stand: &Stand| stand.article);
        stands.push(here);
        positions.push(open);
    }
    let mut found = Vec::new();
    for article in common_articles(&stands) {
        let mut ends: Ends = Vec::new();
        for (slot, (stands, open)) in stands.iter().zip(&mut positions).enumerate() {
            let here = places(stands, article, &forms[slot], open)?;
            ends = if slot == 0 { here } else { next_to(&ends, &here) };
            if ends.is_empty() {
                break;
            }
        }
        if !ends.is_empty() {
            found.push((article, ends));
        }
    }
    Ok(found)
}

fn common_articles(stands: &[Vec<Stand>]) -> Vec<u32> {
    let articles = |stands: &[Stand]| {
        let mut list: Vec<u32> = stands.iter().map(|s| s.article).collect();
        list.dedup();
        list
    };
    let mut slots: Vec<&Vec<Stand>> = stands.iter().collect();
    order::by_key(&mut slots, |slot| slot.len());
    let Some((first, rest)) = slots.split_first() else { return Vec::new() };
    rest.iter().fold(articles(first), |common, slot| intersect(&common, &articles(slot)))
}

/// The positions of a place's forms in one article, each with the best tier that stands there.
fn places(
    stands: &[Stand],
    article: u32,
    forms: &[ResolvedForm],
    open: &mut [Option<Positions<'_>>],
) -> Result<Vec<(u32, Tier)>> {
    let from = stands.partition_point(|stand| stand.article < article);
    let mut places = Vec::new();
    let mut read = Vec::new();
    for stand in stands[from..].iter().take_while(|stand| stand.article == article) {
        read.clear();
        if let Some(list) = &mut open[stand.form] {
            list.read(stand.before, stand.frequency, &mut read)?;
        }
        places.extend(read.iter().map(|&position| (position, forms[stand.form].tier)));
    }
    order::by_key(&mut places, |place| *place);
    places.dedup_by_key(|place| place.0);
    Ok(places)
}

/// The ends that go on: positions right after one of `ends`, with the worse of the two tiers.
fn next_to(ends: &[(u32, Tier)], here: &[(u32, Tier)]) -> Vec<(u32, Tier)> {
    let mut out = Vec::new();
    let mut at = 0;
    for &(end, tier) in ends {
        while here.get(at).is_some_and(|place| place.0 <= end) {
            at += 1;
        }
        if let Some(&(position, other)) = here.get(at).filter(|place| place.0 == end + 1) {
            out.push((position, tier.max(other)));
        }
    }
    out
}

/// What filters need to know of an article.
pub trait Filters {
    /// All articles, ascending, whose value of a facet contains this when folded.
    fn with_value(&self, facet: Facet, folded: &str) -> Vec<u32>;
    /// All articles, ascending, dated in this range.
    fn dated(&self, from: &crate::article::Date, to: &crate::article::Date) -> Vec<u32>;
    /// Articles in the bundle.
    fn articles(&self) -> u32;
}

/// The articles of an expression, ascending.
pub fn articles(expr: &Expr, hits: &[Rc<LeafHits>], filters: &impl Filters) -> Vec<u32> {
    match expr {
        Expr::Leaf(at) => hits[*at].iter().map(|(article, _)| *article).collect(),
        Expr::Or(parts) => {
            let mut any: Vec<u32> = parts.iter().flat_map(|part| articles(part, hits, filters)).collect();
            order::by_key(&mut any, |article| *article);
            any.dedup();
            any
        }
        Expr::And(parts) => {
            let (not, asked): (Vec<&Expr>, Vec<&Expr>) = parts.iter().partition(|part| matches!(part, Expr::Not(_)));
            // Only exclusions: nothing was asked for.
            let Some((first, rest)) = asked.split_first() else { return Vec::new() };
            let all = rest
                .iter()
                .fold(articles(first, hits, filters), |all, part| intersect(&all, &articles(part, hits, filters)));
            not.iter().fold(all, |all, part| match part {
                Expr::Not(inner) => without(&all, &articles(inner, hits, filters)),
                _ => all,
            })
        }
        Expr::Not(_) => Vec::new(),
        Expr::Value(facet, value) => filters.with_value(*facet, value),
        Expr::Dates(from, to) => filters.dated(from, to),
    }
}

/// The numbers in both lists, ascending.
pub fn intersect(a: &[u32], b: &[u32]) -> Vec<u32> {
    let mut at = 0;
    a.iter()
        .copied()
        .filter(|&n| {
            at += b[at..].partition_point(|&other| other < n);
            b.get(at) == Some(&n)
        })
        .collect()
}

/// The numbers of `a` that are not in `b`, ascending.
pub fn without(a: &[u32], b: &[u32]) -> Vec<u32> {
    a.iter().copied().filter(|n| b.binary_search(n).is_err()).collect()
}
