//! What a reader takes along and brings back: a link to selected words, a quotation with its proof, a note; and that none of
//! them says where the page lies on its reader's disk.

use super::declared::{Declared, declared};
use super::find::search;
use super::journey::{Form, Journey};
use super::page::Page;
use super::process::Browser;
use super::read::open_first;
use super::session::block;
use super::site::Corpus;
use serde_json::{Value, json};
use thirtyfour::WindowHandle;

/// Keeps what the page copies where the journey reads it, for a headless browser may have no clipboard.
pub const WATCH: &str = "window.copied = ''; const keep = (text) => { window.copied = text; return Promise.resolve(); };\
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: keep }, configurable: true }); return true;";

/// Selects some words in the middle of the article's last paragraph, and gives them.
const SELECT: &str = "const blocks = [...part('reader').querySelectorAll('p.body')].filter((one) => /^[^\\n\"]{80,}$/.test(one.textContent));\
    const block = blocks.at(-1); const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT); const texts = [];\
    while (walker.nextNode()) texts.push(walker.currentNode);\
    const at = (place) => { for (const text of texts) { if (place <= text.length) return [text, place]; place -= text.length; } };\
    const range = document.createRange(); range.setStart(...at(10)); range.setEnd(...at(60));\
    getSelection().removeAllRanges(); getSelection().addRange(range);\
    part('reader').dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));\
    return range.toString().trim();";

/// Puts a text into the search box as a paste does.
const PASTE: &str = "const field = part('search'); field.focus(); field.value = args;\
    field.dispatchEvent(new InputEvent('input', { bubbles: true })); return true;";

/// What a button of the page copies.
#[track_caller]
pub fn copied(page: &Page, button: &str) -> String {
    page.script("window.copied = ''; return true;", Value::Null);
    page.click(button);
    let copied = page.wait_script("something copied", "return window.copied || null;", Value::Null);
    copied.as_str().expect("a text").to_owned()
}

fn words_travel_and_are_known_again(journey: &Journey) {
    let opened = journey.open(Form::OneFile, "");
    let page = &opened.page;
    page.script(WATCH, Value::Null);
    search(page, &journey.site, "an ninh");
    open_first(page);
    let words = page.script(SELECT, Value::Null).as_str().expect("words").to_owned();
    page.wait_shown("picking");

    let link = copied(page, "pick-link");
    let before = link.split('#').next().expect("an address");
    assert!(!before.contains('/') && before.ends_with(".html"), "{link}");
    assert!(link.contains("#view=results&open=") && link.contains("&quote="), "{link}");
    assert!(!link.contains("&q=") && !link.contains("file:"), "{link}");
    let cited = copied(page, "pick-cite");
    assert!(cited.starts_with(&format!("“{words}”")) && cited.ends_with(&link), "{cited}");
    let quotation = copied(page, "pick-evidence");
    assert_eq!(serde_json::from_str::<Value>(&quotation).expect("JSON")["text"], json!(words));

    page.click("pick-note");
    page.wait_script("the field", "return root.activeElement.dataset.part === 'note-text';", Value::Null);
    page.keys("<img src=x onerror=alert(1)> hỏi lại");
    page.click("note-keep");
    page.wait_text("note", |text| text.contains("<img src=x onerror=alert(1)> hỏi lại"));

    // Elsewhere in the page the link is pasted: the article opens at the same words.
    page.script(PASTE, json!("không có chữ này đâu"));
    page.click("reader-close");
    page.wait_gone("reader-title");
    page.script(PASTE, json!(cited));
    page.wait_text("spot", |shown| shown == words);

    page.script(PASTE, json!(quotation));
    page.wait_text("notice", |text| text.contains("Câu trích đúng"));
    page.script(PASTE, json!(quotation.replace(&words, &words.replacen(' ', " không ", 1))));
    page.wait_text("notice", |text| text.contains("bị sửa"));
    page.click("dismiss");

    // A link to words that the article has no more, made in another corpus.
    let hash = link.split_once('#').expect("a hash").1;
    let gone: String = hash.split('&').filter(|part| !part.starts_with("corpus=")).collect::<Vec<_>>().join("&");
    let gone = gone.replace("&quote=", "&corpus=00&quote=xyz%20");
    page.script(PASTE, json!(format!("#{gone}")));
    page.wait_text("notice", |text| text.contains("không còn câu “xyz"));

    // Notes outlive the page, and are found without marks.
    let again = journey.load(Form::OneFile, "#view=notes");
    let page = &again.page;
    page.wait_text("notes-count", |text| text.starts_with('1'));
    page.script(
        "const field = part('notes-search'); field.value = 'hoi lai'; field.dispatchEvent(new InputEvent('input')); return true;",
        Value::Null,
    );
    page.wait_text("note", |text| text.contains("hỏi lại") && text.contains(&words));
    page.click("note-place");
    page.wait_text("spot", |shown| shown == words);
    let heading = "return root.activeElement.dataset.part === 'reader-title';";
    page.wait_script("focus on the heading", heading, Value::Null);
    // Text of twice the size takes one pane, not none.
    page.script("document.documentElement.style.fontSize = '200%'; return true;", Value::Null);
    page.wait_script("the article in one pane", "return part('reader').clientWidth > 600;", Value::Null);
    page.click("note-edit");
    page.click("note-delete");
    page.wait_gone("note");
    again.page.finish();
    opened.page.finish();
}

