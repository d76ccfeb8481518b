//! Under a host's own Content-Security-Policy: the page, a frame and the element start under exactly what README lists,
//! and a page that is allowed less says in its plain HTML what is missing.

use super::declared::journeys;
use super::faults::{list_is_readable, titles, wait_sentence};
use super::find::search;
use super::journey::{Journey, PREFIX};
use super::page::Page;
use super::process::{Browser, run_folder};
use super::server::Server;
use serde_json::Value;

/// The header that has a policy.
pub const CSP: &str = "Content-Security-Policy";

/// The policy of a row of README's table.
pub fn listed(row: &str) -> &'static str {
    let readme = include_str!("../../../README.md");
    let line = readme.lines().find(|line| line.starts_with(&format!("| {row} |")));
    let line = line.unwrap_or_else(|| panic!("README has a row {row:?}"));
    line.rsplit_once("` |").and_then(|(before, _)| before.rsplit_once("| `")).expect("a policy ends the row").1
}

/// What forbids everything that is not allowed by name.
pub const NOTHING_ELSE: &str = "default-src 'none'; base-uri 'none'; form-action 'none'";

fn full() -> String {
    format!("{NOTHING_ELSE}; {}; {}", listed("the page"), listed("… with Trusted Types"))
}

fn the_listed_policy_suffices(journey: &Journey) {
    for policy in [full(), listed("the page").to_owned(), "script-src 'self' 'wasm-unsafe-eval'".to_owned()] {
        let server = Server::start(&journey.site.folder, PREFIX);
        server.send_headers(&[(CSP, &policy), ("X-Content-Type-Options", "nosniff")]);
        let page = Page::new(journey.session);
        page.goto(&server.url(""));
        page.wait_mounted();
        search(&page, &journey.site, "đại hội");
        page.click("result-title");
        page.wait_shown("reader-title");
        page.finish();
    }
}

fn a_page_that_is_allowed_less_says_what_is_missing(journey: &Journey) {
    let titles = titles(journey);
    let needed = listed("the page");
    let without = |name: &str| {
        let rest = needed.split("; ").filter(|one| !one.starts_with(name));
        format!("{NOTHING_ELSE}; {}", rest.collect::<Vec<_>>().join("; "))
    };
    let policies = [
        "script-src 'self'".to_owned(),
        "script-src 'none'".to_owned(),
        without("script-src"),
        without("connect-src"),
        without("style-src"),
        without("worker-src").replace("script-src 'self'", "worker-src 'none'; script-src 'self'"),
        "trusted-types another".to_owned(),
    ];
    for policy in policies {
        eprintln!("{policy}");
        let server = Server::start(&journey.site.folder, PREFIX);
        server.send_headers(&[(CSP, &policy)]);
        let page = Page::new(journey.session);
        page.goto(&server.url("?lang=en"));
        let said = wait_sentence(&page);
        assert!(said.contains(needed), "under {policy} it says only {said:?}");
        if policy.contains("another") {
            assert!(said.contains("trusted-types recto"), "{said:?}");
        }
        let has_script = policy.contains("script-src 'self'") || policy.contains("another");
        page.wait_script(
            "the notice, where a script can say it",
            "return !args || document.getElementById('recto-notice') !== null;",
            Value::from(has_script),
        );
        list_is_readable(&page, &titles);
        let mounted = page.script("return document.querySelector('#recto[data-mounted]') !== null;", Value::Null);
        assert_eq!(mounted, false, "a page under {policy} is no half-working one");
    }
}

/// A page around a frame, without any script of its own.
fn around(inside: &str) -> String {
    format!("<!doctype html><meta charset=utf-8><title>host</title><h1>Trang chủ nhà</h1>{inside}")
}

/// A row's policy, with the addresses of these two servers in place of the examples.
pub fn between(row: &str, site: &Server, host: &Server) -> String {
    listed(row).replace("https://site.example", &site.origin()).replace("https://around.example", &host.origin())
}

fn frames_and_the_element_need_what_is_listed(journey: &Journey) {
    let site = Server::start(&journey.site.folder, PREFIX);
    let src = site.url("index.html");
    let frame = around(&format!("<iframe src=\"{src}\" width=1000 height=800></iframe>"));
    let boxed = frame.replace("<iframe", "<iframe sandbox=\"allow-scripts\"");
    let element = around(&format!(
        "<script src=\"{}\"></script><recto-explorer src=\"{src}\" query=\"đại hội\"></recto-explorer>",
        site.url("embed.js")
    ));
    let pages = [("/frame", frame), ("/boxed", boxed), ("/element", element)];
    let host = Server::start_with_pages(run_folder(), "/none/", &pages);
    let blob = full().replace("worker-src 'self'", listed("in an `<iframe sandbox=\"allow-scripts\">`"));
    for (path, row, policy) in [
        ("/frame", "the page around an `<iframe>`", full()),
        ("/boxed", "the page around an `<iframe>`", blob),
        ("/element", "the page around the element", full()),
    ] {
        if path == "/boxed" && journey.session.browser == Browser::WebKit {
            continue;
        }
        let framed = between("in an `<iframe>` or the element", &site, &host);
        site.send_headers(&[(CSP, &format!("{policy}; {framed}"))]);
        host.send_headers(&[(CSP, &format!("default-src 'none'; {}", between(row, &site, &host)))]);
        let page = Page::new(journey.session);
        page.goto(&format!("{}{path}", host.origin()));
        page.wait_script("the frame", "return document.querySelector('iframe') !== null;", Value::Null);
        page.enter_frame(0);
        page.wait_mounted();
        search(&page, &journey.site, "an ninh trật tự");
        page.leave_frame();
    }
    let without = between("the page around the element", &site, &host).replace("frame-src", "img-src");
    host.send_headers(&[(CSP, &format!("default-src 'none'; {without}"))]);
    let page = Page::new(journey.session);
    page.goto(&format!("{}/element", host.origin()));
    let body = "const said = document.querySelector('recto-explorer p'); return said && said.textContent;";
    let said = page.wait_script("what the page around must allow", body, Value::Null);
    let said = said.as_str().unwrap_or_default();
    assert!(said.contains(&format!("frame-src {}", site.origin())), "{said:?}");
}

journeys!(Sample:
    the_listed_policy_suffices,
    a_page_that_is_allowed_less_says_what_is_missing,
    frames_and_the_element_need_what_is_listed,
);
