//! `recto.json`: the list of files Recto wrote into a site. Only what it lists is ever replaced or deleted.
//!
//! A chunk's file says by its name what it carries, so that the name is all that is kept of it: the bytes of each, one
//! after the other in the order of names, in base64. A site has thousands.

use super::file::{SiteFile, chunk_path, is_remnant, sha256_hex};
use crate::bundle::carrier::{unwrap, wrap};
use crate::bundle::chunk::{Digest, hex};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::Path;

/// The record's name in a site.
pub const RECORD_NAME: &str = "recto.json";

/// The version of its form. Version 3, which had no checksum of its own, version 2, which listed chunks as other
/// files, and version 1, which named the parts of each file and gave the whole hash, are still read.
const FORMAT: u32 = 4;
/// The first version that vouches for itself.
const CHECKED_FORMAT: u32 = 4;
/// Bytes of a chunk's name. Another length asks for another [`FORMAT`].
const NAME_BYTES: usize = size_of::<Digest>();
/// Hex digits of a file's hash: they tell what Recto wrote from what somebody changed since.
const HASH_DIGITS: usize = 16;

/// What Recto wrote into a site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Record {
    /// Says whose record it is: always `recto`.
    pub program: String,
    /// Version of this form.
    pub format: u32,
    /// Hash of the corpus.
    pub corpus: String,
    /// A pack was interrupted: the files of the old and the new site may both be there.
    pub unfinished: bool,
    /// All files but this one, in order of their paths. A path twice means that either content is Recto's.
    pub files: Vec<RecordFile>,
    /// The tables written outside the site.
    pub tables: Vec<RecordTable>,
}

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordFile {
    /// Below the site, with `/`.
    pub path: String,
    content: Content,
}

/// What is known of a file's bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Content {
    /// A chunk is named by what it carries.
    Named,
    /// The first 16 hex digits of the SHA-256 of its bytes, and their number.
    Hash(String, u64),
}

/// A record as it is written.
#[derive(Serialize, Deserialize)]
struct Written {
    program: String,
    format: u32,
    corpus: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    unfinished: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    chunks: String,
    files: Vec<AnyForm>,
    #[serde(default)]
    tables: Vec<RecordTable>,
    /// The start of the SHA-256 of the record without this field.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    check: String,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum AnyForm {
    Listed(String, u64, String),
    Named { path: String, size_bytes: u64, sha256: String },
}

impl From<Record> for Written {
    fn from(record: Record) -> Self {
        let Record { program, format, corpus, unfinished, files: all, tables } = record;
        let (mut names, mut files) = (Vec::new(), Vec::new());
        for RecordFile { path, content } in all {
            match content {
                Content::Hash(hash, size_bytes) => files.push(AnyForm::Listed(path, size_bytes, hash)),
                Content::Named => names.extend(name_bytes(&path).unwrap_or_default()),
            }
        }
        let check = String::new();
        Self { program, format, corpus, unfinished, chunks: STANDARD.encode(names), files, tables, check }
    }
}

impl TryFrom<Written> for Record {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, &'static str> {
        let Written { program, format, corpus, unfinished, chunks, files: listed, tables, .. } = written;
        let names = STANDARD.decode(chunks).map_err(|_| "the names of the chunks are not base64")?;
        let (names, rest) = names.as_chunks::<NAME_BYTES>();
        if !rest.is_empty() {
            return Err("the names of the chunks are cut");
        }
        let named = |name: &[u8; NAME_BYTES]| RecordFile { path: chunk_path(&hex(name)), content: Content::Named };
        let mut files: Vec<RecordFile> = names.iter().map(named).collect();
        files.extend(listed.into_iter().map(|form| {
            let (AnyForm::Listed(path, size_bytes, hash) | AnyForm::Named { path, size_bytes, sha256: hash }) = form;
            RecordFile { path, content: Content::Hash(first_digits(&hash), size_bytes) }
        }));
        files.sort();
        Ok(Self { program, format, corpus, unfinished, files, tables })
    }
}

/// The name of a chunk as bytes, if a path is that of a chunk's file.
fn name_bytes(path: &str) -> Option<[u8; NAME_BYTES]> {
    let (_, file) = path.rsplit_once('/')?;
    let digits = file.split_once('.')?.0;
    let byte = |at: usize| u8::from_str_radix(digits.get(2 * at..2 * at + 2)?, 16).ok();
    let mut name = [0; NAME_BYTES];
    for (at, to) in name.iter_mut().enumerate() {
        *to = byte(at)?;
    }
    // Nothing but what is written back as it was.
    (chunk_path(&hex(&name)) == path).then_some(name)
}

