//! Completions of what is being typed: names, terms and wordings of the overview first, then words of the corpus as it spells
//! them, and pairs with the word before where that costs little. It searches no texts.

use super::cache::Access;
use super::evaluate::evaluate;
use super::notes::Notes;
use super::resolve::{for_each_form, pattern_forms, suiting_folds};
use super::suggest_phrases::{Phrase, phrases};
use crate::article::Field;
use crate::bundle::Section;
use crate::index::entry::ListRef;
use crate::protocol::{MarksMode, QuerySpec, Refusal, Strict, SuggestRequest, Suggestion};
use crate::query::edit::plain;
use crate::query::evaluate::FIELDS;
use crate::query::lexer::{FIELD_NAMES, FieldName, is_operator};
use crate::query::pattern::Pattern;
use crate::query::syntax::{Form, Piece, Word};
use crate::sort;
use crate::text::{Token, cased_key, tokens};

/// Letters from which on a word is completed.
const LEAST_LETTERS: usize = 2;
/// Entries chunks read for all words that begin so; where there are more, the commonest words are looked up.
const ENTRIES_READ: usize = 4;
/// Fold keys looked at, at most.
const FOLDS_LIMIT: usize = 2048;
/// Suggestions, at most.
const SUGGESTIONS_LIMIT: usize = 20;
/// Completions of several words among them, as far as there are single ones.
const PHRASES_LIMIT: usize = 4;
/// Pairs with the word before that are searched for.
const PAIRS_LIMIT: usize = 24;
/// Occurrences of the word before above which no pairs are searched for.
const PAIR_OCCURRENCES: u64 = 20_000;

/// A word that completes what was typed.
struct Completion {
    key: String,
    /// Articles in the field where most have it.
    articles: u32,
}

/// Answers with completions, phrases first, then words, each by articles; `None` while chunks are missing.
///
/// A walk over the terms that begin as typed: one trip, and one more where pairs are searched for.
pub fn suggest(access: &Access<'_>, request: &SuggestRequest) -> Result<Option<Vec<Suggestion>>, Refusal> {
    let caret = (0..=(request.caret as usize).min(request.query.len())).rev();
    let caret = caret.into_iter().find(|at| request.query.is_char_boundary(*at)).unwrap_or(0);
    let found = tokens(&request.query);
    let Some((at, typed)) = at_caret(&request.query, &found, caret) else { return Ok(Some(Vec::new())) };
    let mut completions = completions(access, typed)?;
    let overview = access.overview();
    if access.is_missing() {
        return Ok(None);
    }
    sort::by(&mut completions, |a, b| b.articles.cmp(&a.articles).then_with(|| a.key.cmp(&b.key)));
    let limit = (request.limit as usize).min(SUGGESTIONS_LIMIT);
    let end = found[at].end as usize;
    let put = |start: usize, term: String, articles: u32| Suggestion {
        query: format!("{}{term}{}", &request.query[..start], &request.query[end..]),
        caret: (start + term.len()) as u32,
        term,
        articles,
    };
    let mut words: Vec<Suggestion> = Vec::new();
    if let Some(before) = word_before(&request.query, &found, at) {
        let pairs = pairs(access, before.of(&request.query), typed, &completions)?;
        if access.is_missing() {
            return Ok(None);
        }
        words.extend(pairs.into_iter().map(|(term, articles)| put(before.start as usize, term, articles)));
    }
    if words.is_empty() {
        let start = found[at].start as usize;
        let longer = completions.iter().filter(|one| !one.key.eq(&plain(typed, false).exact));
        words.extend(longer.map(|one| put(start, in_case(&one.key, typed), one.articles)));
    }
    let known = overview.iter().flat_map(|overview| {
        let people = overview.people.iter().map(|(name, articles)| (&**name, *articles));
        let terms = overview.key_terms.iter().map(|term| (&*term.text, term.articles));
        let wordings = overview.recurring.iter().map(|one| (&*one.text, one.articles));
        people.chain(terms).chain(wordings)
    });
    let phrases = phrases(known, &request.query, &found, (at, caret));
    let put = |one: Phrase<'_>| put(one.start, one.text.to_owned(), one.articles);
    let mut all: Vec<Suggestion> = phrases.into_iter().map(put).collect();
    all.truncate(limit.saturating_sub(words.len()).max(PHRASES_LIMIT.min(limit)));
    let new: Vec<Suggestion> =
        words.into_iter().filter(|one| all.iter().all(|other| other.query != one.query)).collect();
    all.extend(new);
    all.truncate(limit);
    Ok(Some(all))
}

