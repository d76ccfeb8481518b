//! Odd archives, packed and asked what they repeat: the answers are short, and nothing wrong is said of any.

use crate::sandbox::Sandbox;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write;

const SAID: &str = "từ đầu tháng bến đò đóng cửa để sửa cầu phao nên người đi chợ phải vòng lên dốc đá rồi theo đường mòn \
    xuống bãi, mất thêm gần một giờ mà không ai phàn nàn vì ai cũng mong có cầu mới trước mùa lũ";

/// Packs articles.
fn archive(articles: impl Iterator<Item = Value>) -> Sandbox {
    let lines = articles.fold(String::new(), |mut lines, one| {
        writeln!(lines, "{one}").expect("a string takes what is written");
        lines
    });
    Sandbox::new().file("in/all.jsonl", &lines).packed()
}

/// Words that no other article has in this order.
fn own(number: usize) -> String {
    let words = (1..60).map(|place| format!("w{}", (place * (number + 2) * 7919) % 1_009));
    words.collect::<Vec<_>>().join(" ")
}

fn lines(sandbox: &Sandbox, args: &[&str]) -> Vec<Value> {
    sandbox.recto(&[args, &["--json"]].concat()).code(0).json_lines()
}

fn json_of(sandbox: &Sandbox, args: &[&str]) -> Value {
    sandbox.recto(&[args, &["--json"]].concat()).code(0).json()
}

/// Holds an archive against a text; the answer.
fn traced(sandbox: Sandbox, text: &str) -> Value {
    json_of(&sandbox.file("text.txt", text), &["trace", "site", "text.txt"])
}

/// That nothing is repeated.
fn assert_nothing(sandbox: &Sandbox) {
    for args in [&["families", "site"][..], &["families", "site", "--apart"], &["reprints", "site"]] {
        assert_eq!(lines(sandbox, args), Vec::<Value>::new(), "{args:?}");
    }
    assert_eq!(json_of(sandbox, &["pairs", "site"])["axis"], json!([]));
}

#[test]
fn without_dates_nothing_is_the_earliest() {
    let story = |number: usize| format!("{} Nghe nói {SAID}.", own(number));
    let sandbox = archive((0..6).map(|n| json!({"id": n.to_string(), "title": own(n + 50), "text": story(n)})));
    let all = lines(&sandbox, &["families", "site"]);
    let told = |one: &Value| ["articles", "undated", "earliest"].map(|name| one[name].clone());
    assert_eq!(all.iter().map(told).collect::<Vec<_>>(), [[json!(6), json!(6), Value::Null]], "{all:?}");
    assert!(all[0]["occurrences"].as_array().unwrap().iter().all(|place| place["date"].is_null()), "{all:?}");
    sandbox.recto(&["families", "site"]).code(0).prints("undated");
    assert_eq!(json_of(&sandbox, &["pairs", "site", "--by", "years"])["axis"], json!([]));
    sandbox.recto(&["groups", "site", "--a", "date:2020", "--b", "date:2021"]).code(0).says("0 articles");
}

#[test]
fn ten_thousand_copies_are_one_wording_and_one_group() {
    let copy =
        |n: usize| json!({"id": n.to_string(), "title": format!("Cầu {n}"), "text": format!("Bản {n}. {SAID}.")});
    let sandbox = archive((0..10_000).map(copy));
    let all = lines(&sandbox, &["families", "site"]);
    assert_eq!((all.len(), &all[0]["articles"]), (1, &json!(10_000)));
    let groups = lines(&sandbox, &["reprints", "site"]);
    assert_eq!((groups.len(), groups[0]["articles"].as_array().unwrap().len()), (1, 10_000));
    let once = json_of(&sandbox, &["search", "site", "\"cầu phao\"", "--once"]);
    assert_eq!(once["groups"][0]["total"]["articles"], 1);
    let answer = traced(sandbox, SAID);
    let compared = &answer["compared"];
    assert!(compared["of"] == 10_000 && compared["done"].as_u64() <= Some(2_048), "{compared}");
    assert_eq!((&answer["found_tokens"], &answer["total"]), (&answer["tokens"], &compared["done"]));
}

