//! The map step: a share of the articles becomes a run of term occurrences and finished article groups.
//!
//! It needs nothing but the share and writes nothing but its run and its groups' chunks, so that shares can be mapped
//! side by side, here on threads.

use super::cuts::{Size, articles_of};
use super::error::BuildError;
use super::model::Articles;
use super::names::Names;
use super::reuse::StreamWriter;
use super::run::{Run, RunHead};
use super::sample::Choice;
use super::sink::{Keep, keep_chunk};
use super::tokens::{PLACED_BYTES, Tokens};
use crate::article::{Article, Glosses};
use crate::bundle::chunk::Entry;
use crate::bundle::group::{StoredArticle, write_group};
use crate::bundle::mentions::write_mentions;
use crate::bundle::text_codes::{Coder, Words};
use crate::compounds::Compounds;
use crate::index::gloss::Glossing;
use crate::index::placed::{PlacedParts, length_tokens};
use crate::measure::{PhraseCount, Phrases, WordTable};
use crate::mentions::{HELD_BYTES, Mentions, mentions_of};
use crate::pack::input::Account;
use std::fs::File;
use std::io::BufWriter;
use std::ops::Range;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// What all shares have in common.
pub struct Mapping<'m> {
    /// The articles, by number.
    pub articles: &'m dyn Articles,
    /// Takes the chunks of groups.
    pub keep: &'m dyn Keep,
    /// Phrases to count on the way.
    pub phrases: &'m Phrases,
    /// The dictionary of the texts.
    pub words: &'m Words,
    /// Words of several syllables, for the units of figures.
    pub compounds: &'m Compounds,
    /// The words that are heard, to tell which are used alike, and the articles whose words are kept for that.
    pub table: &'m WordTable,
    /// These, by their sizes.
    pub kept: (Choice, &'m [Size]),
    /// The folder of run files; in memory without one.
    pub folder: Option<&'m Path>,
    /// Set when the pack is to end.
    pub stop: &'m AtomicBool,
}

/// What a share gives.
#[derive(Debug)]
pub struct Segment {
    /// Its runs, in order: one, unless its texts have very many words.
    pub runs: Vec<Run>,
    /// What they say of themselves together.
    pub head: RunHead,
    /// Tokens in title, lead and body of each article.
    pub lengths: Vec<u32>,
    /// Its articles without their texts.
    pub heads: Vec<Article>,
    /// What stands apart in them.
    pub account: Account,
    /// Directory entries of its groups.
    pub groups: Vec<Entry>,
    /// Directory entries of what its shelves mention.
    pub mentions: Vec<Entry>,
    /// The names mentioned, as a run.
    pub names: Run,
    /// Ids of articles that mention more than is kept.
    pub cut: Vec<String>,
    /// The entries of the dictionary that its texts use.
    pub words: Vec<bool>,
    /// Its phrases, counted.
    pub phrases: Vec<PhraseCount>,
    /// Its words as numbers, and how many each article has.
    pub stream: (Run, Vec<u32>),
    /// Its words as they are heard, and how many articles have each.
    pub heard: (Vec<u16>, Vec<u32>),
    /// Time spent on mentions.
    pub layer_time: Duration,
    /// Time spent on groups.
    pub group_time: Duration,
    /// Time spent on the words of families.
    pub family_time: Duration,
    /// Time spent on phrases, and on words that are heard.
    pub phrase_time: Duration,
    /// Time spent on everything.
    pub time: Duration,
}

impl Segment {
    /// Time spent on tokens and their occurrences.
    pub fn index_time(&self) -> Duration {
        self.time.saturating_sub(self.group_time + self.phrase_time + self.layer_time + self.family_time)
    }
}

