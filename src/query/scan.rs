//! Finds the hits of a plan in one article's text: what is highlighted, and what every line shows.
//!
//! It reads the same tokens as the index and applies the same rules, so that the hits here are those that
//! [`super::evaluate`] counts.

use super::evaluate::FIELDS;
use super::near::Span;
use super::plan::{Expr, Leaf, Plan};
use crate::article::Block;
use crate::engine::protocol::{BlocksMode, Tier};
use crate::index::placed::{Placed, keys_of};
use crate::order;
use std::collections::HashMap;
use std::ops::Range;

/// A hit as a range of an article's tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TokenHit {
    /// Its first token, as an index.
    pub first: usize,
    /// Its last token.
    pub last: usize,
    /// How it agrees with what was typed.
    pub tier: Tier,
}

/// The hits of an expression's shown leaves, in reading order.
///
/// Costs one key per distinct surface of the text, and its number of tokens for each leaf.
pub fn hits(plan: &Plan, expr: &Expr, blocks: BlocksMode, article: Scanned<'_>) -> Vec<TokenHit> {
    let by_leaf = hits_by_leaf(plan, &Plan::shown_leaves(expr), blocks, article);
    let mut found: Vec<TokenHit> = by_leaf.into_iter().flatten().collect();
    order::by_key(&mut found, |hit| *hit);
    found
}

/// The hits of each of some leaves; a token that suits two words among them is one hit, the first one's.
pub fn hits_by_leaf(plan: &Plan, leaves: &[usize], blocks: BlocksMode, article: Scanned<'_>) -> Vec<Vec<TokenHit>> {
    let mut keys: HashMap<&str, Vec<String>> = HashMap::new();
    let mut taken: Vec<bool> = vec![false; article.tokens.len()];
    let mut of_leaf = |leaf: &Leaf| {
        let mut hits = leaf_hits(leaf, blocks, article, &mut keys);
        if leaf.slots.len() == 1 {
            hits.retain(|hit| !std::mem::replace(&mut taken[hit.first], true));
        }
        hits
    };
    leaves.iter().map(|&at| of_leaf(&plan.leaves[at])).collect()
}

/// The hits of one leaf, field by field in reading order.
fn leaf_hits<'a>(
    leaf: &Leaf,
    blocks: BlocksMode,
    article: Scanned<'a>,
    keys: &mut HashMap<&'a str, Vec<String>>,
) -> Vec<TokenHit> {
    let tiers = slot_tiers(leaf, blocks, article, keys);
    if leaf.is_row() {
        let run = |first| {
            let tier = run_tier(&tiers, first, 0..leaf.slots.len(), article.tokens)?;
            Some(TokenHit { first, last: first + leaf.slots.len() - 1, tier })
        };
        return (0..article.tokens.len()).filter_map(run).collect();
    }
    let mut found = Vec::new();
    for field in FIELDS {
        let row = |slots: &Range<usize>| {
            let here = |at: usize| article.blocks[article.tokens[at].block as usize].field() == field;
            let span = |first: usize| {
                let tier = run_tier(&tiers, first, slots.clone(), article.tokens)?;
                let position = article.tokens[first].position;
                Some(Span { first: position, last: position + slots.len() as u32 - 1, tier })
            };
            (0..article.tokens.len()).filter(|&at| here(at)).filter_map(span).collect()
        };
        let token = |position: u32| article.tokens.partition_point(|token| token.position < position);
        found.extend(leaf.spans.places(&row).into_iter().map(|span| TokenHit {
            first: token(span.first),
            last: token(span.last),
            tier: span.tier,
        }));
    }
    found
}

/// An article's text with its tokens.
#[derive(Clone, Copy, Debug)]
pub struct Scanned<'a> {
    /// Its stored text.
    pub text: &'a str,
    /// Its blocks.
    pub blocks: &'a [Block],
    /// Its tokens, see [`crate::index::placed`].
    pub tokens: &'a [Placed],
}

/// For each token, how it suits each place of the leaf.
fn slot_tiers<'a>(
    leaf: &Leaf,
    blocks: BlocksMode,
    article: Scanned<'a>,
    keys: &mut HashMap<&'a str, Vec<String>>,
) -> Vec<Vec<Option<Tier>>> {
    let mut known: HashMap<&str, Vec<Option<Tier>>> = HashMap::new();
    let nowhere = vec![None; leaf.slots.len()];
    article
        .tokens
        .iter()
        .map(|token| {
            if !leaf.covers(article.blocks[token.block as usize].field(), blocks) {
                return nowhere.clone();
            }
            let surface = &article.text[token.start as usize..token.end as usize];
            let of_surface = known.entry(surface).or_insert_with(|| {
                let keys = keys.entry(surface).or_insert_with(|| keys_of(surface));
                let best = |slot| keys.iter().filter_map(|key| leaf.tier_in_text(slot, key, surface)).min();
                (0..leaf.slots.len()).map(best).collect()
            });
            of_surface.clone()
        })
        .collect()
}

/// The tier of the run that starts at `first`, if every slot is suited by the next token.
fn run_tier(tiers: &[Vec<Option<Tier>>], first: usize, slots: Range<usize>, tokens: &[Placed]) -> Option<Tier> {
    let mut worst = tiers[first].get(slots.start).copied().flatten()?;
    for (at, slot) in (first + 1..).zip(slots.skip(1)) {
        let next = tokens.get(at).filter(|next| next.position == tokens[at - 1].position + 1);
        next?;
        worst = worst.max(tiers[at][slot]?);
    }
    Some(worst)
}
