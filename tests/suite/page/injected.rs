//! Several hundred texts that try to become markup, script or an address, in every place that a maker, a reader or a link can
//! write to: nothing of them runs, no request leaves, and all of them show as the text they are. They are put together
//! here; what one of them could do is to set `window.ran`, or to ask the test's own server for `/ran/…`.

use super::context::show_tab;
use super::declared::{Declared, declared};
use super::export::exported;
use super::find::{collapsed, search};
use super::journey::{Form, Journey};
use super::page::Page;
use super::process::{Browser, run_folder};
use super::site::{Corpus, file_url};
use serde_json::{Value, json};

/// What ends the place that a text was put into.
const ENDS: [&str; 13] = [
    "",
    "\">",
    "'>",
    "</script>",
    "</style>",
    "</title>",
    "</textarea>",
    "-->",
    "]]>",
    "*/})",
    "\\\");",
    "${",
    "{{title}}",
];

/// What then would act; `RUN` sets the mark, `ASK` is an address of the server.
const ACTS: [&str; 24] = [
    "<script>RUN</script>",
    "<script src=\"ASK\"></script>",
    "<img src=x onerror=\"RUN\">",
    "<img src=\"ASK\">",
    "<svg onload=\"RUN\"></svg>",
    "<svg><image href=\"ASK\"/></svg>",
    "<iframe srcdoc=\"&lt;script>parent.RUN&lt;/script>\"></iframe>",
    "<iframe src=\"ASK\"></iframe>",
    "<a href=\"javascript:RUN\" autofocus onfocus=\"RUN\">đại hội</a>",
    "<input autofocus onfocus=\"RUN\">",
    "<details open ontoggle=\"RUN\">đại hội</details>",
    "<form action=\"ASK\"><button>đại hội</button></form>",
    "<link rel=\"stylesheet\" href=\"ASK\">",
    "<style>@import \"ASK\";</style>",
    "<b style=\"background:url(ASK)\">đại hội</b>",
    "<base href=\"ASK\">",
    "<meta http-equiv=\"refresh\" content=\"0;url=ASK\">",
    "<object data=\"ASK\"></object>",
    "<embed src=\"ASK\">",
    "<video poster=\"ASK\" autoplay onerror=\"RUN\"></video>",
    "<math><mtext onmouseover=\"RUN\">đại hội</mtext></math>",
    "javascript:RUN",
    "data:text/html,<script>RUN</script>",
    "=HYPERLINK(\"ASK\")",
];

/// Every end before every act, each with a number of its own: 312 texts.
fn payloads() -> Vec<String> {
    let all = ENDS.iter().flat_map(|end| ACTS.iter().map(move |act| format!("{end}{act}")));
    let marked = |(number, text): (usize, String)| {
        text.replace("RUN", &format!("window.ran={number}")).replace("ASK", &format!("/ran/{number}"))
    };
    all.enumerate().map(marked).collect()
}

/// Texts of an article, one a paragraph.
const A_TEXT: usize = 13;

/// Files: texts with payloads in their titles, names and paragraphs, records with payloads in every field, and what the maker
/// says of them.
pub fn articles() -> Vec<(String, String)> {
    let all = payloads();
    let mut files: Vec<(String, String)> = all
        .chunks(A_TEXT)
        .enumerate()
        .map(|(number, texts)| {
            let plain: String = texts[0].chars().filter(|letter| !matches!(letter, '/' | '\\')).take(60).collect();
            let shared =
                "Đại hội bàn về an ninh trật tự của cả vùng trong nhiều năm liền, và về đời sống của người dân.";
            let paragraphs: Vec<String> =
                texts.iter().map(|text| format!("Đại hội ghi: {text} hết lời ghi.")).collect();
            let text = format!("Đại hội {}\n\n24/01/2021\n\n{shared}\n\n{}\n", texts[1], paragraphs.join("\n\n"));
            (format!("{number:02} {plain}.txt"), text)
        })
        .collect();
    let records: String = all
        .iter()
        .enumerate()
        .map(|(number, text)| {
            let other = |by: usize| &all[(number + by) % all.len()];
            let record = json!({
                "id": format!("r{number} {text}"), "title": format!("Bản ghi {number} {}", other(1)), "date": other(2),
                "source": other(3), "category": other(4), "author": other(5), "url": other(6),
                "text": format!("Bản ghi {number} về đại hội.\n\n{} nói: “{}”.", other(7), other(8)),
            });
            format!("{record}\n")
        })
        .collect();
    files.push(("records.jsonl".to_owned(), records));
    let config =
        format!("[corpus]\ntitle = {}\nabout = {}\ncontact = {}\n", json!(all[2]), json!(all[30]), json!(all[60]));
    files.push(("recto.toml".to_owned(), config));
    files
}

