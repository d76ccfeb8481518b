//! The one store of the view state, and the address bar that mirrors it: replaced while typing, pushed on navigation,
//! read back when the reader goes back or pastes a link. In an element of another page, whose address is not ours, that page
//! brings states by events in its place. It decides nothing about what is shown.

use super::boot::Inline;
use crate::app::reactive::*;
use crate::view_state::{HashProblem, ViewState, parse_hash, shareable, write_hash};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gloo::utils::window;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, CustomEventInit, Element};

/// How a change enters the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A new entry: going back undoes it.
    Push,
    /// Takes the place of the present entry.
    Replace,
}

/// Milliseconds that replaced hashes wait for the next: browsers limit how often a page may rewrite its address.
const SETTLE_MILLIS: u32 = 250;

/// What adds to a state that is gone to.
type Carry = Box<dyn Fn(&mut ViewState)>;

/// A link as it is read.
type Read = (ViewState, Vec<HashProblem>);

/// The view state of one instance.
#[derive(Clone, Copy)]
pub struct Store {
    state: RwSignal<ViewState>,
    problems: RwSignal<Vec<HashProblem>>,
    corpus: StoredValue<String>,
    /// The address of the packed page, where the one around is another's; empty elsewhere.
    page: StoredValue<String>,
    has_page: bool,
    /// The state is one that the page around brought, and the reader has done nothing since.
    is_brought: StoredValue<bool>,
    entry: StoredValue<u32>,
    waiting: StoredValue<Option<Timeout>>,
    listener: StoredValue<Option<EventListener>>,
    leaving: StoredValue<Option<Box<dyn Fn()>>>,
    carrying: StoredValue<Option<Carry>>,
    root: StoredValue<Element>,
}

impl Store {
    /// Opens the store with the state of the address, or with the one that the page around brings.
    pub fn open(root: &Element, corpus: &str, inline: Option<&Inline>) -> Self {
        let store = Self {
            state: RwSignal::new(ViewState::default()),
            problems: RwSignal::new(Vec::new()),
            corpus: StoredValue::new(corpus.to_owned()),
            page: StoredValue::new(inline.map_or_else(String::new, |inline| inline.page.clone())),
            has_page: inline.is_none(),
            is_brought: StoredValue::new(false),
            entry: StoredValue::new(0),
            waiting: StoredValue::new(None),
            listener: StoredValue::new(None),
            leaving: StoredValue::new(None),
            carrying: StoredValue::new(None),
            root: StoredValue::new(root.clone()),
        };
        let address = || window().location().hash().unwrap_or_default();
        store.read(&inline.map_or_else(address, |inline| inline.hash.clone()));
        let listener = match inline {
            None => EventListener::new(&window(), "hashchange", move |_| store.read(&address())),
            Some(_) => EventListener::new(root, "recto-state", move |event| {
                store.read(&event.unchecked_ref::<CustomEvent>().detail().as_string().unwrap_or_default());
            }),
        };
        store.listener.set_value(Some(listener));
        store
    }

    fn read(self, hash: &str) {
        self.is_brought.set_value(!self.has_page);
        if self.state.try_with_untracked(|state| write_hash(state) == hash).unwrap_or(true) {
            return;
        }
        self.waiting.update_value(|waiting| *waiting = None);
        let (state, problems) = self.fitting(parse_hash(hash));
        self.problems.set(problems);
        self.entry.update_value(|entry| *entry += 1);
        self.set(state);
    }

    /// Byte places of another pack point anywhere, but where the words are told that stood there.
    fn fitting(self, (mut state, problems): Read) -> Read {
        if state.quote.is_none() && self.corpus.with_value(|corpus| *corpus != state.corpus) {
            state.spot = None;
        }
        (state, problems)
    }

    /// Goes where a link leads that the reader brought.
    pub fn follow_link(self, link: Read) {
        let (state, problems) = self.fitting(link);
        self.change(Entry::Push, |now| *now = state);
        self.problems.set(problems);
    }

    /// Which entry of the history is shown, counted from the start of the page.
    pub fn entry(self) -> u32 {
        self.entry.get_value()
    }

    /// Hash of the corpus that is open.
    pub fn corpus(self) -> String {
        self.corpus.get_value()
    }

    /// Whether the page around is the packed one, so that its address, title and place are the app's.
    pub fn has_page(self) -> bool {
        self.has_page
    }

    /// Whether the page around brought what is shown: it is then not for the app to move that page or its focus.
    pub fn is_brought(self) -> bool {
        self.is_brought.get_value()
    }

    /// The reader does something here.
    pub fn take_over(self) {
        self.is_brought.set_value(false);
    }

