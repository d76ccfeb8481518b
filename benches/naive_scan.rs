//! Chooses the queries of `cargo xtask bench` from a corpus, and counts what each finds by reading every token of every
//! article: `naive-scan ARTICLES.jsonl OUT.json`, where the articles are what `recto articles SITE --text --json` prints.
//!
//! It knows how Recto cuts and keys words and nothing of its index, parser or evaluation: what it counts is what they
//! are held against. A peer is held against the same words as typed, in all of an article's text; the queries are
//! chosen among words that a plain cut at anything but letters and digits finds in as many articles.

use recto::article::{Block, Field};
use recto::text::{exact_key, fold_key, tokens, toneless_key, variant_key};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::error::Error;

/// Queries of each kind.
const QUERIES: usize = 40;

#[derive(Deserialize)]
struct Record {
    text: String,
    blocks: Vec<Block>,
}

/// The tokens of a block, as numbers of words.
struct Part {
    /// Searched by default.
    is_text: bool,
    words: Vec<u32>,
}

#[derive(Default)]
struct Corpus {
    /// Exact keys, by number.
    keys: Vec<String>,
    numbers: HashMap<String, u32>,
    articles: Vec<Vec<Part>>,
    /// Articles that have a word, by number, over all blocks.
    having: Vec<u32>,
}

impl Corpus {
    fn read(path: &str) -> Result<Self, Box<dyn Error>> {
        let mut corpus = Self::default();
        let mut plain: HashMap<String, u32> = HashMap::new();
        for line in std::io::BufRead::lines(std::io::BufReader::new(std::fs::File::open(path)?)) {
            let record: Record = serde_json::from_str(&line?)?;
            let lower = record.text.to_lowercase();
            let cut: BTreeSet<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
            cut.into_iter().for_each(|word| match plain.get_mut(word) {
                Some(count) => *count += 1,
                None => drop(plain.insert(word.to_owned(), 1)),
            });
            corpus.add(&record);
        }
        // Words that the two ways to cut a text disagree on are never asked.
        for (number, key) in corpus.keys.iter().enumerate() {
            if plain.get(key) != Some(&corpus.having[number]) {
                corpus.having[number] = 0;
            }
        }
        Ok(corpus)
    }

    fn add(&mut self, record: &Record) {
        let parts: Vec<Part> = record
            .blocks
            .iter()
            .map(|block| {
                let text = block.of(&record.text);
                let words = tokens(text).iter().map(|token| self.number(exact_key(token.of(text)))).collect();
                Part { is_text: block.field() != Field::Aside, words }
            })
            .collect();
        let all: BTreeSet<u32> = parts.iter().flat_map(|part| part.words.iter().copied()).collect();
        all.into_iter().for_each(|word| self.having[word as usize] += 1);
        self.articles.push(parts);
    }

    fn number(&mut self, key: String) -> u32 {
        if let Some(&number) = self.numbers.get(&key) {
            return number;
        }
        let number = self.keys.len() as u32;
        self.keys.push(key.clone());
        self.having.push(0);
        self.numbers.insert(key, number);
        number
    }
}

/// What a place of a query takes.
#[derive(Clone)]
enum Place {
    Word(String),
    Prefix(String),
    Infix(String),
    /// Words of as many letters, with any letter where this has a full stop.
    Letters(String),
    Near(String, usize),
}

impl Place {
    fn typed(&self) -> &str {
        match self {
            Self::Word(text) | Self::Prefix(text) | Self::Infix(text) | Self::Letters(text) | Self::Near(text, _) => {
                text
            }
        }
    }

    fn suits(&self, typed: &str, key: &str) -> bool {
        match self {
            Self::Word(_) => key == typed,
            Self::Prefix(_) => key.starts_with(typed),
            Self::Infix(_) => key.contains(typed),
            Self::Letters(_) => {
                key.chars().count() == typed.chars().count()
                    && key.chars().zip(typed.chars()).all(|(a, b)| a == b || b == '.')
            }
            Self::Near(_, edits) => distance(key, typed) <= *edits,
        }
    }

    /// As typed, and nothing else.
    fn suits_exactly(&self, key: &str) -> bool {
        self.suits(self.typed(), key)
    }

    fn has_tone(&self) -> bool {
        toneless_key(self.typed()) != self.typed()
    }

    fn has_marks(&self) -> bool {
        fold_key(self.typed()) != self.typed()
    }

    /// As the page reads it: what is typed without tones suits any tone, what has no marks at all suits any marks, unless
    /// its run is read as typed; other spellings of the same letters always suit.
    fn suits_smartly(&self, key: &str, literal: bool) -> bool {
        let typed = self.typed();
        self.suits(typed, key)
            || self.suits(&variant_key(typed, true), &variant_key(key, true))
            || !literal && !self.has_tone() && self.suits(typed, &toneless_key(key))
            || !literal && !self.has_marks() && self.suits(typed, &fold_key(key))
    }
}

