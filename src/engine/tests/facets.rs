//! Filters and facets, held against a pass over the articles themselves.

use super::{Corpus, article, corpus};
use crate::article::{Article, Date, Role};
use crate::protocol::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const SOURCES: [&str; 4] = ["", "Báo Đỏ", "Báo Xanh", "Tuần tin"];
const CATEGORIES: [&str; 3] = ["", "thể thao", "xã hội"];
const DATES: [&str; 8] = ["", "--01-12", "2019", "2020-11", "2020-11-05", "2021-01-01", "2021-01-24", "2021-03"];
const WORDS: [&str; 5] = ["an ninh", "ninh an", "an", "trật tự", "hoà"];

fn articles() -> impl Strategy<Value = Vec<Article>> {
    articles_of(prop::sample::select(&WORDS[..]).prop_map(str::to_owned).boxed(), 0..12)
}

/// Articles with random sources, categories and dates, their texts made by a strategy.
pub(super) fn articles_of(
    texts: BoxedStrategy<String>,
    count: std::ops::Range<usize>,
) -> impl Strategy<Value = Vec<Article>> {
    let one = (0..SOURCES.len(), 0..CATEGORIES.len(), 0..DATES.len(), texts);
    prop::collection::vec(one, count).prop_map(|list| {
        let known = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let numbered = list.into_iter().enumerate().map(|(n, (source, category, date, text))| Article {
            source: known(SOURCES[source]),
            category: known(CATEGORIES[category]),
            ..article(&format!("{n:02}"), known(DATES[date]).as_deref(), &[(Role::Body, false, &text)])
        });
        numbered.collect()
    })
}

pub(super) fn filters() -> impl Strategy<Value = Filters> {
    let chosen = |values: &'static [&'static str]| {
        prop::sample::subsequence(values, 0..=values.len())
            .prop_map(|chosen| chosen.into_iter().map(str::to_owned).collect::<Vec<_>>())
    };
    let years: &[&str] = &["", "2019", "2020", "2021", "2022", "mai"];
    let end = || {
        prop::option::weighted(0.4, prop::sample::select(&DATES[2..]).prop_map(|date| date.parse::<Date>().unwrap()))
    };
    (chosen(&SOURCES), chosen(&CATEGORIES), chosen(years), end(), end(), any::<bool>(), 0u8..8).prop_map(
        |(sources, categories, years, from, to, undated, which)| {
            let values = [(Facet::Source, sources), (Facet::Category, categories), (Facet::Year, years)];
            let kept = values.into_iter().enumerate().filter(|(n, _)| which >> n & 1 == 1).map(|(_, one)| one);
            Filters { values: kept.collect(), from, to, undated, once: false }
        },
    )
}

/// First or last day that a date names; `None` without a year.
fn day(date: &Date, last: bool) -> Option<(u16, u8, u8)> {
    let (month, day) = if last { (12, 31) } else { (1, 1) };
    Some((date.year?, date.month.unwrap_or(month), date.day.unwrap_or(day)))
}

pub(super) fn value(article: &Article, facet: Facet) -> String {
    match facet {
        Facet::Source => article.source.clone(),
        Facet::Category => article.category.clone(),
        Facet::Year => article.date.and_then(|date| date.year).map(|year| year.to_string()),
    }
    .unwrap_or_default()
}

/// Whether an article passes filters, but for those of `but`; `None` there leaves out the range of dates.
pub(super) fn passes(article: &Article, filters: &Filters, but: Option<Option<Facet>>) -> bool {
    let by_value = filters.values.iter().filter(|(facet, chosen)| but != Some(Some(*facet)) && !chosen.is_empty());
    let mut all = by_value.map(|(facet, chosen)| chosen.contains(&value(article, *facet)));
    let stands = article.date.and_then(|date| day(&date, false));
    let ranged = filters.from.is_some() || filters.to.is_some();
    let period = match stands {
        _ if but == Some(None) || (!ranged && !filters.undated) => true,
        None => filters.undated,
        Some(stands) => {
            ranged
                && filters.from.and_then(|from| day(&from, false)).is_none_or(|from| from <= stands)
                && filters.to.and_then(|to| day(&to, true)).is_none_or(|to| stands <= to)
        }
    };
    period && all.all(|passes| passes)
}

