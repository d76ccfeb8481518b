//! How a file was decoded, for the report. It decodes nothing.

use super::damage::Damage;
use super::encoding::Encoding;
use std::path::Path;

/// How sure a choice of encoding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// The file says so itself, or the maker did.
    Told,
    /// So many words in a hundred are Vietnamese syllables, against so many in the next best reading.
    Share {
        /// In the reading chosen.
        percent: u8,
        /// In the next best.
        next_percent: u8,
    },
    /// By the frequency of letters in other languages: a guess.
    Guessed,
}

/// A file, or records of one, that were not in UTF-8, or damaged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// Where it is, as in [`super::super::Skipped`].
    pub path: String,
    /// The name of the encoding, as `--encoding` takes it.
    pub encoding: &'static str,
    /// How sure that is.
    pub certainty: Certainty,
    /// In a file of records, how many; 0 when it is the file as a whole.
    pub records: u64,
    /// What of it could not be read.
    pub damage: Option<Damage>,
}

impl Decoded {
    /// Notes the encoding of a whole file.
    pub fn new(path: &Path, encoding: Encoding, certainty: Certainty) -> Self {
        Self { path: path.display().to_string(), encoding: encoding.name(), certainty, records: 0, damage: None }
    }

    /// How sure it is, in words.
    pub fn certainty_sentence(&self) -> String {
        let Some(Damage { places, first_at, line }) = self.damage else { return self.sureness() };
        let places = if places == 1 { "1 place".to_owned() } else { format!("{places} places") };
        let line = line.map_or(String::new(), |line| format!(" of the record in line {line}"));
        format!("{places} damaged and read as \u{fffd}, the first at byte {first_at}{line}; {}", self.sureness())
    }

    fn sureness(&self) -> String {
        match self.certainty {
            Certainty::Told => "certain".to_owned(),
            Certainty::Share { percent, next_percent } => {
                format!("{percent} % of the words are Vietnamese, {next_percent} % in the next best reading")
            }
            Certainty::Guessed => "a guess; --encoding overrides it".to_owned(),
        }
    }
}
