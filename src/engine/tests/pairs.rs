//! Who shares wording with whom, and what is on a topic, over packed articles: what was planted in them is what is told.

use super::{Corpus, article, corpus};
use crate::article::{Article, Role};
use crate::protocol::*;

/// Words that no other article has.
fn own(place: usize, count: usize) -> String {
    (0..count).map(|n| format!("leaf{}", place * 1000 + n)).collect::<Vec<_>>().join(" ")
}

const SLUICE: &str = "the keeper of the upper sluice counts every barge that passes before the evening bell";
const ORCHARD: &str = "pear trees along the southern wall were pruned in the week after the great frost";

/// Five articles of two papers and two years. `a`, `b` and `c` share a sentence; `a` and `d` another, which is half of `d`.
fn papers() -> Vec<Article> {
    let told = [
        ("a", "2019-03-01", "Post", format!("{}. {SLUICE}. {}. {ORCHARD}. {}", own(1, 30), own(2, 30), own(3, 30))),
        ("b", "2019-04-01", "Mail", format!("{}. {SLUICE}. {}", own(4, 40), own(5, 10))),
        ("c", "2020-03-01", "Mail", format!("{SLUICE}. {}", own(6, 60))),
        ("d", "2020-05-01", "Post", format!("{}. {ORCHARD}.", own(7, 15))),
        ("e", "2020-06-01", "Post", own(8, 60)),
    ];
    let article_of = |(id, date, source, text): (&str, &str, &str, String)| {
        let mut one = article(id, Some(date), &[(Role::Body, false, &text)]);
        one.source = Some(source.to_owned());
        one
    };
    told.into_iter().map(article_of).collect()
}

fn ask(corpus: &mut Corpus, axis: Axis) -> PairsAnswer {
    corpus.ask(PairsRequest { axis, limit: 12, ..PairsRequest::default() })
}

fn names(answer: &PairsAnswer) -> Vec<&str> {
    answer.axis.iter().map(|one| one.name.as_str()).collect()
}

#[test]
fn articles_are_held_against_each_other() {
    let mut corpus = corpus(papers());
    let answer = ask(&mut corpus, Axis::Articles);
    assert_eq!(names(&answer), ["a", "b", "c", "d"], "`e` shares nothing");
    assert!(answer.axis.iter().all(|one| one.card.as_ref().is_some_and(|card| card.id == one.name)));
    let texts = papers();
    // Hundredths of the bytes of a text that a sentence is.
    let share =
        |of: usize, sentence: &str| (sentence.len() * 100 / texts[of].blocks[0].of(&texts[of].text).len()) as u32;
    let check = |row: usize, column: usize, expected: u32| {
        let cell = answer.cell(row, column);
        assert!(cell.abs_diff(expected) <= 1, "{row} {column}: {cell}, expected {expected}");
    };
    check(0, 1, share(0, SLUICE));
    check(1, 0, share(1, SLUICE));
    check(2, 1, share(2, SLUICE));
    check(0, 3, share(0, ORCHARD));
    check(3, 0, share(3, ORCHARD));
    assert!(answer.cell(3, 0) > answer.cell(0, 3));
    assert_eq!([(0, 0), (1, 3), (3, 1)].map(|(row, column)| answer.cell(row, column)), [0; 3]);
    let two = corpus.ask(PairsRequest { limit: 2, ..PairsRequest::default() });
    assert_eq!((two.axis.len(), two.cells.len()), (2, 4));
    let spec = QuerySpec { query: "source:Mail".to_owned(), ..QuerySpec::default() };
    let narrowed = corpus.ask(PairsRequest { spec, limit: 12, ..PairsRequest::default() });
    assert_eq!(names(&narrowed), ["b", "c"]);
}

#[test]
fn sources_and_years_count_wordings_and_open_to_pairs() {
    let mut corpus = corpus(papers());
    let sources = ask(&mut corpus, Axis::Sources);
    assert_eq!(names(&sources), ["Post", "Mail"]);
    // One sentence of `a` and `d`, one of all three: two of the first paper's, one of the second's.
    assert_eq!(sources.cells, [1, 1, 1, 1]);
    let years = ask(&mut corpus, Axis::Years);
    assert_eq!((names(&years), &years.cells[..]), (vec!["2019", "2020"], &[1, 2, 2, 0][..]));
    let between = |corpus: &mut Corpus, axis, a: &str, b: &str| {
        let between = Some([a.to_owned(), b.to_owned()]);
        let answer = corpus.ask(PairsRequest { axis, between, limit: 12, ..PairsRequest::default() });
        answer.pairs.iter().map(|pair| pair.cards.each_ref().map(|card| card.id.clone()).concat()).collect::<Vec<_>>()
    };
    assert_eq!(between(&mut corpus, Axis::Sources, "Mail", "Post"), ["ba", "ca"]);
    assert_eq!(between(&mut corpus, Axis::Sources, "Mail", "Mail"), ["bc"]);
    assert_eq!(between(&mut corpus, Axis::Years, "2019", "2020").len(), 3);
    assert_eq!(between(&mut corpus, Axis::Years, "2019", "1870"), [""; 0]);
}

#[test]
fn odd_corpora_have_an_empty_map() {
    let undated = |id: &str| article(id, None, &[(Role::Body, false, &format!("{SLUICE}. {}", own(1, 9)))]);
    for articles in [Vec::new(), papers()[..1].to_vec(), vec![undated("x"), undated("y")]] {
        let mut corpus = corpus(articles);
        assert!(ask(&mut corpus, Axis::Sources).axis.is_empty());
        let years = ask(&mut corpus, Axis::Years);
        assert!(years.axis.is_empty() && years.cells.is_empty());
    }
    let mut copies = corpus(vec![undated("x"), undated("y")]);
    assert_eq!(ask(&mut copies, Axis::Articles).cells, [0, 100, 100, 0]);
}

