//! Wording that the corpus repeats: the list is that of `recto families`, a family tells its places in date order, and a link
//! opens it again.

use super::context::show_tab;
use super::declared::{Declared, declared};
use super::find::collapsed;
use super::journey::{Form, Journey};
use super::page::Page;
use super::process::Browser;
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
    page.click_on("[data-part=\"families-list\"] button", 1);
    if apart.is_empty() {
        page.wait_shown("empty");
    } else {
        page.wait_text("families-count", counts(apart.len()));
    }
    page.click_on("[data-part=\"families-list\"] button", 0);
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

fn copies_count_once_where_that_is_asked(journey: &Journey) {
    let counted = |flags: &[&str]| {
        let found = journey.site.ask("search", &[&["harbour"], flags].concat());
        found["groups"][0]["total"]["articles"].as_u64().expect("a total")
    };
    let (every, once) = (counted(&[]), counted(&["--once"]));
    assert!(once < every, "{once} of {every}");
    let opened = journey.open(Form::OneFile, "#view=results&q=harbour");
    let page = &opened.page;
    let of = |articles: u64| move |shown: &str| super::find::numbers(shown).contains(&articles);
    page.wait_text("count", of(every));
    page.wait_shown("once");
    page.click("once");
    page.wait_text("count", of(once));
    page.wait("the link to say so", || page.hash().contains("once=1").then_some(()));
    page.wait_script(
        "the results that are listed, and the chart, to be those that count",
        "const bars = parts('facet').filter((one) => one.dataset.facet === 'year')
           .flatMap((one) => [...one.querySelectorAll('.figure:not(.words-only)')]);
         const sum = bars.reduce((all, one) => all + Number(one.textContent.replace(/\\D/g, '')), 0);
         return parts('result').length === args && (bars.length === 0 || sum === args);",
        json!(once),
    );
    let again = journey.open(Form::OneFile, &page.hash());
    again.page.wait_text("count", of(once));
    again.page.click("filter-chip");
    again.page.wait_text("count", of(every));
    again.page.finish();
    copies_are_one_row_of_the_map(journey);
    opened.page.finish();
}

/// The name of a row says how many others it stands for.
fn copies_are_one_row_of_the_map(journey: &Journey) {
    let told = journey.site.ask("pairs", &[]);
    let axis = told["axis"].as_array().expect("an axis");
    let copies: Vec<u64> = axis.iter().map(|one| one["copies"].as_u64().expect("a count")).collect();
    assert!(copies.iter().any(|count| *count > 0), "{axis:?}");
    let opened = journey.open(Form::OneFile, "#view=families&map=articles");
    let page = &opened.page;
    page.wait_script("every row", "return parts('map-row').length === args;", json!(axis.len()));
    let names = "return parts('map-row').map((row) => row.querySelector('.map-name').textContent);";
    let names = page.script(names, Value::Null);
    for ((name, one), copies) in names.as_array().expect("names").iter().zip(axis).zip(copies) {
        let name = name.as_str().expect("a name");
        assert!(name.starts_with(one["title"].as_str().expect("a title")), "{name}");
        assert_eq!(name.contains(&format!(") +{copies} ")), copies > 0, "{name}");
    }
    opened.page.finish();
}

fn a_text_is_traced_and_compared(journey: &Journey) {
    let stored = journey.site.ask_lines("articles", &["--text"]);
    let text = stored[1]["text"].as_str().expect("a text");
    let words: Vec<&str> = text.split_whitespace().skip(20).take(60).collect();
    let own = "Nobody here wrote that the moon is made of cheese.";
    let pasted = format!("{}\n\n{own}", words.join(" "));
    let file = std::env::temp_dir().join(format!("recto-traced-{}.txt", std::process::id()));
    std::fs::write(&file, &pasted).expect("a file to trace");
    let expected = journey.site.ask("trace", &[file.to_str().expect("a path")]);
    std::fs::remove_file(&file).expect("a file that is there");
    let ids: Vec<&Value> = expected["articles"].as_array().expect("articles").iter().map(|one| &one["id"]).collect();
    assert!(ids.len() > 1, "{expected}");
    let opened = journey.open(Form::OneFile, "#view=families");
    let page = &opened.page;
    page.wait_shown("trace-way");
    page.script("part('trace-way').focus();", Value::Null);
    page.keys(&char::from(Key::Enter).to_string());
    page.wait_shown("trace-text");
    let at_heading = "return root.activeElement.className.includes('family-heading');";
    page.wait_script("focus on the heading of what was opened", at_heading, Value::Null);
    page.script(
        "const area = part('trace-text'); area.value = args; area.dispatchEvent(new Event('input', { bubbles: true }));",
        json!(pasted),
    );
    page.click("trace-go");
    page.wait_script(
        "the articles that the command line names",
        "const shown = parts('trace-article').map((one) => one.dataset.article);
         return JSON.stringify(shown) === JSON.stringify(args);",
        json!(ids),
    );
    assert_eq!(page.texts_of("trace-sentence"), [own]);
    let hash = page.hash();
    assert!(hash.contains("trace=1") && !hash.contains("cheese"), "the text is in no link: {hash}");
    a_long_text_stands_beside_the_area(page, &words.join(" "), &ids);
    page.click_nth("trace-compare", 0);
    page.wait_script("both texts side by side", "return parts('column').length === 2;", Value::Null);
    opened.page.finish();
}

