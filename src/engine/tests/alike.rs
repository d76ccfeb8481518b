//! What is offered to be compared: pairs that share most, what is like one article, and other versions of it.

use super::families::Dice;
use super::{Corpus, article, corpus};
use crate::article::{Article, Role};
use crate::protocol::*;

/// An article of some words.
fn made(id: &str, date: &str, title: &str, words: &[String]) -> Article {
    let made = article(id, Some(date), &[(Role::Title, false, title), (Role::Body, false, &words.join(" "))]);
    Article { title: title.to_owned(), ..made }
}

fn at(url: &str, article: Article) -> Article {
    Article { url: Some(url.to_owned()), ..article }
}

/// A flood that is told three times under one headline and again at its old address, a copy of the first, and what has
/// nothing to do with it but a headline or half of its words.
fn floods() -> Vec<Article> {
    let mut dice = Dice(7);
    let mut words = |count| dice.words(count);
    let first = words(120);
    let second = [&first[..90], &words(40)].concat();
    let third = [&words(60)[..], &first[..70]].concat();
    let half = [&words(50)[..], &first[40..100]].concat();
    let rest = words(400);
    vec![
        at("https://a.vn/lu", made("a", "2021-03-12", "Lũ về", &first)),
        at("https://b.vn/lu", made("b", "2021-03-13", "lũ về", &second)),
        at("https://a.vn/lu", made("c", "2021-03-14", "Lũ đã rút", &third)),
        at("https://c.vn/lu", made("d", "2021-03-15", "Lũ về", &first)),
        made("e", "2021-03-16", "Mùa nước", &half),
        made("f", "2021-03-17", "Lũ về", &rest[..150]),
        made("g", "2021-03-18", "Chợ sớm", &rest[150..]),
    ]
}

fn alike(corpus: &mut Corpus, article: Option<&str>) -> AlikeAnswer {
    corpus.ask(AlikeRequest { article: article.map(str::to_owned), limit: 20 })
}

fn ids(pairs: &AlikeAnswer, version: bool) -> Vec<[&str; 2]> {
    let of = pairs.iter().filter(|pair| pair.version == version);
    of.map(|pair| [pair.cards[0].id.as_str(), pair.cards[1].id.as_str()]).collect()
}

#[test]
fn versions_of_an_article_have_its_headline_or_its_address_and_another_text() {
    let mut corpus = corpus(floods());
    let found = alike(&mut corpus, Some("a"));
    // The copy has the same text, and one of the same headline another story.
    assert_eq!(ids(&found, true), [["a", "b"], ["a", "c"]]);
    assert_eq!(ids(&found, false), [["a", "d"], ["a", "e"]]);
    assert!(found.iter().position(|pair| !pair.version) >= Some(2), "versions come first");
    assert_eq!(alike(&mut corpus, Some("f")), []);
    assert_eq!(alike(&mut corpus, Some("g")), []);
    let gone = corpus.try_ask(AlikeRequest { article: Some("x".to_owned()), limit: 2 });
    assert_eq!(gone, Err(Refusal::NoArticle(vec!["x".to_owned()])));
}

#[test]
fn shares_are_those_of_the_comparison_and_the_first_says_the_wording() {
    let mut corpus = corpus(floods());
    let found = alike(&mut corpus, None);
    assert!(found.len() >= 3, "{found:?}");
    for pair in found {
        let articles = pair.cards.each_ref().map(|card| card.id.clone()).to_vec();
        let blocks = BlocksMode::Text;
        let compared = corpus.ask(CompareRequest { articles, blocks, pasted: None, pasted_first: false });
        assert_eq!(pair.overlaps.to_vec(), compared.overlaps);
        let first = compared.articles[0].text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(!pair.wording.is_empty() && first.contains(&pair.wording), "{:?} in {first:?}", pair.wording);
    }
}

#[test]
fn pairs_of_the_corpus_are_those_that_share_most_and_no_text_twice() {
    let found = alike(&mut corpus(floods()), None);
    let all: Vec<[&str; 2]> = [ids(&found, true), ids(&found, false)].concat();
    assert!(!all.contains(&["a", "d"]), "the same text twice: {all:?}");
    assert!(all.contains(&["a", "b"]), "{all:?}");
    for id in ["a", "b", "c", "d", "e"] {
        assert!(all.iter().filter(|pair| pair.contains(&id)).count() <= 2, "{id} comes too often: {all:?}");
    }
    assert!(!all.iter().flatten().any(|id| ["f", "g"].contains(id)), "{all:?}");
    // Copies of one text are one, and what is like it is offered.
    let text = Dice(9).words(100);
    let like = [&text[..80], &Dice(10).words(30)].concat();
    let mut dice = Dice(11);
    let others: Vec<Vec<String>> = (0..120).map(|_| dice.words(40)).collect();
    let copies = |title: fn(usize) -> String| -> Vec<Article> {
        let copy = |n: usize| made(&format!("copy {n:03}"), &format!("2020-01-{:02}", n % 28 + 1), &title(n), &text);
        let other = |(n, words): (usize, &Vec<String>)| made(&format!("other {n:03}"), "2021-06-01", "Khác", words);
        let like = made("like", "2022-01-01", "Giống", &like);
        (0..30).map(copy).chain([like]).chain(others.iter().enumerate().map(other)).collect()
    };
    let found = alike(&mut corpus(copies(|_| "Bản".to_owned())), None);
    assert_eq!(ids(&found, false)[0], ["copy 000", "like"]);
    assert!(found.iter().all(|pair| pair.cards[1].id == "like"), "{:?}", ids(&found, false));
    // Thirty copies under headlines of their own leave room for what else is alike.
    let found = alike(&mut corpus(copies(|n| format!("Bản {n}"))), None);
    let pairs = ids(&found, false);
    assert!(pairs.len() <= 4 && pairs.iter().any(|pair| pair[1] == "like"), "{pairs:?}");
}

#[test]
fn a_corpus_without_shared_wording_offers_nothing() {
    let rest = Dice(3).words(300);
    let mut apart =
        corpus(vec![made("a", "2021-01-01", "Một", &rest[..100]), made("b", "2021-01-02", "Hai", &rest[100..])]);
    assert_eq!(alike(&mut apart, None), []);
    assert_eq!(alike(&mut apart, Some("a")), []);
    assert_eq!(alike(&mut corpus(Vec::new()), None), []);
}
