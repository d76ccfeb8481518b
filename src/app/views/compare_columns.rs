//! The columns of a comparison, and how a passage is brought to the same height in all of them: by scrolling, never by
//! padding rows.

use super::compare::Comparing;
use super::compare_begin::drop_file;
use super::compare_drawing::ColumnText;
use super::compare_letters::{keep_letters_apart, place_letters};
use super::compare_list::{column_letter, label};
use super::compare_scroll::{draw_soon, gutter, on_scroll};
use super::compare_shown::Shown;
use super::compare_wording::edit_marks;
use crate::app::components::article_text::PassageLook;
use crate::app::components::card::meta;
use crate::app::components::links::sign_button;
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::state::Entry;
use crate::app::strings::{Label, fill};
use crate::protocol::FullArticle;
use crate::protocol::PassageKind;
use crate::view_state::PassageMark;
use gloo::timers::callback::Timeout;
use leptos::ev;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// How far down a column a passage is brought that was not picked in a column, as a share of its height.
const RESTING_SHARE: f64 = 0.3;

/// The columns, in the order of ticking.
pub fn columns(comparing: Comparing, count: usize) -> AnyView {
    let count = count.min(comparing.columns.len());
    let columns: Vec<AnyView> = (0..count)
        .flat_map(|number| {
            [Some(column(comparing, number, count)), (number + 1 < count).then(|| gutter(comparing, number))]
        })
        .flatten()
        .collect();
    let cx = comparing.cx;
    Effect::new(move |_| {
        comparing.shown.track();
        comparing.hits.track();
        comparing.scrolling.forget();
        comparing.current();
        comparing.own();
        // The columns are drawn before they are marked.
        request_animation_frame(move || drawn(comparing));
    });
    keep_letters_apart(comparing);
    html::div()
        .class("columns")
        .attr("data-columns", count.to_string())
        .attr("data-differing", move || {
            comparing.shown.with(|shown| shown.as_ref().is_some_and(|one| one.asked.differing))
        })
        .attr("data-shown", move || comparing.column().to_string())
        .attr("data-embedded", cx.embedded.then_some(""))
        .child(columns)
        .into_any()
}

/// Marks and measures what is drawn.
fn drawn(comparing: Comparing) {
    mark_current(comparing);
    place_letters(comparing);
    draw_soon(comparing);
}

fn column(comparing: Comparing, number: usize, count: usize) -> AnyView {
    let cx = comparing.cx;
    let name = move || {
        let shown = comparing.shown.get()?;
        let title = &shown.answer.articles.get(number)?.card.title;
        Some(fill(cx.strings().column, &[("letter", &column_letter(number)), ("title", title)]))
    };
    let content = move || article(comparing, &cx.locale(), comparing.shown.get()?, number);
    html::div()
        .class("pane column")
        .attr("data-part", "column")
        .attr("data-column", number.to_string())
        .attr("data-here", move || (comparing.column() == number).then_some(""))
        .attr("role", "region")
        .attr("tabindex", "0")
        .attr("aria-label", name)
        .node_ref(comparing.columns[number])
        .on(ev::scroll, move |_| on_scroll(comparing, number))
        .on(ev::dragover, |event: ev::DragEvent| event.prevent_default())
        .on(ev::drop, move |event: ev::DragEvent| drop_file(cx, &event, Some(number)))
        .child((column_acts(comparing, number, count), content))
        .into_any()
}

