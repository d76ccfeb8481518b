//! `recto words`, `collocates`, `keyness`, `dispersion`, `trend` and `batch`: what a site's words do, in numbers. It computes
//! nothing itself: the engine counts, and `measure` has the formulas.

pub mod batch;
pub mod collocates;
pub mod keyness;
pub mod spread;
pub mod words;

use super::output::{Failure, json_line, one_line};
use crate::article::ArticleId;
use crate::export::{Cell, Table};
use crate::protocol::{BlocksMode, Card, CardsRequest, Figure, QuerySpec, Unit};
use crate::site::OpenSite;
use clap::ValueEnum;
use serde_json::{Map, Value, json};
use std::io::Write;

/// Values of `--unit`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum UnitFlag {
    /// A syllable in Vietnamese, a word elsewhere.
    Syllable,
    /// A word of the site: syllables that it uses together, learned from it, are one.
    Word,
}

impl From<UnitFlag> for Unit {
    fn from(flag: UnitFlag) -> Self {
        match flag {
            UnitFlag::Syllable => Self::Syllable,
            UnitFlag::Word => Self::Word,
        }
    }
}

/// What a table is printed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::Args)]
pub struct Forms {
    /// Prints a CSV table.
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// Prints one JSON value.
    #[arg(long)]
    pub json: bool,
}

/// What a name given to a flag stands for, or which names there are.
fn named<T>(found: Option<T>, names: &[&str]) -> Result<T, String> {
    found.ok_or_else(|| format!("expected one of {}", names.join(", ")))
}

/// A cell as JSON; what is not defined is `null`.
fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Text(text) => json!(text),
        Cell::Count(count) => json!(count),
        Cell::Figure(Ok(figure)) => json!(figure),
        Cell::Flag(flag) => json!(flag),
        Cell::Figure(Err(_)) | Cell::None => Value::Null,
    }
}

/// The rows of a table as objects.
pub(super) fn rows(table: &Table) -> Vec<Value> {
    let object = |row: &Vec<Cell>| {
        let named = table.columns.iter().zip(row).map(|(name, cell)| ((*name).to_owned(), value(cell)));
        Value::Object(named.collect::<Map<_, _>>())
    };
    table.rows.iter().map(object).collect()
}

/// A table as CSV with a byte order mark.
pub(super) fn csv(out: &mut impl Write, table: &Table) -> Result<(), Failure> {
    Ok(out.write_all(table.csv(table.columns.iter().copied()).as_bytes())?)
}

/// A figure for people: four digits after its point, or a dash.
fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => one_line(text),
        Cell::Count(count) => count.to_string(),
        Cell::Figure(Ok(figure)) => format!("{figure:.4}"),
        Cell::Flag(flag) => if *flag { "function word" } else { "" }.to_owned(),
        Cell::Figure(Err(_)) | Cell::None => "–".to_owned(),
    }
}

/// Prints some columns of a table for people: the first to the left, the others to the right of their columns.
fn print(out: &mut impl Write, table: &Table, columns: &[&str]) -> Result<(), Failure> {
    let places: Vec<usize> =
        columns.iter().filter_map(|name| table.columns.iter().position(|column| column == name)).collect();
    let body = table.rows.iter().map(|row| places.iter().map(|&at| shown(&row[at])).collect::<Vec<_>>());
    let head = places.iter().map(|&at| table.columns[at].to_owned()).collect();
    let lines: Vec<Vec<String>> = std::iter::once(head).chain(body).collect();
    let widths: Vec<usize> =
        (0..places.len()).map(|at| lines.iter().map(|line| line[at].chars().count()).max().unwrap_or(0)).collect();
    for line in &lines {
        for (at, (cell, width)) in line.iter().zip(&widths).enumerate() {
            match at {
                0 => write!(out, "{cell:<width$}")?,
                _ => write!(out, "  {cell:>width$}")?,
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Figures by name, and why some are not defined.
fn figures(named: &[(&'static str, Figure)]) -> (Map<String, Value>, Map<String, Value>) {
    let all = named.iter().map(|(name, figure)| ((*name).to_owned(), json!(figure.ok())));
    let undefined = named.iter().filter_map(|(name, figure)| Some(((*name).to_owned(), json!(figure.err()?.reason()))));
    (all.collect(), undefined.collect())
}

/// The cards of articles, some hundred at a time: each lies in a group of texts.
fn cards(site: &mut OpenSite, articles: &[ArticleId]) -> Result<Vec<Card>, Failure> {
    const AT_ONCE: usize = 500;
    let mut found = Vec::with_capacity(articles.len());
    for part in articles.chunks(AT_ONCE) {
        found.extend(site.ask(CardsRequest { articles: part.to_vec() })?);
    }
    Ok(found)
}

/// Prints one JSON value.
pub(super) fn one(out: &mut impl Write, value: &Value) -> Result<(), Failure> {
    json_line(out, value)
}

/// What is counted of title, lead and body alone refuses to be asked for more.
fn text_alone(spec: &QuerySpec) -> Result<(), Failure> {
    match spec.blocks {
        BlocksMode::Text => Ok(()),
        BlocksMode::All => Err(Failure::new(
            "frequencies over time and articles are counted of title, lead and body: expected --blocks text, found all",
            "leave out --blocks",
        )),
    }
}
