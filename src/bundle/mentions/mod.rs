//! The layers: what each article mentions, and for each thing mentioned the articles that mention it.

mod columns;
mod names;

pub use columns::{read_mentions, write_mentions};
pub use names::{Leader, NameRow, read_leaders, read_names, write_leaders, write_names};
