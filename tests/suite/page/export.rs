//! Exports: the file a button makes holds every row of the answer, and says what was asked.

use super::context::show_tab;
use super::declared::journeys;
use super::find::search;
use super::journey::{Form, Journey};
use super::page::Page;
use serde_json::{Value, json};

/// Keeps the text of every file that the page hands to the browser.
const KEEP_FILES: &str = "window.files = []; const own = URL.createObjectURL; \
    URL.createObjectURL = (file) => { file.arrayBuffer().then((bytes) => files.push([...new Uint8Array(bytes).slice(0, 3), \
      new TextDecoder().decode(bytes)])); return own.call(URL, file); };";

/// The first bytes and the rows of the file that a button makes.
#[track_caller]
pub fn exported(page: &Page, part: &str) -> (Value, Vec<String>) {
    page.script(KEEP_FILES, Value::Null);
    page.click(part);
    let file = page.wait_script("the file", "return files[0] || null;", Value::Null);
    let text = file[3].as_str().expect("text").trim_start_matches('\u{feff}').to_owned();
    // No row of the sample has a line break in it.
    (json!([file[0], file[1], file[2]]), text.split("\r\n").filter(|row| !row.is_empty()).map(String::from).collect())
}

fn every_row_is_in_the_file(journey: &Journey) {
    let query = "đại hội";
    let lines = journey.site.ask("concordance", &["--", query]);
    let results = journey.site.ask("search", &["--limit", "1000", "--", query]);
    for &form in journey.forms() {
        if form == Form::Sandboxed {
            // Such a frame may not download.
            continue;
        }
        let opened = journey.open(form, "");
        let page = &opened.page;
        search(page, &journey.site, query);
        let (mark, rows) = exported(page, "export-results");
        assert_eq!(mark, json!([0xef, 0xbb, 0xbf]), "a spreadsheet knows UTF-8 by its mark");
        let articles = results["results"].as_array().expect("results");
        assert_eq!(rows.len(), articles.len() + 1, "a row an article, and the names");
        for (row, article) in rows[1..].iter().zip(articles) {
            assert!(row.contains(article["id"].as_str().expect("an id")), "{row} is not of {}", article["id"]);
            assert!(row.contains(query), "{row} does not say what was asked");
        }
        show_tab(page, "context");
        page.wait_shown("line");
        let (_, rows) = exported(page, "export-lines");
        let lines = lines["lines"].as_array().expect("lines");
        assert_eq!(rows.len(), lines.len() + 1, "a row a line, and the names");
        opened.page.finish();
    }
}

journeys!(Sample: every_row_is_in_the_file);
