//! What the tasks need and a fresh machine lacks: the wasm target, `wasm-opt`, browsers and their drivers.
//!
//! It installs what it can and names exactly what it can't. It asks for no password and names no download host: each
//! program comes from the machine's own package managers (rustup, cargo, npm, pip, apt).

mod browsers;
mod packages;
mod spark;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

pub use browsers::{chromium, page_test_variables};
pub use spark::Spark;

use crate::shell;

/// The target the app compiles for.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The binaryen fetched from npm; the one the sizes were measured with.
const BINARYEN: &str = "132.0.0";

/// The oldest `wasm-opt` that knows every feature the app names.
pub const OLDEST_BINARYEN: u32 = 122;

/// Sets up everything any task needs.
///
/// # Errors
///
/// Fails when something the tests cannot do without is missing and cannot be installed.
pub fn everything() -> Result<()> {
    wasm_target()?;
    match wasm_opt() {
        Some(tool) => println!("wasm-opt: {}", tool.version),
        None => println!("wasm-opt: none; the app builds without it and is larger"),
    }
    for (name, value) in page_test_variables()? {
        println!("{name}={}", value.display());
    }
    Ok(())
}

/// Adds the wasm target to the pinned toolchain.
///
/// # Errors
///
/// Fails when the target is missing and rustup cannot add it.
pub fn wasm_target() -> Result<()> {
    let sysroot = shell::read(Command::new("rustc").args(["--print", "sysroot"]).current_dir(shell::root()))?;
    if Path::new(&sysroot).join("lib/rustlib").join(WASM_TARGET).is_dir() {
        return Ok(());
    }
    shell::run(Command::new("rustup").args(["target", "add", WASM_TARGET]).current_dir(shell::root())).context(format!(
        "this Rust has no {WASM_TARGET} target, and rustup did not add it\nhint: install Rust by rustup"
    ))
}

/// A `wasm-opt` to run.
pub struct WasmOpt {
    command: Vec<PathBuf>,
    /// What it says of itself, for the app's stamp.
    pub version: String,
}

impl WasmOpt {
    /// Returns the command without arguments.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.command[0]);
        command.args(&self.command[1..]);
        command
    }

    fn probe(command: Vec<PathBuf>) -> Option<Self> {
        let mut tool = Self { command, version: String::new() };
        tool.version = shell::read(tool.command().arg("--version")).ok()?;
        (binaryen_number(&tool.version)? >= OLDEST_BINARYEN).then_some(tool)
    }
}

/// Returns a `wasm-opt` that is new enough: the machine's own, or binaryen's from npm, fetched once.
pub fn wasm_opt() -> Option<WasmOpt> {
    if let Some(tool) = shell::find_program(&["wasm-opt"]).and_then(|path| WasmOpt::probe(vec![path])) {
        return Some(tool);
    }
    let node = shell::find_program(&["node", "nodejs"])?;
    let folder = shell::tools_dir().join("binaryen");
    let script = folder.join("node_modules/binaryen/bin/wasm-opt");
    let fetched = || WasmOpt::probe(vec![node.clone(), script.clone()]);
    if let Some(tool) = script.is_file().then(fetched).flatten() {
        return Some(tool);
    }
    let npm = shell::find_program(&["npm"])?;
    println!("setup: binaryen {BINARYEN} by npm");
    let fetching = std::fs::create_dir_all(&folder).context("making the folder of tools").and_then(|()| {
        shell::run(
            Command::new(npm)
                .args(["install", "--silent", "--no-save", "--no-package-lock", "--ignore-scripts", "--prefix"])
                .arg(&folder)
                .arg(format!("binaryen@{BINARYEN}")),
        )
    });
    if let Err(error) = fetching {
        println!("setup: no wasm-opt: {error:#}");
    }
    fetched()
}

/// Returns the number in `wasm-opt version 132 (version_132)`.
fn binaryen_number(version: &str) -> Option<u32> {
    version.split_whitespace().find_map(|word| word.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::binaryen_number;

    #[test]
    fn binaryen_tells_its_number() {
        assert_eq!(binaryen_number("wasm-opt version 132 (version_132)"), Some(132));
        assert_eq!(binaryen_number("wasm-opt version 108"), Some(108));
        assert_eq!(binaryen_number("command not found"), None);
    }
}
