//! `recto.toml`: what the maker says of the corpus. Unknown keys are errors, so that a typing mistake is not silent.

use super::error::PackError;
use crate::article::{Date, DateOrigin};
use crate::pack::input::{Encoding, Item, Names};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The language of the page's own words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl Language {
    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }
}

/// The file as a whole.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// `[corpus]`.
    #[serde(default)]
    pub corpus: CorpusConfig,
    /// `[input]`.
    #[serde(default)]
    pub input: InputConfig,
    /// `[strings]`: reserved for words of the page that the maker replaces. Read, not used yet.
    #[serde(default)]
    pub strings: toml::Table,
}

/// The table `[corpus]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorpusConfig {
    /// Its name.
    pub title: Option<String>,
    /// A sentence or two about it.
    pub about: Option<String>,
    /// Whom to write to.
    pub contact: Option<String>,
    /// The language of the page.
    pub language: Option<Language>,
    /// The file of Vietnamese words of several syllables, one a line, as seen from `recto.toml`.
    pub lexicon: Option<PathBuf>,
}

/// The table `[input]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InputConfig {
    /// Files and folders that are not articles, by their paths below the input, with `/`.
    #[serde(default)]
    pub leave_out: Vec<String>,
    /// The encoding of every file that does not say its own; found out for each when not given.
    pub encoding: Option<Encoding>,
    /// What the columns of vertical text hold, in their order: `word`, `lemma`, `pos`, and any name for what is not read.
    #[serde(default, deserialize_with = "columns_of_settings")]
    pub columns: Vec<String>,
    /// `[input.fields]`: which names mean what in files of records.
    #[serde(default)]
    pub fields: Names,
    /// `[[input.folder]]`: what the maker says of the articles of a folder or a file.
    #[serde(default)]
    pub folder: Vec<Told>,
}

/// What the maker says of the articles below a path: it wins over what is found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// The path below the input, with `/`.
    pub path: String,
    /// Who published them.
    pub source: Option<String>,
    /// When, as far as all of them share it; a date found that agrees with it and says more is kept. As a text, or as a date
    /// or a year of TOML's own.
    #[serde(default, deserialize_with = "date_of_settings")]
    pub date: Option<Date>,
    /// The section.
    pub category: Option<String>,
    /// Who wrote them.
    pub author: Option<String>,
    /// Their encoding.
    pub encoding: Option<Encoding>,
    /// The columns of their vertical text.
    #[serde(default, deserialize_with = "columns_of_settings")]
    pub columns: Vec<String>,
}

impl Told {
    /// What was read, with what the maker says of it.
    pub fn applied(&self, item: Item) -> Item {
        item.map(|mut draft| {
            let known = &mut draft.known;
            let say = |slot: &mut Option<String>, told: &Option<String>| {
                if told.is_some() {
                    slot.clone_from(told);
                }
            };
            say(&mut known.source, &self.source);
            say(&mut known.category, &self.category);
            say(&mut known.author, &self.author);
            if let Some(told) = self.date {
                let refined = known.date.map_or(told, |found| told.refined(found));
                if known.date != Some(refined) {
                    known.date_origin = DateOrigin::Settings;
                }
                known.date = Some(refined);
            }
            draft
        })
    }
}

/// A path of the settings below the input: `.` and `./` are the input itself, as a shell writes it.
fn below(path: &str) -> &str {
    let path = path.strip_prefix("./").unwrap_or(path).trim_matches('/');
    if path == "." { "" } else { path }
}

/// Reads `"2021-01"`, `2021-01-24` and `2021`.
fn date_of_settings<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Date>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Day(toml::value::Datetime),
        Year(u16),
        Text(String),
    }
    let text = match Written::deserialize(from)? {
        Written::Day(day) => day.date.map(|date| date.to_string()).unwrap_or_default(),
        Written::Year(year) => year.to_string(),
        Written::Text(text) => text,
    };
    text.parse().map(Some).map_err(serde::de::Error::custom)
}

/// Reads the names of columns, one of which is the word's.
fn columns_of_settings<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    let columns = Vec::<String>::deserialize(from)?;
    let words = columns.iter().filter(|name| *name == "word").count();
    let told = words == 1 && columns.iter().any(|name| matches!(name.as_str(), "lemma" | "lempos" | "pos"));
    let error = || serde::de::Error::custom("columns name one `word`, and `lemma`, `lempos` or `pos`");
    if told { Ok(columns) } else { Err(error()) }
}

impl InputConfig {
    /// What the maker says that the columns of a file of vertical text hold; empty where nothing is said.
    pub fn columns_of(&self, id: &str) -> Vec<String> {
        let told = self.told(id).columns;
        if told.is_empty() { self.columns.clone() } else { told }
    }

