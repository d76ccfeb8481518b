//! `recto collocates`: what stands near the hits of a query, and how closely.

use super::{Forms, UnitFlag, csv, named, one, print, rows};
use crate::cli::asked::{spec, tell_cuts};
use crate::cli::flags::QueryFlags;
use crate::cli::output::{Failure, Finish, count, one_line, problems_json, stdout, tell_problems};
use crate::export::Table;
use crate::export::measure::{collocates as table, nodes as node_table};
use crate::protocol::{Association, CollocatesRequest, NodesRequest};
use crate::site::OpenSite;
use clap::Args;
use serde_json::{Value, json};
use std::io::Write;

/// What `recto collocates --help` says at its end.
pub const HELP: &str = "Examples:\n  recto collocates site/ 'an ninh' --span 5 --measure log_dice\n  \
    recto collocates site/ 'an ninh' --unit syllable --sentence --min 5 --json\n  \
    recto collocates site/ 'an ninh' --against 'an toàn' --csv > both.csv\n  \
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
    /// Another node: the words that go with the first, with this one, and with both.
    #[arg(long, value_name = "QUERY")]
    pub against: Option<String>,
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
    let mut site = flags.query.site.open()?;
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
    if let Some(b) = flags.against.clone() {
        return nodes(&mut site, NodesRequest { a: request, b }, flags.forms);
    }
    let answer = site.ask(request.clone())?;
    let (mut out, table) = (stdout(), table(&answer));
    if flags.forms.json {
        one(
            &mut out,
            &json!({
                "query": request.spec.query,
                "unit": request.unit.name(),
                "window": window(&request),
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

fn window(request: &CollocatesRequest) -> Value {
    request.span.map_or_else(|| json!("sentence"), |(left, right)| json!({"left": left, "right": right}))
}

/// Tells the words that go with one of two nodes, and with both.
fn nodes(site: &mut OpenSite, request: NodesRequest, forms: Forms) -> Result<Finish, Failure> {
    let answer = site.ask(request.clone())?;
    let (a, measure) = (&request.a, request.a.measure);
    let lists = [("a", &answer.only_a), ("both", &answer.both), ("b", &answer.only_b)];
    let tables = lists.map(|(name, rows)| (name, node_table(&answer, rows, measure)));
    let mut out = stdout();
    if forms.json {
        let node =
            |at: usize, query: &str| json!({"query": query, "hits": answer.nodes[at], "articles": answer.articles[at]});
        let mut told = json!({
            "node_a": node(0, &a.spec.query),
            "node_b": node(1, &request.b),
            "unit": a.unit.name(),
            "window": window(a),
            "measure": measure.name(),
            "tokens": answer.all.tokens,
            "all_articles": answer.all.articles,
            "problems": problems_json(&answer.problems),
            "cuts": answer.cuts,
        });
        for (name, table) in &tables {
            told[*name] = json!(rows(table));
        }
        one(&mut out, &told)?;
    } else {
        tell_problems(&answer.problems);
        tell_cuts(&answer.cuts);
        if forms.csv {
            let mut all = Table::default();
            for (_, table) in tables {
                all.columns = table.columns;
                all.rows.extend(table.rows);
            }
            csv(&mut out, &all)?;
        } else {
            let queries = [&a.spec.query, &request.b].map(|query| one_line(query));
            for (name, table) in &tables {
                let with = match *name {
                    "a" => ["With ", &queries[0]].concat(),
                    "b" => ["With ", &queries[1]].concat(),
                    _ => "With both".to_owned(),
                };
                writeln!(out, "{with}{}", if table.rows.is_empty() { ": nothing" } else { "" })?;
                if !table.rows.is_empty() {
                    print(&mut out, table, &table.columns)?;
                }
            }
            for (at, query) in queries.iter().enumerate() {
                let articles = count(u64::from(answer.articles[at]), "article");
                writeln!(out, "{query}: {} in {articles}", count(answer.nodes[at], "place"))?;
            }
        }
    }
    out.flush()?;
    Ok(Finish::Success)
}
