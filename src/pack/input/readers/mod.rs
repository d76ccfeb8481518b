//! What one file holds: one article, or many, or a reason why none.
//!
//! A reader gets a file's bytes and hands over drafts in their order in the file, cheaply: extraction is the pipeline's
//! work, on as many threads as it likes. A reader opens no other file and writes nothing.

mod archive;
mod corpora;
mod docx;
mod draft;
mod edition;
mod edits;
mod elements;
mod entities;
mod epub;
mod etext;
mod exports;
mod feed;
mod formula;
mod html;
mod kind;
mod lines;
mod mail;
mod markdown;
mod news;
mod office;
mod packing;
mod pathdate;
mod pdf;
mod pieces;
mod records;
mod stream;
mod streamed;
mod tarball;
mod tei;
mod warc;
mod xml;

#[cfg(test)]
mod tests;

pub use draft::{Draft, Item, Source};
pub use kind::named;
pub use records::{Field, Names, guessed};

use super::decode::{Damage, Decoded, Encoding, Text, decode_as, reread};
use super::foreign;
use super::left_out::{LeftOut, Omitted};
use super::read::read_whole;
use super::room::Room;
use super::skip::{Reason, Skipped};
use super::walk::Found;
use crate::article::{Article, Known};
use crate::pack::config::InputConfig;
use kind::{Kind, confirmed};
use packing::{Packing, Unpacked};
use pathdate::path_date;
use pieces::Pieces;
use records::{DayOrder, Evidence, Records};
use std::io::{BufRead, Cursor, Read, SeekFrom};

/// Bytes of a file that tell its kind and its encoding.
const HEAD_BYTES: usize = 64 * 1024;

/// Hands over every draft of a file, or reasons why something in it is left out, in their order in the file. Files of
/// records are streamed; everything else is held in memory, in the room there is for a text.
pub fn drafts_of(
    file: &Found,
    source: &mut dyn Source,
    config: &InputConfig,
    room: &Room<'_>,
    emit: &mut dyn FnMut(Item),
) {
    let told = config.told(&file.id);
    let mut emit = |item| emit(told.applied(item));
    let encoding = told.encoding.or(config.encoding);
    let mut reading = Reading { file, encoding, config, room, depth: 0, emit: &mut emit };
    if let Err(reason) = reading.read(source) {
        reading.skip(reason);
    }
}

/// Hands over every article of a file's bytes, or reasons why something in it is left out, in their order in the file.
/// The entry for tests and fuzzing: it extracts on the spot.
pub fn articles_of(file: &Found, bytes: Vec<u8>, config: &InputConfig, emit: &mut dyn FnMut(Result<Article, Skipped>)) {
    drafts_of(file, &mut Cursor::new(bytes), config, &Room::alone(), &mut |item| match item {
        Item::One(draft) => emit(Ok(draft.article())),
        Item::Skipped(skipped) => emit(Err(skipped)),
        Item::Decoded(_) | Item::Noted(_) | Item::LeftOut(_) | Item::Notice(_) => {}
    });
}

/// A file being read.
struct Reading<'r> {
    file: &'r Found,
    /// The encoding the maker named.
    encoding: Option<Encoding>,
    config: &'r InputConfig,
    room: &'r Room<'r>,
    /// Archives it lies in.
    depth: u8,
    emit: &'r mut dyn FnMut(Item),
}

