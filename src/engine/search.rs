//! Answers a search: counts, ranking, the window of results with excerpts, and what else may be meant.

use super::EngineError;
use super::cache::Access;
use super::cased;
use super::columns::{ColumnFilters, Lengths};
use super::passing::passing;
use super::protocol::{
    BlocksMode, Group, GroupKind, QuerySpec, SearchAnswer, SearchRequest, SearchResult, Sort, Tier, TierCounts, Total,
};
use super::resolve::{Lists, Notes, resolve};
use crate::article::ArticleId;
use crate::bundle::columns::length_of;
use crate::index::placed::placed_tokens;
use crate::order;
use crate::query::evaluate::{Count, LeafHits, ResolvedLeaf, articles, claimed_hits, leaf_hits, may_coincide, without};
use crate::query::plan::{Expr, Plan};
use crate::query::rank::{idf, score};
use crate::query::scan::{Scanned, hits};
use crate::query::snippet::{snippet, spans, strip};
use std::rc::Rc;

/// A query evaluated over the whole corpus.
#[derive(Debug)]
pub struct Found<'e> {
    /// What was compiled.
    pub plan: Plan,
    /// The articles of each leaf with its hits.
    pub leaves: Vec<Rc<LeafHits>>,
    /// The hits that are shown and counted for `main`, a leaf each; no token twice.
    pub main_hits: Vec<(usize, Rc<LeafHits>)>,
    /// The same for `words`.
    pub words_hits: Vec<(usize, Rc<LeafHits>)>,
    /// The lengths of articles.
    pub lengths: Lengths<'e>,
    /// Articles of the query as one expression, ascending.
    pub main: Vec<u32>,
    /// Articles that merely hold all the words, ascending; none of `main`.
    pub words: Vec<u32>,
}

/// Evaluates a query; `None` while chunks are missing.
pub fn evaluate<'e>(
    access: &Access<'e>,
    spec: &QuerySpec,
    notes: &mut Notes,
) -> Result<Option<Found<'e>>, EngineError> {
    let (mut plan, problems) = Plan::read(spec);
    notes.problems.extend(problems);
    let passing = passing(access, &spec.filters)?;
    let (lengths, columns) = (Lengths::load(access), ColumnFilters::load(access, &plan)?);
    let Some(forms) = resolve(access, &plan, spec.effort, notes)? else { return Ok(None) };
    let lists = Lists::load(access, &plan, &forms, spec.blocks);
    let (Some(lengths), Some(columns), Some(lists), Some(passing)) = (lengths, columns, lists, passing) else {
        return Ok(None);
    };
    let mut leaves = Vec::with_capacity(plan.leaves.len());
    for (leaf, forms) in plan.leaves.iter().zip(&forms) {
        let possible = leaf.is_possible(|slot| !forms[slot].is_empty());
        leaves.push(Rc::new(if possible { leaf_hits(leaf, forms, spec.blocks, &lists)? } else { LeafHits::new() }));
    }
    if plan.minds_case() {
        let passes = |article: u32| passing.as_ref().is_none_or(|passing| passing.contains(article));
        let candidates = cased::candidates(access, spec, &plan, &leaves, &columns, &passes, notes);
        if access.is_missing() {
            return Ok(None);
        }
        let all: Vec<usize> = (0..leaves.len()).collect();
        leaves = cased::recount(access, &plan, &all, spec.blocks, &candidates, true).into_iter().map(Rc::new).collect();
    }
    let of = |expr: &Option<Expr>| expr.as_ref().map(|e| articles(e, &leaves, &columns)).unwrap_or_default();
    let mut main = of(&plan.main);
    let mut words = without(&of(&plan.words), &main);
    if let Some(passing) = &passing {
        if spec.query.trim().is_empty() {
            // Nothing is asked but to pass the filters: all articles that do.
            plan.main = Some(Expr::And(Vec::new()));
            main = passing.iter().collect();
        }
        let pass = |article: &u32| passing.contains(*article);
        main.retain(pass);
        words.retain(pass);
    }
    let counted = |expr: &Option<Expr>, numbers: &[u32]| {
        if plan.minds_case() {
            let shown = expr.as_ref().map(Plan::shown_leaves).unwrap_or_default();
            let hits = cased::recount(access, &plan, &shown, spec.blocks, numbers, false);
            return Ok(shown.into_iter().zip(hits.into_iter().map(Rc::new)).collect());
        }
        counted_hits(&plan, &forms, &leaves, expr, spec.blocks, &lists)
    };
    let (main_hits, words_hits) = (counted(&plan.main, &main)?, counted(&plan.words, &words)?);
    Ok(Some(Found { plan, leaves, main_hits, words_hits, lengths, main, words }))
}

/// The hits of an expression's shown leaves. Words that may suit one token are counted from positions.
fn counted_hits(
    plan: &Plan,
    forms: &[ResolvedLeaf],
    leaves: &[Rc<LeafHits>],
    expr: &Option<Expr>,
    blocks: BlocksMode,
    lists: &Lists<'_, '_>,
) -> Result<Vec<(usize, Rc<LeafHits>)>, EngineError> {
    let shown = expr.as_ref().map(Plan::shown_leaves).unwrap_or_default();
    let whole = |at: usize| plan.leaves[at].is_possible(|slot| !forms[at][slot].is_empty());
    let coincides = |at: usize| shown.iter().any(|&o| o != at && whole(o) && may_coincide(&forms[at], &forms[o]));
    let (together, alone): (Vec<usize>, Vec<usize>) = shown.iter().partition(|&&at| whole(at) && coincides(at));
    let mut counted: Vec<_> = alone.into_iter().map(|at| (at, Rc::clone(&leaves[at]))).collect();
    if !together.is_empty() {
        let claimants: Vec<_> = together.iter().map(|&at| (&plan.leaves[at], &forms[at])).collect();
        let claimed = claimed_hits(&claimants, blocks, lists)?;
        counted.extend(together.into_iter().zip(claimed.into_iter().map(Rc::new)));
    }
    order::by_key(&mut counted, |(at, _)| *at);
    Ok(counted)
}

