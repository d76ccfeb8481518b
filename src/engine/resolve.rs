//! From a plan's words to the terms of the corpus and their lists.

use super::EngineError;
use super::cache::Access;
use super::protocol::{BlocksMode, MarksMode, Problem};
use crate::bundle::Section;
use crate::bundle::error::{BundleError, Result};
use crate::index::entry::{ListRef, Place};
use crate::order;
use crate::query::evaluate::{FIELDS, ListBytes, ResolvedForm, ResolvedLeaf, may_coincide, needs_positions};
use crate::query::plan::{Leaf, Pattern, Plan};

/// Fold keys that one prefix may stand for.
pub const PREFIX_LIMIT: usize = 4096;

/// Resolves every leaf of a plan; `None` while chunks are missing. Problems name unknown words and prefixes cut short.
pub fn resolve(
    access: &Access<'_>,
    plan: &Plan,
    marks: MarksMode,
    problems: &mut Vec<Problem>,
) -> std::result::Result<Option<Vec<ResolvedLeaf>>, EngineError> {
    let mut leaves = Vec::with_capacity(plan.leaves.len());
    for leaf in &plan.leaves {
        let mut resolved = Vec::with_capacity(leaf.slots.len());
        for patterns in &leaf.slots {
            let mut forms: Vec<ResolvedForm> = Vec::new();
            for pattern in patterns {
                forms.extend(pattern_forms(access, pattern, marks, problems)?);
            }
            // Two alternatives may name one term: it counts once, at its better tier.
            order::by(&mut forms, |a, b| a.exact.cmp(&b.exact).then(a.tier.cmp(&b.tier)));
            forms.dedup_by(|next, kept| next.exact == kept.exact);
            resolved.push(forms);
        }
        leaves.push(resolved);
    }
    if access.is_missing() {
        return Ok(None);
    }
    for (leaf, forms) in plan.leaves.iter().zip(&leaves) {
        for (patterns, _) in leaf.slots.iter().zip(forms).filter(|(_, forms)| forms.is_empty()) {
            for pattern in patterns {
                let problem = Problem::UnknownTerm { term: pattern.word.surface.clone() };
                if !problems.contains(&problem) {
                    problems.push(problem);
                }
            }
        }
    }
    Ok(Some(leaves))
}

fn pattern_forms(
    access: &Access<'_>,
    pattern: &Pattern,
    marks: MarksMode,
    problems: &mut Vec<Problem>,
) -> Result<Vec<ResolvedForm>> {
    let mut forms = Vec::new();
    for (fold, ordinal) in fold_keys(access, pattern, problems) {
        let Some(place) = access.place_of(Section::Entries, ordinal) else { continue };
        let (Some(entries), Some(entry)) = (access.entries(place), access.entry(Section::Entries, place)) else {
            continue;
        };
        for form in entries.forms((ordinal - entry.first) as usize, &fold)? {
            if let Some(tier) = pattern.tier(&form.exact, marks) {
                forms.push(ResolvedForm { exact: form.exact, tier, lists: form.lists, entries_place: place });
            }
        }
    }
    Ok(forms)
}

/// The fold keys a pattern may mean, with their ordinals.
fn fold_keys(access: &Access<'_>, pattern: &Pattern, problems: &mut Vec<Problem>) -> Vec<(String, u64)> {
    let Some(first) = access.place_of_key(Section::Terms, &pattern.fold).or(pattern.word.prefix.then_some(0)) else {
        return Vec::new();
    };
    if !pattern.word.prefix {
        // The entry is asked for along with the map: one trip for both.
        if let Some(place) = access.place_of_key(Section::Entries, &pattern.fold) {
            access.entries(place);
        }
        let ordinal = access.terms(first).and_then(|terms| terms.get(&pattern.fold));
        let base = access.entry(Section::Terms, first).map(|entry| entry.first);
        return ordinal.zip(base).map(|(n, base)| (pattern.fold.clone(), base + n)).into_iter().collect();
    }
    let mut keys = Vec::new();
    for place in first..access.count(Section::Terms) {
        let Some(entry) = access.entry(Section::Terms, place) else { break };
        if place > first && !entry.first_key.starts_with(pattern.fold.as_bytes()) {
            break;
        }
        let Some(terms) = access.terms(place) else { continue };
        let from = keys.len();
        let more = terms.with_prefix(&pattern.fold, PREFIX_LIMIT, &mut keys);
        keys[from..].iter_mut().for_each(|key| key.1 += entry.first);
        if more {
            let problem =
                Problem::TooManyTerms { pattern: format!("{}*", pattern.word.surface), limit: PREFIX_LIMIT as u32 };
            if !problems.contains(&problem) {
                problems.push(problem);
            }
            break;
        }
    }
    keys
}

/// The lists of resolved leaves: asks for their chunks, then gives their bytes.
#[derive(Debug)]
pub struct Lists<'a, 'e> {
    access: &'a Access<'e>,
}

impl<'a, 'e> Lists<'a, 'e> {
    /// Asks for every list the leaves need; `None` while chunks are missing.
    pub fn load(access: &'a Access<'e>, plan: &Plan, leaves: &[ResolvedLeaf], blocks: BlocksMode) -> Option<Self> {
        let coincide =
            |at: usize| (0..leaves.len()).any(|other| other != at && may_coincide(&leaves[at], &leaves[other]));
        for (at, (leaf, forms)) in plan.leaves.iter().zip(leaves).enumerate() {
            if forms.iter().any(Vec::is_empty) {
                continue;
            }
            let positions = needs_positions(leaf, forms) || coincide(at);
            for list in forms.iter().flatten().flat_map(|form| covered(leaf, form, blocks)) {
                if let Place::Chunk { place, .. } = list.postings {
                    access.postings(place);
                }
                if let (true, Place::Chunk { place, .. }) = (positions, &list.positions) {
                    access.positions(*place);
                }
            }
        }
        (!access.is_missing()).then_some(Self { access })
    }

    fn inline(&self, form: &ResolvedForm, range: &std::ops::Range<usize>) -> Result<&'e [u8]> {
        let entries = self.access.entries(form.entries_place);
        entries.and_then(|entries| entries.payload().get(range.clone())).ok_or(DANGLING)
    }
}

const DANGLING: BundleError = BundleError::Invalid { what: "place of a list", at: 0 };

fn covered<'f>(leaf: &Leaf, form: &'f ResolvedForm, blocks: BlocksMode) -> impl Iterator<Item = &'f ListRef> {
    let covered = FIELDS.map(|field| leaf.covers(field, blocks));
    form.lists.iter().zip(covered).filter_map(|(list, covered)| list.as_ref().filter(|_| covered))
}

impl ListBytes for Lists<'_, '_> {
    fn postings(&self, form: &ResolvedForm, list: &ListRef) -> Result<&[u8]> {
        match &list.postings {
            Place::Inline(range) => self.inline(form, range),
            Place::Chunk { place, range } => {
                self.access.postings(*place).and_then(|chunk| chunk.get(range.clone())).ok_or(DANGLING)
            }
        }
    }

    fn positions(&self, form: &ResolvedForm, list: &ListRef) -> Result<&[u8]> {
        match &list.positions {
            Place::Inline(range) => self.inline(form, range),
            Place::Chunk { place, range } => {
                self.access.positions(*place).and_then(|chunk| chunk.get(range.clone())).ok_or(DANGLING)
            }
        }
    }

    fn articles(&self) -> u32 {
        self.access.root().counts.articles
    }
}
