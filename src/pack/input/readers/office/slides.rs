//! PPTX: the slides of a presentation in their order, each with its notes; one article.

use super::{part, told};
use crate::article::{Known, Role};
use crate::pack::input::readers::archive::{Archive, has_entry};
use crate::pack::input::readers::elements::{Node, elements_of};
use crate::pack::input::readers::html::Lines;
use crate::pack::input::readers::records::read_when;
use crate::pack::input::room::Room;
use crate::pack::input::skip::Reason;

/// Slides of one file at most.
const MOST_SLIDES: usize = 10_000;

/// Reads a file: its text, and what is known of it.
///
/// # Errors
/// When its XML is broken.
pub(in crate::pack::input::readers) fn read(
    archive: &mut Archive<'_>,
    room: &Room<'_>,
) -> Result<(String, Known), Reason> {
    let (mut lines, mut title) = (Lines::default(), None);
    let mut bytes = 0_u64;
    for number in 1..=MOST_SLIDES {
        let path = format!("ppt/slides/slide{number}.xml");
        if !has_entry(archive, &path) {
            // A slide that was deleted leaves a gap.
            if number > archive.len() {
                break;
            }
            continue;
        }
        let shapes = shapes(&part(archive, &path, room)?, room)?;
        for (is_title, text) in &shapes {
            bytes += text.len() as u64;
            room.fits(bytes)?;
            if *is_title && title.is_none() && number == 1 {
                title = Some(text.split_whitespace().collect::<Vec<_>>().join(" "));
                continue;
            }
            lines.role(is_title.then_some(Role::Subheading));
            text.lines().for_each(|line| {
                lines.text(line);
                lines.paragraph();
            });
        }
        let notes = format!("ppt/notesSlides/notesSlide{number}.xml");
        if has_entry(archive, &notes) {
            for (_, text) in self::shapes(&part(archive, &notes, room)?, room)? {
                // The number of the slide is a field of its own.
                if !text.trim().chars().all(|c| c.is_ascii_digit()) {
                    lines.role(Some(Role::Note));
                    lines.text(&text);
                    lines.paragraph();
                }
            }
        }
    }
    let read = lines.finish();
    let known = Known {
        title: title.or_else(|| told(archive, "docProps/core.xml", "title", room)),
        author: told(archive, "docProps/core.xml", "creator", room),
        file_date: told(archive, "docProps/core.xml", "created", room).and_then(|made| read_when(&made, None)),
        roles: read.roles,
        ..Known::default()
    };
    Ok((read.text, known))
}

/// The texts of a slide's shapes, a paragraph a line, and whether each is the slide's title.
fn shapes(xml: &str, room: &Room<'_>) -> Result<Vec<(bool, String)>, Reason> {
    let mut found = Vec::new();
    for node in elements_of(xml, &["sp", "graphicFrame"], room)? {
        let kind = node.find("ph").and_then(|ph| ph.attribute("type")).unwrap_or("");
        if matches!(kind, "sldNum" | "dt" | "ftr" | "hdr") {
            continue;
        }
        let paragraphs: Vec<String> = node.all("p").into_iter().filter_map(Node::filled).collect();
        if !paragraphs.is_empty() {
            found.push((matches!(kind, "title" | "ctrTitle"), paragraphs.join("\n")));
        }
    }
    Ok(found)
}
