//! The tokens of a share as they come: occurrences by key, which become a run, and what is heard, counted and numbered on the
//! way. It reads no article.

use super::error::BuildError;
use super::reuse::StreamWriter;
use super::run::{RunHead, RunWriter};
use crate::article::{Article, Field};
use crate::index::gloss::Glossing;
use crate::index::placed::{Placed, keys_of};
use crate::index::term_key;
use crate::measure::{Hearing, PhraseCount, Phrases, Seen, WordTable};
use crate::mentions::Keys;
use crate::reuse::word_number;
use crate::text::fold_key;
use foldhash::{HashMap, HashMapExt};
use std::io::Write;
use std::time::{Duration, Instant};

/// A segment that has so many occurrences, or different words, ends a run: some 50 MB.
const RUN_OCCURRENCES: usize = 1 << 21;
const RUN_SURFACES: usize = 1 << 18;
/// Text whose tokens are held at a time, about.
pub const PLACED_BYTES: usize = 1 << 17;
/// Tokens whose phrases are counted together.
const SEEN_TOKENS: usize = 1 << 16;

/// A surface of up to so many bytes is looked up by the bytes themselves, which lie in the table: most words are as short.
const SHORT_BYTES: usize = 15;

/// A short surface as a number: its bytes and its length.
fn short(surface: &str) -> Option<u128> {
    let bytes = surface.as_bytes();
    let mut packed = [0; SHORT_BYTES + 1];
    packed[..SHORT_BYTES].get_mut(..bytes.len())?.copy_from_slice(bytes);
    packed[SHORT_BYTES] = bytes.len() as u8;
    Some(u128::from_le_bytes(packed))
}

/// What is known of a surface.
#[derive(Clone, Copy, Debug)]
struct Known {
    /// The number of its exact key.
    first: u32,
    /// Where its further keys stand in `keys`.
    more: (u32, u32),
    word: Word,
}

/// A word by its numbers.
#[derive(Clone, Copy, Debug, Default)]
struct Word {
    /// In the phrases.
    phrase: u32,
    /// In the stream.
    numbered: u32,
    /// As it is heard.
    heard: u32,
}

/// What the tokens of a part cost that later steps ask for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Later {
    /// The stream, for families.
    pub families: Duration,
    /// What is heard, for the words that are used alike.
    pub heard: Duration,
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
pub struct Tokens<'p> {
    phrases: &'p Phrases,
    table: &'p WordTable,
    /// Surfaces, the short ones and the others.
    short: HashMap<u128, Known>,
    long: HashMap<Box<str>, Known>,
    keys: Vec<u32>,
    exacts: HashMap<Box<str>, u32>,
    /// The words of the exact keys.
    words: Vec<Word>,
    /// Those of the tokens that were added last.
    added: Vec<Word>,
    /// Takes the words as numbers.
    pub stream: StreamWriter,
    /// Hears the words.
    pub hearing: Hearing<'p>,
    /// The block and the end of the token heard last, in this article.
    heard: Option<(u32, u32)>,
    occurrences: Vec<Occurrence>,
    /// Tokens by field.
    pub by_field: [u64; 4],
    /// The tokens of the current article in title, lead and body, when there are phrases; of a large one those that are not
    /// counted yet, with one before them.
    seen: Vec<Seen>,
    /// The first of them that is not counted.
    uncounted: usize,
    /// The phrases that the current article is known to have.
    here: Vec<bool>,
    /// The tokens of the current article, unless it is a large one: what it mentions is found in these.
    pub spans: Vec<(u32, u32)>,
    /// The keys of what is mentioned.
    pub mention_keys: Keys,
}

impl<'p> Tokens<'p> {
    /// Nothing yet.
    pub fn new(phrases: &'p Phrases, table: &'p WordTable, stream: StreamWriter) -> Self {
        Self {
            phrases,
            table,
            stream,
            hearing: Hearing::new(table),
            heard: None,
            short: HashMap::new(),
            long: HashMap::new(),
            keys: Vec::new(),
            exacts: HashMap::new(),
            words: Vec::new(),
            added: Vec::new(),
            occurrences: Vec::new(),
            by_field: [0; 4],
            seen: Vec::new(),
            uncounted: 0,
            here: phrases.counts().iter().map(|_| false).collect(),
            spans: Vec::new(),
            mention_keys: Keys::default(),
        }
    }

    /// Begins an article; of one that is kept the words are heard in their order.
    pub fn begin(&mut self, is_kept: bool) {
        self.spans.clear();
        self.heard = None;
        self.hearing.begin(is_kept);
    }

    /// Whether there are as many as a run takes.
    pub fn are_many(&self) -> bool {
        self.occurrences.len() >= RUN_OCCURRENCES || self.short.len() + self.long.len() >= RUN_SURFACES
    }

