//! Two groups of articles held against each other. What repeated wordings they have comes from the packer's families, what
//! words and rows of words from their texts, which are read once. It judges nothing: answers carry counts.

mod choice;
mod families;
mod wording;

use super::article_set::passing;
use super::articles::numbers;
use super::cache::Access;
use super::folded::Copies;
use super::notes::Notes;
use super::numbered::Library;
use super::tally::selected;
use crate::protocol::{GroupSpec, GroupsAnswer, GroupsRequest, Refusal, Unit};
use crate::query::sets::{intersect, without};
use wording::Reading;

/// What an engine keeps between polls, and for the same question again: the texts of two groups, as numbers.
#[derive(Debug, Default)]
pub struct Groups {
    reading: Option<(GroupsRequest, Reading)>,
}

/// The answer; `None` while chunks are missing. Reads every article of both groups the first time, and a chunk for each
/// repeated wording that is listed.
///
/// # Errors
/// When an id names no article, or the bundle is damaged.
pub fn groups(
    access: &Access<'_>,
    request: &GroupsRequest,
    library: &mut Library,
    groups: &mut Groups,
) -> Result<Option<GroupsAnswer>, Refusal> {
    let mut notes = Notes::default();
    let found = (group(access, &request.a, &mut notes)?, others(access, request, &mut notes)?);
    let (Some(a), Some(b)) = found else { return Ok(None) };
    let families = families::families(access, request, [&a, &b])?;
    if !library.teach(access) {
        return Ok(None);
    }
    let (_, mut reading) = groups
        .reading
        .take()
        .filter(|(asked, _)| asked == request)
        .unwrap_or_else(|| (request.clone(), Reading::new(request, [&a, &b])));
    let whole = reading.go_on(access, library);
    let answer = families.filter(|_| whole).map(|families| reading.answer(request, families, &library.words));
    groups.reading = Some((request.clone(), reading));
    Ok(answer.map(|mut answer| {
        answer.words.both = intersect(&a, &b).len() as u32;
        (answer.words.problems, answer.words.cuts) = (notes.problems, notes.cuts);
        answer
    }))
}

/// The articles of a group, ascending.
fn group(access: &Access<'_>, group: &GroupSpec, notes: &mut Notes) -> Result<Option<Vec<u32>>, Refusal> {
    if group.articles.is_empty() {
        return selected(access, &group.spec, None, notes);
    }
    // Of copies one of those that were chosen counts, so that these are told only when the choice is made.
    let once = group.spec.filters.once;
    let mut every = group.spec.clone();
    every.filters.once = false;
    let (found, chosen) = (selected(access, &every, None, notes)?, numbers(access, &group.articles)?);
    let (Some(found), Some(chosen)) = (found, chosen) else { return Ok(None) };
    let mut chosen: Vec<u32> = chosen.into_iter().map(|article| article.0).collect();
    crate::sort::numbers(&mut chosen);
    counted_once(access, intersect(&chosen, &found), once)
}

/// Leaves of copies one, where that is asked.
fn counted_once(access: &Access<'_>, mut articles: Vec<u32>, once: bool) -> Result<Option<Vec<u32>>, Refusal> {
    if once {
        let Some(copies) = Copies::load(access) else { return Ok(None) };
        let surplus = copies.surplus(&|article| articles.binary_search(&article).is_ok(), &|_| false);
        articles.retain(|article| !surplus.left_out.contains(article));
    }
    Ok(Some(articles))
}

/// The second group.
fn others(access: &Access<'_>, request: &GroupsRequest, notes: &mut Notes) -> Result<Option<Vec<u32>>, Refusal> {
    if let Some(b) = &request.b {
        return group(access, b, notes);
    }
    // A copy that does not count in the first group is none of the others.
    let mut every = request.a.clone();
    every.spec.filters.once = false;
    let (taken, within) = (group(access, &every, &mut Notes::default())?, passing(access, &request.within)?);
    let (Some(taken), Some(within)) = (taken, within) else { return Ok(None) };
    let all: Vec<u32> = (0..access.root().counts.articles).collect();
    let mut others = without(&all, &taken);
    others.retain(|article| within.as_ref().is_none_or(|within| within.contains(*article)));
    counted_once(access, others, request.within.once)
}

/// What is counted as one word.
const UNIT: Unit = Unit::Word;
