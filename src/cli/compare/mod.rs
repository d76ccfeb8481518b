//! `recto compare`: what two or more articles share, and in which words they differ.

mod alike;
mod plain;
mod told;

pub use plain::article as article_of_file;

use super::flags::CompareFlags;
use super::output::{Failure, Finish, stdout};
use crate::article::ArticleId;
use crate::export::{comparison, comparison_json};
use crate::protocol::{CompareAnswer, CompareRequest, FindRequest};
use crate::site::{OpenSite, open_with};
use std::io::Write;
use std::path::Path;

/// Runs the command.
pub fn run(flags: &CompareFlags) -> Result<Finish, Failure> {
    let (answer, corpus) = match flags.articles.as_slice() {
        [file] if Path::new(file).is_file() && flags.site.is_file() => {
            (plain::compare([&flags.site, Path::new(file)], flags.blocks.into())?, String::new())
        }
        [] | [_] => return one_or_none(flags),
        _ => {
            let mut site = open_with(&flags.site, flags.password.read()?.as_ref())?;
            let articles = ids(&mut site, &flags.articles)?;
            let request = CompareRequest { articles, blocks: flags.blocks.into(), pasted: None, pasted_first: false };
            let answer = site.ask(request)?;
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

/// Lists what is like the one article that is named, or the pairs of the site that share most.
fn one_or_none(flags: &CompareFlags) -> Result<Finish, Failure> {
    let mut site = match (open_with(&flags.site, flags.password.read()?.as_ref()), flags.articles.first()) {
        (Ok(site), _) => site,
        (Err(_), Some(name)) if flags.site.is_file() => {
            let found = format!("{} and {name:?}", flags.site.display());
            let message = format!("expected a site and two articles, or two files, found {found}");
            return Err(Failure::new(message, "`recto articles SITE` lists ids and numbers"));
        }
        (Err(error), _) => return Err(error.into()),
    };
    let article = ids(&mut site, &flags.articles)?.into_iter().next();
    let mut out = stdout();
    alike::tell(&mut out, &mut site, article, flags)?;
    out.flush()?;
    Ok(Finish::Success)
}

/// The ids of articles named by id or, where no article has that id, by number.
pub fn ids(site: &mut OpenSite, names: &[String]) -> Result<Vec<String>, Failure> {
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

fn text_of(answer: &CompareAnswer, article: ArticleId, (start, end): (u32, u32)) -> &str {
    let found = answer.articles.iter().find(|one| one.card.article == article);
    found.and_then(|one| one.text.get(start as usize..end as usize)).unwrap_or("")
}
