//! Opens a packed site, a folder or a page in one file, and brings the engine the chunks it asks for.
//!
//! It checks nothing of a chunk: the engine does.

use super::file::chunk_path;
use super::read_back::{Blocks, decode_chunk_file, root_of};
use super::record::Record;
use crate::bundle::root::{Directory, chunk_ref};
use crate::bundle::text_codes::Words;
use crate::bundle::{BundleError, ChunkRef, Part, Root, Section};
use crate::engine::{Engine, Poll};
use crate::password::{Head, Key, Password, unlock};
use crate::protocol::{Ask, Refusal, Request, Response};
use std::io::{self, Read as _, Seek as _};
use std::path::{Path, PathBuf};

/// Where the root of a page in one file ends, at the latest: its chunks follow.
pub const PAGE_HEAD_BYTES: u64 = 16 << 20;

/// A chunk that could not be brought.
#[derive(Debug, thiserror::Error)]
#[error("chunk {name} cannot be loaded from {place}: {cause}")]
pub struct LoadError {
    /// The chunk.
    pub name: String,
    /// The file it was looked for in.
    pub place: String,
    /// What is wrong.
    pub cause: String,
}

/// Brings chunks from wherever a bundle lies.
pub trait Loader {
    /// Brings the bytes of one chunk, unchecked.
    ///
    /// # Errors
    /// When they are not there or not in the form of a chunk.
    fn load(&mut self, chunk: &ChunkRef) -> Result<Vec<u8>, LoadError>;
}

/// A site that cannot be opened, or a request it cannot answer.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// Nothing there, or not readable.
    #[error("{path} cannot be read: {error}")]
    Read {
        /// The file.
        path: String,
        /// What the system says.
        error: io::Error,
    },
    /// Not a page of Recto's.
    #[error("{path} is not a site packed by recto: expected a page with a bundle inside, found none")]
    NotASite {
        /// The file.
        path: String,
    },
    /// It has a password, and none was given.
    #[error("{path} is protected by a password")]
    Locked {
        /// The file.
        path: String,
    },
    /// It has a password, and another was given.
    #[error("{path} has another password than the one given")]
    WrongPassword {
        /// The file.
        path: String,
    },
    /// The root is damaged.
    #[error("{path}: the bundle cannot be opened: {error}")]
    Root {
        /// The file.
        path: String,
        /// What is wrong.
        error: BundleError,
    },
    /// A chunk is not there.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// A chunk is damaged.
    #[error("{place}: {error}")]
    Chunk {
        /// The file it came from.
        place: String,
        /// What is wrong.
        error: BundleError,
    },
    /// The engine cannot answer.
    #[error(transparent)]
    Engine(#[from] Refusal),
    /// The engine answers something else, which none does.
    #[error("the engine gave an answer of another kind than asked for")]
    OtherAnswer,
    /// The engine keeps asking and never answers: a fault in the bundle.
    #[error("the bundle never completes an answer (last chunk asked for: {name:?})")]
    Stuck {
        /// The chunk.
        name: String,
    },
}

impl SiteError {
    /// What the reader can do.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Read { .. } => "name the folder that `recto pack --out` wrote, or the page of --one-file",
            Self::NotASite { .. } => "name the folder that `recto pack --out` wrote, or the page of --one-file",
            Self::Locked { .. } => "name the file that holds its password with --password-file",
            Self::WrongPassword { .. } => {
                "the first line of the file is taken, with its blanks and its letters as they are"
            }
            Self::Root { .. } | Self::Chunk { .. } | Self::Load(_) | Self::Stuck { .. } => {
                "the site is incomplete or damaged: `recto check` lists what is wrong; copy it again, or pack again"
            }
            Self::OtherAnswer => "this is a fault in recto: please report it",
            Self::Engine(_) => "`recto check` tells whether the site is whole",
        }
    }
}

/// An open site.
pub struct OpenSite {
    /// Answers requests.
    pub engine: Engine,
    /// Brings it chunks.
    pub loader: Box<dyn Loader>,
    /// The page's file.
    pub page: PathBuf,
    /// The site's folder and record, when it is a folder.
    pub folder: Option<(PathBuf, Option<Record>)>,
}

impl std::fmt::Debug for OpenSite {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenSite").field("page", &self.page).finish_non_exhaustive()
    }
}

/// Opens a site: a folder that `recto pack` wrote, or a page in one file. Reads the page, no chunk.
///
/// # Errors
/// When there is none, it has a password, or its root is damaged.
pub fn open_site(path: &Path) -> Result<OpenSite, SiteError> {
    open_with(path, None)
}