/// Letters to change, add or leave out. Quadratic.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (at, x) in a.chars().enumerate() {
        let mut before = row[0];
        row[0] = at + 1;
        for (place, y) in b.iter().enumerate() {
            let change = before + usize::from(x != *y);
            before = row[place + 1];
            row[place + 1] = change.min(before + 1).min(row[place] + 1);
        }
    }
    row[b.len()]
}

/// A query, as each engine is asked, and what it must find.
#[derive(Serialize)]
struct Query {
    /// In Recto's language.
    recto: String,
    /// Its words or their parts, for peers.
    words: Vec<String>,
    /// Articles that have them in their text as Recto reads it.
    articles: u32,
    /// Places of a single word or phrase there; `None` where they are not counted.
    hits: Option<u64>,
    /// Articles that have them exactly as typed, in any block.
    typed: u32,
    #[serde(skip)]
    places: Vec<Place>,
    #[serde(skip)]
    is_phrase: bool,
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}

struct Chooser<'c> {
    corpus: &'c Corpus,
    dice: Dice,
    words: Vec<u32>,
}

impl<'c> Chooser<'c> {
    fn new(corpus: &'c Corpus) -> Self {
        let is_plain = |key: &str| key.chars().count() >= 2 && key.chars().all(char::is_alphabetic);
        let mut words: Vec<u32> = (0..corpus.keys.len() as u32)
            .filter(|&n| corpus.having[n as usize] > 0 && is_plain(&corpus.keys[n as usize]))
            .collect();
        words.sort_by(|&a, &b| corpus.keys[a as usize].cmp(&corpus.keys[b as usize]));
        Self { corpus, dice: Dice(2026), words }
    }

    fn key(&self, word: u32) -> &'c str {
        &self.corpus.keys[word as usize]
    }

    /// A word of this many letters or more, in as many articles as the share range says.
    fn word(&mut self, letters: usize, articles: std::ops::RangeInclusive<f64>) -> Option<u32> {
        (0..5000).find_map(|_| {
            let word = self.words[self.dice.below(self.words.len())];
            let fits = articles.contains(&f64::from(self.corpus.having[word as usize]));
            (fits && self.key(word).chars().count() >= letters).then_some(word)
        })
    }

    /// Words of one article, each in 0.5 to 10 % of all.
    fn together(&mut self, count: usize) -> Option<Vec<u32>> {
        let all = self.corpus.articles.len() as f64;
        let article = &self.corpus.articles[self.dice.below(self.corpus.articles.len())];
        let fits =
            |word: &u32| (3f64.max(all * 0.005)..=all * 0.1).contains(&f64::from(self.corpus.having[*word as usize]));
        let mut words: Vec<u32> =
            article.iter().filter(|part| part.is_text).flat_map(|part| part.words.clone()).filter(fits).collect();
        words.retain(|word| self.words.binary_search_by(|w| self.key(*w).cmp(self.key(*word))).is_ok());
        let mut chosen = BTreeSet::new();
        (0..20).for_each(|_| {
            if let (Some(word), true) = (words.get(self.dice.below(words.len())), chosen.len() < count) {
                chosen.insert(*word);
            }
        });
        (chosen.len() == count).then(|| chosen.into_iter().collect())
    }

    /// Three words that stand in a row somewhere, none in more than three tenths of the articles.
    fn row(&mut self) -> Option<Vec<u32>> {
        let all = self.corpus.articles.len() as u32;
        let article = &self.corpus.articles[self.dice.below(self.corpus.articles.len())];
        let part = article.get(self.dice.below(article.len())).filter(|part| part.is_text && part.words.len() > 6)?;
        let start = self.dice.below(part.words.len() - 2);
        let row = &part.words[start..start + 3];
        let fits = |word: &u32| {
            let having = self.corpus.having[*word as usize];
            having > 0
                && having < all * 3 / 10
                && self.words.binary_search_by(|w| self.key(*w).cmp(self.key(*word))).is_ok()
        };
        row.iter().all(fits).then(|| row.to_vec())
    }

    fn query(&mut self, kind: &str) -> Option<Query> {
        let all = self.corpus.articles.len() as f64;
        let text = |words: &[u32]| words.iter().map(|w| self.corpus.keys[*w as usize].clone()).collect::<Vec<_>>();
        let plain = |words: Vec<String>, is_phrase: bool| Query {
            recto: if is_phrase { format!("\"{}\"", words.join(" ")) } else { words.join(" ") },
            places: words.iter().cloned().map(Place::Word).collect(),
            ..Query::of(words, is_phrase)
        };
        let pattern = |recto: String, place: Place| Query {
            recto,
            places: vec![place.clone()],
            ..Query::of(vec![place.typed().to_owned()], false)
        };
        Some(match kind {
            "rare" => plain(text(&[self.word(3, 2.0..=5.0)?]), false),
            "common" => plain(text(&[self.word(3, all * 0.1..=all * 0.45)?]), false),
            "two words" => plain(text(&self.together(2)?), false),
            "three words" => plain(text(&self.together(3)?), false),
            "phrase" => plain(text(&self.row()?), true),
            "prefix" => {
                let part: String = self.letters(4, 0..3)?;
                pattern(format!("{part}*"), Place::Prefix(part))
            }
            "infix" => {
                let part: String = self.letters(5, 1..4)?;
                pattern(format!("*{part}*"), Place::Infix(part))
            }
            "regex" => {
                let word: Vec<char> = self.letters(5, 0..99)?.chars().collect();
                let part: String = word.iter().enumerate().map(|(at, c)| if at == 2 { '.' } else { *c }).collect();
                pattern(format!("/{part}/"), Place::Letters(part))
            }
            "~1" => self.near(1, pattern)?,
            _ => self.near(2, pattern)?,
        })
    }

    fn letters(&mut self, least: usize, range: std::ops::Range<usize>) -> Option<String> {
        let word = self.word(least, 5.0..=f64::MAX)?;
        let part: String = self.key(word).chars().skip(range.start).take(range.len()).collect();
        // `hoạ` alone is `họa`: as a part of longer words it is both, and which is a matter of taste.
        (exact_key(&part) == part).then_some(part)
    }

    fn near(&mut self, edits: usize, pattern: impl Fn(String, Place) -> Query) -> Option<Query> {
        let word = self.letters(5, 0..99)?;
        Some(pattern(format!("{word}~{edits}"), Place::Near(word, edits)))
    }
}

