//! `recto families`: the wordings that a site repeats, best first. `recto family`: one of them, with all its places.
//! `recto reprints`: the articles that are copies of one another.

use super::output::{Failure, Finish, card_line, count, json_line, one_line, stdout, tell_problems};
use super::site_arg::SiteArg;
use crate::answers::{occurrence, repeated};
use crate::article::ArticleId;
use crate::protocol::{
    Card, CardsRequest, FamiliesRequest, FamilyAnswer, FamilyEntry, FamilyRequest, MarksMode, QuerySpec, Reprint,
    ReprintsRequest,
};
use crate::site::OpenSite;
use clap::Args;
use serde_json::{Value, json};
use std::io::Write;

/// Rows, or places, asked for at once.
const WINDOW: u32 = 1_000;
/// Articles whose titles are asked for at once.
const CARDS: usize = 64;
/// Effort that looks through every family there can be.
const ALL_OF_THEM: u8 = 8;

/// What `recto families --help` says at its end.
pub const LIST_HELP: &str = "Examples:\n  recto families site/ --limit 20\n  recto families site/ --where 'date:2021' --json\n\n\
    A line of JSON per family: its places by date, the earliest dated one in this corpus first, undated ones last and \
    unranked.";
/// What `recto family --help` says at its end.
pub const ONE_HELP: &str = "Examples:\n  recto family site/ 0\n  recto family site/ 'từ sớm, từ xa' --json";
/// What `recto reprints --help` says at its end.
pub const REPRINTS_HELP: &str = "Example:\n  recto reprints site/ --json\n\n\
    `share` is how much of an article stands in the first of its group, in hundredths, `share_back` how much of the \
    first stands in it.";

/// The flags of `recto families`.
#[derive(Debug, Args)]
pub struct FamiliesFlags {
    /// The site.
    #[command(flatten)]
    pub site: SiteArg,
    /// Only families that stand in articles a query finds.
    #[arg(long = "where", value_name = "QUERY")]
    pub query: Option<String>,
    /// Articles that a family must stand in, of those that the query finds.
    #[arg(long, default_value_t = 2, value_name = "N")]
    pub min_articles: u32,
    /// Lists what is set apart: names, common phrases, and what stands at the edge of many articles.
    #[arg(long)]
    pub apart: bool,
    /// Families at most [default: all].
    #[arg(long, value_name = "N")]
    pub limit: Option<u32>,
    /// Prints one JSON value a line.
    #[arg(long)]
    pub json: bool,
}

/// The flags of `recto family`.
#[derive(Debug, Args)]
pub struct FamilyFlags {
    /// The site.
    #[command(flatten)]
    pub site: SiteArg,
    /// Its number in `recto families`, or its first words.
    pub family: String,
    /// Counts in the list of what is set apart.
    #[arg(long)]
    pub apart: bool,
    /// Prints one JSON value.
    #[arg(long)]
    pub json: bool,
}

/// The flags of `recto reprints`.
#[derive(Debug, Args)]
pub struct ReprintsFlags {
    /// The site.
    #[command(flatten)]
    pub site: SiteArg,
    /// Prints one JSON value a line.
    #[arg(long)]
    pub json: bool,
}

/// Runs `recto families`.
pub fn list(flags: &FamiliesFlags) -> Result<Finish, Failure> {
    let mut site = flags.site.open()?;
    let mut out = stdout();
    let spec = QuerySpec {
        query: flags.query.clone().unwrap_or_default(),
        marks: MarksMode::Smart,
        effort: ALL_OF_THEM,
        ..QuerySpec::default()
    };
    let end = flags.limit.unwrap_or(u32::MAX);
    let mut request =
        FamiliesRequest { apart: flags.apart, spec, least_articles: flags.min_articles, offset: 0, limit: 0 };
    loop {
        request.limit = WINDOW.min(end - request.offset);
        let answer = site.ask(request.clone())?;
        if request.offset == 0 {
            tell_problems(&answer.problems);
        }
        for row in &answer.rows {
            if flags.json {
                let found = whole(&mut site, &row.label, row.nth)?;
                json_line(&mut out, &repeated(row, &found.places))?;
            } else {
                tell_row(&mut out, row)?;
            }
        }
        request.offset = request.offset.saturating_add(answer.rows.len() as u32);
        if answer.rows.is_empty() || request.offset >= end.min(answer.total) {
            out.flush()?;
            return Ok(Finish::Success);
        }
    }
}

