//! Families: passages and formulas, each once, with their places. What stands inside a passage everywhere is no formula of
//! its own; what is said at the same places is one family with variants.
//!
//! Places are counted in words here; it reads no text.

use super::formula::{Formula, LONGEST_WORDS};
use super::gram::Words;
use super::passage::Stretch;
use foldhash::{HashMap, HashMapExt};
use std::collections::{BTreeMap, HashSet};

/// Words of a passage at least.
pub const PASSAGE_WORDS: u32 = 8;
/// Words from which a formula that two articles have is shown; of a shorter one three are asked for where there are many.
const LONG_FORMULA_WORDS: u32 = 8;
/// Articles from which a short formula must stand in three.
const MANY_ARTICLES: u32 = 200;
/// What the different words of a family say together at least, as the logarithm of how rare each is.
const LEAST_SAID: f32 = 7.0;
/// What those of a short formula say on average at least, where there are many articles: `trong thời gian qua` says little.
const LEAST_MEAN: f32 = 1.8;
/// The share of the longer of two places that they have in common when they are the same place, in fifths.
const SAME_FIFTHS: u32 = 3;
/// Words in a cell of the grid that finds what stands at a place.
const CELL_WORDS: u32 = 16;

/// A place of a family: words from `start` to `end` of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The first word's place.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The article.
    pub article: u32,
}

/// A family before its texts are read.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Words of its longest place.
    pub words: u32,
    /// Its places, ascending.
    pub spans: Vec<Span>,
}

impl Draft {
    /// A family of these places, ascending; `None` when they stand in one article.
    pub fn of(mut spans: Vec<Span>) -> Option<Self> {
        // There are many of them.
        spans.shrink_to_fit();
        let words = spans.iter().map(|span| span.end - span.start).max()?;
        Some(Self { words, spans }).filter(|draft| draft.articles() >= 2)
    }

    /// Articles that have it.
    pub fn articles(&self) -> u32 {
        self.spans.chunk_by(|x, y| x.article == y.article).count() as u32
    }
}

/// What is asked of a family in this corpus.
pub struct Measure<'m> {
    /// Articles of the corpus.
    pub articles: u32,
    /// How rare a word is: the logarithm of how many articles there are for each that has it.
    pub rarity: &'m dyn Fn(u32) -> f32,
}

impl Measure<'_> {
    /// What the different words of a span say together that so many articles have, and how many they are. What counts is
    /// how rare a word is elsewhere: those of a footer are common because it is in every article.
    pub fn said<W: Words + ?Sized>(&self, words: &W, (start, end): (u32, u32), articles: u32) -> (f32, u32) {
        let all = self.articles as f32 + 1.0;
        let elsewhere = |word: u32| {
            let having = all / (self.rarity)(word).exp() - 0.5;
            (all / ((having - articles as f32).max(1.0) + 0.5)).ln()
        };
        let mut seen = HashSet::new();
        let span = start..end.min(start.saturating_add(64));
        let said = span.map(|place| words.word(place)).filter(|&word| seen.insert(word)).map(elsewhere).sum();
        (said, seen.len() as u32)
    }

    /// Whether a run of words says enough to be shown.
    pub fn is_enough<W: Words + ?Sized>(&self, words: &W, (start, end): (u32, u32), articles: u32) -> bool {
        let (said, different) = self.said(words, (start, end), articles);
        let many = self.articles >= MANY_ARTICLES;
        let is_long = end - start >= LONG_FORMULA_WORDS;
        different > 2 && (!many || (said >= LEAST_SAID && (is_long || said >= LEAST_MEAN * different as f32)))
    }

    /// Articles that a formula must have.
    fn least_articles(&self, words: u32) -> u32 {
        if words < LONG_FORMULA_WORDS && self.articles >= MANY_ARTICLES { 3 } else { 2 }
    }

    /// Whether a formula is worth keeping, before it is known what stands around it.
    pub fn keeps<W: Words + ?Sized>(&self, words: &W, formula: &Formula) -> bool {
        let first = formula.places[0].0;
        let articles = formula.articles();
        articles >= self.least_articles(formula.words)
            && self.is_enough(words, (first, first + formula.words), articles)
    }
}

