//! `recto batch`: a list of names or phrases at once: articles × terms, with counts and first dates.

use super::{Forms, cards, one};
use crate::article::ArticleId;
use crate::cli::asked::{read, tell_cuts};
use crate::cli::flags::ReadingFlags;
use crate::cli::output::{Failure, Finish, count, note, one_line, problems_json, stdout, tell_problems};
use crate::cli::site_arg::SiteArg;
use crate::export::measure::{articles_by_terms, earliest};
use crate::measure::{TERMS_AT_MOST, TermList};
use crate::protocol::{Card, Problem, Spread, SpreadRequest};
use clap::Args;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// What `recto batch --help` says at its end.
pub const HELP: &str = "Examples:\n  recto batch site/ terms.txt --csv > terms.csv\n  \
    recto batch site/ - --json < terms.txt\n\n\
    A term a line, 1,000 at most, each found as one phrase. Blank lines are left out, and a term that is there twice is \
    counted once; both are told, and so is what a term has that is not searched.";

/// The flags of `recto batch`.
#[derive(Debug, Args)]
pub struct BatchFlags {
    /// The site.
    #[command(flatten)]
    pub site: SiteArg,
    /// A text file with a term a line; - is standard input.
    pub terms: PathBuf,
    /// How the terms are read, and which articles count.
    #[command(flatten)]
    pub reading: ReadingFlags,
    /// The form of the answer.
    #[command(flatten)]
    pub forms: Forms,
}

fn text_of(path: &Path) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| ())
    } else {
        std::fs::read(path).map(|read| bytes = read)
    };
    let name = path.display();
    read.map_err(|error| Failure::new(format!("{name} cannot be read: {error}"), "name a text file, a term a line"))?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure::new(format!("{name}: expected UTF-8, found another byte at {at}"), "save the list as UTF-8")
    })
}

/// Runs the command.
pub fn run(flags: &BatchFlags) -> Result<Finish, Failure> {
    let list = TermList::read(&text_of(&flags.terms)?);
    if list.terms.is_empty() || list.terms.len() > TERMS_AT_MOST {
        let (name, found) = (flags.terms.display(), list.terms.len());
        let message = format!("{name}: expected 1 to {TERMS_AT_MOST} terms, found {found}");
        return Err(Failure::new(message, "a term a line; split a longer list"));
    }
    let mut site = flags.site.open()?;
    let queries = list.queries();
    let spec = read(String::new(), &flags.reading);
    let answer = site.ask(SpreadRequest { spec, queries, limit: u32::MAX, ..SpreadRequest::default() })?;
    let numbers: BTreeSet<ArticleId> =
        answer.queries.iter().flat_map(|spread| spread.rows.iter().map(|(article, _)| *article)).collect();
    let cards = cards(&mut site, &numbers.into_iter().collect::<Vec<_>>())?;
    tell(&list);
    if !flags.forms.json {
        answer.queries.iter().for_each(tell_spread);
    }
    let mut out = stdout();
    if flags.forms.json {
        one(&mut out, &as_json(&list, &answer.queries, &cards))?;
    } else if flags.forms.csv {
        out.write_all(articles_by_terms(&list.terms, &answer.queries, &cards).as_bytes())?;
    } else {
        for (term, spread) in list.terms.iter().zip(&answer.queries) {
            let first = earliest(spread).unwrap_or_else(|| "–".to_owned());
            let articles = count(u64::from(spread.articles), "article");
            writeln!(out, "{:>8}  {articles:>12}  {first:<10}  {}", spread.hits, one_line(term))?;
        }
    }
    out.flush()?;
    Ok(Finish::Success)
}

fn tell(list: &TermList) {
    if list.blank > 0 {
        note(&format!("note: {} left out", count(list.blank, "blank line")));
    }
    if !list.repeated.is_empty() {
        note(&format!("note: there more than once, counted once: {}", list.repeated.join(", ")));
    }
}

/// Tells what a term's count leaves out. That no article has it is its count.
fn tell_spread(spread: &Spread) {
    let is_count = |problem: &&Problem| matches!(problem, Problem::UnknownTerm { .. });
    let told: Vec<Problem> = spread.problems.iter().filter(|problem| !is_count(problem)).cloned().collect();
    tell_problems(&told);
    tell_cuts(&spread.cuts);
}

fn as_json(list: &TermList, spreads: &[Spread], cards: &[Card]) -> Value {
    let term = |(term, spread): (&String, &Spread)| {
        let cells: Vec<Value> =
            spread.rows.iter().map(|(article, hits)| json!({"article": article, "hits": hits})).collect();
        json!({
            "term": term, "hits": spread.hits, "articles": spread.articles,
            "earliest": spread.earliest.map(|(article, date)| json!({"article": article, "date": date})),
            "cells": cells, "problems": problems_json(&spread.problems), "cuts": spread.cuts,
        })
    };
    let article = |card: &Card| json!({"article": card.article, "id": card.id, "title": card.title, "date": card.date});
    json!({
        "terms": list.terms.iter().zip(spreads).map(term).collect::<Vec<_>>(),
        "articles": cards.iter().map(article).collect::<Vec<_>>(),
        "blank_lines": list.blank,
        "repeated": list.repeated,
    })
}
