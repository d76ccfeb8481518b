//! The wordings that the corpus repeats: a list, best first, and each with its places in date order. It finds nothing and
//! counts nothing: the packer and the engine do.

use super::family::{family_page, fetch_family};
use super::groups::groups_page;
use super::heat_map::heat_map_page;
use super::trace::trace_page;
use crate::app::components::article_list::more_button;
use crate::app::components::facets::{facets, filters_fold};
use crate::app::components::filter_chips::filter_chips;
use crate::app::components::links::{button, choices, family_link, groups_link, map_link, trace_link};
use crate::app::components::notices::slot_state;
use crate::app::components::query_notes::problems;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::speaking::Speaking;
use crate::app::strings::{Label, fill};
use crate::protocol::{FamiliesAnswer, FamiliesRequest, FamilyEntry, QuerySpec};
use crate::view_state::{View, ViewState};

/// Wordings of one batch.
const BATCH: u32 = 40;

/// Fetches the list.
fn fetch(cx: Context) {
    let (apart, spec) = cx.store.peek(|state| (state.apart, state.spec()));
    let request = FamiliesRequest { apart, spec, least_articles: 0, offset: 0, limit: BATCH };
    cx.families.fetch(cx, Some("families"), request);
}

/// Fetches wordings and puts them behind the ones that are there.
fn fetch_more(cx: Context) {
    let next = |asked: &FamiliesRequest, answer: &FamiliesAnswer| {
        let offset = u32::try_from(answer.rows.len()).ok()?;
        Some(FamiliesRequest { offset, ..asked.clone() })
    };
    cx.families.go_on(cx, Some("families"), next, |before, mut answer| {
        let mut rows = before.rows.clone();
        rows.append(&mut answer.rows);
        FamiliesAnswer { rows, ..answer }
    });
}

/// Keeps the list in step with the query and its filters, and the one wording with the link.
fn follow(cx: Context) {
    type Asked = (QuerySpec, bool);
    let shape = Memo::new(move |_| {
        let is_other = |state: &ViewState| state.tracing || state.grouped.is_some() || state.mapped.is_some();
        cx.store.with(|state| (state.family.clone(), state.apart, is_other(state)))
    });
    let listed = StoredValue::new(None::<Asked>);
    let opened = StoredValue::new(None::<(String, u32)>);
    Effect::new(move |_| {
        let (spec, (family, apart, other)) = (cx.spec.get(), shape.get());
        if other || cx.view.get() != View::Families {
            return;
        }
        if let Some(family) = family {
            if opened.get_value().as_ref() != Some(&family) {
                opened.set_value(Some(family.clone()));
                fetch_family(cx, family);
            }
        } else if listed.with_value(|listed| listed.as_ref() != Some(&(spec.clone(), apart))) {
            listed.set_value(Some((spec, apart)));
            fetch(cx);
        }
    });
    let speaking = Speaking::new();
    Effect::new(move |_| {
        let Some(total) = cx.families.get().map(|answer| answer.total) else { return };
        let words = move |locale: &Locale| match total {
            0 => locale.strings.repeats.families_none.to_owned(),
            total => locale.count(&locale.strings.repeats.families_found, total),
        };
        speaking.say(cx, Box::new(words));
    });
}

/// The view.
pub fn families_view(cx: Context) -> AnyView {
    follow(cx);
    let one = Memo::new(move |_| cx.store.with(|state| state.family.is_some()));
    let tracing = Memo::new(move |_| cx.store.with(|state| state.tracing));
    let grouping = Memo::new(move |_| cx.store.with(|state| state.grouped.is_some()));
    let mapping = Memo::new(move |_| cx.store.with(|state| state.mapped.is_some()));
    let content = move || {
        if tracing.get() {
            return trace_page(cx);
        }
        if grouping.get() {
            return groups_page(cx);
        }
        if mapping.get() {
            return (filter_chips(cx), heat_map_page(cx)).into_any();
        }
        if one.get() {
            return family_page(cx);
        }
        let rows = move || cx.families.get().map(|answer| list(cx, &cx.locale(), &answer));
        (filter_chips(cx), head(cx), slot_state(cx, cx.families, move || fetch(cx)), rows).into_any()
    };
    let filters = html::aside().class("filters").attr("aria-label", cx.text(|s| s.filters)).child(filters_fold(
        cx,
        None,
        facets(cx),
    ));
    let pane = html::div()
        .class("pane families-pane")
        .attr("data-part", "families")
        .attr("role", "region")
        .attr("tabindex", "0")
        .attr("aria-label", cx.text(|s| s.repeats.families))
        .node_ref(cx.places.families)
        .child(content);
    html::div()
        .class("families-view")
        .attr("data-one", move || (one.get() || tracing.get()).then_some(""))
        .child((html::h1().class("unseen").child(cx.text(|s| s.repeats.families)), filters, pane))
        .into_any()
}

