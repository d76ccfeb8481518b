//! Programs of this machine: where they are, and running them with an error that says which one failed.
//!
//! It knows nothing of what is built or tested.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use anyhow::{Context, Result, bail};

/// Returns the folder of the workspace. Cargo tells at run time; where this program was compiled may be another
/// checkout, when two share a target folder.
pub fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        let told = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let xtask = told.unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        xtask.parent().expect("xtask lies one folder below the workspace").to_path_buf()
    });
    &ROOT
}

/// Returns the folder cargo builds into: this program lies in a folder of it named by its profile.
///
/// # Errors
///
/// Fails when the system does not tell where this program lies.
pub fn target_dir() -> Result<PathBuf> {
    let program = std::env::current_exe().context("asking where xtask lies")?;
    let folder = program.parent().and_then(Path::parent).context("xtask lies outside cargo's target folder")?;
    Ok(folder.to_path_buf())
}

/// Returns the folder of tools built or fetched for this project alone.
pub fn tools_dir() -> PathBuf {
    root().join("target").join("tools")
}

/// Returns a `cargo` command that runs in the workspace.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(root());
    command
}

/// Returns the first program of `names` that lies on PATH.
pub fn find_program(names: &[&str]) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    let endings: &[&str] = if cfg!(windows) { &[".exe", ".cmd"] } else { &[""] };
    names.iter().find_map(|name| {
        let candidates =
            folders.iter().flat_map(|folder| endings.iter().map(move |ending| folder.join(format!("{name}{ending}"))));
        candidates.into_iter().find(|path| path.is_file())
    })
}

/// Runs a command to its end, its output shown.
///
/// # Errors
///
/// Fails when the program cannot be started or reports a failure.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = show(command);
    let status = command.status().with_context(|| format!("starting `{shown}`"))?;
    if !status.success() {
        bail!("`{shown}` failed ({status})");
    }
    Ok(())
}

/// Runs a command to its end and returns what it wrote to standard output.
///
/// # Errors
///
/// Fails when the program cannot be started or reports a failure.
pub fn read(command: &mut Command) -> Result<String> {
    let shown = show(command);
    let output = command.output().with_context(|| format!("starting `{shown}`"))?;
    if !output.status.success() {
        bail!("`{shown}` failed ({}): {}", output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn show(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_stem().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args()).map(OsStr::to_string_lossy);
    words.collect::<Vec<_>>().join(" ")
}
