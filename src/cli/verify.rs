//! `recto verify`: whether quotations hold in a site. It judges nothing itself: `quote` does.

use super::output::{Failure, Finish, json_line, note, one_line, stdout};
use super::site_arg::SiteArg;
use crate::protocol::{QuerySpec, ReadRequest, Refusal};
use crate::quote::{Difference, Evidence, Judgement, Verdict, judge};
use crate::site::{OpenSite, SiteError};
use clap::Args;
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// What `recto verify --help` says at its end.
pub const HELP: &str = "Example:\n  recto verify quote.json articles.html\n\n\
    A quotation is what the page copies as \"Copy with proof\": its words with the article, their bytes and the hash of the \
    chunk that holds it. A file may hold several, one a line. `true`: the words stand in that article at that place, and \
    title, date and source are as quoted. `changed`: the article is there and something is not so. `not of this corpus`: \
    there is no such article. Exit code 1 when one is not true.";

/// Bytes of a file of quotations.
const LIMIT_BYTES: u64 = 64 << 20;

/// The flags of `recto verify`.
#[derive(Debug, Args)]
pub struct VerifyFlags {
    /// The file with the quotation.
    pub quotation: PathBuf,
    /// The site.
    #[command(flatten)]
    pub site: SiteArg,
    /// Prints one JSON value a line.
    #[arg(long)]
    pub json: bool,
}

/// Runs the command.
pub fn run(flags: &VerifyFlags) -> Result<Finish, Failure> {
    let quotations = read(&flags.quotation)?;
    let mut site = flags.site.open()?;
    let mut out = stdout();
    let mut finish = Finish::Success;
    for evidence in &quotations {
        let judged = judged(&mut site, evidence)?;
        if judged.verdict != Verdict::True {
            finish = Finish::Findings;
        }
        if flags.json {
            json_line(&mut out, &as_json(evidence, &judged))?;
        } else {
            let reasons: Vec<String> = judged.differences.iter().map(reason).collect();
            let reasons = if reasons.is_empty() { String::new() } else { format!(": {}", reasons.join("; ")) };
            writeln!(out, "{}{reasons}", name(judged.verdict))?;
            writeln!(out, "    “{}” ({})", one_line(&evidence.words), one_line(&evidence.article))?;
        }
    }
    out.flush()?;
    Ok(finish)
}

fn read(path: &Path) -> Result<Vec<Evidence>, Failure> {
    let shown = one_line(&path.display().to_string());
    let cannot = |error: std::io::Error| {
        Failure::new(format!("{shown} cannot be read: {error}"), "name the file with the quotation")
    };
    let mut text = String::new();
    let file = std::fs::File::open(path).map_err(cannot)?;
    file.take(LIMIT_BYTES + 1).read_to_string(&mut text).map_err(cannot)?;
    if text.len() as u64 > LIMIT_BYTES {
        let message = format!("{shown} has more than {LIMIT_BYTES} bytes, the most that is read");
        return Err(Failure::new(message, "split it: a quotation is one line"));
    }
    let whole = Evidence::read(&text);
    let lines: Vec<(usize, &str)> = (1..).zip(text.lines()).filter(|line| !line.1.trim().is_empty()).collect();
    let hint = "a quotation is what the page copies as \"Copy with proof\"; several stand one a line";
    match whole {
        Ok(one) => Ok(vec![one]),
        Err(error) if lines.len() < 2 => Err(Failure::new(format!("{shown}: {error}"), hint)),
        Err(_) => lines
            .into_iter()
            .map(|(at, line)| {
                Evidence::read(line).map_err(|error| Failure::new(format!("{shown}, line {at}: {error}"), hint))
            })
            .collect(),
    }
}

fn judged(site: &mut OpenSite, evidence: &Evidence) -> Result<Judgement, Failure> {
    let request = ReadRequest { article: evidence.article.clone(), spec: QuerySpec::default() };
    let answer = match site.ask(request) {
        Ok(answer) => Some(answer),
        Err(SiteError::Engine(Refusal::NoArticle(_))) => None,
        Err(error) => {
            note("note: nothing is said of a quotation whose article cannot be read");
            return Err(error.into());
        }
    };
    Ok(judge(evidence, answer.as_ref(), &site.engine.root().corpus_name()))
}

fn name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::True => "true",
        Verdict::Changed => "changed",
        Verdict::NotOfThisCorpus => "not of this corpus",
    }
}

fn reason(difference: &Difference) -> String {
    let now = |what: &str, now: &String| {
        if now.is_empty() { format!("there is no {what}") } else { format!("the {what} is {:?}", one_line(now)) }
    };
    match difference {
        Difference::PackedAnew => "the corpus was packed anew since".to_owned(),
        Difference::ForeignChunk => "the quotation was altered: its chunk is not of its own corpus".to_owned(),
        Difference::WordsAltered => "the quotation was altered: its words are not in the chunk it names".to_owned(),
        Difference::WordsGone => "the article does not have these words".to_owned(),
        Difference::WordsElsewhere((start, end)) => format!("the words stand at bytes {start} to {end}"),
        Difference::Title(title) => now("title", title),
        Difference::Date(date) => now("date", date),
        Difference::Source(source) => now("source", source),
    }
}

fn as_json(evidence: &Evidence, judged: &Judgement) -> Value {
    let differences: Vec<Value> = judged
        .differences
        .iter()
        .map(|difference| {
            let (kind, now) = match difference {
                Difference::PackedAnew => ("packed_anew", Value::Null),
                Difference::ForeignChunk => ("foreign_chunk", Value::Null),
                Difference::WordsAltered => ("words_altered", Value::Null),
                Difference::WordsGone => ("words_gone", Value::Null),
                Difference::WordsElsewhere(place) => ("words_elsewhere", json!(place)),
                Difference::Title(title) => ("title", json!(title)),
                Difference::Date(date) => ("date", json!(date)),
                Difference::Source(source) => ("source", json!(source)),
            };
            json!({"kind": kind, "now": now})
        })
        .collect();
    json!({
        "verdict": name(judged.verdict),
        "differences": differences,
        "article": evidence.article,
        "text": evidence.words,
    })
}