/// A passage from its stretches, ascending; `None` when it is too short, says too little, or stands in one article.
pub fn passage<W: Words + ?Sized>(words: &W, stretches: &[(Stretch, u32)], measure: &Measure<'_>) -> Option<Draft> {
    let longest = stretches.iter().map(|(stretch, _)| stretch.end - stretch.start).max()?;
    // A gram or two of a long passage is a formula that it shares with others.
    let least = (longest / 4).max(PASSAGE_WORDS);
    let mut spans: Vec<Span> = Vec::new();
    for (stretch, article) in stretches.iter().filter(|(stretch, _)| stretch.end - stretch.start >= least) {
        match spans.last_mut().filter(|last| last.end > stretch.start) {
            Some(last) => last.end = last.end.max(stretch.end),
            None => spans.push(Span { start: stretch.start, end: stretch.end, article: *article }),
        }
    }
    let longest = *spans.iter().max_by_key(|span| (span.end - span.start, std::cmp::Reverse(span.start)))?;
    spans.shrink_to_fit();
    let draft = Draft { words: longest.end - longest.start, spans };
    let articles = draft.articles();
    (articles >= 2 && measure.is_enough(words, (longest.start, longest.end), articles)).then_some(draft)
}

/// What stands where: passages, which come first and are many words long, and formulas, which come one by one.
#[derive(Debug, Default)]
struct Occupied {
    passages: Vec<(Stands, u32)>,
    /// The cells of passages, each with a passage's place in the list; ascending.
    cells: Vec<(u32, u32)>,
    /// Where each ends, by first word and family.
    formulas: BTreeMap<(u32, u32), u32>,
}

/// The first word of a place, and one past the last.
type Stands = (u32, u32);

impl Occupied {
    fn of(families: &[Draft]) -> Self {
        let cells_of = |(start, end): Stands| start / CELL_WORDS..=(end - 1) / CELL_WORDS;
        let spans = || families.iter().flat_map(|draft| &draft.spans).map(|span| (span.start, span.end));
        // As large as they need be: they grow with the corpus.
        let mut passages = Vec::with_capacity(spans().count());
        let mut cells = Vec::with_capacity(spans().map(|span| cells_of(span).count()).sum());
        for (family, draft) in (0..).zip(families) {
            for span in &draft.spans {
                let stands = (span.start, span.end);
                cells.extend(cells_of(stands).map(|cell| (cell, passages.len() as u32)));
                passages.push((stands, family));
            }
        }
        cells.sort_unstable();
        Self { passages, cells, formulas: BTreeMap::new() }
    }

    fn add(&mut self, span: Span, family: u32) {
        self.formulas.insert((span.start, family), span.end);
    }

    /// Families at a place's middle, with their places.
    fn at(&self, span: Span) -> impl Iterator<Item = (Stands, u32)> {
        let middle = (span.start + span.end) / 2;
        let cell = middle / CELL_WORDS;
        let here = &self.cells[self.cells.partition_point(|of| of.0 < cell)..];
        let passages = here.iter().take_while(move |of| of.0 == cell).map(|of| self.passages[of.1 as usize]);
        let first = middle.saturating_sub(LONGEST_WORDS);
        let formulas =
            self.formulas.range((first, 0)..=(middle, u32::MAX)).map(|(&(start, family), &end)| ((start, end), family));
        passages.chain(formulas).filter(move |((start, end), _)| *start <= middle && middle < *end)
    }
}

/// Passages and formulas as they become families.
#[derive(Debug)]
pub struct Families {
    families: Vec<Draft>,
    occupied: Occupied,
}

impl Families {
    /// Begins with the passages.
    pub fn of(passages: Vec<Draft>) -> Self {
        Self { occupied: Occupied::of(&passages), families: passages }
    }

    /// Takes the next formula. They come in the order of [`Formula::order`].
    pub fn add(&mut self, formula: &Formula, measure: &Measure<'_>) {
        let words = formula.words;
        let spans = formula.places.iter().map(|&(start, article)| Span { start, end: start + words, article });
        settle(&mut self.families, &mut self.occupied, spans.collect(), words, measure);
    }

    /// The families, each with its places in order.
    pub fn finish(self) -> Vec<Draft> {
        let mut families = self.families;
        families.iter_mut().for_each(|family| family.spans.sort_unstable());
        families
    }
}