#[test]
fn a_word_that_is_repeated_is_no_wording() {
    let repeated = "chợ ".repeat(100_000);
    let text = |n: usize| if n == 0 { repeated.clone() } else { own(n) };
    let sandbox = archive((0..5).map(|n| json!({"id": n.to_string(), "title": own(n + 50), "text": text(n)})));
    assert_nothing(&sandbox);
    let answer = traced(sandbox, &repeated);
    assert_eq!((&answer["total"], &answer["found_tokens"]), (&json!(1), &json!(100_000)), "{}", answer["compared"]);
    assert!(answer["looked_up"]["of"].as_u64() < Some(10), "{}", answer["looked_up"]);
}

#[test]
fn a_footer_of_every_article_is_no_shared_wording() {
    let footer = "Mọi thư từ xin gửi về hòm thư bạn đọc của tòa soạn, số 10 phố Cũ, điện thoại 024 123 456.";
    let story = |n: usize| format!("{}.\n\n{}.\n\n{footer}", own(n), own(n + 200));
    let sandbox = archive((0..60).map(|n| json!({"id": n.to_string(), "title": own(n + 100), "text": story(n)})));
    let telling = lines(&sandbox, &["families", "site"]);
    assert_eq!(telling, Vec::<Value>::new(), "a footer is set apart, or no part of a story");
    assert_eq!(lines(&sandbox, &["reprints", "site"]), Vec::<Value>::new());
    assert_eq!(json_of(&sandbox, &["pairs", "site"])["axis"], json!([]));
}

#[test]
fn each_language_has_wordings_of_its_own() {
    let mut said = [
        ("vi", SAID),
        ("en", "whoever went to market had to climb the stone slope and follow the path down to the river bank"),
        ("ru", "каждый, кто идёт на рынок, должен подниматься по каменному склону и спускаться по тропе к берегу"),
        ("zh", "从月初起渡口因修理浮桥而关闭去集市的人只好绕上石坡再沿着小路下到河滩"),
        ("ar", "على كل من يذهب إلى السوق أن يصعد المنحدر الحجري ثم ينزل في الطريق إلى ضفة النهر"),
    ];
    let article = |(language, said): &(&str, &str), n: usize| {
        let text = format!("{} {said}. {}", own(n), own(n + 40));
        json!({"id": format!("{language}{n}"), "title": own(n + 20), "text": text})
    };
    let all = said.iter().enumerate();
    let sandbox = archive(all.flat_map(|(at, one)| [article(one, at * 2), article(one, at * 2 + 1)]));
    let families = lines(&sandbox, &["families", "site"]);
    let of = |family: &Value| -> BTreeSet<u64> {
        family["occurrences"].as_array().unwrap().iter().filter_map(|place| place["article"].as_u64()).collect()
    };
    // Without dates articles are numbered by their ids.
    let mut told: Vec<(BTreeSet<u64>, &str)> =
        families.iter().map(|family| (of(family), family["label"].as_str().unwrap())).collect();
    told.sort_unstable();
    said.sort_unstable();
    assert_eq!(told.len(), said.len(), "{told:?}");
    for ((place, (articles, label)), (_, said)) in (0..).zip(&told).zip(said) {
        assert_eq!(*articles, BTreeSet::from([place * 2, place * 2 + 1]));
        assert!(!label.is_empty() && said.starts_with(label), "{label} is not the beginning of {said}");
    }
}

#[test]
fn one_article_shares_with_nobody_and_is_found_by_its_text() {
    let sandbox =
        archive(std::iter::once(json!({"id": "one", "title": "Một bài", "text": format!("Nghe nói {SAID}.")})));
    assert_nothing(&sandbox);
    assert_eq!(lines(&sandbox, &["related", "site", "one"]), Vec::<Value>::new());
    let answer = traced(sandbox, SAID);
    assert_eq!((&answer["total"], &answer["found_tokens"]), (&json!(1), &answer["tokens"]), "{answer}");
}

#[test]
fn a_text_of_five_megabytes_is_read_in_part() {
    let sandbox = archive((0..3).map(|n| json!({"id": n.to_string(), "title": own(n + 50), "text": own(n)})));
    // The same two paragraphs again and again: what is too often in a text is found all the same.
    let both = format!("{}.\n\n{}.\n\n", own(1), own(9));
    let text = both.repeat(5 * 1024 * 1024 / both.len());
    let answer = traced(sandbox, &text);
    assert!(answer["unread_bytes"].as_u64() > Some(3_000_000), "{}", answer["unread_bytes"]);
    assert_eq!((&answer["total"], &answer["articles"][0]["id"]), (&json!(1), &json!("1")), "{}", answer["compared"]);
}
