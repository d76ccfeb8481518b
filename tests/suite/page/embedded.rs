//! Inside another page: the element and the plain frame grow to their content, follow their attributes, tell what the
//! reader does, and hear nobody else.

use super::declared::journeys;
use super::faults::{lists, titles};
use super::find::{numbers, search, totals};
use super::journey::{Journey, PREFIX};
use super::page::Page;
use super::process::{Browser, run_folder};
use super::server::Server;
use serde_json::{Value, json};

/// A page of another origin around the element, which keeps the events it hears.
fn host_page(site: &Server) -> String {
    format!(
        "<!doctype html><meta charset=utf-8><title>host</title><script src=\"{embed}\" defer></script>\
         <h1>Trang chủ nhà</h1><script>window.heard = []; \
         for (const kind of ['recto-ready', 'recto-statechange']) \
           addEventListener(kind, (event) => heard.push([kind, event.detail.hash]));</script>\
         <recto-explorer src=\"{src}\" query=\"đại hội\" view=\"results\"></recto-explorer>",
        embed = site.url("embed.js"),
        src = site.url("index.html"),
    )
}

/// The height of the first frame as the driver counts frames: Firefox counts those that a script made last.
fn frame_height(page: &Page) -> i64 {
    let height = page.script(
        "return [...document.querySelectorAll('iframe')].find((frame) => frame.contentWindow === window.frames[0])\
         .getBoundingClientRect().height;",
        Value::Null,
    );
    height.as_f64().map_or(0, |height| height.round() as i64)
}

#[track_caller]
fn wait_height_follows_content(page: &Page) -> i64 {
    page.wait("the frame to be as high as its content", || {
        page.enter_frame(0);
        let content = page.script("return Math.ceil(document.body.getBoundingClientRect().height);", Value::Null);
        page.leave_frame();
        let (content, frame) = (content.as_i64()?, frame_height(page));
        (content > 100 && (content - frame).abs() <= 2).then_some(frame)
    })
}

fn the_element_stands_in_a_page_of_another_origin(journey: &Journey) {
    let site = Server::start(&journey.site.folder, PREFIX);
    let host = Server::start_with_pages(run_folder(), "/none/", &[("/", host_page(&site))]);
    let page = Page::new(journey.session);
    page.goto(&format!("{}/", host.origin()));
    page.wait_script("the frame", "return document.querySelector('iframe') !== null;", Value::Null);
    page.enter_frame(0);
    page.wait_mounted();
    let expected = totals(&journey.site, "đại hội");
    page.wait_text("count", |text| numbers(text).get(..2) == Some(&expected[..]));
    page.leave_frame();
    page.wait_script("the ready event", "return heard.some(([kind]) => kind === 'recto-ready');", Value::Null);
    let high = wait_height_follows_content(&page);

    page.script("document.querySelector('recto-explorer').setAttribute('query', args);", json!("zzzz"));
    page.enter_frame(0);
    page.wait_shown("empty");
    page.leave_frame();
    page.wait("the frame to shrink with its content", || (wait_height_follows_content(&page) != high).then_some(()));

    page.enter_frame(0);
    search(&page, &journey.site, "an ninh");
    page.click("result-title");
    page.wait_shown("reader-title");
    page.leave_frame();
    page.wait_script(
        "the state that the reader chose",
        "return heard.some(([kind, hash]) => kind === 'recto-statechange' && hash.includes('open='));",
        Value::Null,
    );
    assert_eq!(page.script("return location.hash;", Value::Null), "", "the address of the page around is its own");

    let before = wait_height_follows_content(&page);
    page.script(
        "window.postMessage({ recto: 1, type: 'height', height: 5 }, '*'); \
         document.querySelector('iframe').contentWindow.postMessage({ recto: 1, type: 'state', hash: 7 }, '*');",
        Value::Null,
    );
    page.script("return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));", Value::Null);
    assert_eq!(frame_height(&page), before, "a message from elsewhere changes nothing");
}

fn the_example_page_works(journey: &Journey) {
    let site = Server::start(&journey.site.folder, PREFIX);
    let page = Page::new(journey.session);
    page.goto(&site.url("example.html"));
    page.wait_script("three frames", "return document.querySelectorAll('iframe').length === 3;", Value::Null);
    let titles = titles(journey);
    for frame in 0..3 {
        page.enter_frame(frame);
        // In WebKit the plain page stands in the frame that is kept apart; browsers number frames in orders of their own.
        let is_apart = page.script("return self.origin === 'null';", Value::Null) == true;
        if is_apart && journey.session.browser == Browser::WebKit {
            page.wait("the plain page", || lists(&page, &titles).then_some(()));
            page.leave_frame();
            continue;
        }
        page.wait_mounted();
        search(&page, &journey.site, "an ninh trật tự");
        page.leave_frame();
    }
    wait_height_follows_content(&page);
    page.finish();
}

journeys!(Sample: the_element_stands_in_a_page_of_another_origin, the_example_page_works);
