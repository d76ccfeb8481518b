//! How much it says that two texts have the same words in a row: little for common words, and less the longer the texts.
//!
//! Words that are drawn by chance agree somewhere in two texts of m and n tokens about m × n × p times, where p is the
//! chance of the words. A passage is shown when that is far below one; beside a passage that is sure, where only its
//! surroundings are looked through, less will do. Frequencies are those of the two texts themselves, so that no list of
//! function words is needed and every language is treated alike. It knows nothing of grammar.

use super::Kind;
use super::seed::{Grams, Run, Words};
use super::select::{Candidate, cost};
use crate::text::is_unspaced;

/// What a word says at least, however common: so that a long run of common words counts in the end.
const LEAST: f32 = 0.5;
/// What each token costs that is not matched: it could have stood in other ways too.
const GAP_COST: f32 = 1.4;
/// What a passage says at least beyond the logarithm of all pairs of places.
const MARGIN: f32 = 2.0;
/// What a passage near a sure one says at least: the logarithm of the pairs of places in its surroundings, and as much.
const NEAR: f32 = 11.5;
/// Tokens around a sure passage, on either side, that are its surroundings.
const NEAR_TOKENS: u32 = 60;
/// Tokens of an unbroken run that is no accident in a language, whose words are not drawn by chance; and what that says.
const LONG_TOKENS: u32 = 6;
const LONG: f32 = 5.0;
/// What it costs where a clause ends inside the same words in one text alone: words that meet by chance know no commas.
const WALL: f32 = 2.5;
/// What the end of a passage says at least beyond what the words before it cost that are not matched.
const END: f32 = 1.5;
/// What a passage must say besides where a token is a letter: words of two letters make one of four by accident.
const UNSPACED: f32 = 3.0;
/// Tokens in one cell of the grid that finds neighbours.
const CELL_TOKENS: u32 = 64;

/// What the words of two texts say.
pub(super) struct Evidence {
    /// By number of the word.
    says: Vec<f32>,
    /// By place in the first text: what the word says after the one before it.
    after: Vec<f32>,
    /// By number of the word: it is a letter of a script without blanks, and says less than a word.
    unspaced: Vec<bool>,
    /// What a passage says at least.
    enough: f32,
}

impl Evidence {
    /// Counts the words of both texts.
    pub fn new(words: &Words, grams: &Grams) -> Self {
        let kinds = words.a.iter().chain(&words.b).max().map_or(0, |&most| most as usize + 1);
        let mut counts = vec![0u32; kinds];
        words.a.iter().chain(&words.b).for_each(|&word| counts[word as usize] += 1);
        let mut unspaced = vec![false; kinds];
        for (words, side) in [(&words.a, words.side_a), (&words.b, words.side_b)] {
            let distinct: Vec<bool> = side.folds.distinct.iter().map(|fold| fold.starts_with(is_unspaced)).collect();
            for (&word, &number) in words.iter().zip(&side.folds.numbers) {
                unspaced[word as usize] = distinct[number as usize];
            }
        }
        let all = (words.a.len() + words.b.len()) as f32;
        let says: Vec<f32> = counts.iter().map(|&count| (all / count.max(1) as f32).ln().max(LEAST)).collect();
        let places = words.a.len().max(1) as f32 * words.b.len().max(1) as f32;
        let after = after(words, grams, &says);
        Self { says, after, unspaced, enough: places.ln() + MARGIN }
    }

    /// What the words of a run say.
    fn of_run(&self, words: &Words, run: &Run) -> f32 {
        let (first, end) = (run.a as usize, (run.a + run.len) as usize);
        self.says[words.a[first] as usize] + self.after[first + 1..end].iter().sum::<f32>()
    }

    /// What a candidate says.
    fn of(&self, words: &Words, candidate: &Candidate) -> f32 {
        let matched: f32 = candidate.runs.iter().map(|run| self.of_run(words, run)).sum();
        let matched = matched - WALL * walls(words, candidate) as f32;
        let spaced = !self.unspaced[words.a[candidate.a.0 as usize] as usize];
        let long = match candidate.runs.iter().any(|run| run.len >= LONG_TOKENS) {
            _ if !spaced => -UNSPACED,
            true => LONG,
            false => 0.0,
        };
        let others = others(words, candidate);
        // A word that is another one was counted as one that agrees.
        let each = matched / candidate.tokens.max(1) as f32 + GAP_COST;
        long + matched - each * others as f32 - GAP_COST * candidate.longer().saturating_sub(candidate.tokens) as f32
    }

    /// Whether a candidate is so much of a text that it is no accident of it.
    fn is_half(words: &Words, candidate: &Candidate) -> bool {
        2 * candidate.tokens as usize >= words.a.len().min(words.b.len())
    }

    /// A candidate without the ends that say less than the words before them cost: a common word finds its like within a
    /// few words anywhere.
    pub fn trimmed(&self, words: &Words, candidate: &Candidate) -> Option<Candidate> {
        let runs = &candidate.runs;
        if candidate.kind == Kind::Reordered || runs.len() < 2 || Self::is_half(words, candidate) {
            return Some(candidate.clone());
        }
        let gap_before = |at: usize| {
            let (x, y) = (&runs[at - 1], &runs[at]);
            GAP_COST * (y.a - x.a - x.len).max(y.b - x.b - x.len) as f32
        };
        let (mut from, mut to) = (0, runs.len());
        let mut says = 0.0;
        for at in (1..runs.len()).rev() {
            says += self.of_run(words, &runs[at]) - gap_before(at);
            to = if says < END { at } else { to };
        }
        says = 0.0;
        for at in 1..to {
            says += self.of_run(words, &runs[at - 1]) - gap_before(at);
            from = if says < END { at } else { from };
        }
        let lost: u32 = runs[..from].iter().chain(&runs[to..]).map(|run| run.len).sum();
        let score = candidate.score + cost(&runs[..=from]) + cost(&runs[to - 1..]) - lost as f32;
        Candidate::new(runs[from..to].to_vec(), score)
    }

