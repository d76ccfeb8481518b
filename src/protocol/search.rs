//! Searches, asked and answered: results, offers, completions, facets.

use crate::article::{Date, Facet};
use crate::bundle::Card;
use crate::named::named;
use crate::query::snippet::Fragment;
use crate::query::spec::{Cut, Problem, QuerySpec, Sort, Total};
use crate::query::tier::{Tier, TierCounts};
use serde::{Deserialize, Serialize};

/// Asks for the articles that match. An empty query with filters finds all articles that pass them, in one group of kind
/// [`GroupKind::Phrase`] without hits; without filters it finds nothing.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct SearchRequest {
    /// What to look for.
    pub spec: QuerySpec,
    /// The order of results.
    pub sort: Sort,
    /// Copies of one text are one result, the best placed of them.
    pub fold: bool,
    /// Results to skip, counted over the phrase group first and the words group after it.
    pub offset: u32,
    /// Results to return at most.
    pub limit: u32,
}

/// Why a group of results is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GroupKind {
    /// The query as one expression: a word, a phrase, or whatever its operators say.
    Phrase,
    /// Articles that merely hold all the words of an unquoted run; none of the phrase group is repeated here.
    Words,
}

named!(GroupKind { Phrase = "phrase", Words = "words" });

/// Results of one kind, with their own exact count.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// Why it is shown.
    pub kind: GroupKind,
    /// Exact, whatever part of the results is returned.
    pub total: Total,
    /// Articles that are no results of their own, being copies of others.
    pub folded: u32,
    /// The hits by tier; their sum is `total.hits`.
    pub tiers: TierCounts,
    /// The part of the results that falls into the requested window.
    pub results: Vec<SearchResult>,
}

/// An article that matches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchResult {
    /// The article.
    pub card: Card,
    /// Rank score; higher is better. Comparable within one answer only.
    pub score: f32,
    /// The best tier among its hits.
    pub tier: Tier,
    /// Hits in it.
    pub hits: u32,
    /// Copies of it that it stands for, in the list or where copies count once.
    pub copies: u32,
    /// An excerpt around the best hits.
    pub snippet: Vec<Fragment>,
    /// Where its hits stand, 0 (start) to 255 (end), ascending, without repeats.
    pub strip: Vec<u8>,
}

/// Another query that may be meant, with what it would find. Offered, never merged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Offer {
    /// Why it is offered.
    pub kind: OfferKind,
    /// The query to run.
    pub spec: QuerySpec,
    /// What it finds.
    pub total: Total,
    /// It finds its words apart from each other, not together as they stand in it.
    pub apart: bool,
}

/// Why a query is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OfferKind {
    /// The same words in the other i/y spelling (`chiến sỹ` → `chiến sĩ`).
    Spelling,
    /// The same query over related stories and residue too.
    HiddenBlocks,
    /// The same query with all marks ignored.
    IgnoringMarks,
    /// The same query with each word of a run by itself: beside words with marks, those without take any.
    LooseMarks,
    /// A near word that the corpus has, in place of one it has not (`bảo dảm` → `bảo đảm`).
    DidYouMean,
    /// What the keys typed stand for in Telex or VNI (`baor veej` → `bảo vệ`).
    Typed,
    /// An abbreviation's long form (`ANTT` → `an ninh trật tự`), or the reverse.
    Abbreviation,
    /// A Roman numeral in words (`XIII` → `lần thứ XIII`).
    Numeral,
    /// A figure or date as it is written elsewhere (`5km` → `5 km`, `23/1/2021` → `23.1.2021`).
    Written,
    /// A word with a letter or two written together before it, as Arabic and Hebrew do (`كتاب` → `الكتاب`).
    Prefixed,
    /// A word that stands only in joined ones (`mère` → `grand'mère`), or before a particle (`책` → `책으로`).
    Joined,
    /// The same query without its filters, or without the part that keeps it from finding anything.
    WithoutFilters,
}

/// Asks what else a query may mean, and why it finds nothing. Apart from the search, so that results never wait for it.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct OffersRequest {
    /// The query that was searched.
    pub spec: QuerySpec,
}

/// What else may be meant.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct OffersAnswer {
    /// Other queries with what they find; no two lead to the same one.
    pub offers: Vec<Offer>,
    /// Why nothing was found; empty when something was.
    pub diagnosis: Vec<Culprit>,
    /// Words that the corpus uses like the one that is the whole query, nearest first, as they are shown, each with the articles
    /// that have it in title, lead or body as it is written; none beside filters, and where asides are searched. They may mean the
    /// same, a kind of the same or its opposite.
    pub related: Vec<(String, u32)>,
}

