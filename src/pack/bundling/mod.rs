//! From articles to a bundle: shares of the articles become sorted runs and article groups (map), the runs one index
//! (reduce), and the sections beside it.
//!
//! Memory is bounded: articles come by number from wherever they lie, chunks go where they are kept, runs lie in files.
//! Map and reduce share nothing but the runs. Same articles, same options, same bytes, however many threads and runs.

mod cuts;
mod gathered;
mod merge;
mod names;
mod run;
mod sample;
mod segment;
mod sink;

pub use cuts::Size;
pub use run::RunError;
pub use sink::{InMemory, Keep};

use super::gate::Gate;
use super::input::{Account, WORK_BYTES};
use super::store::StoreError;
use super::{Progress, Silent};
use crate::article::{Article, Date};
use crate::bundle::group::id_hash;
use crate::bundle::root::{Counts, Section};
use crate::bundle::text_codes::Words;
use crate::bundle::{BundleError, PackedChunk};
use crate::compounds::{Compounds, Lexicon};
use crate::index::write::OrderError;
use crate::measure::Phrases;
use crate::protocol::{Card, Overview};
use cuts::{Cuts, articles_of};
use gathered::Gathered;
use merge::{Commonest, merge, merge_names};
use names::NamesWriter;
use sample::{Relabelled, Sampled, sampled};
use segment::{Mapping, Segment};
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::Path;
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

/// What the maker says of the corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Its name.
    pub title: String,
    /// A sentence or two about it.
    pub about: String,
    /// Whom to write to.
    pub contact: String,
}

/// Articles by their number: in date order, oldest first, undated last, then by id.
pub trait Articles: Sync {
    /// Sizes by number.
    fn sizes(&self) -> &[Size];
    /// How many have a full date: the numbers below.
    fn dated(&self) -> u32;
    /// An article.
    ///
    /// # Errors
    /// When it cannot be read.
    fn article(&self, number: u32) -> Result<Article, BuildError>;
    /// An article, of which the text and the blocks may be missing.
    ///
    /// # Errors
    /// When it cannot be read.
    fn head(&self, number: u32) -> Result<Article, BuildError>;
}

/// How to build.
pub struct Means<'m> {
    /// Takes the chunks.
    pub keep: &'m dyn Keep,
    /// For runs; in memory without it.
    pub folder: Option<&'m Path>,
    /// The dictionary of the bundle that this one replaces, so that unchanged groups keep their bytes.
    pub words: Option<&'m Words>,
    /// Words of several syllables, for the overview; learned from the articles without it.
    pub lexicon: Option<&'m Lexicon>,
    /// Threads.
    pub jobs: NonZeroUsize,
    /// Memory to use, about.
    pub memory_bytes: u64,
    /// Set when the pack is to end.
    pub stop: &'m AtomicBool,
    /// Hears how many articles are done.
    pub progress: &'m dyn Progress,
}

/// A bundle whose chunks are kept.
#[derive(Clone, Debug)]
pub struct Built {
    /// Its root.
    pub root: Vec<u8>,
    /// What the corpus is.
    pub overview: Overview,
    /// Cards for the page: newest first, undated last, some 500 of them.
    pub cards: Vec<Card>,
    /// Articles without a headline.
    pub untitled: usize,
    /// What stands apart in articles.
    pub account: Account,
    /// Ids of articles that mention more than is kept.
    pub cut: Vec<String>,
    /// The corpus hash, 16 hex digits.
    pub corpus: String,
    /// Where the time went.
    pub times: Times,
}

/// Where the time of a build went. Parts done side by side count by their share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Times {
    /// Tokens and their occurrences, to runs on disk.
    pub index: Duration,
    /// Article groups, compressed and written.
    pub groups: Duration,
    /// Runs to index chunks.
    pub merge: Duration,
    /// What articles mention.
    pub layers: Duration,
    /// What the overview shows.
    pub overview: Duration,
}

/// A packed corpus in memory.
#[derive(Clone, Debug)]
pub struct Packed {
    /// The bundle's root.
    pub root: Vec<u8>,
    /// Its chunks, each once, by name.
    pub chunks: Vec<PackedChunk>,
    /// What the corpus is.
    pub overview: Overview,
    /// The corpus hash, 16 hex digits.
    pub corpus: String,
}

