//! Which articles have rows of words of a text, by the index alone: no article is read.

use super::windows::{ROW, SURE, Window, windows};
use crate::bundle::Section;
use crate::bundle::error::Result;
use crate::compare::Side;
use crate::engine::cache::Access;
use crate::engine::lists::Lists;
use crate::engine::resolve::forms_of;
use crate::index::entry::Place;
use crate::index::term_key;
use crate::query::evaluate::ResolvedForm;
use crate::query::row::{gallop, row_in_field};
use crate::query::slot::{Slot, place_of};
use crate::sort;
use std::collections::HashMap;

/// The fields that are looked into: title, lead and body.
const FIELDS: usize = 3;
/// Packed lists that are read without more effort.
const LISTS_BYTES: u64 = 16 * 1024 * 1024;
/// Articles that have a row, up to which it tells that a text may be from there.
const TELLING_ARTICLES: usize = 64;
/// Telling rows of an article that has no eight words in a row: its wording may be changed.
const LOOSE_ROWS: u32 = 2;
/// Such articles that are compared at most.
const LOOSE_ARTICLES: usize = 16;

/// What was found for a text.
#[derive(Debug, Default)]
pub struct Candidates {
    /// Articles, those that have most first.
    pub articles: Vec<u32>,
    /// Rows looked up, of how many.
    pub looked_up: (u32, u32),
}

/// The terms of each word of a text, by exact key.
type Terms<'s> = HashMap<&'s str, Vec<ResolvedForm>>;

/// What an article has of the rows.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    /// Rows that stand in eight words and more.
    sure: u32,
    /// Rows that tell something.
    loose: u32,
    /// For each row its share in all articles that have it.
    votes: f32,
}

/// Finds the articles that may share passages with a text; `None` while chunks are missing. Costs the lists of the words that
/// are looked up; each step of effort allows eight times as many bytes of them.
///
/// # Errors
/// When the bundle is damaged.
pub fn candidates(access: &Access<'_>, side: &Side, effort: u8) -> Result<Option<Candidates>> {
    let Some(common) = access.common() else { return Ok(None) };
    let cost = |word: usize| u64::from(common.get(&side.folds[word]).copied().unwrap_or(0));
    let mut rows = windows(side, &cost);
    sort::by_key(&mut rows, |row| (row.row().map(cost).min(), row.first));
    let Some(terms) = resolved(access, side, &rows)? else { return Ok(None) };
    let all = rows.len();
    within(&mut rows, side, &terms, LISTS_BYTES.saturating_mul(8u64.saturating_pow(effort.into())));
    let lists = Lists::bare(access);
    let words = rows.iter().flat_map(Window::around).map(|word| side.exacts[word].as_str());
    if !asked_for(access, &terms, words)? {
        return Ok(None);
    }
    let mut tallies: HashMap<u32, Tally> = HashMap::new();
    let mut whole = true;
    for row in &rows {
        let Some(longest) = (Row { row, side, terms: &terms, lists: &lists }).longest()? else {
            whole = false;
            continue;
        };
        let telling = longest.len() <= TELLING_ARTICLES;
        for (article, words) in &longest {
            let tally = tallies.entry(*article).or_default();
            tally.sure += u32::from(*words >= SURE);
            tally.loose += u32::from(telling);
            tally.votes += 1.0 / longest.len() as f32;
        }
    }
    if !whole {
        return Ok(None);
    }
    Ok(Some(Candidates { articles: ranked(tallies), looked_up: (rows.len() as u32, all as u32) }))
}

/// Those with most first: sure ones, then some that have rows here and there.
fn ranked(tallies: HashMap<u32, Tally>) -> Vec<u32> {
    let mut tallies: Vec<(u32, Tally)> = tallies.into_iter().collect();
    tallies.retain(|(_, tally)| tally.sure > 0 || tally.loose >= LOOSE_ROWS);
    // Votes are positive: their bits ascend with them.
    sort::by_key(&mut tallies, |(article, tally)| (std::cmp::Reverse((tally.sure, tally.votes.to_bits())), *article));
    let sure = tallies.partition_point(|(_, tally)| tally.sure > 0);
    tallies.truncate(sure + LOOSE_ARTICLES);
    tallies.into_iter().map(|(article, _)| article).collect()
}

/// The terms of the words around rows; `None` while they are missing.
fn resolved<'s>(access: &Access<'_>, side: &'s Side, rows: &[Window]) -> Result<Option<Terms<'s>>> {
    let mut terms = Terms::new();
    for word in rows.iter().flat_map(Window::around) {
        if !terms.contains_key(side.exacts[word].as_str()) {
            let [exact, fold] = [&side.exacts, &side.folds].map(|keys| term_key(keys[word].clone()));
            terms.insert(&side.exacts[word], forms_of(access, &fold, &exact)?);
        }
    }
    Ok((!access.is_missing()).then_some(terms))
}

