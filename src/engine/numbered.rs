//! Articles as numbers, for counting: each token the number of its surface, with marks where words and sentences begin.
//!
//! A corpus is read once and held in four bytes a token, so that the next count needs no text. It counts nothing, and asks
//! for articles in batches; what it holds can all be made again.

use super::cache::Access;
use super::units::Units;
use crate::article::{ArticleId, Block, Field};
use crate::bundle::Section;
use crate::bundle::group::StoredArticle;
use crate::compounds::{Counts, Learned, Words as Compounds};
use crate::index::BLOCK_GAP;
use crate::index::placed::{Placed, Words, placed_tokens};
use crate::protocol::{BlocksMode, Unit};
use crate::text::paragraph_sentences;
use std::collections::HashMap;
use std::rc::Rc;

/// Tokens of articles that are held, four bytes each.
const TOKENS_HELD: usize = if cfg!(target_arch = "wasm32") { 8 << 20 } else { 64 << 20 };
/// Tokens that words are learned from: two megabytes of text.
const TEACHING_TOKENS: u64 = 350_000;
/// Bytes of text a token that is held counts for: it was read before.
const HELD_BYTES: usize = 1;
/// Groups of articles asked for at once.
const GROUPS_A_POLL: usize = 128;

/// The token is one word with the one before it.
const JOINED: u32 = 1 << 31;
/// The token begins a sentence.
const OPENS: u32 = 1 << 30;

/// An article as numbers.
#[derive(Debug)]
pub struct Numbered {
    tokens: Vec<u32>,
    /// Its blocks, and how many tokens each has.
    blocks: Vec<(Block, u32)>,
}

/// A unit in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// Which.
    pub unit: u32,
    /// Its first token in the article.
    pub first: u32,
    /// Its last.
    pub last: u32,
    /// Its block.
    pub block: u32,
    /// Its sentence, counted over the article.
    pub sentence: u32,
}

impl Numbered {
    /// The units in the blocks that count, in order.
    pub fn units(&self, unit: Unit, blocks: BlocksMode, words: &Words, units: &mut Units) -> Vec<At> {
        let mut found: Vec<At> = Vec::with_capacity(self.tokens.len());
        let (mut token, mut sentence) = (0u32, 0u32);
        for (number, (block, count)) in (0u32..).zip(&self.blocks) {
            let tokens = token..token + count;
            token += count;
            if blocks == BlocksMode::Text && block.field() == Field::Aside {
                continue;
            }
            sentence += 1;
            for at in tokens.clone() {
                let code = self.tokens[at as usize];
                sentence += u32::from(code & OPENS != 0);
                let one = units.of_surface(code & !(JOINED | OPENS), words);
                let joins = unit == Unit::Word && code & JOINED != 0 && at > tokens.start;
                if joins
                    && let Some(before) = found.last_mut()
                    && let Some(row) = units.row(before.unit, one)
                {
                    (before.unit, before.last) = (row, at);
                    continue;
                }
                found.push(At { unit: one, first: at, last: at, block: number, sentence });
            }
        }
        found
    }

    /// The surface of a token.
    pub fn surface(&self, token: u32) -> u32 {
        self.tokens[token as usize] & !(JOINED | OPENS)
    }

    /// Its tokens as a scan takes them, without their places in the text, and the numbers of their surfaces.
    pub fn scanned(&self) -> (Vec<Placed>, Vec<u32>, Vec<Block>) {
        let mut placed = Vec::with_capacity(self.tokens.len());
        let mut position = 0;
        for (block, (_, count)) in (0u32..).zip(&self.blocks) {
            placed.extend((0..*count).map(|n| Placed { start: 0, end: 0, position: position + n, block }));
            position += count + BLOCK_GAP;
        }
        let numbers = self.tokens.iter().map(|code| code & !(JOINED | OPENS)).collect();
        (placed, numbers, self.blocks.iter().map(|(block, _)| block.clone()).collect())
    }
}

/// Articles as numbers, as they are needed.
#[derive(Debug, Default)]
pub struct Library {
    /// The surfaces.
    pub words: Words,
    /// What is counted.
    pub units: Units,
    articles: HashMap<u32, Rc<Numbered>>,
    tokens: usize,
    /// What the corpus taught of its words; none while only tokens were asked for.
    compounds: Option<Compounds>,
    teaching: (usize, Counts),
}

