//! Families of wording, over packed articles: planted copies against what was planted, odd corpora, sizes and trips.

use super::{Corpus, article, corpus};
use crate::article::{Article, Role};
use crate::bundle::{ChunkRef, Section};
use crate::pack::bundling::build;
use crate::protocol::*;
use std::collections::{BTreeMap, BTreeSet};

/// A generator of numbers that are the same every time (xorshift64*).
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit
    }

    /// Common words are drawn more often than rare ones.
    fn word(&mut self) -> String {
        let most = 1 << (3 + self.below(11));
        format!("w{}", self.below(most))
    }

    pub(super) fn words(&mut self, count: usize) -> Vec<String> {
        (0..count).map(|_| self.word()).collect()
    }
}

/// Articles of chance words in which passages of a source were planted: for each passage its number and the articles.
struct Planted {
    articles: Vec<Article>,
    /// Words of each article.
    words: Vec<Vec<String>>,
    /// Passage, article, first word, words.
    copies: Vec<(usize, usize, usize, usize)>,
}

fn planted(count: usize) -> Planted {
    let mut dice = Dice(0x9e37_79b9);
    let mut words: Vec<Vec<String>> = (0..count).map(|_| dice.words(220)).collect();
    let mut copies = Vec::new();
    for passage in 0..count / 2 {
        let length = 9 + dice.below(50);
        let text = dice.words(length);
        let times = 2 + dice.below(6);
        let mut chosen = BTreeSet::new();
        while chosen.len() < times {
            chosen.insert(dice.below(count));
        }
        for article in chosen {
            let at = words[article].len();
            words[article].extend(text.iter().cloned());
            let between = 20 + dice.below(10);
            words[article].extend(dice.words(between));
            copies.push((passage, article, at, length));
        }
    }
    let day = |number: usize| format!("2021-{:02}-{:02}", number / 28 % 12 + 1, number % 28 + 1);
    let made = |(number, words): (usize, &Vec<String>)| {
        article(&format!("{number:05}"), Some(&day(number)), &[(Role::Body, false, &words.join(" "))])
    };
    Planted { articles: words.iter().enumerate().map(made).collect(), words, copies }
}

fn listed(corpus: &mut Corpus, request: FamiliesRequest) -> FamiliesAnswer {
    corpus.ask(request)
}

fn all(apart: bool) -> FamiliesRequest {
    FamiliesRequest { apart, limit: 100_000, ..FamiliesRequest::default() }
}

fn family(corpus: &mut Corpus, row: &FamilyEntry) -> FamilyAnswer {
    let request = FamilyRequest { label: row.label.clone(), nth: row.nth, offset: 0, limit: 100_000 };
    corpus.ask(request)
}

/// All families of both lists.
fn families(corpus: &mut Corpus) -> Vec<(FamilyEntry, FamilyAnswer)> {
    let rows = [false, true].map(|apart| listed(corpus, all(apart)).rows).concat();
    rows.into_iter().map(|row| (row.clone(), family(corpus, &row))).collect()
}

/// The number of each article, by its id.
fn numbers(articles: &[Article]) -> BTreeMap<u32, usize> {
    let mut order: Vec<(String, usize)> =
        articles.iter().enumerate().map(|(at, one)| (format!("{} {}", one.date.unwrap(), one.id), at)).collect();
    order.sort();
    (0..).zip(order.into_iter().map(|(_, at)| at)).collect()
}

