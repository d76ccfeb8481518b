//! Any query (the first line) over any text (the rest), packed for it: what the index counts, the lines show and the
//! reader marks are the same.
#![no_main]

#[allow(dead_code)]
#[path = "../../tests/suite/forged.rs"]
mod forged;

use forged::Forged;
use libfuzzer_sys::fuzz_target;
use recto::article::extract;
use recto::protocol::*;
use recto::pack::bundling::{About, build};

/// Lines asked for: no input has more tokens.
const LINES: u32 = 5000;

fuzz_target!(|input: &str| {
    let (query, text) = input.split_once('\n').unwrap_or((input, input));
    let packed = build(vec![extract("a", text.to_owned())], &About::default()).expect("one text can be packed");
    let bundle = Forged::of_bytes(packed.root, packed.chunks.into_iter().map(|c| (c.name, c.payload)).collect());
    let spec = QuerySpec { query: query.to_owned(), ..QuerySpec::default() };
    let search = Request::Search(SearchRequest { spec: spec.clone(), limit: 10, ..SearchRequest::default() });
    let lines = ConcordanceRequest { spec: spec.clone(), context_tokens: 3, limit: LINES, ..Default::default() };
    let read = Request::Read(ReadRequest { article: "a".to_owned(), spec });
    let answers = bundle.answers(&[search, Request::Concordance(lines), read]);
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    let [Ok(Response::Search(found)), Ok(Response::Concordance(lines)), Ok(Response::Read(read))] = &answers[..] else {
        return;
    };
    let Some(group) = found.groups.first() else { return };
    assert_eq!(lines.total, group.total.hits);
    assert_eq!(lines.lines.len() as u64, group.total.hits);
    let hits: u64 = group.results.iter().map(|result| u64::from(result.hits)).sum();
    assert_eq!(hits, group.total.hits);
    if group.total.articles > 0 {
        assert_eq!(read.hits.len() as u64, group.total.hits);
    }
});
