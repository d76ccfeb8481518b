//! The panels of the tab of measures: what was counted, drawn, and as a table whose rows open. It asks nothing.

use super::measure::queries;
use crate::app::components::cuts::cuts;
use crate::app::components::figures::{figures, files, lines_link};
use crate::app::components::links::{article_link, sign_button};
use crate::app::components::query_notes::problems;
use crate::app::components::strip::{strip, strip_of};
use crate::app::components::trend_chart::{chart_files, chart_of, span_name, trend_chart};
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::strings::fill;
use crate::export::{Cell, Table, measure};
use crate::protocol::{NodesRow, Problem, QuerySpec, Selection};
use crate::view_state::{near_query, with_period, word_query};

/// Fewer articles support nothing beyond themselves.
pub const FEW_ARTICLES: u32 = 10;

/// A line of small print.
pub fn paragraph(part: &'static str, text: String) -> AnyView {
    html::p().class("meta").attr("data-part", part).child(text).into_any()
}

/// How often and in how much, with a word of warning where that is little.
fn head(locale: &Locale, hits: u64, articles: u32, all: Selection, noted: &[Problem]) -> AnyView {
    let s = &locale.strings.measures;
    let told = fill(
        s.near,
        &[
            ("n", &locale.number(hits)),
            ("articles", &locale.count(&locale.strings.articles, articles)),
            ("tokens", &locale.count(&s.words, all.tokens)),
        ],
    );
    let few = (all.articles < FEW_ARTICLES).then(|| paragraph("measure-few", s.few.to_owned()));
    (paragraph("measure-count", told), problems(locale, noted), few).into_any()
}

fn nothing(locale: &Locale) -> AnyView {
    html::p().class("empty").attr("data-part", "empty").child(locale.strings.measures.none).into_any()
}

/// The words of the articles found.
pub fn words(cx: Context) -> AnyView {
    let (Some(answer), locale) = (cx.measuring.words.get(), cx.locale()) else { return ().into_any() };
    let s = &locale.strings.measures;
    let spec = &answer.question().spec;
    let told = fill(
        s.different,
        &[
            ("n", &locale.number(answer.different)),
            ("articles", &locale.count(&locale.strings.articles, answer.articles)),
            ("tokens", &locale.count(&s.words, answer.tokens)),
        ],
    );
    let table = measure::words(&answer);
    let head = (
        paragraph("measure-count", told),
        problems(&locale, &answer.problems),
        cuts(cx, &locale, &answer.cuts),
        (answer.articles < FEW_ARTICLES).then(|| paragraph("measure-few", s.few.to_owned())),
    );
    if table.rows.is_empty() {
        return (head, nothing(&locale)).into_any();
    }
    let lines = |row: usize| Some(QuerySpec { query: word_query(&answer.rows[row].text), ..spec.clone() });
    let columns = ["word", "hits", "articles", "per_million", "dp_normalised"];
    let drawn = figures(cx, &locale, &table, &columns, &lines);
    (head, drawn, files(cx, table, ["words ", &spec.query].concat())).into_any()
}

/// What stands near the node.
pub fn collocates(cx: Context) -> AnyView {
    let (Some(answer), locale) = (cx.measuring.collocates.get(), cx.locale()) else { return ().into_any() };
    let asked = answer.question();
    let (spec, span) = (asked.spec.clone(), asked.span);
    let all = Selection { articles: answer.all_articles, tokens: answer.tokens };
    let head = head(&locale, answer.node, answer.articles, all, &answer.problems);
    let table = measure::collocates(&answer);
    if table.rows.is_empty() {
        return (head, nothing(&locale)).into_any();
    }
    let mut columns = vec!["word", "together", "hits", asked.measure.name()];
    columns.extend(["log_dice", "mi"].into_iter().filter(|name| *name != asked.measure.name()).take(1));
    let lines = |row: usize| {
        let query = near_query(&spec.query, &answer.rows[row].text, span);
        Some(QuerySpec { query, ..spec.clone() })
    };
    let drawn = figures(cx, &locale, &table, &columns, &lines);
    (head, drawn, files(cx, table, format!("collocates {}", spec.query))).into_any()
}

