//! How well captions are told from short paragraphs, over the lines of `tests/annotations/captions.json`, which were judged by
//! eye. Only offsets stand in the project: the texts stay in the shared folder.

use std::collections::HashMap;
use std::path::PathBuf;

use serde_json::Value;

use super::extract;
use super::model::Role;

/// The records of a gzip file of JSON lines, whose header has no optional part but a name.
fn records(path: PathBuf) -> Option<HashMap<String, String>> {
    let bytes = std::fs::read(path).ok()?;
    let name = if bytes[3] & 8 == 0 { 0 } else { bytes[10..].iter().position(|&byte| byte == 0).unwrap() + 1 };
    let text = String::from_utf8(miniz_oxide::inflate::decompress_to_vec(&bytes[10 + name..]).unwrap()).unwrap();
    let records = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let field = |record: &Value, name: &str| record[name].as_str().unwrap().to_owned();
    Some(records.map(|record| (field(&record, "id"), field(&record, "text"))).collect())
}

/// Of a hundred captions and three hundred short paragraphs: whatever is called a caption is one. A picture's credit is taken
/// away first, so that the line is told by its words alone.
#[test]
fn captions_are_told_from_short_paragraphs() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::var_os("RECTO_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from);
    let Some(texts) = records(folder.join("corpora/vi-dantri.jsonl.gz")) else {
        return println!("skipped: no corpora/vi-dantri.jsonl.gz in RECTO_SHARED or ../shared");
    };
    let judged = std::fs::read_to_string(root.join("tests/annotations/captions.json")).unwrap();
    let judged: Value = serde_json::from_str(&judged).unwrap();
    let mut scores = [[0usize; 3]; 2];
    for (n, line) in judged["lines"].as_array().unwrap().iter().enumerate() {
        let mut text = texts[line[0].as_str().unwrap()].clone();
        let at = |n: usize| line[n].as_u64().map(|at| at as usize);
        let (start, end, is_caption) = (at(1).unwrap(), at(2).unwrap(), at(3) == Some(1));
        if let Some(credit) = at(4) {
            text.replace_range(credit..end, "");
        }
        let article = extract("a", text);
        let role = article.blocks.iter().find(|b| b.start as usize == start).map(|b| b.role);
        let found = role == Some(Role::Caption);
        let [right, all, asked] = &mut scores[n % 2];
        *asked += usize::from(is_caption);
        *all += usize::from(found);
        *right += usize::from(found && is_caption);
        if found != is_caption && (found || n % 2 == 0) {
            let body = article.blocks.iter().find(|b| b.start as usize == start).map_or("", |b| b.of(&article.text));
            println!("{} {role:?}: {body}", if found { "no caption" } else { "missed" });
        }
    }
    for [right, all, asked] in scores {
        println!("captions: {right} right of {all} found, {asked} asked for");
    }
    let [right, all, asked] = [0, 1, 2].map(|n| scores[0][n] + scores[1][n]);
    println!("captions: precision {:.3}, recall {:.3}", right as f64 / all as f64, right as f64 / asked as f64);
    assert!(right * 100 >= all * 95 && right * 100 >= asked * 30);
}
