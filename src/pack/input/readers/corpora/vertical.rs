//! Vertical text of corpus tools: a word a line with its columns, between tags on lines of their own. An element of texts
//! (`text`, `doc`, `article`, `speech` …) is an article, its attributes are what is known of it.

use super::columns::{Columns, Rows};
use super::{Words, tell};
use crate::article::{Block, Known, Role};
use crate::pack::input::readers::html;
use crate::pack::input::readers::lines;
use crate::pack::input::readers::pieces::{Piece, Pieces};
use crate::pack::input::skip::Reason;
use std::io::BufRead;

/// Elements that are articles.
const TEXTS: [&str; 8] = ["text", "doc", "article", "speech", "document", "story", "item", "news"];
/// Elements that are paragraphs.
const PARAGRAPHS: [&str; 9] = ["p", "head", "h", "headline", "title", "l", "u", "ab", "par"];

/// Reads a stream of lines.
pub(in crate::pack::input::readers) fn read(reader: &mut dyn BufRead, columns: &[String], pieces: &mut Pieces<'_>) {
    let mut text = Text { columns: Columns::told(columns), ..Text::default() };
    lines::each(reader, pieces, |line, number, pieces| text.take(line.trim_end_matches(['\r', '\n']), number, pieces));
    text.finish(pieces);
}

#[derive(Default)]
struct Text {
    line: u64,
    name: Option<String>,
    known: Known,
    words: Words,
    columns: Columns,
    rows: Rows,
    paragraphs: Vec<(bool, String)>,
    /// The paragraph is a headline.
    is_head: bool,
    bytes: u64,
    passed: Option<Reason>,
}

impl Text {
    fn take(&mut self, line: &str, number: u64, pieces: &mut Pieces<'_>) {
        let tag = line.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).filter(|tag| !tag.is_empty());
        let Some(tag) = tag.filter(|_| !line.contains('\t')) else {
            let (word, cells) = self.columns.split(line);
            let is_header = number == 1 && self.columns.header(line);
            if !word.is_empty() && !is_header {
                let word = html::resolved(word);
                self.words.push(&word, true);
                self.rows.push(&word, &cells.into_iter().map(html::resolved).collect::<Vec<_>>());
            }
            return;
        };
        if tag.starts_with(['?', '!']) {
            return self.columns.comment(tag);
        }
        let (ends, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        let name = tag.split([' ', '\t', '/']).next().unwrap_or("");
        match name {
            "g" => self.words.glue(),
            name if TEXTS.contains(&name) => {
                self.end_paragraph(pieces);
                // `<doc>` with `<text>` inside: what the outer one tells holds for the inner one.
                if ends || !self.paragraphs.is_empty() {
                    let columns = self.columns.clone();
                    std::mem::replace(self, Self { columns, ..Self::default() }).finish(pieces);
                }
                if !ends {
                    self.line = number;
                    for (key, value) in attributes(tag) {
                        if matches!(key, "id" | "n" | "xml:id") {
                            self.name = Some(value.clone());
                        }
                        tell(&mut self.known, key, &value);
                    }
                }
            }
            name if PARAGRAPHS.contains(&name) => {
                self.end_paragraph(pieces);
                let is_headline = |value: &str| value.starts_with("head") || value == "title";
                self.is_head = !ends
                    && (matches!(name, "head" | "h" | "headline" | "title")
                        || attributes(tag).iter().any(|(_, value)| is_headline(value)));
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self, pieces: &mut Pieces<'_>) {
        let text = self.words.take();
        if text.is_empty() {
            return;
        }
        self.bytes += text.len() as u64;
        if let Err(reason) = pieces.room.fits(self.bytes) {
            self.paragraphs.clear();
            self.rows.clear();
            self.passed = Some(reason);
        } else if self.passed.is_none() {
            pieces.room.claim(self.bytes);
            self.paragraphs.push((self.is_head, text));
            if self.paragraphs.len() == 1 && self.is_head {
                self.rows.end_title();
            }
        }
    }

    fn finish(mut self, pieces: &mut Pieces<'_>) {
        self.end_paragraph(pieces);
        let line = self.line.max(1);
        if let Some(reason) = self.passed {
            return pieces.fault(line, reason);
        }
        if self.known.title.is_none() && self.paragraphs.len() > 1 && self.paragraphs[0].0 {
            self.known.title = Some(self.paragraphs.remove(0).1);
        }
        let title = self.known.title.clone();
        let (mut text, mut roles) = (String::new(), Vec::new());
        for (is_head, paragraph) in self.paragraphs.iter().filter(|(_, paragraph)| Some(paragraph) != title.as_ref()) {
            let start = text.len() as u32;
            text.push_str(paragraph);
            if *is_head {
                roles.push(Block { role: Role::Subheading, start, end: text.len() as u32, repeats: false });
            }
            text.push_str("\n\n");
        }
        text.truncate(text.trim_end().len());
        if !text.is_empty() {
            text.push('\n');
            pieces.push(
                line,
                Piece {
                    name: self.name,
                    text,
                    known: Known { roles, words: self.rows.finish(&self.columns), ..self.known },
                },
            );
        }
    }
}

/// The attributes of a tag.
fn attributes(tag: &str) -> Vec<(&str, String)> {
    let (mut found, mut rest) = (Vec::new(), tag);
    while let Some((before, after)) = rest.split_once('=') {
        let key = before.rsplit([' ', '\t']).next().unwrap_or("").trim();
        let after = after.trim_start();
        let Some(quote) = after.chars().next().filter(|c| matches!(c, '"' | '\'')) else { break };
        let Some((value, more)) = after[1..].split_once(quote) else { break };
        found.push((key, html::resolved(value)));
        rest = more;
    }
    found
}
