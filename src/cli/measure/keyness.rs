//! `recto keyness`: the words that two selections use more than one another.

use super::{Forms, UnitFlag, csv, named, one, print, rows};
use crate::cli::asked::{read, tell_cuts};
use crate::cli::flags::ReadingFlags;
use crate::cli::output::{Failure, Finish, count, note, problems_json, stdout, tell_problems};
use crate::cli::site_arg::SiteArg;
use crate::export::measure::keyness as table;
use crate::measure::{SIMPLE_MATHS_K, ZERO};
use crate::protocol::{Keyness, KeynessRequest, Selection};
use clap::Args;
use serde_json::json;
use std::io::Write;

/// What `recto keyness --help` says at its end.
pub const HELP: &str = "Examples:\n  recto keyness site/ --target 'date:2021' --reference 'date:2016..2020' --json\n  \
    recto keyness site/ --target 'source:\"Báo A\"' --unit syllable --measure log_ratio --min 10\n  \
    recto keyness site/ --target 'an ninh' --category 'xã hội' --csv > keyness.csv\n\n\
    A selection is the articles a query finds; without --reference it is held against all others. The other flags of a \
    search restrict both. Function words, found from the site, stand after the others. docs/MEASURE.md has the formulas.";

/// Articles below which a selection says little.
const FEW_ARTICLES: u32 = 10;

/// The flags of `recto keyness`.
#[derive(Debug, Args)]
pub struct KeynessFlags {
    /// The site.
    #[command(flatten)]
    pub site: SiteArg,
    /// The articles of interest.
    #[arg(long, value_name = "QUERY")]
    pub target: String,
    /// What they are held against [default: all other articles].
    #[arg(long, value_name = "QUERY")]
    pub reference: Option<String>,
    /// How the queries are read, and which articles count.
    #[command(flatten)]
    pub reading: ReadingFlags,
    /// What is one word.
    #[arg(long, value_enum, default_value_t = UnitFlag::Word)]
    pub unit: UnitFlag,
    /// Hits in both together, at least.
    #[arg(long = "min", default_value_t = 3, value_name = "N")]
    pub least: u32,
    /// What orders the rows.
    #[arg(long, default_value = "log_likelihood_4", value_name = "NAME", value_parser = measure_of)]
    pub measure: Keyness,
    /// Function words stand among the others.
    #[arg(long)]
    pub function_words: bool,
    /// Rows of each direction at most.
    #[arg(long, default_value_t = 50, value_name = "N")]
    pub limit: u32,
    /// The form of the answer.
    #[command(flatten)]
    pub forms: Forms,
}

fn measure_of(name: &str) -> Result<Keyness, String> {
    named(Keyness::parse(name), &Keyness::ALL.map(Keyness::name))
}

/// Runs the command.
pub fn run(flags: &KeynessFlags) -> Result<Finish, Failure> {
    let mut site = flags.site.open()?;
    let target = read(flags.target.clone(), &flags.reading);
    let request = KeynessRequest {
        within: target.filters.clone(),
        reference: flags.reference.clone().map(|query| read(query, &flags.reading)),
        target,
        unit: flags.unit.into(),
        least: flags.least,
        measure: flags.measure,
        mixed: flags.function_words,
        limit: flags.limit,
    };
    let answer = site.ask(request.clone())?;
    let (mut out, more, less) = (stdout(), table(&answer, &answer.more), table(&answer, &answer.less));
    if flags.forms.json {
        one(
            &mut out,
            &json!({
                "target": {"query": flags.target, "articles": answer.target.articles, "tokens": answer.target.tokens},
                "reference":
                    {"query": flags.reference, "articles": answer.reference.articles, "tokens": answer.reference.tokens},
                "both": answer.both,
                "unit": request.unit.name(),
                "measure": request.measure.name(),
                "zero": ZERO,
                "simple_maths_k": SIMPLE_MATHS_K,
                "problems": problems_json(&answer.problems),
                "cuts": answer.cuts,
                "more": rows(&more),
                "less": rows(&less),
            }),
        )?;
        out.flush()?;
        return Ok(Finish::Success);
    }
    tell_problems(&answer.problems);
    tell_cuts(&answer.cuts);
    for (name, side) in [("target", answer.target), ("reference", answer.reference)] {
        tell_size(name, side);
    }
    if answer.both > 0 {
        note(&format!("note: {} in both selections", count(u64::from(answer.both), "article")));
    }
    if flags.forms.csv {
        let mut both = more;
        both.rows.extend(less.rows);
        csv(&mut out, &both)?;
    } else {
        let columns = [
            "word",
            "target",
            "reference",
            "target_per_million",
            "reference_per_million",
            "log_likelihood_4",
            "log_ratio",
        ];
        for (title, table) in [("More in the target", &more), ("More in the reference", &less)] {
            if table.rows.is_empty() {
                writeln!(out, "{title}: nothing")?;
            } else {
                writeln!(out, "{title}")?;
                print(&mut out, table, &columns)?;
            }
        }
    }
    out.flush()?;
    Ok(Finish::Success)
}

/// Tells how large a selection is, and when it is too small to say much.
fn tell_size(name: &str, side: Selection) {
    let (articles, words) = (count(u64::from(side.articles), "article"), count(side.tokens, "word"));
    let little = match side {
        Selection { tokens: 0, .. } => "; nothing can be compared with nothing",
        Selection { articles, .. } if articles < FEW_ARTICLES => "; so few articles say little of any other",
        _ => "",
    };
    note(&format!("{name}: {articles}, {words}{little}"));
}
