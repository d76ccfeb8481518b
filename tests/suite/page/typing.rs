//! While a query is typed: completions under the field, which never take Enter unless one was chosen and are silent
//! while an input method composes; what else may be meant, and why nothing was found.

use super::declared::journeys;
use super::find::{numbers, search, totals};
use super::journey::{Form, Journey};
use super::page::Page;
use super::process::Browser;
use super::read::open_first;
use serde_json::{Value, json};
use thirtyfour::prelude::*;

#[track_caller]
fn press(page: &Page, key: Key) {
    page.keys(&char::from(key).to_string());
}

fn value(page: &Page) -> String {
    page.script("return part('search').value;", Value::Null).as_str().unwrap_or_default().to_owned()
}

fn a_suggestion_is_taken_by_keys(journey: &Journey) {
    for &form in journey.forms() {
        if form == Form::Sandboxed && journey.session.browser == Browser::WebKit {
            // Its driver sends no keys into a sandboxed frame.
            continue;
        }
        let opened = journey.open(form, "");
        let page = &opened.page;
        page.type_query("an ni");
        page.wait_shown("suggestion");
        let combobox = page.script(
            "const field = part('search'); return [field.getAttribute('role'), field.getAttribute('aria-expanded'), \
             field.getAttribute('aria-activedescendant')];",
            Value::Null,
        );
        assert_eq!(combobox, json!(["combobox", "true", null]));
        press(page, Key::Down);
        let named = page.wait_script(
            "an option to be in hand",
            "const field = part('search'), id = field.getAttribute('aria-activedescendant'); \
             const option = id && root.getElementById ? root.getElementById(id) : null; \
             return option && option.getAttribute('aria-selected') === 'true' && root.activeElement === field \
               ? option.firstElementChild.textContent : null;",
            Value::Null,
        );
        assert_eq!(value(page), "an ni", "walking the options writes nothing");
        press(page, Key::Enter);
        page.wait_gone("suggestion");
        std::thread::sleep(std::time::Duration::from_millis(400));
        assert!(!page.is_shown("suggestion"), "a late answer opens nothing");
        let taken = value(page);
        assert!(taken.contains(named.as_str().expect("a term")), "{taken:?} lacks {named}");
        page.wait_text("count", |text| numbers(text).get(..2) == Some(&totals(&journey.site, &taken)[..]));
        opened.page.finish();
    }
}

fn closing_the_reader_takes_nobody_out_of_the_field(journey: &Journey) {
    let opened = journey.open(Form::OneFile, "");
    let page = &opened.page;
    search(page, &journey.site, "an ninh");
    open_first(page);
    // The reader of the page is in the field before the frame that gives focus back to the list.
    let body = "part('reader-close').click(); part('search').focus(); window.frames_seen = 0; \
         const next = () => { window.frames_seen += 1; if (window.frames_seen < 3) requestAnimationFrame(next); }; \
         requestAnimationFrame(next);";
    page.script(body, Value::Null);
    page.wait_script("three frames", "return window.frames_seen >= 3;", Value::Null);
    assert_eq!(page.script("return root.activeElement === part('search');", Value::Null), true);
    // Without that, focus goes back to the row.
    open_first(page);
    page.click("reader-close");
    let row = "return root.activeElement && root.activeElement.dataset.part === 'result-title';";
    page.wait_script("focus on the row", row, Value::Null);
    opened.page.finish();
}

fn enter_and_escape_stay_what_they_are(journey: &Journey) {
    let opened = journey.open(Form::OneFile, "");
    let page = &opened.page;
    page.type_query("an ni");
    page.wait_shown("suggestion");
    press(page, Key::Escape);
    page.wait_gone("suggestion");
    assert_eq!(value(page), "an ni");
    page.keys("n");
    page.wait_shown("suggestion");
    press(page, Key::Enter);
    page.wait_gone("suggestion");
    assert_eq!(value(page), "an nin", "Enter without a chosen option takes nothing");
    // What was searched for is offered again, until it is cleared.
    page.script("part('tabs').querySelector('[data-view=overview]').click(); return true;", Value::Null);
    page.wait_text("recent", |text| text == "an nin");
    page.click("recent-clear");
    page.wait_gone("recent");
    opened.page.finish();
}

fn composing_is_left_alone(journey: &Journey) {
    let opened = journey.open(Form::OneFile, "");
    let page = &opened.page;
    page.script(
        "const field = part('search'); field.focus(); window.written = 0; \
         const own = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value'); \
         Object.defineProperty(field, 'value', { get() { return own.get.call(this); }, \
           set(text) { window.written += 1; own.set.call(this, text); } }); \
         field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true })); \
         own.set.call(field, 'an ni'); \
         field.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }));",
        Value::Null,
    );
    page.wait_shown("count");
    std::thread::sleep(std::time::Duration::from_millis(600));
    assert!(!page.is_shown("suggestion"), "suggestions while composing");
    let down = page.script(
        "const event = new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true, isComposing: true }); \
         part('search').dispatchEvent(event); return [event.defaultPrevented, window.written];",
        Value::Null,
    );
    assert_eq!(down, json!([false, 0]), "the field is written, or its keys are taken, while composing");
    opened.page.finish();
}

fn an_empty_answer_says_why(journey: &Journey) {
    for form in [Form::OneFile, Form::SubPath] {
        let opened = journey.open(form, "");
        let page = &opened.page;
        page.type_query("đại hội zzzkhongco");
        page.wait_shown("empty");
        // A query that is half typed has an answer of its own.
        page.wait_text("culprit", |text| text.contains("zzzkhongco"));
        let sentences = page.count_of("culprit") + page.count_of("problem");
        assert_eq!(sentences, 1, "the unknown word is named once");
        let promised = numbers(&page.text_of("without"));
        page.click("without");
        page.wait_text("count", |text| numbers(text).get(..2) == promised.get(promised.len() - 2..));
        opened.page.finish();
    }
}

fn offers_come_after_the_results(journey: &Journey) {
    let opened = journey.open(Form::OneFile, "");
    let page = &opened.page;
    search(page, &journey.site, "đại hội");
    let top = || page.script("return parts('result')[0].getBoundingClientRect().top;", Value::Null);
    let before = top();
    page.wait_shown("offer");
    assert_eq!(top(), before, "the list moved when an offer came");
    let promised = numbers(&page.text_of("offer"));
    page.click("offer");
    page.wait_text("count", |text| numbers(text).get(..2) == promised.get(promised.len() - 2..));
    opened.page.finish();
}

journeys!(Sample:
    a_suggestion_is_taken_by_keys,
    closing_the_reader_takes_nobody_out_of_the_field,
    enter_and_escape_stay_what_they_are,
    composing_is_left_alone,
    an_empty_answer_says_why,
    offers_come_after_the_results,
);
