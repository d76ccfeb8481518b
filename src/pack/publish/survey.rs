//! Looks what is in the output folder before anything is written: whose it is, and what stands in the way.

use crate::pack::error::PackError;
use crate::pack::input::nfc;
use crate::pack::page::known;
use crate::site::{Found, INDEX_NAME, RECORD_NAME, Record, RecordFile, SiteFile, is_hash_named, is_remnant};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

/// The folder of chunks.
const CHUNKS: &str = "chunks/";

/// Whose folder the output folder is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It is not there yet.
    Absent,
    /// It is empty.
    Empty,
    /// It is a site of ours.
    Ours(Record),
    /// It is a site of ours by the looks of its files, whose record is gone or damaged; this one lists those files.
    Recovered(Record),
}

impl State {
    /// What is known to be ours.
    pub fn record(&self) -> Record {
        match self {
            Self::Ours(record) | Self::Recovered(record) => record.clone(),
            Self::Absent | Self::Empty => Record::default(),
        }
    }
}

/// Looks at the output folder. Files of ours that a record does not list, as a pack that was killed or ran beside another
/// may leave, are found by what is in them.
///
/// # Errors
/// When it holds files and is no site of ours, is no folder, or cannot be read.
pub fn state_of(out: &Path) -> Result<State, PackError> {
    let shown = || out.display().to_string();
    let entries = match fs::read_dir(out) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(State::Absent),
        Err(error) => return Err(PackError::Read { path: shown(), error }),
    };
    let mut names: Vec<String> = entries.flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    if names.is_empty() {
        return Ok(State::Empty);
    }
    let read = |error| PackError::Read { path: shown(), error };
    let record = Record::read(out).map_err(read)?;
    let ours = files_of_ours(out, record.as_ref()).map_err(read)?;
    if let Some(mut record) = record {
        record.files.extend(ours);
        record.files.sort();
        record.files.dedup();
        return Ok(State::Ours(record));
    }
    if ours.iter().any(|file| file.path == INDEX_NAME || is_hash_named(&file.path)) {
        return Ok(State::Recovered(Record::new("", ours, Vec::new())));
    }
    names.sort();
    let more = names.len().saturating_sub(5);
    names.truncate(5);
    let mut files = names.join(", ");
    if more > 0 {
        files += &format!(" and {more} more");
    }
    if names.iter().any(|n| n == RECORD_NAME) {
        files += " (its recto.json is damaged or not recto's)";
    }
    Err(PackError::Foreign { path: shown(), files })
}

/// The files that are ours by what is in them. With a record, only those that nobody can have changed by hand; without
/// one, those too that look like files of another version.
fn files_of_ours(out: &Path, record: Option<&Record>) -> io::Result<Vec<RecordFile>> {
    let mut ours = Vec::new();
    for folder in ["", CHUNKS] {
        let entries = match fs::read_dir(out.join(folder)) {
            Ok(entries) => entries,
            // A file, or nothing, where the chunks should be.
            Err(_) if !folder.is_empty() => continue,
            Err(error) => return Err(error),
        };
        for entry in entries.flatten().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file())) {
            let path = format!("{folder}{}", entry.file_name().to_string_lossy());
            let is_listed = record.is_some_and(|record| record.lists(&path));
            let is_hash_named = is_hash_named(&path);
            // What a record lists is looked at when it is replaced or taken away.
            if is_hash_named && is_listed || !(is_hash_named || known::is_beside(&path) || path == INDEX_NAME) {
                continue;
            }
            let bytes = fs::read(entry.path())?;
            let is_ours = match record {
                _ if is_hash_named => is_remnant(&path, &bytes),
                Some(record) if path == INDEX_NAME => known::is_broken_page(&bytes, &record.corpus),
                None if path == INDEX_NAME => known::is_page(&bytes),
                Some(_) => known::is_as_written(&path, &bytes),
                None => known::is_alike(&path, &bytes),
            };
            if is_ours {
                ours.push(RecordFile::found(&path, &Found::at(&path, &bytes)));
            }
        }
    }
    Ok(ours)
}

/// What to do with each file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Numbers of new files that are not there yet.
    pub add: Vec<usize>,
    /// Numbers of new files that replace a file of ours.
    pub replace: Vec<usize>,
    /// Paths of ours that held something else than their names say: they are replaced.
    pub mended: Vec<String>,
    /// Paths of ours that the new site does not have.
    pub supersede: Vec<String>,
    /// Paths of ours that were changed since and are no longer needed: they stay.
    pub changed: Vec<String>,
}

/// Compares what is on disk with what is to be written. `content_named` says of a path that its name holds its content's hash, so
/// that another content there can only be damage. Reads every file of the old site once.
///
/// # Errors
/// When something that is not ours has a name the site needs.
pub fn plan(
    out: &Path,
    old: &Record,
    files: &[SiteFile],
    content_named: &dyn Fn(&str) -> bool,
) -> Result<Plan, PackError> {
    let listed: BTreeSet<&str> = old.files.iter().map(|f| f.path.as_str()).collect();
    let mut plan = Plan::default();
    for (number, file) in files.iter().enumerate() {
        let in_the_way = || PackError::InTheWay { path: out.join(&file.path).display().to_string() };
        match on_disk(out, &file.path)? {
            OnDisk::Nothing => plan.add.push(number),
            OnDisk::File(found) if found.sha256 == file.sha256 => {
                // The same bytes may be someone else's file; listing it would let a later pack delete it.
                if !listed.contains(file.path.as_str()) {
                    return Err(in_the_way());
                }
            }
            OnDisk::File(found) => {
                if content_named(&file.path) && listed.contains(file.path.as_str()) {
                    plan.mended.push(file.path.clone());
                } else if !old.wrote(&file.path, &found) {
                    return Err(in_the_way());
                }
                plan.replace.push(number);
            }
            OnDisk::Other => return Err(in_the_way()),
        }
    }
    let needed: BTreeSet<&str> = files.iter().map(|f| f.path.as_str()).collect();
    for path in listed.into_iter().filter(|path| !needed.contains(path)) {
        match on_disk(out, path)? {
            OnDisk::File(found) if found.is_remnant || old.wrote(path, &found) => plan.supersede.push(path.to_owned()),
            OnDisk::Nothing => {}
            _ => plan.changed.push(path.to_owned()),
        }
    }
    Ok(plan)
}

enum OnDisk {
    Nothing,
    File(Found),
    Other,
}

/// What is at a path of the site. A link, or anything below a link, is `Other`: it may lead out of the site.
fn on_disk(out: &Path, path: &str) -> Result<OnDisk, PackError> {
    let mut here = out.to_owned();
    let mut names = path.split('/').peekable();
    while let Some(name) = names.next() {
        here.push(name);
        let failed = |error| PackError::Read { path: here.display().to_string(), error };
        let kind = match fs::symlink_metadata(&here) {
            Ok(metadata) => metadata.file_type(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(OnDisk::Nothing),
            Err(error) => return Err(failed(error)),
        };
        if names.peek().is_none() && kind.is_file() {
            return Ok(OnDisk::File(Found::at(path, &fs::read(&here).map_err(failed)?)));
        }
        if names.peek().is_none() || !kind.is_dir() {
            return Ok(OnDisk::Other);
        }
    }
    Ok(OnDisk::Nothing)
}

/// The first path that two files of a site share, letter case aside: some systems could not hold both.
pub fn doubled_path(files: &[SiteFile]) -> Option<&str> {
    let mut seen = BTreeMap::new();
    files.iter().find(|f| seen.insert(nfc(&f.path).to_lowercase(), ()).is_some()).map(|f| f.path.as_str())
}
