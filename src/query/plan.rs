//! From a query's tree to a plan: leaves (words, phrases and what is near each other) under and, or, not and filters.

use super::near::{Apart, Spans};
use super::parser::parse;
use super::pattern::{Pattern, is_literal};
use super::syntax::{Form, Node, Query, Word};
use crate::article::Facet;
use crate::article::{Date, Field};
use crate::index::placed::Key;
use crate::query::spec::{BlocksMode, MarksMode, Problem, QuerySpec, Strict};
use crate::query::tier::Tier;
use crate::sort;
use crate::text::{broken_key, exact_key, facet_value, fold_key};
use std::ops::Range;

/// What has places: one or more words in a row, each place taking any of its patterns, or such rows near each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// What may stand at each place; of several rows, those of one after those of the other.
    pub slots: Vec<Vec<Pattern>>,
    /// How many of the slots are what was typed. Those after them belong to other readings of the same words, which nobody
    /// need have written.
    pub typed: usize,
    /// Only in titles.
    pub title_only: bool,
    /// How the slots make up its places.
    pub spans: Spans,
}

impl Leaf {
    /// How a token agrees with a place of this leaf, of which `key` is a key.
    pub fn tier_in_text(&self, slot: usize, key: &Key, surface: &str) -> Option<Tier> {
        self.slots.get(slot)?.iter().filter_map(|pattern| pattern.tier_in_text(key, surface)).min()
    }

    /// Whether it is words in a row.
    pub fn is_row(&self) -> bool {
        matches!(self.spans, Spans::Row(_))
    }

    /// Whether it can have places, given which slots have terms.
    pub fn is_possible(&self, slot: impl Fn(usize) -> bool) -> bool {
        self.spans.is_possible(&|slots: &Range<usize>| slots.clone().all(&slot))
    }

    /// Whether case decides somewhere in it.
    pub fn minds_case(&self) -> bool {
        self.slots.iter().flatten().any(Pattern::minds_case)
    }

    /// Whether this leaf looks into a field.
    pub fn covers(&self, field: Field, blocks: BlocksMode) -> bool {
        match field {
            Field::Title => true,
            Field::Aside => blocks == BlocksMode::All && !self.title_only,
            Field::Lead | Field::Body => !self.title_only,
        }
    }
}

/// How leaves and filters combine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// Articles with a hit of this leaf.
    Leaf(usize),
    /// Articles in all of these.
    And(Vec<Expr>),
    /// Articles in any of these.
    Or(Vec<Expr>),
    /// Articles not in this.
    Not(Box<Expr>),
    /// Articles whose value of a facet has this in it, folded.
    Value(Facet, String),
    /// Articles dated in this range.
    Dates(Date, Date),
}

/// A query ready to be evaluated.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Plan {
    /// Its words and phrases, each once.
    pub leaves: Vec<Leaf>,
    /// The query as one expression; `None` when nothing is asked.
    pub main: Option<Expr>,
    /// All the words of an unquoted run, for the group that follows.
    pub words: Option<Expr>,
    marks: MarksMode,
    strict: Strict,
}

impl Plan {
    /// Reads and compiles a query, with what the reader should know of it.
    ///
    /// ```
    /// use recto::query::spec::QuerySpec;
    /// use recto::query::plan::Plan;
    ///
    /// let plan = |query: &str| Plan::read(&QuerySpec { query: query.to_owned(), ..QuerySpec::default() }).0;
    /// // A run of words is a phrase, and apart from it all its words; quoted it is the phrase alone.
    /// assert!(plan("chợ phiên").words.is_some());
    /// assert!(plan("\"chợ phiên\"").words.is_none());
    /// assert!(plan("").main.is_none());
    /// ```
    pub fn read(spec: &QuerySpec) -> (Self, Vec<Problem>) {
        let query = parse(&spec.query);
        (Self::of(&query, spec.marks, spec.strict), query.problems)
    }

    /// Compiles a query.
    pub fn of(query: &Query, marks: MarksMode, strict: Strict) -> Self {
        let mut plan = Self { marks, strict, ..Self::default() };
        let Some(node) = &query.node else { return plan };
        if let Some((run, filters)) = single_run(node) {
            let literal = plan.is_literal(run);
            let phrase = plan.phrase(run, false, literal);
            let groups = whole_words(run);
            let filters: Vec<Expr> = filters.into_iter().map(|f| plan.compile(f, false)).collect();
            if groups.len() > 1 {
                let words = groups.into_iter().map(|group| plan.phrase(group, false, literal)).collect();
                plan.words = Some(and(words, filters.clone()));
            }
            plan.main = Some(and(vec![phrase], filters));
        } else {
            plan.main = Some(plan.compile(node, false));
        }
        plan
    }

