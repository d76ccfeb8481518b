//! CoNLL-U: a word a line, sentences under comments. A document is an article, a file without documents is one.

use super::{Words, keys, tell};
use crate::article::Known;
use crate::pack::input::readers::lines;
use crate::pack::input::readers::pieces::{Piece, Pieces};
use crate::pack::input::skip::Reason;
use std::io::BufRead;

/// Reads a stream of lines.
pub(in crate::pack::input::readers) fn read(reader: &mut dyn BufRead, pieces: &mut Pieces<'_>) {
    let mut document = Entry::default();
    lines::each(reader, pieces, |line, number, pieces| document.take(line.trim_end(), number, pieces));
    document.finish(pieces);
}

#[derive(Default)]
struct Entry {
    line: u64,
    name: Option<String>,
    known: Known,
    paragraphs: Vec<String>,
    /// A paragraph begins with the next sentence.
    begins: bool,
    has_paragraphs: bool,
    words: Words,
    /// A word that is written, with the lemmas and classes of the words it is.
    open: Option<(String, [Vec<String>; 2])>,
    /// The sentence as its comment has it.
    told: Option<String>,
    /// The last word of those that are written as one.
    until: u32,
    bytes: u64,
    passed: Option<Reason>,
}

impl Entry {
    fn take(&mut self, line: &str, number: u64, pieces: &mut Pieces<'_>) {
        match line.strip_prefix('#') {
            Some(comment) => self.comment(comment.trim(), number, pieces),
            None if line.is_empty() => self.end_sentence(pieces),
            None => self.word(line),
        }
    }

    fn comment(&mut self, comment: &str, number: u64, pieces: &mut Pieces<'_>) {
        let (name, value) = comment.split_once('=').map_or((comment, ""), |(name, value)| (name.trim(), value.trim()));
        match name {
            "newdoc" | "newdoc id" => {
                std::mem::take(self).finish(pieces);
                self.line = number;
                self.name = Some(value.to_owned()).filter(|name| !name.is_empty());
            }
            "newpar" | "newpar id" => (self.begins, self.has_paragraphs) = (true, true),
            "text" => self.told = Some(value.to_owned()),
            name => tell(&mut self.known, name.strip_prefix("meta::").unwrap_or(name), value),
        }
    }

    fn word(&mut self, line: &str) {
        let columns: Vec<&str> = line.split('\t').collect();
        let (Some(id), Some(form)) = (columns.first(), columns.get(1)) else { return };
        let space_after = !columns.get(9).is_some_and(|misc| misc.split('|').any(|m| m == "SpaceAfter=No"));
        if let Some((_, last)) = id.split_once('-') {
            self.until = last.parse().unwrap_or(0);
            self.list();
            self.open = Some(((*form).to_owned(), Default::default()));
            return self.words.push(form, space_after);
        }
        // `1.1` is a word that is not written.
        let Ok(id) = id.parse::<u32>() else { return };
        if id > self.until {
            self.words.push(form, space_after);
            self.list();
            self.open = Some(((*form).to_owned(), Default::default()));
        } else if id == self.until && !space_after {
            self.words.glue();
        }
        if let Some((_, [lemmas, classes])) = &mut self.open {
            let told = |column: usize| columns.get(column).map(|told| (*told).to_owned());
            lemmas.extend(told(2));
            classes.extend(told(3).into_iter().chain(told(4)));
        }
    }

    /// Lists the word that is open.
    fn list(&mut self) {
        let Some((form, [lemmas, classes])) = self.open.take() else { return };
        self.known.words.push(&form, keys(&lemmas, &classes));
    }

    fn end_sentence(&mut self, pieces: &mut Pieces<'_>) {
        self.list();
        let words = self.words.take();
        let sentence = self.told.take().filter(|told| !told.is_empty()).unwrap_or(words);
        self.until = 0;
        if sentence.is_empty() {
            return;
        }
        self.bytes += sentence.len() as u64;
        if let Err(reason) = pieces.room.fits(self.bytes) {
            self.paragraphs.clear();
            self.known.words.clear();
            self.passed = Some(reason);
            return;
        }
        pieces.room.claim(self.bytes);
        match self.paragraphs.last_mut() {
            Some(paragraph) if self.has_paragraphs && !self.begins => {
                paragraph.push(' ');
                paragraph.push_str(&sentence);
            }
            _ => self.paragraphs.push(sentence),
        }
        self.begins = false;
    }

    fn finish(mut self, pieces: &mut Pieces<'_>) {
        self.end_sentence(pieces);
        match self.passed {
            Some(reason) => pieces.fault(self.line.max(1), reason),
            None if self.paragraphs.is_empty() => {}
            None => pieces.push(
                self.line.max(1),
                Piece { name: self.name, text: self.paragraphs.join("\n\n") + "\n", known: self.known },
            ),
        }
    }
}
