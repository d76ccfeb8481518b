//! What is measured, held against a plain pass over the texts; and input that there is nothing to measure of.

use crate::pass::{Article, hits, near, pass, rows, size};
use crate::sandbox::Sandbox;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const ALL: &str = "4000000";

/// Every command over a packed site is what a pass over its texts counts.
fn check(sandbox: &Sandbox) {
    let articles = pass(sandbox);
    let tokens: u64 = articles.iter().map(size).sum();
    for length in 1..=2 {
        let n = length.to_string();
        let args = ["words", "site", "--unit", "syllable", "--n", &n, "--limit", ALL, "--json"];
        let found = sandbox.recto(&args).code(0).json_lines();
        let number = |row: &Value, key: &str| row[key].as_u64().unwrap();
        let counts: BTreeMap<String, (u64, u64)> = found
            .iter()
            .map(|row| (row["word"].as_str().unwrap().to_owned(), (number(row, "hits"), number(row, "articles"))))
            .collect();
        assert!(counts == rows(&articles, length), "rows of {length}");
        let first = &found[0];
        let per_million = number(first, "hits") as f64 * 1e6 / tokens as f64;
        assert!((first["per_million"].as_f64().unwrap() - per_million).abs() < 1e-6);
    }
    let words = rows(&articles, 1);
    let mut common: Vec<_> = words.iter().filter(|(word, _)| word.chars().all(char::is_alphabetic)).collect();
    common.sort_by_key(|(word, (hits, _))| (u64::MAX - hits, word.as_str()));
    let node = common[common.len().min(40) - 1].0.as_str();
    for span in [Some(3), None] {
        let window = if span.is_some() { "--span=3" } else { "--sentence" };
        let args = [
            "collocates",
            "site",
            node,
            "--unit",
            "syllable",
            "--marks",
            "exact",
            window,
            "--min",
            "1",
            "--limit",
            ALL,
            "--json",
        ];
        let found = sandbox.recto(&args).code(0).json();
        let expected = near(&articles, node, span);
        let of = |row: &Value| ["left", "right", "articles"].map(|key| row[key].as_u64().unwrap());
        let list = found["rows"].as_array().unwrap();
        let counts: BTreeMap<String, [u64; 3]> =
            list.iter().map(|row| (row["word"].as_str().unwrap().to_owned(), of(row))).collect();
        assert!(counts == expected, "{node} {window}");
        assert_eq!(found["node"], articles.iter().map(|article| hits(article, node)).sum::<u64>());
        assert_eq!(found["tokens"], tokens);
        for row in list {
            assert_eq!(row["hits"], words[row["word"].as_str().unwrap()].0);
            let [o, a, b] = ["together", "hits"]
                .map(|key| row[key].as_f64().unwrap())
                .map(Some)
                .into_iter()
                .flatten()
                .chain(found["node"].as_f64())
                .collect::<Vec<_>>()[..]
            else {
                panic!()
            };
            let mi = (o * tokens as f64 / (a * b)).log2();
            assert!((row["mi"].as_f64().unwrap() - mi).abs() < 1e-9, "{row}");
        }
    }
    two_nodes(sandbox, &articles, [node, common[common.len().min(60) - 1].0.as_str()]);
    spread(sandbox, &articles, node);
    selections(sandbox, &articles);
}

/// Words that go with one of two nodes, and with both, each with both counts.
fn two_nodes(sandbox: &Sandbox, articles: &[Article], nodes: [&str; 2]) {
    const LEAST: u64 = 2;
    let fixed = ["--unit", "syllable", "--marks", "exact", "--span=3", "--min", "2", "--limit", ALL, "--json"];
    let args = [&["collocates", "site", nodes[0], "--against", nodes[1]][..], &fixed].concat();
    let found = sandbox.recto(&args).code(0).json();
    let counted = nodes.map(|node| near(articles, node, Some(3)));
    let times = |at: usize, word: &str| counted[at].get(word).map_or(0, |counts| counts[0] + counts[1]);
    let all: BTreeSet<&String> = counted[0].keys().chain(counted[1].keys()).collect();
    let mut expected: BTreeMap<&str, BTreeMap<String, [u64; 2]>> = BTreeMap::new();
    for word in all {
        let pair = [times(0, word), times(1, word)];
        let list = match pair.map(|times| times >= LEAST) {
            [true, true] => "both",
            [true, false] => "a",
            [false, true] => "b",
            _ => continue,
        };
        expected.entry(list).or_default().insert(word.clone(), pair);
    }
    for list in ["a", "both", "b"] {
        let rows = found[list].as_array().unwrap();
        let told: BTreeMap<String, [u64; 2]> = rows
            .iter()
            .map(|row| {
                (row["word"].as_str().unwrap().to_owned(), ["near_a", "near_b"].map(|key| row[key].as_u64().unwrap()))
            })
            .collect();
        assert!(told == expected.remove(list).unwrap_or_default(), "{nodes:?} {list}");
        for row in rows {
            let [a, b, difference] = ["figure_a", "figure_b", "difference"].map(|key| row[key].as_f64());
            assert_eq!(difference.is_some(), a.is_some() && b.is_some());
            assert!(
                a.zip(b).zip(difference).is_none_or(|((a, b), difference)| (a - b - difference).abs() < 1e-9),
                "{row}"
            );
        }
    }
}

