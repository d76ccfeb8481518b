//! The filters that hold, above what they leave: each with a way to take it away.

use super::facets::{clear_filters, facet_name, value_name};
use super::links::button;
use super::sets::set_name;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::state::Entry;
use crate::app::strings::fill;
use crate::view_state::{FilterChip, chips, remove_chip};
use leptos::ev;

/// A filter in words.
pub fn chip_name(locale: &Locale, chip: &FilterChip) -> String {
    let s = locale.strings;
    match chip {
        FilterChip::Value(facet, value) if value.is_empty() => value_name(s, *facet, value),
        FilterChip::Value(facet, value) => format!("{}: {value}", facet_name(s, *facet)),
        FilterChip::Range(from, to) => locale.range(from.as_ref(), to.as_ref()),
        FilterChip::Undated => s.date_unknown.to_owned(),
        FilterChip::Once => s.repeats.once.to_owned(),
    }
}

/// The chips; nothing when no filter holds.
pub fn filter_chips(cx: Context) -> AnyView {
    (move || {
        let chips = cx.spec.with(|spec| chips(&spec.filters));
        let locale = cx.locale();
        let name = set_name(cx);
        (!chips.is_empty() || name.is_some()).then(|| {
            let clear = (chips.len() > 1)
                .then(|| button(cx, "chips-clear", "plain", |s| s.filters_clear, move || clear_filters(cx)));
            let items: Vec<AnyView> = chips.into_iter().map(|chip| item(cx, &locale, chip)).collect();
            html::div()
                .class("filter-chips")
                .attr("data-part", "filter-chips")
                .attr("role", "group")
                .attr("aria-label", cx.text(|s| s.facets))
                .child((name, items, clear))
        })
    })
    .into_any()
}

fn item(cx: Context, locale: &Locale, chip: FilterChip) -> AnyView {
    let name = chip_name(locale, &chip);
    let label = fill(locale.strings.filter_remove, &[("name", &name)]);
    html::button()
        .class("plain filter-chip")
        .attr("data-part", "filter-chip")
        .attr("type", "button")
        .attr("aria-label", label.clone())
        .attr("title", label)
        .on(ev::click, move |_| cx.filter(Entry::Push, |filters| remove_chip(filters, &chip)))
        .child((
            html::span().attr("dir", "auto").child(name),
            html::span().class("chip-sign").attr("aria-hidden", "true").child("×"),
        ))
        .into_any()
}
