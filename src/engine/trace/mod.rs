//! Where a text of the reader's own is from: which articles share passages with it, and which of its sentences are nowhere.
//!
//! Its rarest words tell where long parts of it are from ([`likely`]), and the packer's families who else has these; for the
//! rest the index tells which articles have rows of its words ([`candidates`]). These alone are read and compared, by the recipe
//! of docs/COMPARE.md. The text stays where it is: it is no part of any corpus, and nothing is kept of it.

mod candidates;
mod likely;
mod windows;

use super::cache::Access;
use super::related::row;
use super::shared::is_telling;
use crate::article::{ArticleId, plain};
use crate::bundle::Section;
use crate::bundle::group::StoredArticle;
use crate::bundle::shared::SharedPlace;
use crate::compare::{Comparison, Layer, Pair, Text, own_sentences};
use crate::protocol::{PASTED, Refusal, TraceAnswer, TraceRequest, Traced, TracedPassage};
use crate::sort;
use crate::text::sentences;
use candidates::candidates;
use likely::{Explained, likely};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use windows::SURE;

/// Bytes of a text that are read without more effort: some 28,000 words of Vietnamese.
const TEXT_BYTES: usize = 160 * 1024;
/// Articles that are compared without more effort.
const ARTICLES: usize = 256;
/// Words that are compared without more effort, those of the text counted with each article.
const TOKENS: u64 = 1_500_000;

/// Times that a sentence of a text is read.
const SENTENCE_TIMES: u32 = 16;
/// Words of the stretches by whose rarest words the likeliest articles are found: long ones first, then shorter ones of what is
/// left. With more effort every row of words is looked up.
const STRETCHES: [usize; 2] = [256, 64];
/// Families of the articles found there by which others are found.
const FAMILIES: usize = 256;

/// Answers where a text is from; `None` while chunks are missing. Each step of effort allows eight times the text, the lists
/// that are read, and the articles that are compared.
///
/// # Errors
/// When the bundle is damaged.
pub fn trace(access: &Access<'_>, request: &TraceRequest) -> Result<Option<TraceAnswer>, Refusal> {
    let times = 8usize.saturating_pow(request.effort.into());
    let read = beginning(&request.text, TEXT_BYTES.saturating_mul(times));
    let article = plain(PASTED.1, without_repeats(read));
    let text = Text::of(&article);
    let mut held = Held::new(&text, TOKENS.saturating_mul(times as u64));
    let stretches = if request.effort == 0 { &STRETCHES[..] } else { &[] };
    for &stretch in stretches {
        let Some(most) = likely(access, &text.side, &held.explained, stretch)? else { return Ok(None) };
        if held.hold(access, &most, ARTICLES).is_none() {
            return Ok(None);
        }
    }
    let (kin, found) = (held.kin(access), candidates(access, &text.side, &held.explained, request.effort)?);
    let (Some(kin), Some(found)) = (kin, found) else { return Ok(None) };
    // Those that were read and share nothing were no candidates.
    let known = held.traced.len();
    let mut most: Vec<u32> = Vec::new();
    let mut seen = held.seen.clone();
    most.extend(found.articles.iter().chain(&kin).filter(|&&article| seen.insert(article)));
    let Some(compared) = held.hold(access, &most, ARTICLES.saturating_mul(times).saturating_sub(known)) else {
        return Ok(None);
    };
    let Held { mut traced, matched, .. } = held;
    sort::by_key(&mut traced, |one: &Traced| (Reverse(one.text_tokens), one.card.article));
    let total = traced.len() as u32;
    traced.truncate(request.limit as usize);
    Ok(Some(TraceAnswer {
        tokens: text.side.spans.len() as u32,
        unread_bytes: (request.text.len() - read.len()) as u32,
        found_tokens: count(&matched),
        looked_up: found.looked_up,
        known: found.known,
        compared: ((known + compared) as u32, (known + most.len()) as u32),
        total,
        articles: traced,
        nowhere: own_sentences(&text, &matched),
    }))
}

/// A text with the articles it was held against.
struct Held<'t> {
    text: &'t Text<'t>,
    /// What it shares with those that have some of it.
    traced: Vec<Traced>,
    /// All of them.
    seen: HashSet<u32>,
    /// Which of its words were found.
    matched: Vec<bool>,
    explained: Explained,
    /// Words that may yet be compared.
    left: u64,
}

impl<'t> Held<'t> {
    fn new(text: &'t Text<'t>, left: u64) -> Self {
        let words = text.side.spans.len();
        let (matched, explained) = (vec![false; words], Explained::none(words));
        Self { text, traced: Vec::new(), seen: HashSet::new(), matched, explained, left }
    }

