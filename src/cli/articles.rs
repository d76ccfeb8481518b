//! `recto articles`: the articles of a site, in order of their numbers.

use super::output::{Failure, Finish, card_line, json_line, stdout, terminal};
use super::site_arg::SiteArg;
use crate::answers::whole;
use crate::article::ArticleId;
use crate::export::References;
use crate::protocol::{ArticlesRequest, Card, Filters, FullArticle, QuerySpec, ReadRequest, SearchRequest, Sort};
use crate::site::OpenSite;
use clap::Args;
use std::collections::BTreeSet;
use std::io::Write;

/// Cards asked for at once.
const WINDOW: u32 = 1_000;

/// The flags of `recto articles`.
#[derive(Debug, Args)]
pub struct ArticlesFlags {
    /// The site.
    #[command(flatten)]
    pub site: SiteArg,
    /// With their texts.
    #[arg(long)]
    pub text: bool,
    /// Lists of articles that are copies of one another the earliest alone.
    #[arg(long)]
    pub once: bool,
    /// Those that a query finds, as one expression.
    #[arg(long = "where", value_name = "QUERY")]
    pub query: Option<String>,
    /// Prints one JSON value a line.
    #[arg(long)]
    pub json: bool,
    /// Prints references in BibTeX.
    #[arg(long, conflicts_with_all = ["json", "text", "ris"])]
    pub bibtex: bool,
    /// Prints references in RIS.
    #[arg(long, conflicts_with_all = ["json", "text"])]
    pub ris: bool,
}

/// Runs the command.
pub fn run(flags: &ArticlesFlags) -> Result<Finish, Failure> {
    let mut site = flags.site.open()?;
    let mut out = stdout();
    let mut listed = cards(&mut site)?;
    if flags.once || flags.query.is_some() {
        let found = found(&mut site, flags)?;
        listed.retain(|card| found.contains(&card.article));
    }
    if flags.bibtex || flags.ris {
        let form = if flags.bibtex { References::Bibtex } else { References::Ris };
        out.write_all(form.of(&listed, &site.engine.root().corpus_name()).as_bytes())?;
        out.flush()?;
        return Ok(Finish::Success);
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

/// The articles that a query finds, those alone that remain where copies count once, by number.
fn found(site: &mut OpenSite, flags: &ArticlesFlags) -> Result<BTreeSet<ArticleId>, Failure> {
    let query = flags.query.clone().unwrap_or_default();
    let spec = QuerySpec { query, filters: Filters { once: flags.once, ..Filters::default() }, ..QuerySpec::default() };
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
