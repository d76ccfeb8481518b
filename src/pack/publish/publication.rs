//! Writes a site so that the old one stays whole until the new one is.
//!
//! Everything is staged in a temporary folder beside its place, then moved in: new files, changed files, what lies beside
//! the site, and `index.html` last. A failure before that last move puts everything back. Nothing that Recto did not
//! write is replaced or deleted.

use super::survey::{Plan, State, doubled_path, plan};
use crate::pack::error::PackError;
use crate::pack::litter;
use crate::pack::progress::{Phase, Progress};
use crate::pack::scratch::Scratch;
use crate::pack::stage::site_folder;
use crate::pack::sync::{self, Syncer};
use crate::site::{INDEX_NAME, RECORD_NAME, Record, RecordFile, RecordTable, SiteFile, is_hash_named};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// A file outside the site, written already. Whether it may be replaced was decided before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loose {
    /// Where it goes.
    pub path: PathBuf,
    /// Where it is.
    pub from: PathBuf,
}

/// Everything one pack writes.
#[derive(Clone, Debug)]
pub struct Publication {
    /// The site's folder.
    pub out: PathBuf,
    /// Hash of the corpus.
    pub corpus: String,
    /// The site's files.
    pub files: Vec<SiteFile>,
    /// Files outside the site: the page in one file, the table.
    pub loose: Vec<Loose>,
    /// Tables to put in the record.
    pub tables: Vec<RecordTable>,
    /// Names of the chunks, which are the names of their files.
    pub chunks: Vec<String>,
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Size of the site, its record included.
    pub site_bytes: u64,
    /// Files that were damaged and are written anew.
    pub mended: Vec<String>,
    /// Files of an earlier pack that were changed since and are no longer needed: they stay.
    pub changed: Vec<String>,
}

/// How a file is moved into place; a test passes one that fails.
pub type Move<'a> = &'a mut dyn FnMut(&Path, &Path) -> io::Result<()>;

impl Publication {
    /// Writes the site over the state it was found in.
    ///
    /// # Errors
    /// With everything as it was before; or, as [`PackError::Unfinished`], with the new site in place and an old file left.
    pub fn publish(
        &self,
        state: &State,
        scratch: Scratch,
        progress: &dyn Progress,
        stop: &AtomicBool,
    ) -> Result<Published, PackError> {
        self.publish_with(state, scratch, progress, &mut |from, to| match stop.load(Ordering::Relaxed) {
            true => Err(io::ErrorKind::Interrupted.into()),
            false => fs::rename(from, to),
        })
    }

    pub(crate) fn publish_with(
        &self,
        state: &State,
        scratch: Scratch,
        progress: &dyn Progress,
        place: Move<'_>,
    ) -> Result<Published, PackError> {
        if let Some(path) = doubled_path(&self.files) {
            return Err(PackError::InTheWay { path: self.out.join(path).display().to_string() });
        }
        progress.begin(Phase::Write, self.files.len() as u64);
        let old = state.record();
        let chunks: BTreeSet<&str> = self.chunks.iter().map(String::as_str).collect();
        let content_named = |path: &str| is_hash_named(path) || chunks.contains(stem(path));
        let plan = plan(&self.out, &old, &self.files, &content_named)?;
        let files: Vec<_> = self.files.iter().map(RecordFile::of).collect();
        let record = Record::new(&self.corpus, files, self.tables.clone());
        // Dropped in reverse, when something fails: moves are undone, staged files vanish, new folders go.
        let mut folders = Folders::default();
        for place in self.loose.iter().map(|l| l.path.as_path()).chain([self.out.as_path()]) {
            folders.create(place.parent().unwrap_or(Path::new(".")))?;
        }
        let staged = self.stage(&plan, scratch, progress)?;
        self.sync(&plan, &staged).map_err(|error| failed(&staged.site, error))?;
        let mut journal = Journal::new(place);
        if *state == State::Absent {
            write_synced(&staged.site.join(RECORD_NAME), &record.to_bytes())?;
            sync::folder(&staged.site);
            self.place_loose(&mut journal, &staged)?;
            (journal.place)(&staged.site, &self.out).map_err(|error| failed(&self.out, error))?;
        } else {
            self.move_in(&mut journal, &staged, &plan, &old, &record)?;
        }
        sync::folder(&self.out);
        sync::folder(self.out.parent().unwrap_or(Path::new(".")));
        self.loose.iter().filter_map(|l| l.path.parent()).for_each(sync::folder);
        journal.keep();
        folders.keep();
        self.tidy(&plan, &record, state, &staged)?;
        let record_bytes = record.to_bytes().len() as u64;
        let site_bytes = self.files.iter().map(|f| f.size_bytes).sum::<u64>() + record_bytes;
        Ok(Published { site_bytes, mended: plan.mended, changed: plan.changed })
    }