fn spread(sandbox: &Sandbox, articles: &[Article], word: &str) {
    let found = sandbox.recto(&["dispersion", "site", word, "--marks", "exact", "--json"]).code(0).json();
    let (all, tokens): (u64, u64) = (articles.iter().map(|a| hits(a, word)).sum(), articles.iter().map(size).sum());
    let share = |article: &Article| (hits(article, word) as f64 / all as f64, size(article) as f64 / tokens as f64);
    let dp: f64 = 0.5 * articles.iter().map(share).map(|(v, s)| (v - s).abs()).sum::<f64>();
    assert_eq!(found["hits"], all);
    assert!((found["dp"].as_f64().unwrap() - dp).abs() < 1e-9, "{}", found["dp"]);
    let trend = sandbox.recto(&["trend", "site", word, "--marks", "exact", "--json"]).code(0).json();
    assert_eq!(trend["queries"][0]["hits"], all);
    let mut years: BTreeMap<&str, (u64, u64, u64)> = BTreeMap::new();
    for article in articles {
        let year = years.entry(article.year.as_deref().unwrap_or("undated")).or_default();
        (year.0, year.1, year.2) = (year.0 + hits(article, word), year.1 + size(article), year.2 + 1);
    }
    let counted = years.clone();
    let periods = trend["periods"].as_array().unwrap();
    for (period, of_query) in periods.iter().zip(trend["queries"][0]["periods"].as_array().unwrap()) {
        let expected = years.remove(period["period"].as_str().unwrap());
        let (sizes, hits) = ((&period["tokens"], &period["articles"]), &of_query["hits"]);
        match expected {
            Some((found, tokens, articles)) => {
                assert_eq!((sizes, hits), ((&json!(tokens), &json!(articles)), &json!(found)))
            }
            None => {
                assert_eq!(
                    (sizes, hits, &of_query["per_million"]),
                    ((&json!(0), &json!(0)), &Value::Null, &Value::Null)
                )
            }
        }
    }
    // The same articles by periods of one's own: the first year alone, the others together.
    let known: Vec<(&str, (u64, u64, u64))> =
        counted.iter().filter(|(year, _)| **year != "undated").map(|(y, c)| (*y, *c)).collect();
    if let [(first, alone), rest @ ..] = &known[..]
        && let Some((last, _)) = rest.last()
    {
        let own = [*first, ",", rest[0].0, "-01..", last, "-12"].concat();
        let found =
            sandbox.recto(&["trend", "site", word, "--marks", "exact", "--periods", &own, "--json"]).code(0).json();
        let sums = rest.iter().fold((0, 0, 0), |sum, (_, of)| (sum.0 + of.0, sum.1 + of.1, sum.2 + of.2));
        let told = |at: usize| {
            (
                &found["queries"][0]["periods"][at]["hits"],
                &found["periods"][at]["tokens"],
                &found["periods"][at]["articles"],
            )
        };
        assert_eq!(told(0), (&json!(alone.0), &json!(alone.1), &json!(alone.2)));
        assert_eq!(told(1), (&json!(sums.0), &json!(sums.1), &json!(sums.2)));
        let outside = counted.get("undated").map_or(Value::Null, |undated| json!(undated.0));
        assert_eq!((&found["by"], &found["queries"][0]["outside"]["hits"]), (&json!("own"), &outside));
    }
    let undated = years.remove("undated").map(|undated| json!(undated.0));
    assert_eq!(trend["queries"][0]["undated"]["hits"], undated.unwrap_or(Value::Null));
    assert!(years.is_empty(), "{years:?}");
}

