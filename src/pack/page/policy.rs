//! The Content-Security-Policy of a page, as the content of its `<meta>`, and what a host's own policy must leave it.
//! It allows nothing unsafe but WebAssembly.
//!
//! A folder has its scripts and styles in files of their own, so that a host that allows `'self'` alone allows them. In
//! one file they are allowed by their hash. Where the page has an address a worker starts from the script's file,
//! elsewhere from a `blob:` of its text. Strings become addresses of scripts through one Trusted Types policy, `recto`
//! in `public/boot.js`, and become HTML nowhere.

use crate::bundle::chunk::sha256;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// What a host's policy must allow a page in a folder. README lists it, and the page says it where it is missing.
pub const FOLDER_NEEDS: &str = "script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
                                connect-src 'self'; worker-src 'self'; manifest-src 'self'";

/// For a folder, whose scripts and chunks lie beside the page. `'self'` holds on `file://` too, where, as in a
/// sandboxed frame, a worker comes from a `blob:`.
pub fn for_folder() -> String {
    let allowed = FOLDER_NEEDS.replace("worker-src 'self'", "worker-src 'self' blob:");
    format!("default-src 'none'; {allowed}; {REST}")
}

/// What a host's policy must allow a page in one file, which asks for nothing.
pub fn one_file_needs(inline_scripts: &[&str], style: &str) -> String {
    format!(
        "script-src 'wasm-unsafe-eval'{}; style-src{}; img-src data:; worker-src blob:",
        hashes(inline_scripts),
        hashes(&[style])
    )
}

/// For one file, from what [`one_file_needs`] says.
pub fn for_one_file(needs: &str) -> String {
    format!("default-src 'none'; {needs}; {REST}")
}

const REST: &str = "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types recto";

fn hashes(texts: &[&str]) -> String {
    texts.iter().map(|text| format!(" 'sha256-{}'", STANDARD.encode(sha256(text.as_bytes())))).collect()
}
