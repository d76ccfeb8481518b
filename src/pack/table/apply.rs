//! Applies corrections to articles: the maker's word wins over everything detected.

use super::{Cell, Problem, Row, Table};
use crate::article::{Article, Date};
use std::collections::BTreeMap;

/// What came of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// A row for every article, hidden ones included, then the rows of unknown ids: what is written next.
    pub rows: Vec<Row>,
    /// Articles left out.
    pub hidden: usize,
    /// Rows of ids that no article has.
    pub problems: Vec<Problem>,
}

/// Corrects the articles and takes the hidden ones out. The rows it returns carry every correction over.
pub fn apply(table: Option<&Table>, articles: &mut Vec<Article>) -> Applied {
    let mut applied = Applied::default();
    let mut corrections: BTreeMap<&str, &Row> =
        table.into_iter().flat_map(|t| &t.rows).map(|row| (row.id.as_str(), row)).collect();
    articles.retain_mut(|article| {
        let correction = corrections.remove(article.id.as_str());
        if let Some(row) = correction {
            correct(article, row);
        }
        applied.rows.push(row_of(article, correction));
        let hide = correction.is_some_and(|row| row.hide);
        applied.hidden += usize::from(hide);
        !hide
    });
    for row in table.into_iter().flat_map(|t| &t.rows).filter(|row| corrections.contains_key(row.id.as_str())) {
        applied.rows.push(row.clone());
        applied.problems.push(Problem {
            line: row.line,
            message: format!("no article has the id {}: the row is kept but changes nothing", row.id),
            hint: "an id is the file's path below the input, as articles.csv gives it",
        });
    }
    applied
}

fn correct(article: &mut Article, row: &Row) {
    if let Cell::Set(title) = &row.title {
        // A table that merely repeats the first sentence makes no headline of it.
        article.untitled &= *title == article.title;
        article.title.clone_from(title);
    }
    match row.date {
        Cell::Keep => {}
        Cell::Clear => article.date = None,
        // The table shows days: the same day keeps the minute that was detected.
        Cell::Set(date) if article.date.is_some_and(|d| d.to_string() == date.to_string()) => {}
        Cell::Set(date) => article.date = Some(date),
    }
    set(&mut article.source, &row.source);
    set(&mut article.url, &row.url);
}

fn set(value: &mut Option<String>, cell: &Cell<String>) {
    match cell {
        Cell::Keep => {}
        Cell::Clear => *value = None,
        Cell::Set(text) => *value = Some(text.clone()),
    }
}

fn row_of(article: &Article, correction: Option<&Row>) -> Row {
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
        hide: correction.is_some_and(|row| row.hide),
        extra: correction.map(|row| row.extra.clone()).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::table::{read_table, write_table};

    fn article(id: &str, title: &str, date: Option<&str>) -> Article {
        let date = date.map(|d| crate::article::Date { minute: Some(625), ..d.parse().unwrap() });
        Article { id: id.into(), title: title.into(), date, source: Some("Báo".into()), ..Article::default() }
    }

    #[test]
    fn corrections_win_and_come_back() {
        let mut articles =
            vec![article("a", "Sai", Some("2021-01-24")), article("b", "B", Some("2020-01")), article("c", "C", None)];
        let text = "id,title,date,source,hide,note\na,Đúng,2021-01-24,none,,giữ\nb,,none,,no,\nc,,,,yes,\nd,,,,,\n";
        let table = read_table(text).unwrap();
        let applied = apply(Some(&table), &mut articles);
        assert_eq!(applied.hidden, 1);
        assert_eq!(applied.problems.len(), 1);
        assert_eq!(applied.problems[0].line, 5);
        let seen: Vec<_> = articles.iter().map(|a| (a.title.as_str(), a.date, a.source.as_deref())).collect();
        assert_eq!(seen[0].0, "Đúng");
        assert_eq!(seen[0].1.and_then(|d| d.minute), Some(625), "the same day keeps its minute");
        assert_eq!((seen[0].2, seen[1].1, seen[1].2), (None, None, Some("Báo")));
        let written = write_table(&applied.rows, &table.extra_columns, table.delimiter);
        let again = read_table(std::str::from_utf8(&written).unwrap()).unwrap();
        let rows: Vec<_> = again.rows.into_iter().map(|row| Row { line: 0, ..row }).collect();
        let with_note = |mut row: Row| {
            row.line = 0;
            row.extra.resize(1, String::new());
            row
        };
        assert_eq!(rows, applied.rows.into_iter().map(with_note).collect::<Vec<_>>());
    }
}
