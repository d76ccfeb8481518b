//! Applies corrections to articles, one by one: the maker's word wins over everything detected.

use super::fingerprint::Seal;
use super::{Cell, Row};
use crate::article::{Article, Date, DateOrigin, retitle};
use crate::text::facet_value;

impl Row {
    /// Whether it says anything that was not found: a correction, a wish to hide, a note of the maker's own.
    pub fn says_something(&self) -> bool {
        let text = |cell: &Cell<String>| matches!(cell, Cell::Set(_) | Cell::Clear);
        let cells = [&self.title, &self.source, &self.url, &self.category, &self.author];
        self.hide
            || matches!(self.date, Cell::Set(_) | Cell::Clear)
            || cells.into_iter().any(text)
            || self.extra.iter().any(|cell| !cell.trim().is_empty())
    }

    /// The date of an article whose date was detected as given.
    pub fn corrected_date(&self, detected: Option<Date>) -> Option<Date> {
        match self.date {
            Cell::Keep | Cell::Found(_) => detected,
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
        (article.date, article.date_origin) = (date, DateOrigin::Table);
        article.file_date = article.file_date.filter(|_| date.is_none());
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
        Cell::Keep | Cell::Found(_) => {}
        Cell::Clear => *value = None,
        Cell::Set(text) => *value = Some(text.clone()),
    }
}

/// The row of an article, corrected already, that carries every correction over; without a fingerprint.
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
        seal: Seal::None,
    }
}

/// Where the date of an article comes from, for its row; of an undated one the day its file was made.
pub fn origin_of(article: &Article) -> String {
    match (article.date, article.file_date) {
        (Some(_), _) => article.date_origin.name().to_owned(),
        (None, Some(made)) => format!("{} {made}", DateOrigin::FileDate.name()),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::content::ContentDigest;
    use crate::pack::table::Table;
    use crate::pack::table::fingerprint::Fingerprint;
    use crate::pack::table::read::read_table;
    use crate::pack::table::write::TableWriter;

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
            b,,none,,,,no,\nc,,,,,,yes,\n";
        let table = read_table(text).unwrap();
        let mut rows = Vec::new();
        for article in &mut articles {
            let row = table.rows.iter().find(|row| row.id == article.id);
            row.into_iter().for_each(|row| correct(article, row));
            rows.push(row_of(article, row));
        }
        assert_eq!(rows.iter().map(|row| row.hide).collect::<Vec<_>>(), [false, false, true]);
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

    #[test]
    fn rows_tell_where_dates_come_from() {
        let mut found = Article { date_origin: DateOrigin::FileName, ..article("a", "A", Some("2021-03-04")) };
        assert_eq!(origin_of(&found), "file-name");
        let row = &read_table("id,date\na,2021-03-05\n").unwrap().rows[0];
        correct(&mut found, row);
        assert_eq!(origin_of(&found), "table");
        let mut made = Article { file_date: "2026-03-01".parse().ok(), ..article("a", "A", None) };
        assert_eq!(origin_of(&made), "file-date 2026-03-01");
        correct(&mut made, row);
        assert_eq!((origin_of(&made), made.file_date), ("table".to_owned(), None));
        assert_eq!(origin_of(&article("b", "B", None)), "");
    }

    #[test]
    fn what_repeats_what_was_found_corrects_nothing() {
        let found = article("a", "Chợ phiên", Some("2021-01-24"));
        let seal = Seal::Of(Fingerprint::of(&found, ContentDigest::default()));
        let mut writer = TableWriter::new(Vec::new(), &Table::default()).unwrap();
        writer.row(&Row { seal, ..row_of(&found, None) }).unwrap();
        let written = String::from_utf8(writer.finish().unwrap()).unwrap();
        let read = |text: &str| read_table(text).unwrap().rows.remove(0);
        let row = read(&written);
        assert!(!row.says_something(), "{row:?}");
        // Found otherwise since: the row says nothing against it.
        let mut other = Article { source: None, ..article("a", "Chợ đêm", Some("2022")) };
        let before = other.clone();
        correct(&mut other, &row);
        assert_eq!(other, before);
        // As a spreadsheet saves it, and with one cell corrected.
        let row = read(&written.replace("2021-01-24", "24/01/2021").replace("Người Viết", "Người Khác"));
        assert_eq!(
            (&row.date, &row.author),
            (&Cell::Found(Date { minute: None, ..found.date.unwrap() }), &Cell::Set("Người Khác".into()))
        );
        correct(&mut other, &row);
        assert_eq!(other, Article { author: Some("Người Khác".into()), ..before });
        assert!(read("id,hide\na,yes\n").says_something() && read("id,note\na,x\n").says_something());
    }
}
