//! The examples of the JavaScript API: a page and a module worker, on a static host under a strict policy. `RECTO_API` names the
//! package as `cargo xtask test` builds it; without it the journey is left out.

use super::declared::{Declared, declared};
use super::find::totals;
use super::journey::{Journey, PREFIX};
use super::page::Page;
use super::process::{Browser, run_folder};
use super::server::Server;
use super::site::{Corpus, copy_folder};
use serde_json::Value;
use std::path::PathBuf;

/// The variable that names the package.
const PACKAGE: &str = "RECTO_API";

/// What a host must allow a page that uses the API, and its worker.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'";

/// The same where text may never become code. A page that starts a worker needs a policy of its own for its address.
const TRUSTED: &str = "require-trusted-types-for 'script'; trusted-types 'none'";

fn the_examples_ask_in_a_page_and_in_a_worker(journey: &Journey) {
    let package = PathBuf::from(std::env::var_os(PACKAGE).expect("it is declared to need one"));
    let folder = run_folder().join("with-api");
    copy_folder(&journey.site.folder, &folder);
    copy_folder(&package, &folder.join("api"));
    let server = Server::start(&folder, PREFIX);
    server.send_headers(&[("Content-Security-Policy", &format!("{POLICY}; {TRUSTED}"))]);
    let page = Page::new(journey.session);
    page.goto(&server.url("api/examples/page.html"));
    let expected = totals(&journey.site, "an ninh");
    let said = "const said = document.getElementById('said').textContent; return said && said !== args ? said : null;";
    let first = page.wait_script("the sums", said, Value::Null);
    let sums: Vec<u64> = first.as_str().unwrap_or_default().split(" / ").filter_map(|one| one.parse().ok()).collect();
    assert_eq!(sums.get(..2), Some(&expected[..]), "{first}");
    let marked = "return [...document.querySelectorAll('#results mark')].map((mark) => mark.textContent);";
    let marked = page.script(marked, Value::Null);
    assert!(marked.as_array().is_some_and(|marks| !marks.is_empty()), "{marked}");
    page.finish();
    server.send_headers(&[("Content-Security-Policy", POLICY)]);
    let page = Page::new(journey.session);
    page.goto(&server.url("api/examples/worker.html"));
    let compared = page.wait_script("the comparison", said, Value::Null);
    assert!(compared.as_str().is_some_and(|said| said.ends_with(" %")), "{compared}");
    page.finish();
}

/// The journeys of this module.
pub const JOURNEYS: &[Declared] = &[declared!(Some(Corpus::Sample), the_examples_ask_in_a_page_and_in_a_worker)
    .only_in(&[Browser::Chromium])
    .needing(PACKAGE)];
