//! Why a query finds nothing: which of its parts no article has, and without which it would find something.

use super::cache::Access;
use super::evaluate::evaluate;
use super::joined::joined;
use super::notes::Notes;
use super::resolve::{has_glosses_like, knows_in};
use crate::protocol::{Culprit, CulpritKind, Filters, MarksMode, Offer, OfferKind, QuerySpec, Refusal, Total};
use crate::query::edit::{print, query_of, runs, with_instead, with_words, without, without_word, words};
use crate::query::parser::parse;
use crate::query::pattern::Pattern;
use crate::query::plan::Plan;
use crate::query::syntax::{Node, Query, Word};

/// Parts that are looked into.
const PARTS_LIMIT: usize = 12;

/// What a query finds as one expression, or, where that is nothing, as all its words, and whether it is these; `None` while
/// chunks are missing.
fn found(access: &Access<'_>, spec: &QuerySpec) -> Result<Option<(Total, bool)>, Refusal> {
    let found = evaluate(access, spec, &mut Notes::default())?;
    Ok(found.map(|found| match found.total() {
        phrase if phrase.articles > 0 => (phrase, false),
        _ => (found.words_total(), !found.words.is_empty()),
    }))
}

/// The query as typed, or where something is wrong with it as it was read; `None` where that cannot be put.
pub fn understood(spec: &QuerySpec) -> Option<String> {
    let read = parse(&spec.query);
    match &read.node {
        Some(node) if !read.problems.is_empty() => query_of(node),
        _ => Some(spec.query.clone()),
    }
}

fn plan_of(node: &Node, marks: MarksMode, spec: &QuerySpec) -> Plan {
    Plan::of(&Query { node: Some(node.clone()), problems: Vec::new() }, marks, spec.strict)
}

struct Diagnosis<'a, 'e> {
    access: &'a Access<'e>,
    spec: &'a QuerySpec,
    /// How the query is read.
    plan: Plan,
    culprits: Vec<Culprit>,
}

/// The parts of a query that keep it from finding anything. Costs a search or two for each part.
pub fn diagnose(access: &Access<'_>, spec: &QuerySpec, node: &Node) -> Result<Vec<Culprit>, Refusal> {
    let mut diagnosis = Diagnosis { access, spec, plan: plan_of(node, spec.marks, spec), culprits: Vec::new() };
    diagnosis.terms(node)?;
    let mut parts = Vec::new();
    collect(node, &mut parts);
    for part in parts.into_iter().take(PARTS_LIMIT) {
        diagnosis.part(node, part)?;
    }
    diagnosis.filters()?;
    Ok(diagnosis.culprits)
}

/// The parts that can be left out, but for words.
fn collect<'q>(node: &'q Node, parts: &mut Vec<&'q Node>) {
    match node {
        Node::And(inner) | Node::Or(inner) => inner.iter().for_each(|part| collect(part, parts)),
        Node::Title(inner) => {
            parts.push(node);
            collect(inner, parts);
        }
        Node::Words(run) if run.len() < 2 => {}
        _ => parts.push(node),
    }
}

impl Diagnosis<'_, '_> {
    fn with(&self, query: String) -> QuerySpec {
        QuerySpec { query, ..self.spec.clone() }
    }

    /// The query that is left, if it can be put, its words are read as they were, and it finds something.
    fn offer(&self, left: Option<&Node>) -> Result<Option<Offer>, Refusal> {
        let Some((query, marks)) = left.and_then(|node| Some((query_of(node)?, self.marks_for(node)?))) else {
            return Ok(None);
        };
        let spec = QuerySpec { marks, ..self.with(query) };
        let found = found(self.access, &spec)?.filter(|(total, _)| total.articles > 0);
        Ok(found.map(|(total, apart)| Offer { kind: OfferKind::WithoutFilters, spec, total, apart }))
    }

