//! One command, run to its end with its wall time, processor time and peak memory. It shows nothing of its own.

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
    /// Processor time of its threads; `None` where the system does not tell (not Linux). On a busy machine it says more
    /// than the wall time.
    pub cpu: Option<Duration>,
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
    let (mut peak_bytes, mut cpu) = (None, None);
    let status = loop {
        peak_bytes = peak_of(child.id()).or(peak_bytes);
        let (state, spent) = spent_by(child.id());
        cpu = spent.or(cpu);
        // Where the system tells, a program that ended is looked at once more before it is waited for.
        if state != Some('Z') && state.is_some() {
            std::thread::sleep(LOOK);
            continue;
        }
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
    Ok(Measured { wall, cpu, peak_bytes, output })
}

fn peak_of(process: u32) -> Option<u64> {
    status_bytes(&Path::new("/proc").join(process.to_string()).join("status"), "VmHWM:")
}

/// A process's state and the time its threads have spent, from Linux's `/proc`.
fn spent_by(process: u32) -> (Option<char>, Option<Duration>) {
    /// Ticks a second of the clock that `/proc` counts in, the same on every Linux.
    const TICKS: u64 = 100;
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name stands in parentheses and may hold anything; the state is the first word after it.
    let mut words = stat.rsplit(')').next().unwrap_or("").split_whitespace();
    let state = words.next().and_then(|word| word.chars().next());
    let ticks: Option<u64> = words.skip(10).take(2).map(|word| word.parse::<u64>().ok()).sum();
    (state, ticks.map(|ticks| Duration::from_millis(ticks * 1000 / TICKS)).filter(|_| state.is_some()))
}

/// A line of a status file of Linux, in bytes.
pub fn status_bytes(file: &Path, line: &str) -> Option<u64> {
    let status = std::fs::read_to_string(file).ok()?;
    let kib = status.lines().find_map(|found| found.strip_prefix(line))?;
    Some(kib.trim().trim_end_matches("kB").trim().parse::<u64>().ok()? * 1024)
}
