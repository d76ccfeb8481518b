//! Answers a comparison: the passages that articles share, their families, weights and overlaps.

use super::articles::{check, full};
use super::cache::Access;
use super::error::EngineError;
use crate::article::{Article, ArticleId, Role};
use crate::compare::{Layer, Pair, Run, Side, align, families, side, weight};
use crate::protocol::{CompareAnswer, CompareRequest, Overlap, Passage, PassageSpan};

/// The share of a passage that lies in titles, captions and credits, from which it matters little.
const MINOR_SHARE: (usize, usize) = (4, 5);
/// Tokens of the longest name; more capitalised words than that are a text in capitals.
const NAME_TOKENS: usize = 16;

/// Compares every pair of the articles asked for. About n log n for two articles of n tokens; pairs grow as the square
/// of the number of articles.
pub fn compare(access: &Access<'_>, request: &CompareRequest) -> Result<Option<CompareAnswer>, EngineError> {
    let mut numbers: Vec<ArticleId> = Vec::new();
    for number in &request.articles {
        check(access, *number)?;
        if !numbers.contains(number) {
            numbers.push(*number);
        }
    }
    if numbers.len() < 2 {
        return Err(EngineError::TooFew(numbers.len()));
    }
    let common = access.common();
    let stored: Vec<_> = numbers.iter().map(|number| access.article(*number)).collect();
    let stored: Option<Vec<_>> = stored.into_iter().collect();
    let (Some(common), Some(stored)) = (common, stored) else { return Ok(None) };
    let sides: Vec<Side> = stored.iter().map(|s| side(&s.article.text, &s.article.blocks)).collect();
    let mut found: Vec<(usize, usize, Pair)> = Vec::new();
    let mut overlaps = Vec::new();
    for first in 0..sides.len() {
        for second in first + 1..sides.len() {
            let pairs = align(&sides[first], &sides[second]);
            let overlap = |of: usize, within: usize, start: fn(&Run) -> u32| Overlap {
                of: numbers[of],
                within: numbers[within],
                shared_tokens: matched_tokens(&sides[of], &pairs, start),
                all_tokens: sides[of].spans.len() as u32,
            };
            overlaps.push(overlap(first, second, |run| run.a));
            overlaps.push(overlap(second, first, |run| run.b));
            found.extend(pairs.into_iter().map(|pair| (first, second, pair)));
        }
    }
    let numbered = families(&sides, &found);
    let articles = access.root().counts.articles;
    let rarity = |fold: &str| {
        let df = common.get(fold).copied().unwrap_or(1).min(articles);
        ((f64::from(articles) + 1.0) / (f64::from(df) + 0.5)).ln() as f32
    };
    let passages = found.iter().zip(numbered).map(|((first, second, pair), family)| {
        let minor = is_minor(&stored[*first].article, &sides[*first], pair.a)
            || is_minor(&stored[*second].article, &sides[*second], pair.b);
        let span = |at: usize, (start, end): (u32, u32)| PassageSpan { article: numbers[at], start, end };
        Passage {
            kind: pair.kind,
            layer: pair.layer,
            moved: pair.moved,
            marks_differ: pair.marks_differ,
            typography: pair.typography,
            signs_differ: pair.signs_differ,
            family,
            tokens: pair.tokens,
            weight: weight(&sides[*first], pair, rarity),
            minor,
            spans: vec![span(*first, pair.a), span(*second, pair.b)],
        }
    });
    let passages = passages.collect();
    let articles = numbers.iter().zip(&stored).map(|(number, stored)| full(*number, stored)).collect();
    Ok(Some(CompareAnswer { articles, passages, overlaps }))
}

/// Tokens of one side that are matched in a phrase: a passage may be long and share few of its words.
fn matched_tokens(side: &Side, pairs: &[Pair], start: fn(&Run) -> u32) -> u32 {
    let mut matched = vec![false; side.spans.len()];
    let phrases = pairs.iter().filter(|pair| pair.layer == Layer::Phrase);
    for run in phrases.flat_map(|pair| &pair.runs) {
        let from = start(run) as usize;
        matched[from..from + run.len as usize].fill(true);
    }
    matched.iter().filter(|&&is| is).count() as u32
}

/// Wholly, but for a word or two, in titles, captions and credits, or made of capitalised words alone (a name, a body's
/// title). A copy that begins with the headline is no headline.
fn is_minor(article: &Article, side: &Side, span: (u32, u32)) -> bool {
    let tokens = side.tokens_in(span);
    let quiet = |block: u32| {
        let role = article.blocks.get(block as usize).map(|block| block.role);
        matches!(role, Some(Role::Title | Role::Caption | Role::Credit | Role::Dateline))
    };
    let inside = side.blocks[tokens.clone()].iter().filter(|block| quiet(**block)).count();
    if inside * MINOR_SHARE.1 >= tokens.len() * MINOR_SHARE.0 {
        return true;
    }
    let capitals = side.spans[tokens.clone()].iter().filter(|(start, end)| {
        article.text[*start as usize..*end as usize].starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
    });
    tokens.len() <= NAME_TOKENS && capitals.count() * 4 >= tokens.len() * 3
}
