//! Reference values that stand beside the project: the counts of queries over the five seed articles.

use crate::sandbox::Sandbox;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub fn shared() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folder = std::env::var_os("RECTO_SHARED").map_or_else(beside, PathBuf::from);
    folder.join("seeds").is_dir().then_some(folder)
}

/// Hits by the first three characters of the article's id.
fn counts(answer: &Value) -> BTreeMap<String, u64> {
    let results = answer["results"].as_array().unwrap();
    results.iter().map(|r| (r["id"].as_str().unwrap()[..3].to_owned(), r["hits"].as_u64().unwrap())).collect()
}

#[test]
fn counts_on_the_seeds_are_the_reference_counts() {
    let Some(shared) = shared() else {
        eprintln!("skipped: counts_on_the_seeds_are_the_reference_counts (no folder of seeds; set RECTO_SHARED)");
        return;
    };
    let sandbox = Sandbox::new();
    sandbox.pack(&[shared.join("seeds").to_str().unwrap(), "--out", "site"]).code(0);
    let vectors = std::fs::read_to_string(shared.join("vectors/language.json")).unwrap();
    let vectors: Value = serde_json::from_str(&vectors).unwrap();
    for vector in vectors["search_counts"]["vectors"].as_array().unwrap() {
        let query = vector["query"].as_str().unwrap();
        for marks in ["exact", "fold"] {
            let expected: BTreeMap<String, u64> = vector[marks]
                .as_object()
                .unwrap()
                .iter()
                .map(|(id, hits)| (id.clone(), hits.as_u64().unwrap()))
                .filter(|(_, hits)| *hits > 0)
                .collect();
            let flags = ["site", query, "--marks", marks, "--blocks", "all", "--json"];
            let answer = sandbox.recto(&[&["search"], &flags[..]].concat()).code(0).json();
            assert_eq!(counts(&answer), expected, "{query} ({marks})");
            let total = expected.values().sum::<u64>();
            assert_eq!(answer["total"]["hits"], total, "{query} ({marks})");
            let lines = sandbox.recto(&[&["concordance"], &flags[..]].concat()).code(0).json();
            assert_eq!(lines["lines"].as_array().unwrap().len() as u64, total, "{query} ({marks})");
        }
    }
}
