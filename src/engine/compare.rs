//! Answers a comparison: the passages that articles share, their edits, families, weights and overlaps.

use super::articles::{full, numbers};
use super::cache::Access;
use super::noise::{Rarity, Reading, noise_of};
use crate::article::{Article, ArticleId, plain};
use crate::bundle::group::StoredArticle;
use crate::compare::{Comparison, Edit, EditKind, Kind, Layer, Pair, Side, Text, families, weight};
use crate::protocol::{
    BlocksMode, CompareAnswer, CompareRequest, KindCounts, Noise, Overlap, PASTED, Passage, PassageSpan, Refusal,
    Summary, Told, Worked,
};
use std::collections::HashMap;

/// Articles of a corpus that can tell which words are common.
const TELLING_ARTICLES: u32 = 50;

/// Compares every pair of the articles asked for. About n log n for two articles of n tokens; pairs grow as the square
/// of the number of articles. `told` hears how far it is.
pub fn compare(
    access: &Access<'_>,
    request: &CompareRequest,
    told: Told<'_>,
) -> Result<Option<CompareAnswer>, Refusal> {
    let mut ids: Vec<String> = Vec::new();
    for id in &request.articles {
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }
    let count = ids.len() + usize::from(request.pasted.is_some());
    if count < 2 {
        return Err(Refusal::TooFew(count as u32));
    }
    let common = access.common();
    let Some(mut numbers) = numbers(access, &ids)? else { return Ok(None) };
    let stored: Vec<_> = numbers.iter().map(|number| access.article(*number)).collect();
    let stored: Option<Vec<_>> = stored.into_iter().collect();
    let (Some(common), Some(stored)) = (common, stored) else { return Ok(None) };
    let all = access.root().counts.articles;
    let rarity = |fold: &str| {
        let df = common.get(fold).copied().unwrap_or(1).min(all);
        ((f64::from(all) + 1.0) / (f64::from(df) + 0.5)).ln() as f32
    };
    let rarity = (all >= TELLING_ARTICLES).then_some(&rarity as Rarity);
    let mut stored: Vec<&StoredArticle> = stored.iter().map(|stored| &**stored).collect();
    let pasted = request.pasted.clone().map(|text| {
        let article = plain(PASTED.1, text);
        let length_tokens = Text::of(&article).side.spans.len() as u32;
        StoredArticle { article, length_tokens }
    });
    if let Some(pasted) = &pasted {
        let at = if request.pasted_first { 0 } else { stored.len() };
        stored.insert(at, pasted);
        numbers.insert(at, PASTED.0);
    }
    Ok(Some(compare_telling(&stored, &numbers, request.blocks, rarity, told)))
}

/// Compares articles that may belong to no corpus: every passage of every pair, both shares, what each says alone.
/// `numbers` name the articles in the answer; `rarity` takes a fold key, and is there where a corpus can tell.
pub fn compare_articles(
    stored: &[&StoredArticle],
    numbers: &[ArticleId],
    blocks: BlocksMode,
    rarity: Option<Rarity>,
) -> CompareAnswer {
    compare_telling(stored, numbers, blocks, rarity, &|_| {})
}

/// The steps of a pair: two of aligning it, and as many of writing down its passages.
const ALIGNING: u32 = 2;
const WRITING: u32 = 2;

/// The same; `told` hears how far it is.
fn compare_telling(
    stored: &[&StoredArticle],
    numbers: &[ArticleId],
    blocks: BlocksMode,
    rarity: Option<Rarity>,
    told: Told<'_>,
) -> CompareAnswer {
    let count = stored.len() as u32;
    let mut worked = Worked { done: 0, of: count + count * (count - 1) / 2 * (ALIGNING + WRITING) };
    let mut step = |steps: u32| {
        worked.done += steps;
        told(worked);
    };
    let articles: Vec<&Article> = stored.iter().map(|stored| &stored.article).collect();
    let texts: Vec<Text> = articles
        .iter()
        .map(|article| {
            let text = match blocks {
                BlocksMode::Text => Text::of(article),
                BlocksMode::All => Text::whole(article),
            };
            step(1);
            text
        })
        .collect();
    let mut found: Vec<(usize, usize, Pair)> = Vec::new();
    let (mut passages, mut overlaps, mut summaries) = (Vec::new(), Vec::new(), Vec::new());
    for first in 0..texts.len() {
        for second in first + 1..texts.len() {
            let comparison = Comparison::new(&texts[first], &texts[second]);
            step(ALIGNING);
            let readings = [first, second].map(|at| Reading { article: articles[at], side: &texts[at].side });
            let half = comparison.pairs.len() / 2;
            for (at, pair) in comparison.pairs.iter().enumerate() {
                if at == half && half > 0 {
                    step(1);
                }
                passages.push(passage(&comparison, pair, readings, [numbers[first], numbers[second]], rarity));
            }
            step(if half > 0 { WRITING - 1 } else { WRITING });
            let matched = [comparison.matched(false), comparison.matched(true)];
            for (of, within, matched) in [(first, second, matched[0]), (second, first, matched[1])] {
                let shared_tokens = matched.iter().filter(|is| **is).count() as u32;
                let all_tokens = texts[of].side.spans.len() as u32;
                overlaps.push(Overlap { of: numbers[of], within: numbers[within], shared_tokens, all_tokens });
            }
            let same = match comparison.pairs.as_slice() {
                [one] => same_bytes(one, articles[first], articles[second], [&texts[first].side, &texts[second].side]),
                _ => false,
            };
            summaries.push(Summary {
                articles: (numbers[first], numbers[second]),
                same,
                kinds: counts(&comparison.pairs),
                only_a: comparison.own(false),
                only_b: comparison.own(true),
                left_out: comparison.left_out,
                unlike: comparison.unlike(),
            });
            found.extend(comparison.pairs.into_iter().map(|pair| (first, second, pair)));
        }
    }
    let sides: Vec<Side> = texts.into_iter().map(|text| text.side).collect();
    for (passage, family) in passages.iter_mut().zip(families(&sides, &found)) {
        passage.family = family;
    }
    count_wordings(&mut passages, &sides, &found);
    let articles = numbers.iter().zip(stored).map(|(number, stored)| full(*number, stored)).collect();
    CompareAnswer { articles, passages, overlaps, summaries }
}

