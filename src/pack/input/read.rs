//! Reads, decodes and extracts files on several threads. The order of the answers is the order of the files.

use super::readers::{Draft, Item, Source, drafts_of};
use super::{Found, Reason, Skipped};
use crate::article::Article;
use crate::pack::{InputConfig, Phase, Progress};
use std::fs::File;
use std::io::{Read, SeekFrom};
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The most that is read of one file: 64 MiB.
pub const SIZE_LIMIT_BYTES: u64 = 64 << 20;

/// Makes the articles of each file, or says why not. Holds all texts in memory.
///
/// # Panics
/// When extraction does, which is a fault in Recto.
pub fn read_articles(
    files: &[Found],
    config: &InputConfig,
    jobs: NonZeroUsize,
    progress: &dyn Progress,
) -> Vec<Item<Article>> {
    progress.begin(Phase::Read, files.len() as u64);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(file) = files.get(at) else { return done };
            match open(&file.path) {
                Ok(mut source) => {
                    drafts_of(file, &mut source, config, &mut |item| done.push((at, item.map(Draft::article))));
                }
                Err(reason) => done.push((at, Item::Skipped(Skipped::new(&file.path, reason)))),
            }
            progress.step(1);
        }
    };
    let mut all = std::thread::scope(|scope| {
        let threads: Vec<_> = (1..jobs.get().min(files.len())).map(|_| scope.spawn(work)).collect();
        let mut all = work();
        for thread in threads {
            match thread.join() {
                Ok(done) => all.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    });
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, read)| read).collect()
}

/// Opens a file to read drafts from.
///
/// # Errors
/// When the system does not let us, or it is a pipe or a device.
pub fn open(path: &Path) -> Result<File, Reason> {
    let unreadable = |error: std::io::Error| Reason::Unreadable(error.to_string());
    // A pipe would be waited for when opened.
    if !std::fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(Reason::NotRegular);
    }
    File::open(path).map_err(unreadable)
}

/// Reads a source to its end.
///
/// # Errors
/// When it cannot be read, or is larger than the limit; then no more than that was read.
pub fn read_whole(source: &mut dyn Source, limit_bytes: u64) -> Result<Vec<u8>, Reason> {
    let unreadable = |error: std::io::Error| Reason::Unreadable(error.to_string());
    let found_bytes = source.seek(SeekFrom::End(0)).map_err(unreadable)?;
    if found_bytes > limit_bytes {
        return Err(Reason::TooLarge { found_bytes, limit_bytes });
    }
    source.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    let mut bytes = Vec::new();
    // The size may have grown since it was asked for.
    source.take(limit_bytes + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    let found_bytes = bytes.len() as u64;
    if found_bytes > limit_bytes { Err(Reason::TooLarge { found_bytes, limit_bytes }) } else { Ok(bytes) }
}
