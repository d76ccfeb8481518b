//! `recto inspect`: shows what would be packed of one file: its articles with their fields and roles, what was left out and
//! why. It writes nothing.

use super::output::{Failure, Finish, json_line, one_line, stdout};
use crate::article::Article;
use crate::pack::input::{Account, Found, Item, Omitted, Room, drafts_of, open};
use crate::pack::read_config;
use clap::Args;
use serde_json::{Value, json};
use std::io::Write;
use std::path::PathBuf;

/// Characters of a block that are shown.
const SHOWN_CHARS: usize = 100;

/// The flags of `recto inspect`.
#[derive(Debug, Args)]
pub struct InspectFlags {
    /// The file.
    pub file: PathBuf,
    /// The settings to read it with.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// A line of JSON for each article and for each thing left out.
    #[arg(long)]
    pub json: bool,
}

/// Runs the command.
pub fn run(flags: &InspectFlags) -> Result<Finish, Failure> {
    let input = flags.config.as_deref().map(read_config).transpose()?.map(|config| config.input).unwrap_or_default();
    let name = flags.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let file = Found { path: flags.file.clone(), id: name };
    let unreadable =
        |reason: crate::pack::input::Reason| Failure::new(format!("{}: {reason}", flags.file.display()), reason.hint());
    let mut source = open(&flags.file).map_err(unreadable)?;
    let (mut lines, mut omitted, mut articles, mut findings) = (Vec::new(), Omitted::default(), 0_u64, false);
    drafts_of(&file, &mut source, &input, &Room::alone(), &mut |item| match item {
        Item::One(draft) => {
            articles += 1;
            let known = [draft.known.author.clone(), draft.known.category.clone(), draft.known.url.clone()];
            let article = draft.article();
            lines.push(if flags.json { as_json(&article, &known).to_string() } else { shown(&article, &known) });
        }
        Item::Skipped(skipped) => {
            findings = true;
            lines.push(if flags.json {
                json!({"skipped": skipped.place(), "reason": skipped.reason.to_string(), "hint": skipped.reason.hint()})
                    .to_string()
            } else {
                one_line(&format!(
                    "left out: {}: {} (hint: {})",
                    skipped.place(),
                    skipped.reason,
                    skipped.reason.hint()
                ))
            });
        }
        Item::Decoded(decoded) => lines.push(told(
            flags.json,
            "decoded",
            &format!("read as {} ({})", decoded.encoding, decoded.certainty_sentence()),
        )),
        Item::Noted(note) | Item::Notice(note) => lines.push(told(flags.json, "note", &note)),
        Item::LeftOut(more) => omitted.add(&more),
    });
    let mut out = stdout();
    for line in &lines {
        writeln!(out, "{line}")?;
    }
    let mut account = Account::default();
    account.file(&omitted);
    let left: Vec<Value> = account
        .left_out()
        .map(|(reason, tally)| json!({"reason": reason.name(), "what": reason.sentence(), "bytes": tally.bytes}))
        .collect();
    if flags.json {
        json_line(&mut out, &json!({"articles": articles, "left_out": left}))?;
    } else {
        for (reason, tally) in account.left_out() {
            writeln!(out, "no text of an article: {} bytes, {}", tally.bytes, reason.sentence())?;
        }
        writeln!(out, "articles: {articles}")?;
    }
    out.flush()?;
    Ok(if findings { Finish::Findings } else { Finish::Success })
}

fn told(json: bool, name: &str, text: &str) -> String {
    if json { json!({name: text}).to_string() } else { one_line(&format!("{name}: {text}")) }
}

fn as_json(article: &Article, [author, category, url]: &[Option<String>; 3]) -> Value {
    let blocks: Vec<_> = article
        .blocks
        .iter()
        .map(|block| json!({"role": format!("{:?}", block.role).to_lowercase(), "repeats": block.repeats, "text": block.of(&article.text)}))
        .collect();
    json!({
        "id": article.id,
        "title": article.title,
        "untitled": article.untitled,
        "date": article.date.map(|date| date.to_string()),
        "date_origin": article.date.map(|_| article.date_origin.name()),
        "source": article.source,
        "author": author,
        "category": category,
        "url": url,
        "blocks": blocks,
    })
}

fn shown(article: &Article, [author, category, url]: &[Option<String>; 3]) -> String {
    let mut lines = vec![format!("article {}", article.id)];
    let mut field = |name: &str, value: Option<String>| lines.extend(value.map(|value| format!("  {name}: {value}")));
    let untitled = if article.untitled { " (its first sentence: it has no headline)" } else { "" };
    field("title", Some(format!("{}{untitled}", article.title)));
    field("date", article.date.map(|date| format!("{date} (from: {})", article.date_origin.name())));
    field("source", article.source.clone());
    field("author", author.clone());
    field("category", category.clone());
    field("address", url.clone());
    for block in &article.blocks {
        let text: String = block.of(&article.text).chars().take(SHOWN_CHARS).collect();
        let repeats = if block.repeats { ", repeated" } else { "" };
        lines.push(format!("  [{}{repeats}] {text}", format!("{:?}", block.role).to_lowercase()));
    }
    lines.iter().map(|line| one_line(line)).collect::<Vec<_>>().join("\n")
}
