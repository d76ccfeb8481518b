//! Who and what articles mention: under the head of an article and over the corpus, the lists are those of `recto
//! mentions`, and every mention leads to its place.

use super::context::show_tab;
use super::declared::journeys;
use super::export::exported;
use super::find::{collapsed, numbers};
use super::journey::{Form, Journey};
use super::page::Page;
use serde_json::{Value, json};
use thirtyfour::prelude::*;

/// The kinds in the order of their buttons.
const KINDS: [&str; 5] = ["people", "figures", "attributions", "dates", "abbreviations"];

fn rows(journey: &Journey, rest: &[&str]) -> Vec<Value> {
    journey.site.ask_lines("mentions", rest)
}

fn text<'v>(row: &'v Value, name: &str) -> &'v str {
    row[name].as_str().unwrap_or_else(|| panic!("no {name} in {row}"))
}

/// Rows and articles of a list of the command line.
fn counts(rows: &[Value]) -> [u64; 2] {
    let mut articles: Vec<u64> = rows.iter().map(|row| row["article"].as_u64().expect("a number")).collect();
    articles.sort_unstable();
    articles.dedup();
    [rows.len() as u64, articles.len() as u64]
}

/// Waits for a count of the page to be that of the command line.
#[track_caller]
fn wait_count(page: &Page, rows: &[Value]) {
    let expected = counts(rows);
    page.wait_text("mention-count", |text| numbers(text) == expected);
}

/// Waits for a place to be pointed at, in sight, and gives its text.
#[track_caller]
fn spot(page: &Page, expected: &str) {
    page.wait_script(
        &format!("{expected:?} to be pointed at, in sight"),
        "const spot = parts('spot').filter(shown); const pane = part('reader').getBoundingClientRect(); \
         const box = spot.length && spot[0].getBoundingClientRect(); \
         return spot.map((one) => one.textContent).join('').replace(/\\s+/g, ' ').trim() === args \
           && box.top >= Math.max(0, pane.top) - 1 && box.bottom <= Math.min(innerHeight, pane.bottom) + 1;",
        json!(collapsed(expected)),
    );
}

#[track_caller]
fn choose_kind(page: &Page, kind: usize) {
    page.click_on("[data-part=\"mention-kinds\"] button", kind);
}

/// The article and the person that the command line mentions most in it.
fn someone(journey: &Journey) -> (String, String, Vec<Value>) {
    let people = rows(journey, &["--kind", "people"]);
    let places = |one: &Value| -> Vec<Value> {
        let same = people.iter().filter(|row| row["id"] == one["id"] && row["name"] == one["name"]);
        same.cloned().collect()
    };
    let most = people.iter().max_by_key(|one| places(one).len()).expect("the sample names people");
    (text(most, "id").to_owned(), text(most, "name").to_owned(), places(most))
}

fn an_article_tells_whom_it_mentions(journey: &Journey) {
    let (id, name, places) = someone(journey);
    assert!(places.len() > 1, "the sample names someone twice");
    let all = rows(journey, &["--kind", "people", "--name", &name]);
    for &form in journey.forms() {
        let opened = journey.open(form, &format!("#view=results&open={}", id.replace(' ', "%20")));
        let page = &opened.page;
        page.wait_shown("reader-title");
        assert!(!page.is_shown("mention-jump"), "it starts folded");
        page.click("mentioned-summary");
        page.wait_shown("mention-jump");
        let first = page.texts("[data-kind=\"people\"] [data-part=\"mention-jump\"]").remove(0);
        assert!(first.ends_with(&name), "{first} does not name {name}, the most mentioned");
        page.click("mention-jump");
        spot(page, text(&places[0], "text"));
        page.click("mention-jump");
        spot(page, text(&places[1], "text"));
        page.click("mention-all");
        page.wait_text("mention-title", |shown| shown == name);
        wait_count(page, &all);
        if form != Form::Sandboxed {
            page.wait("the link to say it", || page.hash().contains("view=mentions&mention=").then_some(()));
        }
        opened.page.finish();
    }
}

fn lists_are_those_of_the_command_line(journey: &Journey) {
    for form in [Form::OneFile, Form::SubPath] {
        let opened = journey.open(form, "");
        let page = &opened.page;
        show_tab(page, "mentions");
        for (at, kind) in KINDS.into_iter().enumerate() {
            choose_kind(page, at);
            let expected = rows(journey, &["--kind", kind]);
            wait_count(page, &expected);
            let first = collapsed(text(&expected[0]["sentence"], "text"));
            page.wait_text("mention-link", |shown| shown == first);
            let names = rows(journey, &["--kind", kind, "--names"]);
            if kind != "dates" {
                page.wait_text("mention-name", |shown| shown == text(&names[0], "name"));
                continue;
            }
            page.wait_shown("timeline");
            let names: Vec<_> = names.iter().filter(|name| !text(name, "name").starts_with("--")).collect();
            let listed = page.script("return parts('mention-date').length;", Value::Null);
            assert_eq!(listed, json!(names.len()), "every month and year is in the table");
        }
        opened.page.finish();
    }
}