/// Leaves the rows whose lists fit so many bytes, in their order. A row with a word that no article has costs nothing.
fn within<'s>(rows: &mut Vec<Window>, side: &'s Side, terms: &Terms<'s>, bytes: u64) {
    let mut left = bytes;
    let mut read: HashMap<&str, ()> = HashMap::new();
    let size = |word: &str| -> u64 {
        let lists = terms.get(word).into_iter().flatten().flat_map(|form| form.lists[..FIELDS].iter().flatten());
        lists.map(|list| (list.postings.len() + list.positions.len()) as u64).sum()
    };
    let mut fits = true;
    rows.retain(|row| {
        let new: Vec<&str> =
            row.around().map(|word| side.exacts[word].as_str()).filter(|word| !read.contains_key(word)).collect();
        let cost = new.iter().map(|word| size(word)).sum::<u64>();
        fits = fits && cost <= left;
        if fits {
            left -= cost;
            read.extend(new.into_iter().map(|word| (word, ())));
        }
        fits
    });
}

/// Asks for the postings of words; false while some are missing.
fn asked_for<'s>(access: &Access<'_>, terms: &Terms<'s>, words: impl Iterator<Item = &'s str>) -> Result<bool> {
    let mut whole = true;
    let mut asked: HashMap<&str, ()> = HashMap::new();
    for word in words.filter(|word| asked.insert(word, ()).is_none()) {
        for list in terms.get(word).into_iter().flatten().flat_map(|form| form.lists[..FIELDS].iter().flatten()) {
            if let Place::Far(range) = &list.postings {
                whole &= access.list(Section::Postings, range.clone())?.is_some();
            }
        }
    }
    Ok(whole)
}

/// A row that is looked up.
struct Row<'r, 's, 'a, 'e> {
    row: &'r Window,
    side: &'s Side,
    terms: &'r Terms<'s>,
    lists: &'r Lists<'a, 'e>,
}

/// A place that has the row: an article, where its first word stands, and how many words around it agree too.
#[derive(Clone, Copy, Debug)]
struct Stand {
    article: u32,
    first: u32,
    words: usize,
}

impl Row<'_, '_, '_, '_> {
    fn forms(&self, word: usize) -> &[ResolvedForm] {
        self.terms.get(self.side.exacts[word].as_str()).map_or(&[], Vec::as_slice)
    }

    /// The articles that have the row, ascending, each with the most words in a row that agree; `None` while positions are
    /// missing, all of which are noted.
    fn longest(&self) -> Result<Option<Vec<(u32, usize)>>> {
        let slots: Vec<Vec<ResolvedForm>> = self.row.row().map(|word| self.forms(word).to_vec()).collect();
        let (mut found, mut whole) = (Vec::new(), true);
        for field in 0..FIELDS {
            let Some(rows) = row_in_field(&slots, field, self.lists, false)? else {
                whole = false;
                continue;
            };
            let mut stands = Vec::new();
            for (index, &article) in rows.articles.iter().enumerate() {
                let first = |&end: &u32| place_of(end).saturating_sub(ROW as u32 - 1);
                stands.extend(rows.ends(index).iter().map(|end| Stand { article, first: first(end), words: ROW }));
            }
            let around = self.row.around();
            whole &= self.carry_on(&mut stands, field, (self.row.row().end..around.end).collect())?;
            whole &= self.carry_on(&mut stands, field, (around.start..self.row.first).rev().collect())?;
            found.extend(stands.into_iter().map(|stand| (stand.article, stand.words)));
        }
        // The longest of an article is kept.
        sort::by_key(&mut found, |(article, words)| (*article, std::cmp::Reverse(*words)));
        found.dedup_by_key(|(article, _)| *article);
        Ok(whole.then_some(found))
    }

    /// Carries places on over the words beside the row, the nearest first, as far as they agree. Returns whether all
    /// positions were there.
    fn carry_on(&self, stands: &mut [Stand], field: usize, words: Vec<usize>) -> Result<bool> {
        let mut alive: Vec<usize> = (0..stands.len()).collect();
        let (mut whole, mut here) = (true, Vec::new());
        for word in words {
            if alive.is_empty() {
                break;
            }
            let mut slot = Slot::open(self.forms(word), field, self.lists)?;
            let (mut at, mut read) = (0, None);
            let mut agreeing = Vec::with_capacity(alive.len());
            for &stand in &alive {
                let Stand { article, first, .. } = stands[stand];
                at = gallop(slot.articles(), at, article);
                if slot.articles().get(at) != Some(&article) {
                    continue;
                }
                if read != Some(article) {
                    here.clear();
                    read = Some(article);
                    if !slot.places(at, self.lists, &mut here)? {
                        // Unknown yet: what is beside it may be needed too.
                        (whole, read) = (false, None);
                        agreeing.push(stand);
                        continue;
                    }
                }
                let place = i64::from(first) + word as i64 - self.row.first as i64;
                if here.binary_search_by(|one| i64::from(place_of(*one)).cmp(&place)).is_ok() {
                    stands[stand].words += 1;
                    agreeing.push(stand);
                }
            }
            alive = agreeing;
        }
        Ok(whole)
    }
}
