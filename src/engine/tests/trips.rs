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
        assert_eq!(corpus.ask(&Request::Prepare), Response::Prepared);
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
