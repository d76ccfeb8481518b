//! The sample site: the app, the `recto` program with the app in it, and `corpus/` packed into `dist/`.
//!
//! It packs nothing itself: `recto pack` does, as it does for every maker.

use anyhow::{Result, ensure};

use crate::{app, shell};

/// Which build of the program packs.
#[derive(Clone, Copy)]
pub enum Recto {
    /// The one makers use.
    Release,
    /// The one the tests run, so that a test run compiles the program once.
    Dev,
}

/// Builds everything from a fresh clone to `dist/recto.html`.
///
/// # Errors
///
/// Fails when a build fails or when the pack does.
pub fn build(recto: Recto) -> Result<()> {
    app::build()?;
    pack(recto)
}

/// Packs `corpus/` with the program as it is now, the app embedded.
///
/// # Errors
///
/// Fails when the program does not compile or when the pack fails.
pub fn pack(recto: Recto) -> Result<()> {
    let root = shell::root();
    ensure!(root.join("corpus").is_dir(), "there is no corpus/ to pack");
    let mut arguments = vec!["run", "--bin", "recto"];
    if let Recto::Release = recto {
        arguments.push("--release");
    }
    arguments.extend(["--", "pack", "corpus", "--out", "dist", "--one-file", "dist/recto.html"]);
    shell::run(&mut shell::cargo(&arguments))?;
    println!("\nThe page is one file. Open it by double-click: {}", root.join("dist").join("recto.html").display());
    Ok(())
}
