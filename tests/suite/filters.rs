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
    let value =
        |value: &str, chosen: bool| json!({"value": value, "articles": 1, "words_articles": 0, "chosen": chosen});
    let all = sandbox.recto(&["facets", "site", "--json"]).code(0).json();
    let sources = json!([value("=Báo B", false), value("Báo A", false), value("", false)]);
    assert_eq!(all["facets"]["source"], sources);
    assert_eq!(all["facets"]["year"], json!([value("2022", false), value("2021", false), value("", false)]));
    assert_eq!(all["undated"], 1);
    let periods = all["periods"].as_array().unwrap();
    assert_eq!((periods.len(), &periods[0]), (14, &json!({"period": "2021-03", "articles": 1, "words_articles": 0})));
    let chosen = sandbox.recto(&["facets", "site", "sai", "sót", "--year", "2021", "--json"]).code(0).json();
    assert_eq!(chosen["facets"]["source"], json!([value("Báo A", false)]));
    assert_eq!(chosen["facets"]["year"], json!([value("2022", false), value("2021", true)]));
    sandbox.recto(&["facets", "site"]).code(0).prints("source: Báo A").prints("undated");
}

/// Records of two sources: two that have "phiên chợ" in 2021, one of them twice, three that merely have both words in 2020,
/// and an undated one.
fn two_groups() -> Sandbox {
    let texts = [
        ("a", "Báo A", "2021-03-02", "Một phiên chợ đông."),
        ("b", "Báo B", "2021-05-04", "Hai phiên chợ, phiên chợ sau vắng."),
        ("c", "Báo A", "2020-01-02", "Chợ mở từ phiên đầu."),
        ("d", "Báo A", "2020-02-03", "Chợ đóng sau phiên cuối."),
        ("e", "Báo C", "2020-02-04", "Chợ này không còn phiên nào."),
        ("f", "Báo C", "", "Chợ kia có phiên muộn."),
    ];
    let lines = texts.map(|(id, source, date, text)| {
        let (url, author) = (format!("https://bao.example/{id}"), "Lê Thị Hai");
        json!({"id": id, "title": id, "source": source, "date": date, "text": text, "url": url, "author": author})
    });
    let sandbox = Sandbox::new().file("in/all.jsonl", &lines.map(|line| line.to_string()).join("\n"));
    sandbox.packed()
}

#[test]
fn the_heading_and_those_that_hold_the_words_are_counted_apart() {
    let sandbox = two_groups();
    let facets = sandbox.recto(&["facets", "site", "phiên", "chợ", "--json"]).code(0).json();
    let value = |value: &str, articles: u32, words: u32| json!({"value": value, "articles": articles, "words_articles": words, "chosen": false});
    let sources = json!([value("Báo A", 1, 2), value("Báo B", 1, 0), value("Báo C", 0, 2)]);
    assert_eq!(facets["facets"]["source"], sources);
    let years = json!([value("2021", 2, 0), value("2020", 0, 3), value("", 0, 1)]);
    assert_eq!(facets["facets"]["year"], years);
    // The phrase was first used in March 2021; what merely has the words before it makes no bar.
    let periods = facets["periods"].as_array().unwrap();
    assert_eq!(
        (periods.len(), &periods[0]["period"], &periods[2]["period"]),
        (3, &json!("2021-03"), &json!("2021-05"))
    );
    assert_eq!(
        (&facets["words_elsewhere"], &facets["undated"], &facets["words_undated"]),
        (&json!(3), &json!(0), &json!(1))
    );
    let told = sandbox.recto(&["facets", "site", "phiên", "chợ"]).code(0);
    told.prints("1 article, 2 other articles with all the words apart")
        .prints("source: Báo B")
        .prints("0 articles, 1 other article with");

    let csv = table(&sandbox.recto(&["search", "site", "phiên", "chợ", "--csv"]).code(0).out);
    let cell = |row: &[(String, String)], name: &str| row.iter().find(|(column, _)| column == name).unwrap().1.clone();
    let rows: Vec<(String, String)> = csv.iter().map(|row| (cell(row, "group"), cell(row, "total_articles"))).collect();
    let expected = [("phrase", "2"); 2].into_iter().chain([("words", "4"); 4]);
    assert_eq!(rows, expected.map(|(group, total)| (group.to_owned(), total.to_owned())).collect::<Vec<_>>());

    let lines = sandbox.recto(&["concordance", "site", "phien cho", "--json"]).code(0).json();
    let tiers = lines["tiers"].as_object().unwrap();
    assert_eq!(tiers.values().map(|n| n.as_u64().unwrap()).sum::<u64>(), lines["total"].as_u64().unwrap());
    assert_eq!((&lines["total"], &lines["tiers"]["fold"]), (&json!(3), &json!(3)));
    sandbox
        .recto(&["concordance", "site", "phien cho"])
        .code(0)
        .prints("3 places (0 exact, 0 other tones, 3 marks ignored)");
    sandbox
        .recto(&["concordance", "site", "phiên chợ"])
        .code(0)
        .prints("3 places (3 exact, 0 other tones, 0 marks ignored)");
}

