//! EPUB: one article for each chapter, `book.epub#chapter`, in reading order, however short it is; after them the pages that
//! the reading order leaves out, such as those of notes. A page that is a table of contents, or nothing but a heading, is
//! named and left out; a picture alone is no text.

use super::archive::{Archive, entry, join, path_of};
use super::docx::{element_text, note_damage, part};
use super::draft::{Draft, Item};
use super::html;
use super::records::read_when;
use super::xml::{Event, Events};
use crate::article::{Known, Role};
use crate::pack::input::room::Room;
use crate::pack::input::skip::{Reason, Skipped};
use crate::pack::input::walk::Found;
use std::collections::BTreeMap;

/// Where a book says where it begins.
pub(super) const CONTAINER: &str = "META-INF/container.xml";

/// Reads a book.
///
/// # Errors
/// When it is encrypted or cannot be followed to its chapters.
pub(super) fn read(
    file: &Found,
    archive: &mut Archive<'_>,
    room: &Room<'_>,
    emit: &mut dyn FnMut(Item),
) -> Result<(), Reason> {
    let container = part(archive, CONTAINER, room)?.text;
    let package_path =
        first_attribute(&container, "rootfile", "full-path").ok_or_else(|| broken("no package named"))?;
    let package = part(archive, &package_path, room)?.text;
    let folder = package_path.rsplit_once('/').map_or("", |(folder, _)| folder);
    if part(archive, "META-INF/encryption.xml", room).is_ok_and(|xml| xml.text.contains("html")) {
        return Err(Reason::Protected);
    }
    let book = element_text(&package, "title");
    let date = element_text(&package, "date").and_then(|date| read_when(&date, None));
    let (author, source) = (element_text(&package, "creator"), element_text(&package, "publisher"));
    let mut found = false;
    for (href, is_read) in chapters(&package)? {
        let name = join(folder, &href);
        room.release();
        let chapter = entry(archive, &name, room).and_then(|bytes| html::decode_page(bytes, None));
        let chapter = chapter.and_then(|chapter| room.admits_markup(&chapter.text).map(|()| chapter));
        let chapter = match chapter {
            Ok(chapter) => {
                note_damage(file, &name, &chapter, emit);
                chapter.text
            }
            Err(Reason::Empty) => continue,
            Err(reason) => {
                emit(Item::Skipped(Skipped::new(&file.path.join(&name), reason)));
                continue;
            }
        };
        let html::Chapter { readable: mut read, is_contents } = html::chapter(&chapter);
        emit(Item::LeftOut(read.omitted));
        if read.text.trim().is_empty() {
            continue;
        }
        // Beside the reading order a table of contents is the reader's own.
        if is_contents && !is_read {
            continue;
        }
        if let Some(what) = if is_contents { Some("a table of contents") } else { no_chapter(&read) } {
            emit(Item::Skipped(Skipped::new(&file.path.join(&name), Reason::NotChapter { what })));
            continue;
        }
        let title = take_title(&mut read);
        let id = format!("{}#{}", file.id, path_of(&href).unwrap_or_else(|| name.clone()));
        let (date, category) = (date, book.clone());
        let (author, source) = (author.clone(), source.clone());
        let known = Known { title, date, source, author, category, roles: read.roles, ..Known::default() };
        emit(Item::One(Draft { id, text: read.text, known }));
        found = true;
    }
    if found { Ok(()) } else { Err(Reason::NoStory) }
}

fn broken(what: &str) -> Reason {
    Reason::NotZip { detail: format!("no EPUB that can be followed: {what}") }
}

/// What a page without text of its own is.
fn no_chapter(read: &html::Readable) -> Option<&'static str> {
    let headings = read.roles.iter().filter(|block| block.role == Role::Subheading);
    let in_headings: usize =
        headings.map(|block| block.of(&read.text).split_whitespace().map(str::len).sum::<usize>()).sum();
    let letters: usize = read.text.split_whitespace().map(str::len).sum();
    (in_headings == letters).then_some("nothing but a heading")
}

/// The heading that opens a chapter is its title.
fn take_title(read: &mut html::Readable) -> Option<String> {
    let first = read.roles.first().filter(|block| block.start == 0 && block.role == Role::Subheading)?;
    let title = first.of(&read.text).to_owned();
    read.roles.remove(0);
    Some(title)
}

fn first_attribute(xml: &str, name: &str, attribute: &str) -> Option<String> {
    let mut events = Events::new(xml);
    while let Ok(Some(event)) = events.next() {
        if let Event::Open(element) = event
            && element.name == name
        {
            return element.attribute(attribute).map(str::to_owned);
        }
    }
    None
}

/// The chapters' addresses in reading order, then those of the other pages; without the page of contents. With each,
/// whether the reading order has it.
fn chapters(package: &str) -> Result<Vec<(String, bool)>, Reason> {
    let mut events = Events::new(package);
    let (mut items, mut pages, mut order) = (BTreeMap::new(), Vec::new(), Vec::new());
    while let Some(event) = events.next()? {
        let Event::Open(element) = event else { continue };
        match element.name.as_str() {
            "item" => {
                let is_page = element.attribute("media-type").is_some_and(|kind| kind.contains("html"));
                let is_contents = element.attribute("properties").is_some_and(|p| p.split(' ').any(|p| p == "nav"));
                if let (Some(id), Some(href), true) =
                    (element.attribute("id"), element.attribute("href"), is_page && !is_contents)
                {
                    pages.push(id.to_owned());
                    items.insert(id.to_owned(), unescaped(href));
                }
            }
            "itemref" => order.extend(element.attribute("idref").map(str::to_owned)),
            _ => {}
        }
    }
    let read: Vec<_> = order.iter().filter_map(|id| Some((items.remove(id)?, true))).collect();
    Ok(read.into_iter().chain(pages.iter().filter_map(|id| Some((items.remove(id)?, false)))).collect())
}

/// An address without its percent signs.
fn unescaped(href: &str) -> String {
    let href = href.split('#').next().unwrap_or(href);
    let mut bytes = Vec::with_capacity(href.len());
    let mut rest = href.as_bytes();
    while let Some((&byte, more)) = rest.split_first() {
        let coded = (byte == b'%').then(|| more.get(..2)).flatten();
        match coded.and_then(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok()) {
            Some(coded) => {
                bytes.push(coded);
                rest = &more[2..];
            }
            None => {
                bytes.push(byte);
                rest = more;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
