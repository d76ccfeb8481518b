//! Who shares wording with whom: a map of articles, sources or years held against each other, whose cells lead to the comparison
//! of two articles or to the pairs of two sources. It counts nothing: the engine does.

use crate::app::components::links::{button, choices, family_link, is_plain, map_link, pair_link};
use crate::app::components::notices::slot_state;
use crate::app::components::query_notes::problems;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::slot::{Answered, Slot};
use crate::app::strings::{Label, fill};
use crate::protocol::{Axis, Card, PairsRequest, Sharer, SharingPair};
use crate::view_state::{Mapped, ViewState, moved, shade, shades};
use leptos::ev;
use leptos::html::Div;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Articles, sources or years on an axis, and pairs of a list.
const LIMIT: u32 = 12;

fn fetch(cx: Context, slot: Slot<PairsRequest>) {
    let request = cx.store.peek(|state| {
        let Mapped { axis, between } = state.mapped.clone()?;
        Some(PairsRequest { axis, spec: state.spec(), between, limit: LIMIT })
    });
    if let Some(request) = request {
        slot.fetch(cx, Some("pairs"), request);
    }
}

/// The page.
pub fn heat_map_page(cx: Context) -> AnyView {
    const AXES: [(Axis, Label); 3] = [
        (Axis::Articles, |s| s.repeats.map_articles),
        (Axis::Sources, |s| s.repeats.map_sources),
        (Axis::Years, |s| s.repeats.map_years),
    ];
    let slot = Slot::new();
    let mapped = Memo::new(move |_| cx.store.with(|state| state.mapped.clone().unwrap_or_default()));
    Effect::new(move |_| {
        mapped.with(|_| cx.spec.with(|_| ()));
        fetch(cx, slot);
    });
    let show = move |axis| cx.navigate(|state| state.show_map(Mapped { axis, between: None }));
    let axes = choices(cx, "map-axis", |s| s.repeats.map, &AXES, move || mapped.with(|one| one.axis), show);
    let content = move || slot.get().map(|answer| found(cx, &cx.locale(), &answer));
    let back = move || {
        let s = &cx.strings().repeats;
        match mapped.get() {
            Mapped { axis, between: Some(_) } => {
                map_link(cx, "map-back", Mapped { axis, between: None }, s.map_back.to_owned())
            }
            _ => family_link(cx, "map-back", "chip", None, s.families_all.to_owned()),
        }
    };
    html::div()
        .class("groups")
        .attr("data-part", "map")
        .child((
            html::p().class("family-back").child(back),
            html::h2().class("family-heading").child(cx.text(|s| s.repeats.map)),
            html::p().class("meta").child(cx.text(|s| s.repeats.map_note)),
            axes,
            slot_state(cx, slot, move || fetch(cx, slot)),
            content,
        ))
        .into_any()
}

fn found(cx: Context, locale: &Locale, answer: &Answered<PairsRequest>) -> AnyView {
    let s = &locale.strings.repeats;
    let (looked_at, of) = answer.looked_at;
    let looked = (looked_at < of).then(|| {
        let numbers = [locale.number(looked_at), locale.number(of)];
        let text = fill(s.families_looked, &[("n", &numbers[0]), ("total", &numbers[1])]);
        let further = button(cx, "map-further", "plain", |s| s.cut_go_on, move || cx.try_harder());
        html::p().class("meta narrowed").child((html::span().child(text), further))
    });
    let content = match &answer.question().between {
        Some(between) => pairs(cx, locale, answer, between),
        None if answer.cells.iter().all(|cell| *cell == 0) => {
            html::p().class("empty").attr("data-part", "empty").child(s.families_none).into_any()
        }
        None => map(cx, locale, answer),
    };
    html::div().child((problems(locale, &answer.problems), looked, content)).into_any()
}