/// What stands near the node, near another, and near both.
pub fn nodes(cx: Context) -> AnyView {
    let (Some(answer), locale) = (cx.measuring.nodes.get(), cx.locale()) else { return ().into_any() };
    let s = &locale.strings.measures;
    let (a, b) = (&answer.question().a, &answer.question().b);
    let (spec, span, measure) = (&a.spec, a.span, a.measure);
    let told = [&spec.query, b].into_iter().zip(0..).map(|(query, at): (&String, usize)| {
        let near = fill(
            s.near,
            &[
                ("n", &locale.number(answer.nodes[at])),
                ("articles", &locale.count(&locale.strings.articles, answer.articles[at])),
                ("tokens", &locale.count(&s.words, answer.all.tokens)),
            ],
        );
        paragraph("measure-count", [query, ": ", &near].concat())
    });
    let list = |title: String, name: &str, rows: &[NodesRow], node: &String| {
        let table = measure::nodes(&answer, rows, measure);
        let lines = |row: usize| Some(QuerySpec { query: near_query(node, &rows[row].text, span), ..spec.clone() });
        let columns = ["word", "near_a", "near_b", "figure_a", "figure_b", "difference"];
        let content = if rows.is_empty() {
            nothing(&locale)
        } else {
            let drawn = figures(cx, &locale, &table, &columns, &lines);
            (drawn, files(cx, table, ["collocates ", name, " ", &spec.query, " ", b].concat())).into_any()
        };
        html::section().attr("data-part", "node-list").child((html::h2().child(title), content)).into_any()
    };
    let of = |query: &String| fill(s.with_one, &[("query", query)]);
    (
        told.collect::<Vec<_>>(),
        problems(&locale, &answer.problems),
        html::div()
            .class("sides")
            .child((list(of(&spec.query), "A", &answer.only_a, &spec.query), list(of(b), "B", &answer.only_b, b))),
        list(s.with_both.to_owned(), "A B", &answer.both, &spec.query),
    )
        .into_any()
}

/// What the articles found say more than others, and less.
pub fn keyness(cx: Context) -> AnyView {
    let (Some(answer), locale) = (cx.measuring.keyness.get(), cx.locale()) else { return ().into_any() };
    let s = &locale.strings.measures;
    let spec = answer.question().target.clone();
    let told = |text: &str, side: Selection| {
        let articles = locale.count(&locale.strings.articles, side.articles);
        fill(text, &[("articles", &articles), ("tokens", &locale.count(&s.words, side.tokens))])
    };
    let sizes = [told(s.selection, answer.target), told(s.reference, answer.reference)]
        .map(|text| paragraph("measure-count", text));
    let few = (answer.target.articles.min(answer.reference.articles) < FEW_ARTICLES)
        .then(|| paragraph("measure-few", s.few.to_owned()));
    let lines = |rows: &[crate::protocol::KeyRow], row: usize| Some(cx.spec_of(word_query(&rows[row].text)));
    let side = |title: &'static str, rows: &[crate::protocol::KeyRow], name: &str| {
        let table = measure::keyness(&answer, rows);
        let columns = ["word", "target", "reference", "log_likelihood_4", "log_ratio"];
        let content = if rows.is_empty() {
            nothing(&locale)
        } else {
            let drawn = figures(cx, &locale, &table, &columns, &|row| lines(rows, row));
            (drawn, files(cx, table, format!("keyness {name} {}", spec.query))).into_any()
        };
        html::section().child((html::h2().child(title), content)).into_any()
    };
    let sides = (side(s.more, &answer.more, "more"), side(s.less, &answer.less, "less"));
    (
        sizes.into_iter().collect::<Vec<_>>(),
        problems(&locale, &answer.problems),
        few,
        html::div().class("sides").child(sides),
    )
        .into_any()
}

