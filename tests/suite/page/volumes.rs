//! A site in volumes, from every kind of host: one that gives parts of files and one that does not, one that compresses
//! and one that does not, none at all; and what hosts can do wrong with parts.

use super::declared::{Declared, declared};
use super::faults::{expect_failing_requests, wait_sentence};
use super::find::search;
use super::journey::{Form, Journey, PREFIX};
use super::offline::{visit_again, wait_keep, wait_taken_over, wait_whole};
use super::page::Page;
use super::process::Browser;
use super::server::{Fault, Manner, Sent, Server};
use super::site::Corpus;

/// What names volumes.
const VOLUME: &str = ".vol.bin";

/// Searches and reads what was found.
fn find_and_read(page: &Page, journey: &Journey, query: &str) {
    search(page, &journey.site, query);
    page.click("result-title");
    page.wait_shown("reader-title");
}

fn volumes_are_read_from_every_host(journey: &Journey) {
    for form in [Form::FolderOnDisk, Form::OneFile, Form::Sandboxed] {
        let opened = journey.open(form, "");
        find_and_read(&opened.page, journey, "bài số 41");
        opened.page.finish();
    }
    for (parts, gzip) in [(false, false), (false, true), (true, true), (true, false)] {
        let mut server = Server::start(&journey.site.folder, PREFIX);
        server.give(Manner { parts, gzip });
        let page = Page::new(journey.session);
        page.goto(&server.url(""));
        page.wait_mounted();
        find_and_read(&page, journey, "bài số 41");
        let sent = server.sent(VOLUME);
        assert!(!sent.is_empty(), "the site is in volumes");
        // A cache on the way knows a file by its address.
        assert!(sent.iter().all(|sent| !sent.target.contains('?')), "{sent:?}");
        let is_part = |sent: &Sent| sent.status == 206 && sent.range.is_some();
        if parts {
            assert!(sent.iter().all(is_part), "{sent:?}");
            // A chunk, and never a volume.
            assert!(sent.iter().all(|sent| sent.bytes < 100_000), "{sent:?}");
        } else {
            assert!(sent.iter().all(|sent| sent.status == 200), "{sent:?}");
            assert!(sent.last().is_some_and(|last| last.range.is_none()), "parts are asked for once only: {sent:?}");
        }
        if parts && !gzip {
            stays_on_the_device(&page, journey, &mut server);
        }
        page.finish();
    }
}

/// What was read is kept part by part, and all of it when that is asked for.
fn stays_on_the_device(page: &Page, journey: &Journey, server: &mut Server) {
    wait_taken_over(page, server);
    page.wait_mounted();
    page.goto(&server.url(""));
    page.wait_mounted();
    find_and_read(page, journey, "bài số 42");
    let asked = server.sent(VOLUME).len();
    visit_again(page);
    page.wait_mounted();
    search(page, &journey.site, "bài số 42");
    assert_eq!(server.sent(VOLUME).len(), asked, "parts that were read are kept");
    page.goto(&server.url(""));
    page.wait_mounted();
    wait_keep(page, "part");
    page.click("keep-switch");
    wait_whole(page);
    server.stop();
    page.goto("about:blank");
    page.goto(&server.url("index.html"));
    page.wait_mounted();
    find_and_read(page, journey, "bài số 77");
    server.resume();
}

fn a_wrong_part_is_refused_by_name(journey: &Journey) {
    let faults = [Fault::OtherPart, Fault::OtherRange, Fault::NoSuchPart, Fault::SeveralParts, Fault::ZippedPart];
    for fault in faults {
        eprintln!("{fault:?}");
        let server = Server::start(&journey.site.folder, PREFIX);
        server.give(Manner { parts: true, gzip: false });
        server.fail(VOLUME, fault);
        let mut page = Page::new(journey.session);
        expect_failing_requests(&mut page);
        page.expect_message("416");
        page.goto(&server.url(""));
        page.wait_mounted();
        page.type_query("bài số 43");
        page.wait_shown("results");
        let said = wait_sentence(&page);
        // A browser unpacks what is said to be packed, and fails before the page sees it.
        let is_named = said.contains("Range") || fault == Fault::ZippedPart;
        assert!(is_named, "{fault:?} says {said:?}");
        assert_eq!(page.count_of("result"), 0, "nothing wrong is shown");
        server.heal();
        page.click("retry");
        find_and_read(&page, journey, "bài số 43");
        page.finish();
    }
}

/// Parts are asked for in the same way in all browsers; what they do with a compressed answer differs.
pub const JOURNEYS: &[Declared] = &[
    declared!(Some(Corpus::InVolumes), volumes_are_read_from_every_host)
        .only_in(&[Browser::Chromium, Browser::Firefox]),
    declared!(Some(Corpus::InVolumes), a_wrong_part_is_refused_by_name).only_in(&[Browser::Chromium]),
];
