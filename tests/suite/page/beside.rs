//! Around a comparison: what is offered to be compared before two articles are chosen, on a phone and on a desk; a long one
//! that is stopped; a passage and the whole taken to the clipboard and to paper. It judges no passage.

use super::declared::{Declared, declared};
use super::journey::{Form, Journey};
use super::page::Page;
use super::process::Browser;
use super::site::Corpus;
use super::state::choose_language;
use super::travel::{WATCH, copied};
use serde_json::{Value, json};

/// Waits for two columns.
#[track_caller]
fn settled(page: &Page) {
    page.wait_shown("compare-summary");
    page.wait("two columns", || (page.script("return parts('column').length;", Value::Null) == 2).then_some(()));
    page.wait_shown("passage-list");
}

fn what_is_alike_is_offered(journey: &Journey) {
    // Nothing is chosen: the pairs that share most, with both shares.
    let told = journey.site.ask("compare", &[]);
    let opened = journey.open(Form::OneFile, "#view=compare");
    let page = &opened.page;
    page.wait_shown("pairs");
    choose_language(page, "vi");
    let pairs = told["pairs"].as_array().expect("pairs");
    assert!(pairs.len() >= 2, "the corpus has pairs: {told}");
    let rows =
        page.script("return [...part('pairs').querySelectorAll('li')].map((one) => one.textContent);", Value::Null);
    let rows: Vec<String> = serde_json::from_value(rows).expect("rows");
    assert_eq!(rows.len(), pairs.len());
    for (row, pair) in rows.iter().zip(pairs) {
        let percent = |at: usize| (pair["articles"][at]["share"].as_f64().expect("a share") * 100.0).round() as u64;
        assert!(pair["articles"][0]["title"].as_str().is_some_and(|title| row.contains(title)), "{row}");
        assert!(row.contains(&format!("{}%", percent(0))) && row.contains(&format!("{}%", percent(1))), "{row}");
        let begins: Vec<&str> = pair["wording"].as_str().expect("a wording").split(' ').take(9).collect();
        assert!(row.contains(&begins.join(" ")), "{row}");
    }
    page.click_nth("alike", 0);
    settled(page);
    opened.page.finish();
    // An article is read: another version of it stands over its text, what is like it below, with a way there.
    let opened = journey.open(Form::OneFile, "#view=results&open=c.txt");
    let page = &opened.page;
    page.wait_text("version", |text| text.contains("đối chiếu") || text.contains("compare"));
    page.wait_shown("alike-way");
    let order = "const after = (a, b) => !!(a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING); \
                 const text = part('reader').querySelector('.block.body'); \
                 return after(part('version'), text) && after(text, part('alike-list'));";
    assert_eq!(page.script(order, Value::Null), true);
    page.click("alike-way");
    page.wait_script("focus on the first of them", "return root.activeElement.dataset.part === 'alike';", Value::Null);
    page.click("version");
    settled(page);
    assert!(page.hash().contains("with=c.txt&with=g.txt"), "{}", page.hash());
    opened.page.finish();
}

fn on_a_phone_the_texts_come_first(journey: &Journey) {
    let narrow = |page: &Page| {
        journey.size(360, 740);
        page.wait_script("the width", "return innerWidth === args;", json!(360));
    };
    let opened = journey.open(Form::OneFile, "#view=compare&with=a.txt&with=b.txt");
    let page = &opened.page;
    narrow(page);
    settled(page);
    let top = "return parts('column').filter(shown)[0].getBoundingClientRect().top + scrollY;";
    let top = page.script(top, Value::Null).as_f64().expect("a place");
    assert!(top < 600.0, "the text begins at {top}");
    for hidden in ["minimum", "passage-order"] {
        assert!(!page.is_shown(hidden), "{hidden} is tucked away");
    }
    page.click("compare-options");
    page.wait_shown("passage-order");
    opened.page.finish();
    let opened = journey.open(Form::OneFile, "#view=results&open=c.txt");
    let page = &opened.page;
    narrow(page);
    page.wait_shown("reader-more");
    page.wait_shown("alike-list");
    let shown =
        "return [...part('reader').querySelectorAll('.acts button')].filter(shown).map((one) => one.dataset.part);";
    assert_eq!(page.script(shown, Value::Null), json!(["reader-tick", "reader-more"]));
    page.click("reader-more");
    page.wait_shown("copy-link");
    opened.page.finish();
}

