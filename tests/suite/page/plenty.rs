//! More than a page shows and a file holds: lines past the two thousand of a page, rows past the fifty thousand of a file; and
//! what only much text can tell, words that are used alike.

use super::context::show_tab;
use super::declared::journeys;
use super::export::exported;
use super::find::{numbers, search};
use super::journey::{Form, Journey, Opened};
use super::page::Page;
use std::fmt::Write as _;
use std::time::Duration;

const WORD: &str = "sông";
const ARTICLES: usize = 60;
const PLACES: usize = 900;
/// Lines of a page, as the page has them.
const PAGE_LINES: u64 = 2000;
/// Rows of a file, as the page has them.
const FILE_ROWS: u64 = 50_000;

/// Articles that say one word again and again, as JSON lines.
pub fn articles() -> Vec<(&'static str, String)> {
    let mut lines = String::new();
    for article in 0..ARTICLES {
        let mut text: String = (0..PLACES).map(|place| format!("{WORD} {}. ", place * 7 + article)).collect();
        (0..24).for_each(|place| text.push_str(&alike(article, place)));
        let _ = writeln!(lines, r#"{{"id":"b{article:02}","title":"Bài {article}","text":"Bài {article}\n\n{text}"}}"#);
    }
    vec![("plenty.jsonl", lines)]
}

/// A sentence with one of two words that stand among the same others, or one of two others.
fn alike(article: usize, place: usize) -> String {
    let (first, second) = (["boat", "ship", "cook", "chef"][place % 4], article + place / 4);
    let before = [["old", "grey", "slow", "long", "swift"], ["young", "busy", "merry", "calm", "clever"]];
    let after = [["sails", "drifts", "sinks", "anchors", "departs"], ["stirs", "tastes", "salts", "bakes", "serves"]];
    let (kind, filler) = (place % 4 / 2, char::from(b'a' + (article * 24 + place) as u8 % 26));
    format!("The {} {first} {} on {filler}{filler}. ", before[kind][second % 5], after[kind][second / 5 % 5])
}

/// Asks for lines until the page says that it shows those up to a number.
#[track_caller]
fn lines_up_to(page: &Page, reached: u64) {
    loop {
        let [_, to, total] = numbers(&page.wait_text("reach", |text| numbers(text).len() == 3))[..] else {
            panic!("from, to and total");
        };
        assert_eq!(total, (ARTICLES * PLACES) as u64);
        if to >= reached {
            assert_eq!(to, reached);
            return;
        }
        // The driver aims at where the button was; lines that are drawn late may have moved it.
        page.wait("more lines", || {
            page.click("more");
            let moved = || numbers(&page.text_of("reach")).get(1).is_some_and(|&now| now > to).then_some(());
            (0..20).find_map(|_| {
                std::thread::sleep(Duration::from_millis(50));
                moved()
            })
        });
    }
}

/// A page that shows the lines of the word.
#[track_caller]
fn opened_on_lines<'s>(journey: &Journey<'s>) -> Opened<'s> {
    let opened = journey.open(Form::OneFile, "");
    search(&opened.page, &journey.site, WORD);
    show_tab(&opened.page, "context");
    opened.page.wait_shown("line");
    opened
}

fn lines_go_on_past_a_page(journey: &Journey) {
    let opened = opened_on_lines(journey);
    let page = &opened.page;
    lines_up_to(page, PAGE_LINES);
    assert_eq!(page.count_of("line") as u64, PAGE_LINES);
    page.click("lines-next");
    page.wait_text("reach", |text| numbers(text).first() == Some(&(PAGE_LINES + 1)));
    assert!((page.count_of("line") as u64) < PAGE_LINES, "the next lines take their place");
    let first = journey.site.ask("concordance", &["--offset", "2000", "--limit", "1", "--", WORD]);
    let right = first["lines"][0]["right"].as_str().expect("a right context").trim().to_owned();
    let shown = page.nth("line-right", 0);
    let shown = super::session::block(shown.text()).expect("a text");
    assert_eq!(numbers(&shown)[0], numbers(&right)[0], "the line after the last of the page before");
    page.click("lines-previous");
    page.wait_text("reach", |text| numbers(text).first() == Some(&1));
    words_used_alike_are_offered(page, journey);
    opened.page.finish();
}

/// Named in a line, and below it offered with their articles; one is searched by a click.
fn words_used_alike_are_offered(page: &Page, journey: &Journey) {
    show_tab(page, "results");
    search(page, &journey.site, "boat");
    let told = journey.site.ask_lines("related-words", &["boat"]);
    assert_eq!(told[0]["word"], "ship", "{told:?}");
    page.wait_text("related-words", |line| line.ends_with(": ship"));
    page.click("related-words");
    page.wait_text("related-word", |offer| numbers(offer).first() == told[0]["articles"].as_u64().as_ref());
    page.click("related-word");
    page.wait_text("related-words", |line| line.ends_with(": boat"));
    assert!(page.hash().contains("ship"), "{}", page.hash());
}

fn a_file_holds_its_rows_and_says_what_it_left(journey: &Journey) {
    let opened = opened_on_lines(journey);
    let page = &opened.page;
    let (_, rows) = exported(page, "export-lines");
    assert_eq!(rows.len() as u64, FILE_ROWS + 1, "the names and as many rows as a file holds");
    let notice = page.wait_text("notice", |text| !text.is_empty());
    assert_eq!(numbers(&notice), [FILE_ROWS, (ARTICLES * PLACES) as u64], "{notice}");
    opened.page.finish();
}

journeys!(Plenty: lines_go_on_past_a_page, a_file_holds_its_rows_and_says_what_it_left);
