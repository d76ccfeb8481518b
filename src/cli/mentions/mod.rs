//! `recto mentions`: who and what the articles of a site mention, each with its sentence; or the list of them.

mod flags;

pub use flags::MentionsFlags;

use super::output::{Failure, Finish, count, json_line, one_line, stdout, tell_problems};
use crate::article::{ArticleId, Date};
use crate::export::{Export, claim_name};
use crate::protocol::{Card, Detail, Kind, LayerAnswer, LayerRequest, LayerRow, MarksMode, NamesRequest, QuerySpec};
use crate::site::{OpenSite, SiteError};
use serde_json::{Value, json};
use std::io::Write;

/// What `recto mentions --help` says at its end.
pub const HELP: &str = "Examples:\n  recto mentions site/ --kind people --names\n  \
        recto mentions site/ --kind attributions --name 'Trần Văn Mẫu' --json\n  \
        recto mentions site/ --kind figures --where 'an toàn' --csv > figures.csv";

/// Rows asked for at once.
const WINDOW: u32 = 1_000;

const ALL: [Kind; 5] = [Kind::People, Kind::Figures, Kind::Attributions, Kind::Dates, Kind::Abbreviations];

/// Runs the command.
pub fn run(flags: &MentionsFlags) -> Result<Finish, Failure> {
    let mut site = flags.site.open()?;
    let mut out = stdout();
    let kinds = flags.kind.map_or(ALL.to_vec(), |kind| vec![kind.into()]);
    if flags.name.is_some() && flags.kind.is_none() {
        return Err(Failure::new("--name needs --kind", "for example --kind people --name 'Trần Văn Mẫu'"));
    }
    let mut sheet =
        flags.csv.then(|| Export::mentions(&spec(flags), flags.name.as_deref(), &site.engine.root().corpus_name()));
    for kind in kinds {
        if flags.names {
            names(&mut site, flags, kind, &mut out)?;
        } else {
            rows(&mut site, flags, kind, sheet.as_mut(), &mut out)?;
        }
        if let Some(sheet) = &mut sheet {
            out.write_all(sheet.take().as_bytes())?;
        }
    }
    out.flush()?;
    Ok(Finish::Success)
}

fn spec(flags: &MentionsFlags) -> QuerySpec {
    QuerySpec { query: flags.query.clone().unwrap_or_default(), marks: MarksMode::Smart, ..QuerySpec::default() }
}

/// The things mentioned, most articles first.
fn names(site: &mut OpenSite, flags: &MentionsFlags, kind: Kind, out: &mut impl Write) -> Result<(), Failure> {
    let mut offset = flags.offset;
    let end = flags.offset.saturating_add(flags.limit.unwrap_or(u32::MAX - flags.offset));
    loop {
        let request = NamesRequest { kind, offset, limit: WINDOW.min(end - offset) };
        let answer = site.ask(request)?;
        for name in &answer.names {
            if flags.json {
                let row = json!({"kind": kind, "name": name.key, "articles": name.articles, "mentions": name.hits});
                json_line(out, &row)?;
            } else {
                let (articles, hits) = (count(u64::from(name.articles), "article"), count(name.hits, "mention"));
                writeln!(out, "{}  {articles}, {hits}", one_line(&name.key))?;
            }
        }
        offset = offset.saturating_add(answer.names.len() as u32);
        if answer.names.is_empty() || offset >= end.min(answer.total) {
            return Ok(());
        }
    }
}

/// The mentions themselves.
fn rows(
    site: &mut OpenSite,
    flags: &MentionsFlags,
    kind: Kind,
    mut sheet: Option<&mut Export>,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let spec = spec(flags);
    let mut offset = flags.offset;
    let end = flags.offset.saturating_add(flags.limit.unwrap_or(u32::MAX - flags.offset));
    loop {
        let limit = WINDOW.min(end - offset);
        let request = LayerRequest { kind, name: flags.name.clone(), spec: spec.clone(), offset, limit };
        let answer = site.ask(request)?;
        if offset == flags.offset {
            tell_problems(&answer.problems);
        }
        if let Some(sheet) = &mut sheet {
            sheet.add_mentions(&answer);
            out.write_all(sheet.take().as_bytes())?;
        } else {
            for row in &answer.rows {
                let Some(card) = card_of(&answer, row.article) else { return Err(SiteError::OtherAnswer.into()) };
                if flags.json { json_line(out, &entry(row, card))? } else { tell(out, row, card)? }
            }
        }
        offset = offset.saturating_add(answer.rows.len() as u32);
        if answer.rows.is_empty() || offset >= end || u64::from(offset) >= answer.total {
            return Ok(());
        }
    }
}

fn card_of(answer: &LayerAnswer, article: ArticleId) -> Option<&Card> {
    answer.cards.iter().find(|card| card.article == article)
}

/// A figure's value, without the fraction of a whole number.
fn number(value: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() < EXACT { Value::from(value as i64) } else { Value::from(value) }
}

fn precision(iso: &str) -> &'static str {
    match iso.parse::<Date>() {
        Ok(Date { day: Some(_), .. }) => "day",
        Ok(Date { month: Some(_), .. }) => "month",
        _ => "year",
    }
}

fn entry(row: &LayerRow, card: &Card) -> Value {
    let mention = &row.mention;
    let mut value = json!({
        "article": card.article, "id": card.id, "title": card.title, "date": card.date, "source": card.source,
        "kind": mention.kind, "name": mention.key, "start": mention.start, "end": mention.end,
        "text": row.part((mention.start, mention.end)),
        "sentence": {"start": mention.sentence_start, "end": mention.sentence_end, "text": row.sentence},
    });
    match &mention.detail {
        Detail::None if mention.kind == Kind::Dates => value["precision"] = Value::from(precision(&mention.key)),
        Detail::None => {}
        Detail::Figure { value: worth, to, claim } => {
            value["value"] = number(*worth);
            value["to"] = to.map_or(Value::Null, number);
            value["claim"] = Value::from(claim_name(*claim));
            value["unit"] = Value::from(mention.key.as_str());
        }
        Detail::Attribution { verb, quote } => {
            value["verb"] = span_entry(row, *verb);
            value["quote"] = quote.map_or(Value::Null, |quote| span_entry(row, quote));
        }
    }
    value
}

fn span_entry(row: &LayerRow, (start, end): (u32, u32)) -> Value {
    json!({"start": start, "end": end, "text": row.part((start, end))})
}

fn tell(out: &mut impl Write, row: &LayerRow, card: &Card) -> Result<(), Failure> {
    let mention = &row.mention;
    let text = one_line(row.part((mention.start, mention.end)));
    let name = if text == mention.key { String::new() } else { format!(" = {}", one_line(&mention.key)) };
    let verb = match &mention.detail {
        Detail::Attribution { verb, .. } => format!(" {}", one_line(row.part(*verb))),
        _ => String::new(),
    };
    writeln!(out, "[{}] {text}{name}{verb}: {}", card.article.0, one_line(&row.sentence))?;
    Ok(())
}
