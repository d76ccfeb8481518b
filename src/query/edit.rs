//! Changes to a query's tree, and the tree as a query again: what an offer runs is what its reader sees and can edit.

use super::lexer::is_operator;
use super::parser::parse;
use super::syntax::{Form, Node, Word};
use crate::article::Date;
use crate::index::term_key;
use crate::text::{exact_key, tokens};

/// A plain word.
pub fn plain(surface: &str, joined: bool) -> Word {
    Word {
        surface: surface.to_owned(),
        exact: term_key(exact_key(surface)),
        form: Form::Plain,
        joined,
        hyphenated: false,
    }
}

/// The words of a tree in the order they were typed, without those that are excluded.
pub fn words(node: &Node) -> Vec<&Word> {
    runs(node).into_iter().flatten().collect()
}

/// The runs and phrases of a tree, likewise.
pub fn runs(node: &Node) -> Vec<&[Word]> {
    match node {
        Node::Words(run) | Node::Phrase(run) => vec![run],
        Node::And(parts) | Node::Or(parts) => parts.iter().flat_map(runs).collect(),
        Node::Near(left, right, _) => [runs(left), runs(right)].concat(),
        Node::Title(inner) => runs(inner),
        Node::Not(_) | Node::Value(..) | Node::Dates(..) => Vec::new(),
    }
}

/// A tree with some parts changed: `change` says what stands for a part, `Some(None)` for nothing; `None` leaves it to
/// its own parts. `None` when nothing is left.
pub fn changed(node: &Node, change: &mut dyn FnMut(&Node) -> Option<Option<Node>>) -> Option<Node> {
    if let Some(other) = change(node) {
        return other;
    }
    match node {
        Node::And(parts) | Node::Or(parts) => {
            let mut left: Vec<Node> = Vec::with_capacity(parts.len());
            for part in parts.iter().filter_map(|part| changed(part, change)) {
                match (node, part) {
                    // All of these among all of those are all of them.
                    (Node::And(_), Node::And(inner)) if inner.len() > 1 && parts.len() > 1 => {
                        inner.into_iter().for_each(|part| push_apart(part, &mut left));
                    }
                    (Node::And(_), part) => push_apart(part, &mut left),
                    (_, part) => left.push(part),
                }
            }
            match (node, left.len()) {
                (_, 0) => None,
                (_, 1) if parts.len() > 1 => left.pop(),
                (Node::Or(_), _) => Some(Node::Or(left)),
                _ => Some(Node::And(left)),
            }
        }
        Node::Not(inner) => Some(Node::Not(Box::new(changed(inner, change)?))),
        Node::Title(inner) => Some(Node::Title(Box::new(changed(inner, change)?))),
        Node::Near(left, right, apart) => match (changed(left, change), changed(right, change)) {
            (Some(left), Some(right)) => Some(Node::Near(Box::new(left), Box::new(right), *apart)),
            (left, right) => left.or(right),
        },
        Node::Words(_) | Node::Phrase(_) | Node::Value(..) | Node::Dates(..) => Some(node.clone()),
    }
}

/// Appends a part of all that are meant. Two runs that come to stand side by side stay two: they were no phrase.
fn push_apart(part: Node, parts: &mut Vec<Node>) {
    let apart = matches!((parts.last(), &part), (Some(Node::Words(_)), Node::Words(_)));
    parts.push(if apart { Node::And(vec![part]) } else { part });
}

/// A tree without the words that were typed so. What was typed together with such a word hangs on the one before it.
pub fn without_word(node: &Node, surface: &str) -> Option<Node> {
    with_words(node, &mut |run| {
        let mut left: Vec<Word> = Vec::with_capacity(run.len());
        let mut apart = true;
        for word in run {
            apart |= !word.joined;
            if word.surface != surface {
                left.push(Word { joined: !apart && !left.is_empty(), hyphenated: false, ..word.clone() });
                apart = false;
            }
        }
        left
    })
}

/// A tree as a query that is read as this tree, without any problem; `None` where the language cannot say it so.
pub fn query_of(node: &Node) -> Option<String> {
    let query = print(node);
    let read = parse(&query);
    (read.problems.is_empty() && read.node.as_ref() == Some(node)).then_some(query)
}

