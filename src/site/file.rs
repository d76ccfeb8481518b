//! The files of a site: their names, their hashes, and what their bytes must be by their names.

use crate::bundle::chunk::{hex, sha256};
use crate::bundle::{carrier, volume};
use std::io::{self, Write};
use std::path::Path;

/// The page that opens a site.
pub const INDEX_NAME: &str = "index.html";
/// How the name of a temporary folder begins, which a pack makes beside its site and takes away when it ends.
pub const TEMPORARY_PREFIX: &str = ".recto-";
/// How the names of the page's scripts and styles begin: a hash follows.
const HASHED: &str = "recto-";
const HASH_DIGITS: usize = 16;

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteFile {
    /// Below the site, with `/`.
    pub path: String,
    /// Its size.
    pub size_bytes: u64,
    /// SHA-256 of its bytes, 64 hex digits.
    pub sha256: String,
    /// Its bytes; `None` when they lie in the staging folder at the same path.
    pub bytes: Option<Vec<u8>>,
}

impl SiteFile {
    /// A file whose bytes are in memory.
    pub fn new(path: &str, bytes: Vec<u8>) -> Self {
        Self { path: path.to_owned(), size_bytes: bytes.len() as u64, sha256: sha256_hex(&bytes), bytes: Some(bytes) }
    }

    /// A file that is staged already.
    pub fn staged(path: &str, size_bytes: u64, sha256: String) -> Self {
        Self { path: path.to_owned(), size_bytes, sha256, bytes: None }
    }
}

/// Where a chunk, or a volume, lies in a folder, by the name of its file.
pub fn chunk_path(file: &str) -> String {
    format!("chunks/{file}.bin")
}

/// Whether a path is that of a volume's file, if it is that of a file named by a hash.
fn is_volume(path: &str) -> bool {
    path.strip_suffix(".bin").is_some_and(|file| file.ends_with(volume::SUFFIX))
}

/// Whether a path is that of a file named by the hash of what it holds: other bytes in it can only be damage.
pub fn is_hash_named(path: &str) -> bool {
    let digits = |text: &str| text.len() == HASH_DIGITS && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let (name, ending) = path.split_once('.').unwrap_or((path, ""));
    match name.strip_prefix("chunks/") {
        Some(name) => digits(name) && (ending == "bin" || ending == "vol.bin"),
        None => {
            name.strip_prefix(HASHED).is_some_and(digits)
                && matches!(ending, "css" | "css.bin" | "guard.js" | "js" | "app.bin" | "list")
        }
    }
}

/// Whether a file named by a hash holds what its name says, or what is left of it: nothing, or a beginning.
pub fn is_remnant(path: &str, bytes: &[u8]) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).split('.').next().unwrap_or("");
    if !is_hash_named(path) {
        return false;
    }
    let is_named = |bytes: &[u8]| name.ends_with(&hex(&sha256(bytes)[..HASH_DIGITS / 2]));
    let opens = |name: &str| bytes.starts_with(format!("r(\"{name}\",").as_bytes());
    // A volume begins as the file of some chunk does.
    let opens_any = || {
        let rest = bytes.strip_prefix(carrier::BEGINNING);
        rest.is_some_and(|rest| rest.get(HASH_DIGITS) == Some(&b'"'))
    };
    match path.ends_with(".bin") {
        true if is_volume(path) => bytes.is_empty() || opens_any() || is_named(bytes),
        true => {
            bytes.is_empty()
                || opens(name)
                || opens("app")
                || opens("style")
                || carrier::unwrap(bytes).is_ok_and(|p| is_named(&p))
        }
        false => bytes.is_empty() || is_named(bytes),
    }
}

/// SHA-256 as 64 lower-case hex digits.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&sha256(bytes))
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

/// A writer that counts and hashes what goes through it.
pub struct Hashed<W> {
    out: W,
    hash: sha2::Sha256,
    bytes: u64,
}

impl<W: Write> Hashed<W> {
    /// Starts at nothing.
    pub fn new(out: W) -> Self {
        Self { out, hash: sha2::Digest::new(), bytes: 0 }
    }

    /// Flushes; returns the size and the SHA-256 in hex.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> io::Result<(u64, String)> {
        self.out.flush()?;
        let hash: [u8; 32] = sha2::Digest::finalize(self.hash).into();
        Ok((self.bytes, hex(&hash)))
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        sha2::Digest::update(&mut self.hash, &bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_named_by_their_hash_are_known() {
        let digits = |bytes: &[u8]| hex(&sha256(bytes)[..8]);
        let chunk = |payload: &[u8]| {
            let name = digits(payload);
            (format!("chunks/{name}.bin"), carrier::wrap(&name, payload))
        };
        let (path, bytes) = chunk(b"payload");
        let volume = [&bytes[..], b";", &bytes].concat();
        let volume_path = format!("chunks/{}.vol.bin", digits(&volume));
        let (css, app) = (format!("recto-{}.css", digits(b"a{}")), format!("recto-{}.app.bin", digits(b"wasm")));
        for (path, bytes, expected) in [
            (path.as_str(), bytes.as_slice(), true),
            (&path, &bytes[..30], true),
            (&path, b"", true),
            (&path, b"my own notes", false),
            (&path, &chunk(b"another").1, false),
            (&volume_path, &volume, true),
            (&volume_path, &volume[..50], true),
            (&volume_path, b"", true),
            (&volume_path, b"my own notes", false),
            (&css, b"a{}", true),
            (&css, b"a{color:red}", false),
            (&app, &carrier::wrap("app", b"wasm"), true),
            (&css.replace(".css", ".css.bin"), &carrier::wrap("style", b"a{}"), true),
            (&css.replace(".css", ".guard.js"), b"a{}", true),
            (&css.replace(".css", ".list"), b"a{}", true),
            ("recto-notes.css", b"a{}", false),
            ("chunks/notes.bin", b"", false),
            ("icon.svg", b"", false),
        ] {
            assert_eq!(is_remnant(path, bytes), expected, "{path} {}", String::from_utf8_lossy(bytes));
        }
    }
}
