//! Verifies a packed site: the page against its seal, every chunk of the bundle, every file of the record. It changes
//! nothing.

use super::file::{INDEX_NAME, TEMPORARY_PREFIX, chunk_path};
use super::open::{OpenSite, SiteError, open_with};
use super::read_back::part_at;
use super::record::{Found, RECORD_NAME, Record, RecordFile};
use super::seal::{self, Seal};
use crate::bundle::{ChunkRef, Section};
use crate::password::Password;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

/// Places of damage in a page that are told one by one.
const PLACES_LIMIT: usize = 5;

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
    /// Chunks and bytes of each section that has any.
    pub sections: BTreeMap<Section, (usize, u64)>,
    /// Files of the record.
    pub files: usize,
    /// What is wrong, in order of files.
    pub findings: Vec<Finding>,
    /// What is there besides: no fault.
    pub notes: Vec<Finding>,
    /// In place of the findings when a pack was interrupted: one sentence.
    pub interrupted: Option<String>,
}

/// Verifies the page against its seal, every chunk against its SHA-256 in the bundle's directories, and every file
/// against the record. Reads the whole site. Of a site with a password that is not given, what is encrypted is held against the
/// names of its files alone.
///
/// # Errors
/// When there is no site at this path, or it has another password.
pub fn verify(path: &Path, password: Option<&Password>) -> Result<Verdict, SiteError> {
    let mut verdict = Verdict::default();
    let folder = path.is_dir().then_some(path);
    let page = folder.map_or_else(|| path.to_owned(), |folder| folder.join(INDEX_NAME));
    let place = if folder.is_some() { INDEX_NAME.to_owned() } else { page.display().to_string() };
    let record = folder.map(|folder| std::fs::read(folder.join(RECORD_NAME)).unwrap_or_default());
    let html = std::fs::read(&page);
    let seal = html.as_ref().map_or(Seal::None, |html| seal::check(html));
    if let Ok(html) = &html {
        sealed(&place, html, &seal, &mut verdict);
    }
    // What was sealed, or stands beside a record, is a site, however damaged.
    let is_ours = seal != Seal::None || record.as_deref().is_some_and(|record| !record.is_empty());
    match open_with(path, password) {
        Ok(mut site) => chunks(&mut site, &mut verdict),
        Err(SiteError::Locked { .. }) => {
            let message = "protected by a password: what is encrypted in it was not read (hint: --password-file)";
            verdict.note(&place, message.to_owned());
        }
        Err(SiteError::Root { error, .. }) => verdict.find(&place, format!("the bundle cannot be opened: {error}")),
        Err(error @ (SiteError::NotASite { .. } | SiteError::Read { .. })) if is_ours => {
            verdict.find(&place, format!("the bundle's root cannot be found: {error}"));
        }
        Err(error) => return Err(error),
    }
    if let (Some(folder), Some(bytes)) = (folder, record) {
        recorded(folder, &bytes, &seal, &mut verdict);
    }
    verdict.findings.sort_by(|a, b| a.place.cmp(&b.place));
    if folder.is_some() {
        // A damaged file is told by its content, and again by the record: the first says more.
        verdict.findings.dedup_by(|b, a| a.place == b.place);
    }
    Ok(verdict)
}

impl Verdict {
    fn find(&mut self, place: &str, message: String) {
        self.findings.push(Finding { place: place.to_owned(), message });
    }

    fn note(&mut self, place: &str, message: String) {
        self.notes.push(Finding { place: place.to_owned(), message });
    }

    /// Whether nothing is wrong.
    pub fn is_whole(&self) -> bool {
        self.findings.is_empty() && self.interrupted.is_none()
    }
}

/// What the seal says of a page.
fn sealed(place: &str, html: &[u8], seal: &Seal, verdict: &mut Verdict) {
    if matches!(seal, Seal::Whole) {
        return;
    }
    let changes = seal::changes_of_form(html);
    if !changes.is_empty() {
        let message = format!("altered in its form: {}, as programs that send or save text do", changes.join(", "));
        return verdict.find(place, message);
    }
    match seal {
        Seal::Whole => {}
        Seal::None => {
            let message = "it has no checksum over the page (packed by an earlier recto, or not recto's)";
            verdict.note(place, format!("{message}: only the data in it could be checked"));
        }
        Seal::Lost => verdict.find(place, "its last line, the seal, is missing or damaged: it is cut short".to_owned()),
        Seal::OutsideThePage => {
            verdict.find(place, "its last line, the seal, is damaged, or something was put behind it".to_owned());
        }
        Seal::Broken { length_bytes: [written, found], places } if written != found => {
            let from = places.first().map_or(0, |place| place.start);
            let part = part_at(html, from);
            let message = format!("altered: expected {written} bytes, found {found}; from byte {from} on, in {part}");
            verdict.find(place, message);
        }
        Seal::Broken { places, .. } => {
            places.iter().take(PLACES_LIMIT).for_each(|range| damaged(place, html, range, verdict));
            if let Some(more) = places.len().checked_sub(PLACES_LIMIT).filter(|more| *more > 0) {
                verdict.find(place, format!("damaged in {more} more places"));
            }
        }
    }
}

