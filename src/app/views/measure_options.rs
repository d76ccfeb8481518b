//! How a panel of the tab of measures counts, as its reader chooses. It counts and draws nothing.

use super::measure_panels::paragraph;
use crate::app::components::links::choices;
use crate::app::components::sets::{set_choice, unknown_sets};
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::reactive::*;
use crate::app::strings::{Label, fill};
use crate::measure::periods;
use crate::protocol::{Association, Unit, WordSort};
use crate::view_state::{LEASTS, Measured, Panel, ROW_LIMIT, SPANS, Sides, VERSUS_LIMIT};
use leptos::ev;
use leptos::html::Input;

/// How the panel measures.
pub fn options(cx: Context, panel: Panel) -> AnyView {
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
                move || (with(|m| m.span) > 0).then(|| sides(cx)),
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
            (unit(), least(), field, set_choice(cx), unknown_sets(cx, |state| vec![&state.measured.against])).into_any()
        }
        Panel::Trend => trend_options(cx),
        Panel::Words => (unit(), word_options(cx)).into_any(),
        Panel::Dispersion | Panel::Terms => ().into_any(),
    };
    html::div().class("measure-options").child(parts).into_any()
}

/// On which sides of the node.
fn sides(cx: Context) -> AnyView {
    const SIDES: [(Sides, Label); 3] = [
        (Sides::Both, |s| s.measures.both_sides),
        (Sides::Left, |s| s.measures.column("left")),
        (Sides::Right, |s| s.measures.column("right")),
    ];
    let chosen = move || cx.store.with(|state| state.measured.sides);
    let choose = move |sides| cx.navigate(|state| state.measured.sides = sides);
    choices(cx, "measure-sides", |s| s.measures.sides, &SIDES, chosen, choose)
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
