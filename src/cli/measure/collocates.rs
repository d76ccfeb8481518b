//! `recto collocates`: what stands near the hits of a query, and how closely.

use super::{Forms, UnitFlag, csv, named, one, print, rows};
use crate::cli::asked::{spec, tell_cuts};
use crate::cli::flags::QueryFlags;
use crate::cli::output::{Failure, Finish, count, problems_json, stdout, tell_problems};
use crate::export::measure::collocates as table;
use crate::protocol::{Association, CollocatesRequest};
use crate::site::open_site;
use clap::Args;
use serde_json::json;
use std::io::Write;

/// What `recto collocates --help` says at its end.
pub const HELP: &str = "Examples:\n  recto collocates site/ 'an ninh' --span 5 --measure log_dice\n  \
    recto collocates site/ 'an ninh' --unit syllable --sentence --min 5 --json\n  \
    recto collocates site/ 'an ninh' --left 0 --right 1 --measure mi --csv > collocates.csv\n\n\
    Counted are the hits of the query, and every word in the window of each hit, within its paragraph. Filters say what is \
    the corpus. Function words, found from the site, stand after the others; --function-words mixes them in. \
    docs/MEASURE.md has the formulas.";

/// The flags of `recto collocates`.
#[derive(Debug, Args)]
pub struct CollocatesFlags {
    /// The node.
    #[command(flatten)]
    pub query: QueryFlags,
    /// Words on either side.
    #[arg(long, default_value_t = 5, value_name = "N", conflicts_with = "sentence")]
    pub span: u8,
    /// Words to the left [default: as --span].
    #[arg(long, value_name = "N", conflicts_with = "sentence")]
    pub left: Option<u8>,
    /// Words to the right [default: as --span].
    #[arg(long, value_name = "N", conflicts_with = "sentence")]
    pub right: Option<u8>,
    /// The whole sentence, instead of a span.
    #[arg(long)]
    pub sentence: bool,
    /// What is one word.
    #[arg(long, value_enum, default_value_t = UnitFlag::Word)]
    pub unit: UnitFlag,
    /// Times it must stand near the node.
    #[arg(long = "min", default_value_t = 3, value_name = "N")]
    pub least: u32,
    /// What orders the rows.
    #[arg(long, default_value = "log_dice", value_name = "NAME", value_parser = measure_of)]
    pub measure: Association,
    /// Function words stand among the others.
    #[arg(long)]
    pub function_words: bool,
    /// Rows at most.
    #[arg(long, default_value_t = 50, value_name = "N")]
    pub limit: u32,
    /// The form of the answer.
    #[command(flatten)]
    pub forms: Forms,
}

fn measure_of(name: &str) -> Result<Association, String> {
    named(Association::parse(name), &Association::ALL.map(Association::name))
}

/// Runs the command.
pub fn run(flags: &CollocatesFlags) -> Result<Finish, Failure> {
    let mut site = open_site(&flags.query.site)?;
    let span = (flags.left.unwrap_or(flags.span), flags.right.unwrap_or(flags.span));
    let request = CollocatesRequest {
        spec: spec(&flags.query),
        unit: flags.unit.into(),
        span: (!flags.sentence).then_some(span),
        least: flags.least,
        measure: flags.measure,
        mixed: flags.function_words,
        limit: flags.limit,
    };
    let answer = site.ask(request.clone())?;
    let (mut out, table) = (stdout(), table(&answer));
    if flags.forms.json {
        one(
            &mut out,
            &json!({
                "query": request.spec.query,
                "unit": request.unit.name(),
                "window": request.span.map_or_else(|| json!("sentence"), |(left, right)| json!({"left": left, "right": right})),
                "measure": request.measure.name(),
                "node": answer.node,
                "articles": answer.articles,
                "tokens": answer.tokens,
                "all_articles": answer.all_articles,
                "near": answer.near,
                "different": answer.different,
                "problems": problems_json(&answer.problems),
                "cuts": answer.cuts,
                "rows": rows(&table),
            }),
        )?;
    } else {
        tell_problems(&answer.problems);
        tell_cuts(&answer.cuts);
        if flags.forms.csv {
            csv(&mut out, &table)?;
        } else {
            let mut columns = vec!["word", "together", "left", "right", "articles", "hits", request.measure.name()];
            columns.extend(["log_dice", "mi", "t_score"].into_iter().filter(|name| *name != request.measure.name()));
            columns.push("function");
            if !table.rows.is_empty() {
                print(&mut out, &table, &columns)?;
            }
            let (node, articles) = (count(answer.node, "place"), count(u64::from(answer.articles), "article"));
            let near = match (answer.node, answer.different) {
                (0, _) => "nothing stands near it".to_owned(),
                (_, 0) => format!("nothing stands near it {} or more", count(u64::from(flags.least), "time")),
                (_, different) => count(different, "different word") + " near it",
            };
            writeln!(out, "{node} in {articles}; {near}; {} in all", count(answer.tokens, "word"))?;
        }
    }
    out.flush()?;
    Ok(Finish::Success)
}
