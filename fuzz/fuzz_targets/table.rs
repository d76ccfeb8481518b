//! Any text as articles.csv: read with its problems told, or refused; applied to articles; written and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recto::article::Article;
use recto::pack::table::{Cell, Fingerprint, Fits, Listed, Row, Seal, TableWriter, correct, read_table, row_of};

fuzz_target!(|text: &str| {
    let Ok(table) = read_table(text) else { return };
    let listed = ["a.txt", "b.txt", "c.md"].map(|id| Listed { id, text: Default::default(), shared: id == "c.md" });
    let mut fits = Fits::new(&table.rows, &listed);
    let head = |id: &str| Article { id: id.to_owned(), untitled: true, ..Article::default() };
    if fits.wants_titles() {
        listed.iter().enumerate().for_each(|(at, one)| fits.see(at, &head(one.id)));
    }
    fits.settle();
    let told = fits.told();
    assert!(told.unhidden.len() + told.problems.len() + told.spent <= table.rows.len() + listed.len());
    let mut writer = TableWriter::new(Vec::new(), &table).expect("memory takes a table");
    let mut rows: Vec<Row> = Vec::new();
    for (at, one) in listed.iter().enumerate() {
        let mut article = head(one.id);
        let seal = Seal::Of(Fingerprint::of(&article, one.text));
        let row = fits.row_of(at).map(|row| &table.rows[row]);
        row.into_iter().for_each(|row| correct(&mut article, row));
        rows.push(Row { hide: fits.hides(at), seal, ..row_of(&article, row) });
    }
    rows.extend(fits.kept().cloned());
    rows.iter().for_each(|row| writer.row(row).expect("memory takes a row"));
    let written = writer.finish().expect("memory takes an end");
    let written = std::str::from_utf8(&written).expect("a table is text");
    let again = read_table(written).expect("what was written reads back");
    let title = |row: &Row| match &row.title {
        Cell::Set(title) | Cell::Found(title) => Some(title.clone()),
        Cell::Keep | Cell::Clear => None,
    };
    let plain = |row: &Row| (row.id.clone(), title(row), row.hide);
    assert_eq!(again.rows.iter().map(plain).collect::<Vec<_>>(), rows.iter().map(plain).collect::<Vec<_>>());
});
