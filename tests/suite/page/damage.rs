//! A page one byte of which was damaged: whichever part it is in, from a disk, from a host and in one file, the page
//! says so and leaves the list of articles; it never starts with altered words.

use super::declared::journeys;
use super::faults::{expect_failing_requests, list_is_readable, titles, wait_sentence};
use super::find::search;
use super::journey::{Form, Journey, PREFIX};
use super::page::Page;
use super::process::{Browser, run_folder};
use super::server::{Fault, Server};
use super::session::block;
use super::site::{Site, copy_folder};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use recto::bundle::carrier;
use serde_json::Value;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// A part of a page, as this module damages it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// A letter of a word that the app shows, in a stream that unpacks without a fault.
    AppWords,
    /// A byte in the middle of the app.
    App,
    /// In one file a sign inside the app that base64 does not have; elsewhere as `App`.
    AppSign,
    /// A word in the bindings or the boot.
    Script,
    /// A letter in the first script's sentences.
    Guard,
    /// The first script, so that it does not run.
    BrokenGuard,
    /// A number in the styles.
    Style,
    /// The bundle's root.
    Root,
}

const PARTS: [Part; 8] =
    [Part::AppWords, Part::App, Part::AppSign, Part::Script, Part::Guard, Part::BrokenGuard, Part::Style, Part::Root];

/// One text for another of the same length, once; it must be there.
fn replaced(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len(), "damage leaves the length");
    let at = bytes.windows(from.len()).position(|window| window == from.as_bytes());
    let at = at.unwrap_or_else(|| panic!("{from:?} is there to be damaged"));
    [&bytes[..at], to.as_bytes(), &bytes[at + from.len()..]].concat()
}

