//! The JavaScript glue: made by wasm-bindgen's library, then freed of the block that asks where its script lies.
//!
//! It reads the compiled wasm and returns text and bytes; it writes no file.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use super::{panics, trim};

/// Checks that the glue's maker and the crate the app was compiled with are of one version: they speak a private
/// format that changes between any two.
///
/// # Errors
///
/// Fails when either is missing from Cargo.lock, or when they differ.
pub fn check_versions(lock: &str) -> Result<()> {
    let compiled = locked_version(lock, "wasm-bindgen").context("Cargo.lock has no wasm-bindgen")?;
    let maker =
        locked_version(lock, "wasm-bindgen-cli-support").context("Cargo.lock has no wasm-bindgen-cli-support")?;
    ensure!(
        compiled == maker,
        "wasm-bindgen is {compiled} and wasm-bindgen-cli-support {maker} in Cargo.lock; they must be one version\n\
         hint: set `wasm-bindgen-cli-support = \"={compiled}\"` in xtask/Cargo.toml"
    );
    Ok(())
}

fn locked_version<'a>(lock: &'a str, name: &str) -> Option<&'a str> {
    let mut lines = lock.lines().skip_while(|line| *line != format!("name = \"{name}\""));
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

/// What becomes of the messages of panics.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Messages {
    /// They are written to the console: while the app is worked on.
    Kept,
    /// See [`panics::silence`].
    Dropped,
}

/// Returns the glue, and the wasm without the sections only the glue's maker reads.
///
/// # Errors
///
/// Fails when the wasm is not one wasm-bindgen made, when a crate brings JavaScript of its own, which a classic script
/// cannot load, and when the glue has another shape than [`without_script_source`] expects.
pub fn generate(wasm: &Path, messages: Messages) -> Result<(String, Vec<u8>)> {
    let mut output = Bindgen::new()
        .input_path(wasm)
        .no_modules(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()
        .with_context(|| format!("making the glue for {}", wasm.display()))?;
    let inline = output.snippets().iter().filter(|(_, scripts)| !scripts.is_empty()).map(|(origin, _)| origin);
    let brought: Vec<&String> = inline.chain(output.local_modules().keys()).collect();
    ensure!(brought.is_empty(), "these crates bring JavaScript, which a classic script cannot load: {brought:?}");
    let glue = without_script_source(output.js())?;
    if messages == Messages::Dropped {
        panics::silence(output.wasm_mut())?;
    }
    let glue = trim::trim(&glue, output.wasm_mut())?;
    Ok((glue, output.wasm_mut().emit_wasm()))
}

/// Removes the block that resolves `document.currentScript`: in a `srcdoc` frame it throws, and Recto always hands the
/// wasm over itself.
fn without_script_source(glue: &str) -> Result<String> {
    const OPENING: &str = "if (typeof document !== 'undefined' && document.currentScript !== null) {";
    let found = glue.matches("document.currentScript !== null").count();
    ensure!(found == 1, "the glue has {found} blocks that ask for document.currentScript, 1 was expected");
    let start = glue.find(OPENING).context("the glue's document.currentScript block has another shape")?;
    let length = glue[start..].find('}').context("the glue's document.currentScript block does not end")?;
    let rest = glue[start + length + 1..].trim_start();
    let cut = format!("{}{rest}", &glue[..start]);
    ensure!(!cut.contains("currentScript"), "the glue still asks for document.currentScript");
    Ok(cut)
}

#[cfg(test)]
mod tests {
    use super::{check_versions, locked_version, without_script_source};

    #[test]
    fn the_script_source_block_goes_and_only_it() {
        let glue = "let x = (function(exports) {\n    let script_src;\n    if (typeof document !== 'undefined' && \
                    document.currentScript !== null) {\n        script_src = new URL(document.currentScript.src, \
                    location.href).toString();\n    }\n    let wasm;\n";
        let cut = without_script_source(glue).expect("the block is there");
        assert_eq!(cut, "let x = (function(exports) {\n    let script_src;\n    let wasm;\n");
        assert!(without_script_source(&cut).is_err(), "a glue without the block is an unknown glue");
        assert!(without_script_source(&glue.repeat(2)).is_err(), "two blocks are an unknown glue");
    }

    #[test]
    fn versions_must_agree() {
        let lock = |maker: &str| {
            format!(
                "[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.1\"\n\n\
                 [[package]]\nname = \"wasm-bindgen-cli-support\"\nversion = \"{maker}\"\n"
            )
        };
        assert_eq!(locked_version(&lock("0.2.1"), "wasm-bindgen"), Some("0.2.1"));
        assert!(check_versions(&lock("0.2.1")).is_ok());
        assert!(check_versions(&lock("0.2.2")).is_err());
        assert!(check_versions("").is_err());
    }
}
