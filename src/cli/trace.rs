//! `recto trace`: which articles of a site share passages with a text, and which of its sentences are nowhere.

use super::compare::article_of_file;
use super::output::{Failure, Finish, card_line, count, json_line, note, one_line, stdout};
use super::site_arg::SiteArg;
use crate::protocol::{TraceAnswer, TraceRequest, Traced};
use clap::Args;
use serde_json::{Value, json};
use std::io::Write;
use std::path::PathBuf;

/// What `recto trace --help` says at its end.
pub const HELP: &str = "Example:\n  recto trace site/ letter.docx --json\n\n\
    The file is read as `recto pack` reads it, and stays as it is. Every eight words in a row that an article has too are \
    found, and what is like them around. Credits, footers and related stories are not looked at.\n\
    Standard error tells what was left out of a long text; more --effort goes on.";

/// The flags of `recto trace`.
#[derive(Debug, Args)]
pub struct TraceFlags {
    /// The site.
    #[command(flatten)]
    pub site: SiteArg,
    /// The text.
    pub file: PathBuf,
    /// How much work the answer may cost; each step allows eight times as much.
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub effort: u8,
    /// Articles at most [default: all that were compared].
    #[arg(long, value_name = "N")]
    pub limit: Option<u32>,
    /// Prints one JSON value.
    #[arg(long)]
    pub json: bool,
}

/// Runs the command.
pub fn run(flags: &TraceFlags) -> Result<Finish, Failure> {
    let text = article_of_file(&flags.file)?.text;
    let mut site = flags.site.open()?;
    let limit = flags.limit.unwrap_or(u32::MAX);
    let answer = site.ask(TraceRequest { text: text.clone(), effort: flags.effort, limit })?;
    tell_cut(&answer);
    let mut out = stdout();
    if flags.json {
        json_line(&mut out, &as_json(&answer, &text))?;
    } else {
        tell(&mut out, &answer, &text)?;
    }
    out.flush()?;
    Ok(Finish::Success)
}

fn tell_cut(answer: &TraceAnswer) {
    let mut left_out = Vec::new();
    if answer.unread_bytes > 0 {
        left_out.push(format!("its last {} were not read", count(u64::from(answer.unread_bytes), "byte")));
    }
    for ((done, all), what) in [(answer.looked_up, "rows of words looked up"), (answer.compared, "articles compared")] {
        if done < all {
            left_out.push(format!("{done} of {all} {what}"));
        }
    }
    if answer.known > 0 {
        let rows = count(u64::from(answer.known), "row");
        left_out.push(format!("{rows} of words that were found already not looked up in other articles"));
    }
    if !left_out.is_empty() {
        note(&format!("note: {}; more --effort goes on", left_out.join(", ")));
    }
}

fn cut(text: &str, (start, end): (u32, u32)) -> &str {
    text.get(start as usize..end as usize).unwrap_or("")
}

fn tell(out: &mut impl Write, answer: &TraceAnswer, text: &str) -> Result<(), Failure> {
    for traced in &answer.articles {
        writeln!(out, "{} of {} words in {}", traced.text_tokens, answer.tokens, card_line(&traced.card))?;
        for passage in &traced.passages {
            writeln!(out, "    {}", one_line(cut(text, passage.text)))?;
        }
    }
    let found = count(u64::from(answer.total), "article");
    writeln!(out, "{} of {} words stand in {found}", answer.found_tokens, answer.tokens)?;
    for sentence in &answer.nowhere {
        writeln!(out, "nowhere: {}", one_line(cut(text, (sentence.start, sentence.end))))?;
    }
    Ok(())
}

fn as_json(answer: &TraceAnswer, text: &str) -> Value {
    let share = |tokens: u32, of: u32| f64::from(tokens) / f64::from(of.max(1));
    let traced = |one: &Traced| {
        let passages = one.passages.iter().map(|passage| {
            json!({
                "kind": passage.kind, "tokens": passage.tokens, "start": passage.text.0, "end": passage.text.1,
                "article_start": passage.article.0, "article_end": passage.article.1, "text": cut(text, passage.text),
            })
        });
        json!({
            "article": one.card.article, "id": one.card.id, "title": one.card.title, "date": one.card.date,
            "source": one.card.source, "text_tokens": one.text_tokens, "share": share(one.text_tokens, answer.tokens),
            "article_tokens": one.article_tokens, "article_length": one.card.length_tokens,
            "passages": passages.collect::<Value>(),
        })
    };
    let nowhere = answer.nowhere.iter().map(|one| {
        json!({"start": one.start, "end": one.end, "tokens": one.tokens, "found_tokens": one.shared_tokens,
            "text": cut(text, (one.start, one.end))})
    });
    let part = |(done, all): (u32, u32)| json!({"done": done, "of": all});
    json!({
        "tokens": answer.tokens, "unread_bytes": answer.unread_bytes, "found_tokens": answer.found_tokens,
        "share": share(answer.found_tokens, answer.tokens), "looked_up": part(answer.looked_up),
        "known": answer.known, "compared": part(answer.compared), "total": answer.total,
        "articles": answer.articles.iter().map(traced).collect::<Value>(), "nowhere": nowhere.collect::<Value>(),
    })
}
