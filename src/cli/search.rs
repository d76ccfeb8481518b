//! `recto search`: the articles that match a query.

use super::asked::{spec, tell_cuts};
use super::flags::{SearchFlags, SortFlag};
use super::output::{Failure, Finish, by_tier, card_line, count, json_line, one_line, shown, stdout, tell_problems};
use crate::answers::found;
use crate::export::Export;
use crate::protocol::{
    Culprit, CulpritKind, GroupKind, OfferKind, OffersAnswer, OffersRequest, QuerySpec, SearchAnswer, SearchRequest,
    Sort,
};
use crate::site::OpenSite;
use std::io::Write;

/// Results asked for at once.
const WINDOW: u32 = 500;

/// Results shown when no limit is given.
const LIMIT: u32 = 50;

/// Runs the command.
pub fn run(flags: &SearchFlags) -> Result<Finish, Failure> {
    let mut site = flags.query.site.open()?;
    let sort = match flags.sort {
        SortFlag::Relevance => Sort::Relevance,
        SortFlag::Date => Sort::Date,
        SortFlag::Oldest => Sort::Oldest,
    };
    let spec = spec(&flags.query);
    if flags.csv {
        return csv(&mut site, flags, &spec, sort);
    }
    let offers = OffersRequest { spec: spec.clone() };
    let request = SearchRequest { spec, sort, fold: false, offset: flags.offset, limit: flags.limit.unwrap_or(LIMIT) };
    let answer = site.ask(request)?;
    let other = site.ask(offers)?;
    let mut out = stdout();
    if flags.json {
        json_line(&mut out, &found(&answer, &other))?;
    } else {
        tell_problems(&answer.problems);
        tell_cuts(&answer.cuts);
        tell(&mut out, &answer, &other)?;
        tell_culprits(&mut out, &other.diagnosis)?;
    }
    out.flush()?;
    Ok(Finish::Success)
}

/// Prints all results as CSV, window by window.
fn csv(site: &mut OpenSite, flags: &SearchFlags, spec: &QuerySpec, sort: Sort) -> Result<Finish, Failure> {
    let mut export = Export::results(spec, sort, &site.engine.root().corpus_name());
    let mut out = stdout();
    let (mut offset, mut left) = (flags.offset, flags.limit.unwrap_or(u32::MAX));
    loop {
        let request = SearchRequest { spec: spec.clone(), sort, fold: false, offset, limit: left.min(WINDOW) };
        let answer = site.ask(request)?;
        export.add_results(&answer);
        out.write_all(export.take().as_bytes())?;
        let found = answer.groups.iter().map(|group| group.results.len() as u32).sum();
        (offset, left) = (offset.saturating_add(found), left.saturating_sub(found));
        if found == 0 || left == 0 {
            tell_problems(&answer.problems);
            tell_cuts(&answer.cuts);
            break;
        }
    }
    out.flush()?;
    Ok(Finish::Success)
}

fn tell(out: &mut impl Write, answer: &SearchAnswer, other: &OffersAnswer) -> Result<(), Failure> {
    for group in &answer.groups {
        if group.kind == GroupKind::Words && group.total.articles == 0 {
            continue;
        }
        let name = match group.kind {
            GroupKind::Phrase => "as typed",
            GroupKind::Words => "all the words, apart",
        };
        let (articles, places) = (count(u64::from(group.total.articles), "article"), count(group.total.hits, "place"));
        writeln!(out, "{name}: {articles}, {places} ({})", by_tier(group.tiers))?;
        for result in &group.results {
            writeln!(out, "{}  {}", card_line(&result.card), count(u64::from(result.hits), "hit"))?;
            let snippet: String = result
                .snippet
                .iter()
                .map(|f| if f.hit { format!("«{}»", shown(&f.text)) } else { f.text.clone() })
                .collect();
            writeln!(out, "    {}", one_line(&snippet))?;
        }
    }
    for offer in other.others() {
        let (query, total) = (one_line(&offer.spec.query), offer.total);
        let (articles, places) = (count(u64::from(total.articles), "article"), count(total.hits, "place"));
        let reason = match offer.kind {
            OfferKind::Spelling => "the other i/y spelling",
            OfferKind::HiddenBlocks => "related stories and residue too, --blocks all",
            OfferKind::LooseMarks => "words without marks with any, --marks loose",
            OfferKind::IgnoringMarks => "marks ignored, --marks fold",
            OfferKind::DidYouMean => "did you mean",
            OfferKind::Typed => "typed in Telex or VNI",
            OfferKind::Abbreviation => "an abbreviation",
            OfferKind::Numeral => "a Roman numeral",
            OfferKind::Written => "written otherwise",
            OfferKind::Prefixed => "with a prefix",
            OfferKind::Joined => "in joined words",
            OfferKind::WithoutFilters => "without the filters",
        };
        writeln!(out, "also {query} ({reason}): {articles}, {places}")?;
    }
    Ok(())
}

/// Why nothing was found, a line for each part.
fn tell_culprits(out: &mut impl Write, culprits: &[Culprit]) -> Result<(), Failure> {
    for culprit in culprits {
        let part = one_line(&culprit.part);
        let reason = match culprit.kind {
            CulpritKind::Term => format!("no article has the word {part}"),
            CulpritKind::Joined => {
                let articles = count(u64::from(culprit.alone.articles), "article");
                format!("{part} stands only in joined words ({articles})")
            }
            CulpritKind::Phrase => format!("the words of {part} stand nowhere like this"),
            CulpritKind::Exclusion => {
                format!("{part} excludes all ({})", count(u64::from(culprit.alone.articles), "article"))
            }
            CulpritKind::Filter => {
                format!("{part} lets none pass ({} by itself)", count(u64::from(culprit.alone.articles), "article"))
            }
        };
        let left = culprit.without.as_ref().map_or(String::new(), |left| {
            let (query, articles) = (one_line(&left.spec.query), count(u64::from(left.total.articles), "article"));
            let query = if query.is_empty() { "the rest".to_owned() } else { query };
            let apart = if left.apart { ", the words apart" } else { "" };
            let way = if left.kind == OfferKind::Joined { "these with" } else { "without it" };
            format!("; {way} {query}: {articles}, {}{apart}", count(left.total.hits, "place"))
        });
        writeln!(out, "why: {reason}{left}")?;
    }
    Ok(())
}
