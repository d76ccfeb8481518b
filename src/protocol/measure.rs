//! Counts over selections, asked and answered: words, collocates, keyness, and where several queries occur.
//!
//! Answers hold counts; what is computed from them is [`crate::measure`]'s, so that every figure can be shown with its table.

use crate::article::{ArticleId, Date};
use crate::named::named;
use crate::query::spec::{Cut, Filters, Problem, QuerySpec};
use serde::{Deserialize, Serialize};

pub use crate::measure::{Association, Dispersion, Figure, Joint, Keyness, Pair, Undefined};

/// What is counted as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Unit {
    /// A token: a syllable in Vietnamese, a word elsewhere.
    Syllable,
    /// A word of the corpus: syllables that it uses together, learned from it, are one.
    #[default]
    Word,
}

named!(Unit { Syllable = "syllable", Word = "word" });

/// The order of a list of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum WordSort {
    /// Most hits first.
    #[default]
    Frequency,
    /// Most articles first.
    Range,
    /// Most evenly spread first: least normalised DP.
    Dispersion,
}

named!(WordSort { Frequency = "frequency", Range = "range", Dispersion = "dispersion" });

/// Asks for the words of a selection.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct WordsRequest {
    /// Which articles: those of the phrase group and its filters; an empty query means all that pass the filters.
    pub spec: QuerySpec,
    /// What is one word.
    pub unit: Unit,
    /// Words in a row that are counted as one, 1 to 8; a row stands within a block.
    pub length: u8,
    /// A pattern that the row must suit, with `*` and `?`; empty lets all pass.
    pub pattern: String,
    /// The order.
    pub sort: WordSort,
    /// Leaves out function words, and rows of nothing else.
    pub content: bool,
    /// Rows to return at most.
    pub limit: u32,
}

/// A word of a selection.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WordRow {
    /// Its exact keys, parted by blanks.
    pub text: String,
    /// Times it occurs.
    pub hits: u64,
    /// Articles that have it.
    pub articles: u32,
    /// DP over what it can be at most, see [`Dispersion::dp_normalised`].
    pub dp_normalised: Figure,
    /// So common and so even in this corpus that it says little.
    pub function: bool,
}

/// The words of a selection.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct WordsAnswer {
    /// Articles of the selection.
    pub articles: u32,
    /// Units in it, numbers among them: what a million is counted of.
    pub tokens: u64,
    /// Different rows that suit the pattern.
    pub different: u64,
    /// The first of them.
    pub rows: Vec<WordRow>,
    /// What the reader should know of the query.
    pub problems: Vec<Problem>,
    /// Limits that cut it short.
    pub cuts: Vec<Cut>,
}

/// Asks what stands near the hits of a query.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct CollocatesRequest {
    /// The node: the hits of the phrase group. Its filters say which articles are the corpus.
    pub spec: QuerySpec,
    /// What is counted.
    pub unit: Unit,
    /// Units to the left of the node, and to the right, within its block; `None` means its whole sentence.
    pub span: Option<(u8, u8)>,
    /// Times it must stand near the node.
    pub least: u32,
    /// What orders the rows.
    pub measure: Association,
    /// Function words stand among the others instead of after them.
    pub mixed: bool,
    /// Rows to return at most.
    pub limit: u32,
}

/// A word near the node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollocateRow {
    /// Its exact keys, parted by blanks.
    pub text: String,
    /// Times it stands to the left of the node, each node and each of its words counted.
    pub left: u64,
    /// To the right.
    pub right: u64,
    /// Articles in which it does.
    pub articles: u32,
    /// Times it occurs in the corpus.
    pub hits: u64,
    /// See [`WordRow::function`].
    pub function: bool,
}

/// What stands near the hits of a query.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CollocatesAnswer {
    /// Hits of the node.
    pub node: u64,
    /// Articles that have it.
    pub articles: u32,
    /// Articles of the corpus.
    pub all_articles: u32,
    /// Units of the corpus.
    pub tokens: u64,
    /// Units in all windows.
    pub near: u64,
    /// Different ones that stand there often enough.
    pub different: u64,
    /// The first of them.
    pub rows: Vec<CollocateRow>,
    /// What the reader should know of the query.
    pub problems: Vec<Problem>,
    /// Limits that cut it short.
    pub cuts: Vec<Cut>,
}

impl CollocatesAnswer {
    /// The four counts of a row.
    pub fn joint(&self, row: &CollocateRow) -> Joint {
        Joint { together: row.left + row.right, node: self.node, word: row.hits, tokens: self.tokens }
    }
}

/// Asks what stands near the hits of one query and of another.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct NodesRequest {
    /// The first node, and how both are counted.
    pub a: CollocatesRequest,
    /// The query of the second, read as the first.
    pub b: String,
}

/// A word near one of two nodes, or near both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NodesRow {
    /// Its exact keys, parted by blanks.
    pub text: String,
    /// Times it stands near the first node.
    pub a: u64,
    /// Near the second.
    pub b: u64,
    /// Times it occurs in the corpus.
    pub hits: u64,
    /// See [`WordRow::function`].
    pub function: bool,
}

