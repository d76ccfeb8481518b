//! What kind of file this is: by its extension, confirmed by its first bytes. It reads nothing itself.

use super::packing::Packing;
use super::{html, pdf};
use crate::pack::input::foreign;
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
    /// Rich text.
    Rtf,
    /// A text or a table of LibreOffice, a sheet of Excel, slides of PowerPoint.
    Office,
    /// A mail.
    Mail,
    /// A folder of mails in one file.
    Mailbox,
    /// A page that a browser saved in one file (MHTML).
    SavedPage,
    /// CoNLL-U.
    Conllu,
    /// Vertical text.
    Vertical,
    /// Subtitles.
    Subtitles,
    /// JSON in a script, as an archive of Twitter has it.
    Script,
    /// A tar archive.
    Tar,
    /// A web archive (WARC, WET).
    WebArchive,
}

impl Kind {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Json => "JSON",
            Self::JsonLines => "JSON lines",
            Self::Table => "CSV",
            Self::Xml => "XML",
            Self::Word => "Word",
            Self::Book => "EPUB",
            Self::Archive => "ZIP",
            Self::Pdf => "PDF",
            Self::Rtf => "RTF",
            Self::Office => "office",
            Self::Mail => "mail",
            Self::Mailbox => "MBOX",
            Self::SavedPage => "MHTML",
            Self::Conllu => "CoNLL-U",
            Self::Vertical => "vertical text",
            Self::Subtitles => "subtitles",
            Self::Script => "script",
            Self::Tar => "tar",
            Self::WebArchive => "WARC",
        }
    }
}

/// Extensions, in lower case, and what they say.
#[rustfmt::skip]
const EXTENSIONS: [(Kind, &[&str]); 21] = [
    (Kind::Xml, &["xml", "tei", "rss", "atom", "rdf", "nitf", "newsml", "wxr", "alto", "folia"]),
    (Kind::Word, &["docx", "docm", "doc"]),
    (Kind::Book, &["epub"]),
    (Kind::Archive, &["zip", "wacz"]),
    (Kind::Tar, &["tar"]),
    (Kind::WebArchive, &["warc", "wet"]),
    (Kind::Pdf, &["pdf"]),
    (Kind::Text, &["txt", "text", ""]),
    (Kind::Markdown, &["md", "markdown"]),
    (Kind::Html, &["html", "htm", "xhtml", "hocr"]),
    (Kind::Json, &["json"]),
    (Kind::JsonLines, &["jsonl", "ndjson"]),
    (Kind::Table, &["csv", "tsv", "tab"]),
    (Kind::Rtf, &["rtf"]),
    (Kind::Office, &["odt", "ods", "xlsx", "xlsm", "pptx", "xls", "ppt"]),
    (Kind::Mail, &["eml"]),
    (Kind::Mailbox, &["mbox", "mbx"]),
    (Kind::SavedPage, &["mht", "mhtml"]),
    (Kind::Conllu, &["conllu", "conll"]),
    (Kind::Vertical, &["vrt", "vert"]),
    (Kind::Subtitles, &["srt", "vtt"]),
];

/// Whether files of a kind are ZIP archives inside.
pub fn is_packed(kind: Kind) -> bool {
    matches!(kind, Kind::Word | Kind::Book | Kind::Archive | Kind::Office)
}

/// The kind a file's name says, and how it is packed; `None` for what is not read.
pub fn named(name: &str) -> Option<(Kind, Option<Packing>)> {
    let name = name.rsplit(['/', '\\']).next()?.to_lowercase();
    let (name, packing) = Packing::taken_off(&name);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    // Scripts are programs, but for those that hold an archive's data.
    let kind = match extension {
        "js" => Kind::Script,
        _ => EXTENSIONS.iter().find(|(_, known)| known.contains(&extension))?.0,
    };
    Some((kind, packing))
}

/// The kind the first bytes confirm or correct.
///
/// # Errors
/// When they are those of a kind that is not read.
pub fn confirmed(kind: Kind, head: &[u8]) -> Result<Kind, Reason> {
    if head.starts_with(b"{\\rtf") {
        return Ok(Kind::Rtf);
    }
    if matches!(kind, Kind::Word | Kind::Book | Kind::Archive | Kind::Office) {
        return match head {
            [b'P', b'K', ..] => Ok(kind),
            [0xd0, 0xcf, 0x11, 0xe0, ..] if kind == Kind::Word => Err(Reason::OldWord),
            [0xd0, 0xcf, 0x11, 0xe0, ..] if kind == Kind::Office => Err(Reason::OldOffice),
            // Word saves pages and texts under the name of its own files too.
            _ if kind == Kind::Word && html::is_page(&String::from_utf8_lossy(&head[..head.len().min(512)])) => {
                Ok(Kind::Html)
            }
            _ => Err(Reason::NotZip { detail: "it does not begin as one".to_owned() }),
        };
    }
    if let Some(kind) = foreign::begun(head) {
        return Err(Reason::Foreign(kind));
    }
    if kind == Kind::Rtf {
        return Err(Reason::NotRichText);
    }
    let text = matches!(kind, Kind::Text | Kind::Markdown);
    if kind == Kind::Pdf || text && head.starts_with(b"%PDF-") {
        return if pdf::is_pdf(head) { Ok(Kind::Pdf) } else { Err(Reason::NotPdf) };
    }
    if text && html::is_page(&String::from_utf8_lossy(&head[..head.len().min(512)])) {
        return Ok(Kind::Html);
    }
    Ok(if kind == Kind::Text { told_by_content(head).unwrap_or(kind) } else { kind })
}

