//! A form that takes a text of the reader's own: typed or pasted, or a file. A long text never stands in the area, which a
//! browser lays out for seconds: it is held beside it, and told by its size and its beginning. What becomes of it is for others.

use crate::app::components::links::button;
use crate::app::context::Context;
use crate::app::element as html;
use crate::app::reactive::*;
use crate::app::strings::{Label, fill};
use js_sys::{JsString, Reflect};
use leptos::ev;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, HtmlInputElement};

/// Letters of a text that stands in the area, at most.
const LONG_LETTERS: usize = 200_000;
/// Letters that are shown of a longer one.
const SHOWN_LETTERS: usize = 300;

/// A form that takes a text of the reader's own.
pub struct TextForm {
    /// The names of the area, of the field for a file, and of the button.
    pub parts: [&'static str; 3],
    /// What they say.
    pub words: [Label; 3],
    /// The text that it begins with.
    pub begins: String,
    /// What becomes of the text.
    pub take: Rc<dyn Fn(String)>,
}

/// The text of a form.
#[derive(Clone, Copy)]
struct Own {
    text: StoredValue<String>,
    /// Where it is too long for the area, which of such texts it is; else 0.
    long: RwSignal<u32>,
    form: NodeRef<leptos::html::Div>,
}

impl Own {
    /// Takes a text over, and tells whether it is too long for the area.
    fn take(self, text: String) -> bool {
        let (is_long, before) = (is_long(&text), self.long.get_untracked());
        self.text.set_value(text);
        if is_long || before > 0 {
            self.long.set(if is_long { before + 1 } else { 0 });
        }
        is_long
    }

    /// The part of the form takes the focus, once it is there; it is refused to nothing that is shown.
    fn focus(self, selector: &'static str) {
        request_animation_frame(move || {
            let form = self.form.try_get_untracked().flatten();
            if let Some(Ok(Some(part))) = form.map(|form| form.query_selector(selector)) {
                let _ = part.unchecked_ref::<HtmlElement>().focus();
            }
        });
    }

    /// Takes a text over if it is too long for the area, which is then empty and gives way to what tells of it.
    fn hold(self, area: &JsValue, text: String) -> bool {
        let is_long = self.take(text);
        if is_long {
            // An area takes any text.
            let _ = Reflect::set(area, &"value".into(), &"".into());
            self.focus(".held-text");
        }
        is_long
    }

    /// Forgets a long text: the area is there again.
    fn forget(self) {
        self.take(String::new());
        self.focus("textarea");
    }
}

fn is_long(text: &str) -> bool {
    text.len() > LONG_LETTERS && text.chars().nth(LONG_LETTERS).is_some()
}

fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or_default()
}

/// The text of what is pasted or dropped, if it is a long one.
fn brought(event: &JsValue, from: &str) -> Option<JsString> {
    let data = get(event, from);
    let text = get(&data, "getData").dyn_into::<js_sys::Function>().ok()?.call1(&data, &"text".into()).ok()?;
    text.dyn_into::<JsString>().ok().filter(|text| text.length() as usize > LONG_LETTERS)
}

/// The text of an area with another in place of what is selected.
fn with_pasted(area: &JsValue, pasted: &JsString) -> String {
    let text: JsString = get(area, "value").unchecked_into();
    let at = |name| get(area, name).as_f64().unwrap_or(0.0) as u32;
    let (before, after) = (text.slice(0, at("selectionStart")), text.slice(at("selectionEnd"), text.length()));
    [String::from(before), String::from(pasted), String::from(after)].concat()
}

/// The file that is dropped. Anything else is the browser's business.
pub fn dropped(event: &ev::DragEvent) -> Option<web_sys::File> {
    let file = get(&get(&get(event, "dataTransfer"), "files"), "0").dyn_into::<web_sys::File>().ok()?;
    event.prevent_default();
    Some(file)
}

/// The form: an area to paste into, a field for a file, which may be dropped as well.
pub fn text_form(cx: Context, form: TextForm) -> AnyView {
    let TextForm { parts: [area, file, go], words: [area_words, file_words, go_words], begins, take } = form;
    let own = Own { text: StoredValue::new(String::new()), long: RwSignal::new(0), form: NodeRef::new() };
    let begins = if own.take(begins) { String::new() } else { own.text.get_value() };
    let area = html::textarea()
        .attr("data-part", area)
        .attr("rows", "6")
        .attr("dir", "auto")
        .on(ev::paste, move |event| {
            let area = event_target::<JsValue>(&event);
            let pasted = brought(&event, "clipboardData");
            if pasted.is_some_and(|pasted| own.hold(&area, with_pasted(&area, &pasted))) {
                event.prevent_default();
            }
        })
        .on(ev::input, move |event| {
            let area = event_target::<JsValue>(&event);
            own.hold(&area, get(&area, "value").as_string().unwrap_or_default());
        })
        .child(begins);
    let read = {
        let take = Rc::clone(&take);
        move |file: web_sys::File| {
            let take = Rc::clone(&take);
            spawn_local(async move {
                // A file that cannot be read stays unread; the field still names it.
                let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string()).unwrap_or_default();
                if is_long(&text) {
                    own.take(text.clone());
                }
                take(text);
            });
        }
    };
    let chosen = read.clone();
    let file = html::input()
        .attr("type", "file")
        .attr("accept", "text/plain,.txt,.md,.json")
        .attr("data-part", file)
        .on(ev::change, move |event| {
            let input = event_target::<HtmlInputElement>(&event);
            input.files().and_then(|files| files.get(0)).into_iter().for_each(&chosen);
        });
    html::div()
        .class("own-text")
        .node_ref(own.form)
        .on(ev::dragover, |event: ev::DragEvent| event.prevent_default())
        .on(ev::drop, move |event: ev::DragEvent| {
            if let Some(text) = brought(&event, "dataTransfer") {
                event.prevent_default();
                own.take(text.into());
            }
            dropped(&event).into_iter().for_each(&read);
        })
        .child((
            html::label()
                .attr("hidden", move || own.long.get() > 0)
                .child((html::span().child(cx.text(area_words)), area)),
            move || (own.long.get() > 0).then(|| own.text.with_value(|text| held(cx, own, text))),
            button(cx, go, "accent", go_words, move || take(own.text.get_value())),
            html::label().child((html::span().child(cx.text(file_words)), file)),
            html::p().class("meta").child(cx.text(|s| s.own_stays)),
        ))
        .into_any()
}

/// What stands in place of the area while a long text is held.
fn held(cx: Context, own: Own, text: &str) -> AnyView {
    let locale = cx.locale();
    let size = locale.figure((text.len() as f64 / 100_000.0).round() / 10.0);
    let words = [("size", size.as_str()), ("n", &locale.number(text.split_whitespace().count() as u64))];
    let line = fill(locale.strings.repeats.held_text, &words);
    let drop = button(cx, "held-drop", "plain", |s| s.repeats.held_drop, move || own.forget());
    html::div()
        .class("held-text")
        .attr("data-part", "held-text")
        .attr("role", "group")
        .attr("tabindex", "-1")
        .attr("aria-label", line.clone())
        .child((
            html::p().child((html::span().child(line), " ", drop)),
            html::p()
                .class("meta")
                .attr("dir", "auto")
                .child(text.chars().take(SHOWN_LETTERS).chain(['…']).collect::<String>()),
        ))
        .into_any()
}