/// Gives a formula its family: one that stands at its places, or a new one, or none where it says nothing new.
fn settle(families: &mut Vec<Draft>, occupied: &mut Occupied, spans: Vec<Span>, words: u32, measure: &Measure<'_>) {
    let mut inside: HashMap<u32, u32> = HashMap::new();
    let mut same: HashMap<u32, u32> = HashMap::new();
    // Articles that have it of their own, or within something longer: copies of one text count once.
    let mut own: HashSet<u32> = HashSet::new();
    for &span in &spans {
        let mut holder: Option<u32> = None;
        let mut met: Vec<u32> = Vec::new();
        for ((start, end), family) in occupied.at(span) {
            let common = end.min(span.end).saturating_sub(start.max(span.start));
            let longer = (end - start).max(words);
            if common == words && !met.contains(&family) {
                *inside.entry(family).or_default() += 1;
                met.push(family);
                holder = Some(holder.map_or(family, |holder| holder.min(family)));
            }
            if common * 5 >= longer * SAME_FIFTHS {
                *same.entry(family).or_default() += 1;
            }
        }
        own.insert(holder.map_or(span.article, |family| u32::MAX - family));
    }
    let all = spans.len() as u32;
    if inside.values().any(|&count| count == all) || (own.len() as u32) < measure.least_articles(words) {
        return;
    }
    // Ties go to the earlier family: the longer one.
    let nearest = same.into_iter().filter(|&(family, count)| {
        let leader = families[family as usize].words;
        count * 3 >= all && words * 5 >= leader * SAME_FIFTHS
    });
    let nearest = nearest.max_by_key(|&(family, count)| (count, std::cmp::Reverse(family)));
    let family = match nearest {
        Some((family, _)) => family,
        None => {
            families.push(Draft { words, spans: Vec::new() });
            families.len() as u32 - 1
        }
    };
    for span in spans {
        let held = occupied.at(span).any(|(_, known)| known == family);
        if !held {
            families[family as usize].spans.push(span);
            occupied.add(span, family);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAYS_ALL: Measure<'static> = Measure { articles: 5, rarity: &|_| 9.0 };

    fn formula(words: u32, places: &[(u32, u32)]) -> Formula {
        Formula { words, places: places.to_vec() }
    }

    fn families(passages: Vec<Draft>, mut formulas: Vec<Formula>, measure: &Measure<'_>) -> Vec<Draft> {
        formulas.sort_by_key(Formula::order);
        let mut families = Families::of(passages);
        formulas.iter().for_each(|formula| families.add(formula, measure));
        families.finish()
    }

    fn spans(draft: &Draft) -> Vec<(u32, u32, u32)> {
        draft.spans.iter().map(|span| (span.start, span.end, span.article)).collect()
    }

    #[test]
    fn a_shorter_form_at_the_same_places_is_a_variant() {
        let found = families(
            Vec::new(),
            vec![formula(4, &[(0, 0), (100, 1), (200, 2)]), formula(6, &[(0, 0), (100, 1)])],
            &SAYS_ALL,
        );
        assert_eq!(found.len(), 1);
        assert_eq!(spans(&found[0]), [(0, 6, 0), (100, 106, 1), (200, 204, 2)]);
    }

    #[test]
    fn what_a_passage_says_everywhere_is_no_formula_and_its_copies_count_once() {
        let copy = Draft {
            words: 40,
            spans: vec![Span { start: 0, end: 40, article: 0 }, Span { start: 100, end: 140, article: 1 }],
        };
        let inner = formula(5, &[(10, 0), (110, 1)]);
        assert_eq!(families(vec![copy.clone()], vec![inner], &SAYS_ALL).len(), 1);
        let elsewhere = formula(5, &[(10, 0), (110, 1), (200, 2)]);
        let found = families(vec![copy.clone()], vec![elsewhere.clone()], &SAYS_ALL);
        assert_eq!(found.iter().map(|draft| draft.spans.len()).collect::<Vec<_>>(), [2, 3]);
        // Where three are asked for, a text and its copy are one.
        let many = Measure { articles: 1000, rarity: &|_| 9.0 };
        assert_eq!(families(vec![copy], vec![elsewhere], &many).len(), 1);
    }

    #[test]
    fn a_common_part_of_a_rare_formula_is_a_family_of_its_own() {
        let short: Vec<(u32, u32)> = (0..20).map(|article| (article * 100, article)).collect();
        let found = families(Vec::new(), vec![formula(8, &short[..2]), formula(4, &short)], &SAYS_ALL);
        assert_eq!(found.iter().map(|draft| (draft.words, draft.spans.len())).collect::<Vec<_>>(), [(8, 2), (4, 20)]);
    }

    #[test]
    fn words_that_say_nothing_make_no_family() {
        let words: Vec<u32> = (1..100).collect();
        let rarity = |word: u32| if word < 50 { 0.3 } else { 5.0 };
        let measure = Measure { articles: 1000, rarity: &rarity };
        assert!(!measure.keeps(words.as_slice(), &formula(5, &[(10, 0), (20, 1), (30, 2)])));
        assert!(measure.keeps(words.as_slice(), &formula(5, &[(60, 0), (70, 1), (80, 2)])));
    }
}
