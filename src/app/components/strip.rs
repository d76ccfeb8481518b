//! Where hits stand in an article: a strip under a result, a ruler beside the reader. Drawn as one path, however many
//! hits there are; both only repeat what the text and the find bar say.

use crate::app::context::Context;
use crate::app::element as html;
use crate::app::hits::go_to_hit;
use crate::app::reactive::*;
use leptos::ev;

/// The strip of a result; places run from 0 (start) to 255 (end).
pub fn strip(label: &'static str, places: &[u8]) -> AnyView {
    let path: String = places.iter().map(|place| format!("M{place}.5 0V10")).collect();
    html::div()
        .class("strip")
        .attr("role", "img")
        .attr("aria-label", label)
        .child(
            html::svg()
                .attr("viewBox", "0 0 256 10")
                .attr("preserveAspectRatio", "none")
                .attr("aria-hidden", "true")
                .child(html::path().attr("d", path)),
        )
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
