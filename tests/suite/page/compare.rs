//! Comparing: two articles ticked in the list stand side by side, their shared passages marked in both, and a click
//! brings both to the same height.

use super::declared::journeys;
use super::find::{collapsed, numbers, search};
use super::journey::{Form, Journey};
use super::page::Page;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Ticks the first two results of a query and compares them.
#[track_caller]
pub fn compare_first_two(page: &Page, journey: &Journey, query: &str) {
    search(page, &journey.site, query);
    page.click_nth("result-tick", 0);
    page.click_nth("result-tick", 1);
    page.click("compare-go");
    page.wait_shown("compare");
    // Where only one column fits, a switch says which.
    page.wait("two columns", || {
        let there = page.script("return parts('column').length;", Value::Null);
        let shown = if page.is_shown("column-switch") { 1 } else { 2 };
        (there == 2 && page.count_of("column") == shown).then_some(())
    });
    page.wait_text("passage-count", |text| matches!(numbers(text)[..], [_, total] if total > 0));
}

/// `n` and `total` of "n / total".
#[track_caller]
pub fn place(page: &Page) -> (u64, u64) {
    let numbers = numbers(&page.text_of("passage-count"));
    (numbers[0], numbers[1])
}

/// The texts of the selected passage, one a column.
fn selected(page: &Page) -> Vec<String> {
    let texts = page.script(
        "return parts('column').map((column) => [...column.querySelectorAll('[data-part=\"passage\"][aria-current]')]\
         .map((passage) => passage.textContent).join('').replace(/\\s+/g, ' ').trim());",
        Value::Null,
    );
    serde_json::from_value(texts).expect("texts")
}

/// Waits until the tops of the selected passage agree in both columns.
#[track_caller]
fn wait_aligned(page: &Page) {
    page.wait_script(
        "the selected passage to stand at one height in both columns, in sight",
        "const tops = parts('column').map((column) => column.querySelector('[data-part=\"passage\"][aria-current]'))\
         .map((passage) => passage && passage.getClientRects()[0].top); \
         return tops.length === 2 && tops.every((top) => top !== null && top >= 0 && top < innerHeight) \
           && Math.abs(tops[0] - tops[1]) <= 4;",
        Value::Null,
    );
}

/// The wordings that the command line finds in the first two results, as pairs, white space collapsed.
fn expected_pairs(journey: &Journey, query: &str) -> BTreeSet<[String; 2]> {
    let answer = journey.site.ask("search", &["--limit", "2", "--", query]);
    let ids: Vec<String> = (0..2).map(|at| answer["results"][at]["article"].to_string()).collect();
    let articles = journey.site.ask_lines("articles", &["--text"]);
    let compared = journey.site.ask("compare", &[&ids[0], &ids[1]]);
    let wording = |span: &Value| {
        let article = articles.iter().find(|one| one["article"] == span["article"]).expect("the article");
        let text = article["text"].as_str().expect("its text");
        let edge = |name: &str| usize::try_from(span[name].as_u64().expect("an offset")).expect("it fits");
        collapsed(&text[edge("start")..edge("end")])
    };
    let passages = compared["passages"].as_array().expect("passages").iter();
    passages.map(|passage| [wording(&passage["spans"][0]), wording(&passage["spans"][1])]).collect()
}

const QUERY: &str = "an ninh trật tự";

