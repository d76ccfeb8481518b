//! Why a file is not packed, and what the maker can do about it.

use super::foreign::{self, Foreign};
use super::told::ToldReason;
use std::io::ErrorKind;
use std::path::Path;

/// Why a file is not packed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Not a kind of file Recto reads.
    #[error("not a kind of file that is read (docs/FORMATS.md lists those that are)")]
    Unsupported,
    /// A kind of file that is known, and not read.
    #[error("{}: not a kind of file that is read", .0.what)]
    Foreign(&'static Foreign),
    /// A book that can be read in the programs of its seller alone.
    #[error("a book with copy protection (DRM)")]
    Protected,
    /// Named as rich text, and none.
    #[error("not rich text (RTF), though it is named as such")]
    NotRichText,
    /// Named as a kind of file of which nothing is in it.
    #[error("nothing in it is {named}, though it is named as such")]
    NotOfKind {
        /// What its name says.
        named: &'static str,
    },
    /// A mail that is nothing but what is attached to it.
    #[error("a mail without a text of its own (files attached: {attached})")]
    NoMailText {
        /// Files attached.
        attached: usize,
    },
    /// A mail, or a saved page, that ends inside a part.
    #[error("cut off: it ends inside a part")]
    CutOff,
    /// The formats of Excel and PowerPoint before 2007, or such a file with a password.
    #[error("a sheet or slides in the old format (.xls, .ppt), or with a password")]
    OldOffice,
    /// A post that its site does not show.
    #[error("not published (its status is {status})")]
    NotPublished {
        /// As the site has it.
        status: String,
    },
    /// Not text.
    #[error("binary, not text (a NUL byte at byte {at})")]
    Binary {
        /// Byte offset of the first NUL.
        at: usize,
    },
    /// Text in an encoding other than UTF-8 and UTF-16 with a byte order mark, or damaged.
    #[error("not valid UTF-8 (byte {byte:#04x} at byte {at})")]
    NotUtf8 {
        /// Byte offset of the first wrong byte.
        at: usize,
        /// That byte.
        byte: u8,
    },
    /// Damaged UTF-16.
    #[error("starts like UTF-16 but is not valid at byte {at}")]
    NotUtf16 {
        /// Byte offset of the first wrong unit.
        at: usize,
    },
    /// Not in the encoding the maker named.
    #[error("not valid in {name}, the encoding that was named")]
    NotInEncoding {
        /// Its name.
        name: &'static str,
    },
    /// A line, or an element of a list, that is not JSON.
    #[error("not valid JSON: {detail}")]
    NotJson {
        /// What the parser says, with the column.
        detail: String,
    },
    /// JSON, but no object.
    #[error("not a record (expected an object, as in {{\"title\": …, \"text\": …}})")]
    NotRecord,
    /// Half of a character in JSON.
    #[error("half of a surrogate pair in column {column}: it stands for no character")]
    LoneSurrogate {
        /// Counted from 1.
        column: usize,
    },
    /// A NUL in a record's value.
    #[error("binary, not text (a NUL character at byte {at} of the field {field})")]
    NulInField {
        /// The field's name in `recto.toml`.
        field: &'static str,
        /// Byte offset in the value.
        at: usize,
    },
    /// A record without text.
    #[error("a record without a text")]
    NoText,
    /// A table without a column of texts.
    #[error("no column that is known to hold the text among: {found}")]
    NoTextColumn {
        /// The names of its columns.
        found: String,
    },
    /// A row of another length than the first.
    #[error("expected {expected} cells, found {found}")]
    Ragged {
        /// Columns.
        expected: usize,
        /// Cells.
        found: usize,
    },
    /// XML that is broken.
    #[error("not valid XML in line {line}: {detail}")]
    NotXml {
        /// Counted from 1.
        line: u64,
        /// What the parser says.
        detail: String,
    },
    /// XML of another kind than TEI.
    #[error("XML of a kind that is not read (its outermost element is {root})")]
    NotTei {
        /// The outermost element.
        root: String,
    },
    /// An entity whose text is not in the file.
    #[error("the entity &{name}; stands outside the file: it is left out and never fetched")]
    OutsideEntity {
        /// Its name.
        name: String,
    },
    /// An entity that is made of others.
    #[error("the entity &{name}; is made of other entities or of markup, and may swell without end: it is left out")]
    NestedEntity {
        /// Its name.
        name: String,
    },
    /// An archive that cannot be opened, or a part of it that cannot be read.
    #[error("not a ZIP archive that can be read: {detail}")]
    NotZip {
        /// What is wrong.
        detail: String,
    },
    /// A ZIP archive that is not what its name says.
    #[error("named as {named}, but a ZIP archive of other files")]
    NotAsNamed {
        /// What its name says.
        named: &'static str,
    },
    /// An entry that would be written outside the folder it is unpacked in.
    #[error("the entry {name:?} points outside the archive")]
    Escapes {
        /// Its name.
        name: String,
    },
    /// More entries than an archive may have.
    #[error("{found} entries, more than the limit of {limit}")]
    ManyEntries {
        /// Entries.
        found: usize,
        /// The most.
        limit: usize,
    },
    /// Entries of an archive that have the name of another.
    #[error("{count} of its files have the name of another one in it, and only the last of a name can be read")]
    SameNames {
        /// How many cannot be read.
        count: usize,
    },
    /// Packed so that it swells beyond measure.
    #[error("{0}")]
    Swells(String),
    /// Packed (gzip, bzip2, xz, Zstandard, or in an archive), and damaged or cut off.
    #[error("cannot be unpacked: {0}")]
    BrokenPacking(String),
    /// Packed so that unpacking takes more memory than there is.
    #[error("cannot be unpacked within the memory there is: {0}")]
    WideWindow(String),
    /// A tar archive that cannot be read any further.
    #[error("a tar archive that is damaged or cut off: {0}")]
    BrokenTar(String),
    /// A part of a web archive that is no record.
    #[error("not a record of a web archive: {detail}")]
    BrokenWarc {
        /// What is wrong.
        detail: &'static str,
    },
    /// A record of a web archive that holds no answer of a server.
    #[error("no answer of a web server in it")]
    NotAnswer,
    /// A page that was sent packed in a way that is not unpacked.
    #[error("sent packed as {encoding}, which is not unpacked")]
    UnreadEncoding {
        /// As the server calls it.
        encoding: String,
    },
    /// An archive inside archives.
    #[error("an archive inside an archive inside an archive")]
    DeepArchive,
    /// Needs a password.
    #[error("encrypted")]
    Encrypted,
    /// The format of Word before 2007, or a Word file with a password.
    #[error("a Word file of the old format (.doc), or one with a password")]
    OldWord,
    /// Named as a PDF, and none.
    #[error("not a PDF, though it is named as one")]
    NotPdf,
    /// A PDF that is damaged.
    #[error("a PDF that cannot be read: {detail}")]
    BrokenPdf {
        /// What is wrong.
        detail: String,
    },
    /// A PDF of pictures.
    #[error("a PDF without a text layer ({pages} pages of pictures, as a scanner makes them)")]
    NoTextLayer {
        /// Its pages.
        pages: usize,
    },
    /// A PDF whose fonts do not say which letters their signs are.
    #[error("a PDF whose fonts do not say which letters they show ({untold} of {of} signs)")]
    UntoldLetters {
        /// Signs without a letter.
        untold: u64,
        /// All signs.
        of: u64,
    },
    /// More pages than one file may have.
    #[error("{found} pages, more than the limit of {limit}")]
    ManyPages {
        /// Pages.
        found: usize,
        /// The most.
        limit: usize,
    },
    /// Made so that reading it takes for ever.
    #[error("it takes more work to read than a file of text can need, as only made-up files do")]
    Laborious,
    /// Markup that holds no text.
    #[error("no text in it")]
    NoStory,
    /// A page of a book that is no chapter.
    #[error("no chapter: {what}")]
    NotChapter {
        /// What it is.
        what: &'static str,
    },
    /// More of the same in one file.
    #[error("{count} more records of this file are left out, of which nothing is said here")]
    More {
        /// How many.
        count: u64,
    },
    /// Larger than one article can be.
    #[error("a text of {found_bytes} bytes or more: one may have {limit_bytes} bytes with this much memory")]
    TooLarge {
        /// Its size, as far as it was read.
        found_bytes: u64,
        /// The most that is read.
        limit_bytes: u64,
    },
    /// So many lines, tags or values that these would take the memory.
    #[error("so many short lines, tags or values in one text that they do not fit into this much memory")]
    Crowded,
    /// Nothing but white space.
    #[error("empty")]
    Empty,
    /// The system does not let us read it.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// A link to a folder it lies in.
    #[error("a symbolic link back to {0}, a folder it lies in")]
    Loop(String),
    /// A pipe, a device or a socket.
    #[error("not a regular file")]
    NotRegular,
    /// Reached a second time, by a link or an overlapping input.
    #[error("the same file as {0}")]
    Same(String),
    /// The site that is being written.
    #[error("the folder this pack writes to")]
    Output,
    /// Named under `leave_out` in `recto.toml`.
    #[error("left out by recto.toml")]
    LeftOut,
    /// As a share tells it.
    #[error("{}", .0.message)]
    Told(Box<ToldReason>),
}

