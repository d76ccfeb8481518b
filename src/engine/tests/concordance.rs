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
        sample in prop::option::of((0u32..12, 0u32..3)),
        group in prop::sample::select(vec![None, Some(LineBy::Article), Some(LineBy::Year)]),
    ) {
        let mut corpus = corpus(articles);
        let spec = QuerySpec { query: query.into(), filters: Filters { undated, ..Filters::default() }, ..QuerySpec::default() };
        let plain = ConcordanceRequest { spec, context_tokens: 20, limit: 1000, ..ConcordanceRequest::default() };
        let all = ask(&mut corpus, &plain);
        let sample = sample.map(|(lines, seed)| Sample { lines, seed });
        let plain = ConcordanceRequest { sample, ..plain };
        let mut expected = ask(&mut corpus, &plain);
        let listed = sample.map_or(all.total, |sample| all.total.min(u64::from(sample.lines)));
        prop_assert_eq!((expected.total, expected.tiers, expected.listed), (all.total, all.tiers, listed));
        prop_assert_eq!(expected.lines.len() as u64, listed);
        prop_assert!(expected.lines.iter().all(|line| all.lines.contains(line)));
        let day = |card: &Card| match card.date.filter(|date| date.year.is_some()) {
            Some(date) => date.to_string(),
            None => "undated".to_owned(),
        };
        let days: BTreeMap<u32, String> = expected.cards.iter().map(|card| (card.article.0, day(card))).collect();
        let place = |line: &Line| (line.article, line.start, line.end);
        prop_assert!(expected.lines.windows(2).all(|pair| place(&pair[0]) < place(&pair[1])));
        let of_group = |line: &Line| match group {
            None | Some(LineBy::Source) => String::new(),
            Some(LineBy::Article) => format!("{:09}", line.article.0),
            Some(LineBy::Year) => days[&line.article.0].chars().take(4).collect(),
        };
        expected.lines.sort_by_cached_key(|line| {
            (of_group(line), sort.iter().map(|key| shown(line, *key, &days)).collect::<Vec<_>>())
        });

        let mut lines: Vec<Line> = Vec::new();
        loop {
            let sort = sort.clone();
            let request = ConcordanceRequest { sort, group, offset: lines.len() as u32, limit, ..plain.clone() };
            let answer = ask(&mut corpus, &request);
            prop_assert_eq!((answer.total, answer.articles), (expected.total, expected.articles));
            prop_assert!(answer.cuts.is_empty());
            let named: Vec<_> = answer.cards.iter().map(|card| card.article).collect();
            prop_assert!(answer.lines.iter().all(|line| named.binary_search(&line.article).is_ok()));
            if answer.lines.is_empty() {
                break;
            }
            for (line, at) in answer.lines.iter().zip(lines.len() as u64..) {
                let groups = answer.groups.iter().filter(|one| one.first <= at && at < one.first + one.lines);
                let groups: Vec<_> = groups.map(|one| (one.lines, one.articles)).collect();
                let same: Vec<_> = expected.lines.iter().filter(|other| of_group(other) == of_group(line)).collect();
                let mut articles: Vec<_> = same.iter().map(|line| line.article).collect();
                articles.sort();
                articles.dedup();
                let counts = group.map(|_| (same.len() as u64, articles.len() as u32));
                prop_assert_eq!(groups, counts.into_iter().collect::<Vec<_>>());
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
        ..ConcordanceRequest::default()
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

#[test]
fn lines_by_source_stand_most_first_and_a_sample_keeps_its_lines() {
    let of = |id: &str, source: Option<&str>, times: usize| crate::article::Article {
        source: source.map(str::to_owned),
        ..article(id, None, &[(Role::Body, false, &"an ninh ".repeat(times))])
    };
    let mut corpus =
        corpus(vec![of("a", Some("Xanh"), 2), of("b", None, 9), of("c", Some("Đỏ"), 3), of("d", Some("Xanh"), 2)]);
    let spec = QuerySpec { query: "an".into(), ..QuerySpec::default() };
    let group = Some(LineBy::Source);
    let request = ConcordanceRequest { spec, group, limit: 100, ..ConcordanceRequest::default() };
    let told = |answer: &ConcordanceAnswer| -> Vec<(String, u64, u64, u32)> {
        answer.groups.iter().map(|one| (one.value.clone(), one.first, one.lines, one.articles)).collect()
    };
    let expected = [("Xanh".to_owned(), 0, 4, 2), ("Đỏ".to_owned(), 4, 3, 1), (String::new(), 7, 9, 1)];
    let plain = ask(&mut corpus, &request);
    assert_eq!(told(&plain), expected);
    let sorted = ConcordanceRequest { sort: vec![LineSort::Right(1)], offset: 3, limit: 2, ..request.clone() };
    let sorted = ask(&mut corpus, &sorted);
    assert_eq!(told(&sorted), expected);
    let source = |line: &Line| plain.cards.iter().find(|card| card.article == line.article).unwrap().source.clone();
    assert_eq!(sorted.lines.iter().map(source).collect::<Vec<_>>(), [Some("Xanh".to_owned()), Some("Đỏ".to_owned())]);
    let sample = ConcordanceRequest { sample: Some(Sample { lines: 6, seed: 7 }), ..request };
    let sample = ask(&mut corpus, &sample);
    assert_eq!((sample.total, sample.listed, sample.lines.len()), (16, 6, 6));
    assert_eq!(sample.groups.iter().map(|one| one.lines).sum::<u64>(), 6);
}