    /// What is before the hash of a link to this page, as others may see it; nothing where [`Store::link`] says it.
    pub fn address(self) -> String {
        if self.has_page { shareable(&window().location().href().unwrap_or_default()) } else { String::new() }
    }

    /// Calls `note` before every change, while the page still shows the state that is left.
    pub fn before_change(self, note: impl Fn() + 'static) {
        self.leaving.set_value(Some(Box::new(note)));
    }

    /// Has `carry` add to every state that is gone to what it speaks of.
    pub fn carry(self, carry: impl Fn(&mut ViewState) + 'static) {
        self.carrying.set_value(Some(Box::new(carry)));
    }

    fn set(self, state: ViewState) {
        self.leaving.with_value(|note| {
            if let Some(note) = note {
                note();
            }
        });
        self.state.set(state);
    }

    /// Reads the state and follows it.
    pub fn with<T>(self, read: impl FnOnce(&ViewState) -> T) -> T {
        self.state.with(read)
    }

    /// Reads the state as it is now.
    pub fn peek<T>(self, read: impl FnOnce(&ViewState) -> T) -> T {
        self.state.with_untracked(read)
    }

    /// What of the last link could not be read.
    pub fn problems(self) -> RwSignal<Vec<HashProblem>> {
        self.problems
    }

    /// Changes the state, if there is a change.
    pub fn change(self, entry: Entry, change: impl FnOnce(&mut ViewState)) {
        let mut change = Some(change);
        self.apply(entry, &mut |state| {
            if let Some(change) = change.take() {
                change(state);
            }
        });
    }

    /// The same code for every change.
    fn apply(self, entry: Entry, change: &mut dyn FnMut(&mut ViewState)) {
        let before = self.state.get_untracked();
        let mut after = before.clone();
        change(&mut after);
        self.carrying.with_value(|carry| {
            if let Some(carry) = carry {
                carry(&mut after);
            }
        });
        after.turn_back(&before);
        after.corpus = self.corpus.get_value();
        let same = ViewState { corpus: before.corpus.clone(), ..after.clone() } == before;
        if same {
            return;
        }
        if entry == Entry::Push {
            self.problems.update(Vec::clear);
            self.entry.update_value(|entry| *entry += 1);
        }
        let hash = write_hash(&after);
        self.set(after);
        if !self.has_page {
            self.announce(&hash);
            return;
        }
        match entry {
            Entry::Push => {
                // What was typed last must not be lost from the entry that is left.
                if self.waiting.try_update_value(Option::take).flatten().is_some() {
                    write_address(&write_hash(&before), Entry::Replace);
                }
                write_address(&hash, Entry::Push);
                self.announce(&hash);
            }
            Entry::Replace => {
                let timeout = Timeout::new(SETTLE_MILLIS, move || {
                    self.waiting.try_update_value(|waiting| *waiting = None);
                    if let Some(hash) = self.state.try_with_untracked(write_hash) {
                        write_address(&hash, Entry::Replace);
                        self.announce(&hash);
                    }
                });
                self.waiting.set_value(Some(timeout));
            }
        }
    }

    /// Tells whoever embeds the instance: `recto-statechange` with the hash of the state as its detail.
    fn announce(self, hash: &str) {
        let options = CustomEventInit::new();
        options.set_bubbles(true);
        options.set_composed(true);
        options.set_detail(&JsValue::from_str(hash));
        if let Ok(event) = CustomEvent::new_with_event_init_dict("recto-statechange", &options) {
            // A listener that throws has been reported by the browser.
            let _ = self.root.try_with_value(|root| root.dispatch_event(&event));
        }
    }

    /// The link to the state after a change that is not made: its hash, behind the page's address where the one around is
    /// another's.
    pub fn link(self, change: impl FnOnce(&mut ViewState)) -> String {
        let before = self.state.get_untracked();
        let mut state = before.clone();
        change(&mut state);
        state.turn_back(&before);
        self.link_of(state)
    }

    fn link_of(self, mut state: ViewState) -> String {
        state.corpus = self.corpus.get_value();
        self.page.with_value(|page| [page, &*write_hash(&state)].concat())
    }
}

/// Writes the address; a page that may not (a `srcdoc` frame) goes on without.
fn write_address(hash: &str, entry: Entry) {
    let Ok(history) = window().history() else { return };
    let _ = match entry {
        Entry::Push => history.push_state_with_url(&JsValue::NULL, "", Some(hash)),
        Entry::Replace => history.replace_state_with_url(&JsValue::NULL, "", Some(hash)),
    };
}
