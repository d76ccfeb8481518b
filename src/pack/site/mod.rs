//! A packed site on disk: written whole or not at all, opened, and checked.

mod loader;
mod publish;
mod record;
mod survey;
mod verify;

pub use loader::{LoadError, Loader, OpenSite, SiteError, answer, open_site, words_of};
pub(crate) use publish::Folders;
pub use publish::{Loose, Publication, Published};
pub use record::{RECORD_NAME, Record, RecordFile, RecordTable, sha256_file, sha256_hex};
pub use survey::{State, state_of};
pub use verify::{Finding, Verdict, verify};
