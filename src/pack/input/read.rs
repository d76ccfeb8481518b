//! Reads, decodes and extracts files on several threads, and puts the articles on disk as they come. What is kept in
//! memory of each is a few words; its order is the order of the files, and inside a file that of its articles.

use super::decode::Decoded;
use super::kinds::Kinds;
use super::left_out::{Account, Omitted};
use super::readers::{Draft, Item, Source, drafts_of, named};
use super::room::Room;
use super::skip::{Reason, Skipped};
use super::walk::Found;
use crate::article::{Article, Date};
use crate::pack::config::InputConfig;
use crate::pack::content::ContentDigest;
use crate::pack::error::PackError;
use crate::pack::gate::Gate;
use crate::pack::progress::{Phase, Progress};
use crate::pack::store::{Place, Store, StoreWriter};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Records of one file are extracted together when their texts have so many bytes.
const BATCH_BYTES: usize = 2 << 20;

/// An article that was read and lies on disk.
#[derive(Clone, Debug)]
pub struct Drafted {
    /// The id its file or its record gives it; others may have the same.
    pub id: String,
    /// Its date as detected.
    pub date: Option<Date>,
    /// Bytes of its text.
    pub text_bytes: u32,
    /// Of its text.
    pub text: ContentDigest,
    /// Where it lies.
    pub place: Place,
    /// The file it came from, as an index.
    pub file: usize,
}

/// How to read.
pub struct Means<'m> {
    /// Where articles are put.
    pub folder: &'m Path,
    /// Threads.
    pub jobs: NonZeroUsize,
    /// Memory to use, about.
    pub memory_bytes: u64,
    /// The most that one text may have.
    pub text_bytes: u64,
    /// Set when the pack is to end.
    pub stop: &'m AtomicBool,
    /// Hears how many files are done.
    pub progress: &'m dyn Progress,
}

/// What was read.
#[derive(Debug, Default)]
pub struct Drafts {
    /// In the order of files.
    pub articles: Vec<Drafted>,
    /// In the same order, each with its file.
    pub skipped: Vec<(usize, Skipped)>,
    /// In the same order.
    pub decoded: Vec<(usize, Decoded)>,
    /// What the maker should know, in the same order.
    pub notes: Vec<(usize, String)>,
    /// Sentences on what to look at, in the same order.
    pub notices: Vec<(usize, String)>,
    /// What was left out and what stands apart.
    pub account: Account,
    /// What was read, by kind of file.
    pub kinds: Kinds,
    /// Holds the articles.
    pub store: Store,
}

