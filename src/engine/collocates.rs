//! Answers with what stands near the hits of a query: each hit, and each unit in its window, counted once. Two nodes are
//! held against each other by the same counts.

use super::cache::Access;
use super::concordance::counted;
use super::evaluate::evaluate;
use super::notes::Notes;
use super::numbered::At;
use super::tally::{Counting, Of, Tally};
use super::units::Units;
use super::words::{Ranked, best};
use crate::article::NO_GLOSSES;
use crate::protocol::{
    CollocateRow, CollocatesAnswer, CollocatesRequest, Joint, NodesAnswer, NodesRequest, NodesRow, QuerySpec, Refusal,
    Selection,
};
use crate::query::plan::Plan;
use crate::query::scan::{Scanned, Scanner, TokenHit};
use std::rc::Rc;

/// What was counted near the node.
#[derive(Debug, Default)]
struct Near {
    /// To the left, to the right, articles, and the article it was seen in last, by unit.
    units: Vec<(u32, u32, u32, u32)>,
    node: u64,
    all: u64,
    read: u32,
}

/// A query's windows as far as they were read, from poll to poll.
#[derive(Debug, Default)]
pub struct Windows {
    of: Option<CollocatesRequest>,
    near: Near,
    done: usize,
}

/// Counts what stands near the hits of a query, in one of two places; `None` while chunks are missing. Reads every article
/// that passes the filters the first time, later those with hits.
fn count(
    access: &Access<'_>,
    request: &CollocatesRequest,
    counting: &mut Counting,
    place: usize,
    notes: &mut Notes,
) -> Result<Option<Rc<Tally>>, Refusal> {
    let Some(found) = evaluate(access, &request.spec, notes)? else { return Ok(None) };
    if !counting.prepare(access, request.unit, 1) {
        return Ok(None);
    }
    let spec = QuerySpec { query: String::new(), ..request.spec.clone() };
    let of = Of { spec, others: None, unit: request.unit, length: 1, placed: false };
    let Some(whole) = counting.tally(access, &of, &mut Notes::default())? else { return Ok(None) };
    let subject =
        CollocatesRequest { least: 0, limit: 0, mixed: false, measure: Default::default(), ..request.clone() };
    let Counting { library, windows, .. } = counting;
    let windows = &mut windows[place];
    if windows.of.as_ref() != Some(&subject) {
        *windows = Windows { of: Some(subject), ..Windows::default() };
    }
    let articles: Vec<u32> = counted(&found).0.iter().map(|(article, _)| *article).collect();
    if let Some(expr) = &found.plan.main {
        let mut scanner = Scanner::of(&found.plan, &Plan::shown_leaves(expr), request.spec.blocks);
        let Windows { near, done, .. } = windows;
        let finished = library.each(access, &articles, done, |library, _, numbered| {
            let (tokens, numbers, blocks) = numbered.scanned();
            let scanned = Scanned { text: "", blocks: &blocks, tokens: &tokens, glosses: &NO_GLOSSES };
            let hits = scanner.hits(scanned, &numbers, &library.words);
            let units = numbered.units(request.unit, request.spec.blocks, &library.words, &mut library.units);
            near.add(&units, &hits, request);
        });
        if !finished {
            return Ok(None);
        }
    }
    Ok(Some(whole))
}

/// What stands near the hits of a query; `None` while chunks are missing.
///
/// # Errors
/// When the bundle is damaged.
pub fn collocates(
    access: &Access<'_>,
    request: &CollocatesRequest,
    counting: &mut Counting,
) -> Result<Option<CollocatesAnswer>, Refusal> {
    let mut notes = Notes::default();
    let Some(whole) = count(access, request, counting, 0, &mut notes)? else { return Ok(None) };
    let (near, units) = (&counting.windows[0].near, &counting.library.units);
    let function = whole.function_words(None);
    let mut rows = near.ranked(request, &whole, units, &function);
    let different = rows.len() as u64;
    best(&mut rows, request.limit, &|unit| units.text(unit));
    let row = |ranked: Ranked| {
        let (left, right, articles, _) = near.units[ranked.unit as usize];
        CollocateRow {
            text: units.text(ranked.unit),
            left: u64::from(left),
            right: u64::from(right),
            articles,
            hits: whole.hits_of(ranked.unit),
            function: function.binary_search(&ranked.unit).is_ok(),
        }
    };
    Ok(Some(CollocatesAnswer {
        node: near.node,
        articles: near.read,
        all_articles: whole.read,
        tokens: whole.tokens,
        near: near.all,
        different,
        rows: rows.into_iter().map(row).collect(),
        problems: notes.problems,
        cuts: notes.cuts,
    }))
}