/// The name of a row or column: a title with its date and how many reprints it stands for, a source, a year.
fn name(locale: &Locale, sharer: &Sharer) -> String {
    match &sharer.card {
        Some(card) if sharer.copies > 0 => {
            [titled(locale, card), locale.count(&locale.strings.repeats.copies, sharer.copies)].join(" ")
        }
        Some(card) => titled(locale, card),
        None => sharer.name.clone(),
    }
}

fn titled(locale: &Locale, card: &Card) -> String {
    [card.title.as_str(), " (", &locale.date_or_unknown(card.date.as_ref()), ")"].concat()
}

/// What a cell says, in a sentence.
fn sentence(locale: &Locale, axis: Axis, value: u32, [row, column]: [&str; 2]) -> String {
    let s = &locale.strings.repeats;
    match (axis, value) {
        (_, 0) => fill(s.map_nothing, &[("a", row), ("b", column)]),
        (Axis::Articles, _) => {
            let percent = locale.percent(f64::from(value) / 100.0);
            fill(s.map_share, &[("percent", &percent), ("a", row), ("b", column)])
        }
        _ => fill(s.map_count, &[("wordings", &locale.count(&s.families_found, value)), ("a", row), ("b", column)]),
    }
}

fn map(cx: Context, locale: &Locale, answer: &Answered<PairsRequest>) -> AnyView {
    let s = &locale.strings.repeats;
    let axis = answer.question().axis;
    let from = shades(axis, answer.cells.iter().copied().max().unwrap_or(0));
    let names: Vec<String> = answer.axis.iter().map(|sharer| name(locale, sharer)).collect();
    let (at, place) = (RwSignal::new((0usize, 0usize)), NodeRef::<Div>::new());
    let number = |n: usize| (n + 1).to_string();
    let head = |(n, name): (usize, &String)| {
        let shown = if axis == Axis::Years { name.clone() } else { number(n) };
        let unseen = (axis != Axis::Years).then(|| html::span().class("unseen").child([" ", name].concat()));
        html::th().attr("scope", "col").attr("title", name.clone()).child((shown, unseen)).into_any()
    };
    let heads: Vec<AnyView> = names.iter().enumerate().map(head).collect();
    let rows = names.iter().enumerate().map(|(row, name)| {
        let cells = (0..names.len()).map(|column| {
            let value = answer.cell(row, column);
            let told = match value {
                0 if row == column => s.map_same.to_owned(),
                _ => sentence(locale, axis, value, [name, &names[column]]),
            };
            let link = cell(cx, locale, answer, [row, column], told, at);
            html::td().attr("data-shade", shade(&from, value).to_string()).child(link).into_any()
        });
        let cells: Vec<AnyView> = cells.collect();
        let number = (axis != Axis::Years).then(|| html::span().class("map-number").child(number(row)));
        let label = html::span().class("map-name").attr("dir", "auto").child(name.clone());
        let head = html::th().attr("scope", "row").attr("title", name.clone()).child((number, label));
        html::tr().attr("data-part", "map-row").child((head, cells)).into_any()
    });
    let rows: Vec<AnyView> = rows.collect();
    let size = names.len();
    let keys = move |event: ev::KeyboardEvent| {
        let Some(to) = moved(&event.key(), at.get_untracked(), size).filter(|_| !event.alt_key() && !event.ctrl_key())
        else {
            return;
        };
        event.prevent_default();
        at.set(to);
        let cells = place.get_untracked().and_then(|place| place.query_selector_all("[data-part=map-cell]").ok());
        if let Some(cell) = cells.and_then(|cells| cells.get((to.0 * size + to.1) as u32)) {
            // It fails only for an element that is not in a page.
            let _ = cell.unchecked_ref::<HtmlElement>().focus();
        }
    };
    let table = html::table()
        .attr("role", "grid")
        .attr("aria-label", s.map)
        .on(ev::keydown, keys)
        .child((html::thead().child(html::tr().child((html::td(), heads))), html::tbody().child(rows)));
    (legend(locale, axis, &from), html::div().class("heat-map").node_ref(place).child(table)).into_any()
}

