//! `recto articles`: the articles of a site, in order of their numbers.

use super::output::{Failure, Finish, card_line, json_line, stdout, terminal};
use crate::answers::whole;
use crate::article::ArticleId;
use crate::protocol::{ArticlesRequest, Card, Filters, FullArticle, QuerySpec, ReadRequest, SearchRequest, Sort};
use crate::site::{OpenSite, open_site};
use clap::Args;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

/// Cards asked for at once.
const WINDOW: u32 = 1_000;

/// The flags of `recto articles`.
#[derive(Debug, Args)]
pub struct ArticlesFlags {
    /// A packed folder or a page in one file.
    pub site: PathBuf,
    /// With their texts.
    #[arg(long)]
    pub text: bool,
    /// Lists of articles that are copies of one another the earliest alone.
    #[arg(long)]
    pub once: bool,
    /// Prints one JSON value a line.
    #[arg(long)]
    pub json: bool,
}

/// Runs the command.
pub fn run(flags: &ArticlesFlags) -> Result<Finish, Failure> {
    let mut site = open_site(&flags.site)?;
    let mut out = stdout();
    let mut listed = cards(&mut site)?;
    if flags.once {
        let counting = first_of_copies(&mut site)?;
        listed.retain(|card| counting.contains(&card.article));
    }
    for card in listed {
        if !flags.json && !flags.text {
            writeln!(out, "{}", card_line(&card))?;
            continue;
        }
        let article = read(&mut site, &card.id)?;
        if flags.json {
            json_line(&mut out, &whole(&article, flags.text, None))?;
        } else {
            writeln!(out, "{}\n\n{}\n", card_line(&card), terminal(article.text.trim()))?;
        }
    }
    out.flush()?;
    Ok(Finish::Success)
}

/// All cards, by number.
pub fn cards(site: &mut OpenSite) -> Result<Vec<Card>, Failure> {
    let mut cards: Vec<Card> = Vec::new();
    loop {
        let list = site.ask(ArticlesRequest { offset: cards.len() as u32, limit: WINDOW })?;
        if list.articles.is_empty() {
            break;
        }
        cards.extend(list.articles);
    }
    cards.sort_by_key(|card| card.article);
    Ok(cards)
}

/// One article in full.
pub fn read(site: &mut OpenSite, id: &str) -> Result<FullArticle, Failure> {
    let request = ReadRequest { article: id.to_owned(), spec: QuerySpec::default() };
    Ok(site.ask(request)?.article)
}

/// The articles that remain where copies count once, by number.
fn first_of_copies(site: &mut OpenSite) -> Result<BTreeSet<ArticleId>, Failure> {
    let spec = QuerySpec { filters: Filters { once: true, ..Filters::default() }, ..QuerySpec::default() };
    let mut numbers = BTreeSet::new();
    let mut offset = 0;
    loop {
        let request = SearchRequest { spec: spec.clone(), sort: Sort::Oldest, fold: false, offset, limit: WINDOW };
        let answer = site.ask(request)?;
        let Some(group) = answer.groups.first() else { return Ok(numbers) };
        numbers.extend(group.results.iter().map(|result| result.card.article));
        offset += WINDOW;
        if group.results.len() < WINDOW as usize || offset >= group.total.articles {
            return Ok(numbers);
        }
    }
}
