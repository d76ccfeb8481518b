//! What two articles share: passages kept, reworded, reordered and moved, and in which words the two wordings differ.
//! docs/COMPARE.md has the recipe.
//!
//! Works on texts, tokens and keys; it loads nothing and shows nothing.

mod chain;
mod edit;
#[cfg(test)]
mod edit_test;
mod evidence;
mod extend;
mod fact;
mod family;
mod numbering;
mod passage;
#[cfg(test)]
mod quality;
mod reorder;
mod seed;
mod select;
mod side;
mod summary;
#[cfg(test)]
mod tests;
mod unlike;
#[cfg(test)]
mod verdicts_test;
mod wording;
mod writing;

use crate::named::named;
use crate::sort;
pub use edit::{Edit, EditKind, applied};
pub use fact::{Fact, FactKind};
pub use family::{families, weight};
pub use seed::Run;
pub use side::{Keys, Text, side};
pub use summary::{Own, own_sentences};
pub use unlike::Unlike;

use seed::{Grams, Words, Work};
use select::Candidate;
use serde::{Deserialize, Serialize};

/// One article prepared for comparison. All vectors run in parallel, one entry per token.
#[derive(Clone, Debug, Default)]
pub struct Side {
    /// Fold key of each token.
    pub folds: Keys,
    /// Exact key of each token.
    pub exacts: Keys,
    /// Byte span of each token in the article's stored text.
    pub spans: Vec<(u32, u32)>,
    /// Block (paragraph) number of each token.
    pub blocks: Vec<u32>,
    /// Clause number of each token: grows at `, ; : . ! ? …`, quotation marks, dashes and block ends.
    pub clauses: Vec<u32>,
    /// How each token is written, and what stands around it.
    pub writing: Vec<Writing>,
}

/// How a word is written and what stands around it, as hashes: equal hashes, equal writing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Writing {
    /// The word's letters.
    word: u32,
    /// What joins the parts of a number.
    number: u32,
    /// The signs that change meaning, close before the word.
    before: u32,
    /// The same close after it.
    after: u32,
    /// The same between it and the next word.
    next: u32,
    /// Everything between it and the next word.
    between: u32,
}

impl Side {
    /// Makes room for so many tokens.
    fn reserve(&mut self, tokens: usize) {
        let numbers = [&mut self.folds.numbers, &mut self.exacts.numbers, &mut self.blocks, &mut self.clauses];
        numbers.into_iter().for_each(|numbers| numbers.reserve(tokens));
        self.spans.reserve(tokens);
        self.writing.reserve(tokens);
    }

    /// The tokens that lie inside a byte range.
    pub fn tokens_in(&self, (start, end): (u32, u32)) -> std::ops::Range<usize> {
        let from = self.spans.partition_point(|span| span.0 < start);
        let to = self.spans.partition_point(|span| span.1 <= end);
        from..to.max(from)
    }
}

/// How the two wordings of a passage relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The same words in the same order, and every sign that changes their meaning; marks and typography are told by
    /// flags.
    Verbatim,
    /// Words inserted, left out or replaced, or a sign that changes the meaning (`$5` / `€5`, a quotation / none).
    Near,
    /// The same clauses in another order.
    Reordered,
}

/// How far words may stand apart and still make one passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layer {
    /// Phrases and sentences: gaps of at most 8 tokens.
    Phrase,
    /// Long passages: phrases joined over gaps of up to 100 tokens.
    Passage,
    /// Wordings of a few words that say too little to be called shared: names, set phrases, accidents. They are in no
    /// share, sentence or passage.
    Short,
}

named!(Layer { Phrase = "phrase", Passage = "passage", Short = "short" });

/// A passage two articles share, as half-open byte ranges in their stored texts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// How the wordings relate.
    pub kind: Kind,
    /// Which layer found it.
    pub layer: Layer,
    /// Stands out of the common order of the two articles.
    pub moved: bool,
    /// The words agree but their marks do not somewhere (`bảo đảm` / `bao đảm`).
    pub marks_differ: bool,
    /// Of a verbatim pair without other marks: the words are written differently somewhere, in case, quotation marks,
    /// dashes, spaces, line breaks or punctuation that changes no meaning.
    pub typography: bool,
    /// A sign that changes the meaning differs among words that agree; never of a verbatim pair.
    pub signs_differ: bool,
    /// Tokens matched.
    pub tokens: u32,
    /// In the first article.
    pub a: (u32, u32),
    /// In the second.
    pub b: (u32, u32),
    /// The tokens matched, in the order of the first article.
    pub runs: Vec<Run>,
}

