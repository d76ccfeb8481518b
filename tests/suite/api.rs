//! The JavaScript API in Node, over sites that the real program packed: the same answers as `--json`, from a folder, a page in
//! one file and files; errors by their kinds; what is given up. `RECTO_API` names the package as `cargo xtask test` builds it;
//! without it, or without Node, what cannot run says so.

use super::sandbox::Sandbox;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The package, if there is one and a Node to run it.
fn package(test: &str) -> Option<PathBuf> {
    let package = std::env::var_os("RECTO_API").map(PathBuf::from);
    let version = Command::new("node").arg("--version").output().ok();
    let version = version.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    let number =
        version.as_deref().and_then(|version| version.strip_prefix('v')?.split('.').next()?.parse::<u32>().ok());
    match (package, number) {
        (None, _) => println!("skipped: {test} (no package; cargo xtask test builds it, and RECTO_API names it)"),
        (_, None) => println!("skipped: {test} (no node on PATH)"),
        (_, Some(number)) if number < 20 => println!("skipped: {test} (node {number} is older than 20)"),
        (package, _) => return package,
    }
    None
}

fn node(script: &Path, arguments: &[&str]) -> Output {
    Command::new("node").arg(script).args(arguments).output().expect("node starts")
}

#[track_caller]
fn printed(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A site of the sample corpus, folder and page in one file.
fn sample() -> Sandbox {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let sandbox = Sandbox::new();
    let corpus = corpus.to_str().expect("the project lies at a path of text");
    sandbox.pack(&[corpus, "--out", "site", "--one-file", "page.html"]).code(0);
    sandbox.pack(&[corpus, "--out", "joined", "--csv", "joined.csv", "--volumes", "yes"]).code(0);
    sandbox
}

/// What is asked of the package, and the flags that ask the command line the same.
fn questions(ids: &[String]) -> Vec<(Value, Vec<String>)> {
    let flags = |text: &str| text.split(' ').map(|word| word.replace('_', " ")).collect::<Vec<String>>();
    let mut compare = flags("compare site");
    compare.extend(ids.iter().cloned());
    vec![
        (json!(["search", "an ninh"]), flags("search site an_ninh --json")),
        (
            json!(["search", "hòa bình", {"limit": 2, "offset": 1, "sort": "date"}]),
            flags("search site hòa_bình --limit 2 --offset 1 --sort date --json"),
        ),
        (
            json!(["search", "an ninh", {"strict": ["tone", "case"], "blocks": "all", "marks": "loose", "from": "2020"}]),
            flags("search site an_ninh --strict tone,case --blocks all --marks loose --from 2020 --json"),
        ),
        (json!(["search", "zzzz (\"khong"]), flags("search site zzzz_(\"khong --json")),
        (
            json!(["concordance", "an ninh", {"sort": ["R1", "L1"], "context": 5, "limit": 7, "offset": 2}]),
            flags("concordance site an_ninh --sort R1,L1 --context 5 --limit 7 --offset 2 --json"),
        ),
        (
            json!(["concordance", "hội*", {"sort": "date", "limit": 1000}]),
            flags("concordance site hội* --sort date --json"),
        ),
        (json!(["compare", ids]), [compare, flags("--json")].concat()),
    ]
}

#[test]
fn answers_are_those_of_the_command_line() {
    let Some(package) = package("answers_are_those_of_the_command_line") else { return };
    let sandbox = sample();
    let found = sandbox.recto(&["search", "site", "an ninh", "--json"]).code(0).json();
    let id = |at: usize| found["results"][at]["id"].as_str().expect("two articles and more").to_owned();
    let mut expected = Vec::new();
    let mut asked = Vec::new();
    for (question, flags) in questions(&[id(0), id(1)]) {
        let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
        expected.push(sandbox.recto(&flags).code(0).json());
        asked.push(question);
    }
    let articles = sandbox.recto(&["articles", "site", "--text", "--json"]).code(0).json_lines();
    asked.push(json!(["article", articles[3]["id"]]));
    expected.push(articles[3].clone());
    let families = sandbox.recto(&["families", "site", "--limit", "9", "--json"]).code(0).json_lines();
    assert!(families.len() == 9, "the sample repeats itself");
    asked.push(json!(["families", {"limit": 9}]));
    expected.push(json!(families));
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/api.mjs");
    let module = package.join("recto.js");
    let types = package.join("recto.d.ts");
    let input = json!({
        "module": module, "types": types, "asked": asked,
        "sites": [sandbox.path("site"), sandbox.path("page.html"), sandbox.path("joined")],
    });
    let input = input.to_string();
    let answers: Value = serde_json::from_str(&printed(&node(&script, &[&input]))).expect("the script prints JSON");
    for (place, answers) in answers.as_object().expect("an entry for each place") {
        for ((question, expected), answer) in asked.iter().zip(&expected).zip(answers.as_array().expect("a list")) {
            let answer = if question[0] == "families" { &answer["families"] } else { answer };
            assert_eq!(rounded(answer), rounded(expected), "{place}: {question}");
        }
    }
}

/// Scores cross as the double that a single is; the text that the command line prints is shorter.
fn rounded(value: &Value) -> Value {
    match value {
        Value::Number(number) if number.is_f64() => {
            json!((number.as_f64().unwrap_or_default() * 1e4).round() / 1e4)
        }
        Value::Array(list) => list.iter().map(rounded).collect(),
        Value::Object(map) => map.iter().map(|(name, value)| (name.clone(), rounded(value))).collect(),
        other => other.clone(),
    }
}

#[test]
fn the_example_for_node_prints_every_line() {
    let Some(package) = package("the_example_for_node_prints_every_line") else { return };
    let sandbox = Sandbox::with_articles().packed();
    let example = package.join("examples").join("node.mjs");
    let site = sandbox.path("site");
    let lines = printed(&node(&example, &[site.to_str().expect("a path of text"), "từng", "hạng", "mục"]));
    let expected =
        sandbox.recto(&["concordance", "site", "từng hạng mục", "--sort", "R1,date", "--json"]).code(0).json();
    let expected: Vec<String> = expected["lines"]
        .as_array()
        .expect("lines")
        .iter()
        .map(|line| {
            ["left", "node", "right"]
                .map(|part| {
                    let text = line[part].as_str().unwrap_or_default();
                    // White space as JavaScript's `\s` has it.
                    let mut spaced = String::new();
                    for c in text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }) {
                        if c != ' ' || !spaced.ends_with(' ') {
                            spaced.push(c);
                        }
                    }
                    spaced
                })
                .join("\t")
        })
        .collect();
    assert_eq!(expected.len(), 2);
    assert_eq!(lines.lines().collect::<Vec<_>>(), expected);
    let refused = node(&example, &["/nowhere/at/all", "a"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).starts_with("unreachable: "));
}