/// Five megabytes on one line: laid out in the area they would stop the page for seconds.
fn a_long_text_stands_beside_the_area(page: &Page, words: &str, ids: &[&Value]) {
    page.script(
        "const area = part('trace-text');
         const text = args + ' ' + 'nowhere '.repeat(640_000);
         window.longest = 0;
         let before = performance.now();
         const look = (now) => {
             window.longest = Math.max(window.longest, now - before);
             before = now;
             requestAnimationFrame(look);
         };
         requestAnimationFrame(look);
         const clipboardData = new DataTransfer();
         clipboardData.setData('text/plain', text);
         area.select();
         const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
         if (area.dispatchEvent(paste)) {
             area.value = text;
             area.dispatchEvent(new Event('input', { bubbles: true }));
         }",
        json!(words),
    );
    page.wait_shown("held-text");
    let told = page.text_of("held-text");
    assert!(super::find::numbers(&told).contains(&5) && told.contains(&words[..40]), "{told}");
    let at = "return root.activeElement?.dataset.part === args;";
    page.wait_script("focus on what tells of the text", at, json!("held-text"));
    page.click("trace-go");
    page.wait_script(
        "the answer to the long text",
        "const shown = parts('trace-article').map((one) => one.dataset.article);
         return !!part('trace-cut') && args.every((one) => shown.includes(one));",
        json!(ids),
    );
    let longest = page.script("return window.longest;", Value::Null).as_f64().expect("milliseconds");
    assert!(longest < 1_500.0, "the page stood still for {longest} ms");
    page.script("part('held-text').focus();", Value::Null);
    [Key::Tab, Key::Enter].into_iter().for_each(|key| page.keys(&char::from(key).to_string()));
    page.wait_gone("held-text");
    page.wait_script("focus on the empty area", at, json!("trace-text"));
    assert_eq!(page.script("return part('trace-text').value;", Value::Null), json!(""));
}

fn marks_at_the_margin_lead_to_articles_that_share_wording(journey: &Journey) {
    let opened = journey.open(Form::OneFile, "#view=results&open=a.txt");
    let page = &opened.page;
    page.wait_shown("shared-mark");
    page.script("parts('shared-mark')[0].focus();", Value::Null);
    page.keys(&char::from(Key::Enter).to_string());
    page.wait_shown("shared-list");
    page.wait_shown("shared-with");
    assert!(page.count_of("shared-family") > 0);
    page.click_nth("shared-with", 0);
    page.wait_script("both articles side by side", "return parts('column').length === 2;", Value::Null);
    let back = journey.open(Form::OneFile, "#view=results&open=a.txt");
    back.page.wait_shown("shared-mark");
    back.page.click_nth("shared-mark", 0);
    back.page.wait_shown("shared-family");
    back.page.click_nth("shared-mark", 0);
    back.page.wait_gone("shared-list");
    back.page.finish();
    opened.page.finish();
}

fn two_groups_are_told_as_on_the_command_line(journey: &Journey) {
    let opened = journey.open(Form::OneFile, "");
    let page = &opened.page;
    page.wait_shown("groups-suggested");
    page.click_nth("groups-suggested", 0);
    page.wait_shown("group-row");
    page.wait_script(
        "the lists to name both groups",
        "const [a, b] = ['group-a', 'group-b'].map((name) => part(name).value);
         return part('group-a-choice').value === a && part('group-b-choice').value === b;",
        Value::Null,
    );
    let asked = page.script("return ['group-a', 'group-b'].map((name) => part(name).value);", Value::Null);
    let [a, b] = [0, 1].map(|side| asked[side].as_str().expect("a query").to_owned());
    let told = journey.site.ask("groups", &["--a", &a, "--b", &b, "--limit", "40"]);
    let rows = |page: &Page, list: &str| {
        let expected = told[list].as_array().expect("a list").len();
        assert!(expected > 0, "{list} of {a} and {b}");
        let script = "return parts('group-row').filter((row) => row.dataset.list === args[0]).length === args[1];";
        page.wait_script(&format!("{expected} rows of {list}"), script, json!([list, expected]));
    };
    ["frames", "gains", "reworded"].iter().for_each(|list| rows(page, list));
    page.script("part('groups-lists').querySelectorAll('button')[1].click(); return 0;", Value::Null);
    rows(page, "kept");
    let again = journey.open(Form::OneFile, &page.hash());
    rows(&again.page, "kept");
    // A group from the list: a year against all other articles.
    let year = "const list = part('group-a-choice');
           const one = [...list.options].find((option) => /^date:[0-9]{4}$/.test(option.value));
           list.value = one.value; list.dispatchEvent(new Event('change', { bubbles: true })); return one.value;";
    let year = again.page.script(year, Value::Null);
    let chosen = "return part('group-a').value === args && part('group-a-choice').value === args;";
    again.page.wait_script("the year to be the first group", chosen, year);
    again.page.finish();
}

