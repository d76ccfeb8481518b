//! Answers with concordance lines: each hit of the phrase group with its context, or a sample of them, sorted by up to three
//! keys within groups.
//!
//! Postings tell how many lines each article has, so a window in order of place reads its own articles only. Keys from
//! the context (left, right, node) need every line's article read; see [`super::sorted`]. It counts nothing itself.

use super::cache::Access;
use super::chosen::{Chosen, Told};
use super::columns::dates;
use super::evaluate::evaluate;
use super::found::Found;
use super::notes::Notes;
use super::reading::{Reading, scanned};
use super::sorted::{Place, Sorted, Stretch};
use crate::article::ArticleId;
use crate::bundle::columns::dates::Dates;
use crate::protocol::{
    ConcordanceAnswer, ConcordanceRequest, Cut, CutKind, Line, LineBy, LineGroup, LineSort, Refusal, TierCounts,
};
use crate::query::row::gallop;
use crate::query::scan::{Scanned, TokenHit};
use crate::query::snippet::single_spaces;
use crate::sort;
use std::cell::RefCell;
use std::ops::Range;

/// Lines of one answer, at most: each may need an article of its own.
pub const WINDOW_LINES: u32 = 1_000;

/// An article with the number of its lines.
type Counted = (u32, u64);

/// Answers with lines; `None` while chunks are missing.
///
/// Without keys from the context it reads the articles of the window. With them it reads, a batch a poll, the articles
/// of all lines that the window is chosen from, up to the budget of lines, and keeps their order in `sorted` for the
/// next window.
pub fn concordance(
    access: &Access<'_>,
    request: &ConcordanceRequest,
    sorted: &mut Sorted,
) -> Result<Option<ConcordanceAnswer>, Refusal> {
    let mut notes = Notes::default();
    let Some(found) = evaluate(access, &request.spec, &mut notes)? else { return Ok(None) };
    let Some(expr) = &found.plan.main else {
        return Ok(Some(ConcordanceAnswer { problems: notes.problems, ..ConcordanceAnswer::default() }));
    };
    let (counted, tiers) = counted(&found);
    let total = counted.iter().map(|(_, lines)| lines).sum();
    let Some(mut chosen) = Chosen::of(access, &counted, request)? else { return Ok(None) };
    let window = u64::from(request.offset)..u64::from(request.offset) + u64::from(request.limit.min(WINDOW_LINES));
    let scanning = RefCell::new(access.memo().scanning(&found.plan, expr, request.spec.blocks));
    let reading = Reading { scanning, request };
    let places = if request.sort.iter().any(|sort| is_context(*sort)) {
        let Some(dates) = dates(access)? else { return Ok(None) };
        let (articles, before) = stretch(&chosen.articles, &window, bucket(&request.sort), request.group, dates);
        let stretch = Stretch { reading: &reading, articles: &chosen.articles[articles], chosen: &chosen, dates };
        let Some(finished) = sorted.read(access, &stretch) else { return Ok(None) };
        let (looked_at, of) = (sorted.len() as u64, stretch.lines());
        if !finished {
            notes.cut(Cut { kind: CutKind::Lines, part: request.spec.query.clone(), looked_at, of: Some(of) });
        }
        sorted.window(window.start - before..window.end - before)
    } else {
        in_place(&chosen, &window)
    };
    let lines = reading.lines(access, &places);
    let mut numbers: Vec<ArticleId> = places.iter().map(|place| ArticleId(place.article)).collect();
    sort::by_key(&mut numbers, |number| *number);
    numbers.dedup();
    let cards = numbers.into_iter().filter_map(|n| access.article(n).map(|stored| stored.card(n))).collect();
    if access.is_missing() {
        return Ok(None);
    }
    // Of articles there may be many more than of lines.
    let touched = |group: &LineGroup| group.first < window.end && group.first + group.lines > window.start;
    chosen.groups.retain(|group| group.article.is_none() || touched(group));
    Ok(Some(ConcordanceAnswer {
        total,
        tiers,
        articles: counted.len() as u32,
        listed: chosen.lines(),
        groups: chosen.groups,
        lines,
        cards,
        problems: notes.problems,
        cuts: notes.cuts,
    }))
}

/// The articles with lines, ascending, and all lines by tier.
pub fn counted(found: &Found) -> (Vec<Counted>, TierCounts) {
    let mut tiers = TierCounts::default();
    let mut counted: Vec<Counted> = found.main.iter().map(|&article| (article, 0)).collect();
    for (_, hits) in &found.main_hits {
        let mut at = 0;
        for (article, lines) in &mut counted {
            at = gallop(&hits.articles, at, *article);
            if hits.articles.get(at) == Some(article) {
                *lines += u64::from(hits.counts[at].hits());
                tiers.add_all(hits.counts[at].tiers);
            }
        }
    }
    counted.retain(|(_, lines)| *lines > 0);
    (counted, tiers)
}

