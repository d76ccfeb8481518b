//! `recto concordance`: every place of a query with its context.

use super::asked::{spec, tell_cuts};
use super::flags::QueryFlags;
use super::output::{Failure, Finish, card_line, count, json_line, one_line, shown, stdout, tell_problems, tiers};
use crate::answers::lines as all_lines;
use crate::article::ArticleId;
use crate::export::Export;
use crate::protocol::{Card, ConcordanceAnswer, ConcordanceRequest, Line, LineBy, LineGroup, LineSort, Sample};
use crate::site::OpenSite;
use clap::Args;
use std::collections::BTreeMap;
use std::io::Write;

/// Lines asked for at once.
const WINDOW: u32 = 1_000;

/// Characters of context shown on either side of a line for people.
const SHOWN_CHARS: usize = 50;

/// The flags of `recto concordance`.
#[derive(Debug, Args)]
pub struct ConcordanceFlags {
    /// What is asked.
    #[command(flatten)]
    pub query: QueryFlags,
    /// Context on either side, in tokens.
    #[arg(long, default_value_t = 8, value_name = "N")]
    pub context: u32,
    /// Up to three keys: L1, R1 …, node, article, date.
    #[arg(long, value_name = "KEYS", default_value = "")]
    pub sort: String,
    /// A random choice of so many lines; the same seed chooses the same ones.
    #[arg(long, value_name = "N")]
    pub sample: Option<u32>,
    /// What the choice begins with.
    #[arg(long, value_name = "N", default_value_t = 1, requires = "sample")]
    pub seed: u32,
    /// Groups that the lines stand in, with their counts.
    #[arg(long, value_name = "BY", value_parser = group_of)]
    pub group: Option<LineBy>,
    /// Lines at most [default: all].
    #[arg(long, value_name = "N")]
    pub limit: Option<u32>,
    /// Lines to skip.
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub offset: u32,
    /// Prints a CSV table, a row a line.
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// Prints one JSON value.
    #[arg(long)]
    pub json: bool,
}

fn group_of(name: &str) -> Result<LineBy, String> {
    LineBy::parse(name).ok_or_else(|| format!("expected one of {}", LineBy::ALL.map(LineBy::name).join(", ")))
}

/// Runs the command.
pub fn run(flags: &ConcordanceFlags) -> Result<Finish, Failure> {
    let request = ConcordanceRequest {
        spec: spec(&flags.query),
        context_tokens: flags.context,
        sort: keys(&flags.sort)?,
        sample: flags.sample.map(|lines| Sample { lines, seed: flags.seed }),
        group: flags.group,
        offset: flags.offset,
        limit: 0,
    };
    let mut site = flags.query.site.open()?;
    let mut out = stdout();
    if flags.csv {
        let mut export = Export::lines(&request, &site.engine.root().corpus_name());
        let answer = windows(&mut site, flags.limit, request.clone(), |answer| {
            export.add_lines(&answer);
            Ok(out.write_all(export.take().as_bytes())?)
        })?;
        tell_problems(&answer.problems);
        tell_cuts(&answer.cuts);
        out.flush()?;
        return Ok(Finish::Success);
    }
    let (mut lines, mut cards, mut groups) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
    let answer = windows(&mut site, flags.limit, request.clone(), |answer| {
        lines.extend(answer.lines);
        cards.extend(answer.cards.into_iter().map(|card| (card.article, card)));
        groups.extend(answer.groups.into_iter().map(|group| (group.first, group)));
        Ok(())
    })?;
    if flags.json {
        let groups: Vec<_> = groups.into_values().collect();
        json_line(&mut out, &all_lines(&request, &answer, &lines, &groups))?;
    } else {
        tell_problems(&answer.problems);
        tell_cuts(&answer.cuts);
        tell(&mut out, &request, &answer, &lines, &cards, &groups)?;
    }
    out.flush()?;
    Ok(Finish::Success)
}

