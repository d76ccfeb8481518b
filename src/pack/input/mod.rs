//! From the maker's folders to articles: finds the files, decodes them, extracts the articles.
//!
//! One bad file never stops a pack: it is skipped with a reason and a hint. Nothing here writes.

mod decode;
mod foreign;
mod hints;
mod kinds;
mod left_out;
mod read;
mod readers;
mod room;
mod skip;
mod told;
mod walk;

pub use decode::{Certainty, Damage, Decoded, Encoding, Text, decode, decode_as, encoding_names};
pub use kinds::{Kinds, OfKind};
pub use left_out::{Account, Apart, LeftOut, Omitted, Tally};
pub use read::{Drafted, Drafts, Means, open, read_articles};
pub use readers::{Draft, Field, Item, Names, Source, articles_of, drafts_of, guessed};
pub use room::{Room, TEXT_MOST_BYTES, WORK_BYTES, text_limit_bytes};
pub use skip::{Reason, Skipped};
pub use told::{read_skipped, read_told, write_skipped, write_told};
pub use walk::{Found, Renamed, Walk, walk};

pub(crate) use walk::{folder_name, nfc};
