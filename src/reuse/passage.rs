//! Passages: stretches of an article whose chosen grams belong together, carried on to where the shared words end.
//!
//! It reads the chosen grams of one article at a time and judges nothing.

use super::gram::{GRAM_WORDS, WALL, Words};
use super::link::Links;

/// Words between the beginnings of two grams that may be one passage: a changed name or figure lies between, or the end of
/// a paragraph.
const REACH_WORDS: u32 = 16;
/// Words that a passage is carried on at either end, at most: what winnowing may have left out, twice.
const CARRIED_WORDS: u32 = 8;

/// A chosen gram that stands in two articles and more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Its first word's place.
    pub place: u32,
    /// Its number.
    pub gram: u32,
}

/// A stretch of words of one passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stretch {
    /// The passage: the least of its grams.
    pub passage: u32,
    /// The first word's place.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

/// Tells which grams of an article follow one another: each with the next two within reach, so that a formula between two
/// grams of a passage does not part them.
pub fn followers(chosen: &[Chosen], tell: &mut dyn FnMut(u32, u32)) {
    for (at, one) in chosen.iter().enumerate() {
        for other in chosen.iter().skip(at + 1).take(2).filter(|other| other.place - one.place <= REACH_WORDS) {
            if one.gram != other.gram {
                tell(one.gram, other.gram);
            }
        }
    }
}

/// The first two places of each gram, against which its other places are carried on.
pub type Mates = [(u32, u32)];

/// The stretches of an article, by place.
pub fn stretches<W: Words + ?Sized>(words: &W, chosen: &[Chosen], links: &mut Links, mates: &Mates) -> Vec<Stretch> {
    let mut done: Vec<Stretch> = Vec::new();
    // Open stretches with the places of their first and last grams: few at a time.
    let mut open: Vec<(u32, Chosen, Chosen)> = Vec::new();
    let mut close = |(passage, first, last): (u32, Chosen, Chosen)| {
        let start = first.place - carried_back(words, first, mates);
        let end = last.place + GRAM_WORDS as u32 + carried_on(words, last, mates);
        done.push(Stretch { passage, start, end });
    };
    for &gram in chosen {
        open.retain(|stretch| {
            let stays = gram.place - stretch.2.place <= REACH_WORDS;
            if !stays {
                close(*stretch);
            }
            stays
        });
        let passage = links.passage(gram.gram);
        match open.iter_mut().find(|stretch| stretch.0 == passage) {
            Some(stretch) => stretch.2 = gram,
            None => open.push((passage, gram, gram)),
        }
    }
    open.into_iter().for_each(close);
    done.sort_unstable_by_key(|stretch| (stretch.start, stretch.end, stretch.passage));
    done
}

/// The places a gram's place is held against.
fn others(gram: Chosen, mates: &Mates) -> impl Iterator<Item = u32> {
    let (first, second) = mates[gram.gram as usize];
    [first, second].into_iter().filter(move |&mate| mate != gram.place)
}

fn carried_back<W: Words + ?Sized>(words: &W, gram: Chosen, mates: &Mates) -> u32 {
    let agree = |mate: u32, step: u32| {
        let word = |place: u32| place.checked_sub(step).map_or(WALL, |place| words.word(place));
        word(gram.place) != WALL && word(gram.place) == word(mate)
    };
    let carried = |mate: u32| (1..=CARRIED_WORDS).take_while(|&step| agree(mate, step)).count() as u32;
    others(gram, mates).map(carried).max().unwrap_or(0)
}

fn carried_on<W: Words + ?Sized>(words: &W, gram: Chosen, mates: &Mates) -> u32 {
    let agree = |mate: u32, step: u32| {
        let word = |place: u32| words.word(place + GRAM_WORDS as u32 + step);
        word(gram.place) != WALL && word(gram.place) == word(mate)
    };
    let carried = |mate: u32| (0..CARRIED_WORDS).take_while(|&step| agree(mate, step)).count() as u32;
    others(gram, mates).map(carried).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two articles share words 2 to 9; the chosen gram stands in the middle.
    #[test]
    fn a_stretch_is_carried_on_to_where_the_words_differ() {
        let words = [90, 2, 3, 4, 5, 6, 7, 8, 9, 91, WALL, 92, 2, 3, 4, 5, 6, 7, 8, 9, 93, WALL];
        let mut links = Links::default();
        let gram = links.gram(2);
        let found = stretches(words.as_slice(), &[Chosen { place: 14, gram }], &mut links, &[(3, 14)]);
        assert_eq!(found, [Stretch { passage: 0, start: 12, end: 20 }]);
    }

    #[test]
    fn a_formula_inside_parts_no_passage() {
        let mut links = Links::default();
        let [a, formula, b] = [2, 40, 2].map(|articles| links.gram(articles));
        let chosen = [(0, a), (5, formula), (9, b)].map(|(place, gram)| Chosen { place, gram });
        let mut met = Vec::new();
        followers(&chosen, &mut |one, other| met.push((one, other)));
        assert_eq!(met, [(a, formula), (a, b), (formula, b)]);
        met.iter().for_each(|&(one, other)| links.meet(one, other, 2));
        let words: Vec<u32> = (1..20).collect();
        let found = stretches(words.as_slice(), &chosen, &mut links, &[(0, 0), (5, 5), (9, 9)]);
        let found: Vec<_> = found.iter().map(|stretch| (stretch.passage, stretch.start, stretch.end)).collect();
        assert_eq!(found, [(a, 0, 13), (formula, 5, 9)]);
    }
}