/// What stands near the hits of one query and of another. A word goes with a node that it stands near often enough.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NodesAnswer {
    /// Hits of each node.
    pub nodes: [u64; 2],
    /// Articles that have each.
    pub articles: [u32; 2],
    /// The corpus.
    pub all: Selection,
    /// Words that go with the first alone, the closest first.
    pub only_a: Vec<NodesRow>,
    /// Words that go with both, those first that keep close to either.
    pub both: Vec<NodesRow>,
    /// Words that go with the second alone, the closest first.
    pub only_b: Vec<NodesRow>,
    /// What the reader should know of the queries.
    pub problems: Vec<Problem>,
    /// Limits that cut it short.
    pub cuts: Vec<Cut>,
}

impl NodesAnswer {
    /// The four counts of a row, for each node.
    pub fn joints(&self, row: &NodesRow) -> [Joint; 2] {
        let joint = |together, node| Joint { together, node, word: row.hits, tokens: self.all.tokens };
        [joint(row.a, self.nodes[0]), joint(row.b, self.nodes[1])]
    }
}

/// Asks which words two selections use more than one another.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct KeynessRequest {
    /// The articles of interest, as in [`WordsRequest::spec`].
    pub target: QuerySpec,
    /// What they are held against; `None` means all other articles.
    pub reference: Option<QuerySpec>,
    /// Which articles all others are.
    pub within: Filters,
    /// What is counted.
    pub unit: Unit,
    /// Hits in both together, at least.
    pub least: u32,
    /// What orders the rows.
    pub measure: Keyness,
    /// Function words stand among the others instead of after them.
    pub mixed: bool,
    /// Rows to return at most, of each direction.
    pub limit: u32,
}

/// A selection of keyness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Selection {
    /// Its articles.
    pub articles: u32,
    /// Its units.
    pub tokens: u64,
}

/// A word of two selections.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyRow {
    /// Its exact keys, parted by blanks.
    pub text: String,
    /// Hits in the target.
    pub target: u64,
    /// Hits in the reference.
    pub reference: u64,
    /// Articles that have it, in the target and in the reference.
    pub articles: (u32, u32),
    /// See [`WordRow::function`].
    pub function: bool,
}

/// Which words two selections use more than one another.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct KeynessAnswer {
    /// The target.
    pub target: Selection,
    /// The reference.
    pub reference: Selection,
    /// Articles that are in both: their words say nothing of a difference.
    pub both: u32,
    /// Words that the target uses more, best first.
    pub more: Vec<KeyRow>,
    /// Words that it uses less, best first.
    pub less: Vec<KeyRow>,
    /// What the reader should know of the queries.
    pub problems: Vec<Problem>,
    /// Limits that cut it short.
    pub cuts: Vec<Cut>,
}

impl KeynessAnswer {
    /// The four counts of a row.
    pub fn pair(&self, row: &KeyRow) -> Pair {
        Pair {
            target: row.target,
            target_tokens: self.target.tokens,
            reference: row.reference,
            reference_tokens: self.reference.tokens,
        }
    }
}

/// Asks where and when each of some queries occurs: dispersion, trends, lists of names.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct SpreadRequest {
    /// How the queries are read, and which articles are the corpus; its own query is not asked.
    pub spec: QuerySpec,
    /// The queries.
    pub queries: Vec<String>,
    /// Counts by month instead of by year.
    pub by_month: bool,
    /// Counts by these periods instead, which ascend and do not overlap: each from one date to another, both included.
    pub periods: Vec<[Date; 2]>,
    /// Measures how evenly each is spread.
    pub dispersion: bool,
    /// Articles of each to return at most, in their order.
    pub limit: u32,
}

/// A month or year of the corpus. One without articles is a gap: nothing is known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// Which, or where a period of the reader's own begins; `None` of articles without a date, by month of those that know
    /// their year alone, by own periods of all that are in none.
    pub period: Option<Date>,
    /// Where a period of the reader's own ends.
    pub until: Option<Date>,
    /// Its articles.
    pub articles: u32,
    /// Their tokens.
    pub tokens: u64,
}

/// Where one query occurs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// Its hits.
    pub hits: u64,
    /// Articles that have it.
    pub articles: u32,
    /// The earliest dated article that has it.
    pub earliest: Option<(ArticleId, Date)>,
    /// Hits and articles for each of [`SpreadAnswer::periods`].
    pub periods: Vec<(u64, u32)>,
    /// How evenly it is spread over the articles, where that was asked.
    pub dispersion: Option<Dispersion>,
    /// Articles that have it, with their hits; the first of them.
    pub rows: Vec<(ArticleId, u32)>,
    /// What the reader should know of the query.
    pub problems: Vec<Problem>,
    /// Limits that cut it short.
    pub cuts: Vec<Cut>,
}

/// Where and when queries occur.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct SpreadAnswer {
    /// Articles of the corpus, and their tokens in title, lead and body.
    pub whole: Selection,
    /// From the first dated article to the last, gaps included; what has no such date comes last, where there is any.
    pub periods: Vec<Span>,
    /// One a query, in their order.
    pub queries: Vec<Spread>,
}
