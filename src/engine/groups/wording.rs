//! The words and rows of words of two groups: read from their texts, and chosen where the groups differ most.

use super::super::cache::Access;
use super::super::numbered::{At, Library, Numbered};
use super::super::tally::{Of, Tally};
use super::super::units::Units;
use super::super::words::{Ranked, best, ranked};
use super::UNIT;
use super::choice::Choice;
use super::families::Found;
use crate::index::placed::Words;
use crate::measure::contrast::{Rows, Texts, WALL};
use crate::protocol::{
    BlocksMode, GroupsAnswer, GroupsRequest, KeyRow, Keyness, KeynessAnswer, KeynessRequest, Pair, QuerySpec,
    Selection, Unit,
};
use std::collections::HashMap;

/// Tokens whose rows are looked at, of both groups; eight times as many for each step of effort.
const TOKENS: u64 = if cfg!(target_arch = "wasm32") { 400_000 } else { 2_000_000 };
/// Places that are looked at for how a wording is written.
const WRITTEN: usize = 1024;
/// A token begins a word.
const BEGINS: u32 = 1 << 31;

/// The texts of two groups as numbers, as far as they were read.
#[derive(Debug)]
pub struct Reading {
    articles: [Vec<u32>; 2],
    /// Every how many articles of each is read for its rows.
    steps: [usize; 2],
    done: [usize; 2],
    blocks: [BlocksMode; 2],
    /// What is counted.
    pub units: Units,
    tallies: [Tally; 2],
    /// The token in each place, walls between blocks.
    pub tokens: Vec<u32>,
    /// Its word.
    words: Vec<u32>,
    /// As it is written.
    surfaces: Vec<u32>,
    /// Where the second group begins.
    pub split: usize,
    /// Where each article ends.
    pub ends: Vec<u32>,
    read: [u32; 2],
}

impl Reading {
    /// Nothing read so far.
    pub fn new(request: &GroupsRequest, articles: [&[u32]; 2]) -> Self {
        let blocks = [&request.a, request.b.as_ref().unwrap_or(&request.a)].map(|group| group.spec.blocks);
        Self {
            articles: articles.map(<[u32]>::to_vec),
            steps: [0; 2],
            done: [0; 2],
            blocks,
            units: Units::default(),
            tallies: Default::default(),
            tokens: Vec::new(),
            words: Vec::new(),
            surfaces: Vec::new(),
            split: 0,
            ends: Vec::new(),
            read: [0; 2],
        }
    }

    /// Reads what is there; false while chunks are missing.
    pub fn go_on(&mut self, access: &Access<'_>, library: &mut Library) -> bool {
        for side in 0..2 {
            if self.steps[side] == 0 {
                let counts = &access.root().counts;
                let mean = counts.tokens[..3].iter().sum::<u64>() / u64::from(counts.articles.max(1));
                let about = mean * self.articles.iter().map(|list| list.len() as u64).sum::<u64>();
                self.steps[side] = about.div_ceil(TOKENS).max(1) as usize;
            }
            let articles = std::mem::take(&mut self.articles[side]);
            let mut done = self.done[side];
            let whole = library.each(access, &articles, &mut done, |library, _, numbered| {
                let at = self.tallies[side].read as usize;
                let words = numbered.units(UNIT, self.blocks[side], &library.words, &mut self.units);
                let of = Of { spec: QuerySpec::default(), others: None, unit: UNIT, length: 1, placed: false };
                self.tallies[side].add(&words, library, &of);
                if at.is_multiple_of(self.steps[side]) {
                    let tokens = numbered.units(Unit::Syllable, self.blocks[side], &library.words, &mut self.units);
                    self.take(numbered, &words, &tokens);
                    self.read[side] += 1;
                }
            });
            (self.articles[side], self.done[side]) = (articles, done);
            if !whole {
                return false;
            }
            // Later polls come by here again, when the second group has begun.
            if side == 0 && self.done[1] == 0 {
                self.split = self.tokens.len();
            }
        }
        true
    }

    fn take(&mut self, numbered: &Numbered, words: &[At], tokens: &[At]) {
        let (mut word, mut block) = (0, None);
        for token in tokens {
            if block.is_some_and(|block| block != token.block) {
                self.wall();
            }
            block = Some(token.block);
            while words.get(word).is_some_and(|at| at.last < token.first) {
                word += 1;
            }
            let Some(at) = words.get(word) else { break };
            self.tokens.push(token.unit);
            self.surfaces.push(numbered.surface(token.first));
            self.words.push(at.unit | if at.first == token.first { BEGINS } else { 0 });
        }
        self.wall();
        self.ends.push(self.tokens.len() as u32);
    }

    fn wall(&mut self) {
        self.tokens.push(WALL);
        self.words.push(WALL);
        self.surfaces.push(WALL);
    }

