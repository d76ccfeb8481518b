//! Inside another page: the element and the plain frame grow to their content, follow their attributes, tell what the
//! reader does, and hear nobody else.

use super::declared::{Declared, declared};
use super::faults::{lists, titles};
use super::find::{numbers, search, totals};
use super::journey::{Journey, PREFIX};
use super::page::Page;
use super::process::{Browser, run_folder};
use super::server::Server;
use super::site::Corpus;
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

/// Two elements in one page, which keeps what it hears of each.
fn host_page_of_two(site: &Server) -> String {
    format!(
        "<!doctype html><meta charset=utf-8><title>host</title><script src=\"{embed}\" defer></script>\
         <script>window.heard = []; for (const kind of ['ready', 'search', 'open', 'compare', 'select']) \
           addEventListener('recto-' + kind, (event) => heard.push([event.target.id, kind, event.detail]));</script>\
         <recto-explorer id=one src=\"{src}\" query=\"đại hội\" lang=en theme=dark compact height=700></recto-explorer>\
         <recto-explorer id=two src=\"{src}\" height=700></recto-explorer>",
        embed = site.url("embed.js"),
        src = site.url("index.html"),
    )
}

/// What the page around heard of an element and a kind, the last of it.
#[track_caller]
fn wait_heard(page: &Page, id: &str, kind: &str) -> Value {
    page.wait_script(
        kind,
        "const all = heard.filter(([id, kind]) => id === args[0] && kind === args[1]); \
         return all.length ? all[all.length - 1][2] : null;",
        json!([id, kind]),
    )
}

/// Waits, inside the frame, for a language, a theme, and whether the switches are left out.
#[track_caller]
fn wait_look(page: &Page, look: Value) {
    page.wait_mounted();
    let body = "const app = part('app'); return app.lang === args[0] && app.dataset.theme === args[1] \
                && shown(document.querySelector('.switches')) !== args[2];";
    page.wait_script("the look", body, look);
}

fn attributes_methods_and_events(journey: &Journey) {
    let site = Server::start(&journey.site.folder, PREFIX);
    let host = Server::start_with_pages(run_folder(), "/none/", &[("/", host_page_of_two(&site))]);
    let page = Page::new(journey.session);
    page.goto(&format!("{}/", host.origin()));
    wait_heard(&page, "one", "ready");
    wait_heard(&page, "two", "ready");
    let host_does =
        |body: &str, args: Value| page.script(&format!("const one = document.getElementById('one'); {body}"), args);
    let inside = |look: &dyn Fn()| {
        page.enter_frame(0);
        look();
        page.leave_frame();
    };
    inside(&|| wait_look(&page, json!(["en", "dark", true])));
    // While it lives, without loading the page again.
    inside(&|| drop(page.script("window.kept = true;", Value::Null)));
    host_does("one.lang = 'vi'; one.setAttribute('theme', 'light'); one.removeAttribute('compact');", Value::Null);
    inside(&|| {
        wait_look(&page, json!(["vi", "light", false]));
        assert_eq!(page.script("return window.kept;", Value::Null), true);
    });

    let found = journey.site.ask("search", &["an ninh"]);
    let [first, second] = [0, 1].map(|at| found["results"][at].clone());
    host_does("one.search('an ninh', args);", json!("year=2021"));
    let expected = journey.site.ask("search", &["an ninh", "--year", "2021"])["total"]["articles"].as_u64();
    inside(&|| {
        page.wait_text("count", |text| numbers(text).into_iter().nth(1) == expected);
    });
    host_does("one.open(args);", first["id"].clone());
    inside(&|| drop(page.wait_text("reader-title", |text| !text.is_empty())));
    host_does("one.compare(args);", json!([first["id"], second["id"]]));
    inside(&|| page.wait_shown("column"));
    assert_eq!(host_does("return heard.filter(([, kind]) => kind !== 'ready');", Value::Null), json!([]));

    // What the reader does is told, and of which element.
    host_does(
        "['articles', 'filters', 'open'].forEach((name) => one.removeAttribute(name)); one.show('results');",
        Value::Null,
    );
    inside(&|| {
        search(&page, &journey.site, "an ninh");
        search(&page, &journey.site, "an ninh trật tự");
    });
    assert_eq!(wait_heard(&page, "one", "search"), json!({"query": "an ninh trật tự", "filters": ""}));
    inside(&|| {
        page.click("result-title");
        page.wait_shown("reader-title");
    });
    let open = wait_heard(&page, "one", "open")["article"].clone();
    inside(&|| {
        let select = "const title = part('reader-title'); const range = document.createRange(); \
                      range.selectNodeContents(title); getSelection().removeAllRanges(); getSelection().addRange(range); \
                      return title.textContent.trim();";
        page.script(select, Value::Null);
    });
    let selected = wait_heard(&page, "one", "select");
    assert_eq!(selected["article"], open);
    assert!(selected["text"].as_str().is_some_and(|text| text.len() > 3), "{selected}");
    assert_eq!(
        host_does("return heard.filter(([id, kind]) => id === 'two' && kind !== 'ready');", Value::Null),
        json!([])
    );
    assert_eq!(page.script("return location.hash;", Value::Null), "", "the address of the page around is its own");
}

/// The story of `docs/examples` beside the packed sample, as `cargo xtask site` lays it.
fn a_story_has_a_comparison_and_a_search_in_it(journey: &Journey) {
    let folder = run_folder().join("story");
    std::fs::create_dir_all(&folder).expect("the run's folder takes a folder");
    let story = [
        ("story.html", include_str!("../../../docs/examples/story.html")),
        ("story.css", include_str!("../../../docs/examples/story.css")),
        ("story.js", include_str!("../../../docs/examples/story.js")),
        ("embed.js", include_str!("../../../public/embed.js")),
    ];
    for (name, text) in story {
        std::fs::write(folder.join(name), text).expect("the run's folder takes a file");
    }
    std::fs::copy(&journey.site.one_file, folder.join("recto.html")).expect("the run's folder takes a file");
    let server = Server::start(&folder, PREFIX);
    let page = Page::new(journey.session);
    page.goto(&server.url("story.html"));
    page.wait_script("two frames", "return document.querySelectorAll('iframe').length === 2;", Value::Null);
    page.enter_frame(0);
    page.wait_mounted();
    page.wait_shown("column");
    page.leave_frame();
    page.enter_frame(1);
    let expected = journey.site.ask("search", &["an ninh trật tự", "--year", "2021"])["total"]["articles"].as_u64();
    page.wait_text("count", |text| numbers(text).into_iter().nth(1) == expected);
    page.leave_frame();
    page.script("document.querySelectorAll('[data-query]')[1].click();", Value::Null);
    page.enter_frame(1);
    page.wait_script("the story's query", "return part('search').value === 'không để bị động';", Value::Null);
    page.type_query("hội");
    page.leave_frame();
    let said = "return document.getElementById('said').textContent.includes('“hội”');";
    page.wait_script("what the story says of its reader", said, Value::Null);
    page.finish();
}

const ATTRIBUTES: Declared =
    declared!(Some(Corpus::Sample), attributes_methods_and_events).only_in(&[Browser::Chromium]);

/// The journeys of this module.
pub const JOURNEYS: &[Declared] = &[
    declared!(Some(Corpus::Sample), the_element_stands_in_a_page_of_another_origin),
    declared!(Some(Corpus::Sample), the_example_page_works),
    ATTRIBUTES,
    declared!(Some(Corpus::Sample), a_story_has_a_comparison_and_a_search_in_it).only_in(&[Browser::Chromium]),
];
