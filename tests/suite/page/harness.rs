//! The harness itself, over plain pages: it finds parts through a shadow host, counts and breaks requests, reads the
//! console, and leaves no driver behind. Nothing of Recto's page is tested here.

use super::declared::{Declared, declared};
use super::journey::{EVERY_FORM, Form, Journey};
use super::page::Page;
use super::process::{Browser, run_folder};
use super::server::{Fault, Server};
use super::session::Settings;
use super::site::Site;
use serde_json::{Value, json};

const PAGE: &str = "<!doctype html><meta charset=utf-8><title>fixture</title>
<input data-part=search><output data-part=count></output><div data-part=results></div><div data-part=host></div>
<script>
const fill = (root) => {
  root.querySelector('[data-part=search]').addEventListener('input', (event) => {
    const mark = document.createElement('mark');
    mark.textContent = event.target.value;
    root.querySelector('[data-part=results]').replaceChildren('a ', mark, ' b');
    root.querySelector('[data-part=count]').textContent = ' 1\\n hit ';
    location.hash = 'q=' + encodeURIComponent(event.target.value);
  });
};
fill(document);
const shadow = document.querySelector('[data-part=host]').attachShadow({ mode: 'open' });
shadow.innerHTML = '<input data-part=search><output data-part=count></output><div data-part=results></div>';
fill(shadow);
</script>";

fn finds_parts(journey: &Journey) {
    let server = Server::start_with_pages(run_folder(), "/none/", &[("/", PAGE.to_owned())]);
    let url = format!("{}/", server.origin());
    let mut page = Page::new(journey.session);
    page.goto(&url);
    for host in [None, Some("[data-part=host]".to_owned())] {
        page.shadow_host = host;
        page.type_query("đại hội");
        assert_eq!(page.wait_text("count", |text| !text.is_empty()), "1 hit");
        assert_eq!(page.hits("results"), ["đại hội"]);
        assert_eq!(page.hash(), "#q=%C4%91%E1%BA%A1i%20h%E1%BB%99i");
    }
    assert_eq!(server.counts().get("/"), Some(&1));
    page.finish();
}

fn sees_errors(journey: &Journey) {
    let bad = "<!doctype html><meta charset=utf-8><meta http-equiv=Content-Security-Policy \
               content=\"script-src 'self' 'unsafe-inline'; img-src 'self'\"><body>\
               <script>console.error('broken'); const image = new Image(); image.src = 'https://example.org/x.png';</script>";
    let server = Server::start_with_pages(run_folder(), "/none/", &[("/bad.html", bad.to_owned())]);
    let page = Page::new(journey.session);
    page.goto(&format!("{}/bad.html", server.origin()));
    match journey.session.browser {
        Browser::Chromium => {
            let messages = page.wait("both messages", || Some(page.console_messages()).filter(|all| !all.is_empty()));
            let all = messages.join("\n");
            assert!(all.contains("broken"), "{all}");
            assert!(all.contains("Content Security Policy"), "{all}");
        }
        Browser::Firefox => {
            page.wait("the message", || page.console_messages().into_iter().find(|message| message.contains("broken")));
        }
        Browser::WebKit => {}
    }
}