    /// The marks mode in which the words of a tree are read as in the query: beside a word with marks others are read as
    /// typed, and without it only the exact mode does so. `None` where neither does.
    fn marks_for(&self, node: &Node) -> Option<MarksMode> {
        let words =
            |plan: &Plan| plan.leaves.iter().flat_map(|leaf| &leaf.slots).flatten().cloned().collect::<Vec<_>>();
        let before = words(&self.plan);
        let after = words(&plan_of(node, self.spec.marks, self.spec));
        if after.iter().all(|word| before.iter().any(|known| known.reads_like(word))) {
            return Some(self.spec.marks);
        }
        let same = |word: &Pattern| before.iter().find(|known| known.word.surface == word.word.surface);
        let as_typed = |word: &Pattern| same(word).is_some_and(|known| known.only_form().is_some());
        after.iter().all(as_typed).then_some(MarksMode::Exact)
    }

    /// Words and patterns that no article has.
    fn terms(&mut self, node: &Node) -> Result<(), Refusal> {
        let mut seen: Vec<&str> = Vec::new();
        let runs = runs(node);
        for (word, run) in runs.iter().flat_map(|run| run.iter().map(move |word| (word, *run))) {
            if seen.len() >= PARTS_LIMIT
                || seen.contains(&word.surface.as_str())
                || knows_in(self.access, word, run, self.spec)?
                || word.is_gloss() && !has_glosses_like(self.access, word)
            {
                continue;
            }
            seen.push(&word.surface);
            if self.joined(node, word)? {
                continue;
            }
            let without = self.offer(without_word(node, &word.surface).as_ref())?;
            let part = word.surface.clone();
            self.culprits.push(Culprit { kind: CulpritKind::Term, part, alone: Total::default(), without });
        }
        Ok(())
    }

    /// Tells of a word that stands only in joined ones, if it does.
    fn joined(&mut self, node: &Node, word: &Word) -> Result<bool, Refusal> {
        let Some(joined) = joined(self.access, word).filter(|_| self.culprits.len() < PARTS_LIMIT) else {
            return Ok(false);
        };
        let by_itself =
            QuerySpec { filters: Filters::default(), ..self.with(print(&Node::Words(vec![joined.clone()]))) };
        let Some((alone, _)) = found(self.access, &by_itself)?.filter(|(total, _)| total.articles > 0) else {
            return Ok(false);
        };
        let other = with_words(node, &mut |run| {
            run.iter().map(|one| if one.exact == word.exact { joined.clone() } else { one.clone() }).collect()
        });
        let spec = other.as_ref().and_then(query_of).map(|query| self.with(query));
        let left = spec.map(|spec| Ok::<_, Refusal>((found(self.access, &spec)?, spec))).transpose()?;
        let without = left.and_then(|(found, spec)| {
            let (total, apart) = found.filter(|(total, _)| total.articles > 0)?;
            Some(Offer { kind: OfferKind::Joined, spec, total, apart })
        });
        self.culprits.push(Culprit { kind: CulpritKind::Joined, part: word.surface.clone(), alone, without });
        Ok(true)
    }

    fn part(&mut self, query: &Node, part: &Node) -> Result<(), Refusal> {
        let alone = |node: &Node| {
            let by_itself = QuerySpec { filters: Filters::default(), ..self.with(print(node)) };
            Ok::<_, Refusal>(found(self.access, &by_itself)?.map(|(total, _)| total))
        };
        let (kind, alone, without) = match part {
            Node::Not(inner) => (CulpritKind::Exclusion, alone(inner)?, self.offer(without(query, part).as_ref())?),
            Node::Title(inner) => {
                (CulpritKind::Filter, alone(part)?, self.offer(with_instead(query, part, inner).as_ref())?)
            }
            Node::Value(..) | Node::Dates(..) => {
                (CulpritKind::Filter, alone(part)?, self.offer(without(query, part).as_ref())?)
            }
            _ => return self.phrase(query, part),
        };
        if let (Some(alone), Some(without)) = (alone, without) {
            self.culprits.push(Culprit { kind, part: print(part), alone, without: Some(without) });
        }
        Ok(())
    }

