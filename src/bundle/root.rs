//! The root of a bundle: what the corpus is, and where its chunks are. At most 8 KB, inlined in the page.

use super::chunk::{ChunkId, ChunkRef, Entry, digest, hex, name_of, sha256};
use super::codec::{Reader, Writer};
use super::columns::ARTICLES_PER_CHUNK;
use super::entries::{ENTRY_LEAST_BYTES, told_bytes, write_entries};
use super::error::{BundleError, Result};
use crate::sort;

pub use super::entries::read_entries;
pub use super::section::{SECTIONS, Section};

/// What a root starts with.
pub const MAGIC: &[u8; 6] = b"recto\0";
/// What an encrypted root starts with; its form is in `password`.
pub const LOCKED: &[u8; 6] = b"recto\x01";
/// The version of the format this crate reads and writes.
pub const VERSION: u16 = 8;
/// What the version says besides where chunks lie in volumes: an earlier program refuses such a bundle by its version.
const IN_VOLUMES: u16 = 1 << 8;
/// The size a root stays under: a section whose entries would pass it moves them to directory pages.
pub const ROOT_LIMIT_BYTES: usize = 8 * 1024;
/// How a root ends: the first bytes of its body's SHA-256. Nothing else vouches for a root, which is what vouches for
/// every chunk.
const CHECK_BYTES: usize = 8;
/// What a directory page stays under whoever wrote it.
const PAGE_LIMIT_BYTES: usize = 1024 * 1024;
/// Articles that one bundle numbers.
const ARTICLES_AT_MOST: u32 = 1 << 24;
const PAGE_TARGET_BYTES: usize = if cfg!(test) { 2 * 1024 } else { 16 * 1024 };
/// Bytes of entries that stand in the root; unit tests page them early.
const INLINE_BYTES: usize = if cfg!(test) { 150 } else { ROOT_LIMIT_BYTES - 256 };
const PAGE_TOLD_BYTES: usize = 64;

/// Where the entries of a section are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Directory {
    /// In the root.
    Inline(Vec<Entry>),
    /// In directory pages.
    Paged {
        /// The pages in order.
        pages: Vec<DirectoryPage>,
        /// Entries in all of them.
        entries: usize,
    },
}

/// One page of a section's directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectoryPage {
    /// Its chunk's place in [`Section::Directory`].
    pub place: usize,
    /// Entries of the section before this page.
    pub before: usize,
    /// Of its first entry.
    pub first: u64,
    /// Of its first entry.
    pub first_key: Vec<u8>,
}

/// Facts of a corpus that every search needs.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Counts {
    /// Articles.
    pub articles: u32,
    /// Articles with a full date: numbers below this one. The others follow, undated.
    pub dated: u32,
    /// Fold keys.
    pub folds: u32,
    /// Tokens by field: title, lead, body, aside.
    pub tokens: [u64; 4],
}

/// A root, decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// SHA-256 of the root's body; everything packed hangs on it.
    pub corpus: [u8; 32],
    /// Facts.
    pub counts: Counts,
    /// One directory per section, in the order of [`SECTIONS`]; the one of `Directory` itself is always inline.
    pub directories: Vec<Directory>,
}

/// Which sections' entries stand in the root: the smallest, as long as there is room for what it says of the others.
fn inlined(sections: &[Vec<Entry>]) -> Vec<bool> {
    let sizes: Vec<usize> = sections.iter().map(|entries| told_bytes(entries)).collect();
    let mut by_size: Vec<usize> = (0..sections.len()).collect();
    sort::by_key(&mut by_size, |&section| sizes[section]);
    let pages = |bytes: usize| (bytes / PAGE_TARGET_BYTES + 2) * PAGE_TOLD_BYTES;
    let told: usize = sizes.iter().map(|&bytes| pages(bytes)).sum();
    let mut room = INLINE_BYTES.saturating_sub(if cfg!(test) { 0 } else { told });
    let mut inlined = vec![false; sections.len()];
    for section in by_size {
        if sizes[section] > room {
            break;
        }
        room -= sizes[section];
        inlined[section] = true;
    }
    inlined
}

