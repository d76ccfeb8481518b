//! `recto related-words`: the words that a corpus uses like another. It computes nothing: the packer did.

use super::output::{Failure, Finish, json_line, one_line, stdout};
use super::site_arg::SiteArg;
use crate::protocol::{OffersRequest, QuerySpec};
use clap::Args;
use serde_json::json;
use std::io::Write;

/// What `recto related-words --help` says at its end.
pub const HELP: &str = "Example:\n  recto related-words site/ \"bảo vệ\" --json\n\n\
    Nearest first, each with the articles that have it. Words that stand among the same words: they may mean the same, something\n\
    of the same kind, or the opposite. A corpus of less than some 100,000 words tells none.";

/// The flags of `recto related-words`.
#[derive(Debug, Args)]
pub struct RelatedWordsFlags {
    /// The site.
    #[command(flatten)]
    pub site: SiteArg,
    /// A word or a phrase, as it is written.
    pub word: String,
    /// Prints one JSON value a line.
    #[arg(long)]
    pub json: bool,
}

/// Runs the command.
pub fn run(flags: &RelatedWordsFlags) -> Result<Finish, Failure> {
    let mut site = flags.site.open()?;
    let spec = QuerySpec { query: flags.word.clone(), ..QuerySpec::default() };
    let answer = site.ask(OffersRequest { spec })?;
    let mut out = stdout();
    for (word, articles) in &answer.related {
        if flags.json {
            json_line(&mut out, &json!({"word": word, "articles": articles}))?;
        } else {
            writeln!(out, "{articles:>8}  {}", one_line(word))?;
        }
    }
    out.flush()?;
    Ok(Finish::Success)
}
