//! `recto map` and `recto reduce`: a pack in two commands, on one machine or many. Every division of the files gives the site,
//! the table and the report of `recto pack`; what is wrong with shares is told by name.

use crate::sandbox::{Run, Sandbox};
use serde_json::Value;
use std::fs;

/// Articles of several kinds with settings, ids that are taken and parts that cannot be read.
fn sandbox() -> Sandbox {
    Sandbox::with_articles()
        .file("in/recto.toml", "[corpus]\ntitle = \"Kho bài\"\n[[input.folder]]\npath = \"sub\"\nsource = \"Báo A\"\n")
        .file("in/one.jsonl", "{\"id\":\"x\",\"text\":\"Một câu.\"}\n{wrong\n")
        .file("in/two.jsonl", "{\"id\":\"x\",\"text\":\"Câu khác.\"}\n{\"text\":\"Không có tên.\"}\n")
        .file("in/tên có dấu, và cách.txt", "Tên tệp dài\n\nNội dung.\n")
        .file("in/photo.jpg", "x")
        .file("in/.hidden", "x")
}

fn map(sandbox: &Sandbox, part: &str, share: &str) -> Run {
    sandbox.recto(&["map", "in", "--part", part, "--out", share])
}

fn reduce(sandbox: &Sandbox, args: &[&str]) -> Run {
    sandbox.recto(&[&["reduce", "--without-app"], args].concat())
}

/// A report without places and times.
fn report(run: Run) -> Value {
    let mut report = run.code(0).json();
    for key in ["site", "one_file", "csv", "timings_millis"] {
        assert!(report.as_object_mut().unwrap().remove(key).is_some(), "{key}");
    }
    report
}

#[test]
fn mapped_in_parts_and_reduced_is_packed() {
    let sandbox = sandbox();
    let pack = ["in", "--out", "whole/site", "--one-file", "whole/page.html", "--json"];
    let packed = report(sandbox.pack(&pack).says("photo.jpg: a picture").says("one.jsonl, line 2: not valid JSON"));
    assert_eq!(packed["renamed"].as_array().unwrap().len(), 2);
    for parts in [1, 3, 20] {
        let shares: Vec<String> = (1..=parts).map(|part| format!("shares/{parts}/{part}.share")).collect();
        for (part, share) in (1..).zip(&shares) {
            map(&sandbox, &format!("{part}/{parts}"), share).code(0).says("of 6 files");
        }
        let to = format!("{parts}/site");
        let page = format!("{parts}/page.html");
        let mut args: Vec<&str> = shares.iter().rev().map(String::as_str).collect();
        args.extend(["--out", &to, "--one-file", &page, "--json"]);
        let reduced = reduce(&sandbox, &args).says("photo.jpg: a picture: not a kind of file").says("1 hidden");
        assert_eq!(report(reduced.says("one.jsonl, line 2: not valid JSON").says("hint: mend that record")), packed);
        assert!(sandbox.tree(&parts.to_string()) == sandbox.tree("whole"), "{parts} parts");
    }
    // Corrections, over the site that is there.
    let table = sandbox.text("whole/articles.csv").replace("a.txt,Chuẩn bị hội chợ sách", "a.txt,Tên khác");
    let sandbox = sandbox.file("corrected.csv", &table);
    let corrected = ["--meta", "corrected.csv", "--json"];
    let packed = report(sandbox.pack(&[&pack[..5], &corrected].concat()));
    let args =
        ["shares/3/2.share", "shares/3/1.share", "shares/3/3.share", "--out", "3/site", "--one-file", "3/page.html"];
    assert_eq!(report(reduce(&sandbox, &[&args, &corrected[..]].concat())), packed);
    assert!(sandbox.tree("3") == sandbox.tree("whole"));
    assert!(sandbox.recto(&["articles", "3/site"]).code(0).out.contains("Tên khác"));
}

