//! Hits in their context: the lines are those of the command line, their hits stand in one column, and a line opens its
//! article at that hit.

use super::declared::journeys;
use super::find::{collapsed, numbers, search};
use super::journey::{Form, Journey};
use super::page::Page;
use serde_json::{Value, json};
use thirtyfour::prelude::*;

const QUERY: &str = "an ninh trật tự";

/// A line as read: left, hit, right, white space collapsed.
type Read = [String; 3];

/// The lines of the command line.
fn expected(journey: &Journey, query: &str, sort: &str, context: &str) -> Vec<Read> {
    let mut rest = vec!["--limit", "100", "--context", context];
    if !sort.is_empty() {
        rest.extend(["--sort", sort]);
    }
    rest.extend(["--", query]);
    let answer = journey.site.ask("concordance", &rest);
    let lines = answer["lines"].as_array().expect("lines").iter();
    lines.map(|line| ["left", "node", "right"].map(|name| collapsed(line[name].as_str().expect("text")))).collect()
}

fn shown(page: &Page) -> Vec<Read> {
    let body = "return parts('line').filter(shown).map((line) => ['line-left', 'line-node', 'line-right'].map((name) => \
                line.querySelector('[data-part=\"' + name + '\"]').textContent.replace(/\\s+/g, ' ').trim()));";
    serde_json::from_value(page.script(body, Value::Null)).unwrap_or_default()
}

#[track_caller]
fn wait_lines(page: &Page, expected: &[Read]) {
    let mut last = Vec::new();
    page.wait(&format!("{} lines like {:?}", expected.len(), expected.first()), || {
        last = shown(page);
        (last == expected).then_some(())
    });
}

/// Shows a tab by its name.
#[track_caller]
pub fn show_tab(page: &Page, view: &str) {
    page.click_on(&format!("[data-part=\"tabs\"] [data-view=\"{view}\"]"), 0);
}

/// Chooses an option of a select by its value.
#[track_caller]
pub fn choose(page: &Page, part: &str, value: &str) {
    page.script(
        "const field = part(args[0]); field.value = args[1]; \
         field.dispatchEvent(new Event('change', { bubbles: true }));",
        json!([part, value]),
    );
}

fn lines_are_those_of_the_command_line(journey: &Journey) {
    let lines = expected(journey, QUERY, "", "12");
    let by_right = expected(journey, QUERY, "R1", "12");
    assert!(lines.len() > 3 && lines != by_right, "the sample has lines to sort");
    for &form in journey.forms() {
        let opened = journey.open(form, "");
        let page = &opened.page;
        search(page, &journey.site, QUERY);
        show_tab(page, "context");
        wait_lines(page, &lines);
        assert_eq!(numbers(&page.text_of("line-count"))[0], lines.len() as u64);
        choose(page, "line-sort-1", "R1");
        wait_lines(page, &by_right);
        choose(page, "line-sort-2", "L1");
        wait_lines(page, &expected(journey, QUERY, "R1,L1", "12"));
        choose(page, "context-width", "6");
        wait_lines(page, &expected(journey, QUERY, "R1,L1", "6"));
        if form != Form::Sandboxed {
            let hash = page.hash();
            for part in ["view=context", "lines=R1,L1", "width=6"] {
                page.wait("the link to say it", || page.hash().contains(part).then_some(()));
            }
            assert!(hash.contains("q="), "{hash}");
        }
        opened.page.finish();
    }
}

fn a_link_restores_the_lines(journey: &Journey) {
    let hash = "#view=context&q=%C4%91%E1%BA%A1i%20h%E1%BB%99i&lines=L1,R1&width=20";
    let opened = journey.open(Form::OneFile, hash);
    let page = &opened.page;
    wait_lines(page, &expected(journey, "đại hội", "L1,R1", "20"));
    let chosen = page.script(
        "return ['line-sort-1', 'line-sort-2', 'line-sort-3', 'context-width'].map((name) => part(name).value);",
        Value::Null,
    );
    assert_eq!(chosen, json!(["L1", "R1", "", "20"]));
    opened.page.finish();
}

