//! Answers with the words of a selection, and with those that two selections use more than one another.

use super::cache::Access;
use super::notes::Notes;
use super::tally::{Counting, Of, Tally, selected};
use super::units::Units;
use crate::measure::{Figure, Undefined};
use crate::protocol::{
    Cut, CutKind, KeyRow, KeynessAnswer, KeynessRequest, Pair, QuerySpec, Refusal, Selection, WordRow, WordSort,
    WordsAnswer, WordsRequest,
};
use crate::sort;
use crate::text::exact_key;
use std::cmp::Ordering;

/// Units in a row at most.
const LONGEST_ROW: u8 = 8;

/// The words of a selection; `None` while chunks are missing. Reads every article of it the first time.
///
/// # Errors
/// When the bundle is damaged.
pub fn words(
    access: &Access<'_>,
    request: &WordsRequest,
    counting: &mut Counting,
) -> Result<Option<WordsAnswer>, Refusal> {
    let mut notes = Notes::default();
    let length = request.length.clamp(1, LONGEST_ROW);
    if !counting.prepare(access, request.unit, length) {
        return Ok(None);
    }
    let of = Of { spec: request.spec.clone(), others: None, unit: request.unit, length, placed: true };
    let Some(tally) = counting.tally(access, &of, &mut notes)? else { return Ok(None) };
    let function = match length {
        1 => tally.function_words(None),
        _ => {
            let single = Of { length: 1, placed: false, ..of };
            let Some(single) = counting.tally(access, &single, &mut notes)? else { return Ok(None) };
            single.function_words(None)
        }
    };
    let units = &counting.library.units;
    let pattern = exact_pattern(&request.pattern);
    let suits = |unit: u32| pattern.is_empty() || is_like(&units.text(unit), &pattern);
    let listed = |&unit: &u32| {
        tally.hits_of(unit) > 0
            && units.is_worded(unit)
            && !(request.content && units.is_made_of(unit, &function))
            && suits(unit)
    };
    let mut found: Vec<u32> = (0..tally.hits.len() as u32).filter(listed).collect();
    let spread = dp_normalised(&tally);
    let different = found.len() as u64;
    let even = |unit: u32| spread[unit as usize].map_or(f64::INFINITY, |dp| dp);
    let before = |&a: &u32, &b: &u32| {
        let hits = tally.hits_of(b).cmp(&tally.hits_of(a));
        match request.sort {
            WordSort::Frequency => hits,
            WordSort::Range => tally.articles_of(b).cmp(&tally.articles_of(a)).then(hits),
            WordSort::Dispersion => even(a).total_cmp(&even(b)).then(hits),
        }
    };
    first(&mut found, request.limit, &before, &|&unit| units.text(unit));
    let row = |unit: u32| WordRow {
        text: units.text(unit),
        hits: tally.hits_of(unit),
        articles: tally.articles_of(unit),
        dp_normalised: spread[unit as usize],
        function: units.is_made_of(unit, &function),
    };
    if tally.dropped > 0 {
        let looked_at = units.len() as u64;
        notes.cut(Cut { kind: CutKind::Terms, part: request.pattern.clone(), looked_at, of: None });
    }
    Ok(Some(WordsAnswer {
        articles: tally.read,
        tokens: tally.tokens,
        different,
        rows: found.into_iter().map(row).collect(),
        problems: notes.problems,
        cuts: notes.cuts,
    }))
}

