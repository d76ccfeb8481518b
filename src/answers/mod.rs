//! What programs are answered: the values that `--json` prints on the command line and that the JavaScript API hands over, so
//! that one description serves both (docs/API.md).
//!
//! They borrow from the engine's answers and say the same in names that last. A comparison has a shape of its own in
//! [`crate::export`]. Nothing here asks or counts.

mod problem;

use crate::article::{ArticleId, Block, Date, DateOrigin};
use crate::protocol::{
    Card, ConcordanceAnswer, ConcordanceRequest, Culprit, Cut, FamilyEntry, FamilyKind, FamilyPlace, Fragment,
    FullArticle, Group, GroupKind, Hit, Line, LineBy, LineGroup, Offer, OffersAnswer, Sample, SearchAnswer,
    SearchResult, Tier, TierCounts, Total,
};

use serde::Serialize;

pub use problem::{Told, problems};

/// What a search found: the first group's sums and results, then every group.
#[derive(Debug, Serialize)]
pub struct Found<'a> {
    total: Total,
    tiers: TierCounts,
    problems: Vec<Told<'a>>,
    results: Vec<Row<'a>>,
    groups: Vec<FoundGroup<'a>>,
    offers: &'a [Offer],
    diagnosis: &'a [Culprit],
    cuts: &'a [Cut],
}

/// One group of results.
#[derive(Debug, Serialize)]
struct FoundGroup<'a> {
    kind: GroupKind,
    total: Total,
    tiers: TierCounts,
    results: Vec<Row<'a>>,
}

/// One result.
#[derive(Debug, Serialize)]
struct Row<'a> {
    article: ArticleId,
    id: &'a str,
    title: &'a str,
    untitled: bool,
    date: Option<Date>,
    source: Option<&'a str>,
    url: Option<&'a str>,
    category: Option<&'a str>,
    author: Option<&'a str>,
    score: f32,
    tier: Tier,
    hits: u32,
    snippet: &'a [Fragment],
}

/// A search with what else its query may mean.
pub fn found<'a>(answer: &'a SearchAnswer, other: &'a OffersAnswer) -> Found<'a> {
    let phrase = answer.groups.iter().find(|group| group.kind == GroupKind::Phrase);
    Found {
        total: phrase.map(|group| group.total).unwrap_or_default(),
        tiers: phrase.map(|group| group.tiers).unwrap_or_default(),
        problems: problems(&answer.problems),
        results: phrase.map(rows).unwrap_or_default(),
        groups: answer.groups.iter().map(group).collect(),
        offers: &other.offers,
        diagnosis: &other.diagnosis,
        cuts: &answer.cuts,
    }
}

fn group(group: &Group) -> FoundGroup<'_> {
    FoundGroup { kind: group.kind, total: group.total, tiers: group.tiers, results: rows(group) }
}

fn rows(group: &Group) -> Vec<Row<'_>> {
    group.results.iter().map(row).collect()
}

fn row(result: &SearchResult) -> Row<'_> {
    let card = &result.card;
    Row {
        article: card.article,
        id: &card.id,
        title: &card.title,
        untitled: card.untitled,
        date: card.date,
        source: card.source.as_deref(),
        url: card.url.as_deref(),
        category: card.category.as_deref(),
        author: card.author.as_deref(),
        score: result.score,
        tier: result.tier,
        hits: result.hits,
        snippet: &result.snippet,
    }
}

/// Concordance lines with their sums.
#[derive(Debug, Serialize)]
pub struct Lines<'a> {
    total: u64,
    tiers: TierCounts,
    articles: u32,
    listed: u64,
    sample: Option<Sample>,
    group: Option<&'static str>,
    groups: &'a [LineGroup],
    problems: Vec<Told<'a>>,
    cuts: &'a [Cut],
    lines: &'a [Line],
}

/// The sums of an answer, and lines and groups of as many windows as were asked for.
pub fn lines<'a>(
    asked: &ConcordanceRequest,
    answer: &'a ConcordanceAnswer,
    lines: &'a [Line],
    groups: &'a [LineGroup],
) -> Lines<'a> {
    Lines {
        total: answer.total,
        tiers: answer.tiers,
        articles: answer.articles,
        listed: answer.listed,
        sample: asked.sample,
        group: asked.group.map(LineBy::name),
        groups,
        problems: problems(&answer.problems),
        cuts: &answer.cuts,
        lines,
    }
}

/// One article, what is known of it, and its text and hits where they were asked for.
#[derive(Debug, Serialize)]
pub struct Whole<'a> {
    article: ArticleId,
    id: &'a str,
    title: &'a str,
    untitled: bool,
    date: Option<Date>,
    date_precision: Option<&'static str>,
    date_origin: Option<DateOrigin>,
    file_date: Option<Date>,
    source: Option<&'a str>,
    url: Option<&'a str>,
    category: Option<&'a str>,
    author: Option<&'a str>,
    people: &'a [String],
    length_tokens: u32,
    blocks: &'a [Block],
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hits: Option<&'a [Hit]>,
}

/// An article; `hits` are those of a query.
pub fn whole<'a>(article: &'a FullArticle, with_text: bool, hits: Option<&'a [Hit]>) -> Whole<'a> {
    let card: &Card = &article.card;
    Whole {
        article: card.article,
        id: &card.id,
        title: &card.title,
        untitled: card.untitled,
        date: card.date,
        date_precision: card.date.map(Date::precision),
        date_origin: article.date_origin,
        file_date: card.file_date,
        source: card.source.as_deref(),
        url: card.url.as_deref(),
        category: card.category.as_deref(),
        author: card.author.as_deref(),
        people: &article.people,
        length_tokens: card.length_tokens,
        blocks: &article.blocks,
        text: with_text.then_some(article.text.as_str()),
        hits,
    }
}

/// A wording that the corpus repeats.
#[derive(Debug, Serialize)]
pub struct Repeated<'a> {
    family: u32,
    label: &'a str,
    kind: FamilyKind,
    words: u32,
    articles: u32,
    passing: u32,
    undated: u32,
    wordings: u32,
    earliest: Option<Earliest>,
    latest: Option<Date>,
    occurrences: Vec<Occurrence>,
}

/// Where a wording stands first.
#[derive(Debug, Serialize)]
struct Earliest {
    article: ArticleId,
    date: Date,
}

/// A place of a wording.
#[derive(Debug, Serialize)]
pub struct Occurrence {
    article: ArticleId,
    start: u32,
    end: u32,
    date: Option<Date>,
    wording: u32,
}

/// A row of the list of repeated wordings with its places.
pub fn repeated<'a>(row: &'a FamilyEntry, places: &[FamilyPlace]) -> Repeated<'a> {
    Repeated {
        family: row.rank,
        label: &row.label,
        kind: row.kind,
        words: row.words,
        articles: row.articles,
        passing: row.passing,
        undated: row.undated,
        wordings: row.wordings,
        earliest: row.earliest.map(|(article, date)| Earliest { article, date }),
        latest: row.latest,
        occurrences: places.iter().map(occurrence).collect(),
    }
}

/// One place.
pub fn occurrence(place: &FamilyPlace) -> Occurrence {
    Occurrence { article: place.article, start: place.start, end: place.end, date: place.date, wording: place.wording }
}
