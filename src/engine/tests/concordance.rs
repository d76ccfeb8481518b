//! Concordance lines in every order, held against all lines sorted by what they show.

use super::{Corpus, article, corpus, texts};
use crate::article::Role;
use crate::protocol::*;
use crate::text::{exact_key, sort_key, tokens};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn ask(corpus: &mut Corpus, request: &ConcordanceRequest) -> ConcordanceAnswer {
    corpus.ask(request.clone())
}

/// What a line shows at a sort key: text in Vietnamese order, or its article's number or day.
fn shown(line: &Line, sort: LineSort, days: &BTreeMap<u32, String>) -> Vec<u8> {
    let nth = |text: &str, n: u8, from_end: bool| {
        let words: Vec<&str> = tokens(text).iter().map(|token| token.of(text)).collect();
        let n = usize::from(n) - 1;
        let word = if from_end { words.iter().rev().nth(n) } else { words.get(n) };
        sort_key(&exact_key(word.unwrap_or(&"")))
    };
    match sort {
        LineSort::Left(n) => nth(&line.left, n, true),
        LineSort::Right(n) => nth(&line.right, n, false),
        LineSort::Node => sort_key(&exact_key(&line.node)),
        LineSort::Article => line.article.0.to_be_bytes().to_vec(),
        LineSort::Date => days[&line.article.0].clone().into_bytes(),
    }
}

fn sorts() -> impl Strategy<Value = Vec<LineSort>> {
    let one = prop::sample::select(vec![
        LineSort::Left(1),
        LineSort::Left(2),
        LineSort::Right(1),
        LineSort::Right(3),
        LineSort::Node,
        LineSort::Article,
        LineSort::Date,
    ]);
    prop::collection::vec(one, 0..=3)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn windows_show_all_lines_in_order(
        articles in texts(),
        query in prop::sample::select(vec!["an", "ba*", "an OR ninh", "an ninh", "hoa -an", "\"tu an\""]),
        sort in sorts(),
        limit in 1u32..9,
        undated in any::<bool>(),
    ) {
        let mut corpus = corpus(articles);
        let spec = QuerySpec { query: query.into(), filters: Filters { undated, ..Filters::default() }, ..QuerySpec::default() };
        let plain = ConcordanceRequest { spec, context_tokens: 20, limit: 1000, ..ConcordanceRequest::default() };
        let mut expected = ask(&mut corpus, &plain);
        let day = |card: &Card| match card.date.filter(|date| date.year.is_some()) {
            Some(date) => date.to_string(),
            None => "undated".to_owned(),
        };
        let days = expected.cards.iter().map(|card| (card.article.0, day(card))).collect();
        let place = |line: &Line| (line.article, line.start, line.end);
        prop_assert!(expected.lines.windows(2).all(|pair| place(&pair[0]) < place(&pair[1])));
        expected.lines.sort_by_cached_key(|line| sort.iter().map(|key| shown(line, *key, &days)).collect::<Vec<_>>());

        let mut lines = Vec::new();
        loop {
            let request = ConcordanceRequest { sort: sort.clone(), offset: lines.len() as u32, limit, ..plain.clone() };
            let answer = ask(&mut corpus, &request);
            prop_assert_eq!((answer.total, answer.articles), (expected.total, expected.articles));
            prop_assert!(answer.cuts.is_empty());
            let named: Vec<_> = answer.cards.iter().map(|card| card.article).collect();
            prop_assert!(answer.lines.iter().all(|line| named.binary_search(&line.article).is_ok()));
            if answer.lines.is_empty() {
                break;
            }
            lines.extend(answer.lines);
        }
        prop_assert_eq!(lines, expected.lines);
    }
}

#[test]
fn more_lines_than_the_budget_are_sorted_with_more_effort() {
    let text = "an ninh ".repeat(100);
    let numbered = (0..300).map(|n| article(&format!("{n:03}"), None, &[(Role::Body, false, &format!("{text} {n}"))]));
    let mut corpus = corpus(numbered.collect());
    let request = |effort, offset| ConcordanceRequest {
        spec: QuerySpec { query: "an".into(), effort, ..QuerySpec::default() },
        sort: vec![LineSort::Right(2), LineSort::Left(1)],
        context_tokens: 3,
        offset,
        limit: 5000,
    };
    let cut = Cut { kind: CutKind::Lines, part: "an".into(), looked_at: 20_000, of: Some(30_000) };
    let answer = ask(&mut corpus, &request(0, 0));
    assert_eq!(
        (answer.total, answer.articles, answer.lines.len(), answer.cuts),
        (30_000, 300, 1000, vec![cut.clone()])
    );
    // The last "an ninh" of an article is followed by its number.
    assert!(answer.lines[..200].iter().all(|line| line.right.starts_with(" ninh ") && !line.right.contains("an")));
    let past = ask(&mut corpus, &request(0, 20_000));
    assert_eq!((past.lines.len(), past.cuts), (0, vec![cut]));
    let more = ask(&mut corpus, &request(1, 29_000));
    assert_eq!((more.lines.len(), more.cuts), (1000, vec![]));
    let fresh = ask(&mut super::corpus(vec![article("a", None, &[(Role::Body, false, "an")])]), &request(0, 0));
    assert_eq!((fresh.total, fresh.lines.len()), (1, 1));
}

#[test]
fn a_rare_word_in_many_groups_is_cut_by_the_bytes_they_take() {
    let text = "mỗi bài một nội dung ".repeat(200);
    let numbered =
        (0..60).map(|n| article(&format!("{n:02}"), None, &[(Role::Body, false, &format!("{text} {n} hiếm"))]));
    let mut corpus = corpus(numbered.collect());
    corpus.engine.sorted.budget.bytes = 300;
    let mut looked_at = |effort| {
        let spec = QuerySpec { query: "hiếm".into(), effort, ..QuerySpec::default() };
        let request =
            ConcordanceRequest { spec, sort: vec![LineSort::Left(1)], limit: 100, ..ConcordanceRequest::default() };
        let answer = ask(&mut corpus, &request);
        assert_eq!(answer.total, 60);
        answer.cuts.first().map_or(60, |cut| cut.looked_at)
    };
    let (first, second, third) = (looked_at(0), looked_at(1), looked_at(2));
    assert!(0 < first && first < second && second <= third, "{first} {second} {third}");
    assert_eq!(third, 60);
}
