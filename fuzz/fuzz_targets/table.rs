//! Any text as articles.csv: read with its problems told, or refused; applied to articles; written and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recto::article::Article;
use recto::pack::table::{apply, read_table};

fuzz_target!(|text: &str| {
    if let Ok(table) = read_table(text) {
        let ids = ["a.txt", "b.txt", "c.md"];
        let mut articles: Vec<Article> =
            ids.iter().map(|id| Article { id: (*id).to_owned(), ..Article::default() }).collect();
        apply(Some(&table), &mut articles);
    }
});
