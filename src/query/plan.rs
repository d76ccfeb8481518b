//! From a query's tree to a plan: leaves (words and phrases) under and, or, not and filters.

use super::syntax::{Node, Query, Word};
use crate::article::{Date, Field};
use crate::engine::protocol::{BlocksMode, MarksMode, Tier};
use crate::index::term_key;
use crate::order;
use crate::text::{Marks, fold_key, marks_of, toneless_key};

/// A word with everything needed to match it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// As typed.
    pub word: Word,
    /// Its fold key.
    pub fold: String,
    toneless: String,
    marks: Marks,
}

impl Pattern {
    fn of(word: &Word) -> Self {
        let exact = &word.exact;
        let (fold, toneless) = (term_key(fold_key(exact)), toneless_key(exact));
        Self { word: word.clone(), fold, toneless, marks: marks_of(exact) }
    }

    /// How a term agrees with this word, if it does. A query with marks never matches a different set of marks, unless
    /// all marks are ignored by wish.
    pub fn tier(&self, exact: &str, mode: MarksMode) -> Option<Tier> {
        let agrees = |term: &str, typed: &str| if self.word.prefix { term.starts_with(typed) } else { term == typed };
        if agrees(exact, &self.word.exact) {
            return Some(Tier::Exact);
        }
        let tone_free = mode == MarksMode::Fold || (mode == MarksMode::Smart && !self.marks.tone);
        if tone_free && agrees(&toneless_key(exact), &self.toneless) {
            return Some(Tier::Tone);
        }
        let letter_free = mode == MarksMode::Fold || (tone_free && !self.marks.letter);
        (letter_free && agrees(&term_key(fold_key(exact)), &self.fold)).then_some(Tier::Fold)
    }
}

/// One or more words in a row; each place takes any of its patterns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// What may stand at each place.
    pub slots: Vec<Vec<Pattern>>,
    /// Only in titles.
    pub title_only: bool,
}

impl Leaf {
    /// How a term agrees with a place of this leaf: the best of its patterns.
    pub fn tier(&self, slot: usize, exact: &str, mode: MarksMode) -> Option<Tier> {
        self.slots.get(slot)?.iter().filter_map(|pattern| pattern.tier(exact, mode)).min()
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
    /// Articles whose source has this in its name.
    Source(String),
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
}

impl Plan {
    /// Compiles a query.
    pub fn of(query: &Query) -> Self {
        let mut plan = Self::default();
        let Some(node) = &query.node else { return plan };
        if let Some((run, filters)) = single_run(node) {
            let phrase = plan.phrase(run, false);
            let groups = whole_words(run);
            let filters: Vec<Expr> = filters.into_iter().map(|f| plan.compile(f, false)).collect();
            if groups.len() > 1 {
                let words = groups.into_iter().map(|group| plan.phrase(group, false)).collect();
                plan.words = Some(and(words, filters.clone()));
            }
            plan.main = Some(and(vec![phrase], filters));
        } else {
            plan.main = Some(plan.compile(node, false));
        }
        plan
    }

    /// The leaves of an expression whose hits are shown: those not excluded.
    pub fn shown_leaves(expr: &Expr) -> Vec<usize> {
        let mut leaves = Vec::new();
        collect(expr, &mut leaves);
        order::by_key(&mut leaves, |at| *at);
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

    fn phrase(&mut self, words: &[Word], title_only: bool) -> Expr {
        let slots = words.iter().enumerate().map(|(n, word)| {
            // How the first word hangs on the one before it is of no matter to a leaf.
            vec![Pattern::of(&Word { joined: word.joined && n > 0, ..word.clone() })]
        });
        self.leaf(Leaf { slots: slots.collect(), title_only })
    }

    fn compile(&mut self, node: &Node, title_only: bool) -> Expr {
        match node {
            Node::Words(run) => and(whole_words(run).into_iter().map(|w| self.phrase(w, title_only)).collect(), vec![]),
            Node::Phrase(words) => self.phrase(words, title_only),
            Node::And(parts) => and(parts.iter().map(|part| self.compile(part, title_only)).collect(), vec![]),
            Node::Or(parts) => self.any_of(parts, title_only),
            Node::Not(inner) => Expr::Not(Box::new(self.compile(inner, title_only))),
            Node::Title(inner) => self.compile(inner, true),
            Node::Source(name) => Expr::Source(term_key(fold_key(&crate::text::exact_key(name)))),
            Node::Dates(from, to) => Expr::Dates(*from, *to),
        }
    }

    /// Alternatives of one word each are one leaf, so that a place that suits two of them counts once.
    fn any_of(&mut self, parts: &[Node], title_only: bool) -> Expr {
        let word = |node: &Node| match node {
            Node::Words(run) | Node::Phrase(run) if run.len() == 1 => Some(Pattern::of(&run[0])),
            _ => None,
        };
        match parts.iter().map(word).collect::<Option<Vec<_>>>() {
            Some(patterns) => self.leaf(Leaf { slots: vec![patterns], title_only }),
            None => Expr::Or(parts.iter().map(|part| self.compile(part, title_only)).collect()),
        }
    }
}

fn collect(expr: &Expr, leaves: &mut Vec<usize>) {
    match expr {
        Expr::Leaf(at) => leaves.push(*at),
        Expr::And(parts) | Expr::Or(parts) => parts.iter().for_each(|part| collect(part, leaves)),
        Expr::Not(_) | Expr::Source(_) | Expr::Dates(..) => {}
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
                parts.iter().partition(|part| !matches!(part, Node::Source(_) | Node::Dates(..)));
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
    use crate::query::parser::parse;

    fn check(query: &str, leaves: usize, words: bool) -> Plan {
        let plan = Plan::of(&parse(query));
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
        let source = check("source:Báo", 0, false);
        assert_eq!(source.main, Some(Expr::Source("bao".to_owned())));
    }
}
