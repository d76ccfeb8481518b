//! What a comparison comes to: which words of each article are matched, and which sentences it says alone.
//!
//! It counts what was found and finds no passages.

use super::{Comparison, Side, Text};
use crate::text::paragraph_sentences;
use serde::{Deserialize, Serialize};

/// A sentence with more than this share of its words matched is no longer an article's own.
const OWN_SHARE: (u32, u32) = (1, 2);

/// A sentence that one of two articles says alone: less than half of its words stand in a passage they share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Own {
    /// First byte in its article.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Its words.
    pub tokens: u32,
    /// Those of them that are matched.
    pub shared_tokens: u32,
}

impl Comparison<'_> {
    /// Which tokens of the first article, or of the second, stand in a phrase that both have: matched ones alone, not what
    /// was put in between them.
    pub fn matched(&self, second: bool) -> &[bool] {
        &self.matched[usize::from(second)]
    }

    /// The sentences that the first article, or the second, says alone, in order. Linear in the
    /// text.
    pub fn own(&self, second: bool) -> Vec<Own> {
        let (text, side) = if second { (self.texts.1, self.words.side_b) } else { (self.texts.0, self.words.side_a) };
        own(text, side, self.matched(second))
    }
}

/// The sentences of a text of which less than half of the words are `matched`, which has an entry for each word. Linear in the
/// text.
pub fn own_sentences(text: &Text<'_>, matched: &[bool]) -> Vec<Own> {
    own(text.text, &text.side, matched)
}

fn own(text: &str, side: &Side, matched: &[bool]) -> Vec<Own> {
    let mut own = Vec::new();
    let mut at = 0;
    for block in side.blocks.chunk_by(|x, y| x == y) {
        let block_end = at + block.len();
        let (first, last) = (side.spans[at].0 as usize, side.spans[block_end - 1].1 as usize);
        // The marks that close the last sentence stand after its last word.
        let rest = text[last..].find(char::is_whitespace).map_or(text.len(), |offset| last + offset);
        for (start, end) in paragraph_sentences(&text[first..rest]) {
            let (start, end) = (first as u32 + start, first as u32 + end);
            let mut sentence = Own { start, end, tokens: 0, shared_tokens: 0 };
            while at < block_end && side.spans[at].0 < end {
                sentence.tokens += 1;
                sentence.shared_tokens += u32::from(matched[at]);
                at += 1;
            }
            if sentence.shared_tokens * OWN_SHARE.1 < sentence.tokens * OWN_SHARE.0 {
                own.push(sentence);
            }
        }
        at = block_end;
    }
    own
}
