//! The app in a shadow root of another page, by `inline`: under exactly the policy that README lists, beside another and among
//! hostile styles, with its state in attributes; and the sentence where it cannot be.

use super::declared::{Declared, declared};
use super::find::{numbers, search, totals};
use super::journey::{Journey, PREFIX};
use super::page::Page;
use super::policies::{CSP, NOTHING_ELSE, between};
use super::process::{Browser, run_folder};
use super::server::Server;
use super::site::Corpus;
use serde_json::{Value, json};

/// Styles of a page that means no good to what stands in it.
const HOSTILE: &str = "html { font-size: 40px; direction: rtl } \
                       * { all: unset; --ink: red; --paper: red; --target: 9rem; color: red; letter-spacing: 9px } \
                       h1, recto-explorer, input { display: block } \
                       div, p, button, input { font-size: 60px !important; display: none !important } \
                       #mine { display: block !important }";

/// The row of README's table.
const ROW: &str = "the page around an inline element";

/// A page of another origin around elements, with styles in a file of its own.
fn host_of(elements: &str, site: &Server) -> Server {
    std::fs::write(run_folder().join("hostile.css"), HOSTILE).expect("the run's folder takes a file");
    let page = format!(
        "<!doctype html><html lang=vi><meta charset=utf-8><title>host</title>\
         <link rel=stylesheet href=\"/none/hostile.css\"><script src=\"{embed}\"></script>\
         <h1>Trang chủ nhà</h1><input id=mine>{elements}",
        embed = site.url("embed.js"),
    );
    Server::start_with_pages(run_folder(), "/none/", &[("/", page)])
}

/// A page in whose element the app has started, by the element's selector.
fn within<'s>(journey: &Journey<'s>, host: &str) -> Page<'s> {
    let mut page = Page::new(journey.session);
    page.shadow_host = Some(host.to_owned());
    page
}

fn wait_count(page: &Page, journey: &Journey, query: &str) {
    let expected = totals(&journey.site, query);
    page.wait_text("count", |text| numbers(text).get(..2) == Some(&expected[..]));
}

fn two_stand_in_a_page_that_forbids_the_rest(journey: &Journey) {
    let site = Server::start(&journey.site.folder, PREFIX);
    let src = site.url("");
    let element =
        |id: &str, more: &str| format!("<recto-explorer id={id} inline src=\"{src}\" {more}></recto-explorer>");
    let elements = [element("one", "query=\"đại hội\""), element("two", "lang=en theme=dark compact")].concat();
    let host = host_of(&elements, &site);
    site.send_headers(&[("Access-Control-Allow-Origin", &host.origin())]);
    let policy = format!("{NOTHING_ELSE}; style-src {}; {}", host.origin(), between(ROW, &site, &host));
    host.send_headers(&[(CSP, &policy)]);
    let (one, two) = (within(journey, "#one"), within(journey, "#two"));
    one.goto(&format!("{}/", host.origin()));
    one.wait_mounted();
    two.wait_mounted();
    one.script(
        "window.heard = []; for (const kind of ['search', 'open', 'compare', 'select', 'statechange']) \
           addEventListener('recto-' + kind, (event) => heard.push([event.target.id, kind, event.detail])); \
         document.getElementById('mine').focus();",
        Value::Null,
    );
    wait_count(&one, journey, "đại hội");

    // Nothing of the page's styles is in it.
    let looks = "const app = part('app'); const style = getComputedStyle(app); \
                 return [style.fontSize, style.color, style.letterSpacing, style.direction, \
                   getComputedStyle(part('search')).blockSize, app.lang, app.dataset.theme, shown(root.querySelector('.switches'))];";
    let normal = json!(["15px", "rgb(29, 28, 26)", "normal", "ltr", "36px", "vi", "auto", true]);
    assert_eq!(one.script(looks, Value::Null), normal);
    let dark = json!(["15px", "rgb(231, 228, 220)", "normal", "ltr", "36px", "en", "dark", false]);
    two.wait("the other's look", || (two.script(looks, Value::Null) == dark).then_some(()));

    hears_its_page(journey, &two);
    tells_its_page(journey, (&one, &two), &src);
    let wrong = one.console_messages();
    assert!(wrong.is_empty(), "the page logged errors: {wrong:#?}");
}

/// What attributes and methods ask for comes, and moves neither the page nor its focus.
fn hears_its_page(journey: &Journey, two: &Page) {
    two.script("host.setAttribute('query', 'an ninh trật tự');", Value::Null);
    wait_count(two, journey, "an ninh trật tự");
    let found = journey.site.ask("search", &["an ninh"]);
    let [first, second] = [0, 1].map(|at| found["results"][at]["id"].clone());
    for article in [&first, &second] {
        let before = two.text_of("reader-title");
        two.script("host.open(args);", article.clone());
        two.wait_text("reader-title", |text| text != before);
    }
    two.script("host.compare(args);", json!([first, second]));
    two.wait_shown("column");
    two.script("host.removeAttribute('compact'); host.setAttribute('lang', 'vi');", Value::Null);
    two.wait_script(
        "the switches",
        "return part('app').lang === 'vi' && shown(root.querySelector('.switches'));",
        Value::Null,
    );
    let place = "return [document.activeElement.id, scrollY, location.hash, heard.filter(([, kind]) => kind !== 'statechange')];";
    assert_eq!(two.script(place, Value::Null), json!(["mine", 0, "", []]));
}

