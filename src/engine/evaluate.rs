//! A query evaluated over the whole corpus: what every request that runs one starts from.

use super::article_set::passing;
use super::cache::Access;
use super::cased;
use super::columns::{ColumnFilters, Lengths};
use super::folded::Copies;
use super::found::Found;
use super::lists::{Lists, predict, within_limits};
use super::notes::Notes;
use super::resolve::resolve;
use crate::protocol::{BlocksMode, QuerySpec, Refusal};
use crate::query::coincide::may_coincide;
use crate::query::evaluate::{LeafHits, ResolvedLeaf, claimed_hits, leaf_hits};
use crate::query::plan::{Expr, Plan};
use crate::query::sets::{articles, without};
use crate::sort;
use std::collections::HashMap;
use std::rc::Rc;

/// Evaluates a query; `None` while chunks are missing. Asked again, it returns what was found.
///
/// # Errors
/// When the bundle is damaged.
pub fn evaluate(access: &Access<'_>, spec: &QuerySpec, notes: &mut Notes) -> Result<Option<Rc<Found>>, Refusal> {
    let found = match access.memo().found(spec) {
        Some(found) => found,
        None => match evaluate_uncached(access, spec)? {
            Some(found) => {
                let found = Rc::new(found);
                access.memo().keep(spec, &found);
                found
            }
            None => return Ok(None),
        },
    };
    notes.problems.extend(found.notes.problems.iter().cloned());
    found.notes.cuts.iter().for_each(|cut| notes.cut(cut.clone()));
    Ok(Some(found))
}

fn evaluate_uncached(access: &Access<'_>, spec: &QuerySpec) -> Result<Option<Found>, Refusal> {
    let (mut plan, problems) = Plan::read(spec);
    let mut notes = Notes::of(problems);
    predict(access, &plan);
    // Ranking will need the lengths, and showing results where groups are: they come along with the first trip.
    access.ask_for_group_pages();
    let passing = passing(access, &spec.filters)?;
    let copies = if spec.filters.once { Copies::load(access).map(Some) } else { Some(None) };
    let (lengths, columns) = (Lengths::load(access), ColumnFilters::load(access, &plan)?);
    let Some(mut forms) = resolve(access, &plan, spec, &mut notes)? else { return Ok(None) };
    for (leaf, forms) in plan.leaves.iter().zip(&mut forms) {
        within_limits(leaf, forms, spec, &mut notes);
    }
    let lists = Lists::load(access, &plan, &forms, spec.blocks)?;
    let (Some(_), Some(columns), Some(lists), Some(passing), Some(copies)) = (lengths, columns, lists, passing, copies)
    else {
        return Ok(None);
    };
    let mut leaves = Vec::with_capacity(plan.leaves.len());
    for (leaf, forms) in plan.leaves.iter().zip(&forms) {
        let possible = leaf.is_possible(|slot| !forms[slot].is_empty());
        let closeness = plan.words.is_some();
        let hits =
            if possible { leaf_hits(leaf, forms, spec.blocks, &lists, closeness)? } else { Some(LeafHits::default()) };
        leaves.extend(hits.map(Rc::new));
    }
    if access.is_missing() || leaves.len() < plan.leaves.len() {
        return Ok(None);
    }
    if plan.minds_case() {
        let passes = |article: u32| passing.as_ref().is_none_or(|passing| passing.contains(article));
        let candidates = cased::candidates(access, spec, &plan, &leaves, &columns, &passes, &mut notes);
        if access.is_missing() {
            return Ok(None);
        }
        let all: Vec<usize> = (0..leaves.len()).collect();
        leaves = cased::recount(access, &plan, &all, spec.blocks, &candidates, true).into_iter().map(Rc::new).collect();
    }
    let of = |expr: &Option<Expr>| expr.as_ref().map(|e| articles(e, &leaves, &columns)).unwrap_or_default();
    let mut main = of(&plan.main);
    let mut words = without(&of(&plan.words), &main);
    if spec.query.trim().is_empty() && (passing.is_some() || copies.is_some()) {
        // Nothing is asked but to pass the filters: all articles that do.
        plan.main = Some(Expr::And(Vec::new()));
        main = (0..access.root().counts.articles).collect();
    }
    if let Some(passing) = &passing {
        let pass = |article: &u32| passing.contains(*article);
        main.retain(pass);
        words.retain(pass);
    }
    let stands_for = copies.map_or_else(HashMap::new, |copies| once(&copies, &mut main, &mut words));
    let counted = |expr: &Option<Expr>, numbers: &[u32]| {
        if plan.minds_case() {
            let shown = expr.as_ref().map(Plan::shown_leaves).unwrap_or_default();
            let hits = cased::recount(access, &plan, &shown, spec.blocks, numbers, false);
            return Ok(Some(shown.into_iter().zip(hits.into_iter().map(Rc::new)).collect()));
        }
        counted_hits(&plan, &forms, &leaves, expr, spec.blocks, &lists)
    };
    let (main_hits, words_hits) = (counted(&plan.main, &main)?, counted(&plan.words, &words)?);
    let (Some(main_hits), Some(words_hits)) = (main_hits, words_hits) else { return Ok(None) };
    Ok((!access.is_missing()).then_some(Found { plan, leaves, main_hits, words_hits, main, words, stands_for, notes }))
}

/// Leaves of each group of copies among what was found the one that counts; returns how many others it stands for.
fn once(copies: &Copies<'_>, main: &mut Vec<u32>, words: &mut Vec<u32>) -> HashMap<u32, u32> {
    let in_main = |article: u32| main.binary_search(&article).is_ok();
    let surplus = copies.surplus(&in_main, &|article| words.binary_search(&article).is_ok());
    let counts = |article: &u32| !surplus.left_out.contains(article);
    main.retain(counts);
    words.retain(counts);
    surplus.stands_for
}

/// Hits by leaf, no token twice.
type Counted = Vec<(usize, Rc<LeafHits>)>;

/// The hits of an expression's shown leaves. Words that may suit one token are counted from positions; `None` while these
/// are missing.
fn counted_hits(
    plan: &Plan,
    forms: &[ResolvedLeaf],
    leaves: &[Rc<LeafHits>],
    expr: &Option<Expr>,
    blocks: BlocksMode,
    lists: &Lists<'_, '_>,
) -> Result<Option<Counted>, Refusal> {
    let shown = expr.as_ref().map(Plan::shown_leaves).unwrap_or_default();
    let whole = |at: usize| plan.leaves[at].is_possible(|slot| !forms[at][slot].is_empty());
    let coincides = |at: usize| shown.iter().any(|&o| o != at && whole(o) && may_coincide(&forms[at], &forms[o]));
    let (together, alone): (Vec<usize>, Vec<usize>) = shown.iter().partition(|&&at| whole(at) && coincides(at));
    let mut counted: Vec<_> = alone.into_iter().map(|at| (at, Rc::clone(&leaves[at]))).collect();
    if !together.is_empty() {
        let claimants: Vec<_> = together.iter().map(|&at| (&plan.leaves[at], &forms[at])).collect();
        let Some(claimed) = claimed_hits(&claimants, blocks, lists)? else { return Ok(None) };
        counted.extend(together.into_iter().zip(claimed.into_iter().map(Rc::new)));
    }
    sort::by_key(&mut counted, |(at, _)| *at);
    Ok(Some(counted))
}
