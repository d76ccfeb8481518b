//! Words that a hyphen breaks at the end of a line: `time-⏎table` is found whole and by its parts. It joins tokens and
//! makes their keys, and never changes a text.
//!
//! Whether the hyphen is the word's own (`well-⏎known`) cannot be told from the place alone, so that a broken word has
//! the keys of both readings: `timetable`, `time-table`, `time` and `table`.

use super::key::exact_key;
use super::repair::is_invisible;
use super::token::Token;
use super::vietnamese::is_syllable;
use icu_normalizer::ComposingNormalizerBorrowed;

const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{AD}'];

/// Where the word goes on that the token before a line break began; `None` when it is whole.
pub(super) fn goes_on(text: &str, line_break: usize, found: &[Token]) -> Option<u32> {
    let last = found.last()?;
    let hyphen = text.get(last.end as usize..line_break)?;
    // A soft hyphen is inside a word and never its end: it may have been left out of the token.
    let mut signs = hyphen.chars();
    let (Some(sign), None) = (signs.next(), signs.next()) else { return None };
    let surface = last.of(text);
    let chained = text[..last.start as usize].ends_with(HYPHENS) || surface.contains(['\n', '\r']);
    if !HYPHENS.contains(&sign) || chained || !last_sign(surface).is_some_and(char::is_lowercase) {
        return None;
    }
    let rest = &text[line_break..];
    let next = rest.trim_start_matches([' ', '\t', '\r', '\n']);
    let gap = &rest[..rest.len() - next.len()];
    let breaks = gap.matches('\n').count().max(gap.matches('\r').count());
    (breaks == 1 && next.starts_with(char::is_lowercase)).then_some((text.len() - next.len()) as u32)
}

/// Joins the token that begins where a word goes on to the one that began it. `first` is the first token of the new line.
pub(super) fn join(text: &str, goes_on: u32, first: usize, found: &mut Vec<Token>) {
    let (Some(&next), Some(&before)) = (found.get(first), first.checked_sub(1).and_then(|at| found.get(at))) else {
        return;
    };
    let rest = &text[next.end as usize..];
    let chained = rest.strip_prefix(HYPHENS).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    if next.start != goes_on || chained || are_syllables(before.of(text), next.of(text)) {
        return;
    }
    found[first - 1].end = next.end;
    found.remove(first);
}

/// The last sign of a text in its composed form: a letter and its marks are one, however they are written.
fn last_sign(text: &str) -> Option<char> {
    let composer = const { ComposingNormalizerBorrowed::new_nfc() };
    // From the front: marks have one order only where they are composed with what stands before them.
    composer.normalize_iter(text.chars()).last()
}

/// Whether both are Vietnamese, where every syllable is a word and a hyphen is never put in at the end of a line.
fn are_syllables(before: &str, after: &str) -> bool {
    let marked = !before.is_ascii() || !after.is_ascii();
    marked && is_syllable(&exact_key(before)) && is_syllable(&exact_key(after))
}

/// The two parts of a broken word; `None` for a word that is none.
fn parts(surface: &str) -> Option<(&str, &str)> {
    let at = surface.find(['\n', '\r'])?;
    // Soft hyphens and the like are not seen: beside a hyphen they say nothing.
    let line = &surface[..at];
    let bare = line.trim_end_matches(is_invisible);
    let before = match bare.strip_suffix(HYPHENS) {
        Some(before) => before.trim_end_matches(is_invisible),
        None if line[bare.len()..].contains('\u{AD}') => bare,
        None => return None,
    };
    let after = surface[at..].trim_start();
    let is_word = last_sign(before).is_some_and(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric);
    is_word.then_some((before, after))
}

/// The exact keys of a broken word: whole, with its hyphen, and its parts. Empty for a word that is none. Costs a look for
/// a line break.
pub fn broken_keys(surface: &str) -> Vec<String> {
    let Some((before, after)) = parts(surface) else { return Vec::new() };
    let (before, after) = (exact_key(before), exact_key(after));
    vec![exact_key(&format!("{before}{after}")), format!("{before}-{after}"), before, after]
}

/// The key of two exact keys as a word that the end of a line breaks at its hyphen; `None` where none is broken so.
pub fn broken_key(before: &str, after: &str) -> Option<String> {
    let small = |part: &str| part.starts_with(char::is_lowercase) && part.chars().all(char::is_alphabetic);
    let syllables = (!before.is_ascii() || !after.is_ascii()) && is_syllable(before) && is_syllable(after);
    (small(before) && small(after) && !syllables).then(|| format!("{before}-{after}"))
}

/// A surface as it is shown on one line: a broken word without the break.
pub(super) fn on_one_line(surface: &str) -> Option<String> {
    parts(surface).map(|(before, after)| format!("{before}{after}"))
}
