//! Counts spoken once answers rest, so that typing announces only the last of them. It draws nothing.

use super::context::Context;
use super::locale::Locale;
use crate::app::reactive::*;
use gloo::timers::callback::Timeout;

/// Milliseconds of rest before a count is spoken.
const AFTER_MILLIS: u32 = 900;

/// What one view is about to say; what it says next takes its place.
#[derive(Clone, Copy)]
pub struct Speaking(StoredValue<Option<Timeout>>);

impl Speaking {
    /// Nothing yet.
    pub fn new() -> Self {
        Self(StoredValue::new(None))
    }

    /// Says something after a rest, in the language of that moment; nothing when something else was said meanwhile.
    pub fn say(self, cx: Context, words: Box<dyn Fn(&Locale) -> String>) {
        let before = cx.spoken.get_untracked();
        self.0.set_value(Some(Timeout::new(AFTER_MILLIS, move || {
            if cx.spoken.try_get_untracked() == Some(before) {
                let _ = cx.spoken.try_set(words(&untrack(|| cx.locale())));
            }
        })));
    }
}
