//! The commands that ask a site: the shape of their answers, their help, their exit codes.

use crate::sandbox::Sandbox;
use serde_json::Value;
use std::io::Read;
use std::process::{Command, Stdio};

/// Expects an object to have fields of these types, given as `name:type`.
#[track_caller]
fn shape(value: &Value, fields: &str) {
    for field in fields.split_whitespace() {
        let (name, kind) = field.split_once(':').unwrap();
        let found = match &value[name] {
            Value::Null => "null",
            Value::Bool(_) => "bool",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        assert!(value.get(name).is_some() && kind.split('|').any(|k| k == found), "{field}: found {found} in {value}");
    }
}

fn text_at(sandbox: &Sandbox, article: &Value, start: &Value, end: &Value) -> String {
    let lines = sandbox.recto(&["articles", "site", "--json", "--text"]).code(0).json_lines();
    let line = lines.iter().find(|line| line["article"] == *article).unwrap();
    let range = start.as_u64().unwrap() as usize..end.as_u64().unwrap() as usize;
    line["text"].as_str().unwrap()[range].to_owned()
}

#[test]
fn articles() {
    let sandbox = Sandbox::with_articles().packed();
    let lines = sandbox.recto(&["articles", "site", "--json"]).code(0).json_lines();
    assert_eq!(lines.len(), 3);
    for (number, line) in lines.iter().enumerate() {
        shape(
            line,
            "article:number id:string title:string date:string|null source:string|null people:array blocks:array",
        );
        shape(&line["blocks"][0], "role:string start:number end:number");
        assert_eq!(line["article"], number);
        assert!(line.get("text").is_none());
    }
    sandbox.recto(&["articles", "site"]).code(0).prints("a.txt");
    sandbox.recto(&["articles", "site", "--text"]).code(0).prints("The boats left early");
}

#[test]
fn search() {
    let sandbox = Sandbox::with_articles().packed();
    let answer = sandbox.recto(&["search", "site", "sai sót", "--json"]).code(0).json();
    shape(&answer, "total:object tiers:object problems:array results:array groups:array offers:array");
    assert_eq!((&answer["total"]["articles"], &answer["total"]["hits"]), (&Value::from(2), &Value::from(2)));
    assert_eq!(answer["results"].as_array().unwrap().len(), 2);
    let result = &answer["results"][0];
    shape(
        result,
        "article:number id:string title:string date:string|null score:number tier:string hits:number snippet:array",
    );
    assert_eq!(result["tier"], "exact");
    let hit = result["snippet"].as_array().unwrap().iter().find(|f| f["hit"] == true).unwrap();
    shape(hit, "text:string hit:bool");
    shape(&answer["groups"][0], "kind:string total:object tiers:object results:array");
    let unquoted = sandbox.recto(&["search", "site", "sai", "sót", "--limit", "1", "--json"]).code(0).json();
    assert_eq!((unquoted["results"].as_array().unwrap().len(), &unquoted["total"]), (1, &answer["total"]));
    let second =
        sandbox.recto(&["search", "site", "sai sót", "--limit", "1", "--offset", "1", "--json"]).code(0).json();
    assert_eq!(second["results"][0]["id"], answer["results"][1]["id"]);
    for flags in [["--sort", "date"], ["--marks", "exact"], ["--marks", "fold"], ["--blocks", "all"]] {
        sandbox.recto(&[&["search", "site", "sai sót", "--json"], &flags[..]].concat()).code(0);
    }
    sandbox.recto(&["search", "site", "sai sót"]).code(0).prints("2 articles").prints("«");
}

#[test]
fn concordance() {
    let sandbox = Sandbox::with_articles().packed();
    let answer = sandbox.recto(&["concordance", "site", "sai sót", "--sort", "L1,R1,date", "--json"]).code(0).json();
    assert_eq!(answer["total"], 2);
    assert_eq!(answer["lines"].as_array().unwrap().len(), 2);
    let line = &answer["lines"][0];
    shape(line, "article:number start:number end:number left:string node:string right:string");
    assert_eq!(text_at(&sandbox, &line["article"], &line["start"], &line["end"]), "sai sót");
    assert_eq!(line["node"], "sai sót");
    let one = sandbox.recto(&["concordance", "site", "sai sót", "--limit", "1", "--json"]).code(0).json();
    assert_eq!((&one["total"], one["lines"].as_array().unwrap().len()), (&Value::from(2), 1));
    sandbox.recto(&["concordance", "site", "sai sót"]).code(0).prints("«sai sót»").prints("2 places");
    sandbox.recto(&["concordance", "site", "x", "--sort", "Z9"]).code(2).says("expected a sort key").says("hint:");
}

#[test]
fn a_sample_of_lines_in_groups() {
    let line = "Nhà máy nước mở cửa. ";
    let sandbox = Sandbox::new()
        .file("in/2020-01-05 a.txt", &format!("Tin một\n\n{}\n", line.repeat(30)))
        .file("in/2021-02-06 b.txt", &format!("Tin hai\n\n{}\n", line.repeat(12)))
        .file("in/c.txt", &format!("Tin ba\n\n{}\n", line.repeat(8)))
        .packed();
    let ask = |rest: &[&str]| {
        sandbox
            .recto(&[&["concordance", "site", "nước", "--json", "--group", "year"][..], rest].concat())
            .code(0)
            .json()
    };
    let groups = |answer: &Value| {
        let groups = answer["groups"].as_array().unwrap().iter();
        groups
            .map(|one| (one["value"].as_str().unwrap().to_owned(), one["lines"].as_u64().unwrap()))
            .collect::<Vec<_>>()
    };
    let all = ask(&[]);
    assert_eq!(groups(&all), [("2020".to_owned(), 30), ("2021".to_owned(), 12), (String::new(), 8)]);
    let sample = ask(&["--sample", "20", "--seed", "7"]);
    assert_eq!((&sample["total"], &sample["listed"]), (&Value::from(50), &Value::from(20)));
    assert_eq!(sample["sample"], serde_json::json!({"lines": 20, "seed": 7}));
    assert_eq!(groups(&sample).iter().map(|group| group.1).sum::<u64>(), 20);
    let places = |answer: &Value| {
        let lines = answer["lines"].as_array().unwrap().iter();
        let mut places: Vec<_> = lines.map(|one| (one["article"].as_u64(), one["start"].as_u64())).collect();
        places.sort();
        places
    };
    let sorted = ask(&["--sample", "20", "--seed", "7", "--sort", "L1,R1"]);
    assert_eq!(places(&sample), places(&sorted));
    assert_ne!(places(&sample), places(&ask(&["--sample", "20", "--seed", "8"])));
    let told = sandbox.recto(&["concordance", "site", "nước", "--sample", "20", "--seed", "7", "--group", "year"]);
    told.code(0).prints("2020: ").prints("unknown: ").prints("a sample of 20 places by the seed 7").prints("50 places");
    let table = sandbox.recto(&["concordance", "site", "nước", "--sample", "20", "--seed", "7", "--csv"]).code(0).out;
    assert_eq!((table.matches("\r\n").count(), table.matches("sample:20 seed:7").count()), (21, 20));
    sandbox.recto(&["concordance", "site", "nước", "--group", "colour"]).code(2).says("expected one of article");
    sandbox.recto(&["concordance", "site", "nước", "--seed", "7"]).code(2);
}

#[test]
fn compare() {
    let sandbox = Sandbox::with_articles().packed();
    let answer = sandbox.recto(&["compare", "site", "a.txt", "sub/b.txt", "--json"]).code(0).json();
    shape(&answer, "passages:array articles:array overlaps:array");
    let passages = answer["passages"].as_array().unwrap();
    let shared = passages.iter().find(|p| {
        let span = &p["spans"][0];
        text_at(&sandbox, &span["article"], &span["start"], &span["end"]).contains("không để xảy ra sai sót")
    });
    let shared = shared.expect("the shared paragraph");
    shape(shared, "kind:string layer:string moved:bool spans:array");
    shape(&shared["spans"][1], "article:number start:number end:number");
    assert_eq!(shared["kind"], "verbatim");
    let numbers: Vec<String> = (0..2).map(|n| answer["articles"][n]["article"].to_string()).collect();
    let by_number = sandbox.recto(&["compare", "site", &numbers[0], &numbers[1], "--json"]).code(0).json();
    assert_eq!(by_number, answer);
    sandbox.recto(&["compare", "site", "a.txt", "sub/b.txt"]).code(0).prints("shared passage");
    sandbox.recto(&["compare", "site", "a.txt", "nowhere"]).code(2).says("\"nowhere\"").says("hint:");
    sandbox.recto(&["compare", "site", "a.txt", "99"]).code(2).says("a number below 3");
    sandbox.recto(&["compare", "site", "a.txt", "a.txt"]).code(2).says("twice");
}

#[test]
fn a_page_in_one_file_answers_like_its_folder() {
    let sandbox = Sandbox::with_articles();
    sandbox.pack(&["in", "--out", "site", "--one-file", "all.html"]).code(0);
    for args in [&["articles", "SITE", "--text", "--json"][..], &["search", "SITE", "sách", "--json"]] {
        let of = |site: &str| {
            let args: Vec<&str> = args.iter().map(|a| if *a == "SITE" { site } else { a }).collect();
            sandbox.recto(&args).code(0).out
        };
        assert_eq!(of("site"), of("all.html"));
    }
    sandbox.recto(&["check", "all.html"]).code(0).prints("whole");
}

#[test]
fn every_subcommand_has_help_with_an_example() {
    let sandbox = Sandbox::new();
    sandbox.recto(&["--help"]).code(0).prints("pack");
    for command in ["pack", "articles", "search", "concordance", "facets", "compare", "check"] {
        sandbox.recto(&[command, "--help"]).code(0).prints("Example").prints(&format!("recto {command} "));
    }
    sandbox.recto(&[]).code(2).says("Usage");
    sandbox.recto(&["unpack"]).code(2).says("unpack");
    sandbox.recto(&["--version"]).code(0).prints("recto ");
}

#[test]
fn whatever_is_typed_is_answered() {
    let sandbox = Sandbox::with_articles().packed();
    let long = "hội chợ ".repeat(1_250);
    let check = |query: &str, problem: Option<&str>| {
        let run = sandbox.recto(&["search", "site", query, "--json"]).code(0);
        let problems = run.json()["problems"].to_string();
        assert!(problem.is_none_or(|p| problems.contains(p)), "{problems}");
        sandbox.recto(&["concordance", "site", query, "--json"]).code(0);
        sandbox.recto(&["search", "site", query]).code(0);
    };
    check(&long, Some("toolong"));
    check("\"sai sót", Some("unclosedquote"));
    check("", None);
    check("-sách", None);
    check("-sách -chợ", None);
    sandbox.recto(&["search", "site", "--limit", "1", "-sách", "--json"]).code(0);
    sandbox.recto(&["search", "site"]).code(2).says("Usage");
    check("\u{1b}[31m\u{202e}", None);
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let mut sandbox = Sandbox::new();
    for n in 0..40 {
        sandbox = sandbox.file(&format!("in/{n}.txt"), &format!("Bài {n}\n\n{}", "Nước chảy đá mòn. ".repeat(400)));
    }
    let sandbox = sandbox.packed();
    let mut child = Command::new(env!("CARGO_BIN_EXE_recto"))
        .args(["articles", "site", "--text", "--json"])
        .current_dir(sandbox.path(""))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdout.take().unwrap().read_exact(&mut [0; 16]).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn what_is_no_site_is_said_to_be_none() {
    let sandbox =
        Sandbox::with_articles().file("page.html", "<p>x</p>").bytes("page.bin", b"\xff\xfe\x00").folder("empty");
    for site in ["nowhere", "empty", "in", "page.html", "page.bin"] {
        for command in [&["articles", site][..], &["search", site, "x"], &["check", site], &["compare", site, "0", "1"]]
        {
            sandbox.recto(command).code(2).says("error: ").says("hint:");
        }
    }
}

#[test]
fn a_file_is_inspected_without_a_site() {
    let feed = "<rss><channel><title>Báo Bản</title><item><title>Chợ mở</title><description>Chợ mở sớm hơn.</description>\
        </item><item><title>Cụt";
    let sandbox = Sandbox::new().file("in/a.xml", feed);
    let run = sandbox.recto(&["inspect", "in/a.xml"]).code(1);
    for told in [
        "title: Chợ mở",
        "source: Báo Bản",
        "[body] Chợ mở sớm hơn.",
        "left out: in/a.xml: not valid XML in line 1",
        "articles: 1",
    ] {
        assert!(run.out.contains(told), "{told} in {}", run.out);
    }
    let lines = sandbox.recto(&["inspect", "in/a.xml", "--json"]).code(1).json_lines();
    let article = lines.iter().find(|line| line["title"].is_string()).unwrap();
    assert_eq!((article["title"].as_str(), article["blocks"][1]["role"].as_str()), (Some("Chợ mở"), Some("body")));
    assert_eq!(lines.last().map(|line| line["articles"].as_u64()), Some(Some(1)));
    sandbox.recto(&["inspect", "in/b.xml"]).code(2).says("error: ").says("hint:");
}
