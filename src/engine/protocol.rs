//! What can be asked of a corpus and what comes back. One set of types for the page, the worker, the command line and
//! the tests. Offsets are half-open byte ranges in an article's stored UTF-8 text.

use crate::article::{ArticleId, Block, Date};
use crate::compare::{Kind, Layer};
use serde::{Deserialize, Serialize};

/// Something asked of a corpus.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// What the corpus is.
    Overview,
    /// The articles in date order, newest first, undated last.
    Articles {
        /// Articles to skip.
        offset: u32,
        /// Articles to return at most.
        limit: u32,
    },
    /// Articles that match a query.
    Search(SearchRequest),
    /// The hits of a query as concordance lines.
    Concordance(ConcordanceRequest),
    /// One article in full, with the hits of a query.
    Read(ReadRequest),
    /// What two or more articles share.
    Compare(CompareRequest),
    /// The numbers of articles by their stable ids.
    Find {
        /// Stable ids, in any order.
        ids: Vec<String>,
    },
}

/// The answer to a [`Request`], of the same name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Response {
    /// To [`Request::Overview`].
    Overview(Overview),
    /// To [`Request::Articles`].
    Articles(ArticleList),
    /// To [`Request::Search`].
    Search(SearchAnswer),
    /// To [`Request::Concordance`].
    Concordance(ConcordanceAnswer),
    /// To [`Request::Read`].
    Read(ReadAnswer),
    /// To [`Request::Compare`].
    Compare(CompareAnswer),
    /// To [`Request::Find`]: one entry per id asked, `None` where the corpus has no such article.
    Find(Vec<Option<ArticleId>>),
}

/// Which spellings a query matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MarksMode {
    /// As typed; words typed without tones also match every tone, words typed without marks match all marks.
    #[default]
    Smart,
    /// Only as typed.
    Exact,
    /// All marks ignored, whatever was typed.
    Fold,
}

/// Which blocks count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BlocksMode {
    /// Title, lead and body; a doubled caption once.
    #[default]
    Text,
    /// Every block as it stands.
    All,
}

/// The order of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// Best first (BM25 over weighted fields), then by article number.
    #[default]
    Relevance,
    /// Newest first, undated last.
    Date,
}

/// A query and how it is read; shared by the requests that run one.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct QuerySpec {
    /// As typed.
    pub query: String,
    /// Which spellings match.
    pub marks: MarksMode,
    /// Which blocks count.
    pub blocks: BlocksMode,
}

/// Asks for the articles that match.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct SearchRequest {
    /// What to look for.
    pub spec: QuerySpec,
    /// The order of results.
    pub sort: Sort,
    /// Results to skip, counted over the phrase group first and the words group after it.
    pub offset: u32,
    /// Results to return at most.
    pub limit: u32,
}

/// How an occurrence agrees with what was typed, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// As typed.
    Exact,
    /// The letters agree, the tones were not typed.
    Tone,
    /// All marks ignored.
    Fold,
}

/// A count per tier; never summed silently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TierCounts {
    /// Hits as typed.
    pub exact: u64,
    /// Hits that differ in tones alone.
    pub tone: u64,
    /// Hits that differ in letter marks.
    pub fold: u64,
}

/// How much of a corpus matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Total {
    /// Articles with at least one hit.
    pub articles: u32,
    /// Hits in them.
    pub hits: u64,
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

/// Results of one kind, with their own exact count.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// Why it is shown.
    pub kind: GroupKind,
    /// Exact, whatever part of the results is returned.
    pub total: Total,
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
    /// An excerpt around the best hits.
    pub snippet: Vec<Fragment>,
    /// Where its hits stand, 0 (start) to 255 (end), ascending, without repeats.
    pub strip: Vec<u8>,
}

/// A run of text, highlighted or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fragment {
    /// As it stands in the article; line breaks are spaces.
    pub text: String,
    /// Part of a hit.
    pub hit: bool,
}

/// What is known of an article without its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Its number in this bundle.
    pub article: ArticleId,
    /// Its stable id; links use it.
    pub id: String,
    /// Its headline, or its first sentence.
    pub title: String,
    /// The title is its first sentence.
    pub untitled: bool,
    /// When it was published.
    pub date: Option<Date>,
    /// Who published it.
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Its length in title, lead and body.
    pub length_tokens: u32,
}

/// Something about a query that the reader should know; the query ran as well as it could.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "kind")]
pub enum Problem {
    /// A quotation mark without its partner: read as closed at the end.
    UnclosedQuote {
        /// Byte in the query.
        at: u32,
    },
    /// A parenthesis without its partner.
    UnbalancedParenthesis {
        /// Byte in the query.
        at: u32,
    },
    /// An operator with nothing to work on: read as a word or left out.
    DanglingOperator {
        /// The operator.
        operator: String,
        /// Byte in the query.
        at: u32,
    },
    /// Only exclusions: nothing to look for.
    OnlyExclusions,
    /// A query longer than the limit: the rest was left out.
    TooLong {
        /// Characters read.
        limit: u32,
    },
    /// A prefix that stands for more terms than are looked up: counts are of the first ones, alphabetically.
    TooManyTerms {
        /// The pattern.
        pattern: String,
        /// Terms looked up.
        limit: u32,
    },
    /// A word that no article has.
    UnknownTerm {
        /// As typed.
        term: String,
    },
    /// A part of the query that Recto does not know and read as plain words.
    NotUnderstood {
        /// The part.
        part: String,
        /// Byte in the query.
        at: u32,
    },
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
}

