//! The lists of a query: which chunks they lie in, how many are read, and their bytes.
//!
//! A word, phrase or prefix is answered after two trips. The first asks for its block of terms, its entries and, by the
//! keys in the directories, for the chunks that may hold its lists ([`predict`]); the second for the groups of the
//! results. Positions that would be many bytes are not asked for unseen: of those only the blocks are, once postings
//! tell which articles have all the words, and such a phrase takes a third trip.

use super::cache::Access;
use super::notes::Notes;
use crate::bundle::Section;
use crate::bundle::error::{BundleError, Result};
use crate::index::entry::{ListRef, Place};
use crate::index::key::Sought;
use crate::index::list::{Postings, read_postings};
use crate::protocol::{BlocksMode, Cut, CutKind, QuerySpec};
use crate::query::coincide::may_coincide;
use crate::query::evaluate::{FIELDS, ListBytes, Positions, ResolvedForm, ResolvedLeaf};
use crate::query::pattern::Pattern;
use crate::query::plan::{Leaf, Plan};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

/// Positions of one phrase that are asked for before it is known which of them are needed. Unit tests meet this limit and
/// the next with a corpus of their size.
const UNSEEN_POSITIONS_BYTES: u64 = if cfg!(test) { 32 * 1024 } else { 512 * 1024 };
/// Entries and postings of one prefix that are asked for before its terms are known.
const UNSEEN_POSTINGS_BYTES: u64 = 2 * 1024 * 1024;
/// Postings read for one place of a query; each step of effort allows eight times as many. A word in each of a million
/// articles, or all words with one first letter among a hundred thousand.
const POSTINGS_LIMIT: u64 = if cfg!(test) { 20_000 } else { 4_000_000 };
/// Positions read for one place of a phrase, likewise.
const POSITIONS_LIMIT: u64 = 8_000_000;

const DANGLING: BundleError = BundleError::Invalid { what: "place of a list", at: 0 };

/// Asks for the entries and lists that the directories say a plan may need, before its terms are looked up.
pub fn predict(access: &Access<'_>, plan: &Plan) {
    for leaf in &plan.leaves {
        let unknown = |pattern: &&Pattern| !access.knows_terms(&pattern.fold);
        let patterns = || leaf.slots.iter().flatten().filter(unknown).filter(|pattern| !pattern.fold.is_empty());
        for pattern in patterns() {
            let limit = if pattern.candidates().is_some() { UNSEEN_POSTINGS_BYTES } else { u64::MAX };
            for section in [Section::Terms, Section::Entries, Section::Postings] {
                access.ask_for(section, sought(pattern, section), limit);
            }
        }
        if leaf.slots.len() > 1 {
            let size = |pattern: &Pattern| access.bytes_for(Section::Positions, sought(pattern, Section::Positions));
            if patterns().map(size).fold(0, u64::saturating_add) <= UNSEEN_POSITIONS_BYTES {
                patterns().for_each(|pattern| {
                    access.ask_for(Section::Positions, sought(pattern, Section::Positions), u64::MAX);
                });
            }
        }
    }
}

/// What a pattern may need of a section. Terms and entries have no forms in their directories.
fn sought(pattern: &Pattern, section: Section) -> Sought<'_> {
    let lists = matches!(section, Section::Postings | Section::Positions);
    match pattern.only_form().filter(|_| lists) {
        _ if pattern.candidates().is_some() => Sought::Prefix(&pattern.fold),
        Some(exact) => Sought::Form(&pattern.fold, exact),
        None => Sought::Fold(&pattern.fold),
    }
}

/// Leaves out the terms that would be more than the limits allow, and notes it. The first term of a place stays, whatever
/// it costs: it says how much at most, a posting for every article.
pub fn within_limits(leaf: &Leaf, forms: &mut ResolvedLeaf, spec: &QuerySpec, notes: &mut Notes) {
    let times = 8u64.saturating_pow(u32::from(spec.effort));
    let positions = Positions::needed(leaf, forms);
    for (patterns, slot) in leaf.slots.iter().zip(forms) {
        let (mut postings, mut occurrences, mut kept) = (0u64, 0u64, 0);
        let mut looked_at = 0;
        for (at, form) in slot.iter().enumerate() {
            for list in covered(leaf, form, spec.blocks) {
                postings = postings.saturating_add(u64::from(list.df));
                if positions.include(form) {
                    occurrences = occurrences.saturating_add(list.occurrences);
                }
            }
            let fits = postings <= POSTINGS_LIMIT.saturating_mul(times)
                && occurrences <= POSITIONS_LIMIT.saturating_mul(times);
            if at == 0 || (fits && kept == at) {
                (kept, looked_at) = (at + 1, postings);
            }
        }
        if kept < slot.len() {
            slot.truncate(kept);
            let part = patterns.first().map(|pattern| pattern.word.surface.clone()).unwrap_or_default();
            notes.cut(Cut { kind: CutKind::Postings, part, looked_at, of: Some(postings) });
        }
    }
}

