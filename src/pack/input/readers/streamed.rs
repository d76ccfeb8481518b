//! What is read as it streams by, and what is one article after all: XML by its outermost element, lines of corpora,
//! folders of mails, web archives; rich text, office files, mails and saved pages.
//!
//! It chooses readers and understands no format.

use super::archive::Archive;
use super::draft::{Draft, Item};
use super::elements::Elements;
use super::kind::Kind;
use super::office::Office;
use super::pathdate::path_date;
use super::pieces::Pieces;
use super::{HEAD_BYTES, Reading, corpora, exports, feed, html, mail, news, office, stream, unreadable};
use crate::article::Known;
use crate::pack::input::decode::{decode_as, reread};
use crate::pack::input::skip::Reason;
use std::io::{BufRead, BufReader, Cursor, Read};

/// Whether files of a kind are never held whole.
pub(super) fn is_streamed(kind: Kind) -> bool {
    matches!(kind, Kind::Xml | Kind::Mailbox | Kind::WebArchive | Kind::Conllu | Kind::Vertical | Kind::Subtitles)
}

/// What XML is, by its outermost element.
enum Xml {
    Feed(feed::Kind),
    News(news::Kind),
    Corpus(corpora::Kind),
}

impl Xml {
    fn of(root: &str) -> Option<Self> {
        let feed = feed::kind_of(root).map(Self::Feed);
        feed.or_else(|| news::kind_of(root).map(Self::News)).or_else(|| corpora::kind_of(root).map(Self::Corpus))
    }

    fn read(self, reader: &mut dyn BufRead, pieces: &mut Pieces<'_>) {
        let room = pieces.room;
        let mut elements = Elements::new(reader, room);
        match self {
            Self::Feed(kind) => feed::read(kind, &mut elements, pieces),
            Self::News(kind) => news::read(kind, &mut elements, pieces),
            Self::Corpus(kind) => corpora::read(kind, &mut elements, pieces),
        }
    }
}

/// The name of the outermost element, without its prefix.
fn root_of(head: &str) -> Option<&str> {
    let mut rest = head.trim_start_matches('\u{feff}').trim_start();
    loop {
        rest = if rest.starts_with("<?") {
            rest.split_once("?>")?.1
        } else if rest.starts_with("<!--") {
            rest.split_once("-->")?.1
        } else if rest.starts_with("<!") {
            // A document type may hold declarations in brackets.
            let end = rest.find('>')?;
            match rest.find('[').filter(|&open| open < end) {
                Some(open) => rest[open..].split_once(']')?.1.split_once('>')?.1,
                None => &rest[end + 1..],
            }
        } else {
            break;
        }
        .trim_start();
    }
    let name = rest.strip_prefix('<')?;
    let name = &name[..name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?];
    Some(name.rsplit(':').next().unwrap_or(name))
}

/// Passes over what stands before the data in a script: `window.YTD.tweets.part0 = `.
///
/// # Errors
/// When it is a script of another kind.
pub(super) fn skip_assignment(reader: &mut dyn BufRead) -> Result<(), Reason> {
    const LONGEST_BYTES: usize = 200;
    let head = reader.fill_buf().map_err(unreadable)?;
    let head = &head[..head.len().min(LONGEST_BYTES)];
    let text = String::from_utf8_lossy(head);
    let equals = head.iter().position(|&b| b == b'=').filter(|_| text.trim_start().starts_with("window."));
    let data = equals.filter(|&at| matches!(head[at + 1..].trim_ascii_start().first(), Some(b'[' | b'{')));
    let at = data.ok_or(Reason::Unsupported)?;
    reader.consume(at + 1);
    Ok(())
}