impl Pair {
    /// Exchanges the sides.
    fn turn(&mut self) {
        std::mem::swap(&mut self.a, &mut self.b);
        for run in &mut self.runs {
            std::mem::swap(&mut run.a, &mut run.b);
        }
        sort::by_key(&mut self.runs, |run| *run);
    }
}

/// Chains carried on at their ends at most, best first, or one for so many tokens. Two articles of 5,000 words have about
/// 2,000.
const MAX_EXTENDED: usize = 8_192;
const TOKENS_PER_EXTENDED: usize = 16;

/// Phrases of one comparison at most; the best are kept, and the words of all of them are counted.
const MAX_PHRASES: usize = 4096;

/// What a comparison did not look at, so that its time stays bounded; all zero where it looked at everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Places whose words are repeated too often to be held against every other place of them.
    pub repeated: u32,
    /// Possible passages that were not carried on at their ends, or not kept: the shortest ones.
    pub passages: u32,
    /// Wordings of a few words that say too little ([`Layer::Short`]) and were not kept.
    pub short: u32,
}

impl LeftOut {
    /// Whether anything was left out.
    pub fn is_some(&self) -> bool {
        *self != Self::default()
    }
}

/// Two articles held against each other.
#[derive(Debug)]
pub struct Comparison<'s> {
    texts: (&'s str, &'s str),
    words: Words<'s>,
    matched: [Vec<bool>; 2],
    /// What they share: both layers, ordered by place in the first article.
    pub pairs: Vec<Pair>,
    /// What was not looked at.
    pub left_out: LeftOut,
}

impl<'s> Comparison<'s> {
    /// Compares, by the recipe of docs/COMPARE.md.
    ///
    /// With the sides exchanged the same pairs are found with their sides exchanged. About O(n log n) for texts of n
    /// tokens; repetitive texts are looked at less closely rather than longer.
    /// ```
    /// use recto::article::extract;
    /// use recto::compare::{Comparison, Text};
    ///
    /// let one = extract("a", "Sáng nay đoàn thuyền chở gạo nếp rời bến sông từ lúc trời còn tối.".to_owned());
    /// let other = extract("b", "Theo lời kể, đoàn thuyền chở gạo nếp rời bến sông từ hôm trước.".to_owned());
    /// let (a, b) = (Text::of(&one), Text::of(&other));
    /// let (start, end) = Comparison::new(&a, &b).pairs[0].a;
    /// assert_eq!(&one.text[start as usize..end as usize], "đoàn thuyền chở gạo nếp rời bến sông từ");
    /// ```
    pub fn new(a: &'s Text<'_>, b: &'s Text<'_>) -> Self {
        let (words, found) = aligned(&a.side, &b.side, &mut Work::default());
        let Found { pairs, matched, left_out } = found;
        Self { texts: (a.text, b.text), words, matched, pairs, left_out }
    }

    /// The two wordings of a passage, word by word. See [`Edit`].
    pub fn edits(&self, pair: &Pair) -> Vec<Edit> {
        edit::edits(self.texts, &self.words, (pair.a, pair.b), &pair.runs, &mut Work::default())
    }

    /// The two texts as a whole, word by word: from the first word of each to its last. See [`Edit`].
    pub fn whole(&self) -> Vec<Edit> {
        let span = |side: &Side| Some((side.spans.first()?.0, side.spans.last()?.1));
        let (Some(a), Some(b)) = (span(self.words.side_a), span(self.words.side_b)) else { return Vec::new() };
        let phrases = self.pairs.iter().filter(|pair| pair.layer == Layer::Phrase);
        let runs: Vec<Run> = phrases.flat_map(|pair| pair.runs.iter().copied()).collect();
        edit::edits(self.texts, &self.words, (a, b), &runs, &mut Work::default())
    }

    /// Numbers, names, negations, quotations and signs that differ between the two wordings of a passage.
    pub fn facts(&self, edits: &[Edit]) -> Vec<Fact> {
        fact::facts(self.texts, (self.words.side_a, self.words.side_b), edits)
    }
}

/// What two sides share, as [`Comparison::new`] finds it.
pub fn align(a: &Side, b: &Side) -> Vec<Pair> {
    aligned(a, b, &mut Work::default()).1.pairs
}

/// What was found.
#[derive(Debug)]
struct Found {
    pairs: Vec<Pair>,
    /// Which tokens of either side are matched in a phrase, of which there may be more than are handed out.
    matched: [Vec<bool>; 2],
    left_out: LeftOut,
}

