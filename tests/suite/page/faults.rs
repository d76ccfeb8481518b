//! What goes wrong: chunks that do not arrive or arrive wrong, a browser too old, no script at all. Each gets a
//! sentence, and what can still be read stays.

use super::declared::{Declared, declared, journeys};
use super::find::{collapsed, search};
use super::journey::{Form, Journey, SANDBOX};
use super::page::Page;
use super::process::{Browser, run_folder};
use super::server::{Fault, Server};
use super::session::{Settings, block};
use super::site::{Corpus, Site, copy_folder};
use serde_json::{Value, json};
use std::path::PathBuf;
use thirtyfour::prelude::*;

/// Where chunks lie below a site.
const CHUNKS: &str = "/chunks/";

/// Faults of a host, and what is said of each: words of the sentence, and whether the page is to be loaded anew.
const FAULTS: [(Fault, &str, bool); 6] = [
    (Fault::NotFound, "bản mới", true),
    (Fault::ServerError, "bảo trì", true),
    (Fault::Html, "bảo trì", true),
    (Fault::Redirect, "đăng nhập", true),
    (Fault::Truncated, "", false),
    (Fault::Altered, "hỏng", false),
];

/// Messages that browsers log when a request fails; journeys that break requests expect them.
pub fn expect_failing_requests(page: &mut Page) {
    for text in ["Failed to load resource", "net::ERR", "404", "500", "MIME type", "SyntaxError", "Unexpected token"] {
        page.expect_message(text);
    }
}

/// Waits for a sentence about a failure: in the app, or above the plain list when the app could not start, or in the
/// plain list when no script could say it.
#[track_caller]
pub fn wait_sentence(page: &Page) -> String {
    let body = "const waiting = document.querySelector('.page-waiting'); \
                const said = [...parts('error').filter(shown), document.getElementById('recto-notice'), \
                waiting && waiting.clientHeight > 20 ? waiting : null].filter((one) => one && one.textContent.trim()); \
                return said.length ? said[0].textContent.replace(/\\s+/g, ' ').trim() : null;";
    let said = page.wait_script("a sentence about the failure", body, Value::Null);
    said.as_str().expect("a sentence").to_owned()
}

fn a_chunk_that_fails_gets_a_sentence(journey: &Journey) {
    for (fault, words, renew) in FAULTS {
        eprintln!("{fault:?}");
        let server = Server::start(&journey.site.folder, super::journey::PREFIX);
        server.fail(CHUNKS, fault);
        let mut page = Page::new(journey.session);
        expect_failing_requests(&mut page);
        page.goto(&server.url(""));
        page.wait_mounted();
        page.type_query("đại hội");
        page.wait_shown("results");
        let said = wait_sentence(&page);
        assert!(said.split(' ').count() >= 5 && said.contains(words), "{fault:?} says {said:?}");
        assert_eq!(page.script("return part('search').value;", Value::Null), "đại hội", "what was typed is safe");
        server.heal();
        if renew && page.is_shown("renew") {
            page.script("window.isOld = true;", Value::Null);
            page.click("renew");
            page.wait_script("the page to be loaded anew", "return window.isOld === undefined;", Value::Null);
            page.wait_mounted();
        } else {
            assert!(!renew, "{fault:?} offers to load the page anew");
            page.click("retry");
        }
        search(&page, &journey.site, "đại hội");
        page.wait_gone("error");
        page.finish();
    }
}

fn a_chunk_that_stalls_says_so_and_comes_later(journey: &Journey) {
    let server = Server::start(&journey.site.folder, super::journey::PREFIX);
    server.fail(CHUNKS, Fault::Stall);
    let mut page = Page::new(journey.session);
    expect_failing_requests(&mut page);
    page.goto(&server.url(""));
    page.wait_mounted();
    page.type_query("đại hội");
    page.wait_script(
        "a word that something is loading",
        "return [...parts('loading'), ...parts('status'), ...parts('error')].some(shown);",
        Value::Null,
    );
    assert_eq!(page.script("return part('search').value;", Value::Null), "đại hội");
    server.heal();
    page.wait("the answer, or the button to ask again", || {
        if page.is_shown("retry") {
            page.click("retry");
        }
        page.is_shown("result-title").then_some(())
    });
    search(&page, &journey.site, "đại hội");
    page.finish();
}

/// A copy of the sample site to be damaged.
fn copy_of(journey: &Journey, name: &str) -> PathBuf {
    let folder = run_folder().join(format!("{name}-{}", journey.session.browser.name()));
    copy_folder(&journey.site.folder, &folder);
    folder
}

