//! Reads a query as typed. Any text is a query: the parser never fails, it says what it could not follow.

use super::lexer::{FieldName, Lexeme, lex};
use super::near::Apart;
use super::syntax::{Form, Node, Query, Word};
use super::word_lexer::{chunk_words, gloss_word, quoted_words};
use crate::article::Date;
use crate::query::spec::Problem;

/// Characters of a query that are read.
pub const QUERY_LIMIT_CHARS: usize = 2000;
/// Patterns in a query: each may walk through all terms.
const PATTERNS_LIMIT: usize = 32;
/// How deep parentheses may stand in each other.
const DEPTH_LIMIT: usize = 32;

/// Parses a query. Linear in its length, which is cut at [`QUERY_LIMIT_CHARS`].
/// ```
/// use recto::query::spec::Problem;
/// use recto::query::parser::parse;
///
/// assert!(parse("\"chợ phiên\" -đêm").problems.is_empty());
/// // Any text is a query; what could not be followed is said.
/// let query = parse("\"chợ phiên");
/// assert!(query.node.is_some());
/// assert_eq!(query.problems, [Problem::UnclosedQuote { at: 0 }]);
/// ```
pub fn parse(query: &str) -> Query {
    let mut problems = Vec::new();
    let cut = query.char_indices().nth(QUERY_LIMIT_CHARS).map_or(query.len(), |(at, _)| at);
    if cut < query.len() {
        problems.push(Problem::TooLong { limit: QUERY_LIMIT_CHARS as u32 });
    }
    let lexemes = lex(&query[..cut], &mut problems);
    let mut parser = Parser { lexemes: &lexemes, at: 0, depth: 0, patterns: 0, problems };
    let mut parts = Vec::new();
    while parser.at < lexemes.len() {
        parts.extend(parser.any());
        // A closing parenthesis without its partner ends a part early.
        if let Some((Lexeme::Close, at)) = parser.peek() {
            parser.problems.push(Problem::UnbalancedParenthesis { at });
            parser.at += 1;
        }
    }
    if parts.len() > 1 {
        // What a stray parenthesis ended stands as if it were in parentheses.
        for part in &mut parts {
            if matches!(part, Node::Or(_) | Node::Near(..)) || matches!(part, Node::And(inner) if inner.len() > 1) {
                *part = Node::And(vec![std::mem::replace(part, Node::And(Vec::new()))]);
            }
        }
    }
    let node = merge_runs(parts);
    let mut problems = parser.problems;
    if node.as_ref().is_some_and(only_excludes) {
        problems.push(Problem::OnlyExclusions);
    }
    let typed = query.trim();
    if node.is_none() && problems.is_empty() && !typed.is_empty() {
        problems.push(Problem::OnlySigns { part: typed.to_owned() });
    }
    Query { node, problems }
}

fn only_excludes(node: &Node) -> bool {
    match node {
        Node::Not(_) => true,
        Node::And(parts) => parts.iter().all(only_excludes),
        Node::Or(parts) => parts.iter().any(only_excludes),
        Node::Title(inner) => only_excludes(inner),
        _ => false,
    }
}

/// Whether something can be near a part: what has places, or at the top all of several that have.
fn has_places(node: &Node, top: bool) -> bool {
    match node {
        Node::Words(_) | Node::Phrase(_) => true,
        Node::Near(left, right, _) => has_places(left, false) && has_places(right, false),
        Node::Or(parts) => parts.iter().all(|part| has_places(part, false)),
        Node::And(parts) => (top || parts.len() == 1) && parts.iter().all(|part| has_places(part, top)),
        Node::Not(_) | Node::Title(_) | Node::Value(..) | Node::Dates(..) => false,
    }
}