/// Compares, counting its steps.
fn aligned<'s>(a: &'s Side, b: &'s Side, work: &mut Work) -> (Words<'s>, Found) {
    // Ties are broken by place, so the two texts are always taken in the same order, whichever comes first.
    let turned = (a.spans.len().cmp(&b.spans.len()))
        .then_with(|| a.folds.iter().cmp(b.folds.iter()))
        .then_with(|| a.exacts.iter().cmp(b.exacts.iter()))
        .then_with(|| (&a.blocks, &a.clauses).cmp(&(&b.blocks, &b.clauses)))
        .is_gt();
    let mut words = if turned { Words::new(b, a) } else { Words::new(a, b) };
    let mut found = found(&words, work);
    if turned {
        found.pairs.iter_mut().for_each(Pair::turn);
        found.matched.swap(0, 1);
        words = words.turned();
    }
    let pairs = &mut found.pairs;
    sort::by_key(pairs, |pair| (pair.a.0, std::cmp::Reverse(pair.a.1), pair.b, pair.layer == Layer::Phrase));
    (words, found)
}

fn found(words: &Words, work: &mut Work) -> Found {
    let mut left_out = LeftOut::default();
    let grams = Grams::of(&words.a, &words.b);
    let candidates = candidates(words, &grams, work, &mut left_out);
    let (mut phrases, short, short_left_out) = select::chosen(words, &grams, candidates, work);
    let matched = [matched(words.a.len(), &phrases, |run| run.a), matched(words.b.len(), &phrases, |run| run.b)];
    left_out.passages += phrases.len().saturating_sub(MAX_PHRASES) as u32;
    left_out.short = short_left_out as u32;
    phrases.truncate(MAX_PHRASES);
    let passages = passage::passages(words, &phrases, work);
    let (moved_phrases, moved_passages) = (select::moved(&phrases), select::moved(&passages));
    let layer = |candidates: Vec<Candidate>, moved: Vec<bool>, layer: Layer| {
        candidates.into_iter().zip(moved).map(move |(candidate, moved)| pair(words, &candidate, layer, moved))
    };
    let unmoved = vec![false; short.len()];
    let pairs = layer(phrases, moved_phrases, Layer::Phrase)
        .chain(layer(passages, moved_passages, Layer::Passage))
        .chain(layer(short, unmoved, Layer::Short));
    Found { pairs: pairs.collect(), matched, left_out }
}

/// Which tokens of one text the phrases match.
fn matched(length: usize, phrases: &[Candidate], start: fn(&Run) -> u32) -> Vec<bool> {
    let mut matched = vec![false; length];
    for run in phrases.iter().flat_map(|phrase| &phrase.runs) {
        let from = start(run) as usize;
        matched[from..from + run.len as usize].fill(true);
    }
    matched
}

/// Everything that may be a phrase.
fn candidates(words: &Words, grams: &Grams, work: &mut Work, left_out: &mut LeftOut) -> Vec<Candidate> {
    if words.a == words.b && !words.a.is_empty() {
        let len = words.a.len() as u32;
        return Candidate::new(vec![seed::Run { a: 0, b: 0, len }], len as f32).into_iter().collect();
    }
    let (runs, repeated) = seed::runs_of(&words.a, &words.b, grams, work);
    let chains = chain::chains(words, &runs, work);
    let most = MAX_EXTENDED.max((words.a.len() + words.b.len()) / TOKENS_PER_EXTENDED);
    // A seed alone that is not carried on is nothing that was missed.
    let missed = chains.iter().skip(most).filter(|chain| chain.tokens() >= select::MIN_TOKENS).count();
    *left_out = LeftOut { repeated, passages: missed as u32, short: 0 };
    let mut candidates: Vec<Candidate> = chains
        .iter()
        .take(most)
        .filter_map(|chain| {
            let (runs, score) = extend::extended(words, grams, chain, work);
            Candidate::new(runs, score)
        })
        .collect();
    candidates.extend(reorder::reordered(words, work));
    candidates
}

/// A candidate as it is handed out: in bytes.
fn pair(words: &Words, candidate: &Candidate, layer: Layer, moved: bool) -> Pair {
    let bytes = |side: &Side, span: (u32, u32)| (side.spans[span.0 as usize].0, side.spans[span.1 as usize - 1].1);
    let found = writing::difference(words.side_a, words.side_b, &candidate.runs);
    let kind = if candidate.kind == Kind::Verbatim && found.signs { Kind::Near } else { candidate.kind };
    let mut runs = candidate.runs.clone();
    sort::by_key(&mut runs, |run| *run);
    Pair {
        kind,
        layer,
        moved,
        marks_differ: found.marks,
        typography: kind == Kind::Verbatim && found.typography && !found.marks,
        signs_differ: found.signs,
        tokens: candidate.tokens,
        a: bytes(words.side_a, candidate.a),
        b: bytes(words.side_b, candidate.b),
        runs,
    }
}
