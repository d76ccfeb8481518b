//! Several queries over time as lines of one drawing: a time without articles breaks the line, a point leads to its hits. The
//! same figures stand in a table beside it, and the drawing can be taken along.

use super::links::button;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::export::{file_name, save, save_png};
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::export::Chart;
use crate::measure::per_million;
use crate::protocol::{QuerySpec, Span, SpreadAnswer};
use crate::view_state::{View, ticks};
use leptos::ev;
use std::rc::Rc;
use web_sys::Element;

/// Times named under the drawing, at most.
const NAMES: usize = 7;
/// Units of the drawing for a time, and from its foot to its top.
const STEP: usize = 10;
const HEIGHT: f64 = 100.0;

/// What is drawn; nothing where no article is dated, or nothing is found.
pub fn chart_of(locale: &Locale, answer: &SpreadAnswer, queries: &[String]) -> Option<Chart> {
    let spans: Vec<&Span> = answer.periods.iter().filter(|span| span.period.is_some()).collect();
    let mut most = 0.0f64;
    let mut series = Vec::with_capacity(queries.len());
    for (query, spread) in queries.iter().zip(&answer.queries) {
        let value =
            |(span, counts): (&&Span, &(u64, u32))| per_million(counts.0, span.tokens).filter(|_| span.articles > 0);
        let values: Vec<Option<f64>> = spans.iter().zip(&spread.periods).map(value).collect();
        most = values.iter().flatten().fold(most, |most, value| most.max(*value));
        series.push((query.clone(), values));
    }
    if spans.is_empty() || most <= 0.0 {
        return None;
    }
    let ticks = ticks(most).into_iter().map(|tick| (tick, locale.figure(tick))).collect();
    let title = locale.strings.measures.column("per_million").to_owned();
    let times = spans.iter().map(|span| span_name(locale, span)).collect();
    Some(Chart { title, times, ticks, series, colours: Vec::new() })
}

/// The drawing. `spec` makes the query of a line and a time.
pub fn trend_chart(cx: Context, chart: &Chart, spec: impl Fn(usize, usize) -> QuerySpec) -> AnyView {
    let top = chart.ticks.last().map_or(1.0, |tick| tick.0);
    // Whole units: formatting fractions would bring code for what no eye sees.
    let place = |at: usize, value: f64| [at * STEP + STEP / 2, (HEIGHT - value / top * HEIGHT) as usize];
    let mut drawn: Vec<AnyView> = Vec::new();
    for (query, (_, values)) in chart.series.iter().enumerate() {
        let (mut line, mut pen) = (String::new(), "M");
        let (mut points, series) = (Vec::<AnyView>::new(), (query % 5).to_string());
        for (at, value) in values.iter().enumerate() {
            let Some(value) = *value else {
                pen = "M";
                continue;
            };
            let [x, y] = place(at, value);
            line.push_str(&format!("{pen}{x} {y}"));
            pen = "L";
            if value > 0.0 {
                let spec = spec(query, at);
                let go = move |_: ev::MouseEvent| {
                    cx.navigate(|state| {
                        state.set_spec(spec.clone());
                        state.view = View::Context;
                    });
                };
                points.push(
                    html::path()
                        .class("point")
                        .attr("data-series", series.clone())
                        .attr("d", format!("M{x} {y}h0"))
                        .on(ev::click, go)
                        .into_any(),
                );
            }
        }
        drawn.push(html::path().class("line").attr("data-series", series).attr("d", line).into_any());
        drawn.extend(points);
    }
    let scale: Vec<AnyView> =
        chart.ticks.iter().rev().map(|(_, name)| html::span().child(name.clone()).into_any()).collect();
    let view = format!("0 0 {} {}", chart.times.len() * STEP, HEIGHT as usize);
    let drawing =
        html::svg().attr("viewBox", view).attr("preserveAspectRatio", "none").attr("aria-hidden", "true").child(drawn);
    html::div()
        .class("trend")
        .attr("data-part", "trend-chart")
        .child((
            html::div().class("trend-scale").attr("aria-hidden", "true").child(scale),
            drawing,
            html::div().class("trend-names").attr("aria-hidden", "true").child(names(&chart.times)),
        ))
        .into_any()
}

/// The colours that the page draws with, as it shows them: paper, ink, then one a line.
fn colours(cx: Context, lines: usize) -> Vec<String> {
    let window = gloo::utils::window();
    let of = |selector: &str, property: &str| {
        let app = cx.places.app.get_untracked()?;
        let found = app.query_selector(selector).ok().flatten().unwrap_or_else(|| Element::from((*app).clone()));
        window.get_computed_style(&found).ok().flatten()?.get_property_value(property).ok()
    };
    let ground = [(".none".to_owned(), "background-color"), (".none".to_owned(), "color")];
    let line = |at: usize| ([".trend path.line[data-series='", &(at % 5).to_string(), "']"].concat(), "stroke");
    let all = ground.into_iter().chain((0..lines).map(line));
    all.map(|(selector, property)| of(&selector, property).unwrap_or_default()).collect()
}

/// Buttons that hand out the drawing.
pub fn chart_files(cx: Context, chart: Chart, name: &str) -> AnyView {
    let chart = Rc::new(chart);
    let of = |form: &'static str| {
        let (chart, name) = (Rc::clone(&chart), file_name(name, form));
        move || {
            let chart = Chart { colours: colours(cx, chart.series.len()), ..(*chart).clone() };
            match form {
                "svg" => save(&chart.svg(), "image/svg+xml", &name),
                _ => save_png(cx, &chart.svg(), chart.size(), name.clone()),
            }
        }
    };
    html::p()
        .class("figure-files")
        .child((
            button(cx, "chart-svg", "plain", |_| "SVG", of("svg")),
            button(cx, "chart-png", "plain", |_| "PNG", of("png")),
        ))
        .into_any()
}

/// A month, a year, or a period of the reader's own.
pub fn span_name(locale: &Locale, span: &Span) -> String {
    match (span.period, span.until) {
        (Some(from), Some(to)) if from != to => locale.range(Some(&from), Some(&to)),
        (from, _) => locale.date_or_unknown(from.as_ref()),
    }
}

/// Every so many times one is named.
fn names(times: &[String]) -> Vec<AnyView> {
    let every = times.len().div_ceil(NAMES).max(1);
    let name = |at: usize| {
        let left = format!("{}%", (at * 100 + 50) / times.len());
        html::span().style(("inset-inline-start", left)).child(times[at].clone()).into_any()
    };
    (0..times.len()).step_by(every).map(name).collect()
}
