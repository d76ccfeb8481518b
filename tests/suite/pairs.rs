//! `recto pairs` and `recto related`: who shares wording with whom, and what is on one topic.

use crate::sandbox::Sandbox;
use serde_json::json;

const SHARED: &str = "cả làng cùng nhau vét sạch con mương cũ trước mùa nước lên";

fn site() -> Sandbox {
    let story = |title: &str, date: &str, own: &str| format!("{title}\n\nNgày {date} - {own} {SHARED}.\n");
    Sandbox::new()
        .file(
            "in/a.txt",
            &story("Vét mương", "12/03/2021", "Trưởng thôn kể rằng máy bơm Kohler hỏng, máy bơm Kohler chờ sửa,"),
        )
        .file("in/b.txt", &story("Mùa nước", "05/04/2019", "Sổ ghi máy bơm Kohler chạy suốt đêm, rằng"))
        .file("in/c.txt", "Chợ sớm\n\nNgày 01/02/2020 - hàng cá bán hết từ tinh mơ, gió đổi hướng, trời nắng to.\n")
        .packed()
}

#[test]
fn pairs_are_told_by_article_and_by_year() {
    let sandbox = site();
    let map = sandbox.recto(&["pairs", "site", "--json"]).code(0).json();
    let ids: Vec<&str> = map["axis"].as_array().unwrap().iter().filter_map(|one| one["id"].as_str()).collect();
    assert_eq!(ids, ["b.txt", "a.txt"], "in date order: {map}");
    let cells = &map["cells"];
    assert!(cells[0][1].as_u64() > Some(20) && cells[1][0].as_u64() > Some(20), "{map}");
    assert_eq!((&cells[0][0], &cells[1][1]), (&json!(0), &json!(0)));
    let years = sandbox.recto(&["pairs", "site", "--by", "years", "--json"]).code(0).json();
    assert_eq!(years["axis"], json!([{"name": "2019"}, {"name": "2021"}]));
    let flags = ["pairs", "site", "--by", "years", "--row", "2021", "--column", "2019"];
    let pairs = sandbox.recto(&[&flags[..], &["--json"]].concat()).code(0).json();
    assert_eq!((&pairs["pairs"][0][0]["id"], &pairs["pairs"][0][1]["id"]), (&json!("a.txt"), &json!("b.txt")));
    assert_eq!(pairs["pairs"][0][0]["share"], cells[1][0]);
    sandbox.recto(&flags).code(0).prints("a.txt").prints("b.txt");
    sandbox.recto(&["pairs", "site", "--by", "colours"]).code(2).says("articles, sources, years");
    sandbox.recto(&["pairs", "site", "--row", "2021"]).code(2).says("--column");
}

#[test]
fn related_articles_tell_why() {
    let sandbox = site();
    let found = sandbox.recto(&["related", "site", "a.txt", "--json"]).code(0).json_lines();
    let ids: Vec<&str> = found.iter().filter_map(|one| one["id"].as_str()).collect();
    assert_eq!(ids, ["b.txt"], "{found:?}");
    assert!(found[0]["words"].as_array().unwrap().contains(&json!("Kohler")), "{found:?}");
    let label = found[0]["wordings"][0]["label"].as_str().unwrap();
    assert!(label.contains("vét sạch con mương"), "{label}");
    sandbox.recto(&["related", "site", "a.txt"]).code(0).prints("words: ").prints("Kohler");
    sandbox.recto(&["related", "site", "nowhere.txt"]).code(2).says("nowhere.txt");
}