fn selections(sandbox: &Sandbox, articles: &[Article]) {
    let Some(year) = articles.iter().filter_map(|article| article.year.as_deref()).next() else { return };
    let target = format!("date:{year}");
    let args = ["keyness", "site", "--target", &target, "--unit", "syllable", "--min", "1", "--limit", ALL, "--json"];
    let found = sandbox.recto(&args).code(0).json();
    let (inside, outside): (Vec<_>, Vec<_>) =
        pass(sandbox).into_iter().partition(|article| article.year.as_deref() == Some(year));
    let (first, second) = (rows(&inside, 1), rows(&outside, 1));
    let count = |rows: &BTreeMap<String, (u64, u64)>, word: &str| rows.get(word).map_or(0, |counts| counts.0);
    let mut listed = 0;
    for row in found["more"].as_array().unwrap().iter().chain(found["less"].as_array().unwrap()) {
        let word = row["word"].as_str().unwrap();
        assert_eq!((&row["target"], &row["reference"]), (&json!(count(&first, word)), &json!(count(&second, word))));
        listed += 1;
    }
    assert!(listed > 10 || articles.len() < 3, "{listed} words");
    assert_eq!(found["target"]["tokens"], inside.iter().map(size).sum::<u64>());
    assert_eq!(found["reference"]["tokens"], outside.iter().map(size).sum::<u64>());
}

#[test]
fn counts_of_the_sample_are_those_of_a_pass_over_it() {
    let sandbox = Sandbox::new();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    sandbox.pack(&[corpus.to_str().unwrap(), "--out", "site"]).code(0);
    check(&sandbox);
}

#[test]
fn counts_of_news_and_speeches_are_those_of_a_pass_over_them() {
    let root = std::env::var_os("RECTO_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    for name in ["en-presidential", "vi-dantri"] {
        let corpus = root.join("corpora").join(name).with_extension("jsonl.gz");
        if !corpus.is_file() {
            println!("skipped: no corpora/{name}.jsonl.gz in RECTO_SHARED or ../shared");
            continue;
        }
        let sandbox = Sandbox::new();
        sandbox.pack(&[corpus.to_str().unwrap(), "--out", "site"]).code(0);
        check(&sandbox);
    }
}

#[test]
fn a_list_is_counted_at_once() {
    let sandbox = Sandbox::with_articles().packed().file("terms.txt", "hội chợ\n\nHội  chợ\nrain\n!!!\n");
    let found =
        sandbox.recto(&["batch", "site", "terms.txt", "--json"]).code(0).says("1 blank line").says("Hội chợ").json();
    let terms = found["terms"].as_array().unwrap();
    let row = |at: usize| (terms[at]["term"].clone(), terms[at]["hits"].clone(), terms[at]["earliest"]["date"].clone());
    assert_eq!(row(0), (json!("hội chợ"), json!(2), json!("2021-03-12")));
    assert_eq!(row(1), (json!("rain"), json!(1), Value::Null));
    assert_eq!(row(2), (json!("!!!"), json!(0), Value::Null));
    assert_eq!((found["blank_lines"].clone(), found["articles"].as_array().unwrap().len()), (json!(1), 3));
    let table = sandbox.recto(&["batch", "site", "terms.txt", "--csv"]).code(0).out;
    let lines: Vec<&str> = table.trim_end().split("\r\n").collect();
    assert_eq!(lines[0], "\u{feff}\"article\",\"id\",\"title\",\"date\",\"hội chợ\",\"rain\",\"!!!\"");
    assert_eq!(
        (lines[1], lines[3]),
        ("\"hits\",\"\",\"\",\"\",2,1,0", "\"earliest\",\"\",\"\",\"\",\"2021-03-12\",\"\",\"\"")
    );
    assert_eq!(lines.len(), 7);
    let none = Sandbox::with_articles().packed().file("terms.txt", "\n \n").file("signs.txt", "C#\nthuyền xyz\n");
    for form in [&[][..], &["--csv"]] {
        let told = none.recto(&[&["batch", "site", "signs.txt"], form].concat()).code(0).says("C# was read as C");
        assert!(!told.err.contains("xyz"), "{}", told.err);
    }
    none.recto(&["batch", "site", "terms.txt"]).code(2).says("expected 1 to 1000 terms, found 0");
}

/// Every command that takes a query says what it did not search of it, for people and in its JSON.
#[test]
fn what_a_query_has_that_is_not_searched_is_told_by_every_command() {
    let sandbox = Sandbox::with_articles().packed().file("terms.txt", "C#\n");
    let commands: [(&[&str], bool); 12] = [
        (&["search", "site", "C#"], true),
        (&["concordance", "site", "C#"], true),
        (&["facets", "site", "C#"], true),
        (&["words", "site", "--where", "C#"], false),
        (&["collocates", "site", "C#"], true),
        (&["keyness", "site", "--target", "C#"], true),
        (&["groups", "site", "--a", "C#"], true),
        (&["dispersion", "site", "C#"], true),
        (&["trend", "site", "C#"], true),
        (&["batch", "site", "terms.txt"], true),
        (&["mentions", "site", "--where", "C#"], false),
        (&["explain", "C# and C", "--query", "C#"], true),
    ];
    for (command, in_json) in commands {
        sandbox.recto(command).code(0).says("C# was read as C");
        let json = sandbox.recto(&[command, &["--json"]].concat()).code(0);
        if in_json {
            assert!(json.out.contains("signsleftout"), "{command:?}: {}", json.out);
        } else {
            json.says("C# was read as C");
        }
    }
}

