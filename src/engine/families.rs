//! Answers about families of wording. It finds none: the packer did.

use super::cache::Access;
use super::evaluate::evaluate;
use super::notes::Notes;
use super::related::row;
use crate::article::{ArticleId, Date, plain};
use crate::bundle::Section;
use crate::bundle::families::{
    FamilyRecord, FamilyRow, PLACES_PER_RECORD, RECORD_BITS, key_hash, record_number, row_number,
};
use crate::compare::{Comparison, Edit, EditKind, Text};
use crate::protocol::{
    Cards, CardsRequest, FamiliesAnswer, FamiliesRequest, FamilyAnswer, FamilyEntry, FamilyPlace, FamilyRequest,
    Refusal, Reprint, ReprintsAnswer, ReprintsRequest, Wording,
};
use crate::query::sets::intersect;
use crate::reuse::family_key;
use crate::sort;
use std::ops::Range;

type Answer<T> = Result<Option<T>, Refusal>;

/// Chunks of rows that a narrowed list looks through; eight times as many for each step of effort.
const CHUNKS: usize = 8;

/// The dates of articles.
struct Dated {
    runs: Vec<(Date, Range<u32>)>,
}

impl Dated {
    fn load(access: &Access<'_>) -> Option<Self> {
        if access.count(Section::Dates) == 0 {
            return Some(Self { runs: Vec::new() });
        }
        Some(Self { runs: access.dates()?.runs().collect() })
    }

    fn of(&self, article: u32) -> Option<Date> {
        let run = self.runs.partition_point(|(_, articles)| articles.end <= article);
        self.runs.get(run).filter(|(_, articles)| articles.contains(&article)).map(|(date, _)| *date)
    }
}

/// The chunks of a list: places in the section.
pub fn chunks_of(access: &Access<'_>, is_apart: bool) -> Option<Range<usize>> {
    let all = access.count(Section::FamilyRows);
    if all == 0 {
        return Some(0..0);
    }
    let apart = match access.place_of(Section::FamilyRows, row_number(true, 0) - 1) {
        Some(last) => last + 1,
        // Nothing is worth a row, or the page that tells is missing.
        None if access.is_missing() => return None,
        None => 0,
    };
    Some(if is_apart { apart..all } else { 0..apart })
}

/// Families, best first. A list that is not narrowed reads its window and its last chunk alone.
pub fn families(access: &Access<'_>, request: &FamiliesRequest) -> Answer<FamiliesAnswer> {
    let mut notes = Notes::default();
    let unfiltered = request.spec.query.trim().is_empty() && request.spec.filters.is_empty();
    let found = if unfiltered { Some(None) } else { evaluate(access, &request.spec, &mut notes)?.map(Some) };
    // Every family stands in two articles and more.
    let whole = unfiltered && request.least_articles <= 2;
    let (dated, chunks) = (Dated::load(access), chunks_of(access, request.apart));
    let Some(chunks) = chunks else { return Ok(None) };
    let rank_of = |place: usize| access.entry(Section::FamilyRows, place).map(|entry| entry.first as u32);
    let last = chunks.clone().next_back();
    let tail = last.map(|last| (rank_of(last), access.family_rows(last)));
    let all = match tail {
        None => 0,
        Some((Some(rank), Some(rows))) => rank.saturating_add(rows.len() as u32),
        Some(_) => return Ok(None),
    };
    let window = request.offset..request.offset.saturating_add(request.limit);
    let most = CHUNKS.saturating_mul(8usize.saturating_pow(request.spec.effort.into()));
    let wanted = chunks.clone().filter(|&place| {
        if !whole {
            return place < chunks.start.saturating_add(most);
        }
        let from = rank_of(place).unwrap_or(0);
        let to = if Some(place) == last { all } else { rank_of(place + 1).unwrap_or(all) };
        from < window.end && window.start < to
    });
    let wanted: Vec<usize> = wanted.collect();
    let rows: Vec<_> = wanted.iter().map(|&place| rank_of(place).zip(access.family_rows(place))).collect();
    let (Some(rows), Some(found), Some(dated)) = (rows.into_iter().collect::<Option<Vec<_>>>(), found, dated) else {
        return Ok(None);
    };
    let passing = found.map(|found| {
        let mut articles = [found.main.as_slice(), found.words.as_slice()].concat();
        sort::numbers(&mut articles);
        articles
    });
    let (mut total, mut looked_at, mut listed) = (0u32, 0u32, Vec::new());
    for (first, at, row) in
        rows.iter().flat_map(|(first, rows)| rows.iter().enumerate().map(|(at, row)| (*first, at, row)))
    {
        let rank = first.saturating_add(at as u32);
        looked_at += 1;
        let passes = passing.as_ref().map(|passing| intersect(&row.articles, passing).len() as u32);
        let count = passes.unwrap_or(row.articles.len() as u32);
        if count < request.least_articles.max(1) {
            continue;
        }
        let at = if whole { rank } else { total };
        total += 1;
        if window.contains(&at) {
            listed.push(entry(row, rank, count, &dated));
        }
    }
    if whole {
        (total, looked_at) = (all, all);
    }
    let Notes { problems, cuts, .. } = notes;
    Ok(Some(FamiliesAnswer { total, looked_at, all, rows: listed, problems, cuts }))
}

