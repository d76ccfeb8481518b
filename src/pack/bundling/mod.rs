//! From articles to a bundle: shares of the articles become sorted runs and article groups (map), the runs one index
//! (reduce), and the sections beside it.
//!
//! Memory is bounded: articles come by number from wherever they lie, chunks go where they are kept, runs lie in files.
//! Map and reduce share nothing but the runs. Same articles, same options, same bytes, however many threads and runs.

mod cuts;
mod error;
mod gathered;
mod merge;
mod model;
mod names;
mod related_words;
mod reuse;
mod run;
mod sample;
mod segment;
mod sink;
mod tokens;

pub use cuts::Size;
pub use error::BuildError;
pub use model::{About, Articles, BuildEnv, Built, Packed, Times, order};
pub use run::RunError;
pub use sink::{InMemory, Keep};

use super::gate::Gate;
use super::input::WORK_BYTES;
use super::progress::Silent;
use crate::article::Article;
use crate::bundle::Overview;
use crate::bundle::group::id_hash;
use crate::bundle::root::{Counts, Section};
use crate::bundle::text_codes::Words;
use crate::compounds::Compounds;
use crate::measure::{Phrases, WordTable};
use cuts::{Cuts, articles_of};
use gathered::Gathered;
use merge::{Commonest, merge, merge_names};
use names::NamesWriter;
use sample::{Choice, Relabelled, Sampled, sampled};
use segment::{Mapping, Segment};
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// Text of one segment at most: more saves no time and costs memory.
const SHARE_MOST_BYTES: u64 = 8 << 20;
/// Shares for each thread at least, so that all have work to the end.
const SHARES_PER_JOB: u64 = 4;
/// What mapping takes of memory for each byte of a share's text; of a large text [`WORK_BYTES`].
const MAP_BYTES: u64 = 6;
const COMMON_TERMS: usize = 2048;
/// Text whose words are heard to tell which are used alike; of a larger corpus a sample. Two bytes a word are held: some 16 MB.
const HEARD_BYTES: u64 = 40 << 20;

/// Packs articles that are in memory into a bundle in memory: for tests and small corpora.
///
/// # Errors
/// When there are too many articles.
pub fn build(mut articles: Vec<Article>, about: &About) -> Result<Packed, BuildError> {
    articles.sort_by(|a, b| order(a.date.as_ref(), &a.id).cmp(&order(b.date.as_ref(), &b.id)));
    let keep = InMemory::default();
    let env = BuildEnv {
        keep: &keep,
        folder: None,
        words: None,
        lexicon: None,
        jobs: NonZeroUsize::MIN,
        memory_bytes: 1 << 30,
        stop: &AtomicBool::new(false),
        progress: &Silent,
    };
    let Built { root, overview, corpus, .. } = build_with(&Listed::new(articles), about, &env)?;
    Ok(Packed { root, chunks: keep.into_chunks(), overview, corpus })
}

/// The root of the same articles, packed over files with so much memory and so many threads.
#[cfg(test)]
pub fn root_with_memory(mut articles: Vec<Article>, memory_bytes: u64, jobs: usize) -> Vec<u8> {
    articles.sort_by(|a, b| order(a.date.as_ref(), &a.id).cmp(&order(b.date.as_ref(), &b.id)));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let env = BuildEnv {
        keep: &InMemory::default(),
        folder: Some(folder.path()),
        words: None,
        lexicon: None,
        jobs: NonZeroUsize::new(jobs).expect("a thread"),
        memory_bytes,
        stop: &AtomicBool::new(false),
        progress: &Silent,
    };
    build_with(&Listed::new(articles), &About::default(), &env).expect("articles are packed").root
}

/// Articles in a list.
struct Listed {
    articles: Vec<Article>,
    sizes: Vec<Size>,
}

impl Listed {
    fn new(articles: Vec<Article>) -> Self {
        let size = |a: &Article| Size { id_hash: id_hash(&a.id), text_bytes: a.text.len() as u32 };
        Self { sizes: articles.iter().map(size).collect(), articles }
    }
}

impl Articles for Listed {
    fn sizes(&self) -> &[Size] {
        &self.sizes
    }

    fn dated(&self) -> u32 {
        self.articles.iter().filter(|a| a.date.and_then(|d| d.sort_key()).is_some()).count() as u32
    }

    fn article(&self, number: u32) -> Result<Article, BuildError> {
        Ok(self.articles[number as usize].clone())
    }

    fn head(&self, number: u32) -> Result<Article, BuildError> {
        self.article(number)
    }
}

