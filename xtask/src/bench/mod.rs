//! `cargo xtask bench`: packs one corpus with Recto and with its peers, asks all of them the same queries in one
//! Chromium, holds every answer against a naive scan, and prints ratios.
//!
//! The peers come from their registries into `target/bench` and are never part of the project. What is asked of Recto
//! goes through the page's own worker, as the page itself asks: see `xtask/bench/recto.js`.

mod asked;
mod browser;
pub mod corpus;
mod dice;
mod measured;
mod peers;
mod table;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{app, shell};
use measured::Measured;
use peers::{PEERS, Peer};
use table::Packed;

/// The corpus that the project's figures are of.
const CORPUS: &str = "vi-news-10k";

/// The folder of everything the benchmark fetches and makes.
pub fn folder() -> PathBuf {
    shell::root().join("target").join("bench")
}

/// How the programs that are measured are built.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Built {
    /// Now, as makers use them.
    Release,
    /// Not at all: they are there.
    Already,
    /// Now, as tests use them: a rehearsal measures nothing.
    Dev,
}

/// What to run.
struct Options {
    corpus: String,
    peers: Vec<Peer>,
    built: Built,
    memory: Option<String>,
}

/// The programs that are measured or measure, each with its package.
const PROGRAMS: [(&str, &str); 2] = [("recto", "recto"), ("recto-bench", "naive-scan")];

/// Runs the task with the words after `bench`.
///
/// # Errors
/// Fails when a program that is measured is missing or fails.
pub fn run(words: &[&str]) -> Result<()> {
    std::fs::create_dir_all(folder()).context("making the benchmark's folder")?;
    if let ["corpus", rest @ ..] = words {
        return grow(rest);
    }
    if words == ["--rehearse"] {
        return rehearse();
    }
    let built = Built::Release;
    let mut options = Options { corpus: CORPUS.to_owned(), peers: PEERS.to_vec(), built, memory: None };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match *word {
            "--without-peers" => options.peers.clear(),
            "--as-built" => options.built = Built::Already,
            "--memory" => options.memory = words.next().map(|mib| (*mib).to_owned()),
            name if !name.starts_with('-') => options.corpus = name.to_owned(),
            other => bail!("bench does not know `{other}`\nhint: cargo xtask help"),
        }
    }
    let report = measure(&options)?;
    println!("\n{report}");
    let file = folder().join("report.md");
    std::fs::write(&file, &report).context("writing the report")?;
    println!("written to {}", file.display());
    Ok(())
}

/// Runs all of it once but the peers, over the sample corpus: what the benchmark builds, packs, asks and reads is still
/// there and still fits. Its figures mean nothing and are not kept.
///
/// # Errors
/// Fails when a part of the benchmark does.
pub fn rehearse() -> Result<()> {
    std::fs::create_dir_all(folder()).context("making the benchmark's folder")?;
    let mut options = Options { corpus: String::new(), peers: Vec::new(), built: Built::Dev, memory: None };
    let recto = programs(&options)?;
    let (site, lines) = (folder().join("rehearsal"), folder().join("rehearsal.jsonl"));
    pack_recto(&recto, &shell::root().join("corpus"), &site, &options)?;
    let file = std::fs::File::create(&lines).context("creating the file of articles")?;
    shell::run(Command::new(&recto).arg("articles").arg(&site).args(["--text", "--json"]).stdout(file))?;
    options.corpus = lines.to_string_lossy().into_owned();
    let report = measure(&options)?;
    println!("{report}");
    for peer in PEERS {
        println!("bench: left out of the rehearsal: {}", peer.title());
    }
    Ok(())
}

fn grow(words: &[&str]) -> Result<()> {
    let (name, articles) = match words {
        ["--articles", articles] => (CORPUS, articles),
        [name, "--articles", articles] => (*name, articles),
        _ => bail!("expected `bench corpus [NAME] --articles N`"),
    };
    let path = corpus::grow(name, articles.parse().context("--articles takes a number")?)?;
    println!("{} ({} MB)", path.display(), std::fs::metadata(&path)?.len() / 1_000_000);
    Ok(())
}