impl Reason {
    /// The reason why a file of a name is not read: what it is, where that is known.
    pub fn unsupported(name: &str) -> Self {
        foreign::named(name).map_or(Self::Unsupported, Self::Foreign)
    }

    /// The reason behind a failed read: a limit of what may be unpacked, or the system.
    pub fn unreadable(error: &std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::QuotaExceeded => Self::Swells(error.to_string()),
            // The system gives none of these for a file.
            ErrorKind::InvalidData | ErrorKind::InvalidInput | ErrorKind::UnexpectedEof => {
                Self::BrokenPacking(error.to_string())
            }
            ErrorKind::OutOfMemory => Self::WideWindow(error.to_string()),
            _ => Self::Unreadable(error.to_string()),
        }
    }
}

/// A file, or a part of one, that is not packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Where it is, as reached from the input the maker named; inside an archive, with the entry's path after it.
    pub path: String,
    /// The line of what is left out, counted from 1, where only a part of the file is.
    pub line: Option<u64>,
    /// Why.
    pub reason: Reason,
}

impl Skipped {
    /// Notes a path and why it is skipped.
    pub fn new(path: &Path, reason: Reason) -> Self {
        Self { path: path.display().to_string(), line: None, reason }
    }

    /// Notes a part of a file.
    pub fn at_line(path: &Path, line: u64, reason: Reason) -> Self {
        Self { line: Some(line), ..Self::new(path, reason) }
    }

    /// The path, with the line where there is one.
    pub fn place(&self) -> String {
        match self.line {
            // It says the line itself.
            Some(_) if matches!(self.reason, Reason::NotXml { .. }) => self.path.clone(),
            Some(line) => format!("{}, line {line}", self.path),
            None => self.path.clone(),
        }
    }
}
