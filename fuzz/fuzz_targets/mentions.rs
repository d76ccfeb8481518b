//! Any bytes as a chunk of mentions, names or leaders, as they are and deflated: refused, or read and written again to
//! what reads the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recto::bundle::group::deflate;
use recto::bundle::mentions::{read_leaders, read_mentions, read_names, write_leaders, write_mentions, write_names};

const ARTICLES: u32 = 1000;

fuzz_target!(|bytes: &[u8]| {
    for payload in [bytes.to_vec(), deflate(bytes)] {
        if let Ok(mentions) = read_mentions(&payload) {
            assert_eq!(read_mentions(&write_mentions(&mentions)), Ok(mentions));
        }
        if let Ok(names) = read_names(&payload, ARTICLES) {
            assert_eq!(read_names(&write_names(&names), ARTICLES), Ok(names));
        }
        if let Ok(leaders) = read_leaders(&payload) {
            assert_eq!(read_leaders(&write_leaders(&leaders)), Ok(leaders));
        }
    }
});
