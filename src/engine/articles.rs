//! Answers about articles themselves: the overview, lists, one article in full, ids.

use super::cache::Access;
use super::error::EngineError;
use crate::article::ArticleId;
use crate::bundle::Section;
use crate::bundle::group::{StoredArticle, id_hash};
use crate::index::placed::placed_tokens;
use crate::protocol::{ArticleList, FullArticle, Hit, Overview, ReadAnswer, ReadRequest};
use crate::query::plan::Plan;
use crate::query::scan::{Scanned, hits};

type Answer<T> = Result<Option<T>, EngineError>;

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
pub fn list(access: &Access<'_>, offset: u32, limit: u32) -> Answer<ArticleList> {
    let counts = &access.root().counts;
    let window = newest_first(counts.articles, counts.dated).skip(offset as usize).take(limit as usize);
    let cards: Vec<_> = window.map(|number| access.article(number).map(|stored| stored.card(number))).collect();
    let cards: Option<Vec<_>> = cards.into_iter().collect();
    Ok(cards.map(|articles| ArticleList { total: counts.articles, articles }))
}

/// Refuses a number that the corpus does not have.
pub fn check(access: &Access<'_>, number: ArticleId) -> Result<(), EngineError> {
    let articles = access.root().counts.articles;
    if number.0 < articles { Ok(()) } else { Err(EngineError::NoArticle { number: number.0, articles }) }
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
    check(access, request.article)?;
    let Some(stored) = access.article(request.article) else { return Ok(None) };
    let article = &stored.article;
    let tokens = placed_tokens(&article.text, &article.blocks);
    let scanned = Scanned { text: &article.text, blocks: &article.blocks, tokens: &tokens };
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
    Ok(Some(ReadAnswer { article: full(request.article, stored), hits }))
}

/// Article numbers by stable id.
pub fn find(access: &Access<'_>, ids: &[String]) -> Answer<Vec<Option<ArticleId>>> {
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        let hash = id_hash(id);
        let table = access.place_of(Section::Ids, hash).and_then(|place| access.ids(place));
        let at = table.and_then(|table| Some(table[table.binary_search_by_key(&hash, |row| row.0).ok()?].1));
        // A hash is not a proof: the article says its own id.
        let number = at.map(ArticleId).filter(|n| n.0 < access.root().counts.articles);
        let stored = number.and_then(|number| access.article(number));
        found.push(number.filter(|_| stored.is_some_and(|stored| stored.article.id == *id)));
    }
    Ok(if access.is_missing() { None } else { Some(found) })
}