impl Mapping<'_> {
    /// Maps a share: its number, all groups, and which of them are on the share's shelves. Linear in its text; holds 20
    /// bytes a token.
    ///
    /// # Errors
    /// When an article cannot be read or something not be written.
    pub fn map(&self, number: usize, groups: &[Range<u32>], shelves: &[Range<usize>]) -> Result<Segment, BuildError> {
        let begun = Instant::now();
        let places = shelves.first().map_or(0, |shelf| shelf.start)..shelves.last().map_or(0, |shelf| shelf.end);
        let Range { start: first, end } = articles_of(&groups[places]);
        let stream = self.folder.map(|folder| folder.join(format!("w{number}")));
        let mut tokens = Tokens::new(self.phrases, self.table, StreamWriter::new(stream.as_deref())?);
        let mut coder = Coder::new(self.words);
        let mut names = Names::default();
        let mut segment = Segment {
            runs: Vec::new(),
            head: RunHead { first, articles: end - first, tokens: [0; 4] },
            lengths: Vec::new(),
            heads: Vec::new(),
            account: Account::default(),
            groups: Vec::new(),
            mentions: Vec::new(),
            names: Run::Memory(Vec::new()),
            cut: Vec::new(),
            words: Vec::new(),
            phrases: self.phrases.counts(),
            stream: (Run::Memory(Vec::new()), Vec::new()),
            heard: (Vec::new(), Vec::new()),
            layer_time: Duration::ZERO,
            group_time: Duration::ZERO,
            family_time: Duration::ZERO,
            phrase_time: Duration::ZERO,
            time: Duration::ZERO,
        };
        for shelf in shelves {
            let mut mentioned = Vec::new();
            for group in &groups[shelf.clone()] {
                if self.stop.load(Ordering::Relaxed) {
                    return Err(BuildError::Stopped);
                }
                self.group((number, group.clone()), &mut tokens, &mut coder, &mut segment, &mut mentioned)?;
            }
            let begun = Instant::now();
            let first = articles_of(&groups[shelf.clone()]).start;
            (first..).zip(&mentioned).for_each(|(article, found)| names.add(article, found));
            let mentioned: Vec<_> = mentioned.into_iter().map(|found| found.mentions).collect();
            segment.mentions.push(keep_chunk(self.keep, write_mentions(&mentioned), u64::from(first), &[])?);
            segment.layer_time += begun.elapsed();
        }
        segment.head.tokens = tokens.by_field;
        segment.words = coder.used;
        self.run(number, &mut tokens, &mut segment)?;
        segment.names = match self.folder {
            Some(folder) => {
                let path = folder.join(format!("n{number}"));
                let file = File::create_new(&path).map_err(BuildError::Scratch)?;
                names.write(BufWriter::new(file), &segment.head).map_err(BuildError::Scratch)?;
                Run::File(path)
            }
            None => Run::Memory(names.write(Vec::new(), &segment.head).map_err(BuildError::Scratch)?),
        };
        segment.stream = tokens.stream.finish()?;
        segment.heard = tokens.hearing.finish();
        segment.time = begun.elapsed();
        Ok(segment)
    }

    /// Writes the occurrences so far as a run. Runs of one segment follow one another, in an article too.
    fn run(&self, number: usize, tokens: &mut Tokens<'_>, segment: &mut Segment) -> Result<(), BuildError> {
        let run = match self.folder {
            Some(folder) => {
                let path = folder.join(format!("r{number}-{}", segment.runs.len()));
                let file = File::create_new(&path).map_err(BuildError::Scratch)?;
                tokens.write(BufWriter::new(file), &segment.head).map_err(BuildError::Scratch)?;
                Run::File(path)
            }
            None => Run::Memory(tokens.write(Vec::new(), &segment.head).map_err(BuildError::Scratch)?),
        };
        segment.runs.push(run);
        Ok(())
    }

    fn group(
        &self,
        (share, range): (usize, Range<u32>),
        tokens: &mut Tokens<'_>,
        coder: &mut Coder<'_>,
        segment: &mut Segment,
        mentioned: &mut Vec<Mentions>,
    ) -> Result<(), BuildError> {
        let mut stored = Vec::with_capacity(range.len());
        for number in range.clone() {
            let mut article = self.articles.article(number)?;
            let (mut placed, mut length) = (Vec::with_capacity(article.text.len().min(PLACED_BYTES) / 5), 0);
            let mut parts = PlacedParts::new(&article.text, &article.blocks);
            let is_held = article.text.len() <= HELD_BYTES;
            tokens.begin(self.kept.0.has(&self.kept.1[number as usize]));
            let mut glossing = Glossing::of(&article.glosses);
            while parts.next(&mut placed) {
                let later = tokens.add(number, &article, &placed, &mut glossing)?;
                segment.family_time += later.families;
                segment.phrase_time += later.heard;
                if is_held {
                    tokens.spans.extend(placed.iter().map(|token| (token.start, token.end)));
                }
                length += length_tokens(&placed, &article.blocks);
                placed.clear();
                if tokens.are_many() {
                    self.run(share, tokens, segment)?;
                }
                segment.phrase_time += tokens.count(number, &mut segment.phrases, false);
                if self.stop.load(Ordering::Relaxed) {
                    return Err(BuildError::Stopped);
                }
            }
            segment.phrase_time += tokens.count(number, &mut segment.phrases, true);
            tokens.stream.end_article()?;
            tokens.hearing.end();
            let begun = Instant::now();
            let spans = is_held.then_some(&*tokens.spans);
            let mut found = mentions_of(&article, spans, self.compounds, &mut tokens.mention_keys);
            article.people = std::mem::take(&mut found.people);
            segment.cut.extend(found.is_cut.then(|| article.id.clone()));
            mentioned.push(found);
            segment.layer_time += begun.elapsed();
            stored.push(StoredArticle { length_tokens: length, article });
        }
        let first = u64::from(range.start);
        let begun = Instant::now();
        segment.groups.push(keep_chunk(self.keep, write_group(&stored, coder), first, &[])?);
        segment.group_time += begun.elapsed();
        for StoredArticle { article, length_tokens } in stored {
            segment.lengths.push(length_tokens);
            segment.account.article(&article);
            let (text, glosses) = (String::new(), Glosses::default());
            segment.heads.push(Article { text, blocks: Vec::new(), glosses, ..article });
        }
        Ok(())
    }
}
