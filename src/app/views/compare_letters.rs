//! The letters in the margin of a comparison, side by side where several passages begin on one line. Where they stand is
//! measured, for lines break where they will; nothing of the text moves.

use super::compare::Comparing;
use super::compare_columns::elements;
use super::compare_scroll::draw_soon;
use crate::app::reactive::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement, ResizeObserver};

/// Room in the margin, in widths of a digit (see `--letter-room`).
const ROOM_DIGITS: f64 = 4.8;
/// Room between two letters, in widths of a digit.
const GAP_DIGITS: f64 = 0.6;
/// Passages that begin within so many pixels begin on one line.
const LINE_PIXELS: f64 = 6.0;

/// Gives every letter its place; those of quiet passages come last and go where there is no room.
pub fn place_letters(comparing: Comparing) {
    let mut lines: Vec<Vec<Element>> = Vec::new();
    for column in comparing.drawn() {
        let mut line_top = f64::NEG_INFINITY;
        for passage in elements(&column, ".passage[data-letter]") {
            let top = passage.get_bounding_client_rect().top();
            match lines.last_mut() {
                Some(line) if (top - line_top).abs() <= LINE_PIXELS => line.push(passage),
                _ => {
                    line_top = top;
                    lines.push(vec![passage]);
                }
            }
        }
    }
    // All is measured before anything is written: a style that is written between would lay out the columns anew.
    lines.iter().for_each(|line| place_line(line));
}

fn place_line(passages: &[Element]) {
    let mut taken = 0.0;
    let quiet = |passage: &&Element| passage.has_attribute("data-quiet");
    let loud_first = passages.iter().filter(|one| !quiet(one)).chain(passages.iter().filter(quiet));
    for passage in loud_first.filter_map(|passage| passage.dyn_ref::<HtmlElement>()) {
        let digits = passage.get_attribute("data-letter").map_or(0, |letter| letter.chars().count()) as f64;
        let fits = taken + digits <= ROOM_DIGITS;
        // A property of a style is always taken.
        let _ = passage.style().set_property("--letter-at", &format!("{taken:.1}ch"));
        let _ = passage.toggle_attribute_with_force("data-crowded", !fits);
        if fits {
            taken += digits + GAP_DIGITS;
        }
    }
}

/// Places the letters anew whenever a column changes its width.
pub fn keep_letters_apart(comparing: Comparing) {
    let placed = Closure::<dyn FnMut()>::new(move || {
        place_letters(comparing);
        comparing.scrolling.forget();
        draw_soon(comparing);
    });
    let Ok(observer) = ResizeObserver::new(placed.as_ref().unchecked_ref()) else { return };
    let watcher = StoredValue::new((observer, placed));
    Effect::new(move |_| {
        for column in comparing.columns.iter().filter_map(|column| column.get()) {
            watcher.with_value(|(observer, _)| observer.observe(&column));
        }
    });
    on_cleanup(move || {
        watcher.try_with_value(|(observer, _)| observer.disconnect());
    });
}