/// Why articles could not be packed.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// More articles than a bundle can number.
    #[error("{0} articles: one bundle holds at most 16,777,216; pack them in parts")]
    TooManyArticles(usize),
    /// A chunk that no directory can list.
    #[error("a chunk of {0} bytes: one holds at most 4 GiB")]
    LargeChunk(usize),
    /// The index did not come out in order: a defect of Recto.
    #[error("the term index is out of order: {0}")]
    Order(#[from] OrderError),
    /// The root does not read back: a defect of Recto.
    #[error("the root does not read back: {0}")]
    Root(#[from] BundleError),
    /// A chunk cannot be kept.
    #[error("a chunk cannot be written: {0}")]
    Keep(std::io::Error),
    /// A temporary file fails.
    #[error("a temporary file cannot be written: {0}")]
    Scratch(std::io::Error),
    /// An article cannot be read back.
    #[error("an article cannot be read back: {0}")]
    Store(#[from] StoreError),
    /// A run cannot be read back.
    #[error(transparent)]
    Run(#[from] RunError),
    /// The pack was told to end.
    #[error("stopped")]
    Stopped,
}

/// The order of articles in a bundle: dated by date, then yearless and undated, each by id.
pub fn order<'i>(date: Option<&Date>, id: &'i str) -> (bool, (u16, u8, u8, u16), &'i str) {
    let key = date.and_then(Date::sort_key);
    (key.is_none(), key.unwrap_or_default(), id)
}

/// Packs articles that are in memory into a bundle in memory: for tests and small corpora.
///
/// # Errors
/// When there are too many articles.
pub fn build(mut articles: Vec<Article>, about: &About) -> Result<Packed, BuildError> {
    articles.sort_by(|a, b| order(a.date.as_ref(), &a.id).cmp(&order(b.date.as_ref(), &b.id)));
    let keep = InMemory::default();
    let means = Means {
        keep: &keep,
        folder: None,
        words: None,
        lexicon: None,
        jobs: NonZeroUsize::MIN,
        memory_bytes: 1 << 30,
        stop: &AtomicBool::new(false),
        progress: &Silent,
    };
    let Built { root, overview, corpus, .. } = build_with(&Listed::new(articles), about, &means)?;
    Ok(Packed { root, chunks: keep.into_chunks(), overview, corpus })
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
pub fn build_with(articles: &dyn Articles, about: &About, means: &Means<'_>) -> Result<Built, BuildError> {
    let sizes = articles.sizes();
    if sizes.len() >= 1 << 24 {
        return Err(BuildError::TooManyArticles(sizes.len()));
    }
    let mut times = Times::default();
    let begun = Instant::now();
    let Sampled { found, whole, mut words, lines, compounds } = sampled(articles, sizes, means.words, means.lexicon)?;
    let articles = &Relabelled { articles, lines };
    let phrases = if whole { Phrases::default() } else { Phrases::of(found.clone()) };
    times.overview = begun.elapsed();

    let mut gathered = Gathered::new(means.keep, &phrases, &words);
    map_all(articles, means, (&phrases, &words, &compounds), &mut gathered, &mut times)?;
    words.keep(&gathered.words);
    if words.in_use() > 0 {
        gathered.sections.put(Section::Words, words.write(), 0, &[])?;
    }

    let begun = Instant::now();
    let mut common = Commonest::new(COMMON_TERMS);
    let sections = &mut gathered.sections;
    let runs = std::mem::take(&mut gathered.runs);
    let tokens = gathered.tokens.iter().sum();
    let folds = merge(runs, means.folder, &mut common, tokens, |section, payload, first, first_key: &[u8]| {
        if means.stop.load(Ordering::Relaxed) {
            return Err(BuildError::Stopped);
        }
        sections.put(section, payload, first, first_key)
    })?;
    times.merge = begun.elapsed();
    let begun = Instant::now();
    let names = std::mem::take(&mut gathered.names);
    let mut table =
        NamesWriter::new(|section, payload, first, first_key: &[u8]| sections.put(section, payload, first, first_key));
    merge_names(names, means.folder, &mut |key, _, fields| table.term(key, fields))?;
    table.finish()?;
    times.layers += begun.elapsed();

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
    gathered.finish(articles, &counts, overview, &common.into_terms(), times)
}

/// Maps all shares on threads, and gathers what they give in article order.
fn map_all(
    articles: &dyn Articles,
    means: &Means<'_>,
    (phrases, words, compounds): (&Phrases, &Words, &Compounds),
    gathered: &mut Gathered<'_>,
    times: &mut Times,
) -> Result<(), BuildError> {
    let begun = Instant::now();
    let sizes = articles.sizes();
    let jobs = means.jobs.get() as u64;
    let whole: u64 = sizes.iter().map(Size::bytes).sum();
    let share_bytes =
        (whole / (jobs * SHARES_PER_JOB)).min(SHARE_MOST_BYTES).min(means.memory_bytes / jobs / MAP_BYTES);
    let Cuts { groups, shelves, shares } = Cuts::of(sizes, share_bytes);
    let gate = Gate::new(means.memory_bytes);
    let halt = AtomicBool::new(false);
    let mapping =
        Mapping { articles, keep: means.keep, phrases, words, compounds, folder: means.folder, stop: means.stop };
    let next = AtomicUsize::new(0);
    let [mut index, mut group, mut phrase, mut layer] = [Duration::ZERO; 4];
    let result = std::thread::scope(|scope| {
        // As many as there are threads may wait to be gathered.
        let (sender, receiver) = mpsc::sync_channel(means.jobs.get());
        for _ in 0..means.jobs.get().min(shares.len()) {
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
                index += segment.time.saturating_sub(segment.group_time + segment.phrase_time + segment.layer_time);
                means.progress.step(u64::from(segment.head.articles));
                gathered.add(segment);
            }
            Ok(())
        });
        halt.store(result.is_err(), Ordering::Relaxed);
        drop(receiver);
        result
    });
    let wall = begun.elapsed().as_secs_f64() / (index + group + phrase + layer).as_secs_f64().max(1e-9);
    times.index = index.mul_f64(wall);
    times.groups = group.mul_f64(wall);
    times.layers = layer.mul_f64(wall);
    times.overview += phrase.mul_f64(wall);
    result
}