/// Opens a site that may have a password; one that has none needs none.
///
/// # Errors
/// As [`open_site`], or when the password is another.
pub fn open_with(path: &Path, password: Option<&Password>) -> Result<OpenSite, SiteError> {
    let is_folder = path.is_dir();
    let page = if is_folder { path.join("index.html") } else { path.to_owned() };
    let shown = page.display().to_string();
    let read = |error| SiteError::Read { path: shown.clone(), error };
    let html = std::fs::read(&page).map_err(read)?;
    let root = root_of(&html).ok_or_else(|| SiteError::NotASite { path: shown.clone() })?;
    let opened = match (Head::read(&root), password) {
        (None, _) => Engine::open(&root),
        (Some(_), None) => return Err(SiteError::Locked { path: shown }),
        (Some(_), Some(password)) => match unlock(&root, password) {
            Some(key) => Engine::unlocked(&root, key),
            None => return Err(SiteError::WrongPassword { path: shown }),
        },
    };
    let engine = opened.map_err(|error| SiteError::Root { path: shown.clone(), error })?;
    let (loader, folder): (Box<dyn Loader>, _) = if is_folder {
        let record = Record::read(path).map_err(read)?;
        (Box::new(FolderLoader { folder: path.to_owned() }), Some((path.to_owned(), record)))
    } else {
        let blocks = Blocks::of(&html);
        (Box::new(OneFileLoader { html, blocks, place: shown }), None)
    };
    Ok(OpenSite { engine, loader, page, folder })
}

/// The root of a packed site, of a folder or a page in one file, as it stands there; `None` when there is no such site.
pub fn root_at(path: &Path) -> Option<Vec<u8>> {
    let page = if path.is_dir() { path.join("index.html") } else { path.to_owned() };
    let mut head = Vec::new();
    std::fs::File::open(page).and_then(|file| file.take(PAGE_HEAD_BYTES).read_to_end(&mut head)).ok()?;
    root_of(&head)
}

/// The word dictionary of the site in a folder, encrypted under a key where there is one; `None` when there is no such site, or
/// it cannot be read.
pub fn words_of(folder: &Path, key: Option<&Key>) -> Option<Words> {
    let root = root_at(folder)?;
    let root = Root::read(&key.and_then(|key| key.root(&root)).unwrap_or(root)).ok()?;
    let Directory::Inline(entries) = root.directory(Section::Words) else { return None };
    let entry = entries.first()?;
    let mut loader = FolderLoader { folder: folder.to_owned() };
    let payload = loader.load(&chunk_ref(Section::Words.chunk(0), entry)).ok()?;
    entry.verify(&payload).ok()?;
    let payload = key.and_then(|key| key.chunk(&payload)).unwrap_or(payload);
    Words::read(&payload).ok()
}

/// Chunks as files of a folder.
struct FolderLoader {
    folder: PathBuf,
}

impl Loader for FolderLoader {
    fn load(&mut self, chunk: &ChunkRef) -> Result<Vec<u8>, LoadError> {
        let path = self.folder.join(chunk_path(&chunk.file()));
        let failed = |cause: String| LoadError { name: chunk.name.clone(), place: path.display().to_string(), cause };
        let bytes = match &chunk.part {
            None => std::fs::read(&path),
            Some(part) => read_part(&path, part),
        };
        let bytes = bytes.map_err(|error| failed(error.to_string()))?;
        decode_chunk_file(&bytes).map_err(|error| failed(error.to_string()))
    }
}

/// Reads a part of a volume; of one that is cut short, what is left of it.
fn read_part(volume: &Path, part: &Part) -> io::Result<Vec<u8>> {
    let (mut file, mut bytes) = (std::fs::File::open(volume)?, Vec::new());
    file.seek(io::SeekFrom::Start(part.start.into()))?;
    file.take(part.length.into()).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Chunks inside a page.
struct OneFileLoader {
    html: Vec<u8>,
    blocks: Blocks,
    place: String,
}

impl Loader for OneFileLoader {
    fn load(&mut self, chunk: &ChunkRef) -> Result<Vec<u8>, LoadError> {
        self.blocks.payload(&self.html, &chunk.name).ok_or_else(|| LoadError {
            name: chunk.name.clone(),
            place: self.place.clone(),
            cause: "the page does not hold it whole".to_owned(),
        })
    }
}

impl OpenSite {
    /// Asks the engine, and brings every chunk it needs.
    ///
    /// # Errors
    /// When a chunk is missing or damaged, or the engine cannot answer.
    pub fn ask<A: Ask>(&mut self, ask: A) -> Result<A::Answer, SiteError> {
        let response = answer(&mut self.engine, self.loader.as_mut(), &ask.into())?;
        A::answer(response).ok_or(SiteError::OtherAnswer)
    }
}

fn answer(engine: &mut Engine, loader: &mut dyn Loader, request: &Request) -> Result<Response, SiteError> {
    // A bundle of a million articles needs a few rounds; one that never ends is damaged or forged.
    const ROUNDS: u32 = 10_000;
    let mut name = String::new();
    for _ in 0..ROUNDS {
        let missing = match engine.poll(request)? {
            Poll::Ready(response) => return Ok(response),
            Poll::Missing(missing) => missing,
        };
        for chunk in &missing {
            let payload = loader.load(chunk)?;
            engine
                .supply(chunk.id, payload)
                .map_err(|error| SiteError::Chunk { place: chunk_path(&chunk.file()), error })?;
        }
        if let Some(chunk) = missing.last() {
            name.clone_from(&chunk.name);
        }
    }
    Err(SiteError::Stuck { name })
}
