//! Without a network: after one visit over http the page opens, finds and follows links with its server gone, and an
//! update is taken whole or not at all. A page too large for that says what is kept, and is kept whole on request.

use super::declared::{Declared, declared, journeys};
use super::faults::expect_failing_requests;
use super::find::{search, totals};
use super::journey::{Form, Journey, PREFIX};
use super::page::Page;
use super::process::{Browser, run_folder};
use super::server::{Fault, Server};
use super::session::block;
use super::site::{Corpus, Site, copy_folder};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Waits until the service worker has taken the page over, and the app stands.
#[track_caller]
fn wait_kept(page: &Page, server: &Server) {
    wait_taken_over(page, server);
    page.wait_mounted();
}

/// Waits until the service worker has taken the page over: it answers, the server is not asked.
#[track_caller]
pub fn wait_taken_over(page: &Page, server: &Server) {
    page.wait_script(
        "the page to be kept on the device",
        "return navigator.serviceWorker.getRegistration().then((one) => !!(one && one.active \
         && one.active.state === 'activated' && navigator.serviceWorker.controller));",
        Value::Null,
    );
    page.wait("a visit to leave the server alone", || {
        let before = server.counts().get(PREFIX).copied();
        visit_again(page);
        (server.counts().get(PREFIX).copied() == before).then_some(())
    });
}

/// Opens the present address anew. Firefox's driver reloads past service workers, so there the page is left first.
#[track_caller]
pub fn visit_again(page: &Page) {
    let driver = &page.session.driver;
    let opened = block(async {
        if page.session.browser != Browser::Firefox {
            return driver.refresh().await;
        }
        let address = driver.current_url().await?;
        driver.goto("about:blank").await?;
        driver.goto(address.as_str()).await
    });
    opened.expect("the page opens again");
}

fn a_visited_page_opens_with_its_server_gone(journey: &Journey) {
    let mut opened = journey.open(Form::SubPath, "");
    let server = opened.server.as_mut().expect("the page came from a server");
    wait_kept(&opened.page, server);
    server.stop();
    let page = &opened.page;
    visit_again(page);
    page.wait_mounted();
    search(page, &journey.site, "an ninh trật tự");
    page.click("result-title");
    page.wait_shown("reader-title");
    let link = page.hash();
    page.goto("about:blank");
    page.goto(&format!("{}index.html{link}", opened.url));
    page.wait_mounted();
    page.wait_shown("reader-title");
    opened.page.finish();
}

fn the_server_is_asked_only_for_its_own_files(journey: &Journey) {
    let opened = journey.open(Form::SubPath, "");
    let server = opened.server.as_ref().expect("the page came from a server");
    wait_kept(&opened.page, server);
    search(&opened.page, &journey.site, "đại hội");
    let counts = server.counts();
    for path in counts.keys().filter(|path| *path != "/favicon.ico") {
        let below = path.strip_prefix(PREFIX).unwrap_or_else(|| panic!("{path} lies outside the site"));
        let file = if below.is_empty() { "index.html" } else { below };
        assert!(journey.site.folder.join(file).is_file(), "{path} is no file of the site");
    }
    let often: Vec<_> = counts.iter().filter(|(_, count)| **count > 3).collect();
    assert!(often.is_empty(), "files are asked for again and again: {often:?}");
    opened.page.finish();
}

