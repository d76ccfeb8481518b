//! Any bytes as a root; and any bytes, or any changes, as the body of one whose magic, version and check are right: refused, or opened and asked.
#![no_main]

#[path = "base.rs"]
mod base;
#[allow(dead_code)]
#[path = "../../tests/suite/forged.rs"]
mod forged;
#[path = "patch.rs"]
mod patch;

use forged::{Forged, requests_about, requests_of};
use libfuzzer_sys::fuzz_target;
use recto::bundle::Root;
use recto::bundle::root::seal;

fuzz_target!(|bytes: &[u8]| {
    let base = base::base();
    let _ = Root::read(bytes);
    let honest = &base.root[8..base.root.len() - 8];
    let root = seal(&patch::patched(honest, bytes));
    if Root::read(&root).is_ok() {
        let forged = Forged { root, ..base.clone() };
        forged.answers(&requests_of("không chủ quan"));
        forged.answers(&requests_about(&["a.txt", "b.txt"]));
    }
});