impl Query {
    fn of(words: Vec<String>, is_phrase: bool) -> Self {
        Self { recto: String::new(), words, articles: 0, hits: None, typed: 0, places: Vec::new(), is_phrase }
    }
}

/// Which place of which query a word suits.
type Interest = Vec<Vec<(u32, u8)>>;

/// Counts the articles and places of all queries in one pass over all tokens.
fn count(corpus: &Corpus, queries: &mut [Query], smart: bool) {
    let mut interest: Interest = vec![Vec::new(); corpus.keys.len()];
    for (number, query) in queries.iter().enumerate() {
        // One word with marks beside one without, or with a tone: the run is read as typed.
        let marked = |place: &Place| place.has_marks();
        let literal = query.places.len() > 1
            && (query.places.iter().any(Place::has_tone)
                || query.places.iter().any(marked) && !query.places.iter().all(marked));
        for (at, place) in query.places.iter().enumerate() {
            for (word, key) in corpus.keys.iter().enumerate() {
                if if smart { place.suits_smartly(key, literal) } else { place.suits_exactly(key) } {
                    interest[word].push((number as u32, at as u8));
                }
            }
        }
    }
    let mut seen = vec![(u32::MAX, 0u8); queries.len()];
    for (article, parts) in corpus.articles.iter().enumerate() {
        for part in parts.iter().filter(|part| part.is_text || !smart) {
            for (at, word) in part.words.iter().enumerate() {
                for &(number, place) in &interest[*word as usize] {
                    let query = &mut queries[number as usize];
                    if query.is_phrase {
                        let rest = |n: usize| {
                            let next = part.words.get(at + n);
                            next.is_some_and(|word| interest[*word as usize].contains(&(number, n as u8)))
                        };
                        if place != 0 || !(1..query.places.len()).all(rest) {
                            continue;
                        }
                    }
                    let full = if query.is_phrase { 1 } else { (1u8 << query.places.len()) - 1 };
                    let seen = &mut seen[number as usize];
                    if seen.0 != article as u32 {
                        *seen = (article as u32, 0);
                    }
                    let before = seen.1;
                    seen.1 |= 1 << place;
                    let completes = before != full && seen.1 == full;
                    let single = query.is_phrase || query.places.len() == 1;
                    if smart {
                        query.articles += u32::from(completes);
                        if single {
                            query.hits = Some(query.hits.unwrap_or(0) + 1);
                        }
                    } else {
                        query.typed += u32::from(completes);
                    }
                }
            }
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [articles, out] = arguments.as_slice() else { return Err("naive-scan ARTICLES.jsonl OUT.json".into()) };
    let corpus = Corpus::read(articles)?;
    let mut chooser = Chooser::new(&corpus);
    let mut kinds = Vec::new();
    let mut queries = Vec::new();
    for kind in ["rare", "common", "two words", "three words", "phrase", "prefix", "infix", "regex", "~1", "~2"] {
        let mut chosen: BTreeMap<String, Query> = BTreeMap::new();
        for _ in 0..QUERIES * 100 {
            if chosen.len() < QUERIES {
                chosen.extend(chooser.query(kind).map(|query| (query.recto.clone(), query)));
            }
        }
        kinds.push((kind, chosen.len()));
        queries.extend(chosen.into_values());
    }
    count(&corpus, &mut queries, true);
    count(&corpus, &mut queries, false);
    let mut rest = queries.into_iter();
    let by_kind: Vec<_> =
        kinds.into_iter().map(|(kind, n)| (kind, rest.by_ref().take(n).collect::<Vec<_>>())).collect();
    let answer = serde_json::json!({ "articles": corpus.articles.len(), "terms": corpus.keys.len(), "kinds": by_kind });
    std::fs::write(out, serde_json::to_string_pretty(&answer)?)?;
    Ok(())
}
