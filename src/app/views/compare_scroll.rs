//! Columns that scroll together, and the map between them: the same words stand at one height as far as the order of the
//! articles allows, and lines lead from a passage to where it stands beside. It reads heights; it moves no text.

use super::compare::Comparing;
use super::compare_columns::elements;
use crate::app::element as html;
use crate::app::reactive::*;
use leptos::ev;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// The height at which columns are held beside each other, as a share of theirs.
const HELD_SHARE: f64 = 0.3;
/// From the top of a passage to the middle of its first line, in pixels.
const LINE_MIDDLE: f64 = 12.0;
/// Pixels of the map's edges, where whole articles are drawn small.
const EDGE: i32 = 8;
/// How far lines are drawn beyond the map, in pixels.
const BEYOND: f64 = 40.0;

/// Where a passage begins in each column, in pixels from its start.
#[derive(Clone, Debug)]
struct Spot {
    passage: usize,
    moved: bool,
    tops: Vec<Option<f64>>,
}

/// What was measured, and the heights of the columns' contents then.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    heights: Vec<i32>,
    spots: Vec<Spot>,
}

/// How columns scroll.
#[derive(Clone, Copy)]
pub struct Scrolling {
    /// Together; a switch.
    pub together: RwSignal<bool>,
    measured: StoredValue<Measured>,
    /// Where a column was put by us: the event that tells of it moves no other.
    driven: StoredValue<Vec<i32>>,
    /// Where the columns were when a moved passage was brought beside itself: near there they keep their distance, for
    /// its neighbours stand elsewhere.
    held: StoredValue<Vec<i32>>,
    waiting: StoredValue<bool>,
}

impl Scrolling {
    /// Columns that scroll together.
    pub fn new() -> Self {
        Self {
            together: RwSignal::new(true),
            measured: StoredValue::new(Measured::default()),
            driven: StoredValue::new(Vec::new()),
            held: StoredValue::new(Vec::new()),
            waiting: StoredValue::new(false),
        }
    }

    /// Forgets what was measured: other passages are drawn.
    pub fn forget(self) {
        self.measured.try_update_value(|measured| measured.heights.clear());
    }

    /// Takes where the columns are now as ours.
    pub fn note(self, columns: &[Element]) {
        self.driven.try_update_value(|driven| *driven = columns.iter().map(Element::scroll_top).collect());
    }

    /// Keeps columns at the distance they have, as long as what is in sight now is; none when there are none.
    pub fn hold(self, columns: &[Element]) {
        self.held.try_update_value(|held| *held = columns.iter().map(Element::scroll_top).collect());
    }

    /// How far a column was scrolled since the columns are held, and where the others were then.
    fn held(self, number: usize, top: i32, height: i32) -> Option<(i32, Vec<i32>)> {
        let held = self.held.try_get_value().unwrap_or_default();
        let by = top - held.get(number)?;
        if by.abs() > height {
            self.hold(&[]);
            return None;
        }
        Some((by, held))
    }

    fn is_ours(self, number: usize, top: i32) -> bool {
        self.driven.try_with_value(|driven| driven.get(number) == Some(&top)).unwrap_or(true)
    }
}

/// Measures where passages begin, unless nothing has changed since.
fn measure(comparing: Comparing, columns: &[Element]) {
    let heights: Vec<i32> = columns.iter().map(Element::scroll_height).collect();
    let known = comparing.scrolling.measured.try_with_value(|measured| measured.heights == heights);
    let Some(Some(shown)) = comparing.shown.try_get_untracked().filter(|_| known == Some(false)) else { return };
    let mut tops = vec![vec![None; columns.len()]; shown.answer.passages.len()];
    for (number, column) in columns.iter().enumerate() {
        let start = column.get_bounding_client_rect().top() - f64::from(column.scroll_top());
        for piece in elements(column, ".passage[data-letter]") {
            let passage = piece.get_attribute("data-passage").and_then(|text| text.parse::<usize>().ok());
            let area = piece.get_bounding_client_rect();
            if let Some(top) = passage.and_then(|passage| tops.get_mut(passage)).filter(|_| area.height() > 0.0) {
                top[number].get_or_insert(area.top() - start);
            }
        }
    }
    let passages = shown.answer.passages.iter().enumerate().zip(tops);
    let spots = passages
        .filter(|(_, tops)| tops.iter().flatten().count() > 1)
        .map(|((passage, one), tops)| Spot { passage, moved: one.moved, tops })
        .collect();
    comparing.scrolling.measured.try_update_value(|measured| *measured = Measured { heights, spots });
}

/// Where a place of one column stands in another: between the passages before and after it that both have in order.
fn beside(measured: &Measured, (from, to): (usize, usize), place: f64) -> f64 {
    let both = |spot: &Spot| Some((spot.tops.get(from).copied()??, spot.tops.get(to).copied()??));
    let mut pairs: Vec<(f64, f64)> = measured.spots.iter().filter(|spot| !spot.moved).filter_map(both).collect();
    crate::sort::by(&mut pairs, |a, b| a.0.total_cmp(&b.0));
    let end = |number: usize| measured.heights.get(number).copied().map_or(0.0, f64::from);
    let (mut before, mut after) = ((0.0, 0.0), (end(from), end(to)));
    for pair in pairs {
        if pair.1 < before.1 {
            continue;
        }
        if pair.0 > place {
            after = pair;
            break;
        }
        before = pair;
    }
    let share = (place - before.0) / (after.0 - before.0).max(1.0);
    before.1 + share.clamp(0.0, 1.0) * (after.1 - before.1).max(0.0)
}

