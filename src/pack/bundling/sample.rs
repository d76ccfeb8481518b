//! What is known before the articles are mapped: wordings, the dictionary of the texts, the lines that recur around
//! stories. It looks at a sample, chosen by the hashes of ids, so that it depends on no order.

use super::cuts::Size;
use super::error::BuildError;
use super::model::Articles;
use crate::article::{Article, LineCounter, RecurringLines};
use crate::bundle::text_codes::Words;
use crate::compounds::{Compounds, Lexicon};
use crate::measure;

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
    let fits = |size: &Size| size.bytes() <= LARGEST_BYTES;
    let whole = bytes <= SAMPLE_BYTES && sizes.iter().all(fits);
    let limit = (u128::from(u64::MAX) * u128::from(SAMPLE_BYTES) / u128::from(bytes.max(SAMPLE_BYTES))) as u64;
    // The low bits, so that a sample is no choice among the articles that begin groups.
    let chosen = (0u32..).zip(sizes).filter(|(_, size)| fits(size) && size.id_hash.reverse_bits() <= limit);
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
    let (found, compounds) = measure::wordings(&sample, lexicon);
    Ok(Sampled { found, whole, words, lines, compounds })
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
