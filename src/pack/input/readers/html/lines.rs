//! Collects paragraphs with their roles into one readable text. White space inside a paragraph is one space, as browsers
//! show it; nothing else is changed.

use super::Readable;
use crate::article::{Block, Role};

/// A readable text in the making.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    done: Readable,
    line: String,
    space: bool,
    /// What follows goes on the word before it.
    joins: bool,
    role: Option<Role>,
}

impl Lines {
    /// Adds a run of text to the paragraph.
    pub fn text(&mut self, text: &str) {
        for (at, word) in text.split(|c: char| c.is_whitespace() && c != '\u{a0}').enumerate() {
            self.space |= at > 0 && !self.joins;
            if word.is_empty() {
                continue;
            }
            if self.space && !self.line.is_empty() && !self.line.ends_with('\t') {
                self.line.push(' ');
            }
            (self.space, self.joins) = (false, false);
            self.line.push_str(word);
        }
    }

    /// Adds a text whose spaces and line breaks count.
    pub fn verbatim(&mut self, text: &str) {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.end("\n");
            }
            self.line.push_str(line.trim_end_matches('\r'));
        }
    }

    /// Joins what follows to the word before it, whatever blank stands between them.
    pub fn join(&mut self) {
        (self.space, self.joins) = (false, true);
    }

    /// The same for a word that a line's end breaks: its hyphen goes.
    pub fn join_lines(&mut self) {
        self.join();
        let hyphen = ['-', '\u{2010}', '\u{ad}', '¬'];
        let kept = self.line.strip_suffix(hyphen).filter(|word| word.ends_with(char::is_alphabetic)).map(str::len);
        kept.into_iter().for_each(|kept| self.line.truncate(kept));
    }

    /// Whether the paragraph ends as a sentence does.
    pub fn ends_sentence(&self) -> bool {
        let line = self.line.trim_end_matches(['"', '”', '’', '»', ')', ' ']);
        line.ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '।', '؟'])
    }

    /// Separates two cells of a row.
    pub fn cell(&mut self) {
        if !self.line.is_empty() {
            self.line.push('\t');
        }
        self.space = false;
    }

    /// Ends the paragraph.
    pub fn paragraph(&mut self) {
        self.end("\n\n");
    }

    /// Ends the line, inside a paragraph.
    pub fn line_break(&mut self) {
        self.end("\n");
    }

    /// Sets the role of what follows; ends the paragraph when that changes.
    pub fn role(&mut self, role: Option<Role>) {
        if role != self.role {
            self.paragraph();
            self.role = role;
        }
    }

    fn end(&mut self, gap: &str) {
        (self.space, self.joins) = (false, false);
        let line = std::mem::take(&mut self.line);
        let line = line.trim_end_matches(['\t', ' ']);
        let text = &mut self.done.text;
        if line.trim().is_empty() {
            // An empty line ends the paragraph.
            if gap.len() > 1 && !text.is_empty() && !text.ends_with("\n\n") {
                text.push('\n');
            }
            return;
        }
        let start = text.len();
        text.push_str(line);
        if let (Some(role), Ok(start), Ok(end)) = (self.role, u32::try_from(start), u32::try_from(text.len())) {
            self.done.roles.push(Block { role, start, end, repeats: false });
        }
        text.push_str(gap);
    }

    /// The text, with one line break at its end.
    pub fn finish(mut self) -> Readable {
        self.paragraph();
        let kept = self.done.text.trim_end().len();
        self.done.text.truncate(kept);
        if kept > 0 {
            self.done.text.push('\n');
        }
        self.done
    }
}