    /// Whether case decides somewhere in it: then texts say what is found.
    pub fn minds_case(&self) -> bool {
        self.leaves.iter().any(Leaf::minds_case)
    }

    /// The leaves of an expression whose hits are shown: those not excluded.
    pub fn shown_leaves(expr: &Expr) -> Vec<usize> {
        let mut leaves = Vec::new();
        collect(expr, &mut leaves);
        sort::by_key(&mut leaves, |at| *at);
        leaves.dedup();
        leaves
    }

    fn leaf(&mut self, leaf: Leaf) -> Expr {
        let at = self.leaves.iter().position(|known| *known == leaf).unwrap_or_else(|| {
            self.leaves.push(leaf);
            self.leaves.len() - 1
        });
        Expr::Leaf(at)
    }

    /// Whether a run is read as typed.
    fn is_literal(&self, run: &[Word]) -> bool {
        self.marks == MarksMode::Smart && is_literal(run)
    }

    fn row(&self, words: &[Word], literal: bool) -> Vec<Vec<Pattern>> {
        // How the first word hangs on the one before it is of no matter to a leaf.
        let inner = |(n, word): (usize, &Word)| Word { joined: word.joined && n > 0, ..word.clone() };
        let pattern = |word: Word| Pattern::in_run(&word, self.marks, self.strict, literal);
        words.iter().enumerate().map(|place| vec![pattern(inner(place))]).collect()
    }

    /// Words of a run, which are read as it is.
    fn phrase(&mut self, words: &[Word], title_only: bool, literal: bool) -> Expr {
        let mut slots = self.row(words, literal);
        let typed = slots.len();
        let mut rows = vec![Spans::Row(0..slots.len())];
        for at in 1..words.len() {
            let Some(broken) = broken(&words[at - 1], &words[at]) else { continue };
            let row = [&words[..at - 1], &[broken], &words[at + 1..]].concat();
            let from = slots.len();
            slots.extend(self.row(&row, literal));
            rows.push(Spans::Row(from..slots.len()));
        }
        let spans = if rows.len() == 1 { rows.remove(0) } else { Spans::Any(rows) };
        self.leaf(Leaf { slots, typed, title_only, spans })
    }

    /// What is near each other: all of several parts are each near the other side.
    fn near(&mut self, left: &Node, right: &Node, apart: Apart, title_only: bool) -> Expr {
        let mut all = Vec::new();
        for left in parts_of(left) {
            for right in parts_of(right) {
                let mut slots = Vec::new();
                let (left, right) = (self.spans(left, &mut slots), self.spans(right, &mut slots));
                let spans = Spans::Near(Box::new(left), Box::new(right), apart);
                all.push(self.leaf(Leaf { typed: slots.len(), slots, title_only, spans }));
            }
        }
        and(all, vec![])
    }

    /// The places of a part, which is one that has some: its rows are appended to the slots.
    fn spans(&self, node: &Node, slots: &mut Vec<Vec<Pattern>>) -> Spans {
        match node {
            Node::Words(words) | Node::Phrase(words) => {
                let from = slots.len();
                slots.extend(self.row(words, self.is_literal(words)));
                Spans::Row(from..slots.len())
            }
            Node::Or(parts) | Node::And(parts) => {
                Spans::Any(parts.iter().map(|part| self.spans(part, slots)).collect())
            }
            Node::Near(left, right, apart) => {
                let (left, right) = (self.spans(left, slots), self.spans(right, slots));
                Spans::Near(Box::new(left), Box::new(right), *apart)
            }
            Node::Not(_) | Node::Title(_) | Node::Value(..) | Node::Dates(..) => Spans::Any(Vec::new()),
        }
    }

    fn compile(&mut self, node: &Node, title_only: bool) -> Expr {
        match node {
            Node::Words(run) => {
                let literal = self.is_literal(run);
                and(whole_words(run).into_iter().map(|w| self.phrase(w, title_only, literal)).collect(), vec![])
            }
            Node::Phrase(words) => self.phrase(words, title_only, self.is_literal(words)),
            Node::And(parts) => and(parts.iter().map(|part| self.compile(part, title_only)).collect(), vec![]),
            Node::Or(parts) => self.any_of(parts, title_only),
            Node::Not(inner) => Expr::Not(Box::new(self.compile(inner, title_only))),
            Node::Near(left, right, apart) => self.near(left, right, *apart, title_only),
            Node::Title(inner) => self.compile(inner, true),
            Node::Value(facet, value) => Expr::Value(*facet, fold_key(&exact_key(&facet_value(value)))),
            Node::Dates(from, to) => Expr::Dates(*from, *to),
        }
    }

