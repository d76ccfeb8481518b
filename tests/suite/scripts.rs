//! Every script: 532 translations of one text are indexed, and random words and runs of each are found where they stand.

use recto::article::{Article, extract};
use recto::bundle::ChunkRef;
use recto::engine::{Engine, Poll};
use recto::pack::bundling::{About, build};
use recto::protocol::{Ask, BlocksMode, Facet, Filters, FindRequest, QuerySpec, ReadRequest, SearchRequest, Sort};
use std::collections::HashMap;
use std::path::PathBuf;

/// Places looked up in each text.
const PLACES: usize = 20;

/// A text with its language, from the shared corpora; `None`, said by name, where there are none.
fn texts() -> Option<Vec<(String, String)>> {
    let folder = std::env::var_os("RECTO_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let Ok(bytes) = std::fs::read(folder.join("corpora/udhr.jsonl.gz")) else {
        println!("skipped: every_script_is_found: no corpora/udhr.jsonl.gz in RECTO_SHARED or ../shared");
        return None;
    };
    let inflated = String::from_utf8(inflate(&bytes)).unwrap();
    let record = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        let field = |name: &str| value[name].as_str().unwrap().to_owned();
        (format!("{} {} {}", field("id"), field("lang"), field("script")), field("text"))
    };
    Some(inflated.lines().map(record).collect())
}

/// The content of a gzip file of one member (RFC 1952).
fn inflate(bytes: &[u8]) -> Vec<u8> {
    assert_eq!(bytes[..3], [0x1f, 0x8b, 8]);
    let name = if bytes[3] & 8 == 0 { 0 } else { bytes[10..].iter().position(|&b| b == 0).unwrap() + 1 };
    assert_eq!(bytes[3] & !9, 0, "no other header fields are known");
    miniz_oxide::inflate::decompress_to_vec(&bytes[10 + name..bytes.len() - 8]).unwrap()
}

/// Splitmix64 (public domain, S. Vigna): the same places on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit.max(1) as u64) as usize
    }
}

/// A letter of a script that writes no spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(c as u32, 0xE00..=0xEFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x1950..=0x19DF | 0x1A20..=0x1AAF | 0x3040..=0x30FF
        | 0x3400..=0x9FFF | 0xAA80..=0xAADF | 0x20000..=0x3FFFF)
}

/// Words between white space without the punctuation around them; of a script without spaces, runs of three graphemes.
fn place(text: &str, random: &mut Random) -> Option<(usize, usize)> {
    use unicode_segmentation::UnicodeSegmentation;
    let words: Vec<&str> = text.split_whitespace().collect();
    let word = words.get(random.below(words.len()))?;
    let trimmed = word.trim_matches(|c: char| !c.is_alphanumeric() && !is_mark(c));
    if !trimmed.starts_with(char::is_alphanumeric) {
        return None;
    }
    let start = trimmed.as_ptr() as usize - text.as_ptr() as usize;
    if !trimmed.contains(is_unspaced) {
        return Some((start, start + trimmed.len()));
    }
    let graphemes: Vec<(usize, &str)> = trimmed.grapheme_indices(true).collect();
    let first = random.below(graphemes.len().saturating_sub(2));
    let run = graphemes.get(first..graphemes.len().min(first + 3))?;
    let fits = run.iter().all(|(_, grapheme)| grapheme.starts_with(char::is_alphanumeric));
    let last = run.last()?;
    fits.then_some((start + run[0].0, start + last.0 + last.1.len()))
}

/// A combining mark of any script, as far as this test needs to know.
fn is_mark(c: char) -> bool {
    !c.is_ascii() && !c.is_alphanumeric() && !c.is_whitespace() && {
        let text = format!("a{c}");
        unicode_segmentation::UnicodeSegmentation::graphemes(text.as_str(), true).count() == 1
    }
}

struct Host {
    engine: Engine,
    chunks: HashMap<String, Vec<u8>>,
}

impl Host {
    fn ask<A: Ask>(&mut self, ask: A) -> A::Answer {
        let request = ask.into();
        loop {
            match self.engine.poll(&request).unwrap() {
                Poll::Ready(response) => return A::answer(response).unwrap(),
                Poll::Missing(missing) => missing.iter().for_each(|chunk: &ChunkRef| {
                    self.engine.supply(chunk.id, self.chunks[&chunk.name].clone()).unwrap();
                }),
            }
        }
    }

