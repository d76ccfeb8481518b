//! Which shared passages say little: titles and captions, names, terms, and common words that meet by chance.
//!
//! It looks at one passage; nothing is dropped here, only called by its name.

use crate::article::{Article, Role};
use crate::compare::{Kind, Layer, Pair, Side};
use crate::protocol::Noise;

/// The share of a passage that lies in titles, captions and credits, from which it matters little.
const MINOR_SHARE: (usize, usize) = (4, 5);
/// Tokens of the longest name; more capitalised words than that are a text in capitals.
const NAME_TOKENS: usize = 16;
/// Up to so many tokens, half of them capitalised make a name: an office or a company with what it is called.
const TITLED_TOKENS: usize = 8;
/// Tokens of the longest phrase that common words may hold together by chance.
const COMMON_TOKENS: u32 = 7;
/// What the words of a phrase that says something weigh together at least: about three words that one article in ten has.
const COMMON_WEIGHT: f32 = 7.0;
/// The same of a phrase of few tokens, which is one term or two: a term of two common words is found anywhere.
const TERM_TOKENS: u32 = 6;
const TERM_WEIGHT: f32 = 10.0;

/// How rare a word is in the corpus.
pub(super) type Rarity<'r> = &'r dyn Fn(&str) -> f32;

/// One side of a passage.
#[derive(Clone, Copy)]
pub(super) struct Reading<'s> {
    pub article: &'s Article,
    pub side: &'s Side,
}

/// Why a passage says little; `None` for one that is worth a row. `rarity` takes a fold key: the logarithm of how many
/// articles there are for each that has it; there is none where a corpus is too small to tell.
pub(super) fn noise_of(readings: [Reading; 2], pair: &Pair, rarity: Option<Rarity>) -> Option<Noise> {
    let places = [(readings[0], pair.a), (readings[1], pair.b)];
    if places.iter().any(|&(reading, span)| is_aside(reading, span)) {
        return Some(Noise::Caption);
    }
    if places.iter().any(|&(reading, span)| is_name(reading, span)) {
        return Some(Noise::Name);
    }
    if pair.layer != Layer::Phrase || pair.kind == Kind::Reordered {
        return None;
    }
    let (rarity, side) = (rarity?, readings[0].side);
    let matched = pair.runs.iter().flat_map(|run| run.a..run.a + run.len);
    let weight: f32 = matched.map(|at| rarity(&side.folds[at as usize])).sum();
    let least = match pair.tokens {
        ..=TERM_TOKENS => TERM_WEIGHT,
        ..=COMMON_TOKENS => COMMON_WEIGHT,
        _ => 0.0,
    };
    (weight < least).then_some(Noise::Common)
}

/// Wholly, but for a word or two, in titles, captions and credits. A copy that begins with the headline is no headline.
fn is_aside(Reading { article, side }: Reading, span: (u32, u32)) -> bool {
    let tokens = side.tokens_in(span);
    let quiet = |block: u32| {
        let role = article.blocks.get(block as usize).map(|block| block.role);
        matches!(role, Some(Role::Title | Role::Caption | Role::Credit | Role::Dateline))
    };
    let inside = side.blocks[tokens.clone()].iter().filter(|block| quiet(**block)).count();
    inside * MINOR_SHARE.1 >= tokens.len() * MINOR_SHARE.0
}

/// Made of capitalised words and numbers (a name, a body's title).
fn is_name(Reading { article, side }: Reading, span: (u32, u32)) -> bool {
    let tokens = side.tokens_in(span);
    let capitals = side.spans[tokens.clone()].iter().filter(|(start, end)| {
        article.text[*start as usize..*end as usize].starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
    });
    let (capitals, all) = (capitals.count(), tokens.len());
    all <= NAME_TOKENS && capitals * 3 >= all * 2 || all <= TITLED_TOKENS && capitals * 2 >= all
}
