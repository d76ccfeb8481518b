//! How much the system's allocator keeps of what was given back, for a pack that has little memory. It packs nothing.
//!
//! GNU's C library gives large pieces back to the system when they are freed. What counts as large grows with the largest
//! piece freed so far, up to 32 MiB; what is smaller stays with the thread that had it, also when that thread has ended. A
//! pack of 300 MB kept some 80 MiB in this way, which nothing held. The library reads its settings once, when a program
//! starts, so the program starts itself again, as the same process.

use std::num::NonZeroUsize;

/// Memory from which what is kept does not matter.
const ENOUGH_MIB: usize = 1024;

/// Starts the program again with its arguments where a pack keeps to so little memory that what the allocator keeps counts.
/// Returns where it does not, or where the settings are made already.
pub fn give_back(memory_mib: Option<NonZeroUsize>) {
    if memory_mib.is_some_and(|mib| mib.get() < ENOUGH_MIB) {
        start_again();
    }
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn start_again() {
    use std::env::{args_os, current_exe, var_os};
    use std::os::unix::process::CommandExt;

    /// The library's settings, and what they say: pieces from a mebibyte are given back, and so is as much at the end of a
    /// thread's part.
    const SETTINGS: &str = "GLIBC_TUNABLES";
    const GIVE_BACK: &str = "glibc.malloc.mmap_threshold=1048576:glibc.malloc.trim_threshold=1048576";

    let Ok(program) = current_exe() else { return };
    if var_os(SETTINGS).is_none() {
        let mut args = args_os();
        let name = args.next().unwrap_or_default();
        // It returns only where the program cannot be started; this one goes on then, and keeps more.
        let _ = std::process::Command::new(program).arg0(name).args(args).env(SETTINGS, GIVE_BACK).exec();
    }
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
fn start_again() {}
