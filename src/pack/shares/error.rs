//! Why shares cannot be made or joined: what is wrong, what was expected and found, and where. It decides nothing.

use crate::bundle::BundleError;

/// Why shares cannot be made or joined.
#[derive(Debug, thiserror::Error)]
pub enum ShareError {
    /// Another kind of file.
    #[error("{path} is no share: it does not begin as one")]
    NotShare {
        /// As given.
        path: String,
    },
    /// A share of another format.
    #[error("{path} is a share of format {found}: expected format {expected}")]
    Format {
        /// As given.
        path: String,
        /// Its format.
        found: u16,
        /// The one that is read.
        expected: u16,
    },
    /// Another version of the program made it.
    #[error("{path} was made by recto {found}: expected recto {expected}")]
    Program {
        /// As given.
        path: String,
        /// The version that made it.
        found: String,
        /// This version.
        expected: &'static str,
    },
    /// Something is missing at its end, or was added.
    #[error("{path} is cut short or has more than it should: expected {expected_bytes} bytes, found {found_bytes}")]
    Size {
        /// As given.
        path: String,
        /// What it says of itself.
        expected_bytes: u64,
        /// What is there.
        found_bytes: u64,
    },
    /// Its bytes are not those that were written.
    #[error("{path} was altered: expected the SHA-256 {expected}, found {found}")]
    Altered {
        /// As given.
        path: String,
        /// As it says itself.
        expected: String,
        /// Of what is there.
        found: String,
    },
    /// Its hash is right, and it says what no share says.
    #[error("{path} cannot be read: {error}")]
    Broken {
        /// As given.
        path: String,
        /// What is wrong, and where.
        error: BundleError,
    },
    /// Made with other options than another one.
    #[error("{path} was made with other options than {other}: {what} is {found}, there it is {expected}")]
    Options {
        /// As given.
        path: String,
        /// Another share.
        other: String,
        /// The option.
        what: &'static str,
        /// In the one.
        found: String,
        /// In the other.
        expected: String,
    },
    /// One share, named twice.
    #[error("the share {path} is given twice")]
    Twice {
        /// As given.
        path: String,
    },
    /// A file that two shares hold.
    #[error("{file} is in two shares, {path} and {other}")]
    Overlap {
        /// The file's id.
        file: String,
        /// As given.
        path: String,
        /// Another share.
        other: String,
    },
    /// The same inputs, and other files in them.
    #[error("{path} and {other} know different files of {inputs}: {found} files there, {expected} in the other")]
    Changed {
        /// As given.
        path: String,
        /// Another share.
        other: String,
        /// As they were named.
        inputs: String,
        /// Files known to the one.
        found: u32,
        /// Files known to the other.
        expected: u32,
    },
    /// Files that no share holds.
    #[error("a share is missing: {missing} of the {files} files of {inputs} are in none, the first of them {place}")]
    Missing {
        /// How many.
        missing: u64,
        /// Of how many.
        files: u32,
        /// As they were named.
        inputs: String,
        /// Where the first stands in the order of files.
        place: String,
    },
    /// Another number of shares than was told.
    #[error("{found} shares are given: expected {expected}, as --of says")]
    Count {
        /// How many are given.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
    /// One id in shares of different inputs.
    #[error("the id {id} is in {path} and in {other}, which were made from different inputs")]
    SameId {
        /// The id.
        id: String,
        /// As given.
        path: String,
        /// Another share.
        other: String,
    },
    /// Texts for which there is too little memory.
    #[error("the shares may hold texts of {found_bytes} bytes: with this much memory a text may have {limit_bytes}")]
    Memory {
        /// The most that a text of them may have.
        found_bytes: u64,
        /// The most that fits.
        limit_bytes: u64,
    },
    /// A list of files that cannot be used.
    #[error("{path}, line {line}: {message}")]
    List {
        /// As given.
        path: String,
        /// Counted from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
}

impl ShareError {
    /// What the maker can do.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NotShare { .. } => "name the files that `recto map` wrote",
            Self::Format { .. } | Self::Program { .. } => {
                "make all shares with this version of recto, or reduce them with theirs; nothing was written"
            }
            Self::Size { .. } | Self::Altered { .. } | Self::Broken { .. } => {
                "make that share again; the others can stay. Nothing was written"
            }
            Self::Options { .. } => "make all shares with the same options; nothing was written",
            Self::Twice { .. } => "name each share once; nothing was written",
            Self::Overlap { .. } => {
                "leave one of the two out, or make all shares from one division of the files; nothing was written"
            }
            Self::Changed { .. } => "make the shares again from files that stay as they are; nothing was written",
            Self::Missing { .. } => "name all shares, or make the one that is missing; nothing was written",
            Self::Count { .. } => "name all shares; nothing was written",
            Self::SameId { .. } => {
                "map both inputs together, `recto map INPUT INPUT`, so that ids are told apart; nothing was written"
            }
            Self::Memory { .. } => "pass the --memory that the shares were made with; nothing was written",
            Self::List { .. } => "write a line for each file as `recto map INPUT --list` does; nothing was written",
        }
    }
}
