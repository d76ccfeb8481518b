//! What office programs save beside Word's DOCX: RTF, texts and tables of LibreOffice (ODT, ODS), Excel's sheets (XLSX) and
//! PowerPoint's slides (PPTX). Formulas are never computed, and nothing outside the file is opened.
//!
//! The containers are the `zip` crate's and the XML is `quick-xml`'s. Sheets are read row by row: the crates for them hold a
//! sheet as a full grid, which a file of a kilobyte can make larger than any memory.

mod cells;
mod odt;
mod rtf;
mod sheets;
mod slides;

pub(super) use odt::read as read_odt;
pub(super) use rtf::read as read_rtf;
pub(super) use sheets::read as read_sheets;
pub(super) use slides::read as read_slides;

use super::archive::{Archive, entry, has_entry};
use super::docx::element_text;
use super::html::decode_page;
use crate::pack::input::room::Room;
use crate::pack::input::skip::Reason;

/// What an archive of an office program is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Office {
    Odt,
    Ods,
    Xlsx,
    Pptx,
}

/// The kind of an archive, by what is in it.
///
/// # Errors
/// When it has a password.
pub(super) fn kind_of(archive: &mut Archive<'_>, room: &Room<'_>) -> Result<Option<Office>, Reason> {
    if has_entry(archive, "xl/workbook.xml") {
        return Ok(Some(Office::Xlsx));
    }
    if has_entry(archive, "ppt/presentation.xml") {
        return Ok(Some(Office::Pptx));
    }
    if !has_entry(archive, "mimetype") || !has_entry(archive, "content.xml") {
        return Ok(None);
    }
    let told = match entry(archive, "mimetype", room) {
        Err(Reason::Encrypted) => return Err(Reason::Encrypted),
        told => told.unwrap_or_default(),
    };
    let kind = match std::str::from_utf8(&told).unwrap_or("").trim() {
        kind if kind.starts_with("application/vnd.oasis.opendocument.spreadsheet") => Some(Office::Ods),
        kind if kind.starts_with("application/vnd.oasis.opendocument.text") => Some(Office::Odt),
        _ => None,
    };
    // LibreOffice encrypts the parts, not the archive, and says so in the list of them.
    let is_encrypted = |xml: String| xml.contains("encryption-data");
    if kind.is_some() && part(archive, "META-INF/manifest.xml", room).is_ok_and(is_encrypted) {
        return Err(Reason::Encrypted);
    }
    Ok(kind)
}

/// A part of an archive as text.
fn part(archive: &mut Archive<'_>, path: &str, room: &Room<'_>) -> Result<String, Reason> {
    Ok(decode_page(entry(archive, path, room)?, None)?.text)
}

/// The text of an element of a part, where both are there.
fn told(archive: &mut Archive<'_>, path: &str, name: &str, room: &Room<'_>) -> Option<String> {
    part(archive, path, room).ok().and_then(|xml| element_text(&xml, name))
}