/// The ids that a query finds in both groups, its hits in the first, and the lines of its concordance.
fn found(corpus: &mut Corpus, query: &str, filters: &Filters) -> (BTreeSet<String>, u64, u64) {
    let spec = QuerySpec { query: query.into(), filters: filters.clone(), ..QuerySpec::default() };
    let groups = corpus.search(&spec).groups;
    let ids = groups.iter().flat_map(|group| &group.results).map(|result| result.card.id.clone()).collect::<Vec<_>>();
    let articles: u32 = groups.iter().map(|group| group.total.articles).sum();
    let unique: BTreeSet<String> = ids.iter().cloned().collect();
    assert_eq!((ids.len(), articles as usize), (unique.len(), unique.len()));
    let request = ConcordanceRequest { spec, context_tokens: 2, limit: 1000, ..ConcordanceRequest::default() };
    let lines = corpus.ask(request);
    assert_eq!(lines.lines.len() as u64, lines.total);
    (unique, groups.first().map_or(0, |group| group.total.hits), lines.total)
}

fn facets(corpus: &mut Corpus, query: &str, filters: &Filters, limit: u32) -> FacetsAnswer {
    let spec = QuerySpec { query: query.into(), filters: filters.clone(), ..QuerySpec::default() };
    corpus.ask(FacetsRequest { spec, limit })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn what_passes_is_what_a_pass_over_the_articles_finds(
        articles in articles(), filters in filters(), query in prop::sample::select(vec!["an ninh", "an", "ninh -trật", "hoa", ""]),
    ) {
        let mut corpus = corpus(articles.clone());
        let (all, ..) = found(&mut corpus, query, &Filters::default());
        let asked = |article: &Article| query.is_empty() || all.contains(&article.id);
        let ids: BTreeSet<String> =
            articles.iter().filter(|a| asked(a) && passes(a, &filters, None)).map(|a| a.id.clone()).collect();
        let period = filters.from.is_some() || filters.to.is_some() || filters.undated;
        // Nothing asked and nothing filtered finds nothing.
        if !query.is_empty() || period || filters.values.iter().any(|(_, chosen)| !chosen.is_empty()) {
            let (found, hits, lines) = found(&mut corpus, query, &filters);
            prop_assert_eq!((found, hits), (ids, lines));
        }

        let answer = facets(&mut corpus, query, &filters, 100);
        for (facet, values) in &answer.facets {
            let mut expected: BTreeMap<String, u32> = BTreeMap::new();
            for article in articles.iter().filter(|a| asked(a) && passes(a, &filters, Some(Some(*facet)))) {
                *expected.entry(value(article, *facet)).or_default() += 1;
            }
            let counted: BTreeMap<String, u32> =
                values.iter().map(|v| (v.value.clone(), v.articles + v.words_articles)).filter(|(_, n)| *n > 0).collect();
            prop_assert_eq!(counted, expected);
            let chosen = filters.values.iter().filter(|(of, _)| of == facet).flat_map(|(_, chosen)| chosen);
            prop_assert!(chosen.into_iter().all(|value| values.iter().any(|v| v.value == *value && v.chosen)));
        }
        let has = |facet| articles.iter().any(|article| !value(article, facet).is_empty());
        let listed: Vec<Facet> = answer.facets.iter().map(|(facet, _)| *facet).collect();
        let expected: Vec<Facet> = [Facet::Source, Facet::Category, Facet::Year].into_iter().filter(|f| has(*f)).collect();
        prop_assert_eq!(listed, expected);

        let counted: Vec<&Article> = articles.iter().filter(|a| asked(a) && passes(a, &filters, Some(None))).collect();
        let undated = counted.iter().filter(|a| value(a, Facet::Year).is_empty()).count() as u32;
        prop_assert_eq!(answer.undated + answer.words_undated, undated);
        prop_assert_eq!(answer.periods.iter().map(|one| one.articles + one.words_articles).sum::<u32>() + answer.words_elsewhere, counted.len() as u32 - undated);
        for Period { period, articles, words_articles } in &answer.periods {
            let inside = |a: &&&Article| a.date.is_some_and(|d| {
                d.year == period.year && (period.month.is_none() || d.month == period.month)
            });
            prop_assert_eq!(counted.iter().filter(inside).count() as u32, articles + words_articles);
        }
    }
}