impl OffersAnswer {
    /// The offers that no cause of the diagnosis leads to: beside it, the others would say the same twice.
    pub fn others(&self) -> impl Iterator<Item = &Offer> {
        let leads = |offer: &Offer| {
            self.diagnosis.iter().any(|one| one.without.as_ref().is_some_and(|way| way.spec == offer.spec))
        };
        self.offers.iter().filter(move |offer| !leads(offer))
    }
}

/// A part of a query that finds nothing, or without which something would be found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Culprit {
    /// What it is.
    pub kind: CulpritKind,
    /// As typed, or the filter's value.
    pub part: String,
    /// Articles that this part finds by itself.
    pub alone: Total,
    /// The query without it, and what that finds.
    pub without: Option<Offer>,
}

/// What kind of part keeps a query from finding anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CulpritKind {
    /// A word or pattern that no article has.
    Term,
    /// A word that stands only in joined ones, as `mère` in `grand'mère`; without it is the query in which it may.
    Joined,
    /// A phrase or NEAR whose words all occur, but not so.
    Phrase,
    /// An exclusion that leaves nothing.
    Exclusion,
    /// A filter or field.
    Filter,
}

/// Asks for what every search needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PrepareRequest;

/// What every search needs is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Prepared;

/// Asks for completions while a query is typed.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct SuggestRequest {
    /// The query so far.
    pub query: String,
    /// Byte in it where the caret stands.
    pub caret: u32,
    /// Suggestions at most.
    pub limit: u32,
}

/// A completion of the word at the caret.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The whole query with the completion in it.
    pub query: String,
    /// Where the caret stands then.
    pub caret: u32,
    /// The completed word or phrase, to show.
    pub term: String,
    /// Articles that have it.
    pub articles: u32,
}

/// Asks for the counts by which results can be filtered.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct FacetsRequest {
    /// The query with the filters chosen so far; an empty query means all articles.
    pub spec: QuerySpec,
    /// Values returned for each facet, at most; chosen ones always are.
    pub limit: u32,
}

/// Articles by facet and over time. Each facet is counted with all filters but its own, so that another value of it can
/// be chosen; where copies count once, the article that counts is chosen among those that pass these, and a value that is chosen counts what
/// the list has of it. The two groups of a query are counted apart: `articles` are those of the heading
/// ([`GroupKind::Phrase`]), `words_articles` those that merely hold all the words ([`GroupKind::Words`]); no article is in
/// both.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct FacetsAnswer {
    /// Facets that the corpus has, most articles first within each (years: latest first), values that only the words
    /// group has after those of the heading; the empty value last.
    pub facets: Vec<(Facet, Vec<FacetValue>)>,
    /// Articles by month (at most 120 of them, where every date of the heading knows its month) or by year, ascending,
    /// counted without the date range; empty periods within are listed. They reach from the heading's first article to
    /// its last; where it has none, over those of the words group.
    pub periods: Vec<Period>,
    /// Dated articles of the words group that stand in none of the periods.
    pub words_elsewhere: u32,
    /// Undated articles, counted without the date range.
    pub undated: u32,
    /// The same of the words group.
    pub words_undated: u32,
    /// The corpus has articles that are copies of one another, so that they may count once.
    pub copies: bool,
    /// What the reader should know of the query.
    pub problems: Vec<Problem>,
    /// Limits that cut it short.
    pub cuts: Vec<Cut>,
}

/// A value of a facet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetValue {
    /// The value; empty for articles that have none.
    pub value: String,
    /// Articles of the heading.
    pub articles: u32,
    /// Articles that merely hold all the words.
    pub words_articles: u32,
    /// It is chosen.
    pub chosen: bool,
}

/// A month or a year with its articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// Which.
    pub period: Date,
    /// Articles of the heading.
    pub articles: u32,
    /// Articles that merely hold all the words.
    pub words_articles: u32,
}

/// The answer to a search.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchAnswer {
    /// The phrase group first; the words group after it when the query is an unquoted run of two words and more.
    pub groups: Vec<Group>,
    /// What the reader should know of the query.
    pub problems: Vec<Problem>,
    /// Limits that cut it short; empty when every count is exact.
    pub cuts: Vec<Cut>,
}