/// What the reader does stays in its element, and is told of it.
fn tells_its_page(journey: &Journey, (one, two): (&Page, &Page), src: &str) {
    search(one, &journey.site, "an ninh");
    let link = one.script("return part('result-title').href;", Value::Null);
    assert!(link.as_str().is_some_and(|link| link.starts_with(&format!("{src}#"))), "{link}");
    one.click("result-title");
    one.wait_script("focus at the heading", "return root.activeElement === part('reader-title');", Value::Null);
    let select = "const title = part('reader-title'); getSelection().setBaseAndExtent(title, 0, title, title.childNodes.length); \
                  return title.textContent.trim();";
    one.script(select, Value::Null);
    let heard = |kind: &str| {
        let body = "const all = heard.filter(([id, kind]) => id === args[0] && kind === args[1]); \
                    return all.length ? all.at(-1)[2] : null;";
        one.wait_script(kind, body, json!(["one", kind]))
    };
    assert_eq!(heard("search")["query"], "an ninh");
    let open = heard("open")["article"].clone();
    assert_eq!(heard("select")["article"], open);
    assert!(heard("statechange")["hash"].as_str().is_some_and(|hash| hash.starts_with('#')));
    assert_eq!(one.script("return host.state;", Value::Null), heard("statechange")["hash"]);
    let others = "return [heard.filter(([id, kind]) => id === 'two' && kind !== 'statechange'), location.hash, \
                  document.getElementById('recto'), document.title, history.length === args];";
    let entries = one.script("return history.length;", Value::Null);
    assert_eq!(one.script(others, entries), json!([[], "", null, "host", true]));
    two.wait_shown("column");
}

/// The sentence of an element that cannot start, wherever it stands in it.
fn said(page: &Page) -> String {
    let body = "const said = root.querySelector('#recto-notice, [role=alert]'); \
                return said && !['coming', 'still'].includes(said.dataset.kind) && said.textContent;";
    page.wait_script("a sentence", body, Value::Null).as_str().unwrap_or_default().to_owned()
}

fn what_is_missing_is_said(journey: &Journey) {
    let site = Server::start(&journey.site.folder, PREFIX);
    let element = format!("<recto-explorer id=one lang=en inline src=\"{}\"></recto-explorer>", site.url(""));
    let host = host_of(&element, &site);
    let cors = [("Access-Control-Allow-Origin", "*")];
    let (page, around) = (within(journey, "#one"), Page::new(journey.session));
    let open = || page.goto(&format!("{}/", host.origin()));

    open();
    let text = said(&page);
    assert!(text.contains(&format!("Access-Control-Allow-Origin: {}", host.origin())), "{text:?}");

    site.send_headers(&cors);
    let listed = between(ROW, &site, &host);
    for missing in ["connect-src", "worker-src", " 'wasm-unsafe-eval'", "trusted-types recto"] {
        let less = match missing {
            " 'wasm-unsafe-eval'" => listed.replace(missing, ""),
            "trusted-types recto" => listed.replace(missing, "trusted-types another"),
            name => listed.split("; ").filter(|one| !one.starts_with(name)).collect::<Vec<_>>().join("; "),
        };
        host.send_headers(&[(CSP, &format!("{NOTHING_ELSE}; {less}"))]);
        open();
        let text = said(&page);
        assert!(
            text.contains(&listed.replace("require-trusted-types-for 'script'; ", "")),
            "without {missing}: {text:?}"
        );
    }
    host.send_headers(&[]);

    // An element that is only moved goes on; one that is taken away stops, and begins anew where it is put back.
    open();
    page.wait_mounted();
    page.script(
        "window.app = part('app'); const place = document.createElement('section'); document.body.append(place); \
         place.append(host);",
        Value::Null,
    );
    assert_eq!(page.script("return part('app') === window.app;", Value::Null), true);
    page.script("window.taken = host; host.remove();", Value::Null);
    page.wait("the app to stop", || {
        let gone = around.script("return taken.shadowRoot.childElementCount === 0;", Value::Null);
        (gone == true).then_some(())
    });
    around.script("document.body.append(taken);", Value::Null);
    page.wait_mounted();
    search(&page, &journey.site, "an ninh");

    page.script("host.setAttribute('src', args);", json!(format!("{}/", host.origin())));
    page.wait("what is no folder to be told", || said(&page).contains("no folder that recto pack").then_some(()));
}

/// The journeys of this module.
pub const JOURNEYS: &[Declared] = &[
    declared!(Some(Corpus::Sample), two_stand_in_a_page_that_forbids_the_rest),
    declared!(Some(Corpus::Sample), what_is_missing_is_said).only_in(&[Browser::Chromium]),
];
