//! What articles mention, asked of a packed corpus and held against the layers of its articles.

use super::{Corpus, article, corpus};
use crate::article::{Article, ArticleId, Role, extract};
use crate::compounds::Compounds;
use crate::mentions;
use crate::protocol::*;

const FIRST: &str = "Giám đốc Trần Văn Mẫu cho biết cầu dài 120 m. Hội đồng nhân dân (HĐND) xã họp ngày 9/3.";
const SECOND: &str = "Bà Lê Thị Thử nói: năm 2020 có 40 hộ. Ông Trần Văn Mẫu khẳng định UBND góp 3,5 tỷ đồng.";

fn articles() -> Vec<Article> {
    let made = |id: &str, date: &str, text: &str| Article {
        date: date.parse().ok(),
        ..extract(id, format!("{text}\n{text}\n\nTin liên quan\nÔng Phạm Văn Khác nói 7 điều"))
    };
    vec![
        made("a", "2021-03-10", FIRST),
        made("b", "2021-04", SECOND),
        article("c", None, &[(Role::Body, false, "Không gì.")]),
    ]
}

fn rows(corpus: &mut Corpus, request: &LayerRequest) -> LayerAnswer {
    corpus.ask(request.clone())
}

fn asked(kind: Kind, name: Option<&str>) -> LayerRequest {
    LayerRequest { kind, name: name.map(str::to_owned), spec: QuerySpec::default(), offset: 0, limit: 100 }
}

#[test]
fn an_article_tells_its_mentions() {
    let mut corpus = corpus(articles());
    for (number, article) in articles().iter().enumerate() {
        let answer = corpus.ask(MentionsRequest { article: article.id.clone() });
        assert_eq!(answer.mentions, mentions::mentions(article, &Compounds::default()).mentions, "{}", article.id);
        let long: &[(&str, &str)] = match number {
            0 => &[("HĐND", "hội đồng nhân dân")],
            1 => &[("UBND", "ủy ban nhân dân")],
            _ => &[],
        };
        let given: Vec<_> = answer.expansions.iter().map(|(short, long)| (short.as_str(), long.as_str())).collect();
        assert_eq!(given, long, "{}", article.id);
    }
}

#[test]
fn rows_are_the_mentions_of_the_articles() {
    let mut corpus = corpus(articles());
    for kind in [Kind::People, Kind::Figures, Kind::Attributions, Kind::Dates, Kind::Abbreviations] {
        let expected: Vec<(ArticleId, mentions::Mention)> = articles()
            .iter()
            .enumerate()
            .flat_map(|(n, a)| {
                mentions::mentions(a, &Compounds::default()).mentions.into_iter().map(move |m| (ArticleId(n as u32), m))
            })
            .filter(|(_, mention)| mention.kind == kind)
            .collect();
        let answer = rows(&mut corpus, &asked(kind, None));
        let found: Vec<_> = answer.rows.iter().map(|row| (row.article, row.mention.clone())).collect();
        assert_eq!(found, expected, "{kind:?}");
        assert_eq!(answer.total, expected.len() as u64);
        // Windows tile the whole.
        let mut tiled = Vec::new();
        for offset in 0..expected.len() as u32 {
            tiled.extend(rows(&mut corpus, &LayerRequest { offset, limit: 1, ..asked(kind, None) }).rows);
        }
        assert_eq!(tiled, answer.rows);
        for row in &answer.rows {
            assert!(row.sentence.ends_with('.') && answer.cards.iter().any(|card| card.article == row.article));
        }
    }
}