/// A tree with other words, each run or phrase at a time; an empty one is left out.
pub fn with_words(node: &Node, change: &mut dyn FnMut(&[Word]) -> Vec<Word>) -> Option<Node> {
    changed(node, &mut |part| match part {
        Node::Words(run) => {
            let run = change(run);
            Some((!run.is_empty()).then_some(Node::Words(run)))
        }
        Node::Phrase(run) => {
            let run = change(run);
            Some((!run.is_empty()).then_some(Node::Phrase(run)))
        }
        // What is excluded is not what is looked for.
        Node::Not(_) => Some(Some(part.clone())),
        _ => None,
    })
}

/// A tree without one of its parts, which is named by reference.
pub fn without(node: &Node, part: &Node) -> Option<Node> {
    changed(node, &mut |here| std::ptr::eq(here, part).then_some(None))
}

/// A tree with another part in the place of one of its own, which is named by reference.
pub fn with_instead(node: &Node, part: &Node, other: &Node) -> Option<Node> {
    changed(node, &mut |here| std::ptr::eq(here, part).then(|| Some(other.clone())))
}

/// A tree as a query: parsed again, it means the same.
pub fn print(node: &Node) -> String {
    match node {
        Node::Or(parts) => parts.iter().map(print_all).collect::<Vec<_>>().join(" OR "),
        _ => print_all(node),
    }
}

fn print_all(node: &Node) -> String {
    match node {
        Node::And(parts) if parts.len() > 1 => parts.iter().map(print_item).collect::<Vec<_>>().join(" "),
        Node::Near(..) | Node::Words(_) => print_bare(node),
        _ => print_item(node),
    }
}

fn print_item(node: &Node) -> String {
    match node {
        Node::Not(inner) => match &**inner {
            Node::And(parts) if parts.len() == 1 => format!("-({})", print(&parts[0])),
            Node::Not(_) => format!("NOT {}", print_item(inner)),
            inner => format!("-{}", print_unit(inner)),
        },
        Node::Title(inner) => format!("title:{}", print_unit(inner)),
        Node::Value(facet, value) => {
            let name = facet.name();
            let bare = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | '/' | '&' | '\'');
            let is_bare = value.starts_with(char::is_alphanumeric) && value.chars().all(bare) && !is_operator(value);
            let (open, close) = match value.contains(['"', '“', '”']) {
                _ if is_bare => ("", ""),
                true => ("«", "»"),
                false => ("\"", "\""),
            };
            format!("{name}:{open}{value}{close}")
        }
        Node::Dates(from, to) => print_dates(from, to),
        Node::Near(..) | Node::Words(_) => print_bare(node),
        _ => print_unit(node),
    }
}

fn print_bare(node: &Node) -> String {
    match node {
        Node::Words(run) => print_words(run, false),
        Node::Near(left, right, apart) => {
            let left = if matches!(**left, Node::Near(..)) { print_bare(left) } else { print_side(left) };
            format!("{left} {apart} {}", print_side(right))
        }
        _ => print_item(node),
    }
}

/// A side of `NEAR`, where a run is one part as it stands.
fn print_side(node: &Node) -> String {
    match node {
        Node::Words(run) => print_words(run, false),
        _ => print_unit(node),
    }
}

/// A part that nothing beside it can join.
fn print_unit(node: &Node) -> String {
    match node {
        Node::Phrase(run) => format!("\"{}\"", print_words(run, true)),
        Node::Words(run) if run.iter().skip(1).all(|word| word.joined) => print_words(run, false),
        Node::And(parts) if parts.len() == 1 => match &parts[0] {
            Node::Words(run) if run.iter().skip(1).all(|word| word.joined) => format!("+{}", print_words(run, false)),
            inner => format!("({})", print(inner)),
        },
        Node::Not(_) | Node::Title(_) | Node::Value(..) | Node::Dates(..) => print_item(node),
        _ => format!("({})", print(node)),
    }
}

/// A run of words. A word that is written as an operator is one no more with a comma after it.
fn print_words(run: &[Word], quoted: bool) -> String {
    let mut text = String::new();
    let joined = |n: usize| run.get(n).is_some_and(|word| word.joined);
    for (n, word) in run.iter().enumerate() {
        if n > 0 && !word.joined {
            text.push(' ');
        } else if n > 0 {
            let together = format!("{}{}", run[n - 1].surface, word.surface);
            // A pattern would go on into what follows it.
            let plain = run[n - 1].form == Form::Plain && word.form == Form::Plain;
            let apart = plain && tokens(&together).len() > tokens(&run[n - 1].surface).len();
            text.push_str(if apart { "" } else { "-" });
        }
        text.push_str(&word.surface);
        let alone = !(joined(n + 1) || n > 0 && joined(n));
        if !quoted && alone && is_operator(&word.surface) {
            text.push(',');
        }
    }
    text
}