fn a_folder_on_disk_without_its_chunks_says_so(journey: &Journey) {
    let folder = copy_of(journey, "torn");
    let chunks: Vec<PathBuf> = std::fs::read_dir(folder.join("chunks"))
        .expect("a site has a folder of chunks")
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    let site = Site { folder: folder.clone(), one_file: PathBuf::new() };
    let torn = Journey { session: journey.session, site };
    for (at, chunk) in chunks.iter().enumerate() {
        if at % 2 == 0 {
            std::fs::remove_file(chunk).expect("a chunk can be removed");
        } else {
            let bytes = std::fs::read(chunk).expect("a chunk can be read");
            std::fs::write(chunk, &bytes[..bytes.len() / 2]).expect("a chunk can be cut");
        }
    }
    let mut opened = torn.load(Form::FolderOnDisk, "");
    expect_failing_requests(&mut opened.page);
    opened.page.wait_script(
        "the page to have started or said why not",
        "return part('search') || document.getElementById('recto-notice') ? true : false;",
        Value::Null,
    );
    if opened.page.count_of("search") > 0 {
        opened.page.type_query("đại hội");
    }
    wait_sentence(&opened.page);
    opened.page.finish();
}

fn a_missing_script_or_app_leaves_the_list(journey: &Journey) {
    let titles = titles(journey);
    for part in [".app.bin", ".guard.js", ".js", ".css"] {
        let server = Server::start(&journey.site.folder, super::journey::PREFIX);
        server.fail(part, Fault::NotFound);
        let mut page = Page::new(journey.session);
        expect_failing_requests(&mut page);
        page.expect_message("rectoPage");
        page.goto(&server.url(""));
        let said = wait_sentence(&page);
        assert!(said.split(' ').count() >= 5, "{part}: only {said:?}");
        list_is_readable(&page, &titles);
        page.finish();
    }
}

fn a_slow_line_is_not_called_a_failure(journey: &Journey) {
    let server = Server::start(&journey.site.folder, super::journey::PREFIX);
    server.fail(".app.bin", Fault::Stall);
    let mut page = Page::new(journey.session);
    expect_failing_requests(&mut page);
    page.goto(&server.url(""));
    // The line that shows after some seconds is for pages whose scripts do not run; theirs do.
    let display =
        "const line = document.querySelector('.page-waiting'); return line ? getComputedStyle(line).display : 'none';";
    assert_eq!(page.script(display, Value::Null), "none");
    let said = "const one = document.getElementById('recto-notice'); \
                return one && one.dataset.kind + ' ' + one.getAttribute('role') + ' ' + one.textContent;";
    let said = page.wait_script("a calm line about how far it is", said, Value::Null);
    let said = said.as_str().unwrap_or_default();
    assert!(said.starts_with("coming status ") && said.contains("0 %"), "{said:?}");
    list_is_readable(&page, &titles(journey));
    server.heal();
    page.wait_script(
        "the app, or a sentence with a button to load it again",
        "return part('search') || document.querySelector('#recto-notice button') ? true : false;",
        Value::Null,
    );
    page.finish();
}

/// Titles of the site's articles.
pub fn titles(journey: &Journey) -> Vec<String> {
    let articles = journey.site.ask_lines("articles", &[]);
    articles.iter().map(|one| collapsed(one["title"].as_str().expect("a title"))).collect()
}

/// Whether the page that a frame shows lists all articles.
pub fn lists(page: &Page, titles: &[String]) -> bool {
    let text = page.try_script("return document.body.innerText;", Value::Null);
    let text = text.ok().and_then(|text| text.as_str().map(collapsed)).unwrap_or_default();
    titles.iter().all(|title| text.contains(title))
}

fn a_frame_where_self_is_nobody_keeps_the_list(journey: &Journey) {
    let titles = titles(journey);
    let (_server, url) = journey.framed(SANDBOX, (1280, 860), "index.html");
    let page = Page::new(journey.session);
    page.goto(&url);
    page.enter_frame(0);
    page.wait("the list of articles", || lists(&page, &titles).then_some(()));
    page.leave_frame();
}

/// In WebKit a policy's `'self'` matches nothing in a sandboxed frame.
pub const NOBODY: &[Declared] =
    &[declared!(Some(Corpus::Sample), a_frame_where_self_is_nobody_keeps_the_list).only_in(&[Browser::WebKit])];

#[track_caller]
pub fn list_is_readable(page: &Page, titles: &[String]) {
    let text = page.script("return document.body.innerText;", Value::Null);
    let text = collapsed(text.as_str().expect("text"));
    for title in titles {
        assert!(text.contains(title), "{title:?} cannot be read without the app in {text:?}");
    }
}

