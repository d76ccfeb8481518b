//! The new site as it grows in the temporary folder: chunks go there as they are made, in the form they are published in,
//! and are joined to volumes in the end where there are too many of them.

use super::bundling::Keep;
use super::options::Options;
use super::page::StagedChunk;
use super::sync::Syncer;
use crate::bundle::chunk::{Digest, Entry, Part, digest, name_of};
use crate::bundle::{Volumes, carrier, volume};
use crate::password::Key;
use crate::site::{Hashed, SiteFile, chunk_path, sha256_hex};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Where the files of a site are staged, below a temporary folder.
pub fn site_folder(scratch: &Path) -> PathBuf {
    scratch.join("site")
}

/// Puts chunks in the staging folder. Keeps their names, sizes and hashes.
#[derive(Debug)]
pub struct StagedChunks {
    site: PathBuf,
    /// The site they will go to: chunks that are there already stay as they are.
    published: PathBuf,
    chunks: Mutex<BTreeMap<String, StagedChunk>>,
    syncer: Syncer,
    /// What they are encrypted with, where the site has a password.
    key: Option<Key>,
    volumes: Volumes,
}

impl StagedChunks {
    /// Stages below a temporary folder what will go to the site in `published`, encrypted where there is a key, and joined to
    /// volumes where the options say so.
    ///
    /// # Errors
    /// When the folder of chunks cannot be made.
    pub fn new(scratch: &Path, published: &Path, key: Option<Key>, options: &Options) -> io::Result<Self> {
        let site = site_folder(scratch);
        let folder = site.join(chunk_path("x"));
        fs::create_dir_all(folder.parent().unwrap_or(&site))?;
        let (published, volumes) = (published.to_owned(), options.volumes);
        Ok(Self { site, published, chunks: Mutex::default(), syncer: Syncer::new()?, key, volumes })
    }

    /// The files of chunks and of volumes, by name, once the new ones are on the disk itself.
    ///
    /// # Errors
    /// When one cannot be brought there.
    pub fn finish(self) -> io::Result<Vec<StagedChunk>> {
        let Self { published, chunks, syncer, volumes, .. } = self;
        let chunks = chunks.into_inner().unwrap_or_else(PoisonError::into_inner);
        if volumes != Volumes::No {
            let is_new = |staged: &&StagedChunk| !published.join(chunk_path(&staged.name)).exists();
            chunks.values().filter(is_new).for_each(|staged| syncer.file(staged.file.clone()));
        }
        syncer.finish()?;
        Ok(chunks.into_values().collect())
    }

    /// Puts a file in the staging folder.
    fn stage(&self, chunks: &mut BTreeMap<String, StagedChunk>, name: String, bytes: &[u8]) -> io::Result<()> {
        let file = self.site.join(chunk_path(&name));
        let staged =
            StagedChunk { name: name.clone(), size_bytes: bytes.len() as u64, sha256: sha256_hex(bytes), file };
        File::create_new(&staged.file)?.write_all(bytes)?;
        chunks.insert(name, staged);
        Ok(())
    }
}

impl Keep for StagedChunks {
    fn kept(&self, payload: Vec<u8>) -> Vec<u8> {
        match &self.key {
            Some(key) => key.encrypt_chunk(&payload),
            None => payload,
        }
    }