/// Fails when anything ran, or any element stands in the app that the app never makes.
#[track_caller]
fn nothing_ran(page: &Page, place: &str) {
    let found = page.script(
        "const made = 'img, image, iframe, object, embed, video, math, link, style, base, meta, form[action], script, \
           [onerror], [onload], [onfocus], [ontoggle], [onmouseover], [srcdoc], [style*=\"/ran/\"], a[href^=\"javascript:\" i], \
           a[href^=\"data:\" i], a[href*=\"/ran/\"]:not([href^=\"#\"])'; \
         const app = document.getElementById('recto'); \
         return [window.ran ?? null, [...app.querySelectorAll(made)].map((one) => one.outerHTML.slice(0, 90))];",
        Value::Null,
    );
    assert_eq!(found, json!([null, []]), "{place}");
}

/// Goes to a state of the page without loading it anew.
#[track_caller]
fn go(page: &Page, hash: &str) {
    page.script("location.hash = args; return true;", json!(hash));
}

/// Texts as they stand in a link.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn links_and_queries_stay_data(page: &Page, journey: &Journey) {
    let all = payloads();
    for text in all.iter().step_by(3) {
        let text = encoded(text);
        go(
            page,
            &format!("q={text}&view=results&open={text}&with={text}&family={text}&mention={text}&source={text}&{text}"),
        );
    }
    for view in ["results", "context", "mentions", "families", "measure", "compare", "notes"] {
        let text = encoded(&all[2]);
        go(
            page,
            &format!(
                "view={view}&q={text}&open={text}&with={text}&family={text}&quote={text}&passage={text}&mention={text}"
            ),
        );
        std::thread::sleep(std::time::Duration::from_millis(150));
        nothing_ran(page, &format!("a link to {view}"));
    }
    for text in all.iter().take(60).step_by(4) {
        page.script(
            "const field = part('search'); field.value = args; field.dispatchEvent(new InputEvent('input', { bubbles: true }));",
            json!(text),
        );
    }
    std::thread::sleep(std::time::Duration::from_millis(200));
    nothing_ran(page, "the search box");
    search(page, &journey.site, "đại hội");
}

fn articles_show_as_they_are(page: &Page, journey: &Journey) {
    let articles = journey.site.ask_lines("articles", &["--text"]);
    let mut shown = std::collections::BTreeSet::new();
    let all = payloads();
    let texts = articles.iter().filter(|one| one["id"].as_str().is_some_and(|id| id.ends_with(".txt")));
    let records = articles.iter().filter(|one| one["id"].as_str().is_some_and(|id| !id.ends_with(".txt"))).step_by(12);
    for article in texts.chain(records) {
        let (id, title) = (article["id"].as_str().expect("an id"), article["title"].as_str().expect("a title"));
        go(page, &format!("view=results&open={}", encoded(id)));
        let title = collapsed(title);
        page.wait_text("reader-title", |text| text == title);
        let text = page.script("return part('reader').textContent;", Value::Null);
        let (text, stored) = (text.as_str().expect("text"), article["text"].as_str().expect("text"));
        for block in article["blocks"].as_array().expect("blocks") {
            let edge = |name: &str| usize::try_from(block[name].as_u64().expect("an offset")).expect("it fits");
            let block = &stored[edge("start")..edge("end")];
            assert!(text.contains(block), "{block:?} is not shown in {id:?}, which reads {text:?}");
        }
        let source = article["source"].as_str().map(collapsed).unwrap_or_default();
        assert!(collapsed(text).contains(&source), "{source:?} is not shown in {id:?}");
        shown.extend((0..all.len()).filter(|number| text.contains(&all[*number])));
    }
    assert_eq!(shown.len(), all.len(), "every text is shown as it is");
    nothing_ran(page, "the articles");
}

