//! The map step: a share of the articles becomes a run of term occurrences and finished article groups.
//!
//! It needs nothing but the share and writes nothing but its run and its groups' chunks, so that shares can be mapped
//! side by side, here on threads.

use super::cuts::articles_of;
use super::error::BuildError;
use super::model::Articles;
use super::names::Names;
use super::reuse::StreamWriter;
use super::run::{Run, RunHead, RunWriter};
use super::sink::{Keep, keep_chunk};
use crate::article::{Article, Field, Glosses};
use crate::bundle::chunk::Entry;
use crate::bundle::group::{StoredArticle, write_group};
use crate::bundle::mentions::write_mentions;
use crate::bundle::text_codes::{Coder, Words};
use crate::compounds::Compounds;
use crate::index::gloss::Glossing;
use crate::index::placed::{Placed, PlacedParts, keys_of, length_tokens};
use crate::index::term_key;
use crate::measure::{PhraseCount, Phrases, Seen};
use crate::mentions::{HELD_BYTES, Keys, Mentions, mentions_of};
use crate::pack::input::Account;
use crate::reuse::word_number;
use crate::text::fold_key;
use foldhash::{HashMap, HashMapExt};
use std::fs::File;
use std::io::{BufWriter, Write};
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
    /// Time spent on mentions.
    pub layer_time: Duration,
    /// Time spent on groups.
    pub group_time: Duration,
    /// Time spent on phrases.
    pub phrase_time: Duration,
    /// Time spent on everything.
    pub time: Duration,
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
        let mut tokens = Tokens::new(self.phrases, StreamWriter::new(stream.as_deref())?);
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
            layer_time: Duration::ZERO,
            group_time: Duration::ZERO,
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
            tokens.spans.clear();
            let mut glossing = Glossing::of(&article.glosses);
            while parts.next(&mut placed) {
                tokens.add(number, &article, &placed, &mut glossing)?;
                if is_held {
                    tokens.spans.extend(placed.iter().map(|token| (token.start, token.end)));
                }
                length += length_tokens(&placed, &article.blocks);
                placed.clear();
                if tokens.occurrences.len() >= RUN_OCCURRENCES || tokens.surfaces.len() >= RUN_SURFACES {
                    self.run(share, tokens, segment)?;
                }
                tokens.count(number, &article.text, segment, false);
                if self.stop.load(Ordering::Relaxed) {
                    return Err(BuildError::Stopped);
                }
            }
            tokens.count(number, &article.text, segment, true);
            tokens.stream.end_article()?;
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

/// One occurrence: what of, and where.
#[derive(Clone, Copy, Debug)]
struct Occurrence {
    /// The exact key's number × 4 + the field.
    slot: u32,
    article: u32,
    position: u32,
}

/// The occurrences of a share as they come, and the keys they are of.
struct Tokens<'p> {
    phrases: &'p Phrases,
    /// Where a surface's keys stand in `keys`.
    surfaces: HashMap<Box<str>, Range<u32>>,
    keys: Vec<u32>,
    exacts: HashMap<Box<str>, u32>,
    /// Numbers of the exact keys in the phrases, and as words of the stream.
    words: Vec<(u32, u32)>,
    stream: StreamWriter,
    occurrences: Vec<Occurrence>,
    by_field: [u64; 4],
    /// The tokens of the current article in title, lead and body, when there are phrases; of a large one those that are not
    /// counted yet, with one before them.
    seen: Vec<Seen>,
    /// The first of them that is not counted.
    uncounted: usize,
    /// The phrases that the current article is known to have.
    here: Vec<bool>,
    /// The tokens of the current article, unless it is a large one: what it mentions is found in these.
    spans: Vec<(u32, u32)>,
    mention_keys: Keys,
}

/// A segment that has so many occurrences, or different words, ends a run: some 50 MB.
const RUN_OCCURRENCES: usize = 1 << 21;
const RUN_SURFACES: usize = 1 << 18;
/// Text whose tokens are held at a time, about.
const PLACED_BYTES: usize = 1 << 17;
/// Tokens whose phrases are counted together.
const SEEN_TOKENS: usize = 1 << 16;

impl<'p> Tokens<'p> {
    fn new(phrases: &'p Phrases, stream: StreamWriter) -> Self {
        Self {
            phrases,
            stream,
            surfaces: HashMap::new(),
            keys: Vec::new(),
            exacts: HashMap::new(),
            words: Vec::new(),
            occurrences: Vec::new(),
            by_field: [0; 4],
            seen: Vec::new(),
            uncounted: 0,
            here: phrases.counts().iter().map(|_| false).collect(),
            spans: Vec::new(),
            mention_keys: Keys::default(),
        }
    }

