//! DOCX: the paragraphs of a Word file with the headings its styles name, then its notes, then the comments in it. Which
//! part of the archive is which, its relationships say.
//!
//! Running heads and feet, field codes, hidden text and what was deleted while changes were tracked are no text of the story.

mod chart;
mod chunk;
mod math;
mod paragraph;
mod story;
mod style;
mod symbol;

#[cfg(test)]
mod tests;

use super::archive::{Archive, entry, has_entry};
use super::draft::{Draft, Item};
use super::html;
use super::html::Lines;
use super::pathdate::path_date;
use super::records::read_when;
use super::xml::{Event, Events};
use crate::article::{Known, Role};
use crate::pack::input::decode::{Decoded, Text};
use crate::pack::input::left_out::{LeftOut, Omitted};
use crate::pack::input::room::Room;
use crate::pack::input::skip::{Reason, Skipped};
use crate::pack::input::walk::Found;
use paragraph::Paragraph;
use std::collections::{BTreeMap, BTreeSet};
use story::{NoteId, NoteKind, Story, story};
use style::{Style, Styles};

/// The part of the file that holds the text, where nothing else is said.
const PART: &str = "word/document.xml";
/// Where an archive says what is in it.
const RELATIONSHIPS: &str = "_rels/.rels";
/// Short lines that may stand above a heading that is the title, and how long they may be.
const MOST_ABOVE: usize = 3;
const LONGEST_ABOVE_CHARS: usize = 60;

/// The part that holds the text, if the archive is a Word file.
pub(super) fn main_part(archive: &mut Archive<'_>, room: &Room<'_>) -> Option<String> {
    if has_entry(archive, PART) {
        return Some(PART.to_owned());
    }
    let targets = targets(&part(archive, RELATIONSHIPS, room).ok()?.text, "");
    let main = targets.into_iter().find(|to| to.kind == "officeDocument")?.path;
    // Tables and slides are office files too.
    let opening = part(archive, &main, room).ok()?;
    (root_of(&opening.text).as_deref() == Some("document")).then_some(main)
}

/// Reads a file.
///
/// # Errors
/// When its XML is broken or it holds no text.
pub(super) fn read(
    file: &Found,
    archive: &mut Archive<'_>,
    main: &str,
    room: &Room<'_>,
    emit: &mut dyn FnMut(Item),
) -> Result<(), Reason> {
    let (text, mut known, omitted) = put_together(gathered(file, archive, (main, 0), room, emit)?);
    if text.trim().is_empty() {
        return Err(Reason::NoStory);
    }
    let core = part(archive, "docProps/core.xml", room).map_or_else(|_| String::new(), |xml| xml.text);
    known.author = element_text(&core, "creator");
    known.file_date = element_text(&core, "created").and_then(|made| read_when(&made, None));
    known.path_date = path_date(&file.id);
    emit(Item::LeftOut(omitted));
    emit(Item::One(Draft { id: file.id.clone(), text, known }));
    Ok(())
}

/// The story of a file with its notes and what its parts hold; `depth` counts the files that it is in.
fn gathered(
    file: &Found,
    archive: &mut Archive<'_>,
    (main, depth): (&str, u8),
    room: &Room<'_>,
    emit: &mut dyn FnMut(Item),
) -> Result<Story, Reason> {
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let name = main.rsplit('/').next().unwrap_or(main);
    let relationships = part(archive, &format!("{folder}/_rels/{name}.rels"), room);
    let targets = relationships.map(|xml| targets(&xml.text, folder)).unwrap_or_default();
    let of = |wanted: &'static str| targets.iter().filter(move |to| to.kind == wanted).map(|to| to.path.as_str());
    let styles = of("styles").next().and_then(|path| part(archive, path, room).ok());
    let styles = Styles::read(&styles.map_or_else(String::new, |xml| xml.text));
    let xml = part(archive, main, room)?;
    note_damage(file, main, &xml, emit);
    let mut read = story(&xml.text, &styles)?;
    drop(xml);
    for path in ["footnotes", "endnotes", "comments"].into_iter().flat_map(of) {
        let notes = part(archive, path, room).and_then(|xml| {
            note_damage(file, path, &xml, emit);
            story(&xml.text, &styles)
        });
        match notes {
            Ok(notes) => {
                read.notes.extend(notes.notes);
                read.struck.extend(notes.struck);
                read.omitted.add(&notes.omitted);
            }
            Err(Reason::Empty) => {}
            Err(reason) => emit(Item::Skipped(Skipped::new(&file.path.join(path), reason))),
        }
    }
    let mut furniture = 0;
    for path in ["header", "footer"].into_iter().flat_map(of) {
        let lines = part(archive, path, room).and_then(|xml| story(&xml.text, &styles));
        furniture += lines.iter().flat_map(|lines| &lines.paragraphs).map(|line| line.text.trim().len()).sum::<usize>();
    }
    read.omitted.bytes(LeftOut::Furniture, furniture as u64);
    for paragraph in std::mem::take(&mut read.paragraphs) {
        let Some(id) = &paragraph.part else {
            read.paragraphs.push(paragraph);
            continue;
        };
        let Some(to) = targets.iter().find(|to| to.id == *id) else { continue };
        match chunk::read(file, archive, (&to.path, depth), room, emit) {
            Ok(held) => {
                read.paragraphs.extend(held.paragraphs);
                read.omitted.add(&held.omitted);
            }
            Err(Reason::Empty | Reason::NoStory) => {}
            Err(reason) => emit(Item::Skipped(Skipped::new(&file.path.join(&to.path), reason))),
        }
    }
    Ok(read)
}

