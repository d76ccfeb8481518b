//! What the reader chose for this device: language, theme, text size, keys. Kept under keys that carry the corpus hash,
//! since pages opened from a disk share one storage; where there is no storage, kept for as long as the page lives.

use super::strings::Language;
use super::theme::Theme;
use crate::app::reactive::*;
use crate::view_state::{NamedSet, SETS_LIMIT, ViewState, parse_hash, write_hash};
use gloo::events::EventListener;
use gloo::storage::{LocalStorage as Device, Storage};
use js_sys::Reflect;
use wasm_bindgen::JsCast;
use web_sys::{CustomEvent, Element};

/// Text sizes of the reader, in per cent; the second is what a page starts with.
pub const TEXT_SIZES: [u16; 5] = [88, 100, 115, 135, 160];

/// Queries that are kept.
const RECENT_QUERIES: usize = 8;
/// Letters of a query that is kept, at most.
const RECENT_CHARS: usize = 200;

/// Widths below which one pane has the room, as in the style sheets.
pub const NARROW_REM: f64 = 43.75;

/// Pixels of the unit that widths are told in: larger where the reader's browser has larger text.
pub fn rem_pixels() -> f64 {
    const USUAL: f64 = 16.0;
    let root = gloo::utils::document().document_element();
    let style = root.and_then(|root| gloo::utils::window().get_computed_style(&root).ok().flatten());
    let size =
        style.and_then(|style| style.get_property_value("font-size").ok()).map(|size| js_sys::parse_float(&size));
    size.filter(|size| *size > 0.0).unwrap_or(USUAL)
}

/// The reader's choices.
#[derive(Clone, Copy)]
pub struct Settings {
    /// Language of the interface.
    pub language: RwSignal<Language>,
    /// Light, dark, or as the device.
    pub theme: RwSignal<Theme>,
    /// Place in [`TEXT_SIZES`].
    pub text_size: RwSignal<usize>,
    /// Single-letter keys act.
    pub single_keys: RwSignal<bool>,
    /// What the reader searched for, latest first; for as long as there is storage, and until they clear it.
    pub recent: RwSignal<Vec<String>>,
    /// The selections the reader named, latest first.
    pub sets: RwSignal<Vec<NamedSet>>,
    /// The open article takes the room of the list; for as long as the page lives.
    pub alone: RwSignal<bool>,
    prefix: StoredValue<String>,
}

/// Follows what the page around asks of language and theme: `recto-look` events of the instance's root. It is not kept: the
/// reader has not chosen it.
pub fn follow_host(settings: Settings, root: &Element) {
    let listener = EventListener::new(root, "recto-look", move |event| {
        let detail = event.unchecked_ref::<CustomEvent>().detail();
        let text = |name: &str| Reflect::get(&detail, &name.into()).ok().and_then(|value| value.as_string());
        if let Some(language) = text("lang").as_deref().and_then(Language::of_tag) {
            settings.language.set(language);
        }
        if let Some(theme) = text("theme").filter(|name| !name.is_empty()) {
            settings.theme.set(Theme::of_name(&theme));
        }
    });
    // As long as the instance's element, which the app takes for its own life.
    listener.forget();
}

fn read(prefix: &str, name: &str) -> Option<String> {
    Device::raw().get_item(&format!("recto:{prefix}:{name}")).ok().flatten()
}

/// The named selections that were kept, each in a line, as a link.
fn sets_of(kept: &str) -> Vec<NamedSet> {
    kept.lines().filter_map(|line| parse_hash(line).0.sets.pop()).collect()
}

/// Whether storage can be reached at all: in a sandboxed frame even asking for it throws.
pub fn storage_works() -> bool {
    gloo::utils::window().local_storage().is_ok_and(|storage| storage.is_some())
}

impl Settings {
    /// Reads what was chosen before. `language` is what the page asks for where the reader has not chosen.
    pub fn read(corpus: &str, language: Option<Language>) -> Self {
        let stored = |name: &str| if storage_works() { read(corpus, name) } else { None };
        let text_size = stored("text-size").and_then(|text| text.parse().ok()).filter(|n| *n < TEXT_SIZES.len());
        Self {
            language: RwSignal::new(
                stored("language").and_then(|tag| Language::of_tag(&tag)).or(language).unwrap_or(Language::Vietnamese),
            ),
            theme: RwSignal::new(stored("theme").map_or(Theme::Device, |name| Theme::of_name(&name))),
            text_size: RwSignal::new(text_size.unwrap_or(1)),
            single_keys: RwSignal::new(stored("single-keys").is_none_or(|text| text != "off")),
            recent: RwSignal::new(stored("recent").unwrap_or_default().lines().map(str::to_owned).collect()),
            sets: RwSignal::new(sets_of(&stored("sets").unwrap_or_default())),
            alone: RwSignal::new(false),
            prefix: StoredValue::new(corpus.to_owned()),
        }
    }

    fn keep(self, name: &str, value: &str) {
        if storage_works() {
            // A full or forbidden storage costs the choice on the next visit, nothing now.
            let _ = self.prefix.with_value(|prefix| Device::raw().set_item(&format!("recto:{prefix}:{name}"), value));
        }
    }

    /// Chooses a language.
    pub fn choose_language(self, language: Language) {
        self.language.set(language);
        self.keep("language", language.strings().tag);
    }

    /// Chooses a theme.
    pub fn choose_theme(self, theme: Theme) {
        self.theme.set(theme);
        self.keep("theme", theme.name());
    }

    /// Makes the reader's text larger or smaller by one step.
    pub fn step_text_size(self, larger: bool) {
        let now = self.text_size.get_untracked();
        let next = if larger { (now + 1).min(TEXT_SIZES.len() - 1) } else { now.saturating_sub(1) };
        self.text_size.set(next);
        self.keep("text-size", &next.to_string());
    }

    /// Keeps a query for the next visit. Where there is no storage none is kept.
    pub fn note_query(self, query: &str) {
        let query = query.trim();
        let is_short = query.chars().nth(1).is_none() || query.chars().nth(RECENT_CHARS).is_some();
        if is_short || query.contains('\n') || !storage_works() {
            return;
        }
        self.recent.update(|recent| {
            recent.retain(|one| one != query);
            recent.insert(0, query.to_owned());
            recent.truncate(RECENT_QUERIES);
        });
        self.keep("recent", &self.recent.get_untracked().join("\n"));
    }

    /// Forgets the queries.
    pub fn forget_queries(self) {
        self.recent.update(Vec::clear);
        self.keep("recent", "");
    }

    /// Changes the named selections: those that another tab keeps meanwhile, where there is storage.
    pub fn change_sets(self, change: &mut dyn FnMut(&mut Vec<NamedSet>)) {
        let kept = storage_works().then(|| self.prefix.with_value(|prefix| read(prefix, "sets"))).flatten();
        let mut sets = kept.map_or_else(|| self.sets.get_untracked(), |kept| sets_of(&kept));
        change(&mut sets);
        sets.truncate(SETS_LIMIT);
        let lines = sets.iter().map(|set| write_hash(&ViewState { sets: vec![set.clone()], ..ViewState::default() }));
        self.keep("sets", &lines.collect::<Vec<_>>().join("\n"));
        self.sets.set(sets);
    }

    /// Switches single-letter keys.
    pub fn choose_single_keys(self, on: bool) {
        self.single_keys.set(on);
        self.keep("single-keys", if on { "on" } else { "off" });
    }
}
