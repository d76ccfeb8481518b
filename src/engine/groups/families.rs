//! The repeated wordings of two groups: those of both, in the same words or otherwise, and those of one alone. The packer
//! found them.

use super::super::cache::Access;
use super::super::families::record;
use crate::article::{ArticleId, plain};
use crate::bundle::Section;
use crate::bundle::error::Result;
use crate::bundle::families::{FamilyRecord, FamilyRow, PLACES_PER_RECORD};
use crate::compare::{Comparison, Edit, EditKind, Text};
use crate::protocol::{GroupFamily, GroupsRequest, Refusal};
use crate::query::sets::intersect;
use crate::text::{exact_key, tokens};

/// Chunks of rows that are looked through; eight times as many for each step of effort.
const CHUNKS: usize = 8;
/// Records of one wording that are read for its places.
const RECORDS: u32 = 4;
/// Wordings of either group that are held against each other.
const WORDINGS: usize = 3;

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// See [`crate::protocol::GroupsAnswer`].
    pub reworded: Vec<GroupFamily>,
    /// In the same words.
    pub kept: Vec<GroupFamily>,
    /// Of one group alone.
    pub only: [Vec<GroupFamily>; 2],
    /// Of both, of the first alone, of the second alone.
    pub totals: [u32; 3],
    /// Looked at, and all.
    pub looked_at: (u32, u32),
}

/// The wordings of two groups, whose articles ascend; `None` while chunks are missing.
pub fn families(
    access: &Access<'_>,
    request: &GroupsRequest,
    groups: [&[u32]; 2],
) -> std::result::Result<Option<Found>, Refusal> {
    let Some(chunks) = super::super::families::chunks_of(access, false) else { return Ok(None) };
    let most = CHUNKS.saturating_mul(8usize.saturating_pow(request.a.spec.effort.into()));
    let end = chunks.end;
    let rows: Vec<_> = chunks.clone().take(most).map(|place| access.family_rows(place)).collect();
    // The last chunk tells how many there are.
    let all = chunks.last().map_or(Some(0), |last| {
        let first = access.entry(Section::FamilyRows, last)?.first as u32;
        Some(first.saturating_add(access.family_rows(last)?.len() as u32))
    });
    let (Some(rows), Some(all)) =
        (rows.into_iter().collect::<Option<Vec<_>>>(), all.filter(|_| end > 0 || all == Some(0)))
    else {
        return Ok(None);
    };
    let mut found = Found { looked_at: (rows.iter().map(|rows| rows.len() as u32).sum(), all), ..Found::default() };
    let mut listed: Vec<(usize, (u32, &FamilyRow), [u32; 2])> = Vec::new();
    // The first chunks of a list: its ranks begin with them.
    for (rank, row) in (0..).zip(rows.into_iter().flatten()) {
        let articles = groups.map(|group| intersect(&row.articles, group).len() as u32);
        let list = match articles {
            [0, 0] => continue,
            [_, 0] => 1,
            [0, _] => 2,
            _ => 0,
        };
        found.totals[list] += 1;
        // One that a single article of the group has is its own repetition at most.
        if found.totals[list] <= request.limit {
            listed.push((list, (rank, row), articles));
        }
    }
    // All are asked for before any is looked at: one trip.
    let told: Vec<_> = listed.iter().map(|(_, row, _)| records(access, *row)).collect();
    if access.is_missing() {
        return Ok(None);
    }
    for ((list, (_, row), articles), records) in listed.into_iter().zip(told) {
        let Some(family) = told_of(row, articles, &records, groups)? else { continue };
        match list {
            0 if family.reworded.is_some() => found.reworded.push(family),
            0 => found.kept.push(family),
            one => found.only[one - 1].push(family),
        }
    }
    Ok(Some(found))
}

/// The records of a family, the first of them at least.
fn records<'e>(access: &Access<'e>, (rank, row): (u32, &FamilyRow)) -> Vec<&'e FamilyRecord> {
    let count = row.places.div_ceil(PLACES_PER_RECORD as u32).clamp(1, RECORDS);
    (0..count).filter_map(|number| record(access, false, rank, number)).collect()
}

fn told_of(
    row: &FamilyRow,
    articles: [u32; 2],
    records: &[&FamilyRecord],
    groups: [&[u32]; 2],
) -> Result<Option<GroupFamily>> {
    let Some(record) = records.first() else { return Ok(None) };
    let wordings = record.wordings(row)?;
    let (mut places, mut first) = ([0u32; 2], [None; 2]);
    // Of either group: times each wording occurs, and times one that is not kept does.
    let mut counts = [vec![0u32; wordings.len()], vec![0u32; wordings.len()]];
    let mut unknown = false;
    for place in records.iter().map(|record| record.places(row)).collect::<Result<Vec<_>>>()?.concat() {
        for side in 0..2 {
            if groups[side].binary_search(&place.article).is_ok() {
                places[side] += 1;
                first[side].get_or_insert((ArticleId(place.article), place.start, place.end));
                match counts[side].get_mut(place.wording as usize) {
                    Some(count) => *count += 1,
                    None => unknown = true,
                }
            }
        }
    }
    let reworded = (articles[0] > 0 && articles[1] > 0 && !unknown).then(|| reworded(&wordings, &counts)).flatten();
    Ok(Some(GroupFamily {
        label: row.label.clone(),
        nth: row.nth,
        kind: row.kind,
        words: row.words,
        articles,
        places,
        first,
        reworded,
    }))
}

/// How either group puts a wording, and from the one to the other word by word.
type Reworded = (String, String, Vec<Edit>);

/// How two groups put a wording where none of the one's is one of the other's, nor a part of one: of their commonest the two
/// that are most alike, with what the one makes of the other.
fn reworded(wordings: &[String], counts: &[Vec<u32>; 2]) -> Option<Reworded> {
    let of = |side: usize| {
        let mut own: Vec<usize> = (0..wordings.len()).filter(|&at| counts[side][at] > 0).collect();
        crate::sort::by_key(&mut own, |&at| std::cmp::Reverse(counts[side][at]));
        own
    };
    let words = |at: usize| -> Vec<String> {
        tokens(&wordings[at]).iter().map(|token| exact_key(token.of(&wordings[at]))).collect()
    };
    let keys: Vec<Vec<String>> = (0..wordings.len()).map(words).collect();
    let (mine, theirs) = (of(0), of(1));
    let within = |short: &[String], long: &[String]| long.windows(short.len().max(1)).any(|part| part == short);
    if mine.iter().any(|&x| theirs.iter().any(|&y| within(&keys[x], &keys[y]) || within(&keys[y], &keys[x]))) {
        return None;
    }
    let mut best: Option<(f32, Reworded)> = None;
    for &x in mine.iter().take(WORDINGS) {
        for &y in theirs.iter().take(WORDINGS) {
            let (one, other) = (plain("", wordings[x].clone()), plain("", wordings[y].clone()));
            let edits = Comparison::new(&Text::of(&one), &Text::of(&other)).whole();
            let kept = edits.iter().filter(|edit| edit.kind == EditKind::Kept).map(|edit| edit.a.1 - edit.a.0);
            let alike = kept.sum::<u32>() as f32 / one.text.len().max(other.text.len()).max(1) as f32;
            if best.as_ref().is_none_or(|(most, _)| alike > *most) {
                best = Some((alike, (one.text, other.text, edits)));
            }
        }
    }
    best.filter(|(alike, _)| *alike > 0.0).map(|(_, reworded)| reworded)
}
