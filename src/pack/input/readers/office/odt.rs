//! ODT: paragraphs and headings of a text of LibreOffice, its notes after it, its remarks last. What was deleted while
//! changes were tracked is counted.

use super::{part, told};
use crate::article::{Known, Role};
use crate::pack::input::left_out::{LeftOut, Omitted};
use crate::pack::input::readers::archive::Archive;
use crate::pack::input::readers::elements::{Elements, Fault, Node, Part, Step};
use crate::pack::input::readers::html::Lines;
use crate::pack::input::readers::records::read_when;
use crate::pack::input::room::Room;
use crate::pack::input::skip::Reason;

/// Spaces that one element may stand for.
const MOST_SPACES: usize = 100;

/// Reads a file: its text, what is known of it, and what was left out.
///
/// # Errors
/// When its XML is broken.
pub(in crate::pack::input::readers) fn read(
    archive: &mut Archive<'_>,
    room: &Room<'_>,
) -> Result<(String, Known, Omitted), Reason> {
    let xml = part(archive, "content.xml", room)?;
    let mut source = xml.as_bytes();
    let mut elements = Elements::new(&mut source, room);
    let mut story = Story::default();
    loop {
        match elements.next() {
            Ok(None) => break,
            Ok(Some(Step::Open(node))) => match node.name.as_str() {
                "p" | "h" | "table-row" | "tracked-changes" => {
                    let node = elements.whole(node, room).map_err(reason)?;
                    story.block(&node);
                }
                _ => {}
            },
            Ok(Some(_)) => {}
            Err(fault) => return Err(reason(fault)),
        }
    }
    let (text, mut known, omitted) = story.finish();
    let title = told(archive, "meta.xml", "title", room);
    known.title = known.title.or(title);
    known.author =
        told(archive, "meta.xml", "initial-creator", room).or_else(|| told(archive, "meta.xml", "creator", room));
    known.file_date = told(archive, "meta.xml", "creation-date", room).and_then(|made| read_when(&made, None));
    Ok((text, known, omitted))
}

fn reason(fault: Fault) -> Reason {
    match fault {
        Fault::Passed(_, reason) | Fault::Ends(_, reason) => reason,
    }
}

#[derive(Default)]
struct Story {
    lines: Lines,
    notes: Vec<String>,
    remarks: Vec<String>,
    title: Option<String>,
    /// Paragraphs that were written.
    written: usize,
    omitted: Omitted,
}

impl Story {
    fn block(&mut self, node: &Node) {
        match node.name.as_str() {
            "tracked-changes" => {
                let deleted: usize = node.all("deletion").iter().map(|deletion| deletion.text().len()).sum();
                self.omitted.bytes(LeftOut::Deleted, deleted as u64);
            }
            "table-row" => {
                let cells: Vec<String> = node.named("table-cell").map(|cell| self.text(cell)).collect();
                self.write(None, &cells.join("\t"));
            }
            _ => {
                let text = self.text(node);
                let style = node.attribute("style-name").unwrap_or("");
                let level = node.attribute("outline-level");
                let is_title =
                    style == "Title" || node.name == "h" && level.is_none_or(|level| level == "1") && self.written == 0;
                if is_title && self.title.is_none() && !text.trim().is_empty() {
                    self.title = Some(text.split_whitespace().collect::<Vec<_>>().join(" "));
                    return;
                }
                self.write((node.name == "h").then_some(Role::Subheading), &text);
            }
        }
    }

    fn write(&mut self, role: Option<Role>, text: &str) {
        self.lines.role(role);
        self.lines.verbatim(text);
        self.lines.paragraph();
        self.written += usize::from(!text.trim().is_empty());
    }

    /// The text of a paragraph; its notes and remarks are put aside.
    fn text(&mut self, node: &Node) -> String {
        let mut all = String::new();
        self.gather(node, &mut all);
        all
    }

    fn gather(&mut self, node: &Node, all: &mut String) {
        for part in &node.parts {
            let Part::Node(child) = part else {
                if let Part::Text(text) = part {
                    // White space of the file is one space.
                    let mut space = false;
                    for c in text.chars() {
                        space = if c.is_ascii_whitespace() {
                            true
                        } else {
                            if space && !all.ends_with(' ') && !all.is_empty() {
                                all.push(' ');
                            }
                            all.push(c);
                            false
                        };
                    }
                    if space && !all.ends_with(' ') {
                        all.push(' ');
                    }
                }
                continue;
            };
            match child.name.as_str() {
                "s" => {
                    let count = child.attribute("c").and_then(|count| count.parse().ok()).unwrap_or(1);
                    all.extend(std::iter::repeat_n(' ', usize::min(count, MOST_SPACES)));
                }
                "tab" => all.push('\t'),
                "line-break" => all.push('\n'),
                "note" => {
                    let text = child.child("note-body").map(|body| self.text(body)).unwrap_or_default();
                    self.notes.push(text);
                }
                "annotation" => {
                    let paragraphs: Vec<String> = child.named("p").map(Node::text).collect();
                    self.remarks.push(paragraphs.join(" "));
                }
                "desc" | "title" if node.name == "frame" => self.omitted.text(LeftOut::Apparatus, &child.text()),
                "p" | "h" => {
                    if !all.is_empty() && !all.ends_with(char::is_whitespace) {
                        all.push(' ');
                    }
                    self.gather(child, all);
                }
                _ => self.gather(child, all),
            }
        }
    }

    fn finish(mut self) -> (String, Known, Omitted) {
        for (role, lines) in
            [(Role::Note, std::mem::take(&mut self.notes)), (Role::Remark, std::mem::take(&mut self.remarks))]
        {
            lines.iter().for_each(|line| self.write(Some(role), line.trim()));
        }
        let read = self.lines.finish();
        (read.text, Known { title: self.title, roles: read.roles, ..Known::default() }, self.omitted)
    }
}