/// What is at a path of a site.
#[derive(Clone, Debug)]
pub struct Found {
    /// SHA-256 of the bytes, in hex digits.
    pub sha256: String,
    size_bytes: u64,
    /// Whether it is a chunk's file that carries what its name says, and nothing besides.
    is_as_named: bool,
    /// Whether that, or what is left of it: [`is_remnant`].
    pub is_remnant: bool,
}

impl Found {
    /// Looks at the bytes at a path below the site.
    pub fn at(path: &str, bytes: &[u8]) -> Self {
        let carries = |name: [u8; NAME_BYTES]| {
            let payload = unwrap(bytes).ok()?;
            let digits = hex(&name);
            Some(sha256_hex(&payload).starts_with(&digits) && wrap(&digits, &payload) == bytes)
        };
        let is_as_named = name_bytes(path).and_then(carries).unwrap_or(false);
        let is_remnant = is_as_named || is_remnant(path, bytes);
        Self { sha256: sha256_hex(bytes), size_bytes: bytes.len() as u64, is_as_named, is_remnant }
    }
}

fn first_digits(sha256: &str) -> String {
    sha256.chars().take(HASH_DIGITS).collect()
}

/// A table written beside the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordTable {
    /// Its file name, without folders.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

impl RecordFile {
    /// Describes a file of the site.
    pub fn of(file: &SiteFile) -> Self {
        let content = match name_bytes(&file.path) {
            Some(_) => Content::Named,
            None => Content::Hash(first_digits(&file.sha256), file.size_bytes),
        };
        Self { path: file.path.clone(), content }
    }

    /// Describes a file that was found and is Recto's.
    pub fn found(path: &str, found: &Found) -> Self {
        let content = match found.is_as_named {
            true => Content::Named,
            false => Content::Hash(first_digits(&found.sha256), found.size_bytes),
        };
        Self { path: path.to_owned(), content }
    }

    /// Whether what was found at the file's path is the file.
    pub fn is(&self, found: &Found) -> bool {
        match &self.content {
            Content::Named => found.is_as_named,
            Content::Hash(hash, _) => hash.len() == HASH_DIGITS && found.sha256.starts_with(hash),
        }
    }

    /// What to say of something else at its path.
    pub fn alteration(&self, found: &Found) -> String {
        match self.content {
            Content::Hash(_, size_bytes) if size_bytes != found.size_bytes => {
                format!("altered: expected {size_bytes} bytes, found {}", found.size_bytes)
            }
            Content::Hash(..) => "altered: its SHA-256 is not the one recorded".to_owned(),
            Content::Named => "altered: it does not carry what its name says".to_owned(),
        }
    }
}

impl Record {
    /// Makes a record; the files are put in order.
    pub fn new(corpus: &str, mut files: Vec<RecordFile>, tables: Vec<RecordTable>) -> Self {
        files.sort();
        files.dedup();
        Self {
            program: "recto".to_owned(),
            format: FORMAT,
            corpus: corpus.to_owned(),
            unfinished: false,
            files,
            tables,
        }
    }

    /// Reads the record of a site; `None` when there is none, or what is there is not one of ours. A record that lists
    /// a path outside its site is not ours.
    ///
    /// # Errors
    /// When the file is there but cannot be read.
    pub fn read(site: &Path) -> io::Result<Option<Self>> {
        let bytes = match std::fs::read(site.join(RECORD_NAME)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        Ok(Self::of_bytes(&bytes))
    }

    /// The record in these bytes, if they are one of ours.
    fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let record: Option<Self> = serde_json::from_slice(bytes).ok();
        record.filter(|r| {
            r.program == "recto" && (1..=FORMAT).contains(&r.format) && r.files.iter().all(|f| is_below(&f.path))
        })
    }

    /// Whether a record's bytes are what was written; `None` for one of an earlier version, which cannot tell.
    pub fn is_whole(bytes: &[u8]) -> Option<bool> {
        let Some(record) = Self::of_bytes(bytes) else { return Some(false) };
        if record.format >= CHECKED_FORMAT {
            return Some(record.to_bytes() == bytes);
        }
        let says_check = serde_json::from_slice(bytes).is_ok_and(|written: Written| !written.check.is_empty());
        says_check.then_some(false)
    }

    /// Its bytes: JSON on one line, one line break at the end.
    ///
    /// # Panics
    /// Never: the record is plain data.
    pub fn to_bytes(&self) -> Vec<u8> {
        let bytes = |written: &Written| serde_json::to_vec(written).expect("a record is plain data");
        let mut written = Written::from(self.clone());
        if self.format >= CHECKED_FORMAT {
            written.check = first_digits(&sha256_hex(&bytes(&written)));
        }
        let mut bytes = bytes(&written);
        bytes.push(b'\n');
        bytes
    }