/// What stands near the hits of one query, of another, and of both; `None` while chunks are missing.
///
/// # Errors
/// When the bundle is damaged.
pub fn nodes(
    access: &Access<'_>,
    request: &NodesRequest,
    counting: &mut Counting,
) -> Result<Option<NodesAnswer>, Refusal> {
    let (mut notes, a) = (Notes::default(), &request.a);
    let b = CollocatesRequest { spec: QuerySpec { query: request.b.clone(), ..a.spec.clone() }, ..a.clone() };
    if count(access, a, counting, 0, &mut notes)?.is_none() {
        return Ok(None);
    }
    let Some(whole) = count(access, &b, counting, 1, &mut notes)? else { return Ok(None) };
    let (near, units) = (counting.windows.each_ref().map(|windows| &windows.near), &counting.library.units);
    let function = whole.function_words(None);
    let mut lists: [Vec<Ranked>; 3] = Default::default();
    for unit in 0..near[0].units.len().max(near[1].units.len()) as u32 {
        let times = near.map(|near| near.together(unit));
        let often = times.map(|times| times > 0 && times >= u64::from(a.least));
        if !(often[0] || often[1]) || !units.is_worded(unit) {
            continue;
        }
        let [of_a, of_b] = [0, 1].map(|at| {
            let joint =
                Joint { together: times[at], node: near[at].node, word: whole.hits_of(unit), tokens: whole.tokens };
            a.measure.of(&joint).unwrap_or(f64::NEG_INFINITY)
        });
        let (list, value) = match often {
            [true, false] => (0, of_a),
            // What both have in common is led by what keeps close to either.
            [true, true] => (1, of_a.min(of_b)),
            _ => (2, of_b),
        };
        let last = !a.mixed && function.binary_search(&unit).is_ok();
        lists[list].push(Ranked { last, value, hits: times[0] + times[1], unit });
    }
    let [only_a, both, only_b] = lists.map(|mut list| {
        best(&mut list, a.limit, &|unit| units.text(unit));
        let row = |ranked: Ranked| NodesRow {
            text: units.text(ranked.unit),
            a: near[0].together(ranked.unit),
            b: near[1].together(ranked.unit),
            hits: whole.hits_of(ranked.unit),
            function: function.binary_search(&ranked.unit).is_ok(),
        };
        list.into_iter().map(row).collect()
    });
    Ok(Some(NodesAnswer {
        nodes: near.map(|near| near.node),
        articles: near.map(|near| near.read),
        all: Selection { articles: whole.read, tokens: whole.tokens },
        only_a,
        both,
        only_b,
        problems: notes.problems,
        cuts: notes.cuts,
    }))
}

impl Near {
    /// Times a unit stands near the node.
    fn together(&self, unit: u32) -> u64 {
        self.units.get(unit as usize).map_or(0, |near| u64::from(near.0) + u64::from(near.1))
    }

    /// The units that stand near the node often enough, with what orders them.
    fn ranked(&self, request: &CollocatesRequest, whole: &Tally, units: &Units, function: &[u32]) -> Vec<Ranked> {
        let mut rows: Vec<Ranked> = Vec::new();
        for unit in 0..self.units.len() as u32 {
            let together = self.together(unit);
            if together == 0 || together < u64::from(request.least) || !units.is_worded(unit) {
                continue;
            }
            let joint = Joint { together, node: self.node, word: whole.hits_of(unit), tokens: whole.tokens };
            let last = !request.mixed && function.binary_search(&unit).is_ok();
            // What has no figure is listed all the same, at the end.
            let value = request.measure.of(&joint).unwrap_or(f64::NEG_INFINITY);
            rows.push(Ranked { last, value, hits: together, unit });
        }
        rows
    }

    fn add(&mut self, units: &[At], hits: &[TokenHit], request: &CollocatesRequest) {
        self.read += 1;
        self.node += hits.len() as u64;
        for hit in hits {
            let first = units.partition_point(|at| (at.last as usize) < hit.first);
            let past = units.partition_point(|at| at.first as usize <= hit.last);
            // A node that no counted block has stands near nothing.
            let (Some(opens), Some(closes)) = (units.get(first), past.checked_sub(1).and_then(|at| units.get(at)))
            else {
                continue;
            };
            let beside = |at: &&At, node: &At| match request.span {
                Some(_) => at.block == node.block,
                None => at.sentence == node.sentence,
            };
            let (left, right) = request.span.map_or((usize::MAX, usize::MAX), |(l, r)| (l.into(), r.into()));
            let before = units[..first].iter().rev().take(left).take_while(|at| beside(at, opens));
            before.for_each(|at| self.count(at.unit, true));
            let after = units[past..].iter().take(right).take_while(|at| beside(at, closes));
            after.for_each(|at| self.count(at.unit, false));
        }
    }

    fn count(&mut self, unit: u32, left: bool) {
        let at = unit as usize;
        if at >= self.units.len() {
            self.units.resize((at + 1).next_power_of_two(), (0, 0, 0, 0));
        }
        self.all += 1;
        let (lefts, rights, articles, last) = &mut self.units[at];
        *(if left { lefts } else { rights }) += 1;
        if *last != self.read {
            *last = self.read;
            *articles += 1;
        }
    }
}
