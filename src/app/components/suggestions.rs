//! Completions under the search field: a combobox with a list. It takes no key but the arrows, Escape while it is open,
//! and Enter once an option is chosen; it is silent while an input method composes; and it writes into the field only
//! what the reader chose.

use crate::app::context::Context;
use crate::app::element as html;
use crate::app::reactive::*;
use crate::app::strings::fill;
use crate::protocol::{SuggestRequest, Suggestion};
use gloo::timers::callback::Timeout;
use leptos::ev;

/// Suggestions shown at once.
const LIMIT: u32 = 8;

/// Milliseconds of rest before suggestions are asked for.
const PAUSE_MILLIS: u32 = 120;

/// The list under the search field.
#[derive(Clone, Copy)]
pub struct Suggestions {
    cx: Context,
    /// Wanted: the reader is typing.
    open: RwSignal<bool>,
    /// The option in hand.
    active: RwSignal<Option<usize>>,
    waiting: StoredValue<Option<Timeout>>,
}

/// The byte of a place that is counted in UTF-16 units, as a browser counts.
fn byte_at(text: &str, units: u32) -> u32 {
    let mut before = 0;
    let at = text.char_indices().find(|(_, c)| {
        let here = before >= units;
        before += c.len_utf16() as u32;
        here
    });
    at.map_or(text.len(), |(at, _)| at) as u32
}

/// The other way round.
fn units_at(text: &str, byte: u32) -> u32 {
    text.char_indices().take_while(|(at, _)| *at < byte as usize).map(|(_, c)| c.len_utf16() as u32).sum()
}

impl Suggestions {
    /// A closed list.
    pub fn new(cx: Context) -> Self {
        Self { cx, open: RwSignal::new(false), active: RwSignal::new(None), waiting: StoredValue::new(None) }
    }

    fn count(self) -> usize {
        self.cx.suggestions.get().map_or(0, |options| options.len())
    }

    /// Whether the list is seen.
    pub fn is_open(self) -> bool {
        self.open.get() && self.count() > 0
    }

    /// The name of the list in the page; instances lie in shadow roots of their own or are alone.
    pub fn list_id(self) -> &'static str {
        "recto-suggestions"
    }

    /// The name of the option in hand.
    pub fn active_id(self) -> Option<String> {
        let active = self.active.get().filter(|_| self.is_open())?;
        Some(format!("recto-suggestion-{active}"))
    }

    /// The reader typed something.
    pub fn typed(self) {
        self.active.set(None);
        self.waiting.set_value(Some(Timeout::new(PAUSE_MILLIS, move || self.ask())));
    }

    fn ask(self) {
        let Some(input) = self.cx.places.search.get_untracked() else { return };
        let query = input.value();
        let units = input.selection_start().ok().flatten().unwrap_or(u32::MAX);
        if query.trim().is_empty() {
            self.close();
            return;
        }
        let caret = byte_at(&query, units);
        let typed = query.trim().to_owned();
        let request = SuggestRequest { query, caret, limit: LIMIT };
        self.cx.suggestions.fetch_with(self.cx, Some("suggest"), request, move |mut options| {
            // What is typed in full already is no suggestion.
            options.retain(|one| one.query.trim() != typed);
            self.open.set(true);
            self.active.set(None);
            options
        });
    }

    /// Takes the list away, and any that is on its way.
    pub fn close(self) {
        self.waiting.set_value(None);
        self.open.set(false);
        self.active.set(None);
        self.cx.suggestions.clear();
    }

    /// A key in the search field.
    pub fn key(self, event: &ev::KeyboardEvent, take_over: impl Fn()) {
        // 229 is what browsers report for keys that an input method takes.
        if event.is_composing() || event.key_code() == 229 || !untrack(|| self.is_open()) {
            return;
        }
        let (count, active) = (untrack(|| self.count()), self.active.get_untracked());
        match event.key().as_str() {
            "ArrowDown" => self.active.set(Some(active.map_or(0, |at| (at + 1) % count))),
            "ArrowUp" => self.active.set(Some(active.map_or(count - 1, |at| (at + count - 1) % count))),
            "Escape" => self.close(),
            "Enter" if active.is_some() => {
                let options = self.cx.suggestions.peek();
                if let Some(chosen) = active.and_then(|at| options.as_ref()?.get(at)) {
                    self.choose(chosen, take_over);
                }
            }
            _ => return,
        }
        event.prevent_default();
    }

    /// Puts an option into the field.
    fn choose(self, chosen: &Suggestion, take_over: impl Fn()) {
        let Some(input) = self.cx.places.search.get_untracked() else { return };
        input.set_value(&chosen.query);
        let caret = units_at(&chosen.query, chosen.caret);
        // A field of search has a caret.
        let _ = input.set_selection_range(caret, caret);
        self.close();
        take_over();
    }

    /// The list.
    pub fn list(self, take_over: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
        let cx = self.cx;
        let options = move || {
            let answer = cx.suggestions.get().filter(|_| self.open.get());
            let locale = cx.locale();
            answer
                .iter()
                .flat_map(|options| options.iter())
                .enumerate()
                .map(|(at, one)| {
                    let count = locale.count(&locale.strings.articles, one.articles);
                    let chosen = one.clone();
                    html::li()
                        .class("suggestion")
                        .attr("data-part", "suggestion")
                        .attr("id", format!("recto-suggestion-{at}"))
                        .attr("role", "option")
                        .attr("aria-selected", move || if self.active.get() == Some(at) { "true" } else { "false" })
                        .on(ev::pointerdown, move |event: ev::PointerEvent| {
                            // The field keeps the focus.
                            event.prevent_default();
                        })
                        .on(ev::click, move |_| self.choose(&chosen, take_over))
                        .child((
                            html::span().attr("dir", "auto").child(one.term.clone()),
                            html::span().class("figure").child(count),
                        ))
                        .into_any()
                })
                .collect::<Vec<_>>()
        };
        let spoken = move || {
            let locale = cx.locale();
            self.is_open()
                .then(|| fill(locale.strings.suggestions_spoken, &[("n", &locale.number(self.count() as u64))]))
        };
        html::div()
            .class("suggestions")
            .attr("data-part", "suggestions")
            .attr("hidden", move || !self.is_open())
            .child((
                html::ul()
                    .attr("id", self.list_id())
                    .attr("role", "listbox")
                    .attr("aria-label", cx.text(|s| s.suggestions))
                    .child(options),
                html::p().class("unseen").attr("role", "status").child(spoken),
            ))
            .into_any()
    }
}
