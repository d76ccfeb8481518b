//! How a query is put, and what is said of how it went: its problems, its limits, its totals.
//!
//! Only words that requests, answers and links share; how a query is read and run is for the other modules here.

use super::tier::Tier;
use crate::article::{Date, Facet};
use crate::named::named;
use serde::{Deserialize, Serialize};

/// Which spellings a query matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MarksMode {
    /// As typed; words typed without tones also match every tone, words typed without marks match all marks. In a run, one
    /// word with marks says that the others are meant as typed.
    #[default]
    Smart,
    /// The same, but each word of a run by itself.
    Loose,
    /// Only as typed.
    Exact,
    /// All marks ignored, whatever was typed.
    Fold,
}

named!(MarksMode { Smart = "smart", Loose = "loose", Exact = "exact", Fold = "fold" });

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

named!(BlocksMode { Text = "text", All = "all" });

/// The order of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// Best first (BM25 over weighted fields), then by article number.
    #[default]
    Relevance,
    /// Newest first, undated last.
    Date,
    /// Oldest first, undated last.
    Oldest,
}

named!(Sort { Relevance = "relevance", Date = "date", Oldest = "oldest" });

/// What must agree whatever [`MarksMode`] would forgive. All false is the mode alone; all of tone, letters and stroke
/// over any mode is [`MarksMode::Exact`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Strict {
    /// Upper and lower case.
    pub case: bool,
    /// Tone marks: sắc, huyền, hỏi, ngã, nặng, or their absence.
    pub tone: bool,
    /// Letter marks: ă â ê ô ơ ư, and the diacritics of other languages.
    pub letters: bool,
    /// đ against d.
    pub stroke: bool,
}

/// Which articles may be found at all. Empty lets every article pass.
///
/// An article passes when, for each facet with chosen values, it has one of them; and when it is dated within the
/// range, or is undated and `undated` is set. With no range, `undated` alone means only undated articles.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Filters {
    /// Chosen values by facet, each facet at most once, ascending; an empty value is "none known".
    pub values: Vec<(Facet, Vec<String>)>,
    /// First day, as precise as it is given.
    pub from: Option<Date>,
    /// Last day, included, as precise as it is given: `2021` reaches to its end.
    pub to: Option<Date>,
    /// Undated articles.
    pub undated: bool,
    /// Of each group of copies among the articles that match and pass the rest, the first alone passes: the earliest
    /// dated, or the one with the lowest number. One that has the whole phrase goes before those that merely hold its words.
    pub once: bool,
}

impl Filters {
    /// Whether every article passes.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// No filter but that copies count once, where they do.
    pub fn without_all_but_once(&self) -> Self {
        Self { once: self.once, ..Self::default() }
    }
}

/// A query and how it is read; shared by the requests that run one.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct QuerySpec {
    /// As typed.
    pub query: String,
    /// Which spellings match.
    pub marks: MarksMode,
    /// Which blocks count.
    pub blocks: BlocksMode,
    /// What must agree in any case.
    pub strict: Strict,
    /// Which articles may be found at all.
    pub filters: Filters,
    /// How much work the answer may cost: 0 is the page's default, each step allows eight times as much. An answer that
    /// was cut says so ([`Cut`]) and can go on with one step more.
    pub effort: u8,
}

/// A limit that cut an answer short: its counts are of what was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cut {
    /// What ran into its limit.
    pub kind: CutKind,
    /// The part of the query that did, as typed.
    pub part: String,
    /// Terms, postings or lines looked at.
    pub looked_at: u64,
    /// Of how many, where that is known.
    pub of: Option<u64>,
}

/// What ran into its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CutKind {
    /// A pattern suits more terms than are looked up.
    Terms,
    /// A pattern is too involved to be tried on every term.
    Pattern,
    /// More postings than are read.
    Postings,
    /// More concordance lines than are sorted.
    Lines,
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
    /// A part that asks for more than the language allows: `~5`, `NEAR/500`, a regular expression of too many states. It
    /// was read with the limit, or as plain words.
    TooLarge {
        /// The part.
        part: String,
        /// The most that is allowed.
        limit: u32,
    },
    /// A word that no article has.
    UnknownTerm {
        /// As typed.
        term: String,
    },
    /// A word that stands only together with others, as `mère` in `grand'mère`.
    OnlyJoined {
        /// As typed.
        term: String,
    },
    /// What asks for a lemma or a word class, where no article says those of its words.
    NoGlosses {
        /// As typed.
        term: String,
    },
    /// Signs that stand at a word and are not searched: `C#` is read as `C`.
    SignsLeftOut {
        /// As typed.
        part: String,
        /// Its words, as they are searched.
        read: String,
    },
    /// A query without a letter or a figure: nothing to look for.
    OnlySigns {
        /// As typed.
        part: String,
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
