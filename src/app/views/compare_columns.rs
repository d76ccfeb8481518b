//! The columns of a comparison, and how a passage is brought to the same height in all of them: by scrolling, never by
//! padding rows.

use super::compare::Comparing;
use super::compare_letters::{keep_letters_apart, place_letters};
use super::compare_list::{column_letter, is_quiet, label};
use crate::app::components::article_text::{PassageLook, TextView};
use crate::app::components::card::meta;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::strings::fill;
use crate::engine::protocol::{CompareAnswer, FullArticle};
use crate::state::PassageMark;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// How far down a column a passage is brought that was not picked in a column, as a share of its height.
const RESTING_SHARE: f64 = 0.3;

/// The columns, in the order of ticking.
pub fn columns(comparing: Comparing, answer: &Arc<CompareAnswer>) -> AnyView {
    let columns: Vec<AnyView> = (0..answer.articles.len().min(comparing.columns.len()))
        .map(|number| column(comparing, Arc::clone(answer), number))
        .collect();
    let cx = comparing.cx;
    Effect::new(move |_| {
        comparing.listed.track();
        let current = comparing.current.get();
        // The columns are drawn before they are marked.
        request_animation_frame(move || {
            mark_current(comparing, current);
            place_letters(comparing);
        });
    });
    keep_letters_apart(comparing);
    html::div()
        .class("columns")
        .attr("data-columns", answer.articles.len().to_string())
        .attr("data-shown", move || comparing.shown.get().to_string())
        .attr("data-embedded", cx.embedded.then_some(""))
        .child(columns)
        .into_any()
}

fn column(comparing: Comparing, answer: Arc<CompareAnswer>, number: usize) -> AnyView {
    let cx = comparing.cx;
    let name = {
        let title = answer.articles[number].card.title.clone();
        move || fill(cx.strings().column, &[("letter", &column_letter(number)), ("title", &title)])
    };
    let content = move || {
        let listed = comparing.listed.get();
        article(comparing, &cx.locale(), &answer, number, &listed)
    };
    html::div()
        .class("pane column")
        .attr("data-part", "column")
        .attr("data-column", number.to_string())
        .attr("data-here", move || (comparing.shown.get() == number).then_some(""))
        .attr("role", "region")
        .attr("tabindex", "0")
        .attr("aria-label", name)
        .node_ref(comparing.columns[number])
        .child(content)
        .into_any()
}

fn article(comparing: Comparing, locale: &Locale, answer: &CompareAnswer, number: usize, listed: &[usize]) -> AnyView {
    let full: &FullArticle = &answer.articles[number];
    let mut heaviest: Vec<usize> = listed.to_vec();
    crate::order::by(&mut heaviest, |a, b| answer.passages[*b].weight.total_cmp(&answer.passages[*a].weight));
    let of_this = |place: usize| {
        let spans = answer.passages[place].spans.iter().filter(|span| span.article == full.card.article);
        spans.map(move |span| PassageMark { passage: place, start: span.start, end: span.end })
    };
    let marks: Vec<PassageMark> = heaviest.into_iter().flat_map(of_this).collect();
    let looks: Vec<PassageLook> = answer
        .passages
        .iter()
        .map(|passage| PassageLook {
            family: passage.family,
            kind: passage.kind,
            moved: passage.moved,
            quiet: is_quiet(answer, passage),
            label: label(locale, passage),
        })
        .collect();
    let view = TextView {
        article: full,
        hits: &[],
        marks: &marks,
        looks: &looks,
        select: Some(Rc::new(move |passage| comparing.select(passage, Some(number)))),
        unfold: false,
        spot: None,
    };
    let letter = html::span().class("column-letter").attr("aria-hidden", "true").child(column_letter(number));
    html::article()
        .class("article")
        .child((
            html::header().class("article-head").child((
                html::h2().class("column-title").attr("dir", "auto").attr("lang", view.language()).child(view.title()),
                meta(locale, &full.card, vec![letter.into_any()]),
            )),
            view.text(locale),
        ))
        .into_any()
}

