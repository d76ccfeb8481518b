//! Counts where case decides: keys have none, so that the texts of what the index finds are looked at. It finds nothing
//! that the index does not.

use super::cache::Access;
use super::notes::Notes;
use super::reading::scanned;
use crate::article::ArticleId;
use crate::index::placed::placed_tokens;
use crate::protocol::{BlocksMode, Cut, CutKind, QuerySpec};
use crate::query::evaluate::{Count, LeafHits};
use crate::query::plan::{Plan, without_exclusions};
use crate::query::scan::hits_by_leaf;
use crate::query::sets::{Filters, articles};
use crate::sort;
use std::rc::Rc;

/// Articles whose texts are looked at; each step of effort allows eight times as many.
const TEXTS_LIMIT: usize = 1000;

/// The articles that pass and that a plan finds by its index, exclusions aside: those whose texts decide. Asks for their texts.
pub fn candidates(
    access: &Access<'_>,
    spec: &QuerySpec,
    plan: &Plan,
    leaves: &[Rc<LeafHits>],
    filters: &impl Filters,
    passes: &dyn Fn(u32) -> bool,
    notes: &mut Notes,
) -> Vec<u32> {
    let exprs = plan.main.iter().chain(&plan.words);
    let mut all: Vec<u32> = exprs.flat_map(|expr| articles(&without_exclusions(expr), leaves, filters)).collect();
    sort::by_key(&mut all, |article| *article);
    all.dedup();
    all.retain(|article| passes(*article));
    let limit =
        TEXTS_LIMIT.saturating_mul(usize::try_from(8u64.saturating_pow(u32::from(spec.effort))).unwrap_or(usize::MAX));
    if all.len() > limit {
        let (looked_at, of) = (limit as u64, Some(all.len() as u64));
        notes.cut(Cut { kind: CutKind::Postings, part: spec.query.clone(), looked_at, of });
        all.truncate(limit);
    }
    for &article in &all {
        access.article(ArticleId(article));
    }
    all
}

/// The hits of each of some leaves in some articles, as their texts have them. The texts are loaded. `alone` counts each
/// leaf by itself; otherwise a token that suits two words counts once.
pub fn recount(
    access: &Access<'_>,
    plan: &Plan,
    leaves: &[usize],
    blocks: BlocksMode,
    numbers: &[u32],
    alone: bool,
) -> Vec<LeafHits> {
    let mut found: Vec<LeafHits> = vec![LeafHits::default(); leaves.len()];
    for &number in numbers {
        let Some(stored) = access.article(ArticleId(number)) else { continue };
        let article = &stored.article;
        let tokens = placed_tokens(&article.text, &article.blocks);
        let scanned = scanned(stored, &tokens);
        let by_leaf = if alone {
            leaves.iter().flat_map(|leaf| hits_by_leaf(plan, &[*leaf], blocks, scanned)).collect()
        } else {
            hits_by_leaf(plan, leaves, blocks, scanned)
        };
        for (hits, found) in by_leaf.iter().zip(&mut found) {
            let mut count = Count::default();
            for hit in hits {
                let field = article.blocks[tokens[hit.first].block as usize].field();
                count.add(field as usize, hit.tier, 1);
            }
            if count.hits() > 0 {
                found.push(number, count);
            }
        }
    }
    found
}
