//! HTML: a page's story with what its meta tags say, and fragments of markup inside records and chapters.
//!
//! Tokens are cut as browsers cut them (`html5gum`); the tree is a plain list in page order, so that no depth of nesting
//! costs more than its bytes. Scripts, styles and forms are no text. Nothing is fetched.

mod beside;
mod byline;
mod content;
mod date_line;
mod frame;
mod headings;
mod headline;
mod json_ld;
mod lines;
mod main_part;
mod math_ml;
mod meta;
mod moments;
mod page_date;
mod printed;
mod tree;

#[cfg(test)]
mod tests;

pub use lines::Lines;
pub(super) use tree::Tree;

use crate::article::{Block, Known, Role};
use crate::pack::input::decode::{Certainty, Encoding, Text, decode_as};
use crate::pack::input::left_out::Omitted;
use crate::pack::input::skip::Reason;

/// A readable text and the roles its markup gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Readable {
    /// Paragraphs with an empty line between them.
    pub text: String,
    /// In order, without overlap.
    pub roles: Vec<Block>,
    /// What of the markup is not in it.
    pub omitted: Omitted,
}

impl Readable {
    /// Puts lines after the text, `gap` before them, all of one role.
    pub fn append(&mut self, lines: &str, role: Role, gap: &str) {
        let lines = lines.trim_end();
        if lines.is_empty() {
            return;
        }
        let kept = self.text.trim_end().len();
        self.text.truncate(kept);
        self.text.push_str(if kept == 0 { "" } else { gap });
        for line in lines.split_inclusive('\n') {
            let start = self.text.len();
            self.text.push_str(line);
            let end = start + line.trim_end().len();
            if let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(end))
                && start < end
            {
                self.roles.push(Block { role, start, end, repeats: false });
            }
        }
        self.text.push('\n');
    }
}

/// Reads a page: its story, with everything its head and its JSON-LD say. Linear in its size.
///
/// # Errors
/// When there is no text in it.
pub fn read_page(markup: &str) -> Result<(String, Known, Omitted), Reason> {
    let tree = Tree::parse(markup);
    let lengths = frame::Lengths::of(&tree);
    let meta = meta::read(&tree, &lengths);
    let story = content::story(&tree, &lengths, meta.title.as_deref());
    if story.text.trim().is_empty() {
        return Err(Reason::NoStory);
    }
    Ok((story.text, Known { roles: story.roles, ..meta }, story.omitted))
}

/// The same without what was left out.
#[cfg(test)]
fn page(markup: &str) -> Result<(String, Known), Reason> {
    read_page(markup).map(|(text, known, _)| (text, known))
}

/// A chapter of a book.
#[derive(Clone, Debug, Default)]
pub struct Chapter {
    /// All its text.
    pub readable: Readable,
    /// It is a table of contents.
    pub is_contents: bool,
}

/// Reads a chapter whole.
pub fn chapter(markup: &str) -> Chapter {
    let tree = Tree::parse(markup);
    Chapter { readable: content::whole(&tree), is_contents: content::is_contents(&tree) }
}

impl Tree {
    /// The text of an element with the roles its markup gives.
    pub(super) fn readable(&self, at: usize) -> Readable {
        self.readable_range(self.inside(at))
    }

    /// The text of some nodes.
    pub(super) fn readable_range(&self, nodes: std::ops::Range<usize>) -> Readable {
        content::range(self, nodes)
    }
}

/// Reads a piece of markup whole.
pub fn fragment(markup: &str) -> Readable {
    content::whole(&Tree::parse(markup))
}

/// Whether a text is markup: it has tags that only HTML has.
pub fn looks_like_markup(text: &str) -> bool {
    #[rustfmt::skip]
    const TAGS: [&str; 16] = [
        "</p>", "<p>", "<br>", "<br/>", "<br />", "</div>", "</span>", "</a>", "</li>", "</sup>", "</sub>", "</td>", "</th>",
        "</h2>", "</h3>", "</del>",
    ];
    text.contains('<') && TAGS.iter().any(|tag| text.contains(tag))
}

/// A short text without tags and with its entities resolved; one that has neither stays as it is.
pub fn plain(text: &str) -> String {
    let entity = text.split('&').skip(1).any(|rest| {
        let end = rest.find(';').unwrap_or(usize::MAX);
        (2..=10).contains(&end) && rest[..end].chars().all(|c| c.is_ascii_alphanumeric() || c == '#')
    });
    if !entity && !looks_like_markup(text) && !["</b>", "</i>", "</em>", "</strong>"].iter().any(|t| text.contains(t)) {
        return text.to_owned();
    }
    let read = fragment(text);
    let beside = read.roles.iter().find(|block| block.role == Role::Remark);
    let text = beside.map_or(read.text.as_str(), |block| &read.text[..block.start as usize]);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text with its references resolved, and nothing else changed: blanks at its ends stay.
pub fn resolved(text: &str) -> String {
    tree::resolved(text)
}

/// Whether a file's first bytes are those of a page.
pub fn is_page(head: &str) -> bool {
    let head = head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let opening: String = head.chars().take(15).collect::<String>().to_ascii_lowercase();
    opening.starts_with("<!doctype html") || opening.starts_with("<html")
}

/// How far into a file its encoding may be declared; browsers look no further than 1024 bytes.
const DECLARED_BYTES: usize = 4096;

/// Decodes a page: as the maker says, as UTF-8 where it is, as Vietnamese where it clearly is, else as the page says.
///
/// # Errors
/// As decoding.
pub fn decode_page(bytes: Vec<u8>, told: Option<Encoding>) -> Result<Text, Reason> {
    if told.is_some() || std::str::from_utf8(&bytes).is_ok() {
        return decode_as(bytes, told);
    }
    let declared = declared(&bytes[..bytes.len().min(DECLARED_BYTES)]).filter(|encoding| !encoding.is_utf8());
    let found = decode_as(bytes.clone(), None);
    let sure = matches!(&found, Ok(Text { reading: Some((_, Certainty::Share { .. } | Certainty::Told)), .. }));
    match declared {
        Some(encoding) if !sure => decode_as(bytes, Some(encoding)).or(found),
        _ => found,
    }
}

fn declared(head: &[u8]) -> Option<Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let (_, rest) = head.split_once("charset=").or_else(|| head.split_once("encoding="))?;
    let name = rest.trim_start_matches(['"', '\'', ' ']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_')).unwrap_or(name.len());
    Encoding::named(&name[..end])
}
