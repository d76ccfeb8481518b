//! Pictures of every view, for the README and for eyes: `RECTO_SHOTS=folder cargo test --test page shots`. The README's
//! `docs/screenshot.png` is `reader-1440-light.png`, reduced to 128 colours. It judges nothing.

use super::compare::compare_first_two;
use super::declared::{Declared, declared};
use super::find::search;
use super::journey::{Form, Journey};
use super::page::Page;
use super::process::Browser;
use super::read::open_first;
use super::session::{Settings, block};
use super::site::Corpus;
use super::state::choose_language;
use std::path::{Path, PathBuf};

/// Widths and heights in CSS pixels.
const SIZES: [(u32, u32); 3] = [(360, 740), (768, 1024), (1440, 900)];

fn shoot(page: &Page, folder: &Path, view: &str, width: u32, dark: bool) {
    page.script(
        "return document.fonts.ready.then(() => new Promise((done) => \
         requestAnimationFrame(() => requestAnimationFrame(() => done(true)))));",
        serde_json::Value::Null,
    );
    let name = format!("{view}-{width}-{}.png", if dark { "dark" } else { "light" });
    block(page.session.driver.screenshot(&folder.join(name))).expect("the folder takes a picture");
}

fn views(journey: &Journey, folder: &Path, dark: bool) {
    for (width, height) in SIZES {
        let opened = journey.open(Form::OneFile, "");
        let page = &opened.page;
        journey.size(width, height);
        choose_language(page, "vi");
        page.wait_shown("article-list");
        shoot(page, folder, "overview", width, dark);
        search(page, &journey.site, "an ninh trật tự");
        shoot(page, folder, "results", width, dark);
        if width < 1100 {
            page.click("filter-toggle");
            page.wait_shown("facets");
            shoot(page, folder, "filters", width, dark);
            page.click("filter-toggle");
        }
        super::context::show_tab(page, "context");
        page.wait_shown("line");
        super::context::choose(page, "line-sort-1", "R1");
        page.wait_shown("line");
        shoot(page, folder, "context", width, dark);
        super::context::show_tab(page, "mentions");
        page.wait_shown("mention");
        shoot(page, folder, "mentions", width, dark);
        super::context::show_tab(page, "results");
        page.wait_shown("result-title");
        open_first(page);
        shoot(page, folder, "reader", width, dark);
        page.click("reader-close");
        page.wait_shown("result-title");
        compare_first_two(page, journey, "an ninh trật tự");
        page.click("passage-next");
        shoot(page, folder, "compare", width, dark);
        page.click("keys");
        page.wait_shown("keys-dialog");
        shoot(page, folder, "keys", width, dark);
    }
}

/// The folder of the pictures, when they are asked for.
fn folder() -> Option<PathBuf> {
    std::env::var_os("RECTO_SHOTS").map(PathBuf::from)
}

fn pictures(journey: &Journey) {
    let folder = folder().expect("pictures are taken when a folder is named");
    std::fs::create_dir_all(&folder).expect("RECTO_SHOTS names a folder");
    views(journey, &folder, journey.session.settings.dark);
}

const LIGHT: Declared = declared!(Some(Corpus::Sample), pictures).only_in(&[Browser::Chromium]);

/// Pictures by day and by night; none where no folder is named.
pub fn journeys() -> &'static [Declared] {
    const BOTH: &[Declared] = &[LIGHT, LIGHT.with(Settings { without_wasm: false, dark: true }).named("pictures_dark")];
    if folder().is_some() { BOTH } else { &[] }
}
