//! Any text as a query, read and answered over a small bundle: never a failure, and the same answer twice.
#![no_main]

#[path = "base.rs"]
mod base;
#[allow(dead_code)]
#[path = "../../tests/suite/forged.rs"]
mod forged;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|query: &str| {
    let requests = forged::requests_of(query);
    let answers = base::base().answers(&requests);
    for (request, answer) in requests.iter().zip(&answers) {
        assert!(answer.is_ok(), "{request:?}: {answer:?}");
    }
    assert_eq!(answers, base::base().answers(&requests));
});