/// Packs articles into a bundle.
///
/// Holds some bytes an article, and what the shares that are mapped side by side take.
///
/// # Errors
/// When there are too many articles, or something cannot be read or written.
pub fn build_with(articles: &dyn Articles, about: &About, env: &BuildEnv<'_>) -> Result<Built, BuildError> {
    let sizes = articles.sizes();
    if sizes.len() >= 1 << 24 {
        return Err(BuildError::TooManyArticles(sizes.len()));
    }
    let mut times = Times::default();
    let begun = Instant::now();
    let Sampled { found, whole, mut words, lines, compounds, table } =
        sampled(articles, sizes, env.words, env.lexicon)?;
    let articles = &Relabelled { articles, lines };
    let phrases = if whole { Phrases::default() } else { Phrases::of(found.clone()) };
    times.overview = begun.elapsed();

    let mut gathered = Gathered::new(env.keep, &phrases, &words, &table);
    map_all(articles, env, (&phrases, &words, &compounds, &table), &mut gathered, &mut times)?;
    words.keep(&gathered.words);
    if words.in_use() > 0 {
        gathered.sections.put(Section::Words, words.write(), 0, &[])?;
    }
    let begun = Instant::now();
    related_words::write(&table, std::mem::take(&mut gathered.heard), &mut gathered.sections)?;
    times.overview += begun.elapsed();

    let begun = Instant::now();
    let mut common = Commonest::new(COMMON_TERMS);
    let sections = &mut gathered.sections;
    let runs = std::mem::take(&mut gathered.runs);
    let tokens = gathered.tokens.iter().sum();
    let folds = merge(runs, env.folder, &mut common, tokens, |section, payload, first, first_key: &[u8]| {
        if env.stop.load(Ordering::Relaxed) {
            return Err(BuildError::Stopped);
        }
        sections.put(section, payload, first, first_key)
    })?;
    times.merge = begun.elapsed();
    let begun = Instant::now();
    let names = std::mem::take(&mut gathered.names);
    let mut table =
        NamesWriter::new(|section, payload, first, first_key: &[u8]| sections.put(section, payload, first, first_key));
    merge_names(names, env.folder, &mut |key, _, fields| table.term(key, fields))?;
    table.finish()?;
    times.layers += begun.elapsed();

    let begun = Instant::now();
    let common = common.into_terms();
    let stream = std::mem::take(&mut gathered.stream);
    reuse::write_families(articles, &stream, (&common, &words), env, &mut gathered.sections)?;
    times.families += begun.elapsed();

    let begun = Instant::now();
    let found = if whole {
        found
    } else {
        phrases
            .clone()
            .counted(&gathered.counts, |number| articles.article(number).map(|article| (article.date, article.text)))?
    };
    let overview = Overview {
        title: about.title.clone(),
        about: about.about.clone(),
        contact: about.contact.clone(),
        ..gathered.tally.overview(found)
    };
    times.overview += begun.elapsed();
    let counts = Counts { articles: sizes.len() as u32, dated: articles.dated(), folds, tokens: gathered.tokens };
    gathered.finish(articles, &counts, overview, &common, times)
}

/// Maps all shares on threads, and gathers what they give in article order.
fn map_all(
    articles: &dyn Articles,
    env: &BuildEnv<'_>,
    (phrases, words, compounds, table): (&Phrases, &Words, &Compounds, &WordTable),
    gathered: &mut Gathered<'_>,
    times: &mut Times,
) -> Result<(), BuildError> {
    let begun = Instant::now();
    let sizes = articles.sizes();
    let jobs = env.jobs.get() as u64;
    let whole: u64 = sizes.iter().map(Size::bytes).sum();
    let share_bytes = (whole / (jobs * SHARES_PER_JOB)).min(SHARE_MOST_BYTES).min(env.memory_bytes / jobs / MAP_BYTES);
    let Cuts { groups, shelves, shares } = Cuts::of(sizes, share_bytes);
    let gate = Gate::new(env.memory_bytes);
    let halt = AtomicBool::new(false);
    let kept = (Choice::of(sizes, HEARD_BYTES), sizes);
    let (keep, folder, stop) = (env.keep, env.folder, env.stop);
    let mapping = Mapping { articles, keep, phrases, words, compounds, table, kept, folder, stop };
    let next = AtomicUsize::new(0);
    let [mut index, mut group, mut phrase, mut layer, mut family] = [Duration::ZERO; 5];
    let result = std::thread::scope(|scope| {
        // As many as there are threads may wait to be gathered.
        let (sender, receiver) = mpsc::sync_channel(env.jobs.get());
        for _ in 0..env.jobs.get().min(shares.len()) {
            let (sender, next, shares, shelves, groups, gate, mapping, halt) =
                (sender.clone(), &next, &shares, &shelves, &groups, &gate, &mapping, &halt);
            scope.spawn(move || {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let share = shares.get(number).filter(|_| !halt.load(Ordering::Relaxed));
                    let Some((share, bytes)) = share else { return };
                    let articles = articles_of(&groups[shelves[share.start].start..shelves[share.end - 1].end]);
                    let largest = sizes[articles.start as usize..articles.end as usize].iter().map(Size::bytes).max();
                    let pass = gate.pass((bytes * MAP_BYTES).max(largest.unwrap_or(0) * WORK_BYTES));
                    let mapped = mapping.map(number, groups, &shelves[share.clone()]);
                    drop(pass);
                    if sender.send((number, mapped)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut due = 0;
        let result = receiver.iter().try_for_each(|(number, mapped): (usize, Result<Segment, BuildError>)| {
            waiting.insert(number, mapped?);
            while let Some(segment) = waiting.remove(&due) {
                due += 1;
                group += segment.group_time;
                phrase += segment.phrase_time;
                layer += segment.layer_time;
                family += segment.family_time;
                index += segment.index_time();
                env.progress.step(u64::from(segment.head.articles));
                gathered.add(segment);
            }
            Ok(())
        });
        halt.store(result.is_err(), Ordering::Relaxed);
        drop(receiver);
        result
    });
    let wall = begun.elapsed().as_secs_f64() / (index + group + phrase + layer + family).as_secs_f64().max(1e-9);
    (times.index, times.groups) = (index.mul_f64(wall), group.mul_f64(wall));
    times.layers = layer.mul_f64(wall);
    times.overview += phrase.mul_f64(wall);
    times.families = family.mul_f64(wall);
    result
}
