//! Articles that share much: of the whole corpus, or with one article, and other versions of it. It finds no wording: the packer
//! did. What may share most is told by the families; these few are read and compared by the recipe of docs/COMPARE.md, so
//! that the shares are those that the comparison shows.

use super::articles::numbers;
use super::cache::Access;
use super::columns::Sizes;
use super::compare::compare_articles;
use super::evaluate::evaluate;
use super::families::chunks_of;
use super::notes::Notes;
use crate::article::ArticleId;
use crate::bundle::Section;
use crate::bundle::families::{FamilyRow, row_number};
use crate::bundle::group::StoredArticle;
use crate::bundle::shared::SharedPlace;
use crate::compare::Layer;
use crate::protocol::{Alike, AlikeAnswer, AlikeRequest, BlocksMode, Card, CompareAnswer, QuerySpec, Refusal};
use crate::sort;
use std::cmp::Reverse;

/// Chunks of rows of families that are looked into.
const CHUNKS: usize = 8;
/// Articles of a family that count, the earliest.
const ARTICLES: usize = 256;
/// Articles of a family up to which it joins pairs of the corpus: what more have is a formula.
const JOINING_ARTICLES: usize = 32;
/// Pairs that are read and compared.
const COMPARED: usize = 16;
/// Words that are compared: half a second in a browser, in which no other question is answered.
const TOKENS: u32 = 100_000;
/// Articles with one headline up to which they may be versions of one article; more are a column's.
const SAME_HEADLINE: usize = 24;
/// Pairs of the corpus in which one article is offered.
const PAIRS_OF_ONE: usize = 2;
/// Pairs of the corpus in which one article is compared.
const CHANCES_OF_ONE: usize = 6;
/// What two articles share at least when they are alike: half of one, or a tenth of it and so many words.
const ALIKE_SHARES: [f64; 2] = [0.5, 0.1];
const ALIKE_WORDS: u32 = 30;
/// What versions with one headline share at least; those with one address need not.
const VERSION_SHARE: f64 = 0.2;
/// What is told of a wording, in bytes.
const WORDING_BYTES: usize = 240;

type Answer<T> = Result<Option<T>, Refusal>;
/// Two articles by number, the lower first.
type Pair = (u32, u32);

/// Pairs that share most, versions of one article first; `None` while chunks are missing. Costs eight chunks of families and the
/// texts of sixteen pairs at most.
///
/// # Errors
/// When no article has the id, or the bundle is damaged.
pub fn alike(access: &Access<'_>, request: &AlikeRequest) -> Answer<AlikeAnswer> {
    let pairs = match &request.article {
        Some(id) => of_article(access, id)?,
        None => of_corpus(access)?,
    };
    let Some(pairs) = pairs else { return Ok(None) };
    let read = |number: u32| access.article(ArticleId(number));
    let stored: Vec<_> = pairs.iter().map(|&(one, other)| (read(one), read(other))).collect();
    let stored: Option<Vec<_>> = stored.into_iter().map(|(one, other)| Some([one?, other?])).collect();
    let Some(stored) = stored else { return Ok(None) };
    let (mut left, mut found) = (TOKENS, Vec::new());
    for ((one, other), stored) in pairs.into_iter().zip(stored) {
        let cost = stored[0].length_tokens.saturating_add(stored[1].length_tokens);
        if cost <= left {
            left -= cost;
            found.extend(held_together([one, other], stored, request.article.is_some()));
        }
    }
    let share = |one: &Alike| if one.version { 0 } else { common_share(one) };
    sort::by_key(&mut found, |one: &Alike| {
        (!one.version, Reverse(share(one)), one.cards[0].article.0, one.cards[1].article.0)
    });
    if request.article.is_none() {
        found = not_too_often(found);
    }
    found.truncate(request.limit as usize);
    Ok(Some(found))
}

/// Those in which no article comes too often.
fn not_too_often(found: Vec<Alike>) -> Vec<Alike> {
    let mut kept: Vec<Alike> = Vec::new();
    for one in found {
        let has = |pair: &Alike, id| pair.cards.iter().any(|card| card.article == id);
        let often = |card: &Card| kept.iter().filter(|pair| has(pair, card.article)).count();
        if one.cards.iter().all(|card| often(card) < PAIRS_OF_ONE) {
            kept.push(one);
        }
    }
    kept
}

/// Ten-thousandths of both articles together that stand in the other one.
fn common_share(one: &Alike) -> u32 {
    let [a, b] = &one.overlaps;
    let all = u64::from(a.all_tokens) + u64::from(b.all_tokens);
    ((u64::from(a.shared_tokens) + u64::from(b.shared_tokens)) * 10_000 / all.max(1)) as u32
}