/// Lines at the start of a text that are looked at, and how far.
const LINES: usize = 30;
const CONTENT_BYTES: usize = 8192;

/// The kind of a text that was named as plain text and is none: corpora, mail and subtitles say what they are.
fn told_by_content(head: &[u8]) -> Option<Kind> {
    let head = String::from_utf8_lossy(&head[..head.len().min(CONTENT_BYTES)]);
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let lines: Vec<&str> = head.lines().take(LINES).collect();
    let count = |is: fn(&&&str) -> bool| lines.iter().filter(is).count();
    if head.starts_with("WARC/1.") {
        return Some(Kind::WebArchive);
    }
    if head.starts_with("<?xml") {
        return Some(Kind::Xml);
    }
    if head.starts_with("WEBVTT")
        || lines.first().is_some_and(|line| line.trim() == "1")
            && lines.get(1).is_some_and(|line| line.contains(" --> "))
    {
        return Some(Kind::Subtitles);
    }
    if head.starts_with("From ")
        && lines.first().is_some_and(|line| line.contains(':'))
        && count(|line| is_header(line)) >= 2
    {
        return Some(Kind::Mailbox);
    }
    let headers = lines
        .iter()
        .take_while(|line| is_header(line) || line.starts_with([' ', '\t']))
        .filter(|line| is_header(line))
        .count();
    if headers >= 3 && ["From:", "Date:"].iter().all(|name| lines.iter().any(|line| line.starts_with(name))) {
        return Some(Kind::Mail);
    }
    // Words in ten columns.
    if count(|line| line.split('\t').count() == 10) >= 2 && count(|line| line.starts_with("# ")) >= 1 {
        return Some(Kind::Conllu);
    }
    let tags = count(|line| line.starts_with('<') && line.trim_end().ends_with('>') && !line.contains('\t'));
    (tags >= 2 && count(|line| !line.starts_with('<') && line.split('\t').count() >= 2) >= 2 && head.starts_with('<'))
        .then_some(Kind::Vertical)
}

/// Whether a line is one of a mail's head.
fn is_header(line: &str) -> bool {
    #[rustfmt::skip]
    const NAMES: [&str; 14] = [
        "From", "To", "Cc", "Subject", "Date", "Received", "MIME-Version", "Content-Type", "Message-ID", "Message-Id", "Return-Path",
        "Reply-To", "Delivered-To", "X-Mailer",
    ];
    line.split_once(':').is_some_and(|(name, _)| NAMES.contains(&name))
}

/// Whether the dates of a kind's records are looked at before they are read: all of one file have one order of day and
/// month. A script is most often a program.
pub fn has_dates_apart(kind: Kind) -> bool {
    matches!(kind, Kind::Json | Kind::JsonLines | Kind::Table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_kinds() {
        for (name, expected) in [
            ("a.TXT", Some((Kind::Text, None))),
            ("x/y.b/README", Some((Kind::Text, None))),
            ("kho.jsonl.gz", Some((Kind::JsonLines, Some(Packing::Gzip)))),
            ("trang.html", Some((Kind::Html, None))),
            ("anh.jpg", None),
        ] {
            assert_eq!(named(name), expected, "{name}");
        }
    }

    #[test]
    fn bytes_correct_names() {
        assert_eq!(confirmed(Kind::Text, b"\n <!DOCTYPE HTML><p>a"), Ok(Kind::Html));
        assert_eq!(confirmed(Kind::Text, b"a <html>"), Ok(Kind::Text));
        assert_eq!(confirmed(Kind::Text, b"{\\rtf1 a}"), Ok(Kind::Rtf));
        assert_eq!(confirmed(Kind::Rtf, b"a"), Err(Reason::NotRichText));
        assert_eq!(confirmed(Kind::Office, b"\xd0\xcf\x11\xe0"), Err(Reason::OldOffice));
        assert_eq!(confirmed(Kind::Text, b"From: a@b.example\nTo: c\nDate: x\n\nMai"), Ok(Kind::Mail));
        assert_eq!(confirmed(Kind::Text, b"Date: hai\nNgay: ba\n"), Ok(Kind::Text));
        assert_eq!(confirmed(Kind::Text, b"1\n00:00:01,000 --> 00:00:02,000\nx"), Ok(Kind::Subtitles));
        assert_eq!(confirmed(Kind::Word, b"\xd0\xcf\x11\xe0"), Err(Reason::OldWord));
        assert!(confirmed(Kind::Book, b"x").is_err());
        assert_eq!(confirmed(Kind::Text, b"%PDF-1.7"), Ok(Kind::Pdf));
        assert_eq!(confirmed(Kind::Pdf, b"a %PDF-1.7"), Ok(Kind::Pdf));
        assert_eq!(confirmed(Kind::Pdf, b"<p>"), Err(Reason::NotPdf));
        for (head, expected) in [
            (&b"SQLite format 3\0"[..], "a database (SQLite): not a kind of file that is read"),
            (b"\x1f\x8b\x08\0", "packed, though its name does not say so: not a kind of file that is read"),
        ] {
            assert_eq!(confirmed(Kind::Text, head).unwrap_err().to_string(), expected);
        }
    }
}
