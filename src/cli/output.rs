//! How the commands speak: answers, messages, failures. Text from articles and file names is made safe for a terminal.

use crate::pack::PackError;
use crate::protocol::{Card, Problem, Tier, TierCounts};
use crate::site::SiteError;
use serde::Serialize;
use serde_json::Value;
use std::io::{self, BufWriter, StdoutLock, Write};

/// Characters of a hit that are shown in a line.
const HIT_CHARS: usize = 200;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finish {
    /// All is well.
    Success,
    /// It did its work and found something wrong.
    Findings,
}

/// Why a command failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Whoever read the output has gone; nobody needs to be told.
    ClosedPipe,
    /// With a message and a hint.
    Told {
        /// What failed.
        message: String,
        /// What to do.
        hint: String,
    },
}

impl Failure {
    /// A failure with its hint.
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Told { message: message.into(), hint: hint.into() }
    }

    /// Tells it, unless nobody needs to be told.
    pub fn tell(&self) {
        let Self::Told { message, hint } = self else { return };
        note(&format!("error: {message}"));
        if !hint.is_empty() {
            note(&format!("hint: {hint}"));
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ClosedPipe,
            _ => Self::new(format!("standard output cannot be written: {error}"), "check the free space there"),
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        io::Error::from(error).into()
    }
}

impl From<SiteError> for Failure {
    fn from(error: SiteError) -> Self {
        Self::new(error.to_string(), error.hint())
    }
}

impl From<PackError> for Failure {
    fn from(error: PackError) -> Self {
        Self::new(error.to_string(), error.hint())
    }
}

/// Standard output, buffered; what is left is written by `flush`.
pub fn stdout() -> BufWriter<StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}

/// Prints one JSON value on a line.
pub fn json_line(out: &mut impl Write, value: &impl Serialize) -> Result<(), Failure> {
    serde_json::to_writer(&mut *out, value)?;
    Ok(out.write_all(b"\n")?)
}

/// Prints a message on standard error; a closed one is no failure.
pub fn note(message: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", terminal(message));
}

/// A text without control characters, which could steer a terminal; line breaks stay.
pub fn terminal(text: &str) -> String {
    // U+202A–202E and U+2066–2069 reorder what stands around them.
    let steers =
        |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if steers(c) { '\u{fffd}' } else { c }).collect()
}

/// The same on one line.
pub fn one_line(text: &str) -> String {
    terminal(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A hit on one line: a word that would fill the screen is cut.
pub fn shown(hit: &str) -> String {
    let mut line = one_line(hit);
    if let Some((at, _)) = line.char_indices().nth(HIT_CHARS) {
        line.replace_range(at.., "…");
    }
    line
}

/// An article on one line: number, date, title, id.
pub fn card_line(card: &Card) -> String {
    let date = card.date.map_or_else(|| "undated".to_owned(), |d| d.to_string());
    let mark = if card.untitled { " (first sentence)" } else { "" };
    format!("[{}] {date:<10}  {}{mark}  ({})", card.article.0, one_line(&card.title), one_line(&card.id))
}

/// A number with its noun: `1 article`, `2 articles`.
pub fn count(number: u64, noun: &str) -> String {
    if number == 1 { format!("{number} {noun}") } else { format!("{number} {noun}s") }
}

/// How many places agree in which way; the rarer ways only where there are some.
pub fn by_tier(tiers: TierCounts) -> String {
    let part = |(tier, hits): (Tier, u64)| {
        let (said, always) = match tier {
            Tier::Exact => ("exact", true),
            Tier::Variant => ("in another spelling", false),
            Tier::Affix => ("with a particle", false),
            Tier::Tone => ("other tones", true),
            Tier::Fold => ("marks ignored", true),
        };
        (always || hits > 0).then(|| format!("{hits} {said}"))
    };
    tiers.each().filter_map(part).collect::<Vec<_>>().join(", ")
}

/// The same in brackets, behind a sum; nothing where there are no hits.
pub fn tiers(tiers: TierCounts) -> String {
    if tiers.sum() == 0 { String::new() } else { format!(" ({})", by_tier(tiers)) }
}

/// Problems for scripts: each an object whose `kind` names it, beside what it says.
pub fn problems_json(problems: &[Problem]) -> Value {
    serde_json::json!(crate::answers::problems(problems))
}

/// Tells what the reader should know of a query.
pub fn tell_problems(problems: &[Problem]) {
    for problem in problems {
        note(&format!("note: {}", problem_sentence(problem)));
    }
}

fn problem_sentence(problem: &Problem) -> String {
    match problem {
        Problem::UnclosedQuote { at } => format!("the quotation mark at byte {at} is not closed: read to the end"),
        Problem::UnbalancedParenthesis { at } => format!("the parenthesis at byte {at} has no partner"),
        Problem::DanglingOperator { operator, at } => {
            format!("the operator {operator} at byte {at} has nothing to work on")
        }
        Problem::OnlyExclusions => "the query only excludes: nothing to look for".to_owned(),
        Problem::TooLong { limit } => format!("the query is too long: only its first {limit} characters were read"),
        Problem::TooLarge { part, limit } => format!("{part} asks for more than the limit of {limit}"),
        Problem::UnknownTerm { term } => format!("no article has the word {term}"),
        Problem::OnlyJoined { term } => format!("{term} stands only in joined words"),
        Problem::NoGlosses { term } => {
            format!(
                "no article says what {term} asks for: lemmas and word classes are searched where a corpus brings them"
            )
        }
        Problem::SignsLeftOut { part, read } => format!("signs are not searched: {part} was read as {read}"),
        Problem::OnlySigns { part } => format!("only letters and figures are searched: {part} has none"),
        Problem::NotUnderstood { part, at } => format!("{part} at byte {at} was read as plain words"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_does_not_steer_a_terminal() {
        let check = |text: &str, expected: &str| assert_eq!(one_line(text), expected);
        check("a\u{1b}[31mb", "a\u{fffd}[31mb");
        check("a\nb\tc", "a b\u{fffd}c");
        check("a\u{202e}b", "a\u{fffd}b");
        check("Đại hội", "Đại hội");
    }

    #[test]
    fn a_word_without_end_does_not_fill_the_list() {
        assert_eq!(shown("hội\nnghị"), "hội nghị");
        assert_eq!(shown(&"ấ".repeat(HIT_CHARS)), "ấ".repeat(HIT_CHARS));
        assert_eq!(shown(&"ấ".repeat(5000)), format!("{}…", "ấ".repeat(HIT_CHARS)));
    }
}