fn the_map_leads_to_a_pair_by_keyboard(journey: &Journey) {
    let told = journey.site.ask("pairs", &[]);
    let rows = told["cells"].as_array().expect("rows");
    let cells: Vec<u64> =
        rows.iter().flat_map(|row| row.as_array().expect("cells")).filter_map(Value::as_u64).collect();
    let size = rows.len();
    // Not in the first row, so that keys lead down and across.
    let at = (size..cells.len()).find(|&at| cells[at] > 0).expect("articles of the sample share wording");
    let opened = journey.open(Form::OneFile, "#view=families");
    let page = &opened.page;
    page.wait_shown("map-way");
    page.click("map-way");
    page.wait_script("every cell", "return parts('map-cell').length === args;", json!(size * size));
    let shown: Vec<u64> =
        page.texts_of("map-cell").iter().map(|cell| super::find::numbers(cell).first().copied().unwrap_or(0)).collect();
    assert_eq!(shown, cells, "the shares are those of the command line");
    let stops = "return parts('map-cell').filter((one) => one.tabIndex === 0).length;";
    assert_eq!(page.script(stops, Value::Null), json!(1), "one stop of the tab key");
    page.script("parts('map-cell').find((one) => one.tabIndex === 0).focus();", Value::Null);
    let down = std::iter::repeat_with(|| Key::Down).take(at / size);
    let keys = down.chain(std::iter::repeat_with(|| Key::Right).take(at % size));
    keys.for_each(|key| page.keys(&char::from(key).to_string()));
    let focused = "return parts('map-cell').indexOf(part('map').getRootNode().activeElement);";
    assert_eq!((page.script(focused, Value::Null), page.script(stops, Value::Null)), (json!(at), json!(1)));
    let ids: Vec<&Value> = [at / size, at % size].iter().map(|&place| &told["axis"][place]["id"]).collect();
    let link = page.hash();
    page.keys(&char::from(Key::Enter).to_string());
    page.wait_script("both articles side by side", "return parts('column').length === 2;", Value::Null);
    let again = journey.open(Form::OneFile, &link);
    again.page.wait_script("every cell", "return parts('map-cell').length === args;", json!(size * size));
    again.page.script("part('map-axis').querySelectorAll('button')[2].click();", Value::Null);
    let years = journey.site.ask("pairs", &["--by", "years"])["axis"].as_array().expect("years").len();
    again.page.wait_script("the years", "return parts('map-row').length === args;", json!(years));
    again.page.finish();
    related_articles_are_told_with_their_reasons(journey, ids[0].as_str().expect("an id"));
}

/// At the foot of an article, when they are unfolded.
fn related_articles_are_told_with_their_reasons(journey: &Journey, id: &str) {
    let told = journey.site.ask_lines("related", &[id]);
    assert!(!told.is_empty(), "{id} is on the topic of another");
    let ids: Vec<&Value> = told.iter().map(|one| &one["id"]).collect();
    let opened = journey.open(Form::OneFile, &format!("#view=results&open={id}"));
    let page = &opened.page;
    page.wait_shown("related-open");
    assert_eq!(page.count_of("related-row"), 0, "nothing is read before it is asked for");
    page.click("related-open");
    page.wait_script(
        "the articles that the command line names",
        "const shown = parts('related-row').map((one) => one.dataset.article);
         return JSON.stringify(shown) === JSON.stringify(args);",
        json!(ids),
    );
    assert!(page.texts_of("related-reasons").iter().all(|reasons| !reasons.is_empty()));
    page.click_nth("related-compare", 0);
    page.wait_script("both articles side by side", "return parts('column').length === 2;", Value::Null);
    opened.page.finish();
}

/// In every browser: the list, a family, its link.
pub const JOURNEYS: &[Declared] = &[declared!(Some(Corpus::Sample), a_family_opens_and_its_link_opens_it_again)];
/// Where one browser is as good as another.
pub const ONCE: &[Declared] = &[
    declared!(Some(Corpus::Sample), a_place_opens_its_article_and_closing_leads_back).only_in(&[Browser::Chromium]),
    declared!(Some(Corpus::Sample), filters_and_lists_narrow_the_families).only_in(&[Browser::Chromium]),
    declared!(Some(Corpus::Sample), two_groups_are_told_as_on_the_command_line).only_in(&[Browser::Chromium]),
    declared!(Some(Corpus::Sample), the_map_leads_to_a_pair_by_keyboard).only_in(&[Browser::Chromium]),
    declared!(Some(Corpus::Copies), copies_count_once_where_that_is_asked).only_in(&[Browser::Chromium]),
    declared!(Some(Corpus::Copies), a_text_is_traced_and_compared).only_in(&[Browser::Chromium]),
    declared!(Some(Corpus::Copies), marks_at_the_margin_lead_to_articles_that_share_wording)
        .only_in(&[Browser::Chromium]),
];
