//! Finds the files of the inputs in a fixed order and gives each its id. It reads no file.

use super::readers::named;
use super::skip::{Reason, Skipped};
use crate::pack::config::InputConfig;
use crate::pack::error::PackError;
use crate::site::TEMPORARY_PREFIX;
use icu_normalizer::ComposingNormalizerBorrowed;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// A file that may be an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// Its id: the path below the input, with `/`, in NFC; unique in one walk.
    pub id: String,
}

/// A file whose own id was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// Where it is.
    pub path: String,
    /// The id it would have had.
    pub wanted: String,
    /// The id it has.
    pub id: String,
}

/// What lies below the inputs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// In walking order: the inputs as given, each in the order of names.
    pub files: Vec<Found>,
    /// In the same order.
    pub skipped: Vec<Skipped>,
    /// Hidden files and folders left out.
    pub hidden: u64,
    /// In the same order.
    pub renamed: Vec<Renamed>,
}

/// Walks the inputs, links followed. `outputs` are the places this pack writes to: they are never read.
///
/// Linear in the number of files, of which it keeps the paths.
///
/// # Errors
/// When an input is not there at all.
pub fn walk(inputs: &[PathBuf], outputs: &[PathBuf]) -> Result<Walk, PackError> {
    let mut walker = Walker { outputs, walk: Walk::default(), ids: BTreeSet::new(), seen: BTreeMap::new() };
    for input in inputs {
        if let Err(error) = input.symlink_metadata() {
            return Err(PackError::Input { path: input.display().to_string(), error });
        }
        walker.input(input);
    }
    Ok(walker.walk)
}

impl Walk {
    /// Sets aside what the maker leaves out, and without a word the settings and the list of words themselves.
    pub fn leave_out(&mut self, settings: Option<&Path>, lexicon: Option<&Path>, input: &InputConfig) {
        let own = |path: &Path| [settings, lexicon].contains(&Some(path));
        self.skipped.retain(|skipped| !own(Path::new(&skipped.path)));
        self.files.retain(|file| !own(&file.path));
        let (out, files) =
            std::mem::take(&mut self.files).into_iter().partition(|file: &Found| input.leaves_out(&file.id));
        self.files = files;
        self.skipped.extend(out.iter().map(|file| Skipped::new(&file.path, Reason::LeftOut)));
    }
}

struct Walker<'a> {
    outputs: &'a [PathBuf],
    walk: Walk,
    ids: BTreeSet<String>,
    seen: BTreeMap<PathBuf, String>,
}

impl Walker<'_> {
    fn input(&mut self, input: &Path) {
        let mut entries = WalkDir::new(input).follow_links(true).sort_by_file_name().into_iter();
        while let Some(entry) = entries.next() {
            match entry {
                Ok(entry) if entry.depth() > 0 && is_hidden(&entry) => {
                    // What packs keep beside their outputs is nobody's article.
                    self.walk.hidden += u64::from(!entry.file_name().to_string_lossy().starts_with(TEMPORARY_PREFIX));
                    if entry.file_type().is_dir() {
                        entries.skip_current_dir();
                    }
                }
                Ok(entry) if entry.file_type().is_dir() => {
                    if self.is_output(entry.path()) {
                        self.skip(entry.path(), Reason::Output);
                        entries.skip_current_dir();
                    }
                }
                Ok(entry) => self.file(input, &entry),
                Err(error) => self.fault(input, &error),
            }
        }
    }

    fn fault(&mut self, input: &Path, error: &walkdir::Error) {
        let reason = match (error.loop_ancestor(), error.io_error()) {
            (Some(ancestor), _) => Reason::Loop(ancestor.display().to_string()),
            (None, Some(io)) => Reason::Unreadable(io.to_string()),
            (None, None) => Reason::Unreadable(error.to_string()),
        };
        self.skip(error.path().unwrap_or(input), reason);
    }

    fn file(&mut self, input: &Path, entry: &DirEntry) {
        let path = entry.path();
        // The table beside the site and the page in one file are ours: not worth a line in every report.
        if self.is_output(path) {
            return;
        }
        let reason = if !entry.file_type().is_file() {
            Some(Reason::NotRegular)
        } else if named(&path.to_string_lossy()).is_none() {
            Some(Reason::unsupported(&path.to_string_lossy()))
        } else {
            let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
            let shown = path.display().to_string();
            self.seen.insert(real.clone(), shown.clone()).map(|first| {
                self.seen.insert(real, first.clone());
                Reason::Same(first)
            })
        };
        match reason {
            Some(reason) => self.skip(path, reason),
            None => self.name(input, path),
        }
    }

    fn name(&mut self, input: &Path, path: &Path) {
        let below = path.strip_prefix(input).ok().filter(|p| p.components().next().is_some());
        let wanted = id_of(below.unwrap_or(Path::new(path.file_name().unwrap_or_default())));
        let mut id = wanted.clone();
        if self.ids.contains(&id) {
            let folder = if below.is_some() { input } else { path.parent().unwrap_or(input) };
            id = format!("{}/{wanted}", folder_name(folder));
            let base = id.clone();
            let mut copy = 2;
            while self.ids.contains(&id) {
                id = format!("{base}~{copy}");
                copy += 1;
            }
            self.walk.renamed.push(Renamed { path: path.display().to_string(), wanted, id: id.clone() });
        }
        self.ids.insert(id.clone());
        self.walk.files.push(Found { path: path.to_owned(), id });
    }

    fn skip(&mut self, path: &Path, reason: Reason) {
        self.walk.skipped.push(Skipped::new(path, reason));
    }

    fn is_output(&self, path: &Path) -> bool {
        path.canonicalize().is_ok_and(|real| self.outputs.contains(&real))
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with('.')
}

/// The one rule for ids: names joined by `/`, in NFC.
fn id_of(below: &Path) -> String {
    let names: Vec<_> = below
        .components()
        .filter_map(|c| match c {
            Component::Normal(name) => Some(name.to_string_lossy()),
            _ => None,
        })
        .collect();
    nfc(&names.join("/"))
}

/// A text in NFC.
pub(crate) fn nfc(text: &str) -> String {
    ComposingNormalizerBorrowed::new_nfc().normalize(text).into_owned()
}

/// The name of a folder, also of `.`; empty for the root of the file system.
pub(crate) fn folder_name(folder: &Path) -> String {
    let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    nfc(&real.file_name().unwrap_or_default().to_string_lossy())
}
