//! Applies corrections to articles, one by one: the maker's word wins over everything detected.

use super::{Cell, Problem, Row, Table};
use crate::article::{Article, Date, DateOrigin, retitle};
use crate::text::facet_value;
use std::collections::HashMap;

/// The rows of a table by the id they correct, and which of them found their article.
#[derive(Debug, Default)]
pub struct Corrections<'t> {
    rows: &'t [Row],
    by_id: HashMap<&'t str, usize>,
    used: Vec<bool>,
}

impl<'t> Corrections<'t> {
    /// The rows of a table; none without one.
    pub fn new(table: Option<&'t Table>) -> Self {
        let rows = table.map_or(&[][..], |table| &table.rows);
        let by_id = rows.iter().enumerate().map(|(at, row)| (row.id.as_str(), at)).collect();
        Self { rows, by_id, used: vec![false; rows.len()] }
    }

    /// Takes the row that corrects an article, as an index.
    pub fn of(&mut self, id: &str) -> Option<usize> {
        let at = self.by_id.get(id).copied()?;
        self.used[at] = true;
        Some(at)
    }

    /// The rows that no article took: they are kept in the table and change nothing.
    pub fn unused(&self) -> impl Iterator<Item = &'t Row> {
        self.rows.iter().zip(&self.used).filter(|(_, used)| !**used).map(|(row, _)| row)
    }

    /// What there is to say of the rows that no article took.
    pub fn problems(&self) -> Vec<Problem> {
        let problem = |row: &Row| Problem {
            line: row.line,
            message: format!("no article has the id {}: the row is kept but changes nothing", row.id),
            hint: "an id is the file's path below the input, or the record's own, as articles.csv gives it",
        };
        self.unused().map(problem).collect()
    }
}

impl Row {
    /// The date of an article whose date was detected as given.
    pub fn corrected_date(&self, detected: Option<Date>) -> Option<Date> {
        match self.date {
            Cell::Keep => detected,
            Cell::Clear => None,
            // The table shows days: the same day keeps the minute that was detected.
            Cell::Set(date) if detected.is_some_and(|d| d.to_string() == date.to_string()) => detected,
            Cell::Set(date) => Some(date),
        }
    }
}

/// Corrects an article: the maker's word wins over everything detected.
pub fn correct(article: &mut Article, row: &Row) {
    // A table that merely repeats the first sentence makes no headline of it.
    if let Cell::Set(title) = &row.title {
        retitle(article, title);
    }
    let date = row.corrected_date(article.date);
    if date != article.date {
        (article.date, article.date_origin) = (date, DateOrigin::Given);
    }
    set(&mut article.source, &row.source);
    set(&mut article.url, &row.url);
    set(&mut article.category, &row.category);
    set(&mut article.author, &row.author);
    for facet in [&mut article.source, &mut article.category] {
        *facet = facet.as_deref().map(facet_value).filter(|value| !value.is_empty());
    }
}

fn set(value: &mut Option<String>, cell: &Cell<String>) {
    match cell {
        Cell::Keep => {}
        Cell::Clear => *value = None,
        Cell::Set(text) => *value = Some(text.clone()),
    }
}

/// The row of an article, corrected already, that carries every correction over.
pub fn row_of(article: &Article, correction: Option<&Row>) -> Row {
    let cell = |value: &Option<String>, was: Option<&Cell<String>>| match value {
        Some(text) => Cell::Set(text.clone()),
        None if was == Some(&Cell::Clear) => Cell::Clear,
        None => Cell::Keep,
    };
    Row {
        line: 0,
        id: article.id.clone(),
        title: if article.untitled { Cell::Keep } else { Cell::Set(article.title.clone()) },
        date: match article.date {
            Some(date) => Cell::Set(Date { minute: None, ..date }),
            None if correction.is_some_and(|row| row.date == Cell::Clear) => Cell::Clear,
            None => Cell::Keep,
        },
        source: cell(&article.source, correction.map(|row| &row.source)),
        url: cell(&article.url, correction.map(|row| &row.url)),
        category: cell(&article.category, correction.map(|row| &row.category)),
        author: cell(&article.author, correction.map(|row| &row.author)),
        hide: correction.is_some_and(|row| row.hide),
        extra: correction.map(|row| row.extra.clone()).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::table::{TableWriter, read_table};

    fn article(id: &str, title: &str, date: Option<&str>) -> Article {
        let date = date.map(|d| Date { minute: Some(625), ..d.parse().unwrap() });
        let author = Some("Người Viết".into());
        Article { id: id.into(), title: title.into(), date, source: Some("Báo".into()), author, ..Article::default() }
    }

    #[test]
    fn corrections_win_and_come_back() {
        let mut articles =
            vec![article("a", "Sai", Some("2021-01-24")), article("b", "B", Some("2020-01")), article("c", "C", None)];
        let text = "id,title,date,source,category,author,hide,note\na,Đúng,2021-01-24,none,Văn hoá,none,,giữ\n\
            b,,none,,,,no,\nc,,,,,,yes,\nd,,,,,,,\n";
        let table = read_table(text).unwrap();
        let mut corrections = Corrections::new(Some(&table));
        let mut rows = Vec::new();
        for article in &mut articles {
            let row = corrections.of(&article.id).map(|at| &table.rows[at]);
            row.into_iter().for_each(|row| correct(article, row));
            rows.push(row_of(article, row));
        }
        rows.extend(corrections.unused().cloned());
        assert_eq!(corrections.problems().iter().map(|p| p.line).collect::<Vec<_>>(), [5]);
        assert_eq!(rows.iter().map(|row| row.hide).collect::<Vec<_>>(), [false, false, true, false]);
        let seen: Vec<_> = articles.iter().map(|a| (a.title.as_str(), a.date, a.source.as_deref())).collect();
        assert_eq!(seen[0].0, "Đúng");
        assert_eq!(seen[0].1.and_then(|d| d.minute), Some(625), "the same day keeps its minute");
        assert_eq!((seen[0].2, seen[1].1, seen[1].2), (None, None, Some("Báo")));
        let seen: Vec<_> = articles.iter().map(|a| (a.category.as_deref(), a.author.as_deref())).collect();
        assert_eq!(seen[..2], [(Some("Văn hoá"), None), (None, Some("Người Viết"))]);
        let mut writer = TableWriter::new(Vec::new(), &table).unwrap();
        rows.iter().for_each(|row| writer.row(row).unwrap());
        let written = writer.finish().unwrap();
        let again = read_table(std::str::from_utf8(&written).unwrap()).unwrap();
        let plain = |mut row: Row| {
            row.line = 0;
            row.extra.resize(1, String::new());
            row
        };
        let again: Vec<_> = again.rows.into_iter().map(plain).collect();
        assert_eq!(again, rows.into_iter().map(plain).collect::<Vec<_>>());
    }
}
