//! `recto mentions` and `recto words`: their rows, their lists, their tables.

use crate::sandbox::Sandbox;
use serde_json::{Value, json};

fn site() -> Sandbox {
    Sandbox::new()
        .file("in/a.txt", "Làng dựng cầu\n\nNgày 12/03/2021 - Giám đốc Trần Văn Mẫu cho biết cầu tốn 3,5 tỷ đồng.\n\nDân vui.\n")
        .file("in/b.txt", "Chợ mở lại\n\nNgày 05/04/2022 - bà Lê Thị Thử nói: “Chợ đông hơn trước”. Ông Trần Văn Mẫu vắng mặt.\n\nHết.\n")
        .packed()
}

fn rows(sandbox: &Sandbox, args: &[&str]) -> Vec<Value> {
    let mut all = vec!["mentions", "site"];
    all.extend(args);
    all.push("--json");
    sandbox.recto(&all).code(0).json_lines()
}

#[test]
fn mentions_are_told_with_their_sentences() {
    let sandbox = site();
    let people = rows(&sandbox, &["--kind", "people"]);
    let names: Vec<&Value> = people.iter().map(|row| &row["name"]).collect();
    assert_eq!(json!(names), json!(["Trần Văn Mẫu", "Lê Thị Thử", "Trần Văn Mẫu"]));
    let figures = rows(&sandbox, &["--kind", "figures"]);
    assert_eq!((&figures[0]["value"], &figures[0]["unit"]), (&json!(3_500_000_000_i64), &json!("đồng")));
    let said = rows(&sandbox, &["--kind", "attributions", "--name", "Lê Thị Thử"]);
    assert_eq!((&said[0]["verb"]["text"], &said[0]["quote"]["text"]), (&json!("nói"), &json!("Chợ đông hơn trước")));
    assert_eq!(rows(&sandbox, &["--kind", "people", "--where", "chợ"]).len(), 2);
    assert_eq!(rows(&sandbox, &["--kind", "dates", "--name", "2022"])[0]["precision"], "day");
    assert!(rows(&sandbox, &[]).len() > people.len());
    sandbox.recto(&["mentions", "site", "--kind", "attributions"]).code(0).prints("Trần Văn Mẫu cho biết");
    sandbox.recto(&["mentions", "site", "--name", "A"]).code(2).says("--kind").says("hint:");
}

#[test]
fn names_are_listed_most_articles_first() {
    let sandbox = site();
    let list = rows(&sandbox, &["--kind", "people", "--names"]);
    assert_eq!(list[0], json!({"kind": "people", "name": "Trần Văn Mẫu", "articles": 2, "mentions": 2}));
    assert_eq!(list.len(), 2);
    let months = rows(&sandbox, &["--kind", "dates", "--names"]);
    let months: Vec<&Value> = months.iter().map(|row| &row["name"]).collect();
    assert_eq!(json!(months), json!(["2021", "2021-03", "2022", "2022-04"]));
}

#[test]
fn figures_and_attributions_are_tables() {
    let sandbox = site();
    let table = sandbox.recto(&["mentions", "site", "--kind", "figures", "--csv"]).code(0).out;
    let lines: Vec<&str> = table.trim_end().split("\r\n").collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].contains("\"value\"") && lines[1].contains(",3500000000,"), "{table}");
    let table = sandbox.recto(&["mentions", "site", "--kind", "attributions", "--csv"]).code(0).out;
    assert!(table.contains("\"Chợ đông hơn trước\""), "{table}");
}

#[test]
fn words_are_counted() {
    let sandbox = site().file("words.txt", "giám đốc\n");
    let list = sandbox.recto(&["words", "site", "--lexicon", "words.txt", "--json"]).code(0).json_lines();
    let of = |word: &str| {
        list.iter().find(|row| row["word"] == word).map(|row| (row["hits"].clone(), row["articles"].clone()))
    };
    assert_eq!(of("trần văn mẫu"), Some((json!(2), json!(2))));
    assert_eq!(of("giám đốc"), Some((json!(1), json!(1))));
    sandbox.recto(&["words", "site", "--where", "chợ"]).code(0).prints("chợ");
}
