//! The tables of a pack and the articles that were read: which row corrects which article, what is left out, and whether
//! the pack may go on. A text that a maker wished to hide is never published because a row found nothing.

use super::corpus::Key;
use super::error::PackError;
use super::options::Options;
use super::report::Report;
use super::store::Store;
use super::table::{Fits, Listed, Problem, Row, Table};
use std::collections::HashSet;
use std::path::Path;

/// The tables that a pack knows of.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// The one the maker passed.
    pub meta: Option<Table>,
    /// Others that lie beside the site and hide something.
    pub beside: Vec<Beside>,
}

/// A table beside the site that was not passed.
#[derive(Debug)]
pub(super) struct Beside {
    /// As shown.
    pub path: String,
    /// Its rows.
    pub table: Table,
    /// It was changed since Recto wrote it.
    pub changed: bool,
}

impl Tables {
    /// The rows to apply.
    pub fn rows(&self) -> &[Row] {
        self.meta.as_ref().map_or(&[], |table| &table.rows)
    }
}

/// What the tables mean for the articles, which are numbered as their keys.
#[derive(Debug)]
pub(super) struct Placed<'t> {
    /// The row that corrects each.
    pub row_of: Vec<Option<usize>>,
    /// Whether each is left out.
    pub hidden: Vec<bool>,
    /// Rows that no article has: they stay in the table.
    pub kept: Vec<&'t Row>,
}

/// Finds the article of every row. `shared` are ids that several files would have.
///
/// # Errors
/// When an article that is to be hidden would be published, unless forced; when a head cannot be read back.
pub(super) fn place<'t>(
    options: &Options,
    tables: &'t Tables,
    (keys, store): (&[Key], &Store),
    shared: &HashSet<&str>,
    report: &mut Report,
) -> Result<Placed<'t>, PackError> {
    let needed = tables.meta.is_some() || !tables.beside.is_empty();
    let keyed = keys.iter().filter(|_| needed);
    let listed: Vec<Listed<'_>> =
        keyed.map(|key| Listed { id: &key.id, text: key.text, shared: shared.contains(key.id.as_str()) }).collect();
    let fits = settled(tables.rows(), &listed, keys, store)?;
    let meta = shown(options.meta.as_deref().unwrap_or(Path::new("")));
    let mut told = fits.told();
    if let Some(table) = &tables.meta {
        told.unhidden.extend(table.unread_hides.iter().cloned());
    }
    if !told.unhidden.is_empty() && !options.force {
        let rows = told.unhidden.iter().map(|problem| sentence(&meta, problem)).collect();
        return Err(PackError::Unhidden { path: meta, rows });
    }
    report.notices.extend(told.unhidden.iter().chain(&told.problems).map(|problem| sentence(&meta, problem)));
    report.notes.extend(told.notes.iter().map(|problem| sentence(&meta, problem)));
    if told.spent > 0 {
        let rows = if told.spent == 1 { "1 row".to_owned() } else { format!("{} rows", told.spent) };
        report.notes.push(format!("{meta}: {rows} of articles that are gone corrected nothing and are not kept"));
    }
    for beside in &tables.beside {
        let others = settled(&beside.table.rows, &listed, keys, store)?;
        look_beside(options, beside, &others, &fits, &listed, report)?;
    }
    let articles = 0..keys.len();
    Ok(Placed {
        row_of: articles.clone().map(|at| fits.row_of(at)).collect(),
        hidden: articles.map(|at| fits.hides(at)).collect(),
        kept: fits.kept().collect(),
    })
}

/// Finds the article of every row of one table.
fn settled<'r, 'a>(
    rows: &'r [Row],
    listed: &'a [Listed<'a>],
    keys: &[Key],
    store: &Store,
) -> Result<Fits<'r, 'a>, PackError> {
    let mut fits = Fits::new(rows, listed);
    if fits.wants_titles() {
        for (at, key) in keys.iter().enumerate() {
            fits.see(at, &store.head(key.place)?);
        }
    }
    fits.settle();
    Ok(fits)
}

/// What a table that was not passed wishes to hide is published only where the maker's table says so, or by force.
fn look_beside(
    options: &Options,
    beside: &Beside,
    others: &Fits<'_, '_>,
    fits: &Fits<'_, '_>,
    listed: &[Listed<'_>],
    report: &mut Report,
) -> Result<(), PackError> {
    let path = &beside.path;
    let mut rows: Vec<String> =
        others.hidden().filter(|at| !fits.hides(*at)).map(|at| listed[at].id.to_owned()).collect();
    if options.meta.is_some() && !beside.changed {
        // Recto wrote it by an earlier table; the one passed now wins.
        report.notes.extend(rows.iter().map(|id| format!("{id} was hidden by the last pack and is published now")));
        return Ok(());
    }
    let unsure = others.told().unhidden;
    rows.extend(unsure.iter().chain(&beside.table.unread_hides).map(|problem| sentence(path, problem)));
    if rows.is_empty() {
        return Ok(());
    }
    if !options.force {
        return Err(PackError::HiddenBeside { path: path.clone(), rows });
    }
    report
        .notices
        .extend(rows.iter().map(|row| format!("hidden by {path}, which is not passed, and published: {row}")));
    Ok(())
}

pub(super) fn sentence(path: &str, problem: &Problem) -> String {
    format!("{path}, line {}: {} (hint: {})", problem.line, problem.message, problem.hint)
}

pub(super) fn shown(path: &Path) -> String {
    path.display().to_string()
}
