//! Without a network: after one visit over http the page opens, finds and follows links with its server gone, and an
//! update is taken whole or not at all.

use super::declared::journeys;
use super::find::{search, totals};
use super::journey::{Form, Journey, PREFIX};
use super::page::Page;
use super::process::{Browser, run_folder};
use super::server::{Fault, Server};
use super::session::block;
use super::site::{Site, copy_folder};
use serde_json::Value;

/// Waits until the service worker has taken the page over: it answers, the server is not asked.
#[track_caller]
fn wait_kept(page: &Page, server: &Server) {
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
    page.wait_mounted();
}

/// Opens the present address anew. Firefox's driver reloads past service workers, so there the page is left first.
#[track_caller]
fn visit_again(page: &Page) {
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
    ask_for_update(&page);
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

journeys!(Sample:
    a_visited_page_opens_with_its_server_gone,
    the_server_is_asked_only_for_its_own_files,
    an_update_comes_whole_or_not_at_all,
);