fn passages_stand_in_both_columns(journey: &Journey) {
    let pairs = expected_pairs(journey, QUERY);
    for &form in journey.forms() {
        let opened = journey.open(form, "");
        let page = &opened.page;
        compare_first_two(page, journey, QUERY);
        // A passage within a heavier one is named by the pieces of that one.
        let passages = page.script(
            "return parts('column').map((column) => [...new Set([...column.querySelectorAll('[data-part=\"passage\"]')]\
             .flatMap((piece) => [piece.dataset.passage, ...(piece.dataset.under || '').split(' ')]))]\
             .filter(Boolean).sort());",
            Value::Null,
        );
        assert_eq!(passages[0], passages[1], "the same passages in both columns");
        let (_, total) = place(page);
        // A wording that is repeated has one row, and what says little is folded: the columns mark these too.
        assert!(passages[0].as_array().map_or(0, Vec::len) as u64 >= total, "every passage stands in the columns");
        let kinds =
            page.script("return [...new Set(parts('passage').map((passage) => passage.dataset.kind))];", Value::Null);
        for kind in kinds.as_array().expect("kinds") {
            assert!(
                ["verbatim", "typography", "marks", "reworded", "reordered"].contains(&kind.as_str().unwrap_or("")),
                "{kind}"
            );
        }
        page.click("passage-next");
        page.wait("a passage to be selected", || {
            Some(selected(page)).filter(|texts| texts.iter().all(|text| !text.is_empty()))
        });
        let shown = selected(page);
        let whole = pairs.iter().any(|pair| pair[0] == shown[0] && pair[1] == shown[1]);
        assert!(whole, "{shown:?} is no passage of the command line's");
        opened.page.finish();
    }
}

fn passages_are_stepped_through_and_align(journey: &Journey) {
    for form in [Form::OneFile, Form::SubPath] {
        let opened = journey.open(form, "");
        let page = &opened.page;
        compare_first_two(page, journey, QUERY);
        let (_, total) = place(page);
        assert!(total >= 2, "the sample has passages to step through");
        assert!(page.count_of("passage-list") > 0, "passages are listed in words too");
        page.click("passage-next");
        let mut seen = BTreeSet::new();
        for _ in 0..total.min(5) {
            wait_aligned(page);
            let (at, of) = place(page);
            assert_eq!(of, total);
            assert!(seen.insert(at), "{at} comes twice");
            page.click("passage-next");
            page.wait("the next passage", || (place(page).0 != at).then_some(()));
        }
        let (at, _) = place(page);
        page.click("passage-previous");
        page.wait("the passage before", || (place(page).0 != at).then_some(()));
        wait_aligned(page);
        opened.page.finish();
    }
}

fn a_click_brings_the_other_column_along(journey: &Journey) {
    let opened = journey.open(Form::OneFile, "");
    let page = &opened.page;
    compare_first_two(page, journey, QUERY);
    for column in [0, 1] {
        let chosen = page.script(
            "const passages = [...parts('column')[args].querySelectorAll('[data-part=\"passage\"]')]\
             .filter((passage) => shown(passage) && !passage.hasAttribute('aria-current')); \
             const passage = passages[Math.floor(passages.length / 2)]; \
             if (!passage) return null; \
             passage.scrollIntoView({ block: 'center' }); passage.click(); \
             return passage.dataset.passage;",
            json!(column),
        );
        assert!(chosen.is_string(), "column {column} has a passage to click");
        page.wait_script(
            "the clicked passage to be selected in both columns",
            "return parts('column').every((column) => [...column.querySelectorAll('[data-part=\"passage\"][aria-current]')]\
             .some((piece) => [piece.dataset.passage, ...(piece.dataset.under || '').split(' ')].includes(args)));",
            chosen,
        );
        wait_aligned(page);
    }
    opened.page.finish();
}

fn an_article_leaves_the_tray(journey: &Journey) {
    let opened = journey.open(Form::OneFile, "");
    let page = &opened.page;
    search(page, &journey.site, QUERY);
    page.click_nth("result-tick", 0);
    page.wait_shown("compare-tray");
    assert!(!page.is_shown("compare-go"), "one article cannot be compared");
    page.click_nth("result-tick", 1);
    page.wait_shown("compare-go");
    page.click_nth("result-tick", 0);
    page.wait_gone("compare-go");
    page.click_nth("result-tick", 1);
    page.wait_gone("compare-tray");
    opened.page.finish();
}

journeys!(Sample:
    passages_stand_in_both_columns,
    passages_are_stepped_through_and_align,
    a_click_brings_the_other_column_along,
    an_article_leaves_the_tray,
);
