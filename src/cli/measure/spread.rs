//! `recto dispersion` and `recto trend`: over which articles, and over which years or months, queries are spread.

use super::{Forms, cards, csv, figures, one, print, rows, text_alone};
use crate::article::Date;
use crate::cli::asked::{read, spec, tell_cuts};
use crate::cli::flags::{QueryFlags, ReadingFlags};
use crate::cli::output::{Failure, Finish, count, note, one_line, problems_json, stdout, tell_problems};
use crate::cli::site_arg::SiteArg;
use crate::export::measure::{dispersion_figures, period_name, trend as table};
use crate::export::{Cell, Table};
use crate::measure::{per_million, periods};
use crate::protocol::{Span, Spread, SpreadAnswer, SpreadRequest};
use crate::site::OpenSite;
use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use std::io::Write;

/// What `recto dispersion --help` says at its end.
pub const DISPERSION_HELP: &str = "Example:\n  recto dispersion site/ 'an ninh' --json\n\n\
    The parts are the articles that pass the filters, by their words. DP is 0 for what is spread as evenly as the words are; \
    the other figures are 1 for it. docs/MEASURE.md has the formulas.";

/// What `recto trend --help` says at its end.
pub const TREND_HELP: &str = "Examples:\n  recto trend site/ 'an ninh' 'an toàn' --by year --json\n  \
    recto trend site/ 'an ninh' --by month --from 2020 --csv > trend.csv\n  \
    recto trend site/ 'an ninh' --periods 2020-01..2020-06,2020-07..2021-12\n\n\
    Each argument is a query of its own. A month or year without articles is a gap; undated articles stand apart.";

/// The flags of `recto dispersion`.
#[derive(Debug, Args)]
pub struct DispersionFlags {
    /// What is asked.
    #[command(flatten)]
    pub query: QueryFlags,
    /// Articles at most [default: all].
    #[arg(long, value_name = "N")]
    pub limit: Option<u32>,
    /// The form of the answer.
    #[command(flatten)]
    pub forms: Forms,
}

/// The flags of `recto trend`.
#[derive(Debug, Args)]
pub struct TrendFlags {
    /// The site.
    #[command(flatten)]
    pub site: SiteArg,
    /// Queries, each in quotation marks where it is several words.
    #[arg(required = true, num_args = 1.., value_name = "QUERY")]
    pub queries: Vec<String>,
    /// Years or months.
    #[arg(long, value_enum, default_value_t = ByFlag::Year)]
    pub by: ByFlag,
    /// Periods of your own, such as 2020-01..2020-06,2020-07..2021-12.
    #[arg(long, value_name = "PERIODS", conflicts_with = "by", value_parser = own_periods)]
    pub periods: Option<Own>,
    /// How the queries are read, and which articles count.
    #[command(flatten)]
    pub reading: ReadingFlags,
    /// The form of the answer.
    #[command(flatten)]
    pub forms: Forms,
}

/// Periods of the reader's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Own(Vec<[Date; 2]>);

fn own_periods(text: &str) -> Result<Own, String> {
    let read = periods(text).map_err(|part| {
        format!("expected periods such as 2020-01..2020-06,2021 that do not overlap, found {part:?}")
    })?;
    if read.is_empty() { Err("expected a period such as 2020-01..2020-06".to_owned()) } else { Ok(Own(read)) }
}

/// Values of `--by`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ByFlag {
    /// By year.
    Year,
    /// By month.
    Month,
}

/// Tells what a query's answer left out.
fn tell(spread: &Spread) {
    tell_problems(&spread.problems);
    tell_cuts(&spread.cuts);
}

/// Runs `recto dispersion`.
pub fn dispersion(flags: &DispersionFlags) -> Result<Finish, Failure> {
    let spec = spec(&flags.query);
    text_alone(&spec)?;
    let mut site = flags.query.site.open()?;
    let (queries, limit) = (vec![spec.query.clone()], flags.limit.unwrap_or(u32::MAX));
    let answer = site.ask(SpreadRequest { spec, queries, dispersion: true, limit, ..SpreadRequest::default() })?;
    let (Some(spread), mut out) = (answer.queries.first(), stdout()) else { return Ok(Finish::Success) };
    let table = by_article(&mut site, spread)?;
    let named = spread.dispersion.as_ref().map(dispersion_figures).into_iter().flatten().collect::<Vec<_>>();
    let parts = spread.dispersion.as_ref().map_or(0, |spread| spread.parts);
    if flags.forms.json {
        let (mut value, undefined) = figures(&named);
        let more = json!({
            "query": flags.query.query, "hits": spread.hits, "articles": spread.articles, "parts": parts,
            "tokens": answer.whole.tokens, "per_million": per_million(spread.hits, answer.whole.tokens),
            "undefined": undefined, "problems": problems_json(&spread.problems), "cuts": spread.cuts,
            "rows": rows(&table),
        });
        value.extend(more.as_object().cloned().unwrap_or_default());
        one(&mut out, &Value::Object(value))?;
    } else {
        tell(spread);
        if flags.forms.csv {
            csv(&mut out, &table)?;
        } else {
            print(&mut out, &table, &["id", "hits", "tokens", "per_million", "date"])?;
            for (name, figure) in named {
                match figure {
                    Ok(figure) => writeln!(out, "{name:<16} {figure:.4}")?,
                    Err(why) => writeln!(out, "{name:<16} not defined: {}", why.reason())?,
                }
            }
            let (hits, articles) = (count(spread.hits, "place"), count(u64::from(spread.articles), "article"));
            writeln!(out, "{hits} in {articles} of {parts}")?;
        }
    }
    out.flush()?;
    Ok(Finish::Success)
}

