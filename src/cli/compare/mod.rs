//! `recto compare`: what two or more articles share, and in which words they differ.

mod plain;
mod told;

use super::flags::CompareFlags;
use super::output::{Failure, Finish, json_line, stdout};
use crate::article::ArticleId;
use crate::export::{citation, comparison};
use crate::protocol::{CompareAnswer, CompareRequest, FindRequest};
use crate::site::{OpenSite, open_site};
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;

/// Runs the command.
pub fn run(flags: &CompareFlags) -> Result<Finish, Failure> {
    let (answer, corpus) = match flags.articles.as_slice() {
        [file] if Path::new(file).is_file() && flags.site.is_file() => {
            (plain::compare([&flags.site, Path::new(file)], flags.blocks.into())?, String::new())
        }
        [name] => {
            let found = format!("{} and {name:?}", flags.site.display());
            let message = format!("expected a site and two articles, or two files, found {found}");
            return Err(Failure::new(message, "`recto articles SITE` lists ids and numbers"));
        }
        _ => {
            let mut site = open_site(&flags.site)?;
            let articles = ids(&mut site, &flags.articles)?;
            let request = CompareRequest { articles, blocks: flags.blocks.into(), pasted: None };
            let answer = site.ask(request)?;
            (answer, site.engine.root().corpus_name())
        }
    };
    let mut out = stdout();
    if flags.json {
        json_line(&mut out, &as_json(&answer))?;
    } else if flags.csv {
        out.write_all(comparison(&answer, &corpus).as_bytes())?;
    } else {
        told::tell(&mut out, &answer)?;
    }
    out.flush()?;
    Ok(Finish::Success)
}

/// The ids of articles named by id or, where no article has that id, by number.
fn ids(site: &mut OpenSite, names: &[String]) -> Result<Vec<String>, Failure> {
    let hint = "`recto articles SITE` lists ids and numbers";
    let mut ids = Vec::new();
    for (name, card) in names.iter().zip(site.ask(FindRequest { names: names.to_vec() })?) {
        let Some(card) = card else {
            let below = site.engine.root().counts.articles;
            let message = format!("expected an article's id or a number below {below}, found {name:?}");
            return Err(Failure::new(message, hint));
        };
        if ids.contains(&card.id) {
            return Err(Failure::new(format!("expected different articles, found {name:?} twice"), hint));
        }
        ids.push(card.id);
    }
    Ok(ids)
}

fn as_json(answer: &CompareAnswer) -> Value {
    let articles: Vec<Value> = answer
        .articles
        .iter()
        .map(|a| {
            let card = &a.card;
            json!({"article": card.article, "id": card.id, "title": card.title, "date": card.date,
                   "citation": citation(card)})
        })
        .collect();
    // Four digits are more than a share means.
    let overlaps: Vec<Value> = answer
        .overlaps
        .iter()
        .map(|one| {
            let share = (one.share() * 10_000.0).round() / 10_000.0;
            json!({"of": one.of, "within": one.within, "shared_tokens": one.shared_tokens,
                   "all_tokens": one.all_tokens, "share": share})
        })
        .collect();
    json!({"articles": articles, "passages": passages_json(answer), "overlaps": overlaps,
           "summaries": summaries_json(answer)})
}

fn text_of(answer: &CompareAnswer, article: ArticleId, (start, end): (u32, u32)) -> &str {
    let found = answer.articles.iter().find(|one| one.card.article == article);
    found.and_then(|one| one.text.get(start as usize..end as usize)).unwrap_or("")
}

/// Passages as they are, with the words of spans, edits and facts beside their bytes.
fn passages_json(answer: &CompareAnswer) -> Vec<Value> {
    let passage = |passage: &crate::protocol::Passage| {
        let mut value = json!(passage);
        let [a, b, ..] = passage.spans.as_slice() else { return value };
        for (at, span) in passage.spans.iter().enumerate() {
            value["spans"][at]["text"] = text_of(answer, span.article, (span.start, span.end)).into();
        }
        let mut words = |list: &str, at: usize, in_a: (u32, u32), in_b: (u32, u32)| {
            value[list][at]["a_text"] = text_of(answer, a.article, in_a).into();
            value[list][at]["b_text"] = text_of(answer, b.article, in_b).into();
        };
        passage.edits.iter().enumerate().for_each(|(at, edit)| words("edits", at, edit.a, edit.b));
        passage.facts.iter().enumerate().for_each(|(at, fact)| words("facts", at, fact.a, fact.b));
        value
    };
    answer.passages.iter().map(passage).collect()
}

/// Summaries as they are, with the words of the sentences beside their bytes.
fn summaries_json(answer: &CompareAnswer) -> Vec<Value> {
    let summary = |summary: &crate::protocol::Summary| {
        let mut value = json!(summary);
        let lists = [("only_a", summary.articles.0, &summary.only_a), ("only_b", summary.articles.1, &summary.only_b)];
        for (list, article, own) in lists {
            for (at, one) in own.iter().enumerate() {
                value[list][at]["text"] = text_of(answer, article, (one.start, one.end)).into();
            }
        }
        value
    };
    answer.summaries.iter().map(summary).collect()
}
