//! What a corpus is, in numbers: recurring wording, key terms and example queries for the overview; and the formulas of
//! collocation, keyness and dispersion.
//!
//! Works on articles in memory, or on counts; it opens nothing and shows nothing.

mod association;
mod certainty;
pub mod contrast;
mod dispersion;
mod figure;
#[cfg(test)]
mod formulas_test;
mod function_words;
mod keyness;
mod overview;
mod periods;
mod phrases;
mod recurring;
mod related_words;
mod sequence;
mod term_list;
mod terms;

pub use association::{Association, Joint};
pub use certainty::Certainty;
pub use dispersion::{Dispersion, dispersion};
pub use figure::{Figure, Undefined};
pub use function_words::{PART_TOKENS, Scatter, evenness, function_words};
pub use keyness::{Keyness, Pair, SIMPLE_MATHS_K, ZERO, per_million};
pub use overview::{Tally, overview};
pub use periods::periods;
pub use phrases::{Found, PhraseCount, Phrases, Seen, wordings};
pub use related_words::{Candidate, Hearing, WordTable};
pub use term_list::{TERMS_AT_MOST, TermList};