#[test]
fn one_thing_is_found_by_its_name() {
    let mut corpus = corpus(articles());
    let count = |corpus: &mut Corpus, kind, name| {
        let answer = rows(corpus, &asked(kind, Some(name)));
        (answer.articles, answer.total, answer.rows.len())
    };
    assert_eq!(count(&mut corpus, Kind::People, "Trần Văn Mẫu"), (2, 2, 2));
    assert_eq!(count(&mut corpus, Kind::People, "Phạm Văn Khác"), (0, 0, 0), "related blocks mention nothing");
    assert_eq!(count(&mut corpus, Kind::Figures, "đồng"), (1, 1, 1));
    assert_eq!(count(&mut corpus, Kind::Dates, "2021"), (1, 1, 1));
    assert_eq!(count(&mut corpus, Kind::Dates, "2021-03"), (1, 1, 1));
    assert_eq!(count(&mut corpus, Kind::Dates, "2020"), (1, 1, 1));
    assert_eq!(count(&mut corpus, Kind::Dates, "202"), (0, 0, 0));
    let expansions = |corpus: &mut Corpus, kind, name| rows(corpus, &asked(kind, Some(name))).expansions;
    let one = |text: &str, articles| vec![(text.to_owned(), articles)];
    assert_eq!(expansions(&mut corpus, Kind::Abbreviations, "HĐND"), one("hội đồng nhân dân", 1));
    assert_eq!(expansions(&mut corpus, Kind::Abbreviations, "UBND"), one("ủy ban nhân dân", 0));
    assert_eq!(expansions(&mut corpus, Kind::LongForms, "hội đồng nhân dân"), one("HĐND", 1));
    assert_eq!(expansions(&mut corpus, Kind::LongForms, "ủy ban nhân dân"), one("UBND", 0));
}

#[test]
fn a_query_and_filters_narrow_the_rows() {
    let mut corpus = corpus(articles());
    let spec = QuerySpec { query: "cầu".to_owned(), ..QuerySpec::default() };
    let answer = rows(&mut corpus, &LayerRequest { spec, ..asked(Kind::People, None) });
    assert_eq!((answer.articles, answer.rows[0].article), (1, ArticleId(0)));
    let filters = Filters { from: "2021-04".parse().ok(), ..Filters::default() };
    let spec = QuerySpec { filters, ..QuerySpec::default() };
    let answer = rows(&mut corpus, &LayerRequest { spec, ..asked(Kind::People, None) });
    assert!(answer.rows.iter().all(|row| row.article == ArticleId(1)) && answer.articles == 1);
}

#[test]
fn names_are_listed_by_articles_and_months_in_order() {
    let mut corpus = corpus(articles());
    let mut names = |kind| corpus.ask(NamesRequest { kind, offset: 0, limit: 10 });
    let people = names(Kind::People);
    let listed: Vec<_> = people.names.iter().map(|n| (n.key.as_str(), n.articles, n.hits)).collect();
    assert_eq!(listed, [("Trần Văn Mẫu", 2, 2), ("Lê Thị Thử", 1, 1)]);
    assert_eq!((people.total, people.articles, people.hits), (2, 2, 3));
    let dates: Vec<String> = names(Kind::Dates).names.into_iter().map(|n| n.key).collect();
    assert_eq!(dates, ["2020", "2021", "2021-03"]);
}

#[test]
fn reading_mentions_takes_two_trips() {
    let mut corpus = corpus(articles());
    // Unit tests page directories early; where chunks are is known beforehand here.
    while let Err(pages) = corpus.engine.all_chunks() {
        for page in pages {
            corpus.engine.supply(page.id, corpus.chunks[&page.name].clone()).unwrap();
        }
    }
    corpus.ask(ReadRequest { article: "a".to_owned(), spec: QuerySpec::default() });
    let before = corpus.trips;
    corpus.ask(MentionsRequest { article: "a".to_owned() });
    assert_eq!(corpus.trips - before, 2, "the mentions, then what their abbreviations stand for");
}

#[test]
fn abbreviations_and_their_long_forms_are_offered() {
    let mut corpus = corpus(articles());
    let mut offered = |query: &str| {
        let spec = QuerySpec { query: query.to_owned(), ..QuerySpec::default() };
        let answer = corpus.ask(OffersRequest { spec });
        let of = answer.offers.into_iter().filter(|offer| offer.kind == OfferKind::Abbreviation);
        of.map(|offer| (offer.spec.query, offer.total.articles)).collect::<Vec<_>>()
    };
    assert_eq!(offered("HĐND"), [("hội đồng nhân dân".to_owned(), 1)]);
    assert_eq!(offered("hđnd"), [("hội đồng nhân dân".to_owned(), 1)]);
    assert_eq!(offered("Hội đồng nhân dân"), [("HĐND".to_owned(), 1)]);
    assert_eq!(offered("ủy ban nhân dân"), [("UBND".to_owned(), 1)]);
    assert_eq!(offered("UBND"), [], "no article spells it out");
    assert_eq!(offered("cầu"), []);
}
