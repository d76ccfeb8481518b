//! What stands near a query, where and when it occurs, what its articles say more than others, and which words they have: panels
//! over one search. It counts nothing: the engine does.

use super::measure_panels::{collocates, dispersion, keyness, nodes, paragraph, trend, words};
use super::measure_terms::{count_terms, terms};
use crate::app::components::facets::{facets, filters_fold};
use crate::app::components::filter_chips::filter_chips;
use crate::app::components::links::choices;
use crate::app::components::notices::slot_state;
use crate::app::components::sets::set_choice;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::reactive::*;
use crate::app::strings::{Label, fill};
use crate::app::trail::note_visit;
use crate::measure::periods;
use crate::protocol::{
    Association, BlocksMode, CollocatesRequest, KeynessRequest, NodesRequest, QuerySpec, SearchRequest, Sort,
    SpreadRequest, Total, Unit, WordSort, WordsRequest,
};
use crate::view_state::{LEASTS, Measured, Panel, ROW_LIMIT, SPANS, VERSUS_LIMIT, View};
use leptos::ev;
use leptos::html::Input;

/// Rows of a table.
const ROWS: u32 = 60;
/// Rows of each of three tables.
const ROWS_OF_NODES: u32 = 30;
/// Rows of a list of words.
const ROWS_OF_WORDS: u32 = 200;
/// Articles whose hits are drawn.
pub const PLOTTED: u32 = 40;
/// Articles that the drawing of the whole corpus marks.
const MARKED: u32 = 4000;

const PANELS: [(Panel, Label); 6] = [
    (Panel::Collocates, |s| s.measures.collocates),
    (Panel::Trend, |s| s.measures.trend),
    (Panel::Keyness, |s| s.measures.keyness),
    (Panel::Dispersion, |s| s.measures.dispersion),
    (Panel::Words, |s| s.measures.list),
    (Panel::Terms, |s| s.measures.terms),
];

/// What is counted over time and articles is counted of the text alone.
fn of_text(spec: &QuerySpec) -> QuerySpec {
    QuerySpec { blocks: BlocksMode::Text, ..spec.clone() }
}

/// The queries of the trend: that of the search box, then those beside it.
pub fn queries(spec: &QuerySpec, measured: &Measured) -> Vec<String> {
    std::iter::once(&spec.query).chain(&measured.versus).cloned().collect()
}

/// Asks what the panel needs.
fn fetch(cx: Context) {
    const CHANNEL: Option<&str> = Some("measure");
    let (spec, measured) = cx.store.peek(|state| (state.spec(), state.measured.clone()));
    let least = u32::from(measured.least);
    match measured.panel {
        Panel::Collocates => {
            let span = (measured.span > 0).then_some((measured.span, measured.span));
            let (unit, measure) = (measured.unit, measured.measure);
            let request = CollocatesRequest { spec, unit, span, least, measure, mixed: false, limit: ROWS };
            let b = measured.node.trim().to_owned();
            if b.is_empty() {
                cx.measuring.collocates.fetch(cx, CHANNEL, request);
            } else {
                let request = NodesRequest { a: CollocatesRequest { limit: ROWS_OF_NODES, ..request }, b };
                cx.measuring.nodes.fetch(cx, CHANNEL, request);
            }
        }
        Panel::Keyness => {
            let against = Some(measured.against.trim().to_owned()).filter(|query| !query.is_empty());
            let named =
                |query: String| cx.store.peek(|state| state.spec_named(&query)).unwrap_or_else(|| cx.spec_of(query));
            let reference = against.map(named);
            let request = KeynessRequest {
                target: spec,
                reference,
                unit: measured.unit,
                least,
                limit: ROWS,
                ..KeynessRequest::default()
            };
            cx.measuring.keyness.fetch(cx, CHANNEL, request);
        }
        Panel::Words => {
            let Measured { unit, row: length, pattern, listing: sort, content, .. } = measured;
            let request = WordsRequest { spec, unit, length, pattern, sort, content, limit: ROWS_OF_WORDS };
            cx.measuring.words.fetch(cx, CHANNEL, request);
        }
        Panel::Terms => count_terms(cx, 0),
        Panel::Trend | Panel::Dispersion => {
            let is_trend = measured.panel == Panel::Trend;
            let queries = if is_trend { queries(&spec, &measured) } else { vec![spec.query.clone()] };
            let spec = of_text(&spec);
            if !is_trend {
                let request =
                    SearchRequest { spec: spec.clone(), sort: Sort::Oldest, limit: PLOTTED, ..Default::default() };
                cx.measuring.plotted.fetch(cx, Some("plotted"), request);
            }
            let limit = if is_trend { 0 } else { MARKED };
            let by_month = measured.by_month;
            // What cannot be read is told beside the field.
            let periods = if is_trend { periods(&measured.periods).unwrap_or_default() } else { Vec::new() };
            let request = SpreadRequest { spec, queries, by_month, periods, dispersion: !is_trend, limit };
            cx.measuring.spread.fetch(cx, CHANNEL, request);
        }
    }
}

