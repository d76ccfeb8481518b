//! `cargo xtask fuzz`: runs the targets of `fuzz/` under cargo-fuzz, which this task installs once.
//!
//! No sanitizer watches: there is no unsafe code to watch. What else cargo-fuzz asks of rustc is not stable, and
//! `RUSTC_BOOTSTRAP` has the pinned toolchain offer it, for this command alone. What is found lies in
//! `target/fuzz/artifacts`.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::shell;

/// What is fuzzed; see the files of these names.
const TARGETS: [&str; 13] = [
    "root",
    "sections",
    "mentions",
    "words",
    "carrier",
    "query",
    "agreement",
    "readers",
    "pdf",
    "encodings",
    "extract",
    "table",
    "config",
];
/// How long a target runs when nothing else is asked.
const SECONDS: u32 = 600;
/// The largest input: beyond it nothing new is decoded.
const INPUT_LIMIT_BYTES: u32 = 4096;
/// One input that takes longer is a finding, in seconds; so is one that takes more memory, in MB.
const PATIENCE_SECONDS: u32 = 10;
const MEMORY_LIMIT_MB: u32 = 1024;

/// Runs the task with the words after `fuzz`.
///
/// # Errors
/// Fails when cargo-fuzz cannot be installed or a target finds something.
pub fn run(words: &[&str]) -> Result<()> {
    let (targets, seconds) = match words {
        [] => (TARGETS.to_vec(), SECONDS),
        [target] => (vec![*target], SECONDS),
        [target, seconds] => (vec![*target], seconds.parse().context("seconds are a number")?),
        _ => bail!("expected `fuzz [TARGET [SECONDS]]`"),
    };
    let program = cargo_fuzz()?;
    for target in targets {
        ensure!(TARGETS.contains(&target), "no target `{target}`; there are {}", TARGETS.join(", "));
        fuzz(&program, target, seconds).with_context(|| format!("fuzzing {target}"))?;
    }
    Ok(())
}

fn cargo_fuzz() -> Result<std::path::PathBuf> {
    if let Some(path) = shell::find_program(&["cargo-fuzz"]) {
        return Ok(path);
    }
    let program = shell::tools_dir().join("bin").join(format!("cargo-fuzz{}", std::env::consts::EXE_SUFFIX));
    if !program.is_file() {
        println!("fuzz: building cargo-fuzz once");
        let arguments = ["install", "--quiet", "--locked", "cargo-fuzz", "--root"];
        shell::run(shell::cargo(&arguments).arg(shell::tools_dir()).env_remove("CARGO_TARGET_DIR"))?;
    }
    Ok(program)
}

fn fuzz(program: &std::path::Path, target: &str, seconds: u32) -> Result<()> {
    let folder = shell::root().join("target/fuzz");
    let (grown, artifacts) = (folder.join("corpus").join(target), folder.join("artifacts").join(target));
    fs::create_dir_all(&grown)?;
    fs::create_dir_all(&artifacts)?;
    let mut command = Command::new(program);
    command.current_dir(shell::root()).env("RUSTC_BOOTSTRAP", "1").args([
        "fuzz",
        "run",
        target,
        "--sanitizer",
        "none",
        "--target-dir",
    ]);
    command.arg(folder.join("build")).arg(&grown).arg(shell::root().join("fuzz/seeds").join(target)).arg("--");
    command.arg(format!("-artifact_prefix={}/", artifacts.display()));
    command.args([
        format!("-max_total_time={seconds}"),
        format!("-max_len={INPUT_LIMIT_BYTES}"),
        format!("-timeout={PATIENCE_SECONDS}"),
        format!("-rss_limit_mb={MEMORY_LIMIT_MB}"),
        "-print_final_stats=1".to_owned(),
    ]);
    shell::run(&mut command)
}