/// What two articles share, where that is enough. The same text twice is told of one article, and of the corpus it is not:
/// there is nothing to see side by side.
fn held_together(pair: [u32; 2], stored: [&StoredArticle; 2], identical: bool) -> Option<Alike> {
    let numbers = pair.map(ArticleId);
    let answer = compare_articles(&stored, &numbers, BlocksMode::Text, None);
    let overlaps = [*answer.overlaps.first()?, *answer.overlaps.get(1)?];
    let same = answer.summaries.first().is_some_and(|summary| summary.same);
    let share = overlaps[0].share().max(overlaps[1].share());
    let words = overlaps[0].shared_tokens.max(overlaps[1].shared_tokens);
    let cards = [stored[0].card(numbers[0]), stored[1].card(numbers[1])];
    let address = cards[0].url.is_some() && cards[0].url == cards[1].url;
    let headline = || cards.each_ref().map(|card| (!card.untitled).then(|| card.title.trim().to_lowercase()));
    let titled = || matches!(headline(), [Some(one), Some(other)] if one == other);
    let version = !same && (address || share >= VERSION_SHARE && titled());
    let enough = share >= ALIKE_SHARES[0] || words >= ALIKE_WORDS && share >= ALIKE_SHARES[1];
    (version || enough && (identical || !same)).then(|| Alike { wording: wording(&answer), cards, overlaps, version })
}

/// The wording that says most of those that two articles share, as it stands in the first; of a long one the beginning.
fn wording(answer: &CompareAnswer) -> String {
    let phrases = answer.passages.iter().filter(|one| one.layer == Layer::Phrase && !one.minor);
    let heaviest = phrases.max_by(|x, y| x.weight.total_cmp(&y.weight));
    let span = heaviest.and_then(|one| one.spans.first());
    let text = span
        .zip(answer.articles.first())
        .and_then(|(span, article)| article.text.get(span.start as usize..span.end as usize));
    let text = text.unwrap_or("");
    text[..text.floor_char_boundary(WORDING_BYTES)].split_whitespace().collect::<Vec<_>>().join(" ")
}

fn ordered(one: u32, other: u32) -> Pair {
    (one.min(other), one.max(other))
}

/// What may share most with an article, and what has its headline.
fn of_article(access: &Access<'_>, id: &str) -> Answer<Vec<Pair>> {
    let Some(numbers) = numbers(access, std::slice::from_ref(&id.to_owned()))? else { return Ok(None) };
    let number = numbers[0].0;
    let (sharing, titled) = (sharing(access, number), same_headline(access, number)?);
    let (Some(sharing), Some(titled)) = (sharing, titled) else { return Ok(None) };
    let mut others: Vec<u32> = sharing.into_iter().take(COMPARED).collect();
    let new: Vec<u32> = titled.into_iter().filter(|one| *one != number && !others.contains(one)).collect();
    others.extend(new);
    Ok(Some(others.into_iter().map(|other| ordered(number, other)).collect()))
}

/// The articles whose title has the headline of an article, where these are few.
fn same_headline(access: &Access<'_>, number: u32) -> Answer<Vec<u32>> {
    let Some(stored) = access.article(ArticleId(number)) else { return Ok(None) };
    let card = stored.card(ArticleId(number));
    if card.untitled {
        return Ok(Some(Vec::new()));
    }
    let words: String = card.title.chars().filter(|c| !matches!(c, '"' | '“' | '”')).collect();
    let spec = QuerySpec { query: ["title:\"", &words, "\""].concat(), ..QuerySpec::default() };
    let found = evaluate(access, &spec, &mut Notes::default())?;
    Ok(found.map(|found| if found.main.len() > SAME_HEADLINE { Vec::new() } else { found.main.clone() }))
}

/// Articles that have wordings of an article, those that have most of its text first; `None` while chunks are missing.
fn sharing(access: &Access<'_>, number: u32) -> Option<Vec<u32>> {
    let Some(place) = access.place_of(Section::Shared, u64::from(number)) else {
        return (!access.is_missing()).then(Vec::new);
    };
    let here = access.shared(place)?.iter().filter(|place| place.is_telling_of(number));
    let chunk_of = |place: &SharedPlace| access.place_of(Section::FamilyRows, row_number(false, place.rank));
    let places: Vec<(SharedPlace, usize)> = here.filter_map(|place| Some((*place, chunk_of(place)?))).collect();
    if access.is_missing() {
        return None;
    }
    // The longest wordings lead to the chunks that are read.
    let mut longest = places.clone();
    sort::by_key(&mut longest, |(place, chunk)| (Reverse(place.end.saturating_sub(place.start)), *chunk));
    let mut read: Vec<usize> = Vec::new();
    for (_, chunk) in longest {
        if !read.contains(&chunk) && read.len() < CHUNKS {
            read.push(chunk);
        }
    }
    let rows: Vec<_> =
        read.iter().map(|&chunk| Some((chunk, rank_of(access, chunk)?, access.family_rows(chunk)?))).collect();
    let rows = rows.into_iter().collect::<Option<Vec<_>>>()?;
    let mut stretches: Vec<(u32, u32, u32)> = Vec::new();
    for (place, chunk) in places {
        let Some((_, first, rows)) = rows.iter().find(|one| one.0 == chunk) else { continue };
        let row = place.rank.checked_sub(*first).and_then(|at| rows.get(at as usize));
        let others = row.into_iter().flat_map(|row| row.articles.iter().take(ARTICLES));
        stretches.extend(others.filter(|other| **other != number).map(|&other| (other, place.start, place.end)));
    }
    sort::by_key(&mut stretches, |one| *one);
    let mut covered: Vec<(u32, u32)> = Vec::new();
    for of_one in stretches.chunk_by(|x, y| x.0 == y.0) {
        let (mut bytes, mut upto) = (0u32, 0u32);
        for &(_, start, end) in of_one {
            bytes = bytes.saturating_add(end.saturating_sub(start.max(upto)));
            upto = upto.max(end);
        }
        covered.push((bytes, of_one[0].0));
    }
    sort::by_key(&mut covered, |(bytes, other)| (Reverse(*bytes), *other));
    Some(covered.into_iter().map(|one| one.1).collect())
}

