//! Where a pack writes: resolves the paths, refuses those that cannot go together, protects what is there.

use super::beside::{self, TABLE_NAME};
use super::corrections::Beside;
use super::error::PackError;
use super::lock::Lock;
use super::options::Options;
use super::publish::{Folders, Loose, State};
use super::report::Report;
use super::table::Table;
use crate::site::{PAGE_HEAD_BYTES, RecordTable, root_of, sha256_file};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How often a pack looks whether another one has put its table in place.
const TABLE_PAUSE: Duration = Duration::from_millis(50);

/// The places of one pack, as absolute paths without links.
#[derive(Clone, Debug)]
pub(super) struct Places {
    /// The site.
    pub out: PathBuf,
    /// The page in one file.
    pub one_file: Option<PathBuf>,
    /// The table.
    csv: PathBuf,
    /// The corrections the maker passed.
    meta: Option<PathBuf>,
}

impl Places {
    /// Resolves the places of a pack.
    ///
    /// # Errors
    /// When one lies where it would be lost or published, or where something else is.
    pub fn new(options: &Options) -> Result<Self, PackError> {
        let out = resolve(&options.out)?;
        let Some(parent) = out.parent() else {
            return Err(refused(&options.out, "is the root of the file system", "name a folder with --out"));
        };
        for input in &options.inputs {
            let real = resolve(input)?;
            if real == out {
                let hint = "name another folder with --out, beside the articles";
                return Err(refused(&options.out, "is both the input and the output", hint));
            }
            if real.starts_with(&out) {
                let what = format!("holds the input {}", input.display());
                return Err(refused(&options.out, &what, "name another folder with --out, beside the articles"));
            }
        }
        let csv = options.csv.as_deref().map(resolve).transpose()?.unwrap_or_else(|| beside::table_of(&out, parent));
        if csv.starts_with(&out) {
            let hint = "name a file outside the site with --csv: a site is published, the table is not";
            return Err(refused(&csv, "lies inside the site", hint));
        }
        let one_file = options.one_file.as_deref().map(resolve).transpose()?;
        if let Some(path) = &one_file {
            check_one_file(path, &csv)?;
        }
        if csv.is_dir() {
            return Err(refused(&csv, "is a folder", "name a file with --csv"));
        }
        let meta = options.meta.as_deref().map(resolve).transpose()?;
        Ok(Self { out, one_file, csv, meta })
    }

    /// What a walk over the inputs leaves out.
    pub fn outputs(&self) -> Vec<PathBuf> {
        let mut outputs = vec![self.out.clone(), self.csv.clone()];
        outputs.extend(self.one_file.clone());
        outputs.extend(self.meta.clone());
        outputs
    }

    /// The folders in which temporary folders are made.
    pub fn parents(&self) -> Vec<&Path> {
        let places = [Some(&self.out), Some(&self.csv), self.one_file.as_ref()];
        let mut parents: Vec<&Path> = places.into_iter().flatten().filter_map(|place| place.parent()).collect();
        parents.sort_unstable();
        parents.dedup();
        parents
    }

    /// The tables beside the site that hide something and were not passed.
    ///
    /// # Errors
    /// When one is there and cannot be read.
    pub fn hiding(&self, state: &State) -> Result<Vec<Beside>, PackError> {
        let folders: Vec<&Path> = [&self.csv, &self.out].into_iter().filter_map(|place| place.parent()).collect();
        // A site that is gone left its table at the usual place, wherever the new one's goes.
        let usual = self.out.parent().map(|parent| beside::table_of(&self.out, parent));
        let usual = usual.filter(|table| *table != self.csv);
        let places = [Some(self.csv.clone()), usual];
        let places = places.into_iter().flatten().flat_map(|csv| candidates(csv).take_while(|path| path.is_file()));
        beside::hiding(places, &folders, self.meta.as_deref(), state)
    }

    /// Locks the site and the page in one file, for the whole of a pack. Folders they need are made.
    ///
    /// # Errors
    /// When another pack writes there.
    pub fn lock(&self, folders: &mut Folders) -> Result<Vec<Lock>, PackError> {
        let mut locks = vec![Lock::take(&self.out)?];
        if let Some(page) = self.one_file.as_ref().filter(|page| !page.starts_with(&self.out)) {
            folders.create(page.parent().unwrap_or(Path::new(".")))?;
            locks.push(Lock::take(page)?);
        }
        Ok(locks)
    }

