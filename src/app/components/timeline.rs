//! What a corpus speaks of over time: bars by year, the months of the year asked for, and the same figures as a table.

use super::histogram::chart;
use super::links::mention_link;
use super::mentions_list::name_label;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::strings::fill;
use crate::article::Date;
use crate::protocol::{Kind, Name};
use crate::view_state::{month_bars, year_bars};

/// The bars and the table; nothing when no date is spoken of.
pub fn timeline(cx: Context, locale: &Locale, names: &[Name]) -> Option<AnyView> {
    let s = locale.strings;
    let spoken: Vec<(Date, u32)> = names.iter().filter_map(|one| Some((one.key.parse().ok()?, one.articles))).collect();
    let chosen: Option<Date> = cx.store.peek(|state| state.mention.as_ref()?.parse().ok());
    let year = |date: Date| Date { year: date.year, month: None, day: None, minute: None };
    let month = |date: Date| Date { day: None, minute: None, ..date };
    let go = move |bar: crate::view_state::Bar| {
        cx.navigate(|state| state.show_mentions(Kind::Dates, Some(bar.period.to_string())));
    };
    let (bars, outside) = year_bars(&spoken);
    let years = chart(locale, &bars, chosen.map(year), go)?;
    let outside = (outside > 0)
        .then(|| html::p().class("meta").child(fill(s.years_outside, &[("n", &locale.number(outside as u64))])));
    let months = chosen.and_then(|date| {
        let name = date.year?;
        let months = chart(locale, &month_bars(&spoken, name), chosen.map(month), go)?;
        let heading = fill(s.months_of, &[("year", &name.to_string())]);
        Some(html::figure().class("histogram months").child((html::p().class("meta").child(heading), months)))
    });
    Some(
        html::div()
            .class("timeline")
            .attr("data-part", "timeline")
            .child((
                html::figure().class("histogram").child((html::p().class("meta").child(s.spoken_of), years, outside)),
                months,
                table(cx, locale, names),
            ))
            .into_any(),
    )
}

fn table(cx: Context, locale: &Locale, names: &[Name]) -> AnyView {
    let s = locale.strings;
    let head = |text: &'static str| html::th().attr("scope", "col").child(text);
    // Months without a year have no place in time.
    let rows: Vec<AnyView> = names
        .iter()
        .filter(|name| !name.key.starts_with('-'))
        .map(|name| {
            let label = name_label(locale, Kind::Dates, &name.key);
            let link = mention_link(cx, "mention-date", "", (Kind::Dates, Some(name.key.clone())), label);
            html::tr()
                .child((
                    html::th().attr("scope", "row").child(link),
                    html::td().child(locale.number(name.articles)),
                    html::td().child(locale.number(name.hits)),
                ))
                .into_any()
        })
        .collect();
    let heads = html::tr().child((head(s.period), head(s.article_list), head(s.mention_count)));
    html::details()
        .class("fold")
        .child((
            html::summary().child(s.show_as_table),
            html::table().child((html::thead().child(heads), html::tbody().child(rows))),
        ))
        .into_any()
}