/// The rank of the first row of a chunk.
fn rank_of(access: &Access<'_>, chunk: usize) -> Option<u32> {
    access.entry(Section::FamilyRows, chunk).map(|entry| entry.first as u32)
}

/// The pairs of the corpus that may share most for their length. Identical texts stand for one another.
fn of_corpus(access: &Access<'_>) -> Answer<Vec<Pair>> {
    let (sizes, chunks) = (Sizes::load(access)?, chunks_of(access, false));
    let copies: Vec<_> = (0..access.count(Section::Reprints).min(CHUNKS)).map(|place| access.reprints(place)).collect();
    let (Some(sizes), Some(chunks)) = (sizes, chunks) else { return Ok(None) };
    let rows: Vec<_> = chunks.take(CHUNKS).map(|place| access.family_rows(place)).collect();
    let (Some(copies), Some(rows)) =
        (copies.into_iter().collect::<Option<Vec<_>>>(), rows.into_iter().collect::<Option<Vec<_>>>())
    else {
        return Ok(None);
    };
    // Words that two articles share: as copies, and in families.
    let (mut identical, mut shared): (Vec<Pair>, Vec<(Pair, [u32; 2])>) = (Vec::new(), Vec::new());
    let mut groups: Vec<Pair> = Vec::new();
    for row in copies.into_iter().flatten().filter(|row| row.article != row.group) {
        groups.push((row.article, row.group));
        if row.share.min(row.share_back) >= 100 {
            identical.push((row.article, row.group));
        }
        let words = u64::from(sizes.tokens(row.article)) * u64::from(row.share) / 100;
        shared.push(((row.group, row.article), [words as u32, 0]));
    }
    let first = |of: &[Pair], article: u32| match of.binary_search_by_key(&article, |one| one.0) {
        Ok(at) => of[at].1,
        Err(_) => article,
    };
    let stands_for = |article: u32| first(&identical, article);
    for row in rows.into_iter().flatten() {
        join(row, &mut shared);
    }
    for (pair, _) in &mut shared {
        *pair = ordered(stands_for(pair.0), stands_for(pair.1));
    }
    shared.retain(|(pair, _)| pair.0 != pair.1);
    sort::by_key(&mut shared, |one| *one);
    let of_pair = shared.chunk_by(|x, y| x.0 == y.0);
    let mut best: Vec<(u32, Pair)> = of_pair
        .map(|of_one| {
            let pair = of_one[0].0;
            let sum = |kind: usize| of_one.iter().map(|one| u64::from(one.1[kind])).sum::<u64>();
            let all = u64::from(sizes.tokens(pair.0)) + u64::from(sizes.tokens(pair.1));
            // A wording inside another is counted with it: no more than all is shared.
            ((sum(0).max(sum(1)) * 20_000 / all.max(1)).min(10_000) as u32, pair)
        })
        .collect();
    sort::by_key(&mut best, |(share, pair)| (Reverse(*share), *pair));
    // What is compared may turn out the same text twice: one article has some more chances, those of one kind have no more.
    let mut kept: Vec<(Pair, (Pair, u32))> = Vec::new();
    for (share, pair) in best {
        let kind = (ordered(first(&groups, pair.0), first(&groups, pair.1)), share);
        let often = |article: u32| kept.iter().filter(|(of, _)| of.0 == article || of.1 == article).count();
        let is_new = kept.iter().filter(|(_, of)| *of == kind).count() < PAIRS_OF_ONE;
        if is_new && often(pair.0).max(often(pair.1)) < CHANCES_OF_ONE {
            kept.push((pair, kind));
        }
        if kept.len() == COMPARED {
            break;
        }
    }
    Ok(Some(kept.into_iter().map(|one| one.0).collect()))
}

/// Adds the pairs of articles that a family joins.
fn join(row: &FamilyRow, shared: &mut Vec<(Pair, [u32; 2])>) {
    if row.articles.len() <= JOINING_ARTICLES {
        for (at, &one) in row.articles.iter().enumerate() {
            shared.extend(row.articles[at + 1..].iter().map(|&other| ((one, other), [0, row.words])));
        }
    }
}
