//! A first `recto.toml` for a folder: every setting with what it is for, and the names of fields as its files suggest.
//!
//! It reads the first bytes of a few files and writes one; an existing one is left alone.

use super::error::PackError;
use super::input::{self, Field, guessed};
use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// Files of records whose names are looked at.
const MOST_FILES: usize = 20;
/// How much of each.
const HEAD_BYTES: u64 = 256 * 1024;

/// Writes `recto.toml` into a folder and returns its path.
///
/// # Errors
/// When the folder cannot be read, or has a `recto.toml`.
pub fn write(folder: &Path) -> Result<PathBuf, PackError> {
    let path = folder.join("recto.toml");
    let text = starter(folder)?;
    let failed = |error| PackError::Write { path: path.display().to_string(), error };
    let mut file = OpenOptions::new().write(true).create_new(true).open(&path).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => PackError::InTheWay { path: path.display().to_string() },
        _ => failed(error),
    })?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    Ok(path)
}

/// The file's text. Linear in the number of files below the folder.
fn starter(folder: &Path) -> Result<String, PackError> {
    let walk = input::walk(&[folder.to_owned()], &[])?;
    let records = walk.files.iter().filter(|file| is_records(&file.path)).take(MOST_FILES);
    let mut names = BTreeSet::new();
    for file in records {
        names.extend(names_of(&file.path));
    }
    let name = input::folder_name(folder);
    let folders: BTreeSet<&str> =
        walk.files.iter().filter_map(|file| file.id.split_once('/')).map(|(top, _)| top).collect();
    Ok([corpus_part(&name), input_part(), fields_part(&names), folder_part(&folders)].concat())
}

fn is_records(path: &Path) -> bool {
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    extension.is_some_and(|e| matches!(e.as_str(), "csv" | "tsv" | "json" | "jsonl" | "ndjson"))
}

/// The names in a file's first record or its first row.
fn names_of(path: &Path) -> Vec<String> {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD_BYTES).read_to_end(&mut head));
    if read.is_err() {
        return Vec::new();
    }
    let head = String::from_utf8_lossy(&head);
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if head.starts_with(['{', '[']) {
        let list = head.trim_start_matches(['[', ' ', '\r', '\n', '\t']);
        let first = serde_json::Deserializer::from_str(list).into_iter::<serde_json::Value>().next();
        return match first {
            Some(Ok(serde_json::Value::Object(object))) => object.keys().cloned().collect(),
            _ => Vec::new(),
        };
    }
    let row = head.lines().next().unwrap_or("");
    let separator = [';', '\t', ','].into_iter().max_by_key(|&s| row.matches(s).count()).unwrap_or(',');
    row.split(separator).map(|name| name.trim().trim_matches('"').to_owned()).filter(|name| !name.is_empty()).collect()
}

/// A text as a string of TOML.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn corpus_part(name: &str) -> String {
    format!(
        "# What recto pack knows of this folder. A line that begins with # is a remark, or a setting that is switched off.\n\n\
         [corpus]\n\
         # The name of the collection, on the page and in its address bar.\n\
         title = {}\n\
         # A sentence or two about it, and whom to write to.\n\
         #about = \"\"\n\
         #contact = \"\"\n\
         # The language of the page's own words: \"vi\" or \"en\". The articles may be in any.\n\
         #language = \"vi\"\n\
         # A file of Vietnamese words of several syllables, one a line, for the key terms of the overview. Without it, they\n\
         # are learned from the articles.\n\
         #lexicon = \"words.txt\"\n\n",
        quoted(name)
    )
}

fn input_part() -> String {
    "[input]\n\
     # Files and folders that are not articles, by their paths below this folder.\n\
     #leave_out = [\"README.md\", \"drafts\"]\n\
     # The encoding of files that do not say their own. Without it, it is found out for each and named in the report.\n\
     #encoding = \"TCVN3\"\n\
     # What the columns of vertical text (VRT) hold, where the files do not name them: word, lemma, pos, any name for others.\n\
     #columns = [\"word\", \"pos\", \"lemma\"]\n\n"
        .to_owned()
}

/// The settings of fields: what is guessed from the names that were found, switched off, since it is guessed anyway.
fn fields_part(names: &BTreeSet<String>) -> String {
    const FIELDS: [(Field, &str); 10] = [
        (Field::Id, "its own id, which links to it keep"),
        (Field::Title, "the headline"),
        (Field::Lead, "an opening paragraph that stands apart from the text"),
        (Field::Text, "the text; the one field that must be there"),
        (Field::Date, "when it was published"),
        (Field::Time, "the time of day, where it stands apart"),
        (Field::Source, "who published it"),
        (Field::Url, "where"),
        (Field::Category, "the section it stood in"),
        (Field::Author, "who wrote it"),
    ];
    let mut part = "# Which fields of JSON, JSON lines and CSV mean what. Usual names in Vietnamese and English are known; only others\n\
        # need a line. A full stop reaches into a record: \"meta.title\". An empty name switches a field off.\n[input.fields]\n"
        .to_owned();
    for (field, what) in FIELDS {
        let best = names.iter().filter_map(|name| Some((guessed(name).filter(|(f, _)| *f == field)?.1, name))).min();
        let name = best.map_or(field.name(), |(_, name)| name.as_str());
        let found = if best.is_some() { " (found here)" } else { "" };
        part.push_str(&format!("#{} = {}  # {what}{found}\n", field.name(), quoted(name)));
    }
    let unknown: Vec<_> = names.iter().filter(|name| guessed(name).is_none()).map(String::as_str).take(20).collect();
    if !unknown.is_empty() {
        let unknown = unknown.join(", ").replace(['\n', '\r'], " ");
        part.push_str(&format!("# Fields found here that are not used: {unknown}\n"));
    }
    part.push('\n');
    part
}

fn folder_part(folders: &BTreeSet<&str>) -> String {
    let mut part = "# What all articles below a path share; it wins over what is found in them. A date found that agrees with the\n\
        # one given here and says more is kept. articles.csv wins over everything.\n"
        .to_owned();
    let example = folders.first().copied().unwrap_or("2021/harbour");
    part.push_str(&format!(
        "#[[input.folder]]\n#path = {}\n#source = \"Harbour News\"\n#date = \"2021\"\n#category = \"\"\n#author = \"\"\n#encoding = \"VNI\"\n",
        quoted(example)
    ));
    part
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::config::read_config;

    #[test]
    fn the_first_settings_can_be_read_and_keep_what_is_there() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.csv"), "Tiêu đề,Nội dung,lượt xem\nMột,Hai,3\n").unwrap();
        std::fs::write(folder.path().join("b.jsonl"), "{\"published_at\": \"2021\", \"body\": \"x\"}\n").unwrap();
        let path = write(folder.path()).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        for line in ["#title = \"Tiêu đề\"  # the headline (found here)", "#date = \"published_at\"", "lượt xem"]
        {
            assert!(text.contains(line), "{line} in\n{text}");
        }
        read_config(&path).unwrap();
        // Every setting that is switched off is a setting that can be switched on.
        let on: String = text
            .lines()
            .map(|line| {
                line.strip_prefix('#')
                    .filter(|l| l.contains('=') || l.starts_with("[["))
                    .filter(|l| !l.starts_with(' '))
                    .unwrap_or(line)
            })
            .map(|line| format!("{line}\n"))
            .collect();
        std::fs::write(&path, on).unwrap();
        read_config(&path).unwrap();
        assert!(matches!(write(folder.path()), Err(PackError::InTheWay { .. })));
    }
}
