//! Notes as a file, and back: one JSON value that says what it is. A file is read within limits and whole or not at all.

use super::{BEFORE_LIMIT, Colour, NOTE_CHARS, NOTES_LIMIT, Note, Notes, TooMany, Version};
use crate::json::{Value, list, object, parse, text};
use crate::quote::Quote;

/// Bytes of a file that are read.
const LIMIT_BYTES: usize = 16 << 20;
/// Characters of a name: an article's id, a title, the words of a quotation.
const NAME_CHARS: usize = 1_000;
/// What the value says it is.
const NAME: &str = "notes";
/// The version of the form.
const VERSION: u32 = 1;

/// A file that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotesError {
    /// Longer than any file of notes.
    #[error("the file has {0} bytes: expected at most {LIMIT_BYTES}")]
    TooLong(usize),
    /// No JSON.
    #[error(transparent)]
    Json(#[from] crate::json::JsonError),
    /// JSON of something else, or of a later version.
    #[error("no notes of recto's, version {VERSION}: expected \"recto\":\"{NAME}\" and \"version\":{VERSION}")]
    Other,
    /// A note that is none.
    #[error("note {at}: no `{field}` of the kind and length expected")]
    Note {
        /// Which, from 1.
        at: usize,
        /// The field.
        field: &'static str,
    },
    /// More notes than are kept.
    #[error(transparent)]
    TooMany(#[from] TooMany),
}

/// Writes a file. `corpus` is the hash of the corpus the notes were made on.
/// ```
/// use recto::notes::{Note, Notes, read, write};
///
/// let mut notes = Notes::default();
/// notes.add("n1", "e1", Note { article: "a.txt".into(), text: "Hỏi lại".into(), ..Note::default() }).unwrap();
/// assert_eq!(read(&write(&notes, "00ff")), Ok((notes, "00ff".to_owned())));
/// ```
pub fn write(notes: &Notes, corpus: &str) -> String {
    object(&[
        ("recto", text(NAME)),
        ("version", VERSION.to_string()),
        ("corpus", text(corpus)),
        ("notes", list(notes.versions().iter().map(version))),
    ])
}

fn version(version: &Version) -> String {
    let mut fields = vec![
        ("id", text(&version.id)),
        ("edit", text(&version.edit)),
        ("before", list(version.before.iter().map(|edit| text(edit)))),
    ];
    match &version.note {
        None => fields.push(("deleted", "true".to_owned())),
        Some(note) => {
            fields.extend([
                ("article", text(&note.article)),
                ("title", text(&note.title)),
                ("colour", text(note.colour.name())),
                ("text", text(&note.text)),
            ]);
            if let Some((start, end, quote)) = &note.place {
                fields.extend([
                    ("start", start.to_string()),
                    ("end", end.to_string()),
                    ("quote", text(&quote.head)),
                    ("quote_end", text(&quote.tail)),
                    ("quote_sum", text(&quote.sum)),
                ]);
            }
        }
    }
    object(&fields)
}

/// Reads a file: its notes, and the hash of the corpus they were made on.
///
/// # Errors
/// When it is no such file, or any note of it is none: nothing is left out in silence.
pub fn read(json: &str) -> Result<(Notes, String), NotesError> {
    if json.len() > LIMIT_BYTES {
        return Err(NotesError::TooLong(json.len()));
    }
    let value = parse(json)?;
    let is_ours = value.get("recto").and_then(Value::text) == Some(NAME);
    if !is_ours || value.get("version").and_then(Value::number) != Some(VERSION) {
        return Err(NotesError::Other);
    }
    let corpus = value.get("corpus").and_then(Value::text).filter(|corpus| corpus.len() <= NAME_CHARS).unwrap_or("");
    let items = value.get("notes").and_then(Value::list).ok_or(NotesError::Other)?;
    if items.len() > NOTES_LIMIT {
        return Err(TooMany { found: items.len() }.into());
    }
    let versions =
        (1..).zip(items).map(|(at, item)| read_version(item).map_err(|field| NotesError::Note { at, field }));
    Ok((Notes::of(versions.collect::<Result<_, _>>()?), corpus.to_owned()))
}

/// A version, or the field that is wrong.
fn read_version(item: &Value) -> Result<Version, &'static str> {
    let long = |name: &'static str, limit: usize| {
        let text = item.get(name).and_then(Value::text).filter(|text| text.chars().nth(limit).is_none());
        text.map(str::to_owned).ok_or(name)
    };
    let named = |name| long(name, NAME_CHARS).and_then(|text| if text.is_empty() { Err(name) } else { Ok(text) });
    let before = item.get("before").and_then(Value::list).filter(|before| before.len() <= BEFORE_LIMIT);
    let before: Option<Vec<String>> = before.and_then(|before| {
        before.iter().map(|edit| edit.text().filter(|edit| edit.len() <= NAME_CHARS).map(str::to_owned)).collect()
    });
    let note = match item.get("deleted") {
        Some(Value::Bool(true)) => None,
        Some(_) => return Err("deleted"),
        None => Some(Note {
            article: named("article")?,
            title: long("title", NAME_CHARS)?,
            place: match item.get("quote") {
                None => None,
                Some(_) => {
                    Some(read_place(item, named("quote")?, long("quote_end", NAME_CHARS)?, long("quote_sum", 8)?)?)
                }
            },
            colour: item.get("colour").and_then(Value::text).and_then(Colour::parse).ok_or("colour")?,
            text: long("text", NOTE_CHARS)?,
        }),
    };
    Ok(Version { id: named("id")?, edit: named("edit")?, before: before.ok_or("before")?, note })
}

fn read_place(item: &Value, head: String, tail: String, sum: String) -> Result<(u32, u32, Quote), &'static str> {
    let number = |name: &'static str| item.get(name).and_then(Value::number).ok_or(name);
    let (start, end) = (number("start")?, number("end")?);
    if start < end { Ok((start, end, Quote { head, tail, sum })) } else { Err("end") }
}
