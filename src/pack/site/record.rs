//! `recto.json`: the list of files Recto wrote into a site. Only what it lists is ever replaced or deleted.

use crate::pack::page::SiteFile;
use crate::pack::stage::Hashed;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io;
use std::path::Path;

/// The record's name in a site.
pub const RECORD_NAME: &str = "recto.json";

/// The version of its form. Version 1, which named the parts of each file and gave the whole hash, is still read.
const FORMAT: u32 = 2;
/// Hex digits of a file's hash: they tell what Recto wrote from what somebody changed since.
const HASH_DIGITS: usize = 16;

/// What Recto wrote into a site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Says whose record it is: always `recto`.
    pub program: String,
    /// Version of this form.
    pub format: u32,
    /// Hash of the corpus.
    pub corpus: String,
    /// A pack was interrupted: the files of the old and the new site may both be there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unfinished: bool,
    /// All files but this one, in order of their paths. A path twice means that either content is Recto's.
    pub files: Vec<RecordFile>,
    /// The tables written outside the site.
    #[serde(default)]
    pub tables: Vec<RecordTable>,
}

/// A file of the site, written as its three parts in a list: a site has thousands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "AnyForm", into = "(String, u64, String)")]
pub struct RecordFile {
    /// Below the site, with `/`.
    pub path: String,
    /// Its size.
    pub size_bytes: u64,
    /// The first 16 hex digits of the SHA-256 of its bytes.
    hash: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum AnyForm {
    Listed(String, u64, String),
    Named { path: String, size_bytes: u64, sha256: String },
}

impl From<AnyForm> for RecordFile {
    fn from(form: AnyForm) -> Self {
        let (AnyForm::Listed(path, size_bytes, hash) | AnyForm::Named { path, size_bytes, sha256: hash }) = form;
        Self { path, size_bytes, hash: first_digits(&hash) }
    }
}

impl From<RecordFile> for (String, u64, String) {
    fn from(file: RecordFile) -> Self {
        (file.path, file.size_bytes, file.hash)
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
        Self { path: file.path.clone(), size_bytes: file.size_bytes, hash: first_digits(&file.sha256) }
    }

    /// Whether bytes with this SHA-256, in hex digits, are the file's.
    pub fn is(&self, sha256: &str) -> bool {
        self.hash.len() == HASH_DIGITS && sha256.starts_with(&self.hash)
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

    /// Reads the record of a site; `None` when there is none, or what is there is not one of ours. A record that lists a path
    /// outside its site is not ours.
    ///
    /// # Errors
    /// When the file is there but cannot be read.
    pub fn read(site: &Path) -> io::Result<Option<Self>> {
        let bytes = match std::fs::read(site.join(RECORD_NAME)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut record: Option<Self> = serde_json::from_slice(&bytes).ok();
        record.iter_mut().for_each(|record| record.files.sort());
        Ok(record.filter(|r| {
            r.program == "recto" && matches!(r.format, 1 | FORMAT) && r.files.iter().all(|f| is_below(&f.path))
        }))
    }

    /// Its bytes: JSON on one line, one line break at the end.
    ///
    /// # Panics
    /// Never: the record is plain data.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec(self).expect("a record is plain data");
        bytes.push(b'\n');
        bytes
    }

    /// Whether these bytes at this path are what Recto wrote.
    pub fn wrote(&self, path: &str, sha256: &str) -> bool {
        let from = self.files.partition_point(|f| f.path.as_str() < path);
        self.files[from..].iter().take_while(|f| f.path == path).any(|f| f.is(sha256))
    }
}

/// SHA-256 as 64 lower-case hex digits.
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// SHA-256 of a file as 64 lower-case hex digits, read piece by piece.
///
/// # Errors
/// When it cannot be read.
pub fn sha256_file(path: &Path) -> io::Result<String> {
    let mut hashed = Hashed::new(io::sink());
    io::copy(&mut std::fs::File::open(path)?, &mut hashed)?;
    Ok(hashed.finish()?.1)
}

/// Whether a path stays below the folder it is joined to, on every system.
fn is_below(path: &str) -> bool {
    !path.contains(['\\', ':', '\0']) && path.split('/').all(|name| !matches!(name, "" | "." | ".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_of_both_forms_are_read() {
        let sha256 = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";
        let file = RecordFile { path: "a.bin".into(), size_bytes: 7, hash: sha256[..16].into() };
        let listed = serde_json::to_string(&file).unwrap();
        assert_eq!(listed, r#"["a.bin",7,"2d711642b726b044"]"#);
        let named = format!(r#"{{"path":"a.bin","size_bytes":7,"sha256":"{sha256}"}}"#);
        for form in [listed, named] {
            assert_eq!(serde_json::from_str::<RecordFile>(&form).unwrap(), file, "{form}");
        }
        assert!(file.is(sha256) && !file.is("2d711642b726b045"));
        let nameless: RecordFile = serde_json::from_str(r#"["a.bin",7,""]"#).unwrap();
        assert!(!nameless.is(sha256), "an empty hash is no file's");
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
