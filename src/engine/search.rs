//! Answers a search: counts, ranking, the window of results with excerpts, and what else may be meant.

use super::EngineError;
use super::cache::Access;
use super::columns::{ColumnFilters, Lengths};
use super::protocol::{
    BlocksMode, Group, GroupKind, MarksMode, Offer, OfferKind, OffersAnswer, OffersRequest, Problem, QuerySpec,
    SearchAnswer, SearchRequest, SearchResult, Sort, Tier, TierCounts, Total,
};
use super::resolve::{Lists, resolve};
use crate::article::ArticleId;
use crate::bundle::columns::length_of;
use crate::index::placed::placed_tokens;
use crate::order;
use crate::query::evaluate::{Count, LeafHits, ResolvedLeaf, articles, claimed_hits, leaf_hits, may_coincide, without};
use crate::query::parser::parse;
use crate::query::plan::{Expr, Plan};
use crate::query::rank::{idf, score};
use crate::query::scan::{Scanned, hits};
use crate::query::snippet::{snippet, spans, strip};
use crate::text::{exact_key, spelling_key, tokens};
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
    problems: &mut Vec<Problem>,
) -> Result<Option<Found<'e>>, EngineError> {
    let query = parse(&spec.query);
    problems.extend(query.problems.iter().cloned());
    let plan = Plan::of(&query);
    let (lengths, columns) = (Lengths::load(access), ColumnFilters::load(access, &plan)?);
    let Some(forms) = resolve(access, &plan, spec.marks, problems)? else { return Ok(None) };
    let lists = Lists::load(access, &plan, &forms, spec.blocks);
    let (Some(lengths), Some(columns), Some(lists)) = (lengths, columns, lists) else { return Ok(None) };
    let mut leaves = Vec::with_capacity(plan.leaves.len());
    for (leaf, forms) in plan.leaves.iter().zip(&forms) {
        let empty = forms.iter().any(Vec::is_empty);
        leaves.push(Rc::new(if empty { LeafHits::new() } else { leaf_hits(leaf, forms, spec.blocks, &lists)? }));
    }
    let of = |expr: &Option<Expr>| expr.as_ref().map(|e| articles(e, &leaves, &columns)).unwrap_or_default();
    let main = of(&plan.main);
    let words = without(&of(&plan.words), &main);
    let counted = |expr: &Option<Expr>| counted_hits(&plan, &forms, &leaves, expr, spec.blocks, &lists);
    let (main_hits, words_hits) = (counted(&plan.main)?, counted(&plan.words)?);
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
    let whole = |at: usize| forms[at].iter().all(|f| !f.is_empty());
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
    let mut problems = Vec::new();
    let Some(found) = evaluate(access, &request.spec, &mut problems)? else { return Ok(None) };
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
    Ok(Some(SearchAnswer { groups, problems, cuts: Vec::new() }))
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
    sort(&mut ranked, request.sort, access.root().counts.dated);
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
    let found = hits(plan, expr, request.spec.marks, request.spec.blocks, scanned);
    Some(SearchResult {
        card: stored.card(number),
        score: row.score,
        tier: row.tier,
        hits: row.hits,
        snippet: snippet(scanned, &found),
        strip: strip(&article.text, &spans(scanned, &found)),
    })
}

/// What else may be meant: only offers that find something more than the query itself.
pub fn offers(access: &Access<'_>, request: &OffersRequest) -> Result<Option<OffersAnswer>, EngineError> {
    let spec = &request.spec;
    let mut candidates = Vec::new();
    if let Some(query) = other_spelling(&spec.query) {
        candidates.push((OfferKind::Spelling, QuerySpec { query, ..spec.clone() }));
    }
    if spec.marks != MarksMode::Fold {
        candidates.push((OfferKind::IgnoringMarks, QuerySpec { marks: MarksMode::Fold, ..spec.clone() }));
    }
    if spec.blocks == BlocksMode::Text {
        candidates.push((OfferKind::HiddenBlocks, QuerySpec { blocks: BlocksMode::All, ..spec.clone() }));
    }
    let own = match evaluate(access, spec, &mut Vec::new())? {
        Some(found) => total(access, &found).hits,
        None => 0,
    };
    let mut offers = Vec::new();
    for (kind, spec) in candidates {
        let Some(found) = evaluate(access, &spec, &mut Vec::new())? else { continue };
        let total = total(access, &found);
        if total.hits > if kind == OfferKind::Spelling { 0 } else { own } {
            offers.push(Offer { kind, spec, total });
        }
    }
    Ok((!access.is_missing()).then_some(OffersAnswer { offers, diagnosis: Vec::new() }))
}

/// What a query finds as one expression.
fn total(access: &Access<'_>, found: &Found<'_>) -> Total {
    let (ranked, tiers) = rank(access, found, &found.main_hits, &found.main);
    Total { articles: ranked.len() as u32, hits: tiers.exact + tiers.tone + tiers.fold }
}

/// The query with every word in its other i/y spelling, if one has another.
fn other_spelling(query: &str) -> Option<String> {
    let mut out = String::with_capacity(query.len());
    let (mut at, mut changed) = (0, false);
    for token in tokens(query) {
        let (start, end) = (token.start as usize, token.end as usize);
        let surface = &query[start..end];
        let exact = exact_key(surface);
        let other = other_form(&exact);
        changed |= other.is_some();
        out.push_str(&query[at..start]);
        out.push_str(other.as_deref().unwrap_or(surface));
        at = end;
    }
    out.push_str(&query[at..]);
    changed.then_some(out)
}

/// The spelling of a syllable with i for y or y for i, where both are written.
fn other_form(exact: &str) -> Option<String> {
    const PAIRS: [(char, char); 6] = [('i', 'y'), ('í', 'ý'), ('ì', 'ỳ'), ('ỉ', 'ỷ'), ('ĩ', 'ỹ'), ('ị', 'ỵ')];
    let last = exact.chars().next_back()?;
    let other = PAIRS.iter().find_map(|&(i, y)| match last {
        c if c == i => Some(y),
        c if c == y => Some(i),
        _ => None,
    })?;
    let swapped = format!("{}{other}", &exact[..exact.len() - last.len_utf8()]);
    (spelling_key(&swapped) == spelling_key(exact)).then_some(swapped)
}