fn measure(options: &Options) -> Result<String> {
    let path = corpus::find(&options.corpus)?;
    let articles = corpus::read(&path)?;
    let lines = folder().join("corpus.jsonl");
    corpus::write_lines(&articles, &lines)?;
    let recto = programs(options)?;
    println!("bench: {} articles of {}", articles.len(), options.corpus);
    let site = folder().join("recto");
    let packed = pack_recto(&recto, &lines, &site, options)?;
    println!("bench: Recto packed in {:.1} s ({})", packed.wall.as_secs_f64(), packed.phases);
    let queries = choose_queries(&recto, &site)?;
    let mut columns = Vec::new();
    for peer in &options.peers {
        peer.fetch()?;
        let packed = peer.pack(&articles, &lines)?;
        println!("bench: {} packed in {:.1} s", peer.title(), packed.wall.as_secs_f64());
        columns.push((*peer, packed));
    }
    drop(articles);
    let (mut asked, version) = asked::all(&site, &queries, &options.peers)?;
    asked[0].packed = Some(packed);
    for (column, (_, packed)) in asked.iter_mut().skip(2).zip(columns) {
        column.packed = Some(packed);
    }
    let facts = format!(
        "{}: {} articles, {} terms · {version} · {}\n\n",
        Path::new(&options.corpus).file_name().unwrap_or_default().to_string_lossy(),
        queries["articles"],
        queries["terms"],
        machine(),
    );
    Ok(facts + &table::write(&asked))
}

/// Builds what is measured: the app, the program with it, and the naive scan.
fn programs(options: &Options) -> Result<PathBuf> {
    let profile = if options.built == Built::Dev { "debug" } else { "release" };
    if options.built != Built::Already {
        app::build()?;
        let mut cargo = shell::cargo(&["build"]);
        if options.built == Built::Release {
            cargo.arg("--release");
        }
        PROGRAMS.iter().for_each(|(package, program)| {
            cargo.args(["--package", package, "--bin", program]);
        });
        shell::run(&mut cargo)?;
    }
    Ok(shell::target_dir()?.join(profile).join(format!("recto{}", std::env::consts::EXE_SUFFIX)))
}

fn pack_recto(recto: &Path, input: &Path, site: &Path, options: &Options) -> Result<Packed> {
    let _ = std::fs::remove_dir_all(site);
    let mut command = Command::new(recto);
    command.arg("pack").arg(input).arg("--out").arg(site).arg("--json").args(["--title", "Bench", "--volumes", "no"]);
    command.arg("--csv").arg(folder().join("articles.csv"));
    if let Some(mib) = &options.memory {
        command.args(["--memory", mib]);
    }
    let Measured { wall, cpu, peak_bytes, output } = measured::run(&mut command)?;
    let report: Value = serde_json::from_str(&output).context("recto pack --json prints its report")?;
    let phases = report["timings_millis"].as_object().cloned().unwrap_or_default();
    let apart =
        ["read_extract", "layers", "overview", "families"].iter().filter_map(|name| phases.get(*name)?.as_u64()).sum();
    let told: Vec<String> = phases.iter().map(|(name, millis)| format!("{name} {millis} ms")).collect();
    Ok(Packed {
        wall,
        cpu,
        indexing: wall.saturating_sub(Duration::from_millis(apart)),
        peak_bytes,
        disk_bytes: corpus::size_of(site)?,
        phases: told.join(", "),
    })
}

/// Chooses queries and counts what they find by reading the packed articles, all of them, token by token.
fn choose_queries(recto: &Path, site: &Path) -> Result<Value> {
    let (articles, queries) = (folder().join("articles.jsonl"), folder().join("queries.json"));
    let file = std::fs::File::create(&articles).context("creating the file of articles")?;
    shell::run(Command::new(recto).arg("articles").arg(site).args(["--text", "--json"]).stdout(file))?;
    let scan = recto.with_file_name(format!("naive-scan{}", std::env::consts::EXE_SUFFIX));
    shell::run(Command::new(scan).arg(&articles).arg(&queries))?;
    std::fs::remove_file(&articles).context("removing the file of articles")?;
    serde_json::from_slice(&std::fs::read(&queries)?).context("reading the queries")
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let about = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = about.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or("");
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("?").to_owned();
    format!("{cores} cores {}, load {load}", name.trim_start_matches([' ', '\t', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_program_is_one_of_the_workspace() {
        let told =
            shell::read(&mut shell::cargo(&["metadata", "--no-deps", "--offline", "--format-version", "1"])).unwrap();
        let told: Value = serde_json::from_str(&told).unwrap();
        let packages = told["packages"].as_array().unwrap();
        for (package, program) in PROGRAMS {
            let found = packages.iter().find(|one| one["name"] == package).unwrap_or_else(|| panic!("no {package}"));
            let mut targets = found["targets"].as_array().unwrap().iter();
            assert!(targets.any(|one| one["name"] == program && one["kind"][0] == "bin"), "{package} has no {program}");
        }
    }

    #[test]
    fn every_script_is_there() {
        for name in ["measure.js", "recto.js", "minisearch_pack.mjs"].iter().chain(&peers::PAGES) {
            assert!(browser::script(name).is_file(), "{name}");
        }
    }
}
