//! What a pack did: counted, and told by the command line. It holds no text of an article.

use super::bundling::{Built, Times};
use super::input::{Account, Decoded, Kinds, Renamed, Skipped};
use crate::mentions::MENTIONS_MOST;
use std::time::Duration;

/// What a pack did.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Articles packed.
    pub articles: usize,
    /// Their tokens in title, lead and body.
    pub tokens: u64,
    /// Articles without a headline.
    pub untitled: usize,
    /// Articles without a date, or without its year.
    pub undated: usize,
    /// Articles left out by `hide=yes`.
    pub hidden_articles: usize,
    /// Hidden files and folders left out.
    pub hidden_files: u64,
    /// Files not packed.
    pub skipped: Vec<Skipped>,
    /// Files that were not in UTF-8 or damaged, and how they were read.
    pub decoded: Vec<Decoded>,
    /// What is in no article, and what stands apart in them, by reason.
    pub account: Account,
    /// What was read, by kind of file, and where dates came from.
    pub kinds: Kinds,
    /// Files whose own id was taken.
    pub renamed: Vec<Renamed>,
    /// What the maker should mend; `--strict` allows none.
    pub notices: Vec<String>,
    /// What the maker should know.
    pub notes: Vec<String>,
    /// Hash of the corpus.
    pub corpus: String,
    /// The site's folder.
    pub site: String,
    /// Its size.
    pub site_bytes: u64,
    /// The page in one file, and its size.
    pub one_file: Option<(String, u64)>,
    /// Whether it has a password.
    pub is_locked: bool,
    /// The table; empty where none was written.
    pub csv: String,
    /// Where the time went.
    pub timings: Timings,
}

/// Where the time of a pack went.
#[derive(Clone, Copy, Debug, Default)]
pub struct Timings {
    /// Finding, reading, decoding and extracting.
    pub read: Duration,
    /// The bundle.
    pub build: Times,
    /// The page, and everything into its place.
    pub write: Duration,
    /// All of it.
    pub whole: Duration,
}

impl Report {
    /// Counts what was packed.
    pub(super) fn count(&mut self, built: &Built) {
        self.articles = built.overview.articles as usize;
        self.tokens = built.overview.tokens;
        self.untitled = built.untitled;
        self.account.add(&built.account);
        self.undated = built.overview.undated as usize;
        self.corpus.clone_from(&built.corpus);
        self.timings.build = built.times;
        self.notes.extend(built.cut.iter().map(|id| {
            format!(
                "{id} mentions more than {MENTIONS_MOST} people, figures and dates: those further on are not listed"
            )
        }));
    }

    /// The skipped files that `--strict` does not allow.
    pub fn faults(&self) -> impl Iterator<Item = &Skipped> {
        self.skipped.iter().filter(|skipped| skipped.reason.is_fault())
    }

    /// The sentence every maker should read before publishing.
    pub fn full_text_sentence(&self) -> String {
        let after = if self.is_locked { ", encrypted: whoever knows the password reads them" } else { "" };
        match self.articles {
            1 => format!("The page contains the full text of 1 article{after}."),
            n => format!("The page contains the full text of {n} articles{after}."),
        }
    }
}
