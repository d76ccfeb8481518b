//! Words that are written together with others: their parts are found, and none that stands only so is called absent.

use super::offers::{bodies, offers, spec};
use crate::protocol::*;

#[test]
fn parts_of_joined_words_are_found() {
    let mut corpus = bodies(&[
        "L’école ouvre. Aujourd’hui l'État paie. C'est l’heure. D'Artagnan.",
        "Une école et un État. NASA's crew, Casper’s boat, Casper's. We don't know, o'clock.",
        "п\u{2019}ять, dell'acqua",
    ]);
    let mut check = |query: &str, articles: u32, hits: u64| {
        let group = &corpus.search(&spec(query)).groups[0];
        assert_eq!((group.total.articles, group.total.hits, group.tiers.exact), (articles, hits, hits), "{query}");
    };
    check("école", 2, 2);
    check("État", 2, 2);
    check("heure", 1, 1);
    check("Artagnan", 1, 1);
    check("NASA", 1, 1);
    check("Casper", 1, 2);
    check("acqua", 1, 1);
    check("l'école", 1, 1);
    check("aujourd'hui", 1, 1);
    check("п'ять", 1, 1);
    // A token that suits a pattern twice counts once.
    check("*école", 2, 2);
    check("casper*", 1, 2);
    for whole in ["hui", "clock", "don", "ять"] {
        check(whole, 0, 0);
    }
    let strict = Strict { case: true, ..Strict::default() };
    let mut cased = |query: &str, hits: u64| {
        let found = corpus.search(&QuerySpec { strict, ..spec(query) }).groups[0].total.hits;
        assert_eq!(found, hits, "{query}");
    };
    cased("École", 0);
    cased("école", 2);
    cased("Artagnan", 1);
    cased("artagnan", 0);
    cased("Casper", 2);
    let answer = offers(&mut corpus, &spec("dont"));
    assert!(answer.offers.iter().any(|offer| offer.spec.query == "don't"), "{answer:?}");
    let request = SearchRequest { spec: spec("heure"), limit: 1, ..SearchRequest::default() };
    let found = corpus.ask(request);
    let marked: Vec<&str> =
        found.groups[0].results[0].snippet.iter().filter(|f| f.hit).map(|f| f.text.as_str()).collect();
    assert_eq!(marked, ["l’heure"]);
}

#[test]
fn what_arabic_and_hebrew_write_before_a_word_is_offered() {
    let mut corpus = bodies(&[
        "كتاب",
        "الكتاب جديد وكتاب",
        "للكتاب",
        "נמל ובנמל",
        "הנמל",
        "خط والخط بالخط للخط بخط وخط",
        "دم",
        "له والله الله",
        "דג והדג הדג שדג מדג",
    ]);
    let mut check = |query: &str, own: u64, expected: &[(u32, u64)]| {
        assert_eq!(corpus.search(&spec(query)).groups[0].total.hits, own, "{query}");
        let answer = offers(&mut corpus, &spec(query));
        let of_kind = answer.offers.iter().filter(|offer| offer.kind == OfferKind::Prefixed);
        let found: Vec<_> = of_kind.map(|offer| (offer.total.articles, offer.total.hits)).collect();
        assert_eq!(found, expected, "{query}");
    };
    check("كتاب", 1, &[(3, 4)]);
    check("الكتاب", 1, &[(3, 4)]);
    check("נמל", 1, &[(2, 3)]);
    check("جديد", 1, &[]);
    // Before two letters the article alone is read, and what looks like it makes other words of some.
    check("خط", 1, &[(1, 4)]);
    check("الخط", 0, &[(1, 4)]);
    check("דג", 1, &[(1, 3)]);
    check("دم", 1, &[]);
    check("له", 1, &[]);
}

#[test]
fn a_word_that_arabic_or_hebrew_joins_to_a_letter_is_not_called_absent() {
    let mut corpus = bodies(&["الكتاب وكتاب جديد", "ביד הנמל", "נמלים"]);
    let mut check = |query: &str, joined: Option<(u32, u64)>| {
        let answer = offers(&mut corpus, &spec(query));
        let told: Vec<CulpritKind> = answer.diagnosis.iter().map(|one| one.kind).collect();
        let way = answer.diagnosis.first().and_then(|one| one.without.as_ref());
        let found = way.filter(|way| way.kind == OfferKind::Joined).map(|way| (way.total.articles, way.total.hits));
        let expected = if joined.is_some() { CulpritKind::Joined } else { CulpritKind::Term };
        assert_eq!((told, found), (vec![expected], joined), "{query}: {answer:?}");
        let surface = query.to_owned();
        let problem = match joined {
            Some(_) => Problem::OnlyJoined { term: surface },
            None => Problem::UnknownTerm { term: surface },
        };
        assert_eq!(corpus.search(&spec(query)).problems, [problem], "{query}");
    };
    check("كتاب", Some((1, 2)));
    check("נמל", Some((1, 1)));
    check("יד", Some((1, 1)));
    check("كتب", None);
    check("נמלה", None);
}