#[test]
fn planted_copies_are_found_and_families_do_not_mix_them() {
    let Planted { articles, words, copies } = planted(400);
    let number = numbers(&articles);
    let mut corpus = corpus(articles.clone());
    let found = families(&mut corpus);
    // Where each word of an article begins.
    let starts: Vec<Vec<u32>> = words
        .iter()
        .map(|words| {
            words.iter().scan(0, |at, word| Some(std::mem::replace(at, *at + word.len() as u32 + 1))).collect()
        })
        .collect();
    let mut covered: Vec<BTreeMap<u32, Vec<bool>>> = vec![BTreeMap::new(); words.len()];
    let mut mixed = 0;
    for (family, (_, answer)) in (0..).zip(&found) {
        let mut passages = BTreeSet::new();
        for place in &answer.places {
            let article = number[&place.article.0];
            let inside = |at: usize| starts[article][at] >= place.start && starts[article][at] < place.end;
            let marks = covered[article].entry(family).or_insert_with(|| vec![false; words[article].len()]);
            (0..marks.len()).filter(|&at| inside(at)).for_each(|at| marks[at] = true);
            let of = copies.iter().filter(|copy| copy.1 == article);
            let told = of.filter(|copy| (copy.2..copy.2 + copy.3).filter(|&at| inside(at)).count() * 2 > copy.3);
            passages.extend(told.map(|copy| copy.0));
        }
        mixed += usize::from(passages.len() > 1);
    }
    assert!(mixed * 100 <= found.len(), "{mixed} of {} families mix passages", found.len());
    // Against a scan: every run of eight words and more that two articles share.
    let (mut runs, mut missed) = (0, Vec::new());
    let mut by_run: BTreeMap<&[String], Vec<(usize, usize)>> = BTreeMap::new();
    for (article, words) in words.iter().enumerate() {
        words.windows(8).enumerate().for_each(|(at, run)| by_run.entry(run).or_default().push((article, at)));
    }
    for (run, places) in by_run.iter().filter(|(_, places)| places.len() > 1) {
        for pair in places.windows(2).filter(|pair| pair[0].0 != pair[1].0) {
            runs += 1;
            let holds = |(article, at): (usize, usize), family: &u32| {
                covered[article]
                    .get(family)
                    .is_some_and(|marks| marks[at..at + 8].iter().filter(|mark| **mark).count() >= 7)
            };
            if !covered[pair[0].0].keys().any(|family| holds(pair[0], family) && holds(pair[1], family)) {
                missed.push((run, pair.to_vec()));
            }
        }
    }
    assert!(runs > 5_000, "{runs} runs are shared");
    assert!(
        missed.len() * 100 <= runs,
        "{} of {runs} missed, for example {:?}",
        missed.len(),
        &missed[..missed.len().min(3)]
    );
}

#[test]
fn families_are_the_same_however_the_work_was_cut() {
    use crate::pack::bundling::{About, root_with_memory};
    let articles = planted(120).articles;
    let whole = build(articles.clone(), &About::default()).unwrap();
    for (memory_bytes, jobs) in [(1 << 30, 3), (0, 1), (4 << 20, 2)] {
        assert_eq!(root_with_memory(articles.clone(), memory_bytes, jobs), whole.root, "{memory_bytes} {jobs}");
    }
}

const SLOGAN: &str = "đường làng ngõ xóm sạch như lau";

fn tale(number: usize, date: Option<&str>, more: &str) -> Article {
    let own: String = (0..60).map(|at| format!("chữ{} ", (number * 61 + at * 7) % 9973)).collect();
    article(
        &format!("{number:05}"),
        date,
        &[(Role::Title, false, &format!("Bài {number}")), (Role::Body, false, &format!("{own}{more}"))],
    )
}

#[test]
fn places_stand_in_date_order_and_undated_ones_apart() {
    let mut articles: Vec<Article> = (0..60).map(|number| tale(number, Some("2020-01-01"), "")).collect();
    articles.push(tale(60, Some("2021-05-02"), &format!("Bà nói {SLOGAN} hôm ấy")));
    articles.push(tale(61, Some("2019-03-04"), &format!("Ông viết {SLOGAN} trên tường")));
    articles.push(tale(62, None, &format!("Chị hát {SLOGAN} mỗi sáng")));
    let mut corpus = corpus(articles);
    let (row, found) = families(&mut corpus).into_iter().find(|(row, _)| row.label == SLOGAN).expect("it is found");
    let dates: Vec<_> = found.places.iter().map(|place| place.date.map(|date| date.to_string())).collect();
    assert_eq!(dates, [Some("2019-03-04".to_owned()), Some("2021-05-02".to_owned()), None]);
    assert_eq!(row.earliest.map(|(_, date)| date.to_string()), Some("2019-03-04".to_owned()));
    assert_eq!(
        (row.articles, row.undated, row.latest.map(|date| date.to_string())),
        (3, 1, Some("2021-05-02".to_owned()))
    );
    let spec = QuerySpec { query: "\"trên tường\"".to_owned(), ..QuerySpec::default() };
    let narrowed = listed(&mut corpus, FamiliesRequest { spec: spec.clone(), ..all(false) });
    assert_eq!(narrowed.rows.iter().map(|row| (row.label.as_str(), row.passing)).collect::<Vec<_>>(), [(SLOGAN, 1)]);
    assert!(listed(&mut corpus, FamiliesRequest { spec, least_articles: 2, ..all(false) }).rows.is_empty());
}

