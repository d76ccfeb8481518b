//! `recto words`: the words of a site, or of the articles a query finds, by how often they occur.

use super::articles::{cards, read};
use super::explain::lexicon;
use super::output::{Failure, Finish, json_line, one_line, stdout, tell_problems};
use crate::article::{ArticleId, Field};
use crate::compounds::{Counts, Learned, Words};
use crate::protocol::{Filters, FullArticle, QuerySpec, SearchRequest, Sort};
use crate::site::{OpenSite, open_site};
use crate::text::exact_key;
use clap::Args;
use serde_json::json;
use std::collections::{BTreeSet, HashMap};
use std::io::Write;
use std::path::PathBuf;

/// Results asked for at once.
const WINDOW: u32 = 500;

/// The flags of `recto words`.
#[derive(Debug, Args)]
pub struct WordsFlags {
    /// A packed folder or a page in one file.
    pub site: PathBuf,
    /// Only of articles that a query finds.
    #[arg(long = "where", value_name = "QUERY")]
    pub query: Option<String>,
    /// Counts articles that are copies of one another once: the earliest of those that the query finds.
    #[arg(long)]
    pub once: bool,
    /// The words of several syllables, one a line [default: learned from the site].
    #[arg(long, value_name = "FILE")]
    pub lexicon: Option<PathBuf>,
    /// Words at most.
    #[arg(long, default_value_t = 100, value_name = "N")]
    pub limit: usize,
    /// Prints one JSON value a line.
    #[arg(long)]
    pub json: bool,
}

/// How often a word occurs.
#[derive(Debug, Default)]
struct Tally {
    hits: u64,
    articles: u32,
    last: Option<ArticleId>,
}

/// Runs the command.
pub fn run(flags: &WordsFlags) -> Result<Finish, Failure> {
    let mut site = open_site(&flags.site)?;
    let mut chosen = cards(&mut site)?;
    let words = match &flags.lexicon {
        Some(path) => Words::Lexicon(lexicon(path)?),
        None => {
            let mut counts = Counts::default();
            for card in &chosen {
                each_block(&read(&mut site, &card.id)?, |block| counts.add(block));
            }
            Words::Learned(Learned::of(counts))
        }
    };
    if flags.query.is_some() || flags.once {
        let found = found(&mut site, flags.query.as_deref().unwrap_or_default(), flags.once)?;
        chosen.retain(|card| found.contains(&card.article));
    }
    let mut tallies: HashMap<String, Tally> = HashMap::new();
    let mut total = 0u64;
    for card in chosen {
        each_block(&read(&mut site, &card.id)?, |block| {
            for word in words.cut(block) {
                let surface = &block[word.start..word.end];
                if !surface.contains(char::is_alphabetic) {
                    continue;
                }
                total += 1;
                let key = surface.split_whitespace().map(exact_key).collect::<Vec<_>>().join(" ");
                let tally = tallies.entry(key).or_default();
                tally.hits += 1;
                if tally.last.replace(card.article) != Some(card.article) {
                    tally.articles += 1;
                }
            }
        });
    }
    let mut rows: Vec<(String, Tally)> = tallies.into_iter().collect();
    rows.sort_by(|a, b| b.1.hits.cmp(&a.1.hits).then(a.0.cmp(&b.0)));
    let mut out = stdout();
    for (word, tally) in rows.iter().take(flags.limit) {
        let per_million = tally.hits as f64 * 1e6 / total.max(1) as f64;
        if flags.json {
            let row = json!({"word": word, "hits": tally.hits, "articles": tally.articles, "per_million": per_million});
            json_line(&mut out, &row)?;
        } else {
            writeln!(out, "{:>8}  {:>6}  {}", tally.hits, tally.articles, one_line(word))?;
        }
    }
    out.flush()?;
    Ok(Finish::Success)
}

/// Tells the blocks of title, lead and body.
fn each_block(article: &FullArticle, mut tell: impl FnMut(&str)) {
    for block in article.blocks.iter().filter(|block| block.field() != Field::Aside) {
        tell(block.of(&article.text));
    }
}

/// The articles a query finds as one expression, by number; without a query all. Copies count once where that is asked.
pub fn found(site: &mut OpenSite, query: &str, once: bool) -> Result<BTreeSet<ArticleId>, Failure> {
    let filters = Filters { once, ..Filters::default() };
    let spec = QuerySpec { query: query.to_owned(), filters, ..QuerySpec::default() };
    let mut numbers = BTreeSet::new();
    let mut offset = 0;
    loop {
        let request = SearchRequest { spec: spec.clone(), sort: Sort::Oldest, fold: false, offset, limit: WINDOW };
        let answer = site.ask(request)?;
        if offset == 0 {
            tell_problems(&answer.problems);
        }
        let Some(group) = answer.groups.first() else { return Ok(numbers) };
        numbers.extend(group.results.iter().map(|result| result.card.article));
        offset += WINDOW;
        if group.results.len() < WINDOW as usize || offset >= group.total.articles {
            return Ok(numbers);
        }
    }
}
