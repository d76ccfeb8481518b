//! Chooses what is listed of two groups: rows of words, what one adds to a wording of both, and frames. It counts nothing.

use super::super::words::Ranked;
use super::wording::Reading;
use crate::index::placed::Words;
use crate::measure::contrast::{Framed, LONGEST, Row, Rows, Texts, WALL, frames, rows};
use crate::protocol::{Filling, Frame, Gain, KeyRow};
use crate::sort;
use std::collections::{HashMap, HashSet};

/// Words of either group that frames are looked for around, those that changed most, and places of each.
const CHANGED: usize = 300;
const PLACES: usize = 64;
/// The log-likelihood from which a difference is looked at: one in twenty is by chance.
const TELLING: f64 = 3.84;
/// Words of a wording that both have, at least, and of what one adds, at most.
const STEM_WORDS: u32 = 3;
const PUT_WORDS: usize = 6;
/// Words of what both have that are told, where all its places have the same words around.
const KEPT_WORDS: usize = 40;
/// Places of what both have that are looked at for words around.
const KEPT_PLACES: usize = 256;
/// Words after what is put in that must be those which follow without it.
const GOES_ON: usize = 3;
/// Words of a row at most.
const ROW_WORDS: u32 = 8;
/// Hits of both words of a frame, each in its own group, from which a change is no chance: six on the right side and none on the
/// other come about once in thirty-two. Each on the other side takes away three.
const SURE: u64 = 6;
const AGAINST: u64 = 3;
/// Rows that are held against those already listed.
const TRIED: usize = 4000;

/// Chooses what is listed.
pub struct Choice<'r> {
    /// The groups.
    pub reading: &'r Reading,
    /// Times something must occur in both together.
    pub least: u32,
    /// Rows of each list.
    pub limit: usize,
    /// Function words, ascending.
    pub function: &'r [u32],
    /// The surfaces, by number.
    pub words: &'r Words,
}

/// A gain as it is found: what both have and what one puts beside it, each as first token and number of tokens.
struct Added {
    value: f64,
    kept: (usize, usize),
    put: (usize, usize),
    hits: [u32; 2],
    together: [u32; 2],
    before: bool,
}

/// A row with its first place and how much more of it a group has.
type Told<'t> = (f64, usize, &'t Row);