/// Of each unit DP over what it can be at most, the articles being the parts. One pass over what each article has: a part
/// without hits adds its share of the corpus, which is what the others leave of it.
fn dp_normalised(tally: &Tally) -> Vec<Figure> {
    let mut sums = vec![0.0f64; tally.hits.len()];
    let mut least = 1.0f64;
    let sizes = tally.places.iter().filter(|(tokens, _)| *tokens > 0);
    for (tokens, units) in sizes.clone() {
        let share = f64::from(*tokens) / tally.tokens as f64;
        least = least.min(share);
        for &(unit, hits) in units {
            sums[unit as usize] += (f64::from(hits) / f64::from(tally.hits[unit as usize]) - share).abs() - share;
        }
    }
    let parts = sizes.count();
    let figure = |(sum, &hits): (f64, &u32)| match parts {
        _ if hits == 0 => Err(Undefined::NoHits),
        0 | 1 => Err(Undefined::OnePart),
        _ => Ok((0.5 * (1.0 + sum) / (1.0 - least)).max(0.0)),
    };
    sums.into_iter().zip(&tally.hits).map(figure).collect()
}

/// A pattern in the form of exact keys.
fn exact_pattern(typed: &str) -> String {
    let key = |word: &str| {
        let parts: Vec<String> =
            word.split('*').map(|part| part.split('?').map(exact_key).collect::<Vec<_>>().join("?")).collect();
        parts.join("*")
    };
    typed.split_whitespace().map(key).collect::<Vec<_>>().join(" ")
}

/// Whether a text suits a pattern: `*` stands for any characters, `?` for one. Linear in the text for each `*`.
fn is_like(text: &str, pattern: &str) -> bool {
    let (text, pattern): (Vec<char>, Vec<char>) = (text.chars().collect(), pattern.chars().collect());
    let (mut at, mut to, mut star) = (0, 0, None);
    while at < text.len() {
        match pattern.get(to) {
            Some('*') => {
                star = Some((at, to));
                to += 1;
            }
            Some(&one) if one == '?' || one == text[at] => {
                (at, to) = (at + 1, to + 1);
            }
            _ => match star {
                Some((from, after)) => {
                    star = Some((from + 1, after));
                    (at, to) = (from + 1, after + 1);
                }
                None => return false,
            },
        }
    }
    pattern[to..].iter().all(|&one| one == '*')
}

/// The words that two selections use more than one another; `None` while chunks are missing.
///
/// # Errors
/// When the bundle is damaged.
pub fn keyness(
    access: &Access<'_>,
    request: &KeynessRequest,
    counting: &mut Counting,
) -> Result<Option<KeynessAnswer>, Refusal> {
    let mut notes = Notes::default();
    if !counting.prepare(access, request.unit, 1) {
        return Ok(None);
    }
    let of = |spec: &QuerySpec, others| Of { spec: spec.clone(), others, unit: request.unit, length: 1, placed: false };
    let target = of(&request.target, None);
    let reference = request
        .reference
        .as_ref()
        .map_or_else(|| of(&request.target, Some(request.within.clone())), |spec| of(spec, None));
    let Some(mine) = counting.tally(access, &target, &mut notes)? else { return Ok(None) };
    let Some(theirs) = counting.tally(access, &reference, &mut notes)? else { return Ok(None) };
    let both = match &request.reference {
        None => 0,
        Some(spec) => {
            let first = selected(access, &request.target, None, &mut Notes::default())?;
            let second = selected(access, spec, None, &mut Notes::default())?;
            let (Some(first), Some(second)) = (first, second) else { return Ok(None) };
            crate::query::sets::intersect(&first, &second).len() as u32
        }
    };
    let function = mine.function_words(Some(&theirs));
    let units = &counting.library.units;
    let (mut more, mut less) = ranked(request, &mine, &theirs, units, &function);
    let row = |ranked: &Ranked| KeyRow {
        text: units.text(ranked.unit),
        target: mine.hits_of(ranked.unit),
        reference: theirs.hits_of(ranked.unit),
        articles: (mine.articles_of(ranked.unit), theirs.articles_of(ranked.unit)),
        function: units.is_made_of(ranked.unit, &function),
    };
    let rows = |found: &mut Vec<Ranked>| {
        best(found, request.limit, &|unit| units.text(unit));
        found.iter().map(row).collect()
    };
    Ok(Some(KeynessAnswer {
        target: Selection { articles: mine.read, tokens: mine.tokens },
        reference: Selection { articles: theirs.read, tokens: theirs.tokens },
        both,
        more: rows(&mut more),
        less: rows(&mut less),
        problems: notes.problems,
        cuts: notes.cuts,
    }))
}

