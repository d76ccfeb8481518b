//! A reader's notes on articles and places in them: coloured, searchable, saved as one file and merged from others so that
//! nothing written is lost.
//!
//! Every change of a note is an edit with a name of its own, and says which edits it follows. Of two files, all versions are
//! kept but those that another one follows: so a merge gives the same whatever the order, and of a note that two people
//! changed both versions stay. It keeps no clock and no name of a person or a device; whoever calls brings fresh names. What a
//! file says is hostile: it is read within limits, and shown as text alone.

mod file;
#[cfg(test)]
mod tests;

pub use file::{NotesError, read, write};

use crate::named::named;
use crate::quote::Quote;
use crate::text::{exact_key, fold_key};

/// Characters of one note.
pub const NOTE_CHARS: usize = 4_000;
/// Versions that are kept in all, those of deleted notes with them.
pub const NOTES_LIMIT: usize = 10_000;
/// Edits that a version names at most, the latest ones.
const BEFORE_LIMIT: usize = 100;

/// A colour of notes. What it stands for its readers agree on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Colour {
    /// Yellow.
    #[default]
    Yellow,
    /// Red.
    Red,
    /// Green.
    Green,
    /// Blue.
    Blue,
    /// Violet.
    Violet,
}

named!(Colour { Yellow = "yellow", Red = "red", Green = "green", Blue = "blue", Violet = "violet" });

/// What is noted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Note {
    /// The article's id.
    pub article: String,
    /// Its title when it was noted, for a corpus that has it no more.
    pub title: String,
    /// The place in it, with its words; the whole article without one.
    pub place: Option<(u32, u32, Quote)>,
    /// Its colour.
    pub colour: Colour,
    /// What is written; it may be empty, for a colour says something too.
    pub text: String,
}

/// One version of a note.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// The note.
    pub id: String,
    /// The name of the edit that made it.
    pub edit: String,
    /// The edits it follows, in order.
    pub before: Vec<String>,
    /// What is noted; `None` where the note was deleted.
    pub note: Option<Note>,
}

impl Version {
    fn follows(&self, other: &Self) -> bool {
        self.id == other.id && self.before.contains(&other.edit)
    }
}

/// All notes of a reader on one corpus: versions in order, none of which another one follows.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Notes {
    versions: Vec<Version>,
}

/// What a merge brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Merged {
    /// Notes that were not there.
    pub added: usize,
    /// Notes whose text is another one now.
    pub changed: usize,
    /// Notes that are deleted now.
    pub deleted: usize,
    /// Notes that stand in more than one version, since both sides changed them.
    pub both: usize,
}

/// There are as many notes as are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{found} notes: expected at most {NOTES_LIMIT}, those that were deleted counted")]
pub struct TooMany {
    /// How many there would be.
    pub found: usize,
}

impl Notes {
    /// The notes that are not deleted, by article and place.
    pub fn shown(&self) -> Vec<(&Version, &Note)> {
        let mut shown: Vec<(&Version, &Note)> =
            self.versions.iter().filter_map(|version| Some((version, version.note.as_ref()?))).collect();
        crate::sort::by(&mut shown, |one, other| {
            let key = |note: &Note| note.place.as_ref().map(|place| (place.0, place.1));
            (&one.1.article, key(one.1), &one.0.id).cmp(&(&other.1.article, key(other.1), &other.0.id))
        });
        shown
    }

    /// Those of some colours, of all where none is named, that hold every word of a query, in title, quotation or text. Case
    /// and marks do not count.
    pub fn matching(&self, query: &str, colours: &[Colour]) -> Vec<(&Version, &Note)> {
        let key = |text: &str| fold_key(&exact_key(text));
        let words: Vec<String> = query.split_whitespace().map(key).collect();
        let mut shown = self.shown();
        shown.retain(|(_, note)| {
            let quoted = note.place.as_ref().map_or(String::new(), |place| place.2.shown());
            let text = key(&[&note.title, "\n", &quoted, "\n", &note.text].concat());
            (colours.is_empty() || colours.contains(&note.colour))
                && words.iter().all(|word| text.contains(word.as_str()))
        });
        shown
    }

