//! The example for notebooks: a Python script over the command line, held against what the command line says.

use super::sandbox::Sandbox;
use std::path::Path;
use std::process::Command;

#[test]
fn the_notebook_example_says_what_the_command_line_says() {
    if Command::new("python3").arg("--version").output().is_err() {
        println!("skipped: the_notebook_example_says_what_the_command_line_says (no python3 on PATH)");
        return;
    }
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sandbox = Sandbox::new();
    let corpus = project.join("corpus");
    sandbox.pack(&[corpus.to_str().expect("a path of text"), "--out", "site"]).code(0);
    let mut python = Command::new("python3");
    python.arg(project.join("docs/examples/notebook.py")).arg(sandbox.path("site")).args(["an ninh", "hòa bình", "-"]);
    let output = python.env("RECTO", env!("CARGO_BIN_EXE_recto")).output().expect("python3 starts");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    let lines: Vec<&str> = said.lines().collect();
    let ask = |query: &str| sandbox.recto(&["search", "site", "--json", "--", query]).code(0).json();
    for (line, query) in lines.iter().zip(["an ninh", "hòa bình", "-"]) {
        let total = &ask(query)["total"];
        assert_eq!(*line, format!("{query}\t{}\t{}", total["articles"], total["hits"]));
    }
    let found = ask("an ninh");
    let by_year = lines.iter().filter(|line| line.starts_with("20") || line.starts_with("undated"));
    let counted: u64 = by_year.filter_map(|line| line.split_once('\t')?.1.parse::<u64>().ok()).sum();
    assert_eq!(counted, found["total"]["articles"].as_u64().expect("a number"), "{said}");
    let ids = [0, 1].map(|at| found["results"][at]["id"].as_str().expect("an id").to_owned());
    let compared = sandbox.recto(&["compare", "site", &ids[0], &ids[1], "--json"]).code(0).json();
    let percent = |at: usize| (compared["overlaps"][at]["share"].as_f64().expect("a share") * 100.0).round();
    let last = lines.last().expect("overlaps");
    assert!(last.ends_with(&format!("\t{:.0}%", percent(1))), "{said}");
}
