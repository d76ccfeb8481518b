//! A table of counts and figures: its rows lead to their lines, and each unfolds to all its counts with the formulas. Beside
//! it the same as files. It counts nothing.

use super::links::{button, is_plain};
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::export::{file_name, save};
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::strings::fill;
use crate::export::{Cell, Table};
use crate::protocol::{Association, Keyness, QuerySpec};
use crate::view_state::{View, ViewState};
use leptos::ev;
use std::rc::Rc;

/// What a row leads to: the lines of a query.
pub type Lines<'l> = &'l dyn Fn(usize) -> Option<QuerySpec>;

/// A cell as the reader's language writes it.
fn shown(locale: &Locale, cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Count(count) => locale.number(*count),
        Cell::Figure(Ok(figure)) => locale.table_figure(*figure),
        Cell::Flag(flag) => if *flag { "✓" } else { "" }.to_owned(),
        Cell::Figure(Err(_)) | Cell::None => "–".to_owned(),
    }
}

/// Why a cell has no figure.
fn reason(locale: &Locale, cell: &Cell) -> Option<&'static str> {
    if let Cell::Figure(Err(why)) = cell { Some(locale.strings.measures.reason(why.name())) } else { None }
}

fn formula(name: &str) -> Option<&'static str> {
    Association::parse(name).map(Association::formula).or_else(|| Keyness::parse(name).map(Keyness::formula))
}

/// A link to the lines of a query.
pub fn lines_link(cx: Context, spec: QuerySpec, text: String) -> AnyView {
    let show = move |state: &mut ViewState| {
        state.set_spec(spec.clone());
        state.view = View::Context;
        state.close();
    };
    let href = cx.store.link(show.clone());
    html::a()
        .attr("data-part", "figure-lines")
        .attr("href", href)
        .attr("dir", "auto")
        .on(ev::click, move |event| {
            if is_plain(&event) {
                event.prevent_default();
                cx.navigate(show.clone());
            }
        })
        .child(text)
        .into_any()
}

/// A link that measures a word in place of the query; the other tabs follow.
fn node_link(cx: Context, label: &'static str, word: &str) -> AnyView {
    let word = word.to_owned();
    let name = fill(label, &[("word", &word)]);
    let show = move |state: &mut ViewState| state.measure_word(&word);
    let href = cx.store.link(show.clone());
    html::a()
        .class("figure-node")
        .attr("data-part", "figure-node")
        .attr("href", href)
        .attr("aria-label", name.clone())
        .attr("title", name)
        .on(ev::click, move |event| {
            if is_plain(&event) {
                event.prevent_default();
                cx.navigate(show.clone());
                // The table is drawn anew.
                if let Some(pane) = cx.places.measure.get_untracked() {
                    let _ = pane.focus();
                }
            }
        })
        .child("→")
        .into_any()
}

/// A table of some columns; the first of them leads to the lines, and a word to what is measured of it.
pub fn figures(cx: Context, locale: &Locale, table: &Table, columns: &[&str], lines: Lines<'_>) -> AnyView {
    let s = &locale.strings.measures;
    let places: Vec<usize> =
        columns.iter().filter_map(|name| table.columns.iter().position(|column| column == name)).collect();
    let rest = places.len() < table.columns.len();
    let mut heads: Vec<AnyView> = places
        .iter()
        .map(|&at| html::th().attr("scope", "col").child(s.column(table.columns[at])).into_any())
        .collect();
    if rest {
        heads.push(html::th().attr("scope", "col").child(s.how).into_any());
    }
    let has_words = columns.first().is_some_and(|name| matches!(*name, "word" | "term"));
    let function = table.columns.iter().position(|column| *column == "function");
    let row = |(number, row): (usize, &Vec<Cell>)| {
        let mut cells: Vec<AnyView> = Vec::with_capacity(places.len() + 1);
        for (nth, &at) in places.iter().enumerate() {
            let text = shown(locale, &row[at]);
            cells.push(match nth {
                0 => {
                    let link = lines(number).map(|spec| lines_link(cx, spec, text.clone()));
                    let node = (has_words && link.is_some()).then(|| node_link(cx, s.measure_word, &text));
                    html::th().attr("scope", "row").child((link.unwrap_or_else(|| text.into_any()), node)).into_any()
                }
                _ => html::td().attr("title", reason(locale, &row[at])).child(text).into_any(),
            });
        }
        if rest {
            cells.push(html::td().child(detail(cx, s.how, table, row)).into_any());
        }
        let is_function = function.is_some_and(|at| row[at] == Cell::Flag(true));
        html::tr().attr("data-part", "figure").attr("data-function", is_function.then_some("")).child(cells).into_any()
    };
    let rows: Vec<AnyView> = table.rows.iter().enumerate().map(row).collect();
    html::div()
        .class("figures")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-label", s.measure)
        .child(html::table().child((html::thead().child(html::tr().child(heads)), html::tbody().child(rows))))
        .into_any()
}

/// Everything that a row says, each figure with its formula; drawn when it is unfolded, for a table has many rows.
fn detail(cx: Context, label: &'static str, table: &Table, row: &[Cell]) -> AnyView {
    let (columns, row) = (table.columns.clone(), row.to_vec());
    let is_asked = RwSignal::new(false);
    let parts = move || is_asked.get().then(|| html::dl().child(told(&cx.locale(), &columns, &row)));
    html::details()
        .class("fold")
        .on(ev::toggle, move |_| {
            if !is_asked.get_untracked() {
                is_asked.set(true);
            }
        })
        .child((html::summary().attr("aria-label", label).child("ƒ"), parts))
        .into_any()
}

fn told(locale: &Locale, columns: &[&'static str], row: &[Cell]) -> Vec<AnyView> {
    let part = |(name, cell): (&&'static str, &Cell)| {
        let why = reason(locale, cell).or_else(|| formula(name));
        let figure = (shown(locale, cell), html::span().class("meta").child(why));
        (html::dt().child(locale.strings.measures.column(name)), html::dd().child(figure)).into_any()
    };
    // What a word is not needs no line.
    columns.iter().zip(row).skip(1).filter(|(_, cell)| **cell != Cell::Flag(false)).map(part).collect()
}

/// The table as files: their names say what was measured of which query.
pub fn files(cx: Context, table: Table, name: String) -> AnyView {
    let table = Rc::new(table);
    let of = |form: &'static str| {
        let (name, table) = (file_name(&name, form), Rc::clone(&table));
        move || {
            let s = untrack(|| cx.strings());
            let heads = table.columns.iter().map(|column| s.measures.column(column));
            match form {
                "csv" => save(&table.csv(heads), "text/csv;charset=utf-8", &name),
                "tsv" => save(&table.tsv(heads), "text/tab-separated-values;charset=utf-8", &name),
                _ => save(&table.json(), "application/json", &name),
            }
        }
    };
    html::p()
        .class("figure-files")
        .child((
            button(cx, "figures-csv", "plain", |_| "CSV", of("csv")),
            button(cx, "figures-tsv", "plain", |_| "TSV", of("tsv")),
            button(cx, "figures-json", "plain", |_| "JSON", of("json")),
        ))
        .into_any()
}
