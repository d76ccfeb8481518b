//! Phrases of real articles that a reader judged, held against what a comparison lists first. The articles stand beside the
//! project; the verdicts, ids and places alone, are in `tests/annotations/phrases.json`.

use super::compare::compare_articles;
use crate::article::wrapped_test::lines;
use crate::article::{ArticleId, extract};
use crate::bundle::group::StoredArticle;
use crate::compare::{Layer, Text};
use crate::protocol::{BlocksMode, Passage};
use std::collections::{HashMap, HashSet};

/// Rows of a pair of articles that are looked at first.
const FIRST_ROWS: usize = 10;

type Span = (u32, u32);

/// Whether two spans have half of the shorter one in common.
fn meets(x: Span, y: Span) -> bool {
    let common = x.1.min(y.1).saturating_sub(x.0.max(y.0));
    2 * common >= (x.1 - x.0).min(y.1 - y.0)
}

#[test]
fn phrases_worth_a_row_are_listed() {
    let Some(records) = lines("vi-events") else { return };
    let mut stored: HashMap<String, StoredArticle> = HashMap::new();
    let mut articles_of: HashMap<String, u32> = HashMap::new();
    for line in records.lines() {
        let record: serde_json::Value = serde_json::from_str(line).expect("a record");
        let (id, text) = (record["id"].as_str().expect("an id"), record["text"].as_str().expect("a text"));
        let article = extract(id, text.to_owned());
        let words: HashSet<String> = Text::of(&article).side.folds.distinct.into_iter().collect();
        words.into_iter().for_each(|word| *articles_of.entry(word).or_default() += 1);
        stored.insert(id.to_owned(), StoredArticle { article, length_tokens: 0 });
    }
    let all = stored.len() as f64;
    let rarity = |fold: &str| {
        let df = f64::from(articles_of.get(fold).copied().unwrap_or(1));
        ((all + 1.0) / (df + 0.5)).ln() as f32
    };
    let judged: serde_json::Value =
        serde_json::from_str(include_str!("../../tests/annotations/phrases.json")).expect("the verdicts");
    let (mut useful, mut useful_first, mut useless_first) = (0, 0, 0);
    for row in judged["phrases"].as_array().expect("a list") {
        let id = |at: usize| row[at].as_str().expect("an id");
        let place = |at: usize| row[at].as_u64().expect("an offset") as u32;
        let pair = [&stored[id(0)], &stored[id(1)]];
        let answer = compare_articles(&pair, &[ArticleId(0), ArticleId(1)], BlocksMode::Text, Some(&rarity));
        let listed = |one: &&Passage| one.layer == Layer::Phrase && one.noise.is_none() && one.times > 0;
        let mut first: Vec<&Passage> = answer.passages.iter().filter(listed).collect();
        first.sort_by(|x, y| y.weight.total_cmp(&x.weight));
        let is_first = first.iter().take(FIRST_ROWS).any(|one| {
            let [a, b] = [0, 1].map(|at| (one.spans[at].start, one.spans[at].end));
            meets(a, (place(2), place(3))) && meets(b, (place(4), place(5)))
        });
        let verdict = row[6] == 1;
        useful += usize::from(verdict);
        useful_first += usize::from(verdict && is_first);
        useless_first += usize::from(!verdict && is_first);
    }
    let told = format!("{useful_first} of {useful} useful phrases are among the first, and {useless_first} others");
    println!("{told}");
    assert!(useful_first + 1 >= useful, "{told}");
    // 34 of 40.
    assert!(useful_first * 6 >= (useful_first + useless_first) * 5, "{told}");
}