/// The app with a damaged byte, inflated and deflated again for one of its words.
fn damaged_app(app: &[u8], part: Part) -> Vec<u8> {
    let mut damaged = app.to_vec();
    if matches!(part, Part::App | Part::AppSign) {
        damaged[app.len() / 2] ^= 1;
        return damaged;
    }
    let mut wasm = Vec::new();
    flate2::read::DeflateDecoder::new(app).read_to_end(&mut wasm).expect("the app inflates");
    let wasm = replaced(&wasm, "Overview", "Overvoew");
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(&wasm).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

/// The contents of the blocks of a name, their places in the page.
fn blocks_of(page: &[u8], name: &str) -> Vec<(usize, usize)> {
    let opening = format!("data-recto=\"{name}\">");
    let openings = page.windows(opening.len()).enumerate().filter(|(_, window)| *window == opening.as_bytes());
    let starts = openings.map(|(at, _)| at + opening.len());
    let end = |start: usize| start + page[start..].iter().position(|byte| *byte == b'<').expect("the block ends");
    starts.map(|start| (start, end(start))).collect()
}

/// The content of the first block of a name.
fn block_of(page: &[u8], name: &str) -> (usize, usize) {
    *blocks_of(page, name).first().unwrap_or_else(|| panic!("the page has a block {name}"))
}

/// A page in one file with one part damaged.
fn damage_page(page: &[u8], part: Part) -> Vec<u8> {
    match part {
        Part::AppSign => {
            let (start, end) = block_of(page, "app");
            let mut damaged = page.to_vec();
            damaged[(start + end) / 2] = b'!';
            damaged
        }
        Part::AppWords | Part::App => {
            let blocks = blocks_of(page, "app");
            let decoded = blocks.iter().map(|(start, end)| STANDARD.decode(&page[*start..*end]).expect("it is base64"));
            let app = damaged_app(&decoded.collect::<Vec<_>>().concat(), part);
            let (mut damaged, mut done) = (Vec::new(), 0);
            // All of it goes into the first block.
            for (nth, (start, end)) in blocks.into_iter().enumerate() {
                damaged.extend_from_slice(&page[done..start]);
                if nth == 0 {
                    damaged.extend_from_slice(STANDARD.encode(&app).as_bytes());
                }
                done = end;
            }
            damaged.extend_from_slice(&page[done..]);
            damaged
        }
        Part::Root => {
            let (start, _) = block_of(page, "root");
            let mut damaged = page.to_vec();
            damaged[start + 40] = if damaged[start + 40] == b'A' { b'B' } else { b'A' };
            damaged
        }
        Part::Script => replaced(page, "class Failure", "class Feilure"),
        Part::Guard => replaced(page, "too old for searching", "too cold or searching"),
        Part::BrokenGuard => replaced(page, "function rectoGuard(inline) {", "function rectoGuard)inline( {"),
        Part::Style => replaced(page, ".page-plain h1 {", ".page-plain h2 {"),
    }
}

/// A folder with one part damaged.
fn damage_folder(folder: &Path, part: Part) {
    let change = |ending: &str, change: &dyn Fn(&[u8]) -> Vec<u8>| {
        let is_it = |path: &PathBuf| path.to_string_lossy().ends_with(ending);
        let files = std::fs::read_dir(folder).expect("the folder can be read");
        let paths: Vec<_> = files.map(|file| file.expect("the folder can be read").path()).filter(is_it).collect();
        assert!(!paths.is_empty(), "there is a file that ends in {ending}");
        for path in paths {
            let bytes = std::fs::read(&path).expect("the file can be read");
            std::fs::write(&path, change(&bytes)).expect("the file can be written");
        }
    };
    match part {
        Part::AppWords | Part::App | Part::AppSign => change(".app.bin", &|file| {
            carrier::wrap("app", &damaged_app(&carrier::unwrap(file).expect("a carrier"), part))
        }),
        Part::Root => change("index.html", &|page| damage_page(page, part)),
        Part::Guard | Part::BrokenGuard => change(".guard.js", &|script| damage_page(script, part)),
        Part::Script => change(".js", &|script| {
            if script.starts_with(b"function rectoApp") { damage_page(script, part) } else { script.to_vec() }
        }),
        Part::Style => {
            change(".css", &|style| damage_page(style, part));
            change(".css.bin", &|style| damage_page(style, part));
        }
    }
}

fn damaged(journey: &Journey, part: Part) -> Site {
    let base = run_folder().join(format!("damaged-{part:?}-{}", journey.session.browser.name()));
    let site = Site { folder: base.join("site"), one_file: base.join("recto.html") };
    copy_folder(&journey.site.folder, &site.folder);
    damage_folder(&site.folder, part);
    let page = std::fs::read(&journey.site.one_file).expect("the page can be read");
    std::fs::write(&site.one_file, damage_page(&page, part)).expect("the run's folder takes a file");
    site
}

fn a_damaged_part_is_named_and_the_list_stays(journey: &Journey) {
    let titles = titles(journey);
    for part in PARTS {
        let journey = Journey { session: journey.session, site: damaged(journey, part) };
        for form in [Form::OneFile, Form::FolderOnDisk, Form::SubPath, Form::Sandboxed] {
            if form == Form::Sandboxed && journey.session.browser == Browser::WebKit {
                continue;
            }
            eprintln!("{part:?} {form:?}");
            let mut opened = journey.load(form, "");
            expect_failing_requests(&mut opened.page);
            for text in ["Content Security Policy", "rectoGuard", "rectoPage", "Unexpected", "hash"] {
                opened.page.expect_message(text);
            }
            let named = match part {
                Part::AppWords | Part::App | Part::AppSign => "phần chương trình",
                // A damaged first script inside the page does not run: its policy refuses it. The plain page says so.
                Part::Guard if form == Form::OneFile => "hỏng",
                Part::Script | Part::Guard => "tập lệnh",
                Part::Style => "kiểu trình bày",
                Part::Root => "phần dữ liệu",
                Part::BrokenGuard => "hỏng",
            };
            // Without its styles a page says first that it has not started.
            opened.page.wait(&format!("{named:?} to be said to be damaged"), || {
                let said = wait_sentence(&opened.page);
                (said.contains("hỏng") && said.contains(named)).then_some(())
            });
            let mounted = "return document.querySelector('#recto[data-mounted]') !== null;";
            assert_eq!(opened.page.script(mounted, Value::Null), false, "{part:?} in {form:?} starts all the same");
            list_is_readable(&opened.page, &titles);
            opened.page.finish();
        }
    }
}

/// What a browser or a service worker keeps is checked like what comes from the host.
fn a_host_that_sends_a_damaged_app_for_a_while(journey: &Journey) {
    let server = Server::start(&journey.site.folder, PREFIX);
    server.fail(".app.bin", Fault::Altered);
    let mut page = Page::new(journey.session);
    expect_failing_requests(&mut page);
    for text in ["integrity", "ServiceWorker", "digest"] {
        page.expect_message(text);
    }
    page.goto(&server.url(""));
    let said = wait_sentence(&page);
    assert!(said.contains("phần chương trình"), "{said:?}");
    let kept = page.script("return caches.keys().then((names) => names.length);", Value::Null);
    assert_eq!(kept, 0, "a damaged app is not kept");
    server.heal();
    let press = page.element("#recto-notice button", 0);
    page.script("window.isDamaged = true;", Value::Null);
    block(press.click()).expect("the notice has a button");
    page.wait_script("the page to be loaded again", "return window.isDamaged === undefined;", Value::Null);
    page.wait_mounted();
    search(&page, &journey.site, "đại hội");
    page.finish();
}

journeys!(Sample: a_damaged_part_is_named_and_the_list_stays, a_host_that_sends_a_damaged_app_for_a_while);
