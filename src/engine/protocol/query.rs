//! How a query is put, and how what it finds agrees with it.

use serde::{Deserialize, Serialize};

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

/// Something about a query that the reader should know; the query ran as well as it could.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
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
