//! How well mentioned dates are found: precision and recall on articles annotated by hand, as places in the `text` of
//! their records. The annotations lie in `tests/annotations`, the articles in a folder beside the project.

use super::{Compounds, Kind, mentions};
use crate::article::{Date, Known, extract_known};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

/// An annotated article.
struct Annotated {
    /// Its record.
    record: Value,
    /// First byte, one past the last, what it means.
    dates: Vec<(usize, usize, String)>,
}

/// The annotated articles; `None` where the corpora are absent.
fn annotated() -> Option<Vec<Annotated>> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folder = std::env::var_os("RECTO_SHARED").map_or_else(beside, PathBuf::from).join("corpora");
    let lines = include_str!("../../tests/annotations/dates.jsonl");
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut records: BTreeMap<(String, String), Value> = BTreeMap::new();
    for corpus in ["vi-dantri", "vi-events", "vi-news-10k"] {
        let wanted = |id: &str| lines.iter().any(|line| line["corpus"] == corpus && line["id"] == id);
        let Ok(file) = std::fs::File::open(folder.join(format!("{corpus}.jsonl.gz"))) else {
            println!("skipped: no corpora in RECTO_SHARED or ../shared");
            return None;
        };
        let mut all = String::new();
        flate2::read::MultiGzDecoder::new(file).read_to_string(&mut all).unwrap();
        for record in all.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
            let id = record["id"].as_str().unwrap_or("").to_owned();
            if wanted(&id) {
                records.insert((corpus.to_owned(), id), record);
            }
        }
    }
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let place = |value: &Value| value.as_u64().unwrap() as usize;
    let of = |line: Value| Annotated {
        record: records.remove(&(text(&line["corpus"]), text(&line["id"]))).expect("an article of its corpus"),
        dates: line["dates"].as_array().unwrap().iter().map(|d| (place(&d[0]), place(&d[1]), text(&d[2]))).collect(),
    };
    Some(lines.into_iter().map(of).collect())
}

/// The days and months an article is found to mention, as places in its record's text.
fn found(record: &Value) -> Vec<(usize, usize, String)> {
    let text = record["text"].as_str().unwrap();
    let date = record["date"].as_str().and_then(|date| date.parse::<Date>().ok());
    let title = record["title"].as_str().map(str::to_owned);
    let article = extract_known("a", text.to_owned(), Known { title, date, ..Known::default() });
    let before = article.text.len() - text.len();
    let dates = mentions(&article, &Compounds::default()).mentions.into_iter().filter(|one| one.kind == Kind::Dates);
    let placed =
        dates.filter_map(|one| Some(((one.start as usize).checked_sub(before)?, one.end as usize - before, one.key)));
    placed.filter(|(.., key)| key.contains('-')).collect()
}

/// Whether what is said is so: the same, or the same without the year, which was not sure.
fn is_so(said: &str, truth: &str) -> bool {
    said == truth || said.strip_prefix('-').is_some_and(|day| truth.ends_with(day))
}

#[test]
fn mentioned_dates_are_those_annotated() {
    let Some(articles) = annotated() else { return };
    assert_eq!(articles.len(), 40);
    let (mut said, mut right, mut annotated, mut seen) = (0, 0, 0, 0);
    for Annotated { record, dates } in &articles {
        let found = found(record);
        let meet = |one: &(usize, usize, String), other: &(usize, usize, String)| one.0 < other.1 && other.0 < one.1;
        let holds =
            |one: &(usize, usize, String)| dates.iter().any(|truth| meet(one, truth) && is_so(&one.2, &truth.2));
        let is_seen =
            |truth: &&(usize, usize, String)| found.iter().any(|one| meet(one, truth) && is_so(&one.2, &truth.2));
        for wrong in found.iter().filter(|one| !holds(one)) {
            println!("wrong: {} at {}: {}", record["id"], wrong.0, wrong.2);
        }
        for missed in dates.iter().filter(|truth| !is_seen(truth)) {
            println!("missed: {} at {}: {}", record["id"], missed.0, missed.2);
        }
        said += found.len();
        right += found.iter().filter(|one| holds(one)).count();
        annotated += dates.len();
        seen += dates.iter().filter(is_seen).count();
    }
    let (precision, recall) =
        (f64::from(right as u32) / f64::from(said as u32), f64::from(seen as u32) / f64::from(annotated as u32));
    println!("dates: {right} of {said} right ({precision:.3}), {seen} of {annotated} found ({recall:.3})");
    assert!(precision >= 0.98, "precision {precision}");
    assert!(recall >= 0.95, "recall {recall}");
}
