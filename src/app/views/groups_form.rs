//! Which two groups of articles are held against each other: each chosen from lists of sources, categories and years, or written as a
//! query. It compares nothing.

use crate::app::components::facets::{facet_name, value_name};
use crate::app::components::sets::all_sets;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::slot::Slot;
use crate::app::strings::Label;
use crate::protocol::{Facet, FacetsRequest, QuerySpec};
use crate::view_state::{Grouped, facet_query, named_in};
use leptos::ev;
use leptos::html::Input;

/// Values of a facet that can be chosen.
const VALUES: u32 = 60;

/// The query without its words.
pub fn only_filters(spec: &QuerySpec) -> QuerySpec {
    QuerySpec { query: String::new(), ..spec.clone() }
}

/// What a group is called, its list, its query, and what it is without one.
const SIDES: [(Label, &str, &str, Label); 2] = [
    (|s| s.repeats.group_a, "group-a-choice", "group-a", |s| s.repeats.groups_ticked),
    (|s| s.repeats.group_b, "group-b-choice", "group-b", |s| s.repeats.groups_rest),
];

/// A group as people call it.
pub fn group_name(locale: &Locale, query: &str) -> String {
    let plain = |day: &str| day.parse().map_or_else(|_| day.to_owned(), |date| locale.date(&date));
    match (query.strip_prefix("date:"), query.strip_prefix("source:")) {
        (Some(range), _) => range.split("..").map(plain).collect::<Vec<_>>().join("–"),
        (_, Some(source)) => source.trim_matches('"').to_owned(),
        _ => named_in(query).unwrap_or(query).to_owned(),
    }
}

/// Both groups, from lists and as queries.
pub fn group_form(cx: Context) -> AnyView {
    let now = Memo::new(move |_| {
        cx.store
            .with(|state| state.grouped.as_ref().map_or_else(Default::default, |one| [one.a.clone(), one.b.clone()]))
    });
    let slot = Slot::<FacetsRequest>::new();
    Effect::new(move |_| {
        let spec = cx.spec.with(only_filters);
        slot.fetch(cx, Some("group-values"), FacetsRequest { spec, limit: VALUES });
    });
    let lists: Vec<AnyView> = (0..SIDES.len()).map(|side| (move || list(cx, slot, now, side)).into_any()).collect();
    let written = html::details().class("fold").attr("data-part", "groups-written").child((
        html::summary().child(cx.text(|s| s.repeats.groups_written)),
        queries(cx, now),
        html::p().class("meta").child(cx.text(|s| s.repeats.groups_written_note)),
    ));
    html::div().class("group-form").child((html::div().class("measure-field").child(lists), written)).into_any()
}

fn choose(cx: Context, change: impl FnOnce(&mut Grouped)) {
    cx.navigate(|state| change(state.grouped.get_or_insert_default()));
}

/// The groups that a reader can choose for a side. A query that is none of these stands among them as it is called.
fn list(cx: Context, slot: Slot<FacetsRequest>, now: Memo<[String; 2]>, side: usize) -> AnyView {
    let (label, part, _, none) = SIDES[side];
    let (locale, chosen) = (cx.locale(), now.with(|now| now[side].clone()));
    let s = locale.strings;
    let option = |query: &str, text: String| html::option().attr("value", query.to_owned()).child(text).into_any();
    let mut options = vec![option("", none(s).to_owned())];
    let mut known = chosen.is_empty();
    let answer = slot.get();
    let facets = answer.iter().flat_map(|answer| &answer.facets);
    for (facet, values) in facets {
        let values: Vec<AnyView> = values
            .iter()
            .filter(|value| !value.value.is_empty() || *facet == Facet::Year)
            .filter_map(|value| {
                let query = facet_query(*facet, &value.value)?;
                known |= query == chosen;
                let name = value_name(s, *facet, &value.value);
                Some(option(&query, [name.as_str(), " (", &locale.number(value.articles), ")"].concat()))
            })
            .collect();
        options.push(html::optgroup().attr("label", facet_name(s, *facet)).child(values).into_any());
    }
    let named: Vec<AnyView> = all_sets(cx)
        .into_iter()
        .map(|(set, _)| {
            let query = set.reference();
            known |= query == chosen;
            option(&query, set.name)
        })
        .collect();
    if !named.is_empty() {
        options.push(html::optgroup().attr("label", s.sets.sets).child(named).into_any());
    }
    if !known {
        options.push(option(&chosen, group_name(&locale, &chosen)));
    }
    let field = html::select()
        .attr("data-part", part)
        .on(ev::change, move |event| {
            let value = event_target::<web_sys::HtmlSelectElement>(&event).value();
            choose(cx, |grouped| if side == 0 { grouped.a = value } else { grouped.b = value });
        })
        .prop("value", move || chosen.clone())
        .child(options);
    html::label().class("select").child((html::span().class("choices-label").child(label(s)), field)).into_any()
}

/// Both groups as queries.
fn queries(cx: Context, now: Memo<[String; 2]>) -> AnyView {
    let inputs = [NodeRef::<Input>::new(), NodeRef::<Input>::new()];
    let field = move |side: usize| {
        let (label, _, part, hint) = SIDES[side];
        html::label()
            .child((
                cx.text(label),
                html::input()
                    .attr("type", "text")
                    .attr("data-part", part)
                    .attr("placeholder", cx.text(hint))
                    .prop("value", move || now.with(|now| now[side].clone()))
                    .node_ref(inputs[side]),
            ))
            .into_any()
    };
    html::form()
        .class("measure-field")
        .on(ev::submit, move |event: ev::SubmitEvent| {
            event.prevent_default();
            let [a, b] = inputs.map(|input| input.get_untracked().map_or_else(String::new, |input| input.value()));
            choose(cx, |grouped| (grouped.a, grouped.b) = (a.trim().to_owned(), b.trim().to_owned()));
        })
        .child((
            field(0),
            field(1),
            html::button()
                .class("accent")
                .attr("type", "submit")
                .attr("data-part", "groups-go")
                .child(cx.text(|s| s.compare_go)),
        ))
        .into_any()
}
