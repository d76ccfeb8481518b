//! Any bytes as a text in an unknown encoding, and in each that can be named: decoded without a NUL, or left out with a
//! reason.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recto::pack::input::{Encoding, decode_as, encoding_names};

fuzz_target!(|bytes: &[u8]| {
    let told = encoding_names().into_iter().map(|name| Some(Encoding::named(name).expect("a name that was listed")));
    for told in std::iter::once(None).chain(told) {
        if let Ok(text) = decode_as(bytes.to_vec(), told) {
            assert!(!text.text.trim().is_empty());
            assert!(told.is_some() || !text.text.contains('\0'), "{told:?}");
        }
    }
});