/// Whether there is something to measure: a query; for keyness a selection of any kind; for words any articles.
fn is_asked(spec: &QuerySpec, panel: Panel) -> bool {
    matches!(panel, Panel::Terms | Panel::Words)
        || !spec.query.trim().is_empty()
        || panel == Panel::Keyness && !spec.filters.is_empty()
}

/// Notes what was measured of which query.
fn follow_visits(cx: Context) {
    Effect::new(move |_| {
        if let Some(answer) = cx.measuring.collocates.get() {
            note_visit(cx, &answer.question().spec, Total { articles: answer.articles, hits: answer.node });
        }
    });
    Effect::new(move |_| {
        let answer = cx.measuring.spread.get();
        if let Some((answer, one)) = answer.as_ref().and_then(|answer| Some((answer, answer.queries.first()?))) {
            note_visit(cx, &answer.question().spec, Total { articles: one.articles, hits: one.hits });
        }
    });
}

/// The view.
pub fn measure_view(cx: Context) -> AnyView {
    let shape = Memo::new(move |_| {
        cx.store.with(|state| (state.spec(), state.measured.clone(), state.spec_named(&state.measured.against)))
    });
    let asked = StoredValue::new(None::<(QuerySpec, Measured, Option<QuerySpec>)>);
    Effect::new(move |_| {
        let now = shape.get();
        let ready = cx.view.get() == View::Measure && is_asked(&now.0, now.1.panel);
        if ready && asked.with_value(|asked| asked.as_ref() != Some(&now)) {
            asked.set_value(Some(now));
            fetch(cx);
        }
    });
    follow_visits(cx);
    let panel = Memo::new(move |_| cx.store.with(|state| state.measured.panel));
    let ready = Memo::new(move |_| shape.with(|(spec, measured, _)| is_asked(spec, measured.panel)));
    let choose = move |panel| cx.navigate(|state| state.measured.panel = panel);
    let content = move || {
        let panel = panel.get();
        if !ready.get() {
            let hint: Label = if panel == Panel::Keyness { |s| s.measures.keyness_hint } else { |s| s.measures.hint };
            return html::p().class("empty").attr("data-part", "measure-hint").child(cx.text(hint)).into_any();
        }
        match panel {
            Panel::Collocates if shape.with(|(_, measured, _)| !measured.node.trim().is_empty()) => {
                (slot_state(cx, cx.measuring.nodes, move || fetch(cx)), move || nodes(cx)).into_any()
            }
            Panel::Collocates => {
                (slot_state(cx, cx.measuring.collocates, move || fetch(cx)), move || collocates(cx)).into_any()
            }
            Panel::Terms => terms(cx),
            Panel::Words => (slot_state(cx, cx.measuring.words, move || fetch(cx)), move || words(cx)).into_any(),
            Panel::Keyness => (slot_state(cx, cx.measuring.keyness, move || fetch(cx)), move || keyness(cx)).into_any(),
            Panel::Trend => (slot_state(cx, cx.measuring.spread, move || fetch(cx)), move || trend(cx)).into_any(),
            Panel::Dispersion => {
                (slot_state(cx, cx.measuring.spread, move || fetch(cx)), move || dispersion(cx)).into_any()
            }
        }
    };
    let pane = html::div()
        .class("pane families-pane measure-pane")
        .attr("data-part", "measure")
        .attr("role", "region")
        .attr("tabindex", "0")
        .attr("aria-label", cx.text(|s| s.measures.measure))
        .node_ref(cx.places.measure)
        .child((
            filter_chips(cx),
            choices(cx, "measure-panels", |s| s.measures.measure, &PANELS, move || panel.get(), choose),
            move || options(cx, panel.get()),
            content,
        ));
    let filters = html::aside().class("filters").attr("aria-label", cx.text(|s| s.filters)).child(filters_fold(
        cx,
        None,
        facets(cx),
    ));
    html::div()
        .class("families-view")
        .child((html::h1().class("unseen").child(cx.text(|s| s.measures.measure)), filters, pane))
        .into_any()
}

