//! `recto concordance`: every place of a query with its context.

use super::articles::read;
use super::flags::ConcordanceFlags;
use super::output::{Failure, Finish, ask, count, json_line, mismatch, one_line, problems_json, stdout, tell_problems};
use super::search::spec;
use crate::engine::protocol::{ConcordanceAnswer, ConcordanceRequest, LineSort, Request, Response};
use crate::pack::site::{OpenSite, open_site};
use serde_json::json;
use std::collections::BTreeMap;
use std::io::Write;

/// Lines asked for at once.
const WINDOW: u32 = 1_000;

/// Characters of context shown on either side of a line for people.
const SHOWN_CHARS: usize = 50;

/// Runs the command.
pub fn run(flags: &ConcordanceFlags) -> Result<Finish, Failure> {
    let sort = keys(&flags.sort)?;
    let mut site = open_site(&flags.query.site)?;
    let answer = lines(&mut site, flags, sort)?;
    let mut out = stdout();
    if flags.json {
        json_line(
            &mut out,
            &json!({"total": answer.total, "problems": problems_json(&answer.problems), "lines": answer.lines}),
        )?;
    } else {
        tell_problems(&answer.problems);
        tell(&mut out, &mut site, &answer)?;
    }
    out.flush()?;
    Ok(Finish::Success)
}

fn lines(site: &mut OpenSite, flags: &ConcordanceFlags, sort: Vec<LineSort>) -> Result<ConcordanceAnswer, Failure> {
    let wanted = flags.limit.unwrap_or(u32::MAX);
    let mut all: Option<ConcordanceAnswer> = None;
    loop {
        let have = all.as_ref().map_or(0, |a| a.lines.len() as u32);
        let request = Request::Concordance(ConcordanceRequest {
            spec: spec(&flags.query),
            context_tokens: flags.context,
            sort: sort.clone(),
            offset: flags.offset.saturating_add(have),
            limit: WINDOW.min(wanted - have),
        });
        let Response::Concordance(answer) = ask(site, &request)? else { return Err(mismatch()) };
        let end = answer.lines.is_empty();
        let all = match &mut all {
            Some(all) => {
                all.lines.extend(answer.lines);
                all
            }
            None => all.insert(answer),
        };
        let have = all.lines.len() as u64;
        if end || have >= u64::from(wanted) || u64::from(flags.offset) + have >= all.total {
            return Ok(all.clone());
        }
    }
}

fn tell(out: &mut impl Write, site: &mut OpenSite, answer: &ConcordanceAnswer) -> Result<(), Failure> {
    let mut ids = BTreeMap::new();
    for line in &answer.lines {
        let left: String = one_line(&line.left);
        let skip = left.chars().count().saturating_sub(SHOWN_CHARS);
        let left: String = left.chars().skip(skip).collect();
        let right: String = one_line(&line.right).chars().take(SHOWN_CHARS).collect();
        let node = one_line(&line.node);
        writeln!(out, "{left:>SHOWN_CHARS$}  «{node}»  {right:<SHOWN_CHARS$}  [{}]", line.article.0)?;
        if let std::collections::btree_map::Entry::Vacant(entry) = ids.entry(line.article) {
            entry.insert(read(site, line.article)?.card);
        }
    }
    writeln!(out, "{}", count(answer.total, "place"))?;
    for card in ids.values() {
        writeln!(out, "{}", super::output::card_line(card))?;
    }
    Ok(())
}

/// Reads sort keys such as `L1,R1,date`.
fn keys(text: &str) -> Result<Vec<LineSort>, Failure> {
    let mut keys = Vec::new();
    for name in text.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        let lower = name.to_lowercase();
        let nth = lower.get(1..).and_then(|n| n.parse::<u8>().ok()).filter(|n| (1..=20).contains(n));
        keys.push(match (lower.as_str(), nth) {
            ("node", _) => LineSort::Node,
            ("article", _) => LineSort::Article,
            ("date", _) => LineSort::Date,
            (key, Some(n)) if key.starts_with('l') => LineSort::Left(n),
            (key, Some(n)) if key.starts_with('r') => LineSort::Right(n),
            _ => {
                let message = format!("expected a sort key L1–L20, R1–R20, node, article or date, found {name:?}");
                return Err(Failure::new(message, "for example --sort L1,R1,date"));
            }
        });
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
