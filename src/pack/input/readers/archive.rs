//! ZIP archives: every entry is read as a file would be, in memory. Nothing is written to a disk, and what an entry's
//! name says is only ever an id.

use super::draft::Source;
use super::kind::{Kind, confirmed};
use super::packing::{SWOLLEN, TOO_MUCH, TOTAL_BYTES, Unpacked, allowed_bytes};
use super::records::DayOrder;
use super::{Item, Reading, docx, epub, exports, is_records, kind, office, read_whole, streamed, unreadable};
use crate::pack::input::room::Room;
use crate::pack::input::skip::Reason;
use crate::pack::input::walk::{Found, nfc};
use std::io::{Read, Result, SeekFrom};
use zip::ZipArchive;

/// Entries of one archive at most.
pub(super) const MOST_ENTRIES: usize = 200_000;
/// Archives inside archives at most.
pub(super) const DEEPEST: u8 = 2;

/// An opened archive.
pub(super) type Archive<'s> = ZipArchive<&'s mut dyn Source>;

/// Opens an archive.
///
/// # Errors
/// When it is none, or has too many entries.
pub(super) fn open(source: &mut dyn Source) -> std::result::Result<Archive<'_>, Reason> {
    let archive = ZipArchive::new(source).map_err(|error| Reason::NotZip { detail: error.to_string() })?;
    if archive.len() > MOST_ENTRIES {
        return Err(Reason::ManyEntries { found: archive.len(), limit: MOST_ENTRIES });
    }
    Ok(archive)
}

/// How many entries an archive says it has, where its last lines can be read and the number is not said elsewhere. The
/// library keeps one of those that share a name.
pub(super) fn entries_told(source: &mut dyn Source) -> Option<usize> {
    const SIGNATURE: &[u8] = b"PK\x05\x06";
    const LAST_LINES_BYTES: u64 = 22 + 65_535;
    let size = source.seek(SeekFrom::End(0)).ok()?;
    source.seek(SeekFrom::Start(size.saturating_sub(LAST_LINES_BYTES))).ok()?;
    let mut end = Vec::new();
    source.take(LAST_LINES_BYTES).read_to_end(&mut end).ok()?;
    let at = end.windows(SIGNATURE.len()).rposition(|bytes| bytes == SIGNATURE)?;
    let count = end.get(at + 10..at + 12)?;
    let told = u16::from_le_bytes([count[0], count[1]]);
    (told != u16::MAX).then_some(usize::from(told))
}

/// The name of an entry as a path below the archive; `None` for one that leaves it.
pub(super) fn path_of(name: &str) -> Option<String> {
    let name = name.replace('\\', "/");
    let drive = name.as_bytes().get(1) == Some(&b':');
    let bad = name.starts_with('/') || drive || name.contains('\0') || name.len() > 4096;
    let parts: Vec<&str> = name.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    (!bad && !parts.is_empty() && !parts.contains(&"..")).then(|| nfc(&parts.join("/")))
}

/// Whether an entry is left out without a word, as hidden files are: what archivers add.
pub(super) fn is_hidden(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('.') || part == "__MACOSX")
}

/// Whether an archive is that of a crawl (WACZ): its records, and what helps to find them.
fn is_crawl(archive: &Archive<'_>) -> bool {
    has_entry(archive, "datapackage.json")
        && archive.file_names_raw().any(|raw| std::str::from_utf8(raw).is_ok_and(is_records_of_crawl))
}

fn is_records_of_crawl(path: &str) -> bool {
    path.starts_with("archive/") && kind::named(path).is_some_and(|(kind, _)| kind == Kind::WebArchive)
}

/// Bytes of an entry, at most so many times the packed ones.
pub(super) struct Limited<R> {
    inner: R,
    left: u64,
    told: &'static str,
}

impl<R: Read> Limited<R> {
    /// Limits an entry of `packed_bytes`, and by what is left of the archive's total.
    pub fn new(inner: R, packed_bytes: u64, total_left: u64) -> Self {
        let ratio = allowed_bytes(packed_bytes);
        let told = if ratio <= total_left { SWOLLEN } else { TOO_MUCH };
        Self { inner, left: ratio.min(total_left), told }
    }
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let read = self.inner.read(buffer)?;
        self.left = self
            .left
            .checked_sub(read as u64)
            .ok_or_else(|| std::io::Error::new(std::io::ErrorKind::QuotaExceeded, self.told))?;
        Ok(read)
    }
}

/// The name of an entry as it is meant: archivers that write UTF-8 do not all say so.
fn name_of<R: Read>(entry: &zip::read::ZipFile<'_, R>) -> String {
    let raw = entry.name_raw();
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => entry.name().map_or_else(|_| String::from_utf8_lossy(raw).into_owned(), |name| name.into_owned()),
    }
}

