//! Locks on what a pack writes, so that no two packs write to one place. A lock is a hidden file beside the place, on
//! which its pack keeps the system's lock, and which goes with it. Nothing here knows what is written.
//!
//! The system lets go of a lock when its process ends, however it ends: a file that a killed pack left blocks nobody, and
//! the next pack to the same place takes it over.

use super::error::PackError;
use super::input::nfc;
use super::litter;
use crate::site::{TEMPORARY_PREFIX, sha256_hex};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// What follows [`TEMPORARY_PREFIX`] in the name of a lock's file.
const MARK: &str = "lock-";
/// Another pack may be looking whether the lock is free, or be taking its file away: that takes no time.
const TRIES: usize = 5;
const PAUSE: Duration = Duration::from_millis(10);

/// A lock on a place. It goes with the value.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    // Held until the file is gone.
    _file: File,
}

impl Lock {
    /// Locks a place: a path without links, whose folder is there.
    ///
    /// # Errors
    /// [`PackError::Busy`] at once when another pack has it, or one that writes above it or below it; when the lock cannot be
    /// had for another reason, that.
    pub fn take(place: &Path) -> Result<Self, PackError> {
        let lock = Self::free(place)?.ok_or_else(|| busy(place, &path_of(place)))?;
        // Whoever locks first and then looks cannot be missed by one who does the same.
        for above in place.ancestors().skip(1) {
            if is_held(&path_of(above)) {
                return Err(busy(above, &path_of(above)));
            }
        }
        for entry in walkdir::WalkDir::new(place).min_depth(1).into_iter().flatten() {
            if is_lock(&entry.file_name().to_string_lossy()) && is_held(entry.path()) {
                return Err(busy(entry.path().parent().unwrap_or(place), entry.path()));
            }
        }
        Ok(lock)
    }

    /// Locks a place alone; `None` when another pack has it.
    ///
    /// # Errors
    /// When the lock cannot be had for another reason.
    pub fn free(place: &Path) -> Result<Option<Self>, PackError> {
        let path = path_of(place);
        for _ in 0..TRIES {
            match Self::made(&path) {
                Ok(Some(lock)) => return Ok(Some(lock)),
                Ok(None) => std::thread::sleep(PAUSE),
                Err(error) => return Err(PackError::Write { path: path.display().to_string(), error }),
            }
        }
        Ok(None)
    }

    fn made(path: &Path) -> io::Result<Option<Self>> {
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        file.set_len(0)?;
        file.seek(SeekFrom::Start(0))?;
        writeln!(file, "{}", std::process::id())?;
        // Between opening and locking, the pack that had it may have taken the file away.
        Ok(is_at(&file, path).then(|| {
            litter::note(path);
            Self { path: path.to_owned(), _file: file }
        }))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
        litter::forget(&self.path);
    }
}

/// Takes away the files in `parent` that killed packs left.
pub fn sweep(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten().filter(|entry| is_lock(&entry.file_name().to_string_lossy())) {
        if entry.file_type().is_ok_and(|kind| kind.is_file()) {
            drop(Lock::made(&entry.path()));
        }
    }
}

/// Whether a file of this name is one of a lock.
pub fn is_lock(name: &str) -> bool {
    name.strip_prefix(TEMPORARY_PREFIX).is_some_and(|rest| rest.starts_with(MARK))
}

/// Where the lock of a place lies: beside it. Some systems take names for the same that differ in letter case.
fn path_of(place: &Path) -> PathBuf {
    let name = nfc(&place.file_name().unwrap_or_default().to_string_lossy()).to_lowercase();
    place.with_file_name(format!("{TEMPORARY_PREFIX}{MARK}{}", &sha256_hex(name.as_bytes())[..16]))
}

fn is_held(path: &Path) -> bool {
    let Ok(file) = OpenOptions::new().read(true).write(true).open(path) else { return false };
    matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock))
}

/// Whether an open file is the one at a path.
#[cfg(unix)]
pub fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |metadata: &fs::Metadata| (metadata.dev(), metadata.ino());
    matches!((file.metadata(), fs::metadata(path)), (Ok(open), Ok(there)) if id(&open) == id(&there))
}

/// Whether an open file is the one at a path: both were last written to at the same moment, which was just now.
#[cfg(not(unix))]
pub fn is_at(file: &File, path: &Path) -> bool {
    let when = |metadata: io::Result<fs::Metadata>| metadata.and_then(|m| m.modified()).ok();
    let open = when(file.metadata());
    open.is_some() && open == when(fs::metadata(path))
}

/// Who has a place, and since when, as far as the file tells.
fn busy(place: &Path, lock: &Path) -> PackError {
    let mut written = String::new();
    let read = File::open(lock).and_then(|file| {
        let since = file.metadata()?.modified()?;
        file.take(20).read_to_string(&mut written)?;
        Ok(SystemTime::now().duration_since(since).unwrap_or_default().as_secs())
    });
    let holder = match (written.trim().parse::<u32>(), read) {
        (Ok(process), Ok(seconds)) => format!("another pack (process {process}, begun {seconds} s ago)"),
        _ => "another pack".to_owned(),
    };
    PackError::Busy { path: place.display().to_string(), holder }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_busy(taken: Result<Lock, PackError>) -> bool {
        matches!(taken, Err(PackError::Busy { .. }))
    }

    #[test]
    fn a_place_has_one_holder_and_its_file_goes_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let names = || fs::read_dir(folder.path()).unwrap().count();
        let place = folder.path().join("site");
        let lock = Lock::take(&place).unwrap();
        let Err(error) = Lock::take(&place) else { panic!("a second lock") };
        assert!(error.to_string().contains(&format!("process {}", std::process::id())), "{error}");
        assert!(is_busy(Lock::take(&folder.path().join("SITE"))), "some systems take it for the same");
        assert!(Lock::free(&folder.path().join("other")).unwrap().is_some());
        drop(lock);
        assert_eq!(names(), 0);
        drop(Lock::take(&place).unwrap());
        // What a killed pack leaves.
        fs::write(path_of(&place), "123456\n").unwrap();
        drop(Lock::take(&place).unwrap());
        assert_eq!(names(), 0);
    }

    #[test]
    fn places_inside_one_another_are_one() {
        let folder = tempfile::tempdir().unwrap();
        let (outer, inner) = (folder.path().join("a"), folder.path().join("a/b/c"));
        fs::create_dir_all(inner.parent().unwrap()).unwrap();
        let lock = Lock::take(&outer).unwrap();
        assert!(is_busy(Lock::take(&inner)));
        drop(lock);
        let lock = Lock::take(&inner).unwrap();
        assert!(is_busy(Lock::take(&outer)));
        drop(lock);
        drop(Lock::take(&outer).unwrap());
    }

    #[test]
    fn many_at_once_never_share_a_place() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("site");
        let inside = std::sync::atomic::AtomicU32::new(0);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..200 {
                        if let Ok(Some(lock)) = Lock::made(&path_of(&place)) {
                            assert_eq!(inside.fetch_add(1, std::sync::atomic::Ordering::SeqCst), 0);
                            std::thread::yield_now();
                            inside.fetch_sub(1, std::sync::atomic::Ordering::SeqCst);
                            drop(lock);
                        }
                    }
                });
            }
        });
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
