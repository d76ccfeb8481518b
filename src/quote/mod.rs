//! Words quoted from an article: how a link or a note names them, how they are found again in another copy of the corpus,
//! and a quotation that says what it can be held against.
//!
//! A quote never stands on its bytes alone: bytes move when an article is corrected, words stay. It draws nothing and asks
//! nothing; whoever holds the article hands it over.

mod evidence;
mod find;

pub use evidence::{Difference, Evidence, EvidenceError, Judgement, Verdict, judge};
pub use find::{Found, find};

use crate::article::{Block, Field};

/// Characters of a quotation that a link carries whole.
const WHOLE_CHARS: usize = 120;
/// Characters of the beginning of a longer one.
const HEAD_CHARS: usize = 64;
/// Characters of its end.
const TAIL_CHARS: usize = 40;

/// The words at a place, short enough for a link. White space runs are single spaces.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Quote {
    /// All of them or, where they are many, how they begin.
    pub head: String,
    /// How they end, where the head is not all of them.
    pub tail: String,
    /// A sum over all of them, then: eight hexadecimal digits.
    pub sum: String,
}

impl Quote {
    /// The words of a range of a text; `None` where there are none.
    /// ```
    /// use recto::quote::Quote;
    ///
    /// let quote = Quote::of("Chợ  họp\nsớm.", (0, 18)).unwrap();
    /// assert_eq!((quote.head.as_str(), quote.tail.as_str()), ("Chợ họp sớm", ""));
    /// ```
    pub fn of(text: &str, range: (u32, u32)) -> Option<Self> {
        let words = collapsed(text.get(range.0 as usize..range.1 as usize)?);
        if words.is_empty() {
            return None;
        }
        let chars = words.chars().count();
        if chars <= WHOLE_CHARS {
            return Some(Self { head: words, ..Self::default() });
        }
        let at = |n: usize| words.char_indices().nth(n).map_or(words.len(), |(at, _)| at);
        let (head, tail) = (&words[..at(HEAD_CHARS)], &words[at(chars - TAIL_CHARS)..]);
        // Whole words, where there is a space to cut at.
        let head = head.rfind(' ').map_or(head, |space| &head[..space]);
        let tail = tail.find(' ').map_or(tail, |space| &tail[space + 1..]);
        Some(Self { head: head.to_owned(), tail: tail.to_owned(), sum: sum(&words) })
    }

    /// As it is shown: how it begins, with an ellipsis where it goes on.
    pub fn shown(&self) -> String {
        if self.tail.is_empty() { self.head.clone() } else { [&self.head, " … ", &self.tail].concat() }
    }
}

/// A text with single spaces for runs of white space and none around it.
fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// FNV-1a over the bytes: it tells an edit from none, and protects from nobody.
fn sum(words: &str) -> String {
    let sum = words.bytes().fold(0x811c_9dc5_u32, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (0..8).rev().filter_map(|at| char::from_digit((sum >> (4 * at)) & 15, 16)).collect()
}

/// The paragraph a byte stands in, and how many the article has: leads and bodies count, headlines and what stands aside do
/// not. `None` outside of them.
pub fn paragraph(blocks: &[Block], at: u32) -> Option<(usize, usize)> {
    let counted = |block: &&Block| matches!(block.field(), Field::Lead | Field::Body);
    let place = blocks.iter().filter(counted).position(|block| (block.start..block.end).contains(&at))?;
    Some((place + 1, blocks.iter().filter(counted).count()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Role;

    #[test]
    fn a_long_quotation_is_told_by_its_ends() {
        let text = "bè bạn ".repeat(40);
        let end = u32::try_from(text.len()).expect("short");
        let quote = Quote::of(&text, (0, end)).expect("words");
        assert!(quote.head.chars().count() <= HEAD_CHARS && quote.head.ends_with("bạn"), "{quote:?}");
        assert!(quote.tail.chars().count() <= TAIL_CHARS && quote.tail.starts_with("bạn"), "{quote:?}");
        assert_eq!(quote.sum.len(), 8);
        assert_ne!(quote.sum, Quote::of(&text, (0, end - 10)).expect("words").sum);
        assert_eq!(Quote::of("a  b", (1, 3)), None);
        assert_eq!(Quote::of("ữa", (1, 3)), None);
        let unspaced = "宿".repeat(130);
        assert_eq!(Quote::of(&unspaced, (0, 390)).expect("words").head.chars().count(), HEAD_CHARS);
    }

    #[test]
    fn paragraphs_are_those_that_are_read() {
        let block = |role, start, repeats| Block { role, start, end: start + 10, repeats };
        let blocks = [
            block(Role::Title, 0, false),
            block(Role::Lead, 10, false),
            block(Role::Related, 20, false),
            block(Role::Body, 30, false),
            block(Role::Body, 40, true),
        ];
        let check = |at, expected| assert_eq!(paragraph(&blocks, at), expected, "{at}");
        check(0, None);
        check(10, Some((1, 2)));
        check(25, None);
        check(39, Some((2, 2)));
        check(45, None);
        check(90, None);
    }
}
