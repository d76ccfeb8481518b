//! Answers about what articles mention. It finds nothing itself: the packer did.

use super::articles::numbers;
use super::cache::Access;
use super::evaluate::evaluate;
use super::notes::Notes;
use crate::article::ArticleId;
use crate::bundle::Section;
use crate::bundle::mentions::NameRow;
use crate::protocol::{
    Kind, LayerAnswer, LayerRequest, LayerRow, Mention, MentionsAnswer, MentionsRequest, Name, NamesAnswer,
    NamesRequest, Refusal,
};
use crate::sort;
use crate::text::{exact_key, tokens};

type Answer<T> = Result<Option<T>, Refusal>;

/// The mentions of one article; `None` while its chunk is missing.
fn of_article<'e>(access: &Access<'e>, article: ArticleId) -> Option<&'e [Mention]> {
    if access.count(Section::Mentions) == 0 {
        return Some(&[]);
    }
    let place = access.place_of(Section::Mentions, u64::from(article.0))?;
    let all = access.mentions(place)?;
    let first = access.entry(Section::Mentions, place)?.first;
    // A bundle without the chunk's tail mentions nothing there.
    let at = u64::from(article.0).checked_sub(first)? as usize;
    Some(all.get(at).map_or(&[], Vec::as_slice))
}

/// Everything one article mentions, with what its abbreviations stand for.
pub fn mentions(access: &Access<'_>, request: &MentionsRequest) -> Answer<MentionsAnswer> {
    let Some(numbers) = numbers(access, std::slice::from_ref(&request.article))? else { return Ok(None) };
    let Some(mentions) = of_article(access, numbers[0]) else { return Ok(None) };
    let short = mentions.iter().filter(|mention| mention.kind == Kind::Abbreviations);
    let mut short: Vec<&str> = short.map(|mention| mention.key.as_str()).collect();
    sort::by_key(&mut short, |key| *key);
    short.dedup();
    // All are asked for before any is looked at: one trip.
    for key in &short {
        let place = access.place_of_key(Section::Names, &NameRow::order_key(Kind::Abbreviations, key));
        place.and_then(|place| access.names(place));
    }
    if access.is_missing() {
        return Ok(None);
    }
    let long = |key: &str| Some(rows(access, Kind::Abbreviations, key)?.first()?.expansions.first()?.0.clone());
    let expansions = short.into_iter().filter_map(|key| Some((key.to_owned(), long(key)?))).collect();
    Ok(Some(MentionsAnswer { mentions: mentions.to_vec(), expansions }))
}

/// The rows of a kind whose key is the one given, or of a date begins with it. `None` while chunks are missing.
fn rows<'e>(access: &Access<'e>, kind: Kind, key: &str) -> Option<Vec<&'e NameRow>> {
    let spans_days = kind == Kind::Dates && !key.is_empty();
    let place = |key: &str| access.place_of_key(Section::Names, &NameRow::order_key(kind, key));
    let first = place(key);
    // `~` stands after every figure and dash of a date.
    let last = if spans_days { place(&format!("{key}-~")) } else { first };
    if access.is_missing() {
        return None;
    }
    let mut found = Vec::new();
    let Some(last) = last else { return Some(found) };
    // Those that a shorter date stands for follow it.
    let stands_for = |row: &NameRow| row.kind == kind && (row.key == key || spans_days && is_within(&row.key, key));
    // All are asked for before any is looked at: one trip.
    for place in first.unwrap_or(0)..=last {
        found.extend(access.names(place).into_iter().flatten().filter(|row| stands_for(row)));
    }
    (!access.is_missing()).then_some(found)
}

/// The articles that mention a thing, ascending; `None` while its chunk is missing, or where nothing is mentioned.
pub fn named(access: &Access<'_>, kind: Kind, key: &str) -> Option<Vec<u32>> {
    let place = access.place_of_key(Section::Names, &NameRow::order_key(kind, key))?;
    let row = access.names(place)?.iter().find(|row| row.kind == kind && row.key == key)?;
    Some(row.articles.iter().map(|(article, _)| *article).collect())
}

/// Whether a date is one of those that a shorter one stands for.
fn is_within(date: &str, shorter: &str) -> bool {
    date.strip_prefix(shorter).is_some_and(|rest| rest.starts_with('-'))
}