/// The units that the first tally has more of, and those that the second has, with what orders them.
pub fn ranked(
    request: &KeynessRequest,
    mine: &Tally,
    theirs: &Tally,
    units: &Units,
    function: &[u32],
) -> (Vec<Ranked>, Vec<Ranked>) {
    let pair = |unit: u32| Pair {
        target: mine.hits_of(unit),
        target_tokens: mine.tokens,
        reference: theirs.hits_of(unit),
        reference_tokens: theirs.tokens,
    };
    let (mut more, mut less): (Vec<Ranked>, Vec<Ranked>) = Default::default();
    for unit in 0..mine.hits.len().max(theirs.hits.len()) as u32 {
        let counts = pair(unit);
        let hits = counts.target + counts.reference;
        if hits == 0 || hits < u64::from(request.least) || !units.is_worded(unit) {
            continue;
        }
        let Ok(value) = request.measure.of(&counts) else { continue };
        let back = Pair {
            target: counts.reference,
            target_tokens: counts.reference_tokens,
            reference: counts.target,
            reference_tokens: counts.target_tokens,
        };
        let last = !request.mixed && units.is_made_of(unit, function);
        if counts.is_more() {
            more.push(Ranked { last, value: value.abs(), hits, unit });
        } else if back.is_more() {
            // Seen from the reference: a ratio is turned about, a test stays what it is.
            let value = request.measure.of(&back).unwrap_or(value);
            less.push(Ranked { last, value: value.abs(), hits, unit });
        }
    }
    (more, less)
}

/// A unit with what orders it.
#[derive(Clone, Copy, Debug)]
pub struct Ranked {
    /// It stands after all that do not.
    pub last: bool,
    /// Greatest first.
    pub value: f64,
    /// Most first.
    pub hits: u64,
    /// Which.
    pub unit: u32,
}

/// Keeps the first rows, in order: by value, then by hits, then by text.
pub fn best(rows: &mut Vec<Ranked>, limit: u32, text: &dyn Fn(u32) -> String) {
    let before =
        |a: &Ranked, b: &Ranked| a.last.cmp(&b.last).then(b.value.total_cmp(&a.value)).then(b.hits.cmp(&a.hits));
    first(rows, limit, &before, &|row| text(row.unit));
}

/// Keeps the first rows, equal ones in order of their texts. Writes out the texts of these alone: a corpus has a million
/// rows of three words that occur once.
fn first<R: Copy>(rows: &mut Vec<R>, limit: u32, before: &dyn Fn(&R, &R) -> Ordering, text: &dyn Fn(&R) -> String) {
    sort::by(rows, before);
    let limit = (limit as usize).min(rows.len());
    let mut from = 0;
    while from < limit {
        let equal = rows[from..].partition_point(|row| before(&rows[from], row) == Ordering::Equal).max(1);
        if equal > 1 {
            let mut named: Vec<(String, R)> = rows[from..from + equal].iter().map(|row| (text(row), *row)).collect();
            sort::by(&mut named, |a, b| a.0.cmp(&b.0));
            rows[from..from + equal].iter_mut().zip(named).for_each(|(row, (_, sorted))| *row = sorted);
        }
        from += equal;
    }
    rows.truncate(limit);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_tried_on_whole_rows() {
        let check = |text: &str, pattern: &str, expected: bool| {
            assert_eq!(is_like(text, &exact_pattern(pattern)), expected, "{text} {pattern}");
        };
        check("công an", "công *", true);
        check("công an", "CÔNG ?n", true);
        check("công", "công *", false);
        check("nhân công", "công*", false);
        check("nhân công", "*công", true);
        check("aab", "*ab", true);
        check("", "*", true);
        check("an", "a", false);
    }
}