impl Reading<'_> {
    /// The same reading, to be pointed at a file inside this one.
    fn of<'o>(outer: &'o mut Reading<'_>) -> Reading<'o> {
        let Reading { file, encoding, config, room, depth, emit } = outer;
        Reading { file, encoding: *encoding, config, room, depth: *depth, emit: &mut **emit }
    }

    fn skip(&mut self, reason: Reason) {
        (self.emit)(Item::Skipped(Skipped::new(&self.file.path, reason)));
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), Reason> {
        let name = self.file.path.to_string_lossy();
        let (kind, packing) = named(&name).ok_or_else(|| Reason::unsupported(&name))?;
        if rewound(source)? == 0 {
            return Err(Reason::Empty);
        }
        if packing.is_none() && (streamed::is_streamed(kind) || is_records(kind)) {
            let mut head = Vec::new();
            (&mut *source).take(foreign::HEAD_BYTES as u64).read_to_end(&mut head).map_err(unreadable)?;
            source.seek(SeekFrom::Start(0)).map_err(unreadable)?;
            if let Some(other) = foreign::begun(&head) {
                return Err(Reason::Foreign(other));
            }
        }
        if kind == Kind::Tar {
            return self.tar(packing, source);
        }
        let order =
            if kind::has_dates_apart(kind) { self.day_order(kind, packing, source)? } else { DayOrder::default() };
        if let Some(packing) = packing {
            let size = rewound(source)?;
            let mut inner = Unpacked::new(packing, source, size, self.room);
            return if streamed::is_streamed(kind) {
                self.streamed(kind, &mut inner)
            } else if is_records(kind) {
                self.records(kind, &mut inner, order)
            } else {
                let bytes = stream::all(&mut inner, self.room)?;
                if kind::is_packed(kind) { self.packed(kind, &mut Cursor::new(bytes)) } else { self.whole(kind, bytes) }
            };
        }
        source.seek(SeekFrom::Start(0)).map_err(unreadable)?;
        if kind::is_packed(kind) {
            return self.packed(kind, source);
        }
        if streamed::is_streamed(kind) {
            self.streamed(kind, source)
        } else if is_records(kind) {
            self.records(kind, source, order)
        } else {
            self.whole(kind, read_whole(source, self.room)?)
        }
    }

    /// Looks through a file of records for what the numbers of its dates are: one order for all of them. Says so when
    /// nothing proves it.
    fn day_order(&mut self, kind: Kind, packing: Option<Packing>, source: &mut dyn Source) -> Result<DayOrder, Reason> {
        let size = rewound(source)?;
        match packing {
            Some(packing) => self.column_order(kind, &mut Unpacked::new(packing, source, size, self.room)),
            None => self.column_order(kind, source),
        }
    }

    /// The same for records as they stream by.
    fn column_order(&mut self, kind: Kind, source: &mut dyn std::io::Read) -> Result<DayOrder, Reason> {
        let (mut reader, ..) = stream::text(source, self.encoding, self.room)?;
        let Evidence { order, seen: both, .. } = if kind == Kind::Table {
            records::day_order(&mut *reader, &self.config.fields, self.room)
        } else {
            let lines = are_lines(kind, reader.fill_buf().map_err(unreadable)?);
            let mut nothing = |_| {};
            let mut records = Records::new(self.file, &self.config.fields, self.room, &mut nothing);
            records.look_at_dates();
            if lines {
                records::json_lines(&mut *reader, &mut records)
            } else {
                records::json(&mut *reader, &mut records)
            }
            records.evidence()
        };
        if order.is_none() && both > 0 {
            let path = self.file.path.display();
            (self.emit)(Item::Noted(format!(
                "{path}: no date has a number above twelve that tells day from month: read as day/month/year (dates that could be read either way: {both})"
            )));
        }
        Ok(order.unwrap_or_default())
    }

    /// Reads a file of records piece by piece.
    fn records(&mut self, kind: Kind, source: &mut dyn std::io::Read, order: DayOrder) -> Result<(), Reason> {
        let (mut reader, reading, damage) = stream::text(source, self.encoding, self.room)?;
        if kind == Kind::Script {
            streamed::skip_assignment(&mut *reader)?;
        }
        self.note(reading, damage);
        let head = reader.fill_buf().map_err(unreadable)?;
        if head.len() < HEAD_BYTES && head.trim_ascii().is_empty() {
            return Err(Reason::Empty);
        }
        let lines = kind != Kind::Table && are_lines(kind, head);
        let opening = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start().first();
        if kind != Kind::Table && !lines && !matches!(opening, Some(b'{' | b'[')) {
            return Err(Reason::NotJson { detail: "expected a list or an object at its start".to_owned() });
        }
        let mut records = Records::new(self.file, &self.config.fields, self.room, self.emit);
        records.order = order;
        match kind {
            Kind::Table => records::table(&mut *reader, &mut records),
            _ if lines => records::json_lines(&mut *reader, &mut records),
            _ => records::json(&mut *reader, &mut records),
        }
        records.finish();
        Ok(())
    }

    /// Reads a file that is one article, or a book of them.
    fn whole(&mut self, kind: Kind, bytes: Vec<u8>) -> Result<(), Reason> {
        let kind = confirmed(kind, &bytes)?;
        if streamed::is_streamed(kind) {
            return self.streamed(kind, &mut Cursor::new(bytes));
        }
        self.whole_of(kind, bytes)
    }

    /// The same for a kind that its bytes confirm.
    fn whole_of(&mut self, kind: Kind, bytes: Vec<u8>) -> Result<(), Reason> {
        let (text, known) = match kind {
            Kind::Html => {
                let page = self.decoded(html::decode_page(bytes, self.encoding)?);
                self.room.admits_markup(&page)?;
                // A site's generator takes pages with front matter for its own texts.
                if page.starts_with("---\n") || page.starts_with("---\r\n") || page.starts_with("+++\n") {
                    self.markdown(&page)?
                } else if corpora::is_hocr(&page) {
                    return self
                        .pieces(|pieces| {
                            corpora::read_hocr(&page, pieces);
                            true
                        })
                        .map(|_| ());
                } else if self.pieces(|pieces| exports::read_page(&page, pieces))? {
                    return Ok(());
                } else {
                    self.page(&page)?
                }
            }
            Kind::Xml => {
                let xml = self.decoded(html::decode_page(bytes, self.encoding)?);
                if !html::is_page(&xml) {
                    return tei::read(self.file, &xml, self.emit);
                }
                self.room.admits_markup(&xml)?;
                self.page(&xml)?
            }
            Kind::Markdown => {
                let text = self.decoded(decode_as(bytes, self.encoding)?);
                self.markdown(&text)?
            }
            Kind::Pdf => {
                const END_BYTES: usize = 1024;
                let end = &bytes[bytes.len().saturating_sub(END_BYTES)..];
                let has_end = end.windows(5).any(|bytes| bytes == b"%%EOF");
                let (text, known, omitted) =
                    pdf::read(bytes, self.room.text_bytes()).map_err(|reason| match reason {
                        Reason::NoTextLayer { .. } if !has_end => {
                            Reason::BrokenPdf { detail: "its end is missing, as of one that was cut off".to_owned() }
                        }
                        reason => reason,
                    })?;
                (self.emit)(Item::LeftOut(omitted));
                // Fonts of Vietnamese before Unicode name their letters as what they stand in the place of.
                (reread(&text).map(|text| self.decoded(text)).unwrap_or(text), known)
            }
            Kind::Rtf => return self.rtf(&bytes),
            Kind::Mail => return self.mail(&bytes),
            Kind::SavedPage => return self.saved_page(&bytes),
            _ => {
                let text = self.decoded(decode_as(bytes, self.encoding)?);
                if self.pieces(|pieces| exports::read_text(&text, None, pieces))? {
                    return Ok(());
                }
                match etext::read(&text) {
                    Some((body, known)) => {
                        let mut omitted = Omitted::default();
                        omitted.bytes(LeftOut::Licence, (text.len() - body.trim_end().len()) as u64);
                        (self.emit)(Item::LeftOut(omitted));
                        (body, known)
                    }
                    None => (text, Known::default()),
                }
            }
        };
        self.one(text, known);
        Ok(())
    }

    /// Reads Markdown, or a page with front matter.
    fn markdown(&mut self, text: &str) -> Result<(String, Known), Reason> {
        let read = markdown::read(text)?;
        (self.emit)(Item::LeftOut(read.omitted));
        if let Some(pair) = read.draft {
            let path = self.file.path.display();
            (self.emit)(Item::Notice(format!("{path}: its front matter says that it is not published ({pair})")));
        }
        Ok((read.text, read.known))
    }

    /// Reads a file that may hold several articles; false when the reader says that it is none of its own.
    fn pieces(&mut self, read: impl FnOnce(&mut Pieces<'_>) -> bool) -> Result<bool, Reason> {
        let mut pieces = Pieces::new(self.file, self.room, self.emit);
        if read(&mut pieces) { pieces.finish().map(|()| true) } else { Ok(false) }
    }

    /// Hands over the one article of a file, with the date that its path tells.
    fn one(&mut self, text: String, known: Known) {
        let path_date = known.path_date.or_else(|| path_date(&self.file.id));
        let known = Known { path_date, ..known };
        (self.emit)(Item::One(Draft { id: self.file.id.clone(), text, known }));
    }

    /// Reads the story of a page.
    fn page(&mut self, markup: &str) -> Result<(String, Known), Reason> {
        let (text, known, omitted) = html::read_page(markup)?;
        (self.emit)(Item::LeftOut(omitted));
        Ok((text, known))
    }

    /// Notes how a text was decoded.
    fn decoded(&mut self, text: Text) -> String {
        self.note(text.reading, text.damage);
        text.text
    }

    fn note(&mut self, reading: Option<(Encoding, super::Certainty)>, damage: Option<Damage>) {
        if let Some((encoding, certainty)) = reading {
            (self.emit)(Item::Decoded(Decoded { damage, ..Decoded::new(&self.file.path, encoding, certainty) }));
        }
    }
}

/// The size of a source, which is then read from its start.
fn rewound(source: &mut dyn Source) -> Result<u64, Reason> {
    let size = source.seek(SeekFrom::End(0)).map_err(unreadable)?;
    source.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    Ok(size)
}

fn unreadable(error: std::io::Error) -> Reason {
    Reason::unreadable(&error)
}

fn is_records(kind: Kind) -> bool {
    matches!(kind, Kind::Json | Kind::JsonLines | Kind::Table | Kind::Script)
}

/// Whether JSON is one record a line: its name says so and it is no list, or its first line is a whole record.
fn are_lines(kind: Kind, head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let first = || head.split(|&b| b == b'\n').next().unwrap_or(head);
    match kind {
        Kind::JsonLines => !head.starts_with(b"["),
        // One object on one line may hold a list of records.
        _ => {
            let more = head[first().len()..].trim_ascii_start().starts_with(b"{");
            more && head.starts_with(b"{") && serde_json::from_slice::<serde_json::Value>(first()).is_ok()
        }
    }
}