    /// Reads and compares articles that were not, so many at most; tells how many, `None` while chunks are missing.
    fn hold(&mut self, access: &Access<'_>, articles: &[u32], most: usize) -> Option<usize> {
        let new = articles.iter().copied().filter(|article| !self.seen.contains(article)).take(most);
        let stored: Vec<_> = new.map(|article| (article, access.article(ArticleId(article)))).collect();
        if access.is_missing() {
            return None;
        }
        let mut compared = 0;
        for (article, stored) in stored {
            let stored = stored?;
            let cost = self.text.side.spans.len() as u64 + u64::from(stored.length_tokens);
            let Some(left) = self.left.checked_sub(cost) else { break };
            self.left = left;
            self.seen.insert(article);
            let (text, matched, explained) = (self.text, &mut self.matched, &mut self.explained);
            self.traced.extend(held_against(text, ArticleId(article), stored, matched, explained));
            compared += 1;
        }
        Some(compared)
    }

    /// The articles that have wordings of eight words and more which stand in the passages found so far, those that have most of
    /// them first; `None` while chunks are missing.
    fn kin(&self, access: &Access<'_>) -> Option<Vec<u32>> {
        let mut ranks: Vec<(bool, u32)> = Vec::new();
        for one in &self.traced {
            let article = one.card.article.0;
            let Some(place) = access.place_of(Section::Shared, u64::from(article)) else { continue };
            let (places, stored) = (access.shared(place), access.article(one.card.article));
            let text = stored.map_or("", |stored| stored.article.text.as_str());
            // What another article has of the text is in the passage and in the wording.
            let is_in = |place: &&SharedPlace| {
                one.passages.iter().any(|&TracedPassage { article: (start, end), .. }| {
                    let (start, end) = (place.start.max(start), place.end.min(end));
                    start < end && is_telling(text, &SharedPlace { start, end, ..**place })
                })
            };
            let mut told: Vec<&SharedPlace> = Vec::new();
            for place in places.into_iter().flatten().filter(|place| place.article == article).filter(is_in) {
                // What lies in a wording that as many articles have stands in the same ones.
                if !told.iter().any(|one| place.end <= one.end && place.articles == one.articles) {
                    told.push(place);
                }
            }
            ranks.extend(told.into_iter().map(|place| (place.is_apart, place.rank)));
        }
        sort::by_key(&mut ranks, |rank| *rank);
        ranks.dedup();
        ranks.truncate(FAMILIES);
        let rows: Vec<_> = ranks.into_iter().filter_map(|(apart, rank)| row(access, apart, rank)).collect();
        if access.is_missing() {
            return None;
        }
        let mut having: HashMap<u32, u32> = HashMap::new();
        for row in rows {
            row.articles.iter().for_each(|&article| *having.entry(article).or_default() += 1);
        }
        let mut having: Vec<(u32, u32)> = having.into_iter().collect();
        sort::by_key(&mut having, |&(article, families)| (Reverse(families), article));
        Some(having.into_iter().map(|(article, _)| article).collect())
    }
}

/// A text without the sentences that stand in it very often, but for the first of them: white space is in their place, so that all
/// bytes stay where they are. What a text has too often no comparison finds.
fn without_repeats(text: &str) -> String {
    let mut known: HashMap<&str, u32> = HashMap::new();
    let (mut kept, mut at) = (String::with_capacity(text.len()), 0);
    for (start, end) in sentences(text).into_iter().map(|(start, end)| (start as usize, end as usize)) {
        let (Some(between), Some(sentence)) = (text.get(at..start), text.get(start..end)) else { continue };
        let times = known.entry(sentence.trim()).or_default();
        *times += 1;
        kept.push_str(between);
        match *times {
            ..=SENTENCE_TIMES => kept.push_str(sentence),
            _ => kept.extend(std::iter::repeat_n(' ', sentence.len())),
        }
        at = end;
    }
    kept.push_str(text.get(at..).unwrap_or(""));
    kept
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
fn held_against(
    text: &Text<'_>,
    number: ArticleId,
    stored: &StoredArticle,
    matched: &mut [bool],
    explained: &mut Explained,
) -> Option<Traced> {
    let other = Text::of(&stored.article);
    let comparison = Comparison::new(text, &other);
    // Words that say too little to be called shared of two texts by chance do say something where eight stand in a row.
    let counts = |pair: &&Pair| match pair.layer {
        Layer::Phrase => true,
        Layer::Short => pair.tokens as usize >= SURE,
        Layer::Passage => false,
    };
    let pairs: Vec<&Pair> = comparison.pairs.iter().filter(counts).collect();
    let runs = pairs.iter().flat_map(|pair| &pair.runs);
    runs.for_each(|run| explained.add(run.a as usize..(run.a + run.len) as usize));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_read_so_often_and_all_bytes_stay_in_place() {
        let [once, often] = ["Sông cạn.", "Mưa lớn ở bến."];
        let text = format!("{once}\n\n{}\n{once}", format!("{often} ").repeat(20));
        let read = without_repeats(&text);
        assert_eq!((read.len(), read.matches(often).count(), read.matches(once).count()), (text.len(), 16, 2));
        assert_eq!((read.find(often), read.rfind(once)), (text.find(often), text.rfind(once)));
        assert_eq!(["", " \n", "bến", "bến. "].map(without_repeats), ["", " \n", "bến", "bến. "]);
    }
}
