//! Answers with what stands near the hits of a query: each hit, and each unit in its window, counted once.

use super::cache::Access;
use super::concordance::counted;
use super::evaluate::evaluate;
use super::notes::Notes;
use super::numbered::At;
use super::tally::{Counting, Of, Tally};
use super::units::Units;
use super::words::{Ranked, best};
use crate::protocol::{CollocateRow, CollocatesAnswer, CollocatesRequest, Joint, QuerySpec, Refusal};
use crate::query::plan::Plan;
use crate::query::scan::{Scanned, Scanner, TokenHit};

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

/// What stands near the hits of a query; `None` while chunks are missing. Reads every article that passes the filters the
/// first time, later those with hits.
///
/// # Errors
/// When the bundle is damaged.
pub fn collocates(
    access: &Access<'_>,
    request: &CollocatesRequest,
    counting: &mut Counting,
) -> Result<Option<CollocatesAnswer>, Refusal> {
    let mut notes = Notes::default();
    let Some(found) = evaluate(access, &request.spec, &mut notes)? else { return Ok(None) };
    if !counting.prepare(access, request.unit, 1) {
        return Ok(None);
    }
    let spec = QuerySpec { query: String::new(), ..request.spec.clone() };
    let of = Of { spec, others: None, unit: request.unit, length: 1, placed: false };
    let Some(whole) = counting.tally(access, &of, &mut Notes::default())? else { return Ok(None) };
    let subject =
        CollocatesRequest { least: 0, limit: 0, mixed: false, measure: Default::default(), ..request.clone() };
    let Counting { library, windows, .. } = counting;
    if windows.of.as_ref() != Some(&subject) {
        *windows = Windows { of: Some(subject), ..Windows::default() };
    }
    let articles: Vec<u32> = counted(&found).0.iter().map(|(article, _)| *article).collect();
    if let Some(expr) = &found.plan.main {
        let mut scanner = Scanner::of(&found.plan, &Plan::shown_leaves(expr), request.spec.blocks);
        let Windows { near, done, .. } = windows;
        let finished = library.each(access, &articles, done, |library, _, numbered| {
            let (tokens, numbers, blocks) = numbered.scanned();
            let scanned = Scanned { text: "", blocks: &blocks, tokens: &tokens };
            let hits = scanner.hits(scanned, &numbers, &library.words);
            let units = numbered.units(request.unit, request.spec.blocks, &library.words, &mut library.units);
            near.add(&units, &hits, request);
        });
        if !finished {
            return Ok(None);
        }
    }
    let (near, units) = (&windows.near, &library.units);
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

impl Near {
    /// The units that stand near the node often enough, with what orders them.
    fn ranked(&self, request: &CollocatesRequest, whole: &Tally, units: &Units, function: &[u32]) -> Vec<Ranked> {
        let mut rows: Vec<Ranked> = Vec::new();
        for (unit, &(left, right, ..)) in (0u32..).zip(&self.units) {
            let together = u64::from(left) + u64::from(right);
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