/// Which list, and what it is.
fn head(cx: Context) -> AnyView {
    const LISTS: [(bool, Label); 2] = [(false, |s| s.repeats.families_worth), (true, |s| s.repeats.families_apart)];
    let apart = Memo::new(move |_| cx.store.with(|state| state.apart));
    let choose = move |apart| cx.navigate(|state| state.apart = apart);
    let lists = choices(cx, "families-list", |s| s.repeats.families, &LISTS, move || apart.get(), choose);
    let note =
        move || if apart.get() { cx.strings().repeats.families_apart_note } else { cx.strings().repeats.families_note };
    let trace = move || trace_link(cx, cx.strings().repeats.trace.to_owned());
    let groups =
        move || groups_link(cx, "groups-way", "chip", Default::default(), cx.strings().repeats.groups.to_owned());
    let map = move || map_link(cx, "map-way", Default::default(), cx.strings().repeats.map.to_owned());
    let trace = html::p().class("trace-way").child((map, " ", groups, " ", trace));
    html::div().class("families-head").child((lists, html::p().class("meta").child(note), trace)).into_any()
}

fn list(cx: Context, locale: &Locale, answer: &FamiliesAnswer) -> AnyView {
    let s = locale.strings;
    let shown = u32::try_from(answer.rows.len()).unwrap_or(u32::MAX);
    let narrowed = cx.is_searched().then(|| {
        html::p().class("meta narrowed").attr("data-part", "families-narrowed").child((
            html::span().child(s.mentions_narrowed),
            button(
                cx,
                "families-everywhere",
                "plain",
                |s| s.mentions_everywhere,
                move || {
                    cx.navigate(|state| state.set_spec(QuerySpec::default()));
                },
            ),
        ))
    });
    let looked = (answer.looked_at < answer.all).then(|| {
        let numbers = [("n", locale.number(answer.looked_at)), ("total", locale.number(answer.all))];
        let text = fill(s.repeats.families_looked, &numbers.each_ref().map(|(name, number)| (*name, number.as_str())));
        html::p().class("meta narrowed").attr("data-part", "families-looked").child((
            html::span().child(text),
            button(cx, "families-further", "plain", |s| s.cut_go_on, move || cx.try_harder()),
        ))
    });
    let notes = (problems(locale, &answer.problems), narrowed, looked);
    if answer.total == 0 {
        let none = html::p().class("empty").attr("data-part", "empty").child(s.repeats.families_none);
        return html::div().child((notes, none)).into_any();
    }
    let count = html::p()
        .class("count")
        .attr("data-part", "families-count")
        .child(locale.count(&s.repeats.families_found, answer.total));
    let rows: Vec<AnyView> = answer.rows.iter().map(|one| row(cx, locale, one)).collect();
    let left = answer.total.saturating_sub(shown);
    let more = (left > 0 && shown > 0).then(|| {
        let label = fill(s.more, &[("n", &locale.number(left.min(BATCH)))]);
        let of = fill(s.shown_of, &[("n", &locale.number(shown)), ("total", &locale.number(answer.total))]);
        more_button(label, of, move || fetch_more(cx))
    });
    html::div().child((count, notes, html::ol().class("families").child(rows), more)).into_any()
}

fn row(cx: Context, locale: &Locale, one: &FamilyEntry) -> AnyView {
    let s = locale.strings;
    let mut told = vec![locale.count(&s.articles, one.articles), locale.count(&s.repeats.family_places, one.places)];
    if one.wordings > 1 {
        told.push(locale.count(&s.repeats.family_wordings, one.wordings));
    }
    match &one.earliest {
        Some((_, date)) => told.push(fill(s.repeats.family_since, &[("date", &locale.date(date))])),
        None => told.push(s.repeats.family_undated.to_owned()),
    }
    if let Some(latest) = one.latest.filter(|latest| one.earliest.is_some_and(|(_, first)| first != *latest)) {
        told.push(fill(s.repeats.family_until, &[("date", &locale.date(&latest))]));
    }
    let link = family_link(cx, "family-link", "family-label", Some((one.label.clone(), one.nth)), one.label.clone());
    html::li()
        .class("family")
        .attr("data-part", "family")
        .attr("data-kind", one.kind.name())
        .child((link, html::p().class("meta").child(told.join(" · "))))
        .into_any()
}