    /// What the maker says of the article or file with this id: by the longest path that holds it.
    pub fn told(&self, id: &str) -> Told {
        let holds = |told: &&Told| {
            let path = below(&told.path);
            path.is_empty() || id.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.folder.iter().filter(holds).max_by_key(|told| below(&told.path).len()).cloned().unwrap_or_default()
    }

    /// Whether the maker leaves out the article with this id.
    pub fn leaves_out(&self, id: &str) -> bool {
        self.leave_out.iter().map(|path| below(path)).any(|path| {
            id.strip_prefix(path).is_some_and(|rest| !path.is_empty() && (rest.is_empty() || rest.starts_with('/')))
        })
    }
}

/// Reads a `recto.toml`.
///
/// # Errors
/// When the file cannot be read, or with the line and the known keys when it says something else.
pub fn read_config(path: &Path) -> Result<Config, PackError> {
    config_of(&config_text(path)?, &path.display().to_string())
}

/// The text of a `recto.toml`.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn config_text(path: &Path) -> Result<String, PackError> {
    let failed = |error| PackError::Read { path: path.display().to_string(), error };
    let text = std::fs::read_to_string(path).map_err(failed)?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned())
}

/// Reads the text of a `recto.toml` that was found at a path.
///
/// # Errors
/// With the line and the known keys when it says something else.
pub(super) fn config_of(text: &str, path: &str) -> Result<Config, PackError> {
    parse(text).map_err(|(line, message)| PackError::Config { path: path.to_owned(), line, message })
}

fn parse(text: &str) -> Result<Config, (usize, String)> {
    toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start.min(text.len()));
        let line = 1 + text.as_bytes()[..at].iter().filter(|&&b| b == b'\n').count();
        (line, error.message().lines().collect::<Vec<_>>().join("; "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<Option<&str>, (usize, &str)>) {
        match (parse(text), expected) {
            (Ok(config), Ok(title)) => assert_eq!(config.corpus.title.as_deref(), title),
            (Err((line, message)), Err((at, part))) => {
                assert_eq!(line, at, "{message}");
                assert!(message.contains(part), "{message}");
            }
            (found, expected) => panic!("{text:?}: expected {expected:?}, found {found:?}"),
        }
    }

    #[test]
    fn leaves_out_files_and_folders_by_path() {
        let leave_out = vec!["SOURCES.md".into(), "./notes/".into()];
        let input = InputConfig { leave_out, ..InputConfig::default() };
        for (id, out) in [("SOURCES.md", true), ("notes/a.txt", true), ("notes.txt", false), ("a/SOURCES.md", false)] {
            assert_eq!(input.leaves_out(id), out, "{id}");
        }
    }

    #[test]
    fn a_point_is_the_input_itself() {
        let source = |path: &str, id: &str| {
            let told = Told { path: path.to_owned(), source: Some("x".to_owned()), ..Told::default() };
            InputConfig { folder: vec![told], ..InputConfig::default() }.told(id).source.is_some()
        };
        assert!([".", "./", "", "/"].into_iter().all(|path| source(path, "a/b.txt")));
        assert!(source("./a", "a/b.txt") && !source("./a", "b/a.txt") && !source("..", "a.txt"));
    }

    #[test]
    fn dates_are_written_as_texts_dates_and_years() {
        let date = |value: &str| {
            let text = format!("[[input.folder]]\npath = \"a\"\ndate = {value}\n");
            parse(&text).map(|config| config.input.folder[0].date.map(|date| date.to_string()))
        };
        for (value, expected) in [
            ("2021-01-24", "2021-01-24"),
            ("\"2021-01-24\"", "2021-01-24"),
            ("\"2021-01\"", "2021-01"),
            ("2021", "2021"),
            ("2021-01-24T10:25:00", "2021-01-24"),
        ] {
            assert_eq!(date(value).unwrap().as_deref(), Some(expected), "{value}");
        }
        assert!(date("\"soon\"").is_err() && date("10:25:00").is_err() && date("true").is_err());
    }

    #[test]
    fn reads_and_names_what_is_wrong() {
        check("", Ok(None));
        check("[corpus]\ntitle = \"Kho bài\"\nlanguage = \"en\"\n[strings]\nsearch = \"Tìm\"", Ok(Some("Kho bài")));
        check("[corpus]\nabout = \"x\"\ntitel = \"y\"", Err((3, "`title`, `about`, `contact`, `language`, `lexicon`")));
        check("[corpora]\ntitle = 1", Err((1, "`corpus`")));
        check("[corpus]\nlanguage = \"fr\"", Err((2, "`vi` or `en`")));
        check("[corpus]\ntitle = 3", Err((2, "string")));
        check("[input]\ncolumns = [\"tok\", \"word\", \"pos\"]", Ok(None));
        check("[input]\ncolumns = [\"lemma\", \"pos\"]", Err((2, "one `word`")));
        check("[[input.folder]]\npath = \"a\"\ncolumns = [\"word\", \"lema\"]", Err((3, "`lemma`")));
        check("[corpus]\ntitle =", Err((2, "")));
    }
}
