//! The sample site: the app, the `recto` program with the app in it, and `corpus/` packed into `dist/`.
//!
//! It packs nothing itself: `recto pack` does, as it does for every maker.

use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::{app, shell};

/// What `recto` is asked for.
const SAMPLE: [&str; 6] = ["pack", "corpus", "--out", "dist", "--one-file", "dist/recto.html"];

/// Builds everything from a fresh clone to `dist/recto.html`.
///
/// # Errors
///
/// Fails when a build fails or when the pack does.
pub fn build() -> Result<()> {
    app::build()?;
    let arguments = [&["run", "--bin", "recto", "--release", "--"], &SAMPLE[..]].concat();
    pack(&mut shell::cargo(&arguments))
}

/// Packs `corpus/` with the program that the tests run, which cargo compiled with them: asked for it alone, cargo would
/// compile it and half of its libraries again, for tests ask more of these.
///
/// # Errors
///
/// Fails when that program is not there or when the pack fails.
pub fn build_of_tests() -> Result<()> {
    let program = shell::target_dir()?.join("debug").join(format!("recto{}", std::env::consts::EXE_SUFFIX));
    pack(Command::new(program).args(SAMPLE).current_dir(shell::root()))
}

fn pack(command: &mut Command) -> Result<()> {
    let root = shell::root();
    ensure!(root.join("corpus").is_dir(), "there is no corpus/ to pack");
    shell::run(command)?;
    // A page around it, which shows the element in use.
    for name in ["story.html", "story.css", "story.js"] {
        let from = root.join("docs").join("examples").join(name);
        std::fs::copy(&from, root.join("dist").join(name)).with_context(|| format!("copying {}", from.display()))?;
    }
    println!("\nThe page is one file. Open it by double-click: {}", root.join("dist").join("recto.html").display());
    Ok(())
}