fn an_update_comes_whole_or_not_at_all(journey: &Journey) {
    let Some(newer) = Site::newer_sample() else { panic!("the newer corpus packs") };
    let folder = run_folder().join(format!("updated-{}", journey.session.browser.name()));
    copy_folder(&journey.site.folder, &folder);
    let server = Server::start(&folder, PREFIX);
    let mut page = Page::new(journey.session);
    for text in ["Failed to load resource", "net::ERR", "integrity", "404", "ServiceWorker"] {
        page.expect_message(text);
    }
    page.goto(&server.url(""));
    page.wait_mounted();
    wait_kept(&page, &server);
    let before = totals(&journey.site, "bản cập nhật thử nghiệm");
    assert_eq!(before, [0, 0]);

    copy_folder(&newer.folder, &folder);
    server.fail("/chunks/", Fault::Altered);
    ask_for_update(&page);
    search(&page, &journey.site, "đại hội");
    visit_again(&page);
    page.wait_mounted();
    search(&page, &journey.site, "đại hội");

    server.heal();
    // The tab that tells how many articles there are.
    page.click_on("[data-part=\"tabs\"] [data-view=\"overview\"]", 0);
    page.wait_shown("facts");
    // A browser that is still at the update that fails joins the next one to it.
    page.wait("the new version to be offered", || {
        ask_for_update(&page);
        page.try_script("return shown(root.querySelector('#recto-notice button'));", Value::Null)
            .ok()
            .filter(|is_shown| *is_shown == json!(true))
    });
    let press = page.element("#recto-notice button", 0);
    block(press.click()).expect("the notice has a button");
    page.wait("the new version", || {
        page.try_script("return part('search') ? 'there' : null;", Value::Null).ok().filter(|one| one == "there")?;
        let facts = page.texts_of("facts");
        let articles = newer.ask_lines("articles", &[]).len() as u64;
        (super::find::numbers(facts.first()?).first() == Some(&articles)).then_some(())
    });
    search(&page, &newer, "bản cập nhật thử nghiệm");
    page.finish();
}

/// Has the browser look for a new service worker, and waits until it has taken it or thrown it away.
#[track_caller]
fn ask_for_update(page: &Page) {
    page.script(
        "return navigator.serviceWorker.getRegistration().then((one) => one.update().catch(() => null)).then(() => true);",
        Value::Null,
    );
    page.wait_script(
        "the update to be settled",
        "return navigator.serviceWorker.getRegistration().then((one) => !one.installing);",
        Value::Null,
    );
}

/// Articles of words that no packer makes smaller: five megabytes packed, and more.
pub fn articles() -> Vec<(&'static str, String)> {
    const ARTICLES: usize = 84;
    const WORDS: usize = 9_000;
    let mut state = 1_u64;
    let mut word = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut value = state >> 40;
        let letters = std::iter::repeat_with(|| {
            let letter = char::from(b'a' + (value % 24) as u8);
            value /= 24;
            letter
        });
        letters.take(4).collect::<String>()
    };
    let mut lines = String::new();
    for article in 0..ARTICLES {
        let text: Vec<String> = (0..WORDS).map(|_| word()).collect();
        let text = text.join(" ");
        let _ = writeln!(
            lines,
            r#"{{"id":"b{article:02}","title":"Bài số {article}","text":"Bài số {article}\n\nMở đầu. {text}."}}"#
        );
    }
    vec![("large.jsonl", lines)]
}

/// The state of what is kept, as the overview tells it.
#[track_caller]
pub fn wait_keep(page: &Page, state: &str) -> String {
    let body = "const one = part('keep'); \
                return shown(one) && one.dataset.state === args ? part('keep-line').textContent : null;";
    let line = page.wait_script(&format!("the page to be kept: {state}"), body, json!(state));
    line.as_str().unwrap_or_default().to_owned()
}

/// Waits until all of it is kept: thousands of requests, so that only a standstill is a failure.
#[track_caller]
pub fn wait_whole(page: &Page) -> String {
    let mut before = String::new();
    while page.is_shown("keep") && page.text_of("keep-line") != before {
        before = page.text_of("keep-line");
        for _ in 0..40 {
            if page.script("return part('keep').dataset.state;", Value::Null) == "whole" {
                return page.text_of("keep-line");
            }
            std::thread::sleep(std::time::Duration::from_millis(200));
        }
    }
    panic!("nothing more is kept: {before}; {}", page.situation());
}

