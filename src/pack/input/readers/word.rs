//! DOCX: the paragraphs of a Word file, with the headings its styles name. Deleted text, field codes and notes are no
//! text of the story.

use super::archive::{Archive, entry};
use super::html::Lines;
use super::xml::{Event, Events};
use crate::article::{Known, Role};
use crate::pack::input::{Reason, Room};
use crate::text::{lowered, raised};

/// The part of the file that holds the text.
pub(super) const PART: &str = "word/document.xml";

/// Reads a file.
///
/// # Errors
/// When its XML is broken or it holds no text.
pub(super) fn read(archive: &mut Archive<'_>, room: &Room<'_>) -> Result<(String, Known), Reason> {
    let xml = text(entry(archive, PART, room)?)?;
    let (body, title) = body(&xml)?;
    if body.text.trim().is_empty() {
        return Err(Reason::NoStory);
    }
    let core = entry(archive, "docProps/core.xml", room).and_then(text).unwrap_or_default();
    let author = element_text(&core, "creator");
    Ok((body.text, Known { title, author, roles: body.roles, ..Known::default() }))
}

/// The bytes of a part as text.
pub(super) fn text(bytes: Vec<u8>) -> Result<String, Reason> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Reason::NotUtf8 { at, byte: error.as_bytes()[at] }
    })
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

/// The readable text, and the paragraph styled as the title.
fn body(xml: &str) -> Result<(super::html::Readable, Option<String>), Reason> {
    let mut events = Events::new(xml);
    let (mut lines, mut title) = (Lines::default(), None);
    let (mut paragraph, mut style) = (String::new(), String::new());
    let mut height = Height::Line;
    // Deleted text and field codes, and how many text elements are open.
    let (mut unread, mut run) = (0_u32, 0_u32);
    while let Some(event) = events.next()? {
        match event {
            Event::Open(element) => match element.name.as_str() {
                "p" => (paragraph, style) = (String::new(), String::new()),
                "pStyle" => style = element.attribute("val").unwrap_or("").to_ascii_lowercase(),
                "del" | "instrText" | "delText" | "Fallback" => unread += 1,
                "t" => run += 1,
                "r" => height = Height::Line,
                "vertAlign" => height = Height::of(element.attribute("val").unwrap_or("")),
                "tab" if unread == 0 => paragraph.push('\t'),
                "br" | "cr" if unread == 0 => paragraph.push('\n'),
                "noBreakHyphen" => paragraph.push('‑'),
                "tc" => lines.cell(),
                _ => {}
            },
            Event::Close(name) => match name.as_str() {
                "p" => {
                    let whole = std::mem::take(&mut paragraph);
                    if style == "title" && title.is_none() && !whole.trim().is_empty() {
                        title = Some(whole.split_whitespace().collect::<Vec<_>>().join(" "));
                        continue;
                    }
                    lines.role(role_of(&style));
                    lines.verbatim(&whole);
                    lines.paragraph();
                }
                "del" | "instrText" | "delText" | "Fallback" => unread = unread.saturating_sub(1),
                "t" => run = run.saturating_sub(1),
                _ => {}
            },
            Event::Text(part) if run > 0 && unread == 0 => {
                let part = match height {
                    Height::Line => part,
                    Height::Raised => raised(&part, &paragraph),
                    Height::Lowered => lowered(&part),
                };
                paragraph.push_str(&part);
            }
            Event::Text(_) => {}
        }
    }
    Ok((lines.finish(), title))
}

/// Where the letters of a run stand.
enum Height {
    Line,
    Raised,
    Lowered,
}

impl Height {
    fn of(told: &str) -> Self {
        match told {
            "superscript" => Self::Raised,
            "subscript" => Self::Lowered,
            _ => Self::Line,
        }
    }
}

fn role_of(style: &str) -> Option<Role> {
    // Word writes the English name in every language; LibreOffice too.
    if style.starts_with("heading") || style == "subtitle" {
        return Some(Role::Subheading);
    }
    style.starts_with("caption").then_some(Role::Caption)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_and_headings() {
        let xml = "<w:document><w:body><w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>Chợ phiên</w:t></w:r></w:p>\
            <w:p><w:r><w:t xml:space=\"preserve\">Câu một, </w:t></w:r><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>\
            <w:r><w:t>hết.</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>\
            <w:p><w:pPr><w:pStyle w:val=\"Heading2\"/></w:pPr><w:r><w:t>Hàng quà</w:t></w:r></w:p></w:body></w:document>";
        let (read, title) = body(xml).unwrap();
        assert_eq!((read.text.as_str(), title.as_deref()), ("Câu một, hết.\n\nHàng quà\n", Some("Chợ phiên")));
        assert_eq!(
            read.roles.iter().map(|b| (b.role, b.of(&read.text))).collect::<Vec<_>>(),
            [(Role::Subheading, "Hàng quà")]
        );
    }

    #[test]
    fn raised_and_lowered_runs() {
        let run = |height: &str, text: &str| {
            format!("<w:r><w:rPr><w:vertAlign w:val=\"{height}\"/></w:rPr><w:t>{text}</w:t></w:r>")
        };
        let plain = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
        let (note, power, low) = (run("superscript", "3"), run("superscript", "6"), run("subscript", "2"));
        let parts = [plain("Hiệp ước"), note, plain(" của 10"), power, plain(" người, CO"), low];
        let xml = format!("<w:document><w:body><w:p>{}</w:p></w:body></w:document>", parts.concat());
        assert_eq!(body(&xml).unwrap().0.text, "Hiệp ước³ của 10⁶ người, CO₂\n");
    }
}
