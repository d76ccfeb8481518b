//! `recto explain`: how Recto reads a text. It asks no site and changes nothing.

mod flags;
mod reading;
mod words;

pub use flags::ExplainFlags;
pub use words::lexicon;

use super::flags::MarksFlag;
use super::output::{Failure, Finish, json_line, one_line, stdout, tell_problems, terminal};
use crate::article::Date;
use crate::mentions::Style;
use crate::protocol::MarksMode;
use crate::query::parser::parse;
use crate::text::sort_key;
use reading::{Options, reading};
use serde_json::Value;
use std::io::{Read, Write};

/// What `recto explain --help` says at its end.
pub const HELP: &str = "Examples:\n  recto explain 'Chiều 23-1, hơn 1.400 CCCD' --date 2021-01-24 --json\n  \
        recto explain --words --corpus site/ - < lines.txt\n\n\
        Offsets are half-open byte ranges. With --words every line of the text is printed with the syllables of a word \
        joined by _ and words and punctuation parted by a space; with --json as spans.";

/// Runs the command.
pub fn run(flags: &ExplainFlags) -> Result<Finish, Failure> {
    let text = text_of(flags)?;
    let mut out = stdout();
    if flags.words {
        words::run(flags, &text, &mut out)?;
    } else if flags.sort {
        let mut lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        lines.sort_by_cached_key(|line| sort_key(line));
        if flags.json {
            json_line(&mut out, &serde_json::json!({ "sorted": lines }))?;
        } else {
            lines.iter().try_for_each(|line| writeln!(out, "{}", terminal(line)))?;
        }
    } else {
        let options = Options {
            anchor: flags.date.as_deref().map(date).transpose()?,
            style: style(&flags.lang)?,
            query: flags.query.as_deref(),
            marks: marks(flags.marks),
        };
        let value = reading(&text, &options);
        if flags.json {
            json_line(&mut out, &value)?;
        } else {
            tell_problems(&flags.query.as_deref().map(|query| parse(query).problems).unwrap_or_default());
            tell(&mut out, &text, &value)?;
        }
    }
    out.flush()?;
    Ok(Finish::Success)
}

fn text_of(flags: &ExplainFlags) -> Result<String, Failure> {
    let cannot =
        |error| Failure::new(format!("standard input cannot be read: {error}"), "pass the text as an argument");
    let bytes = match flags.text.as_deref() {
        Some(text) if text != "-" => return Ok(text.to_owned()),
        _ => {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes).map_err(cannot)?;
            bytes
        }
    };
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure::new(format!("standard input is not UTF-8 at byte {at}"), "pass the text in UTF-8")
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned())
}

fn marks(flag: MarksFlag) -> MarksMode {
    match flag {
        MarksFlag::Smart => MarksMode::Smart,
        MarksFlag::Loose => MarksMode::Loose,
        MarksFlag::Exact => MarksMode::Exact,
        MarksFlag::Fold => MarksMode::Fold,
    }
}

fn date(text: &str) -> Result<Date, Failure> {
    text.parse()
        .map_err(|error| Failure::new(format!("--date: {error}"), "for example --date 2021-01-24 or --date 2021-01"))
}

/// Which languages write `1,400.5`; all others `1.400,5`.
fn style(language: &str) -> Result<Style, Failure> {
    let base = language.split(['-', '_']).next().unwrap_or("");
    if base.is_empty() || !base.chars().all(|c| c.is_ascii_alphabetic()) {
        let message = format!("--lang: expected a language such as vi or en, found {language:?}");
        return Err(Failure::new(message, "two or three letters, as in a page's lang attribute"));
    }
    Ok(match base.to_ascii_lowercase().as_str() {
        "en" | "zh" | "ja" | "ko" | "th" | "hi" | "he" => Style::Point,
        _ => Style::Comma,
    })
}

/// The readable form: one fact a line, each with its place.
fn tell(out: &mut impl Write, text: &str, value: &Value) -> Result<(), Failure> {
    let list = |name: &str| value[name].as_array().cloned().unwrap_or_default();
    let word = |entry: &Value, name: &str| entry[name].as_str().unwrap_or("").to_owned();
    let span = |start: &Value, end: &Value| {
        let range = start.as_u64().unwrap_or(0) as usize..end.as_u64().unwrap_or(0) as usize;
        (format!("{}–{}", range.start, range.end), one_line(text.get(range).unwrap_or("")))
    };
    writeln!(out, "tokens ({})", list("tokens").len())?;
    for token in list("tokens") {
        let (place, _) = span(&token["start"], &token["end"]);
        let typed: Vec<String> = token["typed"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|t| format!("{} → {}", word(t, "method"), word(t, "exact")))
            .collect();
        let typed = if typed.is_empty() { String::new() } else { format!("  ({})", typed.join(", ")) };
        let text = one_line(&word(&token, "text"));
        writeln!(out, "  {place:<9} {text}  exact {}  fold {}{typed}", word(&token, "exact"), word(&token, "fold"))?;
    }
    writeln!(out, "sentences ({})", list("sentences").len())?;
    for sentence in list("sentences") {
        let (place, shown) = span(&sentence[0], &sentence[1]);
        writeln!(out, "  {place:<9} {shown}")?;
    }
    for (name, facts) in [
        ("dates", &["iso", "precision", "part_of_day"][..]),
        ("years", &["from", "to"]),
        ("numbers", &["value", "to", "percent", "unit", "claim"]),
        ("numbers_in_words", &["value", "unit", "claim"]),
        ("names", &["name", "titles"]),
        ("attributions", &["person", "verb", "quote"]),
        ("abbreviations", &["expansion", "from"]),
        ("hits", &["tier"]),
        ("blocks", &["role", "repeats"]),
    ] {
        if !list(name).is_empty() {
            writeln!(out, "{} ({})", name.replace('_', " "), list(name).len())?;
        }
        for entry in list(name) {
            let (place, shown) = span(&entry["start"], &entry["end"]);
            let facts: Vec<String> = facts
                .iter()
                .filter(|fact| !matches!(entry[**fact], Value::Null | Value::Bool(false)))
                .map(|fact| match &entry[*fact] {
                    Value::String(text) => format!("{fact} {}", one_line(text)),
                    other => format!("{fact} {other}"),
                })
                .collect();
            let short: String = shown.chars().take(60).collect();
            writeln!(out, "  {place:<9} {short}  {}", facts.join("  "))?;
        }
    }
    Ok(())
}
