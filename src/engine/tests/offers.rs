//! What is offered is what it says: every offered query is read without a problem, finds what the offer counts, and where
//! it is a query without a part, has all the other parts as they were.

use super::{Corpus, article, corpus, texts};
use crate::article::Role;
use crate::protocol::*;
use crate::query::edit::{print, words};
use crate::query::parser::parse;
use crate::query::syntax::Node;
use proptest::prelude::*;

pub(super) fn spec(query: &str) -> QuerySpec {
    QuerySpec { query: query.to_owned(), ..QuerySpec::default() }
}

pub(super) fn offers(corpus: &mut Corpus, spec: &QuerySpec) -> OffersAnswer {
    corpus.ask(OffersRequest { spec: spec.clone() })
}

pub(super) fn bodies(texts: &[&str]) -> Corpus {
    let named = texts.iter().enumerate();
    corpus(named.map(|(n, text)| article(&format!("{n}"), None, &[(Role::Body, false, text)])).collect())
}

/// Words, quotations, operators and filters in any order, most of them known to the corpus.
fn any_query() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "bảo",
        "bao",
        "đam",
        "an",
        "ninh",
        "trật",
        "tu",
        "xyz",
        "qqq",
        "\"an ninh\"",
        "\"ninh qqq\"",
        "\"",
        "(",
        ")",
        "OR",
        "NOT",
        "NEAR/3",
        "-an",
        "-\"trật tự\"",
        "+ninh",
        "title:bảo",
        "title:",
        "source:x",
        "date:2019",
        "date:2020..",
        "an-xyz",
        "xyz-an",
        "*inh",
        "ninh~9",
        "/qq[a]/",
        "l'an",
        "1.400",
        "5km",
        "C#",
        "23/1/2021",
        "(an OR xyz)",
    ]);
    let space = prop::sample::select(vec![" ", " ", " ", ""]);
    prop::collection::vec((piece, space), 1..8)
        .prop_map(|all| all.into_iter().map(|(piece, space)| format!("{piece}{space}")).collect())
}

/// Filters, exclusions and titles, as they are printed.
fn conditions(node: &Node, found: &mut Vec<String>) {
    match node {
        Node::And(parts) | Node::Or(parts) => parts.iter().for_each(|part| conditions(part, found)),
        Node::Not(_) | Node::Value(..) | Node::Dates(..) => found.push(print(node)),
        Node::Title(inner) => conditions(inner, found),
        _ => {}
    }
}

/// The parts of a tree: its words in order, and the rest of its conditions.
fn parts(query: &str) -> (Vec<String>, Vec<String>) {
    let node = parse(query).node;
    let surfaces = node.as_ref().map(words).unwrap_or_default().iter().map(|word| word.surface.clone()).collect();
    let mut others = Vec::new();
    node.iter().for_each(|node| conditions(node, &mut others));
    (surfaces, others)
}

/// What an offer counts: the phrase, or where there is none the articles with all its words.
fn found(corpus: &mut Corpus, spec: &QuerySpec) -> (u32, u32) {
    let groups = corpus.search(spec).groups;
    (groups[0].total.articles, groups.get(1).map_or(0, |group| group.total.articles))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn an_offer_is_what_it_says(articles in texts(), query in any_query()) {
        let mut corpus = corpus(articles);
        let asked = spec(&query);
        let answer = offers(&mut corpus, &asked);
        for offer in &answer.offers {
            let read = parse(&offer.spec.query);
            prop_assert!(read.problems.is_empty(), "{} offers {}: {:?}", query, offer.spec.query, read.problems);
            let (phrase, _) = found(&mut corpus, &offer.spec);
            prop_assert_eq!(phrase, offer.total.articles, "{} offers {}", query, offer.spec.query);
        }
        for (at, offer) in answer.offers.iter().enumerate() {
            prop_assert!(answer.offers[..at].iter().all(|other| other.spec != offer.spec), "{} offers {} twice", query, offer.spec.query);
        }
        for culprit in &answer.diagnosis {
            let Some(offer) = &culprit.without else { continue };
            let left = parse(&offer.spec.query);
            prop_assert!(left.problems.is_empty(), "{} offers {}: {:?}", query, offer.spec.query, left.problems);
            let (phrase, all_words) = found(&mut corpus, &offer.spec);
            let counted = if phrase > 0 { phrase } else { all_words };
            prop_assert_eq!(counted, offer.total.articles, "{} offers {}", query, offer.spec.query);
            let (surfaces, others) = parts(&query);
            let (left_surfaces, left_others) = parts(&offer.spec.query);
            match culprit.kind {
                CulpritKind::Term => {
                    let expected: Vec<String> = surfaces.into_iter().filter(|word| *word != culprit.part).collect();
                    prop_assert_eq!((left_surfaces, left_others), (expected, others), "{}", query);
                }
                CulpritKind::Exclusion | CulpritKind::Filter if !culprit.part.starts_with("title:") => {
                    let mut expected = others;
                    if let Some(at) = expected.iter().position(|part| *part == culprit.part) {
                        expected.remove(at);
                    }
                    prop_assert_eq!((left_surfaces, left_others), (surfaces, expected), "{}", query);
                }
                _ => prop_assert_eq!(left_others, others, "{}", query),
            }
        }
    }
}

