//! The values by which results can be filtered, with their counts and a tick each. It counts nothing: the engine does.

use super::date_filter::date_filter;
use super::links::button;
use super::notices::slot_state;
use super::sets::sets;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::state::Entry;
use crate::app::strings::{Strings, fill};
use crate::app::trail::trail;
use crate::protocol::{Facet, FacetValue, FacetsAnswer, FacetsRequest, QuerySpec};
use crate::sort;
use crate::view_state::{FACETS, View, chosen_values, filter_count, toggle_value};
use leptos::ev;
use wasm_bindgen::JsCast;

/// Values of a facet shown before "show more".
const FIRST_VALUES: usize = 6;

/// Values of a facet shown after it.
const ALL_VALUES: usize = 300;

/// The name of a facet.
pub fn facet_name(strings: &'static Strings, facet: Facet) -> &'static str {
    match facet {
        Facet::Source => strings.facet_source,
        Facet::Category => strings.facet_category,
        Facet::Year => strings.facet_year,
    }
}

/// A value as it is shown; an empty one says that none is known.
pub fn value_name(strings: &'static Strings, facet: Facet, value: &str) -> String {
    match facet {
        _ if !value.is_empty() => value.to_owned(),
        Facet::Source => strings.facet_none_source.to_owned(),
        Facet::Category => strings.facet_none_category.to_owned(),
        Facet::Year => strings.facet_none_year.to_owned(),
    }
}

fn fetch(cx: Context, spec: QuerySpec, limit: usize) {
    cx.facets.fetch(cx, Some("facets"), FacetsRequest { spec, limit: limit as u32 });
}

/// Keeps the counts in step with the query and its filters while results are shown. They are asked for after the
/// results, which never wait for them.
fn follow(cx: Context, expanded: RwSignal<Vec<Facet>>) {
    let asked = StoredValue::new(None::<(QuerySpec, usize)>);
    Effect::new(move |_| {
        let limit = if expanded.with(Vec::is_empty) { FIRST_VALUES + 1 } else { ALL_VALUES };
        let ask = (cx.spec.get(), limit);
        let view = cx.view.get();
        let beside = matches!(view, View::Families | View::Measure);
        let ready = beside || !cx.is_searched() || cx.answered.with(|answered| answered.as_ref() == Some(&ask.0));
        if !ready || !(beside || view == View::Results) || asked.with_value(|asked| asked.as_ref() == Some(&ask)) {
            return;
        }
        asked.set_value(Some(ask.clone()));
        fetch(cx, ask.0, ask.1);
    });
}

/// Keeps the focus on a value that was ticked: its row moves up when the counts come.
fn follow_tick(cx: Context, last: StoredValue<Option<(Facet, String)>>) {
    Effect::new(move |_| {
        if cx.facets.get().is_none() {
            return;
        }
        let Some((facet, value)) = last.try_update_value(Option::take).flatten() else { return };
        request_animation_frame(move || {
            let Some(app) = cx.places.app.try_get_untracked().flatten() else { return };
            // A value may hold any sign: it is compared, not put into a selector.
            let Ok(boxes) = app.query_selector_all(&format!("[data-facet={}] input", facet.name())) else {
                return;
            };
            let boxes = (0..boxes.length()).filter_map(|at| boxes.item(at)?.dyn_into::<web_sys::HtmlElement>().ok());
            // The filters stand in two tabs, of which one is shown.
            let boxes = boxes.filter(|one| one.offset_parent().is_some());
            let mut ticked = boxes.filter(|one| one.get_attribute("data-value").as_ref() == Some(&value));
            if let Some(ticked) = ticked.next() {
                // Focus is refused only to elements that are gone.
                let _ = ticked.focus();
            }
        });
    });
}

/// The filters: time first, then every facet the corpus has.
pub fn facets(cx: Context) -> AnyView {
    let expanded = RwSignal::new(Vec::new());
    let last = StoredValue::new(None);
    follow(cx, expanded);
    follow_tick(cx, last);
    let lists = move || {
        let locale = cx.locale();
        cx.facets.get().map(|answer| {
            let of = |facet| answer.facets.iter().find(|one| one.0 == facet);
            FACETS.iter().filter_map(|facet| list(cx, &locale, of(*facet)?, expanded, last)).collect::<Vec<_>>()
        })
    };
    let clear = move || {
        let any = !cx.spec.with(|spec| spec.filters.is_empty());
        any.then(|| button(cx, "filters-clear", "plain", |s| s.filters_clear, move || clear_filters(cx)))
    };
    let legend = move || {
        let any = cx.facets.get().is_some_and(|answer| has_words_articles(&answer));
        any.then(|| {
            html::p().class("meta words-only").attr("data-part", "words-legend").child(cx.text(|s| s.words_legend))
        })
    };
    let has_copies = Memo::new(move |_| {
        cx.facets.get().is_some_and(|answer| answer.copies) || cx.spec.with(|spec| spec.filters.once)
    });
    let once = move || has_copies.get().then(|| once_switch(cx));
    let retry = move || fetch(cx, cx.store.peek(|state| state.spec()), FIRST_VALUES + 1);
    html::section()
        .class("facets")
        .attr("data-part", "facets")
        .attr("aria-label", cx.text(|s| s.facets))
        .child((
            html::div().class("facets-head").child((html::h2().child(cx.text(|s| s.facets)), clear)),
            once,
            legend,
            date_filter(cx),
            lists,
            slot_state(cx, cx.facets, retry),
            sets(cx),
            trail(cx),
        ))
        .into_any()
}

/// Whether articles that are copies of one another count once; offered where the corpus has such articles.
fn once_switch(cx: Context) -> AnyView {
    let tick = html::input()
        .attr("type", "checkbox")
        .attr("data-part", "once")
        .prop("checked", move || cx.spec.with(|spec| spec.filters.once))
        .on(ev::change, move |event| {
            let once = event_target::<web_sys::HtmlInputElement>(&event).checked();
            cx.filter(Entry::Push, |filters| filters.once = once);
        });
    html::label().class("check").child((tick, html::span().child(cx.text(|s| s.repeats.once)))).into_any()
}

/// Filters behind a button where there is no room beside the list: `always` stays in sight, `rest` is folded away.
pub fn filters_fold(cx: Context, always: Option<AnyView>, rest: AnyView) -> AnyView {
    let open = RwSignal::new(false);
    let label = move || {
        let (s, count) = (cx.strings(), cx.spec.with(|spec| filter_count(&spec.filters)));
        if count == 0 { s.filters.to_owned() } else { fill(s.filter_badge, &[("n", &count.to_string())]) }
    };
    let toggle = html::button()
        .class("plain filter-toggle")
        .attr("data-part", "filter-toggle")
        .attr("type", "button")
        .attr("aria-expanded", move || if open.get() { "true" } else { "false" })
        .on(ev::click, move |_| open.update(|open| *open = !*open))
        .child(label);
    html::div()
        .class("filter-switches")
        .attr("data-open", move || open.get().then_some(""))
        .child((always, toggle, html::div().class("filter-rest").child(rest)))
        .into_any()
}

/// Whether any of the counts is of articles that merely hold all the words.
fn has_words_articles(answer: &FacetsAnswer) -> bool {
    answer.words_elsewhere > 0
        || answer.words_undated > 0
        || answer.periods.iter().any(|period| period.words_articles > 0)
        || answer.facets.iter().any(|(_, values)| values.iter().any(|value| value.words_articles > 0))
}

/// Takes every filter away.
pub fn clear_filters(cx: Context) {
    cx.filter(Entry::Push, |filters| *filters = crate::protocol::Filters::default());
}

fn list(
    cx: Context,
    locale: &Locale,
    (facet, values): &(Facet, Vec<FacetValue>),
    expanded: RwSignal<Vec<Facet>>,
    last: StoredValue<Option<(Facet, String)>>,
) -> Option<AnyView> {
    let facet = *facet;
    // One value that every article has filters nothing.
    if values.is_empty() || (values.len() == 1 && values[0].value.is_empty() && !values[0].chosen) {
        return None;
    }
    let mut values: Vec<&FacetValue> = values.iter().collect();
    sort::by_key(&mut values, |value| !value.chosen);
    let open = expanded.with(|all| all.contains(&facet));
    let chosen = values.iter().filter(|value| value.chosen).count();
    let room = if open { values.len() } else { FIRST_VALUES.max(chosen) };
    let more = values.len() > room || open;
    let rows: Vec<AnyView> = values.iter().take(room).map(|value| row(cx, locale, facet, value, last)).collect();
    let more = more.then(|| {
        let toggle = move || {
            expanded.update(|all| match all.iter().position(|one| *one == facet) {
                Some(at) => {
                    all.remove(at);
                }
                None => all.push(facet),
            });
        };
        button(cx, "facet-more", "plain", if open { |s| s.facet_fewer } else { |s| s.facet_more }, toggle)
    });
    let list = html::fieldset().class("facet").attr("data-part", "facet").attr("data-facet", facet.name()).child((
        html::legend().child(facet_name(locale.strings, facet)),
        html::ul().child(rows),
        more,
    ));
    Some(list.into_any())
}

fn row(
    cx: Context,
    locale: &Locale,
    facet: Facet,
    value: &FacetValue,
    last: StoredValue<Option<(Facet, String)>>,
) -> AnyView {
    let name = value_name(locale.strings, facet, &value.value);
    let (ticked, ticks) = (value.value.clone(), value.value.clone());
    let tick = html::input()
        .attr("type", "checkbox")
        .attr("data-part", "facet-value")
        .attr("data-value", value.value.clone())
        .prop("checked", move || cx.spec.with(|spec| chosen_values(&spec.filters, facet).contains(&ticked)))
        .on(ev::change, move |_| {
            last.set_value(Some((facet, ticks.clone())));
            cx.filter(Entry::Push, |filters| toggle_value(filters, facet, &ticks));
        });
    let told = locale.articles_of_groups(value.articles, value.words_articles);
    let figure = |class: &'static str, articles: u32| {
        html::span().class(class).attr("aria-hidden", "true").child(locale.number(articles))
    };
    let words = (value.words_articles > 0)
        .then(|| figure("figure words-only", value.words_articles).attr("data-part", "words-articles"));
    let counts = html::span().class("figures").attr("title", told.clone()).child((
        figure("figure", value.articles),
        words,
        html::span().class("unseen").child(told),
    ));
    html::li()
        .child(html::label().class("check").child((
            tick,
            html::span().class("facet-name").attr("dir", "auto").child(name),
            counts,
        )))
        .into_any()
}