/// What the page writes to files: tables that no spreadsheet runs, and markup that runs nothing when it is opened.
fn exports_are_inert(page: &Page) {
    show_tab(page, "results");
    page.wait_shown("result-title");
    let (_, rows) = exported(page, "export-results");
    assert!(rows.len() > 100);
    let runs = |cell: &str| cell.trim_start_matches('"').starts_with(['=', '@']);
    let running: Vec<&String> = rows.iter().filter(|row| row.split(',').any(runs)).collect();
    assert!(running.is_empty(), "a cell that a spreadsheet would run: {:?}", running.first());
    page.click_nth("result-tick", 0);
    page.click_nth("result-tick", 1);
    page.click("compare-go");
    page.wait("two columns", || (page.count_of("column") == 2).then_some(()));
    nothing_ran(page, "a comparison");
    page.wait_shown("export-comparison-html");
    page.script("window.files = null;", Value::Null);
    let (_, html) = exported(page, "export-comparison-html");
    let file = run_folder().join(format!("injected-{}.html", page.session.browser.name()));
    std::fs::write(&file, html.join("\r\n")).expect("the run's folder takes a file");
    page.goto(&file_url(&file));
    let found = page.script(
        "return [window.ran ?? null, document.querySelectorAll('img, svg, iframe, script, [onerror], [onload], a[href]').length];",
        Value::Null,
    );
    assert_eq!(found, json!([null, 0]), "an exported comparison");
}

/// A file of notes whose every field is a payload.
fn notes_stay_text(page: &Page) {
    let all = payloads();
    let notes: Vec<Value> = all
        .iter()
        .take(40)
        .enumerate()
        .map(|(number, text)| {
            json!({
                "id": format!("n{number}{text}"), "edit": format!("e{number}"), "before": [], "article": text, "title": text,
                "colour": "yellow", "text": text, "start": 0, "end": 9, "quote": text, "quote_end": "", "quote_sum": "",
            })
        })
        .collect();
    let file = json!({ "recto": "notes", "version": 1, "corpus": all[2], "notes": notes }).to_string();
    show_tab(page, "notes");
    page.wait_shown("notes");
    page.script(
        "const field = part('notes-file'), given = new DataTransfer(); \
         given.items.add(new File([args], '<img src=x onerror=window.ran=1>.json', { type: 'application/json' })); \
         field.files = given.files; field.dispatchEvent(new Event('change', { bubbles: true })); return true;",
        json!(file),
    );
    page.wait_text("notes-count", |text| text.starts_with("40"));
    let text = page.script("return part('notes').textContent;", Value::Null);
    let missing: Vec<&String> =
        all.iter().take(40).filter(|one| !text.as_str().unwrap_or_default().contains(one.as_str())).collect();
    assert!(missing.is_empty(), "not shown as they are: {missing:?}");
    nothing_ran(page, "notes from a file");
}

fn nothing_runs_and_nothing_leaves(journey: &Journey) {
    let opened = journey.open(Form::SubPath, "");
    let page = &opened.page;
    let server = opened.server.as_ref().expect("the page came from a server");
    page.goto(&format!("{}index.html?lang={}&q={}", opened.url, encoded(&payloads()[2]), encoded(&payloads()[24])));
    page.wait_mounted();
    page.wait_shown("overview");
    nothing_ran(page, "the overview");
    assert!(page.text_of("overview").contains(&collapsed(&payloads()[2])), "the corpus's name");
    for view in ["results", "context", "mentions", "families", "measure"] {
        go(page, &format!("view={view}&q=%C4%91%E1%BA%A1i%20h%E1%BB%99i"));
        page.wait_script(
            &format!("the view {view}"),
            "return part('app').dataset.view === args && !parts('loading').some(shown);",
            json!(view),
        );
        std::thread::sleep(std::time::Duration::from_millis(250));
        nothing_ran(page, view);
    }
    links_and_queries_stay_data(page, journey);
    articles_show_as_they_are(page, journey);
    notes_stay_text(page);
    search(page, &journey.site, "đại hội");
    exports_are_inert(page);
    let asked: Vec<String> = server.counts().into_keys().filter(|path| path.contains("ran/")).collect();
    assert!(asked.is_empty(), "requests that a text made: {asked:?}");
    opened.page.finish();
}

/// Both engines that keep policies apart.
pub const JOURNEYS: &[Declared] =
    &[declared!(Some(Corpus::Injected), nothing_runs_and_nothing_leaves)
        .only_in(&[Browser::Chromium, Browser::Firefox])];
