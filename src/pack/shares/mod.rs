//! Packing on many machines: each reads a share of the files (map), and one packs what all have read (reduce). The site is
//! the one that a single machine packs from the same files, byte for byte.
//!
//! Map does what depends on one file alone: finding, decoding, extracting. What needs all articles is left to reduce: ids
//! that are taken, corrections, order, words of several syllables, recurring lines, families, the index.
//!
//! A share is a file, integers little-endian or LEB128 ([`crate::bundle::codec`]):
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `RECTOSHR` |
//! | 2 | format, 1 |
//! | 8 | bytes of the head |
//! | 8 | bytes of the articles |
//! | | head: the program's version; options (encoding, largest text, `recto.toml`); the inputs as named, the corpus's name, how many files they have and the SHA-256 of the ids of all; if it has the first file, what finding the files told (skipped, hidden, renamed, the list of words); its files by number, id and path; what reading told (skipped, encodings, notes, counts), by file; its articles: file, id, date, length, digest of the text, bytes |
//! | | articles, in the order of the head: each its head, blocks and text, as between the two passes of a pack |
//! | 32 | SHA-256 of everything before |
//!
//! Every share knows how many files there are and which it holds, so that none can be missing or come twice unseen.

mod error;
mod file;
mod head;
mod join;
mod part;
#[cfg(test)]
mod tests;

pub use error::ShareError;
pub use part::{Part, part_of};

use super::config::{Config, config_of, config_text};
use super::gather::{Read, read};
use super::options::Options;
use super::places::resolve;
use super::progress::Progress;
use super::publish::Folders;
use super::scratch::{self, Scratch};
use super::{PackError, default_title, input, lexicon, litter, settings_of};
use crate::bundle::chunk::{hex, sha256};
use file::{is_share, open_share, write_share};
use head::{FoundBeside, Head, Inputs, Made, listing_of};
use join::{Joined, join};
use std::io;
use std::path::{Path, PathBuf};

const MAGIC: &[u8; 8] = b"RECTOSHR";
const FORMAT: u16 = 1;
const PREFACE_BYTES: usize = MAGIC.len() + 2 + 8 + 8;
const SUM_BYTES: usize = 32;

/// What making a share did.
#[derive(Clone, Debug, Default)]
pub struct Mapped {
    /// Where the share is.
    pub share: String,
    /// Its size.
    pub bytes: u64,
    /// Files in it.
    pub files: u64,
    /// Files of the inputs.
    pub of: u64,
    /// Articles in it.
    pub articles: u64,
    /// Files and parts of files of it that are not packed; reducing tells which and why.
    pub skipped: u64,
}

/// What inputs hold.
struct Inventory {
    settings: String,
    config: Config,
    lexicon: Option<PathBuf>,
    walk: input::Walk,
}

/// Finds the files of the inputs, as packing does.
fn inventory(options: &Options, outputs: &[PathBuf]) -> Result<Inventory, PackError> {
    let path = settings_of(options);
    let settings = path.as_deref().map(config_text).transpose()?.unwrap_or_default();
    let shown = path.as_deref().unwrap_or(Path::new("")).display().to_string();
    let mut config = config_of(&settings, &shown)?;
    config.input.encoding = options.encoding.or(config.input.encoding);
    let mut walk = input::walk(&options.inputs, outputs)?;
    let lexicon = lexicon::path(options, &config, path.as_deref());
    walk.leave_out(path.as_deref(), lexicon.as_deref(), &config.input);
    Ok(Inventory { settings, config, lexicon, walk })
}

/// What is divided into shares.
#[derive(Clone, Debug)]
pub struct Listing {
    /// The files, in order.
    pub files: Vec<input::Found>,
    /// A digest of all else that shows in a share: version, options, settings, words, and what is there beside the files.
    pub made: String,
}

/// Lists what is divided into shares.
///
/// # Errors
/// When an input or the settings cannot be read.
pub fn listing(options: &Options) -> Result<Listing, PackError> {
    let Inventory { settings, lexicon, walk, .. } = inventory(options, &[])?;
    let read = |path: PathBuf| {
        std::fs::read(&path).map_err(|error| PackError::Read { path: path.display().to_string(), error })
    };
    let words = lexicon.map(read).transpose()?.unwrap_or_default();
    let Made { encoding, text_bytes, settings } = made(options, settings);
    let mut beside = format!("{text_bytes} {}", walk.hidden);
    walk.skipped.iter().for_each(|skipped| beside += &format!("\n{}: {}", skipped.place(), skipped.reason));
    let all =
        [env!("CARGO_PKG_VERSION").as_bytes(), encoding.as_bytes(), settings.as_bytes(), beside.as_bytes(), &words];
    let digests: Vec<u8> = all.into_iter().flat_map(sha256).collect();
    Ok(Listing { files: walk.files, made: hex(&sha256(&digests)[..8]) })
}