    /// Counts the phrases of an article that are seen whole, if there is much to count, and at its end all. Tells the time.
    pub fn count(&mut self, article: u32, counts: &mut [PhraseCount], is_end: bool) -> Duration {
        if !is_end && self.seen.len() < SEEN_TOKENS {
            return Duration::ZERO;
        }
        let begun = Instant::now();
        let open = if is_end { 0 } else { self.phrases.longest_tokens() };
        let until = self.seen.len().saturating_sub(open).max(self.uncounted);
        let starts = self.uncounted..until;
        self.phrases.count(article, (&self.seen, starts), &mut self.here, counts);
        if is_end {
            self.seen.clear();
            self.uncounted = 0;
            self.here.fill(false);
        } else {
            let done = until.saturating_sub(1);
            self.seen.drain(..done);
            self.uncounted = until - done;
        }
        begun.elapsed()
    }

    /// Adds tokens of an article, and tells what of the time is the work of later steps.
    ///
    /// # Errors
    /// When the stream cannot be written.
    pub fn add(
        &mut self,
        number: u32,
        article: &Article,
        placed: &[Placed],
        glossing: &mut Glossing<'_>,
    ) -> Result<Later, BuildError> {
        self.added.clear();
        self.occurrences.reserve(placed.len());
        for of_block in placed.chunk_by(|x, y| x.block == y.block) {
            let field = article.blocks[of_block[0].block as usize].field();
            self.by_field[field as usize] += of_block.len() as u64;
            for token in of_block {
                let known = self.known(&article.text[token.start as usize..token.end as usize]);
                self.added.push(known.word);
                let mut occurs = |key: u32| {
                    let slot = key * 4 + field as u32;
                    self.occurrences.push(Occurrence { slot, article: number, position: token.position });
                };
                occurs(known.first);
                (known.more.0..known.more.1).for_each(|at| occurs(self.keys[at as usize]));
                for key in glossing.keys(token) {
                    let slot = self.key(key.to_owned()) * 4 + field as u32;
                    self.occurrences.push(Occurrence { slot, article: number, position: token.position });
                }
            }
        }
        if !self.phrases.is_empty() {
            self.see(article, placed);
        }
        let begun = Instant::now();
        self.stream.words(article, placed, self.added.iter().map(|word| word.numbered))?;
        let families = begun.elapsed();
        let begun = Instant::now();
        if !self.table.is_empty() {
            self.hear(article, placed);
        }
        Ok(Later { families, heard: begun.elapsed() })
    }

    /// Keeps the tokens whose phrases are to be counted.
    fn see(&mut self, article: &Article, placed: &[Placed]) {
        for (token, word) in placed.iter().zip(&self.added) {
            if article.blocks[token.block as usize].field() != Field::Aside {
                let (word, block) = (word.phrase, token.block);
                self.seen.push(Seen { word, block, start: token.start, end: token.end });
            }
        }
    }

    /// Hears the tokens in title, lead and body.
    fn hear(&mut self, article: &Article, placed: &[Placed]) {
        for (token, word) in placed.iter().zip(&self.added) {
            if article.blocks[token.block as usize].field() != Field::Aside {
                let before = self.heard.replace((token.block, token.end)).filter(|before| before.0 == token.block);
                let between = before.and_then(|(_, end)| article.text.get(end as usize..token.start as usize));
                self.hearing.token(word.heard, between);
            }
        }
    }

    /// The number of an exact key.
    fn key(&mut self, key: String) -> u32 {
        if let Some(number) = self.exacts.get(key.as_str()) {
            return *number;
        }
        let next = self.exacts.len() as u32;
        let (phrase, heard) = (self.phrases.word(&key), self.table.token(&key));
        self.words.push(Word { phrase, numbered: word_number(&fold_key(&key)), heard });
        self.exacts.insert(key.into_boxed_str(), next);
        next
    }

    /// What is known of a surface.
    fn known(&mut self, surface: &str) -> Known {
        let known = match short(surface) {
            Some(short) => self.short.get(&short),
            None => self.long.get(surface),
        };
        match known {
            Some(known) => *known,
            None => self.learn(surface),
        }
    }

    fn learn(&mut self, surface: &str) -> Known {
        let mut keys = keys_of(surface).into_iter();
        let first = keys.next().map_or(0, |key| self.key(key));
        let start = self.keys.len() as u32;
        for key in keys {
            let number = self.key(key);
            self.keys.push(number);
        }
        let known = Known { first, more: (start, self.keys.len() as u32), word: self.words[first as usize] };
        match short(surface) {
            Some(short) => self.short.insert(short, known),
            None => self.long.insert(surface.into(), known),
        };
        known
    }

    /// Takes the occurrences and writes them. Sorts by counting: those of one slot keep their order, which is that of articles
    /// and positions.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write<W: Write>(&mut self, out: W, head: &RunHead) -> std::io::Result<W> {
        (self.short, self.long) = (HashMap::new(), HashMap::new());
        (self.keys, self.words) = (Vec::new(), Vec::new());
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
