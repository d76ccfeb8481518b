//! Any text as articles.csv: read with its problems told, or refused; applied to articles; written and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recto::article::Article;
use recto::pack::table::{Corrections, Row, TableWriter, correct, read_table, row_of};

fuzz_target!(|text: &str| {
    let Ok(table) = read_table(text) else { return };
    let mut corrections = Corrections::new(Some(&table));
    let mut writer = TableWriter::new(Vec::new(), &table).expect("memory takes a table");
    let mut rows: Vec<Row> = Vec::new();
    for id in ["a.txt", "b.txt", "c.md"] {
        let mut article = Article { id: id.to_owned(), untitled: true, ..Article::default() };
        let row = corrections.of(id).map(|at| &table.rows[at]);
        row.into_iter().for_each(|row| correct(&mut article, row));
        rows.push(row_of(&article, row));
    }
    rows.extend(corrections.unused().cloned());
    rows.iter().for_each(|row| writer.row(row).expect("memory takes a row"));
    let written = writer.finish().expect("memory takes an end");
    let written = std::str::from_utf8(&written).expect("a table is text");
    let again = read_table(written).expect("what was written reads back");
    let plain = |row: &Row| (row.id.clone(), row.title.clone(), row.date.clone(), row.hide);
    assert_eq!(again.rows.iter().map(plain).collect::<Vec<_>>(), rows.iter().map(plain).collect::<Vec<_>>());
});
