//! Web archives (WARC, ISO 28500, and WET): the pages that a crawler was answered with, each with its address.
//!
//! The day of the capture is kept as what it is and never dates an article. It follows no address.

mod http;
mod record;

use super::html;
use super::pieces::{Piece, Pieces};
use super::{Item, Reading};
use crate::article::{Date, Known};
use crate::pack::content::ContentDigest;
use crate::pack::input::decode::{Decoded, Encoding, Text};
use crate::pack::input::skip::Reason;
use http::Answer;
use record::{Fault, Head, Records};
use std::collections::HashSet;
use std::io::BufRead;

impl Reading<'_> {
    /// Reads a web archive as it streams by.
    ///
    /// # Errors
    /// When it holds nothing at all.
    pub(super) fn web_archive(&mut self, reader: &mut dyn BufRead) -> Result<(), Reason> {
        let told = self.encoding;
        let mut pieces = Pieces::new(self.file, self.room, self.emit);
        let mut crawl = Crawl { told, seen: HashSet::new() };
        let mut records = Records::new(reader);
        loop {
            match records.advance() {
                Ok(Some(head)) => crawl.record(&head, &mut records, &mut pieces),
                Ok(None) => break,
                Err(Fault { place, reason, ends }) => {
                    pieces.fault_in(&format!("record {place}"), reason);
                    if ends {
                        break;
                    }
                }
            }
            pieces.room.release();
        }
        pieces.finish()
    }
}

/// What was seen of a crawl.
struct Crawl {
    /// The encoding the maker named.
    told: Option<Encoding>,
    /// Digests of the articles that were handed over, each with the site it is on.
    seen: HashSet<ContentDigest>,
}

impl Crawl {
    fn record(&mut self, head: &Head, records: &mut Records<'_>, pieces: &mut Pieces<'_>) {
        match head.kind.as_str() {
            "response" => self.response(head, records, pieces),
            "resource" if http::is_page(&head.content_type) => self.body(head, Answer::default(), records, pieces),
            "conversion" if head.content_type.starts_with("text/plain") => {
                self.body(head, Answer::default(), records, pieces)
            }
            "resource" | "conversion" => pieces.pass(NO_PAGES),
            "revisit" => pieces.pass("captures of what had not changed"),
            // What the crawler says of itself and what it asked.
            _ => {}
        }
    }

    fn response(&mut self, head: &Head, records: &mut Records<'_>, pieces: &mut Pieces<'_>) {
        if !head.url.starts_with("http:") && !head.url.starts_with("https:") {
            return pieces.pass("answers to no address of a page");
        }
        let answer = match http::answer(records) {
            Ok(Some(answer)) => answer,
            Ok(None) => return pieces.fault_in(&head.url, Reason::NotAnswer),
            Err(error) => return pieces.fault_in(&head.url, Reason::unreadable(&error)),
        };
        match answer.status {
            200 | 203 => {}
            300..=399 => return pieces.pass("answers that point elsewhere"),
            _ => return pieces.pass("answers that a page is not there"),
        }
        if !http::is_page(&answer.content_type) {
            return pieces.pass(NO_PAGES);
        }
        self.body(head, answer, records, pieces);
    }

    /// Takes the page that the rest of a record is.
    fn body(&mut self, head: &Head, answer: Answer, records: &mut Records<'_>, pieces: &mut Pieces<'_>) {
        let bytes = match http::body(&answer, records, pieces.room) {
            Ok(bytes) => bytes,
            Err(reason) => return pieces.fault_in(&head.url, reason),
        };
        match self.piece(head, &answer, bytes, pieces) {
            Ok(piece) => {
                let site = super::records::host(&head.url).unwrap_or_default();
                let digest = ContentDigest::of(&[&site, piece.known.title.as_deref().unwrap_or(""), &piece.text]);
                if self.seen.insert(digest) {
                    pieces.push_in(&head.url, piece);
                } else {
                    pieces.pass("pages that were captured twice");
                }
            }
            Err(reason) => pieces.fault_in(&head.url, reason),
        }
    }

    fn piece(&self, head: &Head, answer: &Answer, bytes: Vec<u8>, pieces: &mut Pieces<'_>) -> Result<Piece, Reason> {
        let named = answer.charset().and_then(Encoding::named).filter(|encoding| !encoding.is_utf8());
        let damaged = std::str::from_utf8(&bytes).is_err();
        let told = self.told.or(named.filter(|_| damaged));
        let decoded = html::decode_page(bytes.clone(), told).or_else(|reason| match told {
            // A server's word is not worth the page.
            Some(_) if self.told.is_none() => html::decode_page(bytes, None),
            _ => Err(reason),
        })?;
        let Text { text: page, reading, damage } = decoded;
        if let Some((encoding, certainty)) = reading {
            let path = pieces.file.path.join(&head.url);
            pieces.tell(Item::Decoded(Decoded { damage, ..Decoded::new(&path, encoding, certainty) }));
        }
        let (text, known) = if head.kind == "conversion" {
            (page, Known::default())
        } else {
            pieces.room.admits_markup(&page)?;
            let (text, known, omitted) = html::read_page(&page)?;
            pieces.omitted.add(&omitted);
            (text, known)
        };
        let url = Some(head.url.clone()).filter(|url| !url.is_empty());
        let source = known.source.clone().or_else(|| url.as_deref().and_then(super::records::host));
        // Pages tell the address they are known under; where they do not, it is the one they were found at.
        let url = known.url.clone().or(url);
        let captured = head.date.get(..10).and_then(|day| day.parse::<Date>().ok());
        Ok(Piece { name: None, text, known: Known { url, source, file_date: known.file_date.or(captured), ..known } })
    }
}

const NO_PAGES: &str = "captures that are no pages (pictures, scripts, data)";