/// Lays out the root: sections in the order of [`SECTIONS`] (the first, `Directory`, must be empty). Returns the
/// root's bytes and the directory pages to pack beside the other chunks, as `kept` makes of them what is kept.
pub fn write_root(
    counts: &Counts,
    sections: &[Vec<Entry>],
    kept: impl Fn(Vec<u8>) -> Vec<u8>,
) -> (Vec<u8>, Vec<Vec<u8>>) {
    let inlined = inlined(sections);
    let mut pages: Vec<Vec<u8>> = Vec::new();
    let mut page_entries = Vec::new();
    let mut body = Writer::new();
    for (section, entries) in sections.iter().enumerate().skip(1) {
        if inlined[section] {
            body.byte(0);
            write_entries(&mut body, entries);
            continue;
        }
        body.byte(1);
        let per_page = (PAGE_TARGET_BYTES * entries.len() / told_bytes(entries).max(1)).max(1);
        body.varint(entries.len() as u64);
        body.varint(entries.chunks(per_page).len() as u64);
        for (i, part) in entries.chunks(per_page).enumerate() {
            let mut page = Writer::new();
            page.byte(section as u8);
            write_entries(&mut page, part);
            body.varint(pages.len() as u64);
            body.varint((i * per_page) as u64);
            body.varint(part[0].first);
            body.bytes(&part[0].first_key);
            let bytes = kept(page.into_bytes());
            page_entries.push(Entry {
                hash: digest(&bytes),
                size_bytes: bytes.len() as u32,
                first: 0,
                first_key: Vec::new(),
                part: None,
            });
            pages.push(bytes);
        }
    }
    let mut rest = Writer::new();
    rest.varint(u64::from(counts.articles));
    rest.varint(u64::from(counts.dated));
    rest.varint(u64::from(counts.folds));
    counts.tokens.iter().for_each(|&n| rest.varint(n));
    write_entries(&mut rest, &page_entries);
    rest.raw(&body.into_bytes());
    let in_volumes = sections.iter().flatten().any(|entry| entry.part.is_some());
    (sealed(&rest.into_bytes(), in_volumes), pages)
}

/// Puts magic and version before the body of a root without volumes, and its check after it.
pub fn seal(body: &[u8]) -> Vec<u8> {
    sealed(body, false)
}

fn sealed(body: &[u8], in_volumes: bool) -> Vec<u8> {
    let mut out = Writer::new();
    out.raw(MAGIC);
    out.u16(VERSION | if in_volumes { IN_VOLUMES } else { 0 });
    out.raw(body);
    out.raw(check_of(&sha256(body), in_volumes));
    out.into_bytes()
}

/// How a root with a body of this hash ends. The version is not part of the body: so the check tells whether there are volumes.
fn check_of(hash: &[u8; 32], in_volumes: bool) -> &[u8] {
    let (plain, rest) = hash.split_at(CHECK_BYTES);
    if in_volumes { &rest[..CHECK_BYTES] } else { plain }
}

impl Root {
    /// Reads a root.
    ///
    /// # Errors
    /// When the bytes are not a root of a version this crate knows.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        const WHAT: &str = "bundle root";
        let mut reader = Reader::new(bytes);
        let magic = reader.raw(MAGIC.len().min(bytes.len()), WHAT)?;
        if magic == LOCKED {
            return Err(BundleError::Locked);
        }
        if magic != MAGIC {
            return Err(BundleError::Magic { expected: MAGIC, found: magic.to_vec() });
        }
        let found = reader.u16(WHAT)?;
        let in_volumes = found & IN_VOLUMES != 0;
        if found & !IN_VOLUMES != VERSION {
            return Err(BundleError::Version { found, supported: VERSION });
        }
        let body_bytes = reader.left().checked_sub(CHECK_BYTES);
        let body_bytes = body_bytes.ok_or(BundleError::Truncated { what: WHAT, at: reader.at() })?;
        let (body, check) = bytes[reader.at()..].split_at(body_bytes);
        let corpus = sha256(body);
        if check != check_of(&corpus, in_volumes) {
            return Err(BundleError::Checksum { name: "root".to_owned() });
        }
        let mut reader = Reader::new(body);
        let (articles, dated, folds) = (reader.varint32(WHAT)?, reader.varint32(WHAT)?, reader.varint32(WHAT)?);
        let mut tokens = [0; 4];
        for count in &mut tokens {
            *count = reader.varint(WHAT)?;
        }
        let sum = tokens.iter().try_fold(0u64, |sum, count| sum.checked_add(*count));
        if sum.is_none() {
            return Err(BundleError::Invalid { what: "count of tokens", at: reader.at() });
        }
        if dated > articles {
            return Err(BundleError::Invalid { what: "count of dated articles", at: reader.at() });
        }
        let mut directories = vec![Directory::Inline(read_entries(&mut reader)?)];
        for _ in 1..SECTIONS.len() {
            directories.push(read_directory(&mut reader)?);
        }
        reader.end(WHAT)?;
        check_counts(&directories, articles)?;
        Ok(Self { corpus, counts: Counts { articles, dated, folds, tokens }, directories })
    }

    /// The corpus hash as 16 hex digits.
    pub fn corpus_name(&self) -> String {
        hex(&self.corpus[..8])
    }

    /// The directory of a section.
    pub fn directory(&self, section: Section) -> &Directory {
        &self.directories[section as usize]
    }

    /// The directory page at `place`, as a host needs to know it.
    pub fn page(&self, place: usize) -> Option<(&Entry, ChunkRef)> {
        let Directory::Inline(entries) = &self.directories[0] else { return None };
        let entry = entries.get(place)?;
        Some((entry, chunk_ref(Section::Directory.chunk(place), entry)))
    }
}