/// The elements of a column that a selector names, in reading order.
pub fn elements(column: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = column.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}

/// The selector of a passage's pieces, also of those that stand beneath a heavier passage.
fn pieces_of(passage: usize) -> String {
    format!(".passage:is([data-passage='{passage}'], [data-under~='{passage}'])")
}

fn mark_current(comparing: Comparing, current: Option<usize>) {
    for column in comparing.columns.iter().filter_map(|column| column.try_get_untracked().flatten()) {
        for element in elements(&column, ".passage[aria-current]") {
            // Removing an attribute that is there does not fail, nor does setting one with a valid name.
            let _ = element.remove_attribute("aria-current");
        }
        if let Some(current) = current {
            for element in elements(&column, &pieces_of(current)) {
                let _ = element.set_attribute("aria-current", "true");
            }
        }
    }
}

/// Brings a passage to the same height in all columns: the height it has in the column it was picked in, or a resting
/// height. Where a column is at its end and cannot follow, the others come to meet it.
pub fn align(comparing: Comparing, passage: usize, from: Option<usize>) {
    let columns: Vec<Element> =
        comparing.columns.iter().filter_map(|column| column.get_untracked()).map(Element::from).collect();
    let one_fits = columns.iter().any(|column| column.client_height() == 0);
    if one_fits {
        show_other(comparing, passage, from, columns.len());
        return;
    }
    let selector = pieces_of(passage);
    let spots: Vec<(Element, Element)> = columns
        .into_iter()
        .filter_map(|column| column.query_selector(&selector).ok().flatten().map(|spot| (column, spot)))
        .collect();
    for (_, spot) in &spots {
        if let Ok(Some(folded)) = spot.closest("details:not([open])") {
            let _ = folded.set_attribute("open", "");
        }
    }
    let scrolls = |column: &Element| column.scroll_height() > column.client_height() + 1;
    if !spots.iter().any(|(column, _)| scrolls(column)) {
        if let Some((_, spot)) = spots.iter().find(|(column, _)| from.is_none() || !is_column(column, from)) {
            spot.scroll_into_view_with_bool(false);
        }
        return;
    }
    let top = |spot: &Element| spot.get_bounding_client_rect().top();
    let picked = spots.iter().find(|(column, _)| from.is_some() && is_column(column, from));
    let height = match (picked, spots.first()) {
        (Some((_, spot)), _) => top(spot),
        (None, Some((column, _))) => {
            column.get_bounding_client_rect().top() + f64::from(column.client_height()) * RESTING_SHARE
        }
        (None, None) => return,
    };
    let bring = |height: f64| {
        for (column, spot) in &spots {
            column.set_scroll_top(column.scroll_top() + (top(spot) - height).round() as i32);
        }
    };
    bring(height);
    // A column at its start holds its passage higher than asked for: the others come up to it.
    let highest = spots.iter().map(|(_, spot)| top(spot)).fold(f64::INFINITY, f64::min);
    if highest < height - 1.0 {
        bring(highest);
    }
}

fn is_column(column: &Element, number: Option<usize>) -> bool {
    column.get_attribute("data-column").and_then(|text| text.parse().ok()) == number
}

/// Where one column fits at a time: shows the next one, at the passage.
fn show_other(comparing: Comparing, passage: usize, from: Option<usize>, columns: usize) {
    let other = from.map_or(comparing.shown.get_untracked(), |from| (from + 1) % columns.max(1));
    comparing.shown.set(other);
    Timeout::new(0, move || {
        let column = comparing.columns.get(other).and_then(|column| column.try_get_untracked().flatten());
        let selector = pieces_of(passage);
        if let Some(spot) = column.and_then(|column| column.query_selector(&selector).ok().flatten()) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Center);
            spot.scroll_into_view_with_scroll_into_view_options(&options);
        }
    })
    .forget();
}
