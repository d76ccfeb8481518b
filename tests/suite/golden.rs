//! The sample corpus, packed, held against what was agreed: how every article is read, and every chunk's content.
//!
//! A change of the format or of a rule shows here as a difference in `tests/golden/`. When it is meant, write the new
//! agreement with `RECTO_BLESS=1 cargo test golden` and say why in the commit.

use crate::sandbox::Sandbox;
use std::fmt::Write;
use std::path::Path;

fn check(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("RECTO_BLESS").is_some() {
        std::fs::write(&path, found).unwrap();
    }
    let agreed = std::fs::read_to_string(&path).unwrap_or_default();
    let first = agreed.lines().zip(found.lines()).find(|(agreed, found)| agreed != found);
    assert!(agreed == found, "{name} differs from what was agreed; first difference: {first:#?}");
}

fn packed_corpus() -> Sandbox {
    let sandbox = Sandbox::new();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    sandbox.pack(&[corpus.to_str().unwrap(), "--out", "site"]).code(0);
    sandbox
}

#[test]
fn golden_reading() {
    let sandbox = packed_corpus();
    let mut found = String::new();
    for article in sandbox.recto(&["articles", "site", "--json"]).code(0).json_lines() {
        let text = |key: &str| article[key].as_str().unwrap_or("-").to_owned();
        writeln!(found, "{}\n  {} | {} | {}", text("id"), text("date"), text("source"), text("title")).unwrap();
        let list = |key: &str| article[key].as_array().cloned().unwrap_or_default();
        let people: Vec<_> = list("people").iter().map(|name| name.as_str().unwrap_or("").to_owned()).collect();
        writeln!(found, "  people: {}", people.join(", ")).unwrap();
        let blocks = list("blocks");
        let roles: Vec<_> = blocks
            .iter()
            .map(|block| {
                let again = if block["repeats"] == true { "=" } else { "" };
                format!("{}{again} {}–{}", block["role"].as_str().unwrap_or(""), block["start"], block["end"])
            })
            .collect();
        writeln!(found, "  {}", roles.join(", ")).unwrap();
    }
    check("reading.txt", &found);
}

#[test]
fn golden_chunks() {
    let sandbox = packed_corpus();
    let found = sandbox.tree("site/chunks").into_iter().fold(String::new(), |mut found, (name, bytes)| {
        writeln!(found, "{name} {} bytes", bytes.len()).unwrap();
        found
    });
    check("chunks.txt", &found);
}
