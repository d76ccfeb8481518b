//! What to pack, where to, and what a pack may take. It opens nothing.

use super::config::Language;
use super::input;
use crate::bundle::Volumes;
use crate::password::Password;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Memory a pack keeps to when nothing else is said, in MiB.
pub const MEMORY_MIB: u64 = 1024;
/// What the program itself, its buffers and the page take of it, in MiB.
const OWN_MIB: u64 = 96;

/// What to pack, and where to.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Folders and files.
    pub inputs: Vec<PathBuf>,
    /// The site's folder.
    pub out: PathBuf,
    /// Where to write the page in one file, too.
    pub one_file: Option<PathBuf>,
    /// Corrections.
    pub meta: Option<PathBuf>,
    /// Where the table goes; beside the site when not given.
    pub csv: Option<PathBuf>,
    /// `recto.toml`; the one in the input, when that is a single folder that has one, if not given.
    pub config: Option<PathBuf>,
    /// The words of several syllables, one a line; wins over the config.
    pub lexicon: Option<PathBuf>,
    /// Fail where something would be skipped.
    pub strict: bool,
    /// Publish although a row to hide found nothing.
    pub force: bool,
    /// The encoding of files that do not say their own; wins over the config.
    pub encoding: Option<input::Encoding>,
    /// The corpus's name; wins over the config.
    pub title: Option<String>,
    /// The page's language; wins over the config.
    pub language: Option<Language>,
    /// Threads; as many as there are processors when not given.
    pub jobs: Option<NonZeroUsize>,
    /// Write a page without the app.
    pub without_app: bool,
    /// The folder of a built app to put into the page; the one in this program when not given.
    pub app: Option<PathBuf>,
    /// Leave the article list out of the page's plain HTML.
    pub without_list: bool,
    /// Whether chunks are joined to volumes.
    pub volumes: Volumes,
    /// What the site is encrypted with.
    pub password: Option<Password>,
    /// What the page of a site with a password is called until it is given; its language's own word when not given.
    pub public_title: Option<String>,
    /// Memory to keep to, in MiB; [`MEMORY_MIB`] when not given.
    pub memory_mib: Option<NonZeroUsize>,
    /// Set from outside to end the pack: it then leaves everything as it was.
    pub stop: Arc<AtomicBool>,
}

impl Options {
    /// Threads.
    pub(super) fn jobs(&self) -> NonZeroUsize {
        self.jobs.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
    }

    fn whole_mib(&self) -> u64 {
        self.memory_mib.map_or(MEMORY_MIB, |mib| mib.get() as u64)
    }

    /// What articles in work may take.
    pub(super) fn memory_bytes(&self) -> u64 {
        self.whole_mib().saturating_sub(OWN_MIB).max(16) << 20
    }

    /// The most that one text may have.
    pub(super) fn text_bytes(&self) -> u64 {
        input::text_limit_bytes(self.whole_mib())
    }
}
