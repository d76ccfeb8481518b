//! Programs of this machine that its package manager brings: Debian's `apt-get`, where it may be run without a password.

use std::path::PathBuf;
use std::process::Command;

use crate::shell;

/// A program that the tasks run.
pub struct Program {
    /// The variable that tells where it is.
    pub variable: &'static str,
    /// Its names on PATH.
    pub names: &'static [&'static str],
    /// The Debian package that brings it.
    pub package: &'static str,
}

impl Program {
    /// Returns where it is: what its variable says, else what lies on PATH.
    pub fn find(&self) -> Option<PathBuf> {
        let set = std::env::var_os(self.variable).filter(|value| !value.is_empty()).map(PathBuf::from);
        set.or_else(|| shell::find_program(self.names))
    }
}

/// Returns the packages of the programs that are not there.
pub fn packages_of_missing(programs: &[Program]) -> Vec<&'static str> {
    programs.iter().filter(|program| program.find().is_none()).map(|program| program.package).collect()
}

/// Asks apt for what is missing. Whether it came is looked at afterwards, so a failure here only says why.
pub fn install(programs: &[Program]) {
    let missing = packages_of_missing(programs);
    if missing.is_empty() {
        return;
    }
    println!("setup: missing {}", missing.join(", "));
    let Some(apt) = shell::find_program(&["apt-get"]) else { return };
    let Some(prefix) = root_prefix() else {
        println!("setup: apt-get needs root, and sudo asks for a password");
        return;
    };
    let apt_get = |arguments: &[&str]| {
        let words = prefix.iter().map(PathBuf::from).chain([apt.clone()]).collect::<Vec<_>>();
        let mut command = Command::new(&words[0]);
        shell::run(command.args(&words[1..]).args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    let mut install = vec!["install", "--yes", "--quiet", "--no-install-recommends"];
    install.extend(&missing);
    // One package source out of reach fails the update; the others may hold what is needed.
    for arguments in [&["update", "--quiet"][..], &install] {
        if let Err(error) = apt_get(arguments) {
            println!("setup: {error:#}");
        }
    }
}

/// Returns the words that make a command run as root without asking: none for root, `sudo -n` where that works.
fn root_prefix() -> Option<Vec<&'static str>> {
    if shell::read(Command::new("id").arg("-u")).is_ok_and(|user| user == "0") {
        return Some(Vec::new());
    }
    shell::read(Command::new("sudo").args(["-n", "true"])).is_ok().then(|| vec!["sudo", "-n"])
}