/// How the panel measures.
fn options(cx: Context, panel: Panel) -> AnyView {
    const UNITS: [(Unit, Label); 2] = [(Unit::Word, |s| s.measures.word), (Unit::Syllable, |s| s.measures.syllable)];
    const WINDOWS: [(u8, Label); SPANS.len()] =
        [(1, |_| "±1"), (3, |_| "±3"), (5, |_| "±5"), (10, |_| "±10"), (0, |s| s.measures.sentence)];
    const MEASURES: [(Association, Label); 6] = [
        (Association::LogDice, |_| "logDice"),
        (Association::Mi, |_| "MI"),
        (Association::Mi3, |_| "MI3"),
        (Association::TScore, |_| "t"),
        (Association::LogLikelihood, |_| "LL"),
        (Association::ChiSquare, |_| "χ²"),
    ];
    const LEAST: [(u8, Label); LEASTS.len()] = [(1, |_| "1"), (3, |_| "3"), (5, |_| "5"), (10, |_| "10")];
    let with = move |pick: fn(&Measured) -> u8| cx.store.with(|state| pick(&state.measured));
    let set = move |change: Box<dyn FnOnce(&mut Measured)>| cx.navigate(|state| change(&mut state.measured));
    let unit = move || {
        let chosen = move || if with(|m| m.unit as u8) == 1 { Unit::Word } else { Unit::Syllable };
        choices(
            cx,
            "measure-unit",
            |s| s.measures.unit,
            &UNITS,
            chosen,
            move |unit| set(Box::new(move |m| m.unit = unit)),
        )
    };
    let least = move || {
        let set = move |least| set(Box::new(move |m| m.least = least));
        choices(cx, "measure-least", |s| s.measures.least, &LEAST, move || with(|m| m.least), set)
    };
    let parts = match panel {
        Panel::Collocates => {
            let span = move |span| set(Box::new(move |m| m.span = span));
            let order = move |measure| set(Box::new(move |m| m.measure = measure));
            let chosen = move || cx.store.with(|state| state.measured.measure);
            let node = move |text: String| set(Box::new(move |m| m.node = text));
            let now = move || cx.store.with(|state| state.measured.node.clone());
            (
                unit(),
                choices(cx, "measure-window", |s| s.measures.window, &WINDOWS, move || with(|m| m.span), span),
                choices(cx, "measure-order", |s| s.measures.order, &MEASURES, chosen, order),
                least(),
                field(cx, "measure-node", |s| s.measures.node, now, node),
            )
                .into_any()
        }
        Panel::Keyness => {
            let against = move |text: String| set(Box::new(move |m| m.against = text));
            let now = move || cx.store.with(|state| state.measured.against.clone());
            let field = field(cx, "measure-against", |s| s.measures.against, now, against);
            (unit(), least(), field, set_choice(cx)).into_any()
        }
        Panel::Trend => trend_options(cx),
        Panel::Words => (unit(), word_options(cx)).into_any(),
        Panel::Dispersion | Panel::Terms => ().into_any(),
    };
    html::div().class("measure-options").child(parts).into_any()
}

