//! From a plan's words to the terms of the corpus and their lists.

use super::cache::Access;
use super::joined::stands_joined;
use super::notes::Notes;
use crate::bundle::Section;
use crate::bundle::error::{BundleError, Result};
use crate::index::entry::Form;
use crate::protocol::{Cut, CutKind, MarksMode, Problem, QuerySpec, Refusal};
use crate::query::coincide::note_coincidences;
use crate::query::evaluate::{ResolvedForm, ResolvedLeaf};
use crate::query::pattern::ast::Ast;
use crate::query::pattern::automaton::{Automaton, WORK_LIMIT};
use crate::query::pattern::{Pattern, is_literal};
use crate::query::plan::Plan;
use crate::query::syntax::Word;
use crate::query::tier::Tier;
use crate::sort;

/// Fold keys that one pattern may stand for; each step of effort allows eight times as many.
pub const TERMS_LIMIT: usize = 4096;
/// Fold keys that all patterns of a query may stand for, likewise.
const QUERY_TERMS_LIMIT: usize = 4 * TERMS_LIMIT;
/// Unknown words of a query that are looked for in joined ones.
const JOINED_LIMIT: usize = 12;

/// Resolves every leaf of a plan; `None` while chunks are missing. Notes name unknown words and patterns cut short.
pub fn resolve(
    access: &Access<'_>,
    plan: &Plan,
    spec: &QuerySpec,
    notes: &mut Notes,
) -> std::result::Result<Option<Vec<ResolvedLeaf>>, Refusal> {
    let mut leaves = Vec::with_capacity(plan.leaves.len());
    for leaf in &plan.leaves {
        let mut resolved = Vec::with_capacity(leaf.slots.len());
        for patterns in &leaf.slots {
            let mut forms: Vec<ResolvedForm> = Vec::new();
            for pattern in patterns {
                forms.extend(pattern_forms(access, pattern, spec.effort, notes)?);
            }
            // Two alternatives may name one term: it counts once, at its better tier.
            sort::by(&mut forms, |a, b| a.exact.cmp(&b.exact).then(a.tier.cmp(&b.tier)));
            forms.dedup_by(|next, kept| next.exact == kept.exact);
            note_coincidences(&mut forms);
            resolved.push(forms);
        }
        leaves.push(resolved);
    }
    if access.is_missing() {
        return Ok(None);
    }
    let mut looked_for = 0;
    for (leaf, forms) in plan.leaves.iter().zip(&leaves) {
        // Words that are found in another reading are there.
        if leaf.typed < leaf.slots.len() && leaf.is_possible(|slot| !forms[slot].is_empty()) {
            continue;
        }
        let typed = leaf.slots.iter().zip(forms).take(leaf.typed);
        for (patterns, _) in typed.filter(|(_, forms)| forms.is_empty()) {
            for pattern in patterns {
                let term = pattern.word.surface.clone();
                let named = |problem: &Problem| match problem {
                    Problem::UnknownTerm { term: other }
                    | Problem::OnlyJoined { term: other }
                    | Problem::NoGlosses { term: other } => *other == term,
                    _ => false,
                };
                if notes.problems.iter().any(named) {
                    continue;
                }
                looked_for += 1;
                let is_joined = looked_for <= JOINED_LIMIT && stands_joined(access, &pattern.word, spec)?;
                notes.problems.push(match &pattern.word {
                    word if word.is_gloss() && !has_glosses_like(access, word) => Problem::NoGlosses { term },
                    _ if is_joined => Problem::OnlyJoined { term },
                    _ => Problem::UnknownTerm { term },
                });
            }
        }
    }
    Ok((!access.is_missing()).then_some(leaves))
}

/// Whether the corpus has a word, or any word that suits a pattern; taken for granted while chunks are missing.
pub fn knows(access: &Access<'_>, word: &Word, spec: &QuerySpec) -> Result<bool> {
    knows_in(access, word, std::slice::from_ref(word), spec)
}

/// The same for a word of a run: beside a word with marks it is read as typed.
pub fn knows_in(access: &Access<'_>, word: &Word, run: &[Word], spec: &QuerySpec) -> Result<bool> {
    let literal = spec.marks == MarksMode::Smart && is_literal(run);
    let pattern = Pattern::in_run(word, spec.marks, spec.strict, literal);
    let forms = pattern_forms(access, &pattern, spec.effort, &mut Notes::default())?;
    Ok(access.is_missing() || !forms.is_empty())
}

/// Whether the corpus has any gloss of the kind that a word asks for; taken for granted while chunks are missing.
pub fn has_glosses_like(access: &Access<'_>, word: &Word) -> bool {
    let sign: String = word.exact.chars().take(1).collect();
    let any = Automaton::of(&Ast::Seq(vec![Ast::literal(&sign), Ast::run()]));
    !suiting_folds(access, &sign, &any, 1).0.is_empty() || access.is_missing()
}

/// Articles that have a plain word, in the field where most do; `None` while chunks are missing.
pub fn articles_with(access: &Access<'_>, word: &Word, spec: &QuerySpec) -> Result<Option<u32>> {
    let pattern = Pattern::of(word, spec.marks, spec.strict);
    let forms = pattern_forms(access, &pattern, spec.effort, &mut Notes::default())?;
    let most = |form: &ResolvedForm| form.lists.iter().flatten().map(|list| list.df).max().unwrap_or(0);
    let articles = forms.iter().map(most).fold(0, u32::saturating_add);
    Ok((!access.is_missing()).then_some(articles))
}