#[test]
fn a_query_with_problems_offers_one_without() {
    let mut corpus = bodies(&["an ninh trật tự", "trật tự, an ninh"]);
    let answer = offers(&mut corpus, &spec("\"an ninh (trật OR"));
    let ways: Vec<&str> =
        answer.diagnosis.iter().filter_map(|culprit| Some(culprit.without.as_ref()?.spec.query.as_str())).collect();
    assert_eq!(ways, ["\"an ninh trật\""], "{answer:?}");
}

#[test]
fn a_query_without_a_part_keeps_the_others_as_they_were() {
    let mut corpus = bodies(&["an và ninh", "an ninh"]);
    let mut check = |query: &str, expected: &[&str]| {
        let answer = offers(&mut corpus, &spec(query));
        let ways: Vec<&str> =
            answer.diagnosis.iter().filter_map(|culprit| Some(culprit.without.as_ref()?.spec.query.as_str())).collect();
        assert_eq!(ways, expected, "{query}: {answer:?}");
    };
    check("an source:x ninh", &["an +ninh"]);
    check("an xyz-ninh", &["an ninh"]);
    check("\"an xyz\" -\"và ninh\"", &["\"an\" -\"và ninh\""]);
    check("title:an", &["an"]);
}

#[test]
fn a_word_beside_one_with_marks_is_read_as_typed_without_it_too() {
    let mut corpus = bodies(&["ban ngày", "bàn ghế", "đầu tiên"]);
    let mut check = |query: &str, expected: Option<(&str, MarksMode, u32)>| {
        let answer = offers(&mut corpus, &spec(query));
        let way = answer.diagnosis.iter().find_map(|culprit| culprit.without.as_ref());
        let found = way.map(|offer| (offer.spec.query.as_str(), offer.spec.marks, offer.total.articles));
        assert_eq!(found, expected, "{query}: {answer:?}");
    };
    check("ban xyzạ", Some(("ban", MarksMode::Exact, 1)));
    check("ban xyz", Some(("ban", MarksMode::Smart, 2)));
    check("\"ban xyzạ\"", Some(("\"ban\"", MarksMode::Exact, 1)));
}

#[test]
fn figures_and_dates_are_offered_as_they_are_written_elsewhere() {
    let mut corpus = bodies(&[
        "giá 20 %, cách 5km, 1.000 m2, ngày 23 tháng 1 năm 2021",
        "giá 20%, cách 5 km, 1000 m2, hôm 23/1/2021",
        "họp 23.1.2021 và ngày 23 tháng 1",
    ]);
    assert_eq!(corpus.search(&spec("20%")).groups[0].total.articles, 2);
    assert_eq!(corpus.search(&spec("20 %")).groups[0].total.articles, 2);
    let mut check = |query: &str, expected: &[(&str, u32)]| {
        let answer = offers(&mut corpus, &spec(query));
        let of_kind = answer.offers.iter().filter(|offer| offer.kind == OfferKind::Written);
        let found: Vec<_> = of_kind.map(|offer| (offer.spec.query.as_str(), offer.total.articles)).collect();
        assert_eq!(found, expected, "{query}");
    };
    check("5km", &[("5 km", 1)]);
    check("5 km", &[("5km", 1)]);
    check("1.000 m2", &[("1000 m2", 2)]);
    check("20%", &[]);
    check("23-1-2021", &[("23.1.2021", 1), ("23 tháng 1 năm 2021", 1), ("ngày 23 tháng 1", 2)]);
    check(
        "ngày 23 tháng 1 năm 2021",
        &[("23-1-2021", 1), ("23.1.2021", 1), ("23 tháng 1 năm 2021", 1), ("ngày 23 tháng 1", 2)],
    );
}