/// The word that the caret stands in or after, as far as it was typed; none in a pattern or a filter's value.
fn at_caret<'q>(query: &'q str, found: &[Token], caret: usize) -> Option<(usize, &'q str)> {
    let at = found.iter().position(|token| (token.start as usize) < caret && caret <= token.end as usize)?;
    let start = found[at].start as usize;
    let chunk = query[..start].rsplit(char::is_whitespace).next().unwrap_or("");
    let value =
        FIELD_NAMES.iter().any(|(name, field)| *field != FieldName::Title && chunk.contains(&format!("{name}:")));
    let pattern = chunk.contains(['*', '?', '/', '~']) || query[caret..].starts_with(['*', '?', '~']);
    let typed = &query[start..caret];
    (!value && !pattern && typed.chars().count() >= LEAST_LETTERS).then_some((at, typed))
}

/// The word before, when only white space parts the two.
fn word_before<'t>(query: &str, found: &'t [Token], at: usize) -> Option<&'t Token> {
    let before = &found[at.checked_sub(1)?];
    let gap = &query[before.end as usize..found[at].start as usize];
    (gap.chars().all(char::is_whitespace) && !is_operator(before.of(query))).then_some(before)
}

fn in_default_fields(lists: &[Option<ListRef>; 4]) -> impl Iterator<Item = &ListRef> {
    lists.iter().zip(FIELDS).filter(|(_, field)| *field != Field::Aside).filter_map(|(list, _)| list.as_ref())
}

/// The words that begin as typed.
fn completions(access: &Access<'_>, typed: &str) -> Result<Vec<Completion>, Refusal> {
    let form = Form::Glob(vec![Piece::Text(typed.to_owned()), Piece::Run]);
    let pattern = Pattern::of(&Word { form, ..plain(typed, false) }, MarksMode::Smart, Strict::default());
    let Some(automaton) = pattern.candidates() else { return Ok(Vec::new()) };
    let lead = pattern.fold.as_str();
    let (mut folds, _) = suiting_folds(access, lead, automaton, FOLDS_LIMIT);
    let Some(first) = access.start_for_key(Section::Entries, lead) else { return Ok(Vec::new()) };
    let begins = |place: &usize| {
        access.entry(Section::Entries, *place).is_some_and(|entry| entry.first_key.starts_with(lead.as_bytes()))
    };
    let reach = first + 1 + (first + 1..access.count(Section::Entries)).take_while(begins).count();
    if reach - first <= ENTRIES_READ {
        // Asked for along with the terms.
        (first..reach).for_each(|place| {
            access.entries(place);
        });
    } else {
        let Some(common) = access.common() else { return Ok(Vec::new()) };
        let df = |fold: &str| common.get(fold).copied().unwrap_or(0);
        sort::by_key(&mut folds, |(fold, _)| u32::MAX - df(fold));
        folds.truncate(2 * ENTRIES_READ);
    }
    let mut completions = Vec::new();
    for_each_form(access, &folds, |_, form, _| {
        let articles = in_default_fields(&form.lists).map(|list| list.df).max().unwrap_or(0);
        if articles > 0 && pattern.tier(&form.exact).is_some() {
            completions.push(Completion { key: form.exact, articles });
        }
    })?;
    Ok(completions)
}

/// The pairs of the word before with a completion that stand somewhere, most articles first; none where the word before
/// is too frequent for that.
fn pairs(
    access: &Access<'_>,
    before: &str,
    typed: &str,
    completions: &[Completion],
) -> Result<Vec<(String, u32)>, Refusal> {
    let pattern = Pattern::of(&plain(before, false), MarksMode::Smart, Strict::default());
    let mut forms = pattern_forms(access, &pattern, 0, &mut Notes::default())?;
    let occurrences = |lists: &[Option<ListRef>; 4]| {
        in_default_fields(lists).map(|list| list.occurrences).fold(0, u64::saturating_add)
    };
    let all = forms.iter().map(|form| occurrences(&form.lists)).fold(0, u64::saturating_add);
    if access.is_missing() || all > PAIR_OCCURRENCES {
        return Ok(Vec::new());
    }
    sort::by_key(&mut forms, |form| u64::MAX - occurrences(&form.lists));
    let mut found: Vec<(String, u32)> = Vec::new();
    let tried = completions.iter().flat_map(|second| forms.iter().map(move |first| (first, second)));
    for (first, second) in tried.take(PAIRS_LIMIT) {
        let query = format!("\"{} {}\"", first.exact, second.key);
        let spec = QuerySpec { query, marks: MarksMode::Exact, ..QuerySpec::default() };
        let Some(pair) = evaluate(access, &spec, &mut Notes::default())? else { continue };
        if !pair.main.is_empty() {
            let term = format!("{} {}", in_case(&first.exact, before), in_case(&second.key, typed));
            found.push((term, pair.main.len() as u32));
        }
    }
    sort::by_key(&mut found, |(_, articles)| u32::MAX - articles);
    Ok(found)
}

/// A key in the case that was typed; what goes on after capitals goes on in capitals.
fn in_case(key: &str, typed: &str) -> String {
    let capitals = typed.chars().filter(|letter| letter.is_alphabetic()).all(char::is_uppercase);
    if capitals && typed.chars().count() > 1 { key.to_uppercase() } else { cased_key(key, typed) }
}