/// Where an entry of a name lies: of just this name, else of one that is the same in another Unicode form or in other
/// capitals, which the file systems that archives are made on do not tell apart.
fn index_of(archive: &Archive<'_>, name: &str) -> Option<usize> {
    if let Some(at) = archive.index_for_name(name) {
        return Some(at);
    }
    let plain = |name: &str| nfc(name).to_lowercase();
    let wanted = plain(name);
    let same = |raw: &&[u8]| std::str::from_utf8(raw).is_ok_and(|name| plain(name) == wanted);
    archive.file_names_raw().find(same).and_then(|raw| archive.index_for_name_raw(raw))
}

/// Whether an archive has an entry of a name, in any Unicode form and any capitals.
pub(super) fn has_entry(archive: &Archive<'_>, name: &str) -> bool {
    index_of(archive, name).is_some()
}

/// An address relative to a folder, as the name of an entry.
pub(super) fn join(folder: &str, href: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in href.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Reads one entry whole, by its name.
///
/// # Errors
/// When it is not there, is encrypted, or is too large.
pub(super) fn entry(archive: &mut Archive<'_>, name: &str, room: &Room<'_>) -> std::result::Result<Vec<u8>, Reason> {
    let at = index_of(archive, name).ok_or_else(|| fault(zip::result::ZipError::FileNotFound))?;
    let entry = archive.by_index(at).map_err(fault)?;
    let packed = entry.compressed_size();
    super::stream::all(&mut Limited::new(entry, packed, room.text_bytes() * 2), room)
}

fn fault(error: zip::result::ZipError) -> Reason {
    match error {
        zip::result::ZipError::UnsupportedArchive(what) if what.contains("assword") => Reason::Encrypted,
        error => Reason::NotZip { detail: error.to_string() },
    }
}

impl Reading<'_> {
    /// Reads a file that is a ZIP archive inside.
    pub(super) fn packed(&mut self, kind: Kind, source: &mut dyn Source) -> std::result::Result<(), Reason> {
        let mut head = [0; 64];
        let read = source.read(&mut head).map_err(unreadable)?;
        source.seek(SeekFrom::Start(0)).map_err(unreadable)?;
        let kind = confirmed(kind, &head[..read])?;
        if !kind::is_packed(kind) {
            // Named as Word's file, and rich text or a page.
            return self.whole(kind, read_whole(source, self.room)?);
        }
        let told = entries_told(source);
        source.seek(SeekFrom::Start(0)).map_err(unreadable)?;
        let mut archive = open(source)?;
        let main = docx::main_part(&mut archive, self.room);
        if let Some(office) = if main.is_none() { office::kind_of(&mut archive, self.room)? } else { None } {
            return self.office(office, &mut archive);
        }
        let found = match (&main, has_entry(&archive, epub::CONTAINER)) {
            (Some(_), _) => Kind::Word,
            (_, true) => Kind::Book,
            _ => Kind::Archive,
        };
        if kind != Kind::Archive && kind != found {
            let named = match kind {
                Kind::Word => "a Word file",
                Kind::Office => "an office file",
                _ => "an EPUB",
            };
            return Err(Reason::NotAsNamed { named });
        }
        match (found, main) {
            (_, Some(main)) => {
                // A database delivers all its documents in one file.
                let mut drafts = Vec::new();
                let emit = &mut *self.emit;
                docx::read(self.file, &mut archive, &main, self.room, &mut |item| match item {
                    Item::One(draft) => drafts.push(draft),
                    other => emit(other),
                })?;
                for draft in drafts {
                    let title = draft.known.title.as_deref();
                    if !self.pieces(|pieces| exports::read_text(&draft.text, title, pieces))? {
                        (self.emit)(Item::One(draft));
                    }
                }
            }
            (Kind::Book, _) => epub::read(self.file, &mut archive, self.room, self.emit)?,
            _ if self.depth >= DEEPEST => return Err(Reason::DeepArchive),
            _ => {
                let lost = told.map_or(0, |told| told.saturating_sub(archive.len()));
                if lost > 0 {
                    self.skip(Reason::SameNames { count: lost });
                }
                self.archive(archive);
            }
        }
        Ok(())
    }

    /// Reads every entry of an archive, in the archive's order.
    pub(super) fn archive(&mut self, mut archive: Archive<'_>) {
        let mut left = TOTAL_BYTES;
        let (of_crawl, mut beside) = (is_crawl(&archive), 0);
        for at in 0..archive.len() {
            let mut entry = match archive.by_index(at) {
                Ok(entry) => entry,
                Err(error) => {
                    self.skip(fault(error));
                    continue;
                }
            };
            let name = name_of(&entry);
            if entry.is_dir() {
                continue;
            }
            let Some(path) = path_of(&name) else {
                self.skip(Reason::Escapes { name });
                continue;
            };
            if is_hidden(&path) {
                continue;
            }
            if of_crawl && !is_records_of_crawl(&path) {
                beside += 1;
                continue;
            }
            let file = Found { path: self.file.path.join(&path), id: format!("{}/{path}", self.file.id) };
            let mut inner = Reading { file: &file, depth: self.depth + 1, ..Reading::of(self) };
            if inner.config.leaves_out(&file.id) {
                inner.skip(Reason::LeftOut);
            } else if entry.is_symlink() {
                inner.skip(Reason::NotRegular);
            } else if entry.encrypted() {
                inner.skip(Reason::Encrypted);
            } else {
                let packed = entry.compressed_size();
                let mut order = DayOrder::default();
                if let Some((kind, None)) = kind::named(&path)
                    && kind::has_dates_apart(kind)
                {
                    // Twice: what the numbers of its dates are is decided by the whole column. What hinders the first
                    // reading hinders the second one too, which tells it.
                    let first = inner.column_order(kind, &mut Limited::new(&mut entry, packed, left));
                    order = first.unwrap_or_default();
                    drop(entry);
                    entry = match archive.by_index(at) {
                        Ok(entry) => entry,
                        Err(error) => {
                            inner.skip(fault(error));
                            continue;
                        }
                    };
                }
                let size = entry.size().min(allowed_bytes(packed));
                let mut counted = Counted { inner: Limited::new(&mut entry, packed, left), read: 0 };
                if let Err(reason) = inner.entry(&path, &mut counted, size, order) {
                    inner.skip(reason);
                }
                left = left.saturating_sub(counted.read);
            }
        }
        if beside > 0 {
            let path = self.file.path.display();
            let told =
                format!("{path}: of a web archive its records are read, not its indexes and logs (files: {beside})");
            (self.emit)(Item::Noted(told));
        }
    }

    /// Reads a file of an archive that has so many bytes.
    pub(super) fn entry(
        &mut self,
        path: &str,
        entry: &mut dyn Read,
        size_bytes: u64,
        order: DayOrder,
    ) -> std::result::Result<(), Reason> {
        let (kind, packing) = kind::named(path).ok_or_else(|| Reason::unsupported(path))?;
        match packing {
            None if is_records(kind) => return self.records(kind, entry, order),
            None if streamed::is_streamed(kind) => return self.streamed(kind, entry),
            Some(packing) if streamed::is_streamed(kind) => {
                let mut unpacked = Unpacked::of_archive(packing, entry, size_bytes, TOTAL_BYTES, self.room);
                return self.streamed(kind, &mut unpacked);
            }
            _ => {}
        }
        let bytes = super::stream::all(entry, self.room)?;
        if bytes.is_empty() {
            return Err(Reason::Empty);
        }
        if kind::is_packed(kind) || kind == Kind::Tar || packing.is_some() {
            return self.read(&mut std::io::Cursor::new(bytes));
        }
        self.whole(kind, bytes)
    }
}

