//! Counts of units over selections of articles, kept between polls and for the next question. It ranks nothing.

use super::article_set::{ArticleSet, passing};
use super::cache::Access;
use super::collocates::Windows;
use super::evaluate::evaluate;
use super::folded::Copies;
use super::notes::Notes;
use super::numbered::{At, Library};
use crate::measure::{PART_TOKENS, Scatter, function_words};
use crate::protocol::{Filters, QuerySpec, Refusal, Unit};
use std::rc::Rc;

/// Tallies that are kept.
const KEPT: usize = 4;

/// Of which articles what is counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Of {
    /// The articles that it finds as one expression; all that pass its filters where it asks nothing.
    pub spec: QuerySpec,
    /// All other articles that pass these filters instead.
    pub others: Option<Filters>,
    /// What is counted as one.
    pub unit: Unit,
    /// Units in a row that are counted as one.
    pub length: u8,
    /// Where each occurs is kept, too.
    pub placed: bool,
}

/// What was counted, by unit.
#[derive(Debug, Default)]
pub struct Tally {
    /// Times each occurs.
    pub hits: Vec<u32>,
    /// Articles that have it.
    pub articles: Vec<u32>,
    /// Parts of a hundred units that have it.
    parts: Vec<u32>,
    /// The article and the part in which it was seen last, plus one.
    last: Vec<(u32, u32)>,
    /// Units in all.
    pub tokens: u64,
    all_parts: u32,
    /// Articles counted.
    pub read: u32,
    /// Rows that were not counted, as there were too many.
    pub dropped: u64,
    /// For each article its units and what it has of each; empty where that was not asked.
    pub places: Vec<(u32, Vec<(u32, u32)>)>,
}

impl Tally {
    /// Counts an article; only rows of several units need the library's.
    pub fn add(&mut self, article: &[At], library: &mut Library, of: &Of) {
        self.read += 1;
        self.tokens += article.len() as u64;
        let mut here: Vec<u32> = Vec::new();
        for at in 0..article.len() {
            let part = self.all_parts + (at / PART_TOKENS) as u32 + 1;
            let Some(unit) = row(article, at, of.length, library, &mut self.dropped) else { continue };
            let index = unit as usize;
            if index >= self.hits.len() {
                let len = library.units.len().max(index + 1);
                for list in [&mut self.hits, &mut self.articles, &mut self.parts] {
                    list.resize(len, 0);
                }
                self.last.resize(len, (0, 0));
            }
            self.hits[index] += 1;
            let last = &mut self.last[index];
            if last.0 != self.read {
                last.0 = self.read;
                self.articles[index] += 1;
            }
            if last.1 != part {
                last.1 = part;
                self.parts[index] += 1;
            }
            if of.placed {
                here.push(unit);
            }
        }
        self.all_parts += article.len().div_ceil(PART_TOKENS) as u32;
        if of.placed {
            crate::sort::numbers(&mut here);
            let counts = here.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect();
            self.places.push((article.len() as u32, counts));
        }
    }

    /// Times a unit occurs.
    pub fn hits_of(&self, unit: u32) -> u64 {
        self.hits.get(unit as usize).map_or(0, |&hits| u64::from(hits))
    }

    /// Articles that have a unit.
    pub fn articles_of(&self, unit: u32) -> u32 {
        self.articles.get(unit as usize).copied().unwrap_or(0)
    }

    /// The function words among the units, ascending; of two tallies those of both together.
    pub fn function_words(&self, other: Option<&Self>) -> Vec<u32> {
        let of = |list: &[u32], unit: usize| list.get(unit).copied().unwrap_or(0);
        let both = |mine: &[u32], unit: usize, theirs: &dyn Fn(&Self) -> u32| of(mine, unit) + other.map_or(0, theirs);
        let units = self.hits.len().max(other.map_or(0, |other| other.hits.len()));
        let scatter = |unit: usize| Scatter {
            word: unit as u32,
            hits: both(&self.hits, unit, &|other| of(&other.hits, unit)),
            parts: both(&self.parts, unit, &|other| of(&other.parts, unit)),
        };
        let (tokens, parts) = other.map_or((0, 0), |other| (other.tokens, other.all_parts));
        let words = (0..units).map(scatter).filter(|word| word.hits > 1).collect();
        function_words(words, self.tokens + tokens, self.all_parts + parts)
    }
}

