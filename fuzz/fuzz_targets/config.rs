//! Any text as recto.toml: read, or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recto::pack::Config;

fuzz_target!(|text: &str| {
    let _ = toml::from_str::<Config>(text);
});