/// What there is nothing to measure of is said in words, and no figure is no number.
#[test]
fn what_cannot_be_measured_is_said() {
    let sandbox = Sandbox::new().file("in/a.txt", "Chợ sớm\n\nChợ mở cửa sớm, chợ đông người.\n").packed();
    let dispersion = sandbox.recto(&["dispersion", "site", "chợ", "--json"]).code(0).json();
    assert_eq!((&dispersion["hits"], &dispersion["dp"]), (&json!(3), &Value::Null));
    assert_eq!(dispersion["undefined"]["juilland_d"], "one article alone: nothing to spread over");
    sandbox.recto(&["dispersion", "site", "chợ"]).code(0).prints("not defined: one article alone");
    sandbox.recto(&["collocates", "site", "thuyền"]).code(0).prints("0 places in 0 articles; nothing stands near it");
    sandbox
        .recto(&["collocates", "site", "chợ", "--min", "9"])
        .code(0)
        .prints("nothing stands near it 9 times or more");
    sandbox.recto(&["trend", "site", "chợ"]).code(0).says("no article is dated").prints("undated");
    // Everything is the target, so that nothing is left to hold it against.
    let keyness = sandbox.recto(&["keyness", "site", "--target", "chợ", "--json"]).code(0).json();
    assert_eq!((&keyness["reference"]["tokens"], &keyness["more"]), (&json!(0), &json!([])));
    sandbox.recto(&["keyness", "site", "--target", "chợ"]).code(0).says("nothing can be compared with nothing");
    sandbox.recto(&["keyness", "site", "--target", "thuyền"]).code(0).prints("More in the target: nothing");
    sandbox.recto(&["words", "site", "--where", "thuyền"]).code(0).says("no words in 0 articles");
    sandbox.recto(&["trend", "site", "chợ", "--blocks", "all"]).code(2).says("expected --blocks text");
    let periods = |text: &str| sandbox.recto(&["trend", "site", "chợ", "--periods", text]);
    periods("2020,2020-05").code(2).says("that do not overlap, found \"2020-05\"");
    periods(",").code(2).says("expected a period");
    periods("2019..2020").code(0).prints("outside");
    sandbox.recto(&["collocates", "site", "chợ", "--measure", "luck"]).code(2).says("expected one of log_dice");
    for command in
        [&["collocates", "site", "chợ", "--min", "1", "--json"][..], &["dispersion", "site", "thuyền", "--json"]]
    {
        let out = sandbox.recto(command).code(0).out;
        assert!(!out.contains("NaN") && !out.contains("inf"), "{out}");
    }
}

/// The words of a corpus that are everywhere never lead, though no list names them.
#[test]
fn function_words_stand_last() {
    let mut sandbox = Sandbox::new();
    for n in 0..60 {
        let about = ["harbour", "orchard", "railway", "theatre"][n % 4];
        let sentence = format!("zub {about} ved kal lom, zub stranger{n} ved dor. ");
        let other = format!("zub kettle{} pim ved sol{} rin. ", n % 7, n % 5);
        sandbox = sandbox.file(&format!("in/{n}.txt"), &format!("Item {n}\n\n{}\n", (sentence + &other).repeat(24)));
    }
    let sandbox = sandbox.packed();
    let found = sandbox.recto(&["collocates", "site", "harbour", "--json"]).code(0).json();
    let rows = found["rows"].as_array().unwrap();
    let place = |word: &str| rows.iter().position(|row| row["word"] == word).unwrap();
    assert_eq!(rows[place("zub")]["function"], true);
    assert!(place("zub") > place("kal") && rows[0]["function"] == false, "{rows:#?}");
    let mixed = sandbox.recto(&["collocates", "site", "harbour", "--function-words", "--json"]).code(0).json();
    assert_eq!(mixed["rows"].as_array().unwrap().len(), rows.len());
    let content = sandbox.recto(&["words", "site", "--unit", "syllable", "--content", "--json"]).code(0).json_lines();
    assert!(content.iter().all(|row| row["word"] != "zub") && content.len() > 20);
}
