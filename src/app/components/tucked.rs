//! What is tucked behind a button where there is little room, and stands open where there is enough: a style sheet decides
//! which, so that turning a phone needs no script.

use crate::app::context::Context;
use crate::app::element as html;
use crate::app::reactive::*;
use crate::app::strings::Label;
use leptos::ev;

/// The button, which only a narrow page shows, and the content.
pub fn tucked(cx: Context, part: &'static str, label: Label, content: AnyView) -> AnyView {
    let open = RwSignal::new(false);
    html::div()
        .class("tucked")
        .attr("data-open", move || open.get().then_some(""))
        .child((
            html::button()
                .class("plain tucked-way")
                .attr("data-part", part)
                .attr("type", "button")
                .attr("aria-expanded", move || if open.get() { "true" } else { "false" })
                .on(ev::click, move |_| open.update(|open| *open = !*open))
                .child(cx.text(label)),
            html::div().class("tucked-body").child(content),
        ))
        .into_any()
}