fn a_long_comparison_is_stopped(journey: &Journey) {
    let opened = journey.open(Form::OneFile, "#view=compare&with=long.txt");
    let page = &opened.page;
    page.wait_shown("own-text");
    // Words by chance: every few of them stand in the article too.
    page.script(
        "let seed = 7; const word = () => 'w' + ((seed = seed * 48271 % 2147483647) % 80); \
         const text = Array.from({ length: args }, () => word() + (seed % 12 ? ' ' : '. ') + (seed % 300 ? '' : '\\n\\n')).join(''); \
         const area = part('own-text'); area.value = text; area.dispatchEvent(new Event('input', { bubbles: true })); \
         part('own-text-go').click();",
        json!(400_000),
    );
    page.wait_shown("stop");
    page.click("stop");
    page.wait_text("error", |text| text.contains("Đã dừng") || text.contains("Stopped"));
    // What else is asked is answered, by a new worker.
    page.script("location.hash = 'view=results&q=ch%E1%BB%A3';", Value::Null);
    page.wait_shown("result-title");
    opened.page.finish();
}

fn a_comparison_goes_to_the_clipboard_and_to_paper(journey: &Journey) {
    let opened = journey.open(Form::OneFile, "#view=compare&with=a.txt&with=b.txt");
    let page = &opened.page;
    settled(page);
    page.script(WATCH, Value::Null);
    assert!(!page.is_shown("copy-passage"), "no passage is in hand");
    page.script(
        "[...part('passage-list').querySelectorAll('[data-part=passage-item]')]\
         .find((row) => row.textContent.includes('CSGT')).click();",
        Value::Null,
    );
    page.wait_shown("copy-passage");
    let copied = copied(page, "copy-passage");
    let lines: Vec<&str> = copied.lines().collect();
    assert!(copied.starts_with('“') && copied.contains("Lực lượng cảnh sát giao thông dẫn đoàn"), "{copied}");
    assert!(copied.contains("Lực lượng CSGT dẫn đoàn"), "{copied}");
    for of in ["Chuyện cầu phao Bà Lành", "Chuyện cầu phao Lũ sớm"] {
        assert!(copied.contains(of), "{of} is no source of {copied}");
    }
    assert!(lines.last().is_some_and(|link| link.contains("with=a.txt&with=b.txt&passage=")), "{copied}");

    let paper = |media: &str| journey.session.devtools("Emulation.setEmulatedMedia", json!({ "media": media }));
    paper("print").expect("chromium prints");
    for part in ["compare-summary", "passage-list"] {
        assert!(page.is_shown(part), "{part} is on paper");
    }
    assert_eq!(page.count_of("column"), 2, "both texts are on paper");
    for part in ["search", "compare-options", "passage-next", "export-comparison", "compare-map", "column-drop", "kind"]
    {
        assert!(!page.is_shown(part), "{part} is of no use on paper");
    }
    // Nothing scrolls within itself: paper has no such thing.
    let cut = page.script(
        "return [...root.querySelectorAll('[data-part=column], .compare-side, .compare-summary, .view')]\
         .filter((one) => one.scrollHeight > one.clientHeight + 1 && getComputedStyle(one).overflowY !== 'visible')\
         .map((one) => one.className);",
        Value::Null,
    );
    assert_eq!(cut, json!([]), "these are cut on paper");
    let own = "return parts('only').length > 0 && parts('only-row').every(shown);";
    assert_eq!(page.script(own, Value::Null), true, "what only one says is unfolded on paper");
    paper("");
    opened.page.finish();
}

const CHROMIUM: &[Browser] = &[Browser::Chromium];

/// What other browsers would show again is not run there.
pub const JOURNEYS: &[Declared] = &[
    declared!(Some(Corpus::Revised), what_is_alike_is_offered).only_in(CHROMIUM),
    declared!(Some(Corpus::Revised), on_a_phone_the_texts_come_first).only_in(CHROMIUM),
    declared!(Some(Corpus::Revised), a_long_comparison_is_stopped).only_in(CHROMIUM),
    declared!(Some(Corpus::Revised), a_comparison_goes_to_the_clipboard_and_to_paper).only_in(CHROMIUM),
];
