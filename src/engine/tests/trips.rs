//! How many trips an answer takes, over a bundle whose lists fill many chunks and whose directories lie in pages.

use super::*;
use std::sync::OnceLock;

/// Forty articles of some 17 KB, each a group of its own, with words that all, few and single articles have.
fn large() -> Corpus {
    static PACKED: OnceLock<(Vec<u8>, Vec<PackedChunk>)> = OnceLock::new();
    let (root, chunks) = PACKED.get_or_init(|| {
        let articles = (0..40).map(|n| {
            let mut text = String::new();
            for m in 0..260 {
                text.push_str(&format!("an ninh trật tự số {n} mục {} nội dung khác nhau ", m * 7 + n));
                if m % 9 == n % 9 {
                    text.push_str("thành phố ven biển ");
                }
            }
            article(&format!("{n:04}"), None, &[(Role::Body, false, &text)])
        });
        let packed = build(articles.collect(), &About::default()).unwrap();
        (packed.root, packed.chunks)
    });
    let chunks = chunks.iter().map(|chunk| (chunk.name.clone(), chunk.payload.clone())).collect();
    Corpus { engine: Engine::open(root).unwrap(), chunks, trips: 0 }
}

fn check(query: &str, prepared: bool, trips: usize) {
    let mut corpus = large();
    if prepared {
        assert_eq!(corpus.ask(PrepareRequest), Prepared);
        corpus.trips = 0;
    }
    let answer = corpus.search(&QuerySpec { query: query.into(), ..QuerySpec::default() });
    assert!(answer.groups[0].total.articles > 0, "{query} is found");
    assert!(answer.cuts.is_empty());
    assert!(corpus.trips <= trips, "{query}: {} trips", corpus.trips);
}

#[test]
fn the_bundle_is_paged() {
    let corpus = large();
    for section in [crate::bundle::Section::Postings, crate::bundle::Section::Positions, crate::bundle::Section::Groups]
    {
        let directory = corpus.engine.root().directory(section);
        assert!(matches!(directory, crate::bundle::root::Directory::Paged { .. }), "{section:?} is paged");
    }
}

#[test]
fn words_phrases_and_prefixes_take_two_trips() {
    for query in
        ["ninh", "an", "bien", "273", "an ninh trật tự", "\"an ninh\"", "\"nội dung khác\"", "nin*", "th*", "ven bien"]
    {
        check(query, true, 2);
    }
}

#[test]
fn before_anything_is_prepared_it_is_one_more() {
    for query in ["ninh", "\"an ninh\"", "nin*"] {
        check(query, false, 3);
    }
}

#[test]
fn a_query_asked_again_or_further_costs_no_trip() {
    let mut corpus = large();
    let spec = QuerySpec { query: "an ninh".into(), ..QuerySpec::default() };
    let first = corpus.search(&spec);
    corpus.trips = 0;
    assert_eq!(corpus.search(&spec), first);
    assert_eq!(corpus.trips, 0);
}

/// Two blocks of articles: all say the one word very often, the first alone say the other after it.
fn often() -> Corpus {
    let tail: String = (0..400).map(|m| format!("tới {}", "k ".repeat(1 + m * 7919 % 9))).collect();
    let articles = (0..200).map(|n| {
        let text = if n < 3 { format!("tới lui {tail}{}", "lui ".repeat(600)) } else { tail.clone() };
        article(&format!("{n:04}"), None, &[(Role::Body, false, &text)])
    });
    corpus(articles.collect())
}

/// An answer, the rounds it took, and the chunks of positions that were loaded for it.
fn asked(corpus: &mut Corpus, spec: QuerySpec) -> (SearchAnswer, usize, usize) {
    let request = Request::Search(SearchRequest { spec, limit: 1, ..SearchRequest::default() });
    let (mut rounds, mut loaded) = (0, 0);
    loop {
        match corpus.engine.poll(&request).unwrap() {
            Poll::Ready(Response::Search(answer)) => return (answer, rounds, loaded),
            Poll::Ready(other) => panic!("{other:?}"),
            Poll::Missing(wanted) => {
                rounds += 1;
                for chunk in wanted {
                    let of = crate::bundle::Section::of(chunk.id).unwrap().0;
                    loaded += usize::from(of == crate::bundle::Section::Positions);
                    corpus.engine.supply(chunk.id, corpus.chunks[&chunk.name].clone()).unwrap();
                }
            }
        }
    }
}