/// Which words are listed, and in which order.
fn word_options(cx: Context) -> AnyView {
    const ROW: [(u8, Label); ROW_LIMIT as usize] = [
        (1, |_| "1"),
        (2, |_| "2"),
        (3, |_| "3"),
        (4, |_| "4"),
        (5, |_| "5"),
        (6, |_| "6"),
        (7, |_| "7"),
        (8, |_| "8"),
    ];
    const SORTS: [(WordSort, Label); 3] = [
        (WordSort::Frequency, |s| s.measures.frequency),
        (WordSort::Range, |s| s.measures.range),
        (WordSort::Dispersion, |s| s.measures.evenness),
    ];
    let set = move |change: Box<dyn FnOnce(&mut Measured)>| cx.navigate(|state| change(&mut state.measured));
    let row = move || cx.store.with(|state| state.measured.row);
    let sort = move || cx.store.with(|state| state.measured.listing);
    let pattern = move || cx.store.with(|state| state.measured.pattern.clone());
    let content = html::input()
        .attr("type", "checkbox")
        .attr("data-part", "measure-content")
        .prop("checked", move || cx.store.with(|state| state.measured.content))
        .on(ev::change, move |event| {
            let content = event_target::<web_sys::HtmlInputElement>(&event).checked();
            set(Box::new(move |m| m.content = content));
        });
    (
        choices(cx, "measure-row", |s| s.measures.row, &ROW, row, move |row| set(Box::new(move |m| m.row = row))),
        choices(
            cx,
            "measure-listing",
            |s| s.measures.order,
            &SORTS,
            sort,
            move |sort| set(Box::new(move |m| m.listing = sort)),
        ),
        field(
            cx,
            "measure-pattern",
            |s| s.measures.pattern,
            pattern,
            move |text| set(Box::new(move |m| m.pattern = text)),
        ),
        html::label().class("check").child((content, html::span().child(cx.text(|s| s.measures.content)))),
    )
        .into_any()
}

/// By what a trend is counted, and which queries stand beside that of the search box.
fn trend_options(cx: Context) -> AnyView {
    const BY: [(bool, Label); 2] = [(false, |s| s.measures.year), (true, |s| s.measures.month)];
    let set = move |change: Box<dyn FnOnce(&mut Measured)>| cx.navigate(|state| change(&mut state.measured));
    let by_month = move || cx.store.with(|state| state.measured.by_month);
    let by = move |by_month| set(Box::new(move |m| (m.by_month, m.periods) = (by_month, String::new())));
    let add = move |text: String| {
        set(Box::new(move |m| {
            if !text.is_empty() && m.versus.len() < VERSUS_LIMIT && !m.versus.contains(&text) {
                m.versus.push(text);
            }
        }));
    };
    let own = move |text: String| set(Box::new(move |m| m.periods = text));
    let now = move || cx.store.with(|state| state.measured.periods.clone());
    let unread = move || {
        let part = cx.store.with(|state| periods(&state.measured.periods).err())?;
        Some(paragraph("periods-unread", fill(cx.strings().measures.periods_unread, &[("part", &part)])))
    };
    (
        choices(cx, "measure-by", |s| s.measures.by, &BY, by_month, by),
        field(cx, "measure-periods", |s| s.measures.periods, now, own),
        unread,
        field(cx, "measure-versus", |s| s.measures.versus, String::new, add),
    )
        .into_any()
}

/// A field for a query, taken by Enter or its button.
fn field(
    cx: Context,
    part: &'static str,
    label: Label,
    value: impl Fn() -> String + 'static,
    take: impl Fn(String) + 'static,
) -> AnyView {
    field_of(cx, part, label, Box::new(value), Box::new(take))
}

/// The same code for every field.
fn field_of(
    cx: Context,
    part: &'static str,
    label: Label,
    value: Box<dyn Fn() -> String>,
    take: Box<dyn Fn(String)>,
) -> AnyView {
    let input = NodeRef::<Input>::new();
    let hint = move || match part {
        "measure-against" => cx.strings().measures.others,
        "measure-pattern" => "* ?",
        "measure-periods" => "2020-01..2020-06, 2020-07..2021-12",
        _ => "",
    };
    let go: Label = match part {
        "measure-against" => |s| s.compare_go,
        "measure-pattern" => |s| s.measures.filter,
        _ => |s| s.measures.add,
    };
    html::form()
        .class("measure-field")
        .on(ev::submit, move |event: ev::SubmitEvent| {
            event.prevent_default();
            if let Some(input) = input.get_untracked() {
                take(input.value().trim().to_owned());
                if part == "measure-versus" {
                    input.set_value("");
                }
            }
        })
        .child((
            html::label().child((
                cx.text(label),
                html::input()
                    .attr("type", "text")
                    .attr("data-part", part)
                    .attr("placeholder", hint)
                    .prop("value", value)
                    .node_ref(input),
            )),
            html::button().class("plain").attr("type", "submit").child(cx.text(go)),
        ))
        .into_any()
}
