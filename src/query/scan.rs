//! Finds the hits of a plan in one article's text: what is highlighted, and what every line shows.
//!
//! It reads the same tokens as the index and applies the same rules, so that the hits here are those that
//! [`super::evaluate`] counts.

use super::plan::{Expr, Leaf, Plan};
use crate::article::Block;
use crate::engine::protocol::{BlocksMode, MarksMode, Tier};
use crate::index::placed::{Placed, keys_of};
use crate::order;
use std::collections::HashMap;

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
pub fn hits(plan: &Plan, expr: &Expr, marks: MarksMode, blocks: BlocksMode, article: Scanned<'_>) -> Vec<TokenHit> {
    let mut found: Vec<TokenHit> = Vec::new();
    let mut keys: HashMap<&str, Vec<String>> = HashMap::new();
    let mut taken: Vec<bool> = Vec::new();
    for leaf in Plan::shown_leaves(expr).into_iter().map(|at| &plan.leaves[at]) {
        let tiers = slot_tiers(leaf, marks, blocks, article, &mut keys);
        for first in 0..article.tokens.len() {
            let Some(tier) = run_tier(&tiers, first, article.tokens) else { continue };
            let last = first + leaf.slots.len() - 1;
            if leaf.slots.len() == 1 {
                // A token that suits two words of the query is one hit: the first word's.
                taken.resize(article.tokens.len(), false);
                if std::mem::replace(&mut taken[first], true) {
                    continue;
                }
            }
            found.push(TokenHit { first, last, tier });
        }
    }
    order::by_key(&mut found, |hit| *hit);
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
    marks: MarksMode,
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
                let best = |slot| keys.iter().filter_map(|key| leaf.tier(slot, key, marks)).min();
                (0..leaf.slots.len()).map(best).collect()
            });
            of_surface.clone()
        })
        .collect()
}

/// The tier of the run that starts at `first`, if every place is suited by the next token.
fn run_tier(tiers: &[Vec<Option<Tier>>], first: usize, tokens: &[Placed]) -> Option<Tier> {
    let mut worst = tiers[first].first().copied().flatten()?;
    if tokens.len() - first < tiers[first].len() {
        return None;
    }
    let before = &tokens[first..];
    for ((slot, next), before) in tokens[first + 1..].iter().enumerate().zip(before).take(tiers[first].len() - 1) {
        worst = worst.max(tiers[first + slot + 1][slot + 1].filter(|_| next.position == before.position + 1)?);
    }
    Some(worst)
}