    /// Parts candidates, each with what is left of it when it is trimmed: those that say enough, by themselves or near one
    /// that does; and the others as they were with what they say, but for those that agree in letters alone.
    pub fn parted(
        &self,
        words: &Words,
        candidates: Vec<(Option<Candidate>, Candidate)>,
    ) -> (Vec<Candidate>, Vec<(f32, Candidate)>) {
        let says = |(trimmed, _): &(Option<Candidate>, Candidate)| match trimmed {
            Some(trimmed) if Self::is_half(words, trimmed) => f32::INFINITY,
            Some(trimmed) => self.of(words, trimmed),
            None => f32::NEG_INFINITY,
        };
        let says: Vec<f32> = candidates.iter().map(says).collect();
        let trimmed =
            || candidates.iter().zip(&says).filter_map(|((trimmed, _), says)| Some((trimmed.as_ref()?, *says)));
        let mut cells: Vec<Vec<&Candidate>> = vec![Vec::new(); words.a.len() / CELL_TOKENS as usize + 1];
        for (sure, _) in trimmed().filter(|(_, says)| *says >= self.enough) {
            for cell in sure.a.0 / CELL_TOKENS..=(sure.a.1 - 1) / CELL_TOKENS {
                cells[cell as usize].push(sure);
            }
        }
        let apart = |x: (u32, u32), y: (u32, u32)| y.0.saturating_sub(x.1).max(x.0.saturating_sub(y.1));
        let near = |candidate: &Candidate| {
            let first = candidate.a.0.saturating_sub(NEAR_TOKENS) / CELL_TOKENS;
            let last = ((candidate.a.1 + NEAR_TOKENS) / CELL_TOKENS).min(cells.len() as u32 - 1);
            cells[first as usize..=last as usize]
                .iter()
                .flatten()
                .any(|sure| apart(sure.a, candidate.a) <= NEAR_TOKENS && apart(sure.b, candidate.b) <= NEAR_TOKENS)
        };
        let sure = |((trimmed, _), &says): (&(Option<Candidate>, Candidate), &f32)| {
            says >= self.enough || says >= NEAR && trimmed.as_ref().is_some_and(near)
        };
        let sure: Vec<bool> = candidates.iter().zip(&says).map(sure).collect();
        let (mut kept, mut short) = (Vec::new(), Vec::new());
        for (((trimmed, whole), says), sure) in candidates.into_iter().zip(says).zip(sure) {
            match trimmed.filter(|_| sure) {
                Some(trimmed) => kept.push(trimmed),
                None if others(words, &whole) == 0 => short.push((says, whole)),
                None => {}
            }
        }
        (kept, short)
    }
}

/// Matched tokens that are two words rather than one: both have marks, and not the same ones (`đóng`, `động`). A text
/// without marks may mean either.
fn others(words: &Words, candidate: &Candidate) -> usize {
    let (a, b) = (words.side_a, words.side_b);
    let pairs = candidate.runs.iter().flat_map(|run| (run.a..run.a + run.len).zip(run.b..));
    pairs
        .filter(|&(i, j)| {
            let (i, j) = (i as usize, j as usize);
            a.exacts[i] != b.exacts[j] && a.exacts[i] != a.folds[i] && b.exacts[j] != b.folds[j]
        })
        .count()
}

/// Places inside equal words where a clause ends in one text alone.
fn walls(words: &Words, candidate: &Candidate) -> usize {
    let (a, b) = (&words.side_a.clauses, &words.side_b.clauses);
    let steps = candidate
        .runs
        .iter()
        .flat_map(|run| (run.a as usize + 1..(run.a + run.len) as usize).zip(run.b as usize + 1..));
    steps.filter(|&(i, j)| (a[i] == a[i - 1]) != (b[j] == b[j - 1])).count()
}

/// By place in the first text: what a word says after the one before it. Little where the two are found together in other
/// surroundings too, as the syllables of one word or the words of one term are. A formula is not, however often it is
/// repeated: its words have the same words before them every time.
fn after(words: &Words, grams: &Grams, says: &[f32]) -> Vec<f32> {
    // How many different words stand before a word, and before two words in a row.
    let mut before_word = vec![0u32; says.len()];
    grams.words_of.iter().for_each(|pair| before_word[pair.1 as usize] += 1);
    let mut before_pair = vec![0u32; grams.words_of.len()];
    grams.pairs_of.iter().for_each(|triple| before_pair[triple.1 as usize] += 1);
    let of_pair = |(&(before, word), count): (&(u32, u32), u32)| {
        let (elsewhere, alone) = (count.saturating_sub(1), says[word as usize]);
        if elsewhere == 0 {
            return alone;
        }
        alone.min((before_word[before as usize].max(1) as f32 / elsewhere as f32).ln().max(LEAST))
    };
    let of_pairs: Vec<f32> = grams.words_of.iter().zip(before_pair).map(of_pair).collect();
    let first = words.a.iter().take(1).map(|&word| says[word as usize]);
    first.chain(grams.pairs[0].iter().map(|&pair| of_pairs[pair as usize])).collect()
}