/// A cell: a link where there is something to open, one stop of the tab key for the whole map.
fn cell(
    cx: Context,
    locale: &Locale,
    answer: &Answered<PairsRequest>,
    [row, column]: [usize; 2],
    told: String,
    at: RwSignal<(usize, usize)>,
) -> AnyView {
    let (axis, value) = (answer.question().axis, answer.cell(row, column));
    let text = match (axis, value) {
        (_, 0) => if row == column { "–" } else { "" }.to_owned(),
        (Axis::Articles, _) => locale.percent(f64::from(value) / 100.0),
        _ => locale.number(value),
    };
    let names = [row, column].map(|place| answer.axis[place].name.clone());
    let here = (row, column);
    let show = move |state: &mut ViewState| match axis {
        Axis::Articles => state.show_pair(names.clone()),
        _ => state.show_map(Mapped { axis, between: Some(names.clone()) }),
    };
    let href = (value > 0).then(|| cx.store.link(show.clone()));
    html::a()
        .attr("data-part", "map-cell")
        .attr("role", (value == 0).then_some("link"))
        .attr("aria-disabled", (value == 0).then_some("true"))
        .attr("tabindex", move || if at.get() == here { "0" } else { "-1" })
        .attr("href", href)
        .attr("title", told.clone())
        .attr("aria-label", told)
        .on(ev::focus, move |_| at.set(here))
        .on(ev::click, move |event| {
            if value > 0 && is_plain(&event) {
                event.prevent_default();
                cx.navigate(show.clone());
            }
        })
        .child(text)
        .into_any()
}

/// What the shades mean.
fn legend(locale: &Locale, axis: Axis, from: &[u32]) -> AnyView {
    let s = &locale.strings.repeats;
    let shown = |value: u32| match axis {
        Axis::Articles => locale.percent(f64::from(value) / 100.0),
        _ => locale.number(value),
    };
    let step = |(at, least): (usize, &u32)| {
        let text = match from.get(at + 1) {
            Some(next) if next - 1 > *least => [shown(*least), shown(next - 1)].join("–"),
            Some(_) => shown(*least),
            None => ["≥ ", &shown(*least)].concat(),
        };
        html::li().attr("data-shade", (at + 1).to_string()).child(text).into_any()
    };
    let steps: Vec<AnyView> = from.iter().enumerate().map(step).collect();
    let words = if axis == Axis::Articles { s.map_legend_share } else { s.map_legend_count };
    (html::p().class("meta").child(words), html::ul().class("heat-legend").attr("data-part", "map-legend").child(steps))
        .into_any()
}

/// The pairs of articles of two sources or years.
fn pairs(cx: Context, locale: &Locale, answer: &Answered<PairsRequest>, between: &[String; 2]) -> AnyView {
    let s = &locale.strings.repeats;
    let heading = fill(s.map_between, &[("a", &between[0]), ("b", &between[1])]);
    let none = answer.pairs.is_empty().then(|| html::p().class("empty").child(s.families_none));
    let row = |pair: &SharingPair| {
        let names = pair.cards.each_ref().map(|card| titled(locale, card));
        let told = [(0, 1), (1, 0)]
            .map(|(a, b): (usize, usize)| sentence(locale, Axis::Articles, pair.shares[a], [&names[a], &names[b]]));
        let ids = pair.cards.each_ref().map(|card| card.id.clone());
        let link = pair_link(cx, "map-pair", "family-label", ids, names.join(" — "));
        html::li().class("family").child((link, html::p().class("meta").child(told.join(" · ")))).into_any()
    };
    let rows: Vec<AnyView> = answer.pairs.iter().map(row).collect();
    (html::h3().attr("dir", "auto").child(heading), none, html::ol().class("families").child(rows)).into_any()
}
