//! Sizes: no view needs to be scrolled sideways on a phone, a tablet or a desk, and text may be twice as large.

use super::compare::compare_first_two;
use super::declared::journeys;
use super::find::search;
use super::journey::{Form, Journey, Opened};
use super::page::Page;
use super::read::open_first;
use serde_json::{Value, json};

/// Widths in CSS pixels, height beside them.
pub const SIZES: [(u32, u32); 4] = [(320, 640), (360, 740), (768, 1024), (1440, 900)];

#[track_caller]
fn fits(page: &Page, view: &str) {
    let body = "const width = document.documentElement.clientWidth; \
         const wide = Math.max(document.documentElement.scrollWidth, document.body.scrollWidth); \
         if (wide <= width + 1) return null; \
         const out = [...root.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > width + 1)\
           .slice(0, 5).map((one) => (one.dataset.part || one.className || one.tagName) + ' ' \
             + Math.round(one.getBoundingClientRect().right)); \
         return innerWidth + ' px: ' + wide + ' wide; beyond the edge: ' + out.join(', ');";
    let wrong = page.script(body, Value::Null);
    assert!(wrong.is_null(), "{view} scrolls sideways at {wrong}");
}

#[track_caller]
fn open_at<'s>(journey: &Journey<'s>, width: u32, height: u32) -> Opened<'s> {
    let form = journey.form_of_width(width, height);
    let opened = journey.open(form, "");
    if form == Form::OneFile {
        journey.size(width, height);
    }
    opened.page.wait_script("the width", "return innerWidth === args;", json!(width));
    opened
}

fn no_view_scrolls_sideways(journey: &Journey) {
    for (width, height) in SIZES {
        let opened = open_at(journey, width, height);
        let page = &opened.page;
        page.wait_shown("overview");
        page.wait_shown("article-list");
        fits(page, "the overview");
        if width >= 768 {
            let tops = page.script(
                "return ['recurring', 'key-terms'].map((name) => parts(name)[0].getBoundingClientRect().top);",
                Value::Null,
            );
            assert_eq!(tops[0], tops[1], "key terms stand beside the wordings at {width} px");
        }
        search(page, &journey.site, "an ninh trật tự");
        fits(page, "the results");
        super::context::show_tab(page, "context");
        page.wait_shown("line");
        fits(page, "the lines");
        super::context::show_tab(page, "mentions");
        page.wait_shown("mention");
        fits(page, "who is mentioned");
        super::context::show_tab(page, "families");
        page.wait_shown("map-way");
        page.click("map-way");
        page.wait_shown("map-cell");
        fits(page, "the map of shared wording");
        super::context::show_tab(page, "results");
        page.wait_shown("result-title");
        open_first(page);
        page.click("mentioned-summary");
        page.wait_shown("mention-jump");
        fits(page, "the reader");
        page.click("reader-close");
        page.wait_shown("result-title");
        compare_first_two(page, journey, "an ninh trật tự");
        page.click("passage-next");
        fits(page, "the comparison");
        page.click("keys");
        page.wait_shown("keys-dialog");
        fits(page, "the table of keys");
        opened.page.finish();
    }
}

fn text_twice_as_large_still_fits(journey: &Journey) {
    let opened = open_at(journey, 640, 800);
    let page = &opened.page;
    page.script("document.documentElement.style.fontSize = args;", json!("200%"));
    search(page, &journey.site, "an ninh trật tự");
    fits(page, "the results in large text");
    open_first(page);
    fits(page, "the reader in large text");
    opened.page.finish();
}

fn counts_shift_nothing(journey: &Journey) {
    let opened = journey.open(Form::OneFile, "");
    let page = &opened.page;
    search(page, &journey.site, "an ninh");
    let place = || page.script("return parts('count')[0].getBoundingClientRect().top;", Value::Null);
    let before = place();
    search(page, &journey.site, "đại hội");
    assert_eq!(place(), before, "the count moved when another one arrived");
    opened.page.finish();
}

journeys!(Sample: no_view_scrolls_sideways, text_twice_as_large_still_fits, counts_shift_nothing);
