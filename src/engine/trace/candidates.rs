//! Which articles have rows of words of a text, by the index alone: no article is read.

use super::likely::Explained;
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
use crate::query::row::gallop;
use crate::query::slot::{Slot, place_of};
use crate::sort;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// The fields that are looked into: title, lead and body.
pub const FIELDS: usize = 3;
/// Packed lists of articles that are read without more effort; of positions only those are read that rows need.
const LISTS_BYTES: u64 = 4 * 1024 * 1024;
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
    /// Rows looked up, of how many that are not known.
    pub looked_up: (u32, u32),
    /// Rows that are explained, and not looked up for it.
    pub known: u32,
}

/// The terms of each word of a text, by exact key.
pub type Terms<'s> = HashMap<&'s str, Vec<ResolvedForm>>;

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
/// are looked up; each step of effort allows eight times as many bytes of them. What is explained is not looked up.
///
/// # Errors
/// When the bundle is damaged.
pub fn candidates(access: &Access<'_>, side: &Side, explained: &Explained, effort: u8) -> Result<Option<Candidates>> {
    let Some(common) = access.common() else { return Ok(None) };
    let cost = |word: usize| u64::from(common.get(&side.folds[word]).copied().unwrap_or(0));
    let mut rows = windows(side, &cost);
    sort::by_key(&mut rows, |row| (row.row().map(cost).min(), row.first));
    let every = rows.len();
    rows.retain(|row| !explained.holds(row.around()));
    let all = rows.len();
    let Some(terms) = resolved(access, side, rows.iter().flat_map(Window::around))? else { return Ok(None) };
    within(&mut rows, side, &terms, LISTS_BYTES.saturating_mul(8u64.saturating_pow(effort.into())));
    let lists = Lists::bare(access);
    let words = rows.iter().flat_map(Window::around).map(|word| &side.exacts[word]);
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
    let (looked_up, known) = ((rows.len() as u32, all as u32), (every - all) as u32);
    Ok(Some(Candidates { articles: ranked(tallies), looked_up, known }))
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

/// The terms of some words; `None` while they are missing.
///
/// # Errors
/// When the bundle is damaged.
pub fn resolved<'s>(
    access: &Access<'_>,
    side: &'s Side,
    words: impl Iterator<Item = usize>,
) -> Result<Option<Terms<'s>>> {
    let mut terms = Terms::new();
    for word in words {
        if !terms.contains_key(&side.exacts[word]) {
            let [exact, fold] = [&side.exacts, &side.folds].map(|keys| term_key(keys[word].to_owned()));
            terms.insert(&side.exacts[word], forms_of(access, &fold, &exact)?);
        }
    }
    Ok((!access.is_missing()).then_some(terms))
}

/// Leaves the rows whose lists fit so many bytes, in their order. A row with a word that no article has costs nothing.
fn within<'s>(rows: &mut Vec<Window>, side: &'s Side, terms: &Terms<'s>, bytes: u64) {
    let mut left = bytes;
    let mut read: HashSet<&str> = HashSet::new();
    let size = |word: &str| -> u64 {
        let lists = terms.get(word).into_iter().flatten().flat_map(|form| form.lists[..FIELDS].iter().flatten());
        lists.map(|list| list.postings.len() as u64).sum()
    };
    let mut fits = true;
    rows.retain(|row| {
        let words = row.around().map(|word| &side.exacts[word]);
        let new: HashSet<&str> = words.filter(|word| !read.contains(word)).collect();
        let cost = new.iter().map(|word| size(word)).sum::<u64>();
        fits = fits && cost <= left;
        if fits {
            left -= cost;
            read.extend(new);
        }
        fits
    });
}