/// Acts on a scroll of a column: the others follow, and the map is drawn.
pub fn on_scroll(comparing: Comparing, number: usize) {
    let scrolling = comparing.scrolling;
    let columns = comparing.drawn();
    draw_soon(comparing);
    let Some(here) = columns.get(number) else { return };
    let top = here.scroll_top();
    let single = columns.iter().any(|column| column.client_height() == 0);
    if single || scrolling.is_ours(number, top) || !scrolling.together.get_untracked() {
        return;
    }
    if let Some((by, tops)) = scrolling.held(number, top, here.client_height()) {
        let others = columns.iter().zip(tops).enumerate().filter(|(other, _)| *other != number);
        others.for_each(|(_, (column, top))| column.set_scroll_top(top + by));
        scrolling.note(&columns);
        return;
    }
    measure(comparing, &columns);
    let held = f64::from(here.client_height()) * HELD_SHARE;
    for (other, column) in columns.iter().enumerate().filter(|(other, _)| *other != number) {
        let place = scrolling
            .measured
            .try_with_value(|measured| beside(measured, (number, other), f64::from(top) + held))
            .unwrap_or_default();
        column.set_scroll_top(if top == 0 { 0 } else { (place - held).round() as i32 });
    }
    scrolling.note(&columns);
}

/// Draws the maps in the next frame, once for however many events.
pub fn draw_soon(comparing: Comparing) {
    let waiting = comparing.scrolling.waiting;
    if waiting.try_get_value() != Some(false) {
        return;
    }
    waiting.set_value(true);
    request_animation_frame(move || {
        if waiting.try_update_value(|waiting| *waiting = false).is_some() {
            draw(comparing);
        }
    });
}

/// The map to the right of a column.
pub fn gutter(comparing: Comparing, left: usize) -> AnyView {
    let go = move |event: &ev::PointerEvent| {
        let gutter = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(gutter) = gutter else { return };
        let area = gutter.get_bounding_client_rect();
        let number = left + usize::from(f64::from(event.client_x()) > area.left() + area.width() / 2.0);
        let share = (f64::from(event.client_y()) - area.top()) / area.height().max(1.0);
        if let Some(column) = comparing.drawn().get(number) {
            let middle = share * f64::from(column.scroll_height()) - f64::from(column.client_height()) / 2.0;
            column.set_scroll_top(middle as i32);
        }
    };
    let paths: Vec<AnyView> = ["map-view", "map-ticks", "map-line", "map-line moved", "map-line current"]
        .into_iter()
        .map(|class| html::path().attr("class", class).into_any())
        .collect();
    html::div()
        .class("gutter")
        .attr("data-part", "compare-map")
        .attr("data-left", left.to_string())
        .attr("aria-hidden", "true")
        .on(ev::pointerdown, move |event| go(&event))
        .on(ev::pointermove, move |event| {
            if event.buttons() & 1 == 1 {
                go(&event);
            }
        })
        .child(html::svg().child(paths))
        .into_any()
}

fn draw(comparing: Comparing) {
    let columns = comparing.drawn();
    let Some(grid) = columns.first().and_then(|column| column.closest(".columns").ok().flatten()) else { return };
    for gutter in elements(&grid, ".gutter") {
        let left = gutter.get_attribute("data-left").and_then(|text| text.parse::<usize>().ok());
        let pair = left.and_then(|left| Some([(left, columns.get(left)?), (left + 1, columns.get(left + 1)?)]));
        if let Some(pair) = pair.filter(|_| gutter.client_height() > 0) {
            measure(comparing, &columns);
            let current = comparing.current_now().flatten();
            let drawn = comparing.scrolling.measured.try_with_value(|measured| paths(measured, &gutter, pair, current));
            let inside = elements(&gutter, "path");
            for (path, line) in inside.iter().zip(drawn.unwrap_or_default()) {
                // An attribute of ours is set.
                let _ = path.set_attribute("d", &line);
            }
        }
    }
}

/// What is in sight of either column, every passage small at the edges, and the lines: in order, moved, in hand.
fn paths(measured: &Measured, gutter: &Element, pair: [(usize, &Element); 2], current: Option<usize>) -> [String; 5] {
    let (width, height) = (gutter.client_width(), f64::from(gutter.client_height()));
    let mut out: [String; 5] = std::array::from_fn(|_| String::new());
    let edges = [(0, EDGE), (width - EDGE, width)];
    for (at, (_, column)) in pair.iter().enumerate() {
        let scale = height / f64::from(column.scroll_height().max(1));
        let from = (f64::from(column.scroll_top()) * scale) as i32;
        let to = from + (f64::from(column.client_height()) * scale) as i32;
        out[0].push_str(&format!("M{} {from}H{}V{to}H{}Z", edges[at].0, edges[at].1, edges[at].0));
    }
    for spot in &measured.spots {
        let tops = pair.map(|(number, _)| spot.tops.get(number).copied().flatten());
        let [Some(left), Some(right)] = tops else { continue };
        let mut ends = [0; 2];
        let mut in_sight = false;
        for (at, (top, (_, column))) in [left, right].into_iter().zip(pair).enumerate() {
            let small = (top * height / f64::from(column.scroll_height().max(1))) as i32;
            out[1].push_str(&format!("M{} {small}H{}", edges[at].0, edges[at].1));
            let y = top - f64::from(column.scroll_top()) + LINE_MIDDLE;
            in_sight |= (0.0..height).contains(&y);
            ends[at] = y.clamp(-BEYOND, height + BEYOND) as i32;
        }
        if in_sight {
            let (from, to, middle) = (EDGE, width - EDGE, width / 2);
            let [y, z] = ends;
            let line = if current == Some(spot.passage) { 4 } else { 2 + usize::from(spot.moved) };
            out[line].push_str(&format!("M{from} {y}C{middle} {y} {middle} {z} {to} {z}"));
        }
    }
    out
}