    /// A phrase or `NEAR` whose words all occur, but not so: what its words find apart.
    fn phrase(&mut self, query: &Node, part: &Node) -> Result<(), Refusal> {
        let inside = words(part);
        for run in runs(part) {
            for word in run {
                if !knows_in(self.access, word, run, self.spec)? {
                    return Ok(());
                }
            }
        }
        let by_itself = QuerySpec { filters: Filters::default(), ..self.with(print(part)) };
        let Some((alone, _)) = found(self.access, &by_itself)? else { return Ok(()) };
        if alone.articles > 0 {
            return Ok(());
        }
        let apart = |words: &[&Word]| {
            let mut each: Vec<Node> =
                words.iter().map(|word| Node::And(vec![Node::Words(vec![(*word).clone()])])).collect();
            if each.len() == 1 { each.remove(0) } else { Node::And(each) }
        };
        let mut offer = self.offer(with_instead(query, part, &apart(&inside)).as_ref())?;
        if offer.is_none() && inside.len() > 1 && inside.len() <= PARTS_LIMIT {
            // Not even that: without which one word is most found?
            for left_out in 0..inside.len() {
                let left: Vec<&Word> =
                    inside.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, word)| *word).collect();
                let other = self.offer(with_instead(query, part, &apart(&left)).as_ref())?;
                let more = |other: &Offer| offer.as_ref().is_none_or(|best| best.total.articles < other.total.articles);
                if other.as_ref().is_some_and(more) {
                    offer = other;
                }
            }
        }
        self.culprits.push(Culprit { kind: CulpritKind::Phrase, part: print(part), alone, without: offer });
        Ok(())
    }

    /// Filters beside the query: each without which something is found, or else all of them.
    fn filters(&mut self) -> Result<(), Refusal> {
        // That copies count once leaves no query without results.
        let all = &Filters { once: false, ..self.spec.filters.clone() };
        let mut less: Vec<(String, Filters, Filters)> = Vec::new();
        for (at, (facet, values)) in all.values.iter().enumerate() {
            let mut left = all.clone();
            left.values.remove(at);
            let only = Filters { values: vec![(*facet, values.clone())], ..Filters::default() };
            less.push((values.join(", "), only, left));
        }
        let dates = Filters { values: Vec::new(), ..all.clone() };
        if !dates.is_empty() {
            let end = |date: Option<crate::article::Date>| date.map(|date| date.to_string()).unwrap_or_default();
            let part = format!("{}..{}", end(dates.from), end(dates.to));
            less.push((part, dates, Filters { values: all.values.clone(), ..Filters::default() }));
        }
        let several = less.len() > 1;
        let before = self.culprits.len();
        for (part, only, left) in less {
            self.filter(part, only, left)?;
        }
        if several && self.culprits.len() == before {
            let part = all.values.iter().flat_map(|(_, values)| values).cloned().collect::<Vec<_>>().join(", ");
            self.filter(part, all.clone(), Filters::default())?;
        }
        Ok(())
    }

    fn filter(&mut self, part: String, only: Filters, left: Filters) -> Result<(), Refusal> {
        let Some(query) = understood(self.spec) else { return Ok(()) };
        let spec = QuerySpec { filters: left, query, ..self.spec.clone() };
        let alone = found(self.access, &QuerySpec { query: String::new(), filters: only, ..self.spec.clone() })?;
        let left = found(self.access, &spec)?.filter(|(total, _)| total.articles > 0);
        if let (Some((total, apart)), Some((alone, _))) = (left, alone) {
            let without = Some(Offer { kind: OfferKind::WithoutFilters, spec, total, apart });
            self.culprits.push(Culprit { kind: CulpritKind::Filter, part, alone, without });
        }
        Ok(())
    }
}
