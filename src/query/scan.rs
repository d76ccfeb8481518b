//! Finds the hits of a plan in one article's text: what is highlighted, and what every line shows.
//!
//! It reads the same tokens as the index and applies the same rules, so that the hits here are those that
//! [`super::evaluate`] counts.

use super::evaluate::FIELDS;
use super::near::Span;
use super::pattern::Pattern;
use super::plan::{Expr, Leaf, Plan};
use crate::article::{Block, Glosses};
use crate::index::placed::{Placed, Words, fold_mark};
use crate::query::spec::BlocksMode;
use crate::query::tier::Tier;
use crate::sort;
use std::cell::RefCell;
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
    in_order(hits_by_leaf(plan, &Plan::shown_leaves(expr), blocks, article))
}

/// The hits of each of some leaves; a token that suits two words among them is one hit, the first one's.
pub fn hits_by_leaf(plan: &Plan, leaves: &[usize], blocks: BlocksMode, article: Scanned<'_>) -> Vec<Vec<TokenHit>> {
    let mut words = Words::default();
    let numbers = words.numbers_of(article.text, article.tokens, article.glosses);
    Scanner::of(plan, leaves, blocks).hits_by_leaf(article, &numbers, &words)
}

fn in_order(by_leaf: Vec<Vec<TokenHit>>) -> Vec<TokenHit> {
    let mut found: Vec<TokenHit> = by_leaf.into_iter().flatten().collect();
    sort::by_key(&mut found, |hit| *hit);
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
    /// What is said of its words.
    pub glosses: &'a Glosses,
}

/// Finds hits in one article after another: how a word suits a place is worked out once for all of them.
#[derive(Debug)]
pub struct Scanner<'p> {
    blocks: BlocksMode,
    leaves: Vec<Known<'p>>,
}

/// A leaf, with what is known of words: for each word and slot [`UNKNOWN`], [`NOT`] or a tier.
#[derive(Debug)]
struct Known<'p> {
    leaf: &'p Leaf,
    tiers: Vec<u8>,
    /// Of each slot of one plain word the mark of its fold key.
    marks: Vec<Option<u32>>,
}

const UNKNOWN: u8 = 0;
const NOT: u8 = 1;

impl Known<'_> {
    /// How a word suits a slot.
    fn tier(&mut self, slot: usize, word: u32, words: &Words) -> Option<Tier> {
        let at = word as usize * self.leaf.slots.len() + slot;
        if at >= self.tiers.len() {
            self.tiers.resize(words.len().max(word as usize + 1) * self.leaf.slots.len(), UNKNOWN);
        }
        if self.tiers[at] == UNKNOWN {
            let tier = if self.marks[slot].is_none_or(|mark| words.may_fold_to(word, mark)) {
                let (surface, keys) = words.get(word);
                keys.iter().filter_map(|key| self.leaf.tier_in_text(slot, key, surface)).min()
            } else {
                None
            };
            self.tiers[at] = tier.map_or(NOT, |tier| 2 + tier as u8);
        }
        Tier::ALL.get(usize::from(self.tiers[at].wrapping_sub(2))).copied()
    }

    /// The tier of the run that starts at `first`, if every slot is suited by the next token.
    fn run_tier(&mut self, first: usize, slots: Range<usize>, text: &Numbered<'_>) -> Option<Tier> {
        let mut worst = self.tier(slots.start, text.number(first)?, text.words)?;
        let tokens = text.article.tokens;
        for (at, slot) in (first + 1..).zip(slots.skip(1)) {
            let next = tokens.get(at).filter(|next| next.position == tokens[at - 1].position + 1);
            next?;
            worst = worst.max(self.tier(slot, text.number(at)?, text.words)?);
        }
        Some(worst)
    }
}

/// An article with the numbers of its words, where a leaf looks into the token's block.
struct Numbered<'a> {
    article: Scanned<'a>,
    numbers: &'a [u32],
    words: &'a Words,
    /// For each block, whether the leaf looks into it.
    covered: Vec<bool>,
}

impl Numbered<'_> {
    fn number(&self, token: usize) -> Option<u32> {
        let block = self.article.tokens.get(token)?.block as usize;
        self.numbers.get(token).copied().filter(|_| self.covered[block])
    }
}

impl<'p> Scanner<'p> {
    /// Prepares for some leaves of a plan.
    pub fn of(plan: &'p Plan, leaves: &[usize], blocks: BlocksMode) -> Self {
        let mark = |patterns: &Vec<Pattern>| match patterns.as_slice() {
            [one] if one.candidates().is_none() => Some(fold_mark(&one.fold)),
            _ => None,
        };
        let known = |&at: &usize| {
            let leaf = &plan.leaves[at];
            Known { leaf, tiers: Vec::new(), marks: leaf.slots.iter().map(mark).collect() }
        };
        Self { blocks, leaves: leaves.iter().map(known).collect() }
    }

    /// Forgets what it knows of words, whose numbers are other words' now.
    pub fn forget(&mut self) {
        self.leaves.iter_mut().for_each(|known| known.tiers.clear());
    }

    /// The hits in an article, in reading order; `numbers` are those of its tokens. All articles must have been numbered by
    /// the same `words`.
    pub fn hits(&mut self, article: Scanned<'_>, numbers: &[u32], words: &Words) -> Vec<TokenHit> {
        in_order(self.hits_by_leaf(article, numbers, words))
    }

    fn hits_by_leaf(&mut self, article: Scanned<'_>, numbers: &[u32], words: &Words) -> Vec<Vec<TokenHit>> {
        let mut taken: Vec<bool> = vec![false; article.tokens.len()];
        let mut of_leaf = |known: &mut Known<'_>| {
            let covered = article.blocks.iter().map(|block| known.leaf.covers(block.field(), self.blocks)).collect();
            let mut hits = leaf_hits(known, &Numbered { article, numbers, words, covered });
            if known.leaf.slots.len() == 1 {
                hits.retain(|hit| !std::mem::replace(&mut taken[hit.first], true));
            }
            hits
        };
        self.leaves.iter_mut().map(&mut of_leaf).collect()
    }
}

/// The hits of one leaf, field by field in reading order.
fn leaf_hits(known: &mut Known<'_>, text: &Numbered<'_>) -> Vec<TokenHit> {
    let (leaf, tokens) = (known.leaf, text.article.tokens);
    let length = leaf.slots.len();
    if leaf.is_row() {
        let run = |first| {
            let tier = known.run_tier(first, 0..length, text)?;
            Some(TokenHit { first, last: first + length - 1, tier })
        };
        return (0..tokens.len()).filter_map(run).collect();
    }
    let mut found = Vec::new();
    let known = RefCell::new(known);
    for field in FIELDS {
        let row = |slots: &Range<usize>| {
            let here = |at: usize| text.article.blocks[tokens[at].block as usize].field() == field;
            let span = |first: usize| {
                let tier = known.borrow_mut().run_tier(first, slots.clone(), text)?;
                let position = tokens[first].position;
                Some(Span { first: position, last: position + slots.len() as u32 - 1, tier })
            };
            (0..tokens.len()).filter(|&at| here(at)).filter_map(span).collect()
        };
        let token = |position: u32| tokens.partition_point(|token| token.position < position);
        found.extend(leaf.spans.places(&row).into_iter().map(|span| TokenHit {
            first: token(span.first),
            last: token(span.last),
            tier: span.tier,
        }));
    }
    found
}
