//! Answers with concordance lines: each hit with its context, sorted by up to three keys.

use super::EngineError;
use super::cache::Access;
use super::protocol::{ConcordanceAnswer, ConcordanceRequest, Line, LineSort};
use super::resolve::Notes;
use super::search::evaluate;
use crate::article::ArticleId;
use crate::bundle::group::StoredArticle;
use crate::index::placed::placed_tokens;
use crate::order;
use crate::query::evaluate::LeafHits;
use crate::query::plan::Plan;
use crate::query::scan::{Scanned, TokenHit, hits};
use crate::query::snippet::single_spaces;
use crate::text::exact_key;
use std::cmp::Ordering;

/// Answers with lines. Without sort keys only the articles of the window are read; with them, all that match.
pub fn concordance(
    access: &Access<'_>,
    request: &ConcordanceRequest,
) -> Result<Option<ConcordanceAnswer>, EngineError> {
    let mut notes = Notes::default();
    let Some(found) = evaluate(access, &request.spec, &mut notes)? else { return Ok(None) };
    let Some(expr) = found.plan.main.clone() else {
        return Ok(Some(ConcordanceAnswer { problems: notes.problems, ..ConcordanceAnswer::default() }));
    };
    let counts: Vec<(u32, u64)> = found
        .main
        .iter()
        .map(|&article| {
            let of = |hits: &LeafHits| hits.get(article).map_or(0, |count| u64::from(count.hits()));
            (article, found.main_hits.iter().map(|(_, hits)| of(hits)).sum())
        })
        .collect();
    let total = counts.iter().map(|row| row.1).sum();
    let window = u64::from(request.offset)..u64::from(request.offset) + u64::from(request.limit);
    let mut lines: Vec<(Line, Vec<String>)> = Vec::new();
    let (mut before, mut skipped) = (0, 0);
    for (article, hits_here) in counts {
        let reach = before..before + hits_here;
        before = reach.end;
        if request.sort.is_empty() && (reach.end <= window.start || reach.start >= window.end) {
            skipped += if reach.end <= window.start { hits_here } else { 0 };
            continue;
        }
        let number = ArticleId(article);
        let Some(stored) = access.article(number) else { continue };
        lines.extend(article_lines(&found.plan, &expr, request, number, stored));
    }
    if access.is_missing() {
        return Ok(None);
    }
    order::by(&mut lines, |a, b| compare(a, b, &request.sort));
    let from = (window.start - skipped.min(window.start)) as usize;
    let lines: Vec<Line> = lines.into_iter().skip(from).take(request.limit as usize).map(|(line, _)| line).collect();
    let mut numbers: Vec<ArticleId> = lines.iter().map(|line| line.article).collect();
    order::by_key(&mut numbers, |number| *number);
    numbers.dedup();
    let cards = numbers.into_iter().filter_map(|n| access.article(n).map(|stored| stored.card(n))).collect();
    let articles = found.main.len() as u32;
    Ok(Some(ConcordanceAnswer { total, articles, lines, cards, problems: notes.problems, cuts: notes.cuts }))
}

fn article_lines(
    plan: &Plan,
    expr: &crate::query::plan::Expr,
    request: &ConcordanceRequest,
    number: ArticleId,
    stored: &StoredArticle,
) -> Vec<(Line, Vec<String>)> {
    let article = &stored.article;
    let tokens = placed_tokens(&article.text, &article.blocks);
    let scanned = Scanned { text: &article.text, blocks: &article.blocks, tokens: &tokens };
    let found = hits(plan, expr, request.spec.blocks, scanned);
    found
        .iter()
        .map(|hit| {
            let keys = request.sort.iter().map(|sort| sort_key(scanned, hit, *sort)).collect();
            (line(scanned, hit, request.context_tokens as usize, number), keys)
        })
        .collect()
}

fn line(article: Scanned<'_>, hit: &TokenHit, context: usize, number: ArticleId) -> Line {
    let tokens = article.tokens;
    let block = tokens[hit.first].block;
    let first = (0..=context).filter_map(|n| hit.first.checked_sub(n)).take_while(|&n| tokens[n].block == block).last();
    let last = (hit.last..=hit.last + context).take_while(|&n| tokens.get(n).is_some_and(|t| t.block == block)).last();
    let (start, end) = (tokens[hit.first].start, tokens[hit.last].end);
    let bounds = &article.blocks[block as usize];
    let left = first.filter(|&n| n < hit.first).map_or(start, |n| tokens[n].start);
    let right = last.filter(|&n| n > hit.last).map_or(end, |n| tokens[n].end);
    // What punctuation is left of a block at its edges belongs to the context.
    let next_out = last.is_some_and(|n| tokens.get(n + 1).is_none_or(|t| t.block != block));
    let right = if next_out && context > 0 { bounds.end } else { right };
    let cut = |from: u32, to: u32| single_spaces(article.text.get(from as usize..to as usize).unwrap_or(""));
    Line {
        article: number,
        start,
        end,
        left: cut(left, start),
        node: cut(start, end),
        right: cut(end, right),
        tier: hit.tier,
    }
}

fn sort_key(article: Scanned<'_>, hit: &TokenHit, sort: LineSort) -> String {
    let key = |at: Option<usize>| {
        let token = at.and_then(|n| article.tokens.get(n)).filter(|t| t.block == article.tokens[hit.first].block);
        token.map_or(String::new(), |t| exact_key(&article.text[t.start as usize..t.end as usize]))
    };
    match sort {
        LineSort::Left(n) => key(hit.first.checked_sub(usize::from(n))),
        LineSort::Right(n) => key(hit.last.checked_add(usize::from(n))),
        LineSort::Node => {
            exact_key(&article.text[article.tokens[hit.first].start as usize..article.tokens[hit.last].end as usize])
        }
        // Article numbers are in date order: they are compared themselves.
        LineSort::Article | LineSort::Date => String::new(),
    }
}

fn compare(a: &(Line, Vec<String>), b: &(Line, Vec<String>), sort: &[LineSort]) -> Ordering {
    let by_keys = sort.iter().zip(a.1.iter().zip(&b.1)).map(|(sort, (left, right))| match sort {
        LineSort::Article | LineSort::Date => a.0.article.cmp(&b.0.article),
        _ => left.cmp(right),
    });
    let place = |line: &Line| (line.article, line.start, line.end);
    by_keys.fold(Ordering::Equal, Ordering::then).then(place(&a.0).cmp(&place(&b.0)))
}