fn a_sentence_opens_its_article_at_its_place(journey: &Journey) {
    let opened = journey.open(Form::OneFile, "#view=mentions&kind=figures");
    let page = &opened.page;
    let figures = rows(journey, &["--kind", "figures"]);
    wait_count(page, &figures);
    page.click_nth("mention-link", 3);
    spot(page, text(&figures[3], "text"));
    page.click("reader-close");
    page.wait_shown("mention");
    page.wait_script(
        "the row to have focus again",
        "const row = root.activeElement && root.activeElement.closest('[data-part=\"mention\"]'); \
         return !!row && parts('mention').indexOf(row) === 3;",
        Value::Null,
    );
    // The link holds the place.
    let link = page.script("return parts('mention-link')[3].getAttribute('href');", Value::Null);
    let opened = journey.open(Form::OneFile, link.as_str().expect("a link"));
    spot(&opened.page, text(&figures[3], "text"));
    // Of another pack, bytes say nothing.
    let link = link.as_str().expect("a link");
    let (before, after) = link.split_once("corpus=").expect("a link names its corpus");
    let stale = [before, "corpus=0", &after[1..]].concat();
    let stale = if stale == link { [before, "corpus=1", &after[1..]].concat() } else { stale };
    let opened = journey.open(Form::OneFile, &stale);
    opened.page.wait_shown("reader-title");
    assert!(!opened.page.is_shown("spot"));
    opened.page.finish();
}

fn a_link_restores_one_thing_and_its_query(journey: &Journey) {
    let (_, name, all) = someone(journey);
    let opened = journey.open(Form::OneFile, "#view=mentions&kind=dates&mention=2021");
    let page = &opened.page;
    wait_count(page, &rows(journey, &["--kind", "dates", "--name", "2021"]));
    assert!(!page.is_shown("mentions-narrowed"));
    page.click("mention-clear");
    wait_count(page, &rows(journey, &["--kind", "dates"]));
    choose_kind(page, 0);
    page.type_query("đại hội");
    wait_count(page, &rows(journey, &["--kind", "people", "--where", "đại hội"]));
    page.wait_shown("mentions-narrowed");
    page.script("part('app').focus();", Value::Null);
    page.click("mentions-all");
    wait_count(page, &rows(journey, &["--kind", "people"]));
    let at = page.texts("[data-part=\"mention-name\"]").iter().position(|one| *one == name);
    page.click_nth("mention-name", at.expect("whom an article mentions most is listed"));
    page.wait_text("mention-title", |shown| shown == name);
    assert!(page.count_of("mention") >= all.len());
    opened.page.finish();
}

fn mentions_by_keys(journey: &Journey) {
    let (id, ..) = someone(journey);
    let opened = journey.open(Form::OneFile, &format!("#view=results&open={}", id.replace(' ', "%20")));
    let page = &opened.page;
    page.wait_shown("reader-title");
    page.keys("m");
    page.wait_shown("mention-jump");
    page.keys("m");
    page.wait_gone("mention-jump");
    // Else rows are walked from those of the open article.
    page.keys(&char::from(Key::Escape).to_string());
    page.wait_gone("reader-title");
    page.keys("gm");
    page.wait_shown("mention");
    page.keys("jj");
    page.wait_script(
        "the second row",
        "const row = root.activeElement && root.activeElement.closest('[data-part=\"mention\"]'); \
         return parts('mention').indexOf(row) === 1;",
        Value::Null,
    );
    page.keys(&char::from(Key::Enter).to_string());
    page.wait_shown("spot");
    page.keys(&char::from(Key::Escape).to_string());
    page.wait_shown("mention");
    opened.page.finish();
}

fn every_mention_is_in_the_file(journey: &Journey) {
    for (at, kind) in [(1, "figures"), (2, "attributions")] {
        let expected = rows(journey, &["--kind", kind]);
        let opened = journey.open(Form::OneFile, "#view=mentions");
        let page = &opened.page;
        choose_kind(page, at);
        wait_count(page, &expected);
        let (mark, rows) = exported(page, "export-mentions");
        assert_eq!(mark, json!([0xef, 0xbb, 0xbf]));
        assert_eq!(rows.len(), expected.len() + 1, "a row a mention, and the names");
        for (row, expected) in rows[1..].iter().zip(&expected) {
            assert!(row.contains(text(expected, "id")), "{row} is not of {}", expected["id"]);
        }
        opened.page.finish();
    }
}

journeys!(Sample:
    an_article_tells_whom_it_mentions,
    lists_are_those_of_the_command_line,
    a_sentence_opens_its_article_at_its_place,
    a_link_restores_one_thing_and_its_query,
    mentions_by_keys,
    every_mention_is_in_the_file,
);