/// Counts what is read.
struct Counted<R> {
    inner: R,
    read: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let read = self.inner.read(buffer)?;
        self.read += read as u64;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_never_leave_the_archive() {
        for (name, expected) in [
            ("a/b.txt", Some("a/b.txt")),
            ("./a//b.txt", Some("a/b.txt")),
            ("a\\b.txt", Some("a/b.txt")),
            ("../a.txt", None),
            ("a/../../b", None),
            ("/a.txt", None),
            ("C:\\a.txt", None),
            ("a\0.txt", None),
            ("", None),
        ] {
            assert_eq!(path_of(name).as_deref(), expected, "{name:?}");
        }
        let told = Reason::Escapes { name: "a".to_owned() }.to_string();
        assert!(told.contains("\"a\" points outside"), "{told}");
    }

    /// An honest text of 2 KB, and what an entry of so many packed bytes may still unpack to.
    #[test]
    fn entries_are_held_against_their_size_and_the_archive_s() {
        let text = "a dòng\n".repeat(256);
        let read = |packed: u64, total_left: u64| {
            let mut entry = Limited::new(text.as_bytes(), packed, total_left);
            let left = entry.left;
            super::super::stream::all(&mut entry, &Room::alone())
                .map_err(|reason| reason.to_string())
                .map(|all| (all.len(), left))
        };
        assert_eq!(read(20, 1 << 40), Ok((text.len(), 1 << 20)));
        assert_eq!(read(1 << 20, 1 << 40), Ok((text.len(), 100 << 20)));
        assert_eq!(read(1 << 20, text.len() as u64), Ok((text.len(), text.len() as u64)));
        assert!(read(1 << 20, 1000).unwrap_err().contains("the archive unpacks to more than 8 GiB"));
        let mut swollen = Limited { left: 1000, ..Limited::new(text.as_bytes(), 20, 1 << 40) };
        let told = super::super::stream::all(&mut swollen, &Room::alone()).unwrap_err().to_string();
        assert!(told.contains("unpacks to more than 100 times its size"), "{told}");
    }
}