/// Makes the articles of each file, or says why not. Holds a file at a time for each thread.
///
/// # Errors
/// When the articles cannot be put on disk, or the pack is told to end.
///
/// # Panics
/// When extraction does, which is a fault in Recto.
pub fn read_articles(files: &[Found], config: &InputConfig, means: &Means<'_>) -> Result<Drafts, PackError> {
    means.progress.begin(Phase::Read, files.len() as u64);
    let failed = |error| PackError::Write { path: means.folder.display().to_string(), error };
    let (next, halt, gate) = (AtomicUsize::new(0), AtomicBool::new(false), Gate::new(means.memory_bytes));
    let threads = (means.jobs.get() / files.len().clamp(1, means.jobs.get())).max(1);
    let work = |number: usize| {
        let mut worker = Worker::new(means, number, threads)?;
        while !halt.load(Ordering::Relaxed) && !means.stop.load(Ordering::Relaxed) {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(file) = files.get(at) else { break };
            let done = worker.file(at, file, config, &gate);
            halt.fetch_or(done.is_err(), Ordering::Relaxed);
            done?;
            means.progress.step(1);
        }
        worker.finish()
    };
    let done = std::thread::scope(|scope| {
        let work = &work;
        let threads: Vec<_> =
            (1..means.jobs.get().min(files.len())).map(|number| scope.spawn(move || work(number))).collect();
        let mut done = vec![work(0)];
        for thread in threads {
            done.push(thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        done.into_iter().collect::<io::Result<Vec<_>>>()
    });
    let done = done.map_err(failed)?;
    if means.stop.load(Ordering::Relaxed) {
        return Err(PackError::Stopped);
    }
    let (mut drafts, mut stored) = (Drafts::default(), Vec::new());
    for one in done {
        stored.push(one.stored);
        drafts.add(one.drafts);
    }
    drafts.sort();
    Ok(Drafts { store: Store::new(stored), ..drafts })
}

impl Drafts {
    /// Adds what was read elsewhere of other files, but for its store.
    pub fn add(&mut self, other: Self) {
        self.articles.extend(other.articles);
        self.skipped.extend(other.skipped);
        self.decoded.extend(other.decoded);
        self.notes.extend(other.notes);
        self.notices.extend(other.notices);
        self.account.add(&other.account);
        self.kinds.add(&other.kinds);
    }

    /// Puts everything in the order of files. A file is read whole in one place: what is of it keeps its order.
    pub fn sort(&mut self) {
        self.articles.sort_by_key(|drafted| drafted.file);
        self.skipped.sort_by_key(|(at, _)| *at);
        self.decoded.sort_by_key(|(at, _)| *at);
        self.notes.sort_by_key(|(at, _)| *at);
        self.notices.sort_by_key(|(at, _)| *at);
    }

    /// Numbers the files otherwise.
    pub fn renumber(&mut self, number_of: impl Fn(usize) -> usize) {
        self.articles.iter_mut().for_each(|drafted| drafted.file = number_of(drafted.file));
        self.skipped.iter_mut().for_each(|(at, _)| *at = number_of(*at));
        self.decoded.iter_mut().for_each(|(at, _)| *at = number_of(*at));
        self.notes.iter_mut().chain(&mut self.notices).for_each(|(at, _)| *at = number_of(*at));
    }
}

/// What one thread has read so far.
struct Worker<'m> {
    means: &'m Means<'m>,
    writer: StoreWriter,
    drafts: Drafts,
    /// The kind of the file that is being read.
    kind: &'static str,
    /// Threads it may extract on.
    threads: usize,
}

impl<'m> Worker<'m> {
    fn new(means: &'m Means<'m>, number: usize, threads: usize) -> io::Result<Self> {
        let writer = StoreWriter::new(means.folder, number as u32)?;
        Ok(Self { means, writer, drafts: Drafts::default(), kind: "", threads })
    }

    /// Reads one file. Fails only when an article cannot be put on disk.
    fn file(&mut self, at: usize, file: &Found, config: &InputConfig, gate: &Gate) -> io::Result<()> {
        let room = Room::new(self.means.text_bytes, gate);
        let skipped_before = self.drafts.skipped.len();
        self.kind = named(&file.path.to_string_lossy()).map_or("other", |(kind, _)| kind.name());
        let mut source = match open(&file.path) {
            Ok(source) => Stoppable { source, stop: self.means.stop },
            Err(reason) => {
                self.drafts.skipped.push((at, Skipped::new(&file.path, reason)));
                self.drafts.kinds.file(self.kind, 1);
                return Ok(());
            }
        };
        let (mut result, mut batch, mut held) = (Ok(()), Vec::new(), 0);
        let mut omitted = Omitted::default();
        drafts_of(file, &mut source, config, &room, &mut |item| match item {
            Item::One(draft) if result.is_ok() => {
                if let Err(reason) = room.admits(&draft.text) {
                    let place = if draft.id == file.id { file.path.clone() } else { file.path.join(&draft.id) };
                    return self.drafts.skipped.push((at, Skipped::new(&place, reason)));
                }
                held += draft.text.len();
                batch.push(draft);
                if held >= BATCH_BYTES {
                    held = 0;
                    result = self.extract(at, std::mem::take(&mut batch));
                }
            }
            Item::One(_) => {}
            Item::Skipped(skipped) => self.drafts.skipped.push((at, skipped)),
            Item::Decoded(decoded) => self.drafts.decoded.push((at, decoded)),
            Item::Noted(note) => self.drafts.notes.push((at, note)),
            Item::LeftOut(more) => omitted.add(&more),
            Item::Notice(sentence) => self.drafts.notices.push((at, sentence)),
        });
        self.drafts.account.file(&omitted);
        self.drafts.kinds.file(self.kind, (self.drafts.skipped.len() - skipped_before) as u64);
        result.and_then(|()| self.extract(at, batch))
    }

    /// Extracts drafts, side by side where a file of many records leaves other threads without work.
    fn extract(&mut self, file: usize, batch: Vec<Draft>) -> io::Result<()> {
        let share = batch.len().div_ceil(self.threads).max(1);
        if share == batch.len() {
            return batch.into_iter().try_for_each(|draft| self.keep(file, &draft.article()));
        }
        let mut rest = batch.into_iter();
        let shares =
            std::iter::from_fn(|| Some(rest.by_ref().take(share).collect::<Vec<_>>()).filter(|s| !s.is_empty()));
        let articles = std::thread::scope(|scope| {
            let make = |share: Vec<Draft>| scope.spawn(|| share.into_iter().map(Draft::article).collect::<Vec<_>>());
            let running: Vec<_> = shares.map(make).collect();
            let join = |one: std::thread::ScopedJoinHandle<'_, Vec<Article>>| {
                one.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            };
            running.into_iter().flat_map(join).collect::<Vec<_>>()
        });
        articles.iter().try_for_each(|article| self.keep(file, article))
    }

    fn keep(&mut self, file: usize, article: &Article) -> io::Result<()> {
        let place = self.writer.append(article)?;
        self.drafts.kinds.article(self.kind, article);
        let (id, date, text_bytes) = (article.id.clone(), article.date, article.text.len() as u32);
        let text = ContentDigest::of(&[&article.text]);
        self.drafts.articles.push(Drafted { id, date, text_bytes, text, place, file });
        Ok(())
    }

    fn finish(self) -> io::Result<Done> {
        Ok(Done { stored: self.writer.finish()?, drafts: self.drafts })
    }
}

/// What one thread has read.
struct Done {
    stored: File,
    /// Without a store.
    drafts: Drafts,
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

/// A file that cannot be read any further once the pack is told to end.
struct Stoppable<'m> {
    source: File,
    stop: &'m AtomicBool,
}

impl Read for Stoppable<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(io::Error::other("stopped"));
        }
        self.source.read(buffer)
    }
}

impl Seek for Stoppable<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.source.seek(to)
    }
}

/// Reads a source to its end.
///
/// # Errors
/// When it cannot be read, or is larger than a text may be; then no more than that was read.
pub fn read_whole(source: &mut dyn Source, room: &Room<'_>) -> Result<Vec<u8>, Reason> {
    let unreadable = |error: std::io::Error| Reason::Unreadable(error.to_string());
    let found_bytes = source.seek(SeekFrom::End(0)).map_err(unreadable)?;
    room.fits(found_bytes)?;
    room.claim(found_bytes);
    source.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    let mut bytes = Vec::with_capacity(found_bytes as usize + 1);
    // The size may have grown since it was asked for.
    source.take(room.text_bytes() + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    room.fits(bytes.len() as u64)?;
    Ok(bytes)
}
