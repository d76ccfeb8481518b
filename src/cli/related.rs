//! `recto related`: the articles on the topic of another, with the reasons. It computes nothing: the engine does.

use super::compare::ids;
use super::output::{Failure, Finish, card_line, json_line, one_line, stdout};
use super::site_arg::SiteArg;
use crate::protocol::{Related, RelatedRequest};
use clap::Args;
use serde_json::{Value, json};
use std::io::Write;

/// What `recto related --help` says at its end.
pub const HELP: &str = "Example:\n  recto related site/ 2021/first.txt --json\n\n\
    Nearest first. Copies of the article are not listed: `recto reprints` lists those, and `recto compare` what two share.";

/// The flags of `recto related`.
#[derive(Debug, Args)]
pub struct RelatedFlags {
    /// The site.
    #[command(flatten)]
    pub site: SiteArg,
    /// The article, by its id or its number.
    pub article: String,
    /// Articles at most; 10 whatever is asked.
    #[arg(long, default_value_t = 5, value_name = "N")]
    pub limit: u32,
    /// Prints one JSON value a line.
    #[arg(long)]
    pub json: bool,
}

/// Runs the command.
pub fn run(flags: &RelatedFlags) -> Result<Finish, Failure> {
    let mut site = flags.site.open()?;
    let article = ids(&mut site, std::slice::from_ref(&flags.article))?.concat();
    let answer = site.ask(RelatedRequest { article, limit: flags.limit })?;
    let mut out = stdout();
    for one in &answer.articles {
        if flags.json {
            json_line(&mut out, &as_json(one))?;
            continue;
        }
        writeln!(out, "{}", card_line(&one.card))?;
        let wordings: Vec<String> = one.wordings.iter().map(|(label, _)| one_line(label)).collect();
        for (name, list) in [("words", &one.words), ("people", &one.people), ("wordings", &wordings)] {
            if !list.is_empty() {
                writeln!(out, "    {name}: {}", one_line(&list.join("; ")))?;
            }
        }
    }
    out.flush()?;
    Ok(Finish::Success)
}

fn as_json(one: &Related) -> Value {
    let card = &one.card;
    json!({
        "article": card.article, "id": card.id, "title": card.title, "date": card.date, "source": card.source,
        "words": one.words, "people": one.people,
        "wordings": one.wordings.iter().map(|(label, nth)| json!({"label": label, "nth": nth})).collect::<Value>(),
    })
}
