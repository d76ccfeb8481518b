//! The engine over packed articles, held against a naive scan of the same texts.

use super::{Engine, Poll};
use crate::article::{Article, Block, Date, Role};
use crate::bundle::PackedChunk;
use crate::index::placed::{Key, placed_tokens};
use crate::pack::bundling::{About, build};
use crate::protocol::*;
use crate::query::plan::Plan;
use proptest::prelude::*;
use std::collections::HashMap;

mod alike;
mod concordance;
mod counts;
mod facets;
mod families;
mod glosses;
mod groups;
mod joined;
mod meaning;
mod mentions;
mod offers;
mod pairs;
mod press;
mod progress;
mod related_words;
mod trace;
mod trips;

/// A packed corpus with its engine.
pub(super) struct Corpus {
    engine: Engine,
    chunks: HashMap<String, Vec<u8>>,
    trips: usize,
}

pub(super) fn corpus(articles: Vec<Article>) -> Corpus {
    let packed = build(articles, &About::default()).unwrap();
    let chunks = packed.chunks.into_iter().map(|PackedChunk { name, payload }| (name, payload)).collect();
    Corpus { engine: Engine::open(&packed.root).unwrap(), chunks, trips: 0 }
}

impl Corpus {
    pub(super) fn ask<A: Ask>(&mut self, ask: A) -> A::Answer {
        self.try_ask(ask).unwrap()
    }

    pub(super) fn try_ask<A: Ask>(&mut self, ask: A) -> Result<A::Answer, Refusal> {
        let request = ask.into();
        loop {
            match self.engine.poll(&request)? {
                Poll::Ready(response) => return Ok(A::answer(response).unwrap()),
                Poll::Missing(wanted) => {
                    self.trips += 1;
                    for chunk in wanted {
                        self.engine.supply(chunk.id, self.chunks[&chunk.name].clone()).unwrap();
                    }
                }
            }
        }
    }

    pub(super) fn search(&mut self, spec: &QuerySpec) -> SearchAnswer {
        let request = SearchRequest { spec: spec.clone(), limit: 100, ..SearchRequest::default() };
        self.ask(request)
    }
}

pub(super) fn article(id: &str, date: Option<&str>, blocks: &[(Role, bool, &str)]) -> Article {
    let mut text = String::new();
    let mut list = Vec::new();
    for (role, repeats, part) in blocks {
        let start = text.len() as u32;
        text.push_str(part);
        list.push(Block { role: *role, start, end: text.len() as u32, repeats: *repeats });
        text.push_str("\n\n");
    }
    let date = date.map(|d| d.parse::<Date>().unwrap());
    Article { id: id.to_owned(), text, blocks: list, title: id.to_owned(), date, ..Article::default() }
}

/// Counts a phrase in texts without the index: every run of tokens in one block, every token's keys.
fn naive(articles: &[Article], spec: &QuerySpec) -> (u32, TierCounts) {
    let (plan, _) = Plan::read(spec);
    let (mut found, mut tiers) = (0, TierCounts::default());
    let Some(crate::query::plan::Expr::Leaf(leaf)) = plan.main else { return (0, tiers) };
    let leaf = &plan.leaves[leaf];
    for article in articles {
        let before = tiers;
        for (number, block) in article.blocks.iter().enumerate().filter(|(_, b)| leaf.covers(b.field(), spec.blocks)) {
            let placed: Vec<_> = placed_tokens(&article.text, &article.blocks);
            let here: Vec<_> = placed.iter().filter(|t| t.block as usize == number).collect();
            for run in here.windows(leaf.slots.len()) {
                let tier = run.iter().enumerate().try_fold(Tier::Exact, |worst, (slot, token)| {
                    let surface = &article.text[token.start as usize..token.end as usize];
                    Some(worst.max(
                        Key::all_of(surface).iter().filter_map(|key| leaf.tier_in_text(slot, key, surface)).min()?,
                    ))
                });
                if let Some(tier) = tier {
                    tiers.add(tier, 1);
                }
            }
            let _ = block;
        }
        found += u32::from(before != tiers);
    }
    (found, tiers)
}

fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "bảo",
        "Bảo",
        "bao",
        "báo",
        "đảm",
        "dam",
        "đam",
        "an",
        "ninh",
        "trật",
        "tự",
        "tu",
        "1.400",
        "1400",
        "80%",
        "hòa",
        "hoà",
        "北京",
        "ninh,",
        "sĩ",
        "sỹ",
        "công",
        "ăn",
        "हिन्दी",
        "हिंदी",
        "straße",
        "Strasse",
        "m²",
        "m2",
        "१२३",
        "123",
        "إلى",
        "الى",
        "ёлка",
        "елка",
        "ọ̀rọ̀",
        "CO₂",
        "за\u{301}мок",
        "замо\u{301}к",
        "l'an",
        "L’An",
        "d'ninh's",
        "ninh's",
        "Bao's",
        "don't",
    ]);
    prop::collection::vec(word, 1..14).prop_map(|words| words.join(" "))
}

