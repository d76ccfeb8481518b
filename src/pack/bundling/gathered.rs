//! What mapped segments leave behind, gathered in article order: directory entries, columns, counts. It holds some bytes
//! an article and no text.

use super::error::BuildError;
use super::model::{Articles, Built, Times};
use super::reuse::Stream;
use super::run::Run;
use super::segment::Segment;
use super::sink::{Keep, Sections};
use crate::article::ArticleId;
use crate::bundle::Overview;
use crate::bundle::chunk::{digest, name_of};
use crate::bundle::columns::ColumnsWriter;
use crate::bundle::frequent_terms::write_frequent_terms;
use crate::bundle::group::StoredArticle;
use crate::bundle::ids::write_ids;
use crate::bundle::overview::write_overview;
use crate::bundle::root::{Counts, Root, SECTIONS, Section, write_root};
use crate::bundle::text_codes::Words;
use crate::measure::{PhraseCount, Phrases, Tally, WordTable};
use crate::pack::input::Account;

/// Cards that the page itself shows.
const CARDS: usize = 500;

/// What mapped segments leave behind, in article order.
pub struct Gathered<'k> {
    /// The sections so far.
    pub sections: Sections<'k>,
    /// Runs in article order.
    pub runs: Vec<Run>,
    /// Runs of names in article order.
    pub names: Vec<Run>,
    /// The words of all articles, as numbers.
    pub stream: Stream,
    /// Words as they are heard, and how many articles have each.
    pub heard: (Vec<u16>, Vec<u32>),
    /// Ids of articles that mention more than is kept.
    cut: Vec<String>,
    /// The entries of the dictionary that are used.
    pub words: Vec<bool>,
    /// Phrases, counted.
    pub counts: Vec<PhraseCount>,
    /// What is counted by article.
    pub tally: Tally,
    /// Tokens by field.
    pub tokens: [u64; 4],
    lengths: Vec<u32>,
    untitled: usize,
    account: Account,
    columns: ColumnsWriter,
}

impl<'k> Gathered<'k> {
    /// Nothing yet.
    pub fn new(keep: &'k dyn Keep, phrases: &Phrases, words: &Words, table: &WordTable) -> Self {
        Self {
            sections: Sections::new(keep),
            runs: Vec::new(),
            names: Vec::new(),
            stream: Stream::default(),
            heard: (Vec::new(), vec![0; table.len()]),
            cut: Vec::new(),
            words: vec![false; words.len()],
            counts: phrases.counts(),
            tally: Tally::default(),
            tokens: [0; 4],
            lengths: Vec::new(),
            untitled: 0,
            account: Account::default(),
            columns: ColumnsWriter::default(),
        }
    }

    /// Adds the next segment.
    pub fn add(&mut self, segment: Segment) {
        self.runs.extend(segment.runs);
        self.cut.extend(segment.cut);
        self.account.add(&segment.account);
        self.names.push(segment.names);
        self.stream.add(segment.stream.0, &segment.stream.1);
        self.heard.0.extend(segment.heard.0);
        self.heard.1.iter_mut().zip(&segment.heard.1).for_each(|(all, later)| *all += later);
        self.sections.extend(Section::Groups, segment.groups);
        self.sections.extend(Section::Mentions, segment.mentions);
        self.counts.iter_mut().zip(&segment.phrases).for_each(|(all, later)| all.add(later));
        self.words.iter_mut().zip(&segment.words).for_each(|(all, used)| *all |= used);
        self.tokens.iter_mut().zip(segment.head.tokens).for_each(|(sum, n)| *sum += n);
        for (head, length) in segment.heads.iter().zip(segment.lengths) {
            self.tally.add(head);
            self.untitled += usize::from(head.untitled);
            self.lengths.push(length);
            self.columns.push(length, head.date.as_ref(), [head.source.as_deref(), head.category.as_deref()]);
        }
    }

    /// Writes the last sections and the root.
    ///
    /// # Errors
    /// When something cannot be kept or read.
    pub fn finish(
        mut self,
        articles: &dyn Articles,
        counts: &Counts,
        overview: Overview,
        common: &[(String, u32)],
        times: Times,
    ) -> Result<Built, BuildError> {
        for (section, first, payload) in std::mem::take(&mut self.columns).finish() {
            self.sections.put(section, payload, first, &[])?;
        }
        for (first, payload) in write_ids(articles.sizes().iter().map(|size| size.id_hash)) {
            self.sections.put(Section::Ids, payload, first, &[])?;
        }
        self.sections.put(Section::Common, write_frequent_terms(common), 0, &[])?;
        self.sections.put(Section::Overview, write_overview(&overview), 0, &[])?;
        let mut directories: Vec<_> = SECTIONS.iter().map(|section| self.sections.take(*section)).collect();
        let keep = self.sections.keep;
        keep.join(&mut directories).map_err(BuildError::Keep)?;
        let (root, pages) = write_root(counts, &directories, |page| keep.kept(page));
        for page in pages {
            keep.keep(&name_of(&digest(&page)), page).map_err(BuildError::Keep)?;
        }
        let corpus = Root::read(&root)?.corpus_name();
        let tokens = counts.tokens[..3].iter().sum();
        let overview = Overview { corpus: corpus.clone(), articles: counts.articles, tokens, ..overview };
        let newest_first = (0..counts.dated).rev().chain(counts.dated..counts.articles).take(CARDS);
        let card = |number: u32| {
            let (article, length_tokens) = (articles.head(number)?, self.lengths[number as usize]);
            Ok(StoredArticle { article, length_tokens }.card(ArticleId(number)))
        };
        let cards = newest_first.map(card).collect::<Result<_, BuildError>>()?;
        let Self { untitled, account, cut, .. } = self;
        Ok(Built { root, overview, cards, untitled, account, cut, corpus, times })
    }
}
