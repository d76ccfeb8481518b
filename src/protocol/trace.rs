//! Where a text is from, asked and answered.

use crate::bundle::Card;
use crate::compare::{Kind, Own};
use serde::{Deserialize, Serialize};

/// Asks which articles share passages with a text of the reader's own.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct TraceRequest {
    /// The text.
    pub text: String,
    /// How much work the answer may cost: each step allows eight times as much.
    pub effort: u8,
    /// Articles to return at most.
    pub limit: u32,
}

/// A passage that the text shares with an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TracedPassage {
    /// How the wordings relate.
    pub kind: Kind,
    /// Words that agree.
    pub tokens: u32,
    /// Bytes of the text.
    pub text: (u32, u32),
    /// Bytes of the article's stored text.
    pub article: (u32, u32),
}

/// An article that shares passages with the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Traced {
    /// The article.
    pub card: Card,
    /// Words of the text that stand in it.
    pub text_tokens: u32,
    /// Words of it that stand in the text.
    pub article_tokens: u32,
    /// What they share, in the order of the text.
    pub passages: Vec<TracedPassage>,
}

/// Where a text is from.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct TraceAnswer {
    /// Words of the text that were read. What it repeats more than sixteen times is not among them.
    pub tokens: u32,
    /// Bytes at its end that were not read.
    pub unread_bytes: u32,
    /// Those words that stand in the articles found.
    pub found_tokens: u32,
    /// Rows of words that were looked up, and how many there are to look up.
    pub looked_up: (u32, u32),
    /// Rows beside these that stand in eight words in a row of an article found: who else has them the packer's families tell,
    /// and with more effort they are looked up too.
    pub known: u32,
    /// Articles that were compared, and how many there were to compare.
    pub compared: (u32, u32),
    /// Articles that share passages.
    pub total: u32,
    /// The first of them: those with most of the text, the earliest first where two have the same.
    pub articles: Vec<Traced>,
    /// The sentences that stand nowhere: less than half of their words were found.
    pub nowhere: Vec<Own>,
}

impl TraceAnswer {
    /// Whether a limit left something out.
    pub fn is_cut(&self) -> bool {
        let is_part = |(done, all): (u32, u32)| done < all;
        self.unread_bytes > 0 || self.known > 0 || is_part(self.looked_up) || is_part(self.compared)
    }
}
