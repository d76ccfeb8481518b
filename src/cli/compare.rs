//! `recto compare`: what two or more articles share.

use super::flags::CompareFlags;
use super::output::{Failure, Finish, ask, card_line, count, json_line, mismatch, one_line, stdout};
use crate::article::ArticleId;
use crate::compare::Kind;
use crate::protocol::{CompareAnswer, CompareRequest, Overlap, Overview, Passage, Request, Response};
use crate::site::{OpenSite, open_site};
use serde_json::{Value, json};
use std::io::Write;

/// Runs the command.
pub fn run(flags: &CompareFlags) -> Result<Finish, Failure> {
    let mut site = open_site(&flags.site)?;
    let articles = numbers(&mut site, &flags.articles)?;
    let Response::Compare(answer) = ask(&mut site, &Request::Compare(CompareRequest { articles }))? else {
        return Err(mismatch());
    };
    let mut out = stdout();
    if flags.json {
        json_line(&mut out, &as_json(&answer))?;
    } else {
        tell(&mut out, &answer)?;
    }
    out.flush()?;
    Ok(Finish::Success)
}

/// The numbers of articles named by id or, where no article has that id, by number.
fn numbers(site: &mut OpenSite, names: &[String]) -> Result<Vec<ArticleId>, Failure> {
    let Response::Overview(Overview { articles, .. }) = ask(site, &Request::Overview)? else { return Err(mismatch()) };
    let Response::Find(found) = ask(site, &Request::Find { ids: names.to_vec() })? else { return Err(mismatch()) };
    let mut numbers = Vec::new();
    for (name, found) in names.iter().zip(found) {
        let number = name.parse::<u32>().ok().filter(|n| *n < articles).map(ArticleId);
        let Some(number) = found.or(number) else {
            let message = format!("expected an article's id or a number below {articles}, found {name:?}");
            return Err(Failure::new(message, "`recto articles SITE` lists ids and numbers"));
        };
        if numbers.contains(&number) {
            let message = format!("expected different articles, found {name:?} twice");
            return Err(Failure::new(message, "`recto articles SITE` lists ids and numbers"));
        }
        numbers.push(number);
    }
    Ok(numbers)
}

fn tell(out: &mut impl Write, answer: &CompareAnswer) -> Result<(), Failure> {
    for article in &answer.articles {
        writeln!(out, "{}", card_line(&article.card))?;
    }
    for overlap in answer.overlaps.iter().filter(|o| o.all_tokens > 0) {
        let percent = overlap.share() * 100.0;
        writeln!(
            out,
            "{percent:.0} % of [{}] is in [{}] ({} of {} tokens)",
            overlap.of.0, overlap.within.0, overlap.shared_tokens, overlap.all_tokens
        )?;
    }
    writeln!(out, "{}", count(answer.passages.len() as u64, "shared passage"))?;
    for passage in &answer.passages {
        tell_passage(out, answer, passage)?;
    }
    Ok(())
}

fn tell_passage(out: &mut impl Write, answer: &CompareAnswer, passage: &Passage) -> Result<(), Failure> {
    let layer = serde_json::to_value(passage.layer)?;
    let kind = kind_in_words(passage);
    let moved = if passage.moved { ", moved" } else { "" };
    let minor = if passage.minor { ", title, caption or name" } else { "" };
    let layer = layer.as_str().unwrap_or("");
    writeln!(out, "\n{layer}, {kind}{moved}, {} tokens{minor}", passage.tokens)?;
    for span in &passage.spans {
        let article = answer.articles.iter().find(|a| a.card.article == span.article);
        let text = article.and_then(|a| a.text.get(span.start as usize..span.end as usize)).unwrap_or("");
        writeln!(out, "  [{}] {}", span.article.0, one_line(text))?;
    }
    Ok(())
}

/// How the wordings relate, and in what alone they differ.
fn kind_in_words(passage: &Passage) -> String {
    let kind = match passage.kind {
        Kind::Verbatim if passage.marks_differ => return "differs in marks only".to_owned(),
        Kind::Verbatim if passage.typography => return "differs in typography only".to_owned(),
        Kind::Verbatim => "verbatim",
        Kind::Near => "reworded",
        Kind::Reordered => "reordered",
    };
    let marks = if passage.marks_differ { ", marks differ" } else { "" };
    let signs = if passage.signs_differ { ", a sign or quotation differs" } else { "" };
    format!("{kind}{marks}{signs}")
}

fn as_json(answer: &CompareAnswer) -> Value {
    let articles: Vec<Value> = answer
        .articles
        .iter()
        .map(|a| {
            let card = &a.card;
            json!({"article": card.article, "id": card.id, "title": card.title, "date": card.date})
        })
        .collect();
    // Four digits are more than a share means.
    let share = |overlap: &Overlap| (overlap.share() * 10_000.0).round() / 10_000.0;
    let overlaps: Vec<Value> = answer
        .overlaps
        .iter()
        .map(|one| {
            json!({"of": one.of, "within": one.within, "shared_tokens": one.shared_tokens,
                   "all_tokens": one.all_tokens, "share": share(one)})
        })
        .collect();
    json!({"articles": articles, "passages": answer.passages, "overlaps": overlaps})
}