    /// Alternatives of one word each are one leaf, so that a place that suits two of them counts once.
    fn any_of(&mut self, parts: &[Node], title_only: bool) -> Expr {
        let word = |node: &Node| match node {
            Node::Words(run) | Node::Phrase(run) if run.len() == 1 => {
                Some(Pattern::of(&run[0], self.marks, self.strict))
            }
            _ => None,
        };
        match parts.iter().map(word).collect::<Option<Vec<_>>>() {
            Some(patterns) => self.leaf(Leaf { slots: vec![patterns], typed: 1, title_only, spans: Spans::Row(0..1) }),
            None => Expr::Or(parts.iter().map(|part| self.compile(part, title_only)).collect()),
        }
    }
}

/// An expression without what it excludes, which finds all that the expression finds and more.
pub fn without_exclusions(expr: &Expr) -> Expr {
    match expr {
        Expr::And(parts) => {
            Expr::And(parts.iter().filter(|part| !matches!(part, Expr::Not(_))).map(without_exclusions).collect())
        }
        Expr::Or(parts) => Expr::Or(parts.iter().map(without_exclusions).collect()),
        _ => expr.clone(),
    }
}

/// The word that the end of a line broke into two that are typed with a hyphen: a token of its own.
fn broken(before: &Word, after: &Word) -> Option<Word> {
    let plain = after.hyphenated && before.form == Form::Plain && after.form == Form::Plain;
    let exact = broken_key(&before.exact, &after.exact).filter(|_| plain)?;
    let surface = format!("{}-{}", before.surface, after.surface);
    Some(Word { surface, exact, hyphenated: false, ..before.clone() })
}

/// The parts of which all are meant.
fn parts_of(node: &Node) -> Vec<&Node> {
    match node {
        Node::And(parts) => parts.iter().flat_map(parts_of).collect(),
        _ => vec![node],
    }
}

fn collect(expr: &Expr, leaves: &mut Vec<usize>) {
    match expr {
        Expr::Leaf(at) => leaves.push(*at),
        Expr::And(parts) | Expr::Or(parts) => parts.iter().for_each(|part| collect(part, leaves)),
        Expr::Not(_) | Expr::Value(..) | Expr::Dates(..) => {}
    }
}

fn and(mut parts: Vec<Expr>, more: Vec<Expr>) -> Expr {
    parts.extend(more);
    parts.dedup();
    if parts.len() == 1 { parts.remove(0) } else { Expr::And(parts) }
}

/// The run of a query that is nothing but one run and filters.
fn single_run(node: &Node) -> Option<(&[Word], Vec<&Node>)> {
    match node {
        Node::Words(run) => Some((run, Vec::new())),
        Node::And(parts) => {
            let (runs, filters): (Vec<&Node>, Vec<&Node>) =
                parts.iter().partition(|part| !matches!(part, Node::Value(..) | Node::Dates(..)));
            match runs.as_slice() {
                [Node::Words(run)] => Some((run, filters)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// A run cut where a space was typed.
fn whole_words(run: &[Word]) -> Vec<&[Word]> {
    run.chunk_by(|_, next| next.joined).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, leaves: usize, words: bool) -> Plan {
        let (plan, _) = Plan::read(&QuerySpec { query: query.to_owned(), ..QuerySpec::default() });
        assert_eq!((plan.leaves.len(), plan.words.is_some()), (leaves, words), "{query}: {plan:?}");
        plan
    }

    #[test]
    fn plans_follow_the_grammar() {
        check("", 0, false);
        check("ninh", 1, false);
        check("an ninh", 3, true);
        check("từ sớm từ xa", 4, true);
        check("\"an ninh\"", 1, false);
        check("an ninh source:báo", 3, true);
        check("an OR ninh", 1, false);
        check("an OR \"ninh mạng\"", 2, false);
        check("an -ninh", 2, false);
        check("học-công nghệ", 3, true);
        assert!(check("học-công", 1, false).leaves[0].is_row());
        // As two words, and as one that the end of a line broke.
        let broken = check("new time-table", 3, true);
        assert_eq!(broken.leaves[0].spans, Spans::Any(vec![Spans::Row(0..3), Spans::Row(3..5)]));
        let source = check("source:Báo", 0, false);
        assert_eq!(source.main, Some(Expr::Value(Facet::Source, "bao".to_owned())));
    }
}
