//! Temporary folders of a pack: named so that they can be recognised, locked for as long as their pack lives, and
//! taken away by the next pack when theirs was killed. Nothing here knows what lies in them.
//!
//! A folder is called `.recto-` and six letters, and holds a file `recto.lock` on which its pack keeps the system's
//! lock. The system lets go of a lock when its process ends, however it ends: a folder whose lock is free is stale.

use super::error::PackError;
use super::{litter, lock};
use crate::site::TEMPORARY_PREFIX;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The file that is locked.
const LOCK_NAME: &str = "recto.lock";
/// Tries at making a folder: another pack that tidies up may take a new one that has no lock yet.
const TRIES: usize = 5;

/// A temporary folder. It vanishes with the value.
#[derive(Debug)]
pub struct Scratch {
    folder: TempDir,
    // Held until the folder is gone.
    _lock: File,
}

impl Scratch {
    /// Makes a folder in `parent`.
    ///
    /// # Errors
    /// When it cannot be made or locked.
    pub fn new(parent: &Path) -> Result<Self, PackError> {
        let mut tries = 0;
        loop {
            tries += 1;
            match Self::made(parent) {
                Err(error) if tries == TRIES || error.kind() != io::ErrorKind::NotFound || !parent.is_dir() => {
                    return Err(PackError::Write { path: parent.display().to_string(), error });
                }
                Err(_) => {}
                Ok(made) => return Ok(made),
            }
        }
    }

    fn made(parent: &Path) -> io::Result<Self> {
        let folder = tempfile::Builder::new().prefix(TEMPORARY_PREFIX).tempdir_in(parent)?;
        litter::note(folder.path());
        let path = folder.path().join(LOCK_NAME);
        let lock = File::create_new(&path)?;
        lock.lock()?;
        // A pack that tidied up in between had the lock first, and took the folder away.
        if !lock::is_at(&lock, &path) {
            return Err(io::ErrorKind::NotFound.into());
        }
        Ok(Self { folder, _lock: lock })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        take_away(self.folder.path());
        litter::forget(self.folder.path());
    }
}

/// Takes a folder away, its lock last: a pack that is killed meanwhile leaves one that the next pack knows for stale.
fn take_away(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let others = entries.filter(|entry| entry.file_name() != LOCK_NAME).map(|entry| entry.path());
    let gone = others.map(|path| if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) });
    if gone.filter(Result::is_err).count() == 0 {
        let _ = fs::remove_dir_all(folder);
    }
}

/// Takes away the folders in `parent` that killed packs left. What cannot be taken away stays: it does no harm.
pub fn sweep(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    let stale = |entry: &fs::DirEntry| {
        entry.file_name().to_string_lossy().starts_with(TEMPORARY_PREFIX)
            && entry.file_type().is_ok_and(|kind| kind.is_dir())
    };
    lock::sweep(parent);
    let folders: Vec<PathBuf> = entries.flatten().filter(stale).map(|entry| entry.path()).collect();
    for folder in folders {
        match OpenOptions::new().write(true).open(folder.join(LOCK_NAME)) {
            Ok(lock) => match lock.try_lock() {
                Ok(()) => take_away(&folder),
                Err(TryLockError::WouldBlock | TryLockError::Error(_)) => {}
            },
            // Killed before it had a lock: nothing else is in it, or it is not ours.
            Err(_) => drop(fs::remove_dir(&folder)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stale_folders_go_and_living_ones_stay() {
        let parent = tempfile::tempdir().unwrap();
        let make = |name: &str, file: &str| {
            fs::create_dir(parent.path().join(name)).unwrap();
            fs::write(parent.path().join(name).join(file), "").unwrap();
        };
        make(".recto-killed", LOCK_NAME);
        make(".recto-killed/site", "index.html");
        make(".recto-theirs", "notes.txt");
        make("recto-other", LOCK_NAME);
        fs::create_dir(parent.path().join(".recto-begun")).unwrap();
        let living = Scratch::new(parent.path()).unwrap();
        sweep(parent.path());
        let check = |name: &str, stays| assert_eq!(parent.path().join(name).exists(), stays, "{name}");
        check(".recto-killed", false);
        check(".recto-begun", false);
        check(".recto-theirs", true);
        check("recto-other", true);
        assert!(living.path().join(LOCK_NAME).exists());
        let gone = living.path().to_owned();
        drop(living);
        assert!(!gone.exists());
    }
}
