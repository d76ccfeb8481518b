//! The state of the page: it lives in the hash, so that a link, a reload and the way back show the same; language and
//! colours change around it.

use super::compare::compare_first_two;
use super::declared::journeys;
use super::find::{numbers, search};
use super::journey::{Form, Journey};
use super::page::Page;
use super::read::open_first;
use super::session::block;
use serde_json::{Value, json};

/// What a reader would call "the same place": the query, what is listed, read and compared.
#[track_caller]
pub fn place_of(page: &Page) -> Value {
    page.script(
        "const texts = (name) => parts(name).filter(shown).map((one) => one.textContent.replace(/\\s+/g, ' ').trim()); \
         return { query: part('search').value, counts: texts('count').flatMap((one) => one.match(/[\\d.]+/g) || []), \
           titles: texts('result-title'), reader: texts('reader-title'), \
           passages: parts('passage').filter(shown).length, \
           selected: [...root.querySelectorAll('[data-part=\"passage\"][aria-current]')].map((one) => one.textContent) };",
        Value::Null,
    )
}

#[track_caller]
fn wait_place(page: &Page, what: &str, expected: &Value) {
    let mut last = Value::Null;
    let deadline = std::time::Instant::now() + super::page::DEADLINE;
    while std::time::Instant::now() < deadline {
        last = place_of(page);
        if last == *expected {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(25));
    }
    assert_eq!(last, *expected, "{what}; {}", page.situation());
}

/// Waits until the page has stopped changing for a moment, and says where it stands.
#[track_caller]
fn settled_place(page: &Page) -> Value {
    let mut before = place_of(page);
    let mut same = 0;
    page.wait("the page to settle", || {
        std::thread::sleep(std::time::Duration::from_millis(60));
        let now = place_of(page);
        same = if now == before { same + 1 } else { 0 };
        before = now;
        (same >= 4).then_some(())
    });
    before
}

fn in_new_tab(page: &Page, url: &str) {
    let driver = &page.session.driver;
    let opened = block(async {
        let tab = driver.new_tab().await?;
        driver.switch_to_window(tab).await?;
        driver.goto(url).await
    });
    opened.expect("a new tab opens");
    page.wait_mounted();
}

fn a_link_opens_the_same_place(journey: &Journey) {
    for form in [Form::OneFile, Form::FolderOnDisk, Form::SubPath] {
        let opened = journey.open(form, "");
        let page = &opened.page;
        search(page, &journey.site, "dai hoi");
        open_first(page);
        let reading = settled_place(page);
        let link = page.hash();
        assert!(link.starts_with('#') && link.contains("q="), "{link}");
        in_new_tab(page, &format!("{}{link}", opened.url));
        wait_place(page, "a link to the reader", &reading);
        compare_first_two(page, journey, "an ninh trật tự");
        page.click("passage-next");
        let comparing = settled_place(page);
        let link = page.hash();
        in_new_tab(page, &format!("{}{link}", opened.url));
        wait_place(page, "a link to a comparison", &comparing);
        opened.page.finish();
    }
}

fn a_reload_changes_nothing(journey: &Journey) {
    for form in [Form::OneFile, Form::SubPath] {
        let opened = journey.open(form, "");
        let page = &opened.page;
        search(page, &journey.site, "đại hội");
        open_first(page);
        let before = settled_place(page);
        block(page.session.driver.refresh()).expect("the page reloads");
        page.wait_mounted();
        wait_place(page, "after a reload", &before);
        opened.page.finish();
    }
}

fn back_and_forward_retrace_the_way(journey: &Journey) {
    for form in [Form::OneFile, Form::SubPath] {
        let opened = journey.open(form, "");
        let page = &opened.page;
        let driver = &page.session.driver;
        search(page, &journey.site, "đại hội");
        let list = settled_place(page);
        open_first(page);
        let reading = settled_place(page);
        assert_ne!(list, reading);
        block(driver.back()).expect("there is a way back");
        wait_place(page, "back to the list", &list);
        block(driver.forward()).expect("there is a way forward");
        wait_place(page, "forward to the reader", &reading);
        opened.page.finish();
    }
}