struct Parser<'l> {
    lexemes: &'l [(Lexeme, u32)],
    at: usize,
    depth: usize,
    /// Patterns read so far.
    patterns: usize,
    problems: Vec<Problem>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<(&Lexeme, u32)> {
        self.lexemes.get(self.at).map(|(lexeme, at)| (lexeme, *at))
    }

    fn dangling(&mut self, operator: impl Into<String>, at: u32) {
        self.problems.push(Problem::DanglingOperator { operator: operator.into(), at });
    }

    fn any(&mut self) -> Option<Node> {
        let mut parts = Vec::new();
        let mut operator = None;
        loop {
            let part = self.all();
            if part.is_none()
                && let Some(at) = operator
            {
                self.dangling("OR", at);
            }
            parts.extend(part);
            match self.peek() {
                Some((Lexeme::Or, at)) => {
                    if parts.is_empty() {
                        self.dangling("OR", at);
                    }
                    operator = Some(at);
                    self.at += 1;
                }
                _ => break,
            }
        }
        match parts.len() {
            0 | 1 => parts.pop(),
            _ => Some(Node::Or(parts)),
        }
    }

    fn all(&mut self) -> Option<Node> {
        let mut parts: Vec<Node> = Vec::new();
        while let Some((lexeme, at)) = self.peek() {
            match *lexeme {
                Lexeme::Or | Lexeme::Close => break,
                Lexeme::Near(apart) => self.near(apart, at, &mut parts),
                _ => match (parts.last_mut(), self.item()) {
                    // Neighbouring runs of plain words are one run.
                    (Some(Node::Words(run)), Some(Node::Words(more))) => run.extend(more),
                    // So are those on the right of `NEAR`, whatever stood between them and was read as nothing.
                    (Some(Node::Near(_, right, _)), Some(Node::Words(more))) if matches!(**right, Node::Words(_)) => {
                        if let Node::Words(run) = &mut **right {
                            run.extend(more);
                        }
                    }
                    (_, item) => parts.extend(item),
                },
            }
        }
        merge_runs(parts)
    }

    /// Joins the part before `NEAR` with the one after it; a run of plain words is one part.
    fn near(&mut self, apart: Apart, at: u32, parts: &mut Vec<Node>) {
        self.at += 1;
        let left = parts.pop();
        let right = match self.peek() {
            None | Some((Lexeme::Or | Lexeme::Close | Lexeme::Near(_), _)) => None,
            Some(_) => self.item(),
        };
        let right = match right {
            Some(Node::Words(mut run)) => {
                while let Some((Lexeme::Text(_) | Lexeme::Word(_), _)) = self.peek() {
                    if let Some(Node::Words(more)) = self.item() {
                        run.extend(more);
                    }
                }
                Some(Node::Words(run))
            }
            right => right,
        };
        match (left, right) {
            (Some(left), Some(right)) if has_places(&left, true) && has_places(&right, true) => {
                parts.push(Node::Near(Box::new(left), Box::new(right), apart));
            }
            (left, right) => {
                self.dangling(apart.name(), at);
                parts.extend(left);
                parts.extend(right);
            }
        }
    }

    fn item(&mut self) -> Option<Node> {
        let (lexeme, at) = self.peek().map(|(lexeme, at)| (lexeme.clone(), at))?;
        self.at += 1;
        match lexeme {
            Lexeme::Text(text) => self.run(&text, at),
            Lexeme::Word(word) => self.limited(vec![word]).map(Node::Words),
            Lexeme::Quoted(text) => {
                let words = quoted_words(&text, at + 1, &mut self.problems);
                self.limited(words).map(Node::Phrase)
            }
            Lexeme::Open => self.parenthesis(at),
            Lexeme::Not => {
                let inner = self.operand("-", at)?;
                Some(Node::Not(Box::new(inner)))
            }
            // A word with a plus is asked for by itself: it does not join a run.
            Lexeme::Plus => self.operand("+", at).map(|node| Node::And(vec![node])),
            Lexeme::Field(name) => self.field(name, at),
            Lexeme::Or | Lexeme::Close | Lexeme::Near(_) => None,
        }
    }

    fn run(&mut self, text: &str, at: u32) -> Option<Node> {
        let mut words: Vec<Word> = Vec::new();
        chunk_words(text, at, &mut words, &mut self.problems);
        self.limited(words).map(Node::Words)
    }

    /// Words, if there are any; patterns past the limit are left out, and the first of them named.
    fn limited(&mut self, mut words: Vec<Word>) -> Option<Vec<Word>> {
        words.retain(|word| {
            self.patterns += usize::from(word.form != Form::Plain);
            let kept = word.form == Form::Plain || self.patterns <= PATTERNS_LIMIT;
            if !kept && self.patterns == PATTERNS_LIMIT + 1 {
                let problem = Problem::TooLarge { part: word.surface.clone(), limit: PATTERNS_LIMIT as u32 };
                self.problems.push(problem);
            }
            kept
        });
        (!words.is_empty()).then_some(words)
    }

    fn operand(&mut self, operator: &str, at: u32) -> Option<Node> {
        let inner = match self.peek() {
            None | Some((Lexeme::Or | Lexeme::Close | Lexeme::Near(_), _)) => None,
            Some(_) if self.depth >= DEPTH_LIMIT => {
                self.at += 1;
                None
            }
            Some(_) => {
                self.depth += 1;
                let item = self.item();
                self.depth -= 1;
                item
            }
        };
        if inner.is_none() {
            self.dangling(operator, at);
        }
        inner
    }

    fn parenthesis(&mut self, at: u32) -> Option<Node> {
        if self.depth >= DEPTH_LIMIT {
            self.problems.push(Problem::UnbalancedParenthesis { at });
            return None;
        }
        self.depth += 1;
        let inner = self.any();
        self.depth -= 1;
        if matches!(self.peek(), Some((Lexeme::Close, _))) {
            self.at += 1;
        } else {
            self.problems.push(Problem::UnbalancedParenthesis { at });
        }
        // In parentheses a run stays apart from the words beside it.
        inner.map(|node| Node::And(vec![node]))
    }

    fn field(&mut self, name: FieldName, at: u32) -> Option<Node> {
        let label = format!("{}:", name.name());
        if name == FieldName::Title {
            return self.operand(&label, at).map(|node| Node::Title(Box::new(node)));
        }
        let (value, place) = match self.peek() {
            Some((Lexeme::Text(text) | Lexeme::Quoted(text), place)) => (text.clone(), place),
            _ => {
                self.dangling(label, at);
                return None;
            }
        };
        self.at += 1;
        match name {
            FieldName::Value(facet) => return Some(Node::Value(facet, value)),
            FieldName::Gloss(kind) => {
                let word = gloss_word(kind, &value);
                if word.is_none() {
                    self.dangling(label, at);
                }
                return self.limited(word.into_iter().collect()).map(Node::Words);
            }
            FieldName::Title | FieldName::Date => {}
        }
        if let Some((from, to)) = dates(&value) {
            return Some(Node::Dates(from, to));
        }
        self.problems.push(Problem::NotUnderstood { part: format!("{label}{value}"), at });
        self.run(&value, place)
    }
}

