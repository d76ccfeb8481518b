//! The maker's list of words: where it is, and reading it. It cuts no text.

use super::config::Config;
use super::error::PackError;
use super::input;
use super::options::Options;
use super::report::Report;
use crate::compounds::Lexicon;
use std::path::{Path, PathBuf};

/// Wrong lines that are named; the rest are counted.
const LINES_SHOWN: usize = 10;

/// The file that was named, on the command line or in `recto.toml`, from where that lies.
pub fn path(options: &Options, config: &Config, settings: Option<&Path>) -> Option<PathBuf> {
    let beside = || {
        let folder = settings.and_then(Path::parent).unwrap_or(Path::new(""));
        config.corpus.lexicon.as_deref().map(|path| folder.join(path))
    };
    options.lexicon.clone().or_else(beside)
}

/// Reads it, and notes the lines that hold no word.
///
/// # Errors
/// When it cannot be read, is not in UTF-8, or holds no word of several syllables.
pub fn read(path: &Path, report: &mut Report) -> Result<Lexicon, PackError> {
    let shown = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| PackError::Read { path: shown.clone(), error })?;
    of_bytes(bytes, &shown, report)
}

/// Reads the bytes of a list that was found at a path, and notes the lines that hold no word.
///
/// # Errors
/// When it is not in UTF-8, or holds no word of several syllables.
pub fn of_bytes(bytes: Vec<u8>, path: &str, report: &mut Report) -> Result<Lexicon, PackError> {
    let shown = path.to_owned();
    let broken = |message| PackError::Lexicon { path: shown.clone(), message };
    let text = input::decode(bytes).map_err(|reason| broken(reason.to_string()))?;
    let (lexicon, wrong) = Lexicon::checked(&text);
    if lexicon.is_empty() {
        return Err(broken("it holds no word of two syllables or more".to_owned()));
    }
    if !wrong.is_empty() {
        let lines = wrong.iter().take(LINES_SHOWN).map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let more = match wrong.len().saturating_sub(LINES_SHOWN) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        report.notices.push(format!(
            "{shown}, line {lines}{more}: expected a word of at most nine syllables, of letters alone: not used \
             (hint: one word a line, its syllables parted by spaces or _)"
        ));
    }
    Ok(lexicon)
}