/// The unit that begins at a place, of so many in a row within their block.
fn row(article: &[At], at: usize, length: u8, library: &mut Library, dropped: &mut u64) -> Option<u32> {
    let length = usize::from(length.max(1));
    let here = article.get(at..at + length)?;
    let mut unit = here[0].unit;
    for next in &here[1..] {
        if next.block != here[0].block {
            return None;
        }
        match library.units.row(unit, next.unit) {
            Some(row) => unit = row,
            None => {
                *dropped += 1;
                return None;
            }
        }
    }
    Some(unit)
}

/// What an engine keeps for counting: articles as numbers, and the tallies asked for last.
#[derive(Debug, Default)]
pub struct Counting {
    /// Articles as numbers.
    pub library: Library,
    kept: Vec<(Of, Rc<Tally>)>,
    begun: Option<(Of, Tally, usize)>,
    /// The collocates counted last: of a node, and of the one it is held against.
    pub windows: [Windows; 2],
}

impl Counting {
    /// Makes ready to count units; false while articles are missing.
    pub fn prepare(&mut self, access: &Access<'_>, unit: Unit, length: u8) -> bool {
        if length > 1 && self.begun.is_none() && self.library.units.is_crowded() {
            self.library.units = Default::default();
            self.kept.clear();
            self.windows = Default::default();
        }
        unit == Unit::Syllable || self.library.teach(access)
    }

    /// Forgets what was counted: words are cut otherwise from now on.
    pub fn forget(&mut self) {
        self.kept.clear();
        self.begun = None;
        self.windows = Default::default();
    }

    /// Counts a selection; `None` while chunks are missing. Asked again, it goes on.
    ///
    /// # Errors
    /// When the bundle is damaged.
    pub fn tally(&mut self, access: &Access<'_>, of: &Of, notes: &mut Notes) -> Result<Option<Rc<Tally>>, Refusal> {
        let Some(articles) = selected(access, &of.spec, of.others.as_ref(), notes)? else { return Ok(None) };
        if let Some((_, known)) = self.kept.iter().find(|(known, _)| known == of) {
            return Ok(Some(Rc::clone(known)));
        }
        let begun = self.begun.take().filter(|(begun, ..)| begun == of);
        let (_, mut tally, mut done) = begun.unwrap_or_else(|| (of.clone(), Tally::default(), 0));
        let finished = self.library.each(access, &articles, &mut done, |library, _, numbered| {
            let units = numbered.units(of.unit, of.spec.blocks, &library.words, &mut library.units);
            tally.add(&units, library, of);
        });
        if !finished {
            self.begun = Some((of.clone(), tally, done));
            return Ok(None);
        }
        let tally = Rc::new(tally);
        self.kept.push((of.clone(), Rc::clone(&tally)));
        if self.kept.len() > KEPT {
            self.kept.remove(0);
        }
        Ok(Some(tally))
    }
}

/// The articles of a selection, ascending: those that a query finds as one expression, or all that pass its filters; or all
/// others that pass some. `None` while chunks are missing.
///
/// # Errors
/// When the bundle is damaged.
pub fn selected(
    access: &Access<'_>,
    spec: &QuerySpec,
    others: Option<&Filters>,
    notes: &mut Notes,
) -> Result<Option<Vec<u32>>, Refusal> {
    let all = access.root().counts.articles;
    // Without a query, which copy counts is told as for one.
    let found = if spec.query.trim().is_empty() && !spec.filters.once {
        let Some(passing) = passing(access, &spec.filters)? else { return Ok(None) };
        passing.map_or_else(|| (0..all).collect(), |passing| passing.iter().collect())
    } else {
        let Some(found) = evaluate(access, spec, notes)? else { return Ok(None) };
        found.main.clone()
    };
    let Some(within) = others else { return Ok(Some(found)) };
    let once = within.once;
    let found = if spec.filters.once {
        // A copy that does not count is found all the same, and none of the others.
        let every = QuerySpec { filters: Filters { once: false, ..spec.filters.clone() }, ..spec.clone() };
        let Some(every) = selected(access, &every, None, &mut Notes::default())? else { return Ok(None) };
        every
    } else {
        found
    };
    let Some(within) = passing(access, within)? else { return Ok(None) };
    let found = ArticleSet::of(all, found);
    let is_other =
        |article: &u32| !found.contains(*article) && within.as_ref().is_none_or(|within| within.contains(*article));
    let mut others: Vec<u32> = (0..all).filter(is_other).collect();
    if once {
        let Some(copies) = Copies::load(access) else { return Ok(None) };
        let surplus = copies.surplus(&|article| others.binary_search(&article).is_ok(), &|_| false);
        others.retain(|article| !surplus.left_out.contains(article));
    }
    Ok(Some(others))
}
