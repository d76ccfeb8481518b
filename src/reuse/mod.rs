//! What an archive repeats: families of wording, found over all articles. docs/REUSE.md has the recipe.
//!
//! Words come as numbers, places go out; sorting, disks and threads are the packer's. What two articles share in detail is
//! for [`crate::compare`] to say.

mod copy;
mod family;
mod formula;
mod gram;
mod kin;
mod kind;
mod link;
mod overlap;
mod pairs;
mod passage;

pub use copy::{COPY_SHARE, Copied, Meeting, copies, may_be_copies, meetings};
pub use family::{Draft, Families, Measure, PASSAGE_WORDS, Span, passage};
pub use formula::{Formula, LONGEST_WORDS, MOST_PLACES, articles, formulas};
pub use gram::{Grams, WALL, Words, with_word, word_number};
pub use kin::kin;
pub use kind::{FamilyKind, KEY_WORDS, Standing, family_key, kind_of, rank};
pub use link::Links;
pub use pairs::{PAIRS_TOKENS, PairFamily, families_of_pairs, gapped_families};
pub use passage::{Chosen, Mates, Stretch, followers, stretches};