fn a_line_opens_its_article_at_its_hit(journey: &Journey) {
    for form in [Form::OneFile, Form::SubPath] {
        let opened = journey.open(form, "");
        let page = &opened.page;
        search(page, &journey.site, "đại hội");
        show_tab(page, "context");
        page.wait_shown("line");
        let lines = page.script("return parts('line').map((one) => one.dataset.article);", Value::Null);
        let lines: Vec<String> = serde_json::from_value(lines).expect("ids");
        // The last line of an article that has several.
        let at = (1..lines.len()).rev().find(|&at| lines[at] == lines[at - 1]).expect("an article with two hits");
        let before = lines[..at].iter().filter(|id| **id == lines[at]).count() as u64;
        page.click_nth("line-link", at);
        page.wait_shown("reader-title");
        page.wait_text("find-count", |text| numbers(text).first() == Some(&(before + 1)));
        page.wait_script(
            "the hit of the line to be the current one, in sight",
            "const mark = root.querySelector('mark[aria-current]'); \
             const pane = part('reader').getBoundingClientRect(); \
             const box = mark && mark.getBoundingClientRect(); \
             return !!box && mark.dataset.hit === String(args) && box.top >= Math.max(0, pane.top) - 1;",
            json!(before),
        );
        page.click("reader-close");
        page.wait_shown("line");
        page.wait_script(
            "the line to have focus again",
            "const line = root.activeElement && root.activeElement.closest('[data-part=\"line\"]'); \
             return !!line && parts('line').indexOf(line) === args;",
            json!(at),
        );
        opened.page.finish();
    }
}

fn lines_by_keys(journey: &Journey) {
    let opened = journey.open(Form::OneFile, "");
    let page = &opened.page;
    search(page, &journey.site, "đại hội");
    page.keys(&char::from(Key::Enter).to_string());
    page.keys(&char::from(Key::Escape).to_string());
    page.keys("gn");
    page.wait_shown("line");
    let place = || {
        page.script(
            "const line = root.activeElement && root.activeElement.closest('[data-part=\"line\"]'); \
             return parts('line').indexOf(line);",
            Value::Null,
        )
    };
    page.keys("j");
    page.wait("the first line", || (place() == json!(0)).then_some(()));
    page.keys("jj");
    page.keys(&char::from(Key::Down).to_string());
    page.wait("the fourth line", || (place() == json!(3)).then_some(()));
    page.keys("k");
    page.wait("the third line", || (place() == json!(2)).then_some(()));
    page.keys(&char::from(Key::Enter).to_string());
    page.wait_shown("reader-title");
    page.keys(&char::from(Key::Escape).to_string());
    page.wait_shown("line");
    page.wait("the third line again", || (place() == json!(2)).then_some(()));
    opened.page.finish();
}

fn hits_stand_in_one_column(journey: &Journey) {
    for (width, height) in super::width::SIZES {
        let form = journey.form_of_width(width, height);
        let opened = journey.open(form, "");
        if form == Form::OneFile {
            journey.size(width, height);
        }
        let page = &opened.page;
        search(page, &journey.site, "đại hội");
        show_tab(page, "context");
        page.wait_shown("line");
        let edges = page.script(
            "return [...new Set(parts('line-node').filter(shown).map((one) => Math.round(one.getClientRects()[0].left)))];",
            Value::Null,
        );
        let edges = edges.as_array().expect("edges").len();
        assert!(edges == 1 || width < 700, "the hits begin at {edges} places at {width} px");
        let beside = page.script(
            "const line = parts('line')[0]; const left = line.querySelector('[data-part=\"line-left\"] bdi'); \
             const node = line.querySelector('[data-part=\"line-node\"]'); \
             return Math.abs(left.getBoundingClientRect().right - node.getBoundingClientRect().left);",
            Value::Null,
        );
        assert!(width < 700 || beside.as_f64().is_some_and(|gap| gap < 12.0), "a gap of {beside} before the hit");
        opened.page.finish();
    }
}