fn a_browser_too_old_gets_a_sentence_and_the_list(journey: &Journey) {
    let titles = titles(journey);
    for form in [Form::OneFile, Form::FolderOnDisk] {
        let opened = journey.load(form, "");
        let said = wait_sentence(&opened.page);
        assert!(said.contains("trình duyệt") || said.contains("browser") || said.contains("Trình duyệt"), "{said}");
        list_is_readable(&opened.page, &titles);
        opened.page.finish();
    }
}

fn without_script_the_list_is_there(journey: &Journey) {
    let titles = titles(journey);
    for file in [journey.site.folder.join("index.html"), journey.site.one_file.clone()] {
        let html = std::fs::read_to_string(&file).expect("the page is a text file");
        let text = html.replace("&amp;", "&").replace("&quot;", "\"").replace("&#39;", "'").replace("&lt;", "<");
        for title in &titles {
            assert!(collapsed(&text).contains(title), "{title:?} is not in {}", file.display());
        }
    }
    if journey.session.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).is_some() {
        let driver = &journey.session.driver;
        let text = block(async {
            driver.goto(journey.site.folder_url()).await?;
            driver.find(By::Css("body")).await?.text().await
        });
        journey.session.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": false }));
        let text = collapsed(&text.expect("the page can be read without script"));
        for title in &titles {
            assert!(text.contains(title), "{title:?} is not shown without script");
        }
    }
}

/// Has workers answer requests with a trap, or not at all, while `broken` says so; then a deadline comes soon.
const BREAKABLE: &str = "window.workers = 0; const Whole = Worker; window.Worker = class extends Whole { \
    constructor(...given) { super(...given); workers++; } \
    postMessage(said, ...rest) { \
      if (!window.broken || !(said instanceof Uint8Array)) return super.postMessage(said, ...rest); \
      const trap = () => this.dispatchEvent(new MessageEvent('message', { data: { trap: 'unreachable' } })); \
      if (broken === 'trap') this.ready.then(() => setTimeout(trap)); } }; \
    const later = setTimeout; \
    window.setTimeout = (act, millis, ...rest) => later(act, window.broken && millis >= 9000 ? 60 : millis, ...rest);";

fn a_worker_that_traps_or_hangs_is_started_again(journey: &Journey) {
    let added = journey.session.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": BREAKABLE }));
    let opened = journey.open(Form::OneFile, "");
    journey.session.devtools("Page.removeScriptToEvaluateOnNewDocument", added.expect("chromium takes a script"));
    let page = &opened.page;
    search(page, &journey.site, "an ninh");
    page.click("result-title");
    let title = page.wait_text("reader-title", |text| !text.is_empty());
    for (broken, query, words) in [("trap", "đại hội", "dừng đột ngột"), ("hang", "trật tự", "quá lâu")]
    {
        let before = page.script("window.broken = args; return workers;", json!(broken));
        page.type_query(query);
        let said = wait_sentence(page);
        assert!(said.contains(words), "{broken}: {said:?}");
        assert_eq!(page.script("return part('search').value;", Value::Null), query, "what was typed is safe");
        assert_eq!(page.text_of("reader-title"), title, "the open article stays");
        let after = page.script("window.broken = null; return workers;", Value::Null);
        assert!(after.as_u64() > before.as_u64(), "{broken}: no other worker was started");
        // What failed says so in its own place: the results, the article with its hits.
        page.wait("every failure to be tried again", || {
            if page.is_shown("retry") {
                page.click("retry");
            }
            (!page.is_shown("error")).then_some(())
        });
        search(page, &journey.site, query);
    }
    opened.page.finish();
}

/// Workers that a test can break.
pub const BROKEN: &[Declared] =
    &[declared!(Some(Corpus::Sample), a_worker_that_traps_or_hangs_is_started_again).only_in(&[Browser::Chromium])];

journeys!(Sample:
    a_chunk_that_fails_gets_a_sentence,
    a_chunk_that_stalls_says_so_and_comes_later,
    a_folder_on_disk_without_its_chunks_says_so,
    a_missing_script_or_app_leaves_the_list,
    a_slow_line_is_not_called_a_failure,
    without_script_the_list_is_there,
);

const OLD: Settings = Settings { without_wasm: true, dark: false };

/// Browsers whose `WebAssembly` a test can switch off.
pub const TOO_OLD: &[Declared] = &[declared!(Some(Corpus::Sample), a_browser_too_old_gets_a_sentence_and_the_list)
    .with(OLD)
    .only_in(&[Browser::Chromium, Browser::Firefox])];
