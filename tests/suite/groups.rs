//! `recto groups`: two groups of articles, on the reference articles and on odd input.

use crate::sandbox::Sandbox;
use crate::seeds::shared;
use serde_json::Value;

fn list<'v>(answer: &'v Value, name: &str) -> &'v Vec<Value> {
    answer[name].as_array().unwrap_or_else(|| panic!("{name} in {answer}"))
}

#[test]
fn the_two_congresses_of_the_seeds_share_change_and_drop() {
    let Some(shared) = shared() else {
        eprintln!(
            "skipped: the_two_congresses_of_the_seeds_share_change_and_drop (no folder of seeds; set RECTO_SHARED)"
        );
        return;
    };
    let sandbox = Sandbox::new();
    sandbox.pack(&[shared.join("seeds").to_str().unwrap(), "--out", "site"]).code(0);
    let answer =
        sandbox.recto(&["groups", "site", "--a", "XIII", "--b", "XIV", "--limit", "300", "--json"]).code(0).json();
    assert_eq!(
        (&answer["a"]["articles"], &answer["b"]["articles"], &answer["both"]),
        (&3.into(), &2.into(), &0.into())
    );
    // One frame: `sai sót` goes, `sơ suất` comes.
    let frames = list(&answer, "frames");
    let has = |frame: &Value, side: usize, word: &str, hits: [u64; 2]| {
        frame["fillings"][side]["words"].as_array().unwrap().contains(&serde_json::json!([word, hits]))
    };
    let in_one = |frame: &&Value| has(frame, 0, "sai sót", [3, 0]) && has(frame, 1, "sơ suất", [0, 3]);
    assert!(frames.iter().any(|frame| in_one(&frame)), "{frames:?}");
    let word = |name: &str, word: &str| {
        let row = list(&answer, name).iter().find(|row| row["wording_a"] == word || row["wording_b"] == word);
        row.map(|row| (row["a"].as_u64().unwrap(), row["b"].as_u64().unwrap()))
    };
    assert_eq!(word("words_a", "đảm bảo"), Some((3, 0)));
    assert_eq!(word("words_a", "sai sót"), Some((3, 0)));
    assert_eq!(word("words_b", "sơ suất"), Some((0, 3)));
    // `từ sớm, từ xa` gains `từ cơ sở`.
    let gain = list(&answer, "gains").iter().find(|gain| gain["around"] == "từ sớm từ xa").unwrap();
    assert_eq!((&gain["wording_a"], &gain["wording_b"]), (&"từ sớm từ xa".into(), &"từ sớm từ xa từ cơ sở".into()));
    assert_eq!((&gain["a"], &gain["b"]), (&0.into(), &2.into()));
}

#[test]
fn odd_groups_are_said_in_words() {
    let sandbox = Sandbox::with_articles().packed();
    let said = |args: &[&str], words: &str| {
        let run = sandbox.recto(&[&["groups", "site"], args].concat()).code(0);
        assert!(run.err.contains(words), "{args:?}: {}", run.err);
    };
    said(&["--a", "thư viện", "--b", "thư viện"], "both groups are the same articles");
    said(&["--a", "zzz", "--b", "thư viện"], "nothing can be held against nothing");
    said(&["--a", "thư viện"], "one article says nothing of any other");
    said(&["--a", "hội chợ", "--b", "thư viện"], "1 article in both groups");
    let run = sandbox.recto(&["groups", "site", "--a-article", "nowhere.txt"]).code(2);
    assert!(run.err.contains("no article of the corpus has the id \"nowhere.txt\""), "{}", run.err);
    sandbox.recto(&["groups", "site"]).code(2);
    let csv = sandbox.recto(&["groups", "site", "--a", "thư viện", "--b", "trời mưa", "--csv"]).code(0).out;
    assert!(csv.starts_with("\u{feff}\"list\",\"wording_a\",\"wording_b\",\"around\",\"a\",\"b\","), "{csv}");
    assert!(csv.contains("\r\n\"kept\","), "the paragraph that both have: {csv}");
}
