//! `recto explain`: what it prints, and that its offsets point into the text.

use crate::sandbox::Sandbox;
use serde_json::{Value, json};

fn explained(args: &[&str]) -> Value {
    let mut all = vec!["explain"];
    all.extend(args);
    all.push("--json");
    Sandbox::new().recto(&all).code(0).json()
}

/// The fields of each entry of a list, in order.
fn fields(value: &Value, list: &str, names: &[&str]) -> Vec<Vec<Value>> {
    let entries = value[list].as_array().unwrap_or_else(|| panic!("no {list} in {value}"));
    entries.iter().map(|entry| names.iter().map(|name| entry[*name].clone()).collect()).collect()
}

#[test]
fn a_text_is_explained() {
    let text = "Chiều 9-3, Giám đốc Trần Văn Mẫu cho biết hơn 1.400 hộ (80%) nhận cầu. UBND xã mừng.";
    let value = explained(&[text, "--date", "2021-03-10"]);
    let token = &value["tokens"][0];
    assert_eq!((&token["text"], &token["exact"], &token["fold"]), (&json!("Chiều"), &json!("chiều"), &json!("chieu")));
    for (list, start, end) in [("tokens", "start", "end"), ("names", "start", "end"), ("numbers", "start", "end")] {
        for entry in value[list].as_array().unwrap() {
            let range = entry[start].as_u64().unwrap() as usize..entry[end].as_u64().unwrap() as usize;
            assert_eq!(text.get(range), entry["text"].as_str());
        }
    }
    assert_eq!(value["sentences"].as_array().unwrap().len(), 2);
    let expected = json!(["2021-03-09", "day", "afternoon"]);
    assert_eq!(json!(fields(&value, "dates", &["iso", "precision", "part_of_day"])), json!([expected]));
    assert_eq!(
        json!(fields(&value, "numbers", &["value", "percent", "unit", "claim"])),
        json!([[1400, false, "hộ", "atleast"], [80, true, null, "exact"]])
    );
    assert_eq!(json!(fields(&value, "names", &["name", "titles"])), json!([["Trần Văn Mẫu", ["giám đốc"]]]));
    assert_eq!(json!(fields(&value, "attributions", &["person"])), json!([["Trần Văn Mẫu"]]));
    assert_eq!(
        json!(fields(&value, "abbreviations", &["text", "expansion", "from"])),
        json!([["UBND", "Ủy ban nhân dân", "common"]])
    );
}

#[test]
fn numbers_follow_the_language() {
    let value = |lang: &str| explained(&["2.693 people", "--lang", lang])["numbers"][0]["value"].clone();
    assert_eq!((value("vi"), value("en")), (json!(2693), json!(2.693)));
}

#[test]
fn typing_hits_and_order_are_explained() {
    let typed = explained(&["vieejt", "--query", "vieejt"]);
    assert_eq!(typed["tokens"][0]["typed"], json!([{"method": "telex", "exact": "việt"}]));
    assert_eq!(json!(fields(&typed, "hits", &["tier", "start", "end"])), json!([["exact", 0, 6]]));
    let tiers = explained(&["bao bảo báo", "--query", "bao"]);
    assert_eq!(json!(fields(&tiers, "hits", &["tier"])), json!([["exact"], ["tone"], ["tone"]]));
    let sandbox = Sandbox::new().file("lines.txt", "bà\nĐảng\nba\nđa\n");
    sandbox.recto(&["explain", "bà\nĐảng\nba\nđa", "--sort"]).code(0).prints("ba\nbà\nđa\nĐảng");
}

#[test]
fn words_come_from_a_lexicon_or_a_corpus() {
    let sandbox = Sandbox::with_articles().packed().file("words.txt", "thư viện\nhội_chợ\n");
    sandbox
        .recto(&["explain", "--words", "--lexicon", "words.txt", "Thư viện mở hội chợ."])
        .code(0)
        .prints("Thư_viện mở hội_chợ .");
    let value = sandbox.recto(&["explain", "--words", "--corpus", "site", "kiểm tra", "--json"]).code(0).json();
    assert_eq!(value["words"][0]["syllables"], 2);
    sandbox.recto(&["explain", "--words", "--lexicon", "none.txt", "a"]).code(2).says("none.txt").says("hint:");
    sandbox.recto(&["explain", "--words", "--corpus", "nowhere.html", "a"]).code(2).says("hint:");
}

#[test]
fn what_cannot_be_explained_says_why() {
    let sandbox = Sandbox::new();
    sandbox.recto(&["explain", "a", "--date", "yesterday"]).code(2).says("--date").says("hint:");
    sandbox.recto(&["explain", "a", "--lang", "1"]).code(2).says("--lang").says("hint:");
    sandbox.recto(&["explain", "Ngày 9/3/2021, cầu xong."]).code(0).prints("2021-03-09");
    sandbox.recto(&["explain", ""]).code(0).prints("tokens (0)");
}
