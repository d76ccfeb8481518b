//! Words of the corpus near one that it has not: by edits of their fold keys, or by other marks.

use super::cache::Access;
use super::resolve::{for_each_form, suiting_folds};
use crate::bundle::Section;
use crate::protocol::{MarksMode, QuerySpec, Refusal};
use crate::query::pattern::automaton::Automaton;
use crate::query::syntax::Word;
use crate::sort;
use crate::text::{fold_key, marks_of};

/// Near words tried for one.
const TRIED: usize = 6;
/// Fold keys whose entries are read for one word: the nearest ones.
const READ_FOLDS: usize = 24;
/// Blocks of the term map above which a near word must begin as the typed one does.
const BLOCKS_READ: usize = 16;
/// Letters up to which one edit is near; two are for longer words.
const SHORT_LETTERS: usize = 4;
/// How many times as many articles a word must have to be offered for a rare one.
const TIMES_COMMONER: u32 = 20;

/// A word near another.
#[derive(Clone, Debug)]
pub struct NearWord {
    /// Its exact key.
    pub key: String,
    /// Edits between the two, swaps of neighbours as one.
    pub distance: u32,
    /// Articles that have it, about.
    articles: u32,
}

/// The words nearest to one that the corpus has not, nearest first, of those as near the commonest.
///
/// Walks the term map, of which a large one only where words begin alike.
pub fn near_words(access: &Access<'_>, word: &Word, spec: &QuerySpec) -> Result<Vec<NearWord>, Refusal> {
    let letters = if access.count(Section::Terms) > BLOCKS_READ { 1 } else { 0 };
    let mut near = beginning_alike(access, word, spec, letters)?;
    near.truncate(TRIED);
    Ok(near)
}

/// Words one edit from one that few articles have, which many times as many have. They begin with the same two letters,
/// so that a search for a rare word costs no walk through all terms.
pub fn commoner_words(
    access: &Access<'_>,
    word: &Word,
    articles: u32,
    spec: &QuerySpec,
) -> Result<Vec<NearWord>, Refusal> {
    let mut near = beginning_alike(access, word, spec, 2)?;
    near.retain(|near| near.distance == 1 && near.articles >= articles.saturating_mul(TIMES_COMMONER));
    near.truncate(TRIED);
    Ok(near)
}

/// The words near one that begin with the same letters, nearest first.
fn beginning_alike(
    access: &Access<'_>,
    word: &Word,
    spec: &QuerySpec,
    letters: usize,
) -> Result<Vec<NearWord>, Refusal> {
    let fold = fold_key(&word.exact);
    // One letter is an edit away from every other.
    if fold.chars().count() < 2 {
        return Ok(Vec::new());
    }
    let lead: String = fold.chars().take(letters).collect();
    let edits = if fold.chars().count() <= SHORT_LETTERS { 1 } else { 2 };
    // A swap is two edits to the automaton.
    let (mut folds, _) = suiting_folds(access, &lead, &Automaton::near(&fold, 2), usize::MAX);
    folds.retain(|(key, _)| distance(&fold, key) <= edits);
    let shared = |key: &str| fold.chars().zip(key.chars()).take_while(|(a, b)| a == b).count();
    sort::by_key(&mut folds, |(key, _)| (distance(&fold, key), usize::MAX - shared(key)));
    folds.truncate(READ_FOLDS);
    let marks = marks_of(&word.exact);
    let unmarked = spec.marks == MarksMode::Fold || !(marks.tone || marks.letter);
    let mut near: Vec<NearWord> = Vec::new();
    for_each_form(access, &folds, |key, form, _| {
        // Typed without marks, any marks are as near.
        let distance = if unmarked { distance(&fold, key) } else { distance(&word.exact, &form.exact) };
        if distance <= 2 && form.exact != word.exact {
            let articles = form.lists.iter().flatten().map(|list| list.df).max().unwrap_or(0);
            near.push(NearWord { key: form.exact, distance, articles });
        }
    })?;
    sort::by(&mut near, |a, b| {
        a.distance.cmp(&b.distance).then(b.articles.cmp(&a.articles)).then_with(|| a.key.cmp(&b.key))
    });
    Ok(near)
}

/// Insertions, deletions, substitutions and swaps of neighbours between two words: optimal string alignment, O(n·m).
///
/// Source: F. Damerau, "A technique for computer detection and correction of spelling errors", 1964.
fn distance(a: &str, b: &str) -> u32 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<u32>> = vec![(0..=b.len() as u32).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i as u32];
        for j in 1..=b.len() {
            let before = &rows[i - 1];
            let mut least = (before[j] + 1).min(row[j - 1] + 1).min(before[j - 1] + u32::from(a[i - 1] != b[j - 1]));
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swaps_are_one_edit() {
        let check = |a: &str, b: &str, edits: u32| assert_eq!(distance(a, b), edits, "{a} {b}");
        check("", "", 0);
        check("ninh", "nihn", 1);
        check("dảm", "đảm", 1);
        check("an", "", 2);
        check("bao", "vệ", 3);
    }
}