/// A row an article that has it.
fn by_article(site: &mut OpenSite, spread: &Spread) -> Result<Table, Failure> {
    let columns = vec!["article", "id", "title", "date", "hits", "tokens", "per_million"];
    let cards = cards(site, &spread.rows.iter().map(|row| row.0).collect::<Vec<_>>())?;
    let row = |((article, hits), card): (&(crate::article::ArticleId, u32), &crate::protocol::Card)| -> Vec<Cell> {
        let date = card.date.map(String::from).unwrap_or_default();
        vec![
            article.0.into(),
            card.id.as_str().into(),
            card.title.as_str().into(),
            date.as_str().into(),
            (*hits).into(),
            card.length_tokens.into(),
            per_million(u64::from(*hits), u64::from(card.length_tokens)).into(),
        ]
    };
    Ok(Table { columns, rows: spread.rows.iter().zip(&cards).map(row).collect() })
}

/// Runs `recto trend`.
pub fn trend(flags: &TrendFlags) -> Result<Finish, Failure> {
    let spec = read(String::new(), &flags.reading);
    text_alone(&spec)?;
    let mut site = flags.site.open()?;
    let (queries, by_month) = (flags.queries.clone(), flags.by == ByFlag::Month);
    let periods = flags.periods.clone().unwrap_or_default().0;
    let answer = site.ask(SpreadRequest { spec, queries, by_month, periods, ..SpreadRequest::default() })?;
    let mut out = stdout();
    if flags.forms.json {
        one(&mut out, &trend_json(flags, &answer))?;
    } else {
        answer.queries.iter().for_each(tell);
        let table = table(&answer, &flags.queries);
        if flags.forms.csv {
            csv(&mut out, &table)?;
        } else {
            print(&mut out, &table, &["period", "query", "hits", "articles", "all_articles", "per_million"])?;
            for (query, spread) in flags.queries.iter().zip(&answer.queries) {
                let (hits, articles) = (count(spread.hits, "place"), count(u64::from(spread.articles), "article"));
                writeln!(out, "{}: {hits} in {articles} of {}", one_line(query), answer.whole.articles)?;
            }
        }
    }
    if answer.periods.iter().all(|span| span.period.is_none()) {
        note("note: no article is dated, so that nothing can be laid out over time");
    }
    out.flush()?;
    Ok(Finish::Success)
}

fn trend_json(flags: &TrendFlags, answer: &SpreadAnswer) -> Value {
    let own = flags.periods.is_some();
    let period_name = |span: &Span| period_name(span, own);
    let size = |span: &Span| json!({"articles": span.articles, "tokens": span.tokens});
    let period = |span: &Span| json!({"period": period_name(span), "articles": span.articles, "tokens": span.tokens});
    let counted = |(span, (hits, articles)): (&Span, &(u64, u32))| {
        // Nothing is known of a time without articles.
        let known = |count: Value| if span.articles == 0 { Value::Null } else { count };
        json!({
            "period": period_name(span), "hits": known(json!(hits)), "articles": known(json!(articles)),
            "per_million": per_million(*hits, span.tokens),
        })
    };
    // By own periods, what is in none of them is not undated alone.
    let rest = if own { "outside" } else { "undated" };
    let is_dated = |span: &&Span| span.period.is_some();
    let queries = flags.queries.iter().zip(&answer.queries).map(|(query, spread)| {
        let all: Vec<(&Span, &(u64, u32))> = answer.periods.iter().zip(&spread.periods).collect();
        let (dated, undated): (Vec<_>, Vec<_>) = all.into_iter().partition(|(span, _)| span.period.is_some());
        json!({
            "query": query, "hits": spread.hits, "articles": spread.articles,
            "per_million": per_million(spread.hits, answer.whole.tokens),
            "earliest": spread.earliest.map(|(article, date)| json!({"article": article, "date": date})),
            "periods": dated.into_iter().map(counted).collect::<Vec<_>>(),
            (rest): undated.into_iter().map(counted).next(),
            "problems": problems_json(&spread.problems), "cuts": spread.cuts,
        })
    });
    json!({
        "by": match flags.by {
            _ if own => "own",
            ByFlag::Month => "month",
            ByFlag::Year => "year",
        },
        "articles": answer.whole.articles, "tokens": answer.whole.tokens,
        "periods": answer.periods.iter().filter(is_dated).map(period).collect::<Vec<_>>(),
        (rest): answer.periods.iter().find(|span| span.period.is_none()).map(size),
        "queries": queries.collect::<Vec<_>>(),
    })
}