fn is_context(sort: LineSort) -> bool {
    matches!(sort, LineSort::Left(_) | LineSort::Right(_) | LineSort::Node)
}

/// What the leading keys already order: each of these stands before the next, whatever the keys after them say.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bucket {
    All,
    Day,
    Article,
}

fn bucket(sort: &[LineSort]) -> Bucket {
    let leading = || sort.iter().take_while(|sort| !is_context(**sort));
    match () {
        () if leading().any(|sort| *sort == LineSort::Article) => Bucket::Article,
        () if leading().any(|sort| *sort == LineSort::Date) => Bucket::Day,
        () => Bucket::All,
    }
}

/// The articles, as a range of those told, of the groups and buckets that a window touches, and the lines before them.
fn stretch(
    told: &[Told],
    window: &Range<u64>,
    bucket: Bucket,
    group: Option<LineBy>,
    dates: &Dates,
) -> (Range<usize>, u64) {
    if bucket == Bucket::All && group.is_none() {
        return (0..told.len(), 0);
    }
    let same = |a: &Told, b: &Told| {
        a.group == b.group
            && match bucket {
                Bucket::All => true,
                Bucket::Day => dates.run_of(a.article) == dates.run_of(b.article),
                Bucket::Article => false,
            }
    };
    let (mut articles, mut lines, mut before) = (0..0, 0, 0);
    for part in told.chunk_by(same) {
        let reach = lines..lines + part.iter().map(|told| told.lines).sum::<u64>();
        if reach.end <= window.start {
            articles.start += part.len();
            before = reach.end;
        }
        if reach.start < window.end {
            articles.end += part.len();
        }
        lines = reach.end;
    }
    (articles, before)
}

/// The places of a window in order of groups, of articles and of their texts.
fn in_place(chosen: &Chosen, window: &Range<u64>) -> Vec<Place> {
    let mut places = Vec::new();
    let mut before = 0;
    for told in &chosen.articles {
        let from = window.start.saturating_sub(before).min(told.lines);
        let to = window.end.saturating_sub(before).min(told.lines);
        places.extend((from..to).map(|at| Place { article: told.article, nth: chosen.nth(told, at) }));
        before += told.lines;
        if before >= window.end {
            break;
        }
    }
    places
}

impl Reading<'_> {
    /// The lines at places, in their order; what is not there is asked for and left out.
    fn lines(&self, access: &Access<'_>, places: &[Place]) -> Vec<Line> {
        let mut wanted: Vec<(Place, usize)> = places.iter().copied().zip(0..).collect();
        sort::by_key(&mut wanted, |one| *one);
        let mut lines: Vec<(usize, Line)> = Vec::with_capacity(wanted.len());
        for part in wanted.chunk_by(|a, b| a.0.article == b.0.article) {
            let number = ArticleId(part[0].0.article);
            let Some(stored) = access.article(number) else { continue };
            let (tokenised, found) = self.hits(number.0, stored);
            let context = self.request.context_tokens as usize;
            lines.extend(part.iter().filter_map(|(place, at)| {
                let hit = found.get(place.nth as usize)?;
                Some((*at, line(scanned(stored, &tokenised.tokens), hit, context, number)))
            }));
        }
        sort::by_key(&mut lines, |(at, _)| *at);
        lines.into_iter().map(|(_, line)| line).collect()
    }
}

fn line(article: Scanned<'_>, hit: &TokenHit, context: usize, number: ArticleId) -> Line {
    let tokens = article.tokens;
    let block = tokens[hit.first].block;
    let first = (0..=context).filter_map(|n| hit.first.checked_sub(n)).take_while(|&n| tokens[n].block == block).last();
    let until = hit.last.saturating_add(context);
    let last = (hit.last..=until).take_while(|&n| tokens.get(n).is_some_and(|t| t.block == block)).last();
    let (start, end) = (tokens[hit.first].start, tokens[hit.last].end);
    let bounds = &article.blocks[block as usize];
    let left = first.filter(|&n| n < hit.first).map_or(start, |n| tokens[n].start);
    let right = last.filter(|&n| n > hit.last).map_or(end, |n| tokens[n].end);
    // What punctuation is left of a block at its edges belongs to the context.
    let next_out = last.is_some_and(|n| tokens.get(n + 1).is_none_or(|t| t.block != block));
    let right = if next_out && context > 0 { bounds.end } else { right };
    let cut = |from: u32, to: u32| single_spaces(article.text.get(from as usize..to as usize).unwrap_or(""));
    Line {
        article: number,
        start,
        end,
        left: cut(left, start),
        node: cut(start, end),
        right: cut(end, right),
        tier: hit.tier,
    }
}