/// A date, or a range with either end open: `2021`, `2020..2021-03`, `24/01/2021..`.
fn dates(value: &str) -> Option<(Date, Date)> {
    let split = ["..", "…", "–"].iter().find_map(|sign| value.split_once(sign));
    let (from, to) = split.unwrap_or((value, value));
    let to = to.trim_start_matches('.');
    if from.is_empty() && to.is_empty() {
        return None;
    }
    let (from, to) = (day(from, "0001")?, day(to, "9999")?);
    let first = |date: &Date| (date.year, date.month.unwrap_or(1), date.day.unwrap_or(1));
    let last = |date: &Date| (date.year, date.month.unwrap_or(12), date.day.unwrap_or(31));
    // Ends the wrong way round mean what lies between them.
    Some(if last(&to) < first(&from) { (to, from) } else { (from, to) })
}

/// One end of a date range: `2021`, `2021-01`, `2021-01-24`, as a reader writes it `24/01/2021` or `1/2021`, or nothing
/// for an open end.
fn day(text: &str, open: &str) -> Option<Date> {
    let text = if text.is_empty() { open } else { text };
    let parts: Vec<&str> = text.split('/').rev().collect();
    let written = match parts.as_slice() {
        [year, rest @ ..] if !rest.is_empty() => {
            rest.iter().fold((*year).to_owned(), |date, part| format!("{date}-{part:0>2}"))
        }
        _ => text.to_owned(),
    };
    written.parse::<Date>().ok().filter(|date| date.year.is_some())
}

/// Neighbouring runs of plain words are one run.
fn merge_runs(parts: Vec<Node>) -> Option<Node> {
    let mut merged: Vec<Node> = Vec::new();
    for part in parts {
        match (merged.last_mut(), part) {
            (Some(Node::Words(run)), Node::Words(more)) => run.extend(more),
            (_, part) => merged.push(part),
        }
    }
    match merged.len() {
        0 | 1 => merged.pop(),
        _ => Some(Node::And(merged)),
    }
}

#[cfg(test)]
mod tests;
