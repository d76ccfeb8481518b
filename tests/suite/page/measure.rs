//! What is measured: the figures of the page are those of the command line, a row leads to its lines, a link brings the
//! panel back.

use super::context::show_tab;
use super::declared::{Declared, declared};
use super::find::collapsed;
use super::journey::{Form, Journey};
use super::site::Corpus;
use serde_json::{Value, json};

/// The words of the list, in order.
fn words(rows: &Value) -> Vec<String> {
    rows.as_array().expect("rows").iter().map(|row| collapsed(row["word"].as_str().expect("a word"))).collect()
}

fn figures_are_those_of_the_command_line(journey: &Journey) {
    let told = journey.site.ask("collocates", &["hội", "--min", "3", "--limit", "60"]);
    let expected = words(&told["rows"]);
    assert!(expected.len() > 3, "{expected:?}");
    for form in [Form::OneFile, Form::SubPath] {
        let opened = journey.open(form, "#view=results&q=h%E1%BB%99i");
        let page = &opened.page;
        show_tab(page, "measure");
        page.wait_script(
            "the collocates of the command line",
            "return JSON.stringify(parts('figure-lines').map(one => one.textContent)) === JSON.stringify(args);",
            json!(expected),
        );
        page.click_nth("figure-lines", 0);
        page.wait_shown("line");
        assert!(page.hash().contains("view=context") && page.hash().contains("NEAR"), "{}", page.hash());
        opened.page.finish();
    }
}

fn a_link_brings_a_panel_back(journey: &Journey) {
    let trend = journey.site.ask("trend", &["hội", "an toàn"]);
    let total: u64 =
        trend["queries"].as_array().expect("queries").iter().map(|one| one["hits"].as_u64().expect("hits")).sum();
    assert!(total > 0);
    let opened = journey.open(Form::OneFile, "#view=measure&q=h%E1%BB%99i&panel=trend&versus=an%20to%C3%A0n");
    let page = &opened.page;
    page.wait_shown("trend-chart");
    let rows = trend["queries"][0]["periods"].as_array().expect("periods").len()
        + usize::from(!trend["queries"][0]["undated"].is_null());
    page.wait_script("a row for each query and time", "return parts('figure').length === args;", json!(2 * rows));
    page.click_on("[data-part=\"measure-panels\"] button", 3);
    page.wait_shown("plotted");
    let spread = journey.site.ask("dispersion", &["hội"]);
    let plotted = spread["articles"].as_u64().expect("articles").min(40);
    page.wait_script("the articles that have it", "return parts('plotted').length === args;", json!(plotted));
    assert!(page.hash().contains("panel=dispersion"), "{}", page.hash());
    page.click_on("[data-part=\"measure-panels\"] button", 2);
    let keyness = journey.site.ask("keyness", &["--target", "hội", "--limit", "60"]);
    let rows = words(&keyness["more"]).len() + words(&keyness["less"]).len();
    page.wait_script("both directions", "return parts('figure').length === args;", json!(rows));
    opened.page.finish();
}

/// In every browser: the figures, the panels, their links.
pub const JOURNEYS: &[Declared] = &[
    declared!(Some(Corpus::Sample), figures_are_those_of_the_command_line),
    declared!(Some(Corpus::Sample), a_link_brings_a_panel_back),
];
