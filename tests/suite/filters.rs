//! Filters, facets and CSV from the command line.

use crate::sandbox::Sandbox;
use serde_json::{Value, json};

/// Three articles: `a.txt` of 2021 by Báo A, `sub/b.txt` of 2022 by "=Báo B", `c.md` undated and without a source.
fn packed() -> Sandbox {
    let meta = "id,title,date,source,url,hide\r\na.txt,,,Báo A,,\r\nsub/b.txt,,,'=Báo B,,\r\n";
    let sandbox = Sandbox::with_articles().file("meta.csv", meta);
    sandbox.pack(&["in", "--out", "site", "--meta", "meta.csv"]).code(0);
    sandbox
}

fn ids(answer: &Value) -> Vec<&str> {
    answer["results"].as_array().unwrap().iter().map(|result| result["id"].as_str().unwrap()).collect()
}

#[test]
fn filters_narrow_every_answer() {
    let sandbox = packed();
    let check = |flags: &[&str], expected: &[&str]| {
        let answer = sandbox.recto(&[&["search", "site", "--json"], flags].concat()).code(0).json();
        assert_eq!(ids(&answer), expected, "{flags:?}");
        assert_eq!(answer["total"]["articles"], expected.len(), "{flags:?}");
    };
    check(&["sai sót", "--year", "2021"], &["a.txt"]);
    check(&["sai sót", "--year", "2021", "--year", "2022", "--sort", "oldest"], &["a.txt", "sub/b.txt"]);
    check(&["sai sót", "--source", "=Báo B"], &["sub/b.txt"]);
    check(&["sai sót", "--from", "2021-03-13"], &["sub/b.txt"]);
    check(&["sai sót", "--to", "2021"], &["a.txt"]);
    check(&["--from", "2021"], &["sub/b.txt", "a.txt"]);
    check(&["--undated"], &["c.md"]);
    check(&["--source", ""], &["c.md"]);
    check(&["sai sót", "--category", "xã hội"], &[]);
    let lines = sandbox.recto(&["concordance", "site", "sai sót", "--year", "2022", "--json"]).code(0).json();
    assert_eq!((&lines["total"], &lines["articles"]), (&json!(1), &json!(1)));
    sandbox.recto(&["search", "site", "x", "--from", "mai"]).code(2).says("expected a date");
    sandbox.recto(&["search", "site", "x", "--strict", "colour"]).code(2).says("letters");
    sandbox.recto(&["search", "site", "x", "--strict", "case,tone", "--effort", "2"]).code(0);
}

#[test]
fn facets_are_one_json_value() {
    let sandbox = packed();
    let value = |value: &str, chosen: bool| json!({"value": value, "articles": 1, "chosen": chosen});
    let all = sandbox.recto(&["facets", "site", "--json"]).code(0).json();
    let sources = json!([value("=Báo B", false), value("Báo A", false), value("", false)]);
    assert_eq!(all["facets"]["source"], sources);
    assert_eq!(all["facets"]["year"], json!([value("2022", false), value("2021", false), value("", false)]));
    assert_eq!(all["undated"], 1);
    let periods = all["periods"].as_array().unwrap();
    assert_eq!((periods.len(), &periods[0]), (14, &json!({"period": "2021-03", "articles": 1})));
    let chosen = sandbox.recto(&["facets", "site", "sai", "sót", "--year", "2021", "--json"]).code(0).json();
    assert_eq!(chosen["facets"]["source"], json!([value("Báo A", false)]));
    assert_eq!(chosen["facets"]["year"], json!([value("2022", false), value("2021", true)]));
    sandbox.recto(&["facets", "site"]).code(0).prints("source: Báo A").prints("undated");
}

/// The rows of a CSV file by column name.
fn table(text: &str) -> Vec<Vec<(String, String)>> {
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head = reader.headers().unwrap().clone();
    let named = |row: csv::StringRecord| head.iter().zip(&row).map(|(name, cell)| (name.into(), cell.into())).collect();
    reader.records().map(|row| named(row.unwrap())).collect()
}

#[test]
fn tables_come_back() {
    let sandbox = packed();
    let cell = |row: &[(String, String)], name: &str| {
        row.iter().find(|(column, _)| column == name).map(|(_, cell)| cell.clone()).expect("a column of this name")
    };
    let found = sandbox.recto(&["search", "site", "sai sót", "--sort", "date", "--to", "2022", "--csv"]).code(0).out;
    let rows = table(&found);
    let of = |name: &str| rows.iter().map(|row| cell(row, name)).collect::<Vec<_>>();
    assert_eq!(of("id"), ["sub/b.txt", "a.txt"]);
    assert_eq!(of("date"), ["2022-04-05", "2021-03-12"]);
    assert_eq!(of("source"), ["'=Báo B", "Báo A"]);
    assert_eq!((of("filters"), of("total_hits")), (vec!["to:2022".to_owned(); 2], vec!["2".to_owned(); 2]));
    assert!(of("snippet").iter().all(|snippet| snippet.contains("sai sót")));
    let one = sandbox.recto(&["search", "site", "sai sót", "--limit", "1", "--csv"]).code(0).out;
    assert_eq!(table(&one).len(), 1);

    let answer = sandbox.recto(&["concordance", "site", "sai sót", "--sort", "R1", "--json"]).code(0).json();
    let lines = table(&sandbox.recto(&["concordance", "site", "sai sót", "--sort", "R1", "--csv"]).code(0).out);
    assert_eq!(lines.len(), 2);
    for (row, line) in lines.iter().zip(answer["lines"].as_array().unwrap()) {
        assert_eq!(cell(row, "node"), line["node"].as_str().unwrap());
        assert_eq!(cell(row, "left"), line["left"].as_str().unwrap().trim());
        assert_eq!(cell(row, "start_byte"), line["start"].to_string());
        assert_eq!((cell(row, "query"), cell(row, "sort")), ("sai sót".to_owned(), "R1".to_owned()));
        assert_eq!(cell(row, "corpus").len(), 16);
    }
    sandbox.recto(&["search", "site", "x", "--csv", "--json"]).code(2);
}