fn an_unreadable_link_gets_a_sentence(journey: &Journey) {
    for hash in ["#main", "#q=%zz&view=nowhere", "#view=results&open=no-such-article.txt", "#=&&&==%"] {
        let opened = journey.open(Form::OneFile, hash);
        opened.page.wait_shown("notice");
        assert!(!opened.page.text_of("notice").is_empty());
        search(&opened.page, &journey.site, "đại hội");
        opened.page.finish();
    }
}

/// Chooses a language of the interface by its tag.
#[track_caller]
pub fn choose_language(page: &Page, tag: &str) {
    page.click_on(&format!("[data-part=\"language\"] [data-language=\"{tag}\"]"), 0);
    page.wait_script(
        "the language to be chosen",
        "return root.querySelector(args) !== null;",
        json!(format!("[data-language=\"{tag}\"][aria-pressed=\"true\"]")),
    );
}

fn the_language_changes_and_the_place_stays(journey: &Journey) {
    let opened = journey.open(Form::OneFile, "");
    let page = &opened.page;
    choose_language(page, "vi");
    search(page, &journey.site, "đại hội");
    open_first(page);
    let place = settled_place(page);
    let hash = page.hash();
    let counts = numbers(&page.text_of("count"));
    assert!(page.text_of("tabs").contains("Tổng quan"));
    assert!(page.text_of("count").contains("bài"));
    choose_language(page, "en");
    page.wait_text("tabs", |text| text.contains("Overview") && text.contains("Compare"));
    page.wait_text("count", |text| text.contains("article") && numbers(text) == counts);
    wait_place(page, "in English", &place);
    assert_eq!(page.hash(), hash, "a language is no part of a link");
    block(page.session.driver.refresh()).expect("the page reloads");
    page.wait_mounted();
    page.wait_text("tabs", |text| text.contains("Overview"));
    choose_language(page, "vi");
    page.wait_text("tabs", |text| text.contains("Tổng quan"));
    wait_place(page, "in Vietnamese again", &place);
    opened.page.finish();
}

/// The colours of the page: background of the app, colour of its text, contrast of the two.
fn colours(page: &Page) -> (String, f64) {
    let value = page.script(
        "const read = (colour) => { const numbers = colour.match(/[\\d.]+/g).map(Number); \
           return colour.startsWith('color(') ? numbers.slice(-3).map((one) => one * 255) : numbers; }; \
         const light = ([r, g, b]) => { const part = (one) => { one /= 255; \
           return one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4; }; \
           return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b); }; \
         let element = part('tabs'), back = 'rgba(0, 0, 0, 0)'; \
         const ink = getComputedStyle(part('count') || element).color; \
         while (element && /, 0\\)$|\\/ 0\\)$|transparent/.test(back)) { \
           back = getComputedStyle(element).backgroundColor; \
           element = element.parentElement || (element.getRootNode().host || null); } \
         const [a, b] = [light(read(back)), light(read(ink))]; \
         return [back, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)];",
        Value::Null,
    );
    (value[0].as_str().unwrap_or_default().to_owned(), value[1].as_f64().unwrap_or(0.0))
}

fn light_and_dark_both_read_well(journey: &Journey) {
    let opened = journey.open(Form::OneFile, "");
    let page = &opened.page;
    search(page, &journey.site, "đại hội");
    let mut seen = Vec::new();
    for _ in 0..3 {
        let (back, contrast) = colours(page);
        assert!(contrast >= 4.5, "text on {back} has a contrast of {contrast:.2}");
        seen.push(back);
        let label = page.script("return part('theme').getAttribute('aria-label');", Value::Null);
        page.click("theme");
        page.wait_script("the other theme", "return part('theme').getAttribute('aria-label') !== args;", label);
    }
    seen.sort();
    seen.dedup();
    assert!(seen.len() >= 2, "the theme changes nothing: {seen:?}");
    opened.page.finish();
}

journeys!(Sample:
    a_link_opens_the_same_place,
    a_reload_changes_nothing,
    back_and_forward_retrace_the_way,
    an_unreadable_link_gets_a_sentence,
    the_language_changes_and_the_place_stays,
    light_and_dark_both_read_well,
);