/// Asks for the postings of words; false while some are missing.
///
/// # Errors
/// When the bundle is damaged.
pub fn asked_for<'s>(access: &Access<'_>, terms: &Terms<'s>, words: impl Iterator<Item = &'s str>) -> Result<bool> {
    let mut whole = true;
    let mut asked: HashSet<&str> = HashSet::new();
    for word in words.filter(|word| asked.insert(word)) {
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

/// An article that has the words of a row, and some around it, wherever they stand in it.
#[derive(Debug)]
struct Possible {
    article: u32,
    /// The words around the row that it has, without a gap; as places in the words around.
    words: Range<usize>,
    /// Where each of them lists the article.
    at: Vec<usize>,
}

impl Row<'_, '_, '_, '_> {
    /// The articles that have the row, ascending, each with the most words in a row that agree; `None` while positions are
    /// missing, all of which are noted.
    fn longest(&self) -> Result<Option<Vec<(u32, usize)>>> {
        let (mut found, mut whole) = (Vec::new(), true);
        let around = self.row.around();
        let row = self.row.first - around.start..self.row.first - around.start + ROW;
        for field in 0..FIELDS {
            let forms = |word: usize| self.terms.get(&self.side.exacts[word]).map_or(&[][..], Vec::as_slice);
            let slots = around.clone().map(|word| Slot::open(forms(word), field, self.lists));
            let mut slots = slots.collect::<Result<Vec<_>>>()?;
            let mut possible = possible(&slots, &row);
            if possible.len() > TELLING_ARTICLES {
                possible.retain(|one| one.words.len() >= SURE);
            }
            for one in &possible {
                let words = agreeing(&mut slots, &row, one, self.lists)?;
                whole &= words.is_some();
                found.extend(words.filter(|words| *words > 0).map(|words| (one.article, words)));
            }
        }
        // The longest of an article is kept.
        sort::by_key(&mut found, |(article, words)| (*article, std::cmp::Reverse(*words)));
        found.dedup_by_key(|(article, _)| *article);
        Ok(whole.then_some(found))
    }
}

/// The articles that have all words of a row. Costs the list of its rarest word, and a look into the others.
fn possible(slots: &[Slot<'_>], row: &Range<usize>) -> Vec<Possible> {
    let mut possible = Vec::new();
    let Some(lead) = row.clone().min_by_key(|&word| slots[word].articles().len()) else { return possible };
    let mut at = vec![0; slots.len()];
    for (index, &article) in slots[lead].articles().iter().enumerate() {
        at[lead] = index;
        let mut has = |word: usize| {
            at[word] = gallop(slots[word].articles(), at[word], article);
            slots[word].articles().get(at[word]) == Some(&article)
        };
        if row.clone().all(|word| word == lead || has(word)) {
            let end = (row.end..slots.len()).find(|&word| !has(word)).unwrap_or(slots.len());
            let start = (0..row.start).rev().find(|&word| !has(word)).map_or(0, |word| word + 1);
            possible.push(Possible { article, words: start..end, at: at[start..end].to_vec() });
        }
    }
    possible
}

/// How many words in a row of an article agree around a row, at the place where most do; `None` while positions are missing.
fn agreeing(
    slots: &mut [Slot<'_>],
    row: &Range<usize>,
    one: &Possible,
    lists: &Lists<'_, '_>,
) -> Result<Option<usize>> {
    let (mut whole, mut here) = (true, Vec::new());
    // Where the row begins, with the words to its left and right that agree.
    let mut stands: Vec<(u32, [usize; 2])> = Vec::new();
    let beside = (row.end..one.words.end).chain((one.words.start..row.start).rev());
    // The rarest words have the fewest places, and mostly tell that the others need not be read.
    let mut words: Vec<usize> = row.clone().collect();
    sort::by_key(&mut words, |&word| slots[word].articles().len());
    let lead = words[0];
    words.extend(beside);
    for (number, word) in words.into_iter().enumerate() {
        if whole && number > 0 && stands.is_empty() {
            return Ok(Some(0));
        }
        // Two words first, then the row, then what is beside it: a trip more, and a fraction of the bytes.
        if !whole && [2, ROW].contains(&number) {
            return Ok(None);
        }
        here.clear();
        if !slots[word].places(one.at[word - one.words.start], lists, &mut here)? {
            whole = false;
            continue;
        }
        let agrees = |first: u32| {
            let place = i64::from(first) + word as i64 - row.start as i64;
            here.binary_search_by(|one| i64::from(place_of(*one)).cmp(&place)).is_ok()
        };
        if word == lead {
            let first = |&place: &u32| place_of(place).checked_sub((word - row.start) as u32);
            stands.extend(here.iter().filter_map(first).map(|first| (first, [0, 0])));
        } else if row.contains(&word) {
            stands.retain(|(first, _)| agrees(*first));
        } else {
            let (side, distance) = if word < row.start { (0, row.start - word) } else { (1, word + 1 - row.end) };
            // A word counts where all nearer ones agree.
            let carried_on = |stand: &&mut (u32, [usize; 2])| stand.1[side] + 1 == distance && agrees(stand.0);
            stands.iter_mut().filter(carried_on).for_each(|stand| stand.1[side] = distance);
        }
    }
    let most = stands.iter().map(|(_, [left, right])| ROW + left + right).max().unwrap_or(0);
    Ok(whole.then_some(most))
}
