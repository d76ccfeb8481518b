//! The text of a Markdown file from the events of its parser (pulldown-cmark). The lines of a paragraph are one, as Markdown
//! has it; its notes stand after the text, and their marks where they are called. It reads no front matter.

use super::marks::{shifted, without_marks};
use crate::article::{Block, Role};
use crate::pack::input::left_out::{LeftOut, Omitted};
use crate::pack::input::readers::edits::{self, Edit, Edited};
use crate::pack::input::readers::html::{self, Readable};
use crate::text::{lowered, raised};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::collections::BTreeMap;

/// What was read.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub readable: Readable,
    /// The heading of the first level that opens the text, and where it begins.
    pub title: Option<(String, usize)>,
}

/// Reads a text. Linear in its length.
pub(super) fn read(body: &str) -> Read {
    let mut reading = Reading::default();
    for (event, range) in parser(body).into_offset_iter() {
        reading.event(event, &body[range]);
    }
    reading.finish()
}

fn parser(body: &str) -> Parser<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_WIKILINKS
        | Options::ENABLE_GFM;
    Parser::new_ext(body, options)
}

#[derive(Default)]
struct Reading {
    done: Readable,
    notes: String,
    title: Option<(String, usize)>,
    /// The lines of the block in the making.
    lines: String,
    role: Option<Role>,
    level_one: bool,
    /// Code stands in the lines: what looks like a mark in it is none.
    code: bool,
    /// A line of the file ended inside the paragraph.
    soft: bool,
    lists: u32,
    cells: u32,
    /// The line of the row in the making, as it stands in the file.
    row: String,
    /// Parts of the lines that were struck or inserted; those that are open; what was struck inside words.
    edits: Vec<Edited>,
    open_edits: Vec<(Edit, usize)>,
    struck: Vec<String>,
    /// The numbers of the notes, by their labels, in the order in which they are called.
    numbers: BTreeMap<String, usize>,
    /// Where in the lines a raised or lowered part begins.
    shifted_from: Option<usize>,
    /// Markup that stands for itself.
    markup: Option<String>,
    open_notes: u32,
    omitted: Omitted,
}

impl Reading {
    fn event(&mut self, event: Event<'_>, source: &str) {
        match event {
            Event::Start(tag) => self.start(&tag, source),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.push(&text),
            Event::Code(text) => {
                self.code = true;
                self.push(&text);
            }
            Event::Html(part) => match &mut self.markup {
                Some(markup) => markup.push_str(&part),
                None => self.markup(&part),
            },
            Event::InlineHtml(tag) => self.inline(&tag),
            Event::SoftBreak => self.soft = true,
            Event::HardBreak => self.lines.push('\n'),
            Event::Rule => self.block("\n\n"),
            Event::FootnoteReference(label) => {
                let next = self.numbers.len() + 1;
                let number = *self.numbers.entry(label.to_string()).or_insert(next);
                // At its word, whatever space the file has before it.
                let mark = raised(&number.to_string(), &self.lines);
                self.push(&mark);
            }
            Event::TaskListMarker(_) => {}
            Event::InlineMath(text) | Event::DisplayMath(text) => self.push(&text),
        }
    }

    /// Adds a run of text. A line of the file that ended before it was no end: a space stands for it, none where the script
    /// has none between words; a word that a hyphen breaks there keeps its break.
    fn push(&mut self, text: &str) {
        if std::mem::take(&mut self.soft) && !self.lines.is_empty() {
            let (last, first) = (self.lines.chars().next_back(), text.chars().next());
            let broken = self.lines.strip_suffix(['-', '\u{2010}', '\u{ad}']);
            let broken = broken.is_some_and(|word| word.ends_with(char::is_alphabetic));
            let wide = |c: Option<char>| c.is_some_and(|c| ('\u{2e80}'..='\u{9fff}').contains(&c) || c > '\u{ff00}');
            match () {
                () if broken && first.is_some_and(char::is_lowercase) => self.lines.push('\n'),
                () if wide(last) && wide(first) => {}
                () => self.lines.push(' '),
            }
        }
        self.lines.push_str(text);
    }