fn texts() -> impl Strategy<Value = Vec<Article>> {
    let role = prop::sample::select(vec![Role::Title, Role::Lead, Role::Body, Role::Body, Role::Related]);
    let block = (role, any::<bool>(), words());
    let date = prop::option::of(prop::sample::select(vec!["2021-01", "2020", "--01-12", "2026-03-04"]));
    prop::collection::vec((date, prop::collection::vec(block, 1..5)), 1..7).prop_map(|list| {
        let named = list.iter().enumerate().map(|(n, (date, blocks))| {
            let blocks: Vec<_> = blocks.iter().map(|(role, repeats, text)| (*role, *repeats, text.as_str())).collect();
            article(&format!("{n}.txt"), *date, &blocks)
        });
        named.collect()
    })
}

fn query() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "bảo",
        "bao",
        "bá*",
        "ba*",
        "đam",
        "dam",
        "an",
        "ninh",
        "trật",
        "tu",
        "1400",
        "1.400",
        "1*",
        "80",
        "hoà",
        "hoa",
        "京",
        "sỹ",
        "b?o",
        "*inh",
        "*a*",
        "đ*m",
        "/b[aả]o/",
        "/.*[tn].*/",
        "/[^a]+/",
        "bao~1",
        "đam~2",
        "công",
        "हिंदी",
        "हि*",
        "straße",
        "stra*",
        "m2",
        "m²",
        "123",
        "إلى",
        "الى",
        "елка",
        "ọrọ",
        "co2",
        "замок",
        "за\u{301}мок",
        "за\u{301}*",
        "strase~1",
        "1?00",
        "l'an",
        "*an",
        "L’An",
        "ninh's",
        "d*",
    ]);
    prop::collection::vec(word, 1..4).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn every_count_is_what_a_scan_finds(articles in texts(), query in query(), marks in 0..3, all in any::<bool>(), strict in 0u8..64) {
        let has = |bit: u8| strict & 1 << bit != 0;
        // Half of the time nothing is strict.
        let strict = if has(5) { Strict { case: has(0), tone: has(1), letters: has(2), stroke: has(3) } } else { Strict::default() };
        let marks = [MarksMode::Smart, MarksMode::Exact, MarksMode::Fold][marks as usize];
        let blocks = if all { BlocksMode::All } else { BlocksMode::Text };
        let spec = QuerySpec { query, marks, blocks, strict, ..QuerySpec::default() };
        let (found, tiers) = naive(&articles, &spec);
        let mut corpus = corpus(articles);
        let answer = corpus.search(&spec);
        let group = &answer.groups[0];
        prop_assert_eq!((group.total.articles, group.tiers), (found, tiers));
        prop_assert_eq!(group.results.len() as u32, found);
        for group in &answer.groups {
            let hits: u64 = group.results.iter().map(|r| u64::from(r.hits)).sum();
            prop_assert_eq!(hits, group.total.hits);
        }
        for result in &group.results {
            let read = corpus.ask(ReadRequest { article: result.card.id.clone(), spec: spec.clone() });
            prop_assert_eq!(read.hits.len() as u32, result.hits);
            prop_assert!(result.snippet.iter().any(|f| f.hit) && !result.strip.is_empty());
        }
        let request = ConcordanceRequest { spec: spec.clone(), context_tokens: 3, sort: vec![LineSort::Left(1), LineSort::Node], limit: 1000, ..ConcordanceRequest::default() };
        let lines = corpus.ask(request);
        prop_assert_eq!((lines.total, lines.lines.len() as u64), (group.total.hits, group.total.hits));
    }

    #[test]
    fn mixed_queries_agree_with_their_lines(articles in texts(), a in query(), b in query(), operator in 0..6, case in any::<bool>()) {
        let operator = [" OR ", " -", " +", " source:x OR ", " NEAR/2 ", " NEAR/9 "][operator as usize];
        let strict = Strict { case, ..Strict::default() };
        let spec = QuerySpec { query: format!("{a}{operator}{b}"), strict, ..QuerySpec::default() };
        let mut corpus = corpus(articles);
        let answer = corpus.search(&spec);
        let request = ConcordanceRequest { spec, context_tokens: 2, limit: 1000, ..ConcordanceRequest::default() };
        let lines = corpus.ask(request);
        prop_assert_eq!(lines.lines.len() as u64, answer.groups[0].total.hits);
    }
}

