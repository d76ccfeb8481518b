//! What a corpus is, in numbers: recurring wording, key terms and example queries for the overview.
//!
//! Works on articles in memory; it opens nothing and shows nothing.

mod overview;
mod phrases;
mod recurring;
mod sequence;
mod terms;

pub use overview::{Tally, overview};
pub use phrases::{Found, PhraseCount, Phrases, Seen, wordings};