impl Library {
    /// Learns the words of the corpus, once, from an even choice of its articles; false while these are missing, or there is more
    /// to do than one poll does.
    pub fn teach(&mut self, access: &Access<'_>) -> bool {
        if self.compounds.is_some() {
            return true;
        }
        let counts = &access.root().counts;
        let step = counts.tokens[..3].iter().sum::<u64>().div_ceil(TEACHING_TOKENS).max(1) as usize;
        let chosen: Vec<u32> = (0..counts.articles).step_by(step).collect();
        let mut teaching = std::mem::take(&mut self.teaching);
        let (done, taught) = &mut teaching;
        let finished = each_stored(access, &chosen, done, |_, stored| {
            let article = &stored.article;
            for block in article.blocks.iter().filter(|block| block.field() != Field::Aside) {
                taught.add(block.of(&article.text));
            }
        });
        if finished {
            self.compounds = Some(Compounds::Learned(Learned::of_any(teaching.1)));
            // Those that are held do not say which tokens are one word.
            (self.articles, self.tokens) = (HashMap::new(), 0);
        } else {
            self.teaching = teaching;
        }
        finished
    }

    /// Takes the words of a lexicon instead of learning them.
    pub fn take_words(&mut self, words: Compounds) {
        self.compounds = Some(words);
        (self.articles, self.tokens) = (HashMap::new(), 0);
    }

    /// Tells articles one after another from the `done`-th on; false while some are missing, a batch of which is asked for, or
    /// there is more to do than one poll does.
    pub fn each(
        &mut self,
        access: &Access<'_>,
        articles: &[u32],
        done: &mut usize,
        mut tell: impl FnMut(&mut Self, u32, &Numbered),
    ) -> bool {
        while let Some(&article) = articles.get(*done) {
            if access.has_counted_enough() {
                return false;
            }
            if let Some(held) = self.articles.get(&article).map(Rc::clone) {
                access.count_bytes(held.tokens.len() * HELD_BYTES);
                tell(self, article, &held);
                *done += 1;
                continue;
            }
            let mut one = *done;
            let until = articles[one..].iter().position(|article| self.articles.contains_key(article));
            let missing = &articles[..until.map_or(articles.len(), |until| one + until)];
            let finished = each_stored(access, missing, &mut one, |article, stored| {
                let numbered = Rc::new(self.number(stored));
                tell(self, article, &numbered);
                self.hold(article, numbered);
            });
            *done = one;
            if !finished {
                return false;
            }
        }
        true
    }

    fn hold(&mut self, article: u32, numbered: Rc<Numbered>) {
        if self.tokens + numbered.tokens.len() > TOKENS_HELD {
            (self.articles, self.tokens) = (HashMap::new(), 0);
        }
        self.tokens += numbered.tokens.len();
        self.articles.insert(article, numbered);
    }

    fn number(&mut self, stored: &StoredArticle) -> Numbered {
        let article = &stored.article;
        let placed = placed_tokens(&article.text, &article.blocks);
        let mut tokens = self.words.numbers_of(&article.text, &placed, &article.glosses);
        let mut blocks = Vec::with_capacity(article.blocks.len());
        let mut from = 0;
        for (number, block) in (0u32..).zip(&article.blocks) {
            let count = placed[from..].iter().take_while(|token| token.block == number).count();
            let here = from..from + count;
            let text = block.of(&article.text);
            for (start, _) in paragraph_sentences(text) {
                let first = placed[here.clone()].partition_point(|token| token.start < block.start + start);
                tokens[here.clone()].get_mut(first).into_iter().for_each(|token| *token |= OPENS);
            }
            for word in self.compounds.iter().flat_map(|words| words.cut(text)).filter(|word| word.pieces > 1) {
                let [start, end] = [word.start, word.end].map(|at| block.start + at as u32);
                let first = from + placed[here.clone()].partition_point(|token| token.start <= start);
                let past = from + placed[here.clone()].partition_point(|token| token.start < end);
                tokens[first.min(past)..past].iter_mut().for_each(|token| *token |= JOINED);
            }
            blocks.push((block.clone(), count as u32));
            from += count;
        }
        Numbered { tokens, blocks }
    }
}

/// Tells stored articles one after another from the `done`-th on; false while some are missing, a batch of which is asked for, or
/// there is more to do than one poll does.
fn each_stored(
    access: &Access<'_>,
    articles: &[u32],
    done: &mut usize,
    mut tell: impl FnMut(u32, &StoredArticle),
) -> bool {
    let (mut whole, mut groups, mut last) = (true, 0, None);
    for &article in &articles[(*done).min(articles.len())..] {
        if whole && access.has_counted_enough() {
            return false;
        }
        let group = access.place_of(Section::Groups, u64::from(article));
        if !whole {
            groups += usize::from(group != last || group.is_none());
            if groups > GROUPS_A_POLL {
                break;
            }
        }
        last = group;
        let stored = access.article(ArticleId(article));
        whole &= stored.is_some() || !access.is_missing();
        if whole {
            // A bundle whose groups lack an article has nothing to count there.
            if let Some(stored) = stored {
                access.count_bytes(stored.article.text.len());
                tell(article, stored);
            }
            *done += 1;
        }
    }
    whole
}