    fn begin_edit(&mut self, edit: Edit) {
        // What ended the line before stands outside.
        self.push("");
        self.open_edits.push((edit, self.lines.len()));
    }

    fn end_edit(&mut self) {
        let open = self.open_edits.pop();
        self.edits.extend(open.map(|(edit, start)| Edited { edit, start, end: self.lines.len() }));
    }

    fn start(&mut self, tag: &Tag<'_>, source: &str) {
        match tag {
            Tag::Heading { level, .. } => {
                self.block("\n\n");
                self.role = Some(Role::Subheading);
                self.level_one = *level == HeadingLevel::H1;
            }
            Tag::List(_) => {
                self.block("\n");
                self.lists += 1;
            }
            Tag::Item => {
                self.block("\n");
                // A number before an item is part of what is read, as it is written.
                let digits = source.bytes().take_while(u8::is_ascii_digit).count();
                if digits > 0 {
                    self.lines.push_str(&source[..(digits + 1).min(source.len())]);
                    self.lines.push(' ');
                }
            }
            Tag::CodeBlock(_) => {
                self.block("\n\n");
                self.code = true;
            }
            Tag::HtmlBlock => {
                self.block("\n\n");
                self.markup = Some(String::new());
            }
            Tag::TableHead | Tag::TableRow => {
                self.cells = 0;
                self.row = source.to_owned();
            }
            Tag::Strikethrough => self.begin_edit(Edit::Struck),
            Tag::TableCell => {
                if self.cells > 0 {
                    self.lines.push('\t');
                }
                self.cells += 1;
            }
            Tag::FootnoteDefinition(_) => {
                self.block("\n\n");
                self.open_notes += 1;
            }
            Tag::BlockQuote(_) | Tag::Table(_) => self.block("\n\n"),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.block("\n\n");
                (self.role, self.level_one) = (None, false);
            }
            TagEnd::Paragraph => self.block(if self.lists > 0 { "\n" } else { "\n\n" }),
            TagEnd::TableHead | TagEnd::TableRow => {
                self.more_cells();
                self.block("\n");
            }
            TagEnd::Strikethrough => self.end_edit(),
            TagEnd::Item => self.block("\n"),
            TagEnd::List(_) => {
                self.block("\n");
                self.lists = self.lists.saturating_sub(1);
                self.gap();
            }
            TagEnd::CodeBlock | TagEnd::BlockQuote(_) => self.block("\n\n"),
            TagEnd::Table => self.gap(),
            TagEnd::HtmlBlock => {
                let markup = self.markup.take().unwrap_or_default();
                self.markup(&markup);
            }
            TagEnd::FootnoteDefinition => {
                self.block("\n\n");
                self.open_notes = self.open_notes.saturating_sub(1);
            }
            _ => {}
        }
    }

    /// A tag among words.
    fn inline(&mut self, tag: &str) {
        if let Some(comment) = tag.strip_prefix("<!--") {
            return self.omitted.text(LeftOut::Comments, comment.trim_end_matches("-->"));
        }
        let name = tag.trim_start_matches(['<', '/']).to_ascii_lowercase();
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        match name {
            "br" => self.lines.push('\n'),
            "p" | "div" | "li" | "tr" | "td" => self.lines.push(' '),
            "del" | "s" | "strike" | "ins" if tag.starts_with("</") => self.end_edit(),
            "del" | "s" | "strike" => self.begin_edit(Edit::Struck),
            "ins" => self.begin_edit(Edit::Inserted),
            "sup" | "sub" if tag.starts_with("</") => {
                let Some(at) = self.shifted_from.take().filter(|at| *at <= self.lines.len()) else { return };
                let part = self.lines.split_off(at);
                let part = if name == "sup" { raised(&part, &self.lines) } else { lowered(&part) };
                self.lines.push_str(&part);
            }
            "sup" | "sub" => {
                self.push("");
                self.shifted_from = Some(self.lines.len());
            }
            _ => {}
        }
    }

    /// Adds the cells of a row that its table has no column for, which no event tells.
    fn more_cells(&mut self) {
        let row = std::mem::take(&mut self.row);
        let cells = cells_of(&row);
        for cell in cells.iter().skip(self.cells as usize).map(|cell| cell.trim()) {
            // No cell is a table.
            let text = if cell.contains('|') { cell.to_owned() } else { read(cell).readable.text };
            self.lines.push('\t');
            self.lines.push_str(text.trim());
        }
    }

    /// Markup of its own: what its elements say of its lines is kept.
    fn markup(&mut self, markup: &str) {
        let read = html::fragment(markup);
        self.omitted.add(&read.omitted);
        let (mut at, mut roles) = (0, read.roles.iter().peekable());
        for line in read.text.split_inclusive('\n') {
            let role = roles.next_if(|block| block.start as usize == at).map(|block| block.role);
            at += line.len();
            self.lines.push_str(line.trim_end());
            self.role = role;
            self.block("\n");
        }
        self.role = None;
        self.gap();
    }

    /// An empty line, where something stands before it.
    fn gap(&mut self) {
        let text = if self.open_notes > 0 { &mut self.notes } else { &mut self.done.text };
        if self.lists == 0 && text.ends_with('\n') && !text.ends_with("\n\n") {
            text.push('\n');
        }
    }

    /// Ends the block.
    fn block(&mut self, gap: &str) {
        let lines = std::mem::take(&mut self.lines);
        (self.shifted_from, self.soft) = (None, false);
        self.open_edits.clear();
        let mut edits = std::mem::take(&mut self.edits);
        edits.sort_by_key(|edit| (edit.start, std::cmp::Reverse(edit.end)));
        let (lines, struck) = edits::resolved(lines, &edits);
        self.struck.extend(struck);
        let lines = if std::mem::take(&mut self.code) { lines } else { shifted(without_marks(lines)) };
        let lines = lines.trim_matches('\n').trim_end();
        if lines.trim().is_empty() {
            return self.gap();
        }
        if self.open_notes > 0 {
            self.notes.push_str(lines);
            return self.notes.push_str(gap);
        }
        let text = &mut self.done.text;
        if self.level_one && self.title.is_none() && text.is_empty() {
            self.title = Some((lines.to_owned(), 0));
        }
        if self.role.is_some() && text.ends_with('\n') && !text.ends_with("\n\n") {
            text.push('\n');
        }
        let start = text.len();
        text.push_str(lines);
        if let (Some(role), Ok(start), Ok(end)) = (self.role, u32::try_from(start), u32::try_from(text.len())) {
            self.done.roles.push(Block { role, start, end, repeats: false });
        }
        text.push_str(gap);
    }

    fn finish(mut self) -> Read {
        self.block("\n\n");
        let kept = self.done.text.trim_end().len();
        self.done.text.truncate(kept);
        if kept > 0 {
            self.done.text.push('\n');
        }
        self.done.append(&self.notes, Role::Note, "\n\n");
        self.done.append(&self.struck.join("\n"), Role::Remark, "\n\n");
        self.done.omitted.add(&self.omitted);
        Read { readable: self.done, title: self.title }
    }
}

/// The cells of a row as they stand in the file: what stands between upright strokes that are not escaped.
fn cells_of(row: &str) -> Vec<&str> {
    let bare = row.trim();
    let bare = bare.strip_prefix('|').unwrap_or(bare);
    let (mut found, mut start, mut escaped) = (Vec::new(), 0, false);
    for (at, c) in bare.char_indices() {
        if c == '|' && !escaped {
            found.push(&bare[start..at]);
            start = at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    if !bare[start..].trim().is_empty() {
        found.push(&bare[start..]);
    }
    found
}
