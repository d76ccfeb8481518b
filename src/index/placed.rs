//! An article's tokens with their positions: the one numbering that the index, the highlighter and the lines share.

use super::{BLOCK_GAP, term_key};
use crate::article::{Block, Field};
use crate::text::{Token, aliases, exact_key, tokens};

/// A token in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// First byte in the article's text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Its number in the article, see [`BLOCK_GAP`].
    pub position: u32,
    /// Its block, as an index into the article's blocks.
    pub block: u32,
}

/// The tokens of an article, in reading order. Linear in the length of the text.
pub fn placed_tokens(text: &str, blocks: &[Block]) -> Vec<Placed> {
    let mut placed = Vec::with_capacity(text.len() / 5);
    let mut position = 0;
    for (number, block) in blocks.iter().enumerate() {
        for token in tokens(block.of(text)) {
            let Token { start, end, .. } = token;
            placed.push(Placed { start: block.start + start, end: block.start + end, position, block: number as u32 });
            position += 1;
        }
        position += BLOCK_GAP;
    }
    placed
}

/// Tokens in the fields that count by default: title, lead and body.
pub fn length_tokens(placed: &[Placed], blocks: &[Block]) -> u32 {
    placed.iter().filter(|p| blocks[p.block as usize].field() != Field::Aside).count() as u32
}

/// The keys a token is found under: its exact key first, then its aliases.
pub fn keys_of(surface: &str) -> Vec<String> {
    let exact = term_key(exact_key(surface));
    let more = aliases(&exact);
    let mut keys = vec![exact];
    for key in more.into_iter().map(term_key) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}