#[test]
fn files_are_listed_and_taken_by_name() {
    let sandbox = sandbox();
    let lines = sandbox.recto(&["map", "in", "--list"]).code(0).json_lines();
    let ids: Vec<&str> = lines.iter().map(|line| line["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["a.txt", "c.md", "one.jsonl", "sub/b.txt", "two.jsonl", "tên có dấu, và cách.txt"]);
    let bytes = |id: &str| fs::metadata(sandbox.path("in").join(id)).unwrap().len();
    for (line, number) in lines.iter().zip(1..) {
        let found = (&line["number"], line["bytes"].as_u64().unwrap());
        assert_eq!(found, (&Value::from(number), bytes(line["id"].as_str().unwrap())));
    }
    let (some, others): (Vec<_>, Vec<_>) = lines.iter().partition(|line| line["number"].as_u64().unwrap() % 2 == 0);
    let text = |lines: &[&Value]| lines.iter().map(|line| format!("{line}\n")).collect::<String>();
    let sandbox = sandbox.file("some.list", &text(&some)).file("others.list", &text(&others));
    for name in ["some", "others"] {
        let (list, share) = (format!("{name}.list"), format!("{name}.share"));
        let run = sandbox.recto(&["map", "in", "--take", &list, "--out", &share, "--json"]).code(0);
        assert_eq!((&run.json()["files"], &run.json()["of"]), (&Value::from(3), &Value::from(6)));
    }
    sandbox.pack(&["in", "--out", "whole/site"]).code(0);
    reduce(&sandbox, &["others.share", "some.share", "--of", "2", "--out", "site/site"]).code(0);
    assert!(sandbox.tree("site") == sandbox.tree("whole"));
}

#[test]
fn what_is_wrong_with_shares_is_told_and_nothing_is_written() {
    let sandbox = sandbox();
    for part in ["1/2", "2/2"] {
        map(&sandbox, part, &format!("{}.share", &part[..1])).code(0);
    }
    let wrong = |shares: &[&str], says: &str| {
        let run = reduce(&sandbox, &[shares, &["--out", "site"]].concat()).code(2).says(says).says("hint: ");
        assert!(!sandbox.path("site").exists() && !sandbox.path("articles.csv").exists(), "{}", run.err);
    };
    wrong(
        &["1.share"],
        "a share is missing: 3 of the 6 files of in are in none, the first of them number 2, after a.txt",
    );
    wrong(&["1.share", "2.share", "1.share"], "the share 1.share is given twice");
    wrong(&["1.share", "2.share", "--of", "3"], "2 shares are given: expected 3");
    wrong(&["1.share", "none.share"], "none.share cannot be read");
    wrong(&["1.share", "in/a.txt"], "in/a.txt is no share");
    let whole = fs::read(sandbox.path("2.share")).unwrap();
    let middle = whole.len() / 2;
    fs::write(sandbox.path("2.share"), &whole[..middle]).unwrap();
    wrong(
        &["1.share", "2.share"],
        &format!("2.share is cut short or has more than it should: expected {} bytes", whole.len()),
    );
    fs::write(sandbox.path("2.share"), [&whole[..middle], b"x", &whole[middle + 1..]].concat()).unwrap();
    wrong(&["1.share", "2.share"], "2.share was altered: expected the SHA-256 ");
    sandbox.recto(&["map", "in", "--part", "2/2", "--memory", "300", "--out", "2.share"]).code(0);
    wrong(&["1.share", "2.share"], "2.share was made with other options than 1.share: the largest text (--memory) is ");
    // What is wrong with maps.
    sandbox.recto(&["map", "in", "--part", "3/2", "--out", "3.share"]).code(2).says("expected K/N");
    sandbox.recto(&["map", "in"]).code(2).says("--out");
    sandbox.recto(&["map", "in", "--out", "in/a.txt"]).code(2).says("a.txt is in the way");
    assert!(sandbox.text("in/a.txt").starts_with("Chuẩn bị"));
    sandbox.recto(&["map", "none", "--out", "3.share"]).code(2).says("input none cannot be read");
    assert!(!sandbox.path("3.share").exists());
}
