//! `recto compare`: what two or more articles share, and in which words they differ.

mod plain;
mod told;

use super::flags::CompareFlags;
use super::output::{Failure, Finish, ask, mismatch, stdout};
use crate::article::ArticleId;
use crate::export::{comparison, comparison_json};
use crate::protocol::{CompareAnswer, CompareRequest, Overview, Request, Response};
use crate::site::{OpenSite, open_site};
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
            let articles = numbers(&mut site, &flags.articles)?;
            let request = CompareRequest { articles, blocks: flags.blocks.into(), pasted: None, pasted_first: false };
            let Response::Compare(answer) = ask(&mut site, &Request::Compare(request))? else {
                return Err(mismatch());
            };
            (answer, site.engine.root().corpus_name())
        }
    };
    let mut out = stdout();
    if flags.json {
        writeln!(out, "{}", comparison_json(&answer, &corpus))?;
    } else if flags.csv {
        out.write_all(comparison(&answer, &corpus).as_bytes())?;
    } else {
        told::tell(&mut out, &answer)?;
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

fn text_of(answer: &CompareAnswer, article: ArticleId, (start, end): (u32, u32)) -> &str {
    let found = answer.articles.iter().find(|one| one.card.article == article);
    found.and_then(|one| one.text.get(start as usize..end as usize)).unwrap_or("")
}
