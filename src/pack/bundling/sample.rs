//! What is known before the articles are mapped: wordings, the dictionary of the texts, the lines that recur around
//! stories. It looks at a sample, chosen by the hashes of ids, so that it depends on no order.

use super::cuts::Size;
use super::error::BuildError;
use super::model::Articles;
use crate::article::{Article, LineCounter, RecurringLines};
use crate::bundle::text_codes::Words;
use crate::compounds::{Compounds, Lexicon};
use crate::measure::{self, WordTable};

/// Text that is measured with all its tokens at once; of a larger corpus a sample of this size.
const SAMPLE_BYTES: u64 = 8 << 20;
/// A larger article is left out of the sample: counting the runs of its words takes fifty times its size.
const LARGEST_BYTES: u64 = 1 << 20;
/// Text from which a dictionary of its words saves more than it weighs.
const WORDS_LEAST_BYTES: u64 = 512 * 1024;

/// What is known before the articles are mapped.
pub struct Sampled {
    /// Wordings and terms.
    pub found: measure::Found,
    /// They were found in the whole corpus.
    pub whole: bool,
    /// The dictionary of the texts.
    pub words: Words,
    /// What recurs at the edges of many articles.
    pub lines: RecurringLines,
    /// Words of several syllables.
    pub compounds: Compounds,
    /// The words that are heard, to tell which are used alike.
    pub table: WordTable,
}

/// Looks at the corpus, or at a sample of it; words of several syllables are those of the lexicon, if there is one.
///
/// # Errors
/// When an article cannot be read.
pub fn sampled(
    articles: &dyn Articles,
    sizes: &[Size],
    before: Option<&Words>,
    lexicon: Option<&Lexicon>,
) -> Result<Sampled, BuildError> {
    let bytes: u64 = sizes.iter().map(Size::bytes).sum();
    let whole = bytes <= SAMPLE_BYTES && sizes.iter().all(fits);
    let choice = Choice::of(sizes, SAMPLE_BYTES);
    let chosen = (0u32..).zip(sizes).filter(|(_, size)| choice.has(size));
    let (mut sample, mut held) = (Vec::new(), 0);
    for (number, size) in chosen {
        held += size.bytes();
        // Chance, or one huge article, may choose more.
        if whole || held <= SAMPLE_BYTES * 2 {
            sample.push(articles.article(number)?);
        }
    }
    let words = match before {
        _ if bytes < WORDS_LEAST_BYTES => Words::default(),
        // One that lost a quarter of its words has grown too old.
        Some(before) if before.in_use() * 4 > before.len() * 3 => before.clone(),
        _ => Words::choose(sample.iter().map(|article| article.text.as_str())),
    };
    let mut counter = LineCounter::default();
    sample.iter().for_each(|article| counter.add(article));
    let lines = counter.finish();
    sample.iter_mut().for_each(|article| lines.relabel(article));
    let (found, compounds, table) = measure::wordings(&sample, lexicon);
    Ok(Sampled { found, whole, words, lines, compounds, table })
}

fn fits(size: &Size) -> bool {
    size.bytes() <= LARGEST_BYTES
}

/// A sample of so many bytes, about: which articles are in it.
#[derive(Clone, Copy, Debug)]
pub struct Choice(u64);

impl Choice {
    /// The sample of a corpus.
    pub fn of(sizes: &[Size], sample_bytes: u64) -> Self {
        let bytes: u64 = sizes.iter().map(Size::bytes).sum();
        Self((u128::from(u64::MAX) * u128::from(sample_bytes) / u128::from(bytes.max(sample_bytes))) as u64)
    }

    /// Whether an article is in it. By the low bits of its hash, so that it is no choice among those that begin groups.
    pub fn has(self, size: &Size) -> bool {
        fits(size) && size.id_hash.reverse_bits() <= self.0
    }
}

/// Articles whose recurring lines are residue.
pub struct Relabelled<'a> {
    /// As they were read.
    pub articles: &'a dyn Articles,
    /// What recurs.
    pub lines: RecurringLines,
}

impl Articles for Relabelled<'_> {
    fn sizes(&self) -> &[Size] {
        self.articles.sizes()
    }

    fn dated(&self) -> u32 {
        self.articles.dated()
    }

    fn article(&self, number: u32) -> Result<Article, BuildError> {
        let mut article = self.articles.article(number)?;
        self.lines.relabel(&mut article);
        Ok(article)
    }

    fn head(&self, number: u32) -> Result<Article, BuildError> {
        self.articles.head(number)
    }
}
