//! `recto facets`: articles by source, category and year, and over time.

use super::asked::{read, tell_cuts};
use super::flags::ReadingFlags;
use super::output::{Failure, Finish, count, json_line, one_line, problems_json, stdout, tell_problems};
use super::site_arg::SiteArg;
use crate::protocol::{FacetsAnswer, FacetsRequest, Period};
use clap::Args;
use serde_json::{Map, Value, json};
use std::io::Write;

/// The flags of `recto facets`.
#[derive(Debug, Args)]
pub struct FacetsFlags {
    /// The site.
    #[command(flatten)]
    pub site: SiteArg,
    /// What to look for.
    #[arg(allow_hyphen_values = true)]
    pub query: Option<String>,
    /// More words of the query, where it was not put in quotation marks.
    #[arg(hide = true)]
    pub more: Vec<String>,
    /// How it is read.
    #[command(flatten)]
    pub reading: ReadingFlags,
    /// Values of each facet at most.
    #[arg(long, default_value_t = 40, value_name = "N")]
    pub limit: u32,
    /// Prints one JSON value.
    #[arg(long)]
    pub json: bool,
}

/// Runs the command.
pub fn run(flags: &FacetsFlags) -> Result<Finish, Failure> {
    let mut site = flags.site.open()?;
    let words: Vec<&str> = flags.query.iter().chain(&flags.more).map(String::as_str).collect();
    let request = FacetsRequest { spec: read(words.join(" "), &flags.reading), limit: flags.limit };
    let answer = site.ask(request)?;
    let mut out = stdout();
    if flags.json {
        json_line(&mut out, &as_json(&answer))?;
    } else {
        tell_problems(&answer.problems);
        tell_cuts(&answer.cuts);
        tell(&mut out, &answer)?;
    }
    out.flush()?;
    Ok(Finish::Success)
}

fn tell(out: &mut impl Write, answer: &FacetsAnswer) -> Result<(), Failure> {
    let mut row = |mark: &str, value: &str, articles: u32, words_articles: u32| {
        let apart = match words_articles {
            0 => String::new(),
            n => format!(", {} with all the words apart", count(u64::from(n), "other article")),
        };
        writeln!(out, "{mark} {:<30} {}{apart}", one_line(value), count(u64::from(articles), "article"))
    };
    for (facet, values) in &answer.facets {
        for value in values {
            let shown = if value.value.is_empty() { "(none known)" } else { &value.value };
            let (mark, shown) = (if value.chosen { "*" } else { " " }, format!("{}: {shown}", facet.name()));
            row(mark, &shown, value.articles, value.words_articles)?;
        }
    }
    for Period { period, articles, words_articles } in &answer.periods {
        row(" ", &period.to_string(), *articles, *words_articles)?;
    }
    if answer.words_elsewhere > 0 {
        row(" ", "other periods", 0, answer.words_elsewhere)?;
    }
    row(" ", "undated", answer.undated, answer.words_undated)?;
    Ok(())
}

fn as_json(answer: &FacetsAnswer) -> Value {
    let facets: Map<String, Value> =
        answer.facets.iter().map(|(facet, values)| (facet.name().to_owned(), json!(values))).collect();
    json!({
        "facets": facets,
        "periods": answer.periods,
        "words_elsewhere": answer.words_elsewhere,
        "undated": answer.undated,
        "words_undated": answer.words_undated,
        "problems": problems_json(&answer.problems),
        "cuts": answer.cuts,
    })
}
