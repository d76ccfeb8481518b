//! `recto facets`: articles by source, category and year, and over time.

use super::asked::read;
use super::flags::FacetsFlags;
use super::output::{Failure, Finish, ask, count, json_line, mismatch, one_line, stdout};
use crate::engine::protocol::{Facet, FacetsAnswer, FacetsRequest, Request, Response};
use crate::pack::site::open_site;
use serde_json::{Map, Value, json};
use std::io::Write;

/// Runs the command.
pub fn run(flags: &FacetsFlags) -> Result<Finish, Failure> {
    let mut site = open_site(&flags.site)?;
    let words: Vec<&str> = flags.query.iter().chain(&flags.more).map(String::as_str).collect();
    let request = FacetsRequest { spec: read(words.join(" "), &flags.reading), limit: flags.limit };
    let Response::Facets(answer) = ask(&mut site, &Request::Facets(request))? else { return Err(mismatch()) };
    let mut out = stdout();
    if flags.json {
        json_line(&mut out, &as_json(&answer))?;
    } else {
        tell(&mut out, &answer)?;
    }
    out.flush()?;
    Ok(Finish::Success)
}

fn name(facet: Facet) -> &'static str {
    match facet {
        Facet::Source => "source",
        Facet::Category => "category",
        Facet::Year => "year",
    }
}

fn tell(out: &mut impl Write, answer: &FacetsAnswer) -> Result<(), Failure> {
    let mut row = |mark: &str, value: &str, articles: u32| {
        writeln!(out, "{mark} {:<30} {}", one_line(value), count(u64::from(articles), "article"))
    };
    for (facet, values) in &answer.facets {
        for value in values {
            let shown = if value.value.is_empty() { "(none known)" } else { &value.value };
            row(if value.chosen { "*" } else { " " }, &format!("{}: {shown}", name(*facet)), value.articles)?;
        }
    }
    for (period, articles) in &answer.periods {
        row(" ", &period.to_string(), *articles)?;
    }
    row(" ", "undated", answer.undated)?;
    Ok(())
}

fn as_json(answer: &FacetsAnswer) -> Value {
    let facets: Map<String, Value> =
        answer.facets.iter().map(|(facet, values)| (name(*facet).to_owned(), json!(values))).collect();
    let periods: Vec<Value> =
        answer.periods.iter().map(|(period, articles)| json!({"period": period, "articles": articles})).collect();
    json!({"facets": facets, "periods": periods, "undated": answer.undated})
}
