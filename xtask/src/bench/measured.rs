//! One command, run to its end with its wall time and peak memory. It shows nothing of its own.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// How often the memory is looked at. The kernel keeps the peak itself, so only growth in a program's last moments is
/// missed.
const LOOK: Duration = Duration::from_millis(10);

/// What a command took.
pub struct Measured {
    /// From its start to its end.
    pub wall: Duration,
    /// Its own peak of resident memory, without children; `None` where the system does not tell (not Linux).
    pub peak_bytes: Option<u64>,
    /// Its standard output.
    pub output: String,
}

/// Runs a command.
///
/// # Errors
/// Fails when it cannot be started or reports a failure.
pub fn run(command: &mut Command) -> Result<Measured> {
    let name = command.get_program().to_string_lossy().into_owned();
    let log = super::folder().join("last-output.txt");
    let file = std::fs::File::create(&log).context("creating the file of what a command says")?;
    let begun = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(file).stderr(Stdio::inherit()).spawn();
    let child = child.as_mut().ok().with_context(|| format!("starting `{name}`"))?;
    let mut peak_bytes = None;
    let status = loop {
        peak_bytes = peak_of(child.id()).or(peak_bytes);
        if let Some(status) = child.try_wait().context("waiting for a command")? {
            break status;
        }
        std::thread::sleep(LOOK);
    };
    let wall = begun.elapsed();
    let output = std::fs::read_to_string(&log).unwrap_or_default();
    if !status.success() {
        bail!("`{name}` failed ({status}): {}", output.chars().take(2000).collect::<String>());
    }
    Ok(Measured { wall, peak_bytes, output })
}

fn peak_of(process: u32) -> Option<u64> {
    status_bytes(&Path::new("/proc").join(process.to_string()).join("status"), "VmHWM:")
}

/// A line of a status file of Linux, in bytes.
pub fn status_bytes(file: &Path, line: &str) -> Option<u64> {
    let status = std::fs::read_to_string(file).ok()?;
    let kib = status.lines().find_map(|found| found.strip_prefix(line))?;
    Some(kib.trim().trim_end_matches("kB").trim().parse::<u64>().ok()? * 1024)
}