    /// Looks a place up by its own text: through the index, among all articles but with this one's source, then in the
    /// article itself.
    fn finds(&mut self, id: &str, query: &str, span: (usize, usize)) -> Result<(), String> {
        let spec = QuerySpec { query: query.to_owned(), blocks: BlocksMode::All, ..QuerySpec::default() };
        let filters = Filters { values: vec![(Facet::Source, vec![id.to_owned()])], ..Filters::default() };
        let narrow = QuerySpec { filters, ..spec.clone() };
        let request = SearchRequest { spec: narrow, sort: Sort::Oldest, fold: false, offset: 0, limit: 1 };
        let answer = self.ask(request);
        let Some(group) = answer.groups.first() else { return Err(format!("{:?}", answer.problems)) };
        if group.results.first().is_none_or(|result| result.card.id != id) {
            return Err("not found".to_owned());
        }
        let answer = self.ask(ReadRequest { article: id.to_owned(), spec });
        let right = answer.hits.iter().any(|hit| (hit.start as usize, hit.end as usize) == span);
        if right { Ok(()) } else { Err(format!("no hit at {span:?}")) }
    }
}

#[test]
fn every_script_is_found() {
    let Some(texts) = texts() else { return };
    assert_eq!(texts.len(), 532);
    let articles: Vec<Article> =
        texts.iter().map(|(id, text)| Article { source: Some(id.clone()), ..extract(id, text.clone()) }).collect();
    let packed = build(articles, &About::default()).unwrap();
    let chunks = packed.chunks.into_iter().map(|chunk| (chunk.name, chunk.payload)).collect();
    let mut host = Host { engine: Engine::open(&packed.root).unwrap(), chunks };
    let names: Vec<String> = texts.iter().map(|(id, _)| id.clone()).collect();
    let known = host.ask(FindRequest { names }).iter().flatten().count();
    assert_eq!(known, texts.len(), "every id is known");
    let mut failures = Vec::new();
    let mut looked_up = 0;
    for (id, text) in &texts {
        let mut random = Random(0x5eed);
        let mut places: Vec<(usize, usize)> = Vec::new();
        for _ in 0..PLACES * 50 {
            if places.len() == PLACES {
                break;
            }
            places.extend(place(text, &mut random));
        }
        assert_eq!(places.len(), PLACES, "{id}");
        for span in places {
            looked_up += 1;
            let query = &text[span.0..span.1];
            if let Err(reason) = host.finds(id, query, span) {
                failures.push(format!("{id}: {query:?} {reason}"));
            }
        }
    }
    failures.iter().take(60).for_each(|failure| println!("{failure}"));
    assert!(failures.is_empty(), "{} of {looked_up} places were not found", failures.len());
}

/// Languages that join words by an apostrophe, by the ids of their translations, and Korean, which joins particles.
const JOINING: [&str; 15] =
    ["fra", "ita", "cat", "lnc", "prv", "ast", "src", "ltz", "mlt", "gle", "run", "nyn", "aka_asante", "tgl", "kor"];

/// The ten words that a text has most often joined to another: the longer side of an apostrophe, or in Korean what two
/// particles and more follow.
fn joined_words(text: &str, korean: bool) -> Vec<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    let words = text.split(|c: char| !(c.is_alphabetic() || is_mark(c) || matches!(c, '\'' | '’' | 'ʼ')));
    for word in words.map(str::to_lowercase) {
        if korean {
            let particles = ["은", "는", "을", "를", "에서", "의", "에"];
            let stems = particles.iter().filter_map(|particle| word.strip_suffix(particle));
            stems
                .filter(|stem| stem.chars().count() > 1)
                .for_each(|stem| *counts.entry(stem.to_owned()).or_default() += 1);
        } else if let Some((before, after)) = word.trim_matches(['\'', '’', 'ʼ']).split_once(['\'', '’', 'ʼ']) {
            let longer = if after.chars().count() >= before.chars().count() { after } else { before };
            if longer.chars().count() > 2 && longer.chars().all(|c| c.is_alphabetic() || is_mark(c)) {
                *counts.entry(longer.to_owned()).or_default() += 1;
            }
        }
    }
    let mut all: Vec<(String, usize)> = counts.into_iter().collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all.into_iter().take(10).map(|(word, _)| word).collect()
}

#[test]
fn words_that_are_joined_to_others_are_found() {
    let Some(texts) = texts() else { return };
    let (mut words, mut missed) = (0, Vec::new());
    for (id, text) in texts.iter().filter(|(id, _)| JOINING.iter().any(|lang| id.split(' ').next() == Some(lang))) {
        let packed = build(vec![extract(id, text.clone())], &About::default()).unwrap();
        let chunks = packed.chunks.into_iter().map(|chunk| (chunk.name, chunk.payload)).collect();
        let mut host = Host { engine: Engine::open(&packed.root).unwrap(), chunks };
        for word in joined_words(text, id.starts_with("kor")) {
            let spec = QuerySpec { query: word.clone(), blocks: BlocksMode::All, ..QuerySpec::default() };
            let answer = host.ask(SearchRequest { spec, limit: 1, ..Default::default() });
            words += 1;
            if answer.groups.first().is_none_or(|group| group.total.hits == 0) {
                missed.push(format!("{id}: {word}"));
            }
        }
    }
    assert!(words > 140, "{words}");
    // What stands beside an apostrophe is not always a word.
    assert!(missed.len() * 10 <= words, "{} of {words}: {missed:?}", missed.len());
}