/// Opens the first article that has a query, and begins a note on words of it.
#[track_caller]
fn begin_note(page: &Page, journey: &Journey, query: &str, text: &str) {
    search(page, &journey.site, query);
    open_first(page);
    let heading = "return root.activeElement.dataset.part === 'reader-title';";
    page.wait_script("focus on the heading of the first article", heading, Value::Null);
    page.script(SELECT, Value::Null);
    page.wait_shown("picking");
    page.click("pick-note");
    page.wait_script("the field", "return root.activeElement.dataset.part === 'note-text';", Value::Null);
    page.keys(text);
}

fn two_tabs_keep_each_others_notes(journey: &Journey) {
    let opened = journey.open(Form::SubPath, "");
    let (page, driver) = (&opened.page, &journey.session.driver);
    begin_note(page, journey, "an ninh", "từ thẻ một");
    let first = block(driver.window()).expect("a window");
    let second = block(driver.new_tab()).expect("another tab");
    let show = |window: &WindowHandle| block(driver.switch_to_window(window.clone())).expect("the tab is there");
    show(&second);
    page.goto(&opened.url);
    page.wait_mounted();
    begin_note(page, journey, "an ninh", "từ thẻ hai");
    page.click("note-keep");
    page.wait_text("note", |text| text.contains("từ thẻ hai"));

    // The first tab has it at once, and what is being written there stays.
    show(&first);
    page.wait_text("note", |text| text.contains("từ thẻ hai"));
    assert_eq!(page.script("return part('note-text').value;", Value::Null), "từ thẻ một");
    page.click("note-keep");
    let both = "const said = parts('note').map((one) => one.textContent).join(' '); \
                return said.includes('từ thẻ một') && said.includes('từ thẻ hai');";
    page.wait_script("both notes", both, Value::Null);
    show(&second);
    page.wait_script("both notes in the other tab", both, Value::Null);

    // What both kept at one time is not lost: whoever has more keeps it again.
    let kept = "const key = Object.keys(localStorage).find((one) => one.endsWith(':notes')); \
                return args ? (localStorage.setItem(key, args), true) : localStorage.getItem(key);";
    let whole = page.script(kept, Value::Null);
    let mut fewer: Value = serde_json::from_str(whole.as_str().expect("notes")).expect("JSON");
    fewer["notes"].as_array_mut().expect("a list").pop();
    page.script(kept, json!(fewer.to_string()));
    page.wait("the other tab to keep what was lost", || (page.script(kept, Value::Null) == whole).then_some(()));
    opened.page.finish();
}

/// The clipboard, selections and storage of two engines.
pub const JOURNEYS: &[Declared] = &[
    declared!(Some(Corpus::Sample), words_travel_and_are_known_again).only_in(&[Browser::Chromium, Browser::Firefox]),
    declared!(Some(Corpus::Sample), two_tabs_keep_each_others_notes).only_in(&[Browser::Chromium]),
];
