//! From articles to a bundle: segments of term occurrences (map), merged into one index (reduce), and the sections beside it.
//!
//! Pure computation over articles already read; it opens no file. Same articles, same options, same bytes.

mod merge;
mod segment;

use crate::article::{Article, ArticleId, Date};
use crate::bundle::chunk::{Entry, PackedChunk, digest, name_of};
use crate::bundle::columns::ColumnsWriter;
use crate::bundle::group::{StoredArticle, deflate, id_hash, write_group};
use crate::bundle::overview::write_overview;
use crate::bundle::root::{Counts, Root, SECTIONS, Section, write_root};
use crate::bundle::{BundleError, codec::Writer};
use crate::engine::protocol::{Card, Overview};
use crate::index::write::{OrderError, SectionChunks};
use crate::measure;
use segment::Segment;
use std::collections::BTreeMap;

const GROUP_TARGET_BYTES: usize = 16 * 1024;
const GROUPS_AT_MOST: usize = 12_000;
const IDS_PER_CHUNK: usize = 2048;
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

/// A packed corpus: everything a page needs but the page itself.
#[derive(Clone, Debug)]
pub struct Packed {
    /// The bundle's root.
    pub root: Vec<u8>,
    /// Its chunks, each once, by name.
    pub chunks: Vec<PackedChunk>,
    /// What the corpus is.
    pub overview: Overview,
    /// The articles by number.
    pub cards: Vec<Card>,
    /// The corpus hash, 16 hex digits.
    pub corpus: String,
}

/// Why articles could not be packed.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// More articles than a bundle can number.
    #[error("{0} articles: one bundle holds at most 16,777,216; pack them in parts")]
    TooManyArticles(usize),
    /// The index did not come out in order: a defect of Recto.
    #[error("the term index is out of order: {0}")]
    Order(#[from] OrderError),
    /// The root does not read back: a defect of Recto.
    #[error("the root does not read back: {0}")]
    Root(#[from] BundleError),
}

/// Packs articles. They are numbered by date, oldest first, undated last, then by id.
///
/// Holds all articles and their occurrences in memory: about 12 bytes a token beside the texts.
///
/// # Errors
/// When there are too many articles.
pub fn build(mut articles: Vec<Article>, about: &About) -> Result<Packed, BuildError> {
    if articles.len() >= 1 << 24 {
        return Err(BuildError::TooManyArticles(articles.len()));
    }
    articles.sort_by(|a, b| order(a).cmp(&order(b)));
    let segments = segment::segments(&articles);
    let lengths: Vec<u32> = segments.iter().flat_map(|s| s.lengths.iter().copied()).collect();
    let tokens = segments.iter().fold([0; 4], |mut sum: [u64; 4], s| {
        sum.iter_mut().zip(s.tokens).for_each(|(sum, n)| *sum += n);
        sum
    });
    let merged = merge::merge(segments)?;
    let overview = Overview {
        title: about.title.clone(),
        about: about.about.clone(),
        contact: about.contact.clone(),
        ..measure::overview(&articles)
    };
    let dated = articles.iter().filter(|a| a.date.and_then(|d| d.sort_key()).is_some()).count();
    let counts = Counts { articles: articles.len() as u32, dated: dated as u32, folds: merged.folds, tokens };

    let mut sections: BTreeMap<Section, SectionChunks> = BTreeMap::new();
    let mut columns = ColumnsWriter::default();
    for (article, &length) in articles.iter().zip(&lengths) {
        columns.push(length, article.date.as_ref(), [article.source.as_deref(), article.category.as_deref()]);
    }
    for (section, first, payload) in columns.finish() {
        sections.entry(section).or_default().push(payload, first, &[]);
    }
    sections.insert(Section::Ids, ids(&articles));
    sections.insert(Section::Common, common(&merged.common));
    let stored: Vec<StoredArticle> = articles
        .into_iter()
        .zip(lengths)
        .map(|(article, length_tokens)| StoredArticle { article, length_tokens })
        .collect();
    let cards = stored.iter().enumerate().map(|(n, s)| s.card(ArticleId(n as u32))).collect();
    sections.insert(Section::Groups, groups(&stored));
    let mut one = SectionChunks::default();
    one.push(write_overview(&overview), 0, &[]);
    sections.insert(Section::Overview, one);
    sections.extend(merged.index);
    finish(&counts, sections, overview, cards)
}

/// Date order: dated by date, then yearless and undated, each by id.
fn order(article: &Article) -> (bool, (u16, u8, u8, u16), &str) {
    let key = article.date.as_ref().and_then(Date::sort_key);
    (key.is_none(), key.unwrap_or_default(), &article.id)
}

fn finish(
    counts: &Counts,
    mut sections: BTreeMap<Section, SectionChunks>,
    overview: Overview,
    cards: Vec<Card>,
) -> Result<Packed, BuildError> {
    let directories: Vec<Vec<Entry>> =
        SECTIONS.iter().map(|s| sections.get(s).map(|c| c.entries.clone()).unwrap_or_default()).collect();
    let (root, pages) = write_root(counts, &directories);
    let mut chunks: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for page in pages {
        chunks.insert(name_of(&digest(&page)), page);
    }
    for section in sections.values_mut() {
        chunks.extend(section.chunks.drain(..).map(|c| (c.name, c.payload)));
    }
    let read = Root::read(&root)?;
    let corpus = read.corpus_name();
    let overview = Overview {
        corpus: corpus.clone(),
        articles: counts.articles,
        tokens: counts.tokens[..3].iter().sum(),
        ..overview
    };
    let chunks = chunks.into_iter().map(|(name, payload)| PackedChunk { name, payload }).collect();
    Ok(Packed { root, chunks, overview, cards, corpus })
}

fn groups(stored: &[StoredArticle]) -> SectionChunks {
    let size = |s: &StoredArticle| s.article.text.len() + s.article.title.len() + 64;
    let whole: usize = stored.iter().map(size).sum();
    let target = GROUP_TARGET_BYTES.max(whole / GROUPS_AT_MOST);
    let mut out = SectionChunks::default();
    let (mut first, mut held) = (0, 0);
    for (at, article) in stored.iter().enumerate() {
        if at > first && held + size(article) > target {
            out.push(write_group(&stored[first..at]), first as u64, &[]);
            (first, held) = (at, 0);
        }
        held += size(article);
    }
    if first < stored.len() {
        out.push(write_group(&stored[first..]), first as u64, &[]);
    }
    out
}

fn ids(articles: &[Article]) -> SectionChunks {
    let mut table: Vec<(u64, u64)> = articles.iter().enumerate().map(|(n, a)| (id_hash(&a.id), n as u64)).collect();
    table.sort_unstable();
    let mut out = SectionChunks::default();
    for part in table.chunks(IDS_PER_CHUNK) {
        let mut bytes = Writer::new();
        bytes.varint(part.len() as u64);
        for (hash, number) in part {
            bytes.raw(&hash.to_be_bytes());
            bytes.varint(*number);
        }
        out.push(bytes.into_bytes(), part[0].0, &[]);
    }
    out
}

fn common(frequencies: &[(String, u32)]) -> SectionChunks {
    let mut most: Vec<&(String, u32)> = frequencies.iter().collect();
    most.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    most.truncate(COMMON_TERMS);
    let mut inner = Writer::new();
    inner.varint(most.len() as u64);
    for (fold, df) in most {
        inner.text(fold);
        inner.varint(u64::from(*df));
    }
    let mut out = SectionChunks::default();
    out.push(deflate(&inner.into_bytes()), 0, &[]);
    out
}