fn entry(row: &FamilyRow, rank: u32, passing: u32, dated: &Dated) -> FamilyEntry {
    let with_date = row.articles.partition_point(|&article| dated.of(article).is_some());
    let earliest = row.articles.first().and_then(|&first| Some((ArticleId(first), dated.of(first)?)));
    let latest = with_date.checked_sub(1).and_then(|last| dated.of(row.articles[last]));
    FamilyEntry {
        rank,
        kind: row.kind,
        label: row.label.clone(),
        nth: row.nth,
        words: row.words,
        places: row.places,
        wordings: row.wordings,
        articles: row.articles.len() as u32,
        passing,
        undated: (row.articles.len() - with_date) as u32,
        earliest,
        latest,
    }
}

/// One family; its wordings are held against the first of them.
pub fn family(access: &Access<'_>, request: &FamilyRequest) -> Answer<FamilyAnswer> {
    let dated = Dated::load(access);
    let per_record = PLACES_PER_RECORD as u32;
    let begins = request.offset / per_record;
    let found = keyed(access, &family_key(&request.label, request.nth), begins);
    if access.is_missing() {
        return Ok(None);
    }
    let (row, is_apart, rank) = found.ok_or_else(|| Refusal::NoFamily(request.label.clone()))?;
    let window = request.offset..request.offset.saturating_add(request.limit).min(row.places);
    let numbers = begins..window.end.div_ceil(per_record);
    // All are asked for before any is looked at: one trip.
    let first = record(access, is_apart, rank, 0);
    let parts: Vec<_> = numbers.map(|number| (number, record(access, is_apart, rank, number))).collect();
    let (Some(dated), Some(first), false) = (dated, first, access.is_missing()) else { return Ok(None) };
    let mut places = Vec::new();
    for (number, part) in parts {
        let part = part.map_or(Ok(Vec::new()), |part| part.places(row))?;
        for (at, place) in (number * per_record..).zip(part) {
            if window.contains(&at) {
                let (article, date) = (ArticleId(place.article), dated.of(place.article));
                places.push(FamilyPlace { article, date, start: place.start, end: place.end, wording: place.wording });
            }
        }
    }
    Ok(Some(FamilyAnswer {
        kind: row.kind,
        words: row.words,
        total: row.places,
        articles: row.articles.len() as u32,
        wordings: wordings(&first.wordings(row)?),
        places,
    }))
}

/// The family of a key, with the list it is in and its rank there; `None` while chunks are missing, or where there is none. Its
/// first record and this one are asked for with its row.
fn keyed<'e>(access: &Access<'e>, key: &str, number: u32) -> Option<(&'e FamilyRow, bool, u32)> {
    // Where directories have pages, these are asked for with the keys and not after them.
    for section in [Section::FamilyRows, Section::Families] {
        access.place_of(section, 0);
    }
    let hash = key_hash(key);
    let keys = access.family_keys(access.place_of(Section::FamilyKeys, u64::from(hash))?)?;
    let mut found = None;
    for listed in keys.iter().filter(|listed| listed.hash == hash) {
        let (is_apart, rank) = (listed.is_apart, listed.rank);
        let row = row(access, is_apart, rank);
        record(access, is_apart, rank, 0);
        record(access, is_apart, rank, number);
        found = found.or(row.filter(|row| row.key() == key).map(|row| (row, is_apart, rank)));
    }
    found
}

