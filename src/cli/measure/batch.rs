//! `recto batch`: a list of names or phrases at once: articles × terms, with counts and first dates.

use super::{Forms, cards, one};
use crate::article::ArticleId;
use crate::cli::asked::{read, tell_cuts};
use crate::cli::flags::ReadingFlags;
use crate::cli::output::{Failure, Finish, count, note, one_line, problems_json, stdout, tell_problems};
use crate::export::cell::Sheet;
use crate::protocol::{Card, Problem, Spread, SpreadRequest};
use crate::site::open_site;
use crate::text::exact_key;
use clap::Args;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// What `recto batch --help` says at its end.
pub const HELP: &str = "Examples:\n  recto batch site/ terms.txt --csv > terms.csv\n  \
    recto batch site/ - --json < terms.txt\n\n\
    A term a line, 1,000 at most, each found as one phrase. Blank lines are left out, and a term that is there twice is \
    counted once; both are told, and so is what a term has that is not searched.";

/// Terms of a list, at most.
const TERMS_AT_MOST: usize = 1_000;

/// The flags of `recto batch`.
#[derive(Debug, Args)]
pub struct BatchFlags {
    /// A packed folder or a page in one file.
    pub site: PathBuf,
    /// A text file with a term a line; - is standard input.
    pub terms: PathBuf,
    /// How the terms are read, and which articles count.
    #[command(flatten)]
    pub reading: ReadingFlags,
    /// The form of the answer.
    #[command(flatten)]
    pub forms: Forms,
}

/// A list as it was read.
#[derive(Debug, Default, PartialEq, Eq)]
struct List {
    terms: Vec<String>,
    blank: u64,
    /// Those that are there more than once.
    repeated: Vec<String>,
}

/// Reads a list: a term a line, blanks at its ends left out.
fn list(text: &str) -> List {
    let mut list = List::default();
    let (mut seen, mut repeated) = (BTreeSet::new(), BTreeSet::new());
    for line in text.trim_start_matches('\u{feff}').lines() {
        let term = line.split_whitespace().collect::<Vec<_>>().join(" ");
        let key = term.split(' ').map(exact_key).collect::<Vec<_>>().join(" ");
        if term.is_empty() {
            list.blank += 1;
        } else if seen.insert(key.clone()) {
            list.terms.push(term);
        } else if repeated.insert(key) {
            list.repeated.push(term);
        }
    }
    list
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
    let list = list(&text_of(&flags.terms)?);
    if list.terms.is_empty() || list.terms.len() > TERMS_AT_MOST {
        let (name, found) = (flags.terms.display(), list.terms.len());
        let message = format!("{name}: expected 1 to {TERMS_AT_MOST} terms, found {found}");
        return Err(Failure::new(message, "a term a line; split a longer list"));
    }
    let mut site = open_site(&flags.site)?;
    // A term is what it says: its signs are no operators.
    let queries = list.terms.iter().map(|term| format!("\"{}\"", term.replace('"', " "))).collect();
    let spec = read(String::new(), &flags.reading);
    let answer = site.ask(SpreadRequest { spec, queries, by_month: false, dispersion: false, limit: u32::MAX })?;
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
        out.write_all(as_csv(&list, &answer.queries, &cards).as_bytes())?;
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

fn tell(list: &List) {
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

fn earliest(spread: &Spread) -> Option<String> {
    spread.earliest.map(|(_, date)| String::from(date))
}

fn as_json(list: &List, spreads: &[Spread], cards: &[Card]) -> Value {
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

/// A row an article, a column a term; over them three rows with each term's hits, articles and first date.
fn as_csv(list: &List, spreads: &[Spread], cards: &[Card]) -> String {
    let mut sheet = Sheet::default();
    ["article", "id", "title", "date"].into_iter().for_each(|name| sheet.text(name));
    list.terms.iter().for_each(|term| sheet.text(term));
    sheet.end_row();
    for name in ["hits", "articles", "earliest"] {
        sheet.text(name);
        (0..3).for_each(|_| sheet.text(""));
        for spread in spreads {
            match name {
                "hits" => sheet.number(spread.hits),
                "articles" => sheet.number(u64::from(spread.articles)),
                _ => sheet.text(&earliest(spread).unwrap_or_default()),
            }
        }
        sheet.end_row();
    }
    let hits: Vec<BTreeMap<ArticleId, u32>> =
        spreads.iter().map(|spread| spread.rows.iter().copied().collect()).collect();
    for card in cards {
        sheet.number(u64::from(card.article.0));
        sheet.text(&card.id);
        sheet.text(&card.title);
        sheet.text(&card.date.map(String::from).unwrap_or_default());
        hits.iter().for_each(|hits| sheet.number(u64::from(hits.get(&card.article).copied().unwrap_or(0))));
        sheet.end_row();
    }
    sheet.take()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_line_by_line() {
        let read = list("\u{feff}Hà Nội\r\n\n  hà  nội \nHÀ NỘI\nHuế\n \n");
        let [terms, repeated] = [vec!["Hà Nội", "Huế"], vec!["hà nội"]]
            .map(|list| list.into_iter().map(str::to_owned).collect::<Vec<String>>());
        assert_eq!(read, List { terms, blank: 2, repeated });
    }
}
