//! What other parts of a Word file hold that its text shows in a place of its own: another document that was put in whole
//! (`w:altChunk`), the words of a diagram or a chart. A kind that is not read is named.

use super::super::archive::{Archive, DEEPEST, entry, open};
use super::super::html;
use super::super::office::read_rtf;
use super::paragraph::Paragraph;
use super::story::Story;
use super::style::Style;
use super::{chart, gathered, main_part, note_damage, part, put_together, root_of};
use crate::article::{Block, Role};
use crate::pack::input::readers::draft::Item;
use crate::pack::input::readers::xml::{Event, Events};
use crate::pack::input::room::Room;
use crate::pack::input::skip::Reason;
use crate::pack::input::walk::Found;
use std::io::Cursor;

/// Reads a part: its paragraphs, and what is left out of it.
///
/// # Errors
/// When it is of a kind that is not read, or broken.
pub(super) fn read(
    file: &Found,
    archive: &mut Archive<'_>,
    (path, depth): (&str, u8),
    room: &Room<'_>,
    emit: &mut dyn FnMut(Item),
) -> Result<Story, Reason> {
    let kind = path.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    match kind.as_str() {
        "htm" | "html" | "xhtml" => {
            let markup = part(archive, path, room)?;
            room.admits_markup(&markup.text)?;
            note_damage(file, path, &markup, emit);
            let read = html::chapter(&markup.text).readable;
            Ok(Story { paragraphs: paragraphs(&read.text, &read.roles), omitted: read.omitted, ..Story::default() })
        }
        "txt" => {
            let text = part(archive, path, room)?;
            note_damage(file, path, &text, emit);
            Ok(Story { paragraphs: paragraphs(&text.text, &[]), ..Story::default() })
        }
        "xml" => {
            let xml = part(archive, path, room)?;
            note_damage(file, path, &xml, emit);
            let is_chart = root_of(&xml.text).is_some_and(|root| root == chart::ROOT);
            let paragraphs = if is_chart { chart::read(&xml.text)? } else { labels(&xml.text)? };
            Ok(Story { paragraphs, ..Story::default() })
        }
        "docx" | "docm" | "dotx" if depth < DEEPEST => {
            let mut bytes = Cursor::new(entry(archive, path, room)?);
            let mut inner = open(&mut bytes)?;
            let main = main_part(&mut inner, room).ok_or(Reason::Unsupported)?;
            let inside = Found { path: file.path.join(path), id: file.id.clone() };
            let (text, known, omitted) = put_together(gathered(&inside, &mut inner, (&main, depth + 1), room, emit)?);
            let title = known.title.map(|text| Paragraph { text, style: Style::Heading, ..Paragraph::default() });
            let paragraphs = title.into_iter().chain(paragraphs(&text, &known.roles)).collect();
            Ok(Story { paragraphs, omitted, ..Story::default() })
        }
        "docx" | "docm" | "dotx" => Err(Reason::DeepArchive),
        "rtf" => {
            let (text, known, omitted) = read_rtf(&entry(archive, path, room)?)?;
            Ok(Story { paragraphs: paragraphs(&text, &known.roles), omitted, ..Story::default() })
        }
        _ => Err(Reason::Unsupported),
    }
}

/// The paragraphs of a text that was read, those parted by empty lines.
fn paragraphs(text: &str, roles: &[Block]) -> Vec<Paragraph> {
    let (mut found, mut at) = (Vec::new(), 0);
    for part in text.split("\n\n") {
        let start = at + part.len() - part.trim_start().len();
        at += part.len() + 2;
        if part.trim().is_empty() {
            continue;
        }
        let role = roles.iter().find(|block| block.start as usize == start).map(|block| block.role);
        let style = match role {
            Some(Role::Subheading) => Style::Heading,
            Some(Role::Caption) => Style::Caption,
            _ => Style::Plain,
        };
        found.push(Paragraph { text: part.trim().to_owned(), style, ..Paragraph::default() });
    }
    found
}

/// The paragraphs of a diagram's data.
fn labels(xml: &str) -> Result<Vec<Paragraph>, Reason> {
    let (mut events, mut found, mut text, mut texts) = (Events::new(xml), Vec::new(), String::new(), 0_u32);
    while let Some(event) = events.next()? {
        match event {
            Event::Open(element) => texts += u32::from(element.name == "t"),
            Event::Text(part) if texts > 0 => text.push_str(&part),
            Event::Close(name) if name == "t" => texts = texts.saturating_sub(1),
            // The points of a diagram hold a `t` of paragraphs, which hold a `t` of words.
            Event::Close(name) if name == "p" && !text.trim().is_empty() => {
                let label = text.split_whitespace().collect::<Vec<_>>().join(" ");
                found.push(Paragraph { text: label, ..Paragraph::default() });
                text.clear();
            }
            _ => {}
        }
    }
    Ok(found)
}