/// Asks for lines window by window and hands each answer on. Returns what the last said beside its lines.
fn windows(
    site: &mut OpenSite,
    limit: Option<u32>,
    mut request: ConcordanceRequest,
    mut take: impl FnMut(ConcordanceAnswer) -> Result<(), Failure>,
) -> Result<ConcordanceAnswer, Failure> {
    let mut left = limit.unwrap_or(u32::MAX);
    loop {
        request.limit = left.min(WINDOW);
        let answer = site.ask(request.clone())?;
        let found = answer.lines.len() as u32;
        let head = ConcordanceAnswer { lines: Vec::new(), cards: Vec::new(), ..answer.clone() };
        take(answer)?;
        (request.offset, left) = (request.offset.saturating_add(found), left.saturating_sub(found));
        if found == 0 || left == 0 || u64::from(request.offset) >= head.listed {
            return Ok(head);
        }
    }
}

fn tell(
    out: &mut impl Write,
    request: &ConcordanceRequest,
    answer: &ConcordanceAnswer,
    lines: &[Line],
    cards: &BTreeMap<ArticleId, Card>,
    groups: &BTreeMap<u64, LineGroup>,
) -> Result<(), Failure> {
    let mut before = None;
    for (line, at) in lines.iter().zip(u64::from(request.offset)..) {
        let group = groups.range(..=at).next_back().map(|(_, group)| group);
        if let Some(group) = group.filter(|group| before != Some(group.first)) {
            writeln!(out, "{}: {}", group_name(group, cards), count(group.lines, "place"))?;
            before = Some(group.first);
        }
        let left: String = one_line(&line.left);
        let skip = left.chars().count().saturating_sub(SHOWN_CHARS);
        let left: String = left.chars().skip(skip).collect();
        let right: String = one_line(&line.right).chars().take(SHOWN_CHARS).collect();
        let node = shown(&line.node);
        writeln!(out, "{left:>SHOWN_CHARS$}  «{node}»  {right:<SHOWN_CHARS$}  [{}]", line.article.0)?;
    }
    if let Some(sample) = request.sample {
        writeln!(out, "a sample of {} by the seed {}, of:", count(answer.listed, "place"), sample.seed)?;
    }
    writeln!(out, "{}{}", count(answer.total, "place"), tiers(answer.tiers))?;
    for card in cards.values() {
        writeln!(out, "{}", card_line(card))?;
    }
    Ok(())
}

fn group_name(group: &LineGroup, cards: &BTreeMap<ArticleId, Card>) -> String {
    match group.article {
        Some(article) => cards.get(&article).map_or_else(|| article.0.to_string(), |card| one_line(&card.id)),
        None if group.value.is_empty() => "unknown".to_owned(),
        None => one_line(&group.value),
    }
}

/// Reads sort keys such as `L1,R1,date`.
fn keys(text: &str) -> Result<Vec<LineSort>, Failure> {
    let mut keys = Vec::new();
    for name in text.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        let key = LineSort::parse(name).ok_or_else(|| {
            let message = format!("expected a sort key L1–L20, R1–R20, node, article or date, found {name:?}");
            Failure::new(message, "for example --sort L1,R1,date")
        })?;
        keys.push(key);
    }
    if keys.len() > 3 {
        let message = format!("expected at most three sort keys, found {}", keys.len());
        return Err(Failure::new(message, "for example --sort L1,R1,date"));
    }
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sort_keys() {
        let check =
            |text: &str, expected: Option<&[LineSort]>| assert_eq!(keys(text).ok().as_deref(), expected, "{text}");
        check("", Some(&[]));
        check("L1,R2,date", Some(&[LineSort::Left(1), LineSort::Right(2), LineSort::Date]));
        check("node, ARTICLE", Some(&[LineSort::Node, LineSort::Article]));
        check("L0", None);
        check("L", None);
        check("Đ1", None);
        check("L1,L2,L3,L4", None);
    }
}