    fn stage(&self, plan: &Plan, folder: Scratch, progress: &dyn Progress) -> Result<Staged, PackError> {
        // Not the temporary folder itself, which only its owner may read.
        let site = site_folder(folder.path());
        create(&site)?;
        create(&folder.path().join("old"))?;
        for &number in plan.add.iter().chain(&plan.replace) {
            let file = &self.files[number];
            if let Some(bytes) = &file.bytes {
                let path = site.join(&file.path);
                create(path.parent().unwrap_or(&site))?;
                write(&path, bytes)?;
            }
            progress.step(1);
        }
        let mut loose = Vec::new();
        for file in &self.loose {
            let folder = Scratch::new(file.path.parent().unwrap_or(Path::new(".")))?;
            let to = folder.path().join("new");
            // Its place may be on another disk.
            fs::copy(&file.from, &to).map_err(|error| failed(&to, error))?;
            loose.push(folder);
        }
        Ok(Staged { folder, site, loose })
    }

    /// Brings to the disk what is staged and was not brought there as it was made: everything but new chunks.
    fn sync(&self, plan: &Plan, staged: &Staged) -> io::Result<()> {
        let syncer = Syncer::new()?;
        let is_chunk =
            |number: &&usize| is_hash_named(&self.files[**number].path) && self.files[**number].bytes.is_none();
        let files = plan.add.iter().filter(|number| !is_chunk(number)).chain(&plan.replace);
        files.for_each(|&number| syncer.file(staged.site.join(&self.files[number].path)));
        staged.loose.iter().for_each(|folder| syncer.file(folder.path().join("new")));
        syncer.finish()?;
        for folder in self.folders() {
            sync::folder(&staged.site.join(folder));
        }
        Ok(())
    }

    /// The folders that the site's files are in, below the site.
    fn folders(&self) -> BTreeSet<&str> {
        self.files.iter().filter_map(|file| file.path.rsplit_once('/')).map(|(folder, _)| folder).collect()
    }

    fn place_loose(&self, journal: &mut Journal<'_>, staged: &Staged) -> Result<(), PackError> {
        for (file, folder) in self.loose.iter().zip(&staged.loose) {
            let from = folder.path().join("new");
            journal.replace(&from, &file.path, &folder.path().join("old"))?;
        }
        Ok(())
    }

    fn move_in(
        &self,
        journal: &mut Journal<'_>,
        staged: &Staged,
        plan: &Plan,
        old: &Record,
        new: &Record,
    ) -> Result<(), PackError> {
        let backup = staged.folder.path().join("old");
        // From here on a killed pack leaves files of both sites: the record covers them all.
        let both = old.files.iter().chain(&new.files).cloned().collect();
        let mut interim = Record::new(&old.corpus, both, old.tables.clone());
        interim.tables.extend(new.tables.iter().filter(|t| !old.tables.contains(t)).cloned());
        interim.unfinished = true;
        let interim_path = staged.folder.path().join("interim");
        write_synced(&interim_path, &interim.to_bytes())?;
        journal.replace(&interim_path, &self.out.join(RECORD_NAME), &backup.join("record"))?;
        let index = |number: &&usize| self.files[**number].path == INDEX_NAME;
        for number in plan.add.iter().filter(|n| !index(n)) {
            let file = &self.files[*number];
            let to = self.out.join(&file.path);
            journal.folders.create(to.parent().unwrap_or(&self.out))?;
            journal.add(&staged.site.join(&file.path), &to)?;
        }
        for number in plan.replace.iter().filter(|n| !index(n)) {
            let file = &self.files[*number];
            let from = staged.site.join(&file.path);
            journal.replace(&from, &self.out.join(&file.path), &backup.join(number.to_string()))?;
        }
        self.place_loose(journal, staged)?;
        // The page comes after what it loads, on the disk too.
        self.folders().into_iter().chain([""]).for_each(|folder| sync::folder(&self.out.join(folder)));
        if let Some(number) = plan.add.iter().chain(&plan.replace).find(index) {
            let file = &self.files[*number];
            let from = staged.site.join(&file.path);
            journal.replace(&from, &self.out.join(&file.path), &backup.join(number.to_string()))?;
        }
        Ok(())
    }

