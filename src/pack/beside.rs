//! The tables that lie beside a site: which of them is its own, and which hide something. Nothing here writes.

use super::corrections::Beside;
use super::error::PackError;
use super::input;
use super::publish::State;
use super::table::{Seal, read_table};
use crate::site::{Record, RecordTable, sha256_file, sha256_hex};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The table of a site that stands alone.
pub const TABLE_NAME: &str = "articles.csv";

/// Where the table of a site goes: `articles.csv` beside it, unless that is the table of another site there. Two sites in
/// one folder have a table each, the second one by the name of its site.
pub fn table_of(out: &Path, parent: &Path) -> PathBuf {
    let alone = parent.join(TABLE_NAME);
    let Some(site) = out.file_name() else { return alone };
    let named = format!("{}.{TABLE_NAME}", site.to_string_lossy());
    let own = tables_of(out);
    if own.iter().any(|table| table.name == named) {
        return parent.join(named);
    }
    let Ok(there) = sha256_file(&alone) else { return alone };
    let of_alone = |table: &&RecordTable| table.name == TABLE_NAME;
    let others: Vec<RecordTable> =
        neighbours(out, parent).iter().flat_map(|site| tables_of(site)).filter(|table| of_alone(&table)).collect();
    let wrote = |tables: &[RecordTable]| tables.iter().filter(of_alone).any(|table| table.sha256 == there);
    // Two sites that both wrote it, before each had its own: it is the one's whose rows are in it.
    let ours = own.iter().any(|table| of_alone(&table)) && (wrote(&own) || !wrote(&others));
    if others.is_empty() || ours { alone } else { parent.join(named) }
}

/// Whether another table may take the place of one that no site is known to have: each of its rows is as Recto wrote it for
/// an article, and repeats what was found. Such a table is what is left of a site that was deleted.
pub fn says_nothing(csv: &Path, out: &Path) -> bool {
    let (Some(folder), Some(name)) = (csv.parent(), csv.file_name()) else { return false };
    let has_it = |site: &PathBuf| tables_of(site).iter().any(|table| name == table.name.as_str());
    if neighbours(out, folder).iter().any(has_it) {
        return false;
    }
    let text = fs::read(csv).ok().and_then(|bytes| input::decode(bytes).ok());
    text.and_then(|text| read_table(&text).ok()).is_some_and(|table| {
        table.was_read_whole()
            && table.extra_columns.is_empty()
            && !table.rows.is_empty()
            && table.rows.iter().all(|row| matches!(row.seal, Seal::Of(_)) && !row.says_something())
    })
}

/// Other folders beside a site, which may be sites.
fn neighbours(out: &Path, parent: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(parent).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(|path| path != out && path.is_dir()).collect()
}

fn tables_of(site: &Path) -> Vec<RecordTable> {
    Record::read(site).ok().flatten().map(|record| record.tables).unwrap_or_default()
}

/// The tables of a site other than the one that was passed that hide something: at the places given, which are the table's
/// and its spare ones, and where an earlier pack wrote. Of those that are as Recto wrote them, only the last one counts.
///
/// # Errors
/// When one is there and cannot be read.
pub fn hiding(
    places: impl Iterator<Item = PathBuf>,
    folders: &[&Path],
    meta: Option<&Path>,
    state: &State,
) -> Result<Vec<Beside>, PackError> {
    let ours = state.record().tables;
    let mut paths: Vec<PathBuf> = places.collect();
    for folder in folders {
        paths.extend(ours.iter().map(|table| folder.join(&table.name)));
    }
    paths.sort();
    paths.dedup();
    let mut found = Vec::new();
    for path in paths.into_iter().filter(|path| Some(path.as_path()) != meta) {
        let shown = path.display().to_string();
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(PackError::Read { path: shown, error }),
        };
        let sha256 = sha256_hex(&bytes);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let written = ours.iter().position(|table| table.name == name && table.sha256 == sha256);
        if written.is_some_and(|at| at + 1 < ours.len()) {
            continue;
        }
        // What is no table hides nothing.
        let Some(mut table) = input::decode(bytes).ok().and_then(|text| read_table(&text).ok()) else { continue };
        table.rows.retain(|row| row.hide);
        if !(table.rows.is_empty() && table.unread_hides.is_empty()) {
            found.push(Beside { path: shown, table, changed: written.is_none() });
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Makes a folder with sites and tables: `NAME: table=content …`; says which table the site `a` has.
    fn check(tables: &[(&str, &str)], sites: &[(&str, &[(&str, &str)])], expected: &str) {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in tables {
            fs::write(folder.path().join(name), content).unwrap();
        }
        for (site, tables) in sites {
            let table = |(name, content): &(&str, &str)| RecordTable {
                name: (*name).to_owned(),
                sha256: sha256_hex(content.as_bytes()),
            };
            fs::create_dir(folder.path().join(site)).unwrap();
            let record = Record::new("c", Vec::new(), tables.iter().map(table).collect());
            fs::write(folder.path().join(site).join("recto.json"), record.to_bytes()).unwrap();
        }
        fs::create_dir(folder.path().join("texts")).unwrap();
        let found = table_of(&folder.path().join("a"), folder.path());
        assert_eq!(found, folder.path().join(expected), "{tables:?} {sites:?}");
    }

    #[test]
    fn a_site_alone_has_the_plain_name_and_a_second_one_its_own() {
        check(&[], &[], "articles.csv");
        check(&[("articles.csv", "1")], &[], "articles.csv");
        check(&[("articles.csv", "1")], &[("a", &[("articles.csv", "1")])], "articles.csv");
        check(&[("articles.csv", "changed")], &[("a", &[("articles.csv", "1")])], "articles.csv");
        check(&[("articles.csv", "1")], &[("b", &[("articles.csv", "1")])], "a.articles.csv");
        check(&[("articles.csv", "changed")], &[("b", &[("articles.csv", "1")])], "a.articles.csv");
        check(&[], &[("b", &[("articles.csv", "1")])], "articles.csv");
        check(&[("articles.csv", "1")], &[("b", &[("b.articles.csv", "1")])], "articles.csv");
        check(&[], &[("a", &[("a.articles.csv", "1")])], "a.articles.csv");
        // Of an earlier version: the second table was set aside as if the first had been changed.
        let b: (&str, &[(&str, &str)]) = ("b", &[("articles.csv", "1")]);
        check(&[("articles.csv", "1")], &[b, ("a", &[("articles.new.csv", "2")])], "a.articles.csv");
        check(&[("articles.csv", "1")], &[b, ("a", &[("articles.csv", "2")])], "a.articles.csv");
        check(&[("articles.csv", "2")], &[b, ("a", &[("articles.csv", "2")])], "articles.csv");
        check(&[("articles.csv", "changed")], &[b, ("a", &[("articles.csv", "2")])], "articles.csv");
    }
}