/// What can be done with a column: another base, none at all.
fn column_acts(comparing: Comparing, number: usize, count: usize) -> AnyView {
    let cx = comparing.cx;
    let first = (number > 0).then(|| {
        let (sign, label): (&'static str, Label) =
            if count == 2 { ("⇄", |s| s.swap) } else { ("⇤", |s| s.make_base) };
        sign_button(cx, "column-first", sign, label, move || {
            comparing.let_go();
            cx.store.change(Entry::Push, |state| {
                // A text of the reader's own stands first or last.
                let first = cx.pasted.with_untracked(Option::is_some) && cx.pasted_first.get_untracked();
                match number.checked_sub(usize::from(first)).filter(|at| *at < state.compared.len()) {
                    Some(at) => {
                        let id = state.compared.remove(at);
                        state.compared.insert(0, id);
                        cx.pasted_first.set(false);
                    }
                    None => cx.pasted_first.set(true),
                }
                state.passage = None;
            });
        })
    });
    let drop = sign_button(
        cx,
        "column-drop",
        "×",
        |s| s.drop_column,
        move || {
            let id = cx.compared_at(number);
            if id.is_none() {
                cx.pasted.set(None);
            }
            id.iter().for_each(|id| cx.toggle_compared(id));
        },
    );
    html::div().class("column-acts").child((first, drop)).into_any()
}

fn article(comparing: Comparing, locale: &Rc<Locale>, shown: Arc<Shown>, number: usize) -> Option<AnyView> {
    let answer = &shown.answer;
    let full: &FullArticle = answer.articles.get(number)?;
    let mut heaviest: Vec<usize> = shown.marked.clone();
    crate::sort::by(&mut heaviest, |a, b| answer.passages[*b].weight.total_cmp(&answer.passages[*a].weight));
    // A short wording is marked while it is in hand.
    heaviest.splice(0..0, comparing.short());
    let of_this = |place: usize| {
        let spans = answer.passages[place].spans.iter().filter(|span| span.article == full.card.article);
        spans.map(move |span| PassageMark { passage: place, start: span.start, end: span.end })
    };
    let mut marks: Vec<PassageMark> = heaviest.into_iter().flat_map(of_this).collect();
    // What stands in no passage may be what this article says alone: numbered behind the passages.
    let own = shown.own.iter().enumerate().filter(|(_, own)| own.article == full.card.article);
    marks.extend(own.map(|(place, own)| PassageMark {
        passage: answer.passages.len() + place,
        start: own.start,
        end: own.end,
    }));
    let looks: Vec<PassageLook> = answer
        .passages
        .iter()
        .map(|passage| PassageLook {
            family: passage.family,
            kind: PassageKind::of(passage).name(),
            moved: passage.moved,
            quiet: shown.is_quiet(passage),
            label: label(locale, passage, true),
            edits: edit_marks(passage, full.card.article, &full.text),
        })
        .collect();
    let picked = answer.clone();
    let hits = comparing.hits.with(|hits| match hits {
        Some((of, hits)) if of.is_same(answer) => hits.get(number).cloned().unwrap_or_default(),
        _ => Vec::new(),
    });
    let text = Rc::new(ColumnText {
        answer: answer.clone(),
        number,
        hits,
        marks,
        looks,
        select: Rc::new(move |passage| comparing.select(&picked, passage, Some(number))),
    });
    let done = Rc::new(move || {
        comparing.scrolling.forget();
        drawn(comparing);
    });
    let view = text.view(&text.marks);
    let letter = html::span().class("column-letter").attr("aria-hidden", "true").child(column_letter(number));
    let article = html::article().class("article").child((
        html::header().class("article-head").child((
            html::h2().class("column-title").attr("dir", "auto").attr("lang", view.language()).child(view.title()),
            meta(locale, &full.card, vec![letter.into_any()]),
        )),
        html::div().class("text").attr("lang", view.language()).child(Rc::clone(&text).draw(
            locale,
            comparing.drawing,
            done,
        )),
    ));
    Some(article.into_any())
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

fn mark_current(comparing: Comparing) {
    // The page may be gone before the frame.
    let Some(current) = comparing.current_now() else { return };
    let own = untrack(|| comparing.own()).map(|own| format!(".own[data-own='{own}']"));
    for column in comparing.drawn() {
        for element in elements(&column, ".own[aria-current]") {
            let _ = element.remove_attribute("aria-current");
        }
        for element in own.iter().flat_map(|own| elements(&column, own)) {
            let _ = element.set_attribute("aria-current", "true");
        }
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
    if comparing.drawing.finish() {
        // What is drawn in this frame stands in the next.
        request_animation_frame(move || align(comparing, passage, from));
        return;
    }
    let columns = comparing.drawn();
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
    let columns = comparing.drawn();
    comparing.scrolling.note(&columns);
    let moved = comparing
        .shown
        .try_get_untracked()
        .flatten()
        .is_some_and(|shown| shown.answer.passages.get(passage).is_some_and(|one| one.moved));
    comparing.scrolling.hold(if moved { &columns } else { &[] });
    draw_soon(comparing);
}

/// Brings a sentence that one article says alone into sight in its column.
pub fn bring_own(comparing: Comparing, own: usize) {
    if comparing.drawing.finish() {
        request_animation_frame(move || bring_own(comparing, own));
        return;
    }
    let selector = format!(".own[data-own='{own}']");
    let found = comparing.drawn().into_iter().enumerate().find_map(|(number, column)| {
        let spot = column.query_selector(&selector).ok().flatten()?;
        Some((number, spot))
    });
    let Some((number, spot)) = found else { return };
    comparing.show_column(number);
    Timeout::new(0, move || {
        if let Ok(Some(folded)) = spot.closest("details:not([open])") {
            let _ = folded.set_attribute("open", "");
        }
        centre(&spot);
    })
    .forget();
}

fn centre(spot: &Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Center);
    spot.scroll_into_view_with_scroll_into_view_options(&options);
}

fn is_column(column: &Element, number: Option<usize>) -> bool {
    column.get_attribute("data-column").and_then(|text| text.parse().ok()) == number
}

/// Where one column fits at a time: shows the next one, at the passage.
fn show_other(comparing: Comparing, passage: usize, from: Option<usize>, columns: usize) {
    let other = from.map_or(untrack(|| comparing.column()), |from| (from + 1) % columns.max(1));
    comparing.show_column(other);
    Timeout::new(0, move || {
        let drawn = comparing.drawn();
        let selector = pieces_of(passage);
        if let Some(spot) = drawn.get(other).and_then(|column| column.query_selector(&selector).ok().flatten()) {
            centre(&spot);
        }
    })
    .forget();
}