#[test]
fn a_korean_word_is_found_with_its_particles_after_itself() {
    let mut corpus = bodies(&["서울에서 회의가 열렸다. 정부는 서울의 항구를 고친다.", "서울 시청은 크다. 서울역"]);
    let mut check = |query: &str, marks: MarksMode, articles: u32, exact: u64, affix: u64| {
        let group = &corpus.search(&QuerySpec { marks, ..spec(query) }).groups[0];
        let found = (group.total.articles, group.tiers.exact, group.tiers.affix, group.total.hits);
        assert_eq!(found, (articles, exact, affix, exact + affix), "{query}");
        group.results.first().map(|result| result.card.id.clone())
    };
    assert_eq!(check("서울", MarksMode::Smart, 2, 1, 2), Some("1".to_owned()));
    check("정부", MarksMode::Smart, 1, 0, 1);
    check("회의", MarksMode::Smart, 1, 0, 1);
    check("항구", MarksMode::Smart, 1, 0, 1);
    check("시청", MarksMode::Smart, 1, 0, 1);
    check("서울의 항구", MarksMode::Smart, 1, 0, 1);
    check("서울", MarksMode::Exact, 1, 1, 0);
    check("회", MarksMode::Smart, 0, 0, 0);
    let request = SearchRequest { spec: spec("정부"), limit: 1, ..SearchRequest::default() };
    let found = corpus.ask(request);
    let marked: Vec<&str> =
        found.groups[0].results[0].snippet.iter().filter(|f| f.hit).map(|f| f.text.as_str()).collect();
    assert_eq!(marked, ["정부는"]);
}

#[test]
fn a_word_with_a_hyphen_that_is_there_is_not_called_absent() {
    let mut corpus = bodies(&["The well-being of a state-of-the-art harbour. Tiêm vắc-xin.", "A time-\ntable."]);
    let mut check = |query: &str, articles: u32, absent: &[&str]| {
        let answer = corpus.search(&spec(query));
        let unknown = |problem: &Problem| match problem {
            Problem::UnknownTerm { term } => Some(term.clone()),
            _ => None,
        };
        let told: Vec<String> = answer.problems.iter().filter_map(unknown).collect();
        assert_eq!((answer.groups[0].total.articles, told), (articles, absent.iter().map(|&s| s.into()).collect()));
    };
    check("well-being", 1, &[]);
    check("\"well-being\"", 1, &[]);
    check("state-of-the-art", 1, &[]);
    check("vac-xin", 1, &[]);
    check("time-table", 1, &[]);
    check("well-zzz", 0, &["zzz"]);
}

#[test]
fn a_word_that_stands_only_in_joined_ones_is_offered_there() {
    let mut corpus = bodies(&["La grand’mère. Rock'n'roll!", "책으로 배운다.", "Une presqu'île."]);
    let mut check = |query: &str, articles: u32, hits: u64| {
        let answer = offers(&mut corpus, &spec(query));
        let joined = answer.offers.iter().find(|offer| offer.kind == OfferKind::Joined);
        let joined = joined.unwrap_or_else(|| panic!("{query}: {answer:?}"));
        assert_eq!(joined.total, Total { articles, hits }, "{query}");
        assert_eq!(corpus.search(&joined.spec).groups[0].total, joined.total, "{query}");
        let told: Vec<(CulpritKind, u32)> = answer.diagnosis.iter().map(|one| (one.kind, one.alone.articles)).collect();
        assert_eq!(told, [(CulpritKind::Joined, articles)], "{query}");
    };
    check("mère", 1, 1);
    check("rock", 1, 1);
    check("île", 1, 1);
    check("책", 1, 1);
    let answer = offers(&mut corpus, &spec("pizza"));
    assert!(answer.offers.iter().all(|offer| offer.kind != OfferKind::Joined), "{answer:?}");
    assert_eq!(answer.diagnosis[0].kind, CulpritKind::Term);
}
