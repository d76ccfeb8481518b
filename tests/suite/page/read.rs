//! Reading: an article opens from the list, its hits are stepped through, and the reader closes where it was.

use super::declared::journeys;
use super::find::{collapsed, numbers, search};
use super::journey::{Form, Journey};
use super::page::Page;
use serde_json::{Value, json};

/// Opens the first result and waits for its text.
#[track_caller]
pub fn open_first(page: &Page) -> String {
    let title = page.text_of("result-title");
    page.click("result-title");
    page.wait_text("reader-title", |shown| shown.contains(&title) || title.contains(shown))
}

fn hits_are_stepped_through(journey: &Journey) {
    let query = "an ninh trật tự";
    let first = journey.site.ask("search", &["--limit", "1", "--", query])["results"][0]["article"].clone();
    let lines = journey.site.ask("concordance", &["--limit", "10000", "--", query]);
    let lines = lines["lines"].as_array().expect("concordance lines").iter();
    let nodes: Vec<String> = lines
        .filter(|line| line["article"] == first)
        .map(|line| collapsed(line["node"].as_str().expect("a node")))
        .collect();
    let total = nodes.len() as u64;
    assert!(total >= 1);
    for &form in journey.forms() {
        let opened = journey.open(form, "");
        let page = &opened.page;
        search(page, &journey.site, query);
        open_first(page);
        page.wait_text("find-count", |text| numbers(text) == [1, total]);
        let marked = page.script(
            "const texts = {}; \
             for (const mark of part('reader').querySelectorAll('mark[data-hit]')) \
               texts[mark.dataset.hit] = (texts[mark.dataset.hit] || '') + mark.textContent; \
             return Object.values(texts).map((text) => text.replace(/\\s+/g, ' ').trim());",
            Value::Null,
        );
        let mut marked: Vec<String> = serde_json::from_value(marked).expect("texts");
        let mut expected = nodes.clone();
        marked.sort();
        expected.sort();
        assert_eq!(marked, expected, "the reader marks what the concordance lists");
        for step in 2..=total {
            page.click("find-next");
            page.wait_text("find-count", |text| numbers(text) == [step, total]);
            current_hit_is_in_sight(page);
        }
        page.click("find-next");
        page.wait_text("find-count", |text| numbers(text) == [1, total]);
        page.click("find-previous");
        page.wait_text("find-count", |text| numbers(text) == [total, total]);
        current_hit_is_in_sight(page);
        page.click("reader-close");
        page.wait_gone("reader-title");
        page.wait_shown("result-title");
        opened.page.finish();
    }
}

#[track_caller]
fn current_hit_is_in_sight(page: &Page) {
    page.wait_script(
        "the current hit to be in sight",
        "const mark = root.querySelector('mark[aria-current]'); \
         if (!mark) return false; \
         const box = mark.getBoundingClientRect(), pane = part('reader').getBoundingClientRect(); \
         return box.height > 0 && box.top >= Math.max(0, pane.top) - 1 && box.bottom <= Math.min(innerHeight, pane.bottom) + 1;",
        Value::Null,
    );
}

fn displayed_text_is_never_altered(journey: &Journey) {
    let articles = journey.site.ask_lines("articles", &["--text"]);
    let opened = journey.open(Form::OneFile, "");
    let page = &opened.page;
    let answer = journey.site.ask("search", &["--limit", "2", "--", "đại hội"]);
    search(page, &journey.site, "đại hội");
    for (at, result) in answer["results"].as_array().expect("results").iter().enumerate() {
        let article = articles.iter().find(|one| one["article"] == result["article"]).expect("the article");
        page.click_nth("result-title", at);
        let title = collapsed(article["title"].as_str().expect("a title"));
        page.wait_text("reader-title", |shown| shown == title);
        let shown = page.script("return part('reader').textContent;", Value::Null);
        let shown = shown.as_str().expect("text");
        let text = article["text"].as_str().expect("the text");
        for block in article["blocks"].as_array().expect("blocks") {
            let edge = |name: &str| usize::try_from(block[name].as_u64().expect("an offset")).expect("it fits");
            let block_text = &text[edge("start")..edge("end")];
            assert!(shown.contains(block_text), "{:?} is not shown as it stands: {block_text:?}", block["role"]);
        }
    }
    opened.page.finish();
}

fn a_date_and_a_source_are_shown(journey: &Journey) {
    let articles = journey.site.ask_lines("articles", &[]);
    let dated = articles.iter().find(|one| one["date"].as_str().is_some_and(|date| date.len() >= 10));
    let dated = dated.expect("the sample corpus has a dated article");
    let id = dated["id"].as_str().expect("an id");
    let opened = journey.open(Form::FolderOnDisk, &format!("#view=results&open={}", id.replace(' ', "%20")));
    let page = &opened.page;
    page.wait_text("reader-title", |text| !text.is_empty());
    let datetime = page.script(
        "const time = part('reader').querySelector('time'); return time ? time.getAttribute('datetime') : null;",
        json!(null),
    );
    let shown = datetime.as_str().expect("the reader has a date");
    let date = dated["date"].as_str().expect("a date");
    assert!(date.starts_with(shown) || shown.starts_with(date), "{shown} is not {date}");
    opened.page.finish();
}

journeys!(Sample: hits_are_stepped_through, displayed_text_is_never_altered, a_date_and_a_source_are_shown);
