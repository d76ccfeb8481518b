//! Reads a query as typed. Any text is a query: the parser never fails, it says what it could not follow.

use super::syntax::{Node, Query, Word};
use crate::article::Date;
use crate::engine::protocol::Problem;
use crate::index::term_key;
use crate::text::{exact_key, tokens};

/// Characters of a query that are read.
pub const QUERY_LIMIT_CHARS: usize = 2000;
/// How deep parentheses may stand in each other.
const DEPTH_LIMIT: usize = 32;

#[derive(Clone, Debug, PartialEq)]
enum Lexeme {
    Text(String),
    Quoted(String),
    Open,
    Close,
    Or,
    Not,
    Plus,
    Field(String),
}

/// Parses a query. Linear in its length, which is cut at [`QUERY_LIMIT_CHARS`].
pub fn parse(query: &str) -> Query {
    let mut problems = Vec::new();
    let cut = query.char_indices().nth(QUERY_LIMIT_CHARS).map_or(query.len(), |(at, _)| at);
    if cut < query.len() {
        problems.push(Problem::TooLong { limit: QUERY_LIMIT_CHARS as u32 });
    }
    let lexemes = lex(&query[..cut], &mut problems);
    let mut parser = Parser { lexemes: &lexemes, at: 0, depth: 0, problems };
    let mut parts = Vec::new();
    while parser.at < lexemes.len() {
        parts.extend(parser.any());
        // A closing parenthesis without its partner ends a part early.
        if let Some((Lexeme::Close, at)) = parser.peek() {
            parser.problems.push(Problem::UnbalancedParenthesis { at });
            parser.at += 1;
        }
    }
    let node = merge_runs(parts);
    let mut problems = parser.problems;
    if node.as_ref().is_some_and(only_excludes) {
        problems.push(Problem::OnlyExclusions);
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

fn closing(open: char) -> Option<&'static [char]> {
    match open {
        '"' => Some(&['"', '”', '“']),
        '“' | '„' => Some(&['”', '“', '"']),
        '«' => Some(&['»']),
        _ => None,
    }
}

fn lex(query: &str, problems: &mut Vec<Problem>) -> Vec<(Lexeme, u32)> {
    let mut lexemes = Vec::new();
    let mut rest = query;
    while let Some(first) = rest.chars().next() {
        let at = (query.len() - rest.len()) as u32;
        let after = &rest[first.len_utf8()..];
        if first.is_whitespace() {
            rest = after;
        } else if let Some(ends) = closing(first) {
            let end = after.find(ends);
            if end.is_none() {
                problems.push(Problem::UnclosedQuote { at });
            }
            lexemes.push((Lexeme::Quoted(after[..end.unwrap_or(after.len())].to_owned()), at));
            rest = end.map_or("", |end| &after[end + after[end..].chars().next().map_or(0, char::len_utf8)..]);
        } else if first == '(' || first == ')' {
            lexemes.push((if first == '(' { Lexeme::Open } else { Lexeme::Close }, at));
            rest = after;
        } else if (first == '-' || first == '+') && after.starts_with(|c: char| !c.is_whitespace()) {
            lexemes.push((if first == '-' { Lexeme::Not } else { Lexeme::Plus }, at));
            rest = after;
        } else {
            let stop = |c: char| c.is_whitespace() || c == '(' || c == ')' || closing(c).is_some();
            let word = &rest[..rest.find(stop).unwrap_or(rest.len())];
            let (lexeme, length) = word_lexeme(word);
            lexemes.push((lexeme, at));
            rest = &rest[length..];
        }
    }
    lexemes
}

fn word_lexeme(word: &str) -> (Lexeme, usize) {
    match word {
        "OR" | "|" => return (Lexeme::Or, word.len()),
        "NOT" => return (Lexeme::Not, word.len()),
        // All the words is what juxtaposition means already.
        "AND" | "&" => return (Lexeme::Plus, word.len()),
        _ => {}
    }
    if let Some((name, _)) = word.split_once(':')
        && ["title", "source", "date"].contains(&name)
    {
        return (Lexeme::Field(name.to_owned()), name.len() + 1);
    }
    (Lexeme::Text(word.to_owned()), word.len())
}

struct Parser<'l> {
    lexemes: &'l [(Lexeme, u32)],
    at: usize,
    depth: usize,
    problems: Vec<Problem>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<(&Lexeme, u32)> {
        self.lexemes.get(self.at).map(|(lexeme, at)| (lexeme, *at))
    }

    fn any(&mut self) -> Option<Node> {
        let mut parts = Vec::new();
        let mut operator = None;
        loop {
            let part = self.all();
            if part.is_none()
                && let Some(at) = operator
            {
                self.problems.push(Problem::DanglingOperator { operator: "OR".to_owned(), at });
            }
            parts.extend(part);
            match self.peek() {
                Some((Lexeme::Or, at)) => {
                    if parts.is_empty() {
                        self.problems.push(Problem::DanglingOperator { operator: "OR".to_owned(), at });
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
        let mut parts = Vec::new();
        while let Some((lexeme, _)) = self.peek() {
            if matches!(lexeme, Lexeme::Or | Lexeme::Close) {
                break;
            }
            parts.extend(self.item());
        }
        merge_runs(parts)
    }

    fn item(&mut self) -> Option<Node> {
        let (lexeme, at) = self.peek().map(|(lexeme, at)| (lexeme.clone(), at))?;
        self.at += 1;
        match lexeme {
            Lexeme::Text(text) => self.words(&text, at).map(Node::Words),
            Lexeme::Quoted(text) => self.words(&text, at + 1).map(Node::Phrase),
            Lexeme::Open => self.parenthesis(at),
            Lexeme::Not => {
                let inner = self.operand("-", at)?;
                Some(Node::Not(Box::new(inner)))
            }
            // A word with a plus is asked for by itself: it does not join a run.
            Lexeme::Plus => self.operand("+", at).map(|node| Node::And(vec![node])),
            Lexeme::Field(name) => self.field(&name, at),
            Lexeme::Or | Lexeme::Close => None,
        }
    }

    fn operand(&mut self, operator: &str, at: u32) -> Option<Node> {
        let inner = match self.peek() {
            None | Some((Lexeme::Or | Lexeme::Close, _)) => None,
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
            self.problems.push(Problem::DanglingOperator { operator: operator.to_owned(), at });
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

    fn field(&mut self, name: &str, at: u32) -> Option<Node> {
        if name == "title" {
            return self.operand("title:", at).map(|node| Node::Title(Box::new(node)));
        }
        let value = match self.peek() {
            Some((Lexeme::Text(text) | Lexeme::Quoted(text), _)) => text.clone(),
            _ => {
                self.problems.push(Problem::DanglingOperator { operator: format!("{name}:"), at });
                return None;
            }
        };
        self.at += 1;
        if name == "source" {
            return Some(Node::Source(value));
        }
        let (from, to) = value.split_once("..").unwrap_or((&value, &value));
        let ends = (day(from, "0001"), day(to, "9999"));
        if let (Some(from), Some(to)) = ends {
            return Some(Node::Dates(from, to));
        }
        self.problems.push(Problem::NotUnderstood { part: format!("date:{value}"), at });
        None
    }

    fn words(&mut self, text: &str, at: u32) -> Option<Vec<Word>> {
        let mut words: Vec<Word> = Vec::new();
        let mut before = 0;
        for token in tokens(text) {
            let (start, end) = (token.start as usize, token.end as usize);
            let joined = !words.is_empty() && !text[before..start].contains(char::is_whitespace);
            let prefix = text[end..].starts_with('*');
            let surface = text[start..end].to_owned();
            words.push(Word { exact: term_key(exact_key(&surface)), surface, prefix, joined });
            before = end;
        }
        let unread = |mark: char| text.match_indices(mark).find(|(i, _)| !text[..*i].ends_with(char::is_alphanumeric));
        if let Some((i, _)) = unread('*') {
            self.problems.push(Problem::NotUnderstood { part: text.to_owned(), at: at + i as u32 });
        }
        (!words.is_empty()).then_some(words)
    }
}

/// One end of a date range: `2021`, `2021-01`, `2021-01-24`, or nothing for an open end.
fn day(text: &str, open: &str) -> Option<Date> {
    let text = if text.is_empty() { open } else { text };
    text.parse::<Date>().ok().filter(|date| date.year.is_some())
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
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn show(node: &Node) -> String {
        let words = |words: &[Word]| {
            words
                .iter()
                .map(|w| format!("{}{}", w.surface, if w.prefix { "*" } else { "" }))
                .collect::<Vec<_>>()
                .join(" ")
        };
        let all = |parts: &[Node], with: &str| parts.iter().map(show).collect::<Vec<_>>().join(with);
        match node {
            Node::Words(run) => words(run),
            Node::Phrase(run) => format!("\"{}\"", words(run)),
            Node::And(parts) => format!("({})", all(parts, " & ")),
            Node::Or(parts) => format!("({})", all(parts, " | ")),
            Node::Not(inner) => format!("-{}", show(inner)),
            Node::Title(inner) => format!("title:{}", show(inner)),
            Node::Source(name) => format!("source:{name}"),
            Node::Dates(from, to) => format!("date:{from}..{to}"),
        }
    }

    fn check(query: &str, tree: &str, problems: usize) {
        let read = parse(query);
        assert_eq!(read.node.as_ref().map(show).unwrap_or_default(), tree, "{query}");
        assert_eq!(read.problems.len(), problems, "{query}: {:?}", read.problems);
    }

    #[test]
    fn queries_read_as_written() {
        check("", "", 0);
        check("an ninh mạng", "an ninh mạng", 0);
        check("\"an ninh, trật tự\"", "\"an ninh trật tự\"", 0);
        check("“an ninh” mạng", "(\"an ninh\" & mạng)", 0);
        check("bảo vệ OR giữ gìn", "(bảo vệ | giữ gìn)", 0);
        check("an ninh -mạng", "(an ninh & -mạng)", 0);
        check("+an +ninh", "((an) & (ninh))", 0);
        check("(a OR b) c", "(((a | b)) & c)", 0);
        check("bảo* vệ", "bảo* vệ", 0);
        check("title:an ninh", "(title:an & ninh)", 0);
        check("title:(an ninh)", "title:(an ninh)", 0);
        check("source:\"Báo A\" date:2020..2021-03", "(source:Báo A & date:2020..2021-03)", 0);
        check("date:2021.. mạng", "(date:2021..9999 & mạng)", 0);
        check("trong - ngoài", "trong ngoài", 0);
        check("TP.HCM: tin", "TP HCM tin", 0);
    }

    #[test]
    fn mistakes_are_named_and_read_as_well_as_can_be() {
        check("\"an ninh", "\"an ninh\"", 1);
        check("(an ninh", "(an ninh)", 1);
        check("an) ninh", "an ninh", 1);
        check("OR an", "an", 1);
        check("an OR", "an", 1);
        check("an -", "an", 0);
        check("an NOT", "an", 1);
        check("-an", "-an", 1);
        check("date:hôm qua", "qua", 1);
        check("source:", "", 1);
        check("*ninh", "ninh", 1);
        check("… , .", "", 0);
        check(&"a ".repeat(5000), &["a"; 1000].join(" "), 1);
        check(&"(".repeat(100), "", 100 - DEPTH_LIMIT + DEPTH_LIMIT);
    }

    proptest! {
        #[test]
        fn any_text_is_a_query(query in "[-+*\"“”()a-zđ: OR.|]{0,60}|.{0,60}") {
            let _ = parse(&query);
        }
    }
}
