//! Wrapped and unwrapped copies of real texts have the same neighbours: what is a phrase in one is a phrase in the other.
//! The texts stand beside the project and are wrapped here; the test prints its table.

use super::extract;
use super::model::Article;
use crate::index::placed::placed_tokens;
use crate::text::exact_key;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Pairs of neighbouring words, with how often each stands.
type Neighbours = HashMap<(String, String), i64>;

/// A corpus beside the project, a record a line; says "skipped" where it is not there.
pub(crate) fn lines(name: &str) -> Option<String> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folder = std::env::var_os("RECTO_SHARED").map_or_else(beside, PathBuf::from);
    let Ok(bytes) = std::fs::read(folder.join(format!("corpora/{name}.jsonl.gz"))) else {
        println!("skipped: no corpora/{name}.jsonl.gz in RECTO_SHARED or ../shared");
        return None;
    };
    // A gzip header without optional parts but a name.
    let name = if bytes[3] & 8 == 0 { 0 } else { bytes[10..].iter().position(|&byte| byte == 0).unwrap() + 1 };
    Some(String::from_utf8(miniz_oxide::inflate::decompress_to_vec(&bytes[10 + name..]).unwrap()).unwrap())
}

fn texts(name: &str) -> Option<Vec<String>> {
    let text = |line: &str| {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        record["text"].as_str().unwrap().to_owned()
    };
    Some(lines(name)?.lines().map(text).collect())
}

/// A paragraph broken at spaces so that no line is wider than it may be, as editors and mail programs do.
fn wrapped(paragraph: &str, width: usize) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for word in paragraph.split_whitespace() {
        let chars = word.chars().count();
        if at > 0 && at + 1 + chars > width {
            out.push('\n');
            at = 0;
        } else if at > 0 {
            out.push(' ');
            at += 1;
        }
        out.push_str(word);
        at += chars;
    }
    out
}

fn neighbours(article: &Article) -> Neighbours {
    let placed = placed_tokens(&article.text, &article.blocks);
    let key = |at: usize| exact_key(&article.text[placed[at].start as usize..placed[at].end as usize]);
    let mut found = Neighbours::new();
    for at in 1..placed.len() {
        if placed[at].position == placed[at - 1].position + 1 {
            *found.entry((key(at - 1), key(at))).or_default() += 1;
        }
    }
    found
}

/// Neighbours in all, those that the wrapped copies lost, and those that they have beside.
fn compared(texts: &[String], width: usize, gap: &str) -> [i64; 3] {
    let mut sums = [0; 3];
    for text in texts {
        let paragraphs: Vec<&str> = text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect();
        let copy = |paragraph: &&str| wrapped(paragraph, width);
        let whole = neighbours(&extract("a", paragraphs.join(gap)));
        let broken = neighbours(&extract("a", paragraphs.iter().map(copy).collect::<Vec<_>>().join(gap)));
        let of = |all: &Neighbours, pair| all.get(pair).copied().unwrap_or(0);
        sums[0] += whole.values().sum::<i64>();
        sums[1] += whole.iter().map(|(pair, &count)| (count - of(&broken, pair)).max(0)).sum::<i64>();
        sums[2] += broken.iter().map(|(pair, &count)| (count - of(&whole, pair)).max(0)).sum::<i64>();
    }
    sums
}

/// Checks that of 100,000 neighbours no more are lost, and no more come up that were none.
fn check(name: &str, texts: &[String], width: usize, gap: &str, most: [i64; 2]) {
    let [all, lost, gained] = compared(texts, width, gap);
    println!("{name}, wrapped at {width}, {gap:?}: {all} neighbours, {lost} lost, {gained} that were none");
    assert!(all > 5_000, "{name}: {all} neighbours");
    assert!(lost * 100_000 <= most[0] * all, "{name} at {width}: {lost} of {all} lost");
    assert!(gained * 100_000 <= most[1] * all, "{name} at {width}: {gained} of {all} were none");
}

#[test]
fn wrapped_copies_of_the_press_have_the_same_neighbours() {
    let Some(mut texts) = texts("vi-dantri") else { return };
    texts.truncate(400);
    assert_eq!(texts.len(), 400);
    for width in [60, 72, 80] {
        check("400 articles", &texts, width, "\n\n", [10, 1]);
        // Where only its width tells that a paragraph ends, one may go on in the next.
        check("400 articles", &texts, width, "\n", [40, 200]);
    }
}

#[test]
fn wrapped_copies_of_long_texts_have_the_same_neighbours() {
    let Some(mut texts) = texts("en-presidential") else { return };
    texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
    for text in &texts[..3] {
        check("a long text", std::slice::from_ref(text), 72, "\n\n", [40, 40]);
        check("a long text", std::slice::from_ref(text), 72, "\n", [40, 400]);
    }
}

#[test]
fn lines_of_real_texts_that_are_not_wrapped_stay_apart() {
    for (name, most) in [("vi-dantri", 20), ("vi-events", 0), ("en-presidential", 10)] {
        let Some(texts) = texts(name) else { return };
        let joined = |text: &String| {
            let article = extract("a", text.clone());
            article.blocks.iter().filter(|block| block.of(&article.text).contains('\n')).count()
        };
        let found: usize = texts.iter().map(joined).sum();
        println!("{name}: {found} paragraphs of several lines");
        assert!(found <= most, "{name}: {found}");
    }
}