impl Reading<'_> {
    /// Reads a file piece by piece.
    pub(super) fn streamed(&mut self, kind: Kind, source: &mut dyn Read) -> Result<(), Reason> {
        if kind == Kind::Xml {
            return self.xml(source);
        }
        if kind == Kind::Mailbox {
            // Each mail has encodings of its own.
            let mut reader = BufReader::with_capacity(HEAD_BYTES, source);
            return self.several_of(kind, |pieces| mail::read_mbox(&mut reader, pieces));
        }
        if kind == Kind::WebArchive {
            let mut reader = BufReader::with_capacity(HEAD_BYTES, source);
            return self.web_archive(&mut reader);
        }
        if kind == Kind::Subtitles {
            let bytes = stream::all(source, self.room)?;
            let text = decode_as(bytes, self.encoding)?;
            let text = self.decoded(text);
            if self.pieces(|pieces| corpora::read_subtitles(&text, pieces))? {
                return Ok(());
            }
            self.one(text, Known::default());
            return Ok(());
        }
        let (mut reader, reading, damage) = stream::text(source, self.encoding, self.room)?;
        self.note(reading, damage);
        let columns = self.config.columns_of(&self.file.id);
        self.several_of(kind, |pieces| match kind {
            Kind::Conllu => corpora::read_conllu(&mut *reader, pieces),
            _ => corpora::read_vertical(&mut *reader, &columns, pieces),
        })
    }

    fn several(&mut self, read: impl FnOnce(&mut Pieces<'_>)) -> Result<(), Reason> {
        let mut pieces = Pieces::new(self.file, self.room, self.emit);
        read(&mut pieces);
        pieces.finish()
    }

    /// The same for a kind that only its own lines or parts are read of.
    fn several_of(&mut self, kind: Kind, read: impl FnOnce(&mut Pieces<'_>)) -> Result<(), Reason> {
        self.several(read).map_err(|reason| match reason {
            Reason::NoStory => Reason::NotOfKind { named: kind.name() },
            reason => reason,
        })
    }

    /// Reads XML: what is a row of articles as it streams by, everything else whole.
    fn xml(&mut self, source: &mut dyn Read) -> Result<(), Reason> {
        let mut head = Vec::new();
        (&mut *source).take(HEAD_BYTES as u64).read_to_end(&mut head).map_err(unreadable)?;
        if head.trim_ascii().is_empty() {
            return Err(Reason::Empty);
        }
        let utf8 = match std::str::from_utf8(&head) {
            Ok(_) => true,
            Err(error) => error.error_len().is_none(),
        };
        let streams = utf8 && self.encoding.is_none_or(super::Encoding::is_utf8);
        let kind = root_of(&String::from_utf8_lossy(&head)).and_then(Xml::of);
        match kind {
            Some(kind) if streams => {
                let mut reader = BufReader::with_capacity(HEAD_BYTES, Cursor::new(head).chain(source));
                self.several(|pieces| kind.read(&mut reader, pieces))
            }
            kind => {
                let mut rest = stream::all(source, self.room)?;
                head.append(&mut rest);
                self.room.fits(head.len() as u64)?;
                let Some(kind) = kind.or_else(|| root_of_other(&head)) else { return self.whole_of(Kind::Xml, head) };
                let text = html::decode_page(head, self.encoding)?;
                let text = self.decoded(text);
                self.several(|pieces| kind.read(&mut text.as_bytes(), pieces))
            }
        }
    }

    /// Reads rich text, which may be the export of a database.
    pub(super) fn rtf(&mut self, bytes: &[u8]) -> Result<(), Reason> {
        let (text, known, omitted) = office::read_rtf(bytes)?;
        (self.emit)(Item::LeftOut(omitted));
        let text = match reread(&text) {
            Some(read) => self.decoded(read),
            None => text,
        };
        if self.pieces(|pieces| exports::read_text(&text, known.title.as_deref(), pieces))? {
            return Ok(());
        }
        if text.trim().is_empty() {
            return Err(Reason::NoStory);
        }
        self.one(text, known);
        Ok(())
    }

    /// Reads a mail.
    pub(super) fn mail(&mut self, bytes: &[u8]) -> Result<(), Reason> {
        self.several(|pieces| mail::read(bytes, pieces))
    }

    /// Reads a page that a browser saved with all that belongs to it. The day it was saved says nothing of its story.
    pub(super) fn saved_page(&mut self, bytes: &[u8]) -> Result<(), Reason> {
        let (page, url, is_whole) = mail::page_of(bytes)?;
        if !is_whole {
            self.skip(Reason::CutOff);
        }
        self.room.admits_markup(&page)?;
        if self.pieces(|pieces| exports::read_page(&page, pieces))? {
            return Ok(());
        }
        let (text, known) = self.page(&page)?;
        let source = known.source.clone().or_else(|| url.as_deref().and_then(super::records::host));
        let url = known.url.clone().or(url);
        self.one(text, Known { url, source, ..known });
        Ok(())
    }

    /// Reads an office file other than Word's.
    pub(super) fn office(&mut self, kind: Office, archive: &mut Archive<'_>) -> Result<(), Reason> {
        let (text, known) = match kind {
            Office::Xlsx | Office::Ods => return office::read_sheets(kind, archive, self),
            Office::Pptx => office::read_slides(archive, self.room)?,
            Office::Odt => {
                let (text, known, omitted) = office::read_odt(archive, self.room)?;
                (self.emit)(Item::LeftOut(omitted));
                (text, known)
            }
        };
        if text.trim().is_empty() {
            return Err(Reason::NoStory);
        }
        let known = Known { path_date: path_date(&self.file.id), ..known };
        (self.emit)(Item::One(Draft { id: self.file.id.clone(), text, known }));
        Ok(())
    }
}

/// The kind of XML that is not in UTF-8, as UTF-16 is.
fn root_of_other(bytes: &[u8]) -> Option<Xml> {
    let plain: String = bytes.iter().take(HEAD_BYTES).filter(|&&b| b != 0).map(|&b| char::from(b)).collect();
    let start = plain.find('<')?;
    root_of(&plain[start..]).and_then(Xml::of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outermost_element_is_found() {
        for (head, expected) in [
            ("\u{feff}<?xml version=\"1.0\"?>\n<!-- a --><rss version=\"2.0\">", Some("rss")),
            ("<!DOCTYPE nitf SYSTEM \"x.dtd\" [<!ENTITY a \"b\">]>\n<nitf>", Some("nitf")),
            ("<ns:feed/>", Some("feed")),
            ("<rss", None),
            ("chữ", None),
            ("<!DOCTYPE", None),
        ] {
            assert_eq!(root_of(head), expected, "{head}");
        }
    }
}