/// An entry for a host.
pub fn chunk_ref(id: ChunkId, entry: &Entry) -> ChunkRef {
    ChunkRef { id, name: name_of(&entry.hash), size_bytes: entry.size_bytes, part: entry.part }
}

/// Checks what is counted against what could hold it: answers walk over all articles and over all chunks of a section.
fn check_counts(directories: &[Directory], articles: u32) -> Result<()> {
    let invalid = |what| Err(BundleError::Invalid { what, at: 0 });
    let Directory::Inline(pages) = &directories[0] else { return invalid("directory of directory pages") };
    let listed_by = |page: &DirectoryPage| {
        let bytes = pages.get(page.place).map_or(0, |entry| (entry.size_bytes as usize).min(PAGE_LIMIT_BYTES));
        bytes / ENTRY_LEAST_BYTES
    };
    let chunks = |directory: &Directory| match directory {
        Directory::Inline(entries) => (entries.len(), entries.len()),
        Directory::Paged { pages, entries } => (*entries, pages.iter().map(listed_by).sum()),
    };
    if directories.iter().map(chunks).any(|(counted, possible)| counted > possible) {
        return invalid("count of chunks");
    }
    let (columns, _) = chunks(&directories[Section::Columns as usize]);
    if articles > ARTICLES_AT_MOST || articles as usize > columns.saturating_mul(ARTICLES_PER_CHUNK) {
        return invalid("count of articles");
    }
    Ok(())
}

fn read_directory(reader: &mut Reader<'_>) -> Result<Directory> {
    const WHAT: &str = "section directory";
    let at = reader.at();
    match reader.byte(WHAT)? {
        0 => Ok(Directory::Inline(read_entries(reader)?)),
        1 => {
            let entries = reader.varint32(WHAT)? as usize;
            let count = reader.count(4, WHAT)?;
            let mut pages = Vec::with_capacity(count);
            for _ in 0..count {
                pages.push(DirectoryPage {
                    place: reader.varint32(WHAT)? as usize,
                    before: reader.varint32(WHAT)? as usize,
                    first: reader.varint(WHAT)?,
                    first_key: reader.bytes(WHAT)?.to_vec(),
                });
            }
            Ok(Directory::Paged { pages, entries })
        }
        _ => Err(BundleError::Invalid { what: WHAT, at }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entries(count: usize) -> Vec<Entry> {
        (0..count)
            .map(|i| Entry {
                hash: digest(&i.to_le_bytes()),
                size_bytes: i as u32 * 7,
                first: i as u64 * 40,
                first_key: format!("khoá{i:05}").into_bytes(),
                part: None,
            })
            .collect()
    }

    #[test]
    fn small_roots_are_inline_and_large_ones_paged() {
        for count in [0, 1, 5, 3000] {
            let mut sections = vec![Vec::new(); SECTIONS.len()];
            sections[Section::Groups as usize] = entries(count);
            sections[Section::Columns as usize] = entries(1);
            let counts = Counts { articles: 9, dated: 4, folds: 3, tokens: [1, 2, 3, 4] };
            let (bytes, pages) = write_root(&counts, &sections, |page| page);
            assert!(bytes.len() <= ROOT_LIMIT_BYTES, "{} bytes for {count} entries", bytes.len());
            let root = Root::read(&bytes).unwrap();
            assert_eq!(root.counts, counts);
            match root.directory(Section::Groups) {
                Directory::Inline(found) => assert_eq!(found, &entries(count)),
                Directory::Paged { pages: listed, entries: total } => {
                    assert_eq!((*total, listed.len()), (count, pages.len()));
                    let mut all = Vec::new();
                    for page in listed {
                        let mut reader = Reader::new(&pages[page.place]);
                        let section = reader.byte("section").unwrap();
                        assert_eq!((page.before, section), (all.len(), Section::Groups as u8));
                        all.extend(read_entries(&mut reader).unwrap());
                    }
                    assert_eq!(all, entries(count));
                }
            }
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = Root::read(&seal(&bytes));
            prop_assert!(Root::read(&bytes).is_err());
        }
    }
}
