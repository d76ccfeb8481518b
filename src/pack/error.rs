//! Why a pack fails as a whole. A single bad file is no reason: it is skipped.

use super::bundling::BuildError;
use super::input::Skipped;
use super::shares::ShareError;
use super::store::StoreError;
use std::io;

/// Articles named in one sentence.
const NAMED: usize = 5;

/// A pack that wrote nothing, or (see [`PackError::Unfinished`]) could not tidy up after writing.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// An input is not there.
    #[error("input {path} cannot be read: {error}")]
    Input {
        /// As given.
        path: String,
        /// What the system says.
        error: io::Error,
    },
    /// A file the maker named cannot be read.
    #[error("{path} cannot be read: {error}")]
    Read {
        /// As given.
        path: String,
        /// What the system says.
        error: io::Error,
    },
    /// Something cannot be written.
    #[error("{path} cannot be written: {error}")]
    Write {
        /// Where.
        path: String,
        /// What the system says.
        error: io::Error,
    },
    /// A mistake in `recto.toml`.
    #[error("{path}, line {line}: {message}")]
    Config {
        /// As given.
        path: String,
        /// Counted from 1.
        line: usize,
        /// What is wrong and what was expected.
        message: String,
    },
    /// A table that cannot be applied at all.
    #[error("{path}: {message}")]
    Table {
        /// As given.
        path: String,
        /// What is wrong.
        message: String,
        /// What to do.
        hint: String,
    },
    /// A list of words that cannot be used.
    #[error("{path}: {message}")]
    Lexicon {
        /// As given.
        path: String,
        /// What is wrong.
        message: String,
    },
    /// Nothing to pack.
    #[error("nothing to pack: no article was found in {inputs}")]
    Nothing {
        /// As given.
        inputs: String,
        /// What was skipped, in order.
        skipped: Vec<Skipped>,
        /// Hidden files left out.
        hidden: u64,
    },
    /// Every article is hidden.
    #[error("nothing to pack: all {count} article(s) are hidden by {path}")]
    AllHidden {
        /// Articles that were read.
        count: usize,
        /// The table, as given.
        path: String,
    },
    /// Rows to hide of which it is not sure that they hide the article they were written for.
    #[error("{path}: {} with hide=yes may hide nothing, so that their articles would be published", rows_of(.rows))]
    Unhidden {
        /// The table, as given.
        path: String,
        /// A sentence for each, with its line, id and title.
        rows: Vec<String>,
    },
    /// A table beside the site hides what this pack would publish.
    #[error("{path} hides what this pack would publish, and was not passed: {}", named(.rows))]
    HiddenBeside {
        /// The table.
        path: String,
        /// Ids of the articles; sentences for rows that may hide nothing.
        rows: Vec<String>,
    },
    /// `--strict`, and something would be skipped or ignored.
    #[error("{count} problem(s), and --strict allows none")]
    Strict {
        /// Files skipped and problems noted.
        count: usize,
        /// What was skipped, in order.
        skipped: Vec<Skipped>,
        /// What else was noted.
        notices: Vec<String>,
    },
    /// Places that cannot go together.
    #[error("{message}")]
    Places {
        /// What is wrong.
        message: String,
        /// What to do.
        hint: &'static str,
    },
    /// The output folder holds someone else's files.
    #[error("{path} holds files that recto did not write: {files}")]
    Foreign {
        /// The output folder.
        path: String,
        /// Some of them.
        files: String,
    },
    /// Another pack writes there.
    #[error("{path} is being written by {holder}")]
    Busy {
        /// The place: a folder or a file.
        path: String,
        /// Who, and since when.
        holder: String,
    },
    /// A file with a name the site needs is not ours, or was changed since.
    #[error("{path} is in the way: recto did not write it, or it was changed since")]
    InTheWay {
        /// The file.
        path: String,
    },
    /// Shares cannot be made or joined.
    #[error(transparent)]
    Share(#[from] ShareError),
    /// The bundle cannot be built.
    #[error(transparent)]
    Build(BuildError),
    /// The pack was told to end.
    #[error("stopped before the end: nothing was changed")]
    Stopped,
    /// What is there has a password, and the new site would have none.
    #[error("{path} is protected by a password, and none was given: its articles would be published for all to read")]
    Unlocked {
        /// The site, or the page in one file.
        path: String,
    },
    /// No salt for a password.
    #[error("the system gives nothing to make a key of: {error}")]
    Random {
        /// What it says.
        error: io::Error,
    },
    /// The program has no app inside.
    #[error("this recto was built without its browser app, so it cannot make a working page")]
    NoApp,
    /// The new site is in place; what it replaces could not all be taken away.
    #[error("the new site is in place, but {path} could not be removed: {error}")]
    Unfinished {
        /// What is left.
        path: String,
        /// What the system says.
        error: io::Error,
    },
}

