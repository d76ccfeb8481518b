//! What a reader should know of a query, for programs: a name, and beside it what that one says. It words no sentence.

use crate::protocol::Problem;
use serde::Serialize;

/// A problem: its `kind`, and of the rest what it has.
#[derive(Debug, Default, PartialEq, Serialize)]
pub struct Told<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    operator: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    read: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    term: Option<&'a str>,
}

/// Problems for programs.
pub fn problems(problems: &[Problem]) -> Vec<Told<'_>> {
    problems.iter().map(told).collect()
}

fn told(problem: &Problem) -> Told<'_> {
    let of = |kind| Told { kind, ..Told::default() };
    match problem {
        Problem::UnclosedQuote { at } => Told { at: Some(*at), ..of("unclosedquote") },
        Problem::UnbalancedParenthesis { at } => Told { at: Some(*at), ..of("unbalancedparenthesis") },
        Problem::DanglingOperator { operator, at } => {
            Told { operator: Some(operator), at: Some(*at), ..of("danglingoperator") }
        }
        Problem::OnlyExclusions => of("onlyexclusions"),
        Problem::TooLong { limit } => Told { limit: Some(*limit), ..of("toolong") },
        Problem::TooLarge { part, limit } => Told { part: Some(part), limit: Some(*limit), ..of("toolarge") },
        Problem::UnknownTerm { term } => Told { term: Some(term), ..of("unknownterm") },
        Problem::OnlyJoined { term } => Told { term: Some(term), ..of("onlyjoined") },
        Problem::NoGlosses { term } => Told { term: Some(term), ..of("noglosses") },
        Problem::SignsLeftOut { part, read } => Told { part: Some(part), read: Some(read), ..of("signsleftout") },
        Problem::OnlySigns { part } => Told { part: Some(part), ..of("onlysigns") },
        Problem::NotUnderstood { part, at } => Told { part: Some(part), at: Some(*at), ..of("notunderstood") },
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use serde_json::{Value, json, to_value};

    #[test]
    fn problems_name_their_kind() {
        let check = |problem, expected: Value| {
            assert_eq!(to_value(problems(&[problem])).ok(), Some(json!([expected])));
        };
        check(Problem::OnlyExclusions, json!({"kind": "onlyexclusions"}));
        check(Problem::TooLong { limit: 9 }, json!({"kind": "toolong", "limit": 9}));
    }

    #[test]
    fn a_problem_says_all_it_has() {
        let (part, read, operator, term, at, limit) =
            ("C#".to_owned(), "C".to_owned(), "OR".to_owned(), "ab".to_owned(), 3, 9);
        for problem in [
            Problem::UnclosedQuote { at },
            Problem::UnbalancedParenthesis { at },
            Problem::DanglingOperator { operator, at },
            Problem::TooLarge { part: part.clone(), limit },
            Problem::UnknownTerm { term: term.clone() },
            Problem::NoGlosses { term },
            Problem::SignsLeftOut { part: part.clone(), read },
            Problem::OnlySigns { part: part.clone() },
            Problem::NotUnderstood { part, at },
        ] {
            // The enum's own form has the kind as the one key, and what it says below.
            let Ok(Value::Object(own)) = to_value(&problem) else { panic!("{problem:?}") };
            let (kind, mut said) = own.into_iter().next().unwrap_or_default();
            said["kind"] = json!(kind);
            assert_eq!(to_value(told(&problem)).ok(), Some(said), "{problem:?}");
        }
    }
}
