//! The table of keys, in a dialog. What keys do is in [`crate::app::keys`]; this only shows it.

use super::links::sign_button;
use super::query_notes::query_examples;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::keys::table;
use crate::app::reactive::*;
use leptos::ev;

/// The dialog; it is opened and closed as a modal by keys and the button in the frame.
pub fn keys_dialog(cx: Context) -> AnyView {
    let dialog = cx.places.keys;
    let rows: Vec<AnyView> = table()
        .map(|key| {
            let strokes: Vec<_> = key.shown.iter().map(|stroke| html::kbd().child(*stroke)).collect();
            html::tr().child((html::td().child(strokes), html::td().child(cx.text(key.label)))).into_any()
        })
        .collect();
    let heads = html::tr().child((
        html::th().attr("scope", "col").child(cx.text(|s| s.key_column)),
        html::th().attr("scope", "col").child(cx.text(|s| s.key_action)),
    ));
    let switch = html::label().class("check").child((
        html::input().attr("type", "checkbox").prop("checked", move || cx.settings.single_keys.get()).on(
            ev::change,
            move |event| {
                cx.settings.choose_single_keys(event_target::<web_sys::HtmlInputElement>(&event).checked());
            },
        ),
        html::span().child(cx.text(|s| s.keys_single)),
    ));
    html::dialog()
        .class("keys")
        .attr("data-part", "keys-dialog")
        .attr("aria-label", cx.text(|s| s.keys))
        .node_ref(dialog)
        .on(ev::click, move |event| {
            // An example of a query runs behind the dialog.
            let link = event_target::<web_sys::Element>(&event).closest("a").ok().flatten();
            if let (Some(_), Some(dialog)) = (link, dialog.get_untracked()) {
                dialog.close();
            }
        })
        .child((
            html::div().class("dialog-head").child((
                html::h2().child(cx.text(|s| s.keys)),
                sign_button(
                    cx,
                    "keys-close",
                    "×",
                    |s| s.close,
                    move || {
                        if let Some(dialog) = dialog.get_untracked() {
                            dialog.close();
                        }
                    },
                ),
            )),
            html::p().class("meta").child(cx.text(|s| s.keys_note)),
            switch,
            html::table().child((html::thead().child(heads), html::tbody().child(rows))),
            html::h2().child(cx.text(|s| s.how_to_search)),
            move || query_examples(cx, &cx.locale()),
        ))
        .into_any()
}