#[test]
fn periods_without_articles_are_listed_and_long_spans_go_by_year() {
    let check = |dates: &[&str], expected: &[(&str, u32)]| {
        let list =
            dates.iter().enumerate().map(|(n, date)| article(&n.to_string(), Some(date), &[(Role::Body, false, "an")]));
        let answer = facets(&mut corpus(list.collect()), "", &Filters::default(), 9);
        let found: Vec<(String, u32)> =
            answer.periods.iter().map(|one| (one.period.to_string(), one.articles)).collect();
        assert_eq!(found, expected.iter().map(|(date, n)| ((*date).to_owned(), *n)).collect::<Vec<_>>());
    };
    check(&[], &[]);
    check(&["2020-12-30", "2021-02", "2021-02-03"], &[("2020-12", 1), ("2021-01", 0), ("2021-02", 2)]);
    check(&["2019", "2021-02"], &[("2019", 1), ("2020", 0), ("2021", 1)]);
    let answer = facets(
        &mut corpus(vec![
            article("a", Some("2011-01"), &[(Role::Body, false, "an")]),
            article("b", Some("2021-01"), &[(Role::Body, false, "an")]),
        ]),
        "an",
        &Filters::default(),
        1,
    );
    assert_eq!((answer.periods.len(), answer.facets.len()), (11, 1));
    let latest = FacetValue { value: "2021".into(), articles: 1, words_articles: 0, chosen: false };
    assert_eq!(answer.facets[0], (Facet::Year, vec![latest]));
}

#[test]
fn an_empty_query_with_filters_lists_what_passes_newest_first() {
    let with = |id: &str, date: Option<&str>| Article {
        source: Some("Báo Đỏ".into()),
        ..article(id, date, &[(Role::Body, false, "an ninh")])
    };
    let other = article("x", Some("2021-02"), &[(Role::Body, false, "an")]);
    let mut corpus = corpus(vec![with("a", Some("2020-05")), with("b", Some("2021-01")), with("c", None), other]);
    let filters = Filters { values: vec![(Facet::Source, vec!["Báo Đỏ".into()])], ..Filters::default() };
    let mut ids = |sort| {
        let spec = QuerySpec { filters: filters.clone(), ..QuerySpec::default() };
        let answer = corpus.ask(SearchRequest { spec, sort, fold: false, offset: 0, limit: 9 });
        let group = &answer.groups[0];
        assert_eq!((group.total.articles, group.total.hits), (3, 0));
        assert!(group.results.iter().all(|result| !result.snippet.is_empty()));
        group.results.iter().map(|result| result.card.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids(Sort::Relevance), ["b", "a", "c"]);
    assert_eq!(ids(Sort::Oldest), ["a", "b", "c"]);
    assert!(corpus.search(&QuerySpec::default()).groups.is_empty());
}

#[test]
fn a_phrase_is_charted_from_its_first_use_on() {
    let dated = |id: &str, date: &str, text: &str| Article {
        source: Some("Báo Đỏ".into()),
        ..article(id, Some(date), &[(Role::Body, false, text)])
    };
    let mut articles = vec![dated("a", "2021-03-02", "một cửa bạc"), dated("b", "2021-05", "bạc một cửa")];
    articles.extend((0..7).map(|n| dated(&format!("w{n}"), "2020-01-05", "cửa hải một")));
    articles.push(dated("y", "2021", "cửa một"));
    articles.push(dated("z", "2021-05-09", "cửa một"));
    articles.push(article("u", None, &[(Role::Body, false, "cửa một")]));
    let answer = corpus(articles)
        .ask(FacetsRequest { limit: 100, spec: QuerySpec { query: "một cửa".into(), ..QuerySpec::default() } });
    let periods: Vec<(String, u32, u32)> =
        answer.periods.iter().map(|one| (one.period.to_string(), one.articles, one.words_articles)).collect();
    let expected = [("2021-03", 1, 0), ("2021-04", 0, 0), ("2021-05", 1, 1)];
    assert_eq!(periods, expected.map(|(period, n, words)| (period.to_owned(), n, words)));
    // Seven of 2020, and one of which only the year is known.
    assert_eq!((answer.words_elsewhere, answer.undated, answer.words_undated), (8, 0, 1));
    let value = |value: &str, articles, words_articles| FacetValue {
        value: value.into(),
        articles,
        words_articles,
        chosen: false,
    };
    assert_eq!(answer.facets[0], (Facet::Source, vec![value("Báo Đỏ", 2, 9), value("", 0, 1)]));
    assert_eq!(answer.facets[1], (Facet::Year, vec![value("2021", 2, 2), value("2020", 0, 7), value("", 0, 1)]));
}