/// What every share is made with.
fn made(options: &Options, settings: String) -> Made {
    let encoding = options.encoding.map(|encoding| encoding.name().to_owned()).unwrap_or_default();
    Made { encoding, text_bytes: options.text_bytes(), settings }
}

/// Reads a part of the files and writes it as a share. The bytes written depend on the files, the options and the version
/// alone.
///
/// # Errors
/// With nothing written.
pub fn map(options: &Options, part: &Part, progress: &dyn Progress) -> Result<Mapped, PackError> {
    let out = resolve(&options.out)?;
    let failed = |error| PackError::Write { path: out.display().to_string(), error };
    match is_share(&out) {
        Ok(true) => {}
        Ok(false) => return Err(PackError::InTheWay { path: out.display().to_string() }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(failed(error)),
    }
    let Inventory { settings, config, lexicon, walk } = inventory(options, std::slice::from_ref(&out))?;
    let numbers = part.choose(&walk.files)?;
    let inputs = Inputs {
        names: options.inputs.iter().map(|input| input.display().to_string()).collect(),
        title: default_title(options),
        files: walk.files.len() as u32,
        listing: listing_of(walk.files.iter().map(|file| file.id.as_str())),
    };
    let of = walk.files.len() as u64;
    let has_first = walk.files.is_empty() || numbers.first() == Some(&0);
    let mut folders = Folders::default();
    let parent = out.parent().unwrap_or(Path::new("."));
    folders.create(parent)?;
    scratch::sweep(parent);
    let scratch = Scratch::new(parent)?;
    let files = numbers.iter().map(|number| walk.files[*number as usize].clone()).collect();
    let Read { files, mut drafts, skipped, hidden, renamed } =
        read(options, input::Walk { files, ..walk }, &config.input, &scratch, progress)?;
    drafts.renumber(|file| numbers[file] as usize);
    let lexicon = match lexicon.filter(|_| has_first) {
        Some(path) => {
            let bytes = std::fs::read(&path);
            let path = path.display().to_string();
            Some((path.clone(), bytes.map_err(|error| PackError::Read { path, error })?))
        }
        None => None,
    };
    let found = has_first.then_some(FoundBeside { skipped, hidden, renamed, lexicon });
    let made = made(options, settings);
    let files = numbers.into_iter().zip(files).collect();
    let store = std::mem::take(&mut drafts.store);
    let head = Head { program: env!("CARGO_PKG_VERSION").to_owned(), made, inputs, found, files, drafts };
    let staged = scratch.path().join("share");
    let bytes = write_share(&staged, &head, &store, &options.stop)?;
    litter::placing(|| std::fs::rename(&staged, &out)).map_err(failed)?;
    folders.keep();
    Ok(Mapped {
        share: out.display().to_string(),
        bytes,
        files: head.files.len() as u64,
        of,
        articles: head.drafts.articles.len() as u64,
        skipped: head.drafts.skipped.len() as u64,
    })
}

/// Opens shares, of which there must be so many when that is told, checks them to the last byte and joins them.
///
/// # Errors
/// When one cannot be read, was changed, does not go with the others, or is missing.
pub(super) fn open(options: &Options, of: Option<usize>) -> Result<(Joined, Config), PackError> {
    let paths = &options.inputs;
    if let Some(expected) = of.filter(|of| *of != paths.len()) {
        return Err(ShareError::Count { found: paths.len(), expected }.into());
    }
    let mut seen = std::collections::BTreeSet::new();
    let mut shares = Vec::with_capacity(paths.len());
    for (path, number) in paths.iter().zip(0..) {
        if !seen.insert(resolve(path)?) {
            return Err(ShareError::Twice { path: path.display().to_string() }.into());
        }
        shares.push(open_share(path, number, &options.stop)?);
    }
    let joined = join(shares)?;
    let (found_bytes, limit_bytes) = (joined.made.text_bytes, options.text_bytes());
    if found_bytes > limit_bytes {
        return Err(ShareError::Memory { found_bytes, limit_bytes }.into());
    }
    let config = config_of(&joined.made.settings, "recto.toml of the shares")?;
    Ok((joined, config))
}
