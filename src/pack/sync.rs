//! Brings files to the disk itself, so that a machine that loses power never shows a page without its chunks.

#[cfg(not(target_os = "linux"))]
pub use one_by_one::Syncer;
#[cfg(target_os = "linux")]
pub use whole_disk::Syncer;

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

/// Linux brings all that waits for a disk there at once, in a tenth of the time that thousands of files take.
#[cfg(target_os = "linux")]
mod whole_disk {
    use std::collections::{BTreeMap, BTreeSet};
    use std::fs::{self, File};
    use std::io;
    use std::os::unix::fs::MetadataExt;
    use std::path::{Path, PathBuf};
    use std::sync::{Mutex, PoisonError};

    /// Brings files to their disks, all of them at the end.
    #[derive(Debug, Default)]
    pub struct Syncer {
        folders: Mutex<BTreeSet<PathBuf>>,
    }

    impl Syncer {
        /// Starts with nothing to do.
        ///
        /// # Errors
        /// None on this system.
        pub fn new() -> io::Result<Self> {
            Ok(Self::default())
        }

        /// Takes a file that is written and closed.
        pub fn file(&self, path: PathBuf) {
            let folder = path.parent().unwrap_or(Path::new("."));
            let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
            if !folders.contains(folder) {
                folders.insert(folder.to_owned());
            }
        }

        /// Waits until every file is on the disk.
        ///
        /// # Errors
        /// When one cannot be brought there.
        pub fn finish(self) -> io::Result<()> {
            let folders = self.folders.into_inner().unwrap_or_else(PoisonError::into_inner);
            let mut disks = BTreeMap::new();
            for folder in &folders {
                disks.insert(fs::metadata(folder)?.dev(), folder);
            }
            disks.into_values().try_for_each(|folder| Ok(rustix::fs::syncfs(File::open(folder)?)?))
        }
    }
}

/// Each file takes a while in which nothing is computed: so many wait side by side, and while the pack goes on.
#[cfg(not(target_os = "linux"))]
mod one_by_one {
    use std::io;
    use std::path::PathBuf;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::mpsc::{Receiver, Sender, channel};
    use std::sync::{Arc, Mutex, PoisonError};
    use std::thread::JoinHandle;

    /// Files that wait side by side: a file system writes its journal once for all of them.
    const THREADS: usize = 16;
    /// They do nothing but wait.
    const STACK_BYTES: usize = 64 << 10;

    /// Syncs files in the background, in any order.
    #[derive(Debug)]
    pub struct Syncer {
        sender: Option<Sender<PathBuf>>,
        halt: Arc<AtomicBool>,
        threads: Vec<JoinHandle<io::Result<()>>>,
    }

    impl Syncer {
        /// Starts with nothing to do.
        ///
        /// # Errors
        /// When no thread can be had.
        pub fn new() -> io::Result<Self> {
            let (sender, receiver) = channel();
            let (receiver, halt) = (Arc::new(Mutex::new(receiver)), Arc::new(AtomicBool::new(false)));
            let start = |_| {
                let (receiver, halt) = (Arc::clone(&receiver), Arc::clone(&halt));
                std::thread::Builder::new().stack_size(STACK_BYTES).spawn(move || work(&receiver, &halt))
            };
            let threads = (0..THREADS).map(start).collect::<io::Result<Vec<_>>>()?;
            Ok(Self { sender: Some(sender), halt, threads })
        }

        /// Takes a file that is written and closed.
        pub fn file(&self, path: PathBuf) {
            // The threads end when this one does, or with an error that is told at the end.
            let _ = self.sender.as_ref().map(|sender| sender.send(path));
        }

        /// Waits until every file is on the disk.
        ///
        /// # Errors
        /// When one cannot be brought there.
        pub fn finish(mut self) -> io::Result<()> {
            self.sender = None;
            std::mem::take(&mut self.threads)
                .into_iter()
                .try_for_each(|thread| thread.join().unwrap_or_else(|_| Err(io::Error::other("a thread ended"))))
        }
    }

    impl Drop for Syncer {
        fn drop(&mut self) {
            self.halt.store(true, Ordering::Relaxed);
        }
    }

    fn work(receiver: &Mutex<Receiver<PathBuf>>, halt: &AtomicBool) -> io::Result<()> {
        loop {
            let next = receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
            match next {
                Ok(path) if !halt.load(Ordering::Relaxed) => super::file(&path)?,
                _ => return Ok(()),
            }
        }
    }
}

/// Brings one file to the disk.
///
/// # Errors
/// When the system cannot.
pub fn file(path: &Path) -> io::Result<()> {
    // Windows asks for the right to write.
    OpenOptions::new().read(true).write(true).open(path)?.sync_all()
}

/// Brings the names in a folder to the disk, where the system keeps those apart. One that cannot is no failure: the files
/// themselves are there.
pub fn folder(path: &Path) {
    if cfg!(unix) {
        let _ = File::open(path).and_then(|folder| folder.sync_all());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    #[test]
    fn files_are_synced_and_a_missing_place_is_told() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("site");
        std::fs::create_dir(&folder).unwrap();
        let names: Vec<PathBuf> = (0..100).map(|n| folder.join(n.to_string())).collect();
        for name in &names {
            std::fs::write(name, "x").unwrap();
        }
        let run = |names: &[PathBuf]| {
            let syncer = Syncer::new().unwrap();
            names.iter().for_each(|name| syncer.file(name.clone()));
            syncer.finish()
        };
        run(&names).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(run(&names).unwrap_err().kind(), io::ErrorKind::NotFound);
        super::folder(parent.path());
    }
}
