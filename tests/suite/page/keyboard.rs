//! The whole job without a mouse: search, walk the list, tick, compare, step, close, ask for the keys.

use super::declared::{Declared, declared, journeys};
use super::find::{numbers, search, totals};
use super::journey::{Form, Journey};
use super::page::Page;
use super::process::Browser;
use super::site::Corpus;
use serde_json::{Value, json};
use thirtyfour::prelude::*;

#[track_caller]
fn press(page: &Page, key: Key) {
    page.keys(&char::from(key).to_string());
}

/// The part that has the focus, or that holds it.
fn focused(page: &Page) -> String {
    let part = page.script(
        "const element = root.activeElement && root.activeElement.closest('[data-part]'); \
         return element ? element.dataset.part : '';",
        Value::Null,
    );
    part.as_str().unwrap_or_default().to_owned()
}

#[track_caller]
fn wait_focus(page: &Page, expected: &[&str]) {
    let mut last = String::new();
    page.wait(&format!("the focus to be on one of {expected:?}"), || {
        last = focused(page);
        expected.contains(&last.as_str()).then_some(())
    });
}

fn ticked(page: &Page) -> u64 {
    let count =
        page.script("return parts('result-tick').filter((one) => shown(one) && one.checked).length;", Value::Null);
    count.as_u64().unwrap_or(0)
}

fn the_whole_job_by_keys(journey: &Journey) {
    for &form in journey.forms() {
        if form == Form::Sandboxed && journey.session.browser == Browser::WebKit {
            // Its driver sends no keys into a sandboxed frame.
            continue;
        }
        let opened = journey.open(form, "");
        let page = &opened.page;
        if form == Form::Sandboxed {
            page.script("part('tabs').querySelector('a').focus();", Value::Null);
        }
        page.keys("/");
        wait_focus(page, &["search"]);
        page.keys("an ninh trật tự");
        let expected = totals(&journey.site, "an ninh trật tự");
        page.wait_text("count", |text| numbers(text).get(..2) == Some(&expected[..]));
        assert_eq!(page.script("return part('search').value;", Value::Null), json!("an ninh trật tự"));
        press(page, Key::Enter);
        press(page, Key::Down);
        wait_focus(page, &["result-title", "result"]);
        page.keys("x");
        page.wait("one tick", || (ticked(page) == 1).then_some(()));
        press(page, Key::Down);
        page.keys("x");
        page.wait("two ticks", || (ticked(page) == 2).then_some(()));
        press(page, Key::Enter);
        page.wait_shown("reader-title");
        page.keys("n");
        press(page, Key::Escape);
        page.wait_gone("reader-title");
        page.keys("c");
        page.wait_shown("compare");
        page.wait_text("passage-count", |text| numbers(text).len() == 2);
        let before = page.text_of("passage-count");
        page.keys("]");
        page.wait_text("passage-count", |text| text != before);
        page.keys("[");
        page.keys("go");
        page.wait_shown("overview");
        page.keys("?");
        page.wait_shown("keys-dialog");
        assert!(page.text_of("keys-dialog").contains('/'));
        press(page, Key::Escape);
        page.wait_gone("keys-dialog");
        opened.page.finish();
    }
}

fn keys_are_letters_in_the_search_field(journey: &Journey) {
    let opened = journey.open(Form::OneFile, "");
    let page = &opened.page;
    page.type_query("/?xcjk[]np");
    page.wait_script("the letters", "return part('search').value === args;", json!("/?xcjk[]np"));
    assert!(!page.is_shown("keys-dialog") && !page.is_shown("compare-tray"));
    opened.page.finish();
}

fn every_control_has_a_name_and_shows_its_focus(journey: &Journey) {
    let opened = journey.open(Form::OneFile, "");
    let page = &opened.page;
    search(page, &journey.site, "an ninh trật tự");
    page.click("result-title");
    page.wait_shown("reader-title");
    let nameless = page.script(
        "return [...root.querySelectorAll('button, a[href], input, select, [tabindex=\"0\"]')].filter(shown)\
         .filter((one) => !(one.getAttribute('aria-label') || one.textContent.trim() || one.title \
           || one.labels && one.labels.length))\
         .map((one) => one.outerHTML.slice(0, 120));",
        Value::Null,
    );
    assert_eq!(nameless, json!([]), "controls without a name");
    let small = page.script(
        "return [...root.querySelectorAll('button, input[type=\"checkbox\"], select')].filter(shown)\
         .map((one) => [one.closest('label') || one, one]).map(([box, one]) => [box.getBoundingClientRect(), one])\
         .filter(([box]) => box.width > 1 && (box.width < 24 || box.height < 24))\
         .map(([box, one]) => Math.round(box.width) + 'x' + Math.round(box.height) + ' ' + one.outerHTML.slice(0, 100));",
        Value::Null,
    );
    assert_eq!(small, json!([]), "targets below 24 px");
    // From the top of the page: from the article's heading the way would soon lead into the browser's own controls.
    let heading = "return root.activeElement.dataset.part === 'reader-title';";
    page.wait_script("focus on the heading", heading, Value::Null);
    page.script("part('skip').focus(); return true;", Value::Null);
    let mut unseen = Vec::new();
    for _ in 0..12 {
        press(page, Key::Tab);
        let look = page.script(
            "const one = root.activeElement; if (!one || one === document.body) return null; \
             const style = getComputedStyle(one), part = one.closest('[data-part]'); \
             const marked = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none'; \
             return marked ? null : (part ? part.dataset.part : one.outerHTML.slice(0, 100));",
            Value::Null,
        );
        unseen.extend(look.as_str().map(String::from));
    }
    // The search field may show its focus by the box around it.
    unseen.retain(|part| part != "search");
    assert!(unseen.is_empty(), "focus cannot be seen on {unseen:?}");
    opened.page.finish();
}