/// What an abbreviation stands for, or the abbreviations that stand for a run of words: other queries for the same thing,
/// those that most articles give first. `None` while chunks are missing.
pub fn other_forms(access: &Access<'_>, query: &str) -> Option<Vec<String>> {
    let words = tokens(query);
    let key = words.iter().map(|word| exact_key(word.of(query))).collect::<Vec<_>>().join(" ");
    let found = match words.len() {
        0 => Vec::new(),
        1 => rows(access, Kind::Abbreviations, &key.to_uppercase())?,
        _ => rows(access, Kind::LongForms, &key)?,
    };
    Some(found.iter().flat_map(|row| &row.expansions).map(|(form, _)| form.clone()).collect())
}

/// What a corpus mentions of a kind.
pub fn names(access: &Access<'_>, request: &NamesRequest) -> Answer<NamesAnswer> {
    let first = (request.kind as u64) << 32;
    let (all, mut total, mut names) = (rows(access, request.kind, ""), 0, Vec::new());
    let window = request.offset as usize..request.offset.saturating_add(request.limit) as usize;
    for place in 0..access.count(Section::Leaders) {
        let Some(entry) = access.entry(Section::Leaders, place) else { continue };
        if entry.first >> 32 != first >> 32 {
            continue;
        }
        let rank = entry.first as u32 as usize;
        let Some(leaders) = access.leaders(place) else { continue };
        total = total.max(rank.saturating_add(leaders.len()) as u32);
        names.extend((rank..).zip(leaders).filter(|(rank, _)| window.contains(rank)).map(|(_, leader)| Name {
            key: leader.key.clone(),
            articles: leader.articles,
            hits: leader.hits,
        }));
    }
    let Some(all) = all.filter(|_| !access.is_missing()) else { return Ok(None) };
    let (articles, hits) = all.first().map_or((0, 0), |row| (row.articles.len() as u32, row.hits()));
    Ok(Some(NamesAnswer { total, articles, hits, names }))
}

/// Where things are mentioned. Reads the articles of the window alone.
pub fn layer(access: &Access<'_>, request: &LayerRequest) -> Answer<LayerAnswer> {
    let mut notes = Notes::default();
    let unfiltered = request.spec.query.trim().is_empty() && request.spec.filters.is_empty();
    let passing = if unfiltered { Some(None) } else { evaluate(access, &request.spec, &mut notes)?.map(Some) };
    let found = rows(access, request.kind, request.name.as_deref().unwrap_or(""));
    let (Some(passing), Some(found)) = (passing, found) else { return Ok(None) };
    let mut listed: Vec<(u32, u32)> = found.iter().flat_map(|row| &row.articles).copied().collect();
    // The rows of several dates name an article more than once.
    sort::by_key(&mut listed, |row| row.0);
    listed.dedup_by(|later, first| {
        let same = later.0 == first.0;
        first.1 += if same { later.1 } else { 0 };
        same
    });
    if let Some(passing) = &passing {
        listed.retain(|row| passing.main.binary_search(&row.0).is_ok() || passing.words.binary_search(&row.0).is_ok());
    }
    let expansions = found.iter().flat_map(|row| &row.expansions).cloned().collect();
    let total = listed.iter().map(|row| u64::from(row.1)).sum();
    let window = u64::from(request.offset)..u64::from(request.offset) + u64::from(request.limit);
    let (mut rows, mut cards, mut before) = (Vec::new(), Vec::new(), 0u64);
    for &(article, hits) in &listed {
        let reach = before..before + u64::from(hits);
        before = reach.end;
        if reach.end <= window.start || reach.start >= window.end {
            continue;
        }
        let number = ArticleId(article);
        let (stored, mentions) = (access.article(number), of_article(access, number));
        let (Some(stored), Some(mentions)) = (stored, mentions) else { continue };
        let asked = mentions.iter().filter(|mention| is_asked(mention, request));
        rows.extend((reach.start..).zip(asked).filter(|(at, _)| window.contains(at)).map(|(_, mention)| {
            let sentence = mention.sentence_start as usize..mention.sentence_end as usize;
            let sentence = stored.article.text.get(sentence).unwrap_or("").to_owned();
            LayerRow { article: number, mention: mention.clone(), sentence }
        }));
        cards.push(stored.card(number));
    }
    if access.is_missing() {
        return Ok(None);
    }
    let articles = listed.len() as u32;
    Ok(Some(LayerAnswer { articles, total, expansions, rows, cards, problems: notes.problems, cuts: notes.cuts }))
}

fn is_asked(mention: &Mention, request: &LayerRequest) -> bool {
    mention.kind == request.kind
        && request
            .name
            .as_ref()
            .is_none_or(|name| mention.key == *name || mention.kind == Kind::Dates && is_within(&mention.key, name))
}
