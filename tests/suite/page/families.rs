//! Wording that the corpus repeats: the list is that of `recto families`, a family tells its places in date order, and a link
//! opens it again.

use super::context::show_tab;
use super::declared::{Declared, declared};
use super::find::collapsed;
use super::journey::{Form, Journey};
use super::page::Page;
use super::process::Browser;
use super::session::block;
use super::site::Corpus;
use serde_json::{Value, json};
use thirtyfour::prelude::*;

/// The first family that has a dated place and several wordings.
fn told(journey: &Journey) -> (usize, Value, Value) {
    let all = journey.site.ask_lines("families", &[]);
    let at = all.iter().position(|one| one["wordings"].as_u64() > Some(1) && !one["earliest"].is_null());
    let at = at.expect("the sample repeats a wording with a variant");
    let rank = all[at]["family"].to_string();
    (at, all[at].clone(), journey.site.ask("family", &[&rank]))
}

fn label(family: &Value) -> String {
    collapsed(family["label"].as_str().expect("a label"))
}

/// The row of a family in the list.
#[track_caller]
fn wait_listed(page: &Page, at: usize, family: &Value) {
    page.wait_script(
        &format!("row {at} to be {}", label(family)),
        "const row = parts('family-link')[args[0]]; return !!row && row.textContent === args[1];",
        json!([at, label(family)]),
    );
}

#[track_caller]
fn wait_page(page: &Page, one: &Value) {
    let places = one["occurrences"].as_array().expect("places").len().min(16);
    page.wait_script(
        "the places of the family, with their titles",
        "return parts('place').length === args && parts('place-link').length === args;",
        json!(places),
    );
    let titles: Vec<&str> =
        one["occurrences"].as_array().expect("places").iter().filter_map(|place| place["title"].as_str()).collect();
    let shown = page.texts_of("place-link");
    assert_eq!(shown, titles.iter().take(16).map(|title| collapsed(title)).collect::<Vec<_>>(), "in date order");
}

fn a_family_opens_and_its_link_opens_it_again(journey: &Journey) {
    let (at, family, one) = told(journey);
    for form in [Form::OneFile, Form::SubPath] {
        let opened = journey.open(form, "");
        let page = &opened.page;
        show_tab(page, "families");
        wait_listed(page, at, &family);
        page.click_nth("family-link", at);
        page.wait_text("family-title", |shown| collapsed(shown) == label(&family));
        wait_page(page, &one);
        assert_eq!(page.count_of("earliest"), 1, "one place is the earliest");
        let first = page.script("return parts('place')[0].contains(parts('earliest')[0]);", Value::Null);
        assert_eq!(first, json!(true), "the first place is the earliest");
        assert!(page.count_of("difference") > 0, "others tell what they make of it");
        page.wait("the link to quote it", || page.hash().contains("view=families&family=").then_some(()));
        let link = page.hash();
        let again = journey.open(form, &link);
        wait_page(&again.page, &one);
        again.page.click("families-back");
        wait_listed(&again.page, at, &family);
        again.page.finish();
    }
}

fn a_place_opens_its_article_and_closing_leads_back(journey: &Journey) {
    let (at, family, one) = told(journey);
    let opened = journey.open(Form::OneFile, "#view=families");
    let page = &opened.page;
    wait_listed(page, at, &family);
    page.script("part('app').focus();", Value::Null);
    page.keys("gf");
    for _ in 0..=at {
        page.keys("j");
    }
    page.keys(&char::from(Key::Enter).to_string());
    wait_page(page, &one);
    page.click_nth("place-link", 0);
    page.wait_shown("spot");
    page.click("reader-close");
    page.wait_shown("place");
    opened.page.finish();
}

fn filters_and_lists_narrow_the_families(journey: &Journey) {
    let all = journey.site.ask_lines("families", &[]);
    let apart = journey.site.ask_lines("families", &["--apart"]);
    let opened = journey.open(Form::OneFile, "#view=families");
    let page = &opened.page;
    let counts = |count: usize| move |shown: &str| super::find::numbers(shown) == [count as u64];
    page.wait_text("families-count", counts(all.len()));
    block(page.element("[data-part=\"families-list\"] button", 1).click()).expect("a list takes a click");
    if apart.is_empty() {
        page.wait_shown("empty");
    } else {
        page.wait_text("families-count", counts(apart.len()));
    }
    block(page.element("[data-part=\"families-list\"] button", 0).click()).expect("a list takes a click");
    page.wait_text("families-count", counts(all.len()));
    page.type_query("đại hội");
    let narrowed = journey.site.ask_lines("families", &["--where", "đại hội", "--min-articles", "1"]);
    assert!(!narrowed.is_empty() && narrowed.len() < all.len(), "{} of {}", narrowed.len(), all.len());
    page.wait_text("families-count", counts(narrowed.len()));
    page.wait_shown("families-narrowed");
    page.click("families-everywhere");
    page.wait_text("families-count", counts(all.len()));
    opened.page.finish();
}

/// In every browser: the list, a family, its link.
pub const JOURNEYS: &[Declared] = &[declared!(Some(Corpus::Sample), a_family_opens_and_its_link_opens_it_again)];
/// Where one browser is as good as another.
pub const ONCE: &[Declared] = &[
    declared!(Some(Corpus::Sample), a_place_opens_its_article_and_closing_leads_back).only_in(&[Browser::Chromium]),
    declared!(Some(Corpus::Sample), filters_and_lists_narrow_the_families).only_in(&[Browser::Chromium]),
];
