//! What packs in work must take away, so that one that is told to end can do so at once, whatever it is computing: the
//! process ends beneath it, and what it has made goes first. Nothing here knows what lies in the places.
//!
//! A site is put in place under the same lock: it is whole, or as it was, when a process ends this way.

use crate::site::TEMPORARY_PREFIX;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The places of this process.
static PLACES: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
/// Held while files are put in place. True when that was done.
static PLACING: Mutex<bool> = Mutex::new(false);
/// Tries at taking a folder away into which other threads still write.
const TRIES: usize = 20;

/// Notes a file or a folder that goes when the pack ends before its end.
pub fn note(place: &Path) {
    places().push(place.to_owned());
}

/// Forgets a place: it is gone, or it stays.
pub fn forget(place: &Path) {
    places().retain(|noted| noted != place);
}

/// Puts files in place: meanwhile no [`abandon`] is heard, and afterwards none, if it went well.
pub fn placing<T, E>(work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    let mut done = PLACING.lock().unwrap_or_else(PoisonError::into_inner);
    let result = work();
    *done = result.is_ok();
    result
}

/// Takes away what packs of this process have made so far; the process must end then, for they go on computing. False when
/// a site was put in place meanwhile: then nothing is done. Nothing is put in place any more while what is returned lives.
pub fn abandon() -> Option<MutexGuard<'static, bool>> {
    let done = PLACING.lock().unwrap_or_else(PoisonError::into_inner);
    if *done {
        return None;
    }
    for place in std::mem::take(&mut *places()).into_iter().rev() {
        for _ in 0..TRIES {
            let _ = match place.is_dir() {
                true if is_temporary(&place) => std::fs::remove_dir_all(&place),
                // Made for what was to lie in it: somebody else's files may be there by now.
                true => std::fs::remove_dir(&place),
                false => std::fs::remove_file(&place),
            };
            if !place.exists() {
                break;
            }
        }
    }
    Some(done)
}

fn is_temporary(place: &Path) -> bool {
    place.file_name().is_some_and(|name| name.to_string_lossy().starts_with(TEMPORARY_PREFIX))
}

fn places() -> MutexGuard<'static, Vec<PathBuf>> {
    PLACES.lock().unwrap_or_else(PoisonError::into_inner)
}
