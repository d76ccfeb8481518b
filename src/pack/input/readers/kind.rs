//! What kind of file this is: by its extension, confirmed by its first bytes. It reads nothing itself.

use super::{html, pdf};
use crate::pack::input::skip::Reason;

/// A kind of file that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// HTML and XHTML.
    Html,
    /// JSON.
    Json,
    /// JSON lines.
    JsonLines,
    /// CSV, TSV.
    Table,
    /// TEI.
    Xml,
    /// A Word file (DOCX).
    Word,
    /// An EPUB.
    Book,
    /// A ZIP archive.
    Archive,
    /// A PDF.
    Pdf,
}

/// Extensions, in lower case, and what they say.
const EXTENSIONS: [(&str, Kind); 20] = [
    ("xml", Kind::Xml),
    ("tei", Kind::Xml),
    ("docx", Kind::Word),
    ("epub", Kind::Book),
    ("zip", Kind::Archive),
    ("pdf", Kind::Pdf),
    ("txt", Kind::Text),
    ("text", Kind::Text),
    ("md", Kind::Markdown),
    ("markdown", Kind::Markdown),
    ("html", Kind::Html),
    ("htm", Kind::Html),
    ("xhtml", Kind::Html),
    ("json", Kind::Json),
    ("jsonl", Kind::JsonLines),
    ("ndjson", Kind::JsonLines),
    ("csv", Kind::Table),
    ("tsv", Kind::Table),
    ("tab", Kind::Table),
    ("", Kind::Text),
];

/// The kind a file's name says, and whether it is packed with gzip; `None` for what is not read.
pub fn named(name: &str) -> Option<(Kind, bool)> {
    let name = name.rsplit(['/', '\\']).next()?.to_lowercase();
    let (name, gzip) = match name.strip_suffix(".gz") {
        Some(inner) => (inner, true),
        None => (name.as_str(), false),
    };
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let kind = EXTENSIONS.iter().find(|(known, _)| *known == extension)?.1;
    Some((kind, gzip))
}

/// The kind the first bytes confirm or correct.
///
/// # Errors
/// When they are those of a kind that is not read.
pub fn confirmed(kind: Kind, head: &[u8]) -> Result<Kind, Reason> {
    if head.starts_with(b"{\\rtf") {
        return Err(Reason::RichText);
    }
    if matches!(kind, Kind::Word | Kind::Book | Kind::Archive) {
        return match head {
            [b'P', b'K', ..] => Ok(kind),
            [0xd0, 0xcf, 0x11, 0xe0, ..] if kind == Kind::Word => Err(Reason::OldWord),
            _ => Err(Reason::NotZip { detail: "it does not begin as one".to_owned() }),
        };
    }
    let text = matches!(kind, Kind::Text | Kind::Markdown);
    if kind == Kind::Pdf || text && head.starts_with(b"%PDF-") {
        return if pdf::is_pdf(head) { Ok(Kind::Pdf) } else { Err(Reason::NotPdf) };
    }
    if text && html::is_page(&String::from_utf8_lossy(&head[..head.len().min(512)])) {
        return Ok(Kind::Html);
    }
    Ok(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_kinds() {
        for (name, expected) in [
            ("a.TXT", Some((Kind::Text, false))),
            ("x/y.b/README", Some((Kind::Text, false))),
            ("kho.jsonl.gz", Some((Kind::JsonLines, true))),
            ("trang.html", Some((Kind::Html, false))),
            ("anh.jpg", None),
        ] {
            assert_eq!(named(name), expected, "{name}");
        }
    }

    #[test]
    fn bytes_correct_names() {
        assert_eq!(confirmed(Kind::Text, b"\n <!DOCTYPE HTML><p>a"), Ok(Kind::Html));
        assert_eq!(confirmed(Kind::Text, b"a <html>"), Ok(Kind::Text));
        assert_eq!(confirmed(Kind::Text, b"{\\rtf1 a}"), Err(Reason::RichText));
        assert_eq!(confirmed(Kind::Word, b"\xd0\xcf\x11\xe0"), Err(Reason::OldWord));
        assert!(confirmed(Kind::Book, b"x").is_err());
        assert_eq!(confirmed(Kind::Text, b"%PDF-1.7"), Ok(Kind::Pdf));
        assert_eq!(confirmed(Kind::Pdf, b"a %PDF-1.7"), Ok(Kind::Pdf));
        assert_eq!(confirmed(Kind::Pdf, b"<p>"), Err(Reason::NotPdf));
    }
}
