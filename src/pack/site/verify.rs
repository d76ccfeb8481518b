//! Verifies a packed site: every chunk of the bundle, and every file of the record. It changes nothing.

use super::loader::OpenSite;
use super::record::{Found, RECORD_NAME, RecordFile};
use crate::bundle::ChunkRef;
use crate::pack::page::chunk_path;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Something wrong with a site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file.
    pub place: String,
    /// What is wrong with it.
    pub message: String,
}

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Chunks of the bundle.
    pub chunks: usize,
    /// Their bytes.
    pub chunk_bytes: u64,
    /// Files of the record.
    pub files: usize,
    /// What is wrong, in order of files.
    pub findings: Vec<Finding>,
    /// What is there besides: no fault.
    pub notes: Vec<Finding>,
}

/// Verifies every chunk against its SHA-256 in the bundle's directories, and every file against the record. Reads the
/// whole site.
pub fn verify(site: &mut OpenSite) -> Verdict {
    let mut verdict = Verdict::default();
    chunks(site, &mut verdict);
    if let Some((folder, record)) = &site.folder {
        match record {
            Some(record) => {
                if record.unfinished {
                    verdict.find(RECORD_NAME, "a pack was interrupted here: pack again".to_owned());
                }
                files(folder, &record.files, &mut verdict);
            }
            None => verdict.find(RECORD_NAME, "missing or damaged: the other files cannot be checked".to_owned()),
        }
    }
    verdict.findings.sort();
    if site.folder.is_some() {
        // A damaged chunk file is both an altered file and an altered chunk: one line is enough.
        verdict.findings.dedup_by(|a, b| a.place == b.place);
    }
    verdict
}

impl Verdict {
    fn find(&mut self, place: &str, message: String) {
        self.findings.push(Finding { place: place.to_owned(), message });
    }
}

/// Supplies every chunk of the bundle; pages of the directory first, for they name the others.
fn chunks(site: &mut OpenSite, verdict: &mut Verdict) {
    let mut seen = BTreeSet::new();
    loop {
        let (known, is_all) = match site.engine.all_chunks() {
            Ok(all) => (all, true),
            Err(pages) => (pages, false),
        };
        let fresh: Vec<_> = known.into_iter().filter(|chunk| seen.insert(chunk.id)).collect();
        // A page that was brought and is still asked for is damaged, and told already.
        let is_stuck = fresh.is_empty();
        for chunk in &fresh {
            verify_chunk(site, chunk, verdict);
        }
        if is_all || is_stuck {
            return;
        }
    }
}

fn verify_chunk(site: &mut OpenSite, chunk: &ChunkRef, verdict: &mut Verdict) {
    verdict.chunks += 1;
    verdict.chunk_bytes += u64::from(chunk.size_bytes);
    let place = match &site.folder {
        Some(_) => chunk_path(&chunk.name),
        None => site.page.display().to_string(),
    };
    match site.loader.load(chunk) {
        Err(error) => verdict.find(&place, format!("chunk {}: {}", chunk.name, error.cause)),
        Ok(payload) => {
            if let Err(error) = site.engine.supply(chunk.id, payload) {
                verdict.find(&place, error.to_string());
            }
        }
    }
}

fn files(folder: &Path, listed: &[RecordFile], verdict: &mut Verdict) {
    let mut by_path: BTreeMap<&str, Vec<&RecordFile>> = BTreeMap::new();
    for file in listed {
        by_path.entry(&file.path).or_default().push(file);
    }
    verdict.files = by_path.len();
    for (path, allowed) in &by_path {
        match std::fs::read(folder.join(path)) {
            Err(error) => verdict.find(path, format!("listed in {RECORD_NAME} but cannot be read: {error}")),
            Ok(bytes) => {
                let found = Found::at(path, &bytes);
                if !allowed.iter().any(|f| f.is(&found)) {
                    verdict.find(path, allowed[0].alteration(&found));
                }
            }
        }
    }
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten() {
        let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let path = below.iter().map(|name| name.to_string_lossy()).collect::<Vec<_>>().join("/");
        if !entry.file_type().is_dir() && path != RECORD_NAME && !by_path.contains_key(path.as_str()) {
            verdict.notes.push(Finding { place: path, message: format!("not listed in {RECORD_NAME}: not recto's") });
        }
    }
}