    fn tidy(&self, plan: &Plan, record: &Record, state: &State, staged: &Staged) -> Result<(), PackError> {
        for path in &plan.supersede {
            let here = self.out.join(path);
            fs::remove_file(&here)
                .map_err(|error| PackError::Unfinished { path: here.display().to_string(), error })?;
            let mut folder = here.parent();
            while let Some(empty) = folder.filter(|f| *f != self.out && fs::remove_dir(f).is_ok()) {
                folder = empty.parent();
            }
        }
        if *state != State::Absent {
            let from = staged.folder.path().join("record");
            write_synced(&from, &record.to_bytes())?;
            let to = self.out.join(RECORD_NAME);
            fs::rename(&from, &to).map_err(|error| PackError::Unfinished { path: to.display().to_string(), error })?;
        }
        Ok(())
    }
}

/// The staged files. The folders vanish with it.
struct Staged {
    folder: Scratch,
    site: PathBuf,
    loose: Vec<Scratch>,
}

/// Folders made on the way; empty ones go when it is dropped.
#[derive(Default)]
pub(crate) struct Folders(Vec<PathBuf>);

impl Folders {
    /// They stay.
    pub(crate) fn keep(&mut self) {
        self.0.drain(..).for_each(|folder| litter::forget(&folder));
    }

    /// Makes a folder and those above it.
    pub(crate) fn create(&mut self, folder: &Path) -> Result<(), PackError> {
        let missing: Vec<&Path> = folder.ancestors().take_while(|f| !f.as_os_str().is_empty() && !f.exists()).collect();
        for folder in missing.into_iter().rev() {
            fs::create_dir(folder).map_err(|error| failed(folder, error))?;
            litter::note(folder);
            self.0.push(folder.to_owned());
        }
        Ok(())
    }
}

impl Drop for Folders {
    fn drop(&mut self) {
        for folder in self.0.drain(..).rev() {
            litter::forget(&folder);
            let _ = fs::remove_dir(folder);
        }
    }
}

/// What was moved, so that it can be undone; undoes it when dropped.
struct Journal<'a> {
    place: Move<'a>,
    folders: Folders,
    undo: Vec<Undo>,
}

enum Undo {
    Remove(PathBuf),
    Restore { backup: PathBuf, to: PathBuf },
}

impl<'a> Journal<'a> {
    fn new(place: Move<'a>) -> Self {
        Self { place, folders: Folders::default(), undo: Vec::new() }
    }

    /// Nothing is undone any more.
    fn keep(&mut self) {
        self.undo.clear();
        self.folders.keep();
    }

    /// Moves a file to where nothing is.
    fn add(&mut self, from: &Path, to: &Path) -> Result<(), PackError> {
        (self.place)(from, to).map_err(|error| failed(to, error))?;
        self.undo.push(Undo::Remove(to.to_owned()));
        Ok(())
    }

    /// Moves a file over another in one step, a copy of which is kept.
    fn replace(&mut self, from: &Path, to: &Path, backup: &Path) -> Result<(), PackError> {
        if !to.exists() {
            return self.add(from, to);
        }
        fs::copy(to, backup).map_err(|error| failed(to, error))?;
        (self.place)(from, to).map_err(|error| failed(to, error))?;
        self.undo.push(Undo::Restore { backup: backup.to_owned(), to: to.to_owned() });
        Ok(())
    }
}

impl Drop for Journal<'_> {
    fn drop(&mut self) {
        // The failure that led here is what the maker is told; a step that cannot be undone changes nothing about it.
        for undo in self.undo.drain(..).rev() {
            let _ = match undo {
                Undo::Remove(path) => fs::remove_file(path),
                Undo::Restore { backup, to } => fs::rename(backup, to),
            };
        }
    }
}

/// A path's file name up to its first full stop.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name)
}

fn failed(path: &Path, error: io::Error) -> PackError {
    PackError::Write { path: path.display().to_string(), error }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), PackError> {
    fs::write(path, bytes).map_err(|error| failed(path, error))
}

fn write_synced(path: &Path, bytes: &[u8]) -> Result<(), PackError> {
    write(path, bytes)?;
    sync::file(path).map_err(|error| failed(path, error))
}

fn create(path: &Path) -> Result<(), PackError> {
    fs::create_dir_all(path).map_err(|error| failed(path, error))
}

#[cfg(test)]
#[path = "publication_tests.rs"]
mod tests;
