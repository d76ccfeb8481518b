//! The articles of a file that holds several, each with an id of its own, and what of the file is none, counted by kind.
//!
//! It reads no format. It holds one article back: a file that turns out to hold just one is that article.

use super::draft::{Draft, Item};
use super::html;
use super::pathdate::path_date;
use crate::article::Known;
use crate::pack::content::ContentDigest;
use crate::pack::input::left_out::{LeftOut, Omitted};
use crate::pack::input::room::Room;
use crate::pack::input::skip::{Reason, Skipped};
use crate::pack::input::walk::Found;
use std::collections::BTreeMap;

/// Faults of one file that are reported each for itself; more are counted.
const REPORTED: u64 = 1000;

/// An article of a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Piece {
    /// A name of its own in the file, where the file gives one.
    pub name: Option<String>,
    pub text: String,
    pub known: Known,
}

impl Piece {
    /// An article whose text is markup, where it holds tags; else its text as it stands.
    pub fn of_markup(markup: &str, known: Known, omitted: &mut Omitted) -> Self {
        if !html::looks_like_markup(markup) && !markup.contains("&") {
            return Self { text: markup.to_owned(), known, ..Self::default() };
        }
        let read = html::fragment(markup);
        omitted.add(&read.omitted);
        Self { text: read.text, known: Known { roles: read.roles, ..known }, name: None }
    }
}

/// The articles of a file, as they come.
pub(super) struct Pieces<'p> {
    /// The file.
    pub file: &'p Found,
    /// The room for one article.
    pub room: &'p Room<'p>,
    emit: &'p mut dyn FnMut(Item),
    /// What of the file is in no article.
    pub omitted: Omitted,
    held: Option<Piece>,
    count: u64,
    faults: u64,
    /// Things of the file that are no articles, in words, and how many of each.
    passed: BTreeMap<&'static str, u64>,
}

impl<'p> Pieces<'p> {
    pub fn new(file: &'p Found, room: &'p Room<'p>, emit: &'p mut dyn FnMut(Item)) -> Self {
        Self { file, room, emit, omitted: Omitted::default(), held: None, count: 0, faults: 0, passed: BTreeMap::new() }
    }

    /// Takes an article. One without text is counted, and one that is too large reported.
    pub fn push(&mut self, line: u64, piece: Piece) {
        if piece.text.trim().is_empty() {
            return self.pass("entries without a text");
        }
        if let Err(reason) = self.room.admits(&piece.text) {
            return self.fault(line, reason);
        }
        self.count += 1;
        if let Some(before) = self.held.replace(piece) {
            self.hand_over(before);
        }
    }

    /// Takes an article of which this is all that stood in the file: what is neither its text nor a field is counted. A field
    /// that an attribute tells is none of it.
    pub fn push_of(&mut self, line: u64, whole: &str, piece: Piece) {
        let letters = |text: &str| text.split_whitespace().map(str::len).sum::<usize>() as u64;
        let Known { title, source, author, category, .. } = &piece.known;
        let plain = whole.split_whitespace().collect::<Vec<_>>().join(" ");
        let told =
            [title, source, author, category].into_iter().flatten().filter(|field| plain.contains(field.as_str()));
        let fields = told.map(|field| letters(field));
        let used = letters(&piece.text) + fields.sum::<u64>();
        self.omitted.bytes(LeftOut::Apparatus, letters(whole).saturating_sub(used));
        self.push(line, piece);
    }

    /// Counts something that is no article.
    pub fn pass(&mut self, what: &'static str) {
        *self.passed.entry(what).or_default() += 1;
    }

    /// Reports a part of the file that cannot be read; in line 0, the file.
    pub fn fault(&mut self, line: u64, reason: Reason) {
        self.faults += 1;
        if self.faults <= REPORTED {
            let line = Some(line).filter(|line| *line > 0);
            (self.emit)(Item::Skipped(Skipped { line, ..Skipped::new(&self.file.path, reason) }));
        }
    }

    /// Takes an article that has a place of its own in the file, as [`Self::push`].
    pub fn push_in(&mut self, place: &str, piece: Piece) {
        if let Err(reason) = self.room.admits(&piece.text) {
            return self.fault_in(place, reason);
        }
        self.push(0, piece);
    }

    /// Reports a part of the file that has a place of its own in it and cannot be read.
    pub fn fault_in(&mut self, place: &str, reason: Reason) {
        self.faults += 1;
        if self.faults <= REPORTED {
            (self.emit)(Item::Skipped(Skipped::new(&self.file.path.join(place), reason)));
        }
    }

    /// Hands over what is no article.
    pub fn tell(&mut self, item: Item) {
        (self.emit)(item);
    }

    /// Reports an entity that is left out. The rest is read.
    pub fn missing(&mut self, line: u64, reason: Reason) {
        (self.emit)(Item::Skipped(Skipped::at_line(&self.file.path, line, reason)));
    }

    /// Says something about the file.
    pub fn note(&mut self, sentence: &str) {
        (self.emit)(Item::Noted(format!("{}: {sentence}", self.file.path.display())));
    }

    fn hand_over(&mut self, piece: Piece) {
        let Piece { name, text, known } = piece;
        let id = match name.filter(|name| !name.trim().is_empty()) {
            Some(name) => format!("{}#{}", self.file.id, name.trim()),
            None => match known.url.as_deref() {
                Some(url) => ContentDigest::of(&[url]).id_in(&self.file.id),
                None => ContentDigest::of(&[known.title.as_deref().unwrap_or(""), &text]).id_in(&self.file.id),
            },
        };
        (self.emit)(Item::One(Draft { id, text, known }));
    }

    /// Hands over what was held back and reports what was counted.
    ///
    /// # Errors
    /// When the file held nothing at all.
    pub fn finish(mut self) -> Result<(), Reason> {
        match self.held.take() {
            Some(only) if self.count == 1 => {
                let path_date = only.known.path_date.or_else(|| path_date(&self.file.id));
                let known = Known { path_date, ..only.known };
                (self.emit)(Item::One(Draft { id: self.file.id.clone(), text: only.text, known }));
            }
            Some(last) => self.hand_over(last),
            None => {}
        }
        let passed: Vec<_> = self.passed.iter().map(|(what, count)| format!("{count} {what}")).collect();
        if !passed.is_empty() {
            self.note(&format!("no articles, left out: {}", passed.join(", ")));
        }
        if self.faults > REPORTED {
            let reason = Reason::More { count: self.faults - REPORTED };
            (self.emit)(Item::Skipped(Skipped::new(&self.file.path, reason)));
        }
        if !self.omitted.is_empty() {
            (self.emit)(Item::LeftOut(self.omitted));
        }
        if self.count == 0 && self.faults == 0 && self.passed.is_empty() { Err(Reason::NoStory) } else { Ok(()) }
    }
}