/// The terms that suit a pattern.
pub fn pattern_forms(
    access: &Access<'_>,
    pattern: &Pattern,
    effort: u8,
    notes: &mut Notes,
) -> Result<Vec<ResolvedForm>> {
    let folds = match pattern.candidates() {
        Some(automaton) => candidates(access, pattern, automaton, effort, notes),
        None => fold_key_of(access, &pattern.fold).into_iter().collect(),
    };
    let mut forms = Vec::new();
    for_each_form(access, &folds, |_, form, entries_place| {
        if let Some(tier) = pattern.tier(&form.exact) {
            forms.push(ResolvedForm { exact: form.exact, tier, lists: form.lists, entries_place, coincides: false });
        }
    })?;
    Ok(forms)
}

/// A directory whose numbers do not ascend.
const ASTRAY: BundleError = BundleError::Invalid { what: "directory of term entries", at: 0 };

/// Tells the forms of fold keys with their ordinals, each with its fold key and the place of its entries chunk; asks for
/// those that are missing.
pub fn for_each_form(
    access: &Access<'_>,
    folds: &[(String, u64)],
    mut tell: impl FnMut(&str, Form, usize),
) -> Result<()> {
    for (fold, ordinal) in folds {
        let Some(place) = access.place_of(Section::Entries, *ordinal) else { continue };
        let (Some(entries), Some(entry)) = (access.entries(place), access.entry(Section::Entries, place)) else {
            continue;
        };
        let at = ordinal.checked_sub(entry.first).ok_or(ASTRAY)?;
        entries.forms(at as usize, fold)?.into_iter().for_each(|form| tell(fold, form, place));
    }
    Ok(())
}

/// The fold key of a plain word with its ordinal, if the corpus has it.
fn fold_key_of(access: &Access<'_>, fold: &str) -> Option<(String, u64)> {
    let place = access.place_of_key(Section::Terms, fold)?;
    // The entry is asked for along with the map: one trip for both.
    if let Some(place) = access.place_of_key(Section::Entries, fold) {
        access.entries(place);
    }
    let ordinal = access.terms(place)?.get(fold)?;
    Some((fold.to_owned(), access.entry(Section::Terms, place)?.first.saturating_add(ordinal)))
}

/// The term of an exact key; where no article has it, the terms of its fold key. None while chunks are missing, which are
/// noted.
pub fn forms_of(access: &Access<'_>, fold: &str, exact: &str) -> Result<Vec<ResolvedForm>> {
    let mut forms = Vec::new();
    for_each_form(access, fold_key_of(access, fold).as_slice(), |_, form, entries_place| {
        let tier = if form.exact == exact { Tier::Exact } else { Tier::Fold };
        forms.push(ResolvedForm { exact: form.exact, tier, lists: form.lists, entries_place, coincides: false });
    })?;
    if forms.iter().any(|form| form.tier == Tier::Exact) {
        forms.retain(|form| form.tier == Tier::Exact);
    }
    Ok(forms)
}

/// The fold keys that a pattern may suit, with their ordinals. Reads the blocks of the term map whose keys may begin as
/// the pattern does.
fn candidates(
    access: &Access<'_>,
    pattern: &Pattern,
    automaton: &Automaton,
    effort: u8,
    notes: &mut Notes,
) -> Vec<(String, u64)> {
    let times = 8u64.saturating_pow(u32::from(effort));
    let allowed = |limit: usize| usize::try_from(times).unwrap_or(usize::MAX).saturating_mul(limit);
    let limit = allowed(TERMS_LIMIT).min(allowed(QUERY_TERMS_LIMIT).saturating_sub(notes.folds));
    automaton.allow(WORK_LIMIT.saturating_mul(times));
    let (keys, cut) = suiting_folds(access, &pattern.fold, automaton, limit);
    notes.folds += keys.len();
    if let Some(kind) = cut {
        let of = (kind == CutKind::Pattern).then(|| u64::from(access.root().counts.folds));
        notes.cut(Cut { kind, part: pattern.word.surface.clone(), looked_at: keys.len() as u64, of });
    }
    keys
}

/// The fold keys that begin with `lead` and suit an automaton, with their ordinals, and what cut them short. Asks for the
/// blocks of the term map whose keys may begin so.
pub fn suiting_folds(
    access: &Access<'_>,
    lead: &str,
    automaton: &Automaton,
    limit: usize,
) -> (Vec<(String, u64)>, Option<CutKind>) {
    let mut keys: Vec<(String, u64)> = Vec::new();
    let mut cut = None;
    let Some(first) = access.start_for_key(Section::Terms, lead) else { return (keys, cut) };
    for place in first..access.count(Section::Terms) {
        let Some(entry) = access.entry(Section::Terms, place) else { continue };
        if entry.first_key.as_slice() > lead.as_bytes() && !entry.first_key.starts_with(lead.as_bytes()) {
            break;
        }
        let next = access.entry(Section::Terms, place + 1).map(|next| next.first_key.as_slice());
        if cut.is_some() || !automaton.may_begin(common_start(&entry.first_key, next)) {
            continue;
        }
        let Some(terms) = access.terms(place) else { continue };
        let from = keys.len();
        let more = terms.suiting(automaton, limit, &mut keys);
        keys[from..].iter_mut().for_each(|key| key.1 = key.1.saturating_add(entry.first));
        cut = more.then_some(CutKind::Terms).or(automaton.is_spent().then_some(CutKind::Pattern));
    }
    keys.retain(|(key, _)| key.starts_with(lead));
    (keys, cut)
}

/// What all keys from one up to another have at their start.
fn common_start<'k>(first: &'k [u8], next: Option<&[u8]>) -> &'k str {
    let same = first.iter().zip(next.unwrap_or_default()).take_while(|(a, b)| a == b).count();
    let valid = |length| std::str::from_utf8(first.get(..length)?).ok();
    (0..4).filter_map(|back| valid(same.checked_sub(back)?)).next().unwrap_or("")
}
