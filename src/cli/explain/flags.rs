//! The flags of `recto explain` and their help. It runs nothing.

use crate::cli::flags::MarksFlag;
use clap::Args;
use std::path::PathBuf;

/// The flags of `recto explain`.
#[derive(Debug, Args)]
pub struct ExplainFlags {
    /// The text; `-` or nothing reads standard input.
    #[arg(allow_hyphen_values = true)]
    pub text: Option<String>,
    /// The language, for how numbers are written.
    #[arg(long, default_value = "vi", value_name = "LANGUAGE")]
    pub lang: String,
    /// When the text was published: dates in it are resolved against it. A year or month alone is enough.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<String>,
    /// Marks the hits of a query, too, with their tier.
    #[arg(long, value_name = "QUERY")]
    pub query: Option<String>,
    /// Which spellings that query matches.
    #[arg(long, value_enum, default_value_t = MarksFlag::Smart)]
    pub marks: MarksFlag,
    /// Cuts the text into words instead, a line for each of its lines, the syllables of a word joined by `_`.
    #[arg(long)]
    pub words: bool,
    /// The words to look for: one a line. Without it words are learned from the corpus, or from the text itself.
    #[arg(long, value_name = "FILE", requires = "words")]
    pub lexicon: Option<PathBuf>,
    /// A packed site, or a file of text, to learn words from.
    #[arg(long, value_name = "SITE", requires = "words", conflicts_with = "lexicon")]
    pub corpus: Option<PathBuf>,
    /// Sorts the lines of the text instead, in Vietnamese order.
    #[arg(long, conflicts_with = "words")]
    pub sort: bool,
    /// Prints one JSON value.
    #[arg(long)]
    pub json: bool,
}