fn print_dates(from: &Date, to: &Date) -> String {
    let open = |date: &Date, year: u16| date.year == Some(year) && date.month.is_none();
    let end = |date: &Date, year| if open(date, year) { String::new() } else { date.to_string() };
    if from == to { format!("date:{from}") } else { format!("date:{}..{}", end(from, 1), end(to, 9999)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(query: &str) -> Option<Node> {
        parse(query).node
    }

    #[test]
    fn a_printed_query_reads_the_same() {
        let check = |query: &str| {
            let node = read(query).unwrap();
            let printed = print(&node);
            assert_eq!(read(&printed).as_ref(), Some(&node), "{query} as {printed}");
        };
        for query in [
            "an ninh mạng",
            "\"an ninh\" mạng -học-công \"tr?t tự~1\"",
            "an OR \"ninh mạng\" OR +a b",
            "(a OR b) c -(d e)",
            "(an ninh) NEAR/5 mạng xã hội",
            "a PRE/2 b NEAR/3 c",
            "PRE/2 source:\"PRE/2\" PRE",
            "a NEAR/2 b NEAR/3 c source:\"Báo A\"",
            "a b NEAR/2 \"c d\" e",
            "title:(an ninh) category:x date:2020..2021-03 date:..2021 date:2020.. date:2021",
            "北京 học-công /b[ảa]o/ *inh ba*",
            "title:/đ.*/ -title:x +(a +b)",
            "(a OR (b c)) -\"d\" -(x) -(y OR z)",
            "(a)OR \"b\"NEAR c",
            "date:x NEAR date:x date:x",
            "a NEAR b NOT - c",
            "a (b NEAR c)",
            "lemma:go home pos:N* -lemma:an_ninh \"the lemma:go pos:V?\" title:pos:x",
            "a NEAR lemma:\"an ninh\" b",
        ] {
            check(query);
        }
    }

    #[test]
    fn parts_are_taken_out_and_changed() {
        let query = read("an \"ninh mạng\" -xe source:b").unwrap();
        let Node::And(parts) = &query else { panic!() };
        let check = |left: Option<Node>, expected: &str| {
            assert_eq!(left.as_ref().map(print).unwrap_or_default(), expected);
        };
        check(without(&query, &parts[1]), "an -xe source:b");
        check(without(&query, &parts[2]), "an \"ninh mạng\" source:b");
        check(with_instead(&query, &parts[1], &parts[0]), "an +an -xe source:b");
        check(without_word(&query, "mạng"), "an \"ninh\" -xe source:b");
        check(without(&read("an").unwrap(), &read("an").unwrap()), "an");
        assert_eq!(words(&query).len(), 3);
        // What was typed apart stays apart, and no phrase comes to be.
        check(without_word(&read("a bỏ-c d").unwrap(), "bỏ"), "a c d");
        let query = read("an source:b ninh").unwrap();
        let Node::And(parts) = &query else { panic!() };
        check(without(&query, &parts[1]), "an +ninh");
    }

    fn any_query() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "an",
            "ninh",
            "trật",
            "\"",
            "\"an ninh\"",
            "(",
            ")",
            "OR",
            "NOT",
            "AND",
            "NEAR",
            "NEAR/3",
            "-",
            "+",
            "-an",
            "title:",
            "source:",
            "category:\"Báo A\"",
            "date:2020..",
            "date:x",
            "a-b",
            "*inh",
            "b?o",
            "ninh~9",
            "/a[bc]/",
            "/(/",
            "don't",
            "1.400",
            "北京",
            "C#",
            "“",
            "«",
            "a*b*",
            "source:(x",
            "OR,",
            "~",
            "*",
            "lemma:",
            "pos:N*",
            "lemma:\"an  ninh)\"",
            "\"an lemma:go?\"",
        ]);
        let space = prop::sample::select(vec![" ", " ", " ", ""]);
        prop::collection::vec((piece, space), 1..12)
            .prop_map(|all| all.into_iter().map(|(piece, space)| format!("{piece}{space}")).collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

        #[test]
        fn any_tree_is_printed_as_itself(query in any_query()) {
            if let Some(node) = read(&query) {
                let printed = print(&node);
                prop_assert_eq!(read(&printed), Some(node), "{}", printed);
            }
        }
    }
}