/// Queries over time.
pub fn trend(cx: Context) -> AnyView {
    let (Some(answer), locale) = (cx.measuring.spread.get(), cx.locale()) else { return ().into_any() };
    let s = &locale.strings.measures;
    let asked = answer.question();
    if asked.dispersion {
        return ().into_any();
    }
    let spec_at = |query: usize, at: usize| {
        let span = answer.periods[at];
        let mut spec = QuerySpec { query: asked.queries[query].clone(), ..asked.spec.clone() };
        let mut in_period = with_period(span.period);
        in_period.to = span.until.or(in_period.to);
        (spec.filters.from, spec.filters.to, spec.filters.undated) = (in_period.from, in_period.to, in_period.undated);
        spec
    };
    let legend: Vec<AnyView> = asked
        .queries
        .iter()
        .enumerate()
        .zip(&answer.queries)
        .map(|((at, query), spread)| {
            let remove = (at > 0).then(|| {
                let query = query.clone();
                sign_button(
                    cx,
                    "versus-remove",
                    "×",
                    |s| s.dismiss,
                    move || {
                        cx.navigate(|state| state.measured.versus.retain(|one| *one != query));
                    },
                )
            });
            let told = format!("{query}: {}", locale.count(&locale.strings.hits, spread.hits));
            html::li().attr("data-series", (at % 5).to_string()).child((html::span().child(told), remove)).into_any()
        })
        .collect();
    let own = !asked.periods.is_empty();
    let mut table = measure::trend(&answer, &asked.queries);
    let periods = answer.periods.len().max(1);
    for (at, row) in table.rows.iter_mut().enumerate() {
        if let Some(span) = answer.periods.get(at % periods) {
            let rest = if own { s.outside } else { s.undated };
            let name = span.period.map_or_else(|| rest.to_owned(), |_| span_name(&locale, span));
            row[1] = Cell::Text(name);
        }
    }
    let chart = chart_of(&locale, &answer, &asked.queries);
    // Outside of own periods may be anywhere.
    let has_lines =
        |row: usize| table.rows[row][2] != Cell::None && !(own && answer.periods[row % periods].period.is_none());
    let lines = |row: usize| Some(spec_at(row / periods, row % periods)).filter(|_| has_lines(row));
    let columns = ["period", "query", "hits", "all_articles", "per_million"];
    let drawn = figures(cx, &locale, &table, &columns, &lines);
    let queries = queries(&asked.spec, &cx.store.peek(|state| state.measured.clone()));
    let name = format!("trend {}", queries.join(" "));
    let gaps =
        answer.periods.iter().any(|span| span.articles == 0).then(|| paragraph("measure-gaps", s.gaps.to_owned()));
    let problems: Vec<AnyView> = answer.queries.iter().flat_map(|spread| problems(&locale, &spread.problems)).collect();
    let chart = chart.map(|chart| (trend_chart(cx, &chart, spec_at), chart_files(cx, chart, &name)).into_any());
    (html::ul().class("series").child(legend), problems, chart, gaps, drawn, files(cx, table, name)).into_any()
}

/// The query over the articles.
pub fn dispersion(cx: Context) -> AnyView {
    let (Some(answer), locale) = (cx.measuring.spread.get(), cx.locale()) else { return ().into_any() };
    let s = &locale.strings.measures;
    let asked = answer.question();
    let Some((spread, measured)) = answer.queries.first().and_then(|one| Some((one, one.dispersion?))) else {
        return ().into_any();
    };
    let head = head(&locale, spread.hits, spread.articles, answer.whole, &spread.problems);
    let rows = measure::dispersion_figures(&measured)
        .into_iter()
        .map(|(name, figure)| vec![Cell::Text(s.column(name).to_owned()), figure.into()]);
    let table = Table { columns: vec!["figure", "value"], rows: rows.collect() };
    let last = u64::from(cx.overview.get().map_or(1, |overview| overview.articles).max(1));
    let places: Vec<u8> =
        spread.rows.iter().map(|(article, _)| (u64::from(article.0) * 255 / last).min(255) as u8).collect();
    let plotted: Vec<AnyView> = cx
        .measuring
        .plotted
        .get()
        .into_iter()
        .flat_map(|answer| {
            answer.groups.first().map(|group| {
                let one = |result: &crate::protocol::SearchResult| {
                    let card = &result.card;
                    let date = locale.date_or_unknown(card.date.as_ref());
                    let told = format!("{date} · {}", locale.count(&locale.strings.hits, result.hits));
                    html::li()
                        .child((
                            article_link(cx, "plotted", "", &card.id, card.title.clone()),
                            html::p().class("meta").child(told),
                            strip_of(cx, &locale, &card.id, &result.strip),
                        ))
                        .into_any()
                };
                group.results.iter().map(one).collect::<Vec<_>>()
            })
        })
        .flatten()
        .collect();
    let whole = lines_link(cx, asked.spec.clone(), s.plot.to_owned());
    let figures = figures(cx, &locale, &table, &["figure", "value"], &|_| None);
    let drawn = (html::h2().child(whole), strip(s.plot, &places), html::ol().class("plots").child(plotted));
    (
        head,
        figures,
        files(cx, table, format!("dispersion {}", asked.spec.query)),
        drawn,
        paragraph("measure-text", s.text_only.to_owned()),
    )
        .into_any()
}