/// Whether a passage is all of both texts, to the byte.
fn same_bytes(pair: &Pair, a: &Article, b: &Article, sides: [&Side; 2]) -> bool {
    let whole = [pair.a, pair.b].iter().zip(sides).all(|(span, side)| {
        side.spans.first().map(|first| first.0) == Some(span.0) && side.spans.last().map(|last| last.1) == Some(span.1)
    });
    whole && pair.kind == Kind::Verbatim && bytes(a, pair.a) == bytes(b, pair.b)
}

fn bytes(article: &Article, span: (u32, u32)) -> &str {
    article.text.get(span.0 as usize..span.1 as usize).unwrap_or("")
}

/// A passage as it is handed out; its family and how often it is found are counted later.
fn passage(
    comparison: &Comparison,
    pair: &Pair,
    readings: [Reading; 2],
    numbers: [ArticleId; 2],
    rarity: Option<Rarity>,
) -> Passage {
    let same = bytes(readings[0].article, pair.a) == bytes(readings[1].article, pair.b);
    let edits = if same { Vec::new() } else { comparison.edits(pair) };
    let noise = noise_of(readings, pair, rarity).or((pair.layer == Layer::Short).then_some(Noise::Common));
    let span = |at: usize, (start, end): (u32, u32)| PassageSpan { article: numbers[at], start, end };
    Passage {
        kind: pair.kind,
        layer: pair.layer,
        moved: pair.moved,
        marks_differ: pair.marks_differ,
        typography: pair.typography,
        signs_differ: pair.signs_differ,
        family: 0,
        tokens: pair.tokens,
        weight: weight(readings[0].side, pair, |fold| rarity.map_or(1.0, |rarity| rarity(fold))),
        minor: noise.is_some(),
        noise,
        times: 1,
        spans: vec![span(0, pair.a), span(1, pair.b)],
        words_differ: edits.iter().map(|edit| words_of(edit, readings)).sum(),
        facts: comparison.facts(&edits),
        edits,
    }
}

/// The words that an edit puts in, leaves out, replaces or moves. A move is counted where it went.
fn words_of(edit: &Edit, readings: [Reading; 2]) -> u32 {
    match edit.kind {
        EditKind::MovedAway => 0,
        kind if kind.is_reworded() => {
            let [a, b] = [(0, edit.a), (1, edit.b)].map(|(at, span)| readings[at].side.tokens_in(span).len() as u32);
            a.max(b)
        }
        _ => 0,
    }
}

fn counts(pairs: &[Pair]) -> KindCounts {
    let mut counts = KindCounts::default();
    for pair in pairs.iter().filter(|pair| pair.layer == Layer::Phrase) {
        *match pair.kind {
            Kind::Verbatim if pair.marks_differ => &mut counts.marks,
            Kind::Verbatim if pair.typography => &mut counts.typography,
            Kind::Verbatim => &mut counts.verbatim,
            Kind::Near => &mut counts.reworded,
            Kind::Reordered => &mut counts.reordered,
        } += 1;
        counts.moved += u32::from(pair.moved);
    }
    counts
}

/// A wording: its layer, its two articles, and its words in each.
type Words<'s> = (Layer, usize, usize, &'s [u32], &'s [u32]);

/// Gives the first passage of every wording how often it is found, and the others none.
fn count_wordings(passages: &mut [Passage], sides: &[Side], found: &[(usize, usize, Pair)]) {
    let mut first: HashMap<Words<'_>, usize> = HashMap::new();
    for (at, (left, right, pair)) in found.iter().enumerate() {
        let words = |side: usize, span| &sides[side].folds.numbers[sides[side].tokens_in(span)];
        let wording = (pair.layer, *left, *right, words(*left, pair.a), words(*right, pair.b));
        let home = *first.entry(wording).or_insert(at);
        if home != at {
            passages[home].times += 1;
            passages[at].times = 0;
        }
    }
}
