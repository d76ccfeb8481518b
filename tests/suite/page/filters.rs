//! Filters: what is ticked narrows the list, counts are those of the articles, time is chosen by dragging, by keys and
//! by a form, and all of it is in the link.

use super::declared::journeys;
use super::find::numbers;
use super::journey::{Form, Journey};
use super::page::Page;
use serde_json::{Value, json};
use thirtyfour::prelude::*;

/// Every article has this word.
pub const WORD: &str = "bản tin";

/// Articles with sources and dates, some without: two sources in turns, one of three with neither, a month each.
pub fn articles() -> Vec<(&'static str, String)> {
    const NAMES: [&str; 12] =
        ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt", "f.txt", "g.txt", "h.txt", "i.txt", "j.txt", "k.txt", "l.txt"];
    NAMES
        .iter()
        .enumerate()
        .map(|(at, name)| {
            // A phrase in three of them, its words apart in six.
            let market = ["Hôm ấy có phiên chợ.", "Chợ họp theo phiên.", "Chợ mở đúng phiên.", "Trời mưa cả ngày."];
            let market = market[at % market.len()];
            (*name, format!("Thông báo số {at}\n\nĐây là bản tin số {at} về việc chung. {market}\n"))
        })
        .collect()
}

/// The table that gives them their sources and dates.
pub fn table() -> String {
    let mut rows = String::from("id,title,date,source,url,hide\n");
    for (at, (name, _)) in articles().iter().enumerate() {
        let date = if at % 6 == 5 { String::new() } else { format!("{}-{:02}-15", 2020 + at / 6, at % 6 * 2 + 1) };
        let source = ["Báo Một", "Báo Hai", ""][at % 3];
        rows.push_str(&format!("{name},,{date},{source},,\n"));
    }
    rows
}

/// How many articles pass.
pub fn passing(journey: &Journey, passes: impl Fn(&str, &str) -> bool) -> u64 {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let articles = journey.site.ask_lines("articles", &[]);
    articles.iter().filter(|one| passes(&text(&one["source"]), &text(&one["date"]))).count() as u64
}

/// Waits until the page lists so many articles.
#[track_caller]
pub fn wait_articles(page: &Page, articles: u64) {
    page.wait_text("count", |text| numbers(text).last() == Some(&articles));
    page.wait("the rows", || (page.count_of("result") as u64 == articles).then_some(()));
}

#[track_caller]
pub fn tick(page: &Page, facet: &str, value: &str) {
    page.wait_script(
        "the value to tick",
        "const box = [...root.querySelectorAll('[data-facet=\"' + args[0] + '\"] input')].filter(shown)\
         .find((one) => one.dataset.value === args[1]); \
         if (box) box.click(); return !!box;",
        json!([facet, value]),
    );
}

pub fn open<'s>(journey: &Journey<'s>, form: Form, query: &str) -> super::journey::Opened<'s> {
    let opened = journey.open(form, "");
    journey.size(1440, 900);
    opened.page.type_query(query);
    opened.page.wait_shown("result-title");
    opened
}

fn sources_filter(journey: &Journey) {
    for &form in journey.forms() {
        let opened = open(journey, form, WORD);
        let page = &opened.page;
        wait_articles(page, 12);
        let counts = page.wait_script(
            "the counts",
            "const rows = [...root.querySelectorAll('[data-facet=\"source\"] li')]; \
             return rows.length ? rows.map((row) => [row.querySelector('input').dataset.value, \
               Number(row.querySelector('.figure').textContent)]) : null;",
            Value::Null,
        );
        let counted = |name: &str| passing(journey, |source, _| source == name);
        for name in ["Báo Một", "Báo Hai", ""] {
            let row = counts.as_array().expect("rows").iter().find(|row| row[0] == json!(name));
            assert_eq!(row.expect("every source is listed")[1], json!(counted(name)), "{name}");
        }
        tick(page, "source", "Báo Một");
        wait_articles(page, counted("Báo Một"));
        tick(page, "source", "");
        wait_articles(page, counted("Báo Một") + counted(""));
        page.wait("two chips", || (page.count_of("filter-chip") == 2).then_some(()));
        page.click("filter-chip");
        page.wait("one chip", || (page.count_of("filter-chip") == 1).then_some(()));
        page.click("filters-clear");
        wait_articles(page, 12);
        assert_eq!(page.count_of("filter-chip"), 0);
        opened.page.finish();
    }
}

