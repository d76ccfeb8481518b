//! `recto pairs`: which articles, sources or years of a site share most wording, each held against each. It computes nothing:
//! the engine does.

use super::output::{Failure, Finish, card_line, count, json_line, note, one_line, stdout, tell_problems};
use super::site_arg::SiteArg;
use crate::protocol::{Axis, PairsAnswer, PairsRequest, QuerySpec, Sharer, SharingPair};
use clap::Args;
use serde_json::{Value, json};
use std::io::Write;

/// What `recto pairs --help` says at its end.
pub const HELP: &str = "Examples:\n  recto pairs site/ --json\n  recto pairs site/ --by sources\n  \
    recto pairs site/ --by years --row 2020 --column 2021\n\n\
    A cell of two articles says how many hundredths of the row's article stand in the column's; of two sources or years, how \
    many wordings articles of both have. Of reprints the first is told, with how many others there \
    are. With --row and --column the pairs of articles of these two are listed.";

/// The flags of `recto pairs`.
#[derive(Debug, Args)]
pub struct PairsFlags {
    /// The site.
    #[command(flatten)]
    pub site: SiteArg,
    /// What is held against each other: articles, sources or years.
    #[arg(long, default_value = "articles", value_parser = axis, value_name = "AXIS")]
    pub by: Axis,
    /// Only articles that a query finds.
    #[arg(long = "where", value_name = "QUERY")]
    pub query: Option<String>,
    /// A source or year whose pairs with those of --column are listed.
    #[arg(long, value_name = "NAME", requires = "column")]
    pub row: Option<String>,
    /// See --row; the two may be the same.
    #[arg(long, value_name = "NAME", requires = "row")]
    pub column: Option<String>,
    /// Articles, sources or years, or pairs, at most; 24 whatever is asked.
    #[arg(long, default_value_t = 12, value_name = "N")]
    pub limit: u32,
    /// How much work the answer may cost; each step allows eight times as much.
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub effort: u8,
    /// Prints one JSON value.
    #[arg(long)]
    pub json: bool,
}

fn axis(name: &str) -> Result<Axis, String> {
    Axis::parse(name).ok_or_else(|| format!("expected one of {}", Axis::ALL.map(Axis::name).join(", ")))
}

/// Runs the command.
pub fn run(flags: &PairsFlags) -> Result<Finish, Failure> {
    let mut site = flags.site.open()?;
    let query = flags.query.clone().unwrap_or_default();
    let spec = QuerySpec { query, effort: flags.effort, ..QuerySpec::default() };
    let between = flags.row.clone().zip(flags.column.clone()).map(|(row, column)| [row, column]);
    let answer = site.ask(PairsRequest { axis: flags.by, spec, between, limit: flags.limit })?;
    tell_problems(&answer.problems);
    let (looked_at, of) = answer.looked_at;
    if looked_at < of {
        note(&format!("note: {looked_at} of {of} repeated wordings looked at; more --effort goes on"));
    }
    let mut out = stdout();
    if flags.json {
        json_line(&mut out, &as_json(flags, &answer))?;
    } else {
        tell(&mut out, &answer)?;
    }
    out.flush()?;
    Ok(Finish::Success)
}

fn tell(out: &mut impl Write, answer: &PairsAnswer) -> Result<(), Failure> {
    for (row, sharer) in answer.axis.iter().enumerate() {
        let cells: Vec<String> = (0..answer.axis.len()).map(|column| answer.cell(row, column).to_string()).collect();
        let name = sharer.card.as_ref().map_or_else(|| one_line(&sharer.name), card_line);
        let copies =
            if sharer.copies > 0 { format!("  +{}", count(sharer.copies.into(), "reprint")) } else { String::new() };
        writeln!(
            out,
            "{:>2}  {}  {name}{copies}",
            row + 1,
            cells.iter().map(|cell| format!("{cell:>4}")).collect::<String>()
        )?;
    }
    for pair in &answer.pairs {
        let [a, b] = &pair.cards;
        writeln!(out, "{}%  {}\n{}%  {}", pair.shares[0], card_line(a), pair.shares[1], card_line(b))?;
    }
    Ok(())
}

fn as_json(flags: &PairsFlags, answer: &PairsAnswer) -> Value {
    let size = answer.axis.len();
    let sharer = |one: &Sharer| match &one.card {
        Some(card) => json!({
            "article": card.article, "id": card.id, "title": card.title, "date": card.date, "copies": one.copies,
        }),
        None => json!({"name": one.name}),
    };
    let pair = |pair: &SharingPair| {
        let side = |at: usize| {
            let card = &pair.cards[at];
            json!({"article": card.article, "id": card.id, "title": card.title, "share": pair.shares[at]})
        };
        json!([side(0), side(1)])
    };
    json!({
        "by": flags.by.name(), "axis": answer.axis.iter().map(sharer).collect::<Value>(),
        "cells": (0..size).map(|row| (0..size).map(|column| answer.cell(row, column)).collect::<Value>()).collect::<Value>(),
        "pairs": answer.pairs.iter().map(pair).collect::<Value>(),
        "looked_at": answer.looked_at.0, "of": answer.looked_at.1, "cuts": answer.cuts,
    })
}