/// Runs `recto family`.
pub fn one(flags: &FamilyFlags) -> Result<Finish, Failure> {
    let mut site = flags.site.open()?;
    let mut out = stdout();
    let (label, nth) = match flags.family.parse::<u32>() {
        Ok(rank) => {
            let request = FamiliesRequest { apart: flags.apart, offset: rank, limit: 1, ..FamiliesRequest::default() };
            let answer = site.ask(request.clone())?;
            let all = count(u64::from(answer.all), "family").replace("familys", "families");
            let row = answer.rows.into_iter().next().ok_or_else(|| {
                Failure::new(
                    format!("no family {rank}: the list has {all}, numbered from 0"),
                    "`recto families` lists them",
                )
            })?;
            (row.label, row.nth)
        }
        Err(_) => (flags.family.clone(), 0),
    };
    let found = whole(&mut site, &label, nth)?;
    let articles: Vec<_> = found.places.iter().map(|place| place.article).collect();
    let cards = cards(&mut site, &articles)?;
    if flags.json {
        json_line(&mut out, &family(&found, &cards))?;
    } else {
        tell_family(&mut out, &found, &cards)?;
    }
    out.flush()?;
    Ok(Finish::Success)
}

/// Runs `recto reprints`.
pub fn reprints(flags: &ReprintsFlags) -> Result<Finish, Failure> {
    let mut site = flags.site.open()?;
    let mut out = stdout();
    let mut offset = 0;
    loop {
        let answer = site.ask(ReprintsRequest { offset, limit: WINDOW })?;
        for group in &answer.groups {
            let articles: Vec<_> = group.iter().map(|one| one.article).collect();
            let cards = cards(&mut site, &articles)?;
            if flags.json {
                let members: Value = group.iter().zip(&cards).map(|(one, card)| reprint(one, card)).collect();
                json_line(&mut out, &json!({"articles": members}))?;
                continue;
            }
            writeln!(out, "{}", count(group.len() as u64, "article"))?;
            for (one, card) in group.iter().zip(&cards) {
                writeln!(out, "  {}%/{}%  {}", one.share, one.share_back, card_line(card))?;
            }
        }
        offset += answer.groups.len() as u32;
        if answer.groups.is_empty() || offset >= answer.total {
            out.flush()?;
            return Ok(Finish::Success);
        }
    }
}

fn reprint(one: &Reprint, card: &Card) -> Value {
    json!({
        "article": one.article, "id": card.id, "title": card.title, "date": card.date, "source": card.source,
        "share": one.share, "share_back": one.share_back,
    })
}

/// A family with all its places.
fn whole(site: &mut OpenSite, label: &str, nth: u32) -> Result<FamilyAnswer, Failure> {
    let mut all: Option<FamilyAnswer> = None;
    loop {
        let offset = all.as_ref().map_or(0, |all| all.places.len() as u32);
        let request = FamilyRequest { label: label.to_owned(), nth, offset, limit: WINDOW };
        let answer = site.ask(request)?;
        let ended = answer.places.is_empty();
        let all = match &mut all {
            Some(all) => {
                all.places.extend(answer.places);
                all
            }
            None => all.insert(answer),
        };
        if ended || all.places.len() as u32 >= all.total {
            return Ok(all.clone());
        }
    }
}

/// Articles as lists show them, in their order.
fn cards(site: &mut OpenSite, articles: &[ArticleId]) -> Result<Vec<Card>, Failure> {
    let mut cards = Vec::with_capacity(articles.len());
    for part in articles.chunks(CARDS) {
        cards.extend(site.ask(CardsRequest { articles: part.to_vec() })?);
    }
    Ok(cards)
}

fn family(found: &FamilyAnswer, cards: &[Card]) -> Value {
    let wordings = found.wordings.iter().map(|wording| {
        json!({"text": wording.text, "left_out": wording.left_out, "put_in": wording.put_in, "edits": wording.edits})
    });
    let occurrences = found.places.iter().zip(cards).map(|(one, card)| {
        let mut value = json!(occurrence(one));
        value["id"] = Value::from(card.id.as_str());
        value["title"] = Value::from(card.title.as_str());
        value["source"] = json!(card.source);
        value
    });
    json!({
        "kind": found.kind, "words": found.words, "articles": found.articles, "places": found.total,
        "wordings": wordings.collect::<Value>(), "occurrences": occurrences.collect::<Value>(),
    })
}

fn tell_row(out: &mut impl Write, row: &FamilyEntry) -> Result<(), Failure> {
    let since = row.earliest.map_or_else(|| "undated".to_owned(), |(_, date)| format!("from {date}"));
    let (articles, places) = (count(u64::from(row.articles), "article"), count(u64::from(row.places), "place"));
    writeln!(out, "[{}] {}  ({articles}, {places}, {since}; {})", row.rank, one_line(&row.label), row.kind.name())?;
    Ok(())
}

fn tell_family(out: &mut impl Write, found: &FamilyAnswer, cards: &[Card]) -> Result<(), Failure> {
    for (number, wording) in found.wordings.iter().enumerate() {
        let changed = match (wording.left_out, wording.put_in) {
            (0, 0) => String::new(),
            (left_out, put_in) => format!("  (-{left_out} +{put_in} words)"),
        };
        writeln!(out, "wording {number}: {}{changed}", one_line(&wording.text))?;
    }
    for (place, card) in found.places.iter().zip(cards) {
        writeln!(out, "wording {}  {}", place.wording, card_line(card))?;
    }
    Ok(())
}
