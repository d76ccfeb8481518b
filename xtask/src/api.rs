//! The JavaScript API as a package: the engine's wasm without the app, its glue as a module, and the files of `public/api`.
//!
//! `npm pack` in the folder it writes gives a package to install. It publishes nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use walkdir::WalkDir;

use crate::{app, setup, shell};

/// What the engine may weigh by brotli: 3 % more than the 282,109 bytes that it weighs.
const BUDGET_BYTES: usize = 290_600;

/// Builds the package into `dist/api`, and prints what the engine weighs.
///
/// # Errors
///
/// Fails when a step of the build fails, and when the engine is over its budget.
pub fn build() -> Result<()> {
    setup::wasm_target()?;
    let optimiser = setup::wasm_opt();
    let folder = shell::root().join("dist").join("api");
    let raw = app::compile("web", &["--no-default-features", "--features", "api"])?;
    let (glue, wasm) = app::glue(&raw, app::Messages::Dropped)?;
    let wasm = match &optimiser {
        Some(tool) => app::optimise(tool, &wasm)?,
        None => wasm,
    };
    write(&folder, &glue, &wasm)?;
    let brotli = app::brotli_bytes(&wasm)?;
    println!("engine.wasm  {} bytes, brotli {brotli} of {BUDGET_BYTES}; engine.js {} bytes", wasm.len(), glue.len());
    ensure!(
        optimiser.is_none() || brotli <= BUDGET_BYTES,
        "the engine is {} bytes over its budget\nhint: what it must weigh more is said in xtask/src/api.rs",
        brotli - BUDGET_BYTES
    );
    println!("The package lies in {}. `npm pack` there makes one file to install.", folder.display());
    Ok(())
}

/// Builds the package for tests, quickly: compiled with little effort. Returns its folder.
///
/// # Errors
///
/// Fails when a step of the build fails.
pub fn build_for_tests() -> Result<PathBuf> {
    let folder = shell::target_dir()?.join("api-for-tests");
    let raw = app::compile("edit", &["--no-default-features", "--features", "api"])?;
    let (glue, wasm) = app::glue(&raw, app::Messages::Kept)?;
    write(&folder, &glue, &wasm)?;
    Ok(folder)
}

fn write(folder: &Path, glue: &str, wasm: &[u8]) -> Result<()> {
    let root = shell::root();
    let source = root.join("public").join("api");
    for entry in WalkDir::new(&source).sort_by_file_name() {
        let entry = entry.context("walking public/api")?;
        let to = folder.join(entry.path().strip_prefix(&source).expect("the walk starts there"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(&to).with_context(|| format!("making {}", to.display()))?;
        } else {
            copy(entry.path(), &to)?;
        }
    }
    copy(&root.join("docs").join("API.md"), &folder.join("README.md"))?;
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        copy(&root.join(licence), &folder.join(licence))?;
    }
    let manifest = format!("{:#}\n", package(&recto_version()?));
    let module = format!("{glue}export default wasm_bindgen;\n");
    for (name, bytes) in
        [("package.json", manifest.as_bytes()), ("engine.js", module.as_bytes()), ("engine.wasm", wasm)]
    {
        fs::write(folder.join(name), bytes).with_context(|| format!("writing {name}"))?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("copying {}", from.display()))?;
    Ok(())
}

/// The version of the crate, which the package shares: what one packs, the other opens.
fn recto_version() -> Result<String> {
    let metadata =
        shell::read(Command::new(shell::cargo(&[]).get_program()).args(["pkgid", "recto"]).current_dir(shell::root()))?;
    let version = metadata.rsplit(['#', '@']).next().unwrap_or_default();
    Ok(version.to_owned())
}

/// What npm is told of the package.
fn package(version: &str) -> Value {
    let types = json!({ "types": "./recto.d.ts", "default": "./recto.js" });
    json!({
        "name": "recto",
        "version": version,
        "description": "Asks corpora packed by Recto: search, read, concordance, compare, in a page, a worker or Node.",
        "license": "MIT OR Apache-2.0",
        "type": "module",
        "main": "./recto.js",
        "types": "./recto.d.ts",
        "exports": { ".": types, "./engine.wasm": "./engine.wasm", "./package.json": "./package.json" },
        "files": ["recto.js", "recto.d.ts", "engine.js", "engine.wasm", "examples", "LICENSE-APACHE", "LICENSE-MIT"],
        "sideEffects": false,
        "engines": { "node": ">=20" },
        "keywords": ["search", "corpus", "concordance", "text-reuse", "vietnamese"],
    })
}

#[cfg(test)]
mod tests {
    use super::package;
    use crate::shell;

    #[test]
    fn the_package_names_files_that_are_there() {
        let package = package("0.0.0");
        let made = ["engine.js", "engine.wasm", "LICENSE-APACHE", "LICENSE-MIT"];
        let files = package["files"].as_array().expect("a list");
        for name in files.iter().filter_map(|name| name.as_str()) {
            let path = shell::root().join("public").join("api").join(name);
            assert!(made.contains(&name) || path.exists(), "{name}");
        }
    }
}
