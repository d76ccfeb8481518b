//! From words to repeated runs: grams sorted by what they are, then by place, then by what follows them. Each step reads
//! what the one before sorted; nothing is held but some bytes for each gram that is repeated.

use super::kept::{Best, Kept};
use super::sorter::{Item, Sorted, Sorter, Space};
use super::stream::Stream;
use crate::pack::bundling::error::BuildError;
use crate::pack::bundling::model::BuildEnv;
use crate::reuse::{
    Chosen, Draft, Grams, Links, MOST_PLACES, Measure, Stretch, Words, articles, followers, formulas, passage,
    stretches,
};
use std::sync::atomic::Ordering;

/// Formulas that are kept: for each article, at least, and at most, since what ranks them is held while grams are read.
const FORMULAS_PER_ARTICLE: usize = 6;
const FORMULAS: std::ops::RangeInclusive<usize> = 20_000..=200_000;

/// What is repeated.
pub struct Repeated {
    /// Long stretches.
    pub passages: Vec<Draft>,
    /// Short runs.
    pub formulas: Best,
}

/// What repeated grams leave behind.
struct Read {
    formulas: Best,
    links: Links,
    mates: Vec<(u32, u32)>,
    /// Chosen grams by place.
    chosen: Sorted<Item>,
}

/// Finds what is repeated.
///
/// # Errors
/// When something cannot be read or written, or the pack is to end.
pub fn repeated<W: Words>(
    stream: &Stream,
    words: &W,
    measure: &Measure<'_>,
    space: &Space<'_>,
    env: &BuildEnv<'_>,
) -> Result<Repeated, BuildError> {
    let mut sorter = Sorter::new(space);
    let mut grams = Grams::default();
    stream.each(&mut |word| {
        let mut result = Ok(());
        // The lowest bit tells the chosen ones, so that places of one gram stay together.
        grams.push(word, &mut |hash, place, chosen| {
            if result.is_ok() {
                result = sorter.push((hash & !1 | u64::from(chosen), place));
            }
        });
        result
    })?;
    let Read { formulas, mut links, mates, chosen } = read(stream, words, measure, space, env, &sorter.finish())?;
    link(stream, &chosen, &mut links, space)?;
    stopped(env)?;
    let mut found = Sorter::new(space);
    by_article(stream, &chosen, &mut |_, chosen| {
        stretches(words, chosen, &mut links, &mates).into_iter().try_for_each(|stretch| {
            found.push((u64::from(stretch.passage) << 32 | u64::from(stretch.start), stretch.end))
        })
    })?;
    let mut passages = Vec::new();
    let mut same: Vec<(Stretch, u32)> = Vec::new();
    found.finish().each(&mut |(key, end)| {
        let stretch = Stretch { passage: (key >> 32) as u32, start: key as u32, end };
        if same.last().is_some_and(|(before, _)| before.passage != stretch.passage) {
            passages.extend(passage(words, &same, measure));
            same.clear();
        }
        same.push((stretch, stream.article_of(stretch.start)));
        Ok(())
    })?;
    passages.extend(passage(words, &same, measure));
    Ok(Repeated { passages, formulas })
}

fn stopped(env: &BuildEnv<'_>) -> Result<(), BuildError> {
    if env.stop.load(Ordering::Relaxed) { Err(BuildError::Stopped) } else { Ok(()) }
}

/// Reads sorted grams: formulas, and the chosen grams that two articles have.
fn read<W: Words>(
    stream: &Stream,
    words: &W,
    measure: &Measure<'_>,
    space: &Space<'_>,
    env: &BuildEnv<'_>,
    sorted: &Sorted<Item>,
) -> Result<Read, BuildError> {
    let (mut links, mut mates, mut chosen) = (Links::default(), Vec::new(), Sorter::new(space));
    let most = (stream.articles() as usize * FORMULAS_PER_ARTICLE).clamp(*FORMULAS.start(), *FORMULAS.end());
    let mut kept = Kept::new(most, space);
    let mut places: Vec<(u32, u32)> = Vec::new();
    let mut marked: Vec<(u32, u32)> = Vec::new();
    let mut hash = 0;
    let mut end = |places: &mut Vec<(u32, u32)>, marked: &mut Vec<(u32, u32)>| {
        if places.len() + marked.len() >= 2 {
            marked.iter_mut().for_each(|place| place.1 = stream.article_of(place.0));
            if articles(marked) >= 2 {
                let gram = links.gram(articles(marked));
                mates.push((marked[0].0, marked[1].0));
                marked.iter().try_for_each(|&(place, _)| chosen.push((u64::from(place), gram)))?;
            }
            places.iter_mut().for_each(|place| place.1 = stream.article_of(place.0));
            places.append(marked);
            places.sort_unstable();
            let mut result = Ok(());
            formulas(words, places, &mut |formula| {
                if result.is_ok() && measure.keeps(words, &formula) {
                    let first = formula.places[0].0;
                    let (said, _) = measure.said(words, (first, first + formula.words), formula.articles());
                    result = kept.add((formula.articles() as f32).ln() * said, &formula);
                }
            });
            result?;
        }
        places.clear();
        marked.clear();
        stopped(env)
    };
    sorted.each(&mut |(key, place)| {
        if key >> 1 != hash {
            end(&mut places, &mut marked)?;
            hash = key >> 1;
        }
        let list = if key & 1 == 1 { &mut marked } else { &mut places };
        // Of an endless repetition the earliest places are enough.
        if list.len() < MOST_PLACES {
            list.push((place, 0));
        }
        Ok(())
    })?;
    end(&mut places, &mut marked)?;
    Ok(Read { formulas: kept.finish(), links, mates, chosen: chosen.finish() })
}

/// Counts in how many articles grams follow one another, and joins them.
fn link(stream: &Stream, chosen: &Sorted<Item>, links: &mut Links, space: &Space<'_>) -> Result<(), BuildError> {
    let mut met = Sorter::new(space);
    by_article(stream, chosen, &mut |article, chosen| {
        let mut result = Ok(());
        followers(chosen, &mut |one, other| {
            if result.is_ok() {
                result = met.push((u64::from(one) << 32 | u64::from(other), article));
            }
        });
        result
    })?;
    met.finish().each_key(&mut |key, articles| {
        let different = articles.chunk_by(|x, y| x == y).count() as u32;
        links.meet((key >> 32) as u32, key as u32, different);
        Ok(())
    })
}

/// Hears an article and its chosen grams.
type Tell<'t> = dyn FnMut(u32, &[Chosen]) -> Result<(), BuildError> + 't;

/// Tells the chosen grams of each article that has any.
fn by_article(stream: &Stream, chosen: &Sorted<Item>, tell: &mut Tell<'_>) -> Result<(), BuildError> {
    let (mut article, mut end, mut held) = (0, 0, Vec::new());
    chosen.each(&mut |(place, gram)| {
        let place = place as u32;
        if place >= end {
            if !held.is_empty() {
                tell(article, &held)?;
                held.clear();
            }
            article = stream.article_of(place);
            end = stream.places_of(article).end;
        }
        held.push(Chosen { place, gram });
        Ok(())
    })?;
    if held.is_empty() { Ok(()) } else { tell(article, &held) }
}