    /// Whether a path is listed.
    pub fn lists(&self, path: &str) -> bool {
        self.files.binary_search_by(|file| file.path.as_str().cmp(path)).is_ok()
    }

    /// Whether what was found at this path is what Recto wrote.
    pub fn wrote(&self, path: &str, found: &Found) -> bool {
        let from = self.files.partition_point(|f| f.path.as_str() < path);
        self.files[from..].iter().take_while(|f| f.path == path).any(|f| f.is(found))
    }
}

/// Whether a path stays below the folder it is joined to, on every system.
fn is_below(path: &str) -> bool {
    !path.contains(['\\', ':', '\0']) && path.split('/').all(|name| !matches!(name, "" | "." | ".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_of_all_forms_are_read() {
        let sha256 = sha256_hex(b"content");
        let check = |file: &str, expected: bool| {
            let record = format!(r#"{{"program":"recto","format":2,"corpus":"c","files":[{file}]}}"#);
            let record: Record = serde_json::from_str(&record).unwrap();
            assert_eq!(record.wrote("a.bin", &Found::at("a.bin", b"content")), expected, "{file}");
            assert!(!record.wrote("a.bin", &Found::at("a.bin", b"contents")), "{file}");
        };
        check(&format!(r#"["a.bin",7,"{}"]"#, &sha256[..16]), true);
        check(&format!(r#"{{"path":"a.bin","size_bytes":7,"sha256":"{sha256}"}}"#), true);
        check(r#"["a.bin",7,""]"#, false);
    }

    #[test]
    fn chunks_are_known_by_their_names() {
        let name = &sha256_hex(b"payload")[..2 * NAME_BYTES];
        let (path, bytes) = (chunk_path(name), wrap(name, b"payload"));
        let file = SiteFile::new(&path, bytes.clone());
        let index = SiteFile::new("index.html", b"page".to_vec());
        let record = Record::new("c", vec![RecordFile::of(&file), RecordFile::of(&index)], Vec::new());
        let written = record.to_bytes();
        assert!(written.len() < 180, "{}", String::from_utf8_lossy(&written));
        assert_eq!(serde_json::from_slice::<Record>(&written).unwrap(), record);
        assert!(record.wrote(&path, &Found::at(&path, &bytes)));
        let changed = [[&bytes[..], b" "].concat(), wrap(name, b"PAYLOAD"), wrap("other", b"payload"), Vec::new()];
        for changed in changed {
            assert!(!record.wrote(&path, &Found::at(&path, &changed)), "{}", String::from_utf8_lossy(&changed));
        }
        assert!(name_bytes("chunks/0123456789abcdef.bin").is_some());
        for path in
            ["chunks/abc.bin", "chunks/0123456789ABCDEF.bin", "a/0123456789abcdef.bin", "chunks/0123456789abcdef.js"]
        {
            assert_eq!(name_bytes(path), None, "{path}");
        }
        let cut = r#"{"program":"recto","format":3,"corpus":"c","chunks":"AAAA","files":[]}"#;
        assert!(serde_json::from_str::<Record>(cut).is_err());
    }

    #[test]
    fn every_changed_byte_of_a_record_is_found() {
        let index = SiteFile::new("index.html", b"page".to_vec());
        let name = sha256_hex(b"payload")[..2 * NAME_BYTES].to_owned();
        let chunk = SiteFile::new(&chunk_path(&name), wrap(&name, b"payload"));
        let tables = vec![RecordTable { name: "articles.csv".to_owned(), sha256: sha256_hex(b"table") }];
        let record = Record::new("0123456789abcdef", vec![RecordFile::of(&index), RecordFile::of(&chunk)], tables);
        let written = record.to_bytes();
        assert_eq!(Record::is_whole(&written), Some(true));
        for at in 0..written.len() {
            for change in [0x01, 0x04, 0x07, 0x20, 0x80] {
                let mut damaged = written.clone();
                damaged[at] ^= change;
                assert_eq!(Record::is_whole(&damaged), Some(false), "{}", String::from_utf8_lossy(&damaged));
            }
        }
        let old =
            br#"{"program":"recto","format":3,"corpus":"c","files":[["a.bin",7,"0123456789abcdef"]],"tables":[]}"#;
        assert_eq!(Record::is_whole(old), None, "a record of an earlier version cannot tell");
    }

    #[test]
    fn a_path_outside_the_site_is_not_ours() {
        let check = |path: &str, expected| assert_eq!(is_below(path), expected, "{path}");
        check("index.html", true);
        check("chunks/a..b.bin", true);
        check("../a", false);
        check("/etc/passwd", false);
        check("a//b", false);
        check("a/../../b", false);
        check("..\\a", false);
        check("C:a", false);
        check("", false);
    }
}
