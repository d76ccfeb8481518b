//! Collects paragraphs with their roles into one readable text. White space inside a paragraph is one space, as browsers
//! show it; nothing else is changed.

use super::Readable;
use crate::article::{Block, Role};
use crate::pack::input::readers::edits::{self, Edit, Edited};
use crate::text::{lowered, raised};

/// The mark of a note has no more characters.
const LONGEST_MARK_CHARS: usize = 4;

/// A readable text in the making.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    done: Readable,
    line: String,
    space: bool,
    /// What follows is another word, even where no space stands.
    apart: bool,
    /// What follows goes on the word before it.
    joins: bool,
    role: Option<Role>,
    /// Parts of the line that were struck or inserted.
    edits: Vec<Edited>,
    /// Those that are open, with where they begin once they have text.
    open_edits: Vec<(Edit, Option<usize>)>,
    /// What was struck inside words.
    struck: Vec<String>,
}

impl Lines {
    /// Adds a run of text to the paragraph.
    pub fn text(&mut self, text: &str) {
        for (at, word) in text.split(|c: char| c.is_whitespace() && c != '\u{a0}').enumerate() {
            self.space |= at > 0 && !self.joins;
            if word.is_empty() {
                continue;
            }
            let begins = |c: char| c.is_alphanumeric() || "$€£¥₫(“\"".contains(c);
            let fused = |line: &str| line.ends_with(char::is_alphanumeric) && word.starts_with(begins);
            self.space |= std::mem::take(&mut self.apart) && fused(&self.line);
            if self.space && !self.line.is_empty() && !self.line.ends_with('\t') {
                self.line.push(' ');
            }
            (self.space, self.joins) = (false, false);
            self.begin_edits();
            self.line.push_str(word);
        }
    }

    /// Begins a part that was struck or inserted.
    pub fn edit(&mut self, edit: Edit) {
        self.open_edits.push((edit, None));
    }

    /// Ends the part that was begun last.
    pub fn end_edit(&mut self) {
        if let Some((edit, Some(start))) = self.open_edits.pop() {
            self.edits.push(Edited { edit, start, end: self.line.len() });
        }
    }

    /// Notes that text follows in the parts that are open.
    fn begin_edits(&mut self) {
        let at = self.line.len();
        self.open_edits.iter_mut().for_each(|(_, start)| *start = start.or(Some(at)));
    }

    /// The line as it reads now. What is open goes on in the next line.
    fn take_line(&mut self) -> String {
        let line = std::mem::take(&mut self.line);
        for (edit, start) in &mut self.open_edits {
            self.edits.extend(start.take().map(|start| Edited { edit: *edit, start, end: line.len() }));
        }
        if self.edits.is_empty() {
            return line;
        }
        let mut edits = std::mem::take(&mut self.edits);
        edits.sort_by_key(|edit| (edit.start, std::cmp::Reverse(edit.end)));
        let (line, struck) = edits::resolved(line, &edits);
        self.struck.extend(struck);
        line
    }

    /// Adds a raised run of text: a note's mark, a power, the end of an abbreviation. A mark stands at its word, whatever
    /// space the markup has before it, and is never fused with it.
    pub fn raised(&mut self, text: &str) {
        let signs = raised(text, "");
        if signs.trim().is_empty() {
            self.space |= !text.is_empty();
        } else if signs != text {
            self.begin_edits();
            self.line.push_str(&signs);
        } else {
            let before = if self.space { "" } else { self.line.as_str() };
            let added = raised(text, before);
            self.text(&added);
            self.apart |= added.starts_with(' ');
        }
    }

    /// Adds the mark of a note that stands here, at the word before it, unless a link has written one already.
    pub fn note_mark(&mut self, sign: &str) {
        let before = self.line.chars().next_back();
        let marked = before.is_some_and(|c| crate::text::raised_bytes(c.encode_utf8(&mut [0; 4])) > 0 || c == '⁾');
        if !marked && before.is_some_and(|c| c != '\t') {
            self.raised(sign);
        }
    }

    /// Adds a lowered run of text: `CO₂`.
    pub fn lowered(&mut self, text: &str) {
        self.text(&lowered(text));
    }

    /// Adds a formula, which is written as it stands; one that has a line of its own is parted from what is around it.
    pub fn formula(&mut self, formula: &str, has_line: bool) {
        self.space |= has_line;
        self.text(formula);
        self.space |= has_line;
    }

    /// Adds the text of a link to a place in the same text: where it is the mark of a note at a word, raised.
    pub fn reference(&mut self, text: &str) {
        let bare = text.trim().trim_start_matches(['[', '(']).trim_end_matches([']', ')']);
        let mark = bare.chars().count() <= LONGEST_MARK_CHARS
            && (bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '*' | '†' | '‡')));
        if mark && !bare.is_empty() && !self.space && !self.line.is_empty() && !self.line.ends_with(['(', '[', '\t']) {
            self.raised(text);
        } else {
            self.text(text);
        }
    }

    /// Adds a text whose spaces and line breaks count.
    pub fn verbatim(&mut self, text: &str) {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.end("\n");
            }
            self.begin_edits();
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
        (self.space, self.apart, self.joins) = (false, false, false);
        let line = self.take_line();
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

    /// The text, with one line break at its end; after it what was struck inside its words, a line each.
    pub fn finish(mut self) -> Readable {
        self.paragraph();
        let kept = self.done.text.trim_end().len();
        self.done.text.truncate(kept);
        if kept > 0 {
            self.done.text.push('\n');
        }
        self.done.append(&self.struck.join("\n"), Role::Remark, "\n\n");
        self.done
    }
}
