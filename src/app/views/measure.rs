//! What stands near a query, where and when it occurs, what its articles say more than others, and which words they have: panels
//! over one search. It counts nothing: the engine does.

use super::measure_options::options;
use super::measure_panels::{collocates, dispersion, keyness, nodes, trend, words};
use super::measure_terms::{count_terms, terms};
use crate::app::components::facets::{facets, filters_fold};
use crate::app::components::filter_chips::filter_chips;
use crate::app::components::links::choices;
use crate::app::components::notices::slot_state;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::reactive::*;
use crate::app::strings::Label;
use crate::app::trail::note_visit;
use crate::measure::periods;
use crate::protocol::{
    BlocksMode, CollocatesRequest, KeynessRequest, NodesRequest, QuerySpec, SearchRequest, Sort, SpreadRequest, Total,
    WordsRequest,
};
use crate::view_state::{Measured, Panel, View};

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
            let span = measured.window();
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
