//! Any bytes, or any changes, in place of one chunk, its hash made good: the first byte chooses the section, the second
//! its place.
#![no_main]

#[path = "base.rs"]
mod base;
#[allow(dead_code)]
#[path = "../../tests/suite/forged.rs"]
mod forged;
#[path = "patch.rs"]
mod patch;

use forged::{requests_about, requests_of};
use libfuzzer_sys::fuzz_target;
use recto::bundle::chunk::name_of;
use recto::bundle::root::SECTIONS;

fuzz_target!(|bytes: &[u8]| {
    let [section, place, input @ ..] = bytes else { return };
    let base = base::base();
    let section = SECTIONS[1 + usize::from(*section) % (SECTIONS.len() - 1)];
    let count = base.sections[section as usize].len();
    if count == 0 {
        return;
    }
    let place = usize::from(*place) % count;
    let honest = &base.chunks[&name_of(&base.sections[section as usize][place].hash)];
    let forged = base.with_chunk(section, place, patch::patched(honest, input));
    for query in ["không chủ quan", "dam*", "\"hội chợ\" OR rain", "1400"] {
        forged.answers(&requests_of(query));
    }
    forged.answers(&requests_about(&["a.txt", "none"]));
});
