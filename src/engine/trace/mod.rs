//! Where a text of the reader's own is from: which articles share passages with it, and which of its sentences are nowhere.
//!
//! The index tells which articles have rows of its words ([`candidates`]); these alone are read and compared, by the recipe
//! of docs/COMPARE.md. The text stays where it is: it is no part of any corpus, and nothing is kept of it.

mod candidates;
mod windows;

use super::cache::Access;
use crate::article::{ArticleId, plain};
use crate::bundle::group::StoredArticle;
use crate::compare::{Comparison, Layer, Pair, Text, own_sentences};
use crate::protocol::{PASTED, Refusal, TraceAnswer, TraceRequest, Traced, TracedPassage};
use crate::sort;
use candidates::candidates;
use std::cmp::Reverse;
use windows::SURE;

/// Bytes of a text that are read without more effort: some 28,000 words of Vietnamese.
const TEXT_BYTES: usize = 160 * 1024;
/// Articles that are compared without more effort.
const ARTICLES: usize = 64;
/// Words that are compared without more effort, those of the text counted with each article.
const TOKENS: u64 = 1_500_000;

/// Answers where a text is from; `None` while chunks are missing. Each step of effort allows eight times the text, the lists
/// that are read, and the articles that are compared.
///
/// # Errors
/// When the bundle is damaged.
pub fn trace(access: &Access<'_>, request: &TraceRequest) -> Result<Option<TraceAnswer>, Refusal> {
    let times = 8usize.saturating_pow(request.effort.into());
    let read = beginning(&request.text, TEXT_BYTES.saturating_mul(times));
    let article = plain(PASTED.1, read.to_owned());
    let text = Text::of(&article);
    let Some(found) = candidates(access, &text.side, request.effort)? else { return Ok(None) };
    let most = &found.articles[..found.articles.len().min(ARTICLES.saturating_mul(times))];
    let stored: Vec<_> = most.iter().map(|&article| access.article(ArticleId(article))).collect();
    let Some(stored) = stored.into_iter().collect::<Option<Vec<_>>>() else { return Ok(None) };
    let mut left = TOKENS.saturating_mul(times as u64);
    let within = stored.iter().take_while(|stored| {
        let cost = text.side.spans.len() as u64 + u64::from(stored.length_tokens);
        let fits = cost <= left;
        left = left.saturating_sub(cost);
        fits
    });
    let compared = within.count();
    let mut matched = vec![false; text.side.spans.len()];
    let mut traced = Vec::new();
    for (&number, stored) in most.iter().zip(stored).take(compared) {
        traced.extend(held_against(&text, ArticleId(number), stored, &mut matched));
    }
    sort::by_key(&mut traced, |one: &Traced| (Reverse(one.text_tokens), one.card.article));
    let total = traced.len() as u32;
    traced.truncate(request.limit as usize);
    Ok(Some(TraceAnswer {
        tokens: text.side.spans.len() as u32,
        unread_bytes: (request.text.len() - read.len()) as u32,
        found_tokens: count(&matched),
        looked_up: found.looked_up,
        compared: (compared as u32, found.articles.len() as u32),
        total,
        articles: traced,
        nowhere: own_sentences(&text, &matched),
    }))
}

/// The beginning of a text, up to white space where that is near.
fn beginning(text: &str, most_bytes: usize) -> &str {
    if text.len() <= most_bytes {
        return text;
    }
    let cut = &text[..text.floor_char_boundary(most_bytes)];
    let space = cut.rfind(char::is_whitespace).filter(|space| cut.len() - space < 1024);
    &cut[..space.unwrap_or(cut.len())]
}

/// What a text shares with one article, if anything; notes the words of the text that it has.
fn held_against(text: &Text<'_>, number: ArticleId, stored: &StoredArticle, matched: &mut [bool]) -> Option<Traced> {
    let other = Text::of(&stored.article);
    let comparison = Comparison::new(text, &other);
    // Words that say too little to be called shared of two texts by chance do say something where eight stand in a row.
    let counts = |pair: &&Pair| match pair.layer {
        Layer::Phrase => true,
        Layer::Short => pair.tokens as usize >= SURE,
        Layer::Passage => false,
    };
    let pairs: Vec<&Pair> = comparison.pairs.iter().filter(counts).collect();
    let mut both = [false, true].map(|second| comparison.matched(second).to_vec());
    for run in pairs.iter().filter(|pair| pair.layer == Layer::Short).flat_map(|pair| &pair.runs) {
        for (side, from) in both.iter_mut().zip([run.a, run.b]) {
            side[from as usize..(from + run.len) as usize].fill(true);
        }
    }
    let [of_text, of_article] = both;
    matched.iter_mut().zip(&of_text).for_each(|(all, one)| *all |= one);
    let passage = |pair: &&Pair| TracedPassage { kind: pair.kind, tokens: pair.tokens, text: pair.a, article: pair.b };
    (!pairs.is_empty()).then(|| Traced {
        card: stored.card(number),
        text_tokens: count(&of_text),
        article_tokens: count(&of_article),
        passages: pairs.iter().map(passage).collect(),
    })
}

fn count(matched: &[bool]) -> u32 {
    matched.iter().filter(|matched| **matched).count() as u32
}
