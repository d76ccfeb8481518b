//! Any bytes as a chunk's file: refused, or read; and any payload comes back out of its file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recto::bundle::carrier::{unwrap, wrap};

fuzz_target!(|bytes: &[u8]| {
    let _ = unwrap(bytes);
    assert_eq!(unwrap(&wrap("0123456789abcdef", bytes)).as_deref(), Ok(bytes));
});