    /// The colours of the notes on an article, each once.
    pub fn colours_of(&self, article: &str) -> Vec<Colour> {
        let notes = self.versions.iter().filter_map(|version| version.note.as_ref());
        let mut colours: Vec<Colour> = notes.filter(|note| note.article == article).map(|note| note.colour).collect();
        crate::sort::by(&mut colours, Colour::cmp);
        colours.dedup();
        colours
    }

    /// Every version, those that delete with them.
    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    /// Writes a new note. `id` and `edit` are fresh names.
    ///
    /// # Errors
    /// When there are as many as are kept.
    pub fn add(&mut self, id: &str, edit: &str, note: Note) -> Result<(), TooMany> {
        self.put(Version { id: id.to_owned(), edit: edit.to_owned(), before: Vec::new(), note: Some(note) })
    }

    /// Puts another version in the place of one, or deletes it. Of a note that stands in two versions the other one stays.
    ///
    /// # Errors
    /// When there are as many as are kept.
    pub fn change(&mut self, old: &Version, edit: &str, note: Option<Note>) -> Result<(), TooMany> {
        let mut before = old.before.clone();
        before.push(old.edit.clone());
        before.drain(..before.len().saturating_sub(BEFORE_LIMIT));
        self.put(Version { id: old.id.clone(), edit: edit.to_owned(), before, note })
    }

    fn put(&mut self, version: Version) -> Result<(), TooMany> {
        self.merge(&Self { versions: vec![version] }).map(|_| ())
    }

    /// Takes the versions of others in. Nothing changes where there would be too many.
    ///
    /// # Errors
    /// When there would be more than are kept.
    pub fn merge(&mut self, other: &Self) -> Result<Merged, TooMany> {
        let joined = Self::of(self.versions.iter().chain(&other.versions).cloned().collect());
        if joined.versions.len() > NOTES_LIMIT {
            return Err(TooMany { found: joined.versions.len() });
        }
        let merged = told(self, &joined);
        *self = joined;
        Ok(merged)
    }

    /// The versions that no other one follows. Two that claim to follow one another both stay.
    fn of(mut versions: Vec<Version>) -> Self {
        crate::sort::by(&mut versions, Version::cmp);
        versions.dedup();
        let mut kept = Vec::with_capacity(versions.len());
        for of_one in versions.chunk_by(|one, other| one.id == other.id) {
            let is_last =
                |version: &&Version| !of_one.iter().any(|other| other.follows(version) && !version.follows(other));
            let last: Vec<&Version> = of_one.iter().filter(is_last).collect();
            // A ring of versions, which no honest file has, loses nothing.
            let last = if last.is_empty() { of_one.iter().collect() } else { last };
            kept.extend(last.into_iter().cloned());
        }
        Self { versions: kept }
    }
}

/// What is other than it was, note by note.
fn told(before: &Notes, after: &Notes) -> Merged {
    let of = |notes: &Notes, id: &str| -> Vec<Note> {
        let start = notes.versions.partition_point(|version| version.id.as_str() < id);
        let of_one = notes.versions[start..].iter().take_while(|version| version.id == id);
        of_one.filter_map(|version| version.note.clone()).collect()
    };
    let mut merged = Merged::default();
    for of_one in after.versions.chunk_by(|one, other| one.id == other.id) {
        let (was, is) = (of(before, &of_one[0].id), of(after, &of_one[0].id));
        match (was.len(), is.len()) {
            _ if was == is => {}
            (_, 0) => merged.deleted += 1,
            (before, after) if after > before && after > 1 => merged.both += 1,
            (0, _) => merged.added += 1,
            _ => merged.changed += 1,
        }
    }
    merged
}
