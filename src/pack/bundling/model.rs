//! What a build takes and gives: articles by number, its surroundings, the bundle.

use super::cuts::Size;
use super::error::BuildError;
use super::sink::Keep;
use crate::article::{Article, Date};
use crate::bundle::text_codes::Words;
use crate::bundle::{Card, Overview, PackedChunk};
use crate::compounds::Lexicon;
use crate::pack::input::Account;
use crate::pack::progress::Progress;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// What the maker says of the corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Its name.
    pub title: String,
    /// A sentence or two about it.
    pub about: String,
    /// Whom to write to.
    pub contact: String,
}

/// Articles by their number: in date order, oldest first, undated last, then by id.
pub trait Articles: Sync {
    /// Sizes by number.
    fn sizes(&self) -> &[Size];
    /// How many have a full date: the numbers below.
    fn dated(&self) -> u32;
    /// An article.
    ///
    /// # Errors
    /// When it cannot be read.
    fn article(&self, number: u32) -> Result<Article, BuildError>;
    /// An article, of which the text and the blocks may be missing.
    ///
    /// # Errors
    /// When it cannot be read.
    fn head(&self, number: u32) -> Result<Article, BuildError>;
}

/// Threads, memory, temporary folder, cancellation and progress of one build.
pub struct BuildEnv<'m> {
    /// Takes the chunks.
    pub keep: &'m dyn Keep,
    /// For runs; in memory without it.
    pub folder: Option<&'m Path>,
    /// The dictionary of the bundle that this one replaces, so that unchanged groups keep their bytes.
    pub words: Option<&'m Words>,
    /// Words of several syllables, for the overview; learned from the articles without it.
    pub lexicon: Option<&'m Lexicon>,
    /// Threads.
    pub jobs: NonZeroUsize,
    /// Memory to use, about.
    pub memory_bytes: u64,
    /// Set when the pack is to end.
    pub stop: &'m AtomicBool,
    /// Hears how many articles are done.
    pub progress: &'m dyn Progress,
}

/// A bundle whose chunks are kept.
#[derive(Clone, Debug)]
pub struct Built {
    /// Its root.
    pub root: Vec<u8>,
    /// What the corpus is.
    pub overview: Overview,
    /// Cards for the page: newest first, undated last, some 500 of them.
    pub cards: Vec<Card>,
    /// Articles without a headline.
    pub untitled: usize,
    /// What stands apart in articles.
    pub account: Account,
    /// Ids of articles that mention more than is kept.
    pub cut: Vec<String>,
    /// The corpus hash, 16 hex digits.
    pub corpus: String,
    /// Where the time went.
    pub times: Times,
}

/// Where the time of a build went. Parts done side by side count by their share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Times {
    /// Tokens and their occurrences, to runs on disk.
    pub index: Duration,
    /// Article groups, compressed and written.
    pub groups: Duration,
    /// Runs to index chunks.
    pub merge: Duration,
    /// What articles mention.
    pub layers: Duration,
    /// Families of wording.
    pub families: Duration,
    /// What the overview shows.
    pub overview: Duration,
}

/// A packed corpus in memory.
#[derive(Clone, Debug)]
pub struct Packed {
    /// The bundle's root.
    pub root: Vec<u8>,
    /// Its chunks, each once, by name.
    pub chunks: Vec<PackedChunk>,
    /// What the corpus is.
    pub overview: Overview,
    /// The corpus hash, 16 hex digits.
    pub corpus: String,
}

/// The order of articles in a bundle: dated by date, then yearless and undated, each by id.
pub fn order<'i>(date: Option<&Date>, id: &'i str) -> (bool, (u16, u8, u8, u16), &'i str) {
    let key = date.and_then(Date::sort_key);
    (key.is_none(), key.unwrap_or_default(), id)
}
