//! Articles over time: bars that lead to the articles of a period, and the same figures as a table.

use super::links::query_link;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::engine::protocol::Overview;
use crate::state::{Bar, bars, period_query};
use leptos::ev;
use leptos::prelude::*;

/// The histogram; nothing when no article has a year.
pub fn histogram(cx: Context, locale: &Locale, overview: &Overview) -> Option<AnyView> {
    let bars = bars(&overview.periods);
    let most = bars.iter().map(|bar| bar.articles).max().filter(|most| *most > 0)?;
    let columns: Vec<AnyView> = bars.iter().map(|bar| column(cx, locale, *bar, most)).collect();
    let rows: Vec<AnyView> = bars
        .iter()
        .filter(|bar| bar.articles > 0)
        .map(|bar| {
            let spec = cx.spec_of(period_query(bar.period));
            let link = query_link(cx, "period", "", spec, locale.date(&bar.period));
            html::tr()
                .child((html::th().attr("scope", "row").child(link), html::td().child(locale.number(bar.articles))))
                .into_any()
        })
        .collect();
    let heads = html::tr().child((
        html::th().attr("scope", "col").child(locale.strings.period),
        html::th().attr("scope", "col").child(locale.strings.article_list),
    ));
    let ends = [bars.first(), bars.last()].map(|bar| bar.map(|bar| locale.date(&bar.period)));
    let [first, last] = ends;
    Some(
        html::figure()
            .class("histogram")
            .child((
                html::div().class("bars").attr("aria-hidden", "true").child(columns),
                html::div()
                    .class("bar-ends")
                    .attr("aria-hidden", "true")
                    .child((html::span().child(first), html::span().child(last))),
                html::details().class("fold").child((
                    html::summary().child(locale.strings.show_as_table),
                    html::table().child((html::thead().child(heads), html::tbody().child(rows))),
                )),
            ))
            .into_any(),
    )
}

fn column(cx: Context, locale: &Locale, bar: Bar, most: u32) -> AnyView {
    let share = u64::from(bar.articles) * 1000 / u64::from(most.max(1));
    let label = format!("{}: {}", locale.date(&bar.period), locale.count(&locale.strings.articles, bar.articles));
    html::button()
        .class("bar")
        .attr("type", "button")
        .attr("tabindex", "-1")
        .attr("title", label)
        .attr("data-year-start", bar.period.month.is_none_or(|month| month == 1).then_some(""))
        .attr("disabled", bar.articles == 0)
        .on(ev::click, move |_| cx.search_for(cx.spec_of(period_query(bar.period))))
        .child(html::span().class("bar-fill").style(("block-size", format!("{}.{}%", share / 10, share % 10))))
        .into_any()
}
