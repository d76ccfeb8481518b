//! Looks whether the built app is there, and writes the constant that embeds it in the `recto` program.
//!
//! It never builds the app: `cargo xtask app` does. A published package carries the two files.
#![allow(clippy::disallowed_methods, reason = "it runs where the package is built, not in a browser")]

use std::path::Path;
use std::{env, fs};

/// The app as `cargo xtask app` leaves it: the JavaScript glue, then the wasm, deflated.
const BUILT: [&str; 2] = ["built/recto.js", "built/recto.wasm.deflate"];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|target| target == "wasm32") {
        return;
    }
    // The folder, not its files: cargo takes a missing file for a changed one and would compile again every time.
    println!("cargo::rerun-if-changed=built");
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo tells build scripts where the package is");
    let is_built = BUILT.iter().all(|name| Path::new(&root).join(name).is_file());
    let app = if is_built {
        let [glue, wasm] = BUILT.map(|name| format!("concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{name}\")"));
        format!("Some((include_str!({glue}), include_bytes!({wasm})))")
    } else {
        "None".to_owned()
    };
    let source = format!(
        "/// The browser app, glue and deflated wasm, when it was built before this program.\n\
         pub const APP: Option<(&str, &[u8])> = {app};\n"
    );
    let out = env::var("OUT_DIR").expect("cargo gives build scripts a folder");
    fs::write(Path::new(&out).join("app.rs"), source).expect("cargo's own folder is writable");
}
