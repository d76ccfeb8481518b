//! `recto groups`: what two groups of articles share, change and drop. It computes nothing: the engine does.

use super::asked::{read, tell_cuts};
use super::flags::ReadingFlags;
use super::measure::{Forms, csv, one, rows};
use super::output::{Failure, Finish, count, note, one_line, problems_json, stdout, tell_problems};
use super::site_arg::SiteArg;
use crate::export::groups::{List, Told, pair, table, told};
use crate::measure::Certainty;
use crate::protocol::{GroupFamily, GroupSpec, GroupsAnswer, GroupsRequest, Selection};
use clap::Args;
use serde_json::{Value, json};
use std::io::Write;

/// What `recto groups --help` says at its end.
pub const HELP: &str = "Examples:\n  recto groups site/ --a 'date:2021' --b 'date:2026' --json\n  \
    recto groups site/ --a 'source:\"Báo A\"' --b 'source:\"Báo B\"' --once --csv > groups.csv\n  \
    recto groups site/ --a-article 2021/first.txt --a-article 2021/second.txt\n\n\
    A group is the articles a query finds, or those that are named; without --b it is held against all others. The other \
    flags of a search restrict both. Frames: what the groups put between the same words. Gains: what one adds to a \
    wording of both. docs/REUSE.md tells how they are found.";

/// Articles below which a group says little of any other.
const FEW_ARTICLES: u32 = 10;

/// The flags of `recto groups`.
#[derive(Debug, Args)]
pub struct GroupsFlags {
    /// The site.
    #[command(flatten)]
    pub site: SiteArg,
    /// The first group: the articles a query finds.
    #[arg(
        long,
        value_name = "QUERY",
        default_value = "",
        hide_default_value = true,
        required_unless_present = "a_article"
    )]
    pub a: String,
    /// The second [default: all other articles].
    #[arg(long, value_name = "QUERY")]
    pub b: Option<String>,
    /// Only this article of the first group, by id; may be given several times.
    #[arg(long, value_name = "ID")]
    pub a_article: Vec<String>,
    /// Only this article of the second.
    #[arg(long, value_name = "ID")]
    pub b_article: Vec<String>,
    /// How the queries are read, and which articles count.
    #[command(flatten)]
    pub reading: ReadingFlags,
    /// Times a word or a row of words must occur in both together.
    #[arg(long = "min", default_value_t = 2, value_name = "N")]
    pub least: u32,
    /// Rows of each list at most.
    #[arg(long, default_value_t = 50, value_name = "N")]
    pub limit: u32,
    /// The form of the answer.
    #[command(flatten)]
    pub forms: Forms,
}

/// Runs the command.
pub fn run(flags: &GroupsFlags) -> Result<Finish, Failure> {
    let mut site = flags.site.open()?;
    let group = |query: &str, articles: &[String]| GroupSpec {
        spec: read(query.to_owned(), &flags.reading),
        articles: articles.to_vec(),
    };
    let a = group(&flags.a, &flags.a_article);
    let has_b = flags.b.is_some() || !flags.b_article.is_empty();
    let b = has_b.then(|| group(flags.b.as_deref().unwrap_or_default(), &flags.b_article));
    let request = GroupsRequest { within: a.spec.filters.clone(), a, b, least: flags.least, limit: flags.limit };
    let answer = site.ask(request)?;
    let mut out = stdout();
    if flags.forms.json {
        one(&mut out, &as_json(flags, &answer))?;
        out.flush()?;
        return Ok(Finish::Success);
    }
    tell_problems(&answer.words.problems);
    tell_cuts(&answer.words.cuts);
    tell_sizes(&answer);
    if flags.forms.csv {
        csv(&mut out, &table(&answer, &List::ALL))?;
    } else {
        for list in List::ALL {
            tell(&mut out, &answer, list)?;
        }
    }
    out.flush()?;
    Ok(Finish::Success)
}