/// Controls whose spoken name lacks what is written on them, signs of one letter aside, headings that skip a level, and how many stops the way through
/// the page has.
const SPOKEN: &str = "const flat = (text) => text.toLowerCase().replace(/[^\\p{L}\\p{N}]+/gu, ' ').trim(); \
    const written = (one) => [...one.childNodes].map((node) => node.nodeType === 3 ? node.data : \
      node.nodeType !== 1 || node.getAttribute('aria-hidden') === 'true' || !shown(node) ? '' : written(node)).join(' '); \
    const otherwise = [...root.querySelectorAll(':is(button, a, summary)[aria-label]')].filter(shown) \
      .filter((one) => flat(written(one)).length > 1 && !flat(one.getAttribute('aria-label')).includes(flat(written(one)))) \
      .map((one) => one.getAttribute('aria-label') + ': ' + written(one)); \
    const levels = [...root.querySelectorAll('h1, h2, h3, h4')].filter(shown).map((one) => Number(one.tagName[1])); \
    const skips = levels.some((level, at) => level > (at ? levels[at - 1] : 0) + 1); \
    const stops = [...root.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex=\"0\"]')] \
      .filter((one) => shown(one) && !one.disabled).length; \
    return [otherwise, skips ? levels : [], stops];";

/// The way through a page of the sample is no longer than this.
const MOST_STOPS: u64 = 150;

fn names_say_what_is_written_and_headings_skip_nothing(journey: &Journey) {
    let articles = journey.site.ask_lines("articles", &[]);
    let ids: Vec<&str> = articles.iter().filter_map(|one| one["id"].as_str()).take(2).collect();
    let query = "q=an%20ninh%20tr%E1%BA%ADt%20t%E1%BB%B1";
    for width in [360, 1440] {
        let opened = journey.open(Form::OneFile, "");
        journey.size(width, 900);
        let page = &opened.page;
        for (hash, part) in [
            (String::new(), "overview"),
            (format!("view=results&{query}"), "result"),
            (format!("view=results&{query}&open={}", ids[0]), "reader-title"),
            (format!("view=context&{query}"), "line"),
            ("view=mentions".to_owned(), "mention"),
            (format!("view=measure&{query}"), "measure"),
            (format!("view=compare&with={}&with={}", ids[0], ids[1]), "compare-summary"),
            ("view=notes".to_owned(), "notes"),
        ] {
            page.script("location.hash = args; return true;", json!(hash));
            page.wait_shown(part);
            let found = page.script(SPOKEN, Value::Null);
            assert_eq!((&found[0], &found[1]), (&json!([]), &json!([])), "{hash} at {width} px");
            assert!(found[2].as_u64().is_some_and(|stops| stops < MOST_STOPS), "{hash}: {} stops", found[2]);
        }
        page.script("location.hash = args; return true;", json!(format!("view=results&open={}", ids[1])));
        let seen = "const box = part('reader-title') ? part('reader-title').getBoundingClientRect() : null; \
             const top = box && document.elementFromPoint(box.left + box.width / 2, box.top + 4); \
             return !!top && part('reader-title').contains(top);";
        page.wait_script(&format!("nothing to cover the title at {width} px"), seen, Value::Null);
        assert!(!page.is_shown("facets"), "filters stay folded beside an article");
        opened.page.finish();
    }
}

/// What is read of the page, whatever draws it.
pub const SPOKEN_AS_WRITTEN: &[Declared] =
    &[declared!(Some(Corpus::Sample), names_say_what_is_written_and_headings_skip_nothing)
        .only_in(&[Browser::Chromium])];

journeys!(Sample:
    the_whole_job_by_keys,
    keys_are_letters_in_the_search_field,
    every_control_has_a_name_and_shows_its_focus,
);
