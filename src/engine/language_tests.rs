//! The query language over a small corpus: offers, diagnosis, suggestions, NEAR, limits.

use super::tests::{Corpus, article, corpus};
use crate::article::{Article, Role};
use crate::protocol::*;

fn bodies(texts: &[&str]) -> Corpus {
    let named = texts.iter().enumerate();
    corpus(named.map(|(n, text)| article(&format!("{n}"), Some("2021-01"), &[(Role::Body, false, text)])).collect())
}

fn small() -> Corpus {
    bodies(&[
        "Bảo vệ an ninh trật tự. Chiến sĩ công an bảo đảm an toàn.",
        "Chiến sỹ bảo đảm an ninh mạng; bảo vệ Đại hội lần thứ XIII.",
        "Thứ trưởng nói về phiên họp. Đại hội XIII đã họp phiên trù bị.",
        "Người dân hòa bình, nhân dân giữ an ninh.",
    ])
}

fn spec(query: &str) -> QuerySpec {
    QuerySpec { query: query.to_owned(), ..QuerySpec::default() }
}

fn offers(corpus: &mut Corpus, spec: QuerySpec) -> OffersAnswer {
    corpus.ask(OffersRequest { spec })
}

#[test]
fn offers_say_what_else_may_be_meant() {
    let mut corpus = small();
    let mut check = |query: &str, kind: OfferKind, expected: &[(&str, u32, u64)]| {
        let answer = offers(&mut corpus, spec(query));
        let of_kind: Vec<_> = answer.offers.iter().filter(|offer| offer.kind == kind).collect();
        let found: Vec<_> = of_kind.iter().map(|o| (o.spec.query.as_str(), o.total.articles, o.total.hits)).collect();
        assert_eq!(found, expected, "{query}: {:?}", answer.offers);
    };
    check("chiến sỹ", OfferKind::Spelling, &[("chiến sĩ", 1, 1)]);
    check("báo vệ", OfferKind::IgnoringMarks, &[("báo vệ", 2, 2)]);
    check("baor veej", OfferKind::Typed, &[("bảo vệ", 2, 2)]);
    check("ddaji hooji", OfferKind::Typed, &[("đại hội", 2, 2)]);
    check("d9a5i ho65i", OfferKind::Typed, &[("đại hội", 2, 2)]);
    check("hoaf bifnh", OfferKind::Typed, &[("hòa bình", 1, 1)]);
    check("thuws truwowngr", OfferKind::Typed, &[("thứ trưởng", 1, 1)]);
    check("an ninh", OfferKind::Typed, &[]);
    check("Đại hội XIII", OfferKind::Numeral, &[("Đại hội lần thứ XIII", 1, 1)]);
    check("\"đại hội lần thứ XIII\"", OfferKind::Numeral, &[("\"đại hội XIII\"", 1, 1)]);
    check("XIII", OfferKind::Numeral, &[]);
    check("bảo dảm", OfferKind::DidYouMean, &[("bảo đảm", 2, 2)]);
    check("an nihn", OfferKind::DidYouMean, &[("an ninh", 3, 3)]);
    check("an ninh", OfferKind::DidYouMean, &[]);
}

#[test]
fn a_rare_word_may_be_a_slip_for_a_common_one() {
    let texts: Vec<&str> = (0..30).map(|n| if n == 7 { "an nịnh" } else { "an ninh" }).collect();
    let mut corpus = bodies(&texts);
    let answer = offers(&mut corpus, spec("an nịnh"));
    let meant: Vec<_> = answer.offers.iter().filter(|offer| offer.kind == OfferKind::DidYouMean).collect();
    assert_eq!(meant.iter().map(|o| (o.spec.query.as_str(), o.total.hits)).collect::<Vec<_>>(), [("an ninh", 30)]);
    assert!(offers(&mut corpus, spec("an ninh")).offers.is_empty());
}

#[test]
fn filters_and_hidden_blocks_are_offered() {
    let mut corpus = small();
    let filtered = Filters { from: "2022".parse().ok(), ..Filters::default() };
    let answer = offers(&mut corpus, QuerySpec { filters: filtered, ..spec("an ninh") });
    let kinds: Vec<_> = answer.offers.iter().map(|offer| (offer.kind, offer.total.articles)).collect();
    assert_eq!(kinds, [(OfferKind::WithoutFilters, 3)]);
    assert_eq!(
        answer.diagnosis.iter().map(|c| (c.kind, c.part.as_str())).collect::<Vec<_>>(),
        [(CulpritKind::Filter, "2022..")]
    );
    let related = article("0", None, &[(Role::Related, false, "bầu cử")]);
    let mut corpus = super::tests::corpus(vec![related]);
    let answer = offers(&mut corpus, spec("bầu cử"));
    assert_eq!(
        answer.offers.iter().map(|o| (o.kind, o.total.hits)).collect::<Vec<_>>(),
        [(OfferKind::HiddenBlocks, 1)]
    );
}

