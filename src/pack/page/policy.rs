//! The Content-Security-Policy of a page, as the content of its `<meta>`. It allows nothing unsafe but WebAssembly.
//!
//! Scripts and styles inside the page are allowed by their hash alone. A worker starts from a `blob:` of the page's own
//! script. Strings become addresses of scripts through one Trusted Types policy, `recto` in `public/boot.js`, and become
//! HTML nowhere.

use crate::bundle::chunk::sha256;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// For a folder, whose scripts and chunks lie beside the page. `'self'` holds on `file://` too.
pub fn for_folder(inline_scripts: &[String]) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{}; style-src 'self'; img-src 'self' data:; \
         connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; {REST}",
        hashes(inline_scripts)
    )
}

/// For one file, which asks for nothing.
pub fn for_one_file(inline_scripts: &[String], style: &str) -> String {
    format!(
        "default-src 'none'; script-src 'wasm-unsafe-eval'{}; style-src{}; img-src data:; worker-src blob:; {REST}",
        hashes(inline_scripts),
        hashes(&[style.to_owned()])
    )
}

const REST: &str = "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types recto";

fn hashes(texts: &[String]) -> String {
    texts.iter().map(|text| format!(" 'sha256-{}'", STANDARD.encode(sha256(text.as_bytes())))).collect()
}
