//! The map step: a share of the articles becomes a run of term occurrences and finished article groups.
//!
//! It needs nothing but the share and writes nothing but its run and its groups' chunks, so that shares can be mapped
//! side by side, here on threads.

use super::cuts::articles_of;
use super::layers::Names;
use super::run::{Run, RunHead, RunWriter};
use super::sink::{Keep, keep_chunk};
use super::{Articles, BuildError};
use crate::article::{Article, Field};
use crate::bundle::chunk::Entry;
use crate::bundle::group::{StoredArticle, write_group};
use crate::bundle::layers::write_mentions;
use crate::bundle::words::{Coder, Words};
use crate::index::placed::{Placed, keys_of, length_tokens, placed_tokens};
use crate::index::term_key;
use crate::layer::{Mentions, mentions};
use crate::measure::{PhraseCount, Phrases, Seen};
use crate::text::fold_key;
use std::collections::HashMap;
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
    /// The folder of run files; in memory without one.
    pub folder: Option<&'m Path>,
    /// Set when the pack is to end.
    pub stop: &'m AtomicBool,
}

/// What a share gives.
#[derive(Debug)]
pub struct Segment {
    /// Its run.
    pub run: Run,
    /// What the run says of itself.
    pub head: RunHead,
    /// Tokens in title, lead and body of each article.
    pub lengths: Vec<u32>,
    /// Its articles without their texts.
    pub heads: Vec<Article>,
    /// Directory entries of its groups.
    pub groups: Vec<Entry>,
    /// Directory entries of what its shelves mention.
    pub mentions: Vec<Entry>,
    /// The names mentioned, as a run.
    pub names: Run,
    /// The entries of the dictionary that its texts use.
    pub words: Vec<bool>,
    /// Its phrases, counted.
    pub phrases: Vec<PhraseCount>,
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
        let mut tokens = Tokens::new(self.phrases);
        let mut coder = Coder::new(self.words);
        let mut names = Names::default();
        let mut segment = Segment {
            run: Run::Memory(Vec::new()),
            head: RunHead { first, articles: end - first, tokens: [0; 4] },
            lengths: Vec::new(),
            heads: Vec::new(),
            groups: Vec::new(),
            mentions: Vec::new(),
            names: Run::Memory(Vec::new()),
            words: Vec::new(),
            phrases: self.phrases.counts(),
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
                self.group(group.clone(), &mut tokens, &mut coder, &mut segment, &mut mentioned)?;
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
        segment.run = match self.folder {
            Some(folder) => {
                let path = folder.join(format!("r{number}"));
                let file = File::create_new(&path).map_err(BuildError::Scratch)?;
                tokens.write(BufWriter::new(file), &segment.head).map_err(BuildError::Scratch)?;
                Run::File(path)
            }
            None => Run::Memory(tokens.write(Vec::new(), &segment.head).map_err(BuildError::Scratch)?),
        };
        segment.names = match self.folder {
            Some(folder) => {
                let path = folder.join(format!("n{number}"));
                let file = File::create_new(&path).map_err(BuildError::Scratch)?;
                names.write(BufWriter::new(file), &segment.head).map_err(BuildError::Scratch)?;
                Run::File(path)
            }
            None => Run::Memory(names.write(Vec::new(), &segment.head).map_err(BuildError::Scratch)?),
        };
        segment.time = begun.elapsed();
        Ok(segment)
    }

    fn group(
        &self,
        range: Range<u32>,
        tokens: &mut Tokens<'_>,
        coder: &mut Coder<'_>,
        segment: &mut Segment,
        mentioned: &mut Vec<Mentions>,
    ) -> Result<(), BuildError> {
        let mut stored = Vec::with_capacity(range.len());
        for number in range.clone() {
            let article = self.articles.article(number)?;
            let placed = placed_tokens(&article.text, &article.blocks);
            tokens.add(number, &article, &placed);
            let begun = Instant::now();
            self.phrases.count(number, &article.text, &tokens.seen, &mut segment.phrases);
            segment.phrase_time += begun.elapsed();
            let begun = Instant::now();
            mentioned.push(mentions(&article));
            segment.layer_time += begun.elapsed();
            stored.push(StoredArticle { length_tokens: length_tokens(&placed, &article.blocks), article });
        }
        let first = u64::from(range.start);
        let begun = Instant::now();
        segment.groups.push(keep_chunk(self.keep, write_group(&stored, coder), first, &[])?);
        segment.group_time += begun.elapsed();
        for StoredArticle { article, length_tokens } in stored {
            segment.lengths.push(length_tokens);
            segment.heads.push(Article { text: String::new(), blocks: Vec::new(), ..article });
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
    /// Numbers of the exact keys in the phrases.
    words: Vec<u32>,
    occurrences: Vec<Occurrence>,
    by_field: [u64; 4],
    /// The tokens of the current article in title, lead and body, when there are phrases.
    seen: Vec<Seen>,
}

impl<'p> Tokens<'p> {
    fn new(phrases: &'p Phrases) -> Self {
        Self {
            phrases,
            surfaces: HashMap::new(),
            keys: Vec::new(),
            exacts: HashMap::new(),
            words: Vec::new(),
            occurrences: Vec::new(),
            by_field: [0; 4],
            seen: Vec::new(),
        }
    }

    fn add(&mut self, number: u32, article: &Article, placed: &[Placed]) {
        let fields: Vec<Field> = article.blocks.iter().map(|block| block.field()).collect();
        let counts_phrases = !self.phrases.is_empty();
        self.seen.clear();
        for token in placed {
            let field = fields[token.block as usize];
            self.by_field[field as usize] += 1;
            let surface = &article.text[token.start as usize..token.end as usize];
            let keys = match self.surfaces.get(surface) {
                Some(keys) => keys.clone(),
                None => self.learn(surface),
            };
            if counts_phrases && field != Field::Aside {
                let word = self.words[self.keys[keys.start as usize] as usize];
                self.seen.push(Seen { word, block: token.block, start: token.start, end: token.end });
            }
            for at in keys {
                let slot = self.keys[at as usize] * 4 + field as u32;
                self.occurrences.push(Occurrence { slot, article: number, position: token.position });
            }
        }
    }

    fn learn(&mut self, surface: &str) -> Range<u32> {
        let start = self.keys.len() as u32;
        for key in keys_of(surface) {
            let next = self.exacts.len() as u32;
            let number = match self.exacts.get(key.as_str()) {
                Some(number) => *number,
                None => {
                    self.words.push(self.phrases.word(&key));
                    self.exacts.insert(key.into_boxed_str(), next);
                    next
                }
            };
            self.keys.push(number);
        }
        let keys = start..self.keys.len() as u32;
        self.surfaces.insert(surface.into(), keys.clone());
        keys
    }

    /// Sorts by counting: occurrences of one slot keep their order, which is that of articles and positions.
    fn write<W: Write>(self, out: W, head: &RunHead) -> std::io::Result<W> {
        let mut ends = vec![0u32; self.exacts.len() * 4 + 1];
        self.occurrences.iter().for_each(|o| ends[o.slot as usize + 1] += 1);
        for at in 1..ends.len() {
            ends[at] += ends[at - 1];
        }
        let mut next = ends.clone();
        let mut sorted = vec![(0, 0); self.occurrences.len()];
        for Occurrence { slot, article, position } in self.occurrences {
            sorted[next[slot as usize] as usize] = (article, position);
            next[slot as usize] += 1;
        }
        let mut terms: Vec<(String, Box<str>, u32)> =
            self.exacts.into_iter().map(|(exact, number)| (term_key(fold_key(&exact)), exact, number)).collect();
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