    /// Counts the phrases of an article that are seen whole, if there is much to count, and at its end all.
    fn count(&mut self, article: u32, text: &str, segment: &mut Segment, is_end: bool) {
        if !is_end && self.seen.len() < SEEN_TOKENS {
            return;
        }
        let begun = Instant::now();
        let open = if is_end { 0 } else { self.phrases.longest_tokens() };
        let until = self.seen.len().saturating_sub(open).max(self.uncounted);
        let starts = self.uncounted..until;
        self.phrases.count(article, text, (&self.seen, starts), &mut self.here, &mut segment.phrases);
        if is_end {
            self.seen.clear();
            self.uncounted = 0;
            self.here.fill(false);
        } else {
            let done = until.saturating_sub(1);
            self.seen.drain(..done);
            self.uncounted = until - done;
        }
        segment.phrase_time += begun.elapsed();
    }

    fn add(
        &mut self,
        number: u32,
        article: &Article,
        placed: &[Placed],
        glossing: &mut Glossing<'_>,
    ) -> Result<(), BuildError> {
        let counts_phrases = !self.phrases.is_empty();
        for token in placed {
            let field = article.blocks[token.block as usize].field();
            self.by_field[field as usize] += 1;
            let surface = &article.text[token.start as usize..token.end as usize];
            let keys = match self.surfaces.get(surface) {
                Some(keys) => keys.clone(),
                None => self.learn(surface),
            };
            let (word, numbered) = self.words[self.keys[keys.start as usize] as usize];
            self.stream.word(article, token, numbered)?;
            if counts_phrases && field != Field::Aside {
                self.seen.push(Seen { word, block: token.block, start: token.start, end: token.end });
            }
            for at in keys {
                let slot = self.keys[at as usize] * 4 + field as u32;
                self.occurrences.push(Occurrence { slot, article: number, position: token.position });
            }
            for key in glossing.keys(token) {
                let slot = self.key(key.to_owned()) * 4 + field as u32;
                self.occurrences.push(Occurrence { slot, article: number, position: token.position });
            }
        }
        Ok(())
    }

    /// The number of an exact key.
    fn key(&mut self, key: String) -> u32 {
        if let Some(number) = self.exacts.get(key.as_str()) {
            return *number;
        }
        let next = self.exacts.len() as u32;
        self.words.push((self.phrases.word(&key), word_number(&fold_key(&key))));
        self.exacts.insert(key.into_boxed_str(), next);
        next
    }

    fn learn(&mut self, surface: &str) -> Range<u32> {
        let start = self.keys.len() as u32;
        for key in keys_of(surface) {
            let number = self.key(key);
            self.keys.push(number);
        }
        let keys = start..self.keys.len() as u32;
        self.surfaces.insert(surface.into(), keys.clone());
        keys
    }

    /// Takes the occurrences and writes them. Sorts by counting: those of one slot keep their order, which is that of articles
    /// and positions.
    fn write<W: Write>(&mut self, out: W, head: &RunHead) -> std::io::Result<W> {
        (self.surfaces, self.keys, self.words) = (HashMap::new(), Vec::new(), Vec::new());
        let (exacts, occurrences) = (std::mem::take(&mut self.exacts), std::mem::take(&mut self.occurrences));
        let mut ends = vec![0u32; exacts.len() * 4 + 1];
        occurrences.iter().for_each(|o| ends[o.slot as usize + 1] += 1);
        for at in 1..ends.len() {
            ends[at] += ends[at - 1];
        }
        let mut next = ends.clone();
        let mut sorted = vec![(0, 0); occurrences.len()];
        for Occurrence { slot, article, position } in occurrences {
            sorted[next[slot as usize] as usize] = (article, position);
            next[slot as usize] += 1;
        }
        let mut terms: Vec<(String, Box<str>, u32)> =
            exacts.into_iter().map(|(exact, number)| (term_key(fold_key(&exact)), exact, number)).collect();
        terms.sort_unstable();
        let mut writer = RunWriter::new(out, head)?;
        for (fold, exact, number) in terms {
            let field = |f: usize| {
                let slot = number as usize * 4 + f;
                &sorted[ends[slot] as usize..ends[slot + 1] as usize]
            };
            writer.term(&fold, &exact, std::array::from_fn(field))?;
        }
        writer.finish()
    }
}