/// The lists of resolved leaves, loaded.
#[derive(Debug)]
pub struct Lists<'a, 'e> {
    access: &'a Access<'e>,
    /// Decoded lists by their place in the section: phrase and words read the same ones.
    decoded: RefCell<HashMap<u64, Rc<Postings>>>,
}

impl<'a, 'e> Lists<'a, 'e> {
    /// Asks for every postings list the leaves need, and for the positions when they are not many bytes; `None` while
    /// postings are missing.
    ///
    /// # Errors
    /// When a place does not exist.
    pub fn load(
        access: &'a Access<'e>,
        plan: &Plan,
        leaves: &[ResolvedLeaf],
        blocks: BlocksMode,
    ) -> Result<Option<Self>> {
        let coincide =
            |at: usize| (0..leaves.len()).any(|other| other != at && may_coincide(&leaves[at], &leaves[other]));
        let mut whole = true;
        for (at, (leaf, forms)) in plan.leaves.iter().zip(leaves).enumerate() {
            if !leaf.is_possible(|slot| !forms[slot].is_empty()) {
                continue;
            }
            let lists = || forms.iter().flatten().flat_map(|form| covered(leaf, form, blocks));
            for list in lists() {
                if let Place::Far(range) = &list.postings {
                    whole &= access.list(Section::Postings, range.clone())?.is_some();
                }
            }
            let needed = if coincide(at) { Positions::All } else { Positions::needed(leaf, forms) };
            let read = forms.iter().flatten().filter(|form| needed.include(form));
            let read: Vec<&ListRef> = read.flat_map(|form| covered(leaf, form, blocks)).collect();
            if read.iter().map(|list| list.positions.len() as u64).sum::<u64>() <= UNSEEN_POSITIONS_BYTES {
                for list in read {
                    if let Place::Far(range) = &list.positions {
                        access.list(Section::Positions, range.clone())?;
                    }
                }
            }
        }
        Ok(whole.then(|| Self { access, decoded: RefCell::default() }))
    }

    /// Lists of which the postings were asked for and are there; positions are asked for as they are read.
    pub fn bare(access: &'a Access<'e>) -> Self {
        Self { access, decoded: RefCell::default() }
    }

    fn inline(&self, form: &ResolvedForm, range: &Range<usize>) -> Result<&'e [u8]> {
        let entries = self.access.entries(form.entries_place);
        entries.and_then(|entries| entries.payload().get(range.clone())).ok_or(DANGLING)
    }
}

fn covered<'f>(leaf: &Leaf, form: &'f ResolvedForm, blocks: BlocksMode) -> impl Iterator<Item = &'f ListRef> {
    let covered = FIELDS.map(|field| leaf.covers(field, blocks));
    form.lists.iter().zip(covered).filter_map(|(list, covered)| list.as_ref().filter(|_| covered))
}

impl ListBytes for Lists<'_, '_> {
    fn postings(&self, form: &ResolvedForm, list: &ListRef) -> Result<Rc<Postings>> {
        let read = |bytes: &[u8]| read_postings(bytes, list.expected(), self.articles()).map(Rc::new);
        match &list.postings {
            Place::Inline(range) => read(self.inline(form, range)?),
            Place::Far(range) => {
                if let Some(known) = self.decoded.borrow().get(&range.start) {
                    return Ok(Rc::clone(known));
                }
                let bytes = self.access.list(Section::Postings, range.clone())?.ok_or(DANGLING)?;
                let postings = read(&bytes)?;
                self.decoded.borrow_mut().insert(range.start, Rc::clone(&postings));
                Ok(postings)
            }
        }
    }

    fn positions(&self, form: &ResolvedForm, list: &ListRef, range: Range<usize>) -> Result<Option<Cow<'_, [u8]>>> {
        match &list.positions {
            Place::Inline(all) => {
                self.inline(form, all)?.get(range).map(|bytes| Some(Cow::Borrowed(bytes))).ok_or(DANGLING)
            }
            Place::Far(all) => {
                let at =
                    |offset: usize| all.start.checked_add(offset as u64).filter(|&at| at <= all.end).ok_or(DANGLING);
                self.access.list(Section::Positions, at(range.start)?..at(range.end)?)
            }
        }
    }

    fn articles(&self) -> u32 {
        self.access.root().counts.articles
    }
}
