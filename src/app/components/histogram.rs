//! Articles over time: bars that lead to the articles of a period, and the same figures as a table.

use super::links::query_link;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::strings::fill;
use crate::article::Date;
use crate::protocol::Overview;
use crate::view_state::{Bar, bars, with_period};
use leptos::ev;
use std::rc::Rc;

/// Years named under the bars.
const YEARS_LIMIT: usize = 8;

/// The histogram; nothing when no article has a year.
pub fn histogram(cx: Context, locale: &Locale, overview: &Overview) -> Option<AnyView> {
    let bars = bars(&overview.periods);
    let chart =
        chart(locale, &bars, None, move |bar| cx.search_for(cx.spec_of_filters(with_period(Some(bar.period)))))?;
    let rows: Vec<AnyView> = bars
        .iter()
        .filter(|bar| bar.articles > 0)
        .map(|bar| {
            let spec = cx.spec_of_filters(with_period(Some(bar.period)));
            let link = query_link(cx, "period", "", spec, locale.date(&bar.period));
            html::tr()
                .child((html::th().attr("scope", "row").child(link), html::td().child(locale.number(bar.articles))))
                .into_any()
        })
        .collect();
    let undated = (overview.undated > 0).then(|| {
        let articles = locale.count(&locale.strings.articles, overview.undated);
        let text = fill(locale.strings.undated, &[("articles", &articles)]);
        let spec = cx.spec_of_filters(with_period(None));
        html::p().class("undated-line").child(query_link(cx, "undated-articles", "", spec, text))
    });
    let heads = html::tr().child((
        html::th().attr("scope", "col").child(locale.strings.period),
        html::th().attr("scope", "col").child(locale.strings.article_list),
    ));
    Some(
        html::figure()
            .class("histogram")
            .child((
                chart,
                undated,
                html::details().class("fold").child((
                    html::summary().child(locale.strings.show_as_table),
                    html::table().child((html::thead().child(heads), html::tbody().child(rows))),
                )),
            ))
            .into_any(),
    )
}

/// The bars with what names them; nothing when all are empty. `chosen` stands out, a click leads to `go`. Not spoken: the
/// same figures stand in a table beside it.
pub fn chart(locale: &Locale, bars: &[Bar], chosen: Option<Date>, go: impl Fn(Bar) + 'static) -> Option<AnyView> {
    let go: Rc<dyn Fn(Bar)> = Rc::new(go);
    let most = bars.iter().map(|bar| bar.articles).max().filter(|most| *most > 0)?;
    let years = years(bars);
    let columns: Vec<AnyView> = bars
        .iter()
        .enumerate()
        .map(|(at, bar)| {
            let column = column(locale, *bar, most, years.iter().find(|year| year.start == at), Rc::clone(&go));
            column.attr("data-chosen", (chosen == Some(bar.period)).then_some("")).into_any()
        })
        .collect();
    let [first, last] = [bars.first(), bars.last()].map(|bar| bar.map(|bar| locale.date(&bar.period)));
    let ends = years.is_empty().then(|| {
        let ends = html::div().class("bar-ends").attr("aria-hidden", "true");
        ends.child((html::span().child(first), html::span().child(last)))
    });
    let bars = html::div()
        .class("bars")
        .attr("data-years", (!years.is_empty()).then_some(""))
        .attr("aria-hidden", "true")
        .child(columns);
    Some(html::div().child((bars, ends)).into_any())
}

/// A year that is named under the bars.
struct Year {
    /// Its first bar.
    start: usize,
    name: String,
    /// How much room its name has.
    room: Room,
}

#[derive(PartialEq)]
enum Room {
    Enough,
    /// Too little after it: its name ends where the bars do.
    Late,
    /// Too little on a small screen.
    Tight,
}

/// Where years begin among the bars, to be named under them; nothing when they are too many for a small screen.
fn years(bars: &[Bar]) -> Vec<Year> {
    let mut years: Vec<Year> = Vec::new();
    for (at, bar) in bars.iter().enumerate() {
        let Some(name) = bar.period.year.map(|year| year.to_string()) else { continue };
        if years.last().is_none_or(|last| last.name != name) {
            years.push(Year { start: at, name, room: Room::Enough });
        }
    }
    // The first year may have few bars here: the next one's name needs the room.
    let room = bars.len().div_ceil(YEARS_LIMIT);
    if years.get(1).is_some_and(|second| second.start < room) {
        years.remove(0);
    }
    // So may the last: it stands at the end, and the name before it must not reach there.
    let left = |year: &Year| bars.len() - year.start;
    if let [.., before, last] = &mut years[..]
        && left(last) < room
    {
        last.room = Room::Late;
        match left(before) {
            here if here < room => drop(years.remove(years.len() - 2)),
            here if here < 2 * room => before.room = Room::Tight,
            _ => {}
        }
    }
    if (2..=YEARS_LIMIT).contains(&years.len()) { years } else { Vec::new() }
}

fn column(locale: &Locale, bar: Bar, most: u32, year: Option<&Year>, go: Rc<dyn Fn(Bar)>) -> html::Element {
    let share = u64::from(bar.articles) * 1000 / u64::from(most.max(1));
    let label = format!("{}: {}", locale.date(&bar.period), locale.count(&locale.strings.articles, bar.articles));
    html::button()
        .class("bar")
        .attr("type", "button")
        .attr("tabindex", "-1")
        .attr("title", label)
        .attr("data-year-start", bar.period.month.is_none_or(|month| month == 1).then_some(""))
        .attr("data-year-late", year.is_some_and(|year| year.room == Room::Late).then_some(""))
        .attr("data-year-tight", year.is_some_and(|year| year.room == Room::Tight).then_some(""))
        .attr("data-year", year.map(|year| year.name.clone()))
        .attr("disabled", bar.articles == 0)
        .on(ev::click, move |_| go(bar))
        .child(html::span().class("bar-fill").style(("block-size", format!("{}.{}%", share / 10, share % 10))))
}