#[test]
fn positions_are_loaded_only_of_terms_that_one_token_may_have_two_of() {
    let hits = |query: &str| {
        let (answer, _, loaded) = asked(&mut large(), QuerySpec { query: query.into(), ..QuerySpec::default() });
        (answer.groups[0].total.hits, loaded)
    };
    let ((words, _), (numbers, _)) = (hits("an"), hits("/1\\d\\d/"));
    assert!(words > 0 && numbers > 0);
    assert_eq!(hits("/an|1\\d\\d/"), (words + numbers, 0), "few numbers have their positions in their entries");
    assert!(hits("\"an ninh\"").1 > 0);
}

#[test]
fn of_many_positions_only_the_blocks_that_may_hold_the_phrase_are_loaded() {
    let mut corpus = often();
    assert_eq!(corpus.ask(PrepareRequest), Prepared);
    let spec = QuerySpec { query: "\"tới lui\"".into(), ..QuerySpec::default() };
    let (answer, rounds, loaded) = asked(&mut corpus, spec);
    assert_eq!((answer.groups[0].total.articles, answer.groups[0].total.hits), (3, 3));
    assert_eq!(rounds, 3, "postings, their positions, groups");
    let chunks = match corpus.engine.root().directory(crate::bundle::Section::Positions) {
        crate::bundle::root::Directory::Inline(entries) => entries.len(),
        crate::bundle::root::Directory::Paged { entries, .. } => *entries,
    };
    assert!(loaded > 0 && loaded * 10 < chunks * 9, "{loaded} of {chunks} chunks of positions");
}

#[test]
fn terms_past_the_limit_of_postings_are_left_out_and_named() {
    let words: Vec<String> = (0..150).map(|n| format!("xa{n}")).collect();
    let text = words.join(" ");
    let articles = (0..160).map(|n| article(&format!("{n:04}"), None, &[(Role::Body, false, &text)]));
    let mut corpus = corpus(articles.collect());
    let mut ask = |effort| {
        let answer = corpus.search(&QuerySpec { query: "xa*".into(), effort, ..QuerySpec::default() });
        (answer.cuts, answer.groups[0].total.hits)
    };
    let (cuts, hits) = ask(0);
    assert_eq!(cuts.len(), 1);
    assert_eq!((cuts[0].kind, cuts[0].of), (CutKind::Postings, Some(150 * 160)));
    assert!(cuts[0].looked_at <= 20_000 && hits == cuts[0].looked_at, "what was looked at is counted: {hits}");
    assert_eq!(ask(1), (Vec::new(), 150 * 160));
}

#[test]
fn a_long_count_is_done_in_parts_and_lets_others_in_between() {
    let mut corpus = large();
    let spec = |query: &str| QuerySpec { query: query.into(), ..QuerySpec::default() };
    let asked = CollocatesRequest {
        spec: spec("trật tự"),
        unit: Unit::Word,
        span: Some((5, 5)),
        limit: 5,
        ..CollocatesRequest::default()
    };
    let (request, mut parts) = (Request::Collocates(asked), 0);
    let answer = loop {
        match corpus.engine.poll(&request).unwrap() {
            Poll::Ready(Response::Collocates(answer)) => break answer,
            Poll::Ready(other) => panic!("{other:?}"),
            Poll::Missing(wanted) if wanted.is_empty() => {
                parts += 1;
                assert_eq!(corpus.search(&spec("nội dung")).groups[0].total.articles, 40);
            }
            Poll::Missing(wanted) => {
                for chunk in wanted {
                    corpus.engine.supply(chunk.id, corpus.chunks[&chunk.name].clone()).unwrap();
                }
            }
        }
    };
    assert!(parts > 0, "nothing was asked again");
    assert_eq!((answer.node, answer.articles, answer.all_articles), (40 * 260, 40, 40));
}