#[test]
fn wordings_are_held_against_the_earliest() {
    let mut articles: Vec<Article> = (0..40).map(|number| tale(number, Some("2022-01-01"), "")).collect();
    for (number, more) in [
        (40, "giữ cho đường làng ngõ xóm sạch như lau quanh năm"),
        (41, "giữ cho đường làng ngõ xóm luôn sạch như lau quanh năm"),
    ] {
        for copy in 0..2 {
            articles.push(tale(number * 10 + copy, Some(if number == 40 { "2020-01-01" } else { "2023-01-01" }), more));
        }
    }
    let mut corpus = corpus(articles);
    let found = families(&mut corpus);
    let (_, one) = found.iter().find(|(row, _)| row.articles == 4).expect("one family has all four");
    let told: Vec<_> = one.wordings.iter().map(|one| (one.text.as_str(), one.left_out, one.put_in)).collect();
    assert!(told.iter().any(|one| one.0.contains("luôn") && (one.1, one.2) == (0, 1)), "{told:?}");
    assert_eq!(one.wordings[0].edits, []);
}

#[test]
fn a_thousand_copies_are_one_family_and_one_group_of_reprints() {
    let text: String = (0..150).map(|at| format!("lời{at} ")).collect();
    let articles = (0..1000).map(|number| {
        article(&format!("{number:05}"), Some("2020-02-02"), &[(Role::Body, false, &format!("riêng{number} {text}"))])
    });
    let mut corpus = corpus(articles.collect());
    let found = families(&mut corpus);
    assert_eq!(found.len(), 1, "{:?}", found.iter().map(|(row, _)| &row.label).collect::<Vec<_>>());
    assert_eq!((found[0].1.places.len(), found[0].0.articles, found[0].0.kind), (1000, 1000, FamilyKind::Passage));
    let answer = corpus.ask(ReprintsRequest { offset: 0, limit: 9 });
    assert_eq!((answer.total, answer.articles, answer.groups[0].len()), (1, 1000, 1000));
    assert!(answer.groups[0].iter().all(|one| one.share >= 95));
}

#[test]
fn copies_are_one_result_and_their_counts_stay() {
    let body: String = (0..90).map(|at| format!("lời{at} ")).collect();
    let mut articles: Vec<Article> = (0..5)
        .map(|number| {
            article(
                &format!("{number}"),
                Some("2020-02-02"),
                &[(Role::Body, false, &format!("{body} riêng{number} bến đò"))],
            )
        })
        .collect();
    articles.push(tale(9, None, "bến đò"));
    let mut corpus = corpus(articles);
    let mut found = |fold, offset, limit| {
        let spec = QuerySpec { query: "bến đò".to_owned(), ..QuerySpec::default() };
        let request = SearchRequest { spec, sort: Sort::Date, fold, offset, limit };
        let answer = corpus.ask(request);
        let group = answer.groups.into_iter().next().expect("a group");
        let rows: Vec<_> = group.results.iter().map(|row| (row.card.id.clone(), row.copies)).collect();
        (group.total.articles, group.folded, rows)
    };
    assert_eq!(found(false, 0, 9).2.len(), 6);
    assert_eq!(found(true, 0, 9), (6, 4, vec![("4".to_owned(), 4), ("00009".to_owned(), 0)]));
    assert_eq!(found(true, 1, 1), (6, 4, vec![("00009".to_owned(), 0)]));
}

