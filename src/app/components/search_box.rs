//! The search box. The field is uncontrolled: what is typed is read and never written back while it is being typed, so
//! that input methods are not disturbed.

use super::links::sign_button;
use super::suggestions::Suggestions;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::reactive::*;
use crate::app::travel::brought;
use crate::view_state::ViewState;
use gloo::timers::callback::Timeout;
use leptos::ev;
use wasm_bindgen::JsCast;

/// Milliseconds that letters typed in one go wait for each other.
const PAUSE_MILLIS: u32 = 40;
/// The same while an input method is composing: its letters are still changing. (Some phone keyboards compose all the
/// time, so the search must not wait for the end.)
const COMPOSING_PAUSE_MILLIS: u32 = 160;

/// The search box of the page.
pub fn search_box(cx: Context) -> AnyView {
    let input = cx.places.search;
    let waiting = StoredValue::new(None::<Timeout>);
    let took = move || {
        waiting.set_value(None);
        input.get_untracked().is_some_and(|input| take_text(cx, &input))
    };
    let take_over = move || {
        took();
    };
    let after = move |millis: u32| waiting.set_value(Some(Timeout::new(millis, take_over)));

    show_query(cx, move || waiting.with_value(Option::is_some));
    let suggestions = Suggestions::new(cx);
    let field = field(cx, suggestions)
        .on(ev::input, move |event| {
            let composing = event.unchecked_ref::<web_sys::InputEvent>().is_composing();
            after(if composing { COMPOSING_PAUSE_MILLIS } else { PAUSE_MILLIS });
            if composing {
                suggestions.close();
            } else {
                suggestions.typed();
            }
        })
        .on(ev::compositionend, move |_| after(PAUSE_MILLIS))
        .on(ev::keydown, move |event| suggestions.key(&event, take_over))
        .on(ev::blur, move |_| {
            if cx.typing.get_value() {
                note_query(cx);
            }
            cx.typing.set_value(false);
            suggestions.close();
        });

    html::form()
        .class("search")
        .attr("role", "search")
        .on(ev::submit, move |event: ev::SubmitEvent| {
            event.prevent_default();
            let is_brought = took();
            suggestions.close();
            cx.typing.set_value(false);
            if !is_brought {
                cx.navigate(ViewState::show_found);
                note_query(cx);
            }
        })
        .child((
            field,
            sign_button(
                cx,
                "search-clear",
                "×",
                |s| s.clear_search,
                move || {
                    if let Some(input) = input.get_untracked() {
                        input.set_value("");
                        suggestions.close();
                        take_over();
                        // Focus stays where typing goes on; it fails only where the field is gone.
                        let _ = input.focus();
                    }
                },
            ),
            suggestions.list(take_over),
        ))
        .into_any()
}

/// Keeps the query that the reader typed to its end.
fn note_query(cx: Context) {
    cx.settings.note_query(&cx.store.peek(|state| state.query.clone()));
}

/// Takes over what is in the field. True where it was no query: a link that is followed, a quotation that is held against the
/// corpus; the field then shows the query that stands.
fn take_text(cx: Context, input: &web_sys::HtmlInputElement) -> bool {
    let text = input.value();
    let is_brought = brought(cx, &text);
    if is_brought {
        input.set_value(&cx.store.peek(|state| state.query.clone()));
    } else {
        cx.type_query(text);
    }
    is_brought
}

/// The field: a combobox that nothing writes into but the reader, and what the reader chose.
fn field(cx: Context, suggestions: Suggestions) -> html::Element {
    html::input()
        .class("search-field")
        .attr("data-part", "search")
        .attr("type", "search")
        .attr("aria-label", cx.text(|s| s.search))
        .attr("placeholder", cx.text(|s| s.search_hint))
        .attr("autocomplete", "off")
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .attr("enterkeyhint", "search")
        .attr("maxlength", "20000")
        .attr("role", "combobox")
        .attr("aria-autocomplete", "list")
        .attr("aria-haspopup", "listbox")
        .attr("aria-expanded", move || if suggestions.is_open() { "true" } else { "false" })
        .attr("aria-controls", move || suggestions.is_open().then(|| suggestions.list_id()))
        .attr("aria-activedescendant", move || suggestions.active_id())
        .node_ref(cx.places.search)
}

/// Writes a query that a link or the way back brought into the field; never while the reader types.
fn show_query(cx: Context, waiting: impl Fn() -> bool + 'static) {
    Effect::new(move |_| {
        let query = cx.spec.with(|spec| spec.query.clone());
        let Some(input) = cx.places.search.get() else { return };
        let typing = cx.typing.get_value() || waiting();
        if !typing && input.value() != query {
            input.set_value(&query);
        }
    });
}