#[test]
fn a_run_is_a_phrase_first_then_all_its_words() {
    let mut corpus = corpus(vec![
        article("a", None, &[(Role::Body, false, "an ninh mạng")]),
        article("b", None, &[(Role::Body, false, "ninh mạng và an")]),
        article("c", None, &[(Role::Body, false, "an toàn")]),
    ]);
    let answer = corpus.search(&QuerySpec { query: "an ninh mạng".into(), ..QuerySpec::default() });
    let shape: Vec<_> =
        answer.groups.iter().map(|g| (g.kind, g.total.articles, g.results[0].card.id.as_str())).collect();
    assert_eq!(shape, [(GroupKind::Phrase, 1, "a"), (GroupKind::Words, 1, "b")]);
}

#[test]
fn filters_narrow_and_stand_alone() {
    let with = |id: &str, date: &str, source: &str| Article {
        source: Some(source.to_owned()),
        ..article(id, Some(date), &[(Role::Body, false, "an ninh")])
    };
    let mut corpus = corpus(vec![
        with("a", "2020-05", "Báo Đỏ"),
        with("b", "2021-01-24", "Báo Xanh"),
        with("c", "--01-12", "Báo Đỏ"),
    ]);
    let mut ids = |query: &str| {
        let answer = corpus.search(&QuerySpec { query: query.into(), ..QuerySpec::default() });
        answer.groups[0].results.iter().map(|r| r.card.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids("source:đỏ"), ["a", "c"]);
    assert_eq!(ids("date:2021"), ["b"]);
    assert_eq!(ids("date:2020..2021 an ninh"), ["a", "b"]);
    assert_eq!(ids("ninh source:\"báo xanh\""), ["b"]);
}

#[test]
fn ids_are_found_and_unknown_ones_are_not() {
    let mut corpus = corpus(vec![article("x/a.txt", None, &[(Role::Body, false, "một")])]);
    let found = corpus.ask(FindRequest { names: ["x/a.txt", "nope", "0", "1"].map(str::to_owned).into() });
    let ids: Vec<_> = found.into_iter().map(|card| card.map(|card| card.id)).collect();
    assert_eq!(ids, [Some("x/a.txt".to_owned()), None, Some("x/a.txt".to_owned()), None]);
    let read = |id: &str| ReadRequest { article: id.to_owned(), spec: QuerySpec::default() };
    assert_eq!(corpus.ask(read("x/a.txt")).article.card.id, "x/a.txt");
    assert_eq!(corpus.try_ask(read("0")), Err(Refusal::NoArticle(vec!["0".to_owned()])), "a number is no id");
    let of = |ids: &[&str]| CompareRequest {
        articles: ids.iter().map(|id| (*id).to_owned()).collect(),
        blocks: BlocksMode::Text,
        pasted: None,
        pasted_first: false,
    };
    let gone = Refusal::NoArticle(vec!["y".to_owned(), "z".to_owned()]);
    assert_eq!(corpus.try_ask(of(&["y", "x/a.txt", "z"])), Err(gone), "all that are gone");
    assert_eq!(corpus.try_ask(of(&["x/a.txt", "x/a.txt"])), Err(Refusal::TooFew(1)));
}

#[test]
fn a_text_of_marks_alone_is_found() {
    let mut corpus = corpus(vec![article("a", None, &[(Role::Body, false, "\u{640}\u{640} :\u{6e8} chợ")])]);
    for query in ["chợ", "\u{640}\u{640}", "\u{6e8}"] {
        let answer = corpus.search(&QuerySpec { query: query.into(), ..QuerySpec::default() });
        assert_eq!(answer.groups[0].total.hits, 1, "{query}");
    }
}

#[test]
fn an_empty_corpus_answers() {
    let mut corpus = corpus(vec![]);
    let answer = corpus.search(&QuerySpec { query: "an ninh".into(), ..QuerySpec::default() });
    assert_eq!(answer.groups[0].total, Total::default());
    assert_eq!(corpus.ask(OverviewRequest).articles, 0);
}

#[test]
fn a_very_long_word_does_not_fill_an_excerpt() {
    let long = "a".repeat(5000);
    let mut corpus = corpus(vec![article("a", None, &[(Role::Body, false, &format!("{long} an ninh {long}"))])]);
    let answer = corpus.search(&QuerySpec { query: "ninh".into(), ..QuerySpec::default() });
    let excerpt: Vec<(&str, bool)> =
        answer.groups[0].results[0].snippet.iter().map(|f| (f.text.as_str(), f.hit)).collect();
    assert_eq!(excerpt, [("… ", false), ("an ", false), ("ninh", true), (" …", false)]);
}