fn breaks_answers(journey: &Journey) {
    let folder = run_folder().join("harness");
    std::fs::create_dir_all(&folder).expect("the run's folder takes a file");
    std::fs::write(folder.join("a.bin"), vec![7; 100_000]).expect("the run's folder takes a file");
    let mut server = Server::start_with_pages(&folder, "/sub/path/", &[("/", "<!doctype html>".to_owned())]);
    let page = Page::new(journey.session);
    page.goto(&format!("{}/", server.origin()));
    let fetch_within = |path: &str, millis: u32| -> Value {
        page.script(
            "return Promise.race([fetch(args[0]).then(async (r) => [r.status, (await r.arrayBuffer()).byteLength]), \
             new Promise((done) => setTimeout(done, args[1], 'late'))]).catch(() => 'failed');",
            json!([path, millis]),
        )
    };
    let fetch = |path: &str| fetch_within(path, 15_000);
    let check = |fault: Fault, expected: Value| {
        server.fail("a.bin", fault);
        assert_eq!(fetch("/sub/path/a.bin"), expected, "{fault:?}");
        server.heal();
    };
    check(Fault::NotFound, json!([404, 17]));
    check(Fault::ServerError, json!([500, 15]));
    check(Fault::Html, json!([200, 34]));
    check(Fault::Altered, json!([200, 100_000]));
    // WebKit hands out what it got of a truncated answer: only the chunk's hash tells.
    let whole = if journey.session.browser == Browser::WebKit { json!([200, 50_000]) } else { json!("failed") };
    check(Fault::Truncated, whole);
    server.fail("a.bin", Fault::Stall);
    assert_eq!(fetch_within("/sub/path/a.bin", 300), json!("late"));
    server.heal();
    assert_eq!(fetch("/sub/path/a.bin"), json!([200, 100_000]));
    assert_eq!(fetch("/a.bin"), json!([404, 17]));
    assert_eq!(fetch("/sub/path/../../Cargo.toml"), json!([404, 17]));
    server.stop();
    assert_eq!(fetch("/sub/path/a.bin"), json!("failed"));
    server.resume();
    assert_eq!(fetch("/sub/path/a.bin"), json!([200, 100_000]));
}

fn opens_every_form(journey: &Journey) {
    let base = run_folder().join(format!("forms {}", journey.session.browser.name()));
    let site = Site { folder: base.join("site"), one_file: base.join("one file.html") };
    std::fs::create_dir_all(&site.folder).expect("the run's folder takes a file");
    std::fs::write(site.folder.join("index.html"), PAGE).expect("the run's folder takes a file");
    std::fs::write(&site.one_file, PAGE).expect("the run's folder takes a file");
    let forms = Journey { session: journey.session, site };
    for form in EVERY_FORM {
        let opened = forms.load(form, "#q=%C4%91");
        let found =
            opened.page.script("return [location.protocol, self.origin === 'null', location.hash];", Value::Null);
        let expected = match form {
            Form::OneFile | Form::FolderOnDisk => json!(["file:", true, "#q=%C4%91"]),
            Form::SubPath => json!(["http:", false, "#q=%C4%91"]),
            _ => json!(["http:", true, "#q=%C4%91"]),
        };
        assert_eq!(found, expected, "{form:?}");
        opened.page.type_query("an ninh");
        assert_eq!(opened.page.hits("results"), ["an ninh"], "{form:?}");
        opened.page.finish();
    }
}

fn takes_sizes(journey: &Journey) {
    let site = Site { folder: run_folder().join("sizes"), one_file: run_folder().join("sizes.html") };
    std::fs::create_dir_all(&site.folder).expect("the run's folder takes a file");
    std::fs::write(site.folder.join("index.html"), PAGE).expect("the run's folder takes a file");
    std::fs::write(&site.one_file, PAGE).expect("the run's folder takes a file");
    let sizes = Journey { session: journey.session, site };
    for (width, height) in super::width::SIZES {
        let form = sizes.form_of_width(width, height);
        let opened = sizes.load(form, "");
        if form == Form::OneFile {
            sizes.size(width, height);
        }
        assert_eq!(opened.page.script("return innerWidth;", Value::Null), json!(width));
    }
}

fn respects_settings(journey: &Journey) {
    let server = Server::start_with_pages(run_folder(), "/none/", &[("/", "<!doctype html>".to_owned())]);
    let page = Page::new(journey.session);
    page.goto(&format!("{}/", server.origin()));
    let found =
        page.script("return [typeof WebAssembly, matchMedia('(prefers-color-scheme: dark)').matches]", json!(0));
    assert_eq!(found, json!(["undefined", true]));
}

/// What is tested in every browser.
pub const JOURNEYS: &[Declared] = &[
    declared!(None, finds_parts),
    declared!(None, sees_errors),
    declared!(None, breaks_answers),
    declared!(None, opens_every_form),
    declared!(None, takes_sizes),
];

/// Settings that WebKit's driver has not.
pub const SETTINGS: &[Declared] = &[declared!(None, respects_settings)
    .with(Settings { without_wasm: true, dark: true })
    .only_in(&[Browser::Chromium, Browser::Firefox])];