    /// What the groups share and change.
    pub fn answer(&self, request: &GroupsRequest, found: Found, words: &Words) -> GroupsAnswer {
        let [mine, theirs] = &self.tallies;
        let function = mine.function_words(Some(theirs));
        let asked = KeynessRequest { least: request.least, ..KeynessRequest::default() };
        let (mut more, mut less) = ranked(&asked, mine, theirs, &self.units, &function);
        let limit = request.limit as usize;
        let choice = Choice { reading: self, least: request.least.max(2), limit, function: &function, words };
        let (frames, gains, [more_rows, less_rows]) = choice.made([&more, &less]);
        let row = |ranked: &Ranked| KeyRow {
            text: self.units.text(ranked.unit),
            target: mine.hits_of(ranked.unit),
            reference: theirs.hits_of(ranked.unit),
            articles: (mine.articles_of(ranked.unit), theirs.articles_of(ranked.unit)),
            function: self.units.is_made_of(ranked.unit, &function),
        };
        let rows = |found: &mut Vec<Ranked>| {
            best(found, request.limit, &|unit| self.units.text(unit));
            found.iter().map(row).collect()
        };
        let [only_a, only_b] = found.only;
        GroupsAnswer {
            words: Box::new(KeynessAnswer {
                target: Selection { articles: mine.read, tokens: mine.tokens },
                reference: Selection { articles: theirs.read, tokens: theirs.tokens },
                more: rows(&mut more),
                less: rows(&mut less),
                ..KeynessAnswer::default()
            }),
            more: more_rows,
            less: less_rows,
            frames,
            gains,
            reworded: found.reworded,
            kept: found.kept,
            only_a,
            only_b,
            totals: found.totals,
            looked_at: found.looked_at,
            read: self.read,
        }
    }

    /// The hits of a word in either group.
    pub fn hits(&self, unit: u32) -> [u64; 2] {
        [self.tallies[0].hits_of(unit), self.tallies[1].hits_of(unit)]
    }

    /// The four counts of something.
    fn pair(&self, [target, reference]: [u64; 2]) -> Pair {
        let [target_tokens, reference_tokens] = [self.tallies[0].tokens, self.tallies[1].tokens];
        Pair { target, target_tokens, reference, reference_tokens }
    }

    /// How much more a group has of something than the other; below zero where it has less.
    pub fn more(&self, hits: [u64; 2], side: usize) -> f64 {
        let pair = self.pair(hits);
        let value = Keyness::LogLikelihood.of(&pair).unwrap_or(0.0);
        if pair.is_more() == (side == 0) { value } else { -value }
    }

    /// Both groups.
    pub fn texts(&self) -> Texts<'_> {
        Texts { words: &self.tokens, split: self.split }
    }

    /// The words of a stretch, as the texts write them most often; of two ways the one that is met first.
    pub fn text(&self, (found, words): (&Rows, &Words), from: usize, count: usize) -> String {
        let wanted = &self.tokens[from..from + count];
        let same = |&&place: &&u32| self.tokens[place as usize..].starts_with(wanted);
        let mut ways: HashMap<&[u32], (usize, std::cmp::Reverse<u32>)> = HashMap::new();
        for &place in found.places_of(self.texts(), from, count).iter().filter(same).take(WRITTEN) {
            let surfaces = &self.surfaces[place as usize..place as usize + count];
            let (times, first) = ways.entry(surfaces).or_insert((0, std::cmp::Reverse(place)));
            (*times, *first) = (*times + 1, (*first).max(std::cmp::Reverse(place)));
        }
        let most =
            ways.into_iter().max_by_key(|(_, way)| *way).map_or(&self.surfaces[from..from + count], |most| most.0);
        most.iter().map(|&surface| words.get(surface).0).collect::<Vec<_>>().join(" ")
    }

    /// The words of a stretch that cuts none, each with its first token and how many it has.
    pub fn whole_words(&self, from: usize, count: usize) -> Vec<(u32, usize, usize)> {
        let mut whole: Vec<(u32, usize, usize)> = Vec::new();
        for at in from..from + count {
            match whole.last_mut() {
                Some(last) if self.words[at] & BEGINS == 0 => last.2 += 1,
                _ => whole.push((self.words[at] & !BEGINS, at, 1)),
            }
        }
        whole
    }

    /// The different words of a stretch.
    pub fn words_in(&self, from: usize, count: usize) -> impl Iterator<Item = u32> {
        self.words[from..from + count].iter().map(|word| word & !BEGINS)
    }

    /// Whether a stretch cuts no word.
    pub fn is_whole(&self, from: usize, count: usize) -> bool {
        let begins = |at: usize| self.words.get(at).is_none_or(|&word| word & BEGINS != 0);
        begins(from) && begins(from + count)
    }
}
