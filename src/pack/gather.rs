//! The first pass: reads every file, gives each article an id of its own, finds its correction, and writes the table of
//! articles. Texts go to disk; only keys stay.

use super::corpus::{Corpus, Key};
use super::input::{Drafts, Renamed, Walk, read_articles};
use super::scratch::Scratch;
use super::store::Store;
use super::table::{Corrections, Problem, Row, Table, TableWriter, correct, row_of};
use super::{Config, Options, PackError, Progress, Report, input};
use std::collections::HashMap;
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

/// Reads, extracts and corrects.
///
/// # Errors
/// When nothing can be packed, `--strict` forbids it, or the temporary folder fails.
pub fn gather<'t>(
    options: &Options,
    walk: Walk,
    config: &Config,
    table: Option<&'t Table>,
    scratch: &Scratch,
    report: &mut Report,
    progress: &dyn Progress,
) -> Result<Gathered<'t>, PackError> {
    let Walk { files, skipped, hidden, renamed } = walk;
    (report.hidden_files, report.skipped, report.renamed) = (hidden, skipped, renamed);
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
    let Drafts { articles, skipped, decoded, store } = read_articles(&files, &config.input, &means)?;
    report.skipped.extend(skipped);
    report.decoded.extend(decoded);
    let mut corrections = Corrections::new(table);
    let mut keys = named(articles, &files, report);
    keys.iter_mut().for_each(|key| key.row = corrections.of(&key.id));
    let rows = table.map_or(&[][..], |table| &table.rows);
    tell(options, table, &corrections, report)?;
    let path = scratch.path().join(TABLE_NAME);
    write_table(&path, &store, &keys, rows, &corrections, table)
        .map_err(|error| PackError::Write { path: path.display().to_string(), error })?;
    let read = keys.len();
    keys.retain(|key| key.row.is_none_or(|row| !rows[row].hide));
    report.hidden_articles = read - keys.len();
    if keys.is_empty() {
        let inputs = options.inputs.iter().map(|i| i.display().to_string()).collect::<Vec<_>>().join(", ");
        return Err(PackError::Nothing { inputs, skipped: std::mem::take(&mut report.skipped), hidden });
    }
    Ok(Gathered { corpus: Corpus::new(store, rows, keys), table: path })
}

/// Gives every article an id that no other has; one whose id is taken is noted.
fn named(articles: Vec<input::Drafted>, files: &[input::Found], report: &mut Report) -> Vec<Key> {
    let mut taken: HashMap<String, u32> = HashMap::with_capacity(articles.len());
    let mut keys = Vec::with_capacity(articles.len());
    for input::Drafted { id: wanted, date, text_bytes, place, file } in articles {
        let mut id = wanted.clone();
        if taken.contains_key(&id) {
            let mut copy = taken[&wanted];
            while taken.contains_key(&id) {
                copy += 1;
                id = format!("{wanted}~{copy}");
            }
            taken.insert(wanted.clone(), copy);
            let path = files[file].path.display().to_string();
            report.renamed.push(Renamed { path, wanted, id: id.clone() });
        }
        taken.insert(id.clone(), 1);
        keys.push(Key { id, date, text_bytes, place, row: None });
    }
    keys
}

/// Notes what could not be used of the table; with `--strict`, fails for anything that was noted.
fn tell(
    options: &Options,
    table: Option<&Table>,
    corrections: &Corrections<'_>,
    report: &mut Report,
) -> Result<(), PackError> {
    let meta = options.meta.as_deref().unwrap_or(Path::new("")).display().to_string();
    let sentence = |p: &Problem| format!("{meta}, line {}: {} (hint: {})", p.line, p.message, p.hint);
    let unused = corrections.problems();
    report.notices.extend(table.into_iter().flat_map(|t| &t.problems).chain(&unused).map(sentence));
    if let Some(columns) = table.map(|t| &t.extra_columns).filter(|c| !c.is_empty()) {
        report.notes.push(format!("{meta}: columns carried over but not used: {}", columns.join(", ")));
    }
    let faults: Vec<_> = report.faults().cloned().collect();
    if options.strict && (!faults.is_empty() || !report.notices.is_empty() || !report.renamed.is_empty()) {
        let mut notices = report.notices.clone();
        notices.extend(report.renamed.iter().map(|r| format!("{}: the id {} is taken", r.path, r.wanted)));
        return Err(PackError::Strict { count: faults.len() + notices.len(), skipped: faults, notices });
    }
    Ok(())
}

/// Writes a row for every article, hidden ones included, in the order they were read, then the rows that no article has.
fn write_table(
    path: &Path,
    store: &Store,
    keys: &[Key],
    rows: &[Row],
    corrections: &Corrections<'_>,
    form: Option<&Table>,
) -> std::io::Result<()> {
    let none = Table::default();
    let mut writer = TableWriter::new(BufWriter::new(File::create_new(path)?), form.unwrap_or(&none))?;
    for key in keys {
        let mut article = store.head(key.place).map_err(std::io::Error::other)?;
        article.id.clone_from(&key.id);
        let row = key.row.map(|at| &rows[at]);
        row.into_iter().for_each(|row| correct(&mut article, row));
        writer.row(&row_of(&article, row))?;
    }
    corrections.unused().try_for_each(|row| writer.row(row))?;
    writer.finish()?.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::input::{Drafted, Found};
    use crate::pack::store::StoreWriter;

    fn check(wanted: &[&str], expected: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        let place = StoreWriter::new(folder.path(), 0).unwrap().append(&crate::article::Article::default()).unwrap();
        let draft = |id: &&str| Drafted { id: (*id).to_owned(), date: None, text_bytes: 0, place, file: 0 };
        let files = [Found { path: "all.jsonl".into(), id: "all.jsonl".into() }];
        let mut report = Report::default();
        let keys = named(wanted.iter().map(draft).collect(), &files, &mut report);
        assert_eq!(keys.iter().map(|key| key.id.as_str()).collect::<Vec<_>>(), expected);
        let renamed = wanted.iter().zip(expected).filter(|(a, b)| a != b).count();
        assert_eq!(report.renamed.len(), renamed, "{:?}", report.renamed);
    }

    #[test]
    fn every_article_has_an_id_of_its_own() {
        check(&["a", "b", "a", "a", "b"], &["a", "b", "a~2", "a~3", "b~2"]);
        check(&["a", "a~2", "a", "a", "a~2"], &["a", "a~2", "a~3", "a~4", "a~2~2"]);
        check(&["", ""], &["", "~2"]);
    }
}
