//! Where hits stand in an article: a strip under a result, a ruler beside the reader. Drawn as one path, however many
//! hits there are; both only repeat what the text and the find bar say.

use crate::app::context::Context;
use crate::app::element as html;
use crate::app::hits::go_to_hit;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::strings::fill;
use leptos::ev;
use std::rc::Rc;

/// The last place of a strip.
const LAST: f64 = 255.0;

fn mark(place: u8) -> String {
    format!("M{place}.5 0V10")
}

fn drawn(label: &'static str, places: &[u8], more: Option<html::Element>) -> html::Element {
    let path: String = places.iter().copied().map(mark).collect();
    html::div().class("strip").attr("aria-label", label).child(
        html::svg()
            .attr("viewBox", "0 0 256 10")
            .attr("preserveAspectRatio", "none")
            .attr("aria-hidden", "true")
            .child((html::path().attr("d", path), more)),
    )
}

/// The strip of a whole corpus, to be looked at; places run from 0 (start) to 255 (end).
pub fn strip(label: &'static str, places: &[u8]) -> AnyView {
    drawn(label, places, None).attr("role", "img").into_any()
}

/// The strip of an article. It is one stop of the Tab key: arrows go from place to place, Enter or a click opens the article
/// there.
pub fn strip_of(cx: Context, locale: &Locale, id: &str, places: &[u8]) -> AnyView {
    let Some(last) = places.len().checked_sub(1) else { return ().into_any() };
    let s = locale.strings;
    let at = RwSignal::new(0usize);
    let total = locale.number(places.len() as u64);
    let numbers: Rc<[u8]> = places.into();
    let (own, marks) = (id.to_owned(), Rc::clone(&numbers));
    let open = Rc::new(move |at: usize| {
        if let Some(mark) = marks.get(at) {
            cx.open_mark(&own, *mark);
        }
    });
    let (press, clicked) = (Rc::clone(&open), Rc::clone(&numbers));
    let said = move || fill(s.hit_spoken, &[("n", &cx.locale().number(at.get() as u64 + 1)), ("total", &total)]);
    let current = html::path()
        .attr("class", "strip-current")
        .attr("d", move || numbers.get(at.get()).copied().map(mark).unwrap_or_default());
    drawn(s.where_hits_stand, places, Some(current))
        .attr("data-part", "strip")
        .attr("role", "slider")
        .attr("tabindex", "0")
        .attr("aria-valuemin", "1")
        .attr("aria-valuemax", places.len().to_string())
        .attr("aria-valuenow", move || (at.get() + 1).to_string())
        .attr("aria-valuetext", said)
        .on(ev::keydown, move |event: ev::KeyboardEvent| {
            let now = at.get_untracked();
            match event.key().as_str() {
                "ArrowRight" => at.set((now + 1).min(last)),
                "ArrowLeft" => at.set(now.saturating_sub(1)),
                "Home" => at.set(0),
                "End" => at.set(last),
                "Enter" | " " => press(now),
                _ => return,
            }
            event.prevent_default();
        })
        .on(ev::click, move |event: ev::MouseEvent| {
            let area = event_target::<web_sys::Element>(&event).closest(".strip").ok().flatten();
            let Some(area) = area.map(|strip| strip.get_bounding_client_rect()) else { return };
            let share = (f64::from(event.client_x()) - area.left()) / area.width().max(1.0) * LAST;
            let distance = |place: &u8| (f64::from(*place) - share).abs();
            let nearest =
                clicked.iter().enumerate().min_by(|a, b| distance(a.1).total_cmp(&distance(b.1))).map(|(at, _)| at);
            if let Some(nearest) = nearest {
                at.set(nearest);
                open(nearest);
            }
        })
        .into_any()
}

/// The ruler of the reader; `places` are shares of the text's length. A click goes to the nearest hit.
pub fn ruler(cx: Context, places: Vec<f32>) -> AnyView {
    // Whole thousandths: formatting fractions would bring 10 kB of code for what no eye sees.
    let tick = |place: &f32| format!("M0 {}H10", (place * 1000.0) as u32);
    let path: String = places.iter().map(tick).collect();
    let current = {
        let places = places.clone();
        move || places.get(cx.hit.get()).map(tick).unwrap_or_default()
    };
    html::div()
        .class("ruler")
        .attr("aria-hidden", "true")
        .on(ev::click, move |event: ev::MouseEvent| {
            let Some(app) = cx.places.app.get_untracked() else { return };
            let Some(ruler) = app.query_selector(".ruler").ok().flatten() else { return };
            let area = ruler.get_bounding_client_rect();
            let share = (f64::from(event.client_y()) - area.top()) / area.height().max(1.0);
            let distance = |place: &f32| (f64::from(*place) - share).abs();
            let nearest =
                places.iter().enumerate().min_by(|a, b| distance(a.1).total_cmp(&distance(b.1))).map(|(at, _)| at);
            if let Some(nearest) = nearest {
                go_to_hit(cx, nearest);
            }
        })
        .child(
            html::svg()
                .attr("viewBox", "0 0 10 1000")
                .attr("preserveAspectRatio", "none")
                .child((html::path().attr("d", path), html::path().attr("class", "ruler-current").attr("d", current))),
        )
        .into_any()
}
