//! Selections with a name: kept on the device, brought by a link, held against each other, and what was looked at since
//! the page opened.

use super::declared::{Declared, declared};
use super::filters::{WORD, open, passing, tick, wait_articles};
use super::journey::{Form, Journey};
use super::page::Page;
use super::process::Browser;
use super::site::Corpus;
use serde_json::{Value, json};

/// Opens the fold of a name that is shown.
#[track_caller]
fn unfold(page: &Page, part: &str) {
    let body = "const fold = parts(args).find(shown); if (fold) fold.open = true; return !!fold;";
    page.wait_script(&format!("{part} to be unfolded"), body, json!(part));
}

/// Gives what is shown a name.
#[track_caller]
fn save_as(page: &Page, name: &str) {
    unfold(page, "sets");
    page.wait_script(
        "the field for a name",
        "const fold = parts('sets').find(shown), field = fold.querySelector('[data-part=\"set-name\"]'); \
         if (!shown(field)) return false; \
         field.value = args; fold.querySelector('[data-part=\"set-save\"]').click(); return true;",
        json!(name),
    );
}

/// Goes to what was seen since the page opened and is told in these words.
#[track_caller]
fn look_again(page: &Page, told: &[&str]) {
    unfold(page, "trail");
    page.script(
        "const visits = parts('visit').filter(shown).map(one => [one, one.closest('li').textContent]); \
         visits.find(([, told]) => args.every(part => told.includes(part)))[0].click();",
        json!(told),
    );
}

/// Holds the word in all articles against the articles of a selection, by its name.
fn hold_against(page: &Page, name: &str, articles: u64) {
    super::context::show_tab(page, "measure");
    page.click_on("[data-part=\"measure-panels\"] button", 2);
    page.wait_shown("against-set");
    page.click("filter-chip");
    page.wait_gone("set-shown");
    // A name that nothing has is no name.
    page.script(
        "const field = parts('measure-against').find(shown); field.value = '@Ba'; field.form.requestSubmit();",
        Value::Null,
    );
    page.wait_text("set-unknown", |text| text.contains("“Ba”"));
    super::context::choose(page, "against-set", &format!("@{name}"));
    page.wait_gone("set-unknown");
    page.wait_script(
        "the articles of the name",
        "const told = parts('measure-count').map(one => one.textContent); \
         return told.length === 2 && told[0].includes('12 ') && new RegExp(': ' + args + ' ').test(told[1]);",
        json!(articles),
    );
}

fn a_selection_has_a_name(journey: &Journey) {
    const NAME: &str = "<img src=x onerror=pwned=1> & Một";
    let opened = open(journey, Form::OneFile, WORD);
    let page = &opened.page;
    wait_articles(page, 12);
    tick(page, "source", "Báo Một");
    let one = passing(journey, |source, _| source == "Báo Một");
    wait_articles(page, one);
    // Without words in it the name is that of the filters.
    page.click("search-clear");
    page.wait("the link without words", || (!page.hash().contains("q=")).then_some(()));
    page.wait("the articles of the source", || (page.count_of("result") as u64 == one).then_some(()));
    save_as(page, NAME);
    page.wait_text("set-shown", |text| text == NAME);
    let room = "const field = parts('set-name').find(shown), pane = field.closest('[data-part=\"facets\"]'); \
                return pane.getBoundingClientRect().right - field.getBoundingClientRect().right;";
    assert!(page.script(room, Value::Null).as_f64() >= Some(0.0), "the field for a name is wider than the filters");
    page.wait("the name in the link", || page.hash().contains("set=%3Cimg").then_some(()));

    // What is saved stays on the device, and is chosen again with another query.
    super::session::block(page.session.driver.refresh()).expect("the page reloads");
    page.wait_mounted();
    page.click("filters-clear");
    page.wait_gone("set-shown");
    assert!(!page.hash().contains("set="), "{}", page.hash());
    page.type_query(WORD);
    wait_articles(page, 12);
    unfold(page, "sets");
    page.click("set");
    wait_articles(page, one);
    page.wait_text("set-shown", |text| text == NAME);

    // Two selections are held against each other by name.
    hold_against(page, NAME, one);
    let held = page.hash();
    assert!(held.contains("against=%40%3Cimg") && held.contains("set=%3Cimg"), "{held}");

    // What was looked at is one click away.
    let tab = page.texts("[data-part=\"tabs\"] [data-view=\"results\"]").remove(0);
    look_again(page, &[WORD, NAME, &tab]);
    wait_articles(page, one);

    // Elsewhere a link brings the name with it, to be kept.
    page.script("localStorage.clear();", Value::Null);
    page.goto("about:blank");
    page.goto(&format!("{}{held}", opened.url));
    page.wait_mounted();
    unfold(page, "sets");
    page.click("set-keep");
    page.wait_shown("set-remove");
    page.click("set-rename");
    save_as(page, "Báo thứ nhất");
    page.wait("the new name in the link", || {
        let hash = page.hash();
        (hash.contains("against=%40B%C3%A1o") && !hash.contains("img")).then_some(())
    });
    page.click("set-remove");
    page.wait_gone("set-remove");
    assert_eq!(page.script("return window.pwned;", Value::Null), Value::Null);
    opened.page.finish();
}

/// What one browser shows of all.
pub const NAMED: &[Declared] = &[declared!(Some(Corpus::Dated), a_selection_has_a_name).only_in(&[Browser::Chromium])];
