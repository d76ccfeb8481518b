//! Answers about articles themselves: the overview, lists, one article in full, ids.

use super::cache::Access;
use super::reading::scanned;
use crate::article::ArticleId;
use crate::bundle::Section;
use crate::bundle::group::{StoredArticle, id_hash};
use crate::index::placed::placed_tokens;
use crate::protocol::{
    ArticleList, ArticlesRequest, Card, FindRequest, FullArticle, Hit, Overview, ReadAnswer, ReadRequest, Refusal,
};
use crate::query::plan::Plan;
use crate::query::scan::hits;

type Answer<T> = Result<Option<T>, Refusal>;

/// The overview, with the counts of the root.
pub fn overview(access: &Access<'_>) -> Answer<Overview> {
    let root = access.root();
    Ok(access.overview().map(|stored| Overview {
        corpus: root.corpus_name(),
        articles: root.counts.articles,
        tokens: root.counts.tokens[..3].iter().sum(),
        ..stored.clone()
    }))
}

/// Article numbers newest first, undated last.
pub fn newest_first(articles: u32, dated: u32) -> impl Iterator<Item = ArticleId> {
    (0..dated).rev().chain(dated..articles).map(ArticleId)
}

/// A window of the articles, newest first.
pub fn list(access: &Access<'_>, request: &ArticlesRequest) -> Answer<ArticleList> {
    let counts = &access.root().counts;
    let all = newest_first(counts.articles, counts.dated);
    let window = all.skip(request.offset as usize).take(request.limit as usize);
    let cards: Vec<_> = window.map(|number| access.article(number).map(|stored| stored.card(number))).collect();
    let cards: Option<Vec<_>> = cards.into_iter().collect();
    Ok(cards.map(|articles| ArticleList { total: counts.articles, articles }))
}

/// An article as answers carry it.
pub fn full(number: ArticleId, stored: &StoredArticle) -> FullArticle {
    let article = &stored.article;
    FullArticle {
        date_origin: stored.article.date.map(|_| stored.article.date_origin),
        card: stored.card(number),
        text: article.text.clone(),
        blocks: article.blocks.clone(),
        people: article.people.clone(),
    }
}

/// One article in full, with the hits of a query; of the words group when the phrase has none in it.
pub fn read(access: &Access<'_>, request: &ReadRequest) -> Answer<ReadAnswer> {
    let Some(numbers) = numbers(access, std::slice::from_ref(&request.article))? else { return Ok(None) };
    let number = numbers[0];
    let Some(stored) = access.article(number) else { return Ok(None) };
    let article = &stored.article;
    let tokens = placed_tokens(&article.text, &article.blocks);
    let scanned = scanned(stored, &tokens);
    let (plan, _) = Plan::read(&request.spec);
    let found = |expr| hits(&plan, expr, request.spec.blocks, scanned);
    let mut marked = plan.main.as_ref().map(&found).unwrap_or_default();
    if marked.is_empty() {
        marked = plan.words.as_ref().map(&found).unwrap_or_default();
    }
    let hits = marked
        .iter()
        .map(|hit| Hit { start: tokens[hit.first].start, end: tokens[hit.last].end, tier: hit.tier })
        .collect();
    let chunk = access.chunk_of(number).unwrap_or_default();
    Ok(Some(ReadAnswer { article: full(number, stored), hits, chunk }))
}

/// The article of an id: its number and itself. `None` when there is none, or while chunks are missing.
fn by_id<'e>(access: &Access<'e>, id: &str) -> Option<(ArticleId, &'e StoredArticle)> {
    let hash = id_hash(id);
    let table = access.ids(access.place_of(Section::Ids, hash)?)?;
    let number = ArticleId(table[table.binary_search_by_key(&hash, |row| row.0).ok()?].1);
    // A hash is not a proof: the article says its own id.
    by_number(access, number).filter(|(_, stored)| stored.article.id == id)
}

fn by_number<'e>(access: &Access<'e>, number: ArticleId) -> Option<(ArticleId, &'e StoredArticle)> {
    if number.0 < access.root().counts.articles { Some((number, access.article(number)?)) } else { None }
}

/// The numbers of articles by their ids, in the order asked; each id that no article has is refused. `None` while chunks
/// are missing.
pub fn numbers(access: &Access<'_>, ids: &[String]) -> Answer<Vec<ArticleId>> {
    let found: Vec<_> = ids.iter().map(|id| by_id(access, id).map(|(number, _)| number)).collect();
    if access.is_missing() {
        return Ok(None);
    }
    let absent: Vec<String> =
        ids.iter().zip(&found).filter(|(_, one)| one.is_none()).map(|(id, _)| id.clone()).collect();
    if absent.is_empty() { Ok(Some(found.into_iter().flatten().collect())) } else { Err(Refusal::NoArticle(absent)) }
}

/// Cards of articles by id or, where no article has it, by number.
pub fn find(access: &Access<'_>, request: &FindRequest) -> Answer<Vec<Option<Card>>> {
    let card = |name: &String| {
        let numbered = || by_number(access, ArticleId(name.parse().ok()?));
        by_id(access, name).or_else(numbered).map(|(number, stored)| stored.card(number))
    };
    let found = request.names.iter().map(card).collect();
    Ok(if access.is_missing() { None } else { Some(found) })
}