#[test]
fn an_empty_answer_names_what_keeps_it_empty() {
    let mut corpus = small();
    /// Kind, part, articles by itself; the query without it and its articles.
    type Expected = (CulpritKind, &'static str, u32, Option<(&'static str, u32)>);
    let mut check = |query: &str, expected: &[Expected]| {
        let answer = offers(&mut corpus, spec(query));
        let found: Vec<_> = answer
            .diagnosis
            .iter()
            .map(|c| {
                let without = c.without.as_ref().map(|o| (o.spec.query.as_str(), o.total.articles));
                (c.kind, c.part.as_str(), c.alone.articles, without)
            })
            .collect();
        assert_eq!(found, expected, "{query}");
    };
    check("an ninh", &[]);
    check("\"an ninh\" xyzzy", &[(CulpritKind::Term, "xyzzy", 0, Some(("\"an ninh\"", 3)))]);
    check("xyz*", &[(CulpritKind::Term, "xyz*", 0, None)]);
    check("\"ninh an\" mạng", &[(CulpritKind::Phrase, "\"ninh an\"", 0, Some(("+ninh +an mạng", 1)))]);
    check("chiến NEAR/1 đảm", &[(CulpritKind::Phrase, "chiến NEAR/1 đảm", 0, Some(("+chiến +đảm", 2)))]);
    check("mạng -ninh", &[(CulpritKind::Exclusion, "-ninh", 3, Some(("mạng", 1)))]);
    check("mạng date:2020", &[(CulpritKind::Filter, "date:2020", 0, Some(("mạng", 1)))]);
    check("title:mạng", &[(CulpritKind::Filter, "title:mạng", 0, Some(("mạng", 1)))]);
    check("mạng source:x", &[(CulpritKind::Filter, "source:x", 0, Some(("mạng", 1)))]);
    check("trưởng mạng", &[(CulpritKind::Phrase, "trưởng mạng", 0, Some(("+mạng", 1)))]);
}

#[test]
fn suggestions_complete_words_as_the_corpus_spells_them() {
    let mut corpus = small();
    let mut check = |query: &str, expected: &[(&str, u32)]| {
        let (before, after) = query.split_once('|').unwrap();
        let request = SuggestRequest { query: format!("{before}{after}"), caret: before.len() as u32, limit: 8 };
        let found = corpus.ask(request);
        let shown: Vec<_> = found.iter().map(|one| (one.term.as_str(), one.articles)).collect();
        assert_eq!(shown, expected, "{query}");
        for one in &found {
            assert!(one.query[..one.caret as usize].ends_with(&one.term), "{query}: {one:?}");
            assert!(one.query.ends_with(after));
        }
    };
    check("an ni|", &[("an ninh", 3)]);
    check("chien s|", &[]);
    check("chien sy| công", &[("chiến sỹ", 1)]);
    check("mạ|", &[("mạng", 1)]);
    check("má|", &[]);
    check("Ph|", &[("Phiên", 1)]);
    check("NI|", &[("NINH", 3)]);
    check("bao ve|", &[("bảo vệ", 2)]);
    check("\"dai ho|\"", &[("đại hội", 2)]);
    check("n|", &[]);
    check("source:ni|", &[]);
    check("/ni|/", &[]);
    check("*ni|", &[]);
    check("|", &[]);
}

#[test]
fn near_is_counted_as_it_is_shown() {
    let mut corpus = bodies(&["an x ninh an", "ninh x x x an", "an ninh mạng xã hội", "an"]);
    let mut hits = |query: &str| {
        let total = corpus.search(&spec(query)).groups[0].total;
        (total.articles, total.hits)
    };
    assert_eq!(hits("an NEAR/1 ninh"), (2, 2));
    assert_eq!(hits("an NEAR/2 ninh"), (2, 3));
    assert_eq!(hits("an NEAR/4 ninh"), (3, 4));
    assert_eq!(hits("\"an ninh\" NEAR/3 (hội OR x)"), (1, 1));
    assert_eq!(hits("an NEAR/1 ninh NEAR/1 mạng"), (1, 1));
}

#[test]
fn patterns_of_many_terms_are_cut_and_say_so() {
    let words: Vec<String> = (0..6000u32).map(|n| format!("w{n:x}z{}", n * 7919 % 1000)).collect();
    let mut corpus = bodies(&[&words.join(" ")]);
    let mut check = |query: &str, effort: u8, kind: Option<CutKind>| {
        let answer = corpus.search(&QuerySpec { effort, ..spec(query) });
        assert_eq!(answer.cuts.first().map(|cut| cut.kind), kind, "{query}");
        answer.groups.first().map_or(0, |group| group.total.hits)
    };
    assert_eq!(check("*z*", 0, Some(CutKind::Terms)), 4096);
    assert_eq!(check("*z*", 1, None), 6000);
    // Walks every term to its end and finds none.
    check("/w[0-9a-f]{1,4}z[0-9]{1,4}q/", 0, None);
}

#[test]
fn case_is_counted_in_texts() {
    let mut corpus = bodies(&["Nam và nam", "NAM", "năm Nam"]);
    let strict = Strict { case: true, ..Strict::default() };
    let mut check = |query: &str, expected: (u32, TierCounts)| {
        let group = &corpus.search(&QuerySpec { strict, ..spec(query) }).groups[0];
        assert_eq!((group.total.articles, group.tiers), expected, "{query}");
    };
    check("Nam", (2, TierCounts { exact: 2, ..TierCounts::default() }));
    check("nam", (2, TierCounts { exact: 1, fold: 1, ..TierCounts::default() }));
    check("NAM OR \"Nam và\"", (2, TierCounts { exact: 2, ..TierCounts::default() }));
    check("Nam -và", (1, TierCounts { exact: 1, ..TierCounts::default() }));
}

#[test]
fn categories_filter_as_sources_do() {
    let of = |id: &str, category: &str| Article {
        category: Some(category.to_owned()),
        ..article(id, None, &[(Role::Body, false, "an ninh")])
    };
    let mut corpus = corpus(vec![of("a", "Thời sự"), of("b", "Thế giới")]);
    let answer = corpus.search(&spec("ninh category:\"the gioi\""));
    assert_eq!(answer.groups[0].results.iter().map(|r| r.card.id.as_str()).collect::<Vec<_>>(), ["b"]);
}
