//! Any text as an article: its blocks, title, date, people, figures and all else it mentions lie inside it, and the text
//! stays as it is.
#![no_main]

#[path = "sound.rs"]
mod sound;

use libfuzzer_sys::fuzz_target;
use recto::article::{dates_mentioned, extract};

fuzz_target!(|text: &str| {
    let article = extract("a", text.to_owned());
    assert_eq!(article.text, text);
    sound::sound(&article);
    for anchor in [None, article.date] {
        for found in dates_mentioned(text, anchor) {
            assert!(text.get(found.start..found.end).is_some_and(|t| !t.is_empty()), "{found:?}");
        }
    }
});