fn filters_alone_list_articles(journey: &Journey) {
    let opened = journey.open(Form::OneFile, "#view=results&source=B%C3%A1o%20Hai&from=2020&to=2020");
    let page = &opened.page;
    let expected = passing(journey, |source, date| source == "Báo Hai" && date.starts_with("2020"));
    assert!(expected > 0);
    page.wait("the articles that pass", || (page.count_of("result") as u64 == expected).then_some(()));
    assert_eq!(page.count_of("filter-chip"), 2);
    opened.page.finish();
}

/// Drags over the histogram from one share of its width to another.
fn drag(page: &Page, from: f64, to: f64) {
    page.script(
        "const chart = part('date-brush'), box = chart.getBoundingClientRect(); \
         const send = (name, share) => chart.dispatchEvent(new PointerEvent(name, { bubbles: true, pointerId: 1, button: 0, \
           clientX: box.left + box.width * share, clientY: box.top + box.height / 2 })); \
         chart.setPointerCapture = () => {}; \
         send('pointerdown', args[0]); send('pointermove', (args[0] + args[1]) / 2); send('pointermove', args[1]); \
         send('pointerup', args[1]);",
        json!([from, to]),
    );
}

fn time_filters_by_dragging(journey: &Journey) {
    let opened = open(journey, Form::OneFile, WORD);
    let page = &opened.page;
    wait_articles(page, 12);
    page.wait_shown("date-from");
    // Bars go from January 2020 to September 2021.
    drag(page, 0.01, 0.25);
    let early = passing(journey, |_, date| ("2020-01".."2020-07").contains(&date));
    wait_articles(page, early);
    page.wait("the link to say it", || page.hash().contains("from=2020-01").then_some(()));
    page.wait_text("date-range", |text| text.contains("2020"));
    page.click("undated");
    wait_articles(page, early + passing(journey, |_, date| date.is_empty()));
    drag(page, 0.0, 1.0);
    page.wait("the range to be gone", || (page.count_of("filter-chip") == 1).then_some(()));
    wait_articles(page, passing(journey, |_, date| date.is_empty()));
    opened.page.finish();
}

fn time_filters_by_keys_and_by_form(journey: &Journey) {
    let opened = open(journey, Form::OneFile, WORD);
    let page = &opened.page;
    wait_articles(page, 12);
    page.wait_shown("date-from");
    page.script("part('date-from').focus();", Value::Null);
    for _ in 0..3 {
        page.keys(&char::from(Key::Right).to_string());
    }
    wait_articles(page, passing(journey, |_, date| date >= "2020-04"));
    let spoken = page.script("return part('date-from').getAttribute('aria-valuetext');", Value::Null);
    assert!(spoken.as_str().is_some_and(|text| text.contains("2020")), "{spoken}");
    page.keys(&char::from(Key::Home).to_string());
    wait_articles(page, 12);
    page.script(
        "part('date-fold').open = true; part('date-first').value = '2020-05-01'; part('date-last').value = '2020-12-31';",
        Value::Null,
    );
    page.click("date-apply");
    wait_articles(page, passing(journey, |_, date| ("2020-05-01"..="2020-12-31").contains(&date)));
    opened.page.finish();
}

fn a_link_restores_filters_and_switches(journey: &Journey) {
    let hash = "#view=results&q=b%E1%BA%A3n&strict=case,stroke&year=2021&undated=1&sort=oldest";
    let opened = journey.open(Form::OneFile, hash);
    journey.size(1440, 900);
    let page = &opened.page;
    page.wait("two chips", || (page.count_of("filter-chip") == 2).then_some(()));
    let state = page.wait_script(
        "the ticks",
        "const ticked = (name) => { const one = part(name); return one ? one.checked : null; }; \
         const all = ['strict-case', 'strict-tone', 'strict-letters', 'strict-stroke'].map(ticked); \
         return all.includes(null) ? null : all;",
        Value::Null,
    );
    assert_eq!(state, json!([true, false, false, true]));
    assert!(page.hash().contains("strict=case,stroke") && page.hash().contains("sort=oldest"));
    opened.page.finish();
}

fn on_a_phone_filters_are_behind_a_button(journey: &Journey) {
    let form = journey.form_of_width(320, 640);
    let opened = journey.open(form, "");
    if form == Form::OneFile {
        journey.size(320, 640);
    }
    let page = &opened.page;
    page.type_query(WORD);
    page.wait_shown("result-title");
    assert!(!page.is_shown("facets"));
    page.click("filter-toggle");
    page.wait_shown("facets");
    tick(page, "source", "Báo Hai");
    page.click("filter-toggle");
    wait_articles(page, passing(journey, |source, _| source == "Báo Hai"));
    assert_eq!(numbers(&page.text_of("filter-toggle")), [1]);
    let wide = page.script("return document.documentElement.scrollWidth;", Value::Null);
    assert!(wide.as_u64().is_some_and(|wide| wide <= 321), "{wide} px wide");
    opened.page.finish();
}