#[test]
fn a_footer_of_every_article_is_set_apart() {
    let footer = "Mọi thư từ xin gửi về hòm thư bạn đọc của tòa soạn";
    let articles = (0..300).map(|number| {
        let story: String = (0..80).map(|at| format!("chữ{} ", (number * 83 + at * 5) % 9973)).collect();
        article(&format!("{number:05}"), None, &[(Role::Body, false, &story), (Role::Note, false, footer)])
    });
    let mut corpus = corpus(articles.collect());
    let found = families(&mut corpus);
    let (row, _) = found.iter().find(|(row, _)| row.label.contains("hòm thư bạn đọc")).expect("it is listed");
    assert_eq!((row.kind, row.articles, row.earliest), (FamilyKind::Boilerplate, 300, None));
    assert!(listed(&mut corpus, all(false)).rows.iter().all(|row| row.kind != FamilyKind::Boilerplate));
}

#[test]
fn odd_corpora_have_no_families_and_end() {
    let check = |articles: Vec<Article>| {
        let mut corpus = corpus(articles);
        let answer = listed(&mut corpus, all(false));
        assert_eq!((answer.total, answer.all), (0, 0));
        let request = FamilyRequest { label: "gì".to_owned(), limit: 1, ..FamilyRequest::default() };
        assert_eq!(corpus.try_ask(request), Err(Refusal::NoFamily("gì".to_owned())));
    };
    check(Vec::new());
    check(vec![tale(0, None, "")]);
    check(vec![tale(0, None, ""), article("rep", None, &[(Role::Body, false, &"chợ ".repeat(100_000))])]);
}

#[test]
fn families_take_few_bytes() {
    let mut corpus = corpus(planted(400).articles);
    let all = loop {
        match corpus.engine.all_chunks() {
            Ok(all) => break all,
            Err(pages) => {
                pages.iter().for_each(|page| corpus.engine.supply(page.id, corpus.chunks[&page.name].clone()).unwrap())
            }
        }
    };
    let of = |sections: &[Section]| -> u32 {
        let is_of = |chunk: &&ChunkRef| Section::of(chunk.id).is_some_and(|of| sections.contains(&of.0));
        all.iter().filter(is_of).map(|chunk| chunk.size_bytes).sum()
    };
    let found = families(&mut corpus);
    let places: u32 = found.iter().map(|(row, _)| row.places).sum();
    let labels: usize = found.iter().map(|(row, _)| row.label.len()).sum();
    let [rows, records, keys, shared] =
        [Section::FamilyRows, Section::Families, Section::FamilyKeys, Section::Shared].map(|section| of(&[section]));
    println!("{} families, {places} places, {labels} bytes of labels: {rows} {records} {keys} {shared}", found.len());
    // A label is written once, by the words of the corpus; a place takes its first byte and little more, twice.
    assert!(places > 500 && rows < labels as u32 / 2 + places * 2, "{rows} bytes of rows");
    assert!(records < places * 3 && shared < places * 6, "{records} bytes of records, {shared} of places by article");
    assert!(keys < found.len() as u32 * 4 + 8, "{keys} bytes of keys");
}

#[test]
fn a_family_opens_in_two_trips_and_lists_are_small() {
    let mut corpus = corpus(planted(400).articles);
    let first = listed(&mut corpus, FamiliesRequest { limit: 40, ..FamiliesRequest::default() });
    let row = first.rows[7].clone();
    let mut fresh = super::corpus(planted(400).articles);
    let request = FamilyRequest { label: row.label, nth: row.nth, offset: 0, limit: 16 }.into();
    let mut bytes = 0;
    let mut trips = 0;
    while let super::Poll::Missing(wanted) = fresh.engine.poll(&request).unwrap() {
        trips += 1;
        for chunk in wanted {
            bytes += chunk.size_bytes;
            fresh.engine.supply(chunk.id, fresh.chunks[&chunk.name].clone()).unwrap();
        }
    }
    assert!(trips <= 2 && bytes <= 50_000, "{trips} trips, {bytes} bytes");
}