/// The text: the story, its notes in the order it refers to them, then the comments.
fn put_together(mut read: Story) -> (String, Known, Omitted) {
    let title = take_title(&mut read.paragraphs);
    let mut lines = Lines::default();
    let mut write = |role: Option<Role>, paragraphs: &[Paragraph]| {
        for paragraph in paragraphs {
            lines.role(role.or(role_of(paragraph.style)));
            // A note begins with the space after its number, which Word counts itself.
            let text = paragraph.text.as_str();
            lines.verbatim(if role.is_some() { text.trim_start() } else { text });
            lines.paragraph();
        }
    };
    write(None, &read.paragraphs);
    let mut omitted = read.omitted;
    let mut notes: BTreeMap<NoteId, Vec<Paragraph>> = std::mem::take(&mut read.notes);
    let mut seen = BTreeSet::new();
    let referred: Vec<_> =
        std::mem::take(&mut read.referred).into_iter().filter(|id| seen.insert(id.clone())).collect();
    for (comments, role) in [(false, Role::Note), (true, Role::Remark)] {
        for id in referred.iter().filter(|(kind, _)| (*kind == NoteKind::Comment) == comments) {
            write(Some(role), &notes.remove(id).unwrap_or_default());
        }
    }
    // What nothing refers to any more went with the text it hung on.
    let unreferred = notes.values().flatten().map(|paragraph| paragraph.text.trim().len() as u64).sum();
    omitted.bytes(LeftOut::Deleted, unreferred);
    let mut text = lines.finish();
    text.append(&read.struck.join("\n"), Role::Remark, "\n\n");
    (text.text, Known { title, roles: text.roles, ..Known::default() }, omitted)
}

/// Takes the title out of the paragraphs: the one styled so, else a first heading of the first level with nothing but short
/// lines above it.
fn take_title(paragraphs: &mut Vec<Paragraph>) -> Option<String> {
    let styled = paragraphs.iter().position(|paragraph| paragraph.style == Style::Title);
    let at = styled.or_else(|| {
        let at = paragraphs.iter().take(MOST_ABOVE + 1).position(|paragraph| paragraph.style == Style::First)?;
        let is_short = |paragraph: &Paragraph| {
            let text = paragraph.text.trim();
            text.chars().count() <= LONGEST_ABOVE_CHARS && !text.ends_with(['.', '!', '?', '…', ':', ';'])
        };
        paragraphs[..at].iter().all(is_short).then_some(at)
    })?;
    Some(paragraphs.remove(at).text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn role_of(style: Style) -> Option<Role> {
    match style {
        Style::Plain | Style::Title => None,
        Style::First | Style::Heading => Some(Role::Subheading),
        Style::Caption => Some(Role::Caption),
    }
}

/// Notes that a part was damaged.
pub(super) fn note_damage(file: &Found, path: &str, xml: &Text, emit: &mut dyn FnMut(Item)) {
    if let (Some((encoding, certainty)), Some(_)) = (xml.reading, xml.damage) {
        let noted = Decoded::new(&file.path.join(path), encoding, certainty);
        emit(Item::Decoded(Decoded { damage: xml.damage, ..noted }));
    }
}

/// A part as text.
pub(super) fn part(archive: &mut Archive<'_>, path: &str, room: &Room<'_>) -> Result<Text, Reason> {
    html::decode_page(entry(archive, path, room)?, None)
}

/// A part that a part relates to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Target {
    /// What the part calls it by.
    id: String,
    /// The last word of the relationship's name.
    kind: String,
    path: String,
}

/// The parts that a part relates to.
fn targets(xml: &str, folder: &str) -> Vec<Target> {
    let (mut events, mut found) = (Events::new(xml), Vec::new());
    while let Ok(Some(event)) = events.next() {
        let Event::Open(element) = event else { continue };
        let (Some(kind), Some(target)) = (element.attribute("Type"), element.attribute("Target")) else { continue };
        if element.name == "Relationship" && element.attribute("TargetMode") != Some("External") {
            let kind = kind.rsplit('/').next().unwrap_or(kind).to_owned();
            let folder = if target.starts_with('/') { "" } else { folder };
            let id = element.attribute("Id").unwrap_or("").to_owned();
            found.push(Target { id, kind, path: super::archive::join(folder, target) });
        }
    }
    found
}

fn root_of(xml: &str) -> Option<String> {
    match Events::new(xml).next() {
        Ok(Some(Event::Open(element))) => Some(element.name),
        _ => None,
    }
}

/// The text of the first element of a name.
pub(super) fn element_text(xml: &str, name: &str) -> Option<String> {
    let (mut events, mut inside, mut text) = (Events::new(xml), false, String::new());
    while let Ok(Some(event)) = events.next() {
        match event {
            Event::Open(element) => inside |= element.name == name,
            Event::Close(closed) if closed == name => break,
            Event::Text(part) if inside => text.push_str(&part),
            _ => {}
        }
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}