/// The answer to a search.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchAnswer {
    /// The phrase group first; the words group after it when the query is an unquoted run of two words and more.
    pub groups: Vec<Group>,
    /// What the reader should know of the query.
    pub problems: Vec<Problem>,
    /// What else may be meant.
    pub offers: Vec<Offer>,
}

/// Asks for concordance lines.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct ConcordanceRequest {
    /// What to look for.
    pub spec: QuerySpec,
    /// Context on either side, in tokens.
    pub context_tokens: u32,
    /// Up to three sort keys.
    pub sort: Vec<LineSort>,
    /// Lines to skip.
    pub offset: u32,
    /// Lines to return at most.
    pub limit: u32,
}

/// A sort key of concordance lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LineSort {
    /// The n-th token to the left.
    Left(u8),
    /// The n-th token to the right.
    Right(u8),
    /// The hit itself.
    Node,
    /// The article's number.
    Article,
    /// The article's date, oldest first, undated last.
    Date,
}

/// A hit with its context.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Where it stands.
    pub article: ArticleId,
    /// First byte of the hit.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
    /// Text before, within the block.
    pub left: String,
    /// The hit.
    pub node: String,
    /// Text after, within the block.
    pub right: String,
    /// How it agrees with what was typed.
    pub tier: Tier,
}

/// Concordance lines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConcordanceAnswer {
    /// All lines there are.
    pub total: u64,
    /// The requested window.
    pub lines: Vec<Line>,
    /// What the reader should know of the query.
    pub problems: Vec<Problem>,
}

/// Asks for one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadRequest {
    /// Which.
    pub article: ArticleId,
    /// Whose hits to mark; an empty query marks none.
    pub spec: QuerySpec,
}

/// A span that matches a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// How it agrees with what was typed.
    pub tier: Tier,
}

/// An article in full.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FullArticle {
    /// What it is.
    pub card: Card,
    /// Its stored text.
    pub text: String,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// The people it names.
    pub people: Vec<String>,
}

/// One article with the hits of a query.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadAnswer {
    /// The article.
    pub article: FullArticle,
    /// In reading order. The same hits that were counted.
    pub hits: Vec<Hit>,
}

/// Asks for a comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CompareRequest {
    /// Two or more.
    pub articles: Vec<ArticleId>,
}

/// One side of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassageSpan {
    /// Where.
    pub article: ArticleId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A passage that articles share.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Passage {
    /// How the wordings relate.
    pub kind: Kind,
    /// Which layer found it.
    pub layer: Layer,
    /// Stands out of the common order.
    pub moved: bool,
    /// The words agree, their marks do not.
    pub marks_differ: bool,
    /// Passages with the same number have the same wording at heart; one letter and one colour. Counts from 0.
    pub family: u32,
    /// Tokens that agree.
    pub tokens: u32,
    /// Length × rarity in the corpus; the order of the list.
    pub weight: f32,
    /// Lies in a title, caption, credit, or is made of a name: shown greyed.
    pub minor: bool,
    /// One per article, in the order of the request.
    pub spans: Vec<PassageSpan>,
}

/// How much of one article stands in another.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Overlap {
    /// The article measured.
    pub of: ArticleId,
    /// The article it is measured against.
    pub within: ArticleId,
    /// Tokens of `of` that lie in a passage shared with `within`.
    pub shared_tokens: u32,
    /// All tokens of `of` that were compared.
    pub all_tokens: u32,
}

/// The answer to a comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CompareAnswer {
    /// In the order of the request.
    pub articles: Vec<FullArticle>,
    /// In the reading order of the first article; both layers.
    pub passages: Vec<Passage>,
    /// Both directions of every pair.
    pub overlaps: Vec<Overlap>,
}

/// Cards of articles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArticleList {
    /// All articles there are.
    pub total: u32,
    /// The requested window.
    pub articles: Vec<Card>,
}

/// What the corpus is.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Overview {
    /// Its name.
    pub title: String,
    /// A sentence or two about it, by its maker.
    pub about: String,
    /// Whom to write to.
    pub contact: String,
    /// Hash of everything packed, 16 hex digits; keys of stored settings and links carry it.
    pub corpus: String,
    /// Articles.
    pub articles: u32,
    /// Tokens in title, lead and body.
    pub tokens: u64,
    /// Earliest and latest date of an article.
    pub span: Option<(Date, Date)>,
    /// Articles without a full date (none, or no year).
    pub undated: u32,
    /// Articles per month (`2021-01`) or year (`2021`), ascending, without empty periods.
    pub periods: Vec<(Date, u32)>,
    /// Articles per source, most first. Articles without one are not listed.
    pub sources: Vec<(String, u32)>,
    /// Wording that recurs in most articles.
    pub recurring: Vec<Recurring>,
    /// Terms that mark this corpus, as words to search.
    pub key_terms: Vec<KeyTerm>,
    /// People by number of articles, most first.
    pub people: Vec<(String, u32)>,
    /// Example queries made from this corpus.
    pub examples: Vec<String>,
}

/// A wording that recurs across articles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recurring {
    /// As it stands in its earliest article.
    pub text: String,
    /// Articles that have it.
    pub articles: u32,
    /// Times it occurs.
    pub hits: u32,
    /// The earliest dated article that has it.
    pub earliest: Option<Date>,
}

/// A word or phrase that marks a corpus.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeyTerm {
    /// As most often written.
    pub text: String,
    /// Articles that have it.
    pub articles: u32,
    /// Times it occurs.
    pub hits: u32,
}