/// A phrase of three articles whose words stand apart in six others: both numbers stand at every value, never summed, and
/// the chart is that of the phrase.
fn two_groups_have_two_numbers(journey: &Journey) {
    const PHRASE: &str = "phiên chợ";
    let expected = journey.site.ask("facets", &["phiên", "chợ"]);
    for &form in journey.forms() {
        let opened = open(journey, form, PHRASE);
        let page = &opened.page;
        // While the first word is typed, nine articles have it: the phrase is answered when three do.
        page.wait_text("count", |text| numbers(text).last() == Some(&3));
        page.wait("nine rows", || (page.count_of("result") == 9).then_some(()));
        let counts = page.wait_script(
            "the counts",
            "const rows = [...root.querySelectorAll('[data-facet=\"source\"] li')]; \
             const number = (row, part) => { const one = row.querySelector(part); return one ? Number(one.textContent) : 0; }; \
             const told = rows.map((row) => ({ value: row.querySelector('input').dataset.value, \
               articles: number(row, '.figure:not(.words-only)'), words_articles: number(row, '.figure.words-only'), \
               chosen: false })); \
             const same = (one, at) => Object.entries(args[at]).every(([name, value]) => one[name] === value); \
             return told.length === args.length && told.every(same) ? told : null;",
            expected["facets"]["source"].clone(),
        );
        assert_eq!(counts, expected["facets"]["source"]);
        page.wait_shown("words-legend");
        // A listener hears what each number is of.
        let heard =
            page.script("return root.querySelector('[data-facet=\"source\"] li .unseen').textContent;", Value::Null);
        let first = &expected["facets"]["source"][0];
        let told: Vec<Value> = numbers(heard.as_str().expect("words")).into_iter().map(Value::from).collect();
        assert_eq!(told, [first["articles"].clone(), first["words_articles"].clone()], "{heard}");

        // The phrase was used from January 2020 to May 2021; two of the others are later, one has no date.
        let ends = page.texts(".date-filter .bar-ends span");
        assert_eq!(ends.iter().map(|end| numbers(end).last().copied()).collect::<Vec<_>>(), [Some(2020), Some(2021)]);
        assert_eq!(page.script("return root.querySelectorAll('.date-filter .bar').length;", Value::Null), json!(17));
        assert_eq!(numbers(&page.text_of("words-elsewhere")), [2]);
        let spoken = page.script("return part('date-from').getAttribute('aria-valuetext');", Value::Null);
        assert_eq!(numbers(spoken.as_str().unwrap_or_default()).last(), Some(&1), "{spoken}");

        // A tick filters both groups.
        tick(page, "source", "Báo Một");
        let one = counts.as_array().expect("rows").iter().find(|row| row["value"] == "Báo Một").expect("it is listed");
        let sum = one["articles"].as_u64().unwrap_or(0) + one["words_articles"].as_u64().unwrap_or(0);
        page.wait("its rows", || (page.count_of("result") as u64 == sum).then_some(()));
        opened.page.finish();
    }
}

/// What is spoken says the counts that are shown: no group without articles, none before an answer is there.
fn the_status_says_no_zero(journey: &Journey) {
    let opened = open(journey, Form::OneFile, WORD);
    let page = &opened.page;
    let mut said = Vec::new();
    for (query, articles) in [(WORD, 12), ("phiên chợ", 3), ("tin số chung", 12), ("\"phiên chợ\"", 3), (WORD, 12)]
    {
        page.type_query(query);
        page.wait("what is spoken", || {
            let status = page.script("return part('status').textContent;", Value::Null);
            let status = status.as_str().unwrap_or_default().to_owned();
            let now = numbers(&status);
            said.push(status);
            now.contains(&articles).then_some(())
        });
    }
    for status in &said {
        assert!(!numbers(status).contains(&0), "{status}");
    }
    super::context::show_tab(page, "context");
    page.wait_shown("line-count");
    page.type_query("phien cho");
    // The lines are split by tier as the results are.
    page.wait_text("line-count", |text| text.contains("không dấu") || text.contains("ignored"));
    opened.page.finish();
}

journeys!(Dated:
    two_groups_have_two_numbers,
    the_status_says_no_zero,
    sources_filter,
    filters_alone_list_articles,
    time_filters_by_dragging,
    time_filters_by_keys_and_by_form,
    a_link_restores_filters_and_switches,
    on_a_phone_filters_are_behind_a_button,
);
