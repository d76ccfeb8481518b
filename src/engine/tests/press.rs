//! Facets and lines over a corpus of real articles that stands beside the project.

use super::{Corpus, corpus};
use crate::article::{Article, Block, Role};
use crate::protocol::*;
use crate::text::{exact_key, tokens};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Bytes of each text that are read: enough for a common word, little enough for a test.
const READ_BYTES: usize = 500;

/// The lines of a gzip file, whose header has no optional part but a name.
fn lines(path: &Path) -> Option<String> {
    let bytes = std::fs::read(path).ok()?;
    let name = if bytes[3] & 8 == 0 { 0 } else { bytes[10..].iter().position(|&byte| byte == 0).unwrap() + 1 };
    Some(String::from_utf8(miniz_oxide::inflate::decompress_to_vec(&bytes[10 + name..]).unwrap()).unwrap())
}

fn articles() -> Option<Vec<Article>> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folder = std::env::var_os("RECTO_SHARED").map_or_else(beside, PathBuf::from);
    let read = |line: &str| {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let field = |name: &str| record[name].as_str().unwrap().to_owned();
        let mut text = field("text");
        let end = (0..=READ_BYTES.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap();
        text.truncate(end);
        Article {
            id: field("id"),
            blocks: vec![Block { role: Role::Body, start: 0, end: end as u32, repeats: false }],
            text,
            title: field("title"),
            date: Some(field("date").parse().unwrap()),
            source: Some(field("source")),
            category: Some(field("category")),
            ..Article::default()
        }
    };
    Some(lines(&folder.join("corpora/vi-dantri.jsonl.gz"))?.lines().map(read).collect())
}

fn count<'a>(values: impl Iterator<Item = &'a Article>, of: impl Fn(&Article) -> String) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    values.for_each(|article| *counts.entry(of(article)).or_default() += 1);
    counts
}

fn category(article: &Article) -> String {
    article.category.clone().unwrap()
}

fn month(article: &Article) -> String {
    article.date.unwrap().to_string()[..7].to_owned()
}

fn facets(corpus: &mut Corpus, spec: &QuerySpec) -> (BTreeMap<String, u32>, BTreeMap<String, u32>, FacetsAnswer) {
    let answer = corpus.ask(FacetsRequest { spec: spec.clone(), limit: 40 });
    let of = |facet| {
        let values = answer.facets.iter().find(|(of, _)| *of == facet).map_or(&[][..], |(_, values)| values.as_slice());
        values.iter().map(|value| (value.value.clone(), value.articles)).collect::<BTreeMap<_, _>>()
    };
    let charted = answer.periods.iter().filter(|one| one.articles > 0);
    let periods = charted.map(|one| (one.period.to_string(), one.articles)).collect();
    (of(Facet::Category), periods, answer)
}

#[test]
fn a_common_word_of_the_press_is_counted_as_a_pass_over_it_counts() {
    let Some(articles) = articles() else {
        return println!("skipped: no corpora/vi-dantri.jsonl.gz in RECTO_SHARED or ../shared");
    };
    let hits = |article: &Article| {
        tokens(&article.text).iter().filter(|token| exact_key(token.of(&article.text)) == "của").count() as u64
    };
    let found: Vec<&Article> = articles.iter().filter(|article| hits(article) > 0).collect();
    let mut corpus = corpus(articles.clone());
    let word = QuerySpec { query: "của".into(), marks: MarksMode::Exact, ..QuerySpec::default() };

    let (categories, months, answer) = facets(&mut corpus, &QuerySpec::default());
    assert_eq!((categories, months), (count(articles.iter(), category), count(articles.iter(), month)));
    assert_eq!((answer.periods.len(), answer.undated), (21, 0));
    let (categories, months, _) = facets(&mut corpus, &word);
    assert_eq!(categories, count(found.iter().copied(), category));
    assert_eq!(months, count(found.iter().copied(), month));

    let (from, sport) = ("2021-04-15".parse().unwrap(), "sport".to_owned());
    let values = vec![(Facet::Category, vec![sport.clone()])];
    let filtered = QuerySpec { filters: Filters { values, from: Some(from), ..Filters::default() }, ..word };
    let late = |article: &&&Article| article.date.unwrap().to_string().as_str() >= "2021-04-15";
    let (categories, months, _) = facets(&mut corpus, &filtered);
    assert_eq!(categories, count(found.iter().filter(late).copied(), category));
    assert_eq!(months, count(found.iter().filter(|a| category(a) == sport).copied(), month));

    let expected: u64 = found.iter().filter(late).filter(|a| category(a) == sport).map(|a| hits(a)).sum();
    let sort = vec![LineSort::Right(1), LineSort::Date];
    let request = ConcordanceRequest { spec: filtered, sort, context_tokens: 3, limit: 1000, ..Default::default() };
    let lines = corpus.ask(request);
    assert_eq!((lines.total, lines.lines.len() as u64), (expected, expected));
}
