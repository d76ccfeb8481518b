//! The peers: fetched from their registries by name into the benchmark's folder, and packing the same corpus. Nothing of
//! theirs is kept in the project.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use super::corpus;
use super::measured::{self, Measured};
use super::table::Packed;
use crate::shell;

/// What npm is asked for.
const MODULES: [&str; 2] = ["pagefind@1.6.0", "minisearch@7.2.0"];
/// What cargo is asked for.
const INFISEARCH: &str = "0.10.1";

/// A program that the site under test is held against.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Peer {
    /// Static chunks, fetched as asked.
    Pagefind,
    /// The same, in a worker, with its preset for large sites.
    InfiSearch,
    /// One index in memory, without texts.
    MiniSearch,
}

/// All of them.
pub const PEERS: [Peer; 3] = [Peer::Pagefind, Peer::InfiSearch, Peer::MiniSearch];

impl Peer {
    /// Its name, also of its page and folder.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pagefind => "pagefind",
            Self::InfiSearch => "infisearch",
            Self::MiniSearch => "minisearch",
        }
    }

    /// Its name and version, to print.
    pub fn title(self) -> String {
        match self {
            Self::Pagefind => "Pagefind 1.6.0".to_owned(),
            Self::InfiSearch => format!("InfiSearch {INFISEARCH}, preset large"),
            Self::MiniSearch => "MiniSearch 7.2.0".to_owned(),
        }
    }

    /// Fetches it, once.
    ///
    /// # Errors
    /// Fails when it cannot be had.
    pub fn fetch(self) -> Result<()> {
        let folder = super::folder();
        if self == Self::InfiSearch {
            if !infisearch().is_file() {
                println!("bench: building InfiSearch {INFISEARCH} once");
                let root = folder.join("crates");
                let arguments = ["install", "--quiet", "infisearch", "--version", INFISEARCH, "--root"];
                shell::run(shell::cargo(&arguments).arg(root).env_remove("CARGO_TARGET_DIR"))?;
            }
            return Ok(());
        }
        if folder.join("node_modules").join(self.name()).is_dir() {
            return Ok(());
        }
        let npm = shell::find_program(&["npm"]).context("npm fetches the peers; it is not on PATH")?;
        let options = ["install", "--silent", "--no-save", "--no-package-lock", "--prefix"];
        shell::run(Command::new(npm).args(options).arg(&folder).args(MODULES))
    }

    /// Packs the corpus into the peer's own folder.
    ///
    /// # Errors
    /// Fails when the peer does.
    pub fn pack(self, articles: &[Value], lines: &Path) -> Result<Packed> {
        let folder = super::folder();
        let out = folder.join(self.name());
        let _ = fs::remove_dir_all(&out);
        fs::create_dir_all(&out)?;
        let pages = folder.join("pages-in");
        if self != Self::MiniSearch {
            let _ = fs::remove_dir_all(&pages);
            corpus::write_pages(articles, &pages)?;
        }
        let Measured { wall, cpu, peak_bytes, .. } = measured::run(&mut self.command(&pages, lines, &out)?)?;
        let _ = fs::remove_dir_all(&pages);
        Ok(Packed { wall, cpu, indexing: wall, peak_bytes, disk_bytes: corpus::size_of(&out)?, phases: String::new() })
    }

    fn command(self, pages: &Path, lines: &Path, out: &Path) -> Result<Command> {
        let folder = super::folder();
        let mut command;
        match self {
            Self::Pagefind => {
                command = Command::new(pagefind(&folder)?);
                command.arg("--site").arg(pages).arg("--output-path").arg(out).arg("--quiet");
            }
            Self::InfiSearch => {
                let settings = folder.join("infisearch.json");
                fs::write(&settings, "{\"preset\":\"large\"}")?;
                command = Command::new(infisearch());
                command.arg("-c").arg(settings).arg(pages).arg(out);
            }
            Self::MiniSearch => {
                let node = shell::find_program(&["node", "nodejs"]).context("MiniSearch packs under Node")?;
                command = Command::new(node);
                command.arg("--max-old-space-size=16000").arg(super::browser::script("minisearch_pack.mjs"));
                command.arg(&folder).arg(lines).arg(out.join("index.json"));
            }
        }
        Ok(command)
    }
}

fn infisearch() -> PathBuf {
    let name = format!("infisearch{}", std::env::consts::EXE_SUFFIX);
    super::folder().join("crates/bin").join(name)
}

/// Pagefind's own program, not the script that starts it, so that its memory is seen.
fn pagefind(folder: &Path) -> Result<PathBuf> {
    let platforms = folder.join("node_modules/@pagefind");
    for platform in fs::read_dir(&platforms).context("Pagefind's program is not there")? {
        let program = platform?.path().join("bin").join(format!("pagefind_extended{}", std::env::consts::EXE_SUFFIX));
        if program.is_file() {
            return Ok(program);
        }
    }
    bail!("Pagefind has no program for this machine below {}", platforms.display())
}

/// The peers' pages, and what they load.
pub const PAGES: [&str; 4] = ["pagefind.html", "infisearch.html", "minisearch.html", "minisearch_options.js"];

/// Puts the peers' pages where the server finds them.
///
/// # Errors
/// Fails when they cannot be copied.
pub fn lay_out_pages() -> Result<()> {
    let folder = super::folder().join("pages");
    fs::create_dir_all(&folder)?;
    for name in PAGES {
        let from = super::browser::script(name);
        ensure!(from.is_file(), "{} is missing", from.display());
        fs::copy(from, folder.join(name))?;
    }
    Ok(())
}
