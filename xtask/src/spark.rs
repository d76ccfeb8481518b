//! `cargo xtask spark`: packs a folder on a small Spark cluster, one of whose machines is lost on the way, and on this machine
//! alone, and compares every byte. The job is the one of `tools/spark`; nothing here knows how it divides its work.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Instant, SystemTime};

use anyhow::{Context, Result, ensure};

use crate::bench::corpus;
use crate::setup::Spark;
use crate::shell;

/// The corpus beside the project that is packed where it is there.
const LARGE: &str = "vi-news-10k";
/// Its articles in one file.
const ARTICLES_A_FILE: usize = 200;

/// Stands in for the program on the cluster: the first map that starts takes its machine down with it.
#[cfg(unix)]
const LOSING: &str = r#"#!/bin/sh
# The executor is the parent of Python's daemon, whose child runs this.
parent() { sed 's/.*) . \([0-9]*\) .*/\1/' "/proc/$1/stat"; }
case "$*" in
*--take*) if mkdir "$0.lost" 2>/dev/null; then kill -9 "$(parent "$(parent "$PPID")")"; fi ;;
esac
exec "$0.program" "$@"
"#;

/// Runs the task.
///
/// # Errors
///
/// Fails when something it needs cannot be installed, the job fails, or a byte differs.
pub fn run() -> Result<()> {
    let spark = Spark::set_up()?;
    shell::run(&mut shell::cargo(&["build", "--quiet", "--bin", "recto"]))?;
    let recto = shell::target_dir()?.join("debug").join(format!("recto{}", std::env::consts::EXE_SUFFIX));
    let folder = shell::root().join("target").join("spark");
    if folder.is_dir() {
        fs::remove_dir_all(&folder).context("clearing the folder of the last run")?;
    }
    fs::create_dir_all(&folder).context("making a folder")?;
    both(&spark, &recto, &shell::root().join("corpus"), &folder.join("sample"))?;
    again(&spark, &recto, &shell::root().join("corpus"), &folder.join("sample"))?;
    match corpus::find(LARGE) {
        Err(_) => println!("spark: {LARGE} is not beside the project: left out"),
        Ok(path) => {
            let files = folder.join(LARGE);
            fs::create_dir_all(&files).context("making a folder")?;
            for (number, articles) in corpus::read(&path)?.chunks(ARTICLES_A_FILE).enumerate() {
                corpus::write_lines(articles, &files.join(format!("{number:03}.jsonl")))?;
            }
            both(&spark, &recto, &files, &folder.join("large"))?;
        }
    }
    Ok(())
}

/// Packs a folder both ways below `work`, and compares.
fn both(spark: &Spark, recto: &Path, articles: &Path, work: &Path) -> Result<()> {
    let (here, there) = (work.join("here"), work.join("there"));
    fs::create_dir_all(&there).context("making a folder")?;
    let begun = Instant::now();
    let mut pack = Command::new(recto);
    shell::run(pack.arg("pack").arg(articles).arg("--out").arg(here.join("site")).arg("--without-app"))?;
    let (alone, begun) = (begun.elapsed(), Instant::now());
    let program = losing(recto, work)?;
    job(spark, &program, articles, work)?;
    ensure!(
        cfg!(not(unix)) || program.with_extension("lost").is_dir(),
        "no machine of the cluster was lost on the way: what was to be tried was not"
    );
    let (found, expected) = (tree(&there)?, tree(&here)?);
    let differs = expected.keys().chain(found.keys()).find(|path| found.get(*path) != expected.get(*path));
    ensure!(differs.is_none(), "{} differs from what one machine packs", differs.map_or("", String::as_str));
    println!(
        "spark: {}: {} files, the bytes of one machine; {:.1} s on the cluster, {:.1} s alone",
        articles.display(),
        found.len(),
        begun.elapsed().as_secs_f64(),
        alone.as_secs_f64()
    );
    Ok(())
}

/// Gives the job to the cluster, for a site below `work`. Its shares stay.
fn job(spark: &Spark, program: &Path, articles: &Path, work: &Path) -> Result<()> {
    let mut job = spark.submit()?;
    job.arg(shell::root().join("tools").join("spark").join("recto_spark.py"));
    job.arg(articles).arg("--out").arg(work.join("there").join("site")).arg("--shares").arg(work.join("shares"));
    job.arg("--recto").arg(program).args(["--parts", "7", "--reduce", "[\"--without-app\"]", "--keep-shares"]);
    shell::run(&mut job)
}

/// Gives the job again when a share is gone: it makes that one alone.
fn again(spark: &Spark, recto: &Path, articles: &Path, work: &Path) -> Result<()> {
    let before = shares(work)?;
    let (gone, _) = before.first_key_value().context("the job left no shares")?;
    fs::remove_file(gone).context("taking a share away")?;
    job(spark, recto, articles, work)?;
    let after = shares(work)?;
    let made: Vec<_> = after.iter().filter(|(path, when)| before.get(*path) != Some(when)).collect();
    ensure!(made.len() == 1 && after.len() == before.len() && made[0].0 == gone, "made again: {made:?}");
    ensure!(tree(&work.join("there"))? == tree(&work.join("here"))?, "the second job's site differs");
    println!("spark: {} of {} shares were kept, and the site is the same", after.len() - 1, after.len());
    Ok(())
}

/// The shares of a job, and when each was made.
fn shares(work: &Path) -> Result<BTreeMap<PathBuf, SystemTime>> {
    let entries = fs::read_dir(work.join("shares")).context("listing shares")?;
    entries
        .map(|entry| entry.and_then(|entry| Ok((entry.path(), entry.metadata()?.modified()?))))
        .collect::<Result<_, _>>()
        .context("listing shares")
}

/// Returns the program to run on the cluster: one that loses a machine, where the system lets it.
#[cfg(unix)]
fn losing(recto: &Path, work: &Path) -> Result<PathBuf> {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let path = work.join("recto");
    fs::write(&path, LOSING).context("writing a script")?;
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).context("letting a script run")?;
    symlink(recto, path.with_extension("program")).context("making a link")?;
    Ok(path)
}

/// Returns the program to run on the cluster.
#[cfg(not(unix))]
fn losing(recto: &Path, _work: &Path) -> Result<PathBuf> {
    Ok(recto.to_path_buf())
}

/// Every file below a folder with its bytes.
fn tree(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.context("walking a site")?;
        if entry.file_type().is_file() {
            let name = entry.path().strip_prefix(folder).unwrap_or(entry.path()).display().to_string();
            files.insert(name, fs::read(entry.path()).with_context(|| format!("reading {}", entry.path().display()))?);
        }
    }
    Ok(files)
}