/// A record of a family; `None` while its chunk is missing, or where there is none.
pub fn record<'e>(access: &Access<'e>, is_apart: bool, rank: u32, number: u32) -> Option<&'e FamilyRecord> {
    let wanted = record_number(is_apart, rank, number);
    let place = access.place_of(Section::Families, wanted)?;
    let records = access.family_records(place)?;
    let mut at = access.entry(Section::Families, place)?.first;
    for (index, record) in records.iter().enumerate() {
        if index > 0 {
            // The first record of the next family, or the next one of this.
            at = ((at >> RECORD_BITS) + u64::from(record.number == 0)) << RECORD_BITS | u64::from(record.number);
        }
        if at == wanted {
            return Some(record);
        }
    }
    None
}

/// Wordings with what each makes of the first.
fn wordings(texts: &[String]) -> Vec<Wording> {
    let articles: Vec<_> = texts.iter().map(|text| plain("", text.clone())).collect();
    let sides: Vec<Text<'_>> = articles.iter().map(Text::of).collect();
    let mut all = Vec::with_capacity(texts.len());
    for (at, text) in texts.iter().enumerate() {
        let edits = if at == 0 { Vec::new() } else { Comparison::new(&sides[0], &sides[at]).whole() };
        let words = |of: usize, of_kind: &[EditKind], span: fn(&Edit) -> (u32, u32)| {
            let edits = edits.iter().filter(|edit| of_kind.contains(&edit.kind));
            edits.map(|edit| sides[of].side.tokens_in(span(edit)).len() as u32).sum::<u32>()
        };
        let left_out = words(0, &[EditKind::OnlyA, EditKind::Replaced], |edit| edit.a);
        let put_in = words(at, &[EditKind::OnlyB, EditKind::Replaced], |edit| edit.b);
        all.push(Wording { text: text.clone(), edits, left_out, put_in });
    }
    all
}

/// Articles as lists show them, in the order asked for.
pub fn cards(access: &Access<'_>, request: &CardsRequest) -> Answer<Cards> {
    let articles = access.root().counts.articles;
    if let Some(beyond) = request.articles.iter().find(|number| number.0 >= articles) {
        return Err(Refusal::NoArticle(vec![beyond.0.to_string()]));
    }
    let cards: Vec<_> =
        request.articles.iter().map(|number| access.article(*number).map(|stored| stored.card(*number))).collect();
    Ok(cards.into_iter().collect())
}

/// Groups of copies, the largest first.
pub fn reprints(access: &Access<'_>, request: &ReprintsRequest) -> Answer<ReprintsAnswer> {
    let places = 0..access.count(Section::Reprints);
    let chunks: Vec<_> = places.map(|place| access.reprints(place)).collect();
    let Some(chunks) = chunks.into_iter().collect::<Option<Vec<_>>>() else { return Ok(None) };
    let mut rows: Vec<_> = chunks.into_iter().flatten().collect();
    sort::by_key(&mut rows, |row| (row.group, row.article));
    let articles = rows.len() as u32;
    let mut groups: Vec<_> = rows.chunk_by(|x, y| x.group == y.group).collect();
    sort::by_key(&mut groups, |group| std::cmp::Reverse(group.len()));
    let window = groups.iter().skip(request.offset as usize).take(request.limit as usize);
    let reprint = |row: &&crate::bundle::reprints::ReprintRow| Reprint {
        article: ArticleId(row.article),
        share: row.share,
        share_back: row.share_back,
    };
    let listed = window.map(|group| group.iter().map(reprint).collect()).collect();
    Ok(Some(ReprintsAnswer { total: groups.len() as u32, articles, groups: listed }))
}