/// How many rows.
fn rows_of(rows: &[String]) -> String {
    if rows.len() == 1 { "1 row".to_owned() } else { format!("{} rows", rows.len()) }
}

/// Some of them by name.
fn named(rows: &[String]) -> String {
    let more = if rows.len() > NAMED { format!(" and {} more", rows.len() - NAMED) } else { String::new() };
    rows[..rows.len().min(NAMED)].join(", ") + &more
}

impl From<StoreError> for PackError {
    fn from(error: StoreError) -> Self {
        Self::Build(error.into())
    }
}

impl From<BuildError> for PackError {
    fn from(error: BuildError) -> Self {
        match error {
            BuildError::Stopped => Self::Stopped,
            error => Self::Build(error),
        }
    }
}

impl PackError {
    /// What the maker can do.
    pub fn hint(&self) -> String {
        match self {
            Self::Input { .. } => "check the spelling of the path",
            Self::Read { .. } => "check the spelling of the path and the file's permissions",
            Self::Write { .. } => "check the permissions and the free space there; nothing was changed",
            Self::Config { .. } => "correct that line",
            Self::Table { hint, .. } => hint,
            Self::Lexicon { .. } => "write one word a line in UTF-8, its syllables parted by spaces or _",
            Self::Nothing { .. } => "name a folder that holds articles as text, HTML, JSON, CSV or another kind that `recto pack --help` lists",
            Self::AllHidden { .. } => "take yes away under hide in the rows of what is to be published; nothing was changed",
            Self::Unhidden { .. } => {
                "mend these rows, or pack with --force to publish all the same; nothing was changed"
            }
            Self::HiddenBeside { path, .. } => {
                return format!("pass --meta {path}, or pack with --force to publish all the same; nothing was changed");
            }
            Self::Strict { .. } => "mend these files, or pack without --strict to leave them out; nothing was written",
            Self::Places { hint, .. } => hint,
            Self::Share(error) => error.hint(),
            Self::Foreign { .. } => "choose a new or empty folder with --out; nothing was changed",
            Self::Busy { .. } => "wait until it has ended, or name another place; nothing was changed",
            Self::InTheWay { .. } => "move it away, then pack again; nothing was changed",
            Self::Stopped => "pack again",
            Self::Build(BuildError::Keep(_) | BuildError::Scratch(_)) => {
                "check the free space beside the site: a pack needs about three times the size of the texts for a while"
            }
            Self::Build(_) => "pack fewer articles at a time, or report this as a fault in recto",
            Self::NoApp => {
                "build the app with `cargo xtask app`, then build recto again; \
                 or pack --without-app for a page that only lists the articles"
            }
            Self::Unlocked { .. } => {
                "give the password with --password-file, or pack with --force to publish all the same; nothing was changed"
            }
            Self::Random { .. } => "pack again; nothing was changed",
            Self::Unfinished { .. } => "check the permissions there, then pack again",
        }
        .to_owned()
    }
}