fn damaged(place: &str, html: &[u8], range: &Range<usize>, verdict: &mut Verdict) {
    let mut parts = [part_at(html, range.start), part_at(html, range.end)].to_vec();
    parts.dedup();
    let parts = parts.join(" or ");
    let message = format!("damaged between bytes {} and {}, in {parts}", range.start, range.end);
    verdict.find(place, message);
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
    if let Some((section, _)) = Section::of(chunk.id) {
        let (chunks, bytes) = verdict.sections.entry(section).or_default();
        *chunks += 1;
        *bytes += u64::from(chunk.size_bytes);
    }
    let place = match &site.folder {
        Some(_) => chunk_path(&chunk.file()),
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

/// Holds every file against the record, and the record against itself.
fn recorded(folder: &Path, bytes: &[u8], seal: &Seal, verdict: &mut Verdict) {
    let is_whole = Record::is_whole(bytes);
    match is_whole {
        Some(true) => {}
        Some(false) => verdict.find(RECORD_NAME, "missing or damaged: the other files cannot be checked".to_owned()),
        None => verdict.note(RECORD_NAME, "it has no checksum of its own (packed by an earlier recto)".to_owned()),
    }
    let Ok(Some(record)) = Record::read(folder) else { return };
    let signs = files(folder, &record.files, verdict);
    let is_missing = |finding: &Finding| !folder.join(&finding.place).exists();
    if record.unfinished {
        verdict.interrupt("files of two packs may be here");
    } else if signs.is_index_altered && *seal == Seal::Whole && is_whole != Some(false) {
        verdict.interrupt("index.html is of one pack, recto.json of another");
    } else if verdict.findings.iter().any(is_missing) {
        if signs.has_foreign_chunks {
            verdict.interrupt("chunks of another pack are here");
        } else if has_scratch_beside(folder) {
            verdict.interrupt("a pack's temporary folder is still beside it");
        }
    }
}

/// Whether a pack that did not end left its temporary folder beside the site.
fn has_scratch_beside(folder: &Path) -> bool {
    let Some(entries) = folder.canonicalize().ok().and_then(|folder| std::fs::read_dir(folder.parent()?).ok()) else {
        return false;
    };
    let is_folder = |entry: &std::fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_dir());
    let is_named = |entry: &std::fs::DirEntry| entry.file_name().to_string_lossy().starts_with(TEMPORARY_PREFIX);
    entries.flatten().any(|entry| is_folder(&entry) && is_named(&entry))
}

/// What a record's files tell of the pack that wrote them.
#[derive(Default)]
struct Signs {
    /// The page is another than recorded.
    is_index_altered: bool,
    /// There are chunks that the record does not know.
    has_foreign_chunks: bool,
}

impl Verdict {
    /// Puts one sentence in the place of what a pack that did not end left wrong.
    fn interrupt(&mut self, sign: &str) {
        let places: BTreeSet<&str> = self.findings.iter().map(|finding| finding.place.as_str()).collect();
        let wrong = match places.len() {
            0 => "every file is whole".to_owned(),
            1 => "1 file is missing or altered".to_owned(),
            many => format!("{many} files are missing or altered"),
        };
        self.interrupted = Some(format!("a pack was interrupted here ({sign}): {wrong}; pack again"));
    }
}

/// Holds files against the record.
fn files(folder: &Path, listed: &[RecordFile], verdict: &mut Verdict) -> Signs {
    let mut by_path: BTreeMap<&str, Vec<&RecordFile>> = BTreeMap::new();
    for file in listed {
        by_path.entry(&file.path).or_default().push(file);
    }
    verdict.files = by_path.len();
    let mut signs = Signs::default();
    for (path, allowed) in &by_path {
        match std::fs::read(folder.join(path)) {
            Err(error) => verdict.find(path, format!("listed in {RECORD_NAME} but cannot be read: {error}")),
            Ok(bytes) => {
                let found = Found::at(path, &bytes);
                if !allowed.iter().any(|f| f.is(&found)) {
                    signs.is_index_altered |= *path == INDEX_NAME;
                    verdict.find(path, altered(path, allowed, &bytes, &found));
                }
            }
        }
    }
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten() {
        let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let path = below.iter().map(|name| name.to_string_lossy()).collect::<Vec<_>>().join("/");
        if !entry.file_type().is_dir() && path != RECORD_NAME && !by_path.contains_key(path.as_str()) {
            signs.has_foreign_chunks |= path.starts_with("chunks/");
            verdict.note(&path, format!("not listed in {RECORD_NAME}: not recto's"));
        }
    }
    signs
}

/// What to say of a file that is another than recorded.
fn altered(path: &str, allowed: &[&RecordFile], bytes: &[u8], found: &Found) -> String {
    let unix: Vec<u8> = String::from_utf8_lossy(bytes).replace("\r\n", "\n").into_bytes();
    if unix.len() < bytes.len() && allowed.iter().any(|file| file.is(&Found::at(path, &unix))) {
        return "altered in its form: its line endings were changed, as programs that send or save text do".to_owned();
    }
    allowed[0].alteration(found)
}