#[test]
fn answers_say_who_wrote_an_article_where_and_what_dates_it() {
    let sandbox = two_groups();
    let article = &sandbox.recto(&["articles", "site", "--json"]).code(0).json_lines()[0];
    let expected = json!(["c", "https://bao.example/c", "Lê Thị Hai", null, "2020-01-02", "metadata"]);
    let fields = ["id", "url", "author", "category", "date", "date_origin"];
    assert_eq!(json!(fields.map(|name| article.get(name).expect("a field of this name"))), expected);
    let found = sandbox.recto(&["search", "site", "phiên", "chợ", "--sort", "oldest", "--json"]).code(0).json();
    let expected = json!(["https://bao.example/a", "Lê Thị Hai"]);
    assert_eq!(json!(["url", "author"].map(|name| found["results"][0].get(name).unwrap())), expected);

    let origin = |sandbox: &Sandbox, id: &str| {
        let lines = sandbox.recto(&["articles", "site", "--json"]).code(0).json_lines();
        lines.iter().find(|line| line["id"] == id).unwrap()["date_origin"].clone()
    };
    let sandbox = Sandbox::with_articles().packed();
    assert_eq!((origin(&sandbox, "a.txt"), origin(&sandbox, "c.md")), (json!("date-line"), Value::Null));
    // The maker's date is the table's; the same day as the text's stays the text's.
    let meta = "id,title,date,source,url,hide\r\na.txt,,2020-01-01,,,\r\nsub/b.txt,,2022-04-05,,,\r\n";
    let sandbox = Sandbox::with_articles().file("meta.csv", meta);
    sandbox.pack(&["in", "--out", "site", "--meta", "meta.csv"]).code(0);
    assert_eq!((origin(&sandbox, "a.txt"), origin(&sandbox, "sub/b.txt")), (json!("table"), json!("date-line")));
}

#[test]
fn facets_that_differ_by_a_blank_are_one() {
    let record = |id: &str, source: &str, category: &str| {
        json!({"id": id, "title": id, "text": "Chợ đông.", "source": source, "category": category}).to_string()
    };
    let lines = [
        record("a", "Báo Làng", "Đời sống"),
        record("b", " Báo Làng ", "Đời  sống"),
        record("c", "Báo\u{a0}Làng", "Đời\u{202f}sống\n"),
        record("d", "Ba\u{301}o La\u{300}ng", "Đời sô\u{301}ng\u{200b}"),
        record("e", "x", " "),
    ];
    let meta = "id,title,date,source,url,hide\r\ne,,,\u{3000}Báo  Làng,,\r\n";
    let sandbox = Sandbox::new().file("in/all.jsonl", &lines.join("\n")).file("meta.csv", meta);
    sandbox.pack(&["in", "--out", "site", "--meta", "meta.csv"]).code(0);
    let facets = sandbox.recto(&["facets", "site", "--json"]).code(0).json();
    let counted = |facet: &str| {
        let values = facets["facets"][facet].as_array().unwrap();
        values.iter().map(|one| json!([one["value"], one["articles"]])).collect::<Vec<_>>()
    };
    assert_eq!(counted("source"), [json!(["Báo Làng", 5])]);
    assert_eq!(counted("category"), [json!(["Đời sống", 4]), json!(["", 1])]);
    for typed in ["Báo Làng", "Báo\u{a0}Làng", " Ba\u{301}o  Làng"] {
        let found = sandbox.recto(&["search", "site", "chợ", "--source", typed, "--json"]).code(0).json();
        assert_eq!(found["total"]["articles"], 5, "{typed:?}");
        let ticked = sandbox.recto(&["facets", "site", "--source", typed, "--json"]).code(0).json();
        let value = json!([{"value": "Báo Làng", "articles": 5, "words_articles": 0, "chosen": true}]);
        assert_eq!(ticked["facets"]["source"], value, "{typed:?}");
    }
    let found = sandbox.recto(&["search", "site", "chợ source:\"báo  làng\"", "--json"]).code(0).json();
    assert_eq!(found["total"]["articles"], 5);
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