    /// Locks the table while its place is chosen and filled. Sites beside one another share a table's place: whoever comes
    /// second waits for the first, and leaves its table alone.
    ///
    /// # Errors
    /// When the pack is told to end, or the lock cannot be had.
    pub fn lock_table(&self, folders: &mut Folders, stop: &AtomicBool) -> Result<Lock, PackError> {
        folders.create(self.csv.parent().unwrap_or(Path::new(".")))?;
        loop {
            if let Some(lock) = Lock::free(&self.csv)? {
                return Ok(lock);
            }
            if stop.load(Ordering::Relaxed) {
                return Err(PackError::Stopped);
            }
            std::thread::sleep(TABLE_PAUSE);
        }
    }

    /// The table to write, which lies at `from`, and its place: over the maker's corrections only when they were passed and
    /// taken over whole.
    ///
    /// # Errors
    /// When what is there cannot be read.
    pub fn table(
        &self,
        state: &State,
        table: Option<&Table>,
        from: PathBuf,
        report: &mut Report,
    ) -> Result<Option<(Loose, RecordTable)>, PackError> {
        let failed = |path: &Path, error| PackError::Read { path: path.display().to_string(), error };
        let new = sha256_file(&from).map_err(|error| failed(&from, error))?;
        let ours = state.record().tables;
        let taken_over = self.meta.as_ref() == Some(&self.csv) && table.is_none_or(Table::was_read_whole);
        for path in candidates(self.csv.clone()) {
            let there = match sha256_file(&path) {
                Ok(there) => Some(there),
                Err(error) if error.kind() == io::ErrorKind::NotFound => None,
                Err(error) => return Err(failed(&path, error)),
            };
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let free = there
                .as_ref()
                .is_none_or(|sha256| *sha256 == new || ours.iter().any(|t| t.name == name && t.sha256 == *sha256));
            if free || (path == self.csv && taken_over) || beside::says_nothing(&path, &self.out) {
                report.csv = path.display().to_string();
                if path != self.csv {
                    report.notes.push(self.beside(&path));
                } else if let Some(last) = ours.last().filter(|last| last.name != name && last.name != TABLE_NAME) {
                    report.notes.push(format!("the table is {} now; {} is an earlier one", path.display(), last.name));
                }
                return Ok(Some((Loose { path, from }, RecordTable { name, sha256: new })));
            }
        }
        Ok(None)
    }

    fn beside(&self, path: &Path) -> String {
        let (csv, path) = (self.csv.display(), path.display());
        if self.meta.as_ref() == Some(&self.csv) {
            return format!("{csv} has rows that could not be used and is left as it is; the new table is {path}");
        }
        format!(
            "{csv} was changed since recto wrote it (or is not recto's) and is left as it is; the new table is {path} \
             (hint: pass --meta {csv} to use the corrections in it)"
        )
    }
}

/// The table's place, then the places beside it: `articles.csv`, `articles.new.csv`, `articles.new-2.csv` …
fn candidates(csv: PathBuf) -> impl Iterator<Item = PathBuf> {
    let stem = csv.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let extension = csv.extension().map(|e| format!(".{}", e.to_string_lossy())).unwrap_or_default();
    let beside = (1..1000).map(move |n| match n {
        1 => format!("{stem}.new{extension}"),
        n => format!("{stem}.new-{n}{extension}"),
    });
    std::iter::once(csv.clone()).chain(beside.map(move |name| csv.with_file_name(name)))
}

/// A page in one file may replace only such a page.
fn check_one_file(path: &Path, csv: &Path) -> Result<(), PackError> {
    if path == csv {
        return Err(refused(path, "is to be both page and table", "name two files with --one-file and --csv"));
    }
    if path.is_dir() {
        return Err(refused(path, "is a folder", "name a file with --one-file"));
    }
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(PAGE_HEAD_BYTES).read_to_end(&mut head));
    match read {
        Ok(_) if root_of(&head).is_some() => Ok(()),
        Ok(_) => Err(PackError::InTheWay { path: path.display().to_string() }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(PackError::Read { path: path.display().to_string(), error }),
    }
}

fn refused(path: &Path, what: &str, hint: &'static str) -> PackError {
    PackError::Places { message: format!("{} {what}", path.display()), hint }
}

/// A path without links, also when its last parts are not there yet.
pub(super) fn resolve(path: &Path) -> Result<PathBuf, PackError> {
    let failed = |error| PackError::Read { path: path.display().to_string(), error };
    let absolute = std::path::absolute(path).map_err(failed)?;
    let mut missing = Vec::new();
    let mut there = absolute.as_path();
    loop {
        match there.canonicalize() {
            Ok(real) => return Ok(missing.iter().rev().fold(real, |at, name| at.join(name))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => match (there.parent(), there.file_name()) {
                (Some(parent), Some(name)) => {
                    missing.push(name.to_owned());
                    there = parent;
                }
                _ => return Err(failed(error)),
            },
            Err(error) => return Err(failed(error)),
        }
    }
}