impl Choice<'_> {
    /// The frames, the gains, and the rows of either group; of words that the first has more of, and the second.
    pub fn made(&self, changed: [&[Ranked]; 2]) -> (Vec<Frame>, Vec<Gain>, [Vec<KeyRow>; 2]) {
        let r = self.reading;
        let found = rows(r.texts());
        let listed = [0, 1].map(|side| self.rows(&found, side));
        let turned: Vec<u32> = r.tokens.iter().rev().copied().collect();
        // The texts change places when they are turned about, and so do their counts.
        let turned = Texts { words: &turned, split: r.tokens.len() - r.split };
        let gains = self.gains(&found, (&rows(turned), turned));
        (self.frames(&found, changed), gains, listed)
    }

    fn text(&self, found: &Rows, from: usize, count: usize) -> String {
        self.reading.text((found, self.words), from, count)
    }

    fn says(&self, from: usize, count: usize) -> bool {
        let r = self.reading;
        r.words_in(from, count).any(|word| r.units.is_worded(word) && !r.units.is_made_of(word, self.function))
    }

    /// Rows of words that a group has more of, and more tellingly than any word in them, best first.
    fn rows<'f>(&self, found: &'f Rows, side: usize) -> Vec<KeyRow> {
        let r = self.reading;
        let told = |row: &'f Row| {
            let Row { words, hits, .. } = *row;
            let (at, count) = (found.order[row.places.0 as usize] as usize, words as usize);
            let inside = (2..=ROW_WORDS).contains(&words) && row.is_open_before && hits[0] + hits[1] >= self.least;
            if !inside || !r.is_whole(at, count) || !self.says(at, count) {
                return None;
            }
            let value = r.more(hits.map(u64::from), side);
            let by_word = |word: u32| r.more(r.hits(word), side) >= value;
            (value > 0.0 && !r.words_in(at, count).any(by_word)).then_some((value, at, row))
        };
        let mut all: Vec<Told<'_>> = found.rows.iter().filter_map(told).collect();
        sort::by(&mut all, |x, y| y.0.total_cmp(&x.0).then(y.2.words.cmp(&x.2.words)).then(x.1.cmp(&y.1)));
        let mut kept: Vec<&Told<'_>> = Vec::new();
        for one in all.iter().take(TRIED) {
            let words = |told: &Told<'_>| &r.tokens[told.1..told.1 + told.2.words as usize];
            let said = |other: &&Told<'_>| holds(words(one), words(other)) || holds(words(other), words(one));
            if kept.len() < self.limit && !kept.iter().any(said) {
                kept.push(one);
            }
        }
        kept.into_iter().map(|(_, at, row)| self.key_row(found, *at, row)).collect()
    }

    fn key_row(&self, found: &Rows, at: usize, row: &Row) -> KeyRow {
        let r = self.reading;
        let places = &found.order[row.places.0 as usize..row.places.1 as usize];
        let articles = |side: usize| {
            let own = places.iter().filter(|&&place| usize::from(place as usize >= r.split) == side);
            own.map(|&place| r.ends.partition_point(|&end| end <= place)).collect::<HashSet<_>>().len() as u32
        };
        KeyRow {
            text: self.text(found, at, row.words as usize),
            target: row.hits[0].into(),
            reference: row.hits[1].into(),
            articles: (articles(0), articles(1)),
            function: false,
        }
    }

    /// What one group puts beside a wording of both and the other never does, best first.
    fn gains(&self, found: &Rows, turned: (&Rows, Texts<'_>)) -> Vec<Gain> {
        let all = self.reading.tokens.len();
        let mut sure = self.added((found, self.reading.texts()), false, &|start, count| (start, count));
        sure.extend(self.added(turned, true, &|start, count| (all - start - count, count)));
        sort::by(&mut sure, |x, y| {
            y.value.total_cmp(&x.value).then(y.kept.1.cmp(&x.kept.1)).then((x.kept, x.put).cmp(&(y.kept, y.put)))
        });
        let mut kept: Vec<Gain> = Vec::new();
        for one in sure.into_iter().take(TRIED) {
            let (whole, put) = (self.widened(found, &one), one.put);
            let gain = Gain {
                kept: self.text(found, whole.0, whole.1),
                hits: one.hits,
                put: self.text(found, put.0, put.1),
                before: one.before,
                together: one.together,
            };
            // The same with a word less of what both have, or a word less of what is put.
            let said = |other: &Gain| {
                other.before == gain.before
                    && (other.kept.contains(&gain.kept) || gain.kept.contains(&other.kept))
                    && (other.put.contains(&gain.put) || gain.put.contains(&other.put))
            };
            if kept.len() < self.limit && !kept.iter().any(said) {
                kept.push(gain);
            }
        }
        kept
    }

    /// What one group puts behind a wording of both, in a text that is read forward or backward; `place` is where a stretch of
    /// it stands in the texts.
    fn added(
        &self,
        (found, texts): (&Rows, Texts<'_>),
        before: bool,
        place: &dyn Fn(usize, usize) -> (usize, usize),
    ) -> Vec<Added> {
        let sides = |places: &[u32]| {
            let mut hits = [0u32; 2];
            places.iter().for_each(|&at| hits[texts.side(at as usize)] += 1);
            if before { [hits[1], hits[0]] } else { hits }
        };
        let mut added = Vec::new();
        for row in &found.rows {
            let Some((stem, hits)) = row.stem else { continue };
            let (at, stem) = (found.order[row.places.0 as usize] as usize, stem as usize);
            let back = |[b, a]: [u32; 2]| if before { [a, b] } else { [b, a] };
            let (put, together) = if (row.words as usize) < LONGEST {
                (row.words as usize - stem, back(row.hits))
            } else {
                // A row of the most words that are counted may go on: only what stands between words of both ends in it.
                let Some(put) = inserted(found, texts, at, stem) else { continue };
                (put, sides(found.places_of(texts, at, stem + put)))
            };
            let (kept, put) = (place(at, stem), place(at + stem, put));
            let one = Added { value: 0.0, kept, put, hits: back(hits), together, before };
            added.extend(self.judged_gain(one));
        }
        added
    }

    fn judged_gain(&self, one: Added) -> Option<Added> {
        let (r, Added { kept, put, hits, together, .. }) = (self.reading, &one);
        let one_sided = (together[0] == 0) != (together[1] == 0) && hits[0] > 0 && hits[1] > 0;
        let sizes = kept.1 as u32 >= STEM_WORDS && put.1 <= PUT_WORDS;
        if !one_sided || !sizes || together[0] + together[1] < self.least {
            return None;
        }
        let whole = r.is_whole(kept.0, kept.1) && r.is_whole(put.0, put.1);
        if !whole || !self.says(kept.0, kept.1) || !self.says(put.0, put.1) {
            return None;
        }
        let side = usize::from(together[0] == 0);
        // How surprising the other group's silence is, given how often it has the wording.
        let share = f64::from(together[side]) / f64::from(hits[side]);
        let value = f64::from(hits[1 - side]) * share * f64::from(together[side]).sqrt();
        Some(Added { value, ..one })
    }

    /// What both have with the words that stand around all its places, away from what is put beside it.
    fn widened(&self, found: &Rows, one: &Added) -> (usize, usize) {
        let (r, (from, count)) = (self.reading, one.kept);
        let places = found.places_of(r.texts(), from, count);
        let beside = |place: usize, more: usize| {
            let at = if one.before { Some(place + count + more - 1) } else { place.checked_sub(more) };
            at.and_then(|at| r.tokens.get(at)).copied().filter(|&word| word != WALL)
        };
        let mut best = one.kept;
        if places.len() <= KEPT_PLACES {
            for more in 1..=KEPT_WORDS.saturating_sub(count) {
                let word = beside(from, more);
                if word.is_none() || places.iter().any(|&place| beside(place as usize, more) != word) {
                    break;
                }
                let wider = if one.before { (from, count + more) } else { (from - more, count + more) };
                if r.is_whole(wider.0, wider.1) {
                    best = wider;
                }
            }
        }
        best
    }

    /// Frames around the words that changed most, best first.
    fn frames(&self, found: &Rows, changed: [&[Ranked]; 2]) -> Vec<Frame> {
        let r = self.reading;
        let mut wanted: HashMap<u32, usize> = HashMap::new();
        for (side, ranked) in changed.into_iter().enumerate() {
            let telling = |one: &&Ranked| !one.last && self.changed(one.unit, side) > 0.0;
            let mut telling: Vec<&Ranked> = ranked.iter().filter(telling).collect();
            sort::by(&mut telling, |x, y| y.value.total_cmp(&x.value).then(x.unit.cmp(&y.unit)));
            wanted.extend(telling.into_iter().take(CHANGED).map(|one| (one.unit, PLACES)));
        }
        let mut slots = Vec::new();
        let mut at = 0;
        while at < r.tokens.len() {
            let length = (1..).take_while(|&next| !r.is_whole(at, next) && at + next < r.tokens.len()).count() + 1;
            let word = r.words_in(at, 1).next().unwrap_or(WALL);
            if let Some(left) = wanted.get_mut(&word).filter(|left| **left > 0 && r.tokens[at] != WALL) {
                *left -= 1;
                slots.push((at as u32, length as u32));
            }
            at += length;
        }
        let mut best: HashMap<[u32; 2], (f64, usize, Framed)> = HashMap::new();
        for framed in frames(r.texts(), &slots) {
            let Some((words, value)) = self.judged(&framed) else { continue };
            let tightness = framed.fillings.iter().map(|filling| filling.1 as usize).sum::<usize>();
            let better = |(old, loose, _): &(f64, usize, Framed)| value > *old || (value == *old && tightness < *loose);
            if best.get(&words).is_none_or(better) {
                best.insert(words, (value, tightness, framed));
            }
        }
        let mut best: Vec<_> = best.into_iter().collect();
        sort::by(&mut best, |x, y| y.1.0.total_cmp(&x.1.0).then(x.1.2.fillings.cmp(&y.1.2.fillings)));
        best.truncate(self.limit);
        best.into_iter().map(|(words, (_, _, framed))| self.frame(found, words, &framed)).collect()
    }

    /// How much more a group has of a word, where that is telling: the other has none, or chance would seldom do it.
    fn changed(&self, unit: u32, side: usize) -> f64 {
        let (hits, value) = (self.reading.hits(unit), self.reading.more(self.reading.hits(unit), side));
        let alone = hits[1 - side] == 0 && hits[side] >= u64::from(self.least);
        if self.reading.units.is_worded(unit) && (alone || value >= TELLING) { value.max(0.0) } else { 0.0 }
    }

    /// The words of a frame that changed most, one of either filling, and how much they tell.
    fn judged(&self, framed: &Framed) -> Option<([u32; 2], f64)> {
        let r = self.reading;
        let spans = framed.fillings.map(|(from, count)| (from as usize, count as usize));
        if spans.iter().any(|&(from, count)| !r.is_whole(from, count)) {
            return None;
        }
        let (before, after) = framed.around;
        let (from, count) = spans[0];
        let around = (before > 0 && self.says(from - before, before)) || (after > 0 && self.says(from + count, after));
        let most = |side: usize| {
            let (from, count) = spans[side];
            let words = r.words_in(from, count).map(|word| (self.changed(word, side), word));
            words.max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)))
        };
        let ((first, a), (second, b)) = (most(0)?, most(1)?);
        let both = first.min(second);
        let places = f64::from(framed.places[0].min(framed.places[1])).sqrt();
        // A word that comes for another says most; one that only goes, where the other group says what it says elsewhere, less.
        // Words on both sides hold it more firmly than as many on one.
        let firmly = if before > 0 && after > 0 { 1.5 } else { 1.0 };
        let value = (4.0 * both + first.max(second)) * places * firmly;
        (around && a != b && self.is_sure([a, b], framed.places)).then_some(([a, b], value))
    }

    /// Whether a word of the first group for one of the second is more than chance: both changed and are common enough, or the
    /// frame itself stands twice in either group and one of them changed tellingly.
    fn is_sure(&self, words: [u32; 2], places: [u32; 2]) -> bool {
        let r = self.reading;
        let [a, b] = words.map(|word| r.hits(word));
        let both = self.changed(words[0], 0) > 0.0 && self.changed(words[1], 1) > 0.0;
        let enough = a[0] + b[1] >= SURE + AGAINST * (a[1] + b[0]);
        let telling = r.more(a, 0) >= TELLING || r.more(b, 1) >= TELLING;
        (both && enough) || (places.iter().all(|&times| times >= 2) && telling)
    }

    /// The words of a filling that changed, those that changed most first; `most` is one of them, or of the filling at least.
    fn changed_in(&self, found: &Rows, (from, count): (u32, u32), side: usize, most: u32) -> Vec<(String, [u64; 2])> {
        let r = self.reading;
        let mut words = r.whole_words(from as usize, count as usize);
        words.retain(|&(word, ..)| word == most || self.changed(word, side) > 0.0);
        sort::by_key(&mut words, |&(word, at, _)| (word, at));
        words.dedup_by_key(|(word, ..)| *word);
        sort::by(&mut words, |x, y| self.changed(y.0, side).total_cmp(&self.changed(x.0, side)));
        words.into_iter().map(|(word, at, count)| (self.text(found, at, count), r.hits(word))).collect()
    }

    fn frame(&self, found: &Rows, words: [u32; 2], framed: &Framed) -> Frame {
        let filling = |side: usize| {
            let (from, count) = framed.fillings[side];
            Filling {
                text: self.text(found, from as usize, count as usize),
                places: framed.places[side],
                words: self.changed_in(found, framed.fillings[side], side, words[side]),
            }
        };
        let ((from, count), (before, after)) = (framed.fillings[0], framed.around);
        let (from, count) = (from as usize, count as usize);
        Frame {
            before: self.text(found, from - before, before),
            after: self.text(found, from + count, after),
            fillings: [filling(0), filling(1)],
        }
    }
}

/// How many words stand between the stem of a row and words that follow the stem without them in the other text.
fn inserted(found: &Rows, texts: Texts<'_>, at: usize, stem: usize) -> Option<usize> {
    let side = texts.side(at);
    let places = found.places_of(texts, at, stem).iter().filter(|&&place| texts.side(place as usize) != side);
    let follows: Vec<&[u32]> =
        places.take(KEPT_PLACES).map(|&place| texts.from(place as usize + stem, GOES_ON)).collect();
    (1..=PUT_WORDS).find(|put| {
        let after = texts.from(at + stem + put, GOES_ON);
        after.len() == GOES_ON && follows.contains(&after)
    })
}

/// Whether a row of words has another in it.
fn holds(long: &[u32], short: &[u32]) -> bool {
    !short.is_empty() && long.windows(short.len()).any(|part| part == short)
}