struct Ranked {
    article: u32,
    tier: Tier,
    score: f32,
    hits: u32,
}

/// Answers a search.
pub fn search(access: &Access<'_>, request: &SearchRequest) -> Result<Option<SearchAnswer>, EngineError> {
    let mut notes = Notes::default();
    let Some(found) = evaluate(access, &request.spec, &mut notes)? else { return Ok(None) };
    let mut groups = Vec::new();
    let mut window = (request.offset as usize, request.limit as usize);
    let both =
        [(GroupKind::Phrase, &found.plan.main, &found.main), (GroupKind::Words, &found.plan.words, &found.words)];
    for (kind, expr, numbers) in both {
        let Some(expr) = expr else { continue };
        groups.push(group(access, request, &found, kind, expr, numbers, &mut window)?);
    }
    if access.is_missing() {
        return Ok(None);
    }
    Ok(Some(SearchAnswer { groups, problems: notes.problems, cuts: notes.cuts }))
}

/// One group: its counts, and the part of its results that falls into what is left of the window (skip, take).
fn group(
    access: &Access<'_>,
    request: &SearchRequest,
    found: &Found<'_>,
    kind: GroupKind,
    expr: &Expr,
    numbers: &[u32],
    window: &mut (usize, usize),
) -> Result<Group, EngineError> {
    let shown = if kind == GroupKind::Phrase { &found.main_hits } else { &found.words_hits };
    let (mut ranked, tiers) = rank(access, found, shown, numbers);
    // Without hits nothing is more relevant than what is new.
    let by = if shown.is_empty() && request.sort == Sort::Relevance { Sort::Date } else { request.sort };
    sort(&mut ranked, by, access.root().counts.dated);
    let total = Total { articles: ranked.len() as u32, hits: tiers.exact + tiers.tone + tiers.fold };
    let rows: Vec<&Ranked> = ranked.iter().skip(window.0).take(window.1).collect();
    *window = (window.0.saturating_sub(ranked.len()), window.1 - rows.len());
    let results = rows.iter().filter_map(|row| result(access, request, &found.plan, expr, row)).collect();
    Ok(Group { kind, total, tiers, results })
}

fn rank(
    access: &Access<'_>,
    found: &Found<'_>,
    shown: &[(usize, Rc<LeafHits>)],
    numbers: &[u32],
) -> (Vec<Ranked>, TierCounts) {
    let counts = &access.root().counts;
    let average = counts.tokens[..3].iter().sum::<u64>() as f32 / counts.articles.max(1) as f32;
    let mut tiers = TierCounts::default();
    let mut ranked: Vec<Ranked> =
        numbers.iter().map(|&article| Ranked { article, tier: Tier::Exact, score: 0.0, hits: 0 }).collect();
    for (leaf, hits) in shown {
        let weight = idf(counts.articles, found.leaves[*leaf].len());
        let mut at = 0;
        for row in &mut ranked {
            at += hits[at..].partition_point(|(article, _)| *article < row.article);
            let Some((_, count)) = hits.get(at).filter(|(article, _)| *article == row.article) else { continue };
            let best = best_tier(count);
            row.tier = row.tier.max(best);
            row.hits += count.hits();
            let length = length_of(found.lengths.byte(row.article));
            row.score += score(weight, count, length, average);
            tiers.exact += u64::from(count.tiers[0]);
            tiers.tone += u64::from(count.tiers[1]);
            tiers.fold += u64::from(count.tiers[2]);
        }
    }
    (ranked, tiers)
}

fn best_tier(count: &Count) -> Tier {
    match count.tiers.iter().position(|&hits| hits > 0) {
        Some(0) => Tier::Exact,
        Some(1) => Tier::Tone,
        _ => Tier::Fold,
    }
}

fn sort(ranked: &mut [Ranked], by: Sort, dated: u32) {
    match by {
        Sort::Relevance => order::by(ranked, |a, b| {
            a.tier.cmp(&b.tier).then(b.score.total_cmp(&a.score)).then(a.article.cmp(&b.article))
        }),
        Sort::Oldest => order::by_key(ranked, |row| row.article),
        Sort::Date => order::by_key(ranked, |row| {
            let undated = row.article >= dated;
            (undated, if undated { row.article } else { u32::MAX - row.article })
        }),
    }
}

fn result(
    access: &Access<'_>,
    request: &SearchRequest,
    plan: &Plan,
    expr: &Expr,
    row: &Ranked,
) -> Option<SearchResult> {
    let number = ArticleId(row.article);
    let stored = access.article(number)?;
    let article = &stored.article;
    let tokens = placed_tokens(&article.text, &article.blocks);
    let scanned = Scanned { text: &article.text, blocks: &article.blocks, tokens: &tokens };
    let found = hits(plan, expr, request.spec.blocks, scanned);
    Some(SearchResult {
        card: stored.card(number),
        score: row.score,
        tier: row.tier,
        hits: row.hits,
        snippet: snippet(scanned, &found),
        strip: strip(&article.text, &spans(scanned, &found)),
    })
}