#[test]
fn copies_are_one_row_of_the_map() {
    let mut articles = papers();
    let second = articles[1].text.trim().to_owned();
    for (id, source) in [("b2", "Post"), ("b3", "Mail"), ("b4", "Post")] {
        let mut copy = article(id, Some("2021-01-01"), &[(Role::Body, false, &second)]);
        copy.source = Some(source.to_owned());
        articles.push(copy);
    }
    let mut corpus = corpus(articles);
    let copies = |answer: &PairsAnswer| {
        answer.axis.iter().map(|one| (one.name.clone(), one.copies)).filter(|one| one.1 > 0).collect::<Vec<_>>()
    };
    let answer = ask(&mut corpus, Axis::Articles);
    assert_eq!(names(&answer), ["a", "b", "c", "d"]);
    assert_eq!(copies(&answer), [("b".to_owned(), 3)]);
    // Among those that pass a filter the first one stands for the others; counted once or not, the map is the same.
    for once in [false, true] {
        let mut spec = QuerySpec { query: "source:Post".to_owned(), ..QuerySpec::default() };
        spec.filters.once = once;
        let narrowed = corpus.ask(PairsRequest { spec, limit: 12, ..PairsRequest::default() });
        assert_eq!(names(&narrowed), ["a", "d", "b2"]);
        assert_eq!(copies(&narrowed), [("b2".to_owned(), 1)]);
    }
    let spec = QuerySpec { query: "source:Mail -\"upper sluice counts\"".to_owned(), ..QuerySpec::default() };
    assert!(corpus.ask(PairsRequest { spec, limit: 12, ..PairsRequest::default() }).axis.is_empty());
}

#[test]
fn ten_thousand_copies_leave_room_on_the_map() {
    let mut articles = papers();
    let copy = format!("{}. {}", own(90, 70), own(91, 40));
    articles.extend((0..10_000).map(|n| article(&format!("z{n}"), None, &[(Role::Body, false, &copy)])));
    let mut corpus = corpus(articles);
    let answer = ask(&mut corpus, Axis::Articles);
    assert_eq!(names(&answer), ["a", "b", "c", "d"]);
    let answer = corpus.ask(RelatedRequest { article: "z5000".to_owned(), limit: 5 });
    assert_eq!(answer.articles, []);
}

/// Sixty articles of chance words, of which four are about a comet, two of them with a person.
fn sky() -> Vec<Article> {
    let topic =
        "Comet Halvorsen crossed the orbit of Ceres, said the observatory; comet hunters saw Halvorsen fade near Ceres";
    let body = |place: usize| match place {
        10 | 20 | 30 => format!("{} {topic}. {}", own(place, 40), own(place + 100, 40)),
        40 => format!("{} Halvorsen and Ceres, by {}", own(place, 40), own(place + 100, 40)),
        50 => format!("{} Halvorsen {}", own(place, 40), own(place + 100, 40)),
        _ => format!("{} the observatory said so {}", own(place, 40), own(place + 100, 40)),
    };
    let article_of = |place: usize| {
        let mut one = article(&format!("n{place:02}"), None, &[(Role::Body, false, &body(place))]);
        if place == 10 || place == 40 {
            one.people = vec!["Ida Marchetti".to_owned()];
        }
        one
    };
    (0..60).map(article_of).collect()
}

#[test]
fn articles_on_one_topic_are_related_with_their_reasons() {
    let mut corpus = corpus(sky());
    let request = RelatedRequest { article: "n10".to_owned(), limit: 5 };
    let answer = corpus.ask(request.clone());
    let ids: Vec<&str> = answer.articles.iter().map(|one| one.card.id.as_str()).collect();
    assert_eq!(ids, ["n20", "n30", "n40"], "one word in common is no topic, and the article itself is none");
    let first = &answer.articles[0];
    assert!(first.words.contains(&"Halvorsen".to_owned()) && first.words.contains(&"Ceres".to_owned()), "{first:?}");
    assert!(first.wordings.iter().any(|(label, _)| label.to_lowercase().contains("orbit of ceres")), "{first:?}");
    let [by_words] = &answer.articles[2..] else { panic!("three articles") };
    // Fewer articles have the one than the other.
    assert_eq!((&by_words.words[..], by_words.wordings.len()), (&["Ceres".to_owned(), "Halvorsen".to_owned()][..], 0));
    assert_eq!(corpus.ask(request.clone()), answer, "the same whatever is here already");
    assert_eq!(corpus.ask(RelatedRequest { limit: 1, ..request }).articles.len(), 1);
    let nowhere = RelatedRequest { article: "nowhere".to_owned(), limit: 5 };
    assert!(matches!(corpus.try_ask(nowhere), Err(Refusal::NoArticle(_))));
}

#[test]
fn a_copy_is_no_related_article() {
    let mut articles = sky();
    let copy = articles[10].text.trim().to_owned();
    articles.push(article("n99", None, &[(Role::Body, false, &copy)]));
    let mut corpus = corpus(articles);
    let answer = corpus.ask(RelatedRequest { article: "n10".to_owned(), limit: 9 });
    assert!(answer.articles.len() >= 3 && answer.articles.iter().all(|one| one.card.id != "n99"), "{answer:?}");
    let alone = super::corpus(sky()[..1].to_vec()).ask(RelatedRequest { article: "n00".to_owned(), limit: 5 });
    assert_eq!(alone.articles, []);
}
