//! Reads, decodes and extracts files on several threads. The order of the answers is the order of the files.

use super::readers::articles_of;
use super::{Found, Reason, Skipped};
use crate::article::Article;
use crate::pack::{InputConfig, Phase, Progress};
use std::fs::File;
use std::io::Read;
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
) -> Vec<Result<Article, Skipped>> {
    progress.begin(Phase::Read, files.len() as u64);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(file) = files.get(at) else { return done };
            match read(&file.path) {
                Ok(bytes) => articles_of(file, bytes, config, &mut |one| done.push((at, one))),
                Err(reason) => done.push((at, Err(Skipped::new(&file.path, reason)))),
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

fn read(path: &Path) -> Result<Vec<u8>, Reason> {
    let unreadable = |error: std::io::Error| Reason::Unreadable(error.to_string());
    let too_large = |found_bytes| Reason::TooLarge { found_bytes, limit_bytes: SIZE_LIMIT_BYTES };
    let metadata = std::fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(Reason::NotRegular);
    }
    if metadata.len() > SIZE_LIMIT_BYTES {
        return Err(too_large(metadata.len()));
    }
    let mut bytes = Vec::new();
    // The size may have grown since it was asked for.
    File::open(path).and_then(|file| file.take(SIZE_LIMIT_BYTES + 1).read_to_end(&mut bytes)).map_err(unreadable)?;
    if bytes.len() as u64 > SIZE_LIMIT_BYTES { Err(too_large(bytes.len() as u64)) } else { Ok(bytes) }
}
