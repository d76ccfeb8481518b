//! The reader's notes on this device: read once, kept after every change, joined with what another tab has kept meanwhile,
//! saved to a file and merged from one. They leave the page in that file alone, and nothing in it names a person or a device.

use super::context::{Context, Notice};
use super::export::save;
use super::settings::storage_works;
use super::strings::fill;
use crate::app::reactive::*;
use crate::notes::{Colour, Note, Notes, Version, read, write};
use gloo::events::EventListener;
use gloo::storage::{LocalStorage as Device, Storage};
use gloo::utils::window;
use js_sys::Reflect;

/// A note that is being written.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The version it takes the place of; none for a new note.
    pub old: Option<Version>,
    /// What is written so far.
    pub note: Note,
}

/// The notes of one corpus.
#[derive(Clone, Copy)]
pub struct NoteBook {
    /// All of them.
    pub all: RwSignal<Notes>,
    /// The one that is being written.
    pub draft: RwSignal<Option<Draft>>,
    /// The words that are looked for in them.
    pub query: RwSignal<String>,
    /// The colours that are shown; all where there are none.
    pub colours: RwSignal<Vec<Colour>>,
    corpus: StoredValue<String>,
    listener: StoredValue<Option<EventListener>>,
}

/// A name that no one else has given: 64 random bits.
fn fresh() -> String {
    let half = || format!("{:08x}", (js_sys::Math::random() * 4_294_967_296.0) as u32);
    [half(), half()].concat()
}

impl NoteBook {
    /// Reads what was kept.
    pub fn open(corpus: &str) -> Self {
        let book = Self {
            all: RwSignal::new(Notes::default()),
            draft: RwSignal::new(None),
            query: RwSignal::new(String::new()),
            colours: RwSignal::new(Vec::new()),
            corpus: StoredValue::new(corpus.to_owned()),
            listener: StoredValue::new(None),
        };
        if let Some(Ok((notes, _))) = book.kept().map(|kept| read(&kept)) {
            book.all.set(notes);
        }
        book
    }

    fn key(self) -> String {
        self.corpus.with_value(|corpus| ["recto:", corpus, ":notes"].concat())
    }

    fn kept(self) -> Option<String> {
        if storage_works() { Device::raw().get_item(&self.key()).ok().flatten() } else { None }
    }

    /// Takes in what another tab keeps as soon as it does. What this one has and the other has not, since both kept at one
    /// time, is kept again.
    pub fn follow(self, cx: Context) {
        let listener = EventListener::new(&window(), "storage", move |event| {
            let key = Reflect::get(event, &"key".into()).ok().and_then(|key| key.as_string());
            let theirs = key.filter(|key| *key == self.key()).and_then(|_| self.kept()).map(|kept| read(&kept));
            let Some(Ok((theirs, _))) = theirs else { return };
            let mut joined = self.all.get_untracked();
            if joined.merge(&theirs).is_err() {
                return;
            }
            let is_more = joined != theirs;
            if self.all.with_untracked(|all| *all != joined) {
                self.all.set(joined);
            }
            if is_more {
                self.keep(cx);
            }
        });
        self.listener.set_value(Some(listener));
    }

    /// Keeps what there is, with what another tab has kept since; says where it cannot.
    fn keep(self, cx: Context) {
        let t = &untrack(|| cx.strings()).notes;
        let kept = self.kept();
        match kept.as_deref().map(read) {
            Some(Ok((theirs, _))) => {
                // There is room for what was kept before: two tabs with ten thousand notes each say so below.
                self.all.update(|all| {
                    let _ = all.merge(&theirs);
                });
            }
            // What cannot be read is not written over.
            Some(Err(error)) => return say(cx, fill(t.kept_unread, &[("why", &error.to_string())])),
            None => {}
        }
        let written = self.all.with_untracked(|all| self.corpus.with_value(|corpus| write(all, corpus)));
        let done = storage_works() && Device::raw().set_item(&self.key(), &written).is_ok();
        if !done {
            say(cx, t.not_kept.to_owned());
        }
    }

    /// Begins a note on a place of an article, or goes on with one.
    pub fn begin(self, old: Option<Version>, note: Note) {
        self.draft.set(Some(Draft { old, note }));
    }

    /// Writes what the draft says, or deletes its note. A draft that is refused stays open, with what was written.
    pub fn settle(self, cx: Context, note: Option<Note>) {
        let Some(Draft { old, .. }) = self.draft.get_untracked() else { return };
        let done = self.all.try_update(|all| match (&old, note) {
            (Some(old), note) => all.change(old, &fresh(), note),
            (None, Some(note)) => all.add(&fresh(), &fresh(), note),
            (None, None) => Ok(()),
        });
        match done {
            Some(Err(error)) => say(cx, fill(untrack(|| cx.strings()).notes.unread, &[("why", &error.to_string())])),
            _ => {
                self.draft.set(None);
                self.keep(cx);
            }
        }
    }

    /// Hands all notes to the browser as a file.
    pub fn save(self) {
        let written = self.all.with_untracked(|all| self.corpus.with_value(|corpus| write(all, corpus)));
        save(&written, "application/json", "recto-ghi-chu.json");
    }

    /// Takes in the notes of a file, and says what came.
    pub fn take_in(self, cx: Context, json: &str) {
        let locale = untrack(|| cx.locale());
        let t = &locale.strings.notes;
        let merged = read(json).and_then(|(theirs, corpus)| {
            let merged = self.all.try_update(|all| all.merge(&theirs)).unwrap_or(Ok(Default::default()))?;
            Ok((merged, self.corpus.with_value(|own| *own != corpus)))
        });
        match merged {
            Err(error) => say(cx, fill(t.unread, &[("why", &error.to_string())])),
            Ok((merged, is_foreign)) => {
                let [added, changed, deleted, both] =
                    [merged.added, merged.changed, merged.deleted, merged.both].map(|n| locale.number(n as u64));
                let counts = [("added", &*added), ("changed", &*changed), ("deleted", &*deleted), ("both", &*both)];
                let told = fill(t.merged, &counts);
                say(cx, if is_foreign { [&told, " ", t.foreign].concat() } else { told });
                self.keep(cx);
            }
        }
    }
}

fn say(cx: Context, said: String) {
    cx.notice.set(Some(Notice::Said(said)));
}
