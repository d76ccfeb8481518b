//! The first pass: reads every file, gives each article an id of its own, finds its correction, and writes the table of
//! articles. Texts go to disk; only keys stay.

use super::config::InputConfig;
use super::corpus::{Corpus, Key};
use super::corrections::{Placed, Tables, place, sentence, shown};
use super::error::PackError;
use super::ids::keys_of;
use super::input;
use super::input::{Drafts, Found, Renamed, Skipped, Walk, read_articles};
use super::options::Options;
use super::progress::Progress;
use super::report::Report;
use super::scratch::Scratch;
use super::store::Store;
use super::table::{Fingerprint, Row, Seal, Table, TableWriter, correct, origin_of, row_of};
use std::collections::HashSet;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

/// The table's name in the temporary folder.
const TABLE_NAME: &str = "articles.csv";

/// What the first pass leaves.
pub struct Gathered<'t> {
    /// The articles to pack.
    pub corpus: Corpus<'t>,
    /// The new table, in the temporary folder.
    pub table: PathBuf,
}

/// What was read of files, here or elsewhere.
#[derive(Debug, Default)]
pub struct Read {
    /// The files.
    pub files: Vec<Found>,
    /// Files that were found and not read, in order.
    pub skipped: Vec<Skipped>,
    /// Hidden files and folders left out.
    pub hidden: u64,
    /// Files whose own id was taken, in order.
    pub renamed: Vec<Renamed>,
    /// Their articles.
    pub drafts: Drafts,
}

/// Reads and extracts what was found. The articles lie in the temporary folder then.
///
/// # Errors
/// When the temporary folder fails, or the pack is told to end.
pub fn read(
    options: &Options,
    walk: Walk,
    config: &InputConfig,
    scratch: &Scratch,
    progress: &dyn Progress,
) -> Result<Read, PackError> {
    let Walk { files, skipped, hidden, renamed } = walk;
    let folder = scratch.path().join("articles");
    std::fs::create_dir(&folder).map_err(|error| PackError::Write { path: folder.display().to_string(), error })?;
    let means = input::Means {
        folder: &folder,
        jobs: options.jobs(),
        memory_bytes: options.memory_bytes(),
        text_bytes: options.text_bytes(),
        stop: &options.stop,
        progress,
    };
    let drafts = read_articles(&files, config, &means)?;
    Ok(Read { files, skipped, hidden, renamed, drafts })
}

/// Gives articles that were read their ids and corrections, and puts them in order.
///
/// # Errors
/// When nothing can be packed, `--strict` forbids it, or the temporary folder fails.
pub fn gather<'t>(
    options: &Options,
    read: Read,
    tables: &'t Tables,
    scratch: &Scratch,
    report: &mut Report,
) -> Result<Gathered<'t>, PackError> {
    let Read { files, skipped, hidden, renamed, drafts } = read;
    (report.hidden_files, report.skipped, report.renamed) = (hidden, skipped, renamed);
    let Drafts { articles, skipped, decoded, notes, notices, account, kinds, store } = drafts;
    report.skipped.extend(skipped.into_iter().map(|(_, skipped)| skipped));
    report.decoded.extend(decoded.into_iter().map(|(_, decoded)| decoded));
    report.notices.extend(notices.into_iter().map(|(_, notice)| notice));
    report.notes.extend(notes.into_iter().map(|(_, note)| note));
    report.account = account;
    report.kinds = kinds;
    // Which of several files has an id depends on the order of the inputs.
    let taken: HashSet<String> = report.renamed.iter().map(|renamed| renamed.wanted.clone()).collect();
    let taken = taken.iter().map(String::as_str).collect();
    let mut keys = keys_of(articles, &files, &store, report)?;
    let placed = place(options, tables, (&keys, &store), &taken, report)?;
    keys.iter_mut().zip(&placed.row_of).for_each(|(key, row)| key.row = *row);
    tell(options, tables.meta.as_ref(), report)?;
    let path = scratch.path().join(TABLE_NAME);
    write_table(&path, &store, &keys, tables, &placed)
        .map_err(|error| PackError::Write { path: path.display().to_string(), error })?;
    let read = keys.len();
    let mut hides = placed.hidden.iter();
    keys.retain(|_| hides.next() != Some(&true));
    report.hidden_articles = read - keys.len();
    if keys.is_empty() {
        return Err(nothing(options, read, hidden, report));
    }
    let rows = tables.rows();
    Ok(Gathered { corpus: Corpus::new(store, rows, keys), table: path })
}

/// Why there is nothing to pack.
fn nothing(options: &Options, read: usize, hidden: u64, report: &mut Report) -> PackError {
    if let Some(meta) = options.meta.as_deref().filter(|_| read > 0) {
        return PackError::AllHidden { count: read, path: shown(meta) };
    }
    let inputs = options.inputs.iter().map(|i| i.display().to_string()).collect::<Vec<_>>().join(", ");
    PackError::Nothing { inputs, skipped: std::mem::take(&mut report.skipped), hidden }
}

/// Notes what could not be used of the table; with `--strict`, fails for anything that was noted.
fn tell(options: &Options, table: Option<&Table>, report: &mut Report) -> Result<(), PackError> {
    let meta = shown(options.meta.as_deref().unwrap_or(Path::new("")));
    let unread = table.into_iter().flat_map(|table| &table.problems).map(|problem| sentence(&meta, problem));
    report.notices = unread.chain(std::mem::take(&mut report.notices)).collect();
    if let Some(columns) = table.map(|t| &t.extra_columns).filter(|c| !c.is_empty()) {
        report.notes.push(format!("{meta}: columns carried over but not used: {}", columns.join(", ")));
    }
    let faults: Vec<_> = report.faults().cloned().collect();
    let damaged = report.decoded.iter().filter(|decoded| decoded.damage.is_some());
    let damaged: Vec<_> = damaged.map(|one| format!("{}: {}", one.path, one.certainty_sentence())).collect();
    let clean = faults.is_empty() && report.notices.is_empty() && report.renamed.is_empty() && damaged.is_empty();
    if options.strict && !clean {
        let mut notices = report.notices.clone();
        notices.extend(damaged);
        notices.extend(report.renamed.iter().map(|r| format!("{}: the id {} is taken", r.path, r.wanted)));
        return Err(PackError::Strict { count: faults.len() + notices.len(), skipped: faults, notices });
    }
    Ok(())
}

/// Writes a row for every article, hidden ones included, in the order they were read, then the rows that no article has.
fn write_table(path: &Path, store: &Store, keys: &[Key], tables: &Tables, placed: &Placed<'_>) -> std::io::Result<()> {
    let none = Table::default();
    let form = tables.meta.as_ref().unwrap_or(&none);
    let mut writer = TableWriter::new(BufWriter::new(File::create_new(path)?), form)?;
    for (key, hide) in keys.iter().zip(&placed.hidden) {
        let mut article = store.head(key.place).map_err(std::io::Error::other)?;
        let seal = Seal::Of(Fingerprint::of(&article, key.text));
        article.id.clone_from(&key.id);
        let row = key.row.map(|at| &tables.rows()[at]);
        row.into_iter().for_each(|row| correct(&mut article, row));
        writer.row_with(&Row { hide: *hide, seal, ..row_of(&article, row) }, &origin_of(&article))?;
    }
    placed.kept.iter().try_for_each(|row| writer.row(row))?;
    writer.finish()?.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    Ok(())
}