/// How many answers the caches hold, and how many of these are web pages in a chunk's place.
fn stored(page: &Page) -> Value {
    page.script(
        "return caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name)))) \
         .then((all) => Promise.all(all.map((one) => one.keys().then((keys) => Promise.all(keys.map((key) => one.match(key))))))) \
         .then((found) => Promise.all(found.flat().filter((one) => one.url.includes('/chunks/') || !one.url).map((one) => one.text()))) \
         .then((texts) => [texts.length > 0, texts.filter((text) => text.startsWith('<')).length]);",
        Value::Null,
    )
}

fn a_large_page_is_kept_whole_on_request(journey: &Journey) {
    let mut opened = journey.open(Form::SubPath, "");
    expect_failing_requests(&mut opened.page);
    for text in ["ServiceWorker", "NetworkError", "sw.js"] {
        opened.page.expect_message(text);
    }
    let server = opened.server.as_mut().expect("the page came from a server");
    let page = &opened.page;
    wait_kept(page, server);
    wait_keep(page, "part");

    // With its server gone the page opens, and says what it is without.
    server.stop();
    visit_again(page);
    page.wait_mounted();
    page.type_query("bài số 77");
    let said = super::faults::wait_sentence(page);
    assert!(said.contains("Không kết nối được") && said.contains("Máy này"), "{said:?}");
    server.resume();
    visit_again(page);
    page.wait_mounted();
    search(page, &journey.site, "bài số 77");

    // A host that answers with web pages: none of them is kept.
    page.goto(&opened.url);
    page.wait_mounted();
    server.fail("/chunks/", Fault::Html);
    wait_keep(page, "part");
    page.click("keep-switch");
    page.wait_text("keep-line", |text| text.contains("thứ khác"));
    assert_eq!(stored(page), json!([true, 0]), "what is kept is data");

    // One that is silent: the reader may stop.
    server.heal();
    server.fail("/chunks/", Fault::Stall);
    page.click("keep-switch");
    wait_keep(page, "coming");
    page.click("keep-switch");
    wait_keep(page, "part");
    server.heal();

    page.click("keep-switch");
    let line = wait_whole(page);
    assert!(line.contains("MB"), "{line:?}");
    server.stop();
    visit_again(page);
    page.wait_mounted();
    search(page, &journey.site, "bài số 78");
    page.click("result-title");
    page.wait_shown("reader-title");

    server.resume();
    page.goto(&opened.url);
    page.wait_mounted();
    wait_keep(page, "whole");
    page.click("keep-switch");
    wait_keep(page, "part");
    let left = page.script("return caches.keys().then((names) => names.length);", Value::Null);
    assert_eq!(left, 0, "nothing stays on the device");
    page.click("keep-switch");
    wait_whole(page);
    opened.page.finish();
}

fn the_page_can_be_installed(journey: &Journey) {
    let opened = journey.open(Form::SubPath, "");
    let server = opened.server.as_ref().expect("the page came from a server");
    wait_kept(&opened.page, server);
    let wrong = journey.session.devtools("Page.getInstallabilityErrors", json!({}));
    let wrong = wrong.and_then(|answer| answer["installabilityErrors"].as_array().cloned()).unwrap_or_default();
    let named: Vec<&str> = wrong.iter().filter_map(|one| one["errorId"].as_str()).collect();
    assert!(named.is_empty(), "{named:?}");
    opened.page.finish();
}

/// What only some browsers tell or can do.
pub const LARGE: &[Declared] = &[
    declared!(Some(Corpus::Large), a_large_page_is_kept_whole_on_request)
        .only_in(&[Browser::Chromium, Browser::Firefox]),
    declared!(Some(Corpus::Sample), the_page_can_be_installed).only_in(&[Browser::Chromium]),
];

journeys!(Sample:
    a_visited_page_opens_with_its_server_gone,
    the_server_is_asked_only_for_its_own_files,
    an_update_comes_whole_or_not_at_all,
);
