//! Words that are used alike, over packed articles: planted pairs are told with true counts, in one trip, by whatever threads; a
//! corpus that cannot tell has no section.

use super::families::Dice;
use super::offers::offers;
use super::{Corpus, article, corpus};
use crate::article::{Article, Role};
use crate::bundle::root::{Directory, Section};
use crate::pack::bundling::{build, root_with_memory};
use crate::protocol::*;

/// Pairs that are planted, and words before and after each.
const PAIRS: usize = 6;
const AROUND: usize = 6;

/// A word by its number, in letters.
fn word(number: usize) -> String {
    let syllables = ["ka", "lo", "mi", "ne", "ru", "sto", "ta", "vi", "zo", "fa"];
    [number / 100 % 10, number / 10 % 10, number % 10].iter().map(|&at| syllables[at]).collect()
}

fn pair(number: usize) -> [String; 2] {
    [word(600 + number * 2), word(601 + number * 2)]
}

/// Articles whose sentences hold one of two words among the same others; each is about few of them, as what is strewn everywhere
/// says nothing.
fn planted(articles: usize) -> Vec<Article> {
    let mut dice = Dice(0x5eed);
    let made = |number: usize| {
        let sentences: Vec<String> = (0..60)
            .map(|_| {
                let (of, which) = ((number + dice.below(2)) % PAIRS, dice.below(2));
                let [before, after] = [0, 1].map(|side| word(of * 20 + side * 10 + dice.below(AROUND)));
                let filler = word(300 + dice.below(300));
                format!("The {before} {} {after} of {filler}.", pair(of)[which])
            })
            .collect();
        let text = sentences.chunks(6).map(|part| part.join(" ")).collect::<Vec<_>>();
        let blocks: Vec<_> = text.iter().map(|part| (Role::Body, false, part.as_str())).collect();
        article(&format!("{number:03}"), Some("2021-03-04"), &blocks)
    };
    (0..articles).map(made).collect()
}

fn told(corpus: &mut Corpus, query: &str) -> Vec<(String, u32)> {
    offers(corpus, &QuerySpec { query: query.to_owned(), ..QuerySpec::default() }).related
}

#[test]
fn words_in_the_same_places_are_told_with_their_articles() {
    let mut corpus = corpus(planted(64));
    for number in 0..PAIRS {
        let [one, other] = pair(number);
        for (word, expected) in [(&one, &other), (&other, &one)] {
            let words = told(&mut corpus, word);
            let listed: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
            assert_eq!(listed, [expected], "of {word}");
            let spec = QuerySpec { query: expected.clone(), ..QuerySpec::default() };
            assert_eq!(corpus.search(&spec).groups[0].total.articles, words[0].1, "the articles of {expected}");
        }
        assert_eq!(told(&mut corpus, &format!("\"{}\"", one.to_uppercase())).len(), 1);
        let narrowed =
            |filters: Filters, blocks| QuerySpec { query: one.clone(), filters, blocks, ..QuerySpec::default() };
        let by_day = Filters { undated: true, ..Filters::default() };
        for spec in [narrowed(by_day, BlocksMode::Text), narrowed(Filters::default(), BlocksMode::All)] {
            assert!(offers(&mut corpus, &spec).related.is_empty(), "{spec:?}");
        }
        for query in [format!("{one} OR {other}"), format!("{one}*"), format!("{one} {other}"), "the".to_owned()] {
            assert!(told(&mut corpus, &query).is_empty(), "{query}");
        }
    }
}

#[test]
fn threads_and_memory_do_not_show() {
    let articles = planted(60);
    let one = root_with_memory(articles.clone(), 1 << 28, 1);
    assert_eq!(root_with_memory(articles, 1 << 22, 4), one);
    assert!(has_section(&one));
}

fn has_section(root: &[u8]) -> bool {
    match crate::bundle::Root::read(root).unwrap().directory(Section::RelatedWords) {
        Directory::Inline(entries) => !entries.is_empty(),
        Directory::Paged { .. } => true,
    }
}

#[test]
fn what_cannot_tell_has_no_section() {
    let check = |name: &str, texts: &[String]| {
        let made =
            texts.iter().enumerate().map(|(at, text)| article(&at.to_string(), None, &[(Role::Body, false, text)]));
        let packed = build(made.collect(), &crate::pack::bundling::About::default()).unwrap();
        assert!(!has_section(&packed.root), "{name}");
    };
    check("no article", &[]);
    check("no word", &[String::new(), "… – …".to_owned()]);
    check("one word over and over", &["bến ".repeat(30_000), "bến".to_owned()]);
    let all: Vec<String> = planted(60).into_iter().map(|article| article.text).collect();
    check("one article", &[all.join("\n\n")]);
    check("little text", &all[..20]);
    check("copies of one article", &vec![all[0].clone(); 60]);
}