#[test]
fn no_two_offers_lead_to_the_same_query() {
    let mut corpus = bodies(&["Con đương đi.", "La grand’mère.", "الكتاب", "Cách 5 km"]);
    for query in ["dduowng", "dduong", "mère", "كتاب", "5km", "cách 5km xyz"] {
        let answer = offers(&mut corpus, &spec(query));
        let led = |offer: &Offer| QuerySpec {
            query: parse(&offer.spec.query).node.map_or_else(String::new, |node| print(&node)),
            ..offer.spec.clone()
        };
        let mut all: Vec<QuerySpec> = answer.others().map(led).collect();
        all.extend(answer.diagnosis.iter().filter_map(|one| one.without.as_ref()).map(led));
        for (at, one) in all.iter().enumerate() {
            assert!(!all[..at].contains(one), "{query}: {answer:?}");
        }
    }
    let kinds = |answer: &OffersAnswer| answer.offers.iter().map(|offer| offer.kind).collect::<Vec<_>>();
    assert_eq!(kinds(&offers(&mut corpus, &spec("dduowng"))), [OfferKind::Typed]);
    assert_eq!(kinds(&offers(&mut corpus, &spec("mère"))), [OfferKind::Joined]);
}

#[test]
fn a_query_without_a_part_counts_the_places_of_words_apart() {
    let mut corpus = bodies(&["The harbour waits. A ferry, a harbour and a ferry.", "Harbour alone."]);
    let answer = offers(&mut corpus, &spec("harbour ferry kukaz"));
    let [culprit] = answer.diagnosis.as_slice() else { panic!("{answer:?}") };
    let without = culprit.without.as_ref().expect("the rest finds something");
    assert_eq!((without.spec.query.as_str(), without.apart), ("harbour ferry", true));
    let total = corpus.search(&without.spec).groups[1].total;
    assert_eq!((without.total, total.articles, total.hits), (total, 1, 4));
    let answer = offers(&mut corpus, &spec("harbour waits kukaz"));
    let without = answer.diagnosis[0].without.as_ref().expect("the rest finds something");
    assert_eq!((without.total.articles, without.total.hits, without.apart), (1, 1, false));
}

#[test]
fn an_offer_finds_something_by_what_it_changes() {
    let mut corpus = bodies(&["Thị trấn bên đường. Bị kẻ vạch. Tháng 8 này có 6 màn.", "Con đường. Kỹ sư ở lì."]);
    for query in ["thị trấn OR đường", "bị kẻ OR đường", "tháng 8 này OR đường", "6 màn OR đường"]
    {
        let answer = offers(&mut corpus, &spec(query));
        let other: Vec<&str> = answer.offers.iter().map(|offer| offer.spec.query.as_str()).collect();
        assert_eq!(other, Vec::<&str>::new(), "{query}");
    }
    let answer = offers(&mut corpus, &spec("kĩ sư ở lỳ OR đường"));
    let spelled: Vec<&Offer> = answer.offers.iter().filter(|offer| offer.kind == OfferKind::Spelling).collect();
    assert_eq!(spelled.iter().map(|offer| offer.spec.query.as_str()).collect::<Vec<_>>(), ["kỹ sư ở lì OR đường"]);
    assert_eq!(spelled[0].total, Total { articles: 2, hits: 6 });
}

#[test]
fn one_letter_is_near_no_other() {
    let mut corpus = bodies(&["0 và 1", "물로 씻다"]);
    for query in ["s", "물"] {
        let answer = offers(&mut corpus, &spec(query));
        assert!(answer.offers.iter().all(|offer| offer.kind != OfferKind::DidYouMean), "{query}: {answer:?}");
    }
}

#[test]
fn a_word_read_as_typed_is_named_when_it_stands_nowhere_so() {
    let mut corpus = bodies(&["Người dân ông gặp."]);
    let answer = offers(&mut corpus, &spec("nguoi dân ông"));
    let told: Vec<(CulpritKind, &str)> = answer.diagnosis.iter().map(|one| (one.kind, one.part.as_str())).collect();
    assert_eq!(told, [(CulpritKind::Term, "nguoi")]);
}