    fn keep(&self, name: &str, payload: Vec<u8>) -> io::Result<()> {
        let bytes = carrier::wrap(name, &payload);
        drop(payload);
        let file = self.site.join(chunk_path(name));
        let staged =
            StagedChunk { name: name.to_owned(), size_bytes: bytes.len() as u64, sha256: sha256_hex(&bytes), file };
        let path = staged.file.clone();
        if self.chunks.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), staged).is_none() {
            File::create_new(&path)?.write_all(&bytes)?;
            // What may be joined to volumes is brought to the disk when that is done.
            if self.volumes == Volumes::No && !self.published.join(chunk_path(name)).exists() {
                self.syncer.file(path);
            }
        }
        Ok(())
    }

    fn join(&self, sections: &mut [Vec<Entry>]) -> io::Result<()> {
        let mut chunks = self.chunks.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes = chunks.values().map(|staged| staged.size_bytes).sum();
        let Some(target_bytes) = self.volumes.target_bytes(chunks.len(), bytes) else { return Ok(()) };
        let mut parts: BTreeMap<Digest, Part> = BTreeMap::new();
        let (mut held, mut file): (Vec<(Digest, u32)>, Vec<u8>) = (Vec::new(), Vec::new());
        let mut end = |held: &mut Vec<(Digest, u32)>, file: &mut Vec<u8>, chunks: &mut BTreeMap<_, _>| {
            let mut part = Part { volume: digest(file), start: 0, length: 0 };
            for (number, (chunk, length)) in held.drain(..).enumerate() {
                part = if number == 0 { Part { length, ..part } } else { part.next(length) };
                parts.insert(chunk, part);
            }
            self.stage(chunks, volume::file_of(&part.volume), &std::mem::take(file))
        };
        for entry in sections.iter().flatten() {
            // A chunk that is there twice is gone the second time.
            let Some(staged) = chunks.remove(&name_of(&entry.hash)) else { continue };
            if !file.is_empty() {
                file.extend_from_slice(volume::BETWEEN);
            }
            file.extend_from_slice(&fs::read(&staged.file)?);
            fs::remove_file(&staged.file)?;
            held.push((entry.hash, staged.size_bytes as u32));
            if volume::ends_after(&entry.hash, staged.size_bytes, file.len() as u64, target_bytes) {
                end(&mut held, &mut file, &mut chunks)?;
            }
        }
        if !held.is_empty() {
            end(&mut held, &mut file, &mut chunks)?;
        }
        for entry in sections.iter_mut().flatten() {
            entry.part = parts.get(&entry.hash).copied();
        }
        Ok(())
    }
}

/// Stages a file that is written piece by piece.
///
/// # Errors
/// When it cannot be written.
pub fn stage_file(
    scratch: &Path,
    path: &str,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<SiteFile> {
    let file = site_folder(scratch).join(path);
    fs::create_dir_all(file.parent().unwrap_or(scratch))?;
    let mut out = Hashed::new(io::BufWriter::new(File::create_new(&file)?));
    write(&mut out)?;
    let (size_bytes, sha256) = out.finish()?;
    Ok(SiteFile::staged(path, size_bytes, sha256))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Bytes by chance.
    fn payload(number: u64, version: u64) -> Vec<u8> {
        let mut state = number << 20 | version;
        let byte = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 56) as u8
        };
        std::iter::repeat_with(byte).take(3_000 + number as usize % 3_000).collect()
    }

    /// Joins two sections; `changed` is a chunk that is another. Returns the names of the files, and the entries.
    fn joined(folder: &Path, changed: Option<u64>) -> (BTreeSet<String>, Vec<Vec<Entry>>) {
        let options = Options { volumes: Volumes::Yes, ..Options::default() };
        let staged = StagedChunks::new(folder, &folder.join("published"), None, &options).unwrap();
        let entry = |number: u64| {
            let payload = payload(number, u64::from(changed == Some(number)));
            let entry = Entry {
                hash: digest(&payload),
                size_bytes: payload.len() as u32,
                first: number,
                first_key: Vec::new(),
                part: None,
            };
            staged.keep(&name_of(&entry.hash), payload).unwrap();
            entry
        };
        // The last chunk of the first section is the first one of the second, too.
        let mut sections: Vec<Vec<Entry>> = vec![(0..1_200).map(entry).collect(), (1_199..2_000).map(entry).collect()];
        staged.join(&mut sections).unwrap();
        (staged.finish().unwrap().into_iter().map(|staged| staged.name).collect(), sections)
    }

    #[test]
    fn a_changed_chunk_changes_few_volumes() {
        let folders = [(); 5].map(|()| tempfile::tempdir().unwrap());
        let (before, sections) = joined(folders[0].path(), None);
        assert!((10..25).contains(&before.len()), "{} files", before.len());
        let site = site_folder(folders[0].path());
        assert_eq!(fs::read_dir(site.join("chunks")).unwrap().count(), before.len(), "no chunk is left beside them");
        for entry in sections.iter().flatten() {
            let part = entry.part.unwrap();
            let volume = fs::read(site.join(chunk_path(&volume::file_of(&part.volume)))).unwrap();
            let own = &volume[part.start as usize..(part.start + part.length) as usize];
            assert_eq!(entry.verify(&carrier::unwrap(own).unwrap()), Ok(()));
        }
        assert_eq!(sections[0].last().unwrap().part, sections[1][0].part);
        for (folder, number) in folders[1..].iter().zip([0, 700, 1_199, 1_999]) {
            let (after, _) = joined(folder.path(), Some(number));
            let new = after.difference(&before).count();
            assert!((1..=3).contains(&new), "{new} of {} volumes are new", after.len());
        }
    }
}