/// Tells how large the groups are, and where they are too small or too much alike to say anything.
fn tell_sizes(answer: &GroupsAnswer) {
    let words = &answer.words;
    for (name, side, read) in [("a", words.target, answer.read[0]), ("b", words.reference, answer.read[1])] {
        let (articles, tokens) = (count(u64::from(side.articles), "article"), count(side.tokens, "word"));
        let little = match side {
            Selection { articles: 0, .. } => "; nothing can be held against nothing",
            Selection { articles: 1, .. } => "; one article says nothing of any other",
            Selection { articles, .. } if articles < FEW_ARTICLES => "; so few articles say little of any other",
            _ => "",
        };
        note(&format!("{name}: {articles}, {tokens}{little}"));
        if read < side.articles {
            note(&format!("note: rows of words, frames and gains are of {read} of these; more --effort reads more"));
        }
    }
    let all = words.both == words.target.articles && words.both == words.reference.articles;
    if all && words.both > 0 {
        note("note: both groups are the same articles, so that nothing can differ");
    } else if words.both > 0 {
        note(&format!("note: {} in both groups, whose words count in either", count(u64::from(words.both), "article")));
    }
    let (looked_at, of) = answer.looked_at;
    if looked_at < of {
        note(&format!("note: {looked_at} of {of} repeated wordings looked at; more --effort goes on"));
    }
}

fn title(list: List) -> &'static str {
    match list {
        List::Frames => "In the same place",
        List::Gains => "Added to a wording of both",
        List::Reworded => "Put otherwise",
        List::Kept => "Kept",
        List::OnlyA => "Only in a",
        List::OnlyB => "Only in b",
        List::WordsA => "Words that a has more of",
        List::WordsB => "Words that b has more of",
        List::RowsA => "Rows of words that a has more of",
        List::RowsB => "Rows of words that b has more of",
    }
}

fn tell(out: &mut impl Write, answer: &GroupsAnswer, list: List) -> Result<(), Failure> {
    let rows = told(answer, list);
    if rows.is_empty() {
        writeln!(out, "{}: nothing", title(list))?;
        return Ok(());
    }
    writeln!(out, "{}", title(list))?;
    for (number, row) in rows.iter().enumerate() {
        let Told { a, b, around, hits: [first, second], .. } = row;
        let shown = match list {
            List::Frames => {
                let frame = &answer.frames[number].fillings;
                let words = frame.iter().flat_map(|one| &one.words);
                let hits: Vec<_> = words.map(|(word, hits)| format!("{word}: {} → {}", hits[0], hits[1])).collect();
                format!("{around}: [{a} → {b}]  ({})", hits.join("; "))
            }
            List::Gains | List::Reworded => format!("[{a} → {b}]  {first} → {second}"),
            _ => format!("{}  {first} → {second}", if a.is_empty() { b } else { a }),
        };
        let sure = match pair(answer, list, row).map(|pair| Certainty::of(&pair)) {
            Some(Certainty::Chance) if first != second => "  (may be chance)",
            Some(Certainty::Few) => "  (too few to be sure)",
            _ => "",
        };
        writeln!(out, "  {}{sure}", one_line(&shown))?;
    }
    Ok(())
}

fn as_json(flags: &GroupsFlags, answer: &GroupsAnswer) -> Value {
    let side = |query: Option<&str>, ids: &[String], size: Selection, read: u32| json!({"query": query, "ids": ids, "articles": size.articles, "tokens": size.tokens, "read": read});
    let mut value = json!({
        "a": side(Some(&flags.a), &flags.a_article, answer.words.target, answer.read[0]),
        "b": side(flags.b.as_deref(), &flags.b_article, answer.words.reference, answer.read[1]),
        "both": answer.words.both,
        "families": {"both": answer.totals[0], "only_a": answer.totals[1], "only_b": answer.totals[2]},
        "looked_at": answer.looked_at.0,
        "of": answer.looked_at.1,
        "problems": problems_json(&answer.words.problems),
        "cuts": answer.words.cuts,
    });
    for list in List::ALL {
        let mut listed = rows(&table(answer, &[list]));
        let families: &[GroupFamily] = match list {
            List::Reworded => &answer.reworded,
            List::Kept => &answer.kept,
            List::OnlyA => &answer.only_a,
            List::OnlyB => &answer.only_b,
            _ => &[],
        };
        for (row, family) in listed.iter_mut().zip(families) {
            row["label"] = family.label.as_str().into();
            row["edits"] = json!(family.reworded.as_ref().map(|(_, _, edits)| edits));
            row["places"] = family
                .first
                .iter()
                .map(|first| first.map(|(article, start, end)| json!({"article": article, "start": start, "end": end})))
                .collect();
        }
        for (row, frame) in listed.iter_mut().zip(if list == List::Frames { &answer.frames[..] } else { &[] }) {
            row["fillings"] = json!(frame.fillings);
        }
        value[list.name()] = listed.into();
    }
    value
}