fn nothing_to_show_says_so(journey: &Journey) {
    let opened = journey.open(Form::OneFile, "#view=context");
    let page = &opened.page;
    page.wait_shown("lines-hint");
    page.type_query("zzzzkhongco");
    page.wait_shown("empty");
    page.wait_gone("line");
    page.type_query("đại hội");
    page.wait_shown("line");
    assert!(page.hash().is_empty() || page.hash().contains("view=context"), "typing stays with the lines");
    opened.page.finish();
}

/// A sample in groups is that of the command line, its words marked, its hits blanked and shown again, its paragraphs unfolded;
/// a link brings all of it back.
fn lines_are_a_workbench(journey: &Journey) {
    let args = ["--sample", "20", "--seed", "7", "--group", "year", "--sort", "L1", "--context", "12", "--", "đại hội"];
    let told = journey.site.ask("concordance", &args);
    let lines: Vec<Read> = told["lines"]
        .as_array()
        .expect("lines")
        .iter()
        .map(|line| ["left", "node", "right"].map(|name| collapsed(line[name].as_str().expect("text"))))
        .collect();
    assert!(lines.len() == 20 && told["total"].as_u64() > Some(20), "{} lines", lines.len());
    let opened =
        journey.open(Form::OneFile, "#view=context&q=%C4%91%E1%BA%A1i%20h%E1%BB%99i&lines=L1&group=year&sample=20,7");
    let page = &opened.page;
    wait_lines(page, &lines);
    let heading = numbers(&page.text_of("line-count"));
    assert_eq!(heading[..2], [20, told["total"].as_u64().expect("a count")]);
    let groups = told["groups"].as_array().expect("groups").len();
    page.wait_script(
        "the groups",
        "return parts('line-group').length === args && parts('line-way').length === args;",
        json!(groups),
    );
    let marked = "return parts('line').map(line => { const words = [...line.querySelectorAll('.line-left .key-word')]; \
                  return words.length === 1 && getComputedStyle(words[0]).textDecorationLine === 'underline'; });";
    let worded: Vec<bool> = lines.iter().map(|line| line[0].contains(char::is_alphanumeric)).collect();
    assert_eq!(page.script(marked, Value::Null), json!(worded));

    page.click("line-blank");
    let nodes = |page: &Page| page.script("return parts('line-node').map(node => node.textContent);", Value::Null);
    page.wait("blanks", || (nodes(page) == json!(vec!["____"; 20])).then_some(()));
    page.click_nth("line-reveal", 1);
    page.wait("one word", || (nodes(page)[1] == json!(lines[1][1]) && nodes(page)[2] == "____").then_some(()));
    page.click_nth("line-widen", 1);
    let context: usize = lines[1].iter().map(|part| part.chars().count()).sum();
    page.wait_script(
        "the paragraph of the line, no shorter than it",
        "const wide = part('line-wide'); \
         return !!wide && wide.querySelector('mark').textContent === args[0] && wide.textContent.length >= args[1];",
        json!([lines[1][1], context]),
    );
    page.click_nth("line-widen", 1);
    page.wait_gone("line-wide");

    page.click("line-blank");
    choose(page, "line-seed", "8");
    page.wait("another draw", || page.hash().contains("sample=20,8").then_some(()));
    let way = page.script("parts('line-way').at(-1).click(); return parts('line-way').length;", Value::Null);
    assert!(way.is_u64());
    page.wait("the link to a group", || page.hash().contains("&line=").then_some(()));
    page.wait_shown("lines-previous");
    opened.page.finish();
}

/// In Chromium: what the others share with it is in the journeys below.
pub const ALONE: &[super::declared::Declared] =
    &[super::declared::declared!(Some(super::site::Corpus::Sample), lines_are_a_workbench)
        .only_in(&[super::process::Browser::Chromium])];

journeys!(Sample:
    lines_are_those_of_the_command_line,
    a_link_restores_the_lines,
    a_line_opens_its_article_at_its_hit,
    lines_by_keys,
    hits_stand_in_one_column,
    nothing_to_show_says_so,
);
