//! Several queries over time as lines of one drawing: a time without articles breaks the line, a point leads to its hits. The
//! same figures stand in a table beside it.

use crate::app::context::Context;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::measure::per_million;
use crate::protocol::{QuerySpec, Span, SpreadAnswer};
use crate::view_state::View;
use leptos::ev;

/// Times named under the drawing, at most.
const NAMES: usize = 7;
/// Units of the drawing for a time, and from its foot to its top.
const STEP: usize = 10;
const HEIGHT: f64 = 100.0;

/// The drawing; nothing where no article is dated. `spec` makes the query of a line and a time.
pub fn trend_chart(
    cx: Context,
    locale: &Locale,
    answer: &SpreadAnswer,
    spec: impl Fn(usize, usize) -> QuerySpec,
) -> Option<AnyView> {
    let spans: Vec<_> = answer.periods.iter().filter(|span| span.period.is_some()).collect();
    let value = |query: usize, at: usize| per_million(answer.queries[query].periods[at].0, spans[at].tokens);
    let mut most = 0.0f64;
    for query in 0..answer.queries.len() {
        most = (0..spans.len()).filter_map(|at| value(query, at)).fold(most, f64::max);
    }
    if spans.is_empty() || most <= 0.0 {
        return None;
    }
    let most = top(most);
    // Whole units: formatting fractions would bring code for what no eye sees.
    let place = |at: usize, value: f64| [at * STEP + STEP / 2, (HEIGHT - value / most * (HEIGHT - 4.0)) as usize];
    let mut drawn: Vec<AnyView> = Vec::new();
    for query in 0..answer.queries.len() {
        let (mut line, mut pen) = (String::new(), "M");
        let (mut points, series) = (Vec::<AnyView>::new(), (query % 5).to_string());
        for (at, span) in spans.iter().enumerate() {
            let Some(value) = value(query, at).filter(|_| span.articles > 0) else {
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
    let names = names(locale, &spans);
    let scale: Vec<AnyView> =
        [most, most / 2.0, 0.0].map(|value| html::span().child(locale.figure(value)).into_any()).into();
    let view = format!("0 0 {} {}", spans.len() * STEP, HEIGHT as usize);
    let drawing =
        html::svg().attr("viewBox", view).attr("preserveAspectRatio", "none").attr("aria-hidden", "true").child(drawn);
    Some(
        html::div()
            .class("trend")
            .attr("data-part", "trend-chart")
            .child((
                html::div().class("trend-scale").attr("aria-hidden", "true").child(scale),
                drawing,
                html::div().class("trend-names").attr("aria-hidden", "true").child(names),
            ))
            .into_any(),
    )
}

/// Where the scale ends for a greatest value: it and its half are whole, unless there is less than one in a million words.
fn top(most: f64) -> f64 {
    let mut unit = 1.0;
    while unit * 100.0 < most {
        unit *= 10.0;
    }
    if most < 1.0 { most } else { (most / (2.0 * unit)).ceil() * 2.0 * unit }
}

/// Every so many times one is named.
fn names(locale: &Locale, spans: &[&Span]) -> Vec<AnyView> {
    let every = spans.len().div_ceil(NAMES).max(1);
    let name = |at: usize| {
        let left = format!("{}%", (at * 100 + 50) / spans.len());
        let name = spans[at].period.map(|date| locale.date(&date));
        html::span().style(("inset-inline-start", left)).child(name).into_any()
    };
    (0..spans.len()).step_by(every).map(name).collect()
}
