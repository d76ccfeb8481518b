//! The loops that a pack and an answer spend their time in: `cargo bench -p recto-bench`. It judges nothing; what a
//! reader waits for is measured by `cargo xtask bench`.
#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs, reason = "a benchmark fails by ending")]

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use recto::bundle::codec::{Reader, Writer};
use recto::bundle::group::{deflate, inflate};
use recto::bundle::rice::{BLOCK, read_block, write_block};
use recto::index::list::{Expected, read_postings, write_lists};
use recto::pack::{Options, Silent, pack};
use recto::protocol::{QuerySpec, SearchRequest};
use recto::site::{OpenSite, open_site};
use recto::text::{exact_key, fold_key, tokens};
use std::fmt::Write as _;
use std::hint::black_box;

/// Articles of the corpus that is asked.
const ARTICLES: usize = 2000;

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    /// Small numbers often, large ones seldom, as word frequencies are.
    fn skewed(&mut self, limit: usize) -> usize {
        let part = self.below(1 << 20) as f64 / f64::from(1 << 20);
        ((limit as f64).powf(part) as usize).min(limit) - 1
    }
}

/// Syllables of this shape are two thirds of a Vietnamese text's letters.
fn syllable(number: usize) -> String {
    const ONSETS: [&str; 12] = ["b", "ch", "đ", "h", "kh", "l", "m", "ng", "nh", "t", "th", "tr"];
    const RIMES: [&str; 16] =
        ["a", "à", "ai", "an", "ánh", "ao", "ê", "ệ", "inh", "ô", "ống", "ơ", "ưng", "ường", "uyên", "y"];
    let (onset, rest) = (number % ONSETS.len(), number / ONSETS.len());
    let (rime, more) = (rest % RIMES.len(), rest / RIMES.len());
    let tail = if more == 0 { String::new() } else { format!("{more}") };
    format!("{}{}{tail}", ONSETS[onset], RIMES[rime])
}

fn text(dice: &mut Dice, words: usize) -> String {
    let mut text = String::new();
    for n in 0..words {
        let end = if n % 80 == 79 { ".\n\n" } else { " " };
        let _ = write!(text, "{}{end}", syllable(dice.skewed(6000)));
    }
    text
}

fn rice(c: &mut Criterion) {
    let mut dice = Dice(1);
    let mut group = c.benchmark_group("rice");
    for (name, limit) in [("gaps of a common word", 8), ("gaps of a rare word", 4000)] {
        let blocks = 100;
        let mut out = Writer::new();
        for _ in 0..blocks {
            let values: Vec<u32> = (0..BLOCK).map(|_| dice.below(limit) as u32).collect();
            write_block(&mut out, &values);
        }
        let bytes = out.into_bytes();
        group.throughput(Throughput::Elements((blocks * BLOCK) as u64));
        group.bench_function(BenchmarkId::new("decode", name), |b| {
            let mut values = Vec::with_capacity(blocks * BLOCK);
            b.iter(|| {
                values.clear();
                let mut reader = Reader::new(black_box(&bytes));
                (0..blocks).for_each(|_| read_block(&mut reader, BLOCK, &mut values).expect("written above"));
                values.len()
            });
        });
    }
}

fn lists(c: &mut Criterion) {
    let mut dice = Dice(2);
    let mut occurrences: Vec<(u32, u32)> =
        (0..40_000).map(|_| (dice.below(10_000) as u32, dice.below(900) as u32)).collect();
    occurrences.sort_unstable();
    occurrences.dedup();
    let mut articles: Vec<u32> = occurrences.iter().map(|(article, _)| *article).collect();
    articles.dedup();
    let (postings, positions) = write_lists(&occurrences);
    let expected = Expected {
        df: articles.len() as u32,
        occurrences: occurrences.len() as u64,
        positions_bytes: positions.bytes.len(),
    };
    c.benchmark_group("lists").throughput(Throughput::Elements(articles.len() as u64)).bench_function(
        "postings",
        |b| {
            b.iter(|| read_postings(black_box(&postings.bytes), expected, 10_000).expect("written above"));
        },
    );
}

fn texts(c: &mut Criterion) {
    let text = text(&mut Dice(3), 8000);
    let mut group = c.benchmark_group("text");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("tokens", |b| b.iter(|| tokens(black_box(&text)).len()));
    group.bench_function("tokens and keys", |b| {
        b.iter(|| {
            let keys = tokens(black_box(&text)).into_iter().map(|token| fold_key(&exact_key(token.of(&text))).len());
            keys.sum::<usize>()
        });
    });
    let packed = deflate(text.as_bytes());
    group.bench_function("inflate", |b| b.iter(|| inflate(black_box(&packed), "a text").expect("packed above").len()));
    group.finish();
}

/// A site of generated articles; the folder must outlive it.
fn site() -> (tempfile::TempDir, OpenSite) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (input, out) = (folder.path().join("in"), folder.path().join("site"));
    std::fs::create_dir(&input).expect("a folder");
    let mut dice = Dice(4);
    for n in 0..ARTICLES {
        let title = text(&mut dice, 8);
        let body = text(&mut dice, 400);
        std::fs::write(input.join(format!("{n:05}.txt")), format!("{title}\n\n{body}\n")).expect("a file");
    }
    pack(&Options { inputs: vec![input], out: out.clone(), without_app: true, ..Options::default() }, &Silent)
        .expect("the articles can be packed");
    let site = open_site(&out).expect("the site opens");
    (folder, site)
}

fn answers(c: &mut Criterion) {
    let (_folder, mut site) = site();
    let common = |n: usize| syllable(n);
    let queries = [
        ("rare word", syllable(5900)),
        ("common word", common(2)),
        ("two words", format!("+{} +{}", common(40), common(60))),
        ("phrase", format!("\"{} {}\"", common(1), common(2))),
        ("phrase and words", format!("{} {} {}", common(1), common(5), common(9))),
        ("prefix", "kha*".to_owned()),
    ];
    let mut group = c.benchmark_group("answer");
    for (name, query) in queries {
        let spec = QuerySpec { query, ..QuerySpec::default() };
        let request = SearchRequest { spec, limit: 10, ..SearchRequest::default() };
        group.bench_function(name, |b| {
            b.iter_batched(
                || request.clone(),
                |request| site.ask(request).expect("a whole site answers"),
                BatchSize::SmallInput,
            );
        });
    }
    group.finish();
}

criterion_group!(hot_loops, rice, lists, texts, answers);
criterion_main!(hot_loops);
